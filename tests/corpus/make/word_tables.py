# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of Word documents: where the label of a value stands."""
from word_parts import BOLD, WORD, box, cell, control, field, merged, package, para, picture, row, rows, run, save, span, table


def bold(text):
    return para(run(text, BOLD))


def label_above():
    save("docx-table-label-above", WORD, package(para("Mentor record") + table(
        [bold("First name"), bold("Surname"), bold("Post")], ["Ann", "Example", "Teacher of art"]) + table(
        [bold("What went well this week")], ["The questioning in lesson two."])),
        fields={"First name": "Ann", "Surname": "Example", "Post": "Teacher of art",
                "What went well this week": "The questioning in lesson two."})


def merged_cells():
    save("docx-table-merged-title", WORD, package(table(
        row(span("Weekly mentor meeting", 4)), ["Trainee", "Cat Sample", "Week", "7"], row("Focus", span("Behaviour routines", 3)))),
        fields={"Trainee": "Cat Sample", "Week": "7", "Focus": "Behaviour routines"},
        tables=rows(["Weekly mentor meeting", "", "", ""], ["Trainee", "Cat Sample", "Week", "7"],
                    ["Focus", "Behaviour routines", "", ""]))
    save("docx-table-label-reaches-down", WORD, package(table(
        row(merged("Targets agreed"), "Use wait time"), row(merged(), "Plan two questions"), row(cell("Next meeting"), "14/10/2026"))),
        fields={"Targets agreed": "Use wait time\nPlan two questions", "Next meeting": "14/10/2026"})
    save("docx-table-value-reaches-down", WORD, package(table(
        row("Strengths", merged("Calm voice, clear tasks")), row("Evidence", merged()), row("Hours", cell("1.5")))),
        fields={"Strengths": "Calm voice, clear tasks", "Evidence": "Calm voice, clear tasks", "Hours": "1.5"})
    save("docx-table-cells-left-out", WORD, package(table(
        row("Mentor", "Bo Sample"),
        row(cell("Bo only"), properties='<w:trPr><w:gridBefore w:val="1"/></w:trPr>'))),
        fields={"Mentor": "Bo Sample"}, tables=rows(["Mentor", "Bo Sample"], ["", "Bo only"]))


def nested():
    inner = table(["Subject", "Maths"], ["Phase", "Secondary"])
    save("docx-table-nested-form", WORD, package(table(["School", "Park School"], ["Lesson seen", inner])),
         fields={"School": "Park School", "Subject": "Maths", "Phase": "Secondary", "Lesson seen": None})
    frame = table(["The pupils explained the method to each other."])
    save("docx-table-nested-frame", WORD, package(table(["Date seen", "6 October 2026"], ["What was seen", frame])),
         fields={"Date seen": "6 October 2026", "What was seen": "The pupils explained the method to each other."})


def lists():
    save("docx-table-list", WORD, package(para("Attendance") + table(
        ["Name", "School", "Email"], ["Ann Example", "Park School", "ann@example.org"], ["Bo Sample", "Hill School", "bo@example.org"])),
        fields={"Name": None, "Ann Example": None},
        tables=rows(["Name", "School", "Email"], ["Ann Example", "Park School", "ann@example.org"],
                    ["Bo Sample", "Hill School", "bo@example.org"]))
    save("docx-table-row-under-header", WORD, package(table(
        ["Name of mentor", "Training attended", "Hours claimed"], ["Ann Example", "Initial training", "6"])),
        fields={"Name of mentor": "Ann Example", "Training attended": "Initial training", "Hours claimed": "6"})
    save("docx-table-numbered-rows", WORD, package(table(
        ["1.", "Name of school", "Park School"], ["2.", "Number of mentors", "4"], ["3a", "Lead mentor", ""])),
        fields={"Name of school": "Park School", "Number of mentors": "4", "Lead mentor": "", "1.": None})


def own_labels():
    save("docx-table-labels-in-cells", WORD, package(table(
        ["Name: Ann Example", "School: Park School"], ["Role: Mentor", "Date: 06/10/2026"])),
        fields={"Name": "Ann Example", "School": "Park School", "Role": "Mentor", "Date": "06/10/2026"})
    save("docx-table-labels-without-cells", WORD, package(table(["Name:", "Date:"], ["Signed:", "Role:"], ["Hours", "3"])),
         fields={"Name": "", "Date": "", "Signed": "", "Role": "", "Hours": "3"})
    answers = cell(para("Strengths:") + para("Secure subject knowledge.") + para("Good pace.") + para("Targets:") + para("Wait time."))
    save("docx-table-answers-below-in-cell", WORD, package(table(row(answers))),
         fields={"Strengths": "Secure subject knowledge.\nGood pace.", "Targets": "Wait time."})


