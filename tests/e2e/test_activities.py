#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What mentors did on their own: the log that they return, `done`, and a learning platform's export by mail and by import."""
import datetime
import harness
import schools
from harness import check, header_row, one, reply, same, saved, templates, workbook, write
from schools import AMY, BEN, DAN, LEAD, MORNING, OFFICE, Schools

LATER, THEN = "2026-09-08T09:00:00+01:00", "2026-09-08T10:00:00+01:00"
EXPORT = "Student,Login,Module,Completed At,Hours\n" \
         "Amy Brown,%s,Online Induction Module,2026-09-05 14:03:11 UTC,\n" \
         "Amy Brown,%s,FAQs,05/09/2026,\n" \
         "Amy Brown,%s,Refresher module,,\n" \
         "Ben Clark,%s,refresher module,2026-09-06,2.5\n" % (AMY, AMY, AMY, BEN)


def hours(site, address, now=THEN):
    return site.json("person", address, now=now)["hours"]


def the_log_lists_what_is_asked_and_comes_back():
    with Schools() as site:
        request = one(site.once(MORNING), AMY, "essentials-request")
        book = workbook(request.attached(".xlsx"))
        row, columns = header_row(book.active, "Activity")
        listed = [book.active.cell(row + n, columns["Activity"]).value for n in range(1, 10)]
        check("the nine of them: %s" % listed, listed[0] == "Online Induction Module" and listed[8].startswith("Key information: key"))
        for n in range(1, 10):
            book.active.cell(row + n, columns["Date"]).value = datetime.date(2026, 9, 5)
        book.active.cell(row + 10, columns["Activity"]).value = "Online discussion forum"
        book.active.cell(row + 10, columns["Date"]).value = datetime.date(2026, 9, 6)
        book.active.cell(row + 10, columns["Hours, if known"]).value = 1.5
        site.deliver(reply(request, "All read.", [("log.xlsx", saved(book))]), LATER)
        receipt = one(site.once(THEN), AMY, "receipt")
        check("what was read: " + receipt.text, "10 recorded" in receipt.text)
        same("met", site.obligation(AMY, "essentials", THEN)["state"], "met")
        same("hours, as stated", hours(site, AMY), 2.5)


def done_is_enough():
    with Schools() as site:
        request = one(site.once(MORNING), DAN, "essentials-request")
        site.deliver(reply(request, "done"), LATER)
        site.once(THEN)
        same("met", site.obligation(DAN, "essentials", THEN)["state"], "met")


def the_platforms_export_comes_by_mail():
    with Schools() as site:
        site.once(MORNING)
        for _ in range(2):  # again, it changes nothing
            site.deliver(write(LEAD, "Export", "Attached.", [("export.csv", EXPORT.encode())]), LATER)
            receipt = one(site.once(THEN), LEAD, "receipt")
        check("nothing new: " + receipt.text, "0 recorded, 3 known already, 1 not done yet" in " ".join(receipt.text.split()))
        same("Amy", hours(site, AMY), 1.0)
        same("Ben", hours(site, BEN), 2.5)
        same("cases", site.json("status", now=THEN)["cases"], 0)


def rows_that_cannot_be_are_one_case():
    bad = EXPORT + "Nobody,nobody@example.net,FAQ,2026-09-05,\nAmy Brown,%s,Unknown thing,2026-09-05,\nAmy Brown,%s,FAQ,tomorrow,\n" % (AMY, AMY)
    with Schools() as site:
        site.once(MORNING)
        site.deliver(write(OFFICE, "Export", "Attached.", [("export.csv", bad.encode())]), LATER)
        site.once(THEN)
        same("cases", site.json("status", now=THEN)["cases"], 1)
        said = site.mentord("review", now=THEN).out
        check("each is told: " + said, "nobody@example.net" in said or "Nobody" in said)
        check("each is told: " + said, "Unknown thing" in said and "tomorrow" in said and "3 rows" in said)
        same("nobody came into being", site.json("status", now=THEN)["people"], len(schools.PEOPLE))


def somebody_else_may_not_send_it():
    with Schools() as site:
        site.once(MORNING)
        site.deliver(write(AMY, "Export", "Attached.", [("export.csv", EXPORT.encode())]), LATER)
        site.once(THEN)
        same("nothing is taken", hours(site, BEN), 0.0)
        check("a person looks at it", site.json("status", now=THEN)["cases"] >= 1)


def it_is_imported():
    with Schools() as site:
        path = site.write("export.csv", EXPORT + "Nobody,nobody@example.net,FAQ,2026-09-05,\n")
        shown = site.mentord("import", "--dry-run", path, now=THEN, code=None)
        check("the diff: " + shown.out, "Ben Clark: Online mentor module: shortened refresher" in shown.out)
        check("what is refused: " + shown.out + shown.err, "row 6" in shown.out + shown.err)
        same("a dry run does nothing", hours(site, BEN), 0.0)
        site.mentord("import", path, now=THEN, code=None)
        same("hours", (hours(site, AMY), hours(site, BEN)), (1.0, 2.5))
        again = site.mentord("import", path, now=THEN, code=None).out
        check("again: " + again, "Ben Clark" not in again)


harness.run([the_log_lists_what_is_asked_and_comes_back, done_is_enough, the_platforms_export_comes_by_mail,
             rows_that_cannot_be_are_one_case, somebody_else_may_not_send_it, it_is_imported])
