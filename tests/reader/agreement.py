#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader beside independent ones, over whole public collections where they lie: every cell of XLSX as openpyxl has it,
every table cell,
control, form field and paragraph of DOCX as lxml has it (word_beside.py), every PDF field as qpdf has it, every word of a PDF as
pdftotext has it. And over all of them: no crash, and an end."""
import collections
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import warnings

TOP = os.environ.get("TOP_SRCDIR", ".")
READER = os.path.join(os.environ.get("TOP_BUILDDIR", "."), "tests/reader/read-document")
PLACES = [os.path.join(TOP, up, "shared/corpora") for up in ("..", "../..")]
CORPORA = next((place for place in PLACES if os.path.isdir(place)), None)
KINDS = ("docx-forms", "xlsx", "odf", "csv", "pdf-forms", "hostile")
# In percent. What is missing from 100 are files that say two things: marks of prompts on answers, prompts without their mark.
LEAST_DOCX = {"cells": 99.9, "content controls": 98.9, "form fields": 99.9, "paragraphs": 99.9}
number = 0


def tap(good, words):
    global number
    number += 1
    print("%s %d - %s" % ("ok" if good else "not ok", number, words), flush=True)


def skip(words):
    global number
    number += 1
    print("ok %d # SKIP %s" % (number, words), flush=True)


def read(path):
    """What the reader says, or a sentence about how it failed."""
    try:
        done = subprocess.run([READER, path], capture_output=True, timeout=30)
    except subprocess.TimeoutExpired:
        return "did not end in 30 seconds"
    if done.returncode or not done.stdout:
        return "ended with %d: %s" % (done.returncode, done.stderr[-300:].decode("utf-8", "replace"))
    return json.loads(done.stdout)


def as_text(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        value = (value + datetime.timedelta(microseconds=500000)).replace(microsecond=0)
        if not (value.hour or value.minute or value.second):
            return value.strftime("%Y-%m-%d")
        return value.strftime("%Y-%m-%dT%H:%M:%S" if value.second else "%Y-%m-%dT%H:%M")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, float):
        return "%.15g" % value
    return re.sub("_x000[dD]_\n?", "\n", str(value)).replace("\r\n", "\n")


def fold(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", "".join(c for c in text if c.isspace() or c.isprintable()))).strip()


def same(one, other):
    if one.strip() == other.strip():
        return True
    try:
        return abs(float(one) - float(other)) <= 1e-12 * max(abs(float(one)), 1)
    except ValueError:
        return False


def compare_xlsx(path, reading, openpyxl):
    """(cells that agree, cells)"""
    good = cells = 0
    tables = {table["sheet"]: table["rows"] for table in reading["tables"]}
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        rows = tables.get(sheet.title, [])
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            wanted = cell.value
            if wanted in (None, "") or isinstance(wanted, datetime.timedelta):
                continue
            if isinstance(wanted, datetime.datetime) and wanted.year < 1900:  # Excel shows no date there either
                continue
            cells += 1
            row = rows[cell.row - 1] if cell.row <= len(rows) else []
            good += cell.column <= len(row) and same(row[cell.column - 1], as_text(wanted))
    return good, cells


def pdf_shown(path, wanted):
    """The words that a choice may show: those it keeps, and, where a file has pairs, the others."""
    said = subprocess.run(["qpdf", "--json=1", "--json-key=objects", path], capture_output=True, timeout=30).stdout
    shown = set()

    def walk(node):
        for pair in node if isinstance(node, list) else ():
            if isinstance(pair, list) and len(pair) == 2 and pair[0] == wanted and isinstance(pair[1], str):
                shown.add(fold(pair[1]))
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            walk(child)
    walk(json.loads(said))
    return shown


def pdf_same(path, widget, have):
    """Whether @have is what qpdf says of a widget's field, in the reader's words: boxes true or false, the words of a choice."""
    wanted, kind = widget["value"], widget["fieldtype"]
    if kind == "/Btn" and have in ("true", "false"):
        return have == ("false" if wanted in (None, "/Off", "") else "true")
    if kind == "/Btn":  # the words that /Opt has for a button's state: qpdf does not show them
        return not have if wanted in (None, "/Off", "") else have != ""
    if isinstance(wanted, list):
        return len(wanted) == len([part for part in have.split("; ") if part])
    wanted = wanted or ""
    return (fold(have) == fold(wanted) or kind == "/Ch" and fold(have) in pdf_shown(path, wanted)
            or not have and not re.search(r"\w", wanted))


def compare_pdf(path, reading, _):
    said = subprocess.run(["qpdf", "--json=1", "--json-key=acroform", path], capture_output=True, timeout=30)
    good = cells = 0
    have = {}
    for field in reading["fields"]:
        if field["as"] == "acroform":
            have.setdefault(field.get("tag"), []).append(field["value"])
    for widget in json.loads(said.stdout)["acroform"]["fields"]:
        name = widget["fullname"]
        if widget["fieldtype"] not in ("/Tx", "/Ch", "/Btn") or widget["fieldflags"] & 1 << 16 and widget["fieldtype"] == "/Btn" or not name:
            continue  # a signature, a button that is only pressed, nothing that has a name
        if re.fullmatch(r"\d+ \d+ R", str(widget["value"])):
            continue  # qpdf does not follow this one
        cells += 1
        fine = any(pdf_same(path, widget, value) for value in have.get(name, []))
        good += fine
        if not fine and os.environ.get("SHOW"):
            print("# %s: %s: qpdf %r, here %r" % (os.path.basename(path), name, widget["value"], have.get(name)))
    return good, cells


def compare_words(path, reading, _):
    """Words that both have, of the words that pdftotext has; those of form fields it shows may be in the fields here."""
    said = subprocess.run(["pdftotext", "-q", "-l", "200", "-enc", "UTF-8", path, "-"], capture_output=True, timeout=30)
    words = collections.Counter(re.findall(r"\w+", fold(said.stdout.decode("utf-8", "replace"))))
    have = collections.Counter(re.findall(r"\w+", fold(" ".join([reading["text"]] + [f["value"] for f in reading["fields"]]))))
    if said.returncode or sum(words.values()) > 8000 or reading["problem"] == "encrypted":
        return 0, 0  # a reading carries 60 KiB of text
    good, total = sum((words & have).values()), sum(words.values())
    if good < 0.97 * total and os.environ.get("SHOW"):
        print("# %s: %d of %d words, not %s" % (os.path.basename(path), good, total, list(words - have)[:12]))
    return good, total


def agreement(name, paths, readings, compare, module, least):
    good = cells = files = 0
    for path in paths:
        try:
            some_good, some_cells = compare(path, readings[path], module)
        except Exception:  # what the other reader cannot read says nothing about ours
            continue
        good, cells, files = good + some_good, cells + some_cells, files + 1
    percent = 100.0 * good / max(cells, 1)
    tap(cells > 0 and percent >= least, "%s: %.2f %% of %d in %d files agree" % (name, percent, cells, files))


def agreement_docx(paths, readings):
    """Beside lxml, kind by kind; a file that lxml cannot read says nothing."""
    try:
        import word_beside
    except ImportError:
        for _ in LEAST_DOCX:
            skip("python3-lxml is missing")
        return
    found = {kind: [] for kind in LEAST_DOCX}
    files = 0
    for path in paths:
        try:
            kinds = word_beside.compare(path, readings[path])
        except (KeyError, IndexError, word_beside.etree.XMLSyntaxError, word_beside.zipfile.BadZipFile):
            continue
        files += 1
        for kind, pairs in kinds.items():
            found[kind] += [agrees for _, agrees in pairs]
    for kind, least in LEAST_DOCX.items():
        percent = 100.0 * sum(found[kind]) / max(len(found[kind]), 1)
        tap(found[kind] and percent >= least,
            "docx %s beside lxml: %.2f %% of %d in %d files agree" % (kind, percent, len(found[kind]), files))


def main():
    warnings.simplefilter("ignore")
    if not CORPORA:
        print("1..0 # SKIP the public collections are not on this machine")
        return
    print("1..%d" % (4 + len(LEAST_DOCX)))
    paths = [os.path.join(folder, name) for kind in KINDS for folder, _, names in sorted(os.walk(os.path.join(CORPORA, kind)))
             for name in sorted(names)]
    readings = {path: read(path) for path in paths}
    bad = [path for path in paths if isinstance(readings[path], str)]
    for path in bad:
        print("# %s %s" % (os.path.relpath(path, CORPORA), readings[path]))
    tap(not bad and paths, "%d files were read to an end" % len(paths))
    by_format = {kind: [p for p in paths if p not in bad and readings[p]["format"] == kind and "/hostile/" not in p]
                 for kind in ("xlsx", "docx", "pdf")}
    for kind, module, compare, least in (("xlsx", "openpyxl", compare_xlsx, 99),):
        try:
            loaded = __import__(module)
        except ImportError:
            skip("python3-%s is missing" % module.split(".")[0])
            continue
        agreement("%s cells beside %s" % (kind, loaded.__name__), by_format[kind], readings, compare, loaded, least)
    agreement_docx(by_format["docx"], readings)
    for program, words, compare, least in (("qpdf", "pdf fields", compare_pdf, 99), ("pdftotext", "pdf words", compare_words, 97)):
        if shutil.which(program):
            agreement("%s beside %s" % (words, program), by_format["pdf"], readings, compare, None, least)
        else:
            skip("%s is missing" % program)


if __name__ == "__main__":
    main()
    sys.exit(0)
