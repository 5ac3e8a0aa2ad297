#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a feed back with two libraries that are not ours: python3-icalendar, and ical.js, which Thunderbird uses.
Prints TAP."""

import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "browser"))
import npm  # noqa: E402

SAMPLE = Path(os.environ["TOP_BUILDDIR"]) / "tests" / "calendar" / "feed-sample"

# uid -> start and end in UTC
TIMES = {
    "summer": ("2026-10-23T15:00:00Z", "2026-10-23T16:30:00Z"),
    "winter": ("2026-10-26T16:00:00Z", "2026-10-26T17:30:00Z"),
    "march": ("2027-03-26T09:30:00Z", "2027-03-26T11:00:00Z"),
    "april": ("2027-03-29T08:30:00Z", "2027-03-29T10:00:00Z"),
    "twice": ("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
    "hostile": ("2026-11-03T16:00:00Z", "2026-11-03T17:00:00Z"),
    "cancelled": ("2026-11-10T16:00:00Z", "2026-11-10T17:00:00Z"),
    "due": ("2026-10-20", "2026-10-21"),
    "half-term": ("2026-10-26", "2026-10-31"),
}
# python3-icalendar 4 reads an escaped backslash before an n as a newline: that pair is left to test-feed.c.
TEXTS = {
    "summary": "Line one BEGIN:VEVENT X:1; a, b \\ c \U0001f393\U0001f393\U0001f393 txt.exe and on and on "
    "beyond the seventy-fifth octet of any line éééé",
    "description": 'Bring:\n the form; the "book"\n\nEND:VCALENDAR',
    "location": "Room 1, Église; North \\ South",
}

SCRIPT = """
import ICAL from 'PLACE/dist/ical.js';
import { readFileSync } from 'fs';
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')));
calendar.getAllSubcomponents('vtimezone').forEach(z => ICAL.TimezoneService.register(z.getFirstPropertyValue('tzid'), new ICAL.Timezone(z)));
const show = t => t.isDate ? t.toString() : new Date(t.toUnixTime() * 1000).toISOString().replace('.000', '');
const out = {};
for (const c of calendar.getAllSubcomponents('vevent')) {
  const e = new ICAL.Event(c);
  out[e.uid.split('@')[0]] = { times: [show(e.startDate), show(e.endDate)], summary: e.summary, description: e.description,
    location: e.location, status: c.getFirstPropertyValue('status'), sequence: e.sequence };
}
console.log(JSON.stringify(out));
"""


class Tap:
    def __init__(self):
        self.count = 0
        self.failed = 0

    def check(self, name, got, want):
        self.count += 1
        good = got == want
        self.failed += not good
        print("ok" if good else "not ok", self.count, "-", name)
        if not good:
            print("# got ", ascii(got))
            print("# want", ascii(want))

    def skip(self, name, why):
        self.count += 1
        print("ok", self.count, "-", name, "# SKIP", why)


def by_python(data, icalendar):
    def show(value):
        if not isinstance(value, datetime.datetime):
            return value.isoformat()
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    events = {}
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        texts = {key: str(event[key]) for key in TEXTS if key in event}
        events[str(event["UID"]).split("@")[0]] = {
            "times": [show(event.decoded("DTSTART")), show(event.decoded("DTEND"))],
            "status": str(event["STATUS"]), "sequence": event["SEQUENCE"], **texts}
    return events


def by_ical_js(data):
    """What ical.js reads, or in words why it cannot be asked."""
    place = npm.package("ical.js") if shutil.which("node") else None
    if not place:
        return npm.why("ical.js") if shutil.which("node") else "node is not installed"
    script = SCRIPT.replace("PLACE", place)
    run = subprocess.run(["node", "--input-type=module", "-e", script], input=data, capture_output=True, check=True)
    return json.loads(run.stdout)


def compare(tap, reader, events):
    tap.check(f"{reader}: the events", sorted(events), sorted(TIMES))
    for uid, times in TIMES.items():
        tap.check(f"{reader}: times of {uid}", tuple(events.get(uid, {}).get("times", ())), times)
    for field, want in TEXTS.items():
        tap.check(f"{reader}: hostile {field}", events["hostile"].get(field), want)
    cancelled = events["cancelled"]
    tap.check(f"{reader}: cancelled", [cancelled[k] for k in ("summary", "status", "sequence")],
              ["CANCELLED: Drop-in", "CANCELLED", 3])


def main():
    tap = Tap()
    data = subprocess.run([SAMPLE], check=True, capture_output=True).stdout
    tap.check("the same bytes again", subprocess.run([SAMPLE], check=True, capture_output=True).stdout == data, True)
    lines = data.split(b"\r\n")
    tap.check("lines end in CRLF and nothing else", (lines[-1], b"\n" in b"".join(lines), b"\r" in b"".join(lines)),
              (b"", False, False))
    tap.check("no line over 75 octets", max(map(len, lines)) <= 75, True)
    tap.check("some line was folded", any(line.startswith(b" ") for line in lines), True)
    tap.check("folded between characters", all(line.decode("utf-8", "replace").count("\ufffd") == 0 for line in lines), True)
    try:
        import icalendar
    except ImportError:
        tap.skip("python3-icalendar", "python3-icalendar is not installed")
    else:
        compare(tap, "icalendar", by_python(data, icalendar))
        calendar = icalendar.Calendar.from_ical(data)
        tap.check("the feed's names", [str(calendar[k]) for k in ("NAME", "X-WR-CALNAME")], ["Mentors, primary; 2026"] * 2)
    events = by_ical_js(data)
    if isinstance(events, str):
        tap.skip("ical.js", events)
    else:
        compare(tap, "ical.js", events)
    print(f"1..{tap.count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
