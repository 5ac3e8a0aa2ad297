#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tracker's way there and back on a real IMAP server and a real SMTP server, over TLS; and what happens when they are not
as they should be. Prints TAP."""
import harness
import story
from harness import check, fill, one, reply, same, templates, to
from servers import Authority, Folder

AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
ASKED = "2026-10-08T12:00:00+01:00"
RETURNED = "2026-10-09T10:15:00+01:00"
READ = "2026-10-09T10:20:00+01:00"
LATER = "2026-10-09T11:00:00+01:00"


class Served(story.ServedSite):
    def __init__(self, **others):
        lacking = story.missing()
        if lacking:
            raise harness.Skip(lacking)
        super().__init__(**others)

    def ask(self):
        self.requests = {mail.to: mail for mail in self.once(ASKED) if mail.template == "tracker-request"}

    def filled(self, address):
        return reply(self.requests[address], "Here it is.", [("tracker.docx", fill(self.requests[address].attached(".docx"), harness.TRACKER))])


def there_and_back():
    with Served() as site:
        site.ask()
        same("asked", sorted(site.requests), sorted([AMY, BEN, CHLOE, PRIYA]))
        site.deliver(site.filled(AMY), RETURNED)
        site.deliver(site.filled(BEN), RETURNED, folder="Junk")
        mails = site.once(READ)
        same("certificates", templates(mails, "certificate"), [("certificate", AMY), ("certificate", BEN)])
        check("the name stands in it", "Amy Brown" in harness.pdf_text(one(mails, AMY, "certificate").attached(".pdf")))
        one(mails, AMY, "receipt")
        one(mails, harness.PRIMARY, "digest")
        same("state", site.obligation(AMY, "tracker", READ)["state"], "met")
        same("arrival is the server's date", site.obligation(AMY, "tracker", READ)["met"], RETURNED)
        same("left in the inbox", len(site.held()), 0)
        check("moved to Processed", len(site.held("Processed")) >= 1)
        same("done again", templates(site.once(LATER)), [])


def what_was_moved_is_byte_for_byte():
    with Served() as site:
        site.ask()
        message = site.filled(AMY)
        site.deliver(message, RETURNED)
        before = site.held()[0][1]
        site.once(READ)
        moved = site.held("Processed")
        same("bytes", [content for _, content in moved], [before])


def many_messages_in_several_windows():
    with Served() as site:
        site.ask()
        mails = [(harness.write(BEN, "note %d" % n, "hours").as_bytes(), 1791536400 + n) for n in range(230)]
        site.dovecot.append(story.USER, mails)
        site.deliver(site.filled(AMY), RETURNED)
        answers = site.once(READ)
        one(answers, AMY, "certificate")
        same("answers to Ben", len(to(answers, BEN)), 10)
        same("left", len(site.held()), 0)
        same("moved", len(site.held("Processed")), 231)


def wrong_password():
    with Served(password="wrong") as site:
        failed = site.mentord("once", now=ASKED, code=77)
        check("a plain sentence: " + failed.err, "localhost" in failed.err or "imaps" in failed.err)
        check("without the password", "wrong\n" not in failed.err)
        status = site.json("status", now=ASKED)
        check("the status warns", status["warnings"])


def dead_server():
    with Served() as site:
        site.ask()
        site.dovecot.stop()
        failed = site.mentord("once", now="2026-10-19T09:00:00+01:00", code=69)
        check("names the place: " + failed.err, str(site.dovecot.imaps) in failed.err)
        same("no rung while deaf", [mail.template for mail in site.fresh() if mail.template == "tracker-due-soon"], [])
        site.dovecot.start()
        one(site.once("2026-10-19T10:00:00+01:00"), AMY, "tracker-due-soon")


def dead_submission():
    with Served() as site:
        site.sink.controller.stop()
        failed = site.mentord("once", now=ASKED, code=69)
        check("names the place: " + failed.err, str(site.sink.port) in failed.err)
        queued = site.json("status", now=ASKED)["outbox"]["queued"]
        check("everything waits", queued > 0)
        site.serve()
        site.once("2026-10-08T17:00:00+01:00")
        same("and goes when the server is back", site.json("status", now=ASKED)["outbox"]["queued"], 0)


def a_certificate_of_nobody_we_trust():
    lacking = story.missing()
    if lacking:
        raise harness.Skip(lacking)
    with Folder() as other, Served() as site:
        stranger = Authority(other, "stranger")
        config = harness.read(site.config)
        site.write("mentord.conf", config.replace(site.authority.ca, stranger.ca))
        failed = site.mentord("once", now=ASKED, code=69)
        check("says so: " + failed.err, "certificate" in failed.err.lower() or "tls" in failed.err.lower())
        same("nothing was sent", site.sent(), [])


def a_refused_recipient_is_a_case():
    with Served() as site:
        site.sink.answer["RCPT"] = lambda address: "550 5.1.1 no such user" if address == AMY else None
        site.once(ASKED)
        status = site.json("status", now=ASKED)
        check("failed", status["outbox"]["failed"] >= 1)
        check("a case", status["cases"] >= 1)
        check("the others have theirs", to(site.sent(), BEN, "tracker-request"))


def a_temporary_refusal_is_tried_again():
    with Served() as site:
        site.sink.answer["RCPT"] = lambda address: "451 4.7.1 greylisted" if address == AMY else None
        site.once(ASKED)
        same("Amy's clock", site.obligation(AMY, "tracker", ASKED)["due"], None)
        site.sink.answer.clear()
        one(site.once("2026-10-08T13:00:00+01:00"), AMY, "tracker-request")
        same("starts when the server took it", site.obligation(AMY, "tracker", "2026-10-08T13:00:00+01:00")["due"], "2026-10-22")


harness.run([there_and_back, what_was_moved_is_byte_for_byte, many_messages_in_several_windows, wrong_password, dead_server,
             dead_submission, a_certificate_of_nobody_we_trust, a_refused_recipient_is_a_case,
             a_temporary_refusal_is_tried_again])
