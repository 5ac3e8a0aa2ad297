#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""plan says what a row of `once` at the windows then sends, and touches nothing. Driven from outside, on maildir: ends."""
import email
import email.policy
import glob
import hashlib
import json
import os
import subprocess
import sys
import tempfile

SOURCE = os.environ.get("TOP_SRCDIR") or os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.environ.get("TOP_BUILDDIR") or os.path.join(SOURCE, "build")
PROGRAM = os.path.join(BUILD, "src", "mentord")
os.environ.setdefault("LSAN_OPTIONS", "print_suppressions=0:suppressions=" + os.path.join(SOURCE, "tests", "lsan.supp"))
SITE = """
partnership = { name = "Example ITE Partnership"; domain = "example.ac.uk"; office = "office@example.ac.uk"; };
mailbox = { url = "maildir:mailbox"; since = "2026-09-01"; };
submission = { url = "maildir:sent"; from = "Example ITE Partnership <mentors@example.ac.uk>"; brake = %d; };
publish = { directory = "public"; base_url = "https://mentors.example.ac.uk"; };
store = "mentord.db";
schemes = ("bcu.conf");
years = ("year-2026-27.conf");
"""
PEOPLE = """name,email,role,school,phase,programme,subject
Helen Okafor,lead.primary@example.ac.uk,strategic-lead,,primary,,
Priya Nair,priya.nair@example.sch.uk,lead-mentor,Oakfield Primary School,primary,,
Amy Brown,amy.brown@example.sch.uk,mentor,Oakfield Primary School,primary,pgce,
Ben Clark,ben.clark@example.sch.uk,mentor,Oakfield Primary School,primary,undergraduate,
Ella Frost,ella.frost@example.org,lead-mentor,Elm Grove Academy,secondary,,
Dan Evans,dan.evans@example.org,mentor,Elm Grove Academy,secondary,pgce,Mathematics
"""
FIRST = "2026-09-21T08:00:00+01:00"


class Site:
    def __init__(self, directory, brake=50):
        self.directory = directory
        self.write("mentord.conf", SITE % brake)
        self.write("people.csv", PEOPLE)
        self.run("import", os.path.join(directory, "people.csv"), now="2026-09-18T10:00:00+01:00")

    def write(self, name, text):
        with open(os.path.join(self.directory, name), "w") as file:
            file.write(text)

    def run(self, *arguments, now):
        done = subprocess.run([PROGRAM, "-c", os.path.join(self.directory, "mentord.conf"), "--now", now, *arguments],
                              capture_output=True, text=True, timeout=300)
        if done.returncode:
            raise AssertionError(f"mentord {' '.join(arguments)}: {done.returncode}: {done.stderr}")
        return done.stdout

    def plan(self, until, now):
        return json.loads(self.run("plan", "--until", until, "--json", now=now))

    def sent(self):
        """(to, cc, template) of every mail that lies in the maildir, each once."""
        mails = {}
        for path in glob.glob(os.path.join(self.directory, "sent", "new", "*")):
            with open(path, "rb") as file:
                mail = email.message_from_binary_file(file, policy=email.policy.default)
            mails[mail["Message-ID"]] = (addresses(mail, "To"), addresses(mail, "Cc"), mail["X-Mentord-Template"])
        return mails

    def digest(self):
        """What the site's folder holds, but for the plan's own doing nothing."""
        sums = {}
        for root, _, files in os.walk(self.directory):
            for name in files:
                path = os.path.join(root, name)
                if not name.endswith("-shm") and os.path.getsize(path):  # SQLite's, and its empty -wal, for every reader
                    with open(path, "rb") as file:
                        sums[os.path.relpath(path, self.directory)] = hashlib.sha256(file.read()).hexdigest()
        return sums


def addresses(mail, header):
    return tuple(sorted(a.addr_spec for a in mail[header].addresses)) if mail[header] else ()


def planned(row):
    return tuple(sorted(row["to"])), tuple(sorted(row["cc"])), row["template"]


