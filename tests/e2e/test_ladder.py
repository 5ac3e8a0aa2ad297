#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ladder of reminders: its days, what is merged, who is spared, and what holds it. Prints TAP."""
import os

import harness
from harness import check, days_later, one, reply, same, templates, to

AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
YEAR = harness.year_with([("primary", "2026-10-06T09:30", 90), ("secondary", "2026-10-07T09:30", 90)])
ASKED = "2026-10-06T12:00:00+01:00"
CHASERS = ("tracker-due-soon", "tracker-overdue", "tracker-overdue-again", "tracker-escalation")


def day(number, at="09:00"):
    """So many days after Tuesday 6 October 2026."""
    return days_later("2026-10-06", number, at)


class Asked(harness.Site):
    """A site that asked the primary phase on Tuesday 6 October: due on the 20th."""

    def __init__(self, **others):
        super().__init__(**{"year": YEAR, **others})

    def __enter__(self):
        self.requests = [mail for mail in self.once(ASKED) if mail.template == "tracker-request"]
        return self

    def request(self, address):
        return one(self.requests, address, "tracker-request")

    def form(self, address):
        return harness.fill(self.request(address).attached(".docx"), harness.TRACKER)

    def days(self, first, last, address):
        """(day of October or later, template) of every chaser to @address, one pass a day."""
        found = []
        for number in range(first, last + 1):
            mails = self.once(day(number))
            found += [(day(number)[5:10], mail.template) for mail in to(mails, address) if mail.template in CHASERS]
        return found


def rungs_fall_on_their_days():
    with Asked() as site:
        tracker = site.obligation(AMY, "tracker", ASKED)
        same("due", tracker["due"], "2026-10-20")
        same("chasers until 3 November", site.days(1, 28, AMY),
             [("10-15", "tracker-due-soon"), ("10-21", "tracker-overdue"), ("10-28", "tracker-overdue-again")])
        mails = site.once(day(29))
        same("chasers to Amy on the fourth rung's day", to(mails, AMY), [])
        digest = one(mails, harness.PRIMARY, "digest")
        check("the digest names Amy among the overdue: " + digest.text, "Amy Brown" in digest.text)
        again = one([mail for mail in site.sent() if to([mail], AMY)], AMY, "tracker-overdue-again")
        copy = [mail for mail in to(site.sent(), PRIYA) if mail.id == again.id]
        same("copies to the Lead Mentor", len(copy), 1)
        check("To and Cc are both shown", AMY in again.message["To"] and PRIYA in again.message["Cc"])
        same("state", site.obligation(AMY, "tracker", day(29))["state"], "overdue")


def the_state_is_open_until_the_end_of_the_due_day():
    with Asked() as site:
        site.once(day(14, "17:00"))
        same("on the due day", site.obligation(AMY, "tracker", day(14, "17:00"))["state"], "open")
        site.once(day(15, "00:30"))
        same("after it", site.obligation(AMY, "tracker", day(15, "00:30"))["state"], "overdue")


def asks_of_one_day_are_merged():
    with Asked() as site:  # first asked on 6 October, the list of mentors is due on the 13th, as attendance is
        site.once(day(7))
        mails = to(site.once(day(8)), PRIYA)
        same("mails to Priya on 14 October", [mail.template for mail in mails], ["mentor-details-overdue attendance-overdue"])
        refs = sorted(site.obligation(PRIYA, requirement, day(8), instance=instance)["ref"]
                      for requirement, instance in (("attendance", "autumn"), ("mentor-details", None)))
        same("refs of the merged mail", sorted(mails[0].refs), refs)
        for requirement, instance in (("attendance", "autumn"), ("mentor-details", None)):
            shown = site.obligation(PRIYA, requirement, day(8), instance=instance)["mails"]
            check("shown under %s: %s" % (requirement, shown),
                  any(mail["template"] == requirement + "-overdue" for mail in shown))


def nobody_who_answered_is_chased():
    with Asked() as site:
        photo = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300") + bytes(200) + bytes.fromhex("ffd9")
        message = reply(site.request(AMY), "I filled it in by hand.")
        message.add_attachment(photo, maintype="image", subtype="jpeg", filename="IMG_2041.jpg")
        site.deliver(message, day(3))
        site.deliver(reply(site.request(BEN), "Here.", [("t.docx", site.form(BEN))]), day(3))
        site.deliver(reply(site.request(CHLOE), "done"), day(3))
        site.once(day(3))
        same("Amy's photograph stops the clock", site.obligation(AMY, "tracker", day(3))["state"], "answered")
        same("Ben's form is filed", site.obligation(BEN, "tracker", day(3))["state"], "met")
        same("done without the file", site.obligation(CHLOE, "tracker", day(3))["state"], "open")
        chased = {AMY: [], BEN: [], CHLOE: []}
        for number in range(4, 30):
            for mail in site.once(day(number)):
                if mail.is_of(CHASERS) and mail.to in chased:
                    chased[mail.to].append(mail.template)
        same("chasers to Amy and Ben", (chased[AMY], chased[BEN]), ([], []))
        same("chasers to Chloë", chased[CHLOE], ["tracker-due-soon", "tracker-overdue", "tracker-overdue-again"])


