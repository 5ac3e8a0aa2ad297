#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calendars beside python-icalendar, over a whole public collection where it lies: of every event the UID, SEQUENCE, times,
SUMMARY, ORGANIZER and ATTENDEEs that `mentord read` says. What the other reader cannot read says nothing about ours, but has to be
read to an end."""
import datetime
import json
import os
import re
import subprocess
import sys

TOP = os.environ.get("TOP_SRCDIR", ".")
MENTORD = os.path.join(os.environ.get("TOP_BUILDDIR", "."), "src/mentord")
PLACES = [os.path.join(TOP, up, "shared/corpora/ics") for up in ("..", "../..")]
CORPUS = next((place for place in PLACES if os.path.isdir(place)), None)
LEAST = 99  # of a hundred values


def fold(text):
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f]", " ", str(text))).strip()


def when(value):
    """A date, or an instant in UTC, or a local time without a zone: so that two spellings of one time are equal."""
    if not isinstance(value, datetime.datetime):
        return value.isoformat()
    if value.tzinfo is None:
        return value.strftime("%Y-%m-%dT%H:%M:%S")
    return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def when_text(text):
    if len(text) > 19:
        return when(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")))
    return text


def address(value):
    return re.sub(r"(?i)^mailto:", "", fold(value)).lower()


def wanted(event):
    """(name, value) of all that the reading must say of this event."""
    for name, key in (("uid", "UID"), ("summary", "SUMMARY")):
        yield name, fold(event.get(key, ""))
    yield "sequence", max(int(event.get("SEQUENCE", 0)), 0)
    for name, key in (("start", "DTSTART"), ("end", "DTEND"), ("recurrence_id", "RECURRENCE-ID")):
        if key in event:
            yield name, when(event[key].dt)
    yield "organizer", address(event.get("ORGANIZER", ""))
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    yield "attendees", sorted((address(one), str(one.params.get("PARTSTAT", "NEEDS-ACTION")).upper()) for one in attendees)


def said(event, name):
    if name in ("start", "end", "recurrence_id"):
        return when_text(event[name])
    if name == "attendees":
        return sorted((one["address"], one["partstat"]) for one in event["attendees"])
    return fold(event[name]).lower() if name == "organizer" else event[name] if name == "sequence" else fold(event[name])


def compare(path, reading, icalendar):
    with open(path, "rb") as file:
        calendars = icalendar.Calendar.from_ical(file.read(), multiple=True)
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    good = values = 0
    have = reading["calendar"]
    for i, event in enumerate(events[:200]):
        for name, value in wanted(event):
            values += 1
            if i < len(have) and said(have[i], name) == value:
                good += 1
            else:
                print("# %s event %d %s: %r, not %r" % (os.path.relpath(path, CORPUS), i, name,
                                                       said(have[i], name) if i < len(have) else None, value))
    return good, values


def main():
    if not CORPUS:
        print("1..0 # SKIP the public collections are not on this machine")
        return
    import icalendar
    print("1..1")
    paths = sorted(os.path.join(folder, name) for folder, _, names in os.walk(CORPUS) for name in names if name.endswith(".ics"))
    done = subprocess.run([MENTORD, "read", "--json"] + paths, capture_output=True, timeout=600)
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    good = values = files = 0
    for path, reading in zip(paths, readings):
        try:
            some_good, some_values = compare(path, reading, icalendar)
        except Exception as error:
            print("# %s: the other reader: %s" % (os.path.relpath(path, CORPUS), error))
            continue
        good, values, files = good + some_good, values + some_values, files + 1
    percent = 100.0 * good / max(values, 1)
    print("%s 1 - %.2f %% of %d values in %d of %d calendars agree with python-icalendar" % (
        "ok" if len(readings) == len(paths) and values and percent >= LEAST else "not ok", percent, values, files, len(paths)))


if __name__ == "__main__":
    main()
    sys.exit(0)
