#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail is kept as long as the site says, and no longer: named for a week, then deleted here and in the mailbox; what was filed stays.
Prints TAP."""
import sqlite3
from datetime import datetime

import harness
import served
import story
from asked import AMY, ASKED, BEN, READ, RETURNED, Asked
from harness import OFFICE, check, same, to, write

TOLD, BETWEEN, GONE = "2026-11-04T10:00:00+00:00", "2026-11-06T10:00:00+00:00", "2026-11-11T10:00:00+00:00"


class Kept(Asked):
    """Amy's form came and is filed; a stranger wrote, which is an open case; Ben has not answered."""

    def __init__(self, retention):
        super().__init__()
        self.keep(retention)

    def keep(self, retention):
        text = harness.read(self.config).split("retention =")[0]
        self.write("mentord.conf", text + "retention = { %s };\n" % retention)

    def __enter__(self):
        super().__enter__()
        self.take(write(AMY, "my form", "Here.", [("t.docx", self.filled(AMY))]))
        self.take(write("stranger@example.net", "?", "Who are you?"))
        return self

    def count(self, query):
        with sqlite3.connect("file:%s?mode=ro" % self.file("mentord.db"), uri=True) as database:
            return database.execute("SELECT count(*) FROM " + query).fetchone()[0]

    def raw(self):
        return self.count("raw")

    def warned(self, now):
        return [words for words in self.json("status", now=now)["warnings"] if "will be deleted" in words]


def old_mail_goes_after_a_week_of_notice():
    with Kept("raw_mail_days = 30") as site:
        same("kept", (site.raw(), site.warned("2026-10-20T10:00:00+01:00")), (2, []))
        mails = site.once(TOLD)
        (mail,) = to(mails, OFFICE, "retention")
        words = " ".join(mail.text.split())
        check("what and when: " + words, "on Wednesday 11 November 2026, after 30 days, 1 mail that came will be deleted" in words)
        same("named, and kept", (site.raw(), len(site.warned(TOLD)), len(site.processed())), (2, 1, 2))
        check("in the plan", "on Wednesday 11 November 2026, after 30 days, 1 mail" in site.mentord("plan", now=TOLD).out)
        check("the plan is a list of mails", isinstance(site.json("plan", now=TOLD), list))
        site.once("2026-11-10T10:00:00+00:00")
        same("not before", site.raw(), 2)
        same("told once", to(site.once(GONE), OFFICE, "retention"), [])
        same("gone but for the open case", (site.raw(), len(site.processed())), (1, 1))
        same("filed still", site.states(AMY, now=GONE), ["met"])
        same("said no more", site.warned(GONE), [])


def each_batch_has_its_own_week():
    with Kept("raw_mail_days = 30") as site:
        site.deliver(write(BEN, "A question", "When is the next training?"), "2026-10-13T10:00:00+01:00")
        site.once("2026-10-13T10:05:00+01:00")
        for case in site.cases():
            site.review("reject", case, now="2026-10-13T10:05:00+01:00")
        same("came", site.raw(), 3)
        site.once(TOLD)
        site.once(BETWEEN)
        (mail,) = to(site.once(GONE), OFFICE, "retention")
        check("the next batch: " + mail.text, "Wednesday 18 November 2026" in " ".join(mail.text.split()))
        same("the first batch went alone", site.raw(), 1)
        site.once("2026-11-18T10:00:00+00:00")
        same("then the second", site.raw(), 0)


def what_is_kept_longer_after_all_stays():
    with Kept("raw_mail_days = 30") as site:
        site.once(TOLD)
        site.keep("raw_mail_days = 60")
        site.once(GONE)
        same("kept", (site.raw(), site.warned(GONE)), (2, []))
        site.keep("raw_mail_days = 0")
        site.once("2027-02-11T10:00:00+00:00")
        same("for ever", site.raw(), 2)


def mail_that_was_sent_goes_too():
    with Kept("sent_mail_days = 30") as site:
        needed = "(SELECT outbox FROM covers JOIN obligation o ON o.id = obligation WHERE o.state IN ('open', 'answered', 'overdue'))"
        open_mail = "sealed WHERE outbox IN " + needed
        before, still = site.count("sealed"), site.count(open_mail)
        check("some of each: %d, %d" % (before, still), 0 < still < before)
        rows = site.count("outbox")
        (mail,) = to(site.once(TOLD), OFFICE, "retention")
        check("how many: " + mail.text, "that we sent" in " ".join(mail.text.split()))
        check("not yet", site.count("sealed") >= before)
        site.once(GONE)
        old = datetime.fromisoformat(GONE).timestamp() - 30 * 86400
        same("old and not needed", site.count("sealed JOIN outbox o ON o.id = outbox WHERE o.sent < %d AND outbox NOT IN %s" %
                                              (old, needed)), 0)
        check("what is open keeps its request", site.count(open_mail) >= still)
        check("every row stays", site.count("outbox") >= rows)
        same("what came stays", site.raw(), 2)
        site.deliver(harness.reply(site.request(BEN), "Here.", [("t.docx", site.filled(BEN))]), GONE)
        site.once("2026-11-11T11:00:00+00:00")
        same("an answer to an old request is filed", site.states(BEN, now="2026-11-11T11:00:00+00:00"), ["met"])


def without_a_word_all_is_kept():
    with Asked() as site:
        site.take(write(AMY, "my form", "Here.", [("t.docx", site.filled(AMY))]))
        mails = site.once("2027-08-11T10:00:00+01:00")
        same("no deletion", [mail for mail in mails if mail.is_of(("retention",))], [])


def on_a_server_only_what_we_moved_goes():
    """Dovecot: another's mail in the same folder stays, marked for deletion as it may be: UID EXPUNGE names ours alone."""
    lacking = story.missing()
    if lacking:
        raise harness.Skip(lacking)
    with served.House() as house, served.Site(house) as site:
        site.write("mentord.conf", harness.read(site.config) + "retention = { raw_mail_days = 30; };\n")
        site.once(ASKED)
        site.deliver(write(AMY, "Automatic reply: away", "I am away.", headers=[("Auto-Submitted", "auto-replied")]), RETURNED)
        site.once(READ)
        same("moved", len(site.held("Processed")), 1)
        for subject in ("put here by hand", "marked for deletion by hand"):
            site.deliver(write("colleague@example.ac.uk", subject, "Ours."), RETURNED, "Processed")
        client = house.dovecot.client(site.user)
        client.select("Processed")
        client.store("3", "+FLAGS", r"(\Deleted)")
        client.logout()
        site.once(TOLD)
        same("announced only", len(site.held("Processed")), 3)
        site.once(GONE)
        left = site.held("Processed")
        same("what is left", sorted(harness.email.message_from_bytes(raw)["Subject"] for _, raw in left),
             ["marked for deletion by hand", "put here by hand"])
        same("the inbox", site.held(), [])


harness.run([old_mail_goes_after_a_week_of_notice, each_batch_has_its_own_week, what_is_kept_longer_after_all_stays,
             mail_that_was_sent_goes_too, without_a_word_all_is_kept,
             on_a_server_only_what_we_moved_goes])
