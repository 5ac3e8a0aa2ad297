#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attendance: the workbook that a Lead Mentor is sent after the last session, what comes back, and what follows. Prints TAP."""
import datetime

import harness
from harness import check, header_row, one, reply, same, to, workbook

AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
ASKED = "2026-10-08T12:00:00+01:00"
RETURNED = "2026-10-12T10:00:00+01:00"
READ = "2026-10-12T10:05:00+01:00"
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

    def take(self, document, text="Here it is."):
        self.deliver(reply(self.request, text, [("attendance.xlsx", document)]), RETURNED)
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


harness.run([after_the_last_session_one_workbook_goes_out, it_comes_back_and_is_recorded, who_did_neither_gets_the_make_up,
             dates_may_be_typed_as_people_type_them, it_may_pass_through_libreoffice, it_may_come_back_as_ods,
             a_date_that_is_none_of_the_events_is_a_case, an_unknown_name_is_a_case_and_makes_nobody, recorded_by_hand])
