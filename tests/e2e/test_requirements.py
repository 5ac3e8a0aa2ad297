#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""doc/requirements.md says of every rule what does it and what shows it: what it names exists. Prints TAP."""
import os
import re

from harness import SOURCE, check, read, run, same

RULES = {"C1": 33, "C2": 21, "C3": 32, "C4": 21, "C5": 30}
ROWS = [re.split(r" \| ", line.strip("| \n"), maxsplit=3) for line in read(os.path.join(SOURCE, "doc", "requirements.md")).splitlines()
        if re.match(r"\| C\d", line)]
UNSHOWN = ("NOT DONE", "NOT SHOWN", "PARTLY")


def every_rule_stands_there_once():
    same("rules", [row[0] for row in ROWS], ["%s.%d" % (part, n) for part, most in RULES.items() for n in range(1, most + 1)])


def what_is_done_has_a_test():
    for rule, _, how, shown in ROWS:
        check("%s is neither shown nor said to be missing" % rule, shown != "—" or any(word in how for word in UNSHOWN))


def the_tests_exist():
    count = 0
    for rule, _, _, shown in ROWS:
        for path, stories in re.findall(r"`([\w/.-]+)`(?:: ([\w, ]+))?", shown):
            text = read(os.path.join(SOURCE, "tests", path))
            for story in filter(None, stories.split(", ")):
                check("%s: %s has no story %s" % (rule, path, story), re.search(r"^def %s\(" % story, text, re.M))
                called = text.split("run([")[-1]
                check("%s: %s does not run %s" % (rule, path, story), re.search(r"\b%s\b" % story, called))
                count += 1
    check("many stories are named", count > 100)


def the_lines_of_the_schemes_exist():
    for rule, _, how, _ in ROWS:
        scheme = re.match(r"(\w+): ", how)
        path = os.path.join(SOURCE, "conf", "schemes", "%s.conf" % (scheme.group(1) if scheme else ""))
        if scheme and os.path.exists(path):
            text = read(path)
            for word in re.findall(r"`([\w-]+)`", how.split("; ")[0]):
                check("%s: %s has no %s" % (rule, path, word), re.search(r"(?<![\w-])%s(?![\w-])" % re.escape(word), text))


run([every_rule_stands_there_once, what_is_done_has_a_test, the_tests_exist, the_lines_of_the_schemes_exist])
