#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks beside others that read them, over whole public collections where they lie: every cell of XLSX as openpyxl has it,
every cell of ODS as LibreOffice exports it."""
import csv
import datetime
import os
import re
import shutil
import subprocess
import tempfile
import warnings

import opendocument
from beside import CORPORA, Tap, agreement, of_format, read_all, same

# Functions that give something else whenever they are asked.
VOLATILE = re.compile(r"\b(NOW|TODAY|RAND|RANDBETWEEN)\b")


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
            if re.fullmatch("[dhmsy]", cell.number_format):  # a date in Excel; openpyxl looks for a letter behind something
                continue
            cells += 1
            row = rows[cell.row - 1] if cell.row <= len(rows) else []
            good += cell.column <= len(row) and same(row[cell.column - 1], as_text(wanted))
    return good, cells


def shown_by_office(text):
    """A value as LibreOffice shows it in American English, as the reader says it."""
    text = re.sub(r"\s+", " ", text).strip()
    day = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})(?: (\d\d:\d\d:\d\d))?", text)
    if day:
        clock = re.sub(":00$", "", day[4] or "")
        return "%s-%s-%s%s" % (day[3], day[1], day[2], "T" + clock if clock not in ("", "00:00") else "")
    half = re.fullmatch(r"(\d\d):(\d\d:\d\d) ([AP])M", text)
    if half:
        text = "%02d:%s" % (int(half[1]) % 12 + (12 if half[3] == "P" else 0), half[2])
    if re.fullmatch(r"\d+:\d\d:\d\d", text):
        return re.sub(":00$", "", text)
    if re.fullmatch(r"-?[\d.]+%", text):
        return "%.15g" % (float(text[:-1]) / 100)
    return text.lower() if text in ("TRUE", "FALSE") else text


def moment(text):
    """A date with a time, or hours that count on, in seconds since the day that spreadsheets count from; None: neither."""
    clock = re.fullmatch(r"(?:(\d{4}-[01]\d-\d\d)T)?(\d+):(\d\d)(?::(\d\d))?", text)
    if not clock:
        return None
    try:
        days = (datetime.date.fromisoformat(clock[1]) - datetime.date(1899, 12, 30)).days if clock[1] else 0
    except ValueError:  # 25/04/1960, of a document in another language than LibreOffice's own
        return None
    return days * 86400 + int(clock[2]) * 3600 + int(clock[3]) * 60 + int(clock[4] or 0)


def same_in_office(got, wanted):
    """The reader gives the nearest second, LibreOffice the one before."""
    one, other = moment(got), moment(wanted)
    return same(got, wanted) or (one is not None and other is not None and 0 <= one - other <= 1)


def exported(paths):
    """{path: {sheet: rows}} of @paths, as one run of LibreOffice exports them with their values in full."""
    office = {}
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(folder + "/in")
        for number_of, path in enumerate(paths):
            shutil.copy(path, "%s/in/f%03d%s" % (folder, number_of, os.path.splitext(path)[1]))
        subprocess.run(["soffice", "-env:UserInstallation=file://%s/profile" % folder, "--headless", "--convert-to",
                        "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,false,false,false,-1", "--outdir", folder + "/out"] +
                       sorted(os.path.join(folder, "in", name) for name in os.listdir(folder + "/in")),
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300, check=True)
        for name in os.listdir(folder + "/out"):
            with open(os.path.join(folder, "out", name), encoding="utf-8", newline="") as file:
                office.setdefault(paths[int(name[1:4])], {})[name[5:-4]] = list(csv.reader(file))
    return office


def compare_ods(path, reading, office):
    """Files that are recalculated, filled in from scenarios, or larger than a reading may be, say nothing about what was read."""
    if reading["problem"] or VOLATILE.search(opendocument.content(path)) or "<table:scenario" in opendocument.content(path):
        return 0, 0
    good = cells = 0
    tables = {}
    for table in reading["tables"]:
        tables.setdefault(table["sheet"], table["rows"])
    for name, rows in office.get(path, {}).items():
        have = tables.get(name, [])
        for r, c, wanted in ((r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell):
            cells += 1
            got = have[r][c] if r < len(have) and c < len(have[r]) else ""
            good += same_in_office(re.sub(r"\s+", " ", got), shown_by_office(wanted))
    return good, cells


def main():
    warnings.simplefilter("ignore")
    tap = Tap()
    readings = read_all(tap, "xlsx", "odf", "csv")
    try:
        import openpyxl
        agreement(tap, "xlsx cells beside openpyxl", of_format(readings, "xlsx"),
                  lambda path, reading: compare_xlsx(path, reading, openpyxl), 99.9)
    except ImportError:
        tap.skip("python3-openpyxl is missing")
    sheets = of_format(readings, "ods")
    if shutil.which("soffice"):
        office = exported(list(sheets))
        agreement(tap, "ods cells beside LibreOffice", sheets, lambda path, reading: compare_ods(path, reading, office), 99.5)
    else:
        tap.skip("LibreOffice is missing")
    tap.end()


if __name__ == "__main__":
    if CORPORA:
        main()
    else:
        print("1..0 # SKIP the public collections are not on this machine")
