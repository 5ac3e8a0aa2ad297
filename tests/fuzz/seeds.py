#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the seeds of each fuzzer under OUTPUT/ENTRY/, named by their digest, so that the same is written once.

    tests/fuzz/seeds.py OUTPUT [FOLDER...]

From tests/corpus, the schemes and the templates of this tree, and from any FOLDER of further files. The finds are seeds too."""
import email
import hashlib
import io
import os
import re
import struct
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.dirname(os.path.dirname(HERE))
LARGEST = 64 << 10  # bytes of one seed: what is larger makes a fuzzer slow and finds no more
SUFFIXES = {".docx": "docx", ".docm": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx", ".odt": "odf", ".ods": "odf", ".csv": "csv",
            ".tsv": "csv", ".txt": "text", ".pdf": "pdf", ".tnef": "tnef", ".dat": "tnef", ".ics": "ics", ".eml": "message",
            ".html": "html", ".htm": "html", ".p7m": "smime"}
PACKAGES = ("docx", "xlsx", "odf")
JSON = (b'{"kind":"message","from":{"name":"","address":null},"subject":"","date":"","message_id":"","in_reply_to":[],'
        b'"references":[],"refs":[],"to":[],"received":"","authentication":{"by":null,"spf":null,"dkim":null,"dmarc":null},'
        b'"text":"x","forwarded":null,"links":[],"documents":[%s],"calendar":[{"method":"","uid":"","sequence":0,'
        b'"recurrence_id":"","start":"","end":"","summary":"","organizer":"","attendees":[{"address":"","partstat":""}],'
        b'"organizer_name":"","sent_by":"","stamp":"","status":"","location":"","description":"","comment":"","categories":["a"],'
        b'"all_day":false,"recurs":true,"following":false,"instances":["2026-10-06"]}],'
        b'"bounce":[{"recipient":"","action":"failed","status":"","diagnostic":""}],"away":{"until":"2026-10-09","back":null,'
        b'"deputy":{"name":"a","address":null}}}')
DOCUMENT = (b'{"name":"","format":"docx","in":"a","bytes":3,"sha256":"","fields":[{"label":"a","value":"","as":"cell"}],'
            b'"tables":[{"sheet":"","hidden":true,"rows":[["a","b"]]}],"text":"","properties":{"a":"b"},"problem":null}')
SMALL = {  # the least of each format, so that none is without a seed
    "docx": b"#### word/document.xml\n<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
            b"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:sdt><w:sdtPr><w:tag w:val='n'/></w:sdtPr>"
            b"<w:sdtContent><w:p><w:r><w:t>Ann</w:t></w:r></w:p></w:sdtContent></w:sdt></w:tc></w:tr></w:tbl></w:body></w:document>\n",
    "xlsx": b"#### xl/workbook.xml\n<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
            b"xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>"
            b"<sheet name='S' sheetId='1' r:id='a'/></sheets></workbook>\n#### xl/_rels/workbook.xml.rels\n"
            b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            b"<Relationship Id='a' Type='x/worksheet' Target='worksheets/s.xml'/></Relationships>\n#### xl/worksheets/s.xml\n"
            b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row r='1'>"
            b"<c r='A1' t='inlineStr'><is><t>Name</t></is></c><c r='B1'><v>1</v></c></row></sheetData></worksheet>\n",
    "odf": b"#### mimetype\napplication/vnd.oasis.opendocument.spreadsheet\n#### content.xml\n"
           b"<o:c xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:t='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
           b"xmlns:x='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><t:table t:name='S'><t:table-row t:number-rows-repeated='2'>"
           b"<t:table-cell o:value-type='float' o:value='1'><x:p>1</x:p></t:table-cell></t:table-row></t:table></o:c>\n",
    "pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>"
           b"endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Annots[4 0 R]>>endobj\n"
           b"4 0 obj<</FT/Tx/T(Name)/V(Ann)/Subtype/Widget/Rect[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n",
    "tnef": struct.pack("<IHBIIH", 0x223E9F78, 1, 2, 0x00069002, 4, 0) + bytes(4) + struct.pack("<BII", 2, 0x00018010, 6) + b"F.txt\0"
            + struct.pack("<H", 0x1B6) + struct.pack("<BII", 2, 0x0006800F, 4) + b"a: b" + struct.pack("<H", 0x155),
    "ics": b"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1\nDTSTART:20261006T090000Z\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@example.org"
           b"\nEND:VEVENT\nEND:VCALENDAR\n",
    "html": b"<div>Yes<br>Name: Ann<blockquote type=\"cite\"><table><tr><td>a</td><td>b</td></tr></table></blockquote></div>",
    "file": b"{\\rtf1 Name: Ann\\par}",
    "bounce": b"\0Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\n",
    "away": b"\1I am away from Monday 3 to 14 November, back on the 17th. Please contact Bob Example (bob@example.org).",
    "smime": bytes.fromhex("302506092a864886f70d010702a01830160201013100300f06092a864886f70d010701a0020400"),
    "posted": b"From: a@example.org\nSubject: S\nRef: 7K3Q9-F2M4X\nForm: f\n\n1.name=Ann&1=attended%3D2026-10-06&2.name=B%C3%A9n&2=&agreed=true",
    "text": b"Name: Ann\n[x] Yes [ ] No\n",
    "quote": b"\0Yes.\n\nOn Mon, 5 Oct 2026 at 09:12, Office <a@example.ac.uk> wrote:\n> Well?\n",
}


class Seeds:
    def __init__(self, output):
        self.output, self.counts = output, {}

    def add(self, entry, data):
        if not 0 < len(data) <= LARGEST:
            return
        folder = os.path.join(self.output, entry)
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, hashlib.sha1(data).hexdigest())
        if not os.path.exists(path):
            with open(path, "wb") as file:
                file.write(data)
            self.counts[entry] = self.counts.get(entry, 0) + 1

    def add_package(self, entry, data):
        """Its members, as fuzz_read_package() takes them: without pictures and other bulk."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                names = [one.filename for one in package.infolist() if one.file_size <= LARGEST // 2]
                names = [name for name in names if re.search(r"\.(xml|rels)$|mimetype$", name) and "theme" not in name]
                members = [(name, package.read(name)) for name in names]
        except Exception:  # a broken one is a seed of the fuzzer of files alone
            return
        self.add(entry, b"".join(b"#### " + name.encode() + b"\n" + inside + b"\n" for name, inside in members))

    def add_message(self, data):
        self.add("message", data)
        head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
        self.add("headers", b"\0" + head + b"\n\n")
        for name, which in ((b"From", 1), (b"To", 1), (b"Authentication-Results", 2), (b"Date", 3)):
            for value in re.findall(rb"(?im)^" + name + rb":((?:.*\n[ \t])*.*)$", head)[:2]:
                self.add("headers", bytes([which]) + value.strip())
        for part in email.message_from_bytes(data).walk():
            try:
                inside = part.get_payload(decode=True) or b""
            except Exception:  # a part that Python cannot decode gives no seed
                continue
            if part.get_content_type() == "text/plain":
                self.add("quote", b"\1" + inside)
                self.add("bounce", b"\1" + inside)
                self.add("away", b"\1" + inside)
                self.add("text", inside)
            elif part.get_content_type() == "text/html":
                self.add("html", inside)
            elif part.get_content_type() == "text/calendar":
                self.add("ics", inside)
            elif part.get_content_type() in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
                self.add("smime", inside)
            elif part.get_content_type() == "message/delivery-status":
                self.add("bounce", b"\0" + b"\n".join(bytes(one) for one in part.get_payload()))
            elif part.get_filename():
                self.add_file(part.get_filename(), inside)

    def add_file(self, name, data):
        entry = SUFFIXES.get(os.path.splitext(name)[1].lower())
        if entry in PACKAGES:
            self.add_package(entry, data)
        if entry == "message":
            self.add_message(data)
        elif entry not in PACKAGES + (None,):
            self.add(entry, data)
        if entry in PACKAGES + ("tnef", None):
            self.add("file", data)

    def add_folder(self, folder):
        for path, _, names in os.walk(folder):
            for name in sorted(names):
                if os.path.getsize(os.path.join(path, name)) <= 8 * LARGEST and not name.endswith((".json", ".py", ".md")):
                    with open(os.path.join(path, name), "rb") as file:
                        self.add_file(name, file.read())


