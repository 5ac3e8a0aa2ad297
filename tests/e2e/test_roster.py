#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of mentors that a Lead Mentor keeps up: what is plain is done, what is doubtful is asked. Prints TAP."""
import csv
import io
import re

import harness
from harness import check, header_row, one, reply, same, workbook

AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
ASKED = "2026-09-03T09:00:00+01:00"
RETURNED = "2026-09-04T09:00:00+01:00"
READ = "2026-09-04T09:05:00+01:00"
LATER = "2026-09-07T09:00:00+01:00"


class Asked(harness.Site):
    def __enter__(self):
        self.request = one(self.once(ASKED), PRIYA, "mentor-details-request")
        return self

    def book(self, without=(), changed=None, joined=()):
        """The workbook without some people, with {name: new address}, and with (name, address, programme) who join."""
        book = workbook(self.request.attached(".xlsx"))
        sheet = book.active
        header, columns = header_row(sheet, "Full name")
        name, address = columns["Full name"], columns["Email address"]
        for row in range(sheet.max_row, header, -1):
            if sheet.cell(row, name).value in without:
                for column in columns.values():
                    sheet.cell(row, column).value = None
            elif sheet.cell(row, name).value in (changed or {}):
                sheet.cell(row, address).value = changed[sheet.cell(row, name).value]
        row = header + 1
        for person in joined:
            while sheet.cell(row, name).value:
                row += 1
            sheet.cell(row, name).value, sheet.cell(row, address).value, sheet.cell(row, columns["Programme"]).value = person
        return harness.saved(book)

    def take(self, document, sender=PRIYA):
        self.deliver(reply(self.request, "Up to date.", [("mentors.xlsx", document)], sender=sender), RETURNED)
        mails = self.once(READ)
        self.cases = self.json("status", now=READ)["cases"]
        return mails


def roles(site, address):
    return [(role["role"], role["school"], role["until"]) for role in site.json("person", address, now=LATER)["roles"]]


def the_workbook_lists_who_is_known():
    with Asked() as site:
        sheet = workbook(site.request.attached(".xlsx")).active
        header, columns = header_row(sheet, "Full name")
        rows = {sheet.cell(row, columns["Full name"]).value: sheet.cell(row, columns["Email address"]).value
                for row in range(header + 1, sheet.max_row + 1)}
        for name, address in (("Amy Brown", AMY), ("Ben Clark", BEN), ("Chloë Davies-O’Neill", CHLOE)):
            same(name, rows.get(name), address)
        check("nobody of another school", "Dan Evans" not in rows)
        same("due five working days before the first event", site.obligation(PRIYA, "mentor-details", ASKED)["due"], "2026-09-29")


def returned_as_it_is_it_changes_nobody():
    with Asked() as site:
        before = site.json("school", "Oakfield Primary School", now=LATER)
        one(site.take(site.book()), PRIYA, "receipt")
        same("cases", site.cases, 0)
        same("the list is in", site.obligation(PRIYA, "mentor-details", READ)["state"], "met")
        after = site.json("school", "Oakfield Primary School", now=LATER)
        same("people", [(p["name"], p["addresses"], p["roles"]) for p in after["people"]],
             [(p["name"], p["addresses"], p["roles"]) for p in before["people"]])


def joiners_leavers_and_addresses():
    with Asked() as site:
        document = site.book(without=["Ben Clark"], changed={"Amy Brown": "a.brown@example.sch.uk"},
                             joined=[("Fiona Grant", "fiona.grant@example.sch.uk", "pgce")])
        receipt = one(site.take(document), PRIYA, "receipt")
        for name in ("Ben Clark", "Amy Brown", "Fiona Grant"):
            check("the receipt tells of %s: %s" % (name, receipt.text), name in receipt.text)
        same("cases", site.cases, 0)
        same("Ben has left", [until is not None for _, _, until in roles(site, BEN)], [True])
        amy = site.json("person", "a.brown@example.sch.uk", now=LATER)
        same("Amy's first address", (amy["name"], amy["addresses"][0]), ("Amy Brown", "a.brown@example.sch.uk"))
        fiona = site.json("person", "fiona.grant@example.sch.uk", now=LATER)
        same("Fiona's role", [(role["role"], role["school"]) for role in fiona["roles"]], [("mentor", "Oakfield Primary School")])
        same("Fiona's phase and programme", (fiona["attributes"]["phase"], fiona["attributes"]["programme"]), (["primary"], ["pgce"]))
        invited = site.once("2026-09-22T09:00:00+01:00")
        check("Fiona is invited", any(mail.to == "fiona.grant@example.sch.uk" for mail in invited))
        check("Ben is not", not any(mail.to == BEN for mail in invited))
        check("Amy is, at the new address", any(mail.to == "a.brown@example.sch.uk" for mail in invited))


