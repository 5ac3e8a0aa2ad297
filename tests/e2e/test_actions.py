#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one person is to do: follow-ups of those who could not come, alerts on what a form says, an improvement plan with owners
and days, progress by reply; and meetings and visits between two people. Real documents. Prints TAP."""
import datetime

import harness
from harness import check, fill, header_row, one, reply, same, to, workbook

TRAINEE, MENTOR, OTHER, TUTOR, MANAGER, DIRECTOR, COORDINATOR = (
    name + "@example.org" for name in ("tara", "mina", "sol", "uma", "pam", "dee", "ivo"))
PEOPLE = [  # name, email, role, school, covers
    ("Tara Trainee", TRAINEE, "trainee", "", ""), ("Mina Mentor", MENTOR, "mentor", "Oak School", ""),
    ("Sol Second", OTHER, "mentor", "Oak School", ""), ("Uma Tutor", TUTOR, "tutor", "", ""),
    ("Pam Manager", MANAGER, "manager", "Oak School", ""), ("Dee Director", DIRECTOR, "director", "", ""),
    ("Ivo Coordinator", COORDINATOR, "coordinator", "Oak School", ""),
]
COLUMNS = ("name", "email", "role", "school", "covers")
ASKS = """
  { id = "follow-ups"; of = { role = "manager"; }; for_each = "action.induction"; done = true; due = { working_days = 10; }; send = "follow-up-request";
    remind = ( { working_days = 0; mail = "action-overdue"; } ); },
  { id = "concerns"; of = { role = ("manager", "director"); }; for_each = "action.visit"; done = true; due = { working_days = 10; }; send = "concern-request"; },
"""
SCHEME = """
scheme = "s"; title = "Example partnership";
roles = ( { id = "trainee"; title = "Trainee"; }, { id = "mentor"; title = "Mentor"; }, { id = "tutor"; title = "Visiting tutor"; },
          { id = "manager"; title = "Manager"; covers = "school"; }, { id = "director"; title = "Director"; covers = "all"; }, { id = "coordinator"; title = "Coordinator"; covers = "school"; } );
events = ( { id = "induction"; title = "Induction"; for = ("mentor"); }, { id = "review"; title = "Review meeting"; for = ("manager", "coordinator"); },
           { id = "visit"; title = "Visit"; for = ("tutor", "trainee"); }, { id = "joint"; title = "Joint observation"; for = ("tutor", "trainee"); },
           { id = "placement"; title = "School placement"; spans = true; for = ("trainee", "mentor", "tutor"); } );
forms = (
  { id = "visit"; title = "Record of a visit"; document = "visit.docx"; about = "trainee"; to = "manager"; records = "attendance"; event = "visit";
    fields = ( { id = "name"; label = "Visiting tutor"; type = "text"; }, { id = "about"; label = "Trainee"; type = "person"; },
               { id = "attended"; label = "Date of the visit"; type = "date"; required = true; },
               { id = "wts"; label = "Weekly Training Schedule complete"; type = "yes-no"; alert = { when = "no"; to = "manager"; }; },
               { id = "mentoring"; label = "Quality of mentoring"; type = "rating"; scale = 4; alert = ( { when = "below 3"; to = "manager"; }, { when = "below 2"; to = "director"; } ); } ); },
  { id = "review"; title = "Record of a review meeting"; document = "review.docx"; about = "coordinator"; records = "attendance"; event = "review";
    fields = ( { id = "name"; label = "Manager"; type = "text"; }, { id = "about"; label = "Coordinator"; type = "person"; },
               { id = "attended"; label = "Date of the meeting"; type = "date"; required = true; } ); },
  { id = "plan"; title = "Improvement plan"; document = "plan.xlsx"; records = "actions";
    columns = ( { id = "words"; label = "What is to be done"; type = "text"; required = true; }, { id = "owner"; label = "Who"; type = "text"; },
                { id = "due"; label = "By"; type = "date"; }, { id = "progress"; label = "Progress"; type = "text"; } ); }
);
requirements = (
  { id = "induction"; of = { role = "mentor"; }; attend = "induction"; per = "career"; make_up = { mail = "induction-follow-up"; cc = "manager"; singly = true; }; },
  %s
  { id = "visits"; of = { role = "tutor"; }; for_each = "placement"; return = "visit"; send = "meeting-records"; optional = true; },
  { id = "visited"; of = { role = "tutor"; }; for_each = "placement"; attend = "visit"; times = 2; },
  { id = "joint"; of = { role = "tutor"; }; for_each = "placement"; attend = "joint"; opens = { met = "visited"; }; },
  { id = "reviews"; of = { role = "manager"; }; for_each = "coordinator"; return = "review"; send = "meeting-records"; optional = true; },
  { id = "reviewed"; of = { role = "coordinator"; }; attend = "review"; times = 2; due = { date = "07-10"; }; },
  { id = "plan"; of = { role = "director"; }; return = "plan"; opens = { date = "10-01"; }; send = "plan-request"; },
  { id = "planned"; of = { role = ("manager", "director", "coordinator"); }; for_each = "action.plan"; done = true; send = "action-request";
    remind = ( { working_days = 0; mail = "action-overdue"; } ); }
);
"""
YEAR = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; } );
sessions = ( { scheme = "s"; event = "induction"; start = "2026-09-15T16:00"; minutes = 60; } );
placements = ( { scheme = "s"; school = "Oak School"; trainee = "%s"; mentor = "%s"; tutor = "%s"; from = "2026-10-05"; to = "2026-12-04"; } );
""" % (TRAINEE, MENTOR, TUTOR)
LISTED = "2026-09-22T10:00:00+01:00"  # the fifth working day after Tuesday 15 September