def add_own(seeds):
    """What is written here or stands elsewhere in the tree."""
    for documents in (b"", DOCUMENT, DOCUMENT + b"," + DOCUMENT):
        text = JSON % documents
        count = documents.count(b'"name"')
        seeds.add("wire", struct.pack("<IIQ", 0x4D525232, count, len(text)) + struct.pack("<Q", 2 ** 64 - 1) * count + text)
    for entry, data in SMALL.items():
        seeds.add(entry, data)
    for text in ("6 October 2026", "06/10/26", "1st Apr 2026", "yes", "\u2611", "3", "Dr Zo\u00eb O\u2019Neill", "Poole, Sam",
                 "B4) Name of mentor:", "a@example.org"):
        for kind in range(9):
            seeds.add("values", bytes([kind]) + text.encode())
    for folder in ("templates/mail", "templates/certificates"):
        for name in sorted(os.listdir(os.path.join(TREE, folder))):
            with open(os.path.join(TREE, folder, name), "rb") as file:
                seeds.add("template", b"\x81" + file.read())
    for name in ("conf/schemes/bcu.conf", "conf/year-2026-27.conf"):
        with open(os.path.join(TREE, name), "rb") as file:
            seeds.add("config", file.read())


def add_finds(seeds):
    finds = os.path.join(HERE, "finds")
    for entry in sorted(os.listdir(finds)):
        for name in sorted(os.listdir(os.path.join(finds, entry))):
            with open(os.path.join(finds, entry, name), "rb") as file:
                seeds.add(entry, file.read())


def main():
    seeds = Seeds(sys.argv[1])
    add_own(seeds)
    add_finds(seeds)
    for folder in [os.path.join(TREE, "tests/corpus")] + sys.argv[2:]:
        seeds.add_folder(folder)
    print(" ".join("%s %d" % one for one in sorted(seeds.counts.items())))


if __name__ == "__main__":
    main()
