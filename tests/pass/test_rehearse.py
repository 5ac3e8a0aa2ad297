#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rehearsed year: nothing fails, nothing is stuck, cases come of wrong answers alone, who answered has one certificate and is
not chased. Drives the program from outside, and asks its database for what no command tells."""
import collections
import email
import email.policy
import glob
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

SOURCE = os.environ.get("TOP_SRCDIR") or os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.environ.get("TOP_BUILDDIR") or os.path.join(SOURCE, "build")
PROGRAM = os.path.join(BUILD, "src", "mentord")
os.environ.setdefault("LSAN_OPTIONS", "print_suppressions=0:suppressions=" + os.path.join(SOURCE, "tests", "lsan.supp"))
WRONG = {"wrong-name", "locked", "photograph"}  # ways of answering of which a case must come
PEOPLE = 30


SMALL_SCHEME = """
scheme = "small"; title = "Small scheme";
roles = ( { id = "head"; title = "Head of mentors"; covers = "school"; }, { id = "mentor"; title = "Mentor"; } );
events = ( { id = "day"; title = "Mentor day"; per = "term"; hours = 1.5; for = ("mentor"); } );
forms = ( { id = "evaluation"; title = "Evaluation"; document = "evaluation.docx"; fields = (
  { id = "name"; label = "Name"; type = "text"; required = true; },
  { id = "impact"; label = "Impact"; type = "rating"; scale = 5; } ); } );
requirements = ( { id = "evaluation"; of = { role = ("mentor", "head"); }; return = "evaluation"; opens = { after = "day.autumn"; };
  send = "evaluation-request"; due = { working_days = 10; }; } );
awards = ( { id = "taken-part"; title = "Certificate"; words = "Mentor day"; when = ("evaluation");
  certificate = "attendance.svg"; mail = "certificate"; } );
"""
SMALL_YEAR = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; }, { id = "spring"; from = "2027-01-04"; to = "2027-03-26"; },
          { id = "summer"; from = "2027-04-12"; to = "2027-07-21"; } );
"""


def run(*arguments, status=0, program=PROGRAM):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=600)
    if done.returncode != status:
        raise AssertionError(f"mentord {' '.join(arguments)}: {done.returncode}, wanted {status}: {done.stderr}")
    return done.stderr if status else done.stdout


class Year:
    """One rehearsal, of which every test looks at something."""

    def __init__(self, directory):
        self.directory = directory
        self.words = run("rehearse", "--scheme", "bcu", "--people", str(PEOPLE), "--seed", "8", "--output", directory)
        with open(self.path("summary.json")) as file:
            self.summary = json.load(file)
        self.store = sqlite3.connect(f"file:{self.path('mentord.db')}?mode=ro", uri=True)

    def path(self, *names):
        return os.path.join(self.directory, *names)

    def rows(self, query):
        return self.store.execute(query).fetchall()

    def ways(self):
        return {row["way"]: row for row in self.summary["returns"]}


def test_summary(year):
    for key in ("people", "mails", "awards", "busiest_week"):
        assert key in year.summary, f"{key} is not in summary.json"
    assert year.summary["people"] == PEOPLE
    assert set(year.summary["busiest_week"]) == {"strategic-lead", "lead-mentor", "phase-lead", "mentor"}
    for template in ("tracker-request", "receipt", "certificate", "attendance-request", "mentor-details-request", "digest"):
        assert year.summary["mails"].get(template), f"no {template} was sent"


def test_every_mail_is_a_file(year):
    files = glob.glob(year.path("mail", "*.eml"))
    templates = collections.Counter()
    for path in files:
        with open(path, "rb") as file:
            mail = email.message_from_binary_file(file, policy=email.policy.default)
        templates[mail["X-Mentord-Template"]] += 1
        number, name = os.path.basename(path).split("-", 1)
        assert number.isdigit() and mail["X-Mentord-Template"] in name and mail["Delivered-To"] in name, path
    assert templates == year.summary["mails"], f"{templates} files, {year.summary['mails']} counted"


def test_every_award_is_a_paper(year):
    papers = glob.glob(year.path("certificates", "*.pdf"))
    assert len(papers) == sum(year.summary["awards"].values()) > 0
    for path in papers:
        with open(path, "rb") as file:
            assert file.read(5) == b"%PDF-", path


