#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Offices' own forms, made as python-docx, openpyxl, LibreOffice and Word make them, filled by their labels: what the real reader finds
in them then, and that nothing else of them changed. Prints TAP."""
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

sys.dont_write_bytecode = True
from papers import Skip, need, run, same  # noqa: E402

REF = "7K3Q9-F2M4X"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAME, SCHOOL = "Siân O'Brien & Co <x>", "St Mary's C of E School"


def program(*arguments, code=0):
    done = subprocess.run(arguments, capture_output=True, text=True)
    same(done.returncode, code)
    return done.stdout + done.stderr


def fill(papers, master, *values, rows=False, code=0):
    out = f"{papers}/filled-{os.path.basename(master)}"
    told = program(os.environ["TOP_BUILDDIR"] + "/tests/paper/fill-master", *(["--rows"] if rows else []), master, out, *values, code=code)
    return out if code == 0 else told


def read(path):
    document = json.loads(program(os.environ["TOP_BUILDDIR"] + "/src/mentord", "read", "--json", path))["documents"][0]
    same(document["problem"], None)
    same({k: document["properties"].get(k) for k in ("mentord-ref", "mentord-form")},
         {"mentord-ref": REF, "mentord-form": "rows" if any("Programme" in cell for t in document["tables"] for row in t["rows"] for cell in row)
          else "boxes"})
    return {f["label"]: f["value"] for f in document["fields"]}, document


def parts(path):
    package = zipfile.ZipFile(path)
    same(package.testzip(), None)
    return {name: hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()}


def changed(master, filled):
    """The parts that are new or other, and that none is gone."""
    before, after = parts(master), parts(filled)
    same(sorted(set(before) - set(after)), [])
    return sorted(name for name in after if before.get(name) != after[name])


def opens_elsewhere(papers, path):
    if not shutil.which("soffice"):
        raise Skip("LibreOffice (soffice) is not installed")
    subprocess.run(["soffice", f"-env:UserInstallation=file://{papers}/profile", "--headless", "--convert-to", "pdf", "--outdir", papers,
                    path], check=True, timeout=180, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    text = program("pdftotext", "-layout", path.rsplit(".", 1)[0] + ".pdf", "-")
    return " ".join(text.split())


# Word

def plain_master(papers, name="plain.docx"):
    docx = need("docx")
    document = docx.Document()
    document.add_heading("Entry Level Record Sheet", 0)
    document.add_paragraph("Entry level is for those who are new to mentoring student teachers.")
    table = document.add_table(rows=6, cols=3)
    table.style = "Table Grid"
    for i, (label, value, more) in enumerate([
            ("Name of mentor and subject", "", ""), ("Email (please print clearly):", "", ""), ("School and Post Code", "......................", ""),
            ("Date of registration", "", "Mentor Signature:"), ("Name of PCM", "already said", ""), ("Completion date", "Partnership office", "")]):
        for cell, text in zip(table.rows[i].cells, (label, value, more)):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    document.sections[0].footer.paragraphs[0].text = "West London Teacher Education Collaboration"
    document.save(f"{papers}/{name}")
    return f"{papers}/{name}"


def test_cells_beside_labels(papers):
    master = plain_master(papers)
    filled = fill(papers, master, "Name of mentor and subject=" + NAME, "Email=no such label", "Email (please print clearly)=s@example.sch.uk",
                  "School and post code=" + SCHOOL, "Date of registration=2026-10-06", "Name of PCM=not over what stands there")
    fields, document = read(filled)
    same((fields["Name of mentor and subject"], fields["School and Post Code"], fields["Date of registration"], fields["Name of PCM"]),
         (NAME, SCHOOL, "06/10/2026", "already said"))
    same(fields["Email (please print clearly)"], "s@example.sch.uk")
    assert f"Ref {REF} · Version 2026-27" in document["text"], document["text"]
    same(changed(master, filled), ["[Content_Types].xml", "_rels/.rels", "docProps/custom.xml", "word/document.xml", "word/footer1.xml"])
    text = opens_elsewhere(papers, filled)
    for words in (NAME, SCHOOL, "Ref " + REF, "West London Teacher Education Collaboration"):
        assert words in text, text


def test_again_and_again_the_same(papers):
    master = plain_master(papers, "again.docx")
    first = open(fill(papers, master, "Name of PCM=x", "Date of registration=2026-10-06"), "rb").read()
    same(open(fill(papers, master, "Name of PCM=x", "Date of registration=2026-10-06"), "rb").read() == first, True)
    shutil.copy(f"{papers}/filled-again.docx", f"{papers}/twice.docx")
    same(zipfile.ZipFile(fill(papers, f"{papers}/twice.docx")).read("docProps/custom.xml").count(b"mentord-ref"), 1)


def with_document(papers, name, body, extra=()):
    """A document of Word's own kind: @body within w:body, no footer."""
    master = plain_master(papers, "base-" + name)
    source, path = zipfile.ZipFile(master), f"{papers}/{name}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for item in source.namelist():
            data = source.read(item)
            if item == "word/document.xml":
                data = f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{body}</w:body></w:document>'.encode()
            if item in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
                data = re.sub(rb'<(?:Relationship|Override) [^>]*footer[^>]*/>', b"", data)
            if not item.startswith("word/footer"):
                made.writestr(item, data)
        for extra_name, data in extra:
            made.writestr(extra_name, data)
    return path


