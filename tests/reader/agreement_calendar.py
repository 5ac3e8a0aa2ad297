#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calendars beside python-icalendar, over a whole public collection where it lies: of every event the UID, SEQUENCE, times,
SUMMARY, LOCATION, STATUS, CATEGORIES, ORGANIZER and ATTENDEEs that `mentord read` says, and of a series when its instances begin,
beside python-dateutil. What the other reader cannot read says nothing about ours, but has to be read to an end."""
import datetime
import itertools
import json
import os
import re
import subprocess
import sys
from dateutil.rrule import rrulestr

TOP = os.environ.get("TOP_SRCDIR", ".")
MENTORD = os.path.join(os.environ.get("TOP_BUILDDIR", "."), "src/mentord")
PLACES = [os.path.join(TOP, up, "shared/corpora/ics") for up in ("..", "../..")]
CORPUS = next((place for place in PLACES if os.path.isdir(place)), None)
LEAST = 99  # of a hundred values
TIMES = ("start", "end", "recurrence_id", "stamp")
BY_HOUR = ("BYHOUR", "BYMINUTE", "BYSECOND")
INSTANCES = 10  # of a series, that are compared: the first ones


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


def instances(event):
    """The days on which the first instances begin; None where there are further dates, or the rule is one by the hour."""
    start, rule = event["DTSTART"].dt, event["RRULE"]
    if isinstance(rule, list) or "RDATE" in event or any(key in rule for key in BY_HOUR) or rule["FREQ"][0] in ("HOURLY", "MINUTELY", "SECONDLY"):
        return None
    timed = isinstance(start, datetime.datetime)
    naive = start.replace(tzinfo=None) if timed else datetime.datetime.combine(start, datetime.time())
    until = rule.pop("UNTIL", [None])[0]
    dates = rrulestr(rule.to_ical().decode(), dtstart=naive)
    if isinstance(until, datetime.datetime) and until.tzinfo and timed and start.tzinfo:
        until = until.astimezone(start.tzinfo)
    last = until and (until.replace(tzinfo=None) if isinstance(until, datetime.datetime) else datetime.datetime.combine(until, datetime.time(23, 59)))
    without = event.get("EXDATE", [])
    without = {one.dt.isoformat()[:10] for some in (without if isinstance(without, list) else [without]) for one in some.dts}
    days = [naive] + list(itertools.takewhile(lambda date: not last or date <= last, itertools.islice(dates, 3 * INSTANCES)))
    return [day for day in sorted({date.isoformat()[:10] for date in days}) if day not in without][:INSTANCES]


def wanted(event):
    """(name, value) of all that the reading must say of this event."""
    for name, key in (("uid", "UID"), ("summary", "SUMMARY"), ("location", "LOCATION"), ("status", "STATUS")):
        yield name, fold(event.get(key, ""))
    yield "sequence", max(int(event.get("SEQUENCE", 0)), 0)
    for name, key in (("start", "DTSTART"), ("end", "DTEND"), ("recurrence_id", "RECURRENCE-ID"), ("stamp", "DTSTAMP")):
        if key in event:
            yield name, when(event[key].dt)
    if "DURATION" in event and "DTEND" not in event:
        yield "end", when(event["DTSTART"].dt + event["DURATION"].dt)
    if "RRULE" in event:
        yield "instances", instances(event)
    categories = event.get("CATEGORIES", [])
    lists = categories if isinstance(categories, list) else [categories]
    yield "categories", [fold(name) for one in lists for name in one.cats if fold(name)]
    yield "organizer", address(event.get("ORGANIZER", ""))
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    yield "attendees", sorted((address(one), str(one.params.get("PARTSTAT", "NEEDS-ACTION")).upper()) for one in attendees)


def said(event, name):
    if name in TIMES:
        return when_text(event[name])
    if name == "instances":
        return [one[:10] for one in event[name][:INSTANCES]]
    if name == "categories":
        return event[name]
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
            if value is None:
                continue
            values += 1
            known = i < len(have) and said(have[i], name)
            if name in TIMES and known and len(value) == 19:  # the zone is one that the other does not know
                known = have[i][name][:19]
            if i < len(have) and known == value:
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
