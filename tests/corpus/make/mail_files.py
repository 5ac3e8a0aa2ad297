# SPDX-License-Identifier: GPL-3.0-or-later
"""Files and their names, in every way of getting them wrong; winmail.dat; pictures; headers that are broken."""
import base64
import binascii

from mail_parts import (ANN_IS, CSV, CSV_FIELDS, LOGO, attached, attribute, docx, head, html, multi, page, part, pdf, plain, png, properties,
                        rtf_body, text, tnef, tnef_file)

TRACKER = "Tracker – Siân O'Brien v2.final (1).docx"
FORM = docx([("Name of mentor", "Siân O'Brien"), ("Hours", "4")])
FORM_FIELDS = {"Name of mentor": "Siân O'Brien", "Hours": "4"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def encoded(words, charset="utf-8", kind="B", size=None):
    """@words as encoded words of RFC 2047, @size bytes of the text in each."""
    raw = words.encode(charset)
    pieces = [raw[i:i + (size or len(raw))] for i in range(0, len(raw), size or len(raw))]
    form = {"B": lambda b: base64.b64encode(b).decode(),
            "Q": lambda b: "".join("_" if c == 32 else chr(c) if chr(c).isalnum() and c < 128 else "=%02X" % c for c in b)}[kind]
    return " ".join("=?%s?%s?%s?=" % (charset, kind, form(piece)) for piece in pieces)


def percent(raw):
    return "".join(chr(c) if chr(c).isalnum() and c < 128 else "%%%02X" % c for c in raw)


def named(*headers):
    return multi("mixed", text("Attached."), part(FORM, *headers))


def names():
    utf8 = TRACKER.encode()
    cut = percent(utf8)
    third = cut.index("%", len(cut) // 2)
    bytes_name = b'Content-Disposition: attachment; filename="' + utf8 + b'"'
    ways = [
        ("2231", ["Content-Type: " + WORD, "Content-Disposition: attachment; filename*=utf-8''" + percent(utf8)]),
        ("2231-latin", ["Content-Type: " + WORD, "Content-Disposition: attachment; filename*=windows-1252'en'" + percent(TRACKER.encode("cp1252"))]),
        ("2231-pieces", ["Content-Type: " + WORD, "Content-Disposition: attachment;\n filename*0*=utf-8''%s;\n filename*1*=%s" %
                         (cut[:third], cut[third:])]),
        ("2231-out-of-order", ["Content-Type: " + WORD, "Content-Disposition: attachment;\n filename*1*=%s;\n filename*0*=utf-8''%s" %
                               (cut[third:], cut[:third])]),
        ("2231-mixed", ["Content-Type: " + WORD, "Content-Disposition: attachment;\n filename*0*=utf-8''%s;\n filename*1=\"v2.final (1).docx\"" %
                        percent("Tracker – Siân O'Brien ".encode())]),
        ("2231-and-plain", ["Content-Type: " + WORD, "Content-Disposition: attachment; filename=\"Tracker.docx\"; filename*=utf-8''" + cut]),
        ("2047-quoted", ["Content-Type: %s; name=\"%s\"" % (WORD, encoded(TRACKER)), "Content-Disposition: attachment; filename=\"%s\"" % encoded(TRACKER)]),
        ("2047-bare", ["Content-Type: %s; name=%s" % (WORD, encoded(TRACKER)), "Content-Disposition: attachment; filename=" + encoded(TRACKER)]),
        ("2047-q", ["Content-Type: " + WORD, "Content-Disposition: attachment; filename=\"%s\"" % encoded(TRACKER, kind="Q")]),
        ("2047-latin", ["Content-Type: " + WORD, "Content-Disposition: attachment; filename=\"%s\"" % encoded(TRACKER, "windows-1252", "Q")]),
        ("2047-split", ["Content-Type: " + WORD, "Content-Disposition: attachment; filename=\"%s\"" % encoded(TRACKER, size=9)]),
        ("name-alone", ["Content-Type: %s; name=\"%s\"" % (WORD, encoded(TRACKER))]),
        ("raw-utf8", ["Content-Type: " + WORD, bytes_name]),
        ("raw-latin", ["Content-Type: " + WORD, b'Content-Disposition: attachment; filename="' + TRACKER.encode("cp1252") + b'"']),
    ]
    for name, headers in ways:
        yield ("name-" + name, "a file's name written this way", named(*headers),
               {"text": "Attached.", "documents": [{"name": TRACKER, "format": "docx", "bytes": len(FORM), "fields": FORM_FIELDS}]})
    for name, header, want in (
            ("unquoted-blanks", "Content-Disposition: attachment; filename=My tracker.docx", "My tracker.docx"),
            ("differing", "Content-Disposition: attachment; filename=\"right.docx\"", "right.docx"),
            ("many-dots", "Content-Disposition: attachment; filename=\"J.Bell.v2.final.docx\"", "J.Bell.v2.final.docx"),
            ("control", "Content-Disposition: attachment; filename*=utf-8''bad%0D%0Aname%00.docx", "bad name.docx"),
            ("override", "Content-Disposition: attachment; filename*=utf-8''Tracker%E2%80%AExcod.docx", "Trackerxcod.docx"),
            ("none", "Content-Disposition: attachment", ""),
            ("wrong-ending", "Content-Disposition: attachment; filename=\"tracker.pdf\"", "tracker.pdf")):
        kind = "Content-Type: %s%s" % (WORD, "; name=\"left.docx\"" if name == "differing" else "")
        yield ("name-" + name, "a file's name written this way", named(kind, header),
               {"documents": [{"name": want, "format": "docx", "fields": FORM_FIELDS}]})


THE_FORM = {"name": "tracker.docx", "format": "docx", "bytes": len(FORM), "fields": FORM_FIELDS}


def kinds():
    yield ("file-octets", "octet-stream, and by content a form", multi("mixed", text("x"), attached("tracker.docx", FORM)), {"kind": "return", "documents": [THE_FORM]})
    yield ("file-alone", "the mail is the file", head(extra="Content-Type: %s; name=tracker.docx\nContent-Transfer-Encoding: base64\n" % WORD).encode() + b"\n" +
           base64.encodebytes(FORM), {"kind": "return", "text": "", "documents": [THE_FORM]})
    yield ("file-inline", "said to be inline, as Apple Mail does", multi("mixed", text("Here"), part(pdf("Tracker of Jo Bell"), "Content-Type: application/pdf; "
           "name=\"tracker.pdf\"", "Content-Disposition: inline; filename=tracker.pdf"), text("Jo")),
           {"text": "Here\nJo", "documents": [{"name": "tracker.pdf", "format": "pdf"}]})
    yield ("file-in-related", "in multipart/related, beside the picture of a signature", multi("mixed", multi("related", page("<p>Here<img src='cid:a@b'></p>"),
           part(LOGO, "Content-Type: image/png; name=\"image001.png\"", "Content-ID: <a@b>", "Content-Disposition: inline; filename=image001.png"),
           attached("tracker.docx", FORM), boundary="=_related", headers=False)), {"text": "Here", "documents": [THE_FORM]})
    logos = [part(LOGO, "Content-Type: image/png; name=\"image00%d.png\"" % i, "Content-ID: <l%d>" % i, "Content-Disposition: inline; filename=image00%d.png" % i)
             for i in (1, 2, 3)]
    yield ("file-and-three-logos", "a form and three pictures of a signature", multi("mixed", multi("related", page("<p>Here</p><img src='cid:l1'><img "
           "src='cid:l2'><img src='cid:l3'>"), *logos, boundary="=_related", headers=False), attached("tracker.docx", FORM)), {"documents": [THE_FORM]})
    wide = png(16)[:16] + b"\0\0\2\x80\0\0\2\x80" + png(16)[24:] + b"\0" * 30000
    photo = part(wide, "Content-Type: image/png; name=\"IMG_0412.png\"", "Content-ID: <p@q>", "Content-Disposition: inline; filename=IMG_0412.png")
    yield ("photo-inline", "a small photo of 640 by 640 dots, inline with a Content-ID, as phones send it", multi("related", page("<p>The form<img "
           "src='cid:p@q'></p>"), photo), {"text": "The form", "documents": [{"name": "IMG_0412.png", "format": "image", "bytes": len(wide)}]})
    yield ("photo-attached", "a picture that is attached is a document", multi("mixed", text("The form"), attached("form.png", LOGO, "image/png")),
           {"documents": [{"name": "form.png", "format": "image"}]})
    yield ("file-two-same-name", "two files of one name", multi("mixed", text("Both"), attached("a.csv", CSV), attached("a.csv", CSV)),
           {"documents": [{"name": "a.csv", "fields": CSV_FIELDS}, {"name": "a.csv"}]})
    yield ("file-empty", "a file with nothing in it", multi("mixed", text("x"), attached("tracker.docx", b"")),
           {"documents": [{"name": "tracker.docx", "bytes": 0, "problem": "empty"}]})
    yield ("file-text", "a text file", multi("mixed", text("x"), attached("notes.txt", "Name: Jo Bell\nHours: 4\n", "text/plain")),
           {"documents": [{"name": "notes.txt", "format": "text"}]})
    yield ("file-binary-cte", "8-bit bytes without an encoding", multi("mixed", text("x"), part(CSV.rstrip(), "Content-Type: text/csv; name=\"a.csv\"",
           "Content-Transfer-Encoding: binary")), {"documents": [{"name": "a.csv", "format": "csv", "fields": CSV_FIELDS}]})
    yield ("file-unknown-cte", "an encoding that nobody knows: taken as it stands", multi("mixed", text("x"), part(CSV.rstrip(), "Content-Type: text/csv; "
           "name=\"a.csv\"", "Content-Transfer-Encoding: x-none")), {"documents": [{"name": "a.csv", "format": "csv"}]})
    yield ("apple-double", "what the Finder knows of the file is no document", multi("mixed", text("x"), multi("appledouble", part(b"\0\5\x16\7", "Content-Type: "
           "application/applefile; name=\"tracker.docx\""), attached("tracker.docx", FORM), boundary="=_apple", headers=False)), {"documents": [THE_FORM]})
    yield ("uuencode", "an old gateway's file in the text", plain(b"Here it is.\n\nbegin 644 a.csv\n" + b"".join(
        binascii.b2a_uu(CSV[i:i + 45]) for i in range(0, len(CSV), 45)) + b"`\nend\n\nAnn\n"),
           {"text": "Here it is.\n\nAnn", "documents": [{"name": "a.csv", "format": "csv", "bytes": len(CSV), "fields": CSV_FIELDS}]})
    yield ("uuencode-cut", "and without its end", plain(b"Here.\n\nbegin 644 a.csv\n" + binascii.b2a_uu(CSV[:20])),
           {"text": "Here.", "documents": [{"name": "a.csv", "problem": "damaged"}]})
    yield ("begin-in-prose", "a sentence that begins with begin", plain("We can\nbegin 2026 with her.\n"), {"text": "We can\nbegin 2026 with her.", "documents": []})
    yield ("binhex", "said, and not read", plain("x\n\n(This file must be converted with BinHex 4.0)\n:$f*TEQKPH\n"),
           {"documents": [{"format": "binhex", "problem": "unsupported"}]})
    yield ("partial", "a piece of a mail", head(extra="Content-Type: message/partial; number=1; total=2; id=\"a@b\"\n").encode() + b"\nSubject: x\n\nFirst half\n",
           {"documents": [{"format": "partial", "problem": "unsupported"}]})
    yield ("external-body", "a file that stayed at its place", multi("mixed", text("x"), part(b"Content-Type: application/pdf\n\n", "Content-Type: message/external-body; "
           "access-type=URL; URL=\"https://park-my.sharepoint.com/:b:/p/ann/tracker\"; name=\"t.pdf\"", "Content-Transfer-Encoding: 7bit")),
           {"documents": [{"name": "t.pdf", "problem": "unsupported"}], "links": ["https://park-my.sharepoint.com/:b:/p/ann/tracker"]})
    yield ("pgp-encrypted", "PGP/MIME", multi("encrypted; protocol=\"application/pgp-encrypted\"", part("Version: 1\n", "Content-Type: application/pgp-encrypted",
           "Content-Transfer-Encoding: 7bit"), part("-----BEGIN PGP MESSAGE-----\n\nx\n-----END PGP MESSAGE-----\n", "Content-Type: application/octet-stream; "
           "name=\"encrypted.asc\"", "Content-Transfer-Encoding: 7bit")), {"documents": [{"problem": "encrypted"}]})
    yield ("pgp-signed", "a signature is no document, and a subject within it counts", multi("signed; protocol=\"application/pgp-signature\"; micalg=pgp-sha512",
           part("4 hours.\n", "Content-Type: text/plain; charset=utf-8; protected-headers=\"v1\"", "Subject: Tracker", "Content-Transfer-Encoding: 7bit"),
           part("-----BEGIN PGP SIGNATURE-----\n\nx\n", "Content-Type: application/pgp-signature; name=\"signature.asc\"", "Content-Transfer-Encoding: 7bit"),
           subject="..."), {"subject": "Tracker", "text": "4 hours.", "documents": []})
    yield ("amp", "a page for Gmail's own use is no document", multi("alternative", text("4 hours."), part("<html amp4email></html>", "Content-Type: text/x-amp-html",
           "Content-Transfer-Encoding: 7bit"), page("<p>4 hours.</p>")), {"text": "4 hours.", "documents": []})


def winmail():
    def mail(body, said="See attached."):
        return multi("mixed", text(said), attached("winmail.dat", body, "application/ms-tnef"))
    inner = {"name": "tracker.docx", "in": "winmail.dat", "format": "docx", "bytes": len(FORM), "fields": FORM_FIELDS}
    yield ("tnef-file", "Outlook's rich text with a form", mail(tnef(tnef_file("TRACKER.DOC", FORM, (0x3707, 0x1e, "tracker.docx")))), {"documents": [inner]})
    yield ("tnef-unicode-name", "a name beyond the code page", mail(tnef(tnef_file("TRACKE~1.DOC", FORM, (0x3707, 0x1f, TRACKER)))),
           {"documents": [dict(inner, name=TRACKER)]})
    yield ("tnef-two-files", "two files", mail(tnef(tnef_file("a.csv", CSV), tnef_file("b.csv", CSV))),
           {"documents": [{"name": "a.csv", "fields": CSV_FIELDS}, {"name": "b.csv", "in": "winmail.dat"}]})
    yield ("tnef-nothing", "no file in it: that is said", mail(tnef(attribute(1, 0x0002800c, b"See attached.\0"))),
           {"text": "See attached.", "documents": [{"name": "winmail.dat", "format": "tnef", "problem": "empty"}]})
    rtf = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Calibri;}}\f0 Hours: 4\par Si\'e2n is ill.\par}"
    yield ("tnef-body", "the body is nowhere else: plain text", mail(tnef(attribute(1, 0x0002800c, b"Hours: 4\0"), tnef_file("a.csv", CSV)), ""),
           {"text": "Hours: 4", "documents": [{"name": "a.csv"}]})
    yield ("tnef-body-rtf", "the body is nowhere else: RTF", mail(tnef(attribute(1, 0x00069003, properties((0x1009, 0x102, rtf_body(rtf)))), tnef_file("a.csv", CSV)), ""),
           {"text": "Hours: 4\nSiân is ill.", "documents": [{"name": "a.csv"}]})
    inside = tnef(attribute(1, 0x00069003, properties((0x37, 0x1f, "His tracker"), (0x0c1a, 0x1f, "Bob Bell"), (0x0c1f, 0x1f, "bob@park.example.sch.uk"),
                                                      (0x1000, 0x1f, "Hours: 4"))), tnef_file("a.csv", CSV))
    guid = bytes.fromhex("0703020000000000c000000000000046")
    yield ("tnef-mail-in-mail", "a mail attached to it", mail(tnef(tnef_file("His tracker", None, (0x3701, 0x0d, guid + inside)))),
           {"documents": [], "forwarded": {"from": {"name": "Bob Bell", "address": "bob@park.example.sch.uk"}, "subject": "His tracker", "text": "Hours: 4",
                                           "documents": [{"name": "a.csv", "fields": CSV_FIELDS}]}})
    whole = tnef(tnef_file("a.csv", CSV), tnef_file("tracker.docx", FORM))
    yield ("tnef-cut", "cut off in the second file: the first is there, and the damage is said", mail(whole[:-400]),
           {"documents": [{"name": "a.csv", "fields": CSV_FIELDS}, {"name": "tracker.docx", "problem": "damaged"}, {"name": "winmail.dat", "problem": "damaged"}]})


