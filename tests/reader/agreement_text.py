#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Word and OpenDocument text beside walks over their XML that share nothing with the reader's, over whole public collections where
they lie: every table cell, content control, form field and paragraph of DOCX (word_beside.py), every table cell of ODT."""
import opendocument
from beside import CORPORA, Tap, agreement, fold, of_format, read_all

# In percent. What is missing from 100 are files that say two things: marks of prompts on answers, prompts without their mark.
LEAST_DOCX = {"cells": 99.9, "content controls": 98.9, "form fields": 99.9, "paragraphs": 99.9}


def agreement_docx(tap, readings, word_beside):
    """Kind by kind; a file that lxml cannot read says nothing."""
    found = {kind: [] for kind in LEAST_DOCX}
    files = 0
    for path, reading in readings.items():
        try:
            kinds = word_beside.compare(path, reading)
        except (KeyError, IndexError, word_beside.etree.XMLSyntaxError, word_beside.zipfile.BadZipFile):
            continue
        files += 1
        for kind, pairs in kinds.items():
            found[kind] += [agrees for _, agrees in pairs]
    for kind, least in LEAST_DOCX.items():
        percent = 100.0 * sum(found[kind]) / max(len(found[kind]), 1)
        tap.result(found[kind] and percent >= least,
                   "docx %s beside lxml: %.2f %% of %d in %d files agree" % (kind, percent, len(found[kind]), files))


def compare_odt(path, reading, etree):
    good = cells = 0
    have = {fold(text) for table in reading["tables"] for row in table["rows"] for text in row}
    for cell in etree.fromstring(opendocument.content(path).encode("utf-8")).iter(opendocument.TAG % ("table", "table-cell")):
        wanted = fold(opendocument.words_of(cell))
        cells += wanted != ""
        good += wanted != "" and wanted in have
    return good, cells


def main():
    tap = Tap()
    readings = read_all(tap, "docx-forms", "odf")
    try:
        import word_beside
        agreement_docx(tap, of_format(readings, "docx"), word_beside)
        agreement(tap, "odt cells beside lxml", of_format(readings, "odt"),
                  lambda path, reading: compare_odt(path, reading, word_beside.etree), 99.9)
    except ImportError:
        tap.skip("python3-lxml is missing")
    tap.end()


if __name__ == "__main__":
    if CORPORA:
        main()
    else:
        print("1..0 # SKIP the public collections are not on this machine")
