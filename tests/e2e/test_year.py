#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From one academic year to the next: what is owed ends, what came late is still filed, what is of a career stays. Prints TAP."""
import os
import re

import harness
from harness import check, fill, one, reply, same, templates, to

AMY, BEN, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "priya.nair"))
ASKED = "2026-10-08T12:00:00+01:00"
LAST_DAY = "2027-08-31T10:00:00+01:00"
NEW = "2027-09-01T09:00:00+01:00"
LATER = "2027-09-03T10:00:00+01:00"
NEW_AUTUMN = "2027-10-08T12:00:00+01:00"


def next_year():
    """The shipped year a year later: each date moved by 364 days, so that weekdays stay."""
    from datetime import date, timedelta

    def move(found):
        day = date.fromisoformat(found.group(0))
        if found.group(0).endswith("-09-01"):
            return "2027-09-01"
        if found.group(0).endswith("-08-31"):
            return "2028-08-31"
        return (day + timedelta(days=364)).isoformat()
    text = harness.read(os.path.join(harness.SOURCE, "conf", "year-2026-27.conf")).replace('"2026-27"', '"2027-28"')
    return re.sub(r"\d{4}-\d{2}-\d{2}", move, text)


class Site(harness.Site):
    """With the request for Amy's tracker; `next` adds the next year's file."""

    def __enter__(self):
        self.requests = {mail.to: mail for mail in self.once(ASKED) if mail.template == "tracker-request"}
        return self

    def next(self):
        self.write("next.conf", next_year())
        self.write("mentord.conf", harness.read(self.config).replace('years = ("year.conf")', 'years = ("year.conf", "next.conf")'))

    def tracker(self, address):
        return fill(self.requests[address].attached(".docx"), harness.TRACKER)

    def of(self, address, year, now, ended=False):
        person = self.json("person", address, now=now)
        return [one for one in person["ended" if ended else "obligations"] if one["year"] == year]


def what_is_owed_ends_with_the_year():
    with Site() as site:
        site.next()
        site.once("2026-10-30T10:00:00+00:00")
        check("owed before", "overdue" in {one["state"] for one in site.of(AMY, "2026-27", LAST_DAY)})
        mails = site.once(NEW)
        same("nobody is chased for last year", [mail for mail in mails if mail.template.startswith(("tracker", "evaluation"))], [])
        same("nothing of last year is owed", {one["state"] for one in site.of(AMY, "2026-27", NEW)} - {"met"}, set())
        ended = {one["requirement"]: one for one in site.of(AMY, "2026-27", NEW, ended=True)}
        same("it is shown", ended["tracker"]["state"], "ended")
        check("and why: ", "2026-27 is over" in site.mentord("why", ended["tracker"]["ref"], now=NEW).out)
        check("the new year has begun", "tracker" in {one["requirement"] for one in site.of(AMY, "2027-28", NEW)})
        same("and asks the Lead Mentor for the mentors anew", len(to(mails, PRIYA, "mentor-details-request")), 1)


def a_pass_of_the_new_year_leaves_the_next_with_nothing_to_do():
    with Site() as site:
        site.next()
        site.once(NEW)
        log = site.mentord("-v", "once", now=NEW)
        same("nothing is sent twice", site.fresh(), [])
        nexts = [one["next"]["at"] for one in site.of(AMY, "2027-28", NEW) if one["next"]]
        check("the clock comes back later only: %s %s" % (nexts, log.err[-300:]), nexts and min(nexts) > NEW)
        import sqlite3
        database = sqlite3.connect(site.file("mentord.db"))
        stale = database.execute("SELECT count(*) FROM obligation WHERE year = '2026-27' AND next IS NOT NULL").fetchone()[0]
        same("clocks of last year", stale, 0)


def the_new_years_tracker_is_asked_in_its_autumn():
    with Site() as site:
        site.next()
        site.once(NEW)
        request = one(site.once(NEW_AUTUMN), AMY, "tracker-request")
        check("another ref", request.refs != site.requests[AMY].refs)


