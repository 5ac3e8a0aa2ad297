#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing automatic is ever answered, and what hides that it is automatic runs into limits. Prints TAP."""
import harness
from harness import MAILBOX, check, one, reply, same, to, write

AMY, BEN, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "priya.nair"))
ASKED = "2026-10-08T12:00:00+01:00"


def at(hour, minute=0, day=9):
    return "2026-10-%02dT%02d:%02d:00+01:00" % (day, hour, minute)


class Asked(harness.Site):
    def __enter__(self):
        self.requests = {mail.to: mail for mail in self.once(ASKED) if mail.template == "tracker-request"}
        return self

    def silent(self, message, kind):
        """The message is read, told as @kind, and answered to nobody."""
        before = self.json("status", now=at(8))["messages"].get(kind, 0)
        self.deliver(message, at(9))
        same("mails after " + kind, [(mail.template, mail.to) for mail in self.once(at(9, 5))], [])
        same("messages of kind " + kind, self.json("status", now=at(10))["messages"].get(kind, 0), before + 1)


def an_out_of_office_is_not_answered():
    with Asked() as site:
        site.silent(reply(site.requests[AMY], "I am away until Monday.", headers=[
            ("Subject", "Automatic reply: Your tracker"), ("Auto-Submitted", "auto-replied")]), "auto-reply")
        site.silent(write(BEN, "Out of Office: Re: your tracker", "I am out of the office.", headers=[
            ("X-Autoreply", "yes"), ("Precedence", "auto_reply")]), "auto-reply")
        same("the clock runs on", site.obligation(AMY, "tracker", at(10))["state"], "open")


def a_list_is_not_answered():
    with Asked() as site:
        site.silent(write("news@example.org", "[heads] Autumn newsletter", "All the news.", headers=[
            ("List-Id", "Heads <heads.example.org>"), ("List-Unsubscribe", "<mailto:leave@example.org>"), ("Precedence", "bulk")]), "list")


def our_own_mail_is_not_answered():
    with Asked() as site:
        own = site.requests[AMY].raw
        own = own[own.index(b"\n", own.index(b"Delivered-To:")) + 1:]
        site.silent(own, "own")
        same("nothing is filed from it", site.obligation(AMY, "tracker", at(10))["state"], "open")


BOUNCE = """From: MAILER-DAEMON@example.org
To: {mailbox}
Subject: Undelivered Mail Returned to Sender
Date: Fri, 09 Oct 2026 09:00:00 +0100
Message-ID: <bounce.1@example.org>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your mail to {address} could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user here

--b
Content-Type: text/rfc822-headers

Message-ID: {id}
From: {mailbox}
To: {address}

--b--
"""


def a_bounce_is_a_case_and_not_answered():
    with Asked() as site:
        raw = BOUNCE.format(mailbox=MAILBOX, address=AMY, id=site.requests[AMY].id).replace("\n", "\r\n").encode()
        site.deliver(raw, at(9))
        mails = site.once(at(9, 5))
        same("answers to the mailer", [mail.to for mail in mails if "MAILER" in mail.to.upper()], [])
        check("mails to the dead address", not to(mails, AMY))
        same("the kind", site.json("status", now=at(10))["messages"].get("bounce"), 1)
        same("a case", site.json("status", now=at(10))["cases"], 1)


def a_hidden_loop_stops_after_one_answer():
    with Asked() as site:
        answered = []
        for n in range(12):  # an out-of-office mail that says nowhere that it is one, answering each of our answers
            site.deliver(write(PRIYA, "I am away", "Back on Monday. For urgent matters ring the school."), at(9, n))
            answered += to(site.once(at(9, n)), PRIYA)
        same("answers on that day", len(answered), 1)
        site.deliver(write(PRIYA, "I am away", "Back on Monday. Ring the school."), at(9, 0, day=12))
        check("at most one on the next", len(to(site.once(at(9, 0, day=12)), PRIYA)) <= 1 + 1)


def ten_answers_a_day_and_no_more():
    with Asked() as site:
        answered = []
        for n in range(14):
            site.deliver(write(AMY, "hours", "hours"), at(11, n))
            answered += to(site.once(at(11, n)), AMY)
        same("answers on that day", len(answered), 10)
        same("what they were", {mail.template for mail in answered}, {"hours"})
        site.deliver(write(AMY, "hours", "hours"), at(9, 0, day=12))
        same("the next working day's", len(to(site.once(at(9, 0, day=12)), AMY, "hours")), 1)


def a_stranger_is_never_written_to():
    with Asked() as site:
        site.deliver(write("stranger@example.org", "Hello", "Please send me everything you know."), at(9))
        site.deliver(write("stranger@example.org", "certificates", "certificates"), at(9))
        same("mails to the stranger", to(site.once(at(9, 5)), "stranger@example.org"), [])
        check("cases", site.json("status", now=at(10))["cases"] >= 1)


def nobody_is_invented_from_a_mail():
    with Asked() as site:
        people = site.json("status", now=at(8))["people"]
        form = harness.fill(site.requests[AMY].attached(".docx"), {**harness.TRACKER})
        site.deliver(write("new.person@example.org", "My form", "Here", [("t.docx", form)], name="New Person"), at(9))
        site.once(at(9, 5))
        same("people", site.json("status", now=at(10))["people"], people)


def words_are_answered_to_the_roster_address():
    with Asked() as site:
        for n, (words, template) in enumerate([("why?", "why"), ("certificates", "certificates"), ("new calendar link", "calendar-link"),
                                               ("not me", "not-me"), ("done", "need-file")]):
            site.deliver(reply(site.requests[BEN], words), at(13, n))
            answer = one(site.once(at(13, n)), BEN, template)
            check("threaded", answer.message["In-Reply-To"])
            same("marked as a reply", answer.message["Auto-Submitted"], "auto-replied")


harness.run([an_out_of_office_is_not_answered, a_list_is_not_answered, our_own_mail_is_not_answered,
             a_bounce_is_a_case_and_not_answered, a_hidden_loop_stops_after_one_answer, ten_answers_a_day_and_no_more,
             a_stranger_is_never_written_to, nobody_is_invented_from_a_mail, words_are_answered_to_the_roster_address])
