#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HWSTPA mentoring programme as it is shipped: from application to credits, pairs that should not be, notes that no assessor
sees, the yearly reviews. Prints TAP."""
import os

import harness
from harness import check, fill, header_row, one, reply, same, saved, workbook, write

YEAR = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; }, { id = "spring"; from = "2027-01-04"; to = "2027-03-26"; },
          { id = "summer"; from = "2027-04-12"; to = "2027-07-21"; } );
sessions = ( { scheme = "hwstpa"; event = "day-1"; start = "2026-10-14T09:30"; minutes = 360; place = "Worcester"; },
             { scheme = "hwstpa"; event = "day-2"; start = "2026-10-15T09:30"; minutes = 360; place = "Worcester"; },
             { scheme = "hwstpa"; event = "half-1"; start = "2026-11-11T13:30"; minutes = 180; place = "Hereford"; },
             { scheme = "hwstpa"; event = "standardisation"; start = "2027-02-03T14:00"; minutes = 60; place = "Online"; },
             { scheme = "hwstpa"; event = "half-2"; start = "2026-11-25T13:30"; minutes = 180; place = "Hereford"; } );
placements = ( { scheme = "hwstpa"; event = "pairing"; school = "Valley Training"; trainee = "nia@example.org"; mentor = "mo@example.org";
                 from = "2026-10-01"; to = "2029-07-31"; } );
"""
CARA, TINA, MO, NIA, ASA, SUE, WARWICK, STELLA, GUS, KAY = (name + "@example.org" for name in (
    "cara", "tina", "mo", "nia", "asa", "sue", "warwick", "stella", "gus", "kay"))
COLUMNS = ("name", "email", "role", "school", "cohort", "covers", "line-manager")


def person(name, address, role, cohort="spring", covers="", manager=""):
    return (name, address, role, "Valley Training", cohort, covers, manager)


PEOPLE = [person("Cara Candidate", CARA, "candidate"), person("Tina Tutor", TINA, "tutor"), person("Mo Mentor", MO, "mentor"),
          person("Nia Mentee", NIA, "mentee"), person("Asa Assessor", ASA, "assessor", covers=NIA), person("Sue Support", SUE, "support"),
          person("Val Warwick", WARWICK, "validator"), person("Stella Steering", STELLA, "steering"), person("Gus Graduate", GUS, "graduate"),
          person("Kay Keen", KAY, "candidate")]
APPLIED = {"I have read the job description and person specification": "Yes", "I have read the roles and responsibilities of a mentor": "Yes",
           "Teaching qualification": "DTLLS", "Occupational or vocational qualification": "Joinery, level 3",
           "My organisation agrees to the time that it takes": "Yes"}
AGREED = {"Name": "Mo Mentor", "My mentor or mentee": "Nia Mentee", "Hours of mentoring in a term": "10", "Hours of it face to face": "6",
          "Whom we turn to in a dispute": "Tina Tutor", "I accept the roles, the boundaries and the code of practice": "Yes",
          "Neither of us is the line manager of the other": "Yes", "First meeting, not before": "12/10/2026"}


def at(day, hour=9):
    return "%sT%02d:00:00%s" % (day, hour, "+01:00" if day < "2026-10-25" or day > "2027-03-28" else "+00:00")


def words(mail):
    return " ".join(mail.text.split())


def essay(n):
    from io import BytesIO
    made = harness.need("docx").Document()
    made.add_paragraph("word " * n)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


class Programme(harness.Site):
    def __init__(self, people=PEOPLE):
        super().__init__(people=None, scheme=harness.read(os.path.join(harness.SOURCE, "conf", "schemes", "hwstpa.conf")), year=YEAR)
        self.mentord("import", self.roster(people, columns=COLUMNS), now=at("2026-09-01"))
        self.got = []

    def once(self, now, **others):
        mails = super().once(now, **others)
        self.got += mails
        return mails

    def latest(self, address, template):
        return [mail for mail in self.got if mail.to == address and mail.template == template][-1]

    def say(self, message, day, hour=10):
        self.deliver(message, at(day, hour))
        return self.once(at(day, hour + 1))

    def send(self, address, template, values, day, hour=10):
        request = self.latest(address, template)
        return self.say(reply(request, "Here.", [("form.docx", fill(request.attached(".docx"), values))]), day, hour)

    def state(self, address, requirement, now):
        return self.obligation(address, requirement, now)["state"]

    def approve(self, address, requirement, day, yes="yes"):
        self.mentord("record", "approval", self.obligation(address, requirement, at(day))["ref"], yes, "--reason", "said so", now=at(day))
        return self.once(at(day, 12))

    def has(self, address, requirement, now):
        return requirement in [one["requirement"] for one in self.json("person", address, now=now)["obligations"]]


