#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""import: a file's rows become people, sessions, attendance and activities, each once; bad rows are refused by themselves. Prints TAP."""
import os
import sys

sys.path.insert(0, os.path.join(os.environ.get("TOP_SRCDIR") or os.path.join(os.path.dirname(__file__), "..", ".."), "tests", "e2e"))
import harness  # noqa: E402
from harness import check, same  # noqa: E402

TODAY = "2026-09-15T09:00:00+01:00"
HEAD = "name,email,role,school,phase,programme,subject\n"
AMY = "amy.brown@example.sch.uk"


class Empty(harness.Site):
    def __init__(self, **others):
        super().__init__(people=(), **others)

    def take(self, text, name="in.csv", dry=False, now=TODAY):
        """The JSON of an import of @text; its exit status must say whether a row was refused."""
        path = self.write(name, text)
        result = self.mentord("import", path, "--json", *(["--dry-run"] if dry else []), now=now, code=None)
        told = harness.json.loads(result.out)
        same("exit status: " + result.err, result.code, 65 if told["refused"] else 0)
        return told

    def counts(self, text, **others):
        told = self.take(text, **others)
        return told["added"], told["changed"], told["unchanged"], len({one["row"] for one in told["refused"]})

    def person(self, address, now=TODAY):
        return self.json("person", address, now=now)


# what a row says -> the column and a word of the fault
FAULTS = {
    "Ann Other,ann@example,mentor,Oak,primary,pgce,": ("email", "ann@example"),
    "Ann Other,,mentor,Oak,primary,pgce,": ("email", "no email address"),
    ",ann@example.org,mentor,Oak,primary,pgce,": ("name", "missing"),
    "Ann Other,ann@example.org,mentr,Oak,primary,pgce,": ("role", "lead-mentor"),
    "Ann Other,ann@example.org,,Oak,primary,pgce,": ("role", "lead-mentor"),
    "Ann Other,ann@example.org,mentor,Oak,primry,pgce,": ("phase", "secondary"),
    "Ann Other,ann@example.org,mentor,Oak,primary; secondary,pgce,": ("phase", "secondary"),
    "Ann Other,ann@example.org,mentor,Oak,primary,pgce;phd,": ("programme", "undergraduate"),
    "Ann Other,ann@example.org,lead-mentor,,primary,pgce,": ("school", "missing"),
}


def every_fault_names_its_row_and_column():
    with Empty() as site:
        for row, (column, word) in FAULTS.items():
            told = site.take(HEAD + "Good Egg,good@example.org,mentor,Oak,primary,pgce,\n\n" + row + "\n")
            same("faults of " + row, [(one["row"], one["column"]) for one in told["refused"]], [(4, column)])
            check("%s: %s" % (row, told["refused"][0]["words"]), word in told["refused"][0]["words"])
        same("the good row of every file is one person", site.json("status", now=TODAY)["people"], 1)


def words_for_people_name_file_row_and_column():
    with Empty() as site:
        path = site.write("some.csv", HEAD + "Ann Other,nowhere,mentor,Oak,primary,pgce,\n")
        bad = site.mentord("import", path, now=TODAY, code=65)
        for words in ("some.csv:2", "row 2", "email", "1 row was refused"):
            check("%s in %s" % (words, bad.err), words in bad.err)


def headings_in_any_order_and_spelling():
    with Empty() as site:
        same("counts", site.counts("Subject;PHASE;Email address;School / college;Role;Full name\n"
                                   "Maths;Primary;AMY.Brown@Example.sch.uk;Oak School;Class / subject mentor;Amy Brown\n"), (1, 0, 0, 0))
        amy = site.person(AMY)
        same("what stands", (amy["name"], amy["school"], [role["role"] for role in amy["roles"]], amy["attributes"]),
             ("Amy Brown", "Oak School", ["mentor"], {"phase": ["primary"], "subject": ["Maths"]}))
        same("since today", amy["roles"][0]["since"], "2026-09-15")


def a_second_time_changes_nothing():
    text = (HEAD + "Amy Brown,amy.brown@example.sch.uk,mentor,Oak,primary,pgce;undergraduate,\n"
            "Amy Brown,amy.brown@example.sch.uk,lead-mentor,Oak,primary,,\n"
            "Dr A Brown,amy.brown@example.sch.uk,mentor,Elm,,pgce,\n"
            "Cat Dunn,desk@example.sch.uk,mentor,Oak,primary,pgce,\nDan Ely,desk@example.sch.uk,mentor,Oak,primary,,\n")
    with Empty() as site:
        same("first", site.counts(text), (3, 0, 0, 0))
        before = site.person(AMY)
        same("second, a week later", site.counts(text, now="2026-09-22T09:00:00+01:00"), (0, 0, 3, 0))
        same("the same person", site.person(AMY), before)
        same("roles", sorted((role["role"], role["school"]) for role in before["roles"]),
             [("lead-mentor", "Oak"), ("mentor", "Elm"), ("mentor", "Oak")])
        same("both programmes", before["attributes"]["programme"], ["pgce", "undergraduate"])
        same("the fuller name", before["name"], "Amy Brown")


