#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Placements: from the year file and from a table, whose duties follow from them, and what happens when they move, end or
fall away. Prints TAP."""
import harness
from harness import check, one, read, same, to

TRAINEE, OTHER, MENTOR, SECOND, TUTOR, COORDINATOR, MANAGER = (
    name + "@example.org" for name in ("tara", "omar", "mina", "sol", "uma", "ivo", "pam"))
PEOPLE = [  # name, email, role, school, experience
    ("Tara Trainee", TRAINEE, "trainee", "", ""), ("Omar Other", OTHER, "trainee", "", ""),
    ("Mina Mentor", MENTOR, "mentor", "Oak School", ""), ("Sol Second", SECOND, "mentor", "Oak School", ""),
    ("Uma Tutor", TUTOR, "tutor", "", ""), ("Ivo Coordinator", COORDINATOR, "coordinator", "Oak School", ""),
    ("Pam Manager", MANAGER, "manager", "Oak School", ""), ("Pam Manager", MANAGER, "manager", "Elm School", ""),
]
COLUMNS = ("name", "email", "role", "school", "experience")
SCHEME = """
scheme = "s"; title = "Example partnership";
attributes = ( { id = "experience"; } );
roles = ( { id = "trainee"; title = "Trainee"; }, { id = "mentor"; title = "Mentor"; }, { id = "tutor"; title = "Visiting tutor"; },
          { id = "coordinator"; title = "Coordinator"; covers = "school"; }, { id = "manager"; title = "Manager"; covers = "school"; } );
