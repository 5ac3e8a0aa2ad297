#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures, old and foreign files, locked files and containers. Needs Debian's libreoffice (writer, calc, impress, draw),
python3-docx, python3-pil, libheif-examples, openssl, gnupg and zip."""
import io
import struct
import sys
import zipfile

import docx
from PIL import Image, ImageDraw

from case import case
from filed import OFFICE, form, office, pdf, run

BY_HAND = "tests/corpus/make/foreign.py, after the structure that %s writes"
STAMP = (2026, 10, 6, 9, 0, 0)
TABLE = [("Name of mentor", "Si\u00e2n O'Brien"), ("School / college", "Alder Brook Primary School"), ("Days a week", "3")]


def package(parts, stored=(), comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            made.writestr(info, content)
        made.comment = comment
    return out.getvalue()


def lean(made):
    """A Word document of python-docx without the parts of its template that nothing needs."""
    out, kept = io.BytesIO(), []
    made.save(out)
    source = zipfile.ZipFile(out)
    for name in source.namelist():
        if name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml"):
            kept.append((name, source.read(name)))
    return package([(name, content.replace(b'<Relationship Id="rId3"', b'<Relationship Id="rId9"')) for name, content in kept])


def record(rows=TABLE, line="Mentor record sheet"):
    made = docx.Document()
    made.add_paragraph(line)
    table = made.add_table(0, 2)
    for label, value in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    return lean(made)


def compound(streams):
    """A compound file ([MS-CFB]) of @streams in its root, each in sectors of its own."""
    sectors, entries = [], []
    for name, content in streams:
        content = content.ljust(4096, b"\0")  # no smaller ones: they would need a second table
        start = len(sectors)
        count = (len(content) + 511) // 512
        sectors += [content[512 * i:512 * i + 512].ljust(512, b"\0") for i in range(count)]
        entries.append((name, 2, start, len(content), count))
    root = [("Root Entry", 5, 0xfffffffe, 0, 0)]
    directory = b""
    for i, (name, kind, start, size, _) in enumerate(root + entries):
        wide = name.encode("utf-16-le") + b"\0\0"
        right = i + 1 if 0 < i < len(entries) else 0xffffffff
        directory += wide.ljust(64, b"\0") + struct.pack("<HBBIII16xI8x8xIQ", len(wide), kind, 1, 0xffffffff, right,
                                                         1 if i == 0 and entries else 0xffffffff, 0, start, size)
    at = len(sectors)
    directory = directory.ljust((len(directory) + 511) // 512 * 512, b"\0")
    sectors += [directory[i:i + 512] for i in range(0, len(directory), 512)]
    table = []
    for _, _, start, _, count in entries:
        table += list(range(start + 1, start + count)) + [0xfffffffe]
    table += list(range(at + 1, len(sectors))) + [0xfffffffe, 0xfffffffd]
    fat = struct.pack("<%dI" % len(table), *table).ljust(512, b"\xff")
    assert len(fat) == 512
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6xIIIIIIIIII", 0x3e, 3, 0xfffe, 9, 6, 0, 1, at, 0, 4096, 0xfffffffe,
                                                                        0, 0xfffffffe, 0, len(sectors))
    return head.ljust(512, b"\xff") + b"".join(sectors) + fat


def pictures():
    image = Image.new("RGB", (120, 160), "white")
    ImageDraw.Draw(image).text((10, 10), "Tracker", fill="black")
    for ending, kind, options in (("jpg", "JPEG", {"quality": 30}), ("png", "PNG", {}), ("gif", "GIF", {}), ("tif", "TIFF", {"compression": "tiff_deflate"}),
                                  ("webp", "WEBP", {"quality": 30}), ("bmp", "BMP", {})):
        out = io.BytesIO()
        (image.convert("1") if kind in ("BMP", "TIFF") else image).save(out, kind, **options)
        case("image-%s.%s" % (kind.lower(), ending), out.getvalue(), "Pillow 9.4, " + kind, format="image", fields={})
    out = io.BytesIO()
    image.save(out, "PNG")
    case("image-heic.heic", run(["heif-enc", "-q", "30", "-o", "{out}", "{source}"], out.getvalue(), ".png", "out.heic"), "heif-enc 1.15, as an iPhone saves it", format="image")
    case("image-avif.avif", run(["heif-enc", "-A", "-q", "30", "-o", "{out}", "{source}"], out.getvalue(), ".png", "out.avif"), "heif-enc 1.15 -A", format="image")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=30)
    case("image-called-pdf.pdf", out.getvalue(), "Pillow 9.4, JPEG, under the name of a PDF", format="image")


def old():
    word = record()
    case("old-word.doc", office(word, ".docx", "doc"), OFFICE % "doc", format="doc", problem="unsupported")
    fields = {"Name of mentor": "Si\u00e2n O'Brien", "School / college": "Alder Brook Primary School", "Days a week": "3"}
    case("old-rich-text.rtf", office(word, ".docx", "rtf"), OFFICE % "rtf", format="rtf", fields=fields, text={"has": ["Mentor record sheet"]})
    lines = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Calibri;}}{\\*\\generator Riched20 10.0;}\\pard Mentor: Zo\\'eb \\u321?ukasz\\par School: St Mary\\rquote s\\par Ref 7K3Q9-F2M4X\\par}"
    case("old-rich-text-lines.rtf", lines.encode(), BY_HAND % "WordPad", format="rtf", fields={"Mentor": "Zo\u00eb \u0141ukasz", "School": "St Mary\u2019s"}, text={"has": ["Ref 7K3Q9-F2M4X"]})
    rows = "".join("<tr><td>%s</td><td>%s</td></tr>" % row for row in TABLE)
    page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta charset=\"utf-8\"></head><body><p>Ref 7K3Q9-F2M4X</p><table border=1>%s</table></body></html>" % rows
    case("old-web-page-as-sheet.xls", page.encode(), BY_HAND % "a school's management system", format="html", fields=fields, text={"has": ["Ref 7K3Q9-F2M4X"]},
         tables=[{"sheet": "", "rows": [list(row) for row in TABLE]}])
    case("old-web-page-as-letter.doc", ("\ufeff" + page).encode("utf-16-le"), BY_HAND % "a mail merge", format="html", fields=fields)
    archive = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"; type=\"text/html\"\n\n--x\nContent-Location: file:///C:/a.htm\nContent-Type: text/html\n\n%s\n--x--\n" % page
    case("old-web-archive.doc", archive.encode(), BY_HAND % "Word (Single File Web Page)", format="mhtml", problem="unsupported")
    case("old-word-2003.xml", office(word, ".docx", "xml:MS Word 2003 XML"), OFFICE % "xml:MS Word 2003 XML", format="word-xml", problem="unsupported")
    sheet = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>\n'
    case("old-excel-2003.xml", sheet.encode(), BY_HAND % "Excel 2003", format="excel-xml", problem="unsupported")
    flat = '<?xml version="1.0" standalone="yes"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>'
    case("old-flat-package.xml", flat.encode(), BY_HAND % "Word", format="flat-opc", problem="unsupported")
    csv = ("Name,Role\nAda Fox,Mentor\n").encode()
    case("old-excel.xls", office(csv, ".csv", "xls"), OFFICE % "xls", format="xls", problem="unsupported")
    for name, content, maker, kind in (
            ("old-word-perfect.wpd", b"\xffWPC\x10\0\0\0\x01\x0a\x02\x01" + b"\0" * 90, "WordPerfect", "wpd"),
            ("old-works.wps", compound([("MatOST", b"x"), ("CONTENTS", b"CHNKWKS")]), "Works", "wps"),
            ("old-publisher.pub", compound([("Quill", b"x"), ("Contents", b"\xe8\xac")]), "Publisher", "pub"),
            ("old-one-note.one", bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3") + b"\0" * 64, "OneNote", "one"),
            ("old-xps.xps", package([("FixedDocSeq.fdseq", "<FixedDocumentSequence/>"), ("[Content_Types].xml", "<Types/>")]), "the XPS printer of Windows", "xps"),
            ("old-book.epub", package([("mimetype", "application/epub+zip"), ("META-INF/container.xml", "<container/>")], ("mimetype",)), "an e-book program", "epub"),
            ("old-pages.pages", package([("Index/Document.iwa", b"\0\x0a"), ("Metadata/Properties.plist", b"bplist00"), ("preview.jpg", b"\xff\xd8\xff")]), "Pages", "pages"),
            ("old-numbers.numbers", package([("Index/Document.iwa", b"\0\x0a"), ("Index/Tables/DataList.iwa", b"\0")]), "Numbers", "numbers"),
            ("old-keynote.key", package([("Index/Document.iwa", b"\0\x0a"), ("Index/Slide-1.iwa", b"\0")]), "Keynote", "key"),
            ("old-presentation.pptx", package([("ppt/presentation.xml", "<p/>"), ("[Content_Types].xml", "<Types/>")]), "PowerPoint", "pptx"),
            ("old-archive-7z.7z", b"7z\xbc\xaf\x27\x1c\0\x04" + b"\0" * 24, "7-Zip", "7z"),
            ("old-archive-rar.rar", b"Rar!\x1a\x07\x01\0" + b"\0" * 24, "WinRAR", "rar"),
            ("old-program.pdf", b"MZ" + b"\0" * 58 + struct.pack("<I", 64) + b"PE\0\0" + b"\0" * 60, "a program under the name of a PDF", "executable"),
            ("old-script.txt", b"#!/bin/sh\necho hello\n", "an editor", "script")):
        case(name, content, BY_HAND % maker, format=kind, problem="unsupported", fields={})
    case("old-drawing.odg", office(word, ".docx", "pdf") and package([("mimetype", "application/vnd.oasis.opendocument.graphics"), ("content.xml", "<x/>")], ("mimetype",)),
         BY_HAND % "LibreOffice Draw", format="odg", problem="unsupported")
    link = "https://docs.google.com/spreadsheets/d/1AbC/edit"
    case("old-google-sheet.gsheet", ('{"":"WARNING! DO NOT EDIT THIS FILE! ANY CHANGES MADE WILL BE LOST!","doc_id":"1AbC","resource_key":"","url":"%s"}' % link).encode(),
         BY_HAND % "Google Drive for desktop", format="gsheet", problem="unsupported", text={"has": [link]})
    case("old-link-windows.url", ("[InternetShortcut]\r\nURL=%s\r\n" % link).encode(), BY_HAND % "Windows", format="url", problem="unsupported", text={"has": [link]})
    plist = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0"><dict><key>URL</key><string>%s</string></dict></plist>\n'
    case("old-link-mac.webloc", (plist % link).encode(), BY_HAND % "Safari", format="webloc", problem="unsupported", text={"has": [link]})


def locked():
    case("encrypted-word.docx", compound([("EncryptionInfo", b"\4\0\4\0\x40\0\0\0<encryption/>"), ("EncryptedPackage", b"\x10" + b"\0" * 7 + b"\xa5" * 64)]),
         BY_HAND % "Word, with a password", format="docx", problem="encrypted")
    case("encrypted-rights-managed.xlsx", compound([("\tDRMContent", b"\xa5" * 64), ("\6DataSpaces", b"x")]), BY_HAND % "Excel, with rights management", format="xlsx", problem="encrypted")
    case("encrypted-old-word.doc", compound([("WordDocument", struct.pack("<HHHHHH", 0xa5ec, 0xc1, 0, 0x409, 0, 0x1300)), ("1Table", b"\xa5" * 64)]),
         BY_HAND % "Word 2003, with a password", format="doc", problem="encrypted")
    book = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 6) + struct.pack("<HHHHHH", 0x2f, 6, 1, 1, 1, 0xa5a5)
    case("encrypted-old-excel.xls", compound([("Workbook", book)]), BY_HAND % "Excel 2003, with a password", format="xls", problem="encrypted")
    case("encrypted-open-document.odt", package([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", b"\xa5" * 90), (
        "META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:media-type="text/xml" '
        'manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>')], ("mimetype",)), BY_HAND % "LibreOffice, with a password",
        format="odt", problem="encrypted")
    text = b"Mentor: Ada Fox\n"
    case("encrypted-pgp.asc", run(["gpg", "--batch", "--yes", "--homedir", "{folder}", "--passphrase", "secret", "--pinentry-mode", "loopback", "-a", "-c", "-o", "{out}", "{source}"], text, ".txt"),
         "GnuPG 2.2 -c", format="pgp", problem="encrypted")
    key = run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "{folder}/k", "-subj", "/CN=office", "-out", "{out}"], text, ".txt")
    case("encrypted-smime.p7m", run(["openssl", "cms", "-encrypt", "-outform", "DER", "-in", "{folder}/in.pem", "-out", "{out}", "{source}"], key, ".pem"),
         "OpenSSL 3.0 cms -encrypt", format="p7m", problem="encrypted")
    case("encrypted-message.rpmsg", bytes.fromhex("76e80460c411e386") + b"\xa5" * 64, BY_HAND % "Exchange, with rights management", format="rpmsg", problem="encrypted")
    both = run(["sh", "-c", "cp {source} sheet.txt && zip -q -X -P secret {out}.zip sheet.txt && echo 'School: Alder Brook' > open.txt && zip -q -X {out}.zip open.txt && cat {out}.zip"], text, ".txt")
    case("encrypted-zip-member.zip", both, "Info-ZIP 3.0 -P, and a second member without", documents=[
        {"name": "sheet.txt", "problem": "encrypted", "in": "encrypted-zip-member.zip"}, {"name": "open.txt", "problem": None, "fields": {"School": "Alder Brook"}}])


def zips():
    one, two = record([("Mentor", "Ada Fox")]), record([("Mentor", "Ben Hale")])
    members = [("Trackers/", ""), ("Trackers/Fox, Ada.docx", one), ("__MACOSX/Trackers/._Fox, Ada.docx", "x"), ("Trackers/.DS_Store", "x"), ("Trackers/Thumbs.db", "x"),
               ("Trackers/Hale, Ben.docx", two)]
    case("zip-folder.zip", package(members), "zipfile of Python 3.11, with what a Mac and Windows add", documents=[
        {"name": "Fox, Ada.docx", "format": "docx", "in": "zip-folder.zip", "fields": {"Mentor": "Ada Fox"}},
        {"name": "Hale, Ben.docx", "format": "docx", "in": "zip-folder.zip", "fields": {"Mentor": "Ben Hale"}}])
    old_name = package([("Si*n.txt", "Mentor: Ada Fox\n"), ("Zo\u00eb.txt", "Mentor: Ben Hale\n")]).replace(b"Si*n.txt", b"Si\x83n.txt")
    case("zip-names.zip", old_name, "zipfile of Python 3.11, one name put into CP437 as Windows writes it", documents=[
        {"name": "Si\u00e2n.txt", "fields": {"Mentor": "Ada Fox"}}, {"name": "Zo\u00eb.txt", "fields": {"Mentor": "Ben Hale"}}])
    case("zip-in-zip.zip", package([("inner.zip", package([("a.docx", one)])), ("b.docx", two)]), "zipfile of Python 3.11", documents=[
        {"name": "inner.zip", "format": "zip", "problem": "unsupported"}, {"name": "b.docx", "fields": {"Mentor": "Ben Hale"}}])
    case("zip-empty.zip", package([]), "zipfile of Python 3.11, without a member", format="zip", problem="empty")
    case("zip-of-debris.zip", package([("Trackers/", ""), ("__MACOSX/._x", "x"), (".DS_Store", "x")]), "zipfile of Python 3.11", format="zip", problem="empty")
    case("zip-behind-junk.docx", b"\r\n\r\n" + one, "python-docx, behind two lines that a web form left", format="docx", fields={"Mentor": "Ada Fox"})
    case("zip-before-junk.docx", one + b"\r\n--boundary--\r\n" + b" " * 70000, "python-docx, before the rest of a badly cut mail", format="docx", fields={"Mentor": "Ada Fox"})
    big = io.BytesIO()
    with zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as made:
        source = zipfile.ZipFile(io.BytesIO(one))
        for item in source.namelist():
            with made.open(zipfile.ZipInfo(item, STAMP), "w", force_zip64=True) as member:
                member.write(source.read(item))
    case("zip-64.docx", big.getvalue(), "zipfile of Python 3.11, each member with sizes of 64 bits", format="docx", fields={"Mentor": "Ada Fox"})
    case("zip-mixed.zip", package([("form.pdf", pdf(form(["/FT/Tx/T(m)/TU(Mentor)/V(Ada Fox)"]))), ("scan.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 60), ("list.csv", "Name,Role\nBen Hale,Mentor\n")]),
         "zipfile of Python 3.11", documents=[{"name": "form.pdf", "format": "pdf", "fields": {"Mentor": "Ada Fox"}}, {"name": "scan.jpg", "format": "image"},
                                              {"name": "list.csv", "format": "csv"}])


if __name__ == "__main__":
    pictures()
    old()
    locked()
    zips()
    sys.exit(0)
