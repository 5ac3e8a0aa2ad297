#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A date that changes shortly before it is also told by mail, to those whose calendar cannot have seen it; and what `status`
says of calendars. Prints TAP."""
import os
import re

import harness
from daemon import Daemon
from harness import check, same

AMY, PRIYA = "amy.brown@example.sch.uk", "priya.nair@example.sch.uk"
PRIMARY, BEN, CHLOE = harness.PRIMARY, "ben.clark@example.sch.uk", "chloe.davies@example.sch.uk"
BEFORE = "2026-09-07T09:00:00+01:00"
OLD = 'start = "2026-10-06T16:00"'  # a Tuesday
ALL = sorted([PRIMARY, AMY, BEN, CHLOE, PRIYA])  # those whom a date for primary concerns


class Plain(harness.Site):
    """Without entries for people's own calendars, which tell of a change themselves."""

    def __init__(self):
        scheme = harness.read(os.path.join(harness.SOURCE, "conf", "schemes", "bcu.conf"))
        super().__init__(scheme=re.sub(r'invite = "core-invitation";', "", scheme))


def change(site, old, new):
    text = harness.read(site.file("year.conf"))
    check("%s stands in the year" % old, text.count(old) == 1)
    site.write("year.conf", text.replace(old, new))


def told(mails):
    return sorted(mail.to for mail in mails if mail.template == "date-changed")


def link(site, address):
    """The name of this person's private feed, known by what the reply `new calendar link` says."""
    name = "feeds of " + address
    before = set(os.listdir(site.file("public", "feeds")))
    site.mentord("people", "renew", address, now=BEFORE)
    site.once(BEFORE)
    new = sorted(one for one in set(os.listdir(site.file("public", "feeds"))) - before if one.endswith(".ics"))
    same(name, len(new), 1)
    return new[0]


def fetch(site, now, *paths):
    """Calendars ask for @paths while a daemon stands at @now."""
    with Daemon(site, now) as daemon:
        answers = [daemon.get("/feeds/" + path)[0] for path in paths]
        same("it ends", daemon.stop(), 0)
    return answers


def a_date_that_moves_the_day_before_is_told_at_once():
    with Plain() as site:
        site.once(BEFORE)
        change(site, OLD, 'start = "2026-10-06T16:30"')
        mails = site.once("2026-10-05T10:00:00+01:00")
        same("told", told(mails), ALL)
        mail = harness.one(mails, AMY, "date-changed")
        same("subject", mail.subject, "Moved: Core Mentor Training, now Tuesday 6 October 2026 at 16:30")
        for words in ("Tuesday 6 October 2026, 16:30 to 18:30", "It was to be: Tuesday 6 October 2026, 16:00 to 18:00, Online", "Dear Amy"):
            check("%r stands in %s" % (words, mail.text), words in re.sub(r"\s+", " ", mail.text))
        same("and not again", told(site.once("2026-10-05T11:00:00+01:00") + site.once("2026-10-06T10:00:00+01:00")), [])


def whose_calendar_has_fetched_since_needs_no_mail():
    with Plain() as site:
        site.once(BEFORE)
        amy, priya = link(site, AMY), link(site, PRIYA)
        same("fetched", fetch(site, "2026-10-04T12:00:00+01:00", amy, priya), [200, 200])
        change(site, OLD, 'start = "2026-10-06T15:30"')
        same("at night nothing", told(site.once("2026-10-05T00:10:00+01:00")), [])  # 40 hours before
        plan = [(one["template"], one["to"], one["at"]) for one in site.json("plan", "--until", "2026-10-05", now="2026-10-05T00:20:00+01:00")
                if one["template"] == "date-changed"]
        check("planned for the morning: %s" % plan, len(plan) == 5 and all(at.startswith("2026-10-05T08:00") for _, _, at in plan))
        same("Amy's calendar asks", fetch(site, "2026-10-05T06:00:00+01:00", amy), [200])
        same("in the morning", told(site.once("2026-10-05T08:00:00+01:00")), [one for one in ALL if one != AMY])


def what_would_come_too_late_goes_at_night():
    with Plain() as site:
        site.once(BEFORE)
        change(site, 'start = "2026-10-08T09:30"', 'start = "2026-10-08T09:00"')
        mails = site.once("2026-10-07T19:00:00+01:00")
        same("told", told(mails), ALL)
        change(site, 'start = "2026-10-06T16:00"', 'start = "2026-10-06T17:00"')
        same("what is past is told to nobody", told(site.once("2026-10-07T19:30:00+01:00") + site.once("2026-10-08T08:00:00+01:00")), [])


