#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A database of every version there ever was, with a partnership's work under way in it, is taken up by today's program: the same
facts, codes and mails as in a site that never changed its program, and not one mail more. Prints TAP.

Killed while it takes up version 1; with MENTORD_LONG in the environment, each version.

An old database is made by the SQL files of its version, and filled with the rows of a site of today as far as that version had
the tables and columns for them; what versions wrote otherwise (purposes, envelope senders) is written as they did."""
import glob
import os
import sqlite3

import harness
from asked import AMY, ASKED, BEN, CHLOE, NAME, PRIYA, READ, Asked, without_ref
from crashing import BOUNCE, CRASHED, LONG, Copy, compare
from harness import MAILBOX, check, reply, same, write

APPLICATION = 0x6d656e74
LATEST = 5
OLD = range(1, LATEST)
DAYS = ["2026-10-%02dT10:30:00+01:00" % day for day in (15, 16, 19)]
AT_ONCE = "2026-10-08T12:15:00+01:00"
KILLED = "2026-10-23T10:30:00+01:00"
NEXT = "2026-10-23T10:45:00+01:00"
LATER = ["2026-10-26T10:30:00+00:00", "2026-11-02T10:30:00+00:00", "2026-11-06T10:30:00+00:00"]
# what meta held from a version on: of what begins with these words
FIRST_WITH = {"salt": 2, "rep": 3, "roles_day": 3, "placements_made": 3, "last_drained": 4, "mailbox_waits": 4, "silence_looked": 4}
COMMANDS = (("status",), ("plan",), ("review", "list"), ("outbox", "list"), ("report", "completion"))


class UnderWay(Asked):
    """People who were asked and reminded; one met it and was certified, one came back unsigned, one's mail bounced, a stranger wrote;
    and the program was killed while it sent the mails about what is overdue."""

    def __enter__(self):
        super().__enter__()
        chloe = self.request(CHLOE)
        strange = without_ref(self.filled(BEN), NAME)
        self.take(reply(self.request(AMY), "Here.", [("t.docx", self.filled(AMY))]),
                  write("nobody@example.org", "Tracker", "Here.", [("t.docx", strange)]),
                  BOUNCE.format(mailbox=MAILBOX, address=CHLOE, id=chloe.id).encode())
        self.mentord("record", "attendance", PRIYA, "core", "2026-10-08", "--reason", "sign-in list", now=READ)
        for now in DAYS:
            self.mentord("once", now=now)
        kill(self, KILLED)
        return self


class BeingAsked(harness.Site):
    """The program was killed while it asked them."""

    def __enter__(self):
        kill(self, ASKED)
        return self


def kill(site, now):
    """At the first durable write after which mails are under way; the last of them had not begun."""
    for at in range(1, 60):
        with Copy(site) as trial:
            crash(trial, now, at)
            found = "sending" in states(trial)
        if found:
            crash(site, now, at)
            with sqlite3.connect(site.file("mentord.db")) as database:
                database.execute("UPDATE outbox SET state = 'queued', attempts = 0 WHERE id ="
                                 " (SELECT max(id) FROM outbox WHERE state = 'sending')")
            return check("under way: %s" % states(site), {"sending", "queued"} <= states(site).keys())
    raise AssertionError("no mail is under way at any crash")


def crash(site, now, at):
    code = site.mentord("once", now=now, env={"MENTORD_CRASH_AT": str(at)}, code=None).code
    same("exit status of the crash at %d" % at, code, CRASHED)


def states(site):
    return dict(rows(site, "SELECT state, count(*) FROM outbox GROUP BY state"))


def rows(site, query):
    with sqlite3.connect("file:%s?mode=ro" % site.file("mentord.db"), uri=True) as database:
        return database.execute(query).fetchall()


def schema_of(version):
    """An empty database of this version."""
    database = sqlite3.connect(":memory:")
    for step in range(1, version + 1):
        name = "schema-%d.sql" % step if step > 1 else "schema.sql"
        database.executescript(harness.read(os.path.join(harness.SOURCE, "src", "store", name)))
    database.executescript("PRAGMA application_id = %d; PRAGMA user_version = %d" % (APPLICATION, version))
    return database


def tables_of(database):
    return {name: [row[1] for row in database.execute('PRAGMA table_info("%s")' % name)] for name, in database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'").fetchall()}


def poured(path, version):
    """The rows of the database at @path, in one of @version."""
    new, old = sqlite3.connect("file:%s?mode=ro" % path, uri=True), schema_of(version)
    has = tables_of(new)
    last = ("unpublished", "meta")  # triggers write there
    for table, columns in sorted(tables_of(old).items(), key=lambda one: one[0] in last):
        shared = ", ".join('"%s"' % column for column in columns if column in has.get(table, ()))
        old.execute('DELETE FROM "%s"' % table)
        old.executemany('INSERT INTO "%s" (%s) VALUES (%s)' % (table, shared, ", ".join("?" * (shared.count(",") + 1))),
                        new.execute('SELECT %s FROM "%s"' % (shared, table)))
    for key, first in FIRST_WITH.items():
        if version < first:
            old.execute("DELETE FROM meta WHERE key GLOB ?", (key + "*",))
    if version < 4:
        old.execute("UPDATE outbox SET sender = ?", (MAILBOX,))
    if version < 3:
        asked_apart(new, old)
    new.close()
    old.commit()
    return old


def asked_apart(new, old):
    """Before version 3 each obligation was asked about by a mail of its own, named after it."""
    for outbox, what, ref, count in new.execute("SELECT a.outbox, a.what, o.ref, count(*) FROM asking a JOIN obligation o ON o.id ="
                                                " a.obligation WHERE a.outbox IS NOT NULL AND a.what IN ('request', 'invite', 'make-up')"
                                                " GROUP BY a.outbox"):
        same("obligations that mail %d asks about" % outbox, count, 1)
        old.execute("UPDATE outbox SET purpose = ? WHERE id = ?", ("%s:%s" % (what, ref), outbox))


class Aged(Copy):
    """A site as it stands, with its database as @version would have it."""

    def __init__(self, original, version):
        super().__init__(original)
        old = poured(original.file("mentord.db"), version)
        for path in glob.glob(self.file("mentord.db*")):
            os.remove(path)
        file = sqlite3.connect(self.file("mentord.db"))
        old.backup(file)
        file.close()


def version_of(site):
    return rows(site, "PRAGMA user_version")[0][0]


def told(site, now):
    """What the office is told by every command that looks."""
    said = {" ".join(words): site.mentord(*words, now=now, code=None).out.replace(site.folder, "") for words in COMMANDS}
    for address in (AMY, BEN, CHLOE):
        said["person " + address] = site.mentord("person", address, now=now).out
    for award in site.json("person", AMY, now=now)["awards"]:
        said["verify " + award["code"]] = site.mentord("verify", award["code"], now=now).out
    said["check"] = site.mentord("check", now=now).out.replace(site.folder, "")
    return said


def both(old, new, now, known):
    """A pass of each; the same mails leave both."""
    sent = []
    for site in (old, new):
        site.mentord("once", now=now)
        sent.append(sorted((mail.template, mail.to, mail.subject) for mail in site.sent() if mail.id not in known))
    same("mails until " + now, *sent)


def as_if_never_changed(original, version, name, days):
    def test():
        known = {mail.id for mail in original.sent()}
        with Copy(original) as unchanged, Aged(original, version) as site:
            same("version", version_of(site), version)
            both(site, unchanged, days[0], known)
            same("version", version_of(site), LATEST)
            now = told(site, days[0])
            compare(now, told(unchanged, days[0]), "from version %d" % version)
            for day in days[1:]:
                both(site, unchanged, day, known)
            compare(told(site, days[-1]), told(unchanged, days[-1]), "from version %d, weeks later" % version)
    test.__name__ = "version_%d_%s_is_taken_up_as_if_never_changed" % (version, name)
    return test


def certificates_answer_to_their_codes(original, version):
    def test():
        with Aged(original, version) as site:
            site.mentord("once", now=NEXT)
            (code, pdf), = rows(original, "SELECT code, pdf FROM award")
            check("its code is known", "Amy Brown" in site.mentord("verify", code, now=NEXT).out)
            site.mentord("certificate", code, "--output", site.file("c.pdf"), now=NEXT)
            same("the paper that she has", harness.read_bytes(site.file("c.pdf")), pdf)
    test.__name__ = "a_certificate_of_version_%d_answers_to_its_code" % version
    return test


def an_old_request_is_answered(original, version):
    def test():
        with Aged(original, version) as site:
            site.deliver(reply(original.request(BEN), "Here.", [("t.docx", original.filled(BEN))]), NEXT)
            site.mentord("once", now=NEXT)
            same("Ben's form is filed", site.obligation(BEN, "tracker", NEXT)["state"], "met")
            same("and certified", len(site.json("person", BEN, now=NEXT)["awards"]), 1)
    test.__name__ = "a_reply_to_a_request_of_version_%d_is_filed" % version
    return test


def killed_while_it_is_taken_up(original, version):
    """Each step is durable by itself: so many crashes, and some more of the pass that follows."""
    def test():
        known = {mail.id for mail in original.sent()}
        with Copy(original) as unchanged:
            unchanged.mentord("once", now=NEXT)
            want = told(unchanged, NEXT)
            for at in range(1, LATEST - version + 3):
                with Aged(original, version) as site:
                    crash(site, NEXT, at)
                    check("a whole version: %d after a crash at %d" % (version_of(site), at), version_of(site) == min(LATEST, version + at))
                    both(site, unchanged, NEXT, known)
                    compare(told(site, NEXT), want, "from version %d, crashed at %d" % (version, at))
    test.__name__ = "version_%d_is_taken_up_after_any_crash" % version
    return test


def damaged(site, table):
    """One bit of the page that @table begins in is another."""
    with sqlite3.connect(site.file("mentord.db")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = database.execute("PRAGMA page_size").fetchone()[0]
        page = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    with open(site.file("mentord.db"), "r+b") as file:
        file.seek((page - 1) * size + 4)  # how many cells there are
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 0x40]))


def a_damaged_database_stops_everything(original, version):
    def test():
        for table in ("person", "obligation", "outbox", "raw"):
            with (Aged(original, version) if version < LATEST else Copy(original)) as site:
                site.deliver(write(BEN, "Hello", "done"), LATER[0])
                damaged(site, table)
                before = (len(site.inbox()), len(site.sent()), version_of(site))
                result = site.mentord("once", now=LATER[0], code=74)
                check("what to do: " + result.err, "damaged" in result.err and "last backup" in result.err)
                same("nothing is touched", (len(site.inbox()), len(site.sent()), version_of(site)), before)
    test.__name__ = "a_damaged_database_of_version_%d_stops_everything" % version
    return test


with UnderWay() as made, BeingAsked() as begun:
    harness.run([test for version in OLD for test in (
        as_if_never_changed(begun, version, "while_it_asks", [AT_ONCE, READ, *DAYS]),
        as_if_never_changed(made, version, "with_mails_under_way", [NEXT, *LATER]),
        certificates_answer_to_their_codes(made, version),
        an_old_request_is_answered(made, version))] +
        [killed_while_it_is_taken_up(made, version) for version in (OLD if LONG else OLD[:1])] +
        [a_damaged_database_stops_everything(made, version) for version in (1, LATEST)])
