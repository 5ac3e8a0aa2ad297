# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Python tests of this room share: TAP, and the driver program."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ.get("TOP_SRCDIR", "."), "tests", "e2e"))
DRIVER = os.path.join(os.environ.get("TOP_BUILDDIR", "."), "tests", "mail", "mail-driver")


class Tap:
    count = failed = 0

    def same(self, name, got, want):
        self.ok(name, got == want, "got  %r\nwant %r" % (got, want))

    def ok(self, name, good, details=""):
        self.count += 1
        self.failed += not good
        print("%s %d - %s" % ("ok" if good else "not ok", self.count, name), flush=True)
        if not good:
            print("# " + details.replace("\n", "\n# "), flush=True)

    def end(self):
        print("1..%d" % self.count, flush=True)
        sys.exit(1 if self.failed else 0)


def drive(*arguments):
    """(exit status, lines of stdout, stderr) of the driver."""
    done = subprocess.run([DRIVER, *arguments], capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr


def skip_all(why):
    print("1..0 # SKIP " + why)
    sys.exit(0)
