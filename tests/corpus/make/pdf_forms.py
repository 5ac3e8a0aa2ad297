#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PDFs with forms in them. Needs Debian's python3-reportlab and qpdf; those that no program at hand makes are written object
by object, after the structure of the program that is named."""
import io
import sys

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from case import case
from filed import form, look, page, pdf, string, words

REPORTLAB = "reportlab 3.6.12, canvas.acroForm"
BY_HAND = "tests/corpus/make/pdf_forms.py, object by object, as %s writes it"


def drawn():
    """A form with everything that reportlab can make, filled in."""
    out = io.BytesIO()
    c = canvas.Canvas(out, pagesize=A4, invariant=1)
    c.drawString(60, 780, "Mentor record sheet 2026-27")
    c.acroForm.textfield(name="mentor", tooltip="Name of mentor", value="Si\u00e2n O'Brien", x=200, y=740, width=200, height=20)
    c.acroForm.textfield(name="school", tooltip="School / college", value="Caf\u00e9 Street Primary", x=200, y=710, width=200, height=20)
    c.acroForm.checkbox(name="handbook", tooltip="I have read the handbook", checked=True, x=200, y=680)
    c.acroForm.checkbox(name="visit", tooltip="I have visited another school", checked=False, x=200, y=650)
    c.acroForm.choice(name="phase", tooltip="Phase", value="Secondary", options=["Primary", "Secondary", "Further education"],
                      x=200, y=620, width=120, height=20)
    c.acroForm.radio(name="days", tooltip="Days a week", value="two", selected=False, x=200, y=590)
    c.acroForm.radio(name="days", tooltip="Days a week", value="five", selected=True, x=240, y=590)
    c.showPage()
    c.save()
    return out.getvalue()


def text_forms():
    case("pdf-acroform-drawn.pdf", drawn(), REPORTLAB, fields={
        "Name of mentor": "Si\u00e2n O'Brien", "School / college": "Caf\u00e9 Street Primary", "I have read the handbook": "true",
        "I have visited another school": "false", "Phase": "Secondary", "Days a week": "five"},
        text={"has": ["Mentor record sheet 2026-27"]})
    case("pdf-acroform-utf16.pdf", pdf(form(["/FT/Tx/T(m)/TU%s/V%s" % (string("Mentor \u2013 name"), string("Zo\u00eb \u0141ukasz \u674e")),
                                             "/FT/Tx/T(s)/TU(School)/V(St Mary\\222s, Ch\\342teau Road \\240)"])),
         BY_HAND % "Acrobat", fields={"Mentor \u2013 name": "Zo\u00eb \u0141ukasz \u674e", "School": "St Mary\u2122s, Ch\u00e2teau Road \u20ac"})
    case("pdf-acroform-utf8.pdf", pdf(form(["/FT/Tx/T(m)/TU(Mentor)/V(\xef\xbb\xbfSi\xc3\xa2n)"])),
         BY_HAND % "a writer of PDF 2.0 (7.9.2.2)", fields={"Mentor": "Si\u00e2n"})
    case("pdf-acroform-lines.pdf", pdf(form(["/FT/Tx/Ff 4096/T(r)/TU(What went well?)/V(Weekly meetings\\rJoint planning\\r\\nFeedback)",
                                             "/FT/Tx/Ff 16777216/MaxLen 7/T(n)/TU(Staff number)/V(0012345)"])),
         BY_HAND % "Acrobat", fields={"What went well?": "Weekly meetings\nJoint planning\nFeedback", "Staff number": "0012345"})
    rich = "<?xml version=\\\"1.0\\\"?><body xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><p>On <b>track</b></p></body>".replace("\\\"", '"')
    case("pdf-acroform-rich.pdf", pdf(form(["/FT/Tx/Ff 33554432/T(p)/TU(Professionalism)/RV(%s)" % rich])),
         BY_HAND % "Acrobat", fields={"Professionalism": "On track"})
    case("pdf-acroform-long.pdf", pdf(form(["/FT/Tx/Ff 4096/T(t)/TU(Teaching)/V 8 0 R"], more={8: ("", "Planning from misconceptions. " * 9)})),
         BY_HAND % "a program that keeps long text in a stream", fields={"Teaching": ("Planning from misconceptions. " * 9).strip()})
    case("pdf-acroform-names.pdf", pdf(form(["/FT/Tx/T(name_of_mentor)/V(Ada Fox)", "/FT/Tx/T(SchoolName)/V(Alder Brook)",
                                             "/FT/Tx/T(phase[0])/V(Primary)"])),
         BY_HAND % "a program that gives no tooltips", fields={"name of mentor": "Ada Fox", "School Name": "Alder Brook", "phase": "Primary"})
    case("pdf-acroform-defaults.pdf", pdf(form(["/FT/Tx/T(w)/TU(Workload)/DV(Manageable)", "/FT/Ch/Ff 131072/T(p)/TU(Phase)/DV(Primary)/Opt[(Primary)(Secondary)]",
                                                "/FT/Tx/T(m)/TU(Mentor)/DV(-)/V(Ada Fox)"])),
         BY_HAND % "Acrobat", fields={"Workload": "", "Phase": "", "Mentor": "Ada Fox"})
    case("pdf-acroform-hidden.pdf", pdf(form(["/FT/Tx/T(m)/TU(Mentor)/V(Ada Fox)/F 4", "/FT/Tx/T(v)/TU(Version)/V(2026-1)/F 2"])),
         BY_HAND % "Acrobat", fields={"Mentor": "Ada Fox", "Version": "2026-1"})
    shown = "/AA<</F<</S/JavaScript/JS(AFDate_FormatEx\\(\"%s\"\\);)>>>>"
    case("pdf-acroform-dates.pdf", pdf(form(["/FT/Tx/T(a)/TU(Visit)/V(1/4/2026)" + shown % "d/m/yyyy", "/FT/Tx/T(b)/TU(Start)/V(04/01/26)" + shown % "mm/dd/yy",
                                             "/FT/Tx/T(c)/TU(End)/V(3 July 2026)" + shown % "d mmmm yyyy", "/FT/Tx/T(d)/TU(Typed)/V(01/04/2026)",
                                             "/FT/Tx/T(e)/TU(Wrong)/V(next week)" + shown % "dd/mm/yyyy"])),
         BY_HAND % "Acrobat, with formats for dates", fields={"Visit": "2026-04-01", "Start": "2026-04-01", "End": "2026-07-03", "Typed": "01/04/2026", "Wrong": "next week"})
    case("pdf-acroform-ref.pdf", pdf(form(["/FT/Tx/T(m)/TU(Mentor)/V(Ada Fox)"], words([(60, 800, "Record sheet"), (60, 30, "Ref 7K3Q9-F2M4X")]))),
         BY_HAND % "Acrobat", fields={"Mentor": "Ada Fox"}, text={"has": ["Ref 7K3Q9-F2M4X"]})


def choices():
    options = "/Opt[[(p)(Primary)][(s)(Secondary)][(f)(Further education)]]"
    case("pdf-acroform-choice.pdf", pdf(form(["/FT/Ch/Ff 131072/T(p)/TU(Phase)%s/V(s)" % options, "/FT/Ch/Ff 393216/T(o)/TU(Other)%s/V(All-through)" % options])),
         BY_HAND % "Acrobat", fields={"Phase": "Secondary", "Other": "All-through"})
    case("pdf-acroform-choices.pdf", pdf(form(["/FT/Ch/Ff 2097152/T(p)/TU(Phases)%s/V[(p)(f)]/I[0 2]" % options,
                                               "/FT/Ch/Ff 2097152/T(q)/TU(Training)/Opt[(Feedback)(Coaching)]/I[1]"])),
         BY_HAND % "Acrobat", fields={"Phases": "Primary; Further education", "Training": "Coaching"})
    on, off = look("Ja#20wohl", "Off"), look("Off", "1")
    case("pdf-acroform-boxes.pdf", pdf(form(["/FT/Btn/T(a)/TU(Handbook read)/V/Ja#20wohl/AS/Ja#20wohl%s" % on[0], "/FT/Btn/T(b)/TU(Visit made)/V/Off/AS/Off%s" % off[0],
                                             "/FT/Btn/T(c)/TU(Never touched)%s" % off[0], "/FT/Btn/T(d)/TU(Shown alone)/AS/1%s" % off[0],
                                             "/FT/Btn/Ff 65536/T(e)/TU(Send)"], more=on[1])),
         BY_HAND % "several programs", fields={"Handbook read": "true", "Visit made": "false", "Never touched": "false", "Shown alone": "true", "Send": None})
    kid = "<</Type/Annot/Subtype/Widget/Parent 10 0 R/Rect[200 %d 220 %d]/AS/%s%s>>"
    for name, flags, value, opts, want in (("radio", 49152, "/1", "/Opt[(Not yet)(On track)]", "On track"), ("radio-plain", 49152, "/Yes", "", "Yes"),
                                           ("boxes-either", 0, "/Yes", "", "Yes"), ("radio-none", 49152, "/Off", "/Opt[(Not yet)(On track)]", "")):
        states = ("0", "1") if opts else ("No", "Yes")
        kids = {20 + i: kid % (600 - 30 * i, 620 - 30 * i, state if value == "/" + state else "Off", look(state, "Off")[0]) for i, state in enumerate(states)}
        objects = page(words([(60, 800, "Progress")]), "/AcroForm<</Fields[10 0 R]>>", "20 0 R 21 0 R",
                       {9: look()[1][9], 10: "<</FT/Btn/Ff %d/T(p)/TU(Progress)/V%s%s/Kids[20 0 R 21 0 R]>>" % (flags, value, opts), **kids})
        case("pdf-acroform-%s.pdf" % name, pdf(objects), BY_HAND % "Acrobat", fields={"Progress": want})


def structure():
    kids = {10: "<</T(mentor)/Kids[11 0 R 12 0 R]>>", 11: "<</T(first)/FT/Tx/Parent 10 0 R/TU(First name)/V(Ada)/Type/Annot/Subtype/Widget/Rect[9 9 99 29]>>",
            12: "<</T(last)/FT/Tx/Parent 10 0 R/V(Fox)/TU(Surname)/Kids[13 0 R 14 0 R]>>",
            13: "<</Parent 12 0 R/Type/Annot/Subtype/Widget/Rect[9 40 99 60]>>", 14: "<</Parent 12 0 R/Type/Annot/Subtype/Widget/Rect[9 70 99 90]>>"}
    case("pdf-acroform-tree.pdf", pdf(page(words([(60, 800, "Names")]), "/AcroForm<</Fields[10 0 R]>>", "11 0 R 13 0 R 14 0 R", kids)),
         BY_HAND % "Acrobat", fields={"First name": "Ada", "Surname": "Fox"})
    loose = "<</Type/Annot/Subtype/Widget/FT/Tx/T(m)/TU(Mentor)/V(Ada Fox)/Rect[9 9 99 29]>>"
    case("pdf-acroform-stray.pdf", pdf(page(words([(60, 800, "Names")]), "/AcroForm<</Fields[]>>", "10 0 R", {10: loose})),
         BY_HAND % "a program that merges PDFs and forgets to list their fields", fields={"Mentor": "Ada Fox"})
    case("pdf-acroform-signed.pdf", pdf(form(["/FT/Tx/T(m)/TU(Mentor)/V(Ada Fox)", "/FT/Sig/T(s)/TU(Signature)/V<</Type/Sig/Filter/Adobe.PPKLite/Name(Ada Fox)>>",
                                              "/FT/Sig/T(h)/TU(Signature of head)"])),
         BY_HAND % "Acrobat", fields={"Mentor": "Ada Fox", "Signature": "Ada Fox", "Signature of head": ""})
    loop = {10: "<</T(a)/FT/Tx/V(x)/TU(Round)/Parent 11 0 R/Kids[11 0 R]>>", 11: "<</T(b)/Parent 10 0 R/Kids[10 0 R]>>",
            12: "<</T(c)/FT/Tx/V(Ada Fox)/TU(Mentor)/Type/Annot/Subtype/Widget/Rect[9 9 99 29]>>"}
    case("pdf-acroform-loop.pdf", pdf(page(words([(60, 800, "Names")]), "/AcroForm<</Fields[12 0 R 10 0 R]>>", "12 0 R 10 0 R", loop)),
         BY_HAND % "nobody who means well", fields={"Mentor": "Ada Fox"})
    ink = "<</Type/Annot/Subtype/Ink/Rect[200 460 400 500]/InkList[[200 470 300 490]]/AP<</N 21 0 R>>>>"
    blank = form(["/FT/Tx/T(m)/TU(Mentor)", "/FT/Tx/T(s)/TU(School)"])
    blank[3] = blank[3].replace("/Annots[", "/Annots[20 0 R ")
    blank.update({20: ink, 21: ("/Type/XObject/Subtype/Form/BBox[200 460 400 500]", "200 470 m 300 490 l S")})
    case("pdf-acroform-by-hand.pdf", pdf(blank), BY_HAND % "a tablet, on which somebody wrote over the boxes with a pen",
         problem="scanned", fields={"Mentor": "", "School": ""})


def xfa():
    packet = {30: ("", '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template/></xdp:xdp>')}
    wait = words([(60, 800, "Please wait..."), (60, 780, "If this message is not eventually replaced, your viewer may not be able to show it.")])
    case("pdf-xfa-dynamic.pdf", pdf(page(wait, "/NeedsRendering true/AcroForm<</Fields[]/XFA 30 0 R>>", "", packet)),
         BY_HAND % "LiveCycle Designer", problem="unsupported", text={"has": ["XFA", "Please wait"]})
    static = form(["/FT/Tx/T(f1[0])/TU(Mentor)/V(Ada Fox)"], more=packet)
    static[1] = static[1].replace("/AcroForm<<", "/AcroForm<</XFA 30 0 R")
    case("pdf-xfa-static.pdf", pdf(static), BY_HAND % "LiveCycle Designer", fields={"Mentor": "Ada Fox"}, text={"lacks": ["XFA"]})


if __name__ == "__main__":
    text_forms()
    choices()
    structure()
    xfa()
    sys.exit(0)
