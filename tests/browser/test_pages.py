#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of a lead, a Lead Mentor, a mentor and the office in Chromium: by eye, by keyboard, by screen reader, on a phone,
in the dark, on paper, without scripts and without a network. What stands on them is e2e/test_pages.py's. Prints TAP."""
import sqlite3

from browser import PHONE, Browser, harness, run
from harness import check, same

browser = Browser()
PRIYA, AMY = "priya.nair@example.sch.uk", "amy.brown@example.sch.uk"
TIMES = ("2026-10-08T12:00:00+01:00", "2026-10-20T09:30:00+01:00", "2026-10-23T09:30:00+01:00")  # trackers are asked for, due, overdue
WAYS = (("light", {}), ("dark", {"dark": True}), ("phone", {"width": PHONE}), ("paper", {"paper": True}))
# two more schools of the primary phase, so that a lead has something to compare
MORE = [("Owen Price", "owen.price@example.sch.uk", "lead-mentor", "Beacon Hill Primary School", "primary", "", ""),
        ("Isla Ward", "isla.ward@example.sch.uk", "mentor", "Beacon Hill Primary School", "primary", "pgce", ""),
        ("Rhys Lowe", "rhys.lowe@example.sch.uk", "mentor", "Beacon Hill Primary School", "primary", "pgce", ""),
        ("Nell Hart", "nell.hart@example.sch.uk", "mentor", "Cedar Road Infant School", "primary", "undergraduate", "")]


def pages(site):
    """name -> the page's file."""
    connection = sqlite3.connect(site.file("mentord.db"))
    tokens = dict(connection.execute("SELECT address, token FROM token JOIN address USING (person) WHERE purpose = 'page' AND gone IS NULL"))
    office = connection.execute("SELECT value FROM meta WHERE key = 'office_token'").fetchone()[0]
    connection.close()
    names = {"lead": tokens[harness.PRIMARY], "lead-mentor": tokens[PRIYA], "mentor": tokens[AMY], "office": office}
    return {name: site.file("public", "pages", token + ".html") for name, token in names.items()}


class Partnership(harness.Site):
    """In October: some things done, some overdue, and a mail that nobody can place."""

    def __init__(self):
        super().__init__(people=harness.PEOPLE + MORE)
        self.once(TIMES[0])
        self.deliver(harness.write("stranger@example.com", "Hello", "Is this the right address?"), TIMES[0])
        for now in TIMES[1:]:
            self.once(now)


def by_eye_and_by_screen_reader():
    for name, file in pages(site).items():
        for way, how in WAYS:
            browser.open(file, **how)
            same("axe-core, %s, %s" % (name, way), browser.axe(), [])
            same("wider than the window, %s, %s" % (name, way), browser.sideways(), 0)
            same("asked for, %s, %s" % (name, way), browser.requests(), [])
            browser.picture("page-%s-%s" % (name, way))
        browser.open(file, paper=True).paper("page-%s-printed" % name)


def headings_and_tables_have_their_names():
    for name, file in pages(site).items():
        browser.open(file)
        levels = browser.run("return [...document.querySelectorAll('h1,h2,h3,h4')].map(one => +one.tagName[1])")
        same("one title, " + name, levels.count(1), 1)
        check("no level is left out, " + name, all(after - before <= 1 for before, after in zip(levels, levels[1:])))
        same("tables without caption or scope, " + name, browser.run(
            "return [...document.querySelectorAll('table')].filter(one => !one.caption || one.querySelector('th:not([scope])')).length"), 0)
        same("charts without words, " + name, browser.run(
            "return [...document.querySelectorAll('svg')].filter(one => !one.querySelector('title') || !one.querySelector('desc')).length"), 0)
        same("landmarks, " + name, browser.run("return document.querySelectorAll('main').length"), 1)


def by_keyboard_without_scripts():
    for name, file in pages(site).items():
        browser.open(file, scripts=False)
        stops = browser.walk()
        same("the first stop, " + name, stops[0]["name"], "Skip to what this page says")
        same("stops that are not seen, " + name, [stop["name"] for stop in stops if not stop["seen"]], [])
        check("tables that are wider than a phone can be scrolled by keyboard, " + name,
              any(stop["name"].startswith("Table: ") for stop in stops))
        check("words, " + name, "Example ITE Partnership" in browser.text())


def a_chart_says_what_its_table_says():
    browser.open(pages(site)["lead"])
    drawn = browser.run("return [...document.querySelectorAll('svg')][0].textContent")
    for school in ("Beacon Hill Primary School", "Cedar Road Infant School", "Oakfield Primary School"):
        check(school + " is drawn", school in drawn)
    check("no smaller than can be read on a phone", browser.open(pages(site)["lead"], width=PHONE).run(
        "const text = document.querySelector('svg text'); return text.getBoundingClientRect().height") >= 13)


if __name__ == "__main__":
    with Partnership() as site:
        run(browser, [by_eye_and_by_screen_reader, headings_and_tables_have_their_names, by_keyboard_without_scripts,
                      a_chart_says_what_its_table_says])
