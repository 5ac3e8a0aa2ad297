#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports and the public page as other readers see them: Python's csv, json and html.parser, and openpyxl. Prints TAP."""
import csv
import datetime
import html.parser
import json
import os
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
from papers import need, run, same, Skip  # noqa: E402

VOID = {"meta", "link", "br", "hr", "img", "input", "rect"}
NEEDS = [["Personal qualities", "4", "61"], ["Teaching", "23", "63"], ["Professionalism", "9", "63"],
         ["Self-development and working in partnership", "31", "62"]]


class Page(html.parser.HTMLParser):
    """The elements of a page; fails on one that is closed wrongly or left open."""

    def __init__(self, path):
        super().__init__()
        self.open, self.seen, self.text = [], [], ""
        self.feed(open(path, encoding="utf-8").read())
        same(self.open, [])

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        same(self.open and self.open.pop(), tag)

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.seen if name == tag]


def test_csv(papers):
    rows = list(csv.reader(open(f"{papers}/report.csv", encoding="utf-8-sig", newline="")))
    same(rows[:2], [["Needs by mentor standard"], ["Mentor standard", "Would like help", "Answers"]])
    same(rows[2:7], NEEDS + [[]])
    same(rows[-1][0], "'=cmd|' /C calc'!A0")


def test_json(papers):
    report = json.load(open(f"{papers}/report.json", encoding="utf-8"))
    same(list(report), ["id", "lines", "subtitle", "tables", "title"])
    same([list(t) for t in report["tables"]], [["columns", "rows", "title"]] * 2)
    same(report["tables"][0]["rows"], NEEDS)


def test_html(papers):
    page = Page(f"{papers}/report.html")
    same([len(page.all(t)) for t in ("h1", "h2", "table", "caption", "svg", "main")], [1, 2, 2, 2, 1, 1])
    same({th.get("scope") for th in page.all("th")}, {"col", "row"})
    same(page.all("html")[0]["lang"], "en-GB")
    same(page.all("svg")[0]["role"], "img")
    same(len(page.all("rect")), 4)
    same([a for t, a in page.seen if "src" in a or "href" in a], [])
    assert "19/10/2026" in page.text and "St Mary's & St John's <CE> School" in page.text


def test_xlsx(papers):
    book = need("openpyxl").load_workbook(f"{papers}/report.xlsx")
    same(book.sheetnames, ["In short", "Needs by mentor standard", "Returns by school"])
    lines, needs, schools = book.worksheets
    same(lines["A4"].value, "The greatest need is self-development.")
    same([[c.value for c in r] for r in needs["A5:C8"]], [[a, int(b), int(c)] for a, b, c in NEEDS])
    same(len(needs._charts), 1)
    series = needs._charts[0].series[0]
    same(series.val.numRef.f, "'Needs by mentor standard'!$B$5:$B$8")
    same(series.cat.strRef.f, "'Needs by mentor standard'!$A$5:$A$8")
    same((schools["D6"].value, schools["D6"].number_format), (0.6, "0%"))
    same(schools["E5"].value, datetime.datetime(2026, 10, 19))
    same((schools["A7"].value, schools["A7"].data_type), ("=cmd|' /C calc'!A0", "s"))


def converted(papers, name, target):
    """What LibreOffice makes of a paper."""
    program = shutil.which("soffice")
    if not program:
        raise Skip("LibreOffice is not installed")
    subprocess.run([program, f"-env:UserInstallation=file://{papers}/profile", "--headless", "--convert-to", target, "--outdir",
                    f"{papers}/converted", f"{papers}/{name}"], check=True, timeout=300, env={**os.environ, "HOME": papers},
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return f"{papers}/converted/{name.rsplit('.')[0]}.{target}"


def test_csv_in_a_spreadsheet(papers):
    """Opened and saved again, no cell has become a formula, and the numbers are numbers."""
    sheet = need("openpyxl").load_workbook(converted(papers, "report.csv", "xlsx")).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    same([cell.coordinate for cell in cells if cell.data_type == "f"], [])
    same([cell.value for cell in cells if "calc" in str(cell.value)], ["'=cmd|' /C calc'!A0"])
    same([sheet["B4"].value, sheet["C4"].value], [23, 63])


def test_workbook_in_a_spreadsheet(papers):
    """Opened and saved again, the chart is still there, and the words that look like a formula are words."""
    book = need("openpyxl").load_workbook(converted(papers, "report.xlsx", "xlsx"))
    same([len(sheet._charts) for sheet in book.worksheets], [0, 1, 0])
    same(book.worksheets[2]["A7"].data_type, "s")


def test_pdf(papers):
    """One page of A4, tagged and in a language, with the words of the tables."""
    for program in ("pdfinfo", "pdftotext"):
        if not shutil.which(program):
            raise Skip(f"{program} is not installed")
    info = subprocess.run(["pdfinfo", f"{papers}/report.pdf"], capture_output=True, text=True, check=True).stdout
    for words in ("Pages:           1\n", "A4", "Tagged:          yes", "Title:           What mentors ask for: primary"):
        assert words in info, f"{words} in {info}"
    text = subprocess.run(["pdftotext", f"{papers}/report.pdf", "-"], capture_output=True, text=True, check=True).stdout
    for words in ("The greatest need is self-development.", "Personal qualities", "St Mary's & St John's <CE> School", "19/10/2026"):
        assert words in text, f"{words} in {text}"


def test_page(papers):
    page = Page(f"{papers}/index.html")
    same([a["href"].split(":")[0] for a in page.all("a")], ["webcal", "https", "https"] * 3)
    same(len({a["aria-label"] for a in page.all("a")}), 9)
    assert "https://mentors.example.ac.uk/feeds/bcu-primary.ics" in page.text


TESTS = [test_csv, test_json, test_html, test_xlsx, test_csv_in_a_spreadsheet, test_workbook_in_a_spreadsheet, test_pdf, test_page]

if __name__ == "__main__":
    run(TESTS)
