#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing automatic is ever answered, and what hides that it is automatic runs into limits. Prints TAP."""
import collections
import datetime
import email.policy
import glob
import os
import re

import harness
import returned
from harness import MAILBOX, OFFICE, check, one, reply, same, to, write

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


def raw(message):
    return message.as_bytes(policy=email.policy.SMTP)


def mail_in_a_ring_is_recorded():
    with Asked() as site:
        hops = b"".join(b"Received: from mx%d.example.org by mx%d.example.org with ESMTP; Fri, 9 Oct 2026 08:00:00 +0100\r\n" % (n, n + 1)
                        for n in range(51))
        site.silent(hops + raw(write(AMY, "hours", "hours")), "auto-reply")
        site.deliver(hops[:hops.index(b"Received", 200)] + raw(write(AMY, "hours", "hours")), at(10))
        check("a few hops are none", to(site.once(at(10)), AMY, "hours"))


def mail_from_our_own_address_is_recorded():
    with Asked() as site:
        site.silent(write(MAILBOX, "hours", "hours"), "own")
        site.silent(write("Mentors@EXAMPLE.ac.uk", "Re: your tracker", "And how are we?"), "own")
        form = harness.fill(site.requests[AMY].attached(".docx"), harness.TRACKER)
        site.deliver(write(MAILBOX, "Amy's form", "Here", [("t.docx", form)]), at(11))
        same("answers", [mail.to for mail in site.once(at(11)) if mail.to != OFFICE], [])
        same("a form in it waits for a human", [case["kind"] for case in site.json("review", "list", now=at(11))], ["automatic"])


def a_form_through_a_list_waits_for_a_human():
    with Asked() as site:
        form = harness.fill(site.requests[AMY].attached(".docx"), harness.TRACKER)
        site.deliver(write(AMY, "[heads] my tracker", "Here it is", [("t.docx", form)], headers=[
            ("List-Id", "Heads <heads.example.org>"), ("List-Unsubscribe", "<mailto:leave@example.org>"), ("Precedence", "list")]), at(9))
        same("answers", [mail.to for mail in site.once(at(9)) if mail.to != OFFICE], [])
        same("it waits", [case["kind"] for case in site.json("review", "list", now=at(9))], ["automatic"])


def an_hour_has_room_for_so_many_answers():
    with Asked() as site:
        created = int(datetime.datetime.fromisoformat(at(9)).timestamp())
        with harness.need("sqlite3").connect(site.file("mentord.db")) as database:
            database.executemany("INSERT INTO outbox (purpose, kind, template, message_id, subject, sender, state, why, created, not_before,"
                                 " next_try, sent) VALUES (?1, 'answer', 'help', ?1, '', '', 'sent', '', ?2, 0, 0, 0)",
                                 [("x:%d" % n, created) for n in range(2000)])
        site.deliver(write(AMY, "hours", "hours"), at(9, 10))
        same("the brake over all", to(site.once(at(9, 10)), AMY), [])
        site.deliver(write(AMY, "hours", "hours"), at(10, 30))
        check("an hour later", to(site.once(at(10, 30)), AMY, "hours"))


def our_own_mail_under_another_name_is_known_by_its_id():
    with Asked() as site:
        own = site.requests[AMY]
        site.silent(write("list@example.org", own.subject, own.text, headers=[("Message-ID", own.id)]), "own")


def who_writes_is_one_person_however_it_is_written():
    with Asked() as site:
        for n, sender in enumerate(("Amy.Brown@Example.SCH.UK", "AMY.BROWN@example.sch.uk")):
            site.deliver(write(sender, "hours", "hours"), at(12, n))
            check(sender, to(site.once(at(12, n)), AMY, "hours"))
        people = site.json("status", now=at(13))["people"]
        for sender in ("amy.brown+mentors@example.sch.uk", "%s, %s" % (AMY, BEN)):
            message = write(AMY, "hours", "hours")
            del message["From"]
            text = raw(message)
            site.deliver(b"From: " + sender.encode() + b"\r\n" + text, at(13))
        mails = site.once(at(13))
        same("an address that nobody has, and two authors, are nobody", [mail.to for mail in mails if mail.to != OFFICE], [])
        same("and no new person", site.json("status", now=at(13))["people"], people)


