# SPDX-License-Identifier: GPL-3.0-or-later
"""Files and mails made to hurt: for each its name, the bytes, and what may be said of it. Makes them and reads none.

FILES and MAILS yield (name, bytes, verdict). The verdict of a file is the set of problems, None among them, that the first document
may have; of a mail, the set of kinds. In no case may the reader have been stopped at its bounds."""
import base64
import io
import struct
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = '<w:document xmlns:w="%s"><w:body>' % W
WORD_END = "</w:body></w:document>"
NAME = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Ann</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
TEXT = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
DAMAGED, LARGE, REFUSED, ANY = {"damaged"}, {"too-large"}, {"unsupported"}, {None, "damaged", "too-large", "unsupported", "empty", "scanned"}
STOPPED = ANY | {"timeout"}  # poppler may run into the bounds: a case for a human, and nothing else


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, data in members:
            made.writestr(zipfile.ZipInfo(name), data, compression)
    return out.getvalue()


def docx(body, *more):
    return zipped([("word/document.xml", body), *more])


def xlsx(sheet, *more, sheets=1):
    names = "".join('<sheet name="S%d" sheetId="%d" r:id="a%s"/>' % (n, n, n if sheets < 0 else "") for n in range(1, abs(sheets) + 1))
    links = "".join('<Relationship Id="a%s" Type="%s/worksheet" Target="worksheets/s.xml"/>' % (n if sheets < 0 else "", R)
                    for n in range(1, (-sheets if sheets < 0 else 1) + 1))
    return zipped([("xl/workbook.xml", '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>' % (S, R, names)),
                   ("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s'
                    '<Relationship Id="s" Type="%s/sharedStrings" Target="sharedStrings.xml"/></Relationships>' % (links, R)),
                   ("xl/worksheets/s.xml", '<worksheet xmlns="%s"><sheetData>%s</worksheet>' % (S, sheet)), *more])


def ods(rows):
    return zipped([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                   ("content.xml", '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
                    'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
                    '<o:body><o:spreadsheet><t:table t:name="S">%s</t:table></o:spreadsheet></o:body></o:document-content>' % rows)])


# ZIP: APPNOTE 4.3

def entry(name, data, method=0, size=None, packed=None, crc=None, flags=0):
    """(what local and central header have in common, the name, the bytes)."""
    common = struct.pack("<HHHIIIIHH", 20, flags, method, 0x58AE6000, zlib.crc32(data) if crc is None else crc,
                         len(data) if packed is None else packed, len(data) if size is None else size, len(name), 0)
    return common, name, data


def raw_zip(entries, places=None):
    """A ZIP of @entries; @places: offsets of local headers that lie."""
    out, at = bytearray(), []
    for common, name, data in entries:
        at.append(len(out))
        out += struct.pack("<I", 0x04034B50) + common + name + data
    start = len(out)
    for n, (common, name, _) in enumerate(entries):
        out += struct.pack("<IH", 0x02014B50, 20) + common + bytes(10) + struct.pack("<I", places[n] if places else at[n]) + name
    return bytes(out + struct.pack("<IIHHIIH", 0x06054B50, 0, len(entries), len(entries), len(out) - start, start, 0))


