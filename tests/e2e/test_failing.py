#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The n-th write, fsync, rename, truncation or opening of a file fails, for all n: full disk, broken disk, no descriptors left, no
process to be had, half a write. The pass stops with words or goes on; nothing leaves the mailbox that is not kept; and run again on
a sound disk the state is that of an undisturbed pass, each mail once. Prints TAP. In the normal run STEPS calls of each kind, spread
over all; all of them with MENTORD_LONG in the environment."""
import errno
import os
import shutil
import subprocess
import tempfile

import crashing
import harness
from crashing import Copy, compare, end_of, spread
from harness import check, same

STEPS = 3
STORY = next(story for story in crashing.STORIES if story.name == "filing")
FINE = (0, 69, 74, 78)  # 69: the mailbox or the reader could not be reached; 78: the site file, a scheme or a template could not be read
CASES = [("disk", errno.ENOSPC), ("disk", errno.EIO), ("disk", errno.EDQUOT), ("files", errno.EMFILE), ("fork", errno.EAGAIN),
         ("short", 0)]


def build(folder):
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not compiler:
        raise harness.Skip("there is no C compiler")
    library = os.path.join(folder, "failing.so")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, os.path.join(harness.SOURCE, "tests", "e2e", "failing.c"), "-ldl"],
                   check=True)
    return library


def fail(site, library, kind, number, at):
    """The pass with its @at-th call failing; how it ended, and how many calls of this kind there were."""
    count = site.file("count")
    result = site.mentord("once", now=STORY.now, code=None, env={
        "LD_PRELOAD": library, "FAILING": kind, "FAILING_AT": str(at), "FAILING_ERRNO": str(number), "FAILING_COUNT": count,
        "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0:detect_leaks=0"})
    return result, int(harness.read(count)) if os.path.exists(count) else 0


def kept(site):
    """Of each message that is no longer in the inbox the bytes are in the store."""
    rows = crashing.rows_of(site)
    return rows.get("rows of message", 0) >= len(site.processed())


def without_outages(found):
    """That something stood still for a while is kept, as it should be."""
    return {key: value for key, value in found.items() if key != "rows of outage"}


def every_call_may_fail(kind, number):
    def test():
        with tempfile.TemporaryDirectory(prefix="mentord-failing-") as folder, STORY.make() as original:
            library = build(folder)
            STORY.prepare(original)
            with Copy(original) as site:
                site.mentord("once", now=STORY.now)
                want = without_outages(end_of(site))
            with Copy(original) as site:
                result, calls = fail(site, library, kind, number, 0)
                same("undisturbed: " + result.err, result.code, 0)
            check("calls: %d" % calls, calls > 0)
            tried, ends = spread(calls, STEPS), {}
            for at in tried:
                with Copy(original) as site:
                    result, _ = fail(site, library, kind, number, at)
                    where = "%s, call %d of %d" % (os.strerror(number), at, calls)
                    check("exit %d, %s: %s" % (result.code, where, result.err), result.code in FINE)
                    check("it says why: " + where, result.code == 0 or result.err.strip())
                    check("what left the inbox is kept, " + where, kept(site))
                    ends[result.code] = ends.get(result.code, 0) + 1
                    site.mentord("once", now=STORY.now)
                    compare(without_outages(end_of(site)), want, "after " + where)
            print("# %s: %d calls, %d of them failed; ends: %r" % (kind, calls, len(tried), ends))
    test.__name__ = "%s_%s_at_any_call" % (kind, errno.errorcode.get(number, "half_a_write"))
    return test


harness.run([every_call_may_fail(*case) for case in CASES])
