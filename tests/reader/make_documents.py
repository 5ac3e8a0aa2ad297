#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the documents that test-documents reads: make_documents.py DIRECTORY.

With python-docx and openpyxl, and from those with LibreOffice. Ends with 77 and a sentence when one of them is missing."""
import datetime
import os
import subprocess
import sys

try:
    import docx
    import openpyxl
    from docx.oxml import parse_xml
except ImportError as missing:
    print("missing: %s (Debian: python3-docx python3-openpyxl)" % missing)
    sys.exit(77)

NAMESPACES = " ".join('xmlns:%s="%s"' % pair for pair in {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml"}.items())


def run(text, properties=""):
    return '<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>' % (properties, text)


def paragraph(*runs):
    return "<w:p>%s</w:p>" % "".join(runs)


def control(content, alias="", tag="", kind="", prompt=False):
    return "<w:sdt><w:sdtPr>%s%s%s%s</w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>" % (
        '<w:alias w:val="%s"/>' % alias if alias else "", '<w:tag w:val="%s"/>' % tag if tag else "",
        "<w:showingPlcHdr/>" if prompt else "", kind, content)


def box(ticked):
    return '<w14:checkbox><w14:checked w14:val="%d"/></w14:checkbox>' % ticked


def cell(content, properties=""):
    return "<w:tc><w:tcPr>%s</w:tcPr>%s</w:tc>" % (properties, content if content.startswith("<") else paragraph(run(content)))


def table(*rows):
    return "<w:tbl><w:tblPr/><w:tblGrid/>%s</w:tbl><w:p/>" % "".join(
        "<w:tr>%s</w:tr>" % "".join(c if c.startswith(("<w:tc>", "<w:sdt><w:sdtPr><w:alias w:val=\"cell")) else cell(c)
                                   for c in row) for row in rows)


def form_field(name, inner, instruction, shown=""):
    mark = '<w:r><w:fldChar w:fldCharType="%s">%s</w:fldChar></w:r>'
    return (mark % ("begin", '<w:ffData><w:name w:val="%s"/><w:enabled/>%s</w:ffData>' % (name, inner)) +
            "<w:r><w:instrText> %s </w:instrText></w:r>" % instruction + mark % ("separate", "") +
            (run(shown) if shown else "") + mark % ("end", ""))


PROMPT = "Click or tap here to enter text."
BOLD = "<w:rPr><w:b/></w:rPr>"


def form_document(path):
    text = "<w:text/>"
    body = paragraph(run("Tracker")) + table(
        ["Name of mentor", paragraph(control(run("Ann Example"), "Name", "name", text))],
        ["School", paragraph(control(run(PROMPT), "School", "school", text, True))],
        ["Date", paragraph(control(run("6 October 2026"), "Date", "date", '<w:date w:fullDate="2026-10-06T00:00:00Z"/>'))],
        ["Rating", paragraph(control(run("3 - good"), "", "st1", "<w:dropDownList/>"))],
        ["Handbook read", paragraph(control(run("\u2612"), "", "handbook", box(1)))],
        ["Wants", paragraph(control(run("\u2610"), "", "a", box(0)), run(" Behaviour "),
                            control(run("\u2612"), "", "b", box(1)), run(" SEND"))],
        ["Typed beside", paragraph(run("my answer "), control(run(PROMPT), "", "t", text, True))],
        ["Lost its mark", paragraph(control(run(PROMPT), "Lost", "", text))],
        ["Around a cell", control(cell("in cell"), "cell control", "cc", text)],
        ["Inserted", paragraph(run("kept "), '<w:ins w:id="1">%s</w:ins>' % run("new"),
                               '<w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del>')],
        ["Symbol", paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')],
        ["Typed tick", "\u2713"],
        ["Choice", "\u2610 Yes \u2612 No"],
        ["Dots", "........"])
    body += paragraph(run("Phone: "), control(run("0121 496 0000"), "Telephone", "phone", text))
    body += paragraph(run("Any comments?")) + control(paragraph(run("Line one")) + paragraph(run("Line two")), "", "comments")
    body += paragraph(control(run("\u2612"), "", "agree", box(1)), run(" I agree to the terms"))
    body += paragraph(run("Town: "), form_field("Text1", "<w:textInput/>", "FORMTEXT", "Leeds"))
    body += paragraph(form_field("Check1", "<w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>", "FORMCHECKBOX"),
                      run(" First aid"))
    body += table(["Phase", paragraph(form_field("List1", '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Primary"/>'
                                                 '<w:listEntry w:val="Secondary"/></w:ddList>', "FORMDROPDOWN"))],
                  ["Wide blanks", paragraph(form_field("Text2", "<w:textInput/>", "FORMTEXT", "\u2002" * 5))])
    body += paragraph(run("Role: Mentor")) + paragraph(run("Sent at 10:30 to all"))
    body += paragraph(run("\u2610 Option A  \u2612 Option B"))
    inner = paragraph(run("Box label: boxed"))
    body += paragraph("<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>%s"
                      "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>%s"
                      "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>" % (inner, inner))
    body += table(["Outer", table(["Inner label", "inner value"])])
    body += table([paragraph(run(c, BOLD)) for c in ("First name", "Surname", "Post")], ["Ann", "Example", "Teacher"])
    body += table([paragraph(run("What was most useful", BOLD))], ["The coaching."])
    body += table(["Name", "Email", "Role"], ["Ann", "a@example.org", "Mentor"], ["Bob", "b@example.org", "Lead"])
    body += table(["1.", "Numbered label", "numbered answer"], ["2.", "Second label", ""])
    body += table(["Trainee:", "Cat", "Tutor:", "Dee"], ["Started:", "", "Subject:", "Maths"])
    body += table([cell("Long label", '<w:vMerge w:val="restart"/>'), "first"], [cell("", "<w:vMerge/>"), "second"])
    body += table(["Home address", "Job title"], ["1 High Street", "Teacher"])
    body += table(["Position", "Head", "Course", "Park School"], ["Term", "Autumn", "Year", "Two"])
    document = docx.Document()
    for element in list(parse_xml("<w:body %s>%s</w:body>" % (NAMESPACES, body))):
        document.element.body.sectPr.addprevious(element)
    document.sections[0].footer.paragraphs[0].text = "7K3Q9-F2M4X"
    document.save(path)


def workbook(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Form"
    for row in [["Mentor details"], [], ["School", "Park"], ["Date", datetime.date(2026, 10, 6)],
                ["When", datetime.datetime(2026, 10, 6, 9, 30)], ["Time", datetime.time(9, 30)], ["Agreed", True],
                ["Number", 0.1 + 0.2], ["Sum", "=1+1"], ["Typed date", "01/04/2026"], [],
                ["Full name", "Role", "Email address"], ["Ann", "Mentor", "a@example.org"], ["Bob", "Lead", "b@example.org"]]:
        sheet.append(row)
    sheet.merge_cells("A16:B16")
    sheet["A16"] = "Merged label"
    sheet["C16"] = "beyond it"
    hidden = book.create_sheet("Lists")
    hidden.sheet_state = "hidden"
    hidden.append(["Secret label", "value"])
    sheet.oddFooter.center.text = "Ref 7K3Q9-F2M4X"
    book.save(path)


def convert(source, kind):
    folder = os.path.join(os.path.dirname(source), "office")
    subprocess.run(["soffice", "--headless", "-env:UserInstallation=file://%s/profile" % folder, "--convert-to", kind,
                    "--outdir", folder, source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


def main():
    folder = os.path.abspath(sys.argv[1])
    os.makedirs(folder, exist_ok=True)
    form_document(os.path.join(folder, "form.docx"))
    workbook(os.path.join(folder, "form.xlsx"))
    try:
        for name, kind in (("form.docx", "docx:MS Word 2007 XML"), ("form.docx", "odt"), ("form.xlsx", "ods"),
                           ("form.xlsx", "xlsx")):
            convert(os.path.join(folder, name), kind)
    except FileNotFoundError:
        print("missing: soffice (Debian: libreoffice-writer-nogui libreoffice-calc-nogui)")
        sys.exit(78)


main()
