#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must not write to anybody: years of history imported, a template that changed, an older database converted, a rule that
was added, a rule for nobody. Prints TAP."""
import csv
import os
import shutil

import harness
from harness import OFFICE, SOURCE, check, read, same, templates

NOW = "2026-10-20T10:00:00+01:00"
YEARS = range(2021, 2026)


def quiet(what, mails):
    """Nobody but the office, which is told of changed rules, gets anything."""
    same(what, [(mail.template, mail.to) for mail in mails if mail.to != OFFICE], [])


def settled(site):
    """Everything of today has been sent."""
    for time in ("09:00", "09:10"):
        site.once("2026-10-20T%s:00+01:00" % time)


def five_years_of_history():
    with harness.Site() as site:
        settled(site)
        rows = [("email", "event", "date")]
        for year in YEARS:
            for month, day in ((10, 5), (1, 20), (5, 11)):
                date = "%d-%02d-%02d" % (year if month > 8 else year + 1, month, day)
                rows += [(row[1], "core", date) for row in harness.PEOPLE if row[2] == "mentor"]
        with open(site.file("attendance.csv"), "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        said = site.mentord("import", site.file("attendance.csv"), now=NOW).out
        check("it was taken: " + said[-500:], "2021" in said or "core" in said)
        activities = [("email", "activity", "date", "hours")] + [
            (row[1], "module-interest", "%d-11-%02d" % (year, 3 + n), "2") for year in YEARS for n, row in enumerate(harness.PEOPLE)
            if row[2] == "mentor"]
        with open(site.file("activities.csv"), "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(activities)
        site.mentord("import", site.file("activities.csv"), now=NOW)
        people = [("Former Mentor%d" % n, "former%d@example.sch.uk" % n, "mentor", "Oakfield Primary School", "primary", "pgce", "",
                   "%d-09-01" % (2021 + n % 5), "%d-07-31" % (2022 + n % 5)) for n in range(30)]
        site.mentord("import", site.roster(people, "former.csv", harness.COLUMNS + ("from", "until")), now=NOW)
        quiet("sent after the import", site.once(NOW) + site.once("2026-10-21T10:00:00+01:00"))
        same("held", site.json("status", now=NOW)["outbox"]["held"], 0)


def a_template_that_changed():
    with harness.Site() as site:
        settled(site)
        shutil.copytree(os.path.join(SOURCE, "templates"), site.file("templates"))
        for name in os.listdir(site.file("templates", "mail")):
            if name.endswith(".mustache"):
                site.write("templates/mail/" + name, read(site.file("templates", "mail", name)).replace("Subject: ", "Subject: New: ", 1))
        site.write("mentord.conf", read(site.config).replace(os.path.join(SOURCE, "templates"), site.file("templates")))
        quiet("sent after it", site.once(NOW))


def a_rule_that_was_added():
    with harness.Site() as site:
        settled(site)
        scheme = read(site.file("bcu.conf"))
        rule = ('  { id = "welcome-back"; title = "Welcome back"; of = { role = ("mentor", "lead-mentor"); };\n'
                '    return = "evaluation"; opens = { date = "09-15"; }; send = "evaluation-request";\n'
                '    due = { working_days = 5; }; remind = ( { working_days = 0; mail = "evaluation-overdue"; } ); },\n\n')
        mark = "  // [4a]"
        check("the scheme has the place", mark in scheme)
        site.write("bcu.conf", scheme.replace(mark, rule + mark, 1))
        site.mentord("check", now=NOW)
        quiet("sent after it", site.once(NOW) + site.once("2026-10-21T10:00:00+01:00"))


def a_rule_for_nobody_says_so():
    with harness.Site(people=[row for row in harness.PEOPLE if row[5] != "undergraduate"]) as site:
        settled(site)
        scheme = read(site.file("bcu.conf"))
        mark = "  // [4a]"
        rule = ('  { id = "for-nobody"; title = "For nobody"; of = { role = "mentor"; programme = "undergraduate"; };\n'
                '    return = "evaluation"; opens = { date = "09-15"; }; send = "evaluation-request"; due = { working_days = 5; }; },\n\n')
        site.write("bcu.conf", scheme.replace(mark, rule + mark, 1))
        said = site.mentord("check", now=NOW).out
        check("check says so: " + said, "bcu/for-nobody is for nobody on the roster" in said)
        quiet("sent", site.once(NOW))


harness.run([five_years_of_history, a_template_that_changed, a_rule_that_was_added, a_rule_for_nobody_says_so])
