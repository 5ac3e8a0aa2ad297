#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The units of systemd, as they are installed: how far they are hardened, by systemd's own measure, and that they say what they
mean. That they run is tested by debian/tests/service, under a systemd of its own. Prints TAP."""
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
import harness  # noqa: E402
from harness import check, same  # noqa: E402

UNITS = ("mentord.service", "mentord@.service")
EXPOSURE = 2.0  # of 10: what systemd calls "OK" ends at 5


def unit(name):
    return harness.read(os.path.join(harness.BUILD, "contrib", name))


def values(text, key):
    return re.findall(r"^%s=(.*)$" % key, text, re.MULTILINE)


def analyze(*arguments):
    program = harness.need_program("systemd-analyze")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False, timeout=harness.PATIENCE,
                          env=dict(os.environ, LC_ALL="C.UTF-8", SYSTEMD_COLORS="0"))


def both_units_are_exposed_little():
    for name in UNITS:
        done = analyze("security", "--offline=true", "--no-pager", "--threshold=%d" % (EXPOSURE * 10), os.path.join(harness.BUILD, "contrib", name))
        found = re.search(r"exposure level for \S+ ([0-9.]+)", done.stdout)
        check("systemd-analyze knows %s: %s" % (name, done.stderr), found)
        check("%s is below %s: %s" % (name, EXPOSURE, done.stdout), float(found.group(1)) < EXPOSURE and done.returncode == 0)


def systemd_understands_every_line():
    for name in UNITS:
        words = analyze("verify", os.path.join(harness.BUILD, "contrib", name)).stderr
        # of the build tree neither the program nor its manual is installed
        faults = [line for line in words.splitlines() if name.split(".")[0] in line and "is not executable" not in line and "'man " not in line]
        same("faults of " + name, faults, [])


def nothing_of_the_source_is_left_in_them():
    for name in UNITS:
        same("marks in " + name, re.findall(r"@[a-z]+@", unit(name)), [])


def an_instance_has_its_own_folders():
    one, each = (unit(name) for name in UNITS)
    check("the one partnership's file is the default one", re.search(r"-c \S+/mentord/mentord.conf run$", values(one, "ExecStart")[0]))
    check("an instance's file is in its folder", re.search(r"-c \S+/mentord/%i/mentord.conf run$", values(each, "ExecStart")[0]))
    same("state of the one", values(one, "StateDirectory"), ["mentord"])
    same("state of an instance", values(each, "StateDirectory"), ["mentord/%i"])
    same("what an instance gets back of the hidden state", values(each, "BindPaths"), ["/var/lib/mentord/%i"])


def they_differ_in_nothing_else():
    keys = [{line.split("=")[0] for line in unit(name).splitlines() if re.match("[A-Z]", line)} for name in UNITS]
    same("keys of the template alone", sorted(keys[1] - keys[0]), ["BindPaths", "BindReadOnlyPaths", "TemporaryFileSystem"])
    same("keys of the other alone", sorted(keys[0] - keys[1]), [])
    for key in sorted(keys[0] - {"Description", "ConditionPathExists", "ExecStart", "StateDirectory"}):
        same(key, *(values(unit(name), key) for name in UNITS))


harness.run([both_units_are_exposed_little, systemd_understands_every_line, nothing_of_the_source_is_left_in_them,
             an_instance_has_its_own_folders, they_differ_in_nothing_else])