def apply(site):
    site.once(at("2026-09-02"))
    site.send(CARA, "application-request", APPLIED, "2026-09-03")
    site.say(reply(site.latest(TINA, "approval-request"), "Yes, approved."), "2026-09-04")
    same("accepted by the tutor's reply", site.state(CARA, "accepted", at("2026-09-04", 12)), "met")


def a_tutor_passes_an_assignment_or_gives_it_back():
    with Programme() as site:
        apply(site)
        site.once(at("2026-10-16"))
        request = site.latest(CARA, "assignment-request")
        first = essay(700)
        site.say(reply(request, "Here.", [("my essay.docx", first)]), "2026-10-19")
        asked = site.latest(TINA, "approval-request")
        same("the tutor has the essay itself", asked.attached(".docx"), first)
        check("and how long it is: " + words(asked), "700 words" in words(asked))
        site.say(reply(asked, "Returned: please say more about the GROW model."), "2026-10-20")
        back = site.latest(CARA, "approval-given-back")
        check("why: " + words(back), "say more about the GROW model" in words(back))
        check("to be done again", site.state(CARA, "assignment-1", at("2026-10-20", 12)) in ("open", "overdue"))
        second = essay(1010)
        site.say(reply(back, "Better.", [("second.docx", second)]), "2026-10-26")
        again = site.latest(TINA, "approval-request")
        same("the new one", again.attached(".docx"), second)
        check("its length: " + words(again), "1010 words" in words(again))
        site.say(reply(again, "Yes"), "2026-10-27")
        same("passed", site.state(CARA, "assignment-1-pass", at("2026-10-27", 12)), "met")


def from_application_to_credits():
    with Programme() as site:
        apply(site)
        same("a place", [place["state"] for place in site.json("person", CARA, now=at("2026-09-05"))["places"]], ["held"])
        site.once(at("2026-10-01"))
        invitation = site.latest(CARA, "programme-invitation")
        for line in ("Wednesday 14 October 2026", "Thursday 15 October 2026", "Wednesday 11 November 2026", "Wednesday 25 November 2026"):
            check("all four days: " + words(invitation), line in words(invitation))
        for event, day in (("day-1", "2026-10-14"), ("day-2", "2026-10-15"), ("half-1", "2026-11-11")):
            site.mentord("record", "attendance", CARA, event, day, "--reason", "list", now=at("2026-11-12"))
        check("three are not all", site.state(CARA, "taught", at("2026-11-12")) != "met")
        site.mentord("record", "attendance", CARA, "half-2", "2026-11-25", "--reason", "list", now=at("2026-11-26"))
        same("all four", site.state(CARA, "taught", at("2026-11-26")), "met")
        study(site)
        site.once(at("2026-11-26", 11))
        for n, length in ((1, 1043), (2, 600)):
            request = [mail for mail in site.got if mail.template == "assignment-request" and "Assignment %d" % n in mail.subject][-1]
            mails = site.say(reply(request, "Here.", [("assignment %d.docx" % n, essay(length))]), "2026-12-0%d" % n)
            same("its words are said of the first", "We count 1043 words in it, where about 1000 are asked for" in
                 words(one(mails, CARA, "receipt")), n == 1)
            check("nothing yet", not [mail for mail in mails if mail.template == "certificate"])
        site.approve(CARA, "assignment-1-pass", "2026-12-07")
        same("credits are not given by us", site.has(CARA, "credits-confirmed", at("2026-12-07", 13)), False)
        mails = site.approve(CARA, "assignment-2-pass", "2026-12-08")
        certificate = one(mails, CARA, "certificate")
        check("the tutor has a copy", TINA in (certificate.message["Cc"] or ""))
        check("topics are on it: " + certificate.subject, "theories and processes of mentoring" in certificate.subject)
        same("pending", (site.state(CARA, "credits-confirmed", at("2026-12-08", 13)), site.json("person", CARA, now=at("2026-12-08", 13))["credits"]),
             ("open", 0))
        site.approve(CARA, "credits-confirmed", "2027-01-11")
        same("confirmed", site.json("person", CARA, now=at("2027-01-11", 13))["credits"], 10)
        site.mentord("import", site.roster([person("Cara Candidate", CARA, "mentor"), person("Cara Candidate", CARA, "champion")], columns=COLUMNS),
                     now=at("2027-01-12"))
        site.once(at("2027-01-12", 10))
        same("who passed may mentor and be a champion", (site.state(CARA, "qualified", at("2027-01-12", 11)),
                                                         site.state(MO, "qualified", at("2027-01-12", 11))), ("met", "open"))
        site.mentord("record", "activity", CARA, "cascading", "2027-01-20", "3", "--reason", "her report", now=at("2027-01-21"))
        same("cascading", site.state(CARA, "cascading", at("2027-01-21")), "met")