def cell(inside, properties=""):
    return f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/>{properties}</w:tcPr>{inside}</w:tc>'


def split(*pieces):
    """A paragraph whose words Word has broken into runs, with marks of spelling between them."""
    runs = '<w:proofErr w:type="spellStart"/>'.join(f'<w:r w:rsidR="00A{i}"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{piece}</w:t></w:r>'
                                                    for i, piece in enumerate(pieces))
    return f"<w:p>{runs}</w:p>"


def control(tag, title, kind, prompt):
    return (f'<w:sdt><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{tag}"/><w:id w:val="{abs(hash(tag)) % 99999}"/><w:showingPlcHdr/>{kind}'
            f'</w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>{prompt}</w:t></w:r></w:sdtContent></w:sdt>')


FORM_FIELD = ('<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Text1"/><w:enabled/><w:textInput/></w:ffData></w:fldChar></w:r>'
              '<w:r><w:instrText xml:space="preserve"> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
              '<w:r><w:rPr><w:noProof/></w:rPr><w:t>     </w:t></w:r><w:r><w:t> </w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')


def row(*cells):
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_split_runs_merged_cells_controls_and_form_fields(papers):
    table = "<w:tbl><w:tblPr/><w:tblGrid>" + '<w:gridCol w:w="3000"/>' * 4 + "</w:tblGrid>" + "".join([
        row(cell(split("Na", "me of ", "mentor")), cell("<w:p/>", '<w:gridSpan w:val="3"/>')),
        row(cell(split("School"), '<w:gridSpan w:val="2"/>'), cell("<w:p>" + control("s", "Where you teach", "<w:text/>", "Click or tap here to enter text.")
                                                                   + "</w:p>", '<w:gridSpan w:val="2"/>')),
        row(cell(split("Date of registration")), cell("<w:p>" + control("d", "When", '<w:date><w:dateFormat w:val="d MMMM yyyy"/></w:date>',
                                                                        "Click or tap to enter a date.") + "</w:p>", '<w:gridSpan w:val="3"/>')),
        row(cell(split("Subject:")), cell(FORM_FIELD), cell(split("Years")), cell("<w:p/>")),
        row(cell(split("PCM")), cell(split("Tutor")), cell(split("Head")), cell(split("Office"))),
        row(*[cell("<w:p/>")] * 4),
        row(cell(split("Picture")), cell('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r></w:p>', '<w:gridSpan w:val="3"/>')),
    ]) + "</w:tbl>"
    own = "<w:p>" + "<w:r><w:t>Post code: </w:t></w:r>" + control("pc", "", "<w:text/>", "Click or tap here to enter text.") + "</w:p>"
    master = with_document(papers, "word.docx", split("Mastery ", "Level") + table + own)
    filled = fill(papers, master, "Name of mentor=" + NAME, "School=" + SCHOOL, "Date of registration=2026-10-06", "Subject=Music", "Years=7",
                  "PCM=Grace Adeyemi", "Tutor=Helen Okafor", "Post code=W5 5RF", "Picture=gone")
    fields, document = read(filled)
    same({label: fields.get(label) for label in ("Name of mentor", "School", "Date of registration", "Subject", "Years", "PCM", "Tutor",
                                                 "Post code")},
         {"Name of mentor": NAME, "School": SCHOOL, "Date of registration": "2026-10-06", "Subject": "Music", "Years": "7",
          "PCM": "Grace Adeyemi", "Tutor": "Helen Okafor", "Post code": "W5 5RF"})
    tree = ElementTree.fromstring(zipfile.ZipFile(filled).read("word/document.xml"))
    same((len(list(tree.iter(WORD + "sym"))), len(list(tree.iter(WORD + "showingPlcHdr"))), len(list(tree.iter(WORD + "fldChar")))), (1, 0, 3))
    same([t.text for t in list(tree.iter(WORD + "tc"))[0].iter(WORD + "t")], ["Na", "me of ", "mentor"])
    assert f"Ref {REF}" in document["text"], document["text"]
    same(changed(master, filled), ["[Content_Types].xml", "_rels/.rels", "docProps/custom.xml", "word/_rels/document.xml.rels",
                                   "word/document.xml", "word/footer-mentord.xml"])
    assert "Ref " + REF in opens_elsewhere(papers, filled)


