# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of Word documents: signs, tracked changes, text boxes, notes, fields, and what surrounds the body."""
from word_parts import (STRICT, STRICT_RELATIONS, WORD, box, cell, complex_field, control, document, package, para, properties, row, rows, run, save,
                        span, table)


def sign(font, code):
    return '<w:r><w:sym w:font="%s" w:char="%s"/></w:r>' % (font, code)


def ticks():
    save("docx-ticks-symbols", WORD, package(table(
        ["Wingdings box", para(sign("Wingdings", "F0FE"))], ["Wingdings empty", para(sign("Wingdings", "F0A8"))], ["Wingdings cross", para(sign("Wingdings", "F0FD"))],
        ["Wingdings 2 box", para(sign("Wingdings 2", "F052"))], ["Webdings tick", para(sign("Webdings", "F061"))],
        ["Which", para(sign("Wingdings", "F0A8"), " Mentor ", sign("Wingdings", "F0FE"), " Lead mentor")])),
        fields={"Wingdings box": "true", "Wingdings empty": "false", "Wingdings cross": "true", "Wingdings 2 box": "true", "Webdings tick": "true",
                "Which": "Lead mentor"})
    save("docx-ticks-typed", WORD, package(table(
        ["Read it", "\u2713"], ["Signed it", "\u2612"], ["Sent it", "[x]"], ["Kept it", "[ ]"], ["Choice", "\u2610 Yes \u2611 No"], ["Phase", "( ) Primary (x) Secondary"]) +
        para("[X] I am a mentor")),
        fields={"Read it": "true", "Signed it": "true", "Sent it": "true", "Kept it": "false", "Choice": "No", "Phase": "Secondary", "I am a mentor": "true"})
    wing = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    save("docx-ticks-in-a-font", "structure of LibreOffice and of WPS Writer, where a tick is a letter of the run's font; written by tests/corpus/make/word.py",
         package(table(["Letter", para(run("\u00fe", wing))], ["Private area", para(run("\uf0fc", wing))], ["Empty", para(run("\u00a8", wing))], ["A smile", para("Good ", run("J", wing))])),
         fields={"Letter": "true", "Private area": "true", "Empty": "false", "A smile": "Good \u263a"})
    emoji = ('<w:r><w:rPr><mc:AlternateContent><mc:Choice Requires="w16se"/><mc:Fallback><w:rFonts w:ascii="Segoe UI Emoji"/></mc:Fallback></mc:AlternateContent>'
             '</w:rPr><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
             'w16se:font="Segoe UI Emoji" w16se:char="%s"/></mc:Choice><mc:Fallback><w:t>%s</w:t></mc:Fallback></mc:AlternateContent></w:r>')
    save("docx-ticks-emoji", WORD, package(table(["Done", para(emoji % ("2705", "\u2705"))], ["Feeling", para("Fine ", emoji % ("1F642", "\U0001f642"))])),
         fields={"Done": "true", "Feeling": "Fine \U0001f642"})
    save("docx-symbol-unknown", WORD, package(table(["Grade", para(sign("Wingdings 3", "F071"))], ["Angle", para("90", sign("Symbol", "F0B0"))], ["Ratio", para("1 ", sign("Symbol", "F0B3"), " 0")])),
         fields={"Grade": "\ufffd", "Angle": "90\u00b0", "Ratio": "1 \u2265 0"})


def tracked():
    by = 'w:id="1" w:author="Reviewer" w:date="2026-10-06T09:00:00Z"'
    gone = "<w:del %s><w:r><w:delText>%s</w:delText></w:r></w:del>"
    new = "<w:ins %s>%s</w:ins>"
    save("docx-tracked-words", WORD, package(table(
        ["Target", para("Ask ", gone % (by, "fewer"), new % (by, run("more")), " questions")],
        ["Hours", para(gone % (by, "5"))], ["Bold before", para("<w:r><w:rPr><w:rPrChange %s><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>yes</w:t></w:r>" % by)],
        ["Date", para(control(gone % (by, "6 October") + new % (by, run("13 October")), "Date", "date"))])),
        fields={"Target": "Ask more questions", "Hours": "", "Bold before": "yes", "Date": "13 October"}, text={"lacks": ["fewer"]})
    merged_before = "<w:tcPrChange %s><w:tcPr><w:gridSpan w:val=\"3\"/><w:vMerge/></w:tcPr></w:tcPrChange>" % by
    save("docx-tracked-rows-and-cells", WORD, package(table(
        row("Name", "Ann Example"), row("Fax", "none", properties="<w:trPr><w:del %s/></w:trPr>" % by), row("Email", "ann@example.org", properties="<w:trPr><w:ins %s/></w:trPr>" % by),
        row("Post", cell("struck", "<w:cellDel %s/>" % by), "Teacher"), row(cell("School", merged_before), cell("Park School", merged_before)))),
        fields={"Name": "Ann Example", "Fax": None, "Email": "ann@example.org", "Post": "Teacher", "School": "Park School"},
        tables=rows(["Name", "Ann Example"], ["Email", "ann@example.org"], ["Post", "Teacher"], ["School", "Park School"]))
    moved = "<w:moveFromRangeStart w:id=\"2\" w:name=\"m\"/><w:moveFrom %s>%s</w:moveFrom><w:moveFromRangeEnd w:id=\"2\"/>" % (by, run("Observe Year 9."))
    here = "<w:moveTo %s>%s</w:moveTo>" % (by, run("Observe Year 9."))
    save("docx-tracked-moved", WORD, package(table(["This week", para("Meet the SENCO. ", moved)], ["Next week", para(here)])),
         fields={"This week": "Meet the SENCO.", "Next week": "Observe Year 9."})
    mark = "<w:pPr><w:rPr><w:del %s/></w:rPr></w:pPr>" % by
    save("docx-tracked-paragraph-mark", WORD, package(table(
        row("Comments", cell(para("A calm ", properties=mark) + para("lesson.") + para("Well done.")))) +
        para("School: Park ", properties=mark) + para("School")),
        fields={"Comments": "A calm lesson.\nWell done.", "School": "Park School"})


