#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail of ours that does not arrive: which mail it was, what follows, who hears of it, and that nobody can stop another's mail by
writing that it came back. Prints TAP."""
import json
import os

import harness
import returned
from asked import AMY, ASKED, BEN, CHLOE, PRIYA, Asked
from harness import MAILBOX, OFFICE, PRIMARY, check, one, reply, same, to, write
from returned import bounce

NIGHT = "2026-10-08T22:00:00+01:00"   # outside of the sending window
NEXT = "2026-10-09T09:00:00+01:00"
REMINDER = "2026-10-19T09:30:00+01:00"  # rung -3
OVERDUE = "2026-10-23T09:30:00+01:00"   # rung 0
NEW = "amy.b@example.sch.uk"


class Site(Asked):
    def back(self, raw, received=NIGHT, now=NIGHT):
        """@raw comes back; what is sent in that pass."""
        self.deliver(raw, received, sender="")
        return self.once(now)

    def rows(self):
        return self.json("person", AMY, now=NEXT)["undelivered"]

    def found(self):
        return [(row["kind"], row["found"]) for row in self.rows()]

    def stopped(self, now=REMINDER):
        """Whether Amy is left in peace when the others are reminded."""
        mails = self.once(now)
        check("the others are reminded", to(mails, BEN, "tracker-due-soon"))
        return not to(mails, AMY)


def gone(site, *arguments, **others):
    return site.back(bounce(site.request(AMY), *arguments, **others))


def every_servers_report_is_understood():
    for name, pattern, status, said, found in (
            ("Postfix", returned.POSTFIX, "5.1.1", returned.GONE, "message-id"),
            ("Exchange", returned.EXCHANGE, "5.1.1", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found", "message-id"),
            ("Microsoft 365", returned.EXCHANGE, "5.1.10",
             "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", "message-id"),
            ("Microsoft 365 at the edge", returned.EXCHANGE, "5.4.1",
             "550 5.4.1 Recipient address rejected: Access denied. [LO4GBR01.example.net]", "message-id"),
            ("Gmail", returned.GMAIL, "5.1.1",
             "550 5.1.1 The email account that you tried to reach does not exist.", "message-id"),
            ("Exim", returned.EXIM, "", "550 No Such User Here", "message-id"),
            ("qmail", returned.QMAIL, "", "550 5.1.1 sorry, no mailbox here by that name (#5.1.1)", "message-id")):
        with Site() as site:
            gone(site, pattern, status, said)
            same(name + ": found", site.found(), [("failed", found)])
            case = site.only_case("address", NEXT)
            same(name + ": whose", case["person"]["address"], AMY)
            check(name + ": stops the ladder", site.stopped())


def a_dead_address_stops_the_ladder_and_hides_no_deadline():
    with Site() as site:
        same("at night nobody is written to", [mail.to for mail in gone(site)], [])
        check("no mail to the dead address", not to(site.once(NEXT), AMY))
        before = site.obligation(AMY, "tracker", NEXT)
        same("the state is what it is", (before["state"], before["due"]), ("open", site.obligation(BEN, "tracker", NEXT)["due"]))
        check("she is left in peace", site.stopped())
        site.once(OVERDUE)
        same("and it falls due", site.obligation(AMY, "tracker", OVERDUE)["state"], "overdue")
        words = site.why(before["ref"], OVERDUE)
        check("why says so: " + words, "comes back" in words and AMY in words and "by its Message-ID" in words)
        text = site.mentord("person", AMY, now=OVERDUE).out
        check("person says so: " + text, "does not take mail" in text)
        same("one case, and one only", [case["kind"] for case in site.cases(OVERDUE)].count("address"), 1)


def one_case_an_address_however_often():
    with Site() as site:
        for n in range(5):
            gone(site, said="550 5.1.1 no such user %d {address}" % n)
        site.only_case("address", NEXT)
        same("all are kept", len(site.rows()), 5)


def the_lead_mentor_is_asked_and_answers():
    with Site() as site:
        gone(site)
        asked = one(site.once(NEXT), PRIYA, "address-wanted")
        check("whom it is about: " + asked.text, "Amy Brown" in asked.text and AMY in asked.text)
        check("the office is told", one([mail for mail in site.sent() if mail.to == OFFICE], OFFICE, "office-digest"))
        site.deliver(reply(asked, "Hi,\n\ntheir address is %s\n\nPriya" % NEW), "2026-10-09T11:00:00+01:00")
        mails = site.once("2026-10-09T11:05:00+01:00")
        said = one(mails, PRIYA, "address-changed")
        check("it says so: " + said.text, NEW in said.text and AMY in said.text)
        check("the office has a copy", to(mails, OFFICE, "address-changed"))
        again = one(mails, NEW, "tracker-request")
        same("the same mail, once", again.refs, site.request(AMY).refs)
        check("as itself", again.id != site.request(AMY).id and again.message["To"] == NEW and not again.message["Cc"])
        same("with the form", again.attached(".docx"), site.form(AMY))
        same("settled", site.cases("2026-10-09T11:06:00+01:00"), [])
        person = site.json("person", NEW, now="2026-10-09T11:06:00+01:00")
        same("the new one is preferred", person["addresses"][0], NEW)
        same("nothing more", site.once("2026-10-09T11:10:00+01:00"), [])
        check("the ladder goes on", to(site.once(REMINDER), NEW, "tracker-due-soon"))
        site.deliver(reply(again, "done", [("t.docx", harness.fill(again.attached(".docx"), harness.TRACKER))], sender=NEW), REMINDER)
        check("an answer is filed", to(site.once(REMINDER), NEW, "certificate"))


def an_unverified_answer_is_proposed():
    with Site() as site:
        gone(site)
        asked = one(site.once(NEXT), PRIYA, "address-wanted")
        stranger = reply(asked, "it is " + NEW, sender="priya@elsewhere.example.net", authentic=False)
        site.deliver(stranger, "2026-10-09T11:00:00+01:00")
        mails = site.once("2026-10-09T11:05:00+01:00")
        check("nothing goes to it", not to(mails, NEW) and not to(mails, "priya@elsewhere.example.net"))
        same("not changed", site.json("person", AMY, now=NEXT)["addresses"], [AMY])
        case = [one for one in site.cases(NEXT) if one["kind"] == "address"][0]
        check("the office reads it", NEW in site.why(case["id"], NEXT))
        site.review("accept", case, now="2026-10-09T12:00:00+01:00")
        check("and takes it", to(site.once("2026-10-09T12:05:00+01:00"), NEW, "tracker-request"))


def an_answer_that_names_no_address_is_read_by_a_human():
    with Site() as site:
        gone(site)
        asked = one(site.once(NEXT), PRIYA, "address-wanted")
        site.deliver(reply(asked, "I think she moved to another school last week."), "2026-10-09T11:00:00+01:00")
        site.once("2026-10-09T11:05:00+01:00")
        same("cases", sorted(case["kind"] for case in site.cases(NEXT)), ["address", "question"])


def the_office_or_an_import_gives_another():
    with Site() as site:
        gone(site)
        site.review("accept", site.only_case("address", NEXT), "address=" + NEW, now=NEXT)
        check("sent again", to(site.once(NEXT), NEW, "tracker-request"))
    with Site() as site:
        gone(site)
        people = [(name, NEW if address == AMY else address, *rest) for name, address, *rest in site.people]
        site.mentord("import", site.roster(people, "new.csv"), now=NEXT)
        mails = site.once("2026-10-09T09:30:00+01:00")
        check("an import that gives her another: %s" % harness.templates(mails), to(mails, NEW))


def the_same_address_may_be_right_after_all():
    with Site() as site:
        gone(site)
        site.review("accept", site.only_case("address", NEXT), "address=" + AMY, now=NEXT)
        check("she is reminded again", not site.stopped())
    with Site() as site:
        gone(site)
        site.deliver(write(AMY, "hours", "hours"), NEXT)
        check("who writes from it is answered there", to(site.once(NEXT), AMY, "hours"))
        same("no case is left", [case["kind"] for case in site.cases(NEXT)], [])


def what_is_no_dead_address():
    for what, status, said in (("a full mailbox", "5.2.2", "552 5.2.2 mailbox full"),
                               ("taken for spam", "5.7.1", "554 5.7.1 Message rejected as spam by content filter"),
                               ("a policy", "5.7.133", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup"),
                               ("a blocked server", "5.0.0", "550 5.0.0 your host is listed in a blocklist")):
        with Site() as site:
            gone(site, status=status, said=said)
            site.only_case("undelivered", NEXT)
            check(what + ": she is reminded all the same", not site.stopped())
            check(what + ": nobody is asked for another", not to(site.sent(), PRIYA, "address-wanted"))


def soft_ones_are_told_when_they_go_on():
    with Site() as site:
        for day in (9, 12, 13):
            same("cases before the third day", site.cases("2026-10-%02dT08:00:00+01:00" % day), [])
            at = "2026-10-%02dT09:00:00+01:00" % day
            site.back(bounce(site.request(AMY), status="4.4.1", said="connection timed out"), at, at)
        site.only_case("undelivered", "2026-10-13T10:00:00+01:00")


def a_delay_is_no_bounce():
    with Site() as site:
        gone(site, status="4.4.1", action="delayed", said="connect to mail.example.sch.uk: Connection timed out")
        same("recorded", site.found(), [("delayed", "message-id")])
        same("no case", site.cases(NEXT), [])
        gone(site, status="2.1.5", action="relayed", said="250 2.1.5 relayed")
        same("good news is no news", len(site.rows()), 1)
        check("she is reminded", not site.stopped())


def a_token_in_the_envelope_sender():
    with Site(sending='verp = "on";') as site:
        mail, other = site.request(AMY), site.request(BEN)
        sender = returned.envelope(mail)
        local = sender.split("@")[0]
        check("its own sender: " + sender, local.startswith("mentors+b=") and len(local) <= 64 and sender != returned.envelope(other))
        same("From is plain", harness.email.utils.parseaddr(str(mail.message["From"]))[1], MAILBOX)
        gone(site, returned.FOREIGN, sender=sender, quoted=False)
        same("a foreign gateway's words are found by it", site.found(), [("failed", "envelope")])
        same("and answered to nobody", site.cases(NEXT), [])
        gone(site, sender=sender, quoted=False, said="550 5.1.1 unbekannt")
        same("a report without our headers", site.found()[1], ("failed", "envelope"))
        site.only_case("address", NEXT)
        check("is believed", site.stopped())
    with Site(sending='verp = "on";') as site:  # who had one mail knows its token, and no other's
        gone(site, sender=returned.envelope(site.request(BEN)), quoted=False)
        same("another's token proves nothing", site.found(), [("failed", "recipient")])
        check("she is reminded", not site.stopped())
    with Site(sending='verp = "on";') as site:  # an out-of-office goes to the envelope sender
        site.deliver(write(AMY, "Out of office", "I am away until Monday.", headers=[
            ("To", returned.envelope(site.request(AMY))), ("Auto-Submitted", "auto-replied")]), NEXT, sender="")
        site.once(NEXT)
        same("and is no bounce", site.rows(), [])


def without_a_token_as_the_site_says():
    for verp in ("auto", "off"):
        with Site(sending='verp = "%s";' % verp) as site:
            same(verp, {returned.envelope(mail) for mail in site.requests}, {MAILBOX})
    with Site(sending='verp = "auto";', imported="2026-09-02T09:00:00+01:00") as site:
        with harness.need("sqlite3").connect(site.file("mentord.db")) as database:
            database.execute("INSERT INTO meta VALUES ('verp.proven', '1')")
        mails = site.once("2026-10-23T12:00:00+01:00")
        check("auto, once doctor has seen it come back", mails and all("+b=" in returned.envelope(mail) for mail in mails))


def a_forged_bounce_is_a_case_at_most():
    with Site() as site:
        gone(site, quoted=False)
        same("found by the recipient alone", site.found(), [("failed", "recipient")])
        site.only_case("address", NEXT)
        check("the lead is not asked", not to(site.once(NEXT), PRIYA))
        check("she is reminded", not site.stopped())
    with Site() as site:
        gone(site, quoted=False)
        site.back(bounce(site.request(AMY), quoted=False, said="550 5.1.1 again"), "2026-10-13T09:00:00+01:00", "2026-10-13T09:05:00+01:00")
        check("on two different days it is believed", site.stopped())
    with Site() as site:
        site.back(bounce(site.request(AMY), quoted=False, address="nobody@example.net"))
        same("about nobody: no case", site.cases(NEXT), [])
        warnings = site.json("status", now=NEXT)["warnings"]
        check("counted: %s" % warnings, any("no mail of ours" in words for words in warnings))
        same("and no person", site.json("status", now=NEXT)["people"], len(site.people))


def who_had_the_mail_cannot_say_that_its_copy_came_back():
    with Site() as site:
        mails = [mail for at in (REMINDER, OVERDUE, "2026-10-30T09:30:00+00:00") for mail in site.once(at)]
        copied = [mail for mail in mails if mail.to == AMY and mail.message["Cc"]]
        other = harness.email.utils.parseaddr(str(copied[0].message["Cc"]))[1]
        late = "2026-10-30T22:00:00+00:00"
        site.back(bounce(copied[0], address=other), late, late)
        row = site.json("person", other, now=late)["undelivered"][0]
        same("found", row["found"], "recipient")
        check("a case, and no more", "does not take mail" not in site.mentord("person", other, now=late).out)


def alarmed(site):
    path = site.file("alarms")
    return harness.read(path).splitlines() if os.path.exists(path) else []


def with_alarm(site):
    """The alert command writes its argument down."""
    script = site.write("alarm.sh", "#!/bin/sh\necho \"$1\" >> \"$(dirname \"$0\")/alarms\"\n")
    os.chmod(script, 0o755)
    text = harness.read(site.config).replace('office = "%s";' % OFFICE, 'office = "%s"; alert = { command = ("%s"); };' % (OFFICE, script))
    site.write("mentord.conf", text)


def a_leads_own_bounce_is_told_at_once_by_another_route():
    with Site() as site:
        with_alarm(site)
        for at in ("2026-10-23T12:00:00+01:00", "2026-10-30T12:00:00+00:00", "2026-11-06T12:00:00+00:00"):
            site.once(at)
        digest = [mail for mail in site.sent() if mail.to == PRIMARY][0]
        night = "2026-11-07T23:00:00+00:00"  # a Saturday
        mails = site.back(bounce(digest), night, night)
        told = one(mails, OFFICE, "lead-unreachable")
        check("who and where: " + told.text, "Helen Okafor" in told.text and PRIMARY in told.text)
        check("by the command too", "Helen Okafor" in alarmed(site)[0])
        site.back(bounce(digest, said="550 5.1.1 again"), night, night)
        same("once", (len(alarmed(site)), len(to(site.sent(), OFFICE, "lead-unreachable"))), (1, 1))
        check("nothing more to her", not to(site.once("2026-11-13T12:00:00+00:00"), PRIMARY))


def the_offices_own_bounce_is_never_mailed():
    with Site() as site:
        with_alarm(site)
        digest = [mail for mail in site.requests if mail.to == OFFICE] or \
            [mail for mail in gone(site) + site.once(NEXT) if mail.to == OFFICE]
        before = len(to(site.sent(), OFFICE))
        site.back(bounce(digest[0]), NEXT, NEXT)
        check("by the command", OFFICE in alarmed(site)[0])
        same("not by mail", len(to(site.sent(), OFFICE)), before)
        warnings = site.json("status", now=NEXT)["warnings"]
        check("and in status: %s" % warnings, any(OFFICE in words for words in warnings))


def a_complaint_stops_the_reminders():
    with Site() as site:
        site.back(returned.complaint(site.request(AMY)))
        same("kept", site.found(), [("complaint", "message-id")])
        case = site.only_case("complaint", NEXT)
        check("no reminder", site.stopped())
        check("why says so", "complained" in site.why(site.ref(AMY), REMINDER))
        site.review("accept", case, now=REMINDER)
        check("after the office's word they go on", to(site.once(OVERDUE), AMY, "tracker-overdue"))


def what_asks_for_a_click_is_a_case_once():
    with Site() as site:
        for n in range(3):
            site.deliver(write("challenge@spamgate.example.net", "Please confirm your message", "To have your message delivered to %s "
                            "from quarantine, please click the link: https://spamgate.example.net/c/%d" % (AMY, n), headers=[
                                ("X-Challenge", "yes")], authentic=False), NIGHT)
            same("never answered, nor clicked", site.once(NIGHT), [])
        kinds = site.json("status", now=NEXT)["messages"]
        same("of its kind: %s" % kinds, kinds.get("challenge"), 3)
        site.only_case("challenge", NEXT)


def a_refusal_while_we_send():
    servers = __import__("servers")
    harness.need("aiosmtpd.controller")

    def judge(address):
        return "550 5.1.1 user unknown" if AMY in address else "552 5.2.2 over quota" if BEN in address else None

    with servers.Folder() as folder:
        with servers.Sink(servers.Authority(folder), "off", auth=False, answer={"RCPT": judge}) as sink:
            with Site(submission='url = "%s"; tls = "off"' % sink.url) as site:
                same("found", site.found(), [("failed", "server")])
                same("cases", sorted((case["kind"], case["person"]["address"]) for case in site.cases(NEXT)),
                     [("address", AMY), ("undelivered", BEN)])
                same("her clock has not begun", site.obligation(AMY, "tracker", NEXT)["due"], None)
                same("the full one is tried again", site.json("status", now=NEXT)["outbox"]["queued"], 1)
                site.review("accept", [c for c in site.cases(NEXT) if c["kind"] == "address"][0], "address=" + NEW, now=NEXT)
                site.once("2026-10-09T10:00:00+01:00")
                check("it arrives", [who for _, who, _ in sink.mails].count(NEW) >= 1)
                check("and begins", site.obligation(NEW, "tracker", "2026-10-09T10:05:00+01:00")["due"])


harness.run([every_servers_report_is_understood, a_dead_address_stops_the_ladder_and_hides_no_deadline,
             one_case_an_address_however_often, the_lead_mentor_is_asked_and_answers, an_unverified_answer_is_proposed,
             an_answer_that_names_no_address_is_read_by_a_human, the_office_or_an_import_gives_another,
             the_same_address_may_be_right_after_all, what_is_no_dead_address, soft_ones_are_told_when_they_go_on,
             a_delay_is_no_bounce, a_token_in_the_envelope_sender, without_a_token_as_the_site_says,
             a_forged_bounce_is_a_case_at_most, who_had_the_mail_cannot_say_that_its_copy_came_back,
             a_leads_own_bounce_is_told_at_once_by_another_route,
             the_offices_own_bounce_is_never_mailed, a_complaint_stops_the_reminders, what_asks_for_a_click_is_a_case_once,
             a_refusal_while_we_send])
