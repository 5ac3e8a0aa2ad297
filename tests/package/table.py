# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands as the sources know them: main.c's table, and the options that each command's file parses. Tests nothing."""
import glob
import os
import re

import harness

GLOBAL = {"config", "now", "verbose", "quiet", "help", "version"}
ROW = re.compile(r'\{ "([a-z]+)",\s+command_\w+, NEEDS_\w+,((?:\s*"(?:[^"\\]|\\.)*")+),')
OPTION = re.compile(r'\{ "([a-z-]+)", (?:\'.\'|0), \w+, G_OPTION_ARG_(\w+)')


def source(*names):
    return os.path.join(harness.SOURCE, "src", *names)


def usages():
    """{command: what follows it}, as the table has it."""
    text = harness.read(source("main.c"))
    text = text[text.index("COMMANDS[] = {"):text.index("};")]
    return {name: "".join(re.findall(r'"([^"]*)"', usage)) for name, usage in ROW.findall(text)}


def options():
    """[(commands of one file, its options)]: what is parsed, whatever the table says."""
    found = []
    for path in sorted(glob.glob(source("cli", "*.c"))):
        text = harness.read(path)
        commands = re.findall(r"^command_(\w+)\(Cli", text, re.MULTILINE)
        if commands:
            found.append((commands, [name for name, _ in OPTION.findall(text)]))
    return found
