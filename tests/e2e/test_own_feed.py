#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mentor's own calendar: what of several dates they chose, their place or that they wait, what they are to do by when; and
its address, which is nobody else's. Pain 36. Prints TAP."""
import re
import sqlite3

import calendars
import harness
from daemon import Daemon
from harness import check, one, reply, same, write

AMY, BEN, PRIYA = "amy.brown@example.sch.uk", "ben.clark@example.sch.uk", "priya.nair@example.sch.uk"
BEFORE, OFFERED, LATER, LAST = ("2026-09-%02dT09:00:00+01:00" % day for day in (21, 22, 23, 24))
A, B = "2026-10-06 16:00", "2026-10-08 09:30"


def tokens(site, address):
    with sqlite3.connect(site.file("mentord.db")) as store:
        return [row[0] for row in store.execute("SELECT token FROM token JOIN address USING (person) WHERE address = ? AND purpose"
                                                " LIKE 'feed:%' AND gone IS NULL ORDER BY purpose", (address,))]


def feed(site, address):
    token, = tokens(site, address)
    return harness.read_bytes(site.file("public", "feeds", token + ".ics"))


def entries(site, address):
    """Of the autumn: {start: VEVENT}; due dates by their day."""
    icalendar = harness.need("icalendar")
    found = [(str(event["DTSTART"].dt)[:16], event) for event in icalendar.Calendar.from_ical(feed(site, address)).walk("VEVENT")]
    return {start: event for start, event in found if start < "2026-11"}


def standing(site, address):
    return {start: str(event["STATUS"]) for start, event in entries(site, address).items()}


def words(event):
    return " ".join(str(event["DESCRIPTION"]).split())


def offers(site, address=AMY):
    """A and B as they came by mail: {start: entry}."""
    mails = [mail for mail in site.sent() if mail.to == address and mail.template == "date-offer"]
    return {entry.start: entry for entry in map(calendars.Entry, mails)}


def answer(site, entry, partstat, when, sender=AMY):
    site.deliver(calendars.thunderbird(calendars.Answer(entry, partstat, sender, when)), when)


def both_dates_stand_until_one_is_chosen():
    with harness.Site() as site:
        site.once(BEFORE)
        same("before they are offered", standing(site, AMY), {A: "TENTATIVE", B: "TENTATIVE"})
        site.once(OFFERED)
        same("when they are offered", standing(site, AMY), {A: "TENTATIVE", B: "TENTATIVE"})
        check("what to do: " + words(entries(site, AMY)[A]), "One of these dates is enough" in words(entries(site, AMY)[A]))
        school = standing(site, PRIYA)
        answer(site, offers(site)["20261008T093000"], "ACCEPTED", "2026-09-22T12:00:00+01:00")
        site.once(LATER)
        same("chosen", standing(site, AMY), {B: "CONFIRMED"})
        check("it says so: " + words(entries(site, AMY)[B]), "You chose this date." in words(entries(site, AMY)[B]))
        same("when that was said", str(entries(site, AMY)[B]["LAST-MODIFIED"].dt)[:16], "2026-09-22 11:00")
        same("in the calendar of somebody else of the school", standing(site, BEN), {A: "TENTATIVE", B: "TENTATIVE"})
        same("in that of the Lead Mentor, who has others there", standing(site, PRIYA), school)
        site.once(LAST)
        same("nobody answers twice", standing(site, AMY), {B: "CONFIRMED"})


def what_is_mailed_has_a_uid_of_its_own():
    with harness.Site() as site:
        site.once(OFFERED)
        mailed = {start: entry.uid for start, entry in offers(site).items()}
        same("mailed", sorted(mailed), ["20261006T160000", "20261008T093000"])

        def uids():
            return {start: str(event["UID"]) for start, event in entries(site, AMY).items() if ":" in start}

        before = uids()
        same("in a subscribed calendar they would hide the buttons of the mails", set(before.values()) & set(mailed.values()), set())
        answer(site, offers(site)["20261008T093000"], "ACCEPTED", "2026-09-22T12:00:00+01:00")
        site.once(LATER)
        same("and what stands there stays the same entry", uids(), {B: before[B]})