def test_plan_is_what_once_sends(directory):
    site = Site(directory)
    plan = site.plan("2026-11-30", FIRST)
    assert len(plan) > 20, f"only {len(plan)} mails were planned"
    want = sorted((row["at"], *planned(row)) for row in plan)
    got, seen = [], set()
    for at in sorted({row["at"] for row in plan} | {FIRST}):
        site.run("once", now=at)
        mails = site.sent()
        got += [(at, *mails[key]) for key in mails if key not in seen]
        seen |= set(mails)
    assert sorted(got) == want, f"planned alone {set(want) - set(got)}, sent alone {set(got) - set(want)}"
    templates = {row["template"] for row in plan}
    for template in ("mentor-details-request", "core-invitation", "tracker-request", "tracker-due-soon", "tracker-overdue",
                     "tracker-overdue-again", "attendance-request", "digest"):
        assert template in templates, f"{template} is not in the plan"


def test_plan_from_the_middle(directory):
    site = Site(directory)
    for day in ("2026-09-21", "2026-09-28", "2026-10-05", "2026-10-12"):
        site.run("once", now=f"{day}T08:00:00+01:00")
    before = site.sent()
    plan = site.plan("2026-10-30", "2026-10-14T09:00:00+01:00")
    assert plan and all(row["at"] >= "2026-10-14T09:00:00" for row in plan), "a mail of the past was planned"
    for at in sorted({row["at"] for row in plan}):
        site.run("once", now=at)
    got = sorted(mail for key, mail in site.sent().items() if key not in before)
    assert got == sorted(map(planned, plan)), "what was sent is not what was planned"


def test_nothing_is_touched(directory):
    site = Site(directory)
    site.run("once", now=FIRST)
    before = site.digest()
    site.plan("2026-12-31", FIRST)
    site.run("plan", now=FIRST)
    after = site.digest()
    assert after == before, f"plan changed {sorted(name for name in after | before if after.get(name) != before.get(name))}"


def test_until_is_inclusive(directory):
    site = Site(directory)
    plan = site.plan("2026-11-30", FIRST)
    last = plan[len(plan) // 2]["at"][:10]
    got = site.plan(last, FIRST)
    key = lambda row: (row["at"], planned(row), row["requirement"])
    assert sorted(map(key, got)) == sorted(key(row) for row in plan if row["at"][:10] <= last)
    default = json.loads(site.run("plan", "--json", now=FIRST))
    assert sorted(map(key, default)) == sorted(key(row) for row in plan if row["at"][:10] <= "2026-10-19")


def test_columns(directory):
    site = Site(directory)
    rows = site.plan("2026-11-30", FIRST)
    assert all(sorted(row) == ["at", "cc", "ref", "requirement", "template", "to", "why"] for row in rows)
    request = next(row for row in rows if row["template"] == "tracker-request" and row["to"] == ["amy.brown@example.sch.uk"])
    assert request["at"] == "2026-10-08T11:30:00+01:00", request["at"]
    assert request["requirement"] == "tracker" and len(request["ref"]) == 11 and request["why"]
    again = next(row for row in rows if row["template"] == "tracker-overdue-again" and row["to"] == ["amy.brown@example.sch.uk"])
    assert again["cc"] == ["priya.nair@example.sch.uk"], again["cc"]
    assert again["at"] == "2026-10-30T08:00:00+00:00", again["at"]


def test_what_the_brake_holds_is_said(directory):
    site = Site(directory, brake=1)
    rows = site.plan("2026-10-20", FIRST)  # before the next rung overtakes what is held
    held = [row for row in rows if row["why"].endswith("held by the brake")]
    assert held, "nothing was held with a brake of one"
    assert [row["template"] for row in rows].count("brake") == 1, "the office is asked once"


def test_faults(directory):
    site = Site(directory)
    for arguments, status in (("--until", "soon"), 64), (("--until", "2026-13-01"), 64), (("more",), 64):
        done = subprocess.run([PROGRAM, "-c", os.path.join(directory, "mentord.conf"), "plan", *arguments],
                              capture_output=True, text=True, timeout=300)
        assert done.returncode == status, f"{arguments}: {done.returncode} {done.stderr}"


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    print(f"1..{len(tests)}")
    failed = 0
    for number, (name, test) in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as directory:
            try:
                test(directory)
                print(f"ok {number} - {name}")
            except Exception as fault:  # the first cause is the test's whole answer
                failed += 1
                print(f"not ok {number} - {name}\n# {type(fault).__name__}: {fault}")
    sys.exit(failed > 0)


main()