def an_address_with_two_names_is_shared():
    with Empty() as site:
        site.take(HEAD + "Cat Dunn,desk@example.sch.uk,mentor,Oak,primary,pgce,\nDan Ely,desk@example.sch.uk,mentor,Oak,primary,pgce,\n")
        same("people", site.json("status", now=TODAY)["people"], 2)
        shared = site.mentord("person", "desk@example.sch.uk", now=TODAY, code=65)
        check("said: " + shared.err, "2 people" in shared.err)


def a_dry_run_shows_and_does_nothing():
    with Empty() as site:
        site.take(HEAD + "Amy Brown,amy.brown@example.sch.uk,mentor,Oak,primary,pgce,\n")
        path = site.write("next.csv", HEAD + "Amy Brown,amy.brown@example.sch.uk,mentor,Oak,secondary,pgce,\n"
                                             "Ben Clark,ben@example.org,mentor,New School,primary,pgce,\n")
        shown = site.mentord("import", path, "--dry-run", now=TODAY).out
        check("who joins: " + shown, "+ Ben Clark" in shown)
        check("who changes: " + shown, "~ Amy Brown" in shown and "secondary (was primary)" in shown)
        status = site.json("status", now=TODAY)
        same("nothing changed", (status["people"], status["schools"], site.person(AMY)["attributes"]["phase"]), (1, 1, ["primary"]))


def who_is_not_named_keeps_everything():
    with Empty() as site:
        site.take(HEAD + "Amy Brown,amy.brown@example.sch.uk,mentor,Oak,primary,pgce,Maths\nBen Clark,ben@example.org,mentor,Oak,primary,,\n")
        before = site.person(AMY)
        same("counts", site.counts("name,email,role,school\nBen Clark,ben@example.org,mentor,Oak\n"), (0, 0, 1, 0))
        same("Amy", site.person(AMY), before)
        site.take("name,email,role,school,phase\nAmy Brown,amy.brown@example.sch.uk,mentor,Oak,\n")
        same("an empty cell says nothing", site.person(AMY), before)


def the_office_is_a_role_and_unknown_columns_are_said():
    with Empty() as site:
        path = site.write("o.csv", "name,email,role,telephone\nGus Hay,gus@example.ac.uk,Office,0121\n")
        told = site.mentord("import", path, now=TODAY).out
        check("the column: " + told, '"telephone"' in told)
        same("role", [role["role"] for role in site.person("gus@example.ac.uk")["roles"]], ["office"])


def files_that_are_no_table_are_refused_whole():
    with Empty() as site:
        for name, content in {"x.csv": "colour,size\nred,3\n", "x.txt": "hello", "x.xlsx": b"PK\x03\x04 nothing", "x.pdf": b"%PDF-1.4 nothing"}.items():
            result = site.mentord("import", site.write(name, content), now=TODAY, code=65)
            check("%s: %s" % (name, result.err), name in result.err)
        site.mentord("import", site.file("absent.csv"), now=TODAY, code=65)
        same("people", site.json("status", now=TODAY)["people"], 0)


def workbooks_with_a_title_above_and_several_sheets():
    openpyxl = harness.need("openpyxl")
    with Empty() as site:
        book = openpyxl.Workbook()
        book.active.append(["Mentors of the year"])
        book.active.append([])
        book.active.append(["Name", "Email", "Role", "School", "Phase"])
        book.active.append(["Amy Brown", AMY, "mentor", "Oak", "primary"])
        second = book.create_sheet("Attendance")
        second.append(["Email", "Event", "Date", "Reviewed"])
        second.append([AMY, "core", harness.datetime(2026, 10, 6), None])
        second.append([AMY, "core", "7 October 2026", "Yes"])
        same("counts", site.counts(harness.saved(book), name="book.xlsx"), (3, 0, 0, 0))
        same("again", site.counts(harness.saved(book), name="book.xlsx"), (0, 0, 3, 0))