def test_evidence_in_rows_of_the_office(papers):
    table = "<w:tbl><w:tblPr/>" + row(cell(split("ST 1")), cell("<w:p/>")) + row(cell(split("ST 1: evidence 1")), cell("<w:p/>")) + "</w:tbl>"
    master = with_document(papers, "evidence.docx", table + "<w:p/>")
    same(read(fill(papers, master, "ST 1=I am kind.\nEvidence 1: Notes\nEvidence 2: no row for it"))[0],
         {"ST 1": "I am kind.", "ST 1: evidence 1": "Notes"})


def test_made_by_libreoffice(papers):
    plain_master(papers, "office.docx")
    if not shutil.which("soffice"):
        raise Skip("LibreOffice (soffice) is not installed")
    subprocess.run(["soffice", f"-env:UserInstallation=file://{papers}/profile", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir",
                    f"{papers}/lo", f"{papers}/office.docx"], check=True, timeout=180, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    master = f"{papers}/lo/office.docx"
    filled = fill(papers, master, "Name of mentor and subject=" + NAME, "Date of registration=2026-10-06")
    fields, document = read(filled)
    same((fields["Name of mentor and subject"], fields["Date of registration"]), (NAME, "06/10/2026"))
    assert "Ref " + REF in document["text"]
    assert not [name for name in changed(master, filled) if "styles" in name or "theme" in name or "settings" in name]


# Excel

def sheet_master(papers, name="plain.xlsx"):
    openpyxl = need("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Entry"
    sheet["B2"] = "Entry level record"
    for i, (label, value) in enumerate([("Name of mentor:", None), ("School", None), ("Date of registration", None), ("Hours", None),
                                        ("Total", "=SUM(C6:C6)"), ("PCM", "Grace Adeyemi")]):
        sheet.cell(3 + i, 2).value = label
        sheet.cell(3 + i, 4).value = value
        sheet.merge_cells(start_row=3 + i, start_column=2, end_row=3 + i, end_column=3)
    sheet["D5"].number_format = "dd/mm/yyyy"
    sheet.oddFooter.left.text = "West London"
    other = book.create_sheet("Hidden")
    other["A1"] = "School"
    other.sheet_state = "hidden"
    book.save(f"{papers}/{name}")
    return f"{papers}/{name}"


def test_cells_of_a_workbook(papers):
    master = sheet_master(papers)
    filled = fill(papers, master, "Name of mentor=" + NAME, "School=" + SCHOOL, "Date of registration=2026-10-06", "Hours=2.5", "Total=9",
                  "PCM=somebody else")
    fields, _ = read(filled)
    same({label: fields.get(label) for label in ("Name of mentor", "School", "Date of registration", "Hours", "PCM")},
         {"Name of mentor": NAME, "School": SCHOOL, "Date of registration": "2026-10-06", "Hours": "2.5", "PCM": "Grace Adeyemi"})
    sheet = need("openpyxl").load_workbook(filled).worksheets[0]
    same((sheet["D7"].value, sheet["D5"].number_format, sheet["B2"].value, sheet["B9"].value),
         ("=SUM(C6:C6)", "dd/mm/yyyy", "Entry level record", None))
    same((sheet.oddFooter.left.text, sheet.oddFooter.right.text), ("West London", f"Ref {REF} · Version 2026-27"))
    same(need("openpyxl").load_workbook(filled)["Hidden"]["B1"].value, None)
    assert "xl/styles.xml" not in changed(master, filled) and "xl/sharedStrings.xml" not in changed(master, filled)
    assert SCHOOL in opens_elsewhere(papers, filled)


def test_labels_above_their_values(papers):
    openpyxl = need("openpyxl")
    book = openpyxl.Workbook()
    for i, label in enumerate(("Name", "School", "Subject")):
        book.active.cell(1, 1 + i).value = label
    book.save(f"{papers}/above.xlsx")
    sheet = openpyxl.load_workbook(fill(papers, f"{papers}/above.xlsx", "Name=Amy Brown", "School=Oakfield", "Subject=Music")).active
    same([[c.value for c in row] for row in sheet.iter_rows()], [["Name", "School", "Subject"], ["Amy Brown", "Oakfield", "Music"]])


def test_rows_of_a_workbook(papers):
    openpyxl = need("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Please list your mentors"
    for i, label in enumerate(("Full name", "Role in school", "Email address", "Programme")):
        sheet.cell(3, 1 + i).value = label
    sheet["A4"].font = openpyxl.styles.Font(bold=True)
    rule = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1='"pgce,undergraduate"')
    sheet.add_data_validation(rule)
    rule.add("D4:D20")
    master = f"{papers}/rows.xlsx"
    book.save(master)
    filled = fill(papers, master, "Full name=Amy Brown|Email address=a@example.sch.uk|Programme=pgce",
                  "Full name=Đorđe Żak|Email address=d@example.sch.uk|Programme=", rows=True)
    _, document = read(filled)
    same(document["tables"][0]["rows"][-3:], [["Full name", "Role in school", "Email address", "Programme"],
                                              ["Amy Brown", "", "a@example.sch.uk", "pgce"], ["Đorđe Żak", "", "d@example.sch.uk"]])
    sheet = openpyxl.load_workbook(filled).active
    same((sheet["A5"].font.bold, len(sheet.data_validations.dataValidation)), (True, 1))
    assert "Đorđe Żak" in opens_elsewhere(papers, filled)


# What is refused

def test_what_is_no_form_is_refused(papers):
    master, path = plain_master(papers, "macro.docx"), f"{papers}/with-macro.docx"
    source = zipfile.ZipFile(master)
    with zipfile.ZipFile(path, "w") as made:
        for item in source.namelist():
            data = source.read(item)
            if item == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", b'<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/'
                                    b'vbaProject" Target="vbaProject.bin"/></Relationships>')
            made.writestr(item, data)
    bomb = with_document(papers, "dtd.docx", "")
    with zipfile.ZipFile(f"{papers}/doctype.docx", "w") as made:
        for item in zipfile.ZipFile(bomb).namelist():
            made.writestr(item, b'<!DOCTYPE w [<!ENTITY a "aa">]><w>&a;</w>' if item == "word/document.xml" else zipfile.ZipFile(bomb).read(item))
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    for name, data, words in (("with-macro.docx", None, "holds macros"), ("doctype.docx", None, "is damaged"),
                              ("old.docx", b"\xd0\xcf\x11\xe0" + bytes(2000), "kept by a password"), ("text.docx", b"Name: ", "no Word or Excel file"),
                              ("empty.docx", empty.getvalue(), "no Word or Excel file"), ("cut.docx", open(master, "rb").read()[:3000], "no Word or Excel file")):
        if data is not None:
            with open(f"{papers}/{name}", "wb") as file:
                file.write(data)
        told = fill(papers, f"{papers}/{name}", "Name=x", code=65)
        assert words in told, f"{name}: {told}"


TESTS = [test_cells_beside_labels, test_again_and_again_the_same, test_split_runs_merged_cells_controls_and_form_fields,
         test_evidence_in_rows_of_the_office, test_made_by_libreoffice, test_cells_of_a_workbook, test_labels_above_their_values, test_rows_of_a_workbook,
         test_what_is_no_form_is_refused]

if __name__ == "__main__":
    run(TESTS)
