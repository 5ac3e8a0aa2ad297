#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are wanted for themselves, as essays are: whose they are and for what they came, kept as sent, their words counted.
Prints TAP."""
import hashlib

import harness
from harness import check, one, read_bytes, reply, same, write

SCHEME = """
scheme = "essays"; title = "Mentoring programme";
roles = ( { id = "tutor"; title = "Tutor"; covers = "school"; }, { id = "candidate"; title = "Candidate"; } );
forms = (
  { id = "assignment-1"; title = "Assignment 1: theories"; keep = true; words = 1000; to = "tutor"; },
  { id = "assignment-2"; title = "Assignment 2: practice"; keep = true; to = "tutor"; },
  { id = "plan"; title = "Development plan"; document = "plan.docx";
    fields = ( { id = "name"; label = "Name"; type = "text"; }, { id = "aim"; label = "My aim"; type = "text"; },
               { id = "when"; label = "By when"; type = "date"; } ); } );
requirements = (
  { id = "assignment-1"; of = { role = "candidate"; }; return = "assignment-1"; opens = { date = "09-20"; }; send = "tracker-request";
    due = { working_days = 20; }; },
  { id = "assignment-2"; of = { role = "candidate"; }; return = "assignment-2"; opens = { date = "%s"; }; send = "tracker-request";
    due = { working_days = 20; }; },
  { id = "plan"; of = { role = "candidate"; }; return = "plan"; opens = { date = "%s"; }; send = "evaluation-request"; due = { working_days = 10; }; } );
"""
YEAR = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; } );
"""
AMY, TINA = "amy.brown@example.org", "tina.tutor@example.org"
PEOPLE = [("Amy Brown", AMY, "candidate", "Valley Training"), ("Tina Marsh", TINA, "tutor", "Valley Training")]
SCAN, LOCKED = "pdf-scan.pdf", "encrypted-word.docx"
ASKED, RETURNED, READ = "2026-09-21T09:00:00+01:00", "2026-09-22T10:00:00+01:00", "2026-09-22T10:05:00+01:00"
LATER, READ_LATER = "2026-09-24T10:00:00+01:00", "2026-09-24T10:05:00+01:00"


def words(mail):
    return " ".join(mail.text.split())


def essay(n, title=""):
    """A document of @n words."""
    from io import BytesIO
    made = harness.need("docx").Document()
    text = (title + " " + "Mentoring is a relationship of equals. " * n).split()[:n]
    for start in range(0, n, 80):
        made.add_paragraph(" ".join(text[start:start + 80]))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


class Writing(harness.Site):
    """Amy was asked for assignment 1; also for the others when @both, @plan."""

    def __init__(self, both=False, plan=False):
        super().__init__(people=None, scheme=SCHEME % ("09-20" if both else "06-20", "09-20" if plan else "06-20"), year=YEAR)
        self.mentord("import", self.roster(PEOPLE, columns=("name", "email", "role", "school")), now="2026-09-02T09:00:00+01:00")

    def __enter__(self):
        self.requests = {}
        for mail in self.once(ASKED):
            for obligation in self.json("person", AMY, now=ASKED)["obligations"]:
                if obligation["ref"] in mail.refs:
                    self.requests[obligation["requirement"]] = mail
        return self

    def take(self, message, received=RETURNED, now=READ):
        self.deliver(message, received)
        return self.once(now)

    def state(self, which, now=READ):
        return self.obligation(AMY, which, now)["state"]

    def cases(self, now=READ):
        return self.json("review", "list", now=now)


def an_essay_is_kept_as_it_was_sent():
    with Writing() as site:
        sent = essay(1043)
        receipt = one(site.take(reply(site.requests["assignment-1"], "Here it is.", [("my essay.docx", sent)])), AMY, "receipt")
        check("its words: " + words(receipt), "We count 1043 words in it, where about 1000 are asked for" in words(receipt))
        same("the copy is the very file", receipt.attached("my essay.docx"), sent)
        same("met", site.state("assignment-1"), "met")
        told = "\n".join(site.json("why", site.requests["assignment-1"].refs[0], now=READ)["lines"])
        for line in ("my essay.docx", "words: 1043"):
            check(line + " in " + told, line in told)
        again = one(site.take(reply(site.requests["assignment-1"], "Once more.", [("my essay.docx", sent)]), LATER, READ_LATER), AMY, "receipt")
        check("the same file is known by its hash %s: %s" % (hashlib.sha256(sent).hexdigest(), words(again)), "We had this already" in words(again))


def a_file_without_words_is_kept_and_none_are_said():
    with Writing() as site:
        scan = read_bytes(harness.os.path.join(harness.SOURCE, "tests", "corpus", "documents", SCAN))
        receipt = one(site.take(reply(site.requests["assignment-1"], "Scanned.", [("scan.pdf", scan)])), AMY, "receipt")
        same("met", site.state("assignment-1"), "met")
        check("no count: " + words(receipt), "words in it" not in words(receipt))


