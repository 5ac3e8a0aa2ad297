#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The public page of calendars as Chromium shows it, and that what looks at pages sees what is wrong. Prints TAP."""
from browser import DESKTOP, PHONE, Browser, harness, run

browser = Browser()
NOW = "2026-09-07T09:00:00+01:00"
BROKEN = """<!DOCTYPE html><html><head><meta name="viewport" content="width=device-width, initial-scale=1">
<title></title></head><body><img src="https://elsewhere.example.com/dot.png">
<p style="color:#ccc;width:900px">Hardly to be read</p><a href="#x" style="outline:none"></a></body></html>"""


def what_is_wrong_is_seen():
    page = browser.open(BROKEN, PHONE)
    found = " ".join(page.axe())
    for rule in ("image-alt", "color-contrast", "html-has-lang", "document-title", "link-name"):
        harness.check("%s in %s" % (rule, found), rule + ":" in found)
    harness.same("asked for", page.requests(), ["https://elsewhere.example.com/dot.png"])
    harness.check("wider than a phone", page.sideways() > 500)
    harness.same("stops of Tab that are seen", [stop["seen"] for stop in page.walk()], [False])


def the_page_of_calendars():
    with harness.Site() as site:
        site.once(NOW)
        index = site.file("public", "index.html")
        for name, how in (("light", {}), ("dark", {"dark": True}), ("phone", {"width": PHONE}), ("paper", {"paper": True})):
            page = browser.open(index, **how)
            harness.same("axe-core, " + name, page.axe(), [])
            harness.same("wider than the window, " + name, page.sideways(), 0)
            harness.same("asked for, " + name, page.requests(), [])
            page.picture("index-" + name)
        page = browser.open(index, DESKTOP, scripts=False)
        harness.check("words without scripts", "Mentor training" in page.text())
        stops = page.walk()
        harness.check("Tab comes by every button", len(stops) >= 15 and all(stop["seen"] for stop in stops))


if __name__ == "__main__":
    run(browser, [what_is_wrong_is_seen, the_page_of_calendars])