def a_row_without_an_address_is_a_case():
    with Asked() as site:
        people = site.json("status", now=READ)["people"]
        site.take(site.book(joined=[("George Half", None, "pgce")]))
        same("cases", site.cases, 1)
        same("people", site.json("status", now=READ)["people"], people)


def an_address_of_somebody_else_is_a_case():
    with Asked() as site:
        site.take(site.book(changed={"Amy Brown": "dan.evans@example.org"}))
        check("a case", site.cases >= 1)
        same("Dan is still Dan", site.json("person", "dan.evans@example.org", now=LATER)["name"], "Dan Evans")


def changes_from_an_unknown_address_are_asked_about():
    with Asked() as site:
        site.take(site.book(without=["Ben Clark"], changed={"Amy Brown": "a.brown@example.sch.uk"}), sender="someone@example.org")
        check("cases", site.cases >= 1)
        same("Ben stays", [until for _, _, until in roles(site, BEN)], [None])
        same("Amy's address stays", site.json("person", AMY, now=LATER)["addresses"], [AMY])


def most_people_missing_is_a_case_not_an_exodus():
    with Asked() as site:
        site.take(site.book(without=["Amy Brown", "Ben Clark", "Chloë Davies-O’Neill"]))
        check("cases", site.cases >= 1)
        for address in (AMY, BEN, CHLOE):
            same(address + " stays", [until for _, _, until in roles(site, address)], [None])


def import_shows_and_then_makes_the_difference():
    with harness.Site() as site:
        people = [row for row in harness.PEOPLE if row[0] != "Ben Clark"] + [("Fiona Grant", "fiona.grant@example.sch.uk", "mentor",
                                                                             "Oakfield Primary School", "primary", "pgce", "")]
        path = site.roster(people, "second.csv")
        before = site.json("status", now=ASKED)["people"]
        shown = site.mentord("import", "--dry-run", path, now=ASKED).out
        check("the difference is shown: " + shown, "Fiona Grant" in shown)
        same("a dry run changes nothing", site.json("status", now=ASKED)["people"], before)
        site.mentord("import", path, now=ASKED)
        same("one more", site.json("status", now=ASKED)["people"], before + 1)
        again = site.mentord("import", path, now=ASKED)
        same("and none twice", site.json("status", now=ASKED)["people"], before + 1)
        check("it says what it did", again.out)


def import_reads_workbooks_and_names_bad_lines():
    openpyxl = harness.need("openpyxl")
    with harness.Site(people=()) as site:
        book = openpyxl.Workbook()
        for row in [harness.COLUMNS, *harness.PEOPLE]:
            book.active.append(row)
        site.mentord("import", site.write("people.xlsx", harness.saved(book)), now=ASKED)
        same("people", site.json("status", now=ASKED)["people"], len(harness.PEOPLE))
        out = io.StringIO()
        csv.writer(out).writerows([harness.COLUMNS, ("Ann Other", "no address", "mentor", "Oakfield Primary School", "primary", "pgce", "")])
        bad = site.mentord("import", site.write("bad.csv", out.getvalue()), now=ASKED, code=65)
        check("the fault names file and line: " + bad.err, re.search(r"bad\.csv\D+2\b", bad.err))
        role = site.mentord("import", site.write("role.csv", "name,email,role,school\nAnn Other,ann@example.org,mentr,Oak\n"), now=ASKED, code=65)
        check("and the unknown role: " + role.err, "mentr" in role.err)


harness.run([the_workbook_lists_who_is_known, returned_as_it_is_it_changes_nobody, joiners_leavers_and_addresses,
             a_row_without_an_address_is_a_case, an_address_of_somebody_else_is_a_case,
             changes_from_an_unknown_address_are_asked_about, most_people_missing_is_a_case_not_an_exodus,
             import_shows_and_then_makes_the_difference, import_reads_workbooks_and_names_bad_lines])
