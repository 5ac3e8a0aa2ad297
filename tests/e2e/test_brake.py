#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""More reminders than usual: they are held, the office is asked once, and its word, by reply or by command, decides; what was
overtaken meanwhile does not go. A clock that jumps is no reason to write to anybody. Prints TAP."""
import os
import sqlite3
import time

import sqlite3

import harness
from harness import OFFICE, check, one, reply, same, templates, to, write

MENTORS = ["m%d@example.sch.uk" % n for n in range(6)]
PEOPLE = harness.PEOPLE[:3] + [("Mentor Number%d" % n, address, "mentor", "Oakfield Primary School", "primary", "pgce", "")
                               for n, address in enumerate(MENTORS)]
YEAR = harness.year_with([("primary", "2026-10-06T09:30", 90)])
CHASERS = ("tracker-due-soon", "tracker-overdue", "tracker-overdue-again")


def day(number, at="09:00"):
    """So many days after Tuesday 6 October 2026: the rungs are on days 9, 15 and 22."""
    return harness.days_later("2026-10-06", number, at)


class Braked(harness.Site):
    """Seven are asked for their tracker, and two may be reminded on one day."""

    def __init__(self, **others):
        super().__init__(**{"year": YEAR, "people": PEOPLE, "sending": "brake = 2;", **others})

    def __enter__(self):
        self.requests = {mail.to: mail for mail in self.once(day(0, "12:00")) if mail.template == "tracker-request"}
        same("asked", len(self.requests), 7)
        return self

    def outbox(self, now):
        return self.json("status", now=now)["outbox"]

    def answer(self, address, received):
        form = harness.fill(self.requests[address].attached(".docx"), harness.TRACKER)
        self.deliver(reply(self.requests[address], "Here.", [("t.docx", form)]), received)


def reminded(mails):
    return sorted(mail.to for mail in mails if mail.is_of(CHASERS) and mail.to in mail.message["To"])


def the_office_is_asked_once():
    with Braked() as site:
        site.once(day(8))  # two other reminders go to the Lead Mentor
        mails = site.once(day(9))
        held = site.outbox(day(9))["held"]
        same("reminded and held", (len(reminded(mails)), held), (2, 5))
        notice = one(mails, OFFICE, "brake")
        words = " ".join(notice.text.split())
        check("it says how many, and what to do: " + words, "5 wait for you" in words and "release" in words and "cancel" in words)
        later = [mail for number, at in ((9, "11:00"), (10, "09:00"), (13, "09:00")) for mail in site.once(day(number, at))]
        same("again", to(later, OFFICE, "brake"), [])
        same("held ones go by themselves", [address for address in reminded(later) if address not in reminded(mails)], [])


def a_reply_lets_them_go():
    for vouched in (True, False):
        with Braked() as site:
            notice = one(site.once(day(9)), OFFICE, "brake")
            site.deliver(reply(notice, "Release, please.\n\nKind regards\nThe office", authentic=vouched), day(9, "10:00"))
            same("reminded after the release", len(reminded(site.once(day(9, "10:05")))), 5)
            same("held after it", site.outbox(day(9, "11:00"))["held"], 0)


def a_stranger_lets_nothing_go():
    with Braked() as site:
        site.once(day(9))
        site.deliver(write("stranger@example.org", "release", "release"), day(9, "10:00"))
        site.deliver(write(OFFICE, "release", "release", authentic=False), day(9, "10:00"))
        site.deliver(write(MENTORS[0], "release", "release"), day(9, "10:00"))
        same("reminded", reminded(site.once(day(9, "10:05"))), [])
        same("held", site.outbox(day(9, "11:00"))["held"], 5)


def a_reply_cancels_them():
    with Braked() as site:
        notice = one(site.once(day(9)), OFFICE, "brake")
        site.deliver(reply(notice, "cancel"), day(9, "10:00"))
        same("reminded", reminded(site.once(day(9, "10:05"))), [])
        same("held", site.outbox(day(9, "11:00"))["held"], 0)
        site.once(day(10))
        one(site.once(day(15)), OFFICE, "brake")  # the next flood is asked about again


def what_was_overtaken_does_not_go_on_release():
    with Braked() as site:
        site.once(day(9))
        held = [row["to"][0] for row in site.json("outbox", now=day(9)) if row["state"] == "held"]
        answered = next(address for address in held if address in MENTORS)
        site.answer(answered, day(10, "08:00"))
        site.once(day(10))
        site.mentord("outbox", "release", now=day(10, "10:00"))
        mails = site.once(day(10, "10:05"))
        same("reminded", reminded(mails), sorted(set(held) - {answered}))


def a_later_rung_replaces_what_is_held():
    with Braked() as site:
        site.once(day(9))
        site.once(day(15))  # the due date has passed
        rows = [row for row in site.json("outbox", now=day(15)) if row["state"] == "held"]
        same("held", {name for row in rows for name in row["template"].split()} & set(CHASERS), {"tracker-overdue"})
        site.mentord("outbox", "release", now=day(15, "10:00"))
        mails = site.once(day(15, "10:05"))
        check("the latest alone: %s" % templates(mails), mails and all(not mail.is_of(("tracker-due-soon",)) for mail in mails))
        everybody = reminded([mail for mail in site.sent() if mail.is_of(("tracker-overdue",))])
        same("each once", everybody, sorted(set(everybody)))


def released_at_night_they_wait_for_the_window():
    with Braked() as site:
        site.once(day(9))
        site.mentord("outbox", "release", now=day(9, "21:00"))
        same("at night", reminded(site.once(day(9, "21:05"))), [])
        same("in the morning", len(reminded(site.once(day(10, "08:05")))), 5)


def set_back_the_clock_sends_nothing_again():
    with Braked(sending="brake = 50;") as site:
        same("reminded", len(reminded(site.once(day(9)))), 7)
        for number in (8, 2, 0, 9):
            same("again on day %d" % number, templates(site.once(day(number, "10:00")), *CHASERS, "tracker-request"), [])


def shift_clock(site, days):
    """As if the clock had been moved ahead by so many days since the last pass."""
    with sqlite3.connect(site.file("mentord.db")) as db:
        boot, seconds, instant = db.execute("SELECT value FROM meta WHERE key = 'clock_seen'").fetchone()[0].split()
        db.execute("UPDATE meta SET value = ? WHERE key = 'clock_seen'", ("%s %s %d" % (boot, seconds, int(instant) - days * 86400),))
    db.close()


def a_clock_that_jumps_begins_nothing():
    with harness.Site() as site:  # without --now: by the clock of this machine
        site.mentord("once")
        site.fresh()
        shift_clock(site, 40)
        mails = site.once(None)
        same("the office alone hears of it", templates(mails), [("alert", OFFICE)])
        check("how far: " + mails[0].text, "40 days" in mails[0].text)
        same("once", site.once(None), [])
        check("the status warns", any("40 days" in words for words in site.json("status")["warnings"]))
        shift_clock(site, -40)  # set right again
        site.once(None)
        check("it is over", not any("40 days" in words for words in site.json("status")["warnings"]))
        shift_clock(site, 3)
        site.once(None)
        site.mentord("outbox", "release")
        site.once(None)
        check("the office said that it is right", not any("3 days" in words for words in site.json("status")["warnings"]))


if __name__ == "__main__":
    harness.run([the_office_is_asked_once, a_reply_lets_them_go, a_stranger_lets_nothing_go, a_reply_cancels_them,
                 what_was_overtaken_does_not_go_on_release, a_later_rung_replaces_what_is_held,
                 released_at_night_they_wait_for_the_window, set_back_the_clock_sends_nothing_again,
                 a_clock_that_jumps_begins_nothing])
