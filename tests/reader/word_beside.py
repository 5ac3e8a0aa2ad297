# SPDX-License-Identifier: GPL-3.0-or-later
"""Word documents as lxml has them, beside what the reader says: every table cell, every content control, every form field and
every paragraph of the body. Reads the element tree by the rules of ISO/IEC 29500 alone, and knows nothing of the reader."""
import posixpath
import re
import zipfile

from lxml import etree

WORD = ("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}", "{http://purl.oclc.org/ooxml/wordprocessingml/main}")
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Controls that hold others, or show what no person typed.
HOLDERS = {"docPartObj", "docPartList", "group", "citation", "bibliography", "equation", "repeatingSection",
           "repeatingSectionItem"}
LEFT_OUT = {"del", "moveFrom", "instrText", "delText", "txbxContent", "pPr", "rPr", "sdtPr", "tbl", "rt"}


def name(element):
    """The local name of an element of Word's, Strict or not; "" for any other."""
    tag = element.tag if isinstance(element.tag, str) else ""
    for space in WORD:
        if tag.startswith(space):
            return tag[len(space):]
    return {MC + "Fallback": "Fallback", MC + "Choice": "Choice", W14 + "checkbox": "checkbox14", W14 + "checked": "checked14",
            W15 + "repeatingSection": "repeatingSection", W15 + "repeatingSectionItem": "repeatingSectionItem"}.get(tag, "")


def value(element, key="val"):
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == key), None)


def is_on(element):
    return element is not None and value(element) not in ("0", "false", "off")


def find(element, *path):
    for step in path:
        element = next((child for child in element if name(child) == step), None) if element is not None else None
    return element


def every(element, wanted):
    return (one for one in element.iter() if name(one) == wanted)


def is_second_branch(element):
    """The twin of a branch of mc:AlternateContent that was already seen."""
    return name(element) in ("Choice", "Fallback") and any(name(e) == "Choice" for e in element.itersiblings(preceding=True))


def is_shown(element):
    """Whether it is there at all when all changes are accepted, and once."""
    above = [element] + list(element.iterancestors())
    if any(is_second_branch(e) or name(e) in ("del", "moveFrom", "rt") for e in above):
        return False
    return not any(find(e, "trPr", "del") is not None for e in above if name(e) == "tr") and \
        not any(shows_prompt(e) for e in above[1:] if name(e) == "sdt")


def shows_prompt(control):
    return kind_of(control) != "holder" and is_on(find(control, "sdtPr", "showingPlcHdr"))


class Text:
    """The text of a stretch of the tree, field codes left out."""

    def __init__(self):
        self.parts = []
        self.fields = []  # of open fields: whether its code is still being told

    def char(self, mark):
        if mark == "begin":
            self.fields.append(True)
        elif mark == "separate" and self.fields:
            self.fields[-1] = False
        elif mark == "end" and self.fields:
            self.fields.pop()

    def add(self, text):
        if not any(self.fields):
            self.parts.append(text)

    def walk(self, element, top=True):
        kind = name(element)
        if not top and (kind in LEFT_OUT or is_second_branch(element)):
            return
        if kind == "sdt" and shows_prompt(element):
            return
        if kind == "fldChar":
            self.char(value(element, "fldCharType"))
        elif kind == "t" or element.tag.endswith("}t") and "/math" in element.tag:
            self.add(element.text or "")
        elif kind in ("tab", "ptab"):
            self.add("\t")
        elif kind in ("br", "cr"):
            self.add("\n")
        elif kind == "noBreakHyphen":
            self.add("-")
        for child in element:
            if isinstance(child.tag, str):
                self.walk(child, False)
        if kind == "p":
            self.fields = [False for _ in self.fields]  # a code that goes on over a paragraph is none
            mark = find(element, "pPr", "rPr")
            self.parts.append("" if mark is not None and (find(mark, "del") is not None or find(mark, "moveFrom") is not None)
                              else "\n")
        return self


SIGNS = re.compile("[\u2190-\u21ff\u25a0-\u266f\u2700-\u27bf\uf000-\uf0ff\ufffd\u00ad]")


def fold(text):
    """Blanks as one, and without signs: boxes that the reader draws for form fields are in no text of the tree, and what a
    sign of a symbol font is called is a matter of taste."""
    return re.sub(r"\s+", " ", SIGNS.sub("", text)).strip()


def text_of(element):
    return fold("".join(Text().walk(element).parts))


