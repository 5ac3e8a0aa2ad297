#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attendance: the workbook that a Lead Mentor is sent after the last session, what comes back, and what follows. Prints TAP."""
import datetime
import re

import harness
from harness import check, header_row, one, reply, same, to, workbook

AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
ASKED = "2026-10-08T12:00:00+01:00"
RETURNED = "2026-10-12T10:00:00+01:00"
READ = "2026-10-12T10:05:00+01:00"
LATER = "2026-10-13T10:00:00+01:00"
CHLOES = "Chloë Davies-O’Neill"


class Asked(harness.Site):
    """A site that asked Priya who came, and her workbook."""

    def __enter__(self):
        self.request = one(self.once(ASKED), PRIYA, "attendance-request")
        return self

    def book(self, rows):
        """The workbook with (date attended, reviewed instead) typed beside each name."""
        book = workbook(self.request.attached(".xlsx"))
        sheet = book.active
        header, columns = header_row(sheet, "Mentor")
        left = dict(rows)
        for row in range(header + 1, sheet.max_row + 1):
            name = sheet.cell(row, columns["Mentor"]).value
            if name not in left:
                continue
            attended, reviewed = left.pop(name)
            sheet.cell(row, columns["Date attended"]).value = attended
            sheet.cell(row, columns["Training materials reviewed instead"]).value = reviewed
        empty = next(row for row in range(header + 1, sheet.max_row + 30) if not sheet.cell(row, columns["Mentor"]).value)
        for name, (attended, reviewed) in left.items():
            sheet.cell(empty, columns["Mentor"]).value = name
            sheet.cell(empty, columns["Date attended"]).value = attended
            empty += 1
        return harness.saved(book)

    def take(self, document, text="Here it is.", name="attendance.xlsx"):
        self.deliver(reply(self.request, text, [(name, document)]), RETURNED)
        return self.once(READ)


ROWS = {"Amy Brown": (datetime.date(2026, 10, 6), None), "Ben Clark": (None, "Yes"), CHLOES: (None, None)}


def after_the_last_session_one_workbook_goes_out():
    with Asked() as site:
        sheet = workbook(site.request.attached(".xlsx")).active
        header, columns = header_row(sheet, "Mentor")
        names = [sheet.cell(row, columns["Mentor"]).value for row in range(header + 1, sheet.max_row + 1)]
        for name in ("Amy Brown", "Ben Clark", CHLOES):
            check("%s is in it: %s" % (name, names), name in names)
        check("nobody of another school is", "Dan Evans" not in names)
        lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
        check("drop-downs", len(lists) >= 2)
        check("instructions that stand in the mail", "8 October 2026" in site.request.text)
        same("asked once", to(site.once("2026-10-08T15:00:00+01:00"), PRIYA, "attendance-request"), [])


def it_comes_back_and_is_recorded():
    with Asked() as site:
        mails = site.take(site.book(ROWS))
        one(mails, PRIYA, "receipt")
        same("the school's answer", site.obligation(PRIYA, "attendance", READ, instance="autumn")["state"], "met")
        amy = site.obligation(AMY, "core-pgce", READ, instance="autumn")
        ben = site.obligation(BEN, "core-undergraduate", READ)
        chloe = site.obligation(CHLOE, "core-pgce", READ, instance="autumn")
        same("states", (amy["state"], ben["state"], chloe["state"]), ("met", "met", "open"))
        check("attended and reviewed are told apart: %s, %s" % (amy["evidence"], ben["evidence"]),
              "review" not in amy["evidence"] and "review" in ben["evidence"])
        same("Amy's hours", site.json("person", AMY, now=READ)["hours"], 2.0)


def who_did_neither_gets_the_make_up():
    with Asked() as site:
        mails = site.take(site.book(ROWS))
        make_up = one(mails, CHLOE, "core-make-up")
        check("with the Lead Mentor in copy", PRIYA in (make_up.message["Cc"] or ""))
        copy = [mail for mail in to(mails, PRIYA) if mail.id == make_up.id]
        same("the copy is delivered", len(copy), 1)
        same("make-ups to others", [mail.to for mail in mails if mail.template == "core-make-up" and mail.to not in (CHLOE, PRIYA)], [])
        same("not sent twice", to(site.once("2026-10-13T10:00:00+01:00"), CHLOE, "core-make-up"), [])


