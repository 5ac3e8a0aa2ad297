# SPDX-License-Identifier: GPL-3.0-or-later
"""Word documents by other programs: python-docx, LibreOffice and npm's docx for real; Google Docs, Pages, OnlyOffice, WPS and Word's
own siblings by what is publicly known of the files they write."""
import io
import os
import re
import subprocess
import tempfile
import zipfile

import docx

from word_parts import (PROMPT, TRANSITIONAL, WORD, box, cell, complex_field, control, document, field, glossary, merged, pack, package, para, properties,
                        relationships, row, rows, run, save, table)

UNUSED = ("customXml/", "docProps/thumbnail", "docProps/app", "word/stylesWithEffects", "word/theme", "word/numbering", "word/fontTable",
          "word/webSettings", "word/styles", "word/settings")


def slim(content):
    """A package without the parts of python-docx's template that say nothing of the form."""
    source = zipfile.ZipFile(io.BytesIO(content))
    kept = [n for n in source.namelist() if not n.startswith(UNUSED)]
    names = "|".join(re.escape(n) for n in ("customXml", "thumbnail", "app.xml", "stylesWithEffects", "theme", "numbering", "fontTable",
                                            "webSettings", "styles.xml", "settings.xml"))
    drop = re.compile('<(Relationship|Override)[^>]*(%s)[^>]*/>' % names)
    return pack([(n, drop.sub("", source.read(n).decode()) if n.endswith((".rels", "].xml")) else source.read(n)) for n in kept])


def bytes_of(made):
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def python_docx():
    by = "python-docx %s, without the parts of its template that say nothing" % docx.__version__
    form = docx.Document()
    form.add_heading("Mentor tracker", 1)
    grid = form.add_table(0, 2)
    for label, value in (("Name of mentor", "Ann Example"), ("School", "Park School"), ("Date of meeting", "06/10/2026"), ("Notes", "")):
        cells = grid.add_row().cells
        cells[0].text, cells[1].text = label, value
    form.sections[0].footer.paragraphs[0].text = "Ref 7K3Q9-F2M4X"
    save("docx-python-label-beside", by, slim(bytes_of(form)),
         fields={"Name of mentor": "Ann Example", "School": "Park School", "Date of meeting": "06/10/2026", "Notes": ""},
         text={"has": ["Mentor tracker", "Ref 7K3Q9-F2M4X"]},
         tables=rows(["Name of mentor", "Ann Example"], ["School", "Park School"], ["Date of meeting", "06/10/2026"], ["Notes", ""]))
    form = docx.Document()
    grid = form.add_table(3, 3)
    grid.cell(0, 0).merge(grid.cell(0, 2)).text = "Record of hours"
    for column, words in enumerate(("Week", "Hours", "With whom")):
        grid.cell(1, column).text = words
    for column, words in enumerate(("7", "1.5", "Cat Sample")):
        grid.cell(2, column).text = words
    save("docx-python-merged", by, slim(bytes_of(form)),
         tables=rows(["Record of hours", "", ""], ["Week", "Hours", "With whom"], ["7", "1.5", "Cat Sample"]))
    form = docx.Document()
    form.add_paragraph("Mentor: Ann Example")
    form.add_paragraph("Hours this term: 12")
    form.add_paragraph("Please send this by 10:30 on Friday.")
    nested = form.add_table(1, 2)
    nested.cell(0, 0).text = "Lesson seen"
    inner = nested.cell(0, 1).add_table(2, 2)
    for i, (label, value) in enumerate((("Subject", "Art"), ("Year", "9"))):
        inner.cell(i, 0).text, inner.cell(i, 1).text = label, value
    save("docx-python-lines-and-nested", by, slim(bytes_of(form)), fields={
        "Mentor": "Ann Example", "Hours this term": "12", "Please send this by 10": None, "Subject": "Art", "Year": "9"})