def boxes_and_margins():
    inner = para("Name: Ann Example") + para("Phase: Primary")
    modern = '<w:drawing><wp:inline><wps:txbx><w:txbxContent>%s</w:txbxContent></wps:txbx></wp:inline></w:drawing>' % inner
    old = '<w:pict><v:shape><v:textbox><w:txbxContent>%s</w:txbxContent></v:textbox></v:shape></w:pict>' % inner
    save("docx-text-box-once", WORD, package(para("Before the box.") + para(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">%s</mc:Choice><mc:Fallback>%s</mc:Fallback></mc:AlternateContent></w:r>' % (modern, old)) + para("After it.")),
        fields={"Name": "Ann Example", "Phase": "Primary"}, text="Before the box.\nName: Ann Example\nPhase: Primary\nAfter it.\n")
    save("docx-text-box-old", "structure of Word 2007, with VML alone; written by tests/corpus/make/word.py", package(para("<w:r>%s</w:r>" % old)),
         fields={"Name": "Ann Example", "Phase": "Primary"})
    save("docx-header-footer", WORD, package(table(["School", "Park School"]), [
        ("header", "header1.xml", document(para("Weekly tracker"), "hdr")), ("header", "header2.xml", document(para("First page"), "hdr")),
        ("footer", "footer1.xml", document(para("Ref 7K3Q9-F2M4X"), "ftr"))]), fields={"School": "Park School"},
        text={"has": ["Weekly tracker", "First page", "Ref 7K3Q9-F2M4X"]})
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    save("docx-notes-and-comments", WORD, package(para("The pupils were engaged.", note) + para('<w:commentRangeStart w:id="0"/>', "School: Park School", '<w:commentRangeEnd w:id="0"/>'), [
        ("footnotes", "footnotes.xml", document('<w:footnote w:id="2">%s</w:footnote>' % para("Seen on 6 October."), "footnotes")),
        ("endnotes", "endnotes.xml", document('<w:endnote w:id="2">%s</w:endnote>' % para("With thanks to the class."), "endnotes")),
        ("comments", "comments.xml", document('<w:comment w:id="0" w:author="Reviewer">%s</w:comment>' % para("School: is this the old site?"), "comments"))]),
        fields={"School": "Park School"}, text={"has": ["The pupils were engaged.", "Seen on 6 October.", "With thanks to the class.", "School: is this the old site?"]})


def words():
    save("docx-fields-of-other-kinds", WORD, package(
        para("Page ", complex_field(" PAGE ", "3"), " of ", complex_field(" NUMPAGES ", "4")) +
        para("Dear ", complex_field(" MERGEFIELD first_name ", "Ann"), ",") +
        para(complex_field(run("x").replace("w:t", "w:instrText") + complex_field(" MERGEFIELD code ", "hidden code"), "Shown result")) +
        para('<w:fldSimple w:instr=" DOCPROPERTY School ">%s</w:fldSimple>' % run("Park School"))),
        text="Page 3 of 4\nDear Ann,\nShown result\nPark School\n")
    link = '<w:hyperlink r:id="rId9" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">%s</w:hyperlink>' % run("ann@example.org")
    smart = '<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place">%s</w:smartTag>' % run("Leeds")
    save("docx-links-and-smart-tags", WORD, package(table(["Email", para(link)], ["Town", para("near ", smart)])), fields={"Email": "ann@example.org", "Town": "near Leeds"})
    save("docx-blanks-and-hyphens", WORD, package(table(
        ["Name", "Ann\u00a0Example"], ["Post", para("<w:r><w:t>part</w:t><w:noBreakHyphen/><w:t>time</w:t></w:r>")], ["Course", para("<w:r><w:t>assess</w:t><w:softHyphen/><w:t>ment</w:t></w:r>")],
        ["Term", "au\u00adtumn"], ["Date", "\u200e06/\u200e10/\u200e2026"], ["Room", para("<w:r><w:t>B</w:t><w:tab/><w:t>12</w:t></w:r>")], ["Address", para("<w:r><w:t>1 High Street</w:t><w:br/><w:t>Leeds</w:t></w:r>")])),
        fields={"Name": "Ann Example", "Post": "part-time", "Course": "assessment", "Term": "autumn", "Date": "06/10/2026", "Room": "B\t12", "Address": "1 High Street\nLeeds"})
    right = "<w:rPr><w:rtl/></w:rPr>"
    save("docx-right-to-left", WORD, package(table(["\u0627\u0644\u0627\u0633\u0645", para(run("\u0633\u0627\u0631\u0629 \u0645\u062b\u0627\u0644", right), properties="<w:pPr><w:bidi/></w:pPr>")],
                                                  ["\u05e9\u05dd", para(run("\u05d3\u05e0\u05d4 \u05d3\u05d5\u05d2\u05de\u05d4", right))])),
         fields={"\u0627\u0644\u0627\u0633\u0645": "\u0633\u0627\u0631\u0629 \u0645\u062b\u0627\u0644", "\u05e9\u05dd": "\u05d3\u05e0\u05d4 \u05d3\u05d5\u05d2\u05de\u05d4"})
    sum_ = "<m:oMath><m:r><m:t>a+b=c</m:t></m:r></m:oMath>"
    save("docx-equation", WORD, package(table(["Worked example", para("We showed that ", sum_)])), fields={"Worked example": "We showed that a+b=c"})
    ruby = "<w:r><w:ruby><w:rubyPr/><w:rt>%s</w:rt><w:rubyBase>%s</w:rubyBase></w:ruby></w:r>" % (run("\u3084\u307e\u3060"), run("\u5c71\u7530"))
    save("docx-ruby", WORD, package(table(["Name", para(ruby, run(" Yuki"))])), fields={"Name": "\u5c71\u7530 Yuki"})


def packages():
    custom = properties(mentord_ref="7K3Q9-F2M4X", mentord_form="tracker")
    form = table(["School", para(control("Park School", "School", "school"))])
    save("docx-properties", WORD, package(form, custom=custom), fields={"School": "Park School"},
         properties={"mentord-ref": "7K3Q9-F2M4X", "mentord-form": "tracker"})
    save("docx-strict", "structure of Word 365, saved as Strict Open XML Document; written by tests/corpus/make/word.py",
         package(table(row(span("Strict", 2)), row("Attended", para(box(1, tag="attended")))) + form, space=STRICT_RELATIONS, types=STRICT,
                 parts=[("footer", "footer1.xml", document(para("Ref 7K3Q9-F2M4X"), "ftr", STRICT))]),
         fields={"Attended": "true", "School": "Park School"}, text={"has": ["Ref 7K3Q9-F2M4X"]})
    save("docx-macros.docm", "structure of a .docm of Word 365, its macros being four zero bytes; written by tests/corpus/make/word.py",
         package(form, [("vbaProject", "vbaProject.bin", b"\0\0\0\0")], kind="application/vnd.ms-word.document.macroEnabled.main+xml"),
         problem="macro", fields={"School": "Park School"})
    save("docx-template.dotx", "structure of a template of Word 365; written by tests/corpus/make/word.py", package(form, kind="template.main"),
         fields={"School": "Park School"})
    save("docx-control-properties-twice", "a fault that a changed file showed: properties within properties, and a table in them; written by tests/corpus/make/word.py",
         package('<w:sdt><w:sdtPr><w:sdtPr/><w:tbl><w:tr><w:tc/></w:tr></w:tbl></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>' % para("Well.") + form),
         fields={"School": "Park School"}, text={"has": ["Well."]})
    save("docx-paragraph-in-paragraph", "as a generator of contracts writes controls: paragraphs within a paragraph; written by tests/corpus/make/word.py",
         package(para(control(para("Wait time.") + para("Pace."), "Targets", "targets", "")) + form), fields={"Targets": "Wait time.\nPace.", "School": "Park School"})
    save("docx-foreign-chunk", "structure of a document to which a program added a page of HTML that Word has not yet taken in; written by tests/corpus/make/word.py",
         package(form + '<w:altChunk r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>',
                 [("aFChunk", "chunk.htm", "<p>More</p>")]), problem="unsupported", fields={"School": "Park School"})


def make():
    for one in (ticks, tracked, boxes_and_margins, words, packages):
        one()
