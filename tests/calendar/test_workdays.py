#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts working days a second time, from the published files as python3-icalendar reads them, for every date of
2024 to 2028, and has the C program check its own counts against that table. Prints TAP."""

import datetime
import os
import subprocess
import sys
import tempfile
from pathlib import Path

DAY = datetime.timedelta(days=1)
SOURCE = Path(os.environ["TOP_SRCDIR"]) / "conf" / "bank-holidays"
PROGRAM = Path(os.environ["TOP_BUILDDIR"]) / "tests" / "calendar" / "test-workdays"
COUNTS = (10, -3, 1, 0)


def holidays(path, icalendar):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return {event.decoded("DTSTART") for event in calendar.walk("VEVENT")}


def working_days(closed):
    day, days = datetime.date(2023, 11, 1), []
    while day < datetime.date(2028, 12, 31):
        if day.isoweekday() < 6 and day not in closed:
            days.append(day)
        day += DAY
    return days


def expected(days, day, n):
    if n > 0:
        return [d for d in days if d > day][n - 1]
    if n < 0:
        return [d for d in days if d < day][n]
    return [d for d in days if d >= day][0]


def table():
    import bisect

    import icalendar

    lines = []
    for path in sorted(SOURCE.glob("*.ics")):
        days = working_days(holidays(path, icalendar))
        day = datetime.date(2024, 1, 1)
        while day <= datetime.date(2028, 12, 10):
            at = bisect.bisect_left(days, day)
            near = days[max(0, at - 20) : at + 20]
            lines += [f"{path.stem} {day} {n} {expected(near, day, n)}" for n in COUNTS]
            day += DAY
    return lines


def main():
    try:
        lines = table()
    except ImportError:
        print("1..0 # SKIP python3-icalendar is not installed")
        return 0
    print("1..2")
    print("ok 1 -" if len(lines) > 20000 else "not ok 1 -", f"{len(lines)} counts expected by Python")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        run = subprocess.run([PROGRAM, "-p", "/workdays/table"], env={**os.environ, "WORKDAYS_TABLE": file.name},
                             capture_output=True, text=True)
    for line in [l for l in run.stdout.splitlines() if "got" in l][:20]:
        print("#", line.lstrip("# "))
    if run.returncode:
        print("#", run.stderr.strip()[-300:])
    counted = f"# {len(lines)} lines" in run.stdout
    print("ok 2 -" if run.returncode == 0 and counted else "not ok 2 -", "the program counts the same")
    return 0


if __name__ == "__main__":
    sys.exit(main())
