#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The database is lost and a backup put in its place: nothing goes out twice by itself, what came since is read again, and
certificates and references are those that people have. Prints TAP."""
import os
import sqlite3
import subprocess

import harness
from asked import AMY, ASKED, BEN, CHLOE, Asked
from harness import OFFICE, check, same, to, write

BEFORE, SOON = "2026-10-08T11:00:00+01:00", "2026-10-09T10:20:00+01:00"
MONDAY, TUESDAY = "2026-10-12T10:00:00+01:00", "2026-10-13T10:00:00+01:00"


class Restored(Asked):
    """Backed up before anybody was asked; then Amy was asked, answered, and got her certificate; then the disk was lost."""

    def __enter__(self):
        self.once(BEFORE)
        self.mentord("backup", self.file("backup.db"), now=BEFORE)
        super().__enter__()
        self.take(write(AMY, "my form", "Here.", [("t.docx", self.filled(AMY))]))
        self.code = self.json("person", AMY, now=SOON)["awards"][0]["code"]
        for end in ("", "-wal", "-shm"):
            if os.path.exists(self.file("mentord.db" + end)):
                os.remove(self.file("mentord.db" + end))
        os.rename(self.file("backup.db"), self.file("mentord.db"))
        self.fresh()
        return self


def nothing_goes_out_twice():
    with Restored() as site:
        mails = site.once(MONDAY)
        same("to the office alone", sorted({(mail.template, mail.to) for mail in mails}), [("restored", OFFICE)])
        check("how to go on: " + mails[0].text, "outbox release" in " ".join(mails[0].text.split()))
        status = site.json("status", now=MONDAY)
        check("held: %s" % status["outbox"], status["outbox"]["held"] > 0 and status["outbox"]["queued"] == 0)
        check("warned", any("backup" in words for words in status["warnings"]))
        same("said once", site.once(MONDAY), [])


def what_came_since_is_read_again():
    with Restored() as site:
        site.once(MONDAY)
        same("Amy's form is filed", site.states(AMY, now=MONDAY), ["met"])
        same("her certificate has its number", [award["code"] for award in site.json("person", AMY, now=MONDAY)["awards"]], [site.code])
        same("and she her reference", site.obligation(AMY, "tracker", MONDAY)["ref"], site.ref(AMY))


def who_writes_now_is_answered():
    with Restored() as site:
        site.once(MONDAY)
        site.deliver(write(BEN, "my form", "Here.", [("t.docx", site.filled(BEN))]), MONDAY)
        mails = site.once("2026-10-12T10:05:00+01:00")
        same("his receipt", [mail.template for mail in to(mails, BEN, "receipt")], ["receipt"])


def the_office_goes_on():
    with Restored() as site:
        site.once(MONDAY)
        for mail in site.json("outbox", "list", now=MONDAY):
            if mail["state"] == "held" and mail["to"] == [AMY]:
                site.mentord("outbox", "cancel", str(mail["id"]), now=MONDAY)
        site.mentord("outbox", "release", now=MONDAY)
        mails = site.once(MONDAY)
        same("nothing for Amy", to(mails, AMY), [])
        check("Chloë is asked, by the same mail", any(mail.id == site.request(CHLOE).id for mail in to(mails, CHLOE)))
        check("status is quiet", not any("backup" in words for words in site.json("status", now=MONDAY)["warnings"]))


def a_backup_is_whole_and_private():
    with Asked() as site:
        backup = site.file("b.db")
        site.mentord("backup", backup, now=ASKED)
        same("mode", oct(os.stat(backup).st_mode & 0o777), "0o600")
        check("nothing beside it", not [n for n in os.listdir(site.folder) if n.startswith("b.db") and n != "b.db"])
        with sqlite3.connect(backup) as database:
            same("whole", database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
        refused = site.mentord("backup", site.file("mentord.db"), now=ASKED, code=65)
        check("never itself: " + refused.err, "the database itself" in refused.err)
        same("unharmed", site.json("status", now=ASKED)["people"], len(harness.PEOPLE))


def backups_under_load():
    """While the daemon works through mail, each copy is whole and private, and a program opens it."""
    with Asked() as site:
        for n in range(200):
            site.deliver(write("someone%d@example.net" % n, "Question %d" % n, "Who are you?"), SOON)
        daemon = subprocess.Popen([harness.PROGRAM, "-c", site.config, "--now", SOON, "run"], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        taken = []
        try:
            for n in range(10):
                backup = site.file("b%d.db" % n)
                site.mentord("backup", backup, now=SOON)
                same("mode", oct(os.stat(backup).st_mode & 0o777), "0o600")
                with sqlite3.connect(backup) as database:
                    same("copy %d is whole" % n, database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
                    taken.append(database.execute("SELECT count(*) FROM message WHERE state <> 'stored'").fetchone()[0])
            check("the daemon runs still", daemon.poll() is None)
        finally:
            daemon.terminate()
            daemon.wait(harness.PATIENCE)
        print("# messages done in the copies: %s" % taken)
        check("while it worked: %s" % taken, len(set(taken)) > 1 and sorted(taken) == taken)
        config = harness.read(site.config)
        for n in range(10):
            site.write("mentord.conf", config.replace('"mentord.db"', '"b%d.db"' % n))
            same("copy %d opens" % n, site.json("status", now=SOON)["people"], len(harness.PEOPLE))


harness.run([nothing_goes_out_twice, what_came_since_is_read_again, who_writes_now_is_answered, the_office_goes_on,
             a_backup_is_whole_and_private, backups_under_load])
