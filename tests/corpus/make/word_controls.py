# SPDX-License-Identifier: GPL-3.0-or-later
"""Content controls and legacy form fields of Word documents, filled in and not."""
from word_parts import PROMPT, WORD, box, cell, complex_field, control, field, glossary, package, para, row, rows, run, save, table

FAINT = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'


def places():
    save("docx-control-in-text", WORD, package(
        para("I, ", control("Ann Example", "Mentor", "mentor"), ", confirm that I met ", control("Cat Sample", "Trainee", "trainee"), " weekly.")),
        fields={"Mentor": "Ann Example", "Trainee": "Cat Sample"}, text={"has": ["I, Ann Example, confirm that I met Cat Sample weekly."]})
    save("docx-control-paragraphs", WORD, package(
        para("What will you work on next?") + control(para("Wait time.") + para("Targets: none yet."), "", "next", "<w:richText/>")),
        fields={"What will you work on next?": "Wait time.\nTargets: none yet.", "Targets": None})
    save("docx-control-around-cell", WORD, package(table(
        row("School", control(cell("Park School"), "cell School", "school")), row("Phase", control(cell(PROMPT), "cell Phase", "phase", prompt=True)))),
        fields={"School": "Park School", "Phase": ""}, tables=rows(["School", "Park School"], ["Phase", ""]))
    save("docx-control-around-row", WORD, package(table(
        row("Name", para(control("Ann Example", "Name", "name"))),
        control(row("Hours", para(control("4", "Hours", "hours"))), "", "row", ""))),
        fields={"Name": "Ann Example", "Hours": "4"}, tables=rows(["Name", "Ann Example"], ["Hours", "4"]))
    save("docx-control-in-header", WORD, package(para("Tracker"), [("header", "header1.xml", header(
        table(["Mentor:", para(control("Ann Example", "Mentor", "mentor"))])))]), fields={"Mentor": "Ann Example"}, text={"has": ["Ann Example"]})
    save("docx-control-locked", WORD, package(table(["Form number", para(control(
        "M-12", "Form number", "number", extra='<w:lock w:val="sdtContentLocked"/>'))])), fields={"Form number": "M-12"})
    save("docx-control-several-in-cell", WORD, package(table(["Meeting", para(
        control("Tuesday", "Day", "day", "<w:dropDownList/>"), " at ", control("15:40", "Time", "time"))])),
        fields={"Meeting": "Tuesday at 15:40", "Day": "Tuesday", "Time": "15:40"})
    save("docx-control-in-control", WORD, package(control(para(
        "Seen on ", control("6 October 2026", "Seen", "seen", '<w:date w:fullDate="2026-10-06T00:00:00Z"/>'), ", period two."), "Visit", "visit", "<w:richText/>")),
        fields={"Visit": "Seen on 6 October 2026, period two.", "Seen": "2026-10-06"})


def named_by_words():
    save("docx-control-in-list", WORD, package(table(
        ["Session", "Came", "What I took from it"],
        ["Welcome", para(box(1, tag="came1")), para(control("Clear aims.", "", "took1"))],
        ["Coaching", para(box(0, tag="came2")), para(control(PROMPT, "", "took2", prompt=True))])),
        fields={"Welcome": "true", "Coaching": "false", "Welcome: What I took from it": "Clear aims.", "Coaching: What I took from it": ""})
    blank = "\u2002" * 5
    address = para("Street: ", field("Text1", "<w:textInput/>", "FORMTEXT", "1 High Street"), "  Town ", field("Text2", "<w:textInput/>", "FORMTEXT", blank))
    save("docx-legacy-words-in-cell", WORD, package(table(
        ["Address", address], ["Second site", para("Street: ", field("Text3", "<w:textInput/>", "FORMTEXT", blank), " Town: ", field("Text4", "<w:textInput/>", "FORMTEXT", blank))]) +
        table(row(cell(para("What will you do next?") + para(field("Text5", "<w:textInput/>", "FORMTEXT", "Wait time.")))))),
        fields={"Street": "1 High Street", "Town": "", "Second site": "", "What will you do next?": "Wait time.", "Text5": None})
    save("docx-boxes-below-label", WORD, package(para("Phase:") + para(box(0), " Primary ", box(1), " Secondary")),
         fields={"Phase": "Secondary", "Primary": "false"})


def header(inner):
    from word_parts import document
    return document(inner, "hdr")