def overlapping():
    """Two thousand names for one deflated member, as zip bombs without nesting have them."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = bytes(10 << 20)
    packed = pack.compress(data) + pack.flush()
    one = entry(b"a00000", packed, 8, len(data), len(packed), zlib.crc32(data))
    entries = [(one[0], b"a%05d" % n, packed if n == 0 else b"") for n in range(2000)]
    out = raw_zip(entries[:1])
    local = out[:out.index(struct.pack("<I", 0x02014B50))]
    central = b"".join(struct.pack("<IH", 0x02014B50, 20) + common + bytes(14) + name for common, name, _ in entries)
    return local + central + struct.pack("<IIHHIIH", 0x06054B50, 0, 2000, 2000, len(central), len(local), 0)


def itself():
    """A member whose bytes are the file that it is in: the offset leads to the beginning."""
    shell = raw_zip([entry(b"a.zip", b"")])
    return raw_zip([entry(b"a.zip", shell, crc=1), entry(b"b.zip", b"", size=400, packed=400)], places=[0, 0])


def nested(levels):
    data = docx(WORD + NAME + WORD_END)
    for level in range(levels):
        data = zipped([("%d-%d.zip" % (level, n), data) for n in range(4)])
    return data


def zips():
    form = WORD + NAME + WORD_END
    yield "zip-nested", nested(6), REFUSED
    yield "zip-of-a-gigabyte", docx(WORD + " " * (1 << 30) + WORD_END), LARGE
    yield "zip-of-zeros", zipped([("%02d.bin" % n, bytes(60 << 20)) for n in range(20)]), {"empty", "too-large"}
    yield "zip-says-less", raw_zip([entry(b"word/document.xml", form.encode() * 9, size=10, packed=10)]), DAMAGED
    yield "zip-says-more", raw_zip([entry(b"word/document.xml", form.encode(), size=1 << 31, packed=1 << 31)]), DAMAGED | LARGE
    yield "zip-overlapping", overlapping(), {"empty", "too-large", "damaged"}
    yield "zip-in-itself", itself(), {"unsupported", "damaged"}
    yield "zip-of-70000", zipped([("%05d.txt" % n, "") for n in range(70000)], zipfile.ZIP_STORED), LARGE
    yield "zip-two-of-a-name", raw_zip([entry(b"word/document.xml", form.encode()), entry(b"word/document.xml", b"x")]), DAMAGED
    yield "zip-bad-checksum", raw_zip([entry(b"word/document.xml", form.encode(), crc=7)]), DAMAGED
    yield "zip-locked", raw_zip([entry(b"word/document.xml", form.encode(), flags=1)]), {"encrypted"}
    yield "zip-packed-strangely", raw_zip([entry(b"word/document.xml", form.encode(), method=97)]), {"unsupported", "damaged"}
    yield "zip-paths", raw_zip([entry(b"../../../../tmp/mentord-escaped.txt", b"Name: Ann\n")]), {None}
    yield "zip-absolute", raw_zip([entry(b"/tmp/mentord-escaped.txt", b"Name: Ann\n")]), {None}
    yield "zip-of-no-names", raw_zip([entry(b"", b"x") for _ in range(50)]), ANY
    yield "zip-of-nul-names", raw_zip([entry(b"a\0.docx", b"x"), entry(b"\xff\xfe/\x01", b"x")]), ANY
    yield "zip-cut", docx(form)[:-30], DAMAGED


def doctypes():
    laughs = "".join('<!ENTITY l%d "%s">' % (n, ("&l%d;" % (n - 1)) * 10 if n else "lol") for n in range(12))
    for name, doctype, use in (
            ("laughs", laughs, "&l11;"), ("quadratic", '<!ENTITY a "%s">' % ("a" * 50000), "&a;" * 50000),
            ("external", '<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), ("remote", '<!ENTITY a SYSTEM "http://192.0.2.1/x">', "&a;"),
            ("parameter", '<!ENTITY %% p SYSTEM "http://192.0.2.1/x.dtd"> %%p;' % (), ""), ("itself", '<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"),
            ("unused", '<!ENTITY a "b">', "")):
        yield "xml-entities-" + name, docx("<!DOCTYPE w [%s]>" % doctype + WORD + TEXT % use + WORD_END), DAMAGED


def xmls():
    yield from doctypes()
    yield "xml-10000-deep", docx(WORD + "<w:p>" * 10000 + "</w:p>" * 10000 + WORD_END), LARGE
    yield "xml-million-deep", docx(WORD + "<a>" * 1000000), LARGE | DAMAGED
    yield "xml-100000-attributes", docx(WORD + "<w:p %s/>" % " ".join("a%d=''" % n for n in range(100000)) + WORD_END), LARGE
    yield "xml-huge-attribute", docx(WORD + "<w:p a='%s'/>" % ("x" * (9 << 20)) + NAME + WORD_END), ANY
    yield "xml-huge-text", docx(WORD + TEXT % ("x" * (40 << 20)) + WORD_END), ANY
    yield "xml-huge-name", docx(WORD + "<%s/>" % ("x" * (9 << 20)) + WORD_END), ANY
    yield "xml-namespaces", docx(WORD + "<w:p %s/>" % " ".join('xmlns:a%d="u%d"' % (n, n) for n in range(20000)) + WORD_END), ANY
    yield "xml-cdata", docx(WORD + "<w:p><w:r><w:t><![CDATA[" + "<" * (20 << 20) + "]]></w:t></w:r></w:p>" + WORD_END), ANY
    yield "xml-comment-without-end", docx(WORD + "<!--" + "-" * (20 << 20)), DAMAGED
    yield "xml-six-million-nodes", docx(WORD + "<w:p/>" * 6000000 + WORD_END), LARGE


def words():
    deep = "<w:tbl><w:tr><w:tc>" * 60 + NAME + "<w:p/></w:tc></w:tr></w:tbl>" * 60
    cycle = ('<w:styles xmlns:w="%s"><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
             '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>' % W)
    rels = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>' %
            "".join('<Relationship Id="r%d" Type="%s/header" Target="%s"/>' % (n, R, ("document.xml", "../word/document.xml", "/word/document.xml",
                                                                                     "../../../etc/passwd", "http://192.0.2.1/")[n % 5])
                    for n in range(1000)))
    yield "docx-tables-in-tables", docx(WORD + deep + WORD_END), ANY
    yield "docx-span-of-two-thousand-million", docx(WORD + NAME.replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr>') + WORD_END), ANY
    yield "docx-grid-before", docx(WORD + NAME.replace("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr>') + WORD_END), ANY
    yield "docx-million-cells", docx(WORD + "<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 1000000 + "</w:tr></w:tbl>" + WORD_END), ANY
    yield "docx-100000-rows", docx(WORD + "<w:tbl>" + NAME[7:-8] * 100000 + "</w:tbl>" + WORD_END), ANY
    yield "docx-100000-labels", docx(WORD + TEXT % "Name: Ann" * 100000 + WORD_END), ANY
    yield "docx-100000-boxes", docx(WORD + TEXT % ("\u2610 Yes \u2612 No " * 100000) + WORD_END), ANY
    yield "docx-100000-controls", docx(WORD + "<w:p>" + "<w:sdt><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>" * 100000 + "</w:p>" + WORD_END), ANY
    yield "docx-choices", docx(WORD + "<w:p><w:sdt><w:sdtPr><w:dropDownList>" + '<w:listItem w:displayText="a" w:value="b"/>' * 200000 +
                               "</w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt></w:p>" + WORD_END), ANY
    yield "docx-fields-in-fields", docx(WORD + "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 100000 + "</w:p>" + WORD_END), ANY
    yield "docx-styles-in-a-ring", docx(WORD + '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr></w:p>' + NAME + WORD_END, ("word/styles.xml", cycle)), {None}
    yield "docx-leads-to-itself", docx(WORD + NAME + WORD_END, ("word/_rels/document.xml.rels", rels)), ANY
    yield "docx-4000-headers", docx(WORD + NAME + WORD_END, *(("word/header%d.xml" % n, WORD + NAME * 50 + WORD_END) for n in range(4000))), ANY
    yield "docx-100000-properties", docx(WORD + NAME + WORD_END, ("docProps/custom.xml", (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">%s</Properties>') % "".join(
            '<property name="p%d"><vt:lpwstr>x</vt:lpwstr></property>' % n for n in range(100000)))), ANY


def sheets():
    end = "</sheetData>"
    shared = ("xl/sharedStrings.xml", '<sst xmlns="%s"><si><t>%s</t></si></sst>' % (S, "x" * 32767))
    yield "xlsx-million-rows", xlsx("<row><c><v>1</v></c></row>" * 1000000 + end), LARGE
    yield "xlsx-far-cell", xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>' + end), ANY
    yield "xlsx-far-cells", xlsx("".join('<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(1, 1048576, 50)) + end), ANY
    yield "xlsx-cell-nowhere", xlsx('<row r="99999999999"><c r="ZZZZZZZ99999999999"><v>1</v></c><c r="-1"><v>1</v></c></row>' + end), ANY
    yield "xlsx-merges", xlsx('<row r="1"><c r="A1"><v>1</v></c></row>' + end + "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 100000 + "</mergeCells>"), ANY
    yield "xlsx-one-string-a-million-times", xlsx('<row>' + '<c t="s"><v>0</v></c>' * 16000 + "</row>" + ("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>") * 9000 + end, shared), LARGE
    yield "xlsx-million-strings", xlsx('<row><c t="s"><v>999999</v></c></row>' + end,
                                       ("xl/sharedStrings.xml", '<sst xmlns="%s">%s</sst>' % (S, "<si><t>x</t></si>" * 1000000))), ANY
    yield "xlsx-runs", xlsx('<row><c t="inlineStr"><is>' + "<r><t>x</t></r>" * 500000 + "</is></c></row>" + end), ANY
    yield "xlsx-1000-sheets-of-one-part", xlsx("<row>" + "<c><v>1</v></c>" * 1000 + "</row>" + end, sheets=1000), ANY
    yield "xlsx-4000-sheets", xlsx("<row><c><v>1</v></c></row>" * 500 + end, sheets=-4000), ANY
    yield "xlsx-million-formats", xlsx('<row><c s="999999"><v>1</v></c></row>' + end, ("xl/styles.xml", '<styleSheet xmlns="%s"><numFmts>%s</numFmts><cellXfs>%s</cellXfs></styleSheet>' % (
        S, '<numFmt numFmtId="200" formatCode="%s"/>' % ("[h]" * 20000), '<xf numFmtId="200"/>' * 1000000))), ANY
    yield "xlsx-shared-formulas", xlsx("".join('<row><c><f t="shared" si="0" ref="A1:A9"/></c></row>' for _ in range(40000)) + end), ANY
    yield "xlsx-workbook-is-its-sheet", zipped([
        ("xl/workbook.xml", '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>' % (S, R)),
        ("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         '<Relationship Id="a" Type="%s/worksheet" Target="workbook.xml"/></Relationships>' % R)]), ANY
    yield "ods-everything-repeated", ods('<t:table-row t:number-rows-repeated="1048576"><t:table-cell t:number-columns-repeated="16384">'
                                         "<x:p>%s</x:p></t:table-cell></t:table-row>" % ("x" * 10000)), LARGE
    yield "ods-repeated-beyond-numbers", ods('<t:table-row t:number-rows-repeated="99999999999999999999"><t:table-cell t:number-columns-repeated="-5">'
                                             "<x:p>a</x:p></t:table-cell></t:table-row>"), ANY
    yield "ods-spans", ods('<t:table-row><t:table-cell t:number-columns-spanned="2147483647" t:number-rows-spanned="2147483647"><x:p>a</x:p></t:table-cell></t:table-row>'), ANY
    yield "ods-spaces", ods('<t:table-row><t:table-cell><x:p>%s</x:p></t:table-cell></t:table-row>' % ('<x:s x:c="2000000000"/>' * 50)), ANY
    yield "ods-tables-in-tables", ods(("<t:table-row><t:table-cell><t:table>" * 60) + "</t:table></t:table-cell></t:table-row>" * 60), ANY
    yield "csv-million-rows", b"a,b\n" * 1000000, ANY
    yield "csv-million-columns", b"a," * 1000000 + b"\n" + b"b," * 1000000, ANY
    yield "csv-quote-without-end", b'a,b\n"' + b'x,"",\n' * 3000000, ANY
    yield "csv-quotes", b'a,b\n' + b'"' * (15 << 20), ANY


# PDF

def pdf(*objects, trailer=b"<</Root 1 0 R>>"):
    """Without a table of places: readers make one."""
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1)) + b"trailer\n" + trailer + b"\n%%EOF\n"


def stream(data, more=b"", packed=True):
    data = zlib.compress(data, 9) if packed else data
    return b"<<%s/Length %d%s>>stream\n" % (b"/Filter/FlateDecode" if packed else b"", len(data), more) + data + b"\nendstream"


def flate_bomb(size, times):
    data = bytes(size)
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


PAGES, PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>/Font<</F 5 0 R>>>>>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FORM = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]>>>>"


def pdfs():
    nothing = stream(b"BT ET")
    yield "pdf-pages-in-a-ring", pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"), ANY
    yield "pdf-pages-in-a-wider-ring", pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>", b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 2 0 R]/Count 2>>"), ANY
    yield "pdf-pages-deep", pdf(CATALOG, *(b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 3) for n in range(20000))), ANY
    yield "pdf-million-pages", pdf(CATALOG, b"<</Type/Pages/Count 1000000/Kids[%s]>>" % (b"3 0 R " * 300000), PAGE, nothing), STOPPED
    yield "pdf-fields-in-a-ring", pdf(FORM, PAGES, PAGE, nothing, b"<</T(a)/Kids[5 0 R 6 0 R]/Parent 6 0 R>>", b"<</T(b)/Kids[5 0 R]/Parent 5 0 R>>"), ANY
    yield "pdf-parent-is-itself", pdf(FORM, PAGES, PAGE, nothing, b"<</FT/Tx/T(a)/V(x)/Parent 5 0 R>>"), ANY
    yield "pdf-fields-deep", pdf(FORM, PAGES, PAGE, nothing, *(b"<</T(a)/Kids[%d 0 R]/Parent %d 0 R>>" % (n + 6, n + 4) for n in range(20000))), ANY
    yield "pdf-20000-fields", pdf(FORM.replace(b"[5 0 R]", b"[" + b"".join(b"%d 0 R " % (n + 5) for n in range(20000)) + b"]"), PAGES, PAGE, nothing,
                                  *(b"<</FT/Tx/T(f%d)/V(x)>>" % n for n in range(20000))), ANY
    yield "pdf-tables-in-a-ring", b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n", ANY
    yield "pdf-table-of-two-thousand-million", b"%PDF-1.7\nxref\n0 2147483647\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Size 2147483647>>\nstartxref\n9\n%%EOF\n", ANY
    yield "pdf-table-stream", b"%PDF-1.7\n1 0 obj\n" + stream(flate_bomb(100 << 20, 1), b"/Type/XRef/Size 2147483647/Index[0 2147483647]/W[1 8 8]/Root 1 0 R", packed=False).replace(
        b"/Length", b"/Filter/FlateDecode/Length") + b"\nendobj\nstartxref\n9\n%%EOF\n", ANY
    yield "pdf-objects-in-themselves", pdf(CATALOG, PAGES, PAGE, stream(b"4 0 <<>>", b"/Type/ObjStm/N 1000000/First 4/Extends 4 0 R"), b"4 0 R"), ANY
    yield "pdf-length-of-itself", pdf(CATALOG, PAGES, PAGE, b"<</Length 4 0 R>>stream\nBT ET\nendstream"), ANY
    yield "pdf-huge-page", pdf(CATALOG, PAGES, PAGE.replace(b"99 99", b"9999999999 9999999999"), nothing), ANY
    yield "pdf-drawn-in-itself", pdf(CATALOG, PAGES, PAGE, stream(b"/A Do"), stream(b"/A Do /A Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>")), ANY
    yield "pdf-packed-tightly", pdf(CATALOG, PAGES, PAGE, b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(flate_bomb(1 << 30, 2)) + flate_bomb(1 << 30, 2) + b"\nendstream"), STOPPED
    yield "pdf-page-of-a-gigabyte", pdf(CATALOG, PAGES, PAGE, stream(b"BT (a) Tj ET\n" * 10000000)), STOPPED
    yield "pdf-arrays-deep", pdf(CATALOG, PAGES, PAGE, nothing, b"[" * 100000 + b"]" * 100000), ANY
    yield "pdf-dictionaries-deep", pdf(b"<</A" * 100000), ANY
    yield "pdf-font-of-all-signs", pdf(CATALOG, PAGES, PAGE, stream(b"BT /F 9 Tf (a) Tj ET"), b"<</Type/Font/Subtype/Type0/ToUnicode 6 0 R/Encoding/Identity-H>>",
                                       stream(b"begincmap\n" + b"1 beginbfrange <0000> <ffffffff> <0041> endbfrange\n" * 10000)), STOPPED
    yield "pdf-choices", pdf(FORM, PAGES, PAGE, nothing, b"<</FT/Ch/T(a)/Opt[%s]/V(x)>>" % (b"[(a)(b)]" * 300000)), ANY
    yield "pdf-junk-before", b"x" * (20 << 20) + b"%PDF-1.7\n", ANY
    yield "pdf-million-ends", b"%PDF-1.7\n" + b"startxref\n9\n%%EOF\n" * 500000, ANY


# TNEF: MS-OXTNEF 2.1

def tnef(*attributes):
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attributes)


def attribute(level, which, data, length=None):
    return struct.pack("<BII", level, which, len(data) if length is None else length) + data + struct.pack("<H", sum(data) & 0xFFFF)


def in_tnef(data, name=b"inner.dat\0"):
    return tnef(attribute(2, 0x00069002, bytes(14)), attribute(2, 0x00018010, name), attribute(2, 0x0006800F, data))


def tnefs():
    deep = in_tnef(b"Name: Ann\n", b"a.txt\0")
    for _ in range(20):
        deep = in_tnef(deep)
    for length in (0xFFFFFFFF, 0x80000000, 0x7FFFFFFF, 1 << 20):
        yield "tnef-says-%x" % length, tnef(attribute(2, 0x0006800F, b"abc", length)), {"damaged", "empty", "unsupported"}
    yield "tnef-properties-lie", tnef(attribute(2, 0x00069005, struct.pack("<IHHI", 0xFFFFFFFF, 0x1E, 0x3707, 0xFFFFFFFF) + b"x")), {"damaged", "empty", "unsupported"}
    yield "tnef-100000-files", tnef(*[attribute(2, 0x00069002, bytes(14)), attribute(2, 0x0006800F, b"a: b")] * 100000), ANY
    yield "tnef-in-tnef", deep, ANY


# Calendars and the rest

def calendar(body):
    return b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\n" + body + b"END:VCALENDAR\r\n"


def event(more):
    return b"BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261006T090000Z\r\n" + more + b"END:VEVENT\r\n"


def others():
    yield "ics-million-events", calendar(event(b"") * 200000), ANY
    yield "ics-rules", calendar(event(b"RRULE:FREQ=SECONDLY;BYSECOND=0;BYMONTH=2;BYMONTHDAY=30;COUNT=2147483647\r\n" * 1000)), ANY
    yield "ics-rules-without-a-date", calendar(event(b"RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n" * 4) * 200), ANY
    yield "ics-dates", calendar(event(b"RRULE:FREQ=DAILY\r\n" + b"EXDATE:20261006T150000Z\r\nRDATE:20261007T150000Z\r\n" * 10000)), ANY
    yield "ics-zones", calendar((b"BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nRRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0100\r\n"
                                 b"TZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n") + event(b"DTEND;TZID=X:99991231T235959\r\n")), ANY
    yield "ics-deep", calendar(b"BEGIN:VEVENT\r\n" * 40000), ANY
    yield "ics-100000-attendees", calendar(event(b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@example.org\r\n" * 20000)), ANY
    yield "ics-long-line", calendar(event(b"SUMMARY:" + b"x" * 900000 + b"\r\n")), ANY
    yield "ics-folds", calendar(event(b"SUMMARY:x" + b"\r\n x" * 200000 + b"\r\n")), ANY
    yield "rtf-deep", b"{\\rtf1 " + b"{" * 1000000, ANY
    yield "rtf-bin", b"{\\rtf1 \\bin2147483647 x}", ANY
    yield "rtf-unicode", b"{\\rtf1\\uc65535 " + b"\\u99999 " * 1000000 + b"}", ANY
    yield "text-labels", b"Name: Ann\n" * 500000, ANY
    yield "text-boxes", b"[ ] a [x] b " * 300000, ANY
    yield "text-colons", b":" * (4 << 20), ANY
    yield "text-nuls", bytes(20 << 20), ANY
    yield "text-lines", b"\n" * (20 << 20), ANY
    yield "old-word-with-lies", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, ANY


def FILES():
    for group in (zips, xmls, words, sheets, pdfs, tnefs, others):
        yield from group()


# Mails

HEAD = b"From: a@example.org\nTo: b@example.org\nSubject: s\nMIME-Version: 1.0\n"
MAIL, NOTHING = {"message", "return"}, {"message", "return", "list", "auto-reply", "bounce", "delay", "report", "calendar", "document"}


def multiparts(depth):
    return HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)) + b"\nhello\n"


def parts(count, kind=b"text/plain"):
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: %s\n\nx\n" % kind * count + b"--b--\n"


def html(body, n=1):
    return HEAD + b"Content-Type: text/html\n\n" + body * n


def attached(name, data):
    return (HEAD + b"Content-Type: application/octet-stream; name=\"" + name + b"\"\nContent-Transfer-Encoding: base64\n\n" +
            base64.encodebytes(data))


def headers():
    yield "colons", b"To: " + b"a:" * 45000 + b"\n" + HEAD + b"\nx\n"
    yield "comments", b"From: " + b"(" * 100000 + b"\n" + HEAD + b"\nx\n"
    yield "angles", b"Cc: " + b"<" * 100000 + b"\nTo: " + b"a@b," * 100000 + b"\n" + HEAD + b"\nx\n"
    yield "megabyte", b"Subject: " + b"x" * (1 << 20) + b"\n" + HEAD + b"\nx\n"
    yield "megabyte-folded", b"Subject: x" + b"\n x" * 300000 + b"\n" + HEAD + b"\nx\n"
    yield "100000", HEAD + b"X-A: b\n" * 100000 + b"\nx\n"
    yield "same", b"From: c@example.org\n" * 50000 + HEAD + b"\nx\n"
    yield "words", b"Subject: " + b"=?utf-8?q?a?= " * 70000 + b"\n" + HEAD + b"\nx\n"
    yield "word-of-a-megabyte", b"Subject: =?utf-8?b?" + b"QUFB" * 250000 + b"?=\n" + HEAD + b"\nx\n"
    yield "words-of-many-charsets", b"Subject: " + b"=?iso-2022-jp?b?GyRC?= =?gb18030?q?=81?= =?utf-7?q?+?= " * 1000 + b"\n" + HEAD + b"\nx\n"
    yield "half-words", b"Subject: " + b"=?utf-8?q?" * 6000 + b"\n" + HEAD + b"\nx\n"
    yield "references", b"References: " + b"<a@b> " * 10000 + b"\n" + HEAD + b"\nx\n"
    yield "continuations", HEAD + b"Content-Type: text/plain" + b"".join(b";\n name*%d=x" % n for n in range(5000)) + b"\n\nx\n"
    yield "continuations-from-afar", HEAD + b"Content-Type: text/plain; name*2147483647=x; name*4294967296*=utf-8''%ff\n\nx\n"
    yield "parameters", HEAD + b"Content-Type: text/plain" + b"".join(b"; p%d=x" % n for n in range(20000)) + b"\n\nx\n"
    yield "verdicts", b"Authentication-Results: a; " + b"dmarc=pass; " * 5000 + b"\n" + HEAD + b"\nx\n"
    yield "date", b"Date: " + b"(" * 30000 + b" Mon, 99999999999999 Oct 99999999999 99:99:99 +9999999\n" + HEAD + b"\nx\n"
    yield "nothing-but", b"A: b\n" * 10
    yield "nuls", HEAD.replace(b"s\n", b"s\0\0\n") + b"\n\0\0x\n"


def bodies():
    yield "multiparts-10000-deep", multiparts(10000)
    yield "multiparts-in-a-ring", HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 20000
    yield "parts-100000", parts(100000)
    yield "parts-of-forms", parts(20000, b"application/octet-stream; name=a.docx")
    yield "boundary-of-a-megabyte", HEAD + b"Content-Type: multipart/mixed; boundary=\"" + b"b" * 60000 + b"\"\n\n" + (b"--" + b"b" * 60000 + b"\n\nx\n") * 20
    yield "half-boundaries", HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b" * 500000 + b"\n" + b"--\n" * 500000
    yield "messages-10000-deep", HEAD + b"Content-Type: message/rfc822\n\n" * 10000 + b"\nx\n"
    yield "messages-10000-deep-each-whole", (HEAD + b"Content-Type: message/rfc822\n\n") * 10000 + b"x\n"
    yield "messages-in-turn", b"".join(HEAD + b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\nContent-Type: message/rfc822\n\n" % (n, n) for n in range(3000)) + b"x\n"
    yield "forwards-inline", HEAD + b"\n" + b"---------- Forwarded message ---------\nFrom: a <a@example.org>\nDate: x\nSubject: y\nTo: z\n\n" * 20000
    yield "quotes", HEAD + b"\n" + b">" * (1 << 20) + b"\n" + b"> x\n" * 200000
    yield "quote-heads", HEAD + b"\n" + b"On Mon, 5 Oct 2026 at 09:12, Sam <a@example.org> wrote:\n" * 20000
    yield "quote-head-without-end", HEAD + b"\n" + b"On Mon, " * 100000
    yield "links", HEAD + b"\n" + b"https://1drv.ms/w/s!x https://example.sharepoint.com/:w:/x " * 20000
    yield "link-in-link", HEAD + b"\n" + b"https://x.safelinks.protection.outlook.com/?url=" * 20000
    yield "refs", HEAD + b"\n" + b"7K3Q9-F2M4X-" * 100000
    yield "printable", HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=" * (4 << 20)
    yield "base64-of-nothing", HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"=\n" * (2 << 20)
    yield "uuencode", HEAD + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + b"M" * (4 << 20)
    yield "begins", HEAD + b"\n" + b"begin 644 a.docx\n`\nend\n" * 50000
    yield "line-of-20-megabytes", HEAD + b"\n" + b"x" * (20 << 20)
    yield "alternatives", HEAD + b"Content-Type: multipart/alternative; boundary=b\n\n" + b"--b\nContent-Type: text/html\n\n" * 10000
    yield "partial", HEAD + b"Content-Type: message/partial; number=1; total=1; id=x\n\n" + HEAD + b"\nx\n"
    yield "external", HEAD + b"Content-Type: message/external-body; access-type=local-file; name=\"/etc/passwd\"\n\n"
    yield "report-of-reports", HEAD + b"Content-Type: multipart/report; boundary=b; report-type=delivery-status\n\n--b\nContent-Type: message/delivery-status\n\n" + \
        b"Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\n\n" * 20000
    yield "signed-deep", HEAD + b"Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(b"\x30\x80" * 100000)
    yield "charset-of-a-megabyte", HEAD + b"Content-Type: text/plain; charset=\"" + b"x" * 60000 + b"\"\n\n\xff\n"
    yield "utf-16-of-nothing", HEAD + b"Content-Type: text/plain; charset=utf-16\n\n" + b"\xd8\x00" * 500000


def pages():
    yield "divs", html(b"<div>", 1000000)
    yield "blockquotes", html(b"<blockquote>", 1000000)
    yield "tables", html(b"<table><tr><td>", 300000)
    yield "cells", html(b"<td>", 1000000)
    yield "entities", html(b"&amp;#x41;&bogus;&#99999999999;", 100000)
    yield "comment-without-end", html(b"<!--" + b"<p>" * 1000000)
    yield "attribute-without-end", html(b"<a href=\"" + b"x" * (4 << 20))
    yield "links", html(b"<a href=\"https://1drv.ms/x\">y</a>", 50000)
    yield "angles", html(b"<", 4 << 20)
    yield "slashes", html(b"</", 2 << 20)
    yield "styles", html(b"<style><script><title>", 200000)
    yield "lists", html(b"<ul><li>", 500000)
    yield "breaks", html(b"<br>", 1000000)


def MAILS():
    for name, mail in headers():
        yield "headers-" + name, mail, NOTHING
    for name, mail in bodies():
        yield "body-" + name, mail, NOTHING
    for name, mail in pages():
        yield "html-" + name, mail, MAIL
    yield "attached-bomb", attached(b"form.docx", docx(WORD + " " * (200 << 20) + WORD_END)), MAIL
    yield "attached-tnef", attached(b"winmail.dat", tnef(attribute(2, 0x0006800F, b"abc", 0xFFFFFFFF))), MAIL
