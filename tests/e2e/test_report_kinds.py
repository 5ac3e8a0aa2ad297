#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of reports that the mentors' own scheme has none of: ratings that want attention, engagement, visits, weeks, hours to
be paid, placements, the annual report of a school, and the register. From outside, with a small scheme. Prints TAP."""
import json

import harness
from harness import check, fill, reply, same, workbook

SCHEME = """
scheme = "small"; title = "Small partnership";
attributes = ( { id = "payroll"; } );
roles = ( { id = "director"; title = "Director"; covers = "all"; }, { id = "manager"; title = "Manager"; covers = "all"; },
          { id = "coordinator"; title = "Coordinator"; covers = "school"; },
          { id = "mentor"; title = "Mentor"; }, { id = "trainee"; title = "Trainee"; } );
events = ( { id = "induction"; title = "Induction"; hours = 2.0; for = "mentor"; },
           { id = "visit"; title = "Examiners' visit"; for = "mentor"; },
           { id = "placement"; title = "Placement"; spans = true; for = ("mentor", "trainee"); } );
activities = ( { id = "weekly"; title = "Weekly meeting"; hours = 1.0; counts = false; },
               { id = "support"; title = "Support of others"; } );
forms = (
  { id = "evaluation"; title = "Evaluation of a mentor"; confidential = true; document = "evaluation.docx"; about = "mentor"; to = "manager";
    fields = ( { id = "about"; label = "Mentor"; type = "person"; required = true; },
               { id = "support"; label = "Quality of mentoring"; type = "rating"; scale = 4; alert = { when = "below 2"; to = "manager"; }; },
               { id = "comment"; label = "Comments"; type = "text"; } ); },
  { id = "entry"; title = "Entry record"; document = "entry.docx";
    fields = ( { id = "name"; label = "Name"; type = "text"; required = true; },
               { id = "studied"; label = "Modules studied"; type = "text"; },
               { id = "agree"; label = "I agree to be listed"; type = "yes-no"; } ); } );
requirements = (
  { id = "induction"; of = { role = "mentor"; }; attend = "induction"; due = { date = "10-30"; }; },
  { id = "evaluation"; of = { role = "trainee"; }; return = "evaluation"; for_each = "placement"; opens = { after = "placement"; };
    send = "evaluation-request"; due = { working_days = 10; }; },
  { id = "concerns"; title = "Look into what a form says"; of = { role = "manager"; }; done = true; due = { working_days = 10; };
    send = "concern-request"; for_each = "action.evaluation"; },
  { id = "entry"; of = { role = "mentor"; }; return = "entry"; opens = { date = "09-10"; }; send = "evaluation-request"; optional = true; },
  { id = "support"; of = { role = "mentor"; }; optional = true; log = "support"; most = 3.0; paid = true; } );
awards = ( { id = "entry"; title = "Entry certificate"; words = "Mentoring"; when = "entry"; certificate = "attendance.svg"; mail = "certificate"; } );
reports = (
  { id = "attention"; kind = "attention"; form = "evaluation"; below = 2; to = ("manager", "director"); every = "month"; },
  { id = "engagement"; kind = "engagement"; requirement = "induction"; to = "manager"; every = "year"; },
  { id = "visits"; kind = "visits"; event = "visit"; to = "director"; every = "year"; },
  { id = "weeks"; kind = "weeks"; role = "mentor"; activity = "weekly"; to = "director"; every = "year"; },
  { id = "pay"; kind = "payroll"; show = "payroll"; to = "office"; every = "month"; },
  { id = "placements"; kind = "placements"; to = "director"; every = "year"; },
  { id = "annual"; kind = "school"; form = "evaluation"; for_each = "school"; to = ("coordinator", "director"); every = "year"; },
  { id = "state"; kind = "compliance"; to = ("coordinator", "manager"); every = "week"; },
  { id = "shared"; kind = "register"; award = "entry"; share = "agree"; to = "office"; every = "month"; },
  { id = "register"; kind = "register"; award = "entry"; to = "office"; every = "month"; } );
"""
YEAR = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; }, { id = "spring"; from = "2027-01-04"; to = "2027-03-26"; },
          { id = "summer"; from = "2027-04-12"; to = "2027-07-21"; } );
placements = ( %s );
"""
NORTH, SOUTH, EAST = "Northfield School", "Southmead School", "Eastway School"
MENTORS = [("Mara North", "mara@example.sch.uk", NORTH, 1), ("Milo North", "milo@example.sch.uk", NORTH, 4),
           ("Mina North", "mina@example.sch.uk", NORTH, 4), ("Saul South", "saul@example.sch.uk", SOUTH, 1),
           ("Siri South", "siri@example.sch.uk", SOUTH, 3), ("Sven South", "sven@example.sch.uk", SOUTH, 3),
           ("Edda East", "edda@example.sch.uk", EAST, 1)]
