#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a form must say before it counts: criteria, days in their order, pieces of evidence. What is missing is asked for in the
form's own words, a reply mends it, and nothing is met before. Prints TAP."""
import re

import harness
from harness import check, fill, one, reply, same

SCHEME = """
scheme = "record"; title = "Record of mentoring";
roles = ( { id = "mentor"; title = "Mentor"; } );
forms = ( { id = "sheet"; title = "Record sheet"; document = "record-sheet.docx";
  fields = ( { id = "name"; label = "Name of mentor"; type = "text"; required = true; },
             { id = "school"; label = "School and post code"; type = "text"; },
             { id = "email"; label = "Email"; type = "email"; },
             { id = "registered"; label = "Date of registration"; type = "date"; required = true; },
             { id = "backed"; label = "Recommended by the head teacher"; type = "yes-no"; must = "yes"; },
             { id = "audited"; label = "Audit completed"; type = "yes-no"; must = "yes"; },
             { id = "day"; label = "Date of both"; type = "date"; date_of = ("backed", "audited"); not_before = "registered"; },
             { id = "timetable"; label = "Timetable set"; type = "yes-no"; must = "yes"; },
             { id = "st1"; label = "ST1 Personal qualities"; type = "evidence"; pieces = 3; } ); } );
requirements = ( { id = "sheet"; of = { role = "mentor"; }; return = "sheet"; opens = { date = "09-20"; }; send = "tracker-request";
                   due = { working_days = 10; }; remind = ( { working_days = 0; mail = "attendance-overdue"; } ); } );
awards = ( { id = "entry"; title = "Certificate of Mentoring"; words = "Entry level"; when = "sheet"; certificate = "certification.svg";
             mail = "certificate"; } );
"""
YEAR = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; } );
"""
AMY, BEN = "amy.brown@example.sch.uk", "ben.clark@example.sch.uk"
PEOPLE = [("Amy Brown", AMY, "mentor", "Oakfield Primary School"), ("Ben Clark", BEN, "mentor", "Oakfield Primary School")]
ASKED, RETURNED, READ = "2026-09-21T09:00:00+01:00", "2026-09-22T10:00:00+01:00", "2026-09-22T10:05:00+01:00"
LATER, READ_LATER = "2026-09-24T10:00:00+01:00", "2026-09-24T10:05:00+01:00"
EVIDENCE = "I listen first.\n- https://example.org/portfolio/1\n- Plan of my weekly meetings\nConversation with Ms Lee, 18 September 2026"
WHOLE = {"Date of registration": "10/09/2026", "Recommended by the head teacher": "Yes", "Audit completed": "Yes",
         "Date of both": "15/09/2026", "Timetable set": "Yes", "ST1 Personal qualities": EVIDENCE}


def words(mail):
    return " ".join(mail.text.split())


class Recording(harness.Site):
    """Everybody has their sheet."""

    def __init__(self):
        super().__init__(people=None, scheme=SCHEME, year=YEAR)
        self.mentord("import", self.roster(PEOPLE, columns=("name", "email", "role", "school")), now="2026-09-02T09:00:00+01:00")

    def __enter__(self):
        self.requests = self.once(ASKED)
        return self

    def filled(self, address, **over):
        return fill(one(self.requests, address, "tracker-request").attached(".docx"), {**WHOLE, **over.get("over", {})})

    def take(self, message, received=RETURNED, now=READ):
        self.deliver(message, received)
        return self.once(now)

    def send(self, over):
        """Amy's sheet, with @over in it: the receipt."""
        request = one(self.requests, AMY, "tracker-request")
        mails = self.take(reply(request, "Here.", [("sheet.docx", self.filled(AMY, over=over))]))
        same("certificates", [mail.to for mail in mails if mail.template == "certificate"], [])
        return one(mails, AMY, "receipt")

    def mended(self, receipt, text, certificates):
        mails = self.take(reply(receipt, text), LATER, READ_LATER)
        same("certificates after %r" % text, [mail.to for mail in mails if mail.template == "certificate"], certificates)
        return one(mails, AMY, "receipt")

    def state(self, now=READ):
        return self.obligation(AMY, "sheet", now)["state"]