def an_answer_that_lies_unread_spares_its_sender():
    with Asked() as site:
        site.once(day(8))
        site.deliver(reply(site.request(AMY), "", [("t.docx", site.form(AMY))]), day(9, "08:30"))
        site.deliver(reply(site.request(BEN), "", [("t.docx", site.form(BEN))]), day(9, "08:30"), folder=".Junk")
        mails = site.once(day(9))
        same("chasers to who wrote this morning", to(mails, AMY, "tracker-due-soon"), [])
        same("chasers to whose answer lies in the junk folder", to(mails, BEN, "tracker-due-soon"), [])
        one(mails, CHLOE, "tracker-due-soon")


def nothing_goes_outside_the_window():
    with Asked() as site:
        for at in ("07:30", "18:30"):
            same("chasers at " + at, templates(site.once(day(9, at)), *CHASERS), [])
        same("on Saturday", templates(site.once(day(11)), *CHASERS), [])
        one(site.once(day(13, "08:05")), AMY, "tracker-due-soon")


def holidays_are_no_days():
    with harness.Site(year=harness.year_with([("primary", "2026-12-10T09:30", 90)])) as site:
        one(site.once("2026-12-10T12:00:00+00:00"), AMY, "tracker-request")
        same("due across Christmas", site.obligation(AMY, "tracker", "2026-12-10T12:00:00+00:00")["due"], "2027-01-04")
        found = []
        for date in ["2026-12-%02d" % n for n in range(11, 32)] + ["2027-01-%02d" % n for n in range(1, 7)]:
            found += [(date, mail.template) for mail in to(site.once(date + "T09:00:00+00:00"), AMY) if mail.template in CHASERS]
        same("chasers", found, [("2026-12-21", "tracker-due-soon"), ("2027-01-05", "tracker-overdue")])


def after_downtime_only_the_latest_rung():
    with Asked() as site:
        mails = site.once(day(23))
        same("chasers to Amy on 29 October", [mail.template for mail in to(mails, AMY) if mail.template in CHASERS],
             ["tracker-overdue-again"])
        same("later ones", site.days(24, 28, AMY), [])


def at_most_one_chaser_a_day():
    with Asked() as site:
        for number in range(1, 29):
            mails = site.once(day(number)) + site.once(day(number, "15:00"))
            for address in (AMY, PRIYA):
                chasers = [mail.template for mail in to(mails, address) if address in mail.message["To"]
                           and mail.is_of(CHASERS + ("attendance-overdue", "mentor-details-overdue"))]
                check("chasers to %s on %s: %s" % (address, day(number), chasers), len(chasers) <= 1)


def a_mailbox_that_cannot_be_read_sends_no_rung():
    with Asked() as site:
        os.rename(site.file("in", "new"), site.file("away"))
        site.write("in/new", "no folder")
        failed = site.mentord("once", now=day(9), code=74)
        check("it names the place: " + failed.err, site.file("in", "new") in failed.err)
        same("chasers", templates(site.fresh(), *CHASERS), [])
        os.remove(site.file("in", "new"))
        os.rename(site.file("away"), site.file("in", "new"))
        one(site.once(day(9, "10:00")), AMY, "tracker-due-soon")


def the_brake_holds_a_flood():
    with Asked(sending="brake = 2;", people=[row for row in harness.PEOPLE if row[4] == "primary"]) as site:
        mails = site.once(day(9))
        same("chasers that went", len(templates(mails, *CHASERS)), 2)
        status = site.json("status", now=day(9))
        same("held", status["outbox"]["held"], 2)
        check("the status warns", status["warnings"])
        same("held ones go by themselves", templates(site.once(day(9, "11:00")), *CHASERS), [])
        site.mentord("outbox", "release", now=day(9, "11:30"))
        same("chasers after the release", len(templates(site.once(day(9, "11:35")), *CHASERS)), 2)
        same("held after it", site.json("status", now=day(9))["outbox"]["held"], 0)


def an_extension_moves_the_ladder_and_a_waiver_ends_it():
    with Asked() as site:
        for address, what in ((AMY, ("extension", "2026-11-03")), (BEN, ("waiver",))):
            ref = site.obligation(address, "tracker", ASKED)["ref"]
            site.mentord("record", what[0], ref, *what[1:], "--reason", "agreed on the telephone", now=day(1))
        site.once(day(2))
        same("Amy's due date", site.obligation(AMY, "tracker", day(2))["due"], "2026-11-03")
        same("Ben's state", site.obligation(BEN, "tracker", day(2))["state"], "waived")
        found = [(day(number)[5:10], mail.to, mail.template) for number in range(3, 30) for mail in site.once(day(number))
                 if mail.is_of(CHASERS) and mail.to in (AMY, BEN)]
        same("chasers", found, [("10-29", AMY, "tracker-due-soon"), ("11-04", AMY, "tracker-overdue")])


harness.run([rungs_fall_on_their_days, the_state_is_open_until_the_end_of_the_due_day, asks_of_one_day_are_merged,
             nobody_who_answered_is_chased, an_answer_that_lies_unread_spares_its_sender, nothing_goes_outside_the_window,
             holidays_are_no_days, after_downtime_only_the_latest_rung, at_most_one_chaser_a_day,
             a_mailbox_that_cannot_be_read_sends_no_rung, the_brake_holds_a_flood,
             an_extension_moves_the_ladder_and_a_waiver_ends_it])