def what_was_declined_goes():
    with harness.Site() as site:
        site.once(OFFERED)
        answer(site, offers(site)["20261006T160000"], "DECLINED", "2026-09-22T12:00:00+01:00")
        site.once(LATER)
        same("the other may still be chosen", standing(site, AMY).get(B), "TENTATIVE")
        check("the one does not stand", A not in standing(site, AMY))
        answer(site, offers(site)["20261008T093000"], "DECLINED", "2026-09-23T12:00:00+01:00")
        site.once(LAST)
        same("neither", {start: status for start, status in standing(site, AMY).items() if ":" in start}, {})


def a_choice_in_words_is_one():
    with harness.Site() as site:
        site.once(OFFERED)
        asked = one(site.sent(), AMY, "core-invitation")
        site.deliver(reply(asked, "A please"), "2026-09-22T12:00:00+01:00")
        site.once(LATER)
        same("chosen", standing(site, AMY), {A: "CONFIRMED"})


def a_chosen_date_that_is_cancelled_gives_the_other_back():
    with harness.Site() as site:
        site.once(OFFERED)
        answer(site, offers(site)["20261006T160000"], "ACCEPTED", "2026-09-22T12:00:00+01:00")
        site.once(LATER)
        same("chosen", standing(site, AMY), {A: "CONFIRMED"})
        year = harness.read(site.file("year.conf"))
        site.write("year.conf", year.replace('start = "2026-10-06T16:00";', 'start = "2026-10-06T16:00"; cancelled = true;'))
        site.once(LAST)
        found = entries(site, AMY)
        same("dates", sorted((start, str(event["STATUS"])) for start, event in found.items()), [(A, "CANCELLED"), (B, "CONFIRMED")])
        check("what to do instead: " + words(found[A]), "Please come instead on: Thursday 8 October 2026, 09:30, City South Campus." in words(found[A]))


COURSE = """
scheme = "course"; title = "Mentoring course";
attributes = ( { id = "cohort"; } );
roles = ( { id = "tutor"; title = "Tutor"; covers = "cohort"; }, { id = "candidate"; title = "Candidate"; } );
events = ( { id = "clinic"; title = "Clinic"; for = ("candidate"); places = 1; }, { id = "staff"; title = "Staff meeting"; for = "tutor"; } );
forms = ( { id = "essay"; title = "Essay"; keep = true; } );
requirements = ( { id = "essay"; of = { role = "candidate"; }; return = "essay"; asked = false; } );
feeds = ( { id = "all"; title = "Course"; }, { id = "tutors"; title = "Tutors"; for = "tutor"; }, { id = "cohort"; title = "Course"; by = "cohort"; },
          { id = "mine"; title = "My course"; for_each = "candidate"; } );
"""
COURSE_YEAR = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; } );
sessions = ( { scheme = "course"; event = "clinic"; start = "2026-10-14T15:00"; minutes = 60; cohort = "Spring & Summer"; },
             { scheme = "course"; event = "clinic"; start = "2026-10-21T15:00"; minutes = 60; cohort = ("spring summer", "Été"); },
             { scheme = "course"; event = "staff"; start = "2026-10-15T15:00"; minutes = 60; } );
