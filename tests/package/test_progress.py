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


def drawings(said):
    return [line.rstrip("\r") for line in said.split(CLEAR) if line.strip("\r")]


def a_terminal_sees_how_far_it_is_and_keeps_nothing():
    with tempfile.TemporaryDirectory(prefix="mentord-progress-") as folder:
        said = on_terminal(100, "rehearse", "--scheme", "bcu", "--people", "5", "--output", os.path.join(folder, "year"))
    lines = drawings(said)
    check("it was drawn: %r" % said[:200], lines)
    shares = [int(re.search(r"\] +(\d+)%", line).group(1)) for line in lines]
    same("shares only grow", shares, sorted(shares))
    check("they lie between 0 and 100", 0 <= shares[0] and shares[-1] <= 100)
    check("each names a day: " + lines[0], all(re.fullmatch(r"rehearsing \[[#.]{24}\] +\d+%  \w+ \d+ \w+ 20\d\d", line) for line in lines))
    check("the line is gone at the end", said.endswith(CLEAR))
    check("no line was begun", "\n" not in said)


def mentors(count):
    return [("Mentor Number%d" % i, "m%d@example.sch.uk" % i, "mentor", "School %d" % (i % 40), "primary", "pgce", "") for i in range(count)]


def an_import_tells_its_rows_to_a_terminal_alone():
    with harness.Site(people=None) as site:
        words = ["import", "--dry-run", site.roster(mentors(4000))]
        before = ["-c", site.config, "--now", "2026-09-02T09:00:00+01:00"]
        lines = drawings(on_terminal(100, *before, *words))
        check("it was drawn: %s" % lines, lines and all(re.fullmatch(r"importing  \d+ rows", line) for line in lines))
        narrow = drawings(on_terminal(14, *before, *words))
        same("columns of a narrow terminal", {len(line) for line in narrow}, {13})
        same("said with -q", on_terminal(100, "-q", *before, *words), "")
        same("said to a pipe", harness.mentord(*before, *words).err, "")


def a_pass_tells_what_it_does():
    with harness.Site(people=mentors(150)) as site:
        lines = drawings(on_terminal(100, "-c", site.config, "--now", "2026-10-08T12:00:00+01:00", "once"))
        check("it was drawn: %s" % lines, lines and all(
            re.fullmatch(r"once  \d+ messages read, \d+ mails sent, \d+ to go", line) for line in lines))


harness.run([a_terminal_sees_how_far_it_is_and_keeps_nothing, an_import_tells_its_rows_to_a_terminal_alone, a_pass_tells_what_it_does])