class Ring:
    """Everybody who answers machines, about one partnership, for thirty days."""
    SISTER = "mentors@sister.example.org"

    def __init__(self, site, sister):
        self.site, self.sister = site, sister
        self.answers = collections.Counter()  # (day, whom) -> answers they had from us
        self.sent = collections.Counter()

    def vacation(self, mail):
        return write(PRIYA, "Re: " + mail.subject, "I am on leave and have no access to my mail. Kind regards", answers=mail)

    def tickets(self, mail, n):
        return write(BEN, "[Ticket #%d] %s" % (n, mail.subject if mail else "your request"),
                     "Your request has been received and given the number %d. We shall be in touch." % n)

    def answer(self, mails, day, now):
        for mail in mails:
            self.sent[mail.to] += 1
            if mail.message["Auto-Submitted"] == "auto-replied":
                self.answers[day, mail.to] += 1
            if mail.to == PRIYA:
                self.site.deliver(self.vacation(mail), now)
            elif mail.to == BEN:
                self.site.deliver(self.tickets(mail, 1), now)
            elif mail.to == CHLOE:
                self.site.deliver(returned.bounce(mail), now, sender="")
            elif mail.to == self.SISTER:
                self.sister.deliver(stripped(mail), now)

    def day(self, day, tickets):
        for n in range(tickets):
            self.site.deliver(self.tickets(None, n), day + "T09:00:00+01:00")
        for hour in (9, 14):
            now = "%sT%02d:30:00+00:00" % (day, hour)
            self.answer(self.site.once(now), day, now)
        for mail in self.sister.once(day + "T12:00:00+00:00"):
            if mail.to == MAILBOX:
                self.site.deliver(stripped(mail), day + "T12:00:00+00:00")


def stripped(mail):
    """@mail on its way to somebody else's mailbox."""
    return mail.raw[mail.raw.index(b"\n", mail.raw.index(b"Delivered-To:")) + 1:]


CHLOE = "chloe.davies@example.sch.uk"


def machines_among_themselves_for_thirty_days():
    people = [(name, Ring.SISTER if address == AMY else address, *rest) for name, address, *rest in harness.PEOPLE]
    theirs = [(name, MAILBOX if address == BEN else address, *rest) for name, address, *rest in harness.PEOPLE]
    with harness.Site(people=people) as site, harness.Site(people=theirs) as sister:
        text = harness.read(sister.config).replace(MAILBOX, Ring.SISTER).replace('domain = "example.ac.uk"', 'domain = "sister.example.org"')
        sister.write("mentord.conf", text)
        ring = Ring(site, sister)
        days = [str(datetime.date(2026, 10, 8) + datetime.timedelta(n)) for n in range(30)]
        for day in days:
            ring.day(day, 34)  # 1,020 rounds of the ticket system
        most = max(ring.answers.values(), default=0)
        same("answers a day to any of them, at most: %s" % ring.answers, most <= 1, True)
        check("the ticket system had one a day: %s" % ring.answers, sum(n for (_, who), n in ring.answers.items() if who == BEN) <= 30)
        check("the one without marks too", sum(n for (_, who), n in ring.answers.items() if who == PRIYA) <= 30)
        same("the address that bounces had one mail", ring.sent[CHLOE], 1)
        check("the two partnerships have written to each other", ring.sent[Ring.SISTER] and
              sister.json("status", now=days[-1] + "T18:00:00+00:00")["messages"].get("own"))
        same("and answered nothing", sum(n for (_, who), n in ring.answers.items() if who == Ring.SISTER), 0)
        stands = site.json("status", now=days[-1] + "T18:00:00+00:00")
        same("nobody came into being", stands["people"], len(people))
        check("nothing waits to be sent", not stands["outbox"]["queued"])
        check("told apart: %s" % stands["messages"], stands["messages"]["bounce"] == 1 and stands["messages"]["own"])


def automatic(folder):
    """The mails of @folder that the reader takes for automatic: {path: kind}."""
    paths = sorted(path for path in glob.glob(os.path.join(folder, "**", "*"), recursive=True) if os.path.isfile(path) and
                   (path.endswith(".eml") or "/bounces/" in path) and not path.endswith((".json", ".tsv", ".md", ".txt")))
    kinds = {}
    for start in range(0, len(paths), 200):
        chunk = paths[start:start + 200]
        out = harness.mentord("read", "--json", *chunk).out.splitlines()
        for path, line in zip(chunk, out):
            kind = harness.json.loads(line)["kind"]
            if kind not in ("message", "return", "document"):
                kinds[path] = kind
    return kinds