def a_date_that_is_cancelled_and_comes_back():
    with Plain() as site:
        site.once(BEFORE)
        change(site, OLD + ";", OLD + "; cancelled = true;")
        mails = site.once("2026-10-05T09:00:00+01:00")
        same("told", told(mails), ALL)
        same("subject", harness.one(mails, AMY, "date-changed").subject, "Cancelled: Core Mentor Training on Tuesday 6 October 2026")
        change(site, OLD + "; cancelled = true;", OLD + ";")
        mails = site.once("2026-10-05T12:00:00+01:00")
        same("told again", told(mails), ALL)
        same("subject", harness.one(mails, PRIYA, "date-changed").subject, "On again: Core Mentor Training, Tuesday 6 October 2026 at 16:00")


def a_place_that_changes_is_told_and_a_title_is_not():
    with Plain() as site:
        site.once(BEFORE)
        change(site, OLD + '; minutes = 120; place = "Online"', OLD + '; minutes = 120; place = "Room 12"')
        mails = site.once("2026-10-05T09:00:00+01:00")
        same("told", told(mails), ALL)
        check("the place", "Now at: Room 12" in harness.one(mails, AMY, "date-changed").text)
        change(site, OLD + ";", OLD + '; title = "Core training";')
        same("a title", told(site.once("2026-10-05T10:00:00+01:00")), [])


def changed_twice_at_night_is_one_mail_of_what_holds():
    with Plain() as site:
        site.once(BEFORE)
        change(site, OLD, 'start = "2026-10-06T15:00"')
        same("first", told(site.once("2026-10-04T20:00:00+01:00")), [])
        change(site, 'start = "2026-10-06T15:00"', 'start = "2026-10-06T14:00"')
        same("second", told(site.once("2026-10-04T21:00:00+01:00")), [])
        mails = site.once("2026-10-05T08:00:00+01:00")
        same("one each", told(mails), ALL)
        text = re.sub(r"\s+", " ", harness.one(mails, AMY, "date-changed").text)
        check("what was and what is: " + text, "14:00 to 16:00" in text and "16:00 to 18:00" in text and "15:00 to" not in text)
        change(site, 'start = "2026-10-06T14:00"', 'start = "2026-10-06T17:00"')
        mails = site.once("2026-10-05T09:00:00+01:00")
        text = re.sub(r"\s+", " ", harness.one(mails, AMY, "date-changed").text)
        check("against what they were told: " + text, "It was to be: Tuesday 6 October 2026, 14:00" in text)


def moved_there_and_back_is_told_to_nobody():
    with Plain() as site:
        site.once(BEFORE)
        change(site, OLD, 'start = "2026-10-06T15:00"')
        site.once("2026-10-04T20:00:00+01:00")
        change(site, 'start = "2026-10-06T15:00"', OLD)
        site.once("2026-10-04T21:00:00+01:00")
        same("told", told(site.once("2026-10-05T08:00:00+01:00")), [])


def a_date_that_flaps_is_held_for_the_office():
    with Plain() as site:
        site.once(BEFORE)
        now, sent = OLD, []
        for n in range(5):
            new = 'start = "2026-10-06T1%d:00"' % (n % 2 + 7)
            change(site, now, new)
            now = new
            sent += site.once("2026-10-05T1%d:00:00+01:00" % n)
        same("three mails each", told(sent), sorted(ALL * 3))
        same("the others wait", site.json("status", now="2026-10-05T15:00:00+01:00")["outbox"]["held"], 10)
        check("the office is asked", harness.to(sent, harness.OFFICE, "brake"))


def sixty_hours_ahead_calendars_tell_it():
    with Plain() as site:
        site.once(BEFORE)
        change(site, OLD, 'start = "2026-10-06T16:30"')
        mails = site.once("2026-10-04T04:00:00+01:00")
        for now in ("2026-10-04T18:00:00+01:00", "2026-10-05T09:00:00+01:00", "2026-10-06T09:00:00+01:00"):
            mails += site.once(now)
        same("told", told(mails), [])