class Missed(Asked):
    """Chloë was at neither date, and was sent the materials."""

    def __enter__(self):
        super().__enter__()
        mails = self.take(self.book(ROWS))
        self.make_up = one(mails, CHLOE, "core-make-up")
        self.copy = next(mail for mail in to(mails, PRIYA) if mail.id == self.make_up.id)
        return self

    def says(self, mail, text, now=LATER, **others):
        self.deliver(reply(mail, text, **others), now)
        return self.once(now)

    def chloe(self):
        return self.obligation(CHLOE, "core-pgce", LATER, instance="autumn")


def the_lead_mentor_attests_the_materials_by_reply():
    for words in ("Reviewed.", "Yes", CHLOES + " has reviewed the materials"):
        with Missed() as site:
            one(site.says(site.copy, words), PRIYA, "noted")
            same(words, site.chloe()["state"], "met")
            check("reviewed, not attended: " + site.chloe()["evidence"], site.chloe()["evidence"].startswith("materials reviewed"))
            same("which is no hour of training", site.json("person", CHLOE, now=LATER)["hours"], 0.0)


def who_missed_it_tells_and_the_lead_mentor_attests():
    with Missed() as site:
        mails = site.says(site.make_up, "Done!")
        told = " ".join(one(mails, CHLOE, "noted").text.split())
        check("she is told who confirms it: " + told, "Priya Nair confirms" in told)
        same("her word alone does not meet it", site.chloe()["state"], "open")
        question = one(mails, PRIYA, "make-up-done")
        check("by name: " + question.text, CHLOES in " ".join(question.text.split()))
        one(site.says(question, "Reviewed"), PRIYA, "noted")
        same("attested", site.chloe()["state"], "met")
        same("nothing for the office", site.json("status", now=LATER)["cases"], 0)


def nobody_else_attests_the_materials():
    with Missed() as site:
        site.says(site.copy, "Reviewed", sender=AMY)
        site.says(site.copy, "Reviewed", sender="ella.frost@example.org")
        site.deliver(harness.write(PRIYA, "Dan", "Dan Evans has reviewed the materials"), LATER)
        site.once(LATER)
        same("Chloë", site.chloe()["state"], "open")
        check("a human looks at it", site.json("status", now=LATER)["cases"] >= 2)


def dates_may_be_typed_as_people_type_them():
    with Asked() as site:
        site.take(site.book({"Amy Brown": ("06/10/2026", None), "Ben Clark": ("8 October 2026", None), CHLOES: (None, "y")}))
        same("states", [site.obligation(address, requirement, READ, instance=instance)["state"] for address, requirement, instance
                        in ((AMY, "core-pgce", "autumn"), (BEN, "core-undergraduate", None), (CHLOE, "core-pgce", "autumn"))],
             ["met", "met", "met"])


def it_may_pass_through_libreoffice():
    with Asked() as site:
        site.take(harness.office_converts(site.book(ROWS), "xlsx", "xlsx"))
        same("Amy", site.obligation(AMY, "core-pgce", READ, instance="autumn")["state"], "met")


def it_may_come_back_as_ods():
    with Asked() as site:
        site.take(harness.office_converts(site.book(ROWS), "xlsx", "ods"))
        same("Amy", site.obligation(AMY, "core-pgce", READ, instance="autumn")["state"], "met")


def a_date_that_is_none_of_the_events_is_a_case():
    with Asked() as site:
        site.take(site.book({"Amy Brown": (datetime.date(2026, 10, 9), None), "Ben Clark": (datetime.date(2026, 10, 8), None)}))
        same("Amy", site.obligation(AMY, "core-pgce", READ, instance="autumn")["state"], "open")
        same("Ben", site.obligation(BEN, "core-undergraduate", READ)["state"], "met")
        same("cases", site.json("status", now=READ)["cases"], 1)


def an_unknown_name_is_a_case_and_makes_nobody():
    with Asked() as site:
        people = site.json("status", now=READ)["people"]
        site.take(site.book({**ROWS, "Nobody Atall": (datetime.date(2026, 10, 6), None)}))
        status = site.json("status", now=READ)
        same("people", status["people"], people)
        same("cases", status["cases"], 1)


