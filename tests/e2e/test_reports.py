#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports from a real store: who is in them, what is hidden, what is kept apart, and what is mailed to whom when. Prints TAP."""
import csv
import io
import json
import re
import subprocess

import harness
from harness import check, fill, one, pdf_text, read, reply, same, workbook

ASKED = "2026-10-08T12:00:00+01:00"
READ = "2026-10-09T10:20:00+01:00"
FRIDAY, SATURDAY, MONDAY = ("2026-10-%sT08:00:00+01:00" % day for day in ("09", "10", "12"))
NEXT, TERM = "2026-10-19T08:00:00+01:00", "2026-12-11T08:00:00+00:00"
SCHOOLS = (("Ashdown Primary School", 5, "1"), ("Birch Primary School", 4, "4"), ("Cedar Primary School", 2, "2"))
STANDARD = "Teaching"


def people():
    made = [row for row in harness.PEOPLE if row[2] == "strategic-lead" or row[3] == "Elm Grove Academy"]
    for school, n, _ in SCHOOLS:
        word = school.split()[0]
        made += [("%s %s" % (first, word + "son"), "%s.%s@example.sch.uk" % (first.lower(), word.lower()), "mentor", school,
                  "primary", "pgce" if i % 2 else "undergraduate", "Music" if i else "Art")
                 for i, first in enumerate(("Noor", "Omar", "Petra", "Quentin", "Ruth")[:n])]
    return made


class Returned(harness.Site):
    """Eleven primary mentors at three schools returned their trackers: five rate a standard 1, four 4, and two 2."""

    def __init__(self):
        super().__init__(people=people())

    def __enter__(self):
        requests = {mail.to: mail for mail in self.once(ASKED) if mail.template == "tracker-request"}
        for row in self.people:
            mark = {school: mark for school, _, mark in SCHOOLS}.get(row[3])
            if not mark:
                continue
            words = {"Noor": "More of this. Noor", "Omar": "Ask noor ashdownson, or me at omar.ashdown@example.sch.uk",
                     "Petra": "As at Birch  Primary School’s"}.get(row[0].split()[0], "=1+1")
            answers = {**harness.TRACKER, STANDARD: mark, "Training I would find most useful": words}
            mail = requests[row[1]]
            self.deliver(reply(mail, "", [("t.docx", fill(mail.attached(".docx"), answers))]), READ)
        self.once(READ)
        return self

    def report(self, name, *arguments, now=READ):
        return json.loads(self.mentord("report", name, "--format", "json", *arguments, now=now).out)

    def lead_mail(self, now):
        """The mails to the leads of one pass, by address: one each."""
        mails = [mail for mail in self.once(now) if mail.template in ("reports", "digest")]
        same("mails to each: %s" % harness.templates(mails), len({mail.to for mail in mails}), len(mails))
        return {mail.to: mail for mail in mails}


def table(report, title):
    found = [one for one in report["tables"] if one["title"] == title]
    same("tables called %s of %s" % (title, [t["title"] for t in report["tables"]]), len(found), 1)
    return [dict(zip(found[0]["columns"], row)) for row in found[0]["rows"]]


def rows_by(report, title, column):
    return {row[column]: row for row in table(report, title)}


def needs_count_and_hide():
    with Returned() as site:
        report = site.report("needs")
        total = rows_by(report, "BCU Mentor Tracker", "Question")[STANDARD]
        same("mean, answers", (total["Mean"], total["Answers"]), ("2.3", "11"))  # (5*1 + 4*4 + 2*2) / 11
        same("each mark", [total[mark] for mark in ("1 (least)", "2", "3", "4 (best)")], ["5", "2", "0", "4"])
        same("nobody can be compared yet", total["Since last time"], "")
        by_school = rows_by(report, "BCU Mentor Tracker, by school", "School")
        same("five are a group", by_school["Ashdown Primary School"][STANDARD], "1.0")
        same("two are not", by_school["Cedar Primary School"][STANDARD], "not shown")
        same("nor are those by whom the two could be reckoned", by_school["Birch Primary School"][STANDARD], "not shown")
        same("how many the two are", by_school["Cedar Primary School"]["Returns"], "under 3")
        subjects = rows_by(report, "BCU Mentor Tracker, by subject", "Subject")
        same("a free attribute divides too", {name: row["Returns"] for name, row in subjects.items()}, {"Art": "3", "Music": "8"})
        same("one phase alone returned: it divides nobody", [t["title"] for t in report["tables"] if t["title"].endswith("phase")], [])
        check("the greatest need", any("“Self-development and working in partnership” is rated lowest: 1.0 of 4" in line for line in report["lines"]))
        small = site.report("needs", "--school", "Cedar Primary School")
        same("two alone are no report", {row["Mean"] for row in table(small, "BCU Mentor Tracker")}, {"not shown"})
        check("nor are their words", not [t for t in small["tables"] if t["title"].endswith("in words")])