events = ( { id = "placement"; title = "School placement"; spans = true; for = ("trainee", "mentor", "tutor"); } );
forms = (
  { id = "evaluation"; title = "Evaluation of a mentor"; document = "evaluation.docx"; about = "mentor"; to = "manager";
    fields = ( { id = "name"; label = "Name"; type = "text"; }, { id = "mentor"; label = "Mentor"; type = "person"; },
               { id = "support"; label = "Quality of mentoring"; type = "rating"; scale = 4; required = true; } ); },
  { id = "talk"; title = "Conversation before placing"; document = "talk.docx"; to = "manager";
    fields = ( { id = "name"; label = "Name"; type = "text"; }, { id = "outcome"; label = "Outcome"; type = "text"; required = true; } ); },
  { id = "start"; title = "Agreement"; document = "agreement.docx";
    fields = ( { id = "name"; label = "Name"; type = "text"; }, { id = "agreed"; label = "Agreed"; type = "yes-no"; } ); },
  { id = "notes"; title = "Termly notes"; document = "notes.docx";
    fields = ( { id = "name"; label = "Name"; type = "text"; }, { id = "note"; label = "Notes"; type = "text"; } ); }
);
requirements = (
  { id = "on-mentor"; of = { role = ("trainee", "tutor"); }; return = "evaluation"; for_each = "placement"; opens = { after = "placement"; };
    due = { working_days = 10; }; send = "placement-form-request"; remind = ( { working_days = 0; mail = "placement-form-overdue"; } ); },
  { id = "talk"; of = { role = "manager"; }; return = "talk"; for_each = "placement"; opens = { before = "placement"; working_days = 20; };
    due = { before = "placement"; working_days = 5; }; send = "placement-form-request"; },
  { id = "agreement"; of = { role = "mentor"; }; return = "start"; for_each = "placement"; due = { working_days = 5; }; send = "placement-form-request"; },
  { id = "notes"; of = { role = "trainee"; }; return = "notes"; for_each = "placement"; opens = { term = "spring"; }; send = "placement-form-request"; },
  { id = "at-school"; of = { role = "coordinator"; }; return = "notes"; for_each = "placement"; asked = false; }
);
"""
YEAR = """
year = "%s"; starts = "%d-09-01"; ends = "%d-08-31";
terms = ( { id = "autumn"; from = "%d-09-01"; to = "%d-12-18"; }, { id = "spring"; from = "%d-01-04"; to = "%d-03-26"; } );
placements = ( %s );
"""
LINE = '{ scheme = "s"; school = "Oak School"; trainee = "%s"; mentor = "%s"; tutor = "%s"; from = "%s"; to = "%s"; %s }'
SEPTEMBER, OCTOBER, AFTER = "2026-09-03T10:00:00+01:00", "2026-10-06T10:00:00+01:00", "2026-12-07T10:00:00+00:00"


def year(*lines, first=2026):
    return YEAR % ("%d-%d" % (first, first + 1 - 2000), first, first + 1, first, first, first + 1, first + 1, ", ".join(lines))


def line(trainee=TRAINEE, mentor=MENTOR, start="2026-10-05", end="2026-12-04", extra=""):
    return LINE % (trainee, mentor, TUTOR, start, end, extra)


class Placed(harness.Site):
    def __init__(self, *lines, people=tuple(PEOPLE)):
        super().__init__(people=None, scheme=SCHEME, year=year(*lines))
        if people:
            self.join(people)

    def join(self, people, now="2026-09-02T09:00:00+01:00"):
        self.mentord("import", self.roster(people, columns=COLUMNS), now=now)

    def dates(self, *lines):
        self.write("year.conf", year(*lines))

    def states(self, address, requirement, now):
        return sorted(o["state"] for o in self.json("person", address, now=now)["obligations"] if o["requirement"] == requirement)


def duties_follow_for_those_who_take_part():
    with Placed(line()) as site:
        site.once(OCTOBER)
        same("Tara", site.states(TRAINEE, "on-mentor", OCTOBER), ["upcoming"])
        same("Uma", site.states(TUTOR, "on-mentor", OCTOBER), ["upcoming"])
        same("not of another trainee", site.states(OTHER, "on-mentor", OCTOBER), [])
        same("not of another mentor", site.states(SECOND, "agreement", OCTOBER), [])
        same("the coordinator, because it lies at the school", site.states(COORDINATOR, "at-school", OCTOBER), ["open"])


def what_is_due_before_the_first_day_goes_out_in_time():
    with Placed(line()) as site:  # the twentieth working day before Monday 5 October is Monday 7 September
        same("before that", to(site.once("2026-09-04T10:00:00+01:00"), MANAGER), [])
        mail = one(site.once("2026-09-07T10:00:00+01:00"), MANAGER, "placement-form-request")
        check("it names the placement:\n" + mail.text, "Oak School" in mail.text and "Tara Trainee" in mail.text)
        talk = site.obligation(MANAGER, "talk", "2026-09-07T11:00:00+01:00")
        same("due five working days before it", talk["due"], "2026-09-28")


def what_opens_by_itself_opens_on_the_first_day():
    with Placed(line()) as site:
        same("not before", to(site.once("2026-10-02T10:00:00+01:00"), MENTOR), [])
        one(site.once("2026-10-05T10:00:00+01:00"), MENTOR, "placement-form-request")


def the_day_after_the_last_the_evaluation_goes_out():
    with Placed(line()) as site:
        site.once(OCTOBER)
        same("not on its last day", to(site.once("2026-12-04T16:00:00+00:00"), TRAINEE), [])
        mails = site.once(AFTER)
        mail = one(mails, TRAINEE, "placement-form-request")
        one(mails, TUTOR, "placement-form-request")
        check("it says whom it is about:\n" + mail.text, "Mina Mentor" in mail.text and "Mina Mentor" in mail.subject)
        same("the school", site.obligation(TRAINEE, "on-mentor", AFTER)["state"], "open")
        same("not twice", to(site.once("2026-12-08T10:00:00+00:00"), TRAINEE), [])
        late = one(site.once("2026-12-22T10:00:00+00:00"), TRAINEE, "placement-form-overdue")
        check("and the chaser too", "Mina Mentor" in late.text)


def a_placement_that_moves_takes_its_duties_along():
    with Placed(line()) as site:
        site.once(OCTOBER)
        ref = site.obligation(TRAINEE, "on-mentor", OCTOBER)["ref"]
        site.dates(line(end="2026-11-13"))
        mail = one(site.once("2026-11-16T10:00:00+00:00"), TRAINEE, "placement-form-request")
        same("the same obligation", mail.refs, [ref])
        same("nothing else", site.states(TRAINEE, "on-mentor", "2026-11-16T11:00:00+00:00"), ["open"])


def another_mentor_takes_over():
    with Placed(line()) as site:
        one(site.once("2026-10-05T10:00:00+01:00"), MENTOR, "placement-form-request")
        site.dates(line(mentor=SECOND))
        site.once(OCTOBER)
        same("the second is asked", site.states(SECOND, "agreement", OCTOBER), ["open"])
        same("the first is asked no more", site.states(MENTOR, "agreement", OCTOBER), [])
        mail = one(site.once(AFTER), TRAINEE, "placement-form-request")
        check("the form speaks of the second:\n" + mail.text, "Sol Second" in mail.text and "Mina" not in mail.text)


def a_placement_that_falls_away_asks_nobody():
    with Placed(line(), line(OTHER)) as site:
        site.once(OCTOBER)
        site.dates(line(OTHER))
        site.once("2026-10-07T10:00:00+01:00")
        same("Tara", site.states(TRAINEE, "on-mentor", AFTER), [])
        mails = site.once(AFTER)
        same("no mail", to(mails, TRAINEE), [])
        one(mails, OTHER, "placement-form-request")


def one_that_is_back_in_time_asks_again():
    with Placed(line()) as site:
        site.once(OCTOBER)
        for day, lines in (("2026-10-07", ()), ("2026-11-20", (line(),))):
            site.dates(*lines)
            site.once(day + "T10:00:00+00:00")
        one(site.once(AFTER), TRAINEE, "placement-form-request")


def a_later_one_is_not_taken_for_one_that_is_over():
    with Placed(line()) as site:
        site.once(AFTER)
        site.dates(line(start="2027-01-11", end="2027-03-19"))
        site.once("2027-01-12T10:00:00+00:00")
        same("the first's is asked no more, the second's is to come", site.states(TRAINEE, "on-mentor", "2027-01-12T11:00:00+00:00"), ["upcoming"])


def whom_the_roster_does_not_know_is_said_until_they_join():
    with Placed(line(), people=PEOPLE[2:]) as site:
        site.once(SEPTEMBER)
        warnings = " ".join(site.json("status", now=SEPTEMBER)["warnings"])
        check("said: " + warnings, TRAINEE in warnings and "not on the roster" in warnings)
        people = site.json("status", now=SEPTEMBER)["people"]
        site.join(PEOPLE[:1], now="2026-09-04T09:00:00+01:00")
        site.once("2026-09-04T10:00:00+01:00")
        same("taken up when they join", site.states(TRAINEE, "on-mentor", "2026-09-04T11:00:00+01:00"), ["upcoming"])
        status = site.json("status", now="2026-09-04T11:00:00+01:00")
        same("nobody was invented", status["people"], people + 1)
        check("said no longer: %s" % status["warnings"], TRAINEE not in " ".join(status["warnings"]))


def a_table_of_placements_is_imported():
    with Placed() as site:
        table = site.write("placements.csv", "Trainee,Mentor,Tutor,School,From,To\n%s,%s,%s,Oak School,05/10/2026,4 December 2026\n"
                           "%s,nobody@example.org,,Oak School,2026-10-05,2026-12-04\n%s,,,Ash School,2026-10-05,2026-12-04\n"
                           % (TRAINEE, MENTOR, TUTOR, OTHER, OTHER))
        done = site.mentord("import", table, now=SEPTEMBER, code=65)
        check("who is not known is refused: " + done.err, "nobody@example.org" in done.err and "Ash School" in done.err)
        site.once(OCTOBER)
        same("Tara", site.states(TRAINEE, "on-mentor", OCTOBER), ["upcoming"])
        same("Omar", site.states(OTHER, "on-mentor", OCTOBER), [])
        again = site.write("placements.csv", "trainee,mentor,tutor,school,from,to\n%s,%s,%s,Oak School,2026-10-05,2026-11-13\n"
                           % (TRAINEE, MENTOR, TUTOR))
        check("a change", "~ Tara Trainee" in site.mentord("import", again, now=OCTOBER).out)
        check("and no second one", "1 as they were" in site.mentord("import", again, now=OCTOBER).out)
        one(site.once("2026-11-16T10:00:00+00:00"), TRAINEE, "placement-form-request")


def what_stands_in_the_year_file_is_changed_there():
    with Placed(line()) as site:
        site.once(SEPTEMBER)
        table = site.write("placements.csv", "trainee,mentor,tutor,school,from,to\n%s,%s,%s,Oak School,2026-10-05,2026-11-13\n"
                           % (TRAINEE, MENTOR, TUTOR))
        check("refused", "change it there" in site.mentord("import", table, now=SEPTEMBER, code=65).err)


def a_pair_of_three_years_keeps_what_is_asked_once():
    with Placed(line(end="2029-07-20")) as site:
        site.write("next.conf", year(first=2027))
        site.write("mentord.conf", read(site.config).replace('("year.conf")', '("year.conf", "next.conf")'))
        one(site.once("2026-10-05T10:00:00+01:00"), MENTOR, "placement-form-request")
        one(site.once("2027-01-04T10:00:00+00:00"), TRAINEE, "placement-form-request")
        same("the agreement is of the first year alone", to(site.once("2027-10-05T10:00:00+01:00"), MENTOR), [])
        one(site.once("2028-01-04T10:00:00+00:00"), TRAINEE, "placement-form-request")
        same("nothing is asked of its end before that", site.states(TRAINEE, "on-mentor", "2028-01-05T10:00:00+00:00"), [])


def who_has_to_do_with_another_is_not_the_other():
    with Placed(line()) as site:
        site.once(OCTOBER)
        for into, other in ((TRAINEE, MENTOR), (TUTOR, TRAINEE)):
            refused = site.mentord("people", "merge", into, other, now=OCTOBER, code=65)
            check("said: " + refused.err, "of one placement: nothing was changed" in refused.err)
        site.mentord("people", "merge", SECOND, MENTOR, now=OCTOBER)
        same("the agreement", site.states(SECOND, "agreement", OCTOBER), ["open"])
        same("not asked again", to(site.once("2026-10-07T10:00:00+01:00"), SECOND), [])
        same("who evaluates her", site.states(TRAINEE, "on-mentor", OCTOBER), ["upcoming"])


harness.run([who_has_to_do_with_another_is_not_the_other, duties_follow_for_those_who_take_part, what_is_due_before_the_first_day_goes_out_in_time,
             what_opens_by_itself_opens_on_the_first_day, the_day_after_the_last_the_evaluation_goes_out,
             a_placement_that_moves_takes_its_duties_along, another_mentor_takes_over, a_placement_that_falls_away_asks_nobody, one_that_is_back_in_time_asks_again,
             a_later_one_is_not_taken_for_one_that_is_over, whom_the_roster_does_not_know_is_said_until_they_join,
             a_table_of_placements_is_imported, what_stands_in_the_year_file_is_changed_there,
             a_pair_of_three_years_keeps_what_is_asked_once])