def recorded_by_hand():
    with Asked() as site:
        site.mentord("record", "attendance", AMY, "core", "2026-10-08", "--reason", "sign-in list", now=READ)
        site.mentord("record", "attendance", CHLOE, "core", "2026-10-12", "--reviewed", "--reason", "she told us", now=READ)
        site.once(READ)
        amy, chloe = (site.obligation(address, "core-pgce", READ, instance="autumn") for address in (AMY, CHLOE))
        same("states", (amy["state"], chloe["state"]), ("met", "met"))
        check("told apart: %s, %s" % (amy["evidence"], chloe["evidence"]), "review" in chloe["evidence"] and "review" not in amy["evidence"])
        why = site.mentord("why", amy["ref"], now=READ).out
        check("why says where it comes from: " + why, "2026" in why)


# What meeting programs report


def stay(name, start, end, email="", day="06/10/2026"):
    minutes = [int(hour) * 60 + int(minute) for hour, minute in (start.split(":"), end.split(":"))]
    return [name, "%s, %s:00" % (day, start), "%s, %s:00" % (day, end), "%dm 0s" % (minutes[1] - minutes[0]), email, "Attendee"]


def teams(stays, start="06/10/2026, 15:55:10", end="06/10/2026, 18:02:00"):
    """A report as Teams writes it since 2022, in British English: three sections, tabs, UTF-16."""
    lines = [["1. Summary"], ["Meeting title", "Autumn mentor training"], ["Attended participants", "3"], ["Start time", start],
             ["End time", end], ["Meeting duration", "2h 6m 50s"], ["Average attendance time", "1h 29m 3s"], [], ["2. Participants"],
             ["Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role"], [],
             ["3. In-Meeting Activities"], ["Name", "Join Time", "Leave Time", "Duration", "Email", "Role"]] + stays
    return "\r\n".join("\t".join(line) for line in lines).encode("utf-16")


def zoom(rows):
    lines = ["Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants",
             '812 3456 7890,Core,10/06/2026 03:50:00 PM,10/06/2026 06:00:00 PM,office@example.ac.uk,130,9', "",
             "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"] + [",".join(row) for row in rows]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8")


REJOINED = [stay("Amy Brown", "16:01", "16:45", AMY), stay("Amy Brown", "17:00", "17:30", AMY),
            stay("Chloë Davies-O’Neill (Guest)", "16:00", "17:30")]
NEXT_DAY, READ_THEN = "2026-10-07T09:00:00+01:00", "2026-10-07T09:05:00+01:00"


def lines_of(site, *arguments):
    return site.mentord(*arguments, now=READ_THEN).out


def a_teams_report_with_rejoins_from_who_runs_the_event():
    with harness.Site() as site:
        site.once("2026-10-05T10:00:00+01:00")
        site.deliver(harness.write(harness.PRIMARY, "Who was there", "Attached.", [("attendance.csv", teams(REJOINED))]), NEXT_DAY)
        mails = site.once(READ_THEN)
        receipt = one(mails, harness.PRIMARY, "receipt")
        check("the minutes of both stays are summed: " + receipt.text, "74 minutes" in receipt.text)
        check("no copy is promised: " + receipt.text, "attached" not in receipt.text and not receipt.attachments)
        same("cases", site.json("status", now=READ_THEN)["cases"], 0)
        for address in (AMY, CHLOE):
            hours = site.json("person", address, now=READ_THEN)["hours"]
            same("hours of %s" % address, hours, 2.0)
        same("who was not there", site.json("person", BEN, now=READ_THEN)["hours"], 0.0)


def strangers_of_a_report_are_one_case():
    with harness.Site() as site:
        site.once("2026-10-05T10:00:00+01:00")
        many = REJOINED + [stay("Guest Number%d" % n, "16:00", "17:00") for n in range(60)]
        site.deliver(harness.write(harness.PRIMARY, "Who was there", "Attached.", [("attendance.csv", teams(many))]), NEXT_DAY)
        site.once(READ_THEN)
        same("cases", site.json("status", now=READ_THEN)["cases"], 1)
        said = lines_of(site, "review")
        check("they are named: " + said, "60 who were there" in said and "Guest Number0" in said)
        number = re.search(r"\d+", said).group()
        site.mentord("review", "accept", number, now=READ_THEN)
        same("cases", site.json("status", now=READ_THEN)["cases"], 0)


