#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places in a cohort and in a session: who applied first comes first, the rest wait, and move up when somebody gives a place up.
Prints TAP."""
import harness
from harness import check, one, reply, same, write

SCHEME = """
scheme = "course"; title = "Mentoring course";
attributes = ( { id = "cohort"; }, { id = "status"; values = ("here", "left"); } );
roles = ( { id = "tutor"; title = "Tutor"; covers = "cohort"; }, { id = "candidate"; title = "Candidate"; } );
events = ( { id = "day"; title = "Course day"; for = ("candidate"); hours = 5.0; },
           { id = "clinic"; title = "Clinic"; for = ("candidate"); places = 1; } );
forms = ( { id = "application"; title = "Application"; keep = true; }, { id = "essay"; title = "Essay"; keep = true; } );
requirements = (
  { id = "application"; of = { role = "candidate"; }; return = "application"; send = "tracker-request"; },
  { id = "course"; title = "The course"; of = { role = "candidate"; met = "application"; status = "here"; }; places = 2; cohort = "cohort";
    attend = "day"; invite = "core-invitation"; },
  { id = "essay"; of = { role = "candidate"; place = "course"; }; return = "essay"; asked = false; } );
"""
YEAR = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; } );
sessions = ( { scheme = "course"; event = "day"; start = "2026-10-14T10:00"; minutes = 300; },
             { scheme = "course"; event = "clinic"; start = "2026-11-04T15:00"; minutes = 60; },
             { scheme = "course"; event = "clinic"; start = "2026-11-11T15:00"; minutes = 60; } );
"""
AMY, BEN, CHLOE, DAN, EVE = (name + "@example.org" for name in ("amy", "ben", "chloe", "dan", "eve"))
PEOPLE = [("Amy Brown", AMY, "candidate", "spring", "here"), ("Ben Clark", BEN, "candidate", "spring", "here"), ("Chloe Davies", CHLOE, "candidate", "spring", "here"),
          ("Dan Evans", DAN, "candidate", "spring", "here"), ("Eve Ford", EVE, "candidate", "autumn", "here")]
COLUMNS = ("name", "email", "role", "cohort", "status")
ASKED = "2026-09-07T09:00:00+01:00"


def at(day, hour):
    return "2026-09-%02dT%02d:00:00+01:00" % (day, hour)


def words(mail):
    return " ".join(mail.text.split())


class Course(harness.Site):
    """Two places a cohort."""

    def __init__(self):
        super().__init__(people=None, scheme=SCHEME, year=YEAR)
        self.mentord("import", self.roster(PEOPLE, columns=COLUMNS), now="2026-09-02T09:00:00+01:00")

    def __enter__(self):
        self.requests = self.once(ASKED)
        return self

    def apply(self, *applications, now):
        """(address, when) each; all are read in one pass at @now."""
        for address, when in applications:
            self.deliver(reply(one(self.requests, address, "tracker-request"), "Here.", [("application of %s.docx" % address, PAGE(address))]), when)
        return self.once(now)

    def say(self, address, text, when, now, answers=None):
        self.deliver(reply(answers, text) if answers else write(address, "My place", text), when)
        return self.once(now)

    def places(self, now):
        """How each stands: (state, position) of their places."""
        found = {}
        for _, address, *_ in PEOPLE:
            found[address.split("@")[0]] = [(place["state"], place["position"]) for place in self.json("person", address, now=now)["places"]]
        return found

    def place(self, address, now):
        place, = self.json("person", address, now=now)["places"]
        return place["words"]


def PAGE(address):
    from io import BytesIO
    made = harness.need("docx").Document()
    made.add_paragraph("Application of %s." % address)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def full(site):
    """Dan applies first, then Amy, then Ben, then Chloe; all are read at once. Eve is of another cohort."""
    return site.apply((CHLOE, at(8, 12)), (BEN, at(8, 11)), (AMY, at(8, 10)), (DAN, at(8, 9)), (EVE, at(8, 13)), now=at(9, 9))


def who_applied_first_comes_first():
    with Course() as site:
        mails = full(site)
        same("places", site.places(at(9, 10)), {"dan": [("held", None)], "amy": [("held", None)], "ben": [("waiting", 1)], "chloe": [("waiting", 2)],
                                                "eve": [("held", None)]})
        same("told who waits", sorted(mail.to for mail in mails if mail.template == "place-waiting"), [BEN, CHLOE])
        check("their number: " + words(one(mails, CHLOE, "place-waiting")), "waiting list, number 2 of 2 (2 places)" in
              words(one(mails, CHLOE, "place-waiting")))
        for address, state in ((DAN, "open"), (BEN, "upcoming")):
            same("the course of " + address, site.obligation(address, "course", at(9, 10))["state"], state)
        same("what follows is asked of who has a place", [len([one for one in site.json("person", address, now=at(9, 10))["obligations"]
                                                               if one["requirement"] == "essay"]) for address in (DAN, BEN)], [1, 0])
        told = "\n".join(site.json("why", site.obligation(BEN, "course", at(9, 10))["ref"], now=at(9, 10))["lines"])
        check("why: " + told, "The course: waiting list, number 1 of 2 (2 places), asked for on Tuesday 8 September 2026 at 11:00" in told)
        invited = site.once("2026-10-01T09:00:00+01:00")
        same("only they are invited", sorted(mail.to for mail in invited if mail.template == "core-invitation"), sorted([DAN, AMY, EVE]))