def office(name, source, fields, suffix="docx", **reading):
    """What LibreOffice makes of a document, by way of another format if @suffix says so."""
    version = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    with tempfile.TemporaryDirectory() as folder:
        profile = "-env:UserInstallation=file://%s/profile" % folder
        path = os.path.join(folder, "form.docx")
        with open(path, "wb") as file:
            file.write(source)
        for kind in ([suffix] if suffix != "docx" else []) + ["docx"]:
            out = os.path.join(folder, "out-" + kind)
            subprocess.run(["soffice", "--headless", profile, "--convert-to", kind, "--outdir", out, path], check=True, capture_output=True, timeout=180)
            path = os.path.join(out, "form." + kind)
        with open(path, "rb") as file:
            content = file.read()
    way = "" if suffix == "docx" else ", by way of .%s" % suffix
    save(name, "LibreOffice %s, which opened a document of tests/corpus/make/word.py and saved it%s" % (version, way), content, fields=fields, **reading)


def libre_office():
    words = {"P1": "Name of your mentor"}
    date = '<w:date w:fullDate="2026-10-06T00:00:00Z"><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/></w:date>'
    drop = '<w:dropDownList><w:listItem w:displayText="Weak" w:value="1"/><w:listItem w:displayText="Strong" w:value="2"/></w:dropDownList>'
    faint = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
    office("docx-libreoffice-controls", package(table(
        ["Mentor", para(control("Ann Example", "Mentor", "mentor"))], ["Date", para(control("6 October 2026", "Date", "date", date))],
        ["Planning", para(control("Strong", "Planning", "planning", drop))], ["Attended", para(box(1, tag="attended"))],
        ["Declined", para(box(0, tag="declined"))], ["Comments", para(control(PROMPT, "Comments", "comments", prompt=True))])),
        {"Mentor": "Ann Example", "Date": "2026-10-06", "Planning": "Strong", "Attended": "true", "Declined": "false", "Comments": ""})
    office("docx-libreoffice-prompts", package(table(
        ["Mentor", para(control(run(words["P1"], faint), "Mentor", "mentor", prompt=True, part="P1"))],
        ["Date", para(control("Click or tap to enter a date.", "Date", "date", "<w:date/>", True))],
        ["Planning", para(control("Choose an item.", "Planning", "planning", drop, True))]),
        [("glossaryDocument", "glossary/document.xml", glossary(**words))]), {"Mentor": "", "Date": "", "Planning": ""})
    office("docx-libreoffice-legacy", package(
        para("Town: ", field("Text1", "<w:textInput/>", "FORMTEXT", "Leeds")) +
        para(field("Check1", '<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox>', "FORMCHECKBOX"), " First aid") +
        table(["Phase", para(field("List1", '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Primary"/><w:listEntry w:val="Secondary"/></w:ddList>', "FORMDROPDOWN"))])),
        {"Town": "Leeds", "First aid": "true", "Phase": "Secondary"})
    by = 'w:id="1" w:author="Reviewer" w:date="2026-10-06T09:00:00Z"'
    office("docx-libreoffice-tracked", package(table(
        ["Target", para("Ask ", "<w:del %s><w:r><w:delText>fewer</w:delText></w:r></w:del>" % by, "<w:ins %s>%s</w:ins>" % (by, run("more")), " questions")],
        ["Hours", "4"])), {"Target": "Ask more questions", "Hours": "4"})
    office("docx-libreoffice-merged", package(table(
        row(merged("Targets agreed"), "Use wait time"), row(merged(), "Plan two questions"), row(cell("Next meeting"), "14/10/2026")) +
        table(["Standard", "Emerging", "Secure"], ["High expectations", "", "x"], ["Promotes progress", "x", ""])),
        {"Targets agreed": "Use wait time\nPlan two questions", "Next meeting": "14/10/2026", "High expectations": "Secure", "Promotes progress": "Emerging"})
    office("docx-libreoffice-from-odt", package(table(
        ["Mentor", "Ann Example"], ["School", "Park School"]) + para("Hours this term: 12"),
        [("footer", "footer1.xml", document(para("Ref 7K3Q9-F2M4X"), "ftr"))]),
        {"Mentor": "Ann Example", "School": "Park School", "Hours this term": "12"}, suffix="odt")
    office("docx-libreoffice-from-doc", package(table(["Mentor", "Ann Example"], ["Read it", para('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')], ["Kept it", "\u2610"])),
           {"Mentor": "Ann Example", "Read it": "true", "Kept it": "false"}, suffix="doc")