def topics_are_proposed_for_drop_ins():
    with Returned() as site:
        marks = rows_by(site.report("needs"), "BCU Mentor Tracker", "Question")
        [line] = [line for line in site.report("needs")["lines"] if line.startswith("Topics for the next Mentor drop-in session")]
        proposed = re.findall(r"“([^”]+)” \(([\d.]+)\)", line)
        lowest = sorted(marks, key=lambda label: float(marks[label]["Mean"]))[:3]
        same("the three that are rated lowest: " + line, proposed, [(label, marks[label]["Mean"]) for label in lowest])
        small = site.report("needs", "--school", "Cedar Primary School")
        same("two alone propose nothing", [line for line in small["lines"] if line.startswith("Topics")], [])
        title = "Drop-in: issues relating to trainees"
        year = read(site.file("year.conf"))
        drop_in = 'sessions = ( { scheme = "bcu"; event = "drop-in"; title = "%s"; start = "2027-02-10T16:30"; minutes = 60; },' % title
        site.write("year.conf", year.replace("sessions = (", drop_in, 1))
        site.once(NEXT)
        feed = site.mentord("feed", "bcu-drop-ins", now=NEXT).out
        check("what a drop-in is for stands in the calendar: " + feed, title in feed)


def words_without_names():
    with Returned() as site:
        words = sorted(row["In their words"] for row in table(site.report("needs"), "BCU Mentor Tracker, in words"))
        same("names, schools, addresses", [w for w in words if "[" in w], sorted(
            ["As at [school]"] * 2 + ["Ask [name], or me at [address]"] * 3 + ["More of this. [name]"] * 3))
        shown = site.mentord("report", "needs", "--format", "csv", now=READ).out
        rows = list(csv.reader(io.StringIO(shown.lstrip("\ufeff"))))
        check("a formula is defused", ["Training I would find most useful", "'=1+1"] in rows)
        check("no formula is left", not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")])


def every_format_says_the_same():
    with Returned() as site:
        path = site.file("needs.xlsx")
        site.mentord("report", "needs", "--format", "xlsx", "--output", path, now=READ)
        book = workbook(harness.read_bytes(path))
        same("the sheets", book.sheetnames[:2], ["In short", "BCU Mentor Tracker"])
        sheet = book["BCU Mentor Tracker"]
        same("native chart, a part for each mark", [len(sheet._charts), len(sheet._charts[0].series)], [1, 4])
        same("frozen, filtered", (sheet.freeze_panes, sheet.auto_filter.ref), ("A5", "A4:I8"))
        means = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=5, max_row=8)}
        same("a number is a number", means[STANDARD], 2.3)
        words = [sheet.cell(row, 2) for sheet in [book["BCU Mentor Tracker, in words"]] for row in range(5, sheet.max_row + 1)]
        same("words that look like formulas are words", {cell.data_type for cell in words}, {"s"})
        page = site.file("needs.pdf")
        site.mentord("report", "needs", "--format", "pdf", "--output", page, now=READ)
        info = subprocess.run([harness.need_program("pdfinfo"), page], capture_output=True, check=True).stdout.decode()
        check("one page of A4:\n" + info, "Pages:           1\n" in info and "A4" in info and "Tagged:          yes" in info)
        text = pdf_text(harness.read_bytes(page))
        check("the page tells the need: " + text, STANDARD in text and "not shown" in text and "Ashdown" in text)


def what_changed_since_last_time():
    with Returned() as site:
        autumn = [mail for mail in site.sent() if mail.template == "tracker-request"]
        review = "2027-01-29T12:00:00+00:00"
        invited = [mail for mail in site.once(review) if mail.template == "tracker-review-invitation"]
        check("the spring's review is asked for", len(invited) >= len(autumn) - 2)
        ashdown = [mail for mail in invited if mail.to.endswith(".ashdown@example.sch.uk")]
        for mail in ashdown[:4]:
            answers = {**harness.TRACKER, STANDARD: "3"}
            site.deliver(reply(mail, "", [("t.docx", fill(mail.attached(".docx"), answers))]), "2027-02-01T10:00:00+00:00")
        now = "2027-02-01T10:05:00+00:00"
        site.once(now)
        total = rows_by(site.report("needs", now=now), "BCU Mentor Tracker", "Question")[STANDARD]
        same("four rose from 1 to 3", (total["Since last time"], total["Who answered both"]), ("up 2.0", "4"))
        same("each counts once, with the latest", (total["Answers"], total["Mean"]), ("11", "3.0"))  # (4*3 + 1 + 16 + 4) / 11


