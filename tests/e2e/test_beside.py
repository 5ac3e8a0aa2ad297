#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two at once: another mentord on the same store or the same mailbox, somebody else's lock on the database, a copy taken while it
lives, a store that cannot be made. Words, an exit status, and nothing lost. Prints TAP."""
import os
import shutil
import sqlite3
import subprocess

import harness
import servers
from harness import check, same, write

NOW = "2026-10-05T10:00:00+01:00"


def a_second_one_on_the_same_store_gives_way():
    with harness.Site() as site:
        daemon = subprocess.Popen([harness.PROGRAM, "-c", site.config, "run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            servers.wait_for(lambda: site.json("status")["last_pass"], "the first pass")
            for command in ("run", "once"):
                result = site.mentord(command, code=75)
                check("it says why: " + result.err, "another mentord" in result.err)
            site.deliver(write("nobody@example.org", "Hello", "Who are you?"), "2026-10-05T09:00:00+01:00")
            servers.wait_for(lambda: sum(site.json("status")["messages"].values()) == 1, "the daemon that goes on")
        finally:
            daemon.terminate()
            same("it ends well", daemon.wait(harness.PATIENCE), 0)


def two_stores_on_one_mailbox_lose_nothing():
    with harness.Site() as site, harness.Site() as other:
        other.write("mentord.conf", harness.read(other.config).replace(other.file("in"), site.file("in")))
        for n in range(30):
            site.deliver(write("nobody%d@example.org" % n, "Hello %d" % n, "Who are you?"), NOW)
        both = [subprocess.Popen([harness.PROGRAM, "-c", one.config, "--now", NOW, "once"], stderr=subprocess.DEVNULL) for one in (site, other)]
        for process in both:
            process.wait(harness.PATIENCE)
        subjects = set()
        for one in (site, other):
            one.mentord("once", now=NOW)
            with sqlite3.connect(one.file("mentord.db")) as db:
                subjects |= {row[0] for row in db.execute("SELECT subject FROM message")}
            db.close()
        same("stored by one or the other", len(subjects), 30)
        same("left", site.inbox(), [])


def a_lock_of_somebody_else_is_waited_out():
    with harness.Site() as site:
        site.deliver(write("nobody@example.org", "Hello", "Who are you?"), NOW)
        db = sqlite3.connect(site.file("mentord.db"), isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        result = site.mentord("once", now=NOW, code=75)
        check("it says so: " + result.err, "locked" in result.err or "another" in result.err)
        same("the mail stays", len(site.inbox()), 1)
        db.execute("ROLLBACK")
        db.close()
        site.mentord("once", now=NOW)
        same("then it is read", len(site.inbox()), 0)


def a_copy_taken_while_it_lives_opens():
    with harness.Site() as site:
        site.once(NOW)
        site.mentord("backup", site.file("copy.db"), now=NOW)
        shutil.copy(site.file("mentord.db"), site.file("bare.db"))  # without its -wal
        for name in ("copy.db", "bare.db"):
            site.write("mentord.conf", harness.read(site.config).replace('store = "mentord.db"', 'store = "%s"' % name))
            same("people in " + name, site.json("status", now=NOW)["people"], len(harness.PEOPLE))
            site.write("mentord.conf", harness.read(site.config).replace('store = "%s"' % name, 'store = "mentord.db"'))


def a_store_that_cannot_be_made():
    with harness.Site() as site:
        site.write("file", "no folder")
        site.write("mentord.conf", harness.read(site.config).replace('store = "mentord.db"', 'store = "file/below/mentord.db"'))
        result = site.mentord("once", now=NOW, code=74)
        check("it names the place: " + result.err, os.path.join("file", "below") in result.err)


harness.run([a_second_one_on_the_same_store_gives_way, two_stores_on_one_mailbox_lose_nothing, a_lock_of_somebody_else_is_waited_out,
             a_copy_taken_while_it_lives_opens, a_store_that_cannot_be_made])