MANAGER, DIRECTOR, COORDINATOR = "manager@example.ac.uk", "director@example.ac.uk", "cora@example.sch.uk"
PLACED, ENDED, READ = "2026-09-14", "2026-10-16", "2026-10-26T10:00:00+00:00"
COLUMNS = ("name", "email", "role", "school", "payroll")


def people():
    rows = [("Mo Manager", MANAGER, "manager", "", ""), ("Dee Director", DIRECTOR, "director", "", ""),
            ("Cora Coord", COORDINATOR, "coordinator", NORTH, "")]
    for name, address, school, _ in MENTORS:
        rows += [(name, address, "mentor", school, "P-" + name.split()[0]),
                 ("Tee " + name.split()[0], "t." + address, "trainee", school, "")]
    return rows


def placements():
    return ", ".join('{ scheme = "small"; school = "%s"; trainee = "t.%s"; mentor = "%s"; from = "%s"; to = "%s"; }' %
                     (school, address, address, PLACED, ENDED) for _, address, school, _ in MENTORS)


class Small(harness.Site):
    def __init__(self, evaluated=MENTORS):
        super().__init__(people=None, scheme=SCHEME, year=YEAR % placements())
        self.mentord("import", self.roster(people(), columns=COLUMNS), now="2026-09-02T09:00:00+01:00")
        self.evaluated = evaluated

    def __enter__(self):
        self.once("2026-09-11T09:00:00+01:00")
        asked = [mail for mail in self.once("2026-10-19T09:00:00+01:00") if mail.template == "evaluation-request"]
        marks = {"t." + address: (name, mark) for name, address, _, mark in self.evaluated}
        for mail in asked:
            if mail.to in marks:
                name, mark = marks[mail.to]
                form = fill(mail.attached("evaluation.docx"), {"Quality of mentoring": str(mark), "Comments": name + " is often away"})
                self.deliver(reply(mail, "", [("evaluation.docx", form)]), READ)
        self.once(READ)
        return self

    def report(self, name, *arguments, now=READ):
        return json.loads(self.mentord("report", name, "--format", "json", *arguments, now=now).out)


def rows(report, title, column):
    found = [t for t in report["tables"] if t["title"] == title]
    same("tables called %s of %s" % (title, [t["title"] for t in report["tables"]]), len(found), 1)
    return {row[found[0]["columns"].index(column)]: dict(zip(found[0]["columns"], row)) for row in found[0]["rows"]}


def cells(book):
    return {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None}


def attention_names_whom_the_form_is_for():
    with Small() as site:
        low = rows(site.report("attention"), "Evaluation of a mentor, below 2", "Of whom")
        same("those below the mark", sorted(low), ["Edda East", "Mara North", "Saul South"])
        mara = low["Mara North"]
        same("where, by whom", (mara["School"], mara["From"]), (NORTH, "Tee Mara"))
        check("what is done: " + mara["What is being done"], mara["What is being done"].startswith("Mo Manager: ") and
              mara["What is being done"].endswith("under way)"))
        mails = {mail.to: mail for mail in site.once("2026-11-02T08:00:00+00:00") if mail.template in ("reports", "digest")}
        read = cells(workbook(mails[MANAGER].attached("small-attention.xlsx")))
        check("the role that the form is for reads names", {"Mara North", "Tee Mara"} <= read)
        told = cells(workbook(mails[DIRECTOR].attached("small-attention.xlsx")))
        check("the director reads none", not {name for name, _, _, _ in MENTORS} & told and "Tee Mara" not in told)
        check("but a school with three returns: %s" % told, SOUTH in told)
        check("and not the one with one, nor that by which it could be reckoned, nor in the mail", not {EAST, NORTH} & told and
              EAST not in mails[DIRECTOR].text)


def what_is_being_done_is_told():
    with Small(evaluated=MENTORS[:1]) as site:
        asked = [mail for mail in site.sent() if mail.template == "concern-request"] or \
            [mail for mail in site.once("2026-10-26T11:00:00+00:00") if mail.template == "concern-request"]
        site.deliver(reply(asked[0], "Done: we have spoken with the school."), "2026-10-27T09:00:00+00:00")
        now = "2026-10-27T09:05:00+00:00"
        site.once(now)
        report = site.report("attention", now=now)
        low = rows(report, "Evaluation of a mentor, below 2", "Of whom")["Mara North"]
        check("it is done: " + low["What is being done"], low["What is being done"].endswith("done)"))
        same("beside the rating alone: what a confidential form led to is in no list", [t["title"] for t in report["tables"]
                                                                                      if t["title"] == "Actions"], [])