def repeating():
    def item(content):
        return control(content, "", "", "<w15:repeatingSectionItem/>")

    def line(day, hours):
        return item(row(para(control(day, "Day", "day")), para(control(hours, "Hours", "hours")), "Park School"))
    save("docx-control-repeating-rows", WORD, package(table(
        ["Day of mentoring", "Hours", "Place"],
        control(line("6 October", "1") + line("13 October", "1.5") + line("20 October", "2"), "Days", "days", "<w15:repeatingSection/>"))),
        fields={"Day": "6 October", "Hours": "1"},
        tables=rows(["Day of mentoring", "Hours", "Place"], ["6 October", "1", "Park School"], ["13 October", "1.5", "Park School"],
                    ["20 October", "2", "Park School"]))
    items = "".join(item(para(control(name, "Mentor", "mentor"))) for name in ("Ann Example", "Bo Sample"))
    save("docx-control-repeating-paragraphs", WORD, package(control(items, "Mentors", "mentors", "<w15:repeatingSection/>")),
         fields={"Mentor": "Ann Example"}, text={"has": ["Ann Example\nBo Sample"]})


def dates_and_choices():
    date = '<w:date w:fullDate="2026-10-06T00:00:00Z"><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/></w:date>'
    save("docx-control-date", WORD, package(table(
        ["Date of meeting", para(control("6 October 2026", "Date", "date", date))],
        ["Next meeting", para(control("Click or tap to enter a date.", "Next", "next", "<w:date/>", True))])),
        fields={"Date of meeting": "2026-10-06", "Next meeting": ""})
    save("docx-control-date-typed-over", WORD, package(table(["Date", para(control("13/10/2026", "Date", "date", date))])),
         fields={"Date": "13/10/2026"})
    items = '<w:listItem w:displayText="%s" w:value="%d"/>'
    drop = "<w:dropDownList>%s</w:dropDownList>" % "".join(items % (w, i) for i, w in enumerate(("Weak", "Fair", "Strong")))
    save("docx-control-drop-down", WORD, package(table(
        ["Planning", para(control("Strong", "Planning", "planning", drop))], ["Marking", para(control("Choose an item.", "Marking", "marking", drop, True))])),
        fields={"Planning": "Strong", "Marking": ""})
    combo = "<w:comboBox>%s</w:comboBox>" % (items % ("Primary", 1))
    save("docx-control-combo", WORD, package(table(["Phase", para(control("Middle school", "Phase", "phase", combo))])),
         fields={"Phase": "Middle school"})
    bound = '<w:dataBinding w:xpath="/form[1]/school[1]" w:storeItemID="{8B049945-9DFE-4726-9DE9-CF5691E53858}"/>'
    save("docx-control-bound", WORD, package(table(["School & site", para(control("Park & Hill School", "School & site", "a&b", extra=bound))])),
         fields={"School & site": "Park & Hill School"})


def boxes():
    save("docx-control-boxes", WORD, package(
        para(box(1, tag="handbook"), " I have read the handbook") + para(box(0, tag="policy"), " I have read the policy") +
        table(["Attended", para(box(1, tag="attended"))], ["I want more on", para(box(0, tag="a"), " Behaviour ", box(1, tag="b"), " SEND ", box(1, tag="c"), " Marking")])),
        fields={"I have read the handbook": "true", "I have read the policy": "false", "Attended": "true",
                "I want more on": "SEND; Marking", "Behaviour": "false", "SEND": "true"})
    save("docx-control-boxes-marks", WORD, package(table(
        ["A tick", para(box(1, on="2714", off="2610", font="Segoe UI Symbol"))],
        ["Wingdings tick", para(box(1, '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', on="00FC", off="00A8", font="Wingdings"))],
        ["A disc", para(box(1, on="25CF", off="25CB", font="Arial"))], ["A ring", para(box(0, on="25CF", off="25CB", font="Arial"))],
        ["Plain letters", para(box(1, "J", on="004A", off="004E", font="Arial"))])),
        fields={"A tick": "true", "Wingdings tick": "true", "A disc": "true", "A ring": "false", "Plain letters": "true"})
    save("docx-control-box-empty-is-cross", WORD, package(table(
        ["Safeguarding done", para(box(0, on="2611", off="2612"))], ["Prevent done", para(box(1, on="2611", off="2612"))])),
        fields={"Safeguarding done": "false", "Prevent done": "true"})
    save("docx-control-box-typed-into", "structure of Word for the web, where a person typed over the sign of the box; written by tests/corpus/make/word.py",
         package(table(["Met weekly", para(box(0, "X"))], ["Met the head", para(box(0, "\u2611"))], ["Saw a lesson", para(box(0))])),
         fields={"Met weekly": "true", "Met the head": "true", "Saw a lesson": "false"})