def test_nothing_failed_nothing_is_stuck(year):
    outbox = dict(year.summary["outbox"])
    assert outbox.pop("sent") == sum(year.summary["mails"].values())
    assert not any(outbox.values()), outbox
    assert year.summary["stuck"] == 0
    assert not os.listdir(year.path("mailbox", "new")), "mail was left in the mailbox"
    assert year.rows("SELECT count(*) FROM message WHERE state = 'stored'") == [(0,)]


def test_cases_come_of_wrong_answers_alone(year):
    for way, row in year.ways().items():
        assert row["cases"] == (row["mails"] if way in WRONG else 0), row
    cases = dict(year.summary["cases"], year=0)  # that no file of the next year is there is nobody's answer
    assert sum(cases.values()) == sum(year.ways()[way]["cases"] for way in WRONG) > 0


def test_right_answers_are_filed(year):
    for way in ("prompt", "late", "other-address", "forwarded", "box-forgotten"):
        row = year.ways()[way]
        assert row["filed"] == row["mails"] > 0, row
    done = year.ways()["done"]
    assert done["filed"] * 2 == done["mails"], f"first the word, then the file: {done}"
    assert year.ways()["away"]["mails"] > 0 and year.ways()["away"]["filed"] == 0


def test_dates_are_offered_and_answered_in_each_way(year):
    ways = year.ways()
    for way in ("accepts", "accepts-next", "accepts-elsewhere", "declines", "maybe", "words"):
        assert ways[way]["mails"] > 0, f"nobody answered so: {ways[way]}"
    sent = year.summary["mails"]
    for template in ("core-invitation", "date-offer", "date-confirmed", "date-withdrawn", "core-make-up"):
        assert sent.get(template), f"no {template} was sent"
    accepted = sum(ways[way]["mails"] for way in ("accepts", "accepts-next", "accepts-elsewhere", "words"))
    chosen = accepted + ways["maybe"]["people"]
    assert sent["date-confirmed"] == chosen, f"{sent['date-confirmed']} confirmed, {chosen} accepted"
    assert sent["which-date"] == ways["maybe"]["people"], "who is not sure is asked which"
    stand = dict(year.rows("SELECT state || ' ' || answer, count(*) FROM invitation WHERE answer <> '' GROUP BY 1"))
    assert stand == {"confirmed ACCEPTED": chosen, "withdrawn DECLINED": ways["declines"]["mails"]}, stand
    both = year.rows("SELECT obligation FROM invitation WHERE state = 'confirmed' AND obligation IN"
                     " (SELECT obligation FROM invitation WHERE state = 'tentative')")
    assert both == [], "a date is still offered beside the one that was chosen"


def test_one_certificate_for_who_returned(year):
    returned = year.rows("SELECT DISTINCT f.person FROM filed f JOIN obligation o ON o.id = f.obligation"
                         " WHERE o.requirement = 'tracker'")
    held = collections.Counter(person for person, in year.rows("SELECT person FROM award WHERE award = 'introduction'"))
    assert held == collections.Counter({person: 1 for person, in returned}), f"{held}, returned {returned}"
    mailed = year.rows("SELECT person, count(*) FROM outbox WHERE template = 'certificate' AND state = 'sent' GROUP BY person")
    awards = year.rows("SELECT person, count(*) FROM award GROUP BY person")
    assert mailed == awards, "a certificate was mailed twice, or not"


def test_nobody_who_answered_is_chased(year):
    chased = "SELECT o.template, p.name FROM covers c JOIN outbox o ON o.id = c.outbox AND o.kind = 'chaser'" \
             " JOIN person p ON p.id = o.person"
    assert year.rows(f"{chased}") != [], "nobody was chased at all"
    assert year.rows(f"{chased} JOIN filed f ON f.obligation = c.obligation WHERE o.created >= f.arrival") == []
    assert year.rows(f"{chased} JOIN cases k ON k.obligation = c.obligation WHERE o.created >= k.opened") == []


def test_newcomers_join(year):
    details = year.rows("SELECT count(*) FROM filed WHERE form = 'mentor-details'")[0][0]
    joined = year.rows("SELECT count(*) FROM journal WHERE what LIKE 'joined as%' AND cause <> 'rehearsal'")[0][0]
    assert details and joined, f"{details} lists came back, {joined} joined by them"