def last_years_tracker_that_comes_late_is_last_years():
    with Site() as site:
        site.next()
        site.once(NEW)
        site.deliver(reply(site.requests[AMY], "At last.", [("t.docx", site.tracker(AMY))]), LATER)
        mails = site.once(LATER)
        one(mails, AMY, "receipt")
        check("its certificate is of last year", "2026-27" in harness.pdf_text(one(mails, AMY, "certificate").attached(".pdf")))
        same("filed for last year", [x["state"] for x in site.of(AMY, "2026-27", LATER) if x["requirement"] == "tracker"], ["met"])
        same("this year's is still to come", [x["state"] for x in site.of(AMY, "2027-28", LATER) if x["requirement"] == "tracker"], ["upcoming"])
        same("nothing twice", templates(site.once("2027-09-06T10:00:00+01:00"), "certificate"), [])


def people_stay_who_they_are():
    with Site() as site:
        before = site.json("person", AMY, now=LAST_DAY)
        site.next()
        site.once(NEW)
        after = site.json("person", AMY, now=NEW)
        same("roles and attributes", (after["roles"], after["attributes"]), (before["roles"], before["attributes"]))


def what_is_of_a_career_is_not_asked_twice():
    with Site() as site:
        site.mentord("record", "activity", AMY, "module-enrolled", "2026-10-05", "--reason", "the list from Moodle", now=ASKED)
        site.once(ASKED)
        same("enrolled", site.obligation(AMY, "module", ASKED)["state"], "met")
        site.next()
        site.once(NEW)
        module = [x for x in site.of(AMY, "2027-28", NEW) if x["requirement"] == "module"]
        same("met for ever", [x["state"] for x in module], ["met"])
        passed = [x for x in site.of(AMY, "2027-28", NEW) if x["requirement"] == "module-pass"][0]
        site.mentord("record", "approval", passed["ref"], "yes", "--reason", "board of examiners", now=LATER)
        one(site.once(LATER), AMY, "certificate")
        same("credits", site.json("person", AMY, now=LATER)["credits"], 20)


def what_was_passed_once_is_certified_once():
    with Site() as site:
        site.mentord("record", "activity", AMY, "module-enrolled", "2026-10-05", "--reason", "the list from Moodle", now=ASKED)
        site.mentord("record", "approval", site.obligation(AMY, "module-pass", ASKED)["ref"], "yes", "--reason", "passed", now=ASKED)
        one(site.once(ASKED), AMY, "certificate")
        site.next()
        same("no second certificate", to(site.once(NEW), AMY, "certificate"), [])
        passed = [x for x in site.of(AMY, "2027-28", NEW) if x["requirement"] == "module-pass"][0]
        same("passed for ever", passed["state"], "met")
        check("and it says when: %s" % passed, "2026-27" in passed["evidence"])
        same("twenty credits, not forty", site.json("person", AMY, now=NEW)["credits"], 20)


def a_year_that_lacks_its_file_is_said_in_time_and_then_loudly():
    with Site() as site:
        same("in spring", site.json("status", now="2027-05-01T10:00:00+01:00")["warnings"], [])
        warned = site.json("status", now="2027-07-20T10:00:00+01:00")["warnings"]
        check("weeks before: %s" % warned, any("31 August 2027" in words for words in warned))
        told = site.once("2027-07-20T10:00:00+01:00")
        check("the office hears of it once", any("31 August 2027" in " ".join(mail.text.split()) for mail in told if mail.template == "office-digest"))
        after = site.mentord("once", now=NEW)
        check("the log is loud: " + after.err, "NOTHING IS ASKED" in after.err)
        mails = site.fresh()
        same("nobody is written to but the office", {mail.to for mail in mails}, {"office@example.ac.uk"})
        check("which hears it again", any("NOTHING IS ASKED" in mail.text for mail in mails))
        site.next()
        check("once it is there, it goes on", to(site.once(LATER), PRIYA, "mentor-details-request"))
        same("and no warning stands", site.json("status", now=LATER)["warnings"], [])


harness.run([what_is_owed_ends_with_the_year, a_pass_of_the_new_year_leaves_the_next_with_nothing_to_do,
             the_new_years_tracker_is_asked_in_its_autumn, last_years_tracker_that_comes_late_is_last_years, people_stay_who_they_are,
             what_is_of_a_career_is_not_asked_twice, what_was_passed_once_is_certified_once, a_year_that_lacks_its_file_is_said_in_time_and_then_loudly])