def several_schemes_are_told_apart():
    scheme = harness.read(os.path.join(harness.SOURCE, "conf", "schemes", "bcu.conf"))
    with Empty() as site:
        site.write("other.conf", scheme.replace('scheme = "bcu";', 'scheme = "other";').replace('title  = "BCU', 'title = "Other'))
        site.write("mentord.conf", harness.read(site.config).replace('("bcu.conf")', '("bcu.conf", "other.conf")'))
        told = site.take("name,email,role,school,scheme\nGus Hay,gus@example.ac.uk,office,,\nAmy Brown,%s,mentor,Oak,other\n"
                         "Ben Clark,ben@example.org,mentor,Oak,\nCat Dunn,cat@example.org,mentor,Oak,third\n" % AMY)
        same("refused", [(one["row"], one["column"]) for one in told["refused"]], [(4, "scheme"), (5, "scheme")])
        for address, want in (("gus@example.ac.uk", ["bcu", "other"]), (AMY, ["other"])):
            same(address, sorted(role["scheme"] for role in site.person(address)["roles"]), want)


def sessions_and_who_came_in_one_workbook():
    openpyxl = harness.need("openpyxl")
    with harness.Site() as site:
        book = openpyxl.Workbook()
        for row in (("event", "term", "start", "minutes"), ("core", "autumn", "2026-11-30 16:00", 60)):
            book.active.append(row)
        second = book.create_sheet("Came")
        for row in (("email", "event", "date"), (AMY, "core", "2026-11-30")):
            second.append(row)
        told = site.mentord("import", site.write("b.xlsx", harness.saved(book)), now="2026-12-01T09:00:00+00:00").out
        check("both are new, and the day is one of its dates: " + told, "2 added" in told and "no session" not in told)
        site.once("2026-12-01T09:05:00+00:00")
        same("Amy", site.obligation(AMY, "core-pgce", "2026-12-01T09:05:00+00:00", instance="autumn")["state"], "met")


def attendance_meets_and_names_who_is_unknown():
    with harness.Site() as site:
        path = site.write("came.csv", "name,email,event,date,reviewed\nAmy Brown,,core,06/10/2026,\n"
                                      ",ben.clark@example.sch.uk,Core Mentor Training,2026-10-08,yes\nZoe Quill,,core,2026-10-06,\n"
                                      "Amy Brown,ben.clark@example.sch.uk,core,2026-10-06,\nAmy Brown,,core,13/13/2026,\n"
                                      "Amy Brown,,party,2026-10-06,\nAmy Brown,,core,2026-10-06,perhaps\n")
        told = harness.json.loads(site.mentord("import", path, "--json", now="2026-10-12T09:00:00+01:00", code=65).out)
        same("taken", (told["added"], told["unchanged"]), (2, 0))
        same("refused", [(one["row"], one["column"]) for one in told["refused"]],
             [(4, "name"), (5, "email"), (6, "date"), (7, "event"), (8, "reviewed")])
        site.once("2026-10-12T09:05:00+01:00")
        same("Amy", site.obligation(AMY, "core-pgce", "2026-10-12T09:05:00+01:00", instance="autumn")["state"], "met")
        ben = site.obligation("ben.clark@example.sch.uk", "core-undergraduate", "2026-10-12T09:05:00+01:00")
        check("Ben reviewed: %s" % ben, ben["state"] == "met" and "review" in ben["evidence"])


def hours_of_an_activity_may_be_corrected():
    with harness.Site() as site:
        for hours, want in (("1.5", 1.5), ("", 1.5), ("2", 2.0)):
            site.mentord("import", site.write("h.csv", "email,activity,date,hours\n%s,support,2026-10-01,%s\n" % (AMY, hours)), now=TODAY)
            same("hours after %r" % hours, site.json("person", AMY, now=TODAY)["paid_hours"], want)
        bad = site.mentord("import", site.write("h.csv", "email,activity,date,hours\n%s,support,2026-10-01,many\n" % AMY), now=TODAY, code=65)
        check("said: " + bad.err, "many" in bad.err)