def from_somebody(message, address):
    """@message as if @address of the roster had sent it, for a stranger is never answered anyhow."""
    head, sep, body = message.replace(b"\r\n", b"\n").partition(b"\n\n")
    head = re.sub(rb"(?im)^(from|sender|reply-to|authentication-results):.*(\n[ \t].*)*\n?", b"", head).rstrip(b"\n")
    return (b"From: " + address.encode() + b"\n" + head + sep + body).replace(b"\n", b"\r\n")


def as_from_the_roster(site, kinds):
    """(message, envelope sender) of each of @kinds: people's automatic mail as from somebody whom we would answer, unless its
    author was all that gave it away; servers' as it is."""
    os.mkdir(site.file("theirs"))
    people = [path for path, kind in kinds.items() if kind not in ("bounce", "delay", "report", "challenge")]
    made = {}
    for n, path in enumerate(people):
        name = site.write("theirs/%d.eml" % n, from_somebody(harness.read_bytes(path), (AMY, BEN, PRIYA)[n % 3]))
        made[name] = path
    still = {made[name]: name for name in automatic(site.file("theirs"))}
    messages = [(path, harness.read_bytes(still.get(path, path))) for path in kinds]
    return [(message, None if path in still and b"return-path: <>" not in message.lower() else "") for path, message in messages]


BESIDE = [os.path.join(harness.SOURCE, up, "shared", "corpora") for up in ("..", "../..")]


def made(mails):
    """Reports on @mails (Sent) in the words and structures of five servers."""
    said = [("5.1.1", returned.GONE), ("5.2.2", "552 5.2.2 mailbox full"), ("5.7.1", "554 5.7.1 rejected as spam"),
            ("4.4.1", "451 4.4.1 connection timed out"), ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound")]
    patterns = (returned.POSTFIX, returned.EXCHANGE, returned.GMAIL, returned.EXIM, returned.QMAIL)
    reports = [returned.bounce(mail, pattern, *what) for mail in mails for pattern in patterns for what in said]
    return reports + [returned.bounce(mail, action="delayed") for mail in mails] + [returned.complaint(mail) for mail in mails]


def recorded_automatic_mail_is_never_answered():
    """Our own collection, and the public ones where they lie beside the checkout."""
    own = automatic(os.path.join(harness.SOURCE, "tests", "corpus", "messages"))
    public = {}
    for place in (place for place in BESIDE if os.path.isdir(os.path.join(place, "bounces"))):
        public.update(automatic(os.path.join(place, "bounces")))
        public.update(automatic(os.path.join(place, "inbound")))
    if not public:
        print("# the public collections are not beside this checkout: they were not looked at")
    with Asked() as site:
        before = site.json("status", now=at(8))
        states = [site.obligation(who, "tracker", at(8))["state"] for who in (AMY, BEN)]
        for message, sender in as_from_the_roster(site, {**own, **public}):
            site.deliver(message, at(9), sender=sender)
        reports = made([site.requests[AMY], site.requests[BEN]])
        for report in reports:
            site.deliver(report, at(9), sender="")
        mails = site.once(at(9, 5))
        read = site.json("status", now=at(9, 6))["messages"]
        print("# %d of our own, %d made, %d public: %s" % (len(own), len(reports), len(public), read))
        same("what looks human", sum(read.get(kind, 0) for kind in ("message", "return", "document")), 0)
        same("answers", [(mail.template, mail.to) for mail in mails if mail.message["Auto-Submitted"] == "auto-replied"], [])
        same("received", [mail.template for mail in mails if mail.template == "receipt"], [])
        same("people", site.json("status", now=at(9, 6))["people"], before["people"])
        same("nothing is filed", [site.obligation(who, "tracker", at(9, 6))["state"] for who in (AMY, BEN)], states)


harness.run([an_out_of_office_is_not_answered, a_list_is_not_answered, our_own_mail_is_not_answered,
             a_bounce_is_a_case_and_not_answered, a_hidden_loop_stops_after_one_answer, ten_answers_a_day_and_no_more,
             a_stranger_is_never_written_to, nobody_is_invented_from_a_mail, words_are_answered_to_the_roster_address,
             mail_in_a_ring_is_recorded, mail_from_our_own_address_is_recorded, our_own_mail_under_another_name_is_known_by_its_id,
             a_form_through_a_list_waits_for_a_human, an_hour_has_room_for_so_many_answers,
             who_writes_is_one_person_however_it_is_written, machines_among_themselves_for_thirty_days,
             recorded_automatic_mail_is_never_answered])