def the_office_hears_too():
    with Small(evaluated=[]) as site:
        certified(site, "Yes")
        day = "2026-11-02T08:00:00+00:00"
        mails = [mail for mail in site.once(day) if mail.to == "office@example.ac.uk"]
        same("one mail: %s" % harness.templates(mails), len(mails), 1)
        names = cells(workbook(mails[0].attached("small-register.xlsx")))
        check("the register", "Mara North" in names)
        same("nothing to pay, so no list", [a.name for a in mails[0].attachments if "pay" in a.name], [])
        later = [mail for mail in site.once("2026-12-01T08:00:00+00:00") if mail.to == "office@example.ac.uk"]
        same("a month later the register is as it was", [a.name for mail in later for a in mail.attachments if "register" in a.name], [])


def the_annual_report_of_a_school():
    with Small() as site:
        north = rows(site.report("annual", "--school", NORTH), "Evaluation of a mentor", "Question")["Quality of mentoring"]
        same("here, and everywhere", (north["Here"], north["Answers"], north["All schools"]), ("not shown", "", "2.4"))
        # Eastway's one could be reckoned from the others: the smallest of them is hidden with it, which is Northfield's three
        south = rows(site.report("annual", "--school", SOUTH), "Evaluation of a mentor", "Question")["Quality of mentoring"]
        same("where nothing can be reckoned", (south["Here"], south["Answers"]), ("2.3", "3"))
        east = rows(site.report("annual", "--school", EAST), "Evaluation of a mentor", "Question")["Quality of mentoring"]
        same("one voice", (east["Here"], east["Answers"]), ("not shown", "under 3"))
        whole = json.dumps(site.report("annual"))
        check("a number that each has of their own divides nobody", "P-Mara" not in whole)
        check("no words of a confidential form's, and no names, in a school's", "often away" not in json.dumps(site.report("annual", "--school", SOUTH)))
        check("the director's whole has the schools", NORTH in whole and SOUTH in whole)
        site.mentord("report", "annual", "--school", "No Such School", now=READ, code=65)


def a_school_hears_of_itself_alone():
    with Small() as site:
        mails = {mail.to: mail for mail in site.once("2027-07-14T08:00:00+01:00") if mail.template in ("reports", "digest")}
        mail = mails[COORDINATOR]
        told = cells(workbook(mail.attached("small-annual.xlsx")))
        check("its own: %s" % told, any(NORTH in cell for cell in told))
        check("no other's", not any(SOUTH in cell or EAST in cell for cell in told) and SOUTH not in mail.text)
        check("no words, and nobody's name who said them", not any("often away" in cell or "Tee " in cell for cell in told))
        whole = cells(workbook(mails[DIRECTOR].attached("small-annual.xlsx")))
        check("the whole", NORTH in whole and SOUTH in whole)


def a_confidential_request_is_known_to_those_who_may_read_it():
    with Small(evaluated=[]) as site:
        mails = {mail.to: mail for mail in site.once("2026-11-16T08:00:00+00:00") if mail.template in ("reports", "digest")}
        told = cells(workbook(mails[COORDINATOR].attached("small-state.xlsx")))
        check("their own school's people: %s" % sorted(told), "Mara North" in told and "Saul South" not in told)
        check("not that somebody was asked about them", not any("Evaluation of a mentor" in cell for cell in told))
        check("who may", any("Evaluation of a mentor" in cell for cell in cells(workbook(mails[MANAGER].attached("small-state.xlsx")))))


def engagement_is_explained():
    with Small() as site:
        for address in ("mara@example.sch.uk", "milo@example.sch.uk"):
            site.mentord("record", "attendance", address, "induction", "2026-10-20", "--reason", "signed in", now=READ)
        later = "2026-11-03T09:00:00+00:00"
        site.once(later)
        schools = rows(site.report("engagement", now=later), "Engagement by school", "School")
        same("two of three", (schools[NORTH]["Induction"], schools[NORTH]["Score"]), ("2 of 3", "67"))
        same("none of three", (schools[SOUTH]["Induction"], schools[SOUTH]["Score"]), ("0 of 3", "0"))


def visits_cover_schools():
    with Small() as site:
        site.mentord("record", "attendance", "mara@example.sch.uk", "visit", "2026-10-21", "--reason", "the examiner's list", now=READ)
        site.mentord("record", "attendance", "milo@example.sch.uk", "visit", "2026-10-21", "--reason", "the examiner's list", now=READ)
        schools = rows(site.report("visits"), "Examiners' visit", "School")
        same("one visit, whoever was there", (schools[NORTH]["Visits this year"], schools[NORTH]["Last visit"]), ("1", "2026-10-21"))
        same("never", (schools[SOUTH]["Visits this year"], schools[SOUTH]["Last visit"]), ("not visited", "never"))


