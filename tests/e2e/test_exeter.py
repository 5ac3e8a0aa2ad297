#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped scheme of placements and quality assurance, from induction to the year's reports: who is asked what and when, by
the scheme's own rules. Numbers as C5.10 are those of its comments. Prints TAP."""
import os

import harness
from harness import check, fill, one, read, reply, same, templates, to

TRAINEE, DISTANT, MENTOR, SECOND, NEW, TUTOR, COORDINATOR, FRESH, MANAGER, DIRECTOR, PROGRAMME, LEADER, LEADING, EXAMINER, GROUP, ASPIRING = (
    name + "@example.org" for name in
    ("tara", "dan", "mina", "sol", "nina", "uma", "ivo", "fay", "pam", "dee", "pete", "lena", "leo", "ezra", "gil", "asa"))
PEOPLE = [  # name, email, role, school, experience, subject
    ("Tara Trainee", TRAINEE, "trainee", "", "", ""), ("Dan Distant", DISTANT, "trainee", "", "", ""),
    ("Mina Mentor", MENTOR, "mentor", "Oak School", "", "Mathematics"), ("Sol Second", SECOND, "mentor", "Elm School", "", "Mathematics"),
    ("Nina New", NEW, "uvt", "", "new", ""), ("Uma Tutor", TUTOR, "uvt", "", "", ""),
    ("Ivo Coordinator", COORDINATOR, "itec", "Oak School", "", ""), ("Fay Fresh", FRESH, "itec", "Elm School", "new", ""),
    ("Pam Manager", MANAGER, "prm", "Oak School", "", ""), ("Pam Manager", MANAGER, "prm", "Elm School", "", ""),
    ("Dee Director", DIRECTOR, "director", "", "", ""), ("Pete Programme", PROGRAMME, "programme-manager", "", "", ""),
    ("Lena Leader", LEADER, "lead", "", "", "Mathematics"), ("Leo Leading", LEADING, "lead-school", "Elm School", "", ""),
    ("Ezra Examiner", EXAMINER, "examiner", "", "", ""),
]
COLUMNS = ("name", "email", "role", "school", "experience", "subject")
YEAR = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; }, { id = "spring"; from = "2027-01-04"; to = "2027-03-26"; },
          { id = "summer"; from = "2027-04-12"; to = "2027-07-21"; } );
sessions = (
  { scheme = "exeter"; event = "uvt-intro"; start = "2026-09-10T14:00"; minutes = 60; },
  { scheme = "exeter"; event = "induction"; start = "2026-09-17T16:00"; minutes = 120; },
  { scheme = "exeter"; event = "uvt-induction"; start = "2026-09-24T14:00"; minutes = 120; },
  { scheme = "exeter"; event = "uvt-update"; start = "2026-10-01T14:00"; minutes = 120; },
  { scheme = "exeter"; event = "tdc"; start = "2026-10-15T16:00"; minutes = 90; },
  { scheme = "exeter"; event = "tdc"; start = "2027-02-04T16:00"; minutes = 90; },
  { scheme = "exeter"; event = "tdc"; start = "2027-05-06T16:00"; minutes = 90; },
  { scheme = "exeter"; event = "moderation"; start = "2027-01-14T14:00"; minutes = 120; } );
placements = (
  { scheme = "exeter"; school = "Oak School"; trainee = "%s"; mentor = "%s"; tutor = "%s"; from = "2026-10-12"; to = "2026-12-11"; },
  { scheme = "exeter"; event = "distance"; school = "Elm School"; trainee = "%s"; mentor = "%s"; tutor = "%s"; from = "2026-10-12"; to = "2026-12-11"; } );
