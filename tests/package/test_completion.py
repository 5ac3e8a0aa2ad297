#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Completion of shells: every command of the table and every option that a command parses is offered, by the shells
themselves. Prints TAP."""
import os
import re
import subprocess
import sys

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"), os.path.dirname(os.path.abspath(__file__))]
import harness  # noqa: E402
import table  # noqa: E402
from harness import check, same  # noqa: E402

# The shells are asked with the built program as "mentord".
ENVIRONMENT = dict(os.environ, PATH=os.path.dirname(harness.PROGRAM) + ":/usr/bin:/bin", LC_ALL="C.UTF-8", HOME="/nonexistent")
FROM_BASH = """source "$1"; shift
while [ $# -gt 0 ]; do IFS=$'\\t' read -r -a COMP_WORDS <<< "$1"x; COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMP_WORDS[COMP_CWORD]=${COMP_WORDS[COMP_CWORD]%x}; COMPREPLY=(); _mentord; echo "${COMPREPLY[*]}"; shift; done"""


def bash(*lines, data=None):
    """For each of @lines, a list of words of which the last is being typed, the set of what bash offers."""
    with open(os.path.join(harness.BUILD, "contrib/mentord.bash"), encoding="utf-8") as file:
        script = file.read()
    if data:
        script = re.sub(r'"[^"]*/mentord/\$1"', '"%s/$1"' % data, script)
    with harness.tempfile.NamedTemporaryFile("w", suffix=".bash") as file:
        file.write(script)
        file.flush()
        done = subprocess.run([harness.need_program("bash"), "-c", FROM_BASH, "bash", file.name, *("\t".join(line) for line in lines)],
                              capture_output=True, text=True, check=True, env=ENVIRONMENT, timeout=harness.PATIENCE)
    same("what bash says", done.stderr, "")
    return [set(line.split()) for line in done.stdout.splitlines()]


def fish(line):
    script = "source %s; complete -C %r" % (os.path.join(harness.SOURCE, "contrib/mentord.fish"), line)
    done = subprocess.run([harness.need_program("fish"), "--no-config", "-c", script], capture_output=True, text=True, check=True,
                          env=dict(ENVIRONMENT, HOME=harness.tempfile.gettempdir()), timeout=harness.PATIENCE)
    return {offered.split("\t")[0] for offered in done.stdout.splitlines()}


def the_table_is_read_whole():
    names = [name for name in table.usages()]
    check("commands are found", len(names) > 20)
    listed = re.findall(r"^  ([a-z]+)", harness.mentord("help").out, re.MULTILINE)
    same("commands of the help", listed, names)


def bash_offers_every_command():
    same("commands", bash(["mentord", ""])[0], set(table.usages()) | {"help"})
    same("those that begin with re", bash(["mentord", "re"])[0], {name for name in table.usages() if name.startswith("re")})
    same("after options", bash(["mentord", "-c", "x.conf", "--now", "2026-10-06T09:00", "rehe"])[0], {"rehearse"})


def every_option_that_is_parsed_is_in_the_help():
    usages = table.usages()
    for commands, options in table.options():
        for option in options:
            check("--%s stands in the line of %s" % (option, " or ".join(commands)),
                  any("--" + option in usages.get(command, "") for command in commands))


def bash_offers_every_option():
    usages = table.usages()
    offered = bash(*(["mentord", command, "--"] for command in usages))
    for command, words in zip(usages, offered):
        same("options of " + command, words, {"--json"} | set(re.findall(r"--[a-z-]+", usages[command])))


def bash_offers_what_may_follow():
    review, formats, kinds, files = bash(["mentord", "review", ""], ["mentord", "report", "x", "--format", ""], ["mentord", "record", "a"],
                                         ["mentord", "import", os.path.join(harness.SOURCE, "conf", "mentord.c")])
    same("review", review, {"list", "show", "assign", "accept", "reject"})
    same("formats", formats, {"html", "xlsx", "csv", "json", "pdf"})
    same("kinds of record", kinds, {"attendance", "activity", "approval", "attribute"})
    same("files", files, {os.path.join(harness.SOURCE, "conf", "mentord.conf")})


def bash_offers_schemes_and_regions():
    schemes, regions = bash(["mentord", "rehearse", "--scheme", ""], ["mentord", "workdays", "2026-10-06", "10", "--region", ""],
                            data=os.path.join(harness.BUILD, "data"))
    same("schemes", schemes, {name[:-5] for name in os.listdir(os.path.join(harness.SOURCE, "conf/schemes"))})
    same("regions", regions, {name[:-4] for name in os.listdir(os.path.join(harness.SOURCE, "conf/bank-holidays"))})


def bash_offers_the_reports_of_the_site():
    with harness.Site() as site:
        listed = {one["id"] for one in site.json("report")}
        check("the scheme has reports", len(listed) > 3)
        same("reports", bash(["mentord", "-c", site.config, "report", ""])[0], listed)


def fish_offers_the_same():
    usages = table.usages()
    check("commands: %s" % fish("mentord "), set(usages) <= fish("mentord "))
    for command in ("report", "rehearse", "import", "record", "workdays"):
        wanted = set(re.findall(r"--[a-z-]+", usages[command]))
        check("options of " + command, wanted <= fish("mentord %s --" % command))
    check("what may follow", {"list", "show", "assign", "accept", "reject"} <= fish("mentord review "))


harness.run([the_table_is_read_whole, bash_offers_every_command, every_option_that_is_parsed_is_in_the_help, bash_offers_every_option,
             bash_offers_what_may_follow, bash_offers_schemes_and_regions, bash_offers_the_reports_of_the_site, fish_offers_the_same])
