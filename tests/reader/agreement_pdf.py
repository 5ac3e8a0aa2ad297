#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF beside qpdf (every field) and pdftotext (every word), over whole public collections where they lie."""
import collections
import json
import os
import re
import shutil
import subprocess

from beside import CORPORA, SHOW, Tap, agreement, fold, of_format, read_all


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
    if re.fullmatch(r"\d{4}-\d\d-\d\d", have) and have != wanted:  # the field's own pattern says which number is which
        return have[2:4] in wanted and have[8:].lstrip("0") in wanted
    return (fold(have) == fold(wanted) or kind == "/Ch" and fold(have) in pdf_shown(path, wanted)
            or not have and not re.search(r"\w", wanted))


def compare_pdf(path, reading):
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
        if not fine and SHOW:
            print("# %s: %s: qpdf %r, here %r" % (os.path.basename(path), name, widget["value"], have.get(name)))
    return good, cells


def compare_words(path, reading):
    """Words that both have, of the words that pdftotext has; those of form fields it shows may be in the fields here."""
    said = subprocess.run(["pdftotext", "-q", "-l", "200", "-enc", "UTF-8", path, "-"], capture_output=True, timeout=30)
    words = collections.Counter(re.findall(r"\w+", fold(said.stdout.decode("utf-8", "replace"))))
    have = collections.Counter(re.findall(r"\w+", fold(" ".join([reading["text"]] + [f["value"] for f in reading["fields"]]))))
    if said.returncode or sum(words.values()) > 8000 or reading["problem"] == "encrypted":
        return 0, 0  # a reading carries 60 KiB of text
    good, total = sum((words & have).values()), sum(words.values())
    if good < 0.97 * total and SHOW:
        print("# %s: %d of %d words, not %s" % (os.path.basename(path), good, total, list(words - have)[:12]))
    return good, total


def main():
    tap = Tap()
    readings = of_format(read_all(tap, "pdf-forms", "hostile"), "pdf")
    readings = {path: reading for path, reading in readings.items() if "/hostile/" not in path}
    for program, words, compare, least in (("qpdf", "pdf fields", compare_pdf, 99), ("pdftotext", "pdf words", compare_words, 97)):
        if shutil.which(program):
            agreement(tap, "%s beside %s" % (words, program), readings, compare, least)
        else:
            tap.skip("%s is missing" % program)
    tap.end()


if __name__ == "__main__":
    if CORPORA:
        main()
    else:
        print("1..0 # SKIP the public collections are not on this machine")
