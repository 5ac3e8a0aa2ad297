# SPDX-License-Identifier: GPL-3.0-or-later
"""What the makers of PDFs, pictures, old files and containers share: PDFs object by object, and what a program makes of a
file."""
import os
import shutil
import subprocess
import tempfile

OFFICE = "LibreOffice 7.4 (soffice --convert-to %s)"


def run(arguments, content, suffix, result=None):
    """The output of a program for a file of @content: what it writes to the file that {out} stands for, else to stdout.
    @result: the name of the output relative to the folder, for programs that choose it."""
    folder = tempfile.mkdtemp()
    try:
        source, out = os.path.join(folder, "in" + suffix), os.path.join(folder, result or "out")
        with open(source, "wb") as file:
            file.write(content)
        words = [word.format(source=source, out=out, folder=folder) for word in arguments]
        done = subprocess.run(words, capture_output=True, timeout=120, cwd=folder)
        if not os.path.exists(out) and not done.stdout:
            raise SystemExit("%s: %s" % (words[0], done.stderr.decode()))
        if not os.path.exists(out):
            return done.stdout
        with open(out, "rb") as file:
            return file.read()
    finally:
        shutil.rmtree(folder)


def office(content, suffix, to):
    """@content as LibreOffice saves it; @to as its --convert-to wants it."""
    ending = to.split(":")[0]
    return run(["soffice", "-env:UserInstallation=file:///tmp/lo-corpus-make", "--headless", "--convert-to", to, "--outdir",
                "{folder}", "{source}"], content, suffix, "in." + ending)


def string(text):
    """A PDF text string in UTF-16, as hexadecimal."""
    return "<feff%s>" % text.encode("utf-16-be").hex()


def pdf(objects, head=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", trailer=""):
    """A PDF of numbered @objects: number -> text, or (dictionary, stream bytes). Object 1 is the catalogue."""
    out, places = bytearray(head), {}
    for number, body in objects.items():
        places[number] = len(out)
        if isinstance(body, tuple):
            dictionary, stream = body
            stream = stream if isinstance(stream, bytes) else stream.encode("latin-1")
            body = b"<<%s/Length %d>>stream\n%s\nendstream" % (dictionary.encode(), len(stream), stream)
        else:
            body = body.encode("latin-1")
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, start = max(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    return bytes(out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer.encode(), start))


FONT = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"


def words(lines):
    """Operators that write (x, y, text) in 11 points."""
    return "".join("BT /F 11 Tf %g %g Td (%s) Tj ET\n" % (x, y, text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)"))
                   for x, y, text in lines)


def page(operators, root="", annotations="", more=None, extra=""):
    """The objects of a file of one page: 1 to 4, and @more from 5."""
    return {1: "<</Type/Catalog/Pages 2 0 R%s>>" % root, 2: "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents 4 0 R/Annots[%s]%s>>"
            % (FONT, annotations, extra), 4: ("", operators), **(more or {})}


def form(fields, operators="", more=None, root=""):
    """A form of one page: each of @fields is the inside of a widget's dictionary that is a field of its own."""
    objects = dict(more or {})
    for number, field in enumerate(fields, 10):
        objects[number] = "<</Type/Annot/Subtype/Widget/P 3 0 R/Rect[200 %d 400 %d]%s>>" % (
            780 - 30 * number, 800 - 30 * number, field)
    listed = " ".join("%d 0 R" % number for number in range(10, 10 + len(fields)))
    return page(operators or words([(60, 800, "Mentor record sheet")]), "/AcroForm<</Fields[%s]>>%s" % (listed, root), listed, objects)


def look(*states):
    """The appearances of a box or button, and the object 9 that they all show."""
    return ("/AP<</N<<%s>>>>" % "".join("/%s 9 0 R" % state for state in states),
            {9: ("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "")})
