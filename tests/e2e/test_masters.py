#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms that go out: what is known in them, and the office's own, from `check` to the certificate: what goes out is their file with the person's name in it, what comes back is
read, and a file that lacks a label is named with the line of its field. Prints TAP."""
import io
import json
import os
import re
import shutil
import tempfile
import zipfile

import harness
from asked import AMY, PRIYA, Asked, certified
from harness import check, fill, header_row, one, reply, same, saved, workbook

LABELS = ["Name of mentor", "School / college", "I have read the Mentor Handbook for my phase", "Personal qualities", "Teaching", "Professionalism",
          "Self-development and working in partnership", "Training I would find most useful"]
SCHEME = harness.read(os.path.join(harness.SOURCE, "conf", "schemes", "bcu.conf"))
folder = tempfile.mkdtemp(prefix="mentord-masters-")


def master(name, labels=LABELS):
    """The office's Word form, with a crest of words, labels of their own kind, and a question that nobody here knows."""
    document = harness.need("docx").Document()
    document.add_heading("Mentor Tracker 2026-27 – Faculty of Education", 1)
    document.add_paragraph("Please complete every box. Office use: do not staple.")
    table = document.add_table(rows=len(labels) + 1, cols=2)
    table.style = "Table Grid"
    for row, label in zip(table.rows, list(labels) + ["For the office"]):
        row.cells[0].text = label + (":" if len(label) < 20 else "")
    path = os.path.join(folder, name)
    document.save(path)
    return path


def scheme_with(**masters):
    """The shipped scheme, its forms with masters."""
    text = SCHEME
    for document, path in masters.items():
        name = document.replace("_", "-")
        text, n = re.subn(r'(document = "%s\.(?:docx|xlsx)";)' % name, r'\1 master = "%s";' % path, text, 1)
        same("the scheme has " + name, n, 1)
    return text


def the_offices_word_form_goes_out_and_comes_back():
    path = master("tracker.docx")
    with Asked(scheme=scheme_with(mentor_tracker=path)) as site:
        site.mentord("check")
        sent = site.form(AMY)
        document = harness.need("docx").Document(io.BytesIO(sent))
        same("their own words", document.paragraphs[1].text, "Please complete every box. Office use: do not staple.")
        cells = {row.cells[0].text.rstrip(":"): row.cells[1].text for row in document.tables[0].rows}
        same("prefilled", (cells["Name of mentor"], cells["School / college"], cells["Teaching"]), ("Amy Brown", "Oakfield Primary School", ""))
        check("the ref is in the footer", site.ref(AMY) in zipfile.ZipFile(io.BytesIO(sent)).read("word/footer-mentord.xml").decode())
        same("the office's file is as it was", harness.read_bytes(path) == sent, False)
        mails = site.take(reply(site.request(AMY), "Here.", [("scan of it.docx", fill(sent, harness.TRACKER))]))
        same("filed", (site.states(AMY), certified(mails)), (["met"], [AMY]))
        same("read", site.answers(AMY)["Training I would find most useful"], "Giving feedback after a lesson")


def the_offices_workbook_goes_out_with_its_rows():
    book = harness.need("openpyxl").Workbook()
    for i, label in enumerate(("Mentor", "Email address", "Date attended", "Training materials reviewed instead", "Our own column")):
        book.active.cell(4, 2 + i).value = label
    path = os.path.join(folder, "attendance.xlsx")
    book.save(path)
    with Asked(scheme=scheme_with(attendance=path)) as site:
        site.mentord("check")
        asked = one(site.requests, PRIYA, "attendance-request")
        sheet = workbook(asked.attached(".xlsx")).active
        row, _ = header_row(sheet, "Mentor")
        names = [sheet.cell(r, 2).value for r in range(row + 1, sheet.max_row + 1)]
        same("its people", names, ["Amy Brown", "Ben Clark", "Chloë Davies-O’Neill", "Priya Nair"])
        same("their addresses", sheet.cell(row + 1, 3).value, AMY)
        sheet.cell(row + 1, 4).value = "06/10/2026"
        site.take(reply(asked, "Here.", [("a.xlsx", saved(sheet.parent))]))
        same("Amy was there", [line for line in site.json("person", AMY, now="2026-10-09T11:00:00+01:00")["obligations"]
                               if line["requirement"] == "core-pgce" and line["state"] == "met"] != [], True)


