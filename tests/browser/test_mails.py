#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every mail that is shipped, as its HTML part is seen: axe-core finds nothing wrong in Chromium, on a desk, on a phone and in
the dark; in w3m, which reads it as a screen reader does, from top to bottom, no sentence of the text part is missing. Prints
TAP."""
import glob
import os
import re
import shutil
import subprocess
import tempfile

from browser import DESKTOP, PHONE, Browser, harness, run
from harness import check, same

browser = Browser()
SAMPLE = os.path.join(harness.BUILD, "tests", "browser", "mail-sample")
CONTEXT = os.path.join(harness.SOURCE, "tests", "paper", "sample-context.json")
# what most people get, and one at least of each kind of block
USED = ("tracker-request", "tracker-due-soon", "tracker-overdue", "receipt", "certificate", "core-invitation", "digest",
        "office-digest", "reports", "date-changed")


class Mails:
    """All of them in a folder of their own: {name: (HTML file, text)}."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="mentord-mails-")
        subprocess.run([SAMPLE, os.path.join(harness.SOURCE, "templates", "mail"), CONTEXT, self.folder], check=True)
        found = {os.path.basename(path)[:-5]: (path, harness.read(path[:-5] + ".txt"))
                 for path in sorted(glob.glob(os.path.join(self.folder, "*.html")))}
        check("mails: %d" % len(found), len(found) > 100)
        return found

    def __exit__(self, *_):
        shutil.rmtree(self.folder)


# The next mail takes the place of the one before: axe-core, half a megabyte, is put into the page but once.
SHOW = """
const mail = new DOMParser().parseFromString(arguments[0], 'text/html');
document.replaceChild(document.adoptNode(mail.documentElement), document.documentElement);
return document.title;
"""


def every_mail_passes_axe():
    with Mails() as mails:
        faults = {}
        browser.open(mails["digest"][0], PHONE)
        for name, (path, _) in mails.items():
            check("%s has a title" % name, browser.run(SHOW, harness.read(path)))
            found = browser.axe()
            if browser.sideways() > 0:
                found.append("wider than a phone by %d" % browser.sideways())
            if found:
                faults[name] = found
        same("faults", faults, {})


def those_used_most_are_right_on_a_desk_and_in_the_dark():
    with Mails() as mails:
        for name in USED:
            for how, width, dark in (("desk", DESKTOP, False), ("dark", DESKTOP, True), ("phone", PHONE, False)):
                page = browser.open(mails[name][0], width, dark)
                page.picture("mail-%s-%s" % (name, how))
                same("axe-core of %s, %s" % (name, how), page.axe() if how != "phone" else [], [])
                same("asked for, " + name, [one for one in page.requests() if not one.startswith("cid:")], [])


def plain(words):
    return re.sub(r"[\W_]+", "", words.lower())


def pieces(text):
    """What a text part says, as runs of words between marks that lay it out differently."""
    return [one for one in re.split(r"[.;:!?\n]\s|\n+- |\n-{3,}\n|\n\n", text + "\n") if plain(one)]


def w3m_misses_no_sentence():
    w3m = harness.need_program("w3m")
    with Mails() as mails:
        missing = {}
        for name, (path, text) in mails.items():
            shown = subprocess.run([w3m, "-dump", "-cols", "300", "-I", "UTF-8", "-O", "UTF-8", "-T", "text/html", path],
                                   check=True, capture_output=True).stdout.decode()
            lost = [one for one in pieces(text) if plain(one) not in plain(shown)]
            if lost:
                missing[name] = lost
        same("missing", missing, {})


if __name__ == "__main__":
    run(browser, [every_mail_passes_axe, those_used_most_are_right_on_a_desk_and_in_the_dark, w3m_misses_no_sentence])
