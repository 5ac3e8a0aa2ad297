# SPDX-License-Identifier: GPL-3.0-or-later
"""What messages.py puts its mails together from: headers, parts, small files. Everything is bytes, so that a mail can be
wrong in the way that it is meant to be wrong."""
import base64
import io
import quopri
import struct
import zipfile

OFFICE = "Mentor scheme <mentors@example.ac.uk>"
ANN = "Ann Example <ann@park.example.sch.uk>"
ANN_IS = {"name": "Ann Example", "address": "ann@park.example.sch.uk"}
DATE = "Tue, 13 Oct 2026 09:12:33 +0100"
ASKED = "Dear Ann,\n\nPlease fill in the tracker and send it back by 20 October.\n\nMentor scheme office\n"
CSV = "name,hours\r\nSiân Pugh,4\r\n".encode()
CSV_FIELDS = {"name": "Siân Pugh", "hours": "4"}


def head(subject="RE: Your mentor tracker", sender=ANN, extra="", date=DATE, to=OFFICE):
    lines = ["From: " + sender, "To: " + to, "Subject: " + subject, "Date: " + date,
             "Message-ID: <1@park.example.sch.uk>", "MIME-Version: 1.0"]
    return "\n".join(lines) + "\n" + extra


def plain(body, charset="utf-8", **words):
    return head(extra='Content-Type: text/plain; charset="%s"\nContent-Transfer-Encoding: 8bit\n' % charset, **words).encode(
        "utf-8") + b"\n" + (body if isinstance(body, bytes) else body.encode(charset))


def html(body, **words):
    page = "<html><head><style>p.MsoNormal{margin:0cm}</style></head><body>%s</body></html>" % body
    return head(extra="Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n", **words).encode() + \
        b"\n" + quopri.encodestring(page.encode())


def part(body, *headers):
    """One part; @headers as they stand, the first its Content-Type."""
    lines = list(headers)
    if not isinstance(body, bytes):
        body = body.encode()
    if lines and not any(isinstance(line, str) and line.lower().startswith("content-transfer-encoding") for line in lines):
        lines.append("Content-Transfer-Encoding: base64")
        body = base64.encodebytes(body)
    return b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + (b"\n\n" if lines else b"\n") + body


def text(body):
    return part(body, "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit")


def page(body):
    return part("<html><body>%s</body></html>" % body, "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: 8bit")


def multi(kind, *parts, boundary="=_frontier", headers=None, **words):
    """A whole mail, or with headers=False a part, of several parts."""
    line = "Content-Type: multipart/%s; boundary=\"%s\"\n" % (kind, boundary)
    body = b"".join(b"--" + boundary.encode() + b"\n" + one.rstrip(b"\n") + b"\n" for one in parts) + \
        b"--" + boundary.encode() + b"--\n"
    top = line if headers is False else head(extra=line, **words)
    return top.encode() + b"\n" + body


def attached(name, body, kind="application/octet-stream"):
    return part(body, "Content-Type: %s; name=\"%s\"" % (kind, name), "Content-Disposition: attachment; filename=\"%s\"" % name)


def docx(rows):
    """The least package that Word opens: a table of labels and values."""
    cell = "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>"
    table = "".join("<w:tr>%s%s</w:tr>" % (cell % label, cell % value) for label, value in rows)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>'
        "<w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>%s</w:tbl><w:p/></w:body></w:document>" % table}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 10, 6, 9, 0, 0)), '<?xml version="1.0" encoding="UTF-8"?>' + xml)
    return out.getvalue()


def png(size):
    """A grey picture of @size by @size dots, which does not deflate: noise of a fixed kind."""
    import zlib
    state, rows = 1, b""
    for _ in range(size):
        row = bytearray()
        for _ in range(size):
            state = (state * 1103515245 + 12345) & 0x7fffffff
            row.append(state >> 16 & 255)
        rows += b"\0" + bytes(row)

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)) + \
        chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


LOGO = png(40)


def pdf(line):
    """One page with one line, as [ISO 32000] would have it."""
    stream = ("BT /F 12 Tf 72 720 Td (%s) Tj ET" % line).encode()
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
               b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + one + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)


# winmail.dat ([MS-OXTNEF]): attributes with their checksums, and the properties in them
def attribute(level, number, body):
    return struct.pack("<BII", level, number, len(body)) + body + struct.pack("<H", sum(body) & 0xffff)


def pad(body):
    return body + b"\0" * (-len(body) % 4)


def properties(*triples):
    """(id, type, value): strings as Unicode (0x1f) or in a code page (0x1e), bytes (0x102) and objects (0x0d)."""
    out = struct.pack("<I", len(triples))
    for number, kind, value in triples:
        if kind == 0x1f:
            value = (value + "\0").encode("utf-16le")
        elif kind == 0x1e:
            value = (value + "\0").encode("cp1252")
        out += struct.pack("<HH", kind, number)
        out += struct.pack("<II", 1, len(value)) + pad(value) if kind in (0x1e, 0x1f, 0x102, 0x0d) else struct.pack("<I", value)
    return out


def tnef_file(short, body, *triples):
    return attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0, 0, 0, 0)) + attribute(2, 0x00018010, short.encode("cp1252") + b"\0") + \
        (attribute(2, 0x0006800f, body) if body is not None else b"") + attribute(2, 0x00069005, properties(*triples))


def tnef(*attributes):
    return struct.pack("<IH", 0x223e9f78, 1) + attribute(1, 0x00089006, struct.pack("<I", 0x10000)) + \
        attribute(1, 0x00069007, struct.pack("<II", 1252, 0)) + b"".join(attributes)


def rtf_body(rtf):
    """PidTagRtfCompressed, stored ([MS-OXRTFCP] 2.1.3.1.5)."""
    return struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414c454d, 0) + rtf
