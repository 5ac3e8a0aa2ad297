#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Being heard: what is deaf or stuck is told once, by what still works, and once more when it works again; also where each
pass is a program of its own. Faults 46, 61; pains 38, D15. Prints TAP."""
import os
import shutil
import socket

import harness
from harness import check, fill, one, reply, same

AMY, BEN, CHLOE = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies"))
OFFICE = "office@example.ac.uk"


def at(minute, hour=12):
    return "2026-10-08T%02d:%02d:00+01:00" % (hour, minute)


class Outages(harness.Site):
    """A site with an alert command that notes how often it was called, and with what; its ends can be broken and mended."""

    def __init__(self, **others):
        super().__init__(**others)
        tell = self.write("tell", '#!/bin/sh\nprintf "%%s\\n" "$*" >>"%s"\n' % self.file("told"))
        os.chmod(tell, 0o755)
        self.good = harness.read(self.config).replace("partnership = {", 'partnership = { alert = { command = ["%s"]; };' % tell)
        self.write("mentord.conf", self.good)
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            self.dead = nobody.getsockname()[1]  # nobody listens there

    def broken(self, end):
        folder, scheme = {"mailbox": ("in", "imap"), "submission": ("out", "smtp")}[end]
        self.write("mentord.conf", harness.read(self.config).replace(
            'url = "maildir:%s"' % self.file(folder), 'url = "%s://127.0.0.1:%d"; tls = "off"' % (scheme, self.dead)))

    def mended(self):
        self.write("mentord.conf", self.good)

    def own_templates(self):
        shutil.copytree(os.path.join(harness.SOURCE, "templates"), self.file("templates"))
        self.good = self.good.replace(os.path.join(harness.SOURCE, "templates"), self.file("templates"))
        self.mended()

    def template(self, name, more):
        path = self.file("templates", "mail", name + ".mustache")
        shutil.copy(os.path.join(harness.SOURCE, "templates", "mail", name + ".mustache"), path)
        with open(path, "a", encoding="utf-8") as file:
            file.write(more)

    def calls(self):
        return harness.read(self.file("told")).splitlines() if os.path.exists(self.file("told")) else []

    def office(self, *templates):
        return [mail for mail in self.fresh() if mail.to == OFFICE and mail.is_of(templates)]


def a_dead_mailbox_is_told_once():
    with Outages() as site:
        site.mentord("once", now=at(0))
        site.broken("mailbox")
        site.fresh()
        for minute in (1, 6):
            site.mentord("once", now=at(minute), code=69)
        same("too early", (site.office("alert"), site.calls()), ([], []))
        check("but status has it", any("mailbox" in one and "12:01" in one for one in site.json("status", now=at(7))["warnings"]))
        site.mentord("once", now=at(12), code=69)
        alert = one(site.fresh(), OFFICE, "alert")
        check("what: " + alert.text, "mailbox cannot be read" in alert.text and "12:01" in alert.text and str(site.dead) in alert.text)
        check("what to do", "doctor" in alert.text and "password" in alert.text)
        same("the command", [str(site.dead) in call for call in site.calls()], [True])
        for minute in (13, 25, 59):
            site.mentord("once", now=at(minute), code=69)
        same("told once", (site.office("alert"), len(site.calls())), ([], 1))
        site.mended()
        site.mentord("once", now=at(0, 13))
        over = one(site.fresh(), OFFICE, "works-again")
        check("since and until: " + over.text, "12:01" in over.text and "13:00" in over.text)
        check("the command too", len(site.calls()) == 2 and site.calls()[1].startswith("Over: "))
        site.mentord("once", now=at(5, 13))
        same("once", (site.office("alert", "works-again"), len(site.calls())), ([], 2))
        same("no warning is left", [one for one in site.json("status", now=at(6, 13))["warnings"] if "mailbox" in one], [])


def a_short_outage_is_told_to_nobody():
    with Outages() as site:
        site.mentord("once", now=at(0))
        site.broken("mailbox")
        site.mentord("once", now=at(1), code=69)
        site.mended()
        site.mentord("once", now=at(6))
        site.mentord("once", now=at(40))
        same("nothing", (site.office("alert", "works-again"), site.calls()), ([], []))


def what_comes_and_goes_is_told_later_each_time():
    with Outages() as site:
        site.mentord("once", now=at(0, 9))
        for hour in (10, 12):
            site.broken("mailbox")
            for minute in (0, 11):
                site.mentord("once", now=at(minute, hour), code=69)
            site.mended()
            site.mentord("once", now=at(15, hour))
        same("one outage of two is told", len(site.office("alert")), 1)
        same("by the command", len(site.calls()), 2)
        site.broken("mailbox")
        for minute in (0, 21):
            site.mentord("once", now=at(minute, 14), code=69)
        same("one that lasts is", len(site.office("alert")), 1)


def when_no_mail_gets_out_the_command_says_so():
    with Outages() as site:
        site.broken("submission")
        for minute in (0, 6, 12, 20):  # between the tries there may be nothing that is due
            site.mentord("once", now=at(minute), code=None)
        same("told by the command, once", (len(site.calls()), "Mail cannot be sent" in site.calls()[0]), (1, True))
        site.mended()
        site.mentord("once", now=at(0, 16))
        mails = site.fresh()
        one(mails, OFFICE, "works-again")
        same("no notice of what is over", harness.to(mails, OFFICE, "alert"), [])
        one(mails, AMY, "tracker-request")


def one_mail_for_several_causes():
    with Outages() as site:
        site.own_templates()
        site.broken("mailbox")
        site.mentord("once", now="2026-09-22T07:40:00+01:00", code=69)
        site.template("mentor-details-request", "\n{{nothing_of_ours}}\n")
        site.fresh()
        site.mentord("once", now="2026-09-22T10:00:00+01:00", code=None)
        alert = one(site.fresh(), OFFICE, "alert")
        check("both: " + alert.text, "mailbox cannot be read" in alert.text and "A template is at fault" in alert.text)
        same("one call", len(site.calls()), 1)
        check("in html too", "A template is at fault" in alert.part("html"))
        site.write("alert.html", alert.part("html"))


def a_broken_receipt_stops_nobody_else():
    with Outages() as site:
        site.own_templates()
        requests = {mail.to: mail for mail in site.once(at(0)) if mail.template == "tracker-request"}
        site.template("receipt", "\n{{nothing_of_ours}}\n")
        site.deliver(reply(requests[AMY], "", [("t.docx", fill(requests[AMY].attached(".docx"), harness.TRACKER))]), at(1))
        site.deliver(reply(requests[BEN], "why?"), at(2))
        failed = site.mentord("once", now=at(3), code=78)
        check("it names the file: " + failed.err, "receipt.mustache" in failed.err)
        mails = site.fresh()
        one(mails, BEN, "why")
        alert = one(mails, OFFICE, "alert")
        check("the office reads where: " + alert.text, "receipt.mustache" in alert.text.replace("\n", " ") and "mentord check" in alert.text)
        same("Amy's waits", site.obligation(AMY, "tracker", at(4))["state"], "open")
        same("nothing lies in the mailbox", site.inbox(), [])
        # nobody is chased while an answer waits: it may be theirs
        overdue = "2026-10-23T12:00:00+01:00"
        site.mentord("once", now=overdue, code=78)
        same("no reminders", [mail.to for mail in site.fresh() if "overdue" in mail.template], [])
        site.template("receipt", "")
        mended = "2026-10-23T13:00:00+01:00"
        site.mentord("once", now=mended)
        mails = site.fresh()
        one(mails, AMY, "certificate")
        one(mails, OFFICE, "works-again")
        one(mails, CHLOE, "tracker-overdue")
        same("Amy is not reminded", harness.to(mails, AMY, "tracker-overdue"), [])
        same("filed as of its arrival", site.obligation(AMY, "tracker", mended)["met"][:16], at(1)[:16])


def a_broken_certificate_mail_stops_nobody_else():
    with Outages() as site:
        site.own_templates()
        requests = {mail.to: mail for mail in site.once(at(0)) if mail.template == "tracker-request"}
        site.template("certificate", "\n{{nothing_of_ours}}\n")
        site.template("office-digest", "\n{{nothing_of_ours}}\n")
        site.deliver(reply(requests[AMY], "", [("t.docx", fill(requests[AMY].attached(".docx"), harness.TRACKER))]), at(1))
        site.deliver(harness.write("stranger@example.org", "Hello", "May I join?"), at(1))
        site.mentord("once", now=at(2), code=78)
        mails = site.fresh()
        one(mails, AMY, "receipt")
        one(mails, "lead.primary@example.ac.uk", "digest")
        one(mails, OFFICE, "alert")
        same("held", [mail.template for mail in mails if mail.is_of(("certificate", "office-digest"))], [])
        site.template("certificate", "")
        site.template("office-digest", "")
        site.mentord("once", now=at(3))
        mails = site.fresh()
        one(mails, AMY, "certificate")
        one(mails, OFFICE, "office-digest")


def an_unusual_silence_is_told():
    people = harness.PEOPLE + [("Mentor Number%d" % n, "mentor%d@example.sch.uk" % n, "mentor", "Oakfield Primary School", "primary", "pgce", "")
                               for n in range(8)]
    with Outages(people=people) as site:
        requests = [mail for mail in site.once(at(0)) if mail.template == "tracker-request"]
        check("many are asked", len(requests) >= 10)
        site.once("2026-10-14T12:00:00+01:00")
        later = site.once("2026-10-15T12:00:00+01:00")
        same("not yet", harness.to(later, OFFICE, "alert"), [])
        told = one(site.once("2026-10-16T12:00:00+01:00"), OFFICE, "alert")
        check("how many, of what: " + told.text, "%d people" % len(requests) in " ".join(told.text.split()) and "unusual silence" in told.text.lower()
              and "Is the address in the mail right" in told.text)
        same("once", [mail for now in ("2026-10-16T13:00:00+01:00", "2026-10-19T12:00:00+01:00") for mail in site.once(now) if mail.template == "alert"], [])
        site.deliver(reply(requests[0], "", [("t.docx", fill(requests[0].attached(".docx"), harness.TRACKER))]), "2026-10-19T14:00:00+01:00")
        site.once("2026-10-19T15:00:00+01:00")
        one(site.once("2026-10-20T12:00:00+01:00"), OFFICE, "works-again")


harness.run([a_dead_mailbox_is_told_once, a_short_outage_is_told_to_nobody, what_comes_and_goes_is_told_later_each_time,
             when_no_mail_gets_out_the_command_says_so, one_mail_for_several_causes, a_broken_receipt_stops_nobody_else,
             a_broken_certificate_mail_stops_nobody_else, an_unusual_silence_is_told])
