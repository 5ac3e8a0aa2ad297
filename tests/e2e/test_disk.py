#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks that are full or read-only, under the store, the outgoing maildir and the published folder: a plain sentence that names the
place, nothing lost, nothing twice, and the rest goes on. Real small file systems, in a mount namespace that ends with this test."""
import contextlib
import os
import subprocess
import sys

import harness
from harness import Site, check, same, write

NAMESPACE = "MENTORD_TEST_NAMESPACE"  # in the environment: this process is in the namespace already
ASKED, LATER, LAST = "2026-10-08T12:00:00+01:00", "2026-10-08T13:00:00+01:00", "2026-10-08T14:00:00+01:00"
MESSAGES = 60


def mount(*arguments):
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


@contextlib.contextmanager
def small_disk(site, name, size):
    """An empty file system of that size at @name of the site's folder, with what lay there before if it fits."""
    place = site.file(name)
    before = site.file(name + ".before")
    os.rename(place, before) if os.path.isdir(place) else os.mkdir(before)
    os.mkdir(place)
    mount("-t", "tmpfs", "-o", "size=" + size, "none", place)
    subprocess.run(["cp", "-a", before + "/.", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def resize(place, size):
    mount("-o", "remount,size=" + size, place)


def fill(place):
    """Not one block is left."""
    with open(os.path.join(place, "ballast"), "wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 4096)


def on_disk(site, name="disk"):
    """The store moves to a folder of its own."""
    os.mkdir(site.file(name))
    for file in os.listdir(site.folder):
        if file.startswith("mentord.db"):
            os.rename(site.file(file), site.file(name, file))
    config = harness.read(site.config)
    site.write("mentord.conf", config.replace('store = "mentord.db"', 'store = "%s/mentord.db"' % name))


def questions(site):
    """Many messages that each have an answer, and each a file, so that they fill a small disk."""
    for n in range(MESSAGES):
        site.deliver(write("amy.brown@example.sch.uk", "Question %d" % n, "why?", [("notes.bin", os.urandom(60000))]),
                     "2026-10-08T12:30:00+01:00")


def refused(result, place, words):
    lines = [line for line in result.err.splitlines() if line]
    same("one sentence", len(lines), 1)
    check("it names the place: " + lines[0], place in lines[0])
    check("it says what is wrong: " + lines[0], words in lines[0])


def a_full_store_leaves_the_mail_on_the_server():
    with Site() as site:
        on_disk(site)
        with small_disk(site, "disk", "3m") as disk:
            site.mentord("once", now=ASKED)
            site.fresh()
            questions(site)
            refused(site.mentord("once", now=LATER, code=74), "mentord.db", "the disk is full")
            same("messages still there", len(os.listdir(site.file("in", "new"))), MESSAGES)
            same("mails", len(site.fresh()), 0)
            resize(disk, "60m")
            site.mentord("once", now=LAST)
            same("messages still there", os.listdir(site.file("in", "new")), [])
            same("messages", sum(site.json("status", now=LAST)["messages"].values()), MESSAGES)


def no_room_to_open_the_store():
    with Site() as site:
        on_disk(site)
        with small_disk(site, "disk", "3m") as disk:
            fill(disk)
            for command in ("once", "status", "plan"):
                refused(site.mentord(command, now=ASKED, code=74), "mentord.db", "the disk is full")
            os.unlink(os.path.join(disk, "ballast"))
            site.mentord("once", now=ASKED)
            check("the requests went out", site.fresh())


def a_full_outgoing_folder_sends_later_and_once():
    with Site() as site, small_disk(site, "out", "60k") as out:
        refused(site.mentord("once", now=ASKED, code=74), out, "No space left")
        same("half written", os.listdir(os.path.join(out, "tmp")), [])
        first = site.fresh()
        counts = site.json("status", now=ASKED)["outbox"]
        same("sent", counts["sent"], len(first))
        check("the rest is queued", counts["queued"] > 0)
        resize(out, "60m")
        site.mentord("once", now=LATER)
        again = site.fresh()
        harness.one(again, "office@example.ac.uk", "works-again")
        mails = first + [mail for mail in again if mail.template != "works-again"]
        same("each once", len({mail.id for mail in mails}), len(mails))
        same("all of them", len(mails), len(first) + counts["queued"])


def a_full_published_folder_does_not_stop_the_mail():
    with Site() as site:
        with small_disk(site, "public", "16k") as public:
            refused(site.mentord("once", now=ASKED, code=74), public, "No space left")
            check("the requests went out", site.fresh())
            check("a file is whole or not there", not [name for _, _, files in os.walk(public) for name in files if ".new" in name])
            resize(public, "60m")
            site.mentord("once", now=LATER)
            check("the feeds stand", os.path.isfile(os.path.join(public, "feeds", "bcu-primary.ics")))


def what_is_read_only_is_said_so():
    with Site() as site, small_disk(site, "out", "60m") as out:
        mount("-o", "remount,ro", out)
        refused(site.mentord("once", now=ASKED, code=74), out, "Read-only")
        check("the mails wait", site.json("status", now=ASKED)["outbox"]["queued"] > 0)
    with Site() as site:
        on_disk(site)
        with small_disk(site, "disk", "60m") as disk:
            mount("-o", "remount,ro", disk)
            refused(site.mentord("once", now=ASKED, code=74), disk, "Read-only")


TESTS = [a_full_store_leaves_the_mail_on_the_server, no_room_to_open_the_store, a_full_outgoing_folder_sends_later_and_once,
         a_full_published_folder_does_not_stop_the_mail, what_is_read_only_is_said_so]


def main():
    if NAMESPACE not in os.environ:
        enter = ["unshare", "--mount"] + ([] if os.getuid() == 0 else ["--map-root-user"])
        tried = subprocess.run(enter + ["mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, text=True)
        if tried.returncode:
            print("1..0 # SKIP no file system can be mounted here: " + tried.stderr.strip().replace("\n", " "))
            sys.exit(0)
        os.environ[NAMESPACE] = "1"
        os.execvp(enter[0], enter + ["/usr/bin/python3"] + sys.argv)
    harness.run(TESTS)


if __name__ == "__main__":
    main()