def weeks_without_a_record():
    with Small() as site:
        for day in ("2026-09-15", "2026-09-24", "2026-09-25", "2026-10-16"):
            site.mentord("record", "activity", "mara@example.sch.uk", "weekly", day, "--reason", "said so", now=READ)
        people_ = rows(site.report("weeks"), "Week by week", "Name")
        mara, milo = people_["Mara North"], people_["Milo North"]
        same("of the placement's five weeks", [mara[c] for c in ("Weeks", "Recorded", "Missing")], ["5", "3", "2"])
        same("which", mara["Weeks without a record, by their Mondays"], "28/09/2026, 05/10/2026")
        same("who has none", milo["Missing"], "5")


def hours_to_be_paid():
    with Small() as site:
        for day, hours in (("2026-10-01", "2"), ("2026-10-08", "1.5")):
            site.mentord("record", "activity", "mara@example.sch.uk", "support", day, hours, "--reason", "timesheet", now=READ)
        site.mentord("record", "activity", "mara@example.sch.uk", "weekly", "2026-10-08", "--reason", "not paid", now=READ)
        report = site.report("pay")
        paid = rows(report, "To be paid", "Name")["Mara North"]
        same("up to the limit", [paid[c] for c in ("Hours", "At most", "To be paid", "Above", "payroll")],
             ["3.5", "3", "3", "0.5", "P-Mara"])
        same("entries", len([t for t in report["tables"] if t["title"] == "Entries"][0]["rows"]), 2)


def certified(site, *agrees):
    """The first mentors return their records, of whom each agrees or not; the certificates."""
    entry = {mail.to: mail for mail in site.sent() if any((a.name or "") == "entry.docx" for a in mail.attachments)}
    for (_, address, _, _), agree in zip(MENTORS, agrees):
        form = fill(entry[address].attached("entry.docx"), {"Modules studied": "1, 2", "I agree to be listed": agree})
        site.deliver(reply(entry[address], "", [("entry.docx", form)]), READ)
    return {mail.to: mail for mail in site.once(READ) if mail.template == "certificate"}


def the_shared_register_has_whose_consent_stands():
    with Small(evaluated=[]) as site:
        mails = certified(site, "Yes", "No", "Yes")
        same("certificates, whoever agrees", len(mails), 3)
        shared = site.report("shared")
        same("who agreed", sorted(rows(shared, "Register", "Name")), ["Mara North", "Mina North"])
        check("how many did not: %s" % shared["lines"], "Not listed, for these people have not agreed to it or no longer do: 1." in shared["lines"])
        site.deliver(reply(mails["mina@example.sch.uk"], "Withdraw consent"), READ)
        site.once(READ)
        same("until they take it back", sorted(rows(site.report("shared"), "Register", "Name")), ["Mara North"])
        same("the office's own has all", len(rows(site.report("register"), "Register", "Name")), 3)


def register_and_placements():
    with Small() as site:
        mails = certified(site, "Yes")
        same("a certificate", list(mails), ["mara@example.sch.uk"])
        line = rows(site.report("register"), "Register", "Name")["Mara North"]
        same("the register", (line["School"], line["Award"], line["Status"], len(line["Code"].replace("-", ""))),
             (NORTH, "Entry certificate", "stands", 16))
        mentors = rows(site.report("placements"), "Placements", "Mentor")
        check("certified: " + mentors["Mara North"]["Certification"], line["Code"] in mentors["Mara North"]["Certification"])
        same("not", mentors["Milo North"]["Certification"], "none on record")
        same("with whom, until when", (mentors["Milo North"]["With"], mentors["Milo North"]["To"]), ("Tee Milo", ENDED))
        site.deliver(reply(mails["mara@example.sch.uk"], "My name is Mara Northwood."), READ)
        site.once(READ)
        asked = [one for one in site.json("review", "list", now=READ) if "Northwood" in one["question"]]
        same("the office is asked", len(asked), 1)
        site.mentord("review", "accept", str(asked[0]["id"]), now=READ)
        site.once(READ)
        lines = [t for t in site.report("register")["tables"] if t["title"] == "Register"][0]
        states = sorted(dict(zip(lines["columns"], row))["Status"].split(" ")[0] for row in lines["rows"])
        same("the one that was replaced stays, and says so", states, ["replaced", "stands"])


harness.run([attention_names_whom_the_form_is_for, what_is_being_done_is_told, the_office_hears_too, the_annual_report_of_a_school, a_school_hears_of_itself_alone,
             a_confidential_request_is_known_to_those_who_may_read_it, engagement_is_explained, visits_cover_schools,
             weeks_without_a_record, hours_to_be_paid, the_shared_register_has_whose_consent_stands, register_and_placements])