def npm_docx():
    """By a program of its own: word_npm.js, with npm's docx where NODE_PATH says."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "word_npm.js")
    with tempfile.TemporaryDirectory() as folder:
        by = subprocess.run(["node", script, folder], check=True, capture_output=True, text=True).stdout.strip()

        def take(name, **reading):
            with open(os.path.join(folder, name + ".docx"), "rb") as file:
                save("docx-npm-" + name, by, slim(file.read()), **reading)
        take("form", fields={"Name of mentor": "Ann Example", "Handbook read": "true", "Visit made": "false", "Meeting": "Tuesday 6 October"},
             text={"has": ["Ref 7K3Q9-F2M4X"]})
        take("matrix", fields={"Questioning": "Good", "Marking": "Fair"})
        take("tracked", fields={"Target": "Ask more questions"}, text={"has": ["Seen in period two."]})


def of_google(text):
    marks = 'w:rsidR="00000000" w:rsidDel="00000000" w:rsidP="00000000" w:rsidRDefault="00000000" w:rsidRPr="00000000"'
    return '<w:p %s>%s</w:p>' % (marks, text if text.startswith("<") else
                                 '<w:r w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000"><w:rPr><w:rtl w:val="0"/></w:rPr>'
                                 '<w:t xml:space="preserve">%s</w:t></w:r>' % text)


def google_docs():
    by = "structure of a Google Docs export, written by tests/corpus/make/word.py"
    wrap = '<w:sdt><w:sdtPr><w:id w:val="1"/><w:tag w:val="goog_rdk_%d"/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>'
    save("docx-google-suggestions", by, package(table(
        [of_google(wrap % (0, run("Name of mentor"))), of_google("<w:r><w:t xml:space=\"preserve\">Ann </w:t></w:r>" + wrap % (1, '<w:ins w:author="Ann" w:id="0">%s</w:ins>' % run("Example")))],
        [of_google("School"), of_google("Park School")])), fields={"Name of mentor": "Ann Example", "School": "Park School", "goog_rdk_0": None, "goog_rdk_1": None})
    chip = ('<w:sdt><w:sdtPr><w:alias w:val="Status"/><w:id w:val="2"/><w:dropDownList w:lastValue="In progress"><w:listItem w:displayText="In progress" w:value="In progress"/>'
            '</w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:rPr><w:color w:val="473821"/><w:shd w:fill="ffe5a0" w:val="clear"/></w:rPr><w:t xml:space="preserve">In progress</w:t></w:r></w:sdtContent></w:sdt>')
    save("docx-google-chips", by, package(table([of_google("Mentor"), of_google("Ann Example")], [of_google("Status of the plan"), of_google(chip)],
                                               [of_google("Attended"), of_google("\u2611")])),
         fields={"Mentor": "Ann Example", "Status of the plan": "In progress", "Attended": "true"})


def other_programs():
    body = '<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:rPr><w:rtl w:val="0"/></w:rPr><w:t>%s</w:t></w:r></w:p>'
    cells = '<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="4815"/><w:shd w:val="clear" w:color="auto" w:fill="auto"/></w:tcPr>' + body.replace("Body", "Table Style 2") + "</w:tc>"
    save("docx-pages-export", "structure of an export from Apple Pages 14, written by tests/corpus/make/word.py", package(
        body % "Mentor tracker" + "<w:tbl><w:tblPr/><w:tblGrid/>%s</w:tbl>" % "".join("<w:tr><w:tblPrEx/>%s%s</w:tr>" % (cells % a, cells % b) for a, b in (
            ("Name of mentor", "Ann Example"), ("Attended", "\u2611\ufe0e"), ("Comments", "Went well"))) + body % "School: Park School"),
        fields={"Name of mentor": "Ann Example", "Attended": "true", "Comments": "Went well", "School": "Park School"})
    form = '<w:formPr w:key="%s" w:label="%s" w:required="true"/>'
    save("docx-onlyoffice-form", "structure of a form filled in with OnlyOffice Docs 8, written by tests/corpus/make/word.py", package(table(
        ["Mentor", para(control("Ann Example", "", "mentor", '<w:text/>' + form % ("Mentor", "Mentor") + '<w:textFormPr w:maximumCharacters="40"/>'))],
        ["School", para(control("Your text here", "", "school", '<w:text/>' + form % ("School", "School"), True))],
        ["Attended", para(control("\u2612", "", "attended", '<w14:checkbox><w14:checked w14:val="true"/><w14:checkedState w14:val="2612" w14:font="Segoe UI Symbol"/>'
                                  '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox>' + form % ("A", "A")))])),
        fields={"Mentor": "Ann Example", "School": "", "Attended": "true"})
    save("docx-wps-form", "structure of a form filled in with WPS Office for Android, written by tests/corpus/make/word.py", package(table(
        ["Mentor", para(run("Ann Example", '<w:rPr><w:rFonts w:hint="default"/><w:vertAlign w:val="baseline"/></w:rPr>'))],
        ["Attended", para(box(1, '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:sym w:font="Wingdings" w:char="00FE"/></w:r>', on="00FE", off="00A8", font="Wingdings", tag="attended"))],
        ["Declined", para(box(0, '<w:r><w:sym w:font="Wingdings" w:char="00A8"/></w:r>', on="00FE", off="00A8", font="Wingdings", tag="declined"))]),
        custom=properties(KSOProductBuildVer="2057-12.2.0", ICV="0A1B")), fields={"Mentor": "Ann Example", "Attended": "true", "Declined": "false"})
    plain = table(["Mentor", para(control("Ann Example", "Mentor", "mentor"))])
    save("docx-word-web", "structure of Word for the web: another name of the main part, no docProps; written by tests/corpus/make/word.py",
         package(plain, main="word/document2.xml", parts=[("footer", "footer3.xml", document(para("Ref 7K3Q9-F2M4X"), "ftr"))]), fields={"Mentor": "Ann Example"}, text={"has": ["Ref 7K3Q9-F2M4X"]})
    absolute = [("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
                 'relationships+xml"/><Override PartName="/content/main.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override '
                 'PartName="/content/bottom.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>'),
                ("_rels/.rels", relationships([("officeDocument", "/content/main.xml")])), ("content/main.xml", document(plain)),
                ("content/_rels/main.xml.rels", relationships([("footer", "/content/bottom.xml")])), ("content/bottom.xml", document(para("Ref 7K3Q9-F2M4X"), "ftr"))]
    save("docx-parts-by-relationship", "names of parts as some generators choose them, found by relationships alone; written by tests/corpus/make/word.py", pack(absolute),
         fields={"Mentor": "Ann Example"}, text={"has": ["Ref 7K3Q9-F2M4X"]})
    prefixed = document(plain).replace("<w:", "<ns0:").replace("</w:", "</ns0:").replace("xmlns:w=", "xmlns:ns0=").replace(" w:", " ns0:")
    save("docx-other-prefix", "as programs write it that choose their own namespace prefixes; written by tests/corpus/make/word.py", pack([
        absolute[0], ("_rels/.rels", relationships([("officeDocument", "content/main.xml")])), ("content/main.xml", prefixed)]), fields={"Mentor": "Ann Example"})
    save("docx-phone", "structure of Word for Android, which adds runs as a person types; written by tests/corpus/make/word.py", package(table(
        ["What went well", para(*[run(w) for w in ("The ", "les", "son", " was ", "calm", ".")])], ["Hours", para("<w:proofErr w:type=\"spellStart\"/>", "1", "<w:proofErr w:type=\"spellEnd\"/>", ".5")],
        ["Next", para('<w:bookmarkStart w:id="0" w:name="_GoBack"/>', "Wait time", '<w:bookmarkEnd w:id="0"/>')])),
        fields={"What went well": "The lesson was calm.", "Hours": "1.5", "Next": "Wait time"})


def make():
    for one in (python_docx, google_docs, other_programs, npm_docx, libre_office):
        one()
