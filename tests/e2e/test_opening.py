#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the office hears of the requests that go out on the next working day. Prints TAP."""
import re

import harness
from harness import OFFICE, check, one, same, templates, write

BEFORE = "2026-10-06T10:00:00+01:00"  # a Tuesday
DAY = "2026-10-07T17:30:00+01:00"
CORE = [("primary", "2026-10-07T16:00", 60), ("secondary", "2026-10-08T16:00", 60)]


def the_office_hears_of_openings_the_working_day_before():
    with harness.Site(year=harness.year_with(CORE)) as site:
        site.once("2026-10-05T10:00:00+01:00")
        site.deliver(write("stranger@example.org", "Hello", "Who are you?"), BEFORE)
        told = one(site.once(BEFORE), OFFICE, "office-digest")
        words = " ".join(told.text.split())
        mails = site.once(DAY)
        asked = len([mail for mail in mails if mail.is_of(("tracker-request",))])
        check("some are asked: %s" % templates(mails), asked)
        check("they were named before: " + words, "Wednesday 7 October 2026: BCU Mentor Tracker (%d mails)" % asked in words)


def invitations_are_named_too():
    with harness.Site(year=harness.year_with(CORE)) as site:  # ten working days before Wednesday 7 October
        site.once("2026-09-21T10:00:00+01:00")
        site.deliver(write("stranger@example.org", "Hello", "Who are you?"), "2026-09-22T10:00:00+01:00")
        told = one(site.once("2026-09-22T10:30:00+01:00"), OFFICE, "office-digest")
        words = " ".join(told.text.split())
        invited = [mail for mail in site.once("2026-09-23T09:00:00+01:00") if mail.template == "core-invitation"]
        check("some are invited", invited)
        named = re.findall(r"Wednesday 23 September 2026: Core Mentor Training, and an entry for each date \((\d+) mails?\)", words)
        same("they were named before: " + words, sum(map(int, named)), len(invited))


def a_day_without_openings_is_said():
    with harness.Site(year=harness.year_with(CORE)) as site:
        site.once("2026-10-12T10:00:00+01:00")
        site.deliver(write("stranger@example.org", "Hello", "Who are you?"), "2026-10-12T11:00:00+01:00")
        told = one(site.once("2026-10-13T10:00:00+01:00"), OFFICE, "office-digest")
        same("none", "No requests go out on the next working day." in " ".join(told.text.split()), True)


harness.run([the_office_hears_of_openings_the_working_day_before, invitations_are_named_too, a_day_without_openings_is_said])