def attended_and_reviewed_are_apart():
    with Returned() as site:
        pgce = [row for row in site.people if row[5] == "pgce" and row[4] == "primary"]
        site.mentord("record", "attendance", pgce[0][1], "core", "2026-10-06", "--reason", "signed in", now=READ)
        site.mentord("record", "attendance", pgce[1][1], "core", "2026-10-06", "--reviewed", "--reason", "read it", now=READ)
        report = site.report("compliance", now=MONDAY)
        title = "Core Mentor Training, autumn"
        matrix = rows_by(report, "Everybody, from listed to complete", "Name")
        same("who came", matrix[pgce[0][0]][title], "attended, 06/10/2026")
        same("who read the materials", matrix[pgce[1][0]][title], "materials reviewed, 06/10/2026")
        same("who is not asked has an empty cell", matrix["Noor Ashdownson"][title], "")
        total = rows_by(report, "How far we are", "Requirement")[title]
        same("counted apart", (total["Met"], total["Materials reviewed"]), ("1", "1"))
        drop_in = matrix[pgce[0][0]]["Mentor drop-in session"]
        site.mentord("record", "attendance", pgce[0][1], "drop-in", "2026-10-08", "--reason", "signed in", now=READ)
        later = rows_by(site.report("compliance", now=MONDAY), "Everybody, from listed to complete", "Name")
        same("one of two drop-ins", (drop_in, later[pgce[0][0]]["Mentor drop-in session"]),
             ("open: 0 of 2, due 30/06/2027", "open: 1 of 2, due 30/06/2027"))
        same("the furthest stage", matrix[pgce[0][0]]["Reached"], "BCU Mentor Tracker")
        dan = matrix["Dan Evans"]
        same("nothing done yet", (dan["Reached"], dan["Done"].split()[0]), ("listed", "0"))
        schools = rows_by(report, "By school", "School")
        same("schools", sorted(schools), ["Ashdown Primary School", "Birch Primary School", "Cedar Primary School",
                                          "Elm Grove Academy"])


def a_report_is_mailed_to_each_for_their_own():
    with Returned() as site:
        same("none on a Friday", [mail.template for mail in site.lead_mail(FRIDAY).values() if mail.template == "reports"], [])
        same("none on a Saturday", site.lead_mail(SATURDAY), {})
        mails = site.lead_mail(MONDAY)
        mail = mails[harness.PRIMARY]
        book = workbook(mail.attached("bcu-compliance.xlsx"))
        names = {cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
        check("their own", "Noor Ashdownson" in names)
        check("and nobody else's", not names & {"Dan Evans", "Ella Frost", "Elm Grove Academy"})
        check("a summary in the mail: " + mail.text, "Ashdown Primary School" in mail.text or "How far we are" in mail.text)
        same("not twice", site.lead_mail("2026-10-12T09:00:00+01:00"), {})
        same("nothing new a day later", site.lead_mail("2026-10-13T08:00:00+01:00"), {})


def what_says_nothing_new_is_not_sent():
    with Returned() as site:
        first, second = site.lead_mail(MONDAY), site.lead_mail(NEXT)
        check("the first week", harness.PRIMARY in first)
        told = [mail for mail in second.values() if any((a.name or "") == "bcu-compliance.xlsx" for a in mail.attachments)]
        check("the second week is as the first", harness.PRIMARY not in [mail.to for mail in told])


def the_needs_come_before_the_term_ends():
    with Returned() as site:
        site.lead_mail(MONDAY)
        early = site.lead_mail("2026-12-10T08:00:00+00:00")
        check("not before", not [m for m in early.values() if any(a.name == "bcu-needs.xlsx" for a in m.attachments)])
        mails = site.lead_mail(TERM)
        mail = mails[harness.PRIMARY]
        check("needs: " + mail.text, "What mentors need" in mail.text and "11 returned" in mail.text)
        check("as a workbook", workbook(mail.attached("bcu-needs.xlsx")).sheetnames)
        same("the secondary lead has none to be told of", [m.to for m in mails.values()
                                                           if any(a.name == "bcu-needs.xlsx" for a in m.attachments)],
             [harness.PRIMARY])


harness.run([needs_count_and_hide, topics_are_proposed_for_drop_ins, words_without_names, every_format_says_the_same, what_changed_since_last_time,
             attended_and_reviewed_are_apart, a_report_is_mailed_to_each_for_their_own, what_says_nothing_new_is_not_sent,
             the_needs_come_before_the_term_ends])
