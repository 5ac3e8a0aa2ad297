# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests that disturb a pass share: copies of a site as it stands, stories to disturb, and what stands in the end, without
what is drawn by lot. Tests nothing itself."""
import collections
import os
import shutil
import sqlite3
import tempfile

import certification
import harness
from certification import JANE, Certification
from harness import MAILBOX, check, one, reply, same, write

CRASHED = 100
LONG = "MENTORD_LONG" in os.environ
PEOPLE = [row for row in harness.PEOPLE if row[4] == "primary"]
AMY, BEN, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "priya.nair"))
ASKED = "2026-10-08T12:00:00+01:00"
RETURNED = "2026-10-09T10:15:00+01:00"
READ = "2026-10-09T10:20:00+01:00"
APPROVED = "2026-10-14T12:00:00+01:00"

BOUNCE = """From: MAILER-DAEMON@example.org\r
To: {mailbox}\r
Subject: Undelivered Mail Returned to Sender\r
Date: Fri, 09 Oct 2026 09:00:00 +0100\r
Message-ID: <bounce.1@example.org>\r
Auto-Submitted: auto-replied\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r
\r
--b\r
Content-Type: text/plain\r
\r
Your mail could not be delivered.\r
\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mail.example.org\r
\r
Final-Recipient: rfc822; {address}\r
Action: failed\r
Status: 5.1.1\r
Diagnostic-Code: smtp; 550 5.1.1 no such user here\r
\r
--b\r
Content-Type: text/rfc822-headers\r
\r
Message-ID: {id}\r
From: {mailbox}\r
To: {address}\r
\r
--b--\r
"""


class Copy(harness.Site):
    """Another site as it stands."""

    def __init__(self, original):
        self.folder = tempfile.mkdtemp(prefix="mentord-e2e-")
        shutil.rmtree(self.folder)
        shutil.copytree(original.folder, self.folder)
        self.config = self.file("mentord.conf")
        self.serial = original.serial
        self.seen = set()
        self.write("mentord.conf", harness.read(self.config).replace(original.folder, self.folder))


class Story:
    """What stands before (`prepare`, of a site that `make` gives), and the command at `now` that is disturbed."""

    def __init__(self, name, now, make=lambda: harness.Site(people=PEOPLE), command=("once",)):
        self.name, self.now, self.make, self.command = name, now, make, command

    def prepare(self, site):
        """Before anything: the first pass, in which everybody is asked."""

    def words(self, site):
        return [word.format(folder=site.folder) for word in self.command]

    def finish(self, site):
        """Once more, undisturbed: what was done already may be refused."""
        if self.command != ("once",):
            site.mentord(*self.words(site), now=self.now, code=None)
        site.mentord("once", now=self.now)


def inbox(site):
    """Mails of all sorts: a form that is filed and certifies, words that are answered, a stranger, an absence, a bounce."""
    requests = {mail.to: mail for mail in site.once(ASKED) if mail.template == "tracker-request"}
    chloe = next(mail for address, mail in requests.items() if address.startswith("chloe"))
    form = harness.fill(requests[AMY].attached(".docx"), harness.TRACKER)
    return [reply(requests[AMY], "Here.", [("t.docx", form)]), reply(requests[BEN], "done"),
            write(PRIYA, "A question", "When is the next training?"), write("nobody@example.org", "Hello", "Who are you?"),
            write(BEN, "Automatic reply: away", "I am away.", headers=[("Auto-Submitted", "auto-replied")]),
            BOUNCE.format(mailbox=MAILBOX, address=chloe.to, id=chloe.id).encode()]


class Filing(Story):
    """A pass that files, certifies, answers and opens cases."""

    def prepare(self, site):
        for message in inbox(site):
            site.deliver(message, RETURNED)


class Approving(Story):
    """The last yes of a chain: a numbered certificate to the holder and a copy to who signed first."""

    def prepare(self, site):
        request = one(site.sheet(), JANE, "approval-request")
        tutor = one(site.take(reply(request, "Yes"), APPROVED, APPROVED), certification.TOM, "approval-request")
        site.deliver(reply(tutor, "Approved.\n\nTom"), APPROVED)


class Reviewing(Filing):
    """The office settles a case by a command."""

    def prepare(self, site):
        request = next(mail for mail in site.once(ASKED) if mail.template == "tracker-request" and mail.to == AMY)
        form = harness.fill(request.attached(".docx"), dict(harness.TRACKER, Teaching="nine"))
        site.deliver(reply(request, "Here.", [("t.docx", form)], sender="amy.at.home@example.org"), RETURNED)
        site.once(READ)
        cases = site.json("review", now=READ)
        check("a case to settle: %r" % cases, cases)
        self.command = ("review", "accept", str(cases[0]["id"]), "Teaching=2")


class Importing(Story):
    def prepare(self, site):
        site.once(ASKED)
        site.roster([("Zoe Hill", "zoe.hill@example.sch.uk", "mentor", "Oakfield Primary School", "primary", "pgce", ""),
                     ("Ann New", "ann.new@example.sch.uk", "mentor", "A New School", "primary", "pgce", "")], "more.csv")


class Renewing(Story):
    def prepare(self, site):
        site.once(ASKED)


class After(Story):
    """The pass that follows a command."""

    def __init__(self, first):
        super().__init__("after " + first.name, first.now, first.make)
        self.first = first

    def prepare(self, site):
        self.first.prepare(site)
        site.mentord(*self.first.words(site), now=self.now)


STORIES = [Story("asking", ASKED), Filing("filing", READ),
           Approving("approving", APPROVED, Certification), Reviewing("reviewing", READ),
           Importing("importing", READ, command=("import", "{folder}/more.csv")),
           Renewing("renewing", READ, command=("people", "renew", AMY))]
STORIES += [After(story) for story in STORIES if story.name in ("reviewing", "importing", "renewing")]

UNLIKE = {"journal", "meta", "token"}  # grow by each start, or by each time that it is asked for
DETAILS = ["SELECT p.name, o.requirement, o.instance, o.state, o.opened, o.due, o.met FROM obligation o LEFT JOIN person p ON p.id = o.person",
           "SELECT o.template, o.state, r.address, r.state, r.cc FROM outbox o JOIN recipient r ON r.outbox = o.id",
           "SELECT kind, state, from_address FROM message"]


def rows_of(site):
    """Every table's number of rows, and what the rows say that matter most."""
    database = sqlite3.connect("file:%s?mode=ro" % site.file("mentord.db"), uri=True)
    tables = [name for name, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]
    found = {"rows of " + name: database.execute("SELECT count(*) FROM \"%s\"" % name).fetchone()[0]
             for name in sorted(tables) if name not in UNLIKE}
    for query in DETAILS:
        found[query] = sorted(database.execute(query), key=repr)
    same("the database is whole", database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
    database.close()
    return found


def alike(mails, what):
    """Each mail once a recipient; one that came twice has the same bytes. What came, each once."""
    known = {}
    for mail in mails:
        first = known.setdefault((mail.id, mail.to), mail)
        same("a second copy of %s to %s, %s" % (mail.template, mail.to, what), mail.raw, first.raw)
    return sorted((mail.template, mail.to) for mail in known.values())


def end_of(site):
    """What stands, without numbers and tokens that are drawn by lot."""
    mails = site.sent()
    twice = [key for key, n in collections.Counter((mail.id, mail.to) for mail in mails).items() if n > 1]
    same("mails delivered twice to a maildir", twice, [])
    feeds = [name for _, _, names in os.walk(site.file("public")) for name in names if name.endswith(".ics")]
    return {**rows_of(site), "mails": alike(mails, "on a maildir"), "inbox": len(site.inbox()), "processed": len(site.processed()),
            "feeds": sorted(name for name in feeds if name.startswith("bcu-")), "private feeds": len(feeds),
            "half-written files": [name for _, _, names in os.walk(site.folder) for name in names if name.endswith(".new")]}


def compare(got, want, where):
    for key in want:
        same("%s, %s" % (key, where), got.get(key), want[key])


def spread(count, most):
    """The numbers 1 to @count, or at most @most of them spread over all; all of them with MENTORD_LONG."""
    if LONG or count <= most:
        return list(range(1, count + 1))
    return sorted({1 + n * (count - 1) // max(1, most - 1) for n in range(most)})
