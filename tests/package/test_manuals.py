#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages say what there is, no more and no less: commands and options, keys of the site file, exit statuses, the
environment. Prints TAP."""
import glob
import os
import re
import subprocess
import sys

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"), os.path.dirname(os.path.abspath(__file__))]
import harness  # noqa: E402
import table  # noqa: E402
from harness import check, same  # noqa: E402

MENTORD, CONF = "mentord.1", "mentord.conf.5"
SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "DIAGNOSTICS", "SEE ALSO"]


def page(name):
    return harness.read(os.path.join(harness.SOURCE, "doc", name)).replace("\\-", "-")


def commands():
    """{command: the text of all its entries, heads included}, of mentord(1)."""
    found = {}
    text = page(MENTORD)
    text = text[text.index(".Ss Running"):text.index(".Sh ENVIRONMENT")]
    for entry in re.split(r"^(?=\.It )", text, flags=re.MULTILINE)[1:]:
        name = re.match(r"\.It Cm ([a-z]+)", entry)
        check("an entry begins with its command: " + entry.split("\n")[0], name)
        found[name.group(1)] = found.get(name.group(1), "") + entry
    return found


def heads(text):
    """The lines of mdoc that name calls."""
    return "\n".join(line for line in text.splitlines() if line.startswith(".It"))


def every_command_has_its_entry():
    same("commands", sorted(commands()), sorted(table.usages()))


def every_option_has_its_entry_and_no_other():
    documented = commands()
    for names, options in table.options():
        text = "".join(documented.get(name, "") for name in names)
        for option in options:
            check("--%s of %s is in its entry" % (option, " or ".join(names)), re.search(r"Fl -%s\b" % option, text))
        for option in re.findall(r"Fl -([a-z-]+)", heads(text)):
            check("--%s is an option of %s" % (option, " or ".join(names)), option in options)


def global_options_are_listed():
    text = page(MENTORD)
    listed = set(re.findall(r"Fl -([a-z]+)", text[text.index(".Sh DESCRIPTION"):text.index(".Ss Running")]))
    same("options before a command, and --json", listed, table.GLOBAL | {"json"})


def words_of_the_help_are_explained():
    """What a command's line names as its words stands in its heads."""
    documented = commands()
    for command, usage in table.usages().items():
        bare = re.sub(r"--[a-z-]+ \S+", "", usage)
        for word in re.findall(r"(?<![A-Za-z=-])[a-z]{3,}(?![a-z]*=)", bare):
            check("%s %s is in its entry" % (command, word), re.search(r"\b%s\b" % word, heads(documented[command])))


def the_sections_of_the_page():
    same("sections", re.findall(r"^\.Sh (.*)$", page(MENTORD), re.MULTILINE), SECTIONS)


def every_exit_status_is_said():
    codes = re.findall(r"^\s*FAULT_\w+ = (\d+)", harness.read(table.source("base", "fault.h")), re.MULTILINE)
    text = page(MENTORD)
    listed = re.findall(r"^\.It (\d+)$", text[text.index(".Sh EXIT STATUS"):], re.MULTILINE)
    same("exit statuses", listed, ["0", *codes])


def every_variable_is_said():
    read = set()
    for path in glob.glob(table.source("**", "*.c"), recursive=True):
        read |= set(re.findall(r'g?_?getenv\("([A-Z_]+)"', harness.read(path)))
    text = page(MENTORD)
    entries = re.findall(r"^\.It Ev (.*)$", text[text.index(".Sh ENVIRONMENT"):text.index(".Sh FILES")], re.MULTILINE)
    listed = set(re.findall(r"[A-Z_]+", " ".join(entries)))
    same("variables of the environment", listed, read)


def every_key_is_documented_and_no_other():
    read = set()
    for path in glob.glob(table.source("pass", "site", "*.c")):
        read |= set(re.findall(r'\.name = "([a-z0-9_]+)"', harness.read(path)))
    text = page(CONF)
    listed = set(re.findall(r"^\.It Ic ([a-z0-9_]+) No =", text, re.MULTILINE))
    within = set(re.findall(r"\bIc ([a-z0-9_]+)", text))
    groups = set(re.findall(r"^\.Ss ([a-z]+)$", text, re.MULTILINE))
    same("keys that are read and not documented", sorted(read - listed - groups - within), [])
    same("keys that are documented and not read", sorted((listed | groups) - read), [])


def the_examples_are_right():
    """The site file that the page shows is one: its passwords and servers apart, check finds no fault in it."""
    example = re.search(r"^\.Bd -literal.*?\n(.*?)^\.Ed", page(CONF)[page(CONF).index(".Sh EXAMPLES"):], re.MULTILINE | re.DOTALL).group(1)
    with harness.tempfile.TemporaryDirectory(prefix="mentord-manual-") as folder:
        config = os.path.join(folder, "mentord.conf")
        password = os.path.join(folder, "password")
        for path, text in ((config, example.replace("\\e", "\\")), (password, "secret\n")):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        os.chmod(password, 0o600)
        result = harness.mentord("-c", config, "check")
        same("faults", (result.code, result.err), (0, ""))


def mandoc_finds_nothing():
    program = harness.need_program("mandoc")
    for name in (MENTORD, CONF):
        done = subprocess.run([program, "-T", "lint", "-W", "warning", os.path.join(harness.SOURCE, "doc", name)], capture_output=True, text=True,
                              check=False)
        same("what mandoc says of " + name, done.stdout, "")


harness.run([every_command_has_its_entry, every_option_has_its_entry_and_no_other, global_options_are_listed,
             words_of_the_help_are_explained, the_sections_of_the_page, every_exit_status_is_said, every_variable_is_said,
             every_key_is_documented_and_no_other, the_examples_are_right, mandoc_finds_nothing])
