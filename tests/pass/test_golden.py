#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rehearsal of each installed scheme, and of all of them together, over a fixed seed: its mails by template, what was asked, the
states by requirement and the awards are those of golden/ID.json. And the same year, decided at once at its end from the same facts
and the same mails, comes to the same states and awards as decided pass by pass. Each award of each scheme is among its golden ones,
so that writing them anew loses none in silence.

    test_golden.py --write [ID...]      writes golden/ID.json anew: look at the difference before you commit it"""
import difflib
import glob
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

SOURCE = os.environ.get("TOP_SRCDIR") or os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.environ.get("TOP_BUILDDIR") or os.path.join(SOURCE, "build")
PROGRAM = os.path.join(BUILD, "src", "mentord")
GOLDEN = os.path.join(SOURCE, "tests", "pass", "golden")
os.environ.setdefault("LSAN_OPTIONS", "print_suppressions=0:suppressions=" + os.path.join(SOURCE, "tests", "lsan.supp"))
PEOPLE, SEED, ALL = 36, 11, "all"
KEPT = ("scheme", "people", "asked", "mails", "states", "awards", "cases", "outbox", "stuck")
UNREACHED = {("bcu", "coaching"): "the module is passed at the university, which is recorded by hand and never asked for by mail"}
END = "2027-08-31T12:00:00+01:00"
STATES = "SELECT scheme, requirement, instance, person, state FROM obligation ORDER BY 1, 2, 3, 4"
AWARDS = "SELECT scheme, award, instance, person FROM award ORDER BY 1, 2, 3, 4"
FORGET = """UPDATE obligation SET state = 'upcoming', opens = NULL, opened = NULL, met = NULL, due = NULL, evidence = NULL, next = NULL,
              next_what = NULL WHERE state <> 'waived';
            DELETE FROM award;
            DELETE FROM meta WHERE key = 'rules';"""


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise AssertionError(f"mentord {' '.join(arguments)}: {done.returncode}: {done.stderr}")
    return done.stdout


def rehearse(name, folder):
    which = [] if name == ALL else ["--scheme", name]
    summary = json.loads(run("rehearse", *which, "--people", str(PEOPLE), "--seed", str(SEED), "--output", folder, "--json"))
    return json.dumps({key: summary[key] for key in KEPT}, indent=1, sort_keys=True) + "\n"


def is_golden(name, found):
    path = os.path.join(GOLDEN, name + ".json")
    with open(path, encoding="utf-8") as file:
        wanted = file.read()
    lines = difflib.unified_diff(wanted.splitlines(), found.splitlines(), "golden/" + name + ".json", "this rehearsal", lineterm="", n=4)
    assert wanted == found, "another year than it was; if it is meant, --write it:\n" + "\n".join(lines)


def ask(path, query):
    store = sqlite3.connect(path)
    rows = store.execute(query).fetchall()
    store.close()
    return rows


def is_the_same_at_once(folder):
    path = os.path.join(folder, "mentord.db")
    before = [ask(path, query) for query in (STATES, AWARDS)]
    assert before[0], "nothing was ever asked"
    store = sqlite3.connect(path)
    store.executescript(FORGET)
    store.commit()
    store.close()
    run("-c", os.path.join(folder, "mentord.conf"), "--now", END, "once")
    after = [ask(path, query) for query in (STATES, AWARDS)]
    for one, other in zip(before, after):
        differs = [f"pass by pass {row}" for row in one if row not in set(other)] + [f"at once {row}" for row in other if row not in set(one)]
        assert not differs, "\n".join(differs[:30])


def awards_of(name):
    """The ids in the list `awards` of a scheme's file, which may have none."""
    with open(os.path.join(SOURCE, "conf", "schemes", name + ".conf"), encoding="utf-8") as file:
        block = re.search(r"^awards = \(\n(.*?)^\);", file.read(), re.M | re.S)
    return re.findall(r'^  \{ id = "([^"]+)"', block.group(1), re.M) if block else []


def grants_every_award(names):
    wanted, granted = {(name, award) for name in names for award in awards_of(name)}, set()
    for name in names:
        with open(os.path.join(GOLDEN, name + ".json"), encoding="utf-8") as file:
            granted |= {(name, award) for award in json.load(file)["awards"]}
    assert set(UNREACHED) <= wanted, f"no award any more: {sorted(set(UNREACHED) - wanted)}"
    lost = sorted(wanted - granted - set(UNREACHED))
    assert not lost, f"nobody earns these in their golden year: {lost}"
    found = sorted(granted & set(UNREACHED))
    assert not found, f"earned after all, so no longer to be excused: {found}"


def main():
    names = sorted(os.path.basename(path)[:-len(".conf")] for path in glob.glob(os.path.join(SOURCE, "conf", "schemes", "*.conf"))) + [ALL]
    if sys.argv[1:2] == ["--write"]:
        for name in sys.argv[2:] or names:
            with tempfile.TemporaryDirectory() as folder, open(os.path.join(GOLDEN, name + ".json"), "w", encoding="utf-8") as file:
                file.write(rehearse(name, os.path.join(folder, "year")))
        return
    print(f"1..{2 * len(names) + 1}", flush=True)
    failed, number = 0, 1
    try:
        grants_every_award(names[:-1])
        print("ok 1 - every award is earned in the golden year of its scheme", flush=True)
    except AssertionError as fault:
        failed += 1
        print(f"not ok 1 - every award is earned in the golden year of its scheme\n# {fault}", flush=True)
    for name in names:
        folder = os.path.join(tempfile.mkdtemp(prefix="mentord-golden-"), "year")
        for what, test in (("is golden", lambda: is_golden(name, rehearse(name, folder))),
                           ("is the same decided at once", lambda: is_the_same_at_once(folder))):
            number += 1
            try:
                test()
                print(f"ok {number} - the year of {name} {what}", flush=True)
            except Exception as fault:  # each year is a test of its own
                failed += 1
                print(f"not ok {number} - the year of {name} {what}\n# " + f"{fault}".replace("\n", "\n# "), flush=True)
        shutil.rmtree(os.path.dirname(folder))
    sys.exit(failed > 0)


main()