def a_zoom_report_whose_dates_are_undecided_waits_for_the_date():
    with harness.Site() as site:
        site.once("2026-10-05T10:00:00+01:00")
        rows = [("Ben Clark", BEN, "10/06/2026 04:00:00 PM", "10/06/2026 04:40:00 PM", "40", "No"),
                ("Ben Clark", BEN, "10/06/2026 04:50:00 PM", "10/06/2026 05:30:00 PM", "40", "No")]
        site.deliver(harness.write(harness.PRIMARY, "Zoom", "Attached.", [("participants.csv", zoom(rows))]), NEXT_DAY)
        site.once(READ_THEN)
        same("cases", site.json("status", now=READ_THEN)["cases"], 1)
        same("nothing is guessed", site.json("person", BEN, now=READ_THEN)["hours"], 0.0)
        said = lines_of(site, "review")
        check("what is asked: " + said, "10/06/2026 04:00:00 PM" in said)
        number = re.search(r"\d+", said).group()
        site.mentord("review", "accept", number, "date=2026-10-06", now=READ_THEN)
        same("hours", site.json("person", BEN, now=READ_THEN)["hours"], 2.0)
        same("cases", site.json("status", now=READ_THEN)["cases"], 0)


def a_zoom_report_that_decides_its_dates_is_taken():
    with harness.Site() as site:
        site.once("2026-10-05T10:00:00+01:00")
        rows = [("Dan (Dan Evans)", "", "10/13/2026 01:30:00 PM", "10/13/2026 03:30:00 PM", "120", "Yes")]
        site.deliver(harness.write(harness.SECONDARY, "Zoom", "Attached.", [("participants.csv", zoom(rows))]), "2026-10-14T09:00:00+01:00")
        site.once("2026-10-14T09:05:00+01:00")
        same("hours", site.json("person", "dan.evans@example.org", now="2026-10-14T09:05:00+01:00")["hours"], 2.0)


def a_report_answers_the_request_for_its_school():
    with Asked() as site:
        mails = site.take(teams(REJOINED + [stay("Dan Evans", "16:00", "17:00", "dan.evans@example.org")]), name="report.csv")
        one(mails, PRIYA, "receipt")
        same("the school's answer", site.obligation(PRIYA, "attendance", READ, instance="autumn")["state"], "met")
        same("Amy", site.obligation(AMY, "core-pgce", READ, instance="autumn")["state"], "met")
        same("who is not in it", site.obligation(BEN, "core-undergraduate", READ)["state"], "open")
        same("another school's mentor", site.json("person", "dan.evans@example.org", now=READ)["hours"], 0.0)


def two_sources_that_disagree_are_one_case():
    with Asked() as site:
        site.take(site.book({**ROWS, "Amy Brown": (datetime.date(2026, 10, 8), None)}))
        same("cases", site.json("status", now=READ)["cases"], 0)
        later = "2026-10-13T09:00:00+01:00"
        site.deliver(harness.write(harness.PRIMARY, "Who was there", "Attached.", [("report.csv", teams(REJOINED))]), later)
        site.once("2026-10-13T09:05:00+01:00")
        said = site.mentord("review", now=later).out
        check("both accounts are told: " + said, "Tuesday 6 October 2026" in said and "Amy Brown on Thursday 8 October 2026" in said)
        same("cases", site.json("status", now=later)["cases"], 1)
        site.mentord("review", "accept", re.search(r"\d+", said).group(), now=later)
        same("cases", site.json("status", now=later)["cases"], 0)


def the_office_says_which_account_is_right():
    for keep, day in (("this", "2026-10-06"), ("other", "2026-10-08"), (None, "2026-10-06")):
        with Asked() as site:
            site.take(site.book({**ROWS, "Amy Brown": (datetime.date(2026, 10, 8), None)}))
            later = "2026-10-13T09:05:00+01:00"
            site.deliver(harness.write(harness.PRIMARY, "Who was there", "Attached.", [("report.csv", teams(REJOINED))]), later)
            site.once(later)
            case = str(site.json("review", now=later)[0]["id"])
            check("no other word", "keep=this" in site.mentord("review", "accept", case, "keep=neither", now=later, code=65).err)
            site.mentord("review", "accept", case, *(["keep=" + keep] if keep else []), now=later)
            site.once(later)
            amy = site.obligation(AMY, "core-pgce", later, instance="autumn")
            same("met", amy["state"], "met")
            check("%s: %s" % (keep, amy["evidence"]), day in amy["evidence"])
            same("its hours", site.json("person", AMY, now=later)["hours"], 2.0 if keep else 4.0)
            same("nothing waits", site.json("status", now=later)["cases"], 0)