class Partnership(harness.Site):
    def __init__(self, asks=ASKS, people=tuple(PEOPLE)):
        super().__init__(people=None, scheme=SCHEME % asks, year=YEAR)
        self.mentord("import", self.roster(people, columns=COLUMNS), now="2026-09-02T09:00:00+01:00")

    def state(self, address, requirement, now):
        return [o["state"] for o in self.json("person", address, now=now)["obligations"] if o["requirement"] == requirement]

    def kinds(self, now):
        return sorted(case["kind"] for case in self.json("review", now=now))

    def answer(self, mail, text, at, attachments=()):
        self.deliver(reply(mail, text, attachments), "2026-%sT09:00:00+00:00" % at)
        return self.once("2026-%sT10:00:00+00:00" % at)

    def missed(self):
        """Sol came to the induction and Mina did not: the request to follow her up."""
        self.mentord("record", "attendance", OTHER, "induction", "2026-09-15", "--reason", "list", now="2026-09-16T09:00:00+01:00")
        early = self.once("2026-09-21T10:00:00+01:00")
        same("nobody is followed up before the lists are in", harness.templates(early, "induction-follow-up", "follow-up-request"), [])
        mails = self.once(LISTED)
        same("Sol was there", to(mails, OTHER), [])
        mail = one(mails, MENTOR, "induction-follow-up")
        check("she knows who will be in touch", MANAGER in str(mail.message["Cc"]))
        return one(mails, MANAGER, "follow-up-request")

    def visit(self, values, at="10-20"):
        if not hasattr(self, "record"):
            self.record = one(self.once("2026-10-05T10:00:00+01:00"), TUTOR, "meeting-records")
        document = fill(self.record.attached(".docx"), {"Date of the visit": "20 October 2026", **values})
        return self.answer(self.record, "The record of my visit.", at, [("visit.docx", document)])


def words(mail):
    return " ".join(mail.text.split())


def who_missed_it_is_followed_up_by_somebody():
    with Partnership() as site:
        mail = site.missed()
        check("it says whom:\n" + mail.text, "Mina Mentor" in mail.text and "Mina Mentor" in mail.subject)
        same("once", site.once("2026-09-23T10:00:00+01:00"), [])
        noted = one(site.answer(mail, "I have written to her, we meet on Friday.", "09-24"), MANAGER, "action-noted")
        check("kept as progress: " + noted.text, "stays open" in noted.text and "we meet on Friday" in words(noted))
        same("open", site.state(MANAGER, "follow-ups", "2026-09-24T11:00:00+01:00"), ["open"])
        why = site.mentord("why", mail.refs[0], now="2026-09-24T11:00:00+01:00").out
        check("and shown: " + why, "Said on" in why and "we meet on Friday" in why)
        same("hers is not met", site.state(MENTOR, "induction", "2026-09-24T11:00:00+01:00"), ["open"])
        closed = one(site.answer(mail, "Done. We met on Friday", "09-28"), MANAGER, "action-noted")
        check("closed: " + closed.text, "This is closed" in closed.text)
        same("met", site.state(MANAGER, "follow-ups", "2026-09-28T11:00:00+01:00"), ["met"])
        same("and hers is met by it", site.state(MENTOR, "induction", "2026-09-28T11:00:00+01:00"), ["met"])