def prompts():
    words = {"P1": "Name of your mentor", "P2": "Two sentences on the lesson"}
    part = [("glossaryDocument", "glossary/document.xml", glossary(**words))]
    save("docx-prompt-own-words", WORD, package(table(
        ["Mentor", para(control(run(words["P1"], FAINT), "Mentor", "mentor", prompt=True, part="P1"))],
        ["Lesson", para(control("Clear and calm.", "Lesson", "lesson", part="P2"))]), part), fields={"Mentor": "", "Lesson": "Clear and calm."})
    save("docx-prompt-mark-left-behind", "structure of Word 365, filled in by a program that left w:showingPlcHdr; written by tests/corpus/make/word.py",
         package(table(["Mentor", para(control("Ann Example", "Mentor", "mentor", prompt=True, part="P1"))]), part), fields={"Mentor": "Ann Example"})
    save("docx-prompt-mark-lost", "structure of Word 365 after a program that dropped w:showingPlcHdr; written by tests/corpus/make/word.py",
         package(table(["Mentor", para(control(run(words["P1"], FAINT), "Mentor", "mentor", part="P1"))],
                       ["School", para(control(PROMPT, "School", "school"))], ["Phase", para(control("Choose an item.", "Phase", "phase"))]), part),
         fields={"Mentor": "", "School": "", "Phase": ""})
    save("docx-prompt-without-control", "structure of a Google Docs export, which turns controls into text; written by tests/corpus/make/word.py",
         package(table(["Name", PROMPT], ["Date", "Click or tap to enter a date."], ["Role", "Choose an item."], ["School", "Park School"], ["Post", "[Type here]"])),
         fields={"Name": "", "Date": "", "Role": "", "School": "Park School", "Post": ""})
    save("docx-prompt-typed-beside", WORD, package(table(["Comments", para("See my mail. ", control(PROMPT, "Comments", "comments", prompt=True))])),
         fields={"Comments": "See my mail."})


def check(on=None, default=0):
    return '<w:checkBox><w:sizeAuto/><w:default w:val="%d"/>%s</w:checkBox>' % (default, "" if on is None else '<w:checked w:val="%d"/>' % on)


def choose(*entries, result=None, default=None):
    return "<w:ddList>%s%s%s</w:ddList>" % ('<w:result w:val="%d"/>' % result if result is not None else "",
                                           '<w:default w:val="%d"/>' % default if default is not None else "",
                                           "".join('<w:listEntry w:val="%s"/>' % e for e in entries))


def legacy():
    save("docx-legacy-fields", WORD, package(
        para("Town: ", field("Text1", "<w:textInput/>", "FORMTEXT", "Leeds")) + para(field("Check1", check(1), "FORMCHECKBOX"), " First aid") +
        table(["Phase", para(field("List1", choose("Primary", "Secondary", result=1), "FORMDROPDOWN"))],
              ["Driver", para(field("Check2", check(0), "FORMCHECKBOX"))], ["Blank", para(field("Text2", "<w:textInput/>", "FORMTEXT", "\u2002" * 5))])),
        fields={"Town": "Leeds", "First aid": "true", "Phase": "Secondary", "Driver": "false", "Blank": ""})
    save("docx-legacy-defaults", WORD, package(table(
        ["Box on by default", para(field("C1", check(default=1), "FORMCHECKBOX"))], ["Box turned off", para(field("C2", check(0, 1), "FORMCHECKBOX"))],
        ["First of the list", para(field("L1", choose("Autumn", "Spring"), "FORMDROPDOWN"))],
        ["Default of the list", para(field("L2", choose("Autumn", "Spring", default=1), "FORMDROPDOWN"))],
        ["Nothing chosen", para(field("L3", choose("Choose an item", "Spring"), "FORMDROPDOWN"))],
        ["Prefilled", para(field("T1", '<w:textInput><w:default w:val="Park School"/></w:textInput>', "FORMTEXT", "Park School"))],
        ["Still asked", para(field("T2", '<w:textInput><w:default w:val="Enter your name"/></w:textInput>', "FORMTEXT", "Enter your name"))])),
        fields={"Box on by default": "true", "Box turned off": "false", "First of the list": "Autumn", "Default of the list": "Spring",
                "Nothing chosen": "", "Prefilled": "Park School", "Still asked": ""})
    nested = field("T1", "<w:textInput/>", "FORMTEXT", run("Class ") + complex_field(" REF Year ", "9") + run(" maths"))
    save("docx-legacy-nested", WORD, package(table(["Group taught", para(nested)], ["Two in one", para(
        field("A", "<w:textInput/>", "FORMTEXT", "09:00"), " to ", field("B", "<w:textInput/>", "FORMTEXT", "10:00"))])),
        fields={"Group taught": "Class 9 maths", "Two in one": "09:00 to 10:00", "A": "09:00", "B": "10:00"}, text={"lacks": ["REF Year", "FORMTEXT"]})
    save("docx-legacy-no-separator", WORD, package(table(
        ["Attended", para(field("C1", check(1), "FORMCHECKBOX", separate=False), " yes ", field("C2", check(0), "FORMCHECKBOX", separate=False), " no")])),
        fields={"Attended": "yes", "C1": None, "yes": "true", "no": "false"})


def make():
    for one in (places, named_by_words, repeating, dates_and_choices, boxes, prompts, legacy):
        one()