def mentors_meet_to_standardise():
    with Programme() as site:
        site.once(at("2027-01-20"))
        check("invited", "Wednesday 3 February 2027" in words(site.latest(MO, "standardisation-invitation")))
        same("not yet", site.state(MO, "standardisation", at("2027-01-20")), "open")
        site.mentord("record", "attendance", MO, "standardisation", "2027-02-03", "--reason", "list", now=at("2027-02-04"))
        same("met", site.state(MO, "standardisation", at("2027-02-04")), "met")


def study(site):
    """A log of nine hours, then one of six more beside them."""
    for day, rows in (("2026-11-26", [("10/11/2026", 9)]), ("2026-11-27", [("10/11/2026", 9), ("12/11/2026", 6)])):
        book = workbook(site.latest(CARA, "study-log-request").attached(".xlsx"))
        sheet = book.worksheets[0]
        row, columns = header_row(sheet, "Date")
        for n, (done, hours) in enumerate(rows, 1):
            sheet.cell(row + n, columns["Kind"]).value = "Self study"
            sheet.cell(row + n, columns["Date"]).value = done
            sheet.cell(row + n, columns["Hours"]).value = hours
        same("hours so far", site.state(CARA, "self-study", at(day)) == "met", False)
        site.say(reply(site.latest(CARA, "study-log-request"), "My log.", [("log.xlsx", saved(book))]), day)
    same("fifteen hours", site.state(CARA, "self-study", at("2026-11-27", 12)), "met")


def an_application_against_the_criteria():
    with Programme() as site:
        site.once(at("2026-09-02"))
        mails = site.send(CARA, "application-request", {**APPLIED, "My organisation agrees to the time that it takes": "No"}, "2026-09-03")
        receipt = one(mails, CARA, "receipt")
        check("which: " + words(receipt), "My organisation agrees to the time that it takes: it says “No”" in words(receipt))
        same("nobody is asked to accept it", site.has(CARA, "accepted", at("2026-09-03", 12)), False)
        site.say(reply(receipt, "My organisation agrees to the time that it takes: Yes"), "2026-09-04")
        same("now the tutor is", site.state(CARA, "accepted", at("2026-09-04", 12)), "open")
        site.approve(CARA, "accepted", "2026-09-07", "no")
        same("no place for who is not accepted", site.json("person", CARA, now=at("2026-09-07", 13))["places"], [])


def the_pair_agrees_before_it_meets():
    with Programme() as site:
        site.once(at("2026-10-01"))
        same("both are asked", sorted(mail.to for mail in site.got if mail.template == "agreement-request"), [MO, NIA])
        same("and nothing else of the mentor", site.has(MO, "notes", at("2026-10-02")), False)
        receipt = one(site.send(MO, "agreement-request", {**AGREED, "Whom we turn to in a dispute": ""}, "2026-10-05"), MO, "receipt")
        check("the dispute contact is needed: " + words(receipt), "Whom we turn to in a dispute: It takes a few words" in words(receipt))
        site.say(reply(receipt, "Whom we turn to in a dispute: Tina Tutor"), "2026-10-06")
        same("agreed", site.state(MO, "agreement", at("2026-10-06", 12)), "met")
        same("now they may meet", site.has(MO, "notes", at("2026-10-06", 12)), True)


