#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""record: facts by hand, each with its reason, and what follows from them. Prints TAP."""
import os
import sys

sys.path.insert(0, os.path.join(os.environ.get("TOP_SRCDIR") or os.path.join(os.path.dirname(__file__), "..", ".."), "tests", "e2e"))
import harness  # noqa: E402
from harness import check, fill, one, same, to  # noqa: E402

AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
ASKED = "2026-10-08T12:00:00+01:00"
NOW = "2026-10-09T10:00:00+01:00"
NEXT = "2026-10-09T10:05:00+01:00"


class Asked(harness.Site):
    def __enter__(self):
        self.mails = self.once(ASKED)
        return self

    def record(self, *arguments, code=0, reason="by telephone", now=NOW):
        return self.mentord("record", *arguments, *(["--reason", reason] if reason else []), now=now, code=code)

    def ref(self, address, requirement, **others):
        return self.obligation(address, requirement, NOW, **others)["ref"]

    def why(self, ref):
        return self.mentord("why", ref, now=NEXT).out


def attendance_and_materials_are_told_apart():
    with Asked() as site:
        site.record("attendance", AMY, "core", "2026-10-06")
        site.record("attendance", BEN, "core", "2026-10-09", "--reviewed")
        amy, ben = site.obligation(AMY, "core-pgce", NOW, instance="autumn"), site.obligation(BEN, "core-undergraduate", NOW)
        same("met at once", (amy["state"], ben["state"]), ("met", "met"))
        check("told apart", "review" not in amy["evidence"] and "review" in ben["evidence"])
        check("twice is said", "known already" in site.record("attendance", AMY, "bcu/core", "2026-10-06").out)
        check("a day without a session is said", "is the date right" in site.record("attendance", CHLOE, "core", "2026-10-05").out)


def an_activity_with_hours():
    with Asked() as site:
        before = site.json("person", AMY, now=NOW)["paid_hours"]
        site.record("activity", AMY, "support", "2026-10-09", "1.5")
        same("hours", site.json("person", AMY, now=NOW)["paid_hours"] - before, 1.5)


def a_paper_that_was_typed_in_is_a_return():
    with Asked() as site:
        request = one(site.mails, AMY, "tracker-request")
        path = site.write("typed.docx", fill(request.attached(".docx"), harness.TRACKER))
        ref = site.ref(AMY, "tracker")
        site.record("return", ref, path, reason="came by post")
        same("met at once", site.obligation(AMY, "tracker", NOW)["state"], "met")
        mails = site.once(NEXT)
        one(mails, AMY, "certificate")
        same("nothing to anybody else but the lead", sorted({mail.to for mail in mails}), [AMY, harness.PRIMARY])
        check("and why: " + site.why(ref), "by hand: came by post" in site.why(ref))
        check("twice is said", "already" in site.record("return", ref, path).out)
        same("one certificate", len(to(site.sent(), AMY, "certificate")), 1)
        same("kept like a mail", sum(site.json("status", now=NEXT)["messages"].values()), 1)


def what_is_no_return_of_it_is_refused():
    with Asked() as site:
        empty = one(site.mails, AMY, "tracker-request").attached(".docx")
        ref = site.ref(AMY, "tracker")
        for name, content in {"empty.docx": empty, "note.txt": "hello", "people.csv": "name,email\na,b\n", "broken.docx": b"PK\x03\x04no"}.items():
            bad = site.record("return", ref, site.write(name, content), code=65)
            check("%s is named: %s" % (name, bad.err), name in bad.err)
        site.record("return", ref, site.file("absent.docx"), code=65)
        same("still open", site.obligation(AMY, "tracker", NOW)["state"], "open")
        same("nothing kept", site.json("status", now=NOW)["messages"], {})


def an_attendance_workbook_by_hand():
    with Asked() as site:
        request = one(site.mails, PRIYA, "attendance-request")
        book = harness.workbook(request.attached(".xlsx"))
        header, columns = harness.header_row(book.active, "Mentor")
        for row in range(header + 1, book.active.max_row + 1):
            if book.active.cell(row, columns["Mentor"]).value == "Amy Brown":
                book.active.cell(row, columns["Date attended"]).value = harness.datetime(2026, 10, 8)
        site.record("return", request.refs[0], site.write("a.xlsx", harness.saved(book)))
        same("the school's", site.obligation(PRIYA, "attendance", NOW, instance="autumn")["state"], "met")
        same("Amy's", site.obligation(AMY, "core-pgce", NOW, instance="autumn")["state"], "met")


def approval_of_what_is_signed_off_alone():
    with Asked() as site:
        bad = site.record("approval", site.ref(AMY, "tracker"), "yes", code=65)
        check("said: " + bad.err, "signed off" in bad.err)
        site.record("approval", site.ref(AMY, "tracker"), "maybe", code=64)


def a_waiver_ends_the_ladder():
    with Asked() as site:
        ref = site.ref(AMY, "tracker")
        site.record("waiver", ref, reason="on leave")
        same("state", site.obligation(AMY, "tracker", NOW)["state"], "waived")
        mails = [mail for day in range(5, 40) for mail in site.once(harness.days_later("2026-10-08", day))]
        same("no reminder of it", [mail.template for mail in to(mails, AMY) if ref in mail.refs], [])
        check("others are reminded", [mail for mail in to(mails, BEN) if mail.template.startswith("tracker")])
        check("and why", "on leave" in site.why(ref))


def an_extension_moves_the_due_date():
    with Asked() as site:
        ref = site.ref(AMY, "tracker")
        same("before", site.obligation(AMY, "tracker", NOW)["due"], "2026-10-22")
        site.record("extension", ref, "2026-11-06")
        same("after", site.obligation(AMY, "tracker", NOW)["due"], "2026-11-06")
        mails = [mail for day in range(5, 29) for mail in site.once(harness.days_later("2026-10-08", day))]
        same("nothing while it runs", [mail.template for mail in to(mails, AMY) if ref in mail.refs and "overdue" in mail.template], [])
        site.record("extension", ref, "2026-10-01", code=65)
        site.record("extension", ref, "6 November", code=64)


def every_record_needs_its_reason_and_its_words():
    with Asked() as site:
        ref = site.ref(AMY, "tracker")
        for arguments in (("attendance", AMY, "core", "2026-10-06"), ("waiver", ref)):
            check("the usage", "--reason" in site.record(*arguments, reason=None, code=64).err)
        for code, *arguments in ((65, "attendance", "nobody@example.org", "core", "2026-10-06"), (65, "attendance", AMY, "party", "2026-10-06"),
                                 (64, "attendance", AMY, "core", "yesterday"), (65, "activity", AMY, "sport", "2026-10-06"),
                                 (64, "activity", AMY, "support", "2026-10-06", "lots"), (65, "waiver", "00000-00000"), (64, "miracle", AMY),
                                 (64, "waiver"), (64,)):
            site.record(*arguments, code=code)
        same("nothing happened", (site.obligation(AMY, "tracker", NOW)["state"], site.json("person", AMY, now=NOW)["hours"]), ("open", 0.0))


harness.run([attendance_and_materials_are_told_apart, an_activity_with_hours, a_paper_that_was_typed_in_is_a_return,
             what_is_no_return_of_it_is_refused, an_attendance_workbook_by_hand, approval_of_what_is_signed_off_alone,
             a_waiver_ends_the_ladder, an_extension_moves_the_due_date, every_record_needs_its_reason_and_its_words])