def sessions_stand_beside_the_year_file():
    sessions = ("event,term,phase,start,minutes,place,id\ncore,autumn,secondary,2026-12-08T16:00,120,Online,late\n"
                "core,autumn,primary,2026-10-06 16:00,120,Online,\n")
    with harness.Site() as site:
        def count(text):
            told = harness.json.loads(site.mentord("import", site.write("s.csv", text), "--json", now=TODAY).out)
            return told["added"], told["changed"], told["unchanged"]
        same("one is new, one is the year's own", count(sessions), (1, 0, 1))
        same("again", count(sessions), (0, 0, 2))
        same("moved", count(sessions.replace("2026-12-08T16:00", "08/12/2026 17:00")), (0, 1, 1))
        site.once("2026-10-13T16:00:00+01:00")
        mails = site.once("2026-10-14T09:00:00+01:00")
        same("Dan, secondary, has a later choice", harness.to(mails, "dan.evans@example.org", "tracker-request"), [])
        harness.one(site.once("2026-12-09T09:00:00+00:00"), "dan.evans@example.org", "tracker-request")
        for line, column in (("core,autumn,secondary,soon,120,,", "start"), ("core,autumn,secondary,2029-10-06T16:00,120,,", "start"),
                             ("core,winter,secondary,2026-10-06T16:00,120,,", "term"), ("core,autumn,other,2026-10-06T16:00,120,,", "phase")):
            path = site.write("bad.csv", "event,term,phase,start,minutes,place,id\n" + line + "\n")
            told = harness.json.loads(site.mentord("import", path, "--json", now=TODAY, code=65).out)
            same("fault of " + line, [one["column"] for one in told["refused"]], [column])


def event(uid, start, end, summary):
    return "\r\n".join(["BEGIN:VEVENT", "UID:" + uid, "DTSTAMP:20260901T000000Z", "DTSTART:" + start, "DTEND:" + end, "SUMMARY:" + summary,
                        "END:VEVENT", ""])


def a_calendar_is_sessions():
    with harness.Site() as site:
        def count(*events, code=0):
            path = site.write("dates.ics", ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n" + "".join(events) +
                                            "END:VCALENDAR\r\n").encode())
            told = harness.json.loads(site.mentord("import", path, "--json", now=TODAY, code=code).out)
            return told["added"], told["changed"], told["unchanged"], [(one["row"], one["column"]) for one in told["refused"]]
        core = event("one@example.org", "20261208T160000Z", "20261208T180000Z", "Core Mentor Training: secondary and post-16")
        same("new", count(core), (1, 0, 0, []))
        same("again", count(core), (0, 0, 1, []))
        same("moved", count(core.replace("T16", "T15")), (0, 1, 0, []))
        same("not ours, and without a time", count(core.replace("T16", "T15"), event("two@example.org", "20261208T160000Z", "20261208T170000Z", "Party"),
                                                   event("three@example.org", "20261208", "20261209", "Core Mentor Training"), code=65),
             (0, 0, 1, [(2, "event"), (3, "start")]))
        # what was exported earlier changes nothing; a series is each of its dates; an end is one, by its status too
        later = core.replace("T16", "T14").replace("DTSTAMP", "LOCATION:Room 1\r\nSEQUENCE:3\r\nDTSTAMP")
        same("a later one", count(later), (0, 1, 0, []))
        same("an older one", count(core), (0, 0, 1, []))
        same("cancelled", count(later.replace("SEQUENCE:3", "SEQUENCE:4\r\nSTATUS:CANCELLED")), (0, 1, 0, []))
        same("restored", count(later.replace("SEQUENCE:3", "SEQUENCE:5").replace("T14", "T15")), (0, 1, 0, []))
        series = event("four@example.org", "20270111T160000Z", "20270111T170000Z", "Mentor drop-in session\r\nRRULE:FREQ=WEEKLY;COUNT=4")
        same("a series", count(series), (4, 0, 0, []))
        same("one of it moved, one excepted", count(series.replace("RRULE", "SEQUENCE:1\r\nEXDATE:20270125T160000Z\r\nRRULE"), event(
            "four@example.org", "20270119T160000Z", "20270119T170000Z", "Mentor drop-in session\r\nSEQUENCE:1\r\nRECURRENCE-ID:20270118T160000Z")),
             (0, 2, 2, []))
        site.once("2026-10-14T09:00:00+01:00")
        feed = harness.read(site.file("public", "feeds", "bcu-drop-ins.ics"))
        same("dates of the series in the feed", ["2027%sT160000" % day in feed for day in ("0111", "0118", "0119", "0125", "0201")],
             [True, False, True, False, True])
        harness.one(site.once("2026-12-09T09:00:00+00:00"), "dan.evans@example.org", "tracker-request")


harness.run([every_fault_names_its_row_and_column, words_for_people_name_file_row_and_column, headings_in_any_order_and_spelling,
             a_second_time_changes_nothing, an_address_with_two_names_is_shared, a_dry_run_shows_and_does_nothing,
             who_is_not_named_keeps_everything, the_office_is_a_role_and_unknown_columns_are_said,
             files_that_are_no_table_are_refused_whole, workbooks_with_a_title_above_and_several_sheets,
             several_schemes_are_told_apart, sessions_and_who_came_in_one_workbook, attendance_meets_and_names_who_is_unknown,
             hours_of_an_activity_may_be_corrected, a_calendar_is_sessions, sessions_stand_beside_the_year_file])