def a_locked_essay_is_no_essay():
    with Writing() as site:
        locked = read_bytes(harness.os.path.join(harness.SOURCE, "tests", "corpus", "documents", LOCKED))
        receipt = one(site.take(reply(site.requests["assignment-1"], "Here.", [("essay.docx", locked)])), AMY, "receipt")
        check("said: " + words(receipt), "protected by a password" in words(receipt))
        same("waits", site.state("assignment-1"), "answered")


def what_it_answers_or_is_called_says_for_which_it_came():
    for subject, name, title, answers, which in (
            ("My work", "essay.docx", "", "assignment-2", "assignment-2"),
            ("My work", "Assignment 2 Amy.docx", "", None, "assignment-2"),
            ("assignment 2", "final.docx", "", None, "assignment-2"),
            ("My work", "final_final.docx", "Assignment 1 by Amy Brown.", None, "assignment-1")):
        with Writing(both=True) as site:
            mail = (reply(site.requests[answers], "Here.", [(name, essay(300, title))]) if answers else
                    write(AMY, subject, "Here.", [(name, essay(300, title))]))
            site.take(mail)
            other = "assignment-1" if which == "assignment-2" else "assignment-2"
            same("%s, %s: %s" % (subject, name, which), (site.state(which), site.state(other)), ("met", "open"))


def when_nothing_says_for_which_a_person_is_asked():
    with Writing(both=True) as site:
        receipt = one(site.take(write(AMY, "My work", "Here.", [("final.docx", essay(300))])), AMY, "receipt")
        check("the office looks: " + words(receipt), "A person in the office will look at it" in words(receipt))
        same("neither is met", {site.state("assignment-1"), site.state("assignment-2")} & {"met"}, set())
        case, = site.cases()
        same("the guesses", len(case["detail"]["guesses"]), 2)
        ref = site.requests["assignment-2"].refs[0]
        site.mentord("review", "accept", str(case["id"]), "ref=" + ref, now=READ_LATER)
        same("as the office says", site.state("assignment-2", READ_LATER), "met")


def another_form_that_nobody_recognises_is_no_essay():
    with Writing(plan=True) as site:
        site.take(write(AMY, "My plan", "Here.", [("typed.docx", essay(50))]))
        same("nothing is met", (site.state("assignment-1") == "met", site.state("plan") == "met"), (False, False))
        same("a person is asked", len(site.cases()), 1)
        site.take(write(AMY, "Assignment 1", "And this.", [("essay.docx", essay(900))]), LATER, READ_LATER)
        same("one that says so is", site.state("assignment-1", READ_LATER), "met")


def of_a_stranger_nothing_is_filed():
    with Writing() as site:
        site.take(write("stranger@example.net", "Assignment 1", "Here.", [("Assignment 1.docx", essay(300))]))
        same("not met", site.state("assignment-1"), "open")
        same("a case", [case["kind"] for case in site.cases()], ["unmatched"])


def a_later_version_takes_its_place_when_it_answers():
    with Writing() as site:
        receipt = one(site.take(reply(site.requests["assignment-1"], "Here.", [("essay.docx", essay(500))])), AMY, "receipt")
        second = one(site.take(reply(receipt, "A better one.", [("better.docx", essay(980))]), LATER, READ_LATER), AMY, "receipt")
        check("its words: " + words(second), "We count 980 words" in words(second))
        told = "\n".join(site.json("why", receipt.refs[0], now=READ_LATER)["lines"])
        check("the second stands: " + told, "better.docx" in told and "words: 980" in told)
        site.take(write(AMY, "Lunch", "The menu.", [("menu.docx", essay(40))]), "2026-09-25T10:00:00+01:00", "2026-09-25T10:05:00+01:00")
        told = "\n".join(site.json("why", receipt.refs[0], now="2026-09-25T10:05:00+01:00")["lines"])
        check("what answers nothing does not: " + told, "menu.docx" not in told)


def the_office_records_one_by_hand():
    with Writing() as site:
        ref, path = site.requests["assignment-1"].refs[0], site.write("paper.docx", essay(700))
        site.mentord("record", "return", ref, path, "--reason", "brought in person", now=READ)
        same("met", site.state("assignment-1"), "met")


harness.run([an_essay_is_kept_as_it_was_sent, a_file_without_words_is_kept_and_none_are_said, a_locked_essay_is_no_essay,
             what_it_answers_or_is_called_says_for_which_it_came, when_nothing_says_for_which_a_person_is_asked,
             another_form_that_nobody_recognises_is_no_essay, of_a_stranger_nothing_is_filed,
             a_later_version_takes_its_place_when_it_answers, the_office_records_one_by_hand])
