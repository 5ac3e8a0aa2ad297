#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other people's programs make of mentord's papers: python-docx, openpyxl and LibreOffice open them, and what must survive
(ref, labels, values, lists) does. Prints TAP."""
import datetime
import os
import shutil
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

sys.dont_write_bytecode = True
from papers import need, run, same, Skip  # noqa: E402

REF = "7K3Q9-F2M4X"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LABELS = ["Name of mentor", "School / college", "Date I read the Mentor Handbook",
          "I have read the Mentor Handbook for my phase", "Personal qualities", "Teaching", "Professionalism",
          "Self-development and working in partnership", "Training I would find most useful"]
VALUES = ["Siân O'Brien", "St Mary's & St John's <CE> School", "06/10/2026", "Choose an item.", "Choose an item.", "3",
          "Choose an item.", "Choose an item.", "Click or tap here to enter text."]
# Whose prompts must still be known as prompts after LibreOffice.
PROMPTS = [4, 5, 7, 8, 9]


def custom_properties(path):
    root = ElementTree.fromstring(zipfile.ZipFile(path).read("docProps/custom.xml"))
    return {p.get("name"): "".join(p.itertext()) for p in root}


def word_rows(path):
    table = need("docx").Document(path).tables[0]._tbl
    return [["".join(t.text or "" for t in cell.iter(WORD + "t")) for cell in row.iter(WORD + "tc")]
            for row in table.iter(WORD + "tr")]


def footers(path):
    package = zipfile.ZipFile(path)
    return " ".join("".join(ElementTree.fromstring(package.read(n)).itertext())
                    for n in package.namelist() if n.startswith("word/footer"))


def check_tracker(path):
    rows = word_rows(path)
    same(rows[0], ["Question", "Your answer"])
    same([r[0] for r in rows[1:]], LABELS)
    same([r[1] for r in rows[1:]], VALUES)
    same(custom_properties(path), {"mentord-ref": REF, "mentord-form": "tracker"})
    assert "Ref " + REF in footers(path), footers(path)


def test_tracker(papers):
    check_tracker(f"{papers}/tracker.docx")
    properties = need("docx").Document(f"{papers}/tracker.docx").core_properties
    same((properties.title, properties.language), ("BCU Mentor Tracker", "en-GB"))
    same(properties.created, datetime.datetime(1980, 1, 1))


def convert(papers, name, to, filter_name=""):
    if not shutil.which("soffice"):
        raise Skip("LibreOffice (soffice) is not installed")
    out = f"{papers}/converted/{to}"
    subprocess.run(["soffice", f"-env:UserInstallation=file://{papers}/profile", "--headless", "--convert-to",
                    to + filter_name, "--outdir", out, f"{papers}/{name}"], check=True, timeout=180,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    path = f"{out}/{name.rsplit('.', 1)[0]}.{to}"
    assert os.path.exists(path), f"LibreOffice made no {to} of {name}"
    return path


def test_tracker_again_from_libreoffice(papers):
    path = convert(papers, "tracker.docx", "docx", ":MS Word 2007 XML")
    check_tracker(path)
    rows = list(need("docx").Document(path).tables[0]._tbl.iter(WORD + "tr"))
    same([i for i, row in enumerate(rows) if list(row.iter(WORD + "showingPlcHdr"))], PROMPTS)
    lists = [[item.get(WORD + "value") for item in row.iter(WORD + "listItem")] for row in rows]
    same(lists[4:9], [["Yes", "No"]] + [["1", "2", "3", "4"]] * 4)


def printed(papers, name):
    if not shutil.which("pdftotext"):
        raise Skip("pdftotext is not installed")
    text = subprocess.run(["pdftotext", "-layout", convert(papers, name, "pdf"), "-"], check=True, capture_output=True).stdout
    return " ".join(text.decode().split())


def test_printed_tracker(papers):
    text = printed(papers, "tracker.docx")
    for words in ["BCU Mentor Tracker", "Ref " + REF, "Page 1 of 1", "Siân O'Brien", "06/10/2026", "Professionalism"]:
        assert words in text, f"{words!r} is not in {text!r}"


def check_attendance(path):
    book = need("openpyxl").load_workbook(path)
    sheet = book.worksheets[0]
    same(custom_properties(path), {"mentord-ref": REF, "mentord-form": "attendance"})
    rows = list(sheet.iter_rows(values_only=True))
    header = rows.index(("Mentor", "Email address", "Date attended", "Training materials reviewed instead"))
    same(rows[header + 1], ("Siân O'Brien", "s.obrien@school.example.sch.uk", datetime.datetime(2026, 10, 6), None))
    same(rows[header + 3], ("Tomasz Wójcik", "t.wojcik@school.example.sch.uk", None, "Yes"))
    last = sheet.cell(header + 8, 1)
    same((last.value, last.data_type), ("=cmd|' /C calc'!A0", "s"))
    same(sheet.cell(header + 2, 3).number_format.lower(), "dd/mm/yyyy")
    same(book.worksheets[1].sheet_state, "hidden")
    rules = {r.sqref.ranges[0].coord: r for r in sheet.data_validations.dataValidation}
    first, end = header + 2, header + 13
    days = rules[f"C{first}:C{end}"]
    same((days.type, days.formula1.replace("$", "").replace("'", "").lstrip("=")), ("list", "Lists!C1:C3"))
    same([c.value for c in book.worksheets[1]["C"]],
         [datetime.datetime(2026, 10, d) for d in (6, 8, 13)])
    same(rules[f"D{first}:D{end}"].formula1, '"Yes,No"')
    return sheet


def test_attendance(papers):
    sheet = check_attendance(f"{papers}/attendance.xlsx")
    same((sheet.oddFooter.right.text, sheet.freeze_panes), ("Ref " + REF, "A7"))
    same((sheet.page_setup.orientation, sheet.page_setup.fitToHeight), ("landscape", 0))
    same(sheet.protection.sheet, False)


def test_attendance_again_from_libreoffice(papers):
    sheet = check_attendance(convert(papers, "attendance.xlsx", "xlsx", ":Calc MS Excel 2007 XML"))
    assert REF in sheet.oddFooter.right.text, sheet.oddFooter.right.text


def test_mentor_details(papers):
    book = need("openpyxl").load_workbook(f"{papers}/mentor-details.xlsx")
    sheet = book.worksheets[0]
    rules = {r.sqref.ranges[0].coord[0]: r for r in sheet.data_validations.dataValidation}
    same({k: r.type for k, r in rules.items()}, {"D": "list", "E": "list", "F": "date", "G": "decimal"})
    same(rules["D"].formula1, "Lists!$D$1:$D$20")
    same(book["Lists"]["D1"].value, "Art, craft and design")
    same(sheet["G6"].value, 2)


TESTS = [test_tracker, test_tracker_again_from_libreoffice, test_printed_tracker, test_attendance,
         test_attendance_again_from_libreoffice, test_mentor_details]

if __name__ == "__main__":
    run(TESTS)