"""


def course():
    return harness.Site(scheme=COURSE, year=COURSE_YEAR, columns=("name", "email", "role"),
                        people=[("Amy Brown", AMY, "candidate"), ("Ben Clark", BEN, "candidate")])


def a_place_and_the_waiting_list_are_said():
    with course() as site:
        site.once(BEFORE)
        for address, hour in ((AMY, 10), (BEN, 11)):
            site.deliver(write(address, "Clinic", "I will come on 14 October"), "2026-09-21T%d:00:00+01:00" % hour)
        site.once(OFFERED)
        for address, status, said in ((AMY, "CONFIRMED", "You have a place."), (BEN, "TENTATIVE", "You are on the waiting list")):
            event = entries(site, address)["2026-10-14 15:00"]
            same("status for " + address, str(event["STATUS"]), status)
            check("words for %s: %s" % (address, words(event)), said in words(event))
        site.deliver(write(AMY, "Clinic", "not coming"), "2026-09-22T10:00:00+01:00")
        site.once(LATER)
        check("given up", "2026-10-14 15:00" not in entries(site, AMY))
        check("moved up: " + words(entries(site, BEN)["2026-10-14 15:00"]), "You have a place." in words(entries(site, BEN)["2026-10-14 15:00"]))


def starts(site, name):
    return sorted(re.findall(r"DTSTART;TZID=Europe/London:(\d{8})", harness.read_bytes(site.file("public", "feeds", name + ".ics")).decode()))


def feeds_of_a_role_and_of_each_value():
    with course() as site:
        site.once(BEFORE)
        same("of all", starts(site, "course-all"), ["20261014", "20261015", "20261021"])
        same("of a role", starts(site, "course-tutors"), ["20261015"])
        same("of a value, however it is written", starts(site, "course-cohort-spring-summer"), ["20261014", "20261015", "20261021"])
        same("of another, in letters that addresses have", starts(site, "course-cohort-ete"), ["20261015", "20261021"])
        printed = site.mentord("feed", "course-cohort-ete", now=BEFORE).out
        same("on the command line", printed.replace("\r\n", "\n"),
             harness.read_bytes(site.file("public", "feeds", "course-cohort-ete.ics")).decode().replace("\r\n", "\n"))
        check("on the page", "course-cohort-ete.ics" in harness.read(site.file("public", "index.html")))
        site.write("year.conf", harness.read(site.file("year.conf")).replace("Été", "Winter"))
        site.once(OFFERED)
        same("a new value", starts(site, "course-cohort-winter"), ["20261015", "20261021"])


def a_due_date_says_what_to_do():
    with harness.Site() as site:
        asked = "2026-10-08T12:00:00+01:00"
        site.once(asked)
        tracker = site.obligation(AMY, "tracker", asked)
        event = entries(site, AMY)[tracker["due"]]
        same("title", str(event["SUMMARY"]), "Due: BCU Mentor Tracker")
        same("nobody is busy", str(event["TRANSP"]), "TRANSPARENT")
        for part in ("Fill in the form and reply to the mail that brought it, with the file attached: BCU Mentor Tracker.",
                     "Or write to mentors@example.ac.uk with the reference in the subject.", "Reference " + tracker["ref"]):
            check("%s: %s" % (part, words(event)), part in words(event))
        others = [person[part] for person in harness.PEOPLE if person[1] != AMY for part in (0, 1)]
        check("of nobody else", not any(other in feed(site, AMY).decode() for other in others))


SCHOOLS = """
scheme = "course"; title = "Partnership";
roles = ( { id = "trainee"; title = "Trainee"; }, { id = "mentor"; title = "Mentor"; } );
events = ( { id = "stay"; title = "School placement"; spans = true; for = ("trainee", "mentor"); } );
feeds = ( { id = "mine"; title = "My dates"; for_each = ("trainee", "mentor"); } );
"""
STAY = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; } );
placements = ( { scheme = "course"; event = "stay"; school = "Oak School"; trainee = "amy.brown@example.sch.uk"; mentor = "ben.clark@example.sch.uk";
                 from = "2026-10-05"; to = "2026-10-30"; } );
"""


def days(site, address):
    return {start: (str(event["SUMMARY"]), words(event), int(event["SEQUENCE"])) for start, event in entries(site, address).items()}