def a_whole_sheet_counts():
    with Recording() as site:
        mails = site.take(reply(one(site.requests, AMY, "tracker-request"), "Here.", [("s.docx", site.filled(AMY))]))
        same("certificates", [mail.to for mail in mails if mail.template == "certificate"], [AMY])
        check("nothing is asked", "does not count" not in words(one(mails, AMY, "receipt")))
        same("met on the day it came", site.obligation(AMY, "sheet", READ)["met"][:10], RETURNED[:10])


def what_keeps_it_from_counting_is_named_and_mended_by_reply():
    for over, asked, answer in (
            ({"Timetable set": "No"},
             "Box 8, Timetable set: it says “No”, and the form counts as soon as it is “Yes”.", "Timetable set: Yes"),
            ({"Timetable set": ""}, "Box 8, Timetable set: it is empty, and the form counts as soon as it is “Yes”.", "8: yes"),
            ({"Date of both": ""}, "Box 7, Date of both: it is empty: on which day was “Recommended by the head teacher”.",
             "7: 15 September 2026"),
            ({"Date of both": "01/09/2026"}, "Box 7, Date of both: it says Tuesday 1 September 2026, which is before Thursday 10 September "
             "2026 in “Date of registration”, and cannot be: which of the two is another day.", "4: 1 September 2026"),
            ({"Date of both": "9/31/26"}, "Box 7, Date of both: we read “9/31/26”, which it cannot be.", "7: 30/09/26"),
            ({"ST1 Personal qualities": "I listen first.\n- Plan of my weekly meetings"},
             "Box 9, ST1 Personal qualities: we count 1 of 3 pieces of evidence in it.",
             "9: https://example.org/portfolio/1\n- Conversation with Ms Lee, 18 September 2026"),
            ({"ST1 Personal qualities": ""}, "Box 9, ST1 Personal qualities: it is empty: it takes a rationale and 3 pieces of evidence.",
             "ST1 Personal qualities: Rationale: I listen first.\n- one.docx\n- two.docx\n- three.docx")):
        with Recording() as site:
            receipt = site.send(over)
            check("%s\n%s" % (asked, receipt.text), asked in words(receipt))
            check("said: " + words(receipt), "Filed, thank you." in receipt.text and "It does not count yet" in words(receipt))
            same("not met by " + asked, site.state(), "open")
            told = "\n".join(site.json("why", one(site.requests, AMY, "tracker-request").refs[0], now=READ)["lines"])
            check("why: " + told, re.search("It does not count yet: |Read and not taken: ", told))
            after = site.mended(receipt, answer, [AMY])
            check("not any more: " + words(after), "does not count" not in words(after))
            same("met by " + answer, site.state(READ_LATER), "met")


def a_criterion_counts_from_the_day_on_which_it_is_so():
    with Recording() as site:
        receipt = site.send({"Timetable set": "No"})
        site.mended(receipt, "Timetable set: Yes", [AMY])
        same("a criterion", site.obligation(AMY, "sheet", READ_LATER)["met"][:10], LATER[:10])
    with Recording() as site:
        site.mended(site.send({"Date of both": ""}), "7: 15/9/26", [AMY])
        same("a slip of the pen", site.obligation(AMY, "sheet", READ_LATER)["met"][:10], RETURNED[:10])


def mending_one_thing_is_not_mending_all():
    with Recording() as site:
        receipt = site.send({"Timetable set": "No", "Audit completed": "not yet"})
        for label in ("Timetable set", "Audit completed"):
            check(label, label + ": it says “No”" in words(receipt))
        after = site.mended(receipt, "Timetable set: yes", [])
        check("the other is still asked: " + words(after), "Audit completed: it says “No”" in words(after) and "It does not count yet" in
              words(after))
        same("not met", site.state(READ_LATER), "open")
        site.mended(after, "Audit completed: no", [])
        same("nor by saying so again", site.state(READ_LATER), "open")
        site.mended(after, "6: yes", [AMY])


def what_lacks_is_asked_for_once_with_what_holds_it():
    with Recording() as site:
        receipt = site.send({"Date of registration": "", "Timetable set": "No"})
        for asked in ("Box 4, Date of registration: It takes a date", "Box 8, Timetable set: it says “No”"):
            check(asked + "\n" + words(receipt), asked in words(receipt))
        same("kept", site.state(), "answered")
        after = site.mended(receipt, "4: 10/9/26", [])
        check("filed, and still not so: " + words(after), "Filed, thank you." in after.text and "Timetable set: it says “No”" in words(after))
        site.mended(after, "8: Yes", [AMY])