def headers():
    good = plain("4 hours.\n")
    is_read = {"kind": "message", "from": ANN_IS, "subject": "RE: Your mentor tracker", "date": "2026-10-13T09:12:33+01:00", "text": "4 hours."}
    yield ("header-mbox", "an mbox line in front", b"From ann@park.example.sch.uk Tue Oct 13 09:12:33 2026\n" + good, is_read)
    yield ("header-mark", "a byte order mark in front", b"\xef\xbb\xbf" + good, is_read)
    yield ("header-blank-lines", "blank lines in front", b"\r\n\r\n" + good, is_read)
    yield ("header-cr", "lines that end in CR alone", good.replace(b"\n", b"\r"), is_read)
    yield ("header-crlf", "lines that end in CR LF", good.replace(b"\n", b"\r\n"), is_read)
    yield ("header-mixed", "lines that end this way and that", good.replace(b"\n", b"\r\n", 4), is_read)
    yield ("header-folded", "folded where it may be", good.replace(b"Subject: RE: Your", b"Subject:\n RE: Your").replace(b"From: Ann Example ", b"From: Ann Example\n\t"), is_read)
    yield ("header-2047", "encoded words, split within a letter", plain("4 hours.\n", subject=encoded("Café tracker – Siân", size=4)), {"subject": "Café tracker – Siân"})
    yield ("header-2047-underscore", "blanks as underscores", plain("x\n", subject="=?iso-8859-1?Q?Caf=E9_tracker?="), {"subject": "Café tracker"})
    yield ("header-8-bit", "8-bit UTF-8 in header fields", plain("x\n", subject="Café – Siân", sender="Siân Pugh <ann@park.example.sch.uk>"),
           {"subject": "Café – Siân", "from": {"name": "Siân Pugh", "address": "ann@park.example.sch.uk"}})
    yield ("header-8-bit-latin", "8-bit Windows-1252 in header fields", good.replace(b"RE: Your", "Café – Your".encode("cp1252")),
           {"subject": "Café – Your mentor tracker"})
    yield ("header-long-line", "a line of a megabyte is left out, and the mail read", good.replace(b"Subject:", b"X-Long: " + b"x" * 100000 + b"\nSubject:"), is_read)
    yield ("header-no-date", "no date", good.replace(b"Date: Tue, 13 Oct 2026 09:12:33 +0100\n", b""), {"from": ANN_IS, "date": "", "text": "4 hours."})
    yield ("header-two-types", "two Content-Types", good.replace(b"Content-Type:", b"Content-Type: text/plain\nContent-Type:", 1), {"text": "4 hours."})
    yield ("header-empty-type", "an empty Content-Type", good.replace(b'Content-Type: text/plain; charset="utf-8"', b"Content-Type:"), {"text": "4 hours.", "documents": []})
    yield ("header-no-mime", "no word of MIME", good.replace(b"MIME-Version: 1.0\n", b"").replace(b'Content-Type: text/plain; charset="utf-8"\n', b""), {"text": "4 hours."})
    yield ("header-only", "nothing behind the header", good[:good.index(b"\n\n") + 1], {"from": ANN_IS, "text": "", "documents": []})
    yield ("header-no-body", "an empty body", good[:good.index(b"\n\n") + 2], {"from": ANN_IS, "text": ""})
    yield ("header-nul", "NULs in the text", plain(b"4 \0hours.\n"), {"text": {"has": ["hours."]}})
    yield ("header-two-authors", "two From fields: nobody wrote it", good.replace(b"From: ", b"From: Bob <bob@park.example.sch.uk>\nFrom: ", 1), {"from": {"address": None}})
    yield ("header-comma-name", "surname first, in quotes", plain("x\n", sender='"Example, Ann" <Ann@Park.example.sch.uk>'),
           {"from": {"name": "Example, Ann", "address": "ann@park.example.sch.uk"}})
    yield ("header-nested-groups", "an address of forty-five thousand groups", good.replace(b"To: ", b"To: " + b"a:" * 45000, 1), {"from": ANN_IS, "text": "4 hours."})
    yield ("boundary-missing", "a multipart without its boundary loses no word", head(extra="Content-Type: multipart/mixed\n").encode() + b"\n4 hours.\n", {"text": "4 hours."})
    yield ("boundary-lost", "a semicolon is missing, and the boundary with it", multi("mixed", text("4 hours."), attached("a.csv", CSV)).replace(b"multipart/mixed; ", b"multipart/mixed\n "),
           {"text": "4 hours.", "documents": [{"name": "a.csv", "fields": CSV_FIELDS}]})
    yield ("boundary-elsewhere", "a boundary that stands nowhere", head(extra="Content-Type: multipart/mixed; boundary=\"a\"\n").encode() + b"\n4 hours.\n", {"text": "4 hours."})
    yield ("boundary-unclosed", "the last boundary is missing", multi("mixed", text("4 hours."), attached("a.csv", CSV))[:-len("--=_frontier--\n")],
           {"text": "4 hours.", "documents": [{"name": "a.csv", "fields": CSV_FIELDS}]})