def who_was_there_already_is_left_alone():
    with Plain() as site:
        site.once(BEFORE)
        site.mentord("record", "attendance", AMY, "core", "2026-10-06", "--reason", "list", now="2026-10-06T19:00:00+01:00")
        change(site, 'start = "2026-10-08T09:30"', 'start = "2026-10-08T10:30"')
        same("told", told(site.once("2026-10-07T10:00:00+01:00")), [one for one in ALL if one != AMY])


def whose_calendar_has_an_entry_gets_that_and_no_second_mail():
    with harness.Site() as site:
        site.once(BEFORE)
        asked = [mail.to for mail in site.once("2026-10-02T09:00:00+01:00") if "text/calendar" in mail.raw.decode("utf-8", "replace")]
        check("entries went out: %s" % asked, AMY in asked)
        change(site, OLD, 'start = "2026-10-06T16:30"')
        mails = site.once("2026-10-05T10:00:00+01:00")
        same("told by mail", told(mails), [one for one in ALL if one not in asked])
        check("Amy's entry is brought up", [mail for mail in harness.to(mails, AMY) if b"METHOD:REQUEST" in mail.message.as_bytes()
                                           or "method=REQUEST" in str(mail.message)])


def killed_anywhere_it_is_one_mail_each():
    with Plain() as site:
        site.once(BEFORE)
        change(site, OLD, 'start = "2026-10-06T16:30"')
        for n in range(1, 40):
            done = site.mentord("once", now="2026-10-05T10:00:00+01:00", code=None, env={"MENTORD_CRASH_AT": str(n)})
            if done.code == 0:
                break
        check("it came through in the end", done.code == 0)
        mails = {(mail.id, mail.to, mail.raw) for mail in site.sent() if mail.template == "date-changed"}
        same("one each, as the same bytes", sorted(to for _, to, _ in mails), ALL)


def status_says_whose_calendar_is_stale():
    with Plain() as site:
        site.once(BEFORE)
        amy = link(site, AMY)
        all_of_them = len(harness.PEOPLE)
        same("nobody fetched", site.json("status", now=BEFORE)["calendars"], {"subscribed": 0, "stale": 0, "never": all_of_them})
        same("no warning", [one for one in site.json("status", now=BEFORE)["warnings"] if "calendar" in one], [])
        same("fetched", fetch(site, "2026-09-08T09:00:00+01:00", amy, "bcu-primary.ics"), [200, 200])
        status = site.json("status", now="2026-09-15T08:00:00+01:00")
        same("within a week", status["calendars"], {"subscribed": 1, "stale": 0, "never": all_of_them - 1})
        check("a public one, during the first pass or after it", status["feeds"]["bcu-primary"] in ("2026-09-08T08:59:59+01:00", "2026-09-08T09:00:00+01:00"))
        same("another", status["feeds"]["bcu-all"], None)
        later = "2026-09-15T10:00:00+01:00"
        status = site.json("status", now=later)
        same("after a week", status["calendars"], {"subscribed": 0, "stale": 1, "never": all_of_them - 1})
        check("by name: %s" % status["warnings"], [one for one in status["warnings"] if "Amy Brown (since Tuesday 8 September 2026)" in one])
        check("as text", "calendars: subscribed 0 stale 1" in site.mentord("status", now=later).out)
        site.mentord("people", "renew", AMY, now=later)
        site.once(later)
        same("the old link", fetch(site, "2026-09-15T11:00:00+01:00", amy), [410])
        warnings = site.json("status", now="2026-09-15T12:00:00+01:00")["warnings"]
        check("asks in vain: %s" % warnings, [one for one in warnings if "link that was renewed: Amy Brown" in one])


harness.run([a_date_that_moves_the_day_before_is_told_at_once, whose_calendar_has_fetched_since_needs_no_mail,
             what_would_come_too_late_goes_at_night, a_date_that_is_cancelled_and_comes_back,
             a_place_that_changes_is_told_and_a_title_is_not, changed_twice_at_night_is_one_mail_of_what_holds,
             moved_there_and_back_is_told_to_nobody, a_date_that_flaps_is_held_for_the_office, sixty_hours_ahead_calendars_tell_it,
             who_was_there_already_is_left_alone, whose_calendar_has_an_entry_gets_that_and_no_second_mail,
             killed_anywhere_it_is_one_mail_each, status_says_whose_calendar_is_stale])