def it_is_reminded_with_the_progress_so_far():
    with Partnership() as site:
        mail = site.missed()
        site.answer(mail, "I have written to her.", "09-24")
        same("not before", to(site.once("2026-10-06T10:00:00+01:00"), MANAGER, "action-overdue"), [])
        late = one(site.once("2026-10-07T10:00:00+01:00"), MANAGER, "action-overdue")
        check("what was said stands in it:\n" + late.text, "I have written to her." in late.text)
        check("half is not done", "stays open" in one(site.answer(late, "Done half of it", "10-08"), MANAGER, "action-noted").text)


def the_office_may_close_it_by_hand():
    with Partnership() as site:
        mail = site.missed()
        site.mentord("record", "approval", mail.refs[0], "yes", "--reason", "she rang us", now="2026-09-24T10:00:00+01:00")
        site.once("2026-09-24T11:00:00+01:00")
        same("closed", site.state(MANAGER, "follow-ups", "2026-09-24T11:00:00+01:00"), ["met"])
        same("and hers is met by it", site.state(MENTOR, "induction", "2026-09-24T11:00:00+01:00"), ["met"])


def nobody_to_follow_up_is_a_case():
    with Partnership(people=[person for person in PEOPLE if person[2] != "manager"]) as site:
        site.once(LISTED)
        same("a case each", site.kinds(LISTED), ["follow-up", "follow-up"])
        site.once("2026-09-23T10:00:00+01:00")
        same("once", site.kinds("2026-09-23T11:00:00+01:00"), ["follow-up", "follow-up"])


def a_follow_up_that_no_rule_asks_for_is_a_case():
    with Partnership(asks="") as site:
        site.once(LISTED)
        same("cases", site.kinds(LISTED), ["action", "action"])


def a_low_mark_reaches_the_manager_at_once_and_stays_open():
    with Partnership() as site:
        mails = site.visit({"Quality of mentoring": "2", "Weekly Training Schedule complete": "No"})
        mail = one(mails, MANAGER, "concern-request")
        check("what it says:\n" + mail.text, "Quality of mentoring: 2" in words(mail) and "complete: No" in words(mail) and "Tara Trainee" in words(mail))
        same("not the director", to(mails, DIRECTOR), [])
        same("one mail a form", len([m for m in site.sent() if m.template == "concern-request"]), 1)
        same("it waits for an end", site.state(MANAGER, "concerns", "2026-10-20T11:00:00+01:00"), ["open"])
        site.answer(mail, "No action needed: it was half-term.", "10-21")
        same("and has one", site.state(MANAGER, "concerns", "2026-10-21T11:00:00+01:00"), ["met"])


def the_worst_reaches_the_director_too():
    with Partnership() as site:
        mails = site.visit({"Quality of mentoring": "1"})
        one(mails, DIRECTOR, "concern-request")
        one(mails, MANAGER, "concern-request")


def a_good_mark_reaches_nobody():
    with Partnership() as site:
        mails = site.visit({"Quality of mentoring": "4", "Weekly Training Schedule complete": "Yes"})
        same("nobody", to(mails, MANAGER, "concern-request"), [])
        corrected = site.answer(one(mails, TUTOR, "receipt"), "Quality of mentoring: 2", "10-21")
        one(corrected, MANAGER, "concern-request")


def an_alert_that_no_rule_asks_for_is_a_mail_and_a_case():
    with Partnership(asks="") as site:
        mail = one(site.visit({"Quality of mentoring": "2"}), MANAGER, "alert-raised")
        check("what it says:\n" + mail.text, "Quality of mentoring: 2" in words(mail))
        check("a case stays", "alert" in site.kinds("2026-10-20T11:00:00+01:00"))


def planned(site, rows):
    request = one(site.once("2026-10-01T10:00:00+01:00"), DIRECTOR, "plan-request")
    book = workbook(request.attached(".xlsx"))
    header, columns = header_row(book.active, "What is to be done")
    for n, (what, who, day) in enumerate(rows, 1):
        book.active.cell(header + n, columns["What is to be done"]).value = what
        book.active.cell(header + n, columns["Who"]).value = who
        book.active.cell(header + n, columns["By"]).value = day
    return request, site.answer(request, "The plan.", "10-02", [("plan.xlsx", harness.saved(book))])


