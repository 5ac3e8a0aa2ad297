#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line of progress: there on a terminal, as wide as that is, gone at the end; nowhere else, and not with -q. Prints TAP."""
import os
import pty
import re
import subprocess
import sys
import tempfile
import termios

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
import harness  # noqa: E402
from harness import check, same  # noqa: E402

CLEAR = "\r\x1b[K"


def on_terminal(columns, *arguments):
    """What the program writes to a terminal of so many columns as its standard error."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (25, columns))
    with subprocess.Popen([harness.PROGRAM, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            said += part
        same("exit status", process.wait(), 0)
    os.close(ours)
    return said.decode()


def rehearse(folder, *before):
    return [*before, "rehearse", "--scheme", "bcu", "--people", "10", "--output", os.path.join(folder, "year")]


def drawings(said):
    return [line.rstrip("\r") for line in said.split(CLEAR) if line.strip("\r")]


def a_terminal_sees_how_far_it_is_and_keeps_nothing():
    with tempfile.TemporaryDirectory(prefix="mentord-progress-") as folder:
        said = on_terminal(100, *rehearse(folder))
    lines = drawings(said)
    check("it was drawn: %r" % said[:200], lines)
    shares = [int(re.search(r"\] +(\d+)%", line).group(1)) for line in lines]
    same("shares only grow", shares, sorted(shares))
    check("they lie between 0 and 100", 0 <= shares[0] and shares[-1] <= 100)
    check("each names a day: " + lines[0], all(re.fullmatch(r"rehearsing \[[#.]{24}\] +\d+%  \w+ \d+ \w+ 20\d\d", line) for line in lines))
    check("the line is gone at the end", said.endswith(CLEAR))
    check("no line was begun", "\n" not in said)


def it_is_no_wider_than_the_terminal():
    with tempfile.TemporaryDirectory(prefix="mentord-progress-") as folder:
        lines = drawings(on_terminal(30, *rehearse(folder)))
    check("it was drawn", lines)
    same("columns", max(len(line) for line in lines), 29)


def quiet_is_quiet():
    with tempfile.TemporaryDirectory(prefix="mentord-progress-") as folder:
        same("said with -q", on_terminal(100, *rehearse(folder, "-q")), "")


def elsewhere_there_is_none():
    with tempfile.TemporaryDirectory(prefix="mentord-progress-") as folder:
        same("said to a pipe", harness.mentord(*rehearse(folder)).err, "")


def mentors(count):
    return [("Mentor Number%d" % i, "m%d@example.sch.uk" % i, "mentor", "School %d" % (i % 40), "primary", "pgce", "") for i in range(count)]


def a_pass_and_an_import_tell_what_they_do():
    with harness.Site(people=mentors(200)) as site:
        lines = drawings(on_terminal(100, "-c", site.config, "--now", "2026-09-02T09:00:00+01:00", "import", "--dry-run",
                                     site.roster(mentors(4000), "many.csv")))
        check("an import tells its rows: %s" % lines, lines and all(re.fullmatch(r"importing  \d+ rows", line) for line in lines))
        lines = drawings(on_terminal(100, "-c", site.config, "--now", "2026-10-08T12:00:00+01:00", "once"))
        check("a pass tells its mails: %s" % lines, lines and all(
            re.fullmatch(r"once  \d+ messages read, \d+ mails sent, \d+ to go", line) for line in lines))


harness.run([a_terminal_sees_how_far_it_is_and_keeps_nothing, it_is_no_wider_than_the_terminal, quiet_is_quiet, elsewhere_there_is_none,
             a_pass_and_an_import_tell_what_they_do])