def charsets():
    for name, said, real, words in (
            ("latin-is-windows", "iso-8859-1", "cp1252", "It’s 4 – or 5"), ("ascii-is-utf8", "us-ascii", "utf-8", "Siân’s"),
            ("latin-is-utf8", "iso-8859-1", "utf-8", "Siân’s"), ("utf8-is-windows", "utf-8", "cp1252", "Siân’s"),
            ("unknown", "x-unknown", "utf-8", "Siân’s"), ("none", "", "utf-8", "Siân’s"), ("utf8", "utf8", "utf-8", "Siân’s"),
            ("iso-8859-2", "iso-8859-2", "iso-8859-2", "Łukasz Żak"), ("iso-8859-15", "iso-8859-15", "iso-8859-15", "4 €"),
            ("windows-1250", "windows-1250", "cp1250", "Łukasz Żak"), ("koi8-r", "koi8-r", "koi8-r", "Спасибо"),
            ("windows-1251", "windows-1251", "cp1251", "Спасибо"), ("windows-1256", "windows-1256", "cp1256", "شكرا"),
            ("gb2312-is-gbk", "gb2312", "gbk", "張老師"), ("big5", "big5", "big5", "老師"), ("iso-2022-jp", "iso-2022-jp", "iso-2022-jp", "先生"),
            ("shift-jis", "shift_jis", "cp932", "先生"), ("euc-kr", "euc-kr", "euc-kr", "선생님"), ("utf-7", "utf-7", "utf-7", "Siân’s")):
        mail = plain("x\n").replace(b'charset="utf-8"', b'charset="%s"' % said.encode())
        yield ("charset-" + name, "a text that says %s and is %s" % (said or "nothing", real), mail[:-2] + (words + "\n").encode(real), {"text": words})
    yield ("charset-utf-16", "UTF-16 in base64", head(extra="Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n").encode() + b"\n" +
           base64.encodebytes("Siân’s\n".encode("utf-16")), {"text": "Siân’s"})
    yield ("charset-html-meta", "HTML without a charset in its header", html("<p>Siân’s</p>").replace(b"; charset=utf-8", b"", 1), {"text": "Siân’s"})


def cases():
    return [case for some in (names, kinds, winmail, headers, charsets) for case in some()]
