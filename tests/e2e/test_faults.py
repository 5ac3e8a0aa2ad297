#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""doc/faults.md says of every fault what mentord does then and what shows it: what it names exists. Prints TAP."""
import os
import re

from harness import SOURCE, check, read, run, same

FAULTS = 128
ROWS = [re.split(r" \| ", line.strip("| \n"), maxsplit=3) for line in read(os.path.join(SOURCE, "doc", "faults.md")).splitlines()
        if re.match(r"\| [A-I]\d", line)]
REASONS = ("NOT SHOWN", "NOT DONE", "by construction")


def every_fault_stands_there_once():
    same("faults", [int(row[0][1:]) for row in ROWS], list(range(1, FAULTS + 1)))


def each_has_a_test_or_a_reason():
    for fault, _, does, shown in ROWS:
        check("%s has neither a test nor a reason" % fault, "`" in shown or any(word in does + shown for word in REASONS))


def the_tests_exist():
    count = 0
    for fault, _, _, shown in ROWS:
        for path, stories in re.findall(r"`((?:\w+/)?test[\w.-]+|reader/agreement\w+\.py)`(?:: ([\w, ]+))?", shown):
            text = read(os.path.join(SOURCE, "tests", path))
            for story in filter(None, stories.split(", ")):
                check("%s: %s has no story %s" % (fault, path, story), re.search(r"^def %s\(" % story, text, re.M))
                check("%s: %s does not run %s" % (fault, path, story), len(re.findall(r"\b%s\b" % story, text)) > 1)
            count += 1
    check("many tests are named", count > FAULTS)


run([every_fault_stands_there_once, each_has_a_test_or_a_reason, the_tests_exist])