def who_assesses_or_manages_is_no_mentor():
    people = [one for one in PEOPLE if one[1] not in (ASA, NIA)] + [person("Mo Mentor", MO, "assessor", covers=NIA),
                                                                     person("Nia Mentee", NIA, "mentee", manager=MO)]
    with Programme(people) as site:
        site.once(at("2026-10-01"))
        cases = site.json("review", "list", now=at("2026-10-01", 10))
        same("both are asked about", sorted(case["question"] for case in cases),
             ["Mo Mentor mentors Nia Mentee: a mentor is to be no part of the assessment. Is that to stand?",
              "Mo Mentor mentors Nia Mentee: where possible a mentor is not the line manager. Is that to stand?"])
        line, = [case for case in cases if "line manager" in case["question"]]
        site.mentord("review", "accept", str(line["id"]), now=at("2026-10-01", 11))
        site.once(at("2026-10-02"))
        same("what was accepted stands", len(site.json("review", "list", now=at("2026-10-02", 10))), 1)
        site.mentord("import", site.roster([person("Mo Mentor", MO, "assessor", covers=CARA)], columns=COLUMNS), now=at("2026-10-05"))
        site.once(at("2026-10-05", 10))
        same("what is so no longer is settled", site.json("review", "list", now=at("2026-10-05", 11)), [])
    with Programme() as site:
        site.once(at("2026-10-01"))
        same("a pair as it should be", site.json("review", "list", now=at("2026-10-01", 10)), [])


def notes_are_for_no_assessor_and_risk_is_told_to_support():
    with Programme() as site:
        site.once(at("2026-10-01"))
        site.send(MO, "agreement-request", AGREED, "2026-10-05")
        site.once(at("2026-10-06"))
        mails = site.send(MO, "mentee-report-request", {"At risk of dropping out": "Yes", "What would help": "SECRETWORD"}, "2026-10-07")
        mails += site.once(at("2026-10-08"))
        told = [mail.to for mail in mails if "SECRETWORD" in mail.text]
        same("what was written goes back to who wrote it, and to nobody else", sorted(set(told)), [MO])
        risk = [mail for mail in mails if mail.to == SUE]
        check("support is told who is at risk: %s" % [mail.text for mail in risk], [mail for mail in risk if "Nia Mentee" in mail.text and
                                                                                   "At risk of dropping out" in mail.text])
        for day in ("2026-10-12", "2026-11-02", "2026-12-14", "2027-06-02"):
            site.once(at(day))
        same("the assessor gets no mail at all", [mail.subject for mail in site.got if mail.to == ASA], [])
        same("nor does the mentee hear of it", [mail.subject for mail in site.got if mail.to == NIA and "SECRETWORD" in mail.text], [])


def the_yearly_reviews_and_the_pool():
    with Programme() as site:
        site.once(at("2026-09-02"))
        site.once(at("2027-05-04"))
        same("who qualified is invited", [mail.to for mail in site.got if mail.template == "pool-invitation"], [GUS])
        site.once(at("2027-06-02"))
        request = [mail for mail in site.got if mail.template == "review-request" and mail.to == STELLA and "protocols" in mail.subject][-1]
        site.say(reply(request, "Our minutes.", [("minutes of the steering group.docx", essay(200))]), "2027-06-10")
        same("reviewed", site.state(STELLA, "protocol-review", at("2027-06-10", 12)), "met")
        site.once(at("2027-06-16"))
        same("content and delivery", [mail.to for mail in site.got if mail.template == "review-request" and "content" in mail.subject], [TINA])


def a_document_is_reviewed_when_its_day_comes():
    with Programme() as site:
        site.once(at("2026-09-16"))
        book = workbook(site.latest(STELLA, "register-request").attached(".xlsx"))
        sheet = book.worksheets[0]
        row, columns = header_row(sheet, "Document and edition")
        for column, value in (("Document and edition", "Skills Handbook, edition 2"), ("Who looks after it (email)", TINA), ("Next review", "15/03/2027")):
            sheet.cell(row + 1, columns[column]).value = value
        site.say(reply(site.latest(STELLA, "register-request"), "Our list.", [("list.xlsx", saved(book))]), "2026-09-21")
        site.once(at("2026-09-22"))
        request = site.latest(TINA, "document-review-request")
        check("which, and by when: " + words(request), "Skills Handbook, edition 2" in words(request) and "Monday 15 March 2027" in words(request))
        site.once(at("2027-02-16"))
        check("reminded before the day", site.latest(TINA, "review-overdue"))
        site.say(reply(request, "No change.", [("Skills Handbook edition 3.docx", essay(300))]), "2027-02-22")
        same("reviewed", site.state(TINA, "document-review", at("2027-02-22", 12)), "met")