def a_place_given_up_goes_to_the_next():
    with Course() as site:
        full(site)
        mails = site.say(AMY, "Dear all,\n\nI give up my place.\n\nSorry, Amy", at(10, 9), at(10, 10))
        check("confirmed", "is free for somebody who is waiting" in words(one(mails, AMY, "place-given-up")))
        same("the next is told", [mail.to for mail in mails if mail.template == "place-free"], [BEN])
        same("places", site.places(at(10, 11)), {"dan": [("held", None)], "amy": [("given up", None)], "ben": [("held", None)],
                                                 "chloe": [("waiting", 1)], "eve": [("held", None)]})
        same("the next is asked", site.obligation(BEN, "course", at(10, 11))["state"], "open")
        left = [one["requirement"] for one in site.json("person", AMY, now=at(10, 11))["obligations"]]
        same("and who gave up no more", left, ["application"])
        same("nobody is told twice", [mail.template for mail in site.once(at(11, 9)) if mail.template.startswith("place-")], [])


def nothing_is_given_up_by_who_has_nothing():
    with Course() as site:
        mails = site.say(AMY, "not coming", at(8, 9), at(8, 10))
        same("a human reads it", ([mail.template for mail in mails if mail.to == AMY], [case["kind"] for case in site.json("review", "list", now=at(8, 10))]),
             (["help"], ["question"]))
        full(site)
        site.say("stranger@example.net", "I give up my place", at(10, 9), at(10, 10))
        site.say(AMY, "not coming", at(10, 10), at(10, 11), one(site.requests, AMY, "tracker-request"))
        same("nor by who will not come to something else", site.places(at(10, 11))["amy"], [("held", None)])
        same("nor by a stranger", site.places(at(10, 11))["amy"], [("held", None)])


def who_waits_may_leave_the_list():
    with Course() as site:
        mails = full(site)
        site.say(BEN, "I give up my place", at(10, 9), at(10, 10), one(mails, BEN, "place-waiting"))
        same("the others move up", site.place(CHLOE, at(10, 11)), "waiting list, number 1 of 1 (2 places)")


def who_is_no_longer_asked_holds_no_place():
    with Course() as site:
        full(site)
        site.mentord("import", site.roster([("Dan Evans", DAN, "candidate", "spring", "left")], columns=COLUMNS), now=at(10, 9))
        mails = site.once(at(10, 10))
        same("the next", ([mail.to for mail in mails if mail.template == "place-free"], site.places(at(10, 11))["ben"]), ([BEN], [("held", None)]))


def the_office_gives_up_and_asks_for_somebody():
    with Course() as site:
        full(site)
        ref = site.obligation(DAN, "course", at(10, 9))["ref"]
        site.mentord("record", "place", ref, "no", "--reason", "rang us", now=at(10, 9))
        same("the next", site.places(at(10, 10))["ben"], [("held", None)])
        site.mentord("record", "place", ref, "yes", "--reason", "rang again", now=at(10, 11))
        same("at the end", (site.place(DAN, at(10, 12)), site.place(CHLOE, at(10, 12))),
             ("waiting list, number 2 of 2 (2 places)", "waiting list, number 1 of 2 (2 places)"))
        refused = site.mentord("record", "place", site.obligation(DAN, "application", at(10, 12))["ref"], "no", "--reason", "x", now=at(10, 12), code=None)
        check("what has no places has none to give: " + refused.err, refused.code and "has no places" in refused.err)


def one_who_is_excused_needs_no_place():
    with Course() as site:
        full(site)
        site.mentord("record", "waiver", site.obligation(AMY, "course", at(10, 9))["ref"], "--reason", "did it elsewhere", now=at(10, 9))
        same("the next", site.places(at(10, 10))["ben"], [("held", None)])


def deciding_again_changes_nothing():
    with Course() as site:
        full(site)
        before = site.places(at(9, 10))
        for day in (10, 11, 14):
            same("mails", [mail.template for mail in site.once(at(day, 9)) if mail.template.startswith("place")], [])
        same("places", site.places(at(14, 10)), before)


def a_place_in_a_session_is_asked_for_in_words():
    with Course() as site:
        first = one(site.say(AMY, "I will come on 4 November", at(8, 9), at(8, 10)), AMY, "place-asked")
        check("a place: " + words(first), "You have a place: Clinic, Wednesday 4 November 2026" in first.subject)
        second = one(site.say(BEN, "Coming on 04/11/2026", at(8, 11), at(8, 12)), BEN, "place-asked")
        check("the list: " + words(second), "waiting list, number 1 of 1 (1 place)" in words(second))
        other = one(site.say(CHLOE, "coming on 11 November 2026", at(8, 13), at(8, 14)), CHLOE, "place-asked")
        check("another day: " + other.subject, "You have a place: Clinic, Wednesday 11 November 2026" in other.subject)
        mails = site.say(DAN, "I will come", at(8, 15), at(8, 16))
        same("which day is not guessed", [mail.template for mail in mails if mail.to == DAN], ["help"])
        mails = site.say(AMY, "not coming", at(9, 9), at(9, 10))
        same("the next is told", [mail.to for mail in mails if mail.template == "place-free"], [BEN])


harness.run([who_applied_first_comes_first, a_place_given_up_goes_to_the_next, nothing_is_given_up_by_who_has_nothing,
             who_waits_may_leave_the_list, who_is_no_longer_asked_holds_no_place, the_office_gives_up_and_asks_for_somebody,
             one_who_is_excused_needs_no_place, deciding_again_changes_nothing, a_place_in_a_session_is_asked_for_in_words])