def the_days_of_a_placement_stand_there():
    people = [("Amy Brown", AMY, "trainee", ""), ("Ben Clark", BEN, "mentor", "Oak School"), ("Priya Nair", PRIYA, "mentor", "Oak School")]
    with harness.Site(scheme=SCHOOLS, year=STAY, columns=("name", "email", "role", "school"), people=people) as site:
        site.once(BEFORE)
        want = {"2026-10-05": ("School placement: first day", "At Oak School. It ends on Friday 30 October 2026.", 0),
                "2026-10-30": ("School placement: last day", "At Oak School. It began on Monday 5 October 2026.", 0)}
        same("the trainee's, and the mentor's, over the change of clocks", [days(site, AMY), days(site, BEN)], [want, want])
        same("nobody else's", days(site, PRIYA), {})
        before = feed(site, AMY)
        site.once(OFFERED)
        same("the same bytes", feed(site, AMY), before)
        site.write("year.conf", STAY.replace("2026-10-30", "2026-10-29"))
        site.once(LATER)
        same("moved", days(site, BEN)["2026-10-29"], ("School placement: last day", "At Oak School. It began on Monday 5 October 2026.", 1))
        site.write("year.conf", STAY[:STAY.index("placements")])
        site.once(LAST)
        same("gone", days(site, BEN), {})


def the_old_address_is_gone_at_once():
    with harness.Site() as site:
        site.once(BEFORE)
        with Daemon(site, OFFERED) as daemon:
            old, = tokens(site, AMY)
            same("before", daemon.get("/feeds/%s.ics" % old)[0], 200)
            site.mentord("people", "renew", AMY, now=OFFERED)  # beside the daemon, as the office does it
            same("the old address", daemon.get("/feeds/%s.ics" % old)[0], 410)
            new, = tokens(site, AMY)
            status, headers, body = daemon.get("/feeds/%s.ics" % new)
            same("the new one", (status, body), (200, feed(site, AMY)))
            check("and nobody keeps it: " + str(headers), "no-referrer" in headers["referrer-policy"] and "private" in headers["cache-control"])
        site.deliver(write(AMY, "Calendar", "new calendar link"), "2026-09-22T10:00:00+01:00")
        mails = site.once(LATER)
        newest, = tokens(site, AMY)
        check("the answer has it", newest in one(mails, AMY, "calendar-link").text)
        with Daemon(site, LATER) as daemon:
            same("by a reply, after the pass that read it", [daemon.get("/feeds/%s.ics" % name)[0] for name in (old, new, newest)], [410, 410, 200])


def nothing_new_is_nothing_to_send():
    with harness.Site() as site:
        site.once(BEFORE)
        token, = tokens(site, AMY)
        path = "/feeds/%s.ics" % token
        with Daemon(site, BEFORE) as daemon:
            status, headers, body = daemon.get(path)
            same("first", status, 200)
            same("asked with the tag", daemon.get(path, If_None_Match=headers["etag"])[::2], (304, b""))
            same("asked with the time", daemon.get(path, If_Modified_Since=headers["last-modified"])[::2], (304, b""))
            same("asked with both, as Google does",
                 daemon.get(path, If_None_Match=headers["etag"], If_Modified_Since=headers["last-modified"])[0], 304)
        year = harness.read(site.file("year.conf"))
        with Daemon(site, OFFERED) as daemon:  # another day, another process
            same("the next day", daemon.get(path, If_None_Match=headers["etag"])[0], 304)
        site.write("year.conf", year.replace('"2026-10-06T16:00"', '"2026-10-06T16:30"'))
        site.once(LATER)
        with Daemon(site, LATER) as daemon:
            status, changed, moved = daemon.get(path, If_None_Match=headers["etag"], If_Modified_Since=headers["last-modified"])
            same("changed", status, 200)
            check("another tag", changed["etag"] != headers["etag"] and moved != body)


harness.run([both_dates_stand_until_one_is_chosen, what_is_mailed_has_a_uid_of_its_own, what_was_declined_goes, a_choice_in_words_is_one,
             a_chosen_date_that_is_cancelled_gives_the_other_back, a_place_and_the_waiting_list_are_said, feeds_of_a_role_and_of_each_value,
             a_due_date_says_what_to_do, the_days_of_a_placement_stand_there, the_old_address_is_gone_at_once, nothing_new_is_nothing_to_send])