def a_new_version_of_the_sheet_mends_it_too():
    with Recording() as site:
        receipt = site.send({"Timetable set": "No"})
        mails = site.take(reply(receipt, "All done now.", [("sheet2.docx", site.filled(AMY))]), LATER, READ_LATER)
        same("certificates", [mail.to for mail in mails if mail.template == "certificate"], [AMY])


def a_reminder_says_what_came_and_what_it_lacks():
    with Recording() as site:
        site.send({"Timetable set": "No"})
        mails = site.once("2026-10-06T09:00:00+01:00")
        mail = one(mails, AMY, "attendance-overdue")
        check("what came: " + words(mail), "Record sheet, on Tuesday 22 September 2026. It does not count yet: Timetable set: it says “No”" in
              words(mail))
        check("not that nothing came", "not received it" not in words(mail))
        check("who sent nothing is told so", "So far we have not received it" in words(one(mails, BEN, "attendance-overdue")))


def what_differs_from_the_roster_is_remarked_on_and_holds_nothing_up():
    with Recording() as site:
        form = site.filled(AMY, over={"School and post code": "Oakfield Primary, W5 2UP", "Email": "amy.at.home@example.org"})
        mails = site.take(reply(one(site.requests, AMY, "tracker-request"), "Here.", [("s.docx", form)]))
        text = words(one(mails, AMY, "receipt"))
        for remark in ("It names the school \"Oakfield Primary, W5 2UP\". On our roster it is Oakfield Primary School.",
                       "It gives amy.at.home@example.org as the email address. We go on writing to amy.brown@example.sch.uk."):
            check("%s\n%s" % (remark, text), remark in text)
        check("a post code stands there", "no post code" not in text)
        same("filed", [mail.to for mail in mails if mail.template == "certificate"], [AMY])
    with Recording() as site:
        mails = site.take(reply(one(site.requests, AMY, "tracker-request"), "Here.", [("s.docx", site.filled(AMY))]))
        text = words(one(mails, AMY, "receipt"))
        check("only the post code: " + text, "We find no post code in \"School and post code\"" in text and "On our roster" not in text and
              "as the email address" not in text)


def the_office_is_held_to_the_same_rules():
    with Recording() as site:
        ref = one(site.requests, AMY, "tracker-request").refs[0]
        path = site.write("sheet.docx", site.filled(AMY, over={"Timetable set": "No"}))
        said = site.mentord("record", "return", ref, path, "--reason", "on paper", now=READ).out
        check("said: " + said, "it does not count yet: Timetable set: it says “No”" in said)
        same("not met", site.state(), "open")
    with Recording() as site:
        request = one(site.requests, AMY, "tracker-request")
        site.send({"Date of registration": "", "Timetable set": "No"})
        case = [case for case in site.json("review", "list", now=READ) if case["kind"] == "incomplete"][0]
        said = site.mentord("review", "accept", str(case["id"]), "Date of registration=10/09/2026", now=READ_LATER).out
        check("said: " + said, "does not count yet" in said)
        same("not met", site.state(READ_LATER), "open")
        mails = site.once("2026-09-24T10:10:00+01:00") + site.sent()
        receipt = [mail for mail in mails if mail.template == "receipt" and "Filed" in mail.text][0]
        check("they are told: " + words(receipt), "Timetable set: it says “No”" in words(receipt))
        check("of " + request.refs[0], request.refs[0] in receipt.refs)


harness.run([a_whole_sheet_counts, what_keeps_it_from_counting_is_named_and_mended_by_reply,
             a_criterion_counts_from_the_day_on_which_it_is_so, mending_one_thing_is_not_mending_all,
             what_lacks_is_asked_for_once_with_what_holds_it, a_new_version_of_the_sheet_mends_it_too,
             a_reminder_says_what_came_and_what_it_lacks, what_differs_from_the_roster_is_remarked_on_and_holds_nothing_up, the_office_is_held_to_the_same_rules])
