# SPDX-License-Identifier: GPL-3.0-or-later
"""The pieces of which the Word documents of this corpus are made: markup as strings, and packages as each program writes them."""
import io
import json
import os
import zipfile

DOCUMENTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "documents")
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PROMPT = "Click or tap here to enter text."
WORD = "structure of Word 365 for Windows, written by tests/corpus/make/word.py"
SPACES = {
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office"}
BOLD = "<w:rPr><w:b/></w:rPr>"


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def run(text, properties=""):
    return '<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>' % (properties, escape(text))


def para(*pieces, properties=""):
    """A paragraph: markup as it is, anything else as a run."""
    return "<w:p>%s%s</w:p>" % (properties, "".join(p if p.startswith("<") else run(p) for p in pieces))


def control(content, alias="", tag="", kind="<w:text/>", prompt=False, part="", extra=""):
    return "<w:sdt><w:sdtPr>%s%s%s%s%s%s</w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>" % (
        '<w:alias w:val="%s"/>' % escape(alias) if alias else "", '<w:tag w:val="%s"/>' % escape(tag) if tag else "",
        extra, '<w:placeholder><w:docPart w:val="%s"/></w:placeholder>' % part if part else "",
        "<w:showingPlcHdr/>" if prompt else "", kind, content if content.startswith("<") else run(content))


def box(ticked, sign="", on="2612", off="2610", font="MS Gothic", tag="", alias=""):
    kind = ('<w14:checkbox><w14:checked w14:val="%d"/><w14:checkedState w14:val="%s" w14:font="%s"/>'
            '<w14:uncheckedState w14:val="%s" w14:font="%s"/></w14:checkbox>' % (ticked, on, font, off, font))
    return control(sign or chr(int(on if ticked else off, 16)), alias, tag, kind)


def cell(content="", properties=""):
    if not content.startswith("<w:p") and not content.startswith(("<w:tbl", "<w:sdt><w:sdtPr><w:alias w:val=\"block")):
        content = para(content) if content else para()
    return "<w:tc><w:tcPr>%s</w:tcPr>%s</w:tc>" % (properties, content)


def row(*cells, properties=""):
    return "<w:tr>%s%s</w:tr>" % (properties, "".join(c if c.startswith(("<w:tc>", "<w:sdt><w:sdtPr><w:alias w:val=\"cell"))
                                                    else cell(c) for c in cells))


def table(*rows):
    return "<w:tbl><w:tblPr/><w:tblGrid/>%s</w:tbl>" % "".join(r if isinstance(r, str) else row(*r) for r in rows) + para()


def span(text, columns):
    return cell(text, '<w:gridSpan w:val="%d"/>' % columns)


def merged(text=None):
    """A cell that reaches down (with text), or one into which the one above reaches."""
    return cell(text or "", '<w:vMerge w:val="restart"/>' if text is not None else "<w:vMerge/>")


def field(name, inner, instruction, shown=None, separate=True):
    """A legacy form field."""
    mark = '<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
    begin = ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="%s"/><w:enabled/><w:calcOnExit w:val="0"/>%s'
             '</w:ffData></w:fldChar></w:r>' % (name, inner))
    shown = "" if shown is None else shown if shown.startswith("<") else run(shown)
    return (begin + '<w:r><w:instrText xml:space="preserve"> %s </w:instrText></w:r>' % instruction +
            (mark % "separate" + shown if separate else "") + mark % "end")


def complex_field(instruction, shown):
    mark = '<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
    code = instruction if instruction.startswith("<") else '<w:r><w:instrText xml:space="preserve">%s</w:instrText></w:r>' % instruction
    return mark % "begin" + code + mark % "separate" + (shown if shown.startswith("<") else run(shown)) + mark % "end"


def picture():
    return ('<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="Picture 1"/><a:graphic><a:graphicData '
            'uri="%s"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="s.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill/><pic:spPr/>'
            '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>' % SPACES["pic"])


def document(body, root="document", main=TRANSITIONAL):
    spaces = " ".join('xmlns:%s="%s"' % (k, v) for k, v in SPACES.items() if "xmlns:%s=" % k not in body)
    used = " ".join(s for s in spaces.split(" ") if s.split("=")[0][6:] + ":" in body)
    inner = "<w:body>%s<w:sectPr/></w:body>" % body if root == "document" else body
    return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:%s xmlns:w="%s" %s>%s</w:%s>' % (root, main, used, inner, root)


def glossary(**prompts):
    parts = "".join('<w:docPart><w:docPartPr><w:name w:val="%s"/></w:docPartPr><w:docPartBody>%s</w:docPartBody></w:docPart>' %
                    (name, para(text)) for name, text in prompts.items())
    return document("<w:docParts>%s</w:docParts>" % parts, "glossaryDocument")


def properties(**values):
    one = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%s"><vt:lpwstr>%s</vt:lpwstr></property>'
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">%s</Properties>' %
            "".join(one % (i + 2, k.replace("_", "-"), v) for i, (k, v) in enumerate(values.items())))


def relationships(pairs, kind=RELATIONS):
    one = '<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>'
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            'relationships">%s</Relationships>' % "".join(one % (i + 1, kind, k, t) for i, (k, t) in enumerate(pairs)))


def pack(members):
    """The bytes of a package of (name, text or bytes), the same at every run."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return out.getvalue()


CONTENT = {"document": "document", "header": "header", "footer": "footer", "footnotes": "footnotes", "endnotes": "endnotes",
           "comments": "comments", "glossaryDocument": "document.glossary"}


def package(body, parts=(), main="word/document.xml", kind="document.main", custom=None, space=RELATIONS, types=TRANSITIONAL):
    """A package as Word writes it. @parts: (relationship, file name in word/, text)."""
    family = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    content = kind if "/" in kind else family + kind + "+xml"
    overrides = [("/" + main, content)] + [("/word/" + name, family + CONTENT[relation] + "+xml") for relation, name, _ in parts
                                           if relation in CONTENT]
    listed = "".join('<Override PartName="%s" ContentType="%s"/>' % pair for pair in overrides)
    members = [("[Content_Types].xml", '<?xml version="1.0" encoding="UTF-8"?>\n<Types xmlns="http://schemas.openxmlformats.org/'
                'package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
                'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" '
                'ContentType="application/vnd.ms-office.vbaProject"/>%s</Types>' % listed)]
    outer = [("officeDocument", main)] + ([("custom-properties", "docProps/custom.xml")] if custom else [])
    members.append(("_rels/.rels", relationships(outer, space)))
    folder, base = os.path.split(main)
    members.append((main, document(body, main=types)))
    members.append(("%s/_rels/%s.rels" % (folder, base), relationships([(r, n) for r, n, _ in parts], space)))
    members += [("word/" + name, text) for _, name, text in parts]
    if custom:
        members.append(("docProps/custom.xml", custom))
    return pack(members)


def save(name, made, content, problem=None, text=None, **reading):
    """Writes a file, and what must be read in it: said here, before anybody has read it."""
    stem, dot, suffix = name.partition(".")
    want = {"format": "docx", "problem": problem}
    want.update(reading)
    if text:
        want["text"] = text
    with open(os.path.join(DOCUMENTS, stem + "." + (suffix or "docx")), "wb") as file:
        file.write(content)
    with open(os.path.join(DOCUMENTS, stem + ".json"), "w", encoding="utf-8") as file:
        json.dump({"made": made, "reading": want}, file, ensure_ascii=False, indent=2)
        file.write("\n")


def rows(*lines):
    return [{"sheet": "", "rows": [list(line) for line in lines]}]
