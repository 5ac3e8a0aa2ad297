#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a newcomer is told agrees with what there is: packages, manual, configuration, unit. Prints TAP."""
import os
import re
import subprocess

import harness
from harness import BUILD, SOURCE, check, mentord, read, same


def listed(*groups):
    lines = read(os.path.join(SOURCE, "contrib", "packages")).splitlines()
    return {line.split()[1] for line in lines if line and line[0] != "#" and line.split()[0] in groups}


def commands():
    return re.findall(r"^  ([a-z]+)", mentord("help").out, re.M)


def what_configure_needs_is_listed():
    needed = set(re.findall(r"^MENTORD_NEEDS\(\[\w+\],\s*\[[^]]*\],\s*\[([^]]*)\]\)", read(os.path.join(SOURCE, "configure.ac")), re.M))
    check("some are needed", len(needed) > 10)
    same("not listed in contrib/packages", sorted(needed - listed("build")), [])


def every_listed_package_is_known_once():
    lines = [line for line in read(os.path.join(SOURCE, "contrib", "packages")).splitlines() if line and line[0] != "#"]
    same("listed twice", sorted({line for line in lines if lines.count(line) > 1}), [])
    same("groups", {line.split()[0] for line in lines}, {"build", "run", "test", "imap", "package", "try", "bench", "clients"})


def the_manual_names_every_command():
    manual = read(os.path.join(SOURCE, "doc", "mentord.1"))
    described = set(re.findall(r"^\.It Cm (\w+)", manual, re.M))
    same("commands", sorted(set(commands())), sorted(described))
    same("each is listed once by help", sorted(commands()), sorted(set(commands())))


def the_manual_describes_every_key_of_a_scheme():
    keys = set()
    for name in sorted(os.listdir(os.path.join(SOURCE, "src", "scheme"))):
        keys |= set(re.findall(r'\.name = "(\w+)"', read(os.path.join(SOURCE, "src", "scheme", name))))
    spans = re.findall(r"`([^`\n]+)`", read(os.path.join(SOURCE, "doc", "schemes.md")))
    described = {word for span in spans for word in re.findall(r"\w+", span)}
    check("many are known", len(keys) > 60)
    same("keys that doc/schemes.md does not describe", sorted(keys - described), [])
    page = os.path.join(BUILD, "doc", "mentord-scheme.5")
    done = subprocess.run(["mandoc", "-Tlint", "-Wwarning", page], capture_output=True, text=True, check=False)
    same("the manual page: " + done.stdout, done.returncode, 0)


def the_manual_says_every_exit_status():
    manual = read(os.path.join(SOURCE, "doc", "mentord.1"))
    faults = set(re.findall(r"FAULT_\w+ = (\d+)", read(os.path.join(SOURCE, "src", "base", "fault.h"))))
    same("exit statuses", sorted(set(re.findall(r"^\.It (\d+)$", manual, re.M)) - {"0"}), sorted(faults))


def the_shipped_configuration_is_whole():
    with harness.Site(people=()) as site:
        config = read(os.path.join(SOURCE, "conf", "mentord.conf"))
        site.write("password", "secret")
        os.chmod(site.file("password"), 0o600)
        config = config.replace("/etc/mentord/password", site.file("password"))
        done = mentord("-c", site.write("mentord.conf", config), "check")
        same("check of it: " + done.err, done.code, 0)


def the_readmes_configuration_is_whole():
    text = read(os.path.join(SOURCE, "README.md"))
    lines = [line.strip() for line in text.splitlines() if re.match(r"    \w+ +=", line)]
    same("five lines", len(lines), 5)
    with harness.Site(people=()) as site:
        site.write("password", "secret")
        os.chmod(site.file("password"), 0o600)
        done = mentord("-c", site.write("mentord.conf", "\n".join(lines)), "check")
        same("check of it: " + done.err, done.code, 0)


def scripts_have_no_faults_of_syntax():
    for name in ("check", "fuzz", "quickstart", "install-packages"):
        done = subprocess.run(["sh", "-n", os.path.join(SOURCE, "contrib", name)], capture_output=True, check=False)
        same("%s: %s" % (name, done.stderr), done.returncode, 0)
    same("usage", subprocess.run([os.path.join(SOURCE, "contrib", "quickstart"), "--frobnicate"], capture_output=True, check=False).returncode, 64)


harness.run([what_configure_needs_is_listed, every_listed_package_is_known_once, the_manual_names_every_command, the_manual_describes_every_key_of_a_scheme,
             the_manual_says_every_exit_status, the_shipped_configuration_is_whole, the_readmes_configuration_is_whole,
             scripts_have_no_faults_of_syntax])