class Package:
    """The parts of a document that have text, found by relationships."""

    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.names = {n.lower().lstrip("/").replace("\\", "/"): n for n in self.zip.namelist()}
        main = self.related("", "officeDocument")[0]
        self.body = self.tree(main)
        self.others = [self.tree(part) for kind in ("header", "footer", "footnotes", "endnotes")
                       for part in self.related(main, kind)]

    def tree(self, part):
        return etree.fromstring(self.zip.read(self.names[part.lower()]))

    def related(self, part, kind):
        folder, base = posixpath.split(part)
        rels = self.names.get(posixpath.join(folder, "_rels", base + ".rels").lower())
        if not rels:
            return []
        targets = [r.get("Target") for r in etree.fromstring(self.zip.read(rels)) if r.get("Type").endswith("/" + kind)]
        paths = [posixpath.normpath(posixpath.join("/" + folder, t)).lstrip("/") for t in targets]
        return [p for p in paths if p.lower() in self.names]


def cells(package):
    """The text of each cell, with its own paragraphs alone."""
    for cell in every(package.body, "tc"):
        if is_shown(cell):
            yield text_of(cell)


def kind_of(control):
    properties = find(control, "sdtPr")
    kinds = [name(p) for p in properties] if properties is not None else []
    for kind in kinds:
        if kind in HOLDERS:
            return "holder"
    for kind in ("checkbox14", "date", "picture"):
        if kind in kinds:
            return kind
    return "text"


def has_answer(control):
    """Whether a control is one that a person fills in: no holder, and nothing inside that is one itself."""
    content = find(control, "sdtContent")
    if content is None or kind_of(control) in ("holder", "picture") or not is_shown(control):
        return False
    inner = [c for c in every(content, "sdt") if kind_of(c) != "holder"]
    return not inner and not any(name(e) in ("tbl", "tr") for e in content.iter()) and \
        sum(name(e) == "tc" for e in content) < 2


def control_value(control):
    properties, content = find(control, "sdtPr"), find(control, "sdtContent")
    shown = "".join(Text().walk(content).parts).strip()
    kind = kind_of(control)
    if kind == "checkbox14":
        return str(is_on(find(properties, "checkbox14", "checked14"))).lower()
    if properties is not None and is_on(find(properties, "showingPlcHdr")) or not shown:
        return ""
    if kind == "date" and value(find(properties, "date"), "fullDate"):
        return value(find(properties, "date"), "fullDate")[:10]
    return fold(shown)


def controls(package):
    """(tag, value) of every content control that is filled in by a person."""
    for part in [package.body] + package.others:
        for control in every(part, "sdt"):
            if has_answer(control):
                properties = find(control, "sdtPr")
                tag = find(properties, "tag") if properties is not None else None
                yield value(tag) if tag is not None else None, control_value(control)


def form_fields(package):
    """(name, value) of every legacy check box and drop-down; a text field's value is text like any other."""
    for data in every(package.body, "ffData"):
        if not is_shown(data):
            continue
        box, drop, label = find(data, "checkBox"), find(data, "ddList"), find(data, "name")
        word = value(label) if label is not None else None
        if box is not None:
            checked = find(box, "checked")
            yield word, str(is_on(checked if checked is not None else find(box, "default"))).lower()
        elif drop is not None:
            entries = [value(e) for e in drop if name(e) == "listEntry"]
            chosen = find(drop, "result") if find(drop, "result") is not None else find(drop, "default")
            at = int(value(chosen) or 0) if chosen is not None else 0
            yield word, fold(entries[at]) if at < len(entries) else ""


def paragraphs(package):
    """The text of each paragraph of the body that stands in no table."""
    for paragraph in every(package.body, "p"):
        if is_shown(paragraph) and not any(name(a) in ("tc", "txbxContent") for a in paragraph.iterancestors()):
            yield text_of(paragraph)


def compare(path, reading):
    """For each kind, the pairs (what is there, whether the reader has it)."""
    package = Package(path)
    have = {fold(text) for table in reading["tables"] for row in table["rows"] for text in row}
    fields = [(f.get("tag"), fold(f["value"])) for f in reading["fields"]]
    text = fold(reading["text"])

    def take(tag, wanted):
        for field in fields:
            if field[1] == wanted and (not tag or field[0] == tag):
                fields.remove(field)
                return True
        return False
    return {"cells": [(text, text in have) for text in cells(package) if text],
            "content controls": [(pair, take(*pair)) for pair in controls(package)],
            "form fields": [(pair, take(*pair)) for pair in form_fields(package)],
            "paragraphs": [(one, one in text) for one in paragraphs(package) if one]}