def a_plan_gives_each_action_its_owner_and_day():
    with Partnership() as site:
        request, mails = planned(site, [("Rewrite the induction", "Pam Manager", datetime.date(2026, 11, 16)), ("Visit Oak School", COORDINATOR, "1 December 2026")])
        receipt = one(mails, DIRECTOR, "receipt")
        check("read back:\n" + receipt.text, "Rewrite the induction" in receipt.text and "Pam Manager" in receipt.text)
        mail = one(mails, MANAGER, "action-request")
        check("with its day:\n" + mail.text, "16 November 2026" in mail.text and "Rewrite the induction" in mail.text)
        check("its words stay out of the subject: " + mail.subject, "Rewrite" not in mail.subject)
        one(mails, COORDINATOR, "action-request")
        site.answer(mail, "A draft is with the group.", "10-20")
        one(site.once("2026-11-17T10:00:00+00:00"), MANAGER, "action-overdue")
        book = workbook(one(site.sent(), DIRECTOR, "plan-request").attached(".xlsx"))
        header, columns = header_row(book.active, "What is to be done")
        for n, (what, who, day) in enumerate([("Rewrite the induction", "Pam Manager", "1 February 2027"), ("Visit Oak School", COORDINATOR, "1 December 2026")], 1):
            for column, value in (("What is to be done", what), ("Who", who), ("By", day)):
                book.active.cell(header + n, columns[column]).value = value
        site.answer(request, "Another day.", "11-18", [("plan.xlsx", harness.saved(book))])
        mine = [o for o in site.json("person", MANAGER, now="2026-11-18T11:00:00+00:00")["obligations"] if o["requirement"] == "planned"]
        same("moved, not doubled", [(o["state"], o["due"]) for o in mine], [("open", "2027-02-01")])
        same("his is as it was", len([m for m in site.sent() if m.to == COORDINATOR and m.template == "action-request"]), 1)


def an_owner_whom_nobody_knows_is_a_case():
    with Partnership() as site:
        planned(site, [("Rewrite the induction", "Nobody Atall", None)])
        same("a case", site.kinds("2026-10-02T11:00:00+01:00"), ["action-row"])
        case = site.json("review", now="2026-10-02T11:00:00+01:00")[0]
        site.mentord("review", "accept", str(case["id"]), "Who=Pam Manager", now="2026-10-02T11:00:00+01:00")
        one(site.once("2026-10-02T12:00:00+01:00"), MANAGER, "action-request")


def two_visits_are_two_days_with_the_trainee():
    with Partnership() as site:
        site.visit({"Quality of mentoring": "4"})
        at = "2026-10-20T11:00:00+01:00"
        same("one is not two", site.state(TUTOR, "visited", at), ["open"])
        check("it stands for both", "2026-10-20" in str(site.mentord("school", "Oak School", now=at).out) or site.state(TUTOR, "visits", at) == ["met"])
        site.visit({"Quality of mentoring": "3", "Date of the visit": "12 November 2026"}, "11-13")
        same("two", site.state(TUTOR, "visited", "2026-11-13T11:00:00+00:00"), ["met"])
        same("and what follows is open", site.state(TUTOR, "joint", "2026-11-13T11:00:00+00:00"), ["open"])


def a_visit_outside_the_placement_does_not_count():
    with Partnership() as site:
        site.visit({"Quality of mentoring": "4"})
        site.visit({"Quality of mentoring": "3", "Date of the visit": "8 December 2026"}, "12-09")
        same("still one", site.state(TUTOR, "visited", "2026-12-09T11:00:00+00:00"), ["open"])


def a_manager_meets_each_coordinator_twice():
    with Partnership() as site:
        record = one(site.once("2026-09-02T10:00:00+01:00"), MANAGER, "meeting-records")
        check("it names him: " + record.subject, "Ivo Coordinator" in record.subject)
        for at, day in (("10-20", "19 October 2026"), ("12-02", "1 December 2026")):
            document = fill(record.attached(".docx"), {"Date of the meeting": day})
            site.answer(record, "We met.", at, [("review.docx", document)])
        same("met", site.state(COORDINATOR, "reviewed", "2026-12-02T11:00:00+00:00"), ["met"])


harness.run([who_missed_it_is_followed_up_by_somebody, it_is_reminded_with_the_progress_so_far, the_office_may_close_it_by_hand, nobody_to_follow_up_is_a_case,
             a_follow_up_that_no_rule_asks_for_is_a_case, a_low_mark_reaches_the_manager_at_once_and_stays_open,
             the_worst_reaches_the_director_too, a_good_mark_reaches_nobody, an_alert_that_no_rule_asks_for_is_a_mail_and_a_case,
             a_plan_gives_each_action_its_owner_and_day, an_owner_whom_nobody_knows_is_a_case,
             two_visits_are_two_days_with_the_trainee, a_visit_outside_the_placement_does_not_count,
             a_manager_meets_each_coordinator_twice])