def test_the_store_can_be_asked(year):
    status = json.loads(run("-c", year.path("mentord.conf"), "--now", "2027-08-31T12:00:00+01:00", "status", "--json"))
    assert status["outbox"]["sent"] == sum(year.summary["mails"].values())
    assert status["awards"] == sum(year.summary["awards"].values())


def test_the_screen_tells_it(year):
    for words in ("2026-10", "with another person's name in it", "busiest week", year.path("mail"), "certificates"):
        assert words in year.words, f"{words!r} is not on the screen:\n{year.words}"
    assert len(year.words.splitlines()) <= 50, "more than a screen"


def test_the_same_seed_gives_the_same_year(year):
    run("rehearse", "--scheme", "bcu", "--people", "12", "--seed", "3", "--output", year.path("again"))
    first = run("rehearse", "--scheme", "bcu", "--people", "12", "--seed", "3", "--output", year.path("again"), "--json")  # replaces it
    second = run("rehearse", "--scheme", "bcu", "--people", "12", "--seed", "3", "--output", year.path("third"), "--json")
    other = run("rehearse", "--scheme", "bcu", "--people", "12", "--seed", "4", "--output", year.path("other"), "--json")
    assert first == second, "two runs of one seed differ"
    assert json.loads(first)["returns"] != json.loads(other)["returns"], "another seed gives the same"
    names = [sorted(os.listdir(year.path(folder, "mail"))) for folder in ("again", "third")]
    assert names[0] == names[1], "two runs of one seed sent other mails"


def test_dates_that_a_scheme_lacks_are_made_up(year):
    """The program beside data of its own: a scheme that the year file has no session of."""
    installed = year.path("installed")
    os.makedirs(os.path.join(installed, "src"))
    os.makedirs(os.path.join(installed, "data", "schemes"))
    os.makedirs(os.path.join(installed, "data", "years"))
    for name in ("mentord", "mentord-reader", "mentord-reader-whole"):
        shutil.copy(os.path.join(BUILD, "src", name), os.path.join(installed, "src"))
    for name in ("templates", "bank-holidays"):
        os.symlink(os.path.realpath(os.path.join(BUILD, "data", name)), os.path.join(installed, "data", name))
    for name, text in (("schemes/small.conf", SMALL_SCHEME), ("years/year-2026-27.conf", SMALL_YEAR)):
        with open(os.path.join(installed, "data", name), "w") as file:
            file.write(text)
    summary = json.loads(run("rehearse", "--people", "10", "--output", year.path("small"), "--json",
                             program=os.path.join(installed, "src", "mentord")))
    assert summary["scheme"] == "small" and summary["stuck"] == 0
    assert summary["mails"]["evaluation-request"] >= 5 and summary["awards"]["taken-part"] >= 1, summary
    with open(year.path("small", "year.conf")) as file:
        dates = file.read()
    for date in ("2026-10-06T16:00", "2026-10-08T09:30", "2027-02-02T16:00", "2027-05-13T09:30"):  # fifth week of each term
        assert date in dates, f"{date} is not in\n{dates}"


def test_other_things_are_left_alone(year):
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "mentord.db")
        with open(path, "w") as file:
            file.write("mine")
        assert directory in run("rehearse", "--output", directory, status=64)
        assert os.listdir(directory) == ["mentord.db"] and open(path).read() == "mine"


def test_faults(year):
    assert "bcu" in run("rehearse", "--scheme", "nowhere", "--output", year.path("none"), status=65)
    for arguments in (("--people", "0"), ("--people", "many"), ("--seed", "-1"), ("more",)):
        run("rehearse", *arguments, "--output", year.path("none"), status=64)
    assert not os.path.exists(year.path("none"))


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    print(f"1..{len(tests)}")
    failed = 0
    with tempfile.TemporaryDirectory() as directory:
        year = Year(os.path.join(directory, "year"))
        for number, (name, test) in enumerate(tests, 1):
            try:
                test(year)
                print(f"ok {number} - {name}")
            except Exception as fault:  # the first cause is the test's whole answer
                failed += 1
                print(f"not ok {number} - {name}\n# {type(fault).__name__}: {fault}".replace("\n", "\n# ").replace("# # ", "# "))
    sys.exit(failed > 0)


main()