def twelve_places_and_no_more():
    many = [person("Person %s" % chr(65 + n), "p%02d@example.org" % n, "candidate") for n in range(14)]
    with Programme([one for one in PEOPLE if one[1] not in (CARA, KAY)] + many) as site:
        site.once(at("2026-09-02"))
        for n in range(13, -1, -1):
            address = "p%02d@example.org" % n
            request = site.latest(address, "application-request")
            site.deliver(reply(request, "Here.", [("form.docx", fill(request.attached(".docx"), APPLIED))]), at("2026-09-03", 8 + (13 - n) // 2))
        site.once(at("2026-09-03", 16))
        for n in range(13, -1, -1):
            site.approve("p%02d@example.org" % n, "accepted", "2026-09-04")
        stands = {n: site.json("person", "p%02d@example.org" % n, now=at("2026-09-04", 13))["places"][0] for n in range(14)}
        same("who applied first", sorted(n for n in stands if stands[n]["state"] == "waiting"), [0, 1])


def levels_are_called_what_people_call_them():
    with Programme() as site:
        site.once(at("2026-09-02"))
        for day, level in (("2026-09-03", "NCF 4, equivalent to level 4/5"), ("2026-09-04", "level 5 (new framework)")):
            receipt = one(site.send(CARA, "application-request", {**APPLIED, "Its level, and what it is equivalent to": level}, day), CARA, "receipt")
            check("kept as it was written: " + words(receipt), "Its level, and what it is equivalent to: %s" % level in words(receipt))
            same("complete", site.state(CARA, "application", at(day, 12)), "met")


def the_framework_is_shared_and_on_record():
    with Programme() as site:
        site.once(at("2027-06-01"))
        site.once(at("2027-06-02"))
        request = [mail for mail in site.got if mail.template == "review-request" and mail.to == STELLA and "shared" in mail.subject][-1]
        shared = {"Documents and their editions": "Skills Handbook, edition 2; Procedural Framework, edition 3",
                  "With whom they were shared, and how": "Valley Training and Hill College, by the Excellence Gateway", "Date": "20/05/2027"}
        filled = fill(request.attached(".docx"), shared)
        receipt = one(site.say(reply(request, "Here.", [("shared.docx", filled)]), "2027-06-03"), STELLA, "receipt")
        for said in ("Skills Handbook, edition 2", "Hill College, by the Excellence Gateway", "Thursday 20 May 2027"):
            check("%s: %s" % (said, words(receipt)), said in words(receipt))
        same("on record", site.state(STELLA, "dissemination", at("2027-06-03", 12)), "met")


def places_cost_nothing_and_it_is_said():
    with Programme() as site:
        site.once(at("2026-09-02"))
        check("whom we ask to apply: " + words(site.latest(CARA, "application-request")),
              "fully funded: there is no fee" in words(site.latest(CARA, "application-request")))
        site.once(at("2027-05-04"))
        check("and whom we would win", "at no cost to you" in words(site.latest(GUS, "pool-invitation")))


def who_was_mentored_says_how_it_was():
    with Programme() as site:
        site.once(at("2027-06-15"))
        request = [mail for mail in site.got if mail.template == "evaluation-request" and mail.to == NIA][-1]
        answers = {"It eased the step from vocational to academic learning": "4", "Comments": "I would have left without it"}
        site.say(reply(request, "Here.", [("exit.docx", fill(request.attached(".docx"), answers))]), "2027-06-16")
        same("filed", site.state(NIA, "exit-evaluation", at("2027-06-16", 12)), "met")
        site.once(at("2027-06-17"))
        book = workbook(site.latest(TINA, "digest").attached(".xlsx"))
        cells = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        check("the tutor reads it: %s" % cells, any("I would have left without it" in cell for cell in cells))


harness.run([from_application_to_credits, a_tutor_passes_an_assignment_or_gives_it_back, an_application_against_the_criteria, the_pair_agrees_before_it_meets, who_assesses_or_manages_is_no_mentor,
             notes_are_for_no_assessor_and_risk_is_told_to_support, the_yearly_reviews_and_the_pool,
             a_document_is_reviewed_when_its_day_comes, mentors_meet_to_standardise, twelve_places_and_no_more,
             levels_are_called_what_people_call_them, the_framework_is_shared_and_on_record, places_cost_nothing_and_it_is_said,
             who_was_mentored_says_how_it_was])