def matrices():
    head = ["Standard", "Emerging", "Developing", "Secure"]
    save("docx-matrix-typed-x", WORD, package(table(
        head, ["High expectations", "", "x", ""], ["Promotes progress", "", "", "X"], ["Subject knowledge", "", "", ""])),
        fields={"High expectations": "Developing", "Promotes progress": "Secure", "Subject knowledge": "", "Emerging": None},
        tables=rows(head, ["High expectations", "", "x", ""], ["Promotes progress", "", "", "X"], ["Subject knowledge", "", "", ""]))
    boxed = [[words] + [para(box(i == at, tag="%s-%d" % (tag, i))) for i in range(3)]
             for words, tag, at in (("Plans lessons", "plan", 0), ("Manages behaviour", "manage", 2), ("Assesses pupils", "assess", 9))]
    save("docx-matrix-boxes", WORD, package(table(["I feel able to", "Yes", "Partly", "No"], *boxed)),
         fields={"Plans lessons": "Yes", "Manages behaviour": "No", "Assesses pupils": "", "plan-0": "true", "plan-1": "false",
                 "manage-2": "true", "assess-0": "false"})
    save("docx-matrix-blank-scale", WORD, package(table(
        ["How useful was", "1", "2", "3", "4", "5"], ["the handbook", "", "", "", "", ""], ["the training day", "", "", "", "", ""])),
        fields={"the handbook": "", "the training day": ""})
    save("docx-matrix-two-headings", WORD, package(table(
        row(merged("Statement"), span("How far do you agree?", 4)),
        row(merged(), "Strongly agree", "Agree", "Disagree", "Strongly disagree"),
        row(span("Part A: the course", 5)),
        ["The course was well run", "\u2713", "", "", ""], ["My mentor had time", "", "", "\u2714", ""])),
        fields={"The course was well run": "Strongly agree", "My mentor had time": "Disagree", "Part A: the course": None})
    save("docx-matrix-remarks", WORD, package(table(
        ["", "Met", "Not met", "Comments"], ["Punctual", "\u2713", "\u2717", "Always early"], ["Prepared", "", "\u2713", "Twice without plans"])),
        fields={"Punctual": "Met", "Prepared": "Not met", "Punctual: Comments": "Always early", "Prepared: Comments": "Twice without plans"})
    boxes = [para(field("Check%d" % i, '<w:checkBox><w:sizeAuto/><w:default w:val="0"/>%s</w:checkBox>' % ("<w:checked/>" if on else ""),
                        "FORMCHECKBOX")) for i, on in enumerate((0, 1, 1, 0))]
    save("docx-matrix-legacy-boxes", WORD, package(table(
        ["Event", "Came", "Could not come"], ["Welcome evening"] + boxes[:2], ["Briefing"] + boxes[2:])),
        fields={"Welcome evening": "Could not come", "Briefing": "Came", "Check1": "true", "Check3": "false"})
    save("docx-matrix-picture-headings", WORD, package(table(
        ["", para(picture()), para(picture()), para(picture())], ["I enjoyed the day", "", "x", ""], ["I was listened to", "", "", "x"])),
        fields={"I enjoyed the day": "#picture not read", "I was listened to": "#picture not read"})
    save("docx-register-is-no-matrix", WORD, package(table(
        ["Name", "6 October", "13 October", "20 October"], ["Ann Example", "x", "x", ""], ["Bo Sample", "x", "", "x"])),
        fields={"Ann Example": None, "Bo Sample": None},
        tables=rows(["Name", "6 October", "13 October", "20 October"], ["Ann Example", "x", "x", ""], ["Bo Sample", "x", "", "x"]))


def sections():
    """One table with everything in it, as offices like to make them."""
    save("docx-table-of-sections", WORD, package(table(
        row(cell(bold("Section 1: last week's targets"), '<w:gridSpan w:val="3"/>')),
        row(cell(bold("Target")), cell(bold("Progress made")), cell(bold("Met?"))),
        row("Use wait time", "Five seconds each", "Yes"), row("Plan questions", "Two per lesson", "Partly"),
        row(cell(bold("Section 2: the week"), '<w:gridSpan w:val="3"/>')),
        row(span("What went well this week?", 3)), row(span("The lesson on fractions was clear.", 3)),
        row(cell(bold("What could be even better?"), '<w:gridSpan w:val="3"/>')), row(span("More pace.", 3)),
        row("Hours", span("1.5", 2)))),
        fields={"What went well this week?": "The lesson on fractions was clear.", "What could be even better?": "More pace.", "Hours": "1.5",
                "Target": None, "Use wait time": None})
    save("docx-table-questions-with-room", WORD, package(table(
        row(cell(para("Did you attend the training?") + para("Yes \u2612   No \u2610"))), row(cell(para("If no, please say why:") + para() + para())),
        row(cell(para("Your role:") + para("\u2610 Mentor") + para("\u2611 Lead mentor"))), row(cell(para("Thank you for your answers."))))),
        fields={"Did you attend the training?": "Yes", "If no, please say why": "", "Your role": "Lead mentor"})


def unread():
    save("docx-fault-picture", WORD, package(table(
        ["Name", "Ann Example"], ["Signature", para(picture())], ["Date", para(picture(), " 6 October 2026")])),
        fields={"Name": "Ann Example", "Signature": "#picture not read", "Date": "6 October 2026"},
        tables=rows(["Name", "Ann Example"], ["Signature", ""], ["Date", " 6 October 2026"]))
    shape = ('<w:r><w:object><v:shape style="width:72pt;height:18pt"><v:imagedata o:title=""/></v:shape><w:control w:name="TextBox1" '
             'w:shapeid="_x0000_i1025"/></w:object></w:r>')
    save("docx-fault-activex", WORD, package(table(["School", "Park School"], ["Headteacher", para(shape)])),
         fields={"School": "Park School", "Headteacher": "#control not read"})
    save("docx-fault-picture-control", WORD, package(
        para("Photo of the register: ", control(picture(), "Photo", "photo", "<w:picture/>"))),
        fields={"Photo of the register": "#picture not read"})


def make():
    for one in (label_above, merged_cells, nested, lists, own_labels, matrices, sections, unread):
        one()
