#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed at any durable write and run again, a command ends as an undisturbed one does: same states, same awards, the same mails,
none twice. Prints TAP. In the normal run at most STEPS crash points of each story, spread over all; all of them, and more pairs,
with MENTORD_LONG in the environment. Kills at the steps of IMAP and SMTP are test_crash_served.py's."""
import os
import random
import signal
import subprocess
import time

import crashing
import harness
from crashing import CRASHED, LONG, STORIES, Copy, compare, end_of, spread
from harness import check, same

STEPS = 3
PAIRS = 60 if LONG else 1
INSTANTS = 150 if LONG else 3
DURABLE_WRITES = 4000  # more than any of these commands has


def crash(story, site, at):
    return site.mentord(*story.words(site), now=story.now, env={"MENTORD_CRASH_AT": str(at)}, code=None).code


def writes_of(story, original):
    """How many durable writes the command has: by halving, as the number is not told."""
    low, high = 0, 64  # it crashes at low, not at high
    while high < DURABLE_WRITES and crashes_at(story, original, high):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if crashes_at(story, original, middle) else (low, middle)
    return low


def crashes_at(story, original, at):
    with Copy(original) as site:
        return crash(story, site, at) == CRASHED


def undisturbed(story, original):
    with Copy(original) as site:
        site.mentord(*story.words(site), now=story.now)
        site.mentord("once", now=story.now)
        return end_of(site)


def survives_every_crash(story):
    def test():
        with story.make() as original:
            story.prepare(original)
            want = undisturbed(story, original)
            writes = writes_of(story, original)
            check("durable writes: %d" % writes, 0 < writes < DURABLE_WRITES)
            tried = spread(writes, STEPS)
            for at in tried:
                with Copy(original) as site:
                    same("exit status of the crash at %d" % at, crash(story, site, at), CRASHED)
                    story.finish(site)
                    compare(end_of(site), want, "after a crash at durable write %d of %d" % (at, writes))
            print("# %s: %d durable writes, crashed at %d of them" % (story.name, writes, len(tried)))
            pairs(story, original, want, writes)
    test.__name__ = story.name.replace(" ", "_") + "_survives_every_crash"
    return test


def pairs(story, original, want, writes):
    """Crashed, crashed again while it recovers, and run."""
    lot = random.Random(story.name)
    for _ in range(PAIRS):
        first, second = lot.randint(1, writes), lot.randint(1, max(1, writes // 2))
        with Copy(original) as site:
            crash(story, site, first)
            crash(story, site, second)
            story.finish(site)
            compare(end_of(site), want, "after crashes at %d and %d" % (first, second))
    print("# %s: crashed %d times while it recovered from a crash" % (story.name, PAIRS))


def killed_at_any_instant():
    """From outside, with SIGKILL, wherever it is: what no durable write marks is hit too."""
    story = next(one for one in STORIES if one.name == "filing")
    lot = random.Random(1)
    killed = 0
    with story.make() as original:
        story.prepare(original)
        began = time.monotonic()
        want = undisturbed(story, original)
        longest = time.monotonic() - began
        for _ in range(INSTANTS):
            after = lot.uniform(0, longest)
            with Copy(original) as site:
                child = subprocess.Popen([harness.PROGRAM, "-c", site.config, "--now", story.now, "once"], cwd=site.folder,
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                try:
                    child.wait(after)
                except subprocess.TimeoutExpired:
                    os.kill(child.pid, signal.SIGKILL)
                    killed += 1
                child.wait()
                story.finish(site)
                compare(end_of(site), want, "killed after %.0f ms" % (after * 1000))
    print("# killed %d times of %d; the others had ended" % (killed, INSTANTS))
    check("some were killed", killed)


harness.run([survives_every_crash(story) for story in STORIES] + [killed_at_any_instant])