def a_report_is_recorded_by_hand_as_the_answer():
    with Asked() as site:
        ref = site.obligation(PRIYA, "attendance", READ, instance="autumn")["ref"]
        out = site.mentord("record", "return", ref, site.write("report.csv", teams(REJOINED)), "--reason", "sent to a colleague", now=READ).out
        check("what was read: " + out, "74 minutes" in out)
        site.once(READ)
        same("the school's answer", site.obligation(PRIYA, "attendance", READ, instance="autumn")["state"], "met")
        same("Amy", site.obligation(AMY, "core-pgce", READ, instance="autumn")["state"], "met")


def nobody_else_may_report():
    with harness.Site() as site:
        site.once("2026-10-05T10:00:00+01:00")
        for sender in (AMY, "somebody@example.net"):
            site.deliver(harness.write(sender, "Who was there", "Attached.", [("attendance.csv", teams(REJOINED))]), NEXT_DAY)
        site.once(READ_THEN)
        same("cases", site.json("status", now=READ_THEN)["cases"], 2)
        same("hours", site.json("person", AMY, now=READ_THEN)["hours"], 0.0)


def a_list_of_unknown_layout_shows_how_it_begins():
    with harness.Site() as site:
        site.once("2026-10-05T10:00:00+01:00")
        unknown = "Teilnehmer;Beginn;Ende\r\nAmy Brown;16:00;17:30\r\n".encode()
        site.deliver(harness.write(harness.PRIMARY, "Who was there", "Attached.", [("liste.csv", unknown)]), NEXT_DAY)
        site.once(READ_THEN)
        same("cases", site.json("status", now=READ_THEN)["cases"], 1)
        said = lines_of(site, "review")
        check("what it looks like: " + said, "Teilnehmer, Beginn, Ende / Amy Brown, 16:00, 17:30" in said)


def a_report_is_imported():
    with harness.Site() as site:
        path = site.write("meetingAttendanceReport(Core).csv", teams(REJOINED + [stay("A Stranger", "16:00", "17:00")]))
        shown = site.mentord("import", "--dry-run", path, now=READ_THEN).out
        check("the diff: " + shown, "74 minutes" in shown and "A Stranger" in shown)
        same("a dry run does nothing", site.json("person", AMY, now=READ_THEN)["hours"], 0.0)
        site.mentord("import", path, now=READ_THEN)
        same("hours", site.json("person", AMY, now=READ_THEN)["hours"], 2.0)
        said = site.mentord("import", site.write("other.csv", b"Teilnehmer,Beginn,Ende\nAnn,1,2\n"), now=READ_THEN, code=65)
        check("an unknown layout is shown: " + said.err, "Teilnehmer, Beginn, Ende" in said.err)


harness.run([after_the_last_session_one_workbook_goes_out, it_comes_back_and_is_recorded, who_did_neither_gets_the_make_up,
             the_lead_mentor_attests_the_materials_by_reply, who_missed_it_tells_and_the_lead_mentor_attests, nobody_else_attests_the_materials,
             dates_may_be_typed_as_people_type_them, it_may_pass_through_libreoffice, it_may_come_back_as_ods,
             a_date_that_is_none_of_the_events_is_a_case, an_unknown_name_is_a_case_and_makes_nobody, recorded_by_hand,
             a_teams_report_with_rejoins_from_who_runs_the_event, strangers_of_a_report_are_one_case,
             a_zoom_report_whose_dates_are_undecided_waits_for_the_date, a_zoom_report_that_decides_its_dates_is_taken,
             a_report_answers_the_request_for_its_school, two_sources_that_disagree_are_one_case, the_office_says_which_account_is_right,
             a_report_is_recorded_by_hand_as_the_answer, nobody_else_may_report, a_list_of_unknown_layout_shows_how_it_begins,
             a_report_is_imported])