def what_lacks_a_label_is_a_fault_at_its_line():
    path = master("lacking.docx", [label for label in LABELS if label != "Professionalism"])
    text = scheme_with(mentor_tracker=path)
    line = text[:text.index('label = "Professionalism"')].count("\n") + 1
    with harness.Site(scheme=text, people=()) as site:
        said = site.mentord("check", code=78).err
        check("said: " + said, 'bcu.conf:%d: %s has no place for "Professionalism"' % (line, path) in said)
        same("and nothing else", said.strip().count("\n"), 0)


def what_cannot_be_filled_is_a_fault():
    for name, data, words in (("gone.docx", None, "there is no file"), ("old.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "kept by a password"),
                              ("text.docx", b"Name:", "no Word or Excel file")):
        path = os.path.join(folder, name)
        if data:
            with open(path, "wb") as file:
                file.write(data)
        with harness.Site(scheme=scheme_with(mentor_tracker=path), people=()) as site:
            said = site.mentord("check", code=78).err
            check("%s: %s" % (name, said), words in said and re.search(r"bcu\.conf:\d+: ", said))
    with harness.Site(scheme=scheme_with(mentor_tracker=master("it.docx").replace(".docx", ".docm")), people=()) as site:
        check("a form with macros", "must end with .docx or .xlsx" in site.mentord("check", code=78).err)


KNOWN = ('{ id = "programme"; label = "Programme"; type = "choice"; of = ("undergraduate", "pgce"); },\n'
         '{ id = "lead-mentor"; label = "My Lead Mentor"; type = "person"; },\n{ id = "wants";')


def what_is_known_stands_in_the_form():
    with Asked(scheme=SCHEME.replace('{ id = "wants";', KNOWN, 1)) as site:
        cells = {row.cells[0].text: row.cells[1].text for row in harness.need("docx").Document(io.BytesIO(site.form(AMY))).tables[0].rows}
        drawn = harness.mentord("read", "--json", site.write("drawn.docx", site.form(AMY))).out
        fields = {field["label"]: field["value"] for field in json.loads(drawn)["documents"][0]["fields"]}
        same("drawn", (fields["Programme"], fields["My Lead Mentor"], fields["Teaching"]), ("pgce", "Priya Nair", ""))
        check("with a place for each", "My Lead Mentor" in cells)
        mails = site.take(reply(site.request(AMY), "Here.", [("t.docx", site.form(AMY))]))
        same("blank all the same", (site.states(AMY), certified(mails)), (["open"], []))
        mails = site.take(reply(site.request(AMY), "Here.", [("t.docx", fill(site.form(AMY), harness.TRACKER))]))
        same("and filed when filled", site.states(AMY), ["met"])


def two_facts_in_one_cell_of_theirs():
    path = master("two.docx", ["Name of mentor and subject"] + LABELS[1:])
    with Asked(scheme=scheme_with(mentor_tracker=path).replace('label = "Name of mentor"; type', 'label = "Name of mentor"; also = "Name of mentor and '
                                                               'subject"; part = 1; type', 1)) as site:
        site.mentord("check")
        form = fill(site.form(AMY), {**harness.TRACKER, "School / college": "Oakfield"})
        cells = {row.cells[0].text: row.cells[1].text for row in harness.need("docx").Document(io.BytesIO(form)).tables[0].rows}
        same("the name is in it", cells["Name of mentor and subject"], "Amy Brown")
        site.take(reply(site.request(AMY), "Here.", [("t.docx", fill(form, {"Name of mentor and subject": "Amy Brown, Music"}))]))
        same("filed", site.states(AMY), ["met"])


TESTS = [what_is_known_stands_in_the_form, two_facts_in_one_cell_of_theirs, the_offices_word_form_goes_out_and_comes_back, the_offices_workbook_goes_out_with_its_rows, what_lacks_a_label_is_a_fault_at_its_line,
         what_cannot_be_filled_is_a_fault]

if __name__ == "__main__":
    try:
        harness.run(TESTS)
    finally:
        shutil.rmtree(folder)
