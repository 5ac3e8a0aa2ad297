#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other people's programs make of mentord's papers: python-docx, openpyxl and LibreOffice open them, and what must survive
(ref, labels, values, lists) does. Prints TAP."""
import datetime
import json
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


def rows_of(path):
    """The rows of its first table that are more than a remark across it."""
    table = need("docx").Document(path).tables[0]._tbl
    return [row for row in table.iter(WORD + "tr") if len(list(row.iter(WORD + "tc"))) > 1]


def word_rows(path):
    return [["".join(t.text or "" for t in cell.iter(WORD + "t")) for cell in row.iter(WORD + "tc")]
            for row in rows_of(path)]


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
    rows = rows_of(path)
    same([i for i, row in enumerate(rows) if list(row.iter(WORD + "showingPlcHdr"))], PROMPTS)
    lists = [[item.get(WORD + "value") for item in row.iter(WORD + "listItem")] for row in rows]
    same(lists[4:9], [["Yes", "No"]] + [["1", "2", "3", "4"]] * 4)


def read(path):
    """What the real reader makes of it: the fields, by label, and the properties."""
    out = subprocess.run([os.environ["TOP_BUILDDIR"] + "/src/mentord", "read", "--json", path], check=True,
                         capture_output=True).stdout
    document = json.loads(out)["documents"][0]
    same(document["problem"], None)
    return {f["label"]: f["value"] for f in document["fields"] if f["as"] != "line"}, document


# The record sheet of draw-papers: every type of box, by its tag; what it holds as drawn, what is written, what is then read.
SHEET = [("name", "Name of mentor and subject", "Siân O'Brien", "Đorđe Żak, Music", None),
         ("email", "Email (please print clearly)", "", "d.zak@school.example.sch.uk", None),
         ("experience", "Years of teaching experience", "", "more than 5", None),
         ("pcm", "Name of PCM", "Grace Adeyemi", "Grace Adeyemi", None),
         ("registered", "Date of registration", "", "01/04/2026", "2026-04-01"),
         ("days", "Days of study", "", "2.5", None),
         ("recommended", "Recommendation by head teacher or PCM for role due to their quality engagement and high level of "
          "professional commitment", "", "Yes", None),
         ("audit", "Pre-entry audit completed", "", "No", None),
         ("audit-on", "Date of completion of audit", "2026-10-06", "07/10/2026", "2026-10-07"),
         ("module-1", "Knowledge and understanding of process and paperwork for provider", "Yes", "Yes", None),
         ("module-1-on", "Date of study of Module 1", "", "08/10/2026", "2026-10-08"),
         ("st1", "ST 1 Personal qualities", "", "I am approachable: my trainee says so.", None),
         ("st1.1", "ST 1 Personal qualities: evidence 1", "", "Notes of weekly meetings", None),
         ("st1.2", "ST 1 Personal qualities: evidence 2", "", "Letter of the head", None),
         ("st1.3", "ST 1 Personal qualities: evidence 3", "", "https://school.example.sch.uk/film", None),
         ("st2", "ST 2 Teaching", "I plan with my trainee every week.", "I plan.", None),
         ("st2.1", "ST 2 Teaching: evidence 1", "Notes of 6 October", "A", None),
         ("st2.2", "ST 2 Teaching: evidence 2", "", "B", None),
         ("st2.3", "ST 2 Teaching: evidence 3", "Joint observation", "C", None),
         ("support", "Quality of mentoring", "", "3", None),
         ("feedback", "Lesson feedback promotes challenge to trainees, offering support and constructive advice", "4", "1", None),
         ("signature", "Mentor Signature", "", "S. O'Brien", None),
         ("signed", "Date signed by the mentor", "", "09/10/2026", "2026-10-09"),
         ("consent", "I agree to share my data between the providers", "", "Yes", None)]


def run_of(words):
    run = need("docx").oxml.OxmlElement("w:r")
    text = need("docx").oxml.OxmlElement("w:t")
    text.text = words
    run.append(text)
    return run


def fill_controls(path, to):
    document = need("docx").Document(path)
    values = {tag: (words, value) for tag, _, _, words, value in SHEET}
    for control in document.element.body.iter(WORD + "sdt"):
        mark = control.find(f"{WORD}sdtPr/{WORD}showingPlcHdr")
        if mark is not None:
            mark.getparent().remove(mark)
        content, date = control.find(WORD + "sdtContent"), control.find(f"{WORD}sdtPr/{WORD}date")
        tag = control.find(f"{WORD}sdtPr/{WORD}tag").get(WORD + "val")
        if date is not None:
            date.set(WORD + "fullDate", values[tag][1] + "T00:00:00Z")
        for old in list(content):
            content.remove(old)
        content.append(run_of(values.pop(tag)[0]))
    same(values, {})
    document.save(to)


def fill_cells(path, to):
    """As programs do that know nothing of controls: the cell beside a label is written anew."""
    document = need("docx").Document(path)
    values = {label: words for _, label, _, words, _ in SHEET}
    for row in document.element.body.iter(WORD + "tr"):
        cells = list(row.iter(WORD + "tc"))
        for label, cell in zip(cells, cells[1:]):
            words = values.pop("".join(t.text or "" for t in label.iter(WORD + "t")), None)
            if words is None:
                continue
            for old in list(cell):
                if not old.tag.endswith("}tcPr"):
                    cell.remove(old)
            new = need("docx").oxml.OxmlElement("w:p")
            new.append(run_of(words))
            cell.append(new)
    same(values, {})
    document.save(to)


def as_drawn():
    return {label: value for _, label, value, _, _ in SHEET}


def as_filled(seen=False):
    return {label: words if seen or not value else value for _, label, _, words, value in SHEET}


def test_record_sheet(papers):
    path = f"{papers}/record-sheet.docx"
    fields, document = read(path)
    same(fields, as_drawn())
    same(document["properties"], {"mentord-ref": REF, "mentord-form": "record-sheet", "mentord-version": "2026-27"})
    assert f"Ref {REF} · Version 2026-27" in footers(path), footers(path)
    heads = [row for table in need("docx").Document(path).tables for row in table._tbl.iter(WORD + "tr")
             if row.find(f"{WORD}trPr/{WORD}tblHeader") is not None]
    same(["".join(t.text for t in row.find(WORD + "tc").iter(WORD + "t")) for row in heads],
         ["Mentor", "Criteria", "National Standards for school-based ITT mentors", "Self-evaluation",
          "Signatures to confirm the above"])


def test_record_sheet_filled_by_its_controls(papers):
    fill_controls(f"{papers}/record-sheet.docx", f"{papers}/by-controls.docx")
    same(read(f"{papers}/by-controls.docx")[0], as_filled())


def test_record_sheet_filled_by_its_cells(papers):
    fill_cells(f"{papers}/record-sheet.docx", f"{papers}/by-cells.docx")
    same(read(f"{papers}/by-cells.docx")[0], as_filled(seen=True))


def test_record_sheet_again_from_libreoffice(papers):
    path = convert(papers, "record-sheet.docx", "docx", ":MS Word 2007 XML")
    same(read(path)[0], as_drawn())


def test_record_sheet_filled_and_again_from_libreoffice(papers):
    fill_controls(f"{papers}/record-sheet.docx", f"{papers}/both.docx")
    fields, document = read(convert(papers, "both.docx", "docx", ":MS Word 2007 XML"))
    same(fields, as_filled())
    same(document["properties"]["mentord-ref"], REF)


def test_printed_record_sheet(papers):
    text = printed(papers, "record-sheet.docx")
    for words in ["Page 1 of 2", "1 is the lowest mark, 4 the highest.", "link to 3 pieces of evidence", "Date signed by"]:
        assert words in text, f"{words!r} is not in {text!r}"


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


TESTS = [test_record_sheet, test_record_sheet_filled_by_its_controls, test_record_sheet_filled_by_its_cells,
         test_record_sheet_again_from_libreoffice, test_record_sheet_filled_and_again_from_libreoffice,
         test_printed_record_sheet, test_tracker, test_tracker_again_from_libreoffice, test_printed_tracker, test_attendance,
         test_attendance_again_from_libreoffice, test_mentor_details]

if __name__ == "__main__":
    run(TESTS)
