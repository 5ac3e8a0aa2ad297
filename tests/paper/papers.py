# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Python tests of papers share: one of each paper drawn into a directory, tests counted in TAP. Tests nothing itself."""
import os
import subprocess
import sys
import tempfile


class Skip(Exception):
    """Something that this machine lacks; says what."""


def need(module):
    try:
        return __import__(module)
    except ImportError:
        raise Skip(f"python module {module} is not installed")


def same(got, want):
    if got != want:
        raise AssertionError(f"got {got!r}, want {want!r}")


def run(tests):
    """Calls each of @tests with the directory of papers, prints TAP, and ends the program."""
    failed = 0
    print(f"1..{len(tests)}")
    with tempfile.TemporaryDirectory() as papers:
        subprocess.run([os.environ["TOP_BUILDDIR"] + "/tests/paper/draw-papers", papers], check=True)
        for n, test in enumerate(tests, 1):
            name = test.__name__.replace("_", " ")
            try:
                test(papers)
                print(f"ok {n} - {name}")
            except Skip as why:
                print(f"ok {n} - {name} # SKIP {why}")
            except Exception as why:  # whatever a reader makes of a bad file is a failure of this test alone
                failed += 1
                print(f"not ok {n} - {name}")
                print("# " + f"{type(why).__name__}: {why}".replace("\n", "\n# "))
    sys.exit(1 if failed else 0)
