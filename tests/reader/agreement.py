#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader beside independent ones, over whole public collections where they lie: every cell of XLSX as openpyxl has it,
every table cell of DOCX as python-docx has it, every PDF field as qpdf has it. And over all of them: no crash, and an end."""
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import warnings

TOP = os.environ.get("TOP_SRCDIR", ".")
READER = os.path.join(os.environ.get("TOP_BUILDDIR", "."), "tests/reader/read-document")
PLACES = [os.path.join(TOP, up, "shared/corpora") for up in ("..", "../..")]
CORPORA = next((place for place in PLACES if os.path.isdir(place)), None)
KINDS = ("docx-forms", "xlsx", "odf", "csv", "pdf-forms", "hostile")
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


def compare_docx(path, reading, docx):
    def fold(text):
        return re.sub(r"\s+", " ", text).strip()
    good = cells = 0
    have = {fold(text) for table in reading["tables"] for row in table["rows"] for text in row}
    tag = docx.oxml.ns.qn("w:tc")
    for cell in docx.Document(path).element.body.iter(tag):
        wanted = fold("\n".join(p.text for p in docx.table._Cell(cell, None).paragraphs))
        if wanted and not any(a.tag.endswith("}Fallback") for a in cell.iterancestors()):
            cells += 1
            good += wanted in have
    return good, cells


def compare_pdf(path, reading, _):
    said = subprocess.run(["qpdf", "--json=1", "--json-key=acroform", path], capture_output=True, timeout=30)
    good = cells = 0
    have = {}
    for field in reading["fields"]:
        have.setdefault(field.get("tag"), field["value"])
    for field in json.loads(said.stdout)["acroform"]["fields"]:
        name, wanted = field["fullname"], field["value"]
        if field["fieldtype"] != "/Tx" or not isinstance(wanted, str) or wanted.startswith("b:"):
            continue
        cells += 1
        good += name in have and re.sub(r"\s+", " ", have[name]).strip() == re.sub(r"\s+", " ", wanted).strip()
    return good, cells


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


def main():
    warnings.simplefilter("ignore")
    if not CORPORA:
        print("1..0 # SKIP the public collections are not on this machine")
        return
    print("1..4")
    paths = [os.path.join(folder, name) for kind in KINDS for folder, _, names in sorted(os.walk(os.path.join(CORPORA, kind)))
             for name in sorted(names)]
    readings = {path: read(path) for path in paths}
    bad = [path for path in paths if isinstance(readings[path], str)]
    for path in bad:
        print("# %s %s" % (os.path.relpath(path, CORPORA), readings[path]))
    tap(not bad and paths, "%d files were read to an end" % len(paths))
    by_format = {kind: [p for p in paths if p not in bad and readings[p]["format"] == kind and "/hostile/" not in p]
                 for kind in ("xlsx", "docx", "pdf")}
    for kind, module, compare, least in (("xlsx", "openpyxl", compare_xlsx, 99), ("docx", "docx.table", compare_docx, 95)):
        try:
            loaded = __import__(module)
        except ImportError:
            skip("python3-%s is missing" % module.split(".")[0])
            continue
        agreement("%s cells beside %s" % (kind, loaded.__name__), by_format[kind], readings, compare, loaded, least)
    if shutil.which("qpdf"):
        agreement("pdf text fields beside qpdf", by_format["pdf"], readings, compare_pdf, None, 95)
    else:
        skip("qpdf is missing")


if __name__ == "__main__":
    main()
    sys.exit(0)