""" % (TRAINEE, MENTOR, TUTOR, DISTANT, SECOND, TUTOR)


class Year(harness.Site):
    def __init__(self, people=PEOPLE, columns=COLUMNS):
        scheme = read(os.path.join(harness.SOURCE, "conf", "schemes", "exeter.conf"))
        super().__init__(people=None, scheme=scheme, year=YEAR)
        self.mentord("import", self.roster(people, columns=columns), now="2026-09-01T09:00:00+01:00")

    def on(self, day, hour="10:00"):
        """One pass at ten in London."""
        winter = "2026-10-25" <= day < "2027-03-28"
        self.now = "%sT%s:00+0%d:00" % (day, hour, 0 if winter else 1)
        return self.once(self.now)

    def states(self, address, requirement):
        return sorted(o["state"] for o in self.json("person", address, now=self.now)["obligations"] if o["requirement"] == requirement)

    def state(self, address, requirement):
        found = self.states(address, requirement)
        same("obligations %s of %s" % (requirement, address), len(found), 1)
        return found[0]

    def came(self, address, event, day):
        self.mentord("record", "attendance", address, event, day, "--reason", "list", now=self.now)

    def back(self, mail, values, day, name="form.docx"):
        self.deliver(reply(mail, "Here it is.", [(name, fill(mail.attached(".docx"), values))]), day + "T09:00:00+00:00")
        return self.on(day)

    def form(self, address, title):
        """The latest mail to @address whose subject begins with @title."""
        found = [mail for mail in self.sent() if mail.to == address and mail.subject.startswith(title) and mail.attachments]
        check("a form \"%s\" went to %s: %s" % (title, address, [m.subject for m in self.sent() if m.to == address]), found)
        return found[-1]


def inductions_in_their_order_and_one_by_one():
    with Year() as site:
        site.on("2026-09-02")
        same("the new tutor has her introduction first (C5.3)", (site.states(NEW, "uvt-intro"), site.states(NEW, "uvt-induction-new")), (["open"], []))
        same("the others have none", (site.states(TUTOR, "uvt-intro"), site.states(TUTOR, "uvt-induction")), ([], ["open"]))
        site.on("2026-09-11")
        site.came(NEW, "uvt-intro", "2026-09-10")
        site.on("2026-09-14")
        same("then the induction", site.state(NEW, "uvt-induction-new"), "open")
        site.on("2026-09-18")
        for address in (SECOND, COORDINATOR, FRESH):
            site.came(address, "induction", "2026-09-17")
        mails = site.on("2026-09-24")
        one(mails, MENTOR, "induction-follow-up")
        mail = one(mails, MANAGER, "follow-up-request")  # C5.1
        site.deliver(reply(mail, "Done, by telephone."), "2026-09-25T09:00:00+01:00")
        site.on("2026-09-25")
        same("followed up", (site.state(MANAGER, "follow-ups"), site.state(MENTOR, "induction")), ("met", "met"))
        site.came(TUTOR, "uvt-update", "2026-10-01")
        site.on("2026-10-02")
        same("the annual update (C5.2)", site.state(TUTOR, "uvt-update"), "met")


def meetings_of_coordinators_and_managers():
    with Year() as site:
        site.on("2026-09-01", "11:00")
        first = site.form(FRESH, "Record of the first visit")  # C5.4
        check("only of a new one", not [m for m in site.sent() if m.to == COORDINATOR and "first visit" in m.subject])
        site.back(first, {"Date on which we met": "14 September 2026"}, "2026-09-15")
        same("met", site.state(FRESH, "itec-first"), "met")
        same("a record a coordinator (C5.5)", site.states(MANAGER, "itec-records"), ["open", "open"])
        record = next(m for m in site.sent() if m.to == MANAGER and "planning and review meeting: Ivo" in m.subject)
        for day, said in (("2026-10-06", "5 October 2026"), ("2027-05-11", "10 May 2027")):
            site.back(record, {"Date of the meeting": said, "Strategic planning": "two more mentors"}, day)
        same("twice", site.state(COORDINATOR, "itec-prm"), "met")
        check("not hers", site.state(FRESH, "itec-prm") != "met")


def termly_sessions_and_the_self_evaluation():
    with Year() as site:
        mail = one(site.on("2026-10-01"), MENTOR, "self-evaluation-request")  # C5.7
        values = {label: "3" for label in ("1 Personal qualities", "2 Teaching", "3 Professionalism", "4 Self-development and working in partnership")}
        site.back(mail, values, "2026-10-02")
        same("met", site.state(MENTOR, "self-evaluation"), "met")
        site.on("2026-10-05")
        told = [m for m in site.sent() if m.to == LEADER and m.template == "digest" and "Returned: 1" in m.text]
        same("told once", len(told), 1)
        same("three terms (C5.6)", len(site.states(MENTOR, "tdc")), 3)
        site.on("2026-10-16")
        site.came(MENTOR, "tdc", "2026-10-15")
        site.on("2026-10-19")
        same("one is done", site.states(MENTOR, "tdc").count("met"), 1)


def before_placing_there_is_a_conversation():
    with Year() as site:  # C5.20: 25 working days before Monday 12 October is Monday 7 September
        same("not before", templates(site.on("2026-09-04"), "conversation-request"), [])
        mails = [m for m in site.on("2026-09-07") if m.template == "conversation-request"]
        same("one a placement", [m.to for m in mails], [MANAGER, MANAGER])
        oak = next(m for m in mails if "Oak School" in m.subject)
        site.back(oak, {"A conversation was needed": "Yes", "Date of the conversation": "9 September 2026", "What was agreed": "weekly meetings"}, "2026-09-10")
        same("one is held", site.states(MANAGER, "conversation"), ["met", "open"])


def visits_and_what_they_find():
    with Year() as site:
        site.on("2026-10-12")
        same("a record a placement (C5.16)", site.states(TUTOR, "visit-records"), ["open", "open"])
        record = next(m for m in site.sent() if m.to == TUTOR and m.subject.startswith("UVT visit record: Tara"))
        good = {"Weekly Training Schedules seen and complete": "Yes", "IDP seen, and worked with": "Yes", "Quality of the placement": "3"}
        mails = site.back(record, {**good, "Date of the visit": "20 October 2026", "An issue about the mentoring": "no weekly hour"}, "2026-10-21")
        concern = one(mails, MANAGER, "concern-request")  # C5.10, C5.18
        check("it says what: " + concern.text, "no weekly hour" in concern.text)
        same("the mentor hears nothing", to(mails, MENTOR), [])
        site.back(record, {**good, "Date of the visit": "17 November 2026"}, "2026-11-18")
        same("two visits; School Direct wants three (C5.17)", (site.state(TUTOR, "visits"), site.state(TUTOR, "visits-distance")), ("met", "open"))
        site.deliver(reply(concern, "no action needed"), "2026-11-18T12:00:00+00:00")
        site.on("2026-11-19")
        same("it has its end (C5.29)", site.state(MANAGER, "concerns"), "met")
        grave = next(m for m in site.sent() if m.to == TUTOR and m.subject.startswith("UVT visit record: Dan"))
        mails = site.back(grave, {**good, "Date of the visit": "19 November 2026", "It is for the Partnership Director": "Yes"}, "2026-11-20")
        one(mails, DIRECTOR, "concern-request")


def joint_observation_comes_before_feedback():
    with Year() as site:
        site.on("2026-10-12")
        same("first the one (C5.9)", (site.states(TUTOR, "joint"), site.states(TUTOR, "feedback")), (["open", "open"], ["upcoming", "upcoming"]))
        joint = next(m for m in site.sent() if m.to == TUTOR and m.subject.startswith("Record of a joint observation: Mina"))
        site.back(joint, {"Date of the joint observation": "2 November 2026"}, "2026-11-03")
        site.on("2026-11-04")
        same("then the other, of the same placement", site.states(TUTOR, "feedback"), ["open", "upcoming"])
        site.form(NEW, "Record of shadowing")


def after_the_placement_everybody_evaluates():
    with Year() as site:
        mails = site.on("2026-12-14")
        same("who and what", sorted((m.to, m.subject.split(" [")[0]) for m in mails if m.template == "placement-form-request"), sorted(
            [(who, what) for who in (TRAINEE, DISTANT) for what in ("Trainee's evaluation of a mentor", "Trainee's evaluation of a visiting tutor")]
            + [(TUTOR, "Visiting tutor's evaluation of a mentor")] * 2))
        mail = next(m for m in mails if m.to == TRAINEE and "of a mentor" in m.subject)
        site.back(mail, {"Quality of the mentoring I had": "1", "Something that somebody should know of": "never there"}, "2026-12-15")
        concern = [m for m in site.sent() if m.to == MANAGER and m.template == "concern-request"]
        same("one mail for two boxes (C5.11)", len(concern), 1)
        check("of whom it is: " + concern[0].text, "about Mina Mentor" in " ".join(concern[0].text.split()))
        check("what was said is not the manager's to read", "never there" not in concern[0].text)
        for report in ("annual", "support", "compliance", "engagement", "overview"):
            shown = site.mentord("report", report, "--format", "csv", now=site.now).out
            check("%s names no trainee's word: %s" % (report, shown), "never there" not in shown and "from Tara" not in shown)
        site.on("2026-12-16")
        check("but the programme manager's", [m for m in site.sent() if m.to == PROGRAMME and m.template == "digest"])
        check("and never the mentor's", not [m for m in site.sent() if m.to == MENTOR and "Tara" in m.text])


def the_year_ends_with_the_schools_evaluations():
    with Year() as site:
        mails = site.on("2027-06-15")
        found = sorted(m.subject.split(",")[0].split(":")[0] for m in mails if m.to == COORDINATOR)
        check("of the tutor and of the training (C5.12, C5.13): %s" % found, any("visiting tutor" in f for f in found) and any("training" in f for f in found))
        same("of each tutor that came to the school", len(site.states(COORDINATOR, "itec-on-uvt")), 1)


def a_school_below_the_standards():
    with Year() as site:
        site.on("2026-11-02")
        ref = next(o["ref"] for o in site.json("person", MANAGER, now=site.now)["obligations"] if o["requirement"] == "school-decision")
        check("one a school (C5.19)", len(site.states(MANAGER, "school-decision")) == 2)
        same("no support is asked for", site.states(COORDINATOR, "school-support") + site.states(FRESH, "school-support"), [])
        said = "Standing of the school: support\nGrounds for the decision: no weekly hours"
        site.deliver(harness.write(MANAGER, "Decision [%s]" % ref, said), "2026-11-03T09:00:00+00:00")
        site.on("2026-11-03")
        site.on("2026-11-04")
        supported = site.states(COORDINATOR, "school-support") + site.states(FRESH, "school-support")
        same("one school's coordinator has it", supported, ["open"])


def lead_schools_have_more_to_do():
    with Year() as site:
        site.on("2026-09-02")
        site.form(LEADING, "School Direct training plan")  # C5.17
        same("a review a term", len(site.states(LEADING, "lead-reviews")), 3)
        same("not of others", site.states(COORDINATOR, "training-plan"), [])


def moderation_plan_and_examiners():
    with Year() as site:
        site.on("2026-09-15")
        check("the plan (C5.26)", [m for m in site.sent() if m.to == DIRECTOR and m.subject.startswith("Improvement plan")])
        examined = site.form(EXAMINER, "External Examiner's record")  # C5.25
        site.back(examined, {"Received by (ITE Coordinator)": "Ivo Coordinator", "Date on which the school was visited": "12 October 2026"}, "2026-10-13")
        same("recorded", site.state(EXAMINER, "examiner-visits"), "met")
        shown = site.mentord("report", "examiners", "--format", "csv", now=site.now).out
        check("in the report:\n" + shown, "Oak School" in shown)
        site.on("2027-01-15")
        check("outcomes of moderation (C5.23)", [m for m in site.sent() if m.to == DIRECTOR and m.subject.startswith("Outcomes of moderation")])


def an_issue_is_raised_at_any_time():
    with Year() as site:
        site.on("2026-11-09")
        check("nobody is asked for one", not [m for m in site.sent() if "An issue to raise" in m.subject])
        ref = site.obligation(COORDINATOR, "issue", site.now)["ref"]
        said = "What the issue is: our tutor has not come since September\nIt should go to the Partnership Director: Yes"
        site.deliver(harness.write(COORDINATOR, "An issue [%s]" % ref, said), "2026-11-10T09:00:00+00:00")
        mails = site.on("2026-11-10")
        for address in (MANAGER, DIRECTOR):  # C5.13, C5.18
            told = one(mails, address, "concern-request")
            check("an issue, of whom: " + told.text, "Ivo Coordinator" in told.text)
        same("not the tutor", to(mails, TUTOR), [])
        site.deliver(reply(one(mails, MANAGER, "concern-request"), "no action needed"), "2026-11-11T09:00:00+00:00")
        site.on("2026-11-11")
        same("each sees to it", (site.state(MANAGER, "concerns"), site.state(DIRECTOR, "concerns")), ("met", "open"))


def managers_and_director_moderate():
    with Year() as site:
        site.on("2027-01-04")
        for address in (MANAGER, DIRECTOR):  # C5.23
            found = [m for m in site.sent() if m.to == address and m.template == "session-invitation" and "moderation" in m.subject.lower()]
            check("invited: %s" % [(m.template, m.subject) for m in site.sent() if m.to == address], found)
        site.on("2027-01-15")
        site.came(MANAGER, "moderation", "2027-01-14")
        site.on("2027-01-18")
        same("she came, the other not yet on record", ("met" in site.states(MANAGER, "moderation"), "met" in site.states(DIRECTOR, "moderation")), (True, False))


def coordinators_moderate_among_their_mentors():
    with Year() as site:
        site.on("2026-11-02")
        check("encouraged, not asked (C5.24)", not [m for m in site.sent() if "moderation" in m.subject.lower()])
        site.deliver(harness.write(COORDINATOR, "Moderation", "Moderated"), "2026-11-03T09:00:00+00:00")
        site.on("2026-11-03")
        same("his word is enough, and not hers", (site.state(COORDINATOR, "internal-moderation"), site.state(FRESH, "internal-moderation")), ("met", "open"))


def the_group_approves_the_plan():
    with Year(PEOPLE + [("Gil Group", GROUP, "group", "", "", "")]) as site:
        site.on("2026-09-15")
        request = next(m for m in site.sent() if m.to == DIRECTOR and m.subject.startswith("Improvement plan"))
        same("nothing to approve yet", site.states(DIRECTOR, "plan-approved"), [])
        asked = one(plan(site, request, "more mentors", "2026-10-05"), GROUP, "approval-request")  # C5.26
        check("the plan itself is attached", asked.attached(".xlsx"))
        site.deliver(reply(asked, "Returned: who looks for them?"), "2026-10-07T09:00:00+00:00")
        back = one(site.on("2026-10-07"), DIRECTOR, "approval-given-back")
        check("why: " + back.text, "who looks for them" in back.text)
        again = one(plan(site, request, "more mentors, asked for by each school", "2026-10-12"), GROUP, "approval-request")
        site.deliver(reply(again, "Yes"), "2026-10-13T09:00:00+00:00")
        site.on("2026-10-13")
        same("approved", site.state(DIRECTOR, "plan-approved"), "met")


def plan(site, request, words, day):
    """The director sends the plan in with one row. What goes out for it."""
    book = harness.workbook(request.attached(".xlsx"))
    row, columns = harness.header_row(book.worksheets[0], "What is to be done")
    for column, value in (("What is to be done", words), ("Who sees to it", "Pam Manager"), ("To be done by", "01/03/2027")):
        book.worksheets[0].cell(row + 1, columns[column]).value = value
    site.deliver(reply(request, "Our plan.", [("plan.xlsx", harness.saved(book))]), day + "T09:00:00+00:00")
    return site.on(day)


def a_new_school_is_supported_by_itself():
    with Year([one + ("new" if one[3] == "Elm School" else "",) for one in PEOPLE], COLUMNS + ("partner",)) as site:
        site.on("2026-09-02")
        same("the new school's coordinator alone (C5.28)", (site.states(FRESH, "new-school"), site.states(COORDINATOR, "new-school")), (["open"], []))
        request = site.form(FRESH, "Record of support for a new school")
        site.on("2026-10-29")
        check("chased, the manager in copy", [m for m in site.sent() if m.template == "plan-overdue" and m.to == FRESH and MANAGER in (m.message["Cc"] or "")])
        site.back(request, {"Date of the support": "28 October 2026", "What we need next": "a second mentor"}, "2026-10-30")
        same("supported", site.state(FRESH, "new-school"), "met")


def aspiring_mentors_are_told_and_asked_once_a_year():
    with Year(PEOPLE + [("Asa Aspiring", ASPIRING, "aspiring", "Oak School", "", "")]) as site:
        site.on("2026-09-02")
        same("not before May", to(site.sent(), ASPIRING), [])
        invitation = one(site.on("2027-05-04"), ASPIRING, "aspiring-invitation")  # C5.27
        check("what a mentor is: " + invitation.text, "four mentor standards" in invitation.text)
        for day in ("2027-05-25", "2027-06-15"):
            same("not reminded", to(site.on(day), ASPIRING), [])
        site.back(invitation, {"I would like to become a mentor": "Yes", "From when": "September 2027"}, "2027-06-16")
        same("in the pool", site.state(ASPIRING, "interest"), "met")
        site.on("2027-06-17")
        digest = [m for m in site.sent() if m.to == MANAGER and m.template == "digest" and "Asa Aspiring" in m.text]
        check("the school's manager knows", digest)


def every_report_can_be_drawn():
    with Year() as site:
        site.on("2026-12-14")
        for report in ("annual", "needs", "training", "support", "engagement", "compliance", "overview", "examiners"):
            check(report, site.mentord("report", report, "--format", "html", now=site.now).out)


harness.run([inductions_in_their_order_and_one_by_one, meetings_of_coordinators_and_managers, termly_sessions_and_the_self_evaluation,
             before_placing_there_is_a_conversation, visits_and_what_they_find, joint_observation_comes_before_feedback,
             after_the_placement_everybody_evaluates, the_year_ends_with_the_schools_evaluations, a_school_below_the_standards,
             lead_schools_have_more_to_do, moderation_plan_and_examiners, an_issue_is_raised_at_any_time,
             managers_and_director_moderate, coordinators_moderate_among_their_mentors, the_group_approves_the_plan,
             a_new_school_is_supported_by_itself, aspiring_mentors_are_told_and_asked_once_a_year, every_report_can_be_drawn])
