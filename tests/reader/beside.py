# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests that put the reader beside independent ones have in common: the collections, the reading of a file by
tests/reader/read-document (without the sandbox: a crash is to be seen), the count of what agrees."""
import json
import os
import re
import subprocess
import unicodedata

TOP = os.environ.get("TOP_SRCDIR", ".")
READER = os.path.join(os.environ.get("TOP_BUILDDIR", "."), "tests/reader/read-document")
PLACES = [os.path.join(TOP, up, "shared/corpora") for up in ("..", "../..")]
CORPORA = next((place for place in PLACES if os.path.isdir(place)), None)
SHOW = bool(os.environ.get("SHOW"))  # each that differs


class Tap:
    """The lines of one test program."""

    def __init__(self):
        self.number = 0

    def result(self, good, words):
        self.number += 1
        print("%s %d - %s" % ("ok" if good else "not ok", self.number, words), flush=True)

    def skip(self, words):
        self.number += 1
        print("ok %d # SKIP %s" % (self.number, words), flush=True)

    def end(self):
        print("1..%d" % self.number)


def files(*collections):
    """Every file of those collections."""
    return [os.path.join(folder, name) for one in collections for folder, _, names in sorted(os.walk(os.path.join(CORPORA, one)))
            for name in sorted(names)]


def read(path):
    """What the reader says, or a sentence about how it failed."""
    try:
        done = subprocess.run([READER, path], capture_output=True, timeout=30)
    except subprocess.TimeoutExpired:
        return "did not end in 30 seconds"
    if done.returncode or not done.stdout:
        return "ended with %d: %s" % (done.returncode, done.stderr[-300:].decode("utf-8", "replace"))
    return json.loads(done.stdout)


def read_all(tap, *collections):
    """The readings of all files of those collections, by path; that each was read to an end is a result."""
    readings = {path: read(path) for path in files(*collections)}
    bad = [path for path in readings if isinstance(readings[path], str)]
    for path in bad:
        print("# %s %s" % (os.path.relpath(path, CORPORA), readings[path]))
    tap.result(readings and not bad, "%d files were read to an end" % len(readings))
    return {path: reading for path, reading in readings.items() if path not in bad}


def of_format(readings, *formats):
    return {path: reading for path, reading in readings.items() if reading["format"] in formats}


def fold(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", "".join(c for c in text if c.isspace() or c.isprintable()))).strip()


def same(one, other):
    if one.strip() == other.strip():
        return True
    try:
        return abs(float(one) - float(other)) <= 1e-12 * max(abs(float(one)), 1)
    except ValueError:
        return False


def agreement(tap, name, readings, compare, least):
    """@compare(path, reading) gives (how many agree, how many there are); at least @least in a hundred have to."""
    good = cells = count = 0
    for path, reading in readings.items():
        try:
            some_good, some_cells = compare(path, reading)
        except Exception as error:  # what the other reader cannot read says nothing about ours
            if SHOW:
                print("# %s: the other reader: %s" % (os.path.relpath(path, CORPORA), error))
            continue
        good, cells, count = good + some_good, cells + some_cells, count + 1
    percent = 100.0 * good / max(cells, 1)
    tap.result(cells > 0 and percent >= least, "%s: %.2f %% of %d in %d files agree" % (name, percent, cells, count))
