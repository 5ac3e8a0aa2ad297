#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PDFs without forms: prints, scans, portfolios, locked and damaged ones. Needs Debian's libreoffice-writer-nogui,
python3-docx, python3-reportlab, python3-pil, ghostscript and qpdf."""
import io
import sys

import docx
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from case import case
from filed import OFFICE, form, office, page, pdf, run, string, words

BY_HAND = "tests/corpus/make/pdf_prints.py, object by object, as %s writes it"
REF = "7K3Q9-F2M4X"
ANSWERS = (("Name of mentor", "Si\u00e2n O'Brien"), ("School / college", "Alder Brook Primary School"),
           ("I have read the Mentor Handbook for my phase", "Yes"),
           ("Self-development and working in partnership", "Working towards: a visit to a partner school in the spring term, and "
            "a joint observation with the lead mentor before the end of the year."), ("Training I would find most useful", "Coaching"))


def tracker():
    """A filled tracker as a Word document: a table of two columns, the ref in its footer."""
    made = docx.Document()
    made.add_paragraph("Mentor Tracker")
    table = made.add_table(0, 2)
    table.style = "Table Grid"
    for label, value in ANSWERS:
        row = table.add_row().cells
        row[0].text, row[1].text = label, value
    made.sections[0].footer.paragraphs[0].text = "Ref " + REF
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def lean(content):
    """Without what a print does not need, to be small."""
    return run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-dPDFSETTINGS=/ebook", "-sOutputFile={out}", "{source}"], content, ".pdf")


def prints():
    wanted = {"fields": dict(ANSWERS), "text": {"has": ["Mentor Tracker", "Si\u00e2n O'Brien", "Ref " + REF]}}
    printed = office(tracker(), ".docx", "pdf")
    case("pdf-print-office.pdf", printed, "python-docx 0.8.11, then " + OFFICE % "pdf", **wanted)
    case("pdf-print-ghostscript.pdf", lean(printed), "the same print through Ghostscript 10.00, as PDF printers make it", **wanted)
    turned = run(["qpdf", "--static-id", "--rotate=90", "{source}", "{out}"], lean(printed), ".pdf")
    case("pdf-print-turned.pdf", turned, "the same print turned by qpdf 11.3 --rotate=90", text={"has": ["Si\u00e2n O'Brien", "Ref " + REF]})
    plain = [(60, 800, "Mentor record sheet"), (60, 760, "Mentor: Ada Fox"), (60, 740, "Date of visit: 12/10/2026"), (60, 720, "School"),
             (260, 720, "Alder Brook"), (60, 700, "Days a week"), (260, 700, "three"), (60, 30, "Ref " + REF)]
    case("pdf-print-lines.pdf", pdf(page(words(plain))), BY_HAND % "a browser",
         fields={"Mentor": "Ada Fox", "Date of visit": "12/10/2026", "School": "Alder Brook", "Days a week": "three"}, text={"has": ["Ref " + REF]})
    note = "/Type/Annot/Rect[260 %d 500 %d]"
    typed = "<</Subtype/FreeText/Contents(%s)/DA(/F 11 Tf)/AP<</N %d 0 R>>" + note + ">>"
    shown = '/Type/XObject/Subtype/Form/BBox[0 0 240 16]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>'
    case("pdf-print-typed-over.pdf", pdf(page(words([(60, 800, "Mentor record sheet"), (60, 760, "Name of mentor"), (60, 730, "School"), (60, 30, "Ref " + REF)]), "",
                                              "10 0 R 11 0 R", {10: typed % ("Ada Fox", 12, 757, 773), 11: typed % ("Alder Brook", 13, 727, 743),
                                                                12: (shown, words([(2, 3, "Ada Fox")])), 13: (shown, words([(2, 3, "Alder Brook")]))})),
         BY_HAND % "Preview on a Mac, in which somebody typed over a blank print", fields={"Name of mentor": "Ada Fox", "School": "Alder Brook"})
    case("pdf-print-note.pdf", pdf(page(words([(60, 800, "Mentor record sheet")]), "", "10 0 R", {10: "<</Subtype/Text/Contents%s/Type/Annot/Rect[9 9 29 29]>>"
         % string("I have left in July \u2013 Ada Fox")})), BY_HAND % "Acrobat, with a sticky note", text={"has": ["I have left in July \u2013 Ada Fox"]})
    bare = pdf(page(words([(60, 800, "One")])))
    many = run(["qpdf", "--static-id", "--object-streams=generate", "--empty", "--pages"] + ["{source}", "1"] * 205 + ["--", "{out}"], bare, ".pdf")
    case("pdf-print-205-pages.pdf", many, "object by object, copied by qpdf 11.3 to 205 pages", problem="too-large", text={"has": ["One"]})


def picture(lines):
    image = Image.new("L", (620, 877), 250)
    for i, line in enumerate(lines):
        ImageDraw.Draw(image).text((60, 60 + 30 * i), line, fill=20)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=20)
    return out.getvalue()


def scans():
    lines = ["Mentor record sheet", "Name of mentor: Ada Fox", "Ref " + REF]
    scan, read = io.BytesIO(), io.BytesIO()
    for out, heard in ((scan, ()), (read, lines)):
        c = canvas.Canvas(out, pagesize=A4, invariant=1)
        c.drawImage(ImageReader(io.BytesIO(picture(lines))), 0, 0, *A4)
        text = c.beginText(60, 780)
        text.setTextRenderMode(3)
        for line in heard:
            text.textLine(line)
        c.drawText(text)
        c.showPage()
        c.save()
    case("pdf-scan.pdf", scan.getvalue(), "Pillow 9.4 and reportlab 3.6.12, as a school's scanner makes it", problem="scanned", text="")
    case("pdf-scan-read.pdf", read.getvalue(), "the same with the unpainted text that a scanner's OCR puts behind the picture", problem="scanned",
         text={"has": ["Name of mentor: Ada Fox", "Ref " + REF]})
    case("pdf-blank-page.pdf", pdf(page("")), BY_HAND % "a scanner fed with an empty sheet", problem="empty", text="")


def containers():
    inner = pdf(form(["/FT/Tx/T(m)/TU(Mentor)/V(Ada Fox)"]))
    files = {20: "<</Type/Filespec/F(sheet.pdf)/UF(sheet.pdf)/EF<</F 21 0 R>>>>", 21: ("/Type/EmbeddedFile", inner),
             22: "<</Type/Filespec/F(note.txt)/UF(note.txt)/EF<</F 23 0 R>>>>", 23: ("/Type/EmbeddedFile", "School: Alder Brook\n")}
    names = "/Names<</EmbeddedFiles<</Names[(a) 20 0 R (b) 22 0 R]>>>>"
    cover = words([(60, 800, "For the best experience, open this portfolio in Acrobat.")])
    case("pdf-portfolio.pdf", pdf(page(cover, "/Collection<</View/D>>" + names, "", files)), BY_HAND % "Acrobat", documents=[
        {"name": "sheet.pdf", "format": "pdf", "in": "pdf-portfolio.pdf", "fields": {"Mentor": "Ada Fox"}},
        {"name": "note.txt", "format": "text", "in": "pdf-portfolio.pdf", "fields": {"School": "Alder Brook"}}])
    case("pdf-attachments.pdf", pdf(page(words([(60, 800, "Mentor: Ada Fox")]), names, "", files)), BY_HAND % "Acrobat",
         fields={"Mentor": "Ada Fox"}, text={"has": ["Attached: sheet.pdf", "Attached: note.txt"]})
    payload = {20: files[20].replace("/Type", "/AFRelationship/EncryptedPayload/Type"), 21: ("/Type/EmbeddedFile", b"\0\1\2\3")}
    case("encrypted-pdf-payload.pdf", pdf(page(words([(60, 800, "This PDF file is protected.")]), "/Collection<</View/H/D(a)>>/Names<</EmbeddedFiles<</Names[(a) 20 0 R]>>>>",
                                               "", payload)), BY_HAND % "Microsoft's rights management (ISO 32000-2 7.6.7)", problem="encrypted")


def locked():
    plain = pdf(form(["/FT/Tx/T(m)/TU(Mentor)/V(Ada Fox)"]))
    lock = ["qpdf", "--static-id", "--static-aes-iv", "--allow-weak-crypto", "--encrypt"]
    for name, arguments, problem in (("user", ["secret", "owner", "256"], "encrypted"), ("owner", ["", "owner", "256", "--modify=none", "--extract=n"], None),
                                     ("owner-rc4", ["", "owner", "40"], None), ("user-rc4", ["secret", "owner", "128", "--use-aes=n"], "encrypted")):
        case("encrypted-pdf-%s.pdf" % name, run(lock + arguments + ["--", "{source}", "{out}"], plain, ".pdf"), "qpdf 11.3 --encrypt " + " ".join(arguments),
             problem=problem, format="pdf", fields={} if problem else {"Mentor": "Ada Fox"})


def damaged():
    whole = pdf(form(["/FT/Tx/T(m)/TU(Mentor)/V(Ada Fox)"]))
    case("pdf-no-table.pdf", whole[:whole.rindex(b"xref\n0")] + b"trailer<</Root 1 0 R>>\n", "object by object, the table of objects cut off",
         fields={"Mentor": "Ada Fox"})
    case("pdf-wrong-table.pdf", whole.replace(b"startxref\n", b"startxref\n9"), "object by object, its last number changed by a gateway", fields={"Mentor": "Ada Fox"})
    case("pdf-behind-junk.pdf", b"Content-Type: application/pdf\r\n\r\n" + whole, "object by object, behind the header of a careless gateway", fields={"Mentor": "Ada Fox"})
    case("pdf-cut.pdf", whole[:150], "object by object, only the first 150 bytes", problem="damaged", fields={})
    round_trip = page("", more={5: "<</Type/Pages/Count 1/Kids[2 0 R 6 0 R]>>", 6: "<</Type/Page/Parent 5 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents 7 0 R>>"
                                % "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>", 7: ("", words([(60, 800, "Mentor: Ada Fox")]))})
    round_trip[2] = "<</Type/Pages/Count 2/Kids[5 0 R 3 0 R]>>"
    case("pdf-pages-loop.pdf", pdf(round_trip), BY_HAND % "nobody who means well", fields={"Mentor": "Ada Fox"})


if __name__ == "__main__":
    prints()
    scans()
    containers()
    locked()
    damaged()
    sys.exit(0)
