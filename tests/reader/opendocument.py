# SPDX-License-Identifier: GPL-3.0-or-later
"""A walk over the XML of OpenDocument that shares nothing with the reader's."""
import zipfile

TAG = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"


def content(path):
    if path.endswith(".fods"):
        with open(path, encoding="utf-8") as file:
            return file.read()
    return zipfile.ZipFile(path).read("content.xml").decode("utf-8")


def words_of(element, top=True):
    """The text of a cell, without what stands in it apart from its text."""
    apart = [("text", "note"), ("office", "annotation"), ("text", "tracked-changes"), ("svg-compatible", "desc"), ("svg-compatible", "title"),
             ("text", "ruby-text"), ("text", "placeholder"), ("drawing", "text-box"), ("drawing", "custom-shape"), ("table", "table")]
    if not isinstance(element.tag, str) or (not top and element.tag in [TAG % pair for pair in apart]):
        return ""
    if element.tag in (TAG % ("text", "s"), TAG % ("text", "tab"), TAG % ("text", "line-break")):
        return " "
    words = (element.text or "") + "".join(words_of(one, False) + (one.tail or "") for one in element)
    return words + " " if element.tag in (TAG % ("text", "p"), TAG % ("text", "h")) else words
