#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates in people's own calendars: what is offered, confirmed and taken back, once each, and what follows from the choice. How
answers of many calendar programs are understood is test_rsvp.py's. Prints TAP."""
import collections
import email
import email.policy
import json
import os
import sqlite3

import crashing
import harness
from harness import MAILBOX, check, one, read, reply, same, to, write, year_with

AMY, BEN, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "priya.nair"))
PEOPLE = [row for row in harness.PEOPLE if row[1] in (AMY, PRIYA, harness.PRIMARY)]
FIRST, SECOND = "2026-10-06T16:00", "2026-10-08T09:30"
YEAR = year_with([("primary", FIRST, 120), ("primary", SECOND, 90)])
SATURDAY = "2026-09-26T12:00:00+01:00"
INVITED = "2026-09-22T09:00:00+01:00"  # ten working days before the first of them
ENTRIES = ("date-offer", "date-confirmed", "date-waiting", "date-withdrawn", "entry-changed")

Event = collections.namedtuple("Event", "method uid sequence status transp partstat rsvp summary description location start end")


def events(mail):
    """What the two calendars in a mail say, by another library than ours."""
    icalendar = harness.need("icalendar")
    found = []
    for part in mail.message.walk():
        if part.get_content_type() not in ("text/calendar", "application/ics"):
            continue
        calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
        event, = calendar.walk("VEVENT")
        attendee = event["ATTENDEE"]
        same("one attendee", (str(attendee).lower(), str(event["ORGANIZER"])), ("mailto:" + mail.to, "mailto:" + MAILBOX))
        check("nobody stands for the organizer", "SENT-BY" not in event["ORGANIZER"].params)
        found.append(Event(str(calendar["METHOD"]), str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"]), str(event["TRANSP"]),
                           attendee.params["PARTSTAT"], attendee.params["RSVP"], str(event["SUMMARY"]), str(event.get("DESCRIPTION", "")),
                           str(event.get("LOCATION", "")), event["DTSTART"].dt.strftime("%Y-%m-%dT%H:%M%z"), event["DTEND"].dt.strftime("%H:%M")))
        if part.get_content_type() == "text/calendar":
            same("the method in both places", part.get_param("method"), found[-1].method)
    same("twice the same", found, found[:1] * 2)
    return found


def event(mail):
    return events(mail)[0]


def entries(mails, address=AMY):
    """(template, option's day) of what @address got for the calendar."""
    return sorted((mail.template, event(mail).start[:10]) for mail in to(mails, address) if mail.template in ENTRIES)


def offers(mails, address=AMY):
    """The offers by their letter."""
    return {mail.subject.split(":")[0][-1]: mail for mail in to(mails, address, "date-offer")}


def says(mail, partstat, stamp):
    """The REPLY that a calendar program sends (RFC 5546 3.2.3)."""
    of = event(mail)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "METHOD:REPLY", "BEGIN:VEVENT", "UID:" + of.uid, "SEQUENCE:%d" % of.sequence,
             "DTSTAMP:" + stamp, "ORGANIZER:mailto:" + MAILBOX, "ATTENDEE;PARTSTAT=%s:mailto:%s" % (partstat, mail.to), "END:VEVENT", "END:VCALENDAR", ""]
    message = write(mail.to, partstat.title() + ": " + of.summary, "", answers=mail)
    message.set_content("\r\n".join(lines), subtype="calendar", params={"method": "REPLY"})
    return message


class Dates(harness.Site):
    """Amy, her Lead Mentor, and two dates; they are invited when it is entered."""

    def __init__(self, **others):
        super().__init__(**{"people": PEOPLE, "year": YEAR, **others})

    def __enter__(self):
        self.invited = self.once(INVITED)
        return self

    def answer(self, mail, partstat, day, hour=12, now=None):
        """@partstat to @mail at @hour of September's @day; what follows of it in one pass."""
        when = "2026-09-%02dT%02d:00:00+01:00" % (day, hour)
        self.deliver(says(mail, partstat, "202609%02dT%02d0000Z" % (day, hour - 1)), when)
        return self.once(now or when)

    def change(self, *pairs):
        text = read(self.file("year.conf"))
        for old, new in pairs:
            check("%s stands in the year" % old, old in text)
            text = text.replace(old, new)
        self.write("year.conf", text)

    def dates(self, now, address=AMY):
        return {date["option"]: (date["state"], date["answer"]) for date in self.json("person", address, now=now)["dates"]}


def both_dates_are_offered_once():
    with Dates() as site:
        mine = [mail for mail in site.invited if mail.to == AMY]
        same("mails", sorted(mail.template for mail in mine), ["core-invitation", "date-offer", "date-offer"])
        a, b = (event(mail) for _, mail in sorted(offers(site.invited).items()))
        same("option A", a[0:1] + a[2:8] + a[9:], ("REQUEST", 0, "TENTATIVE", "TRANSPARENT", "NEEDS-ACTION", "TRUE",
                                                  "Option A: Core Mentor Training (please accept one)", "Online", FIRST + "+0100", "18:00"))
        same("option B", (b.start, b.end, b.summary[:8]), (SECOND + "+0100", "11:00", "Option B"))
        check("each has an entry of its own", a.uid != b.uid and a.uid.endswith("@example.ac.uk") and len(a.uid.split("@")[0]) == 26)
        for words in ("Option B: Thursday 8 October 2026, 09:30 to 11:00, Online", "A: mailto:%s?subject=A%%20%%5B" % MAILBOX, "neither: mailto:"):
            check("%r stands in %s" % (words, a.description), words in a.description)
        text = " ".join(offers(site.invited)["A"].text.split())
        for words in ("Option A: Tuesday 6 October 2026, 16:00 to 18:00, Online (this one)", 'simply reply "A" for this date, "B" for Thursday 8 October 2026 or "neither"'):
            check("%r stands in %s" % (words, text), words in text)
        ref = site.obligation(AMY, "core-pgce", INVITED, instance="autumn")["ref"]
        same("what they are about", {tuple(mail.refs) for mail in mine}, {(ref,)})
        same("nothing comes twice", [mail.template for mail in site.once("2026-09-22T15:00:00+01:00") + site.once("2026-09-24T09:00:00+01:00") if mail.to == AMY], [])
        shown = [mail["template"] for one in site.json("person", AMY, now=INVITED)["obligations"] if one["ref"] == ref for mail in one["mails"]]
        same("person", shown, ["core-invitation", "date-offer", "date-offer"])
        why = "\n".join(site.json("why", ref, now=INVITED)["lines"])
        check("why: " + why, "Calendar: option B, Core Mentor Training, Thursday 8 October 2026 at 09:30: offered; no answer yet" in why)
        same("status", site.dates(INVITED), {"A": ("tentative", ""), "B": ("tentative", "")})


def a_plan_shows_them():
    with harness.Site(people=PEOPLE, year=YEAR) as site:
        site.once("2026-09-21T09:00:00+01:00")
        planned = [(mail["template"], mail["at"][:16]) for mail in site.json("plan", "--until", "2026-09-22", now="2026-09-21T10:00:00+01:00") if mail["to"] == [AMY]]
        same("plan", planned, [("core-invitation", "2026-09-22T08:00"), ("date-offer", "2026-09-22T08:00"), ("date-offer", "2026-09-22T08:00")])


def our_own_reader_knows_them():
    with Dates() as site:
        path = site.write("offer.eml", offers(site.invited)["A"].raw)
        found = json.loads(site.mentord("read", "--json", path).out)
        calendars = [(one["method"], one["uid"], one["sequence"], one["organizer"]) for one in found["calendar"]]
        check("read: %r" % calendars, ("REQUEST", event(offers(site.invited)["A"]).uid, 0, MAILBOX) in calendars)


def accepting_one_confirms_it_and_takes_the_other_back():
    with Dates() as site:
        mails = site.answer(offers(site.invited)["A"], "ACCEPTED", 23, hour=21)
        same("at any hour", entries(mails), [("date-confirmed", FIRST[:10]), ("date-withdrawn", SECOND[:10])])
        yes, no = event(one(mails, AMY, "date-confirmed")), event(one(mails, AMY, "date-withdrawn"))
        before = {letter: event(mail).uid for letter, mail in offers(site.invited).items()}
        same("confirmed", yes[:8], ("REQUEST", before["A"], 1, "CONFIRMED", "OPAQUE", "ACCEPTED", "FALSE", "Core Mentor Training"))
        same("taken back", no[:5], ("CANCEL", before["B"], 1, "CANCELLED", "TRANSPARENT"))
        check("why: " + no.description, "you chose Tuesday 6 October 2026 instead" in no.description)
        same("automatic", one(mails, AMY, "date-confirmed").message["Auto-Submitted"], "auto-replied")
        same("once", entries(site.once("2026-09-24T09:00:00+01:00")), [])
        opens = site.obligation(AMY, "tracker", "2026-09-24T09:00:00+01:00")["next"]
        same("the tracker is asked after the date that was chosen", opens["at"][:16], "2026-10-06T18:00")


def the_choice_may_change_and_change_back():
    with Dates() as site:
        a, b = (mail for _, mail in sorted(offers(site.invited).items()))
        first = site.answer(a, "ACCEPTED", 23)
        site.deliver(reply(b, "B"), "2026-09-24T10:00:00+01:00")
        second = site.once("2026-09-24T10:05:00+01:00")
        same("the other", entries(second), [("date-confirmed", SECOND[:10]), ("date-withdrawn", FIRST[:10])])
        same("its number goes up", [event(one(second, AMY, name)).sequence for name in ("date-confirmed", "date-withdrawn")], [2, 2])
        third = site.answer(one(second, AMY, "date-confirmed"), "DECLINED", 25)
        same("who cannot come to it may choose anew", entries(third), [("date-offer", FIRST[:10])])
        same("as a plain date, for there is but one", event(one(third, AMY, "date-offer")).status, "CONFIRMED")
        check("not the first", first)


def tentative_is_no_choice():
    with Dates() as site:
        same("nothing follows", entries(site.answer(offers(site.invited)["A"], "TENTATIVE", 23)), [])
        same("but it is known", site.dates("2026-09-23T13:00:00+01:00"), {"A": ("tentative", "TENTATIVE"), "B": ("tentative", "")})


def declining_both_opens_the_make_up_at_once():
    with Dates() as site:
        mails = site.answer(offers(site.invited)["A"], "DECLINED", 23)
        same("one is declined", [mail.template for mail in to(mails, AMY)], [])
        mails = site.answer(offers(site.invited)["B"], "DECLINED", 24)
        same("their calendar knows it already", entries(mails), [])
        make_up = one(mails, AMY, "core-make-up")
        check("it thanks: " + make_up.text, "Thank you for telling us that none of the dates" in " ".join(make_up.text.split()))
        same("the Lead Mentor is told", [str(make_up.message["Cc"]), len(to(mails, PRIYA, "core-make-up"))], [PRIYA, 1])
        same("once", [mail.template for mail in site.once("2026-09-25T09:00:00+01:00") if mail.template == "core-make-up"], [])


def a_date_that_moves_is_brought_up_to_date():
    with Dates() as site:
        site.change((FIRST, "2026-10-07T15:30"))
        mails = site.once("2026-09-23T09:00:00+01:00")
        same("who has it is told", entries(mails), [("entry-changed", "2026-10-07")])
        moved = event(one(mails, AMY, "entry-changed"))
        same("the same entry", moved[:7], ("REQUEST", event(offers(site.invited)["A"]).uid, 1, "TENTATIVE", "TRANSPARENT", "NEEDS-ACTION", "TRUE"))
        check("from where: " + moved.description, "Before, it was on Tuesday 6 October 2026, 16:00 to 18:00" in moved.description)
        same("and of nothing else", [mail.template for mail in mails if mail.template == "date-changed" and mail.to == AMY], [])
        site.answer(one(mails, AMY, "entry-changed"), "ACCEPTED", 23)
        site.change(('start = "2026-10-07T15:30"; minutes = 120; place = "Online"', 'start = "2026-10-07T15:30"; minutes = 120; place = "Hall 2"'))
        placed = event(one(site.once("2026-09-24T09:00:00+01:00"), AMY, "entry-changed"))
        same("another place asks nothing", (placed.partstat, placed.location, placed.sequence), ("ACCEPTED", "Hall 2", 3))
        site.change(("2026-10-07T15:30", "2026-10-07T17:00"))
        late = event(one(site.once("2026-09-24T10:00:00+01:00"), AMY, "entry-changed"))
        same("another time does", (late.partstat, late.rsvp, late.start), ("NEEDS-ACTION", "TRUE", "2026-10-07T17:00+0100"))


def a_change_waits_for_the_morning_unless_it_would_be_too_late():
    with Dates() as site:
        site.change((FIRST, "2026-10-06T17:00"))
        same("at night", entries(site.once("2026-09-23T22:00:00+01:00")), [])
        same("in the morning", entries(site.once("2026-09-24T08:00:00+01:00")), [("entry-changed", FIRST[:10])])
        site.change(("2026-10-06T17:00", "2026-10-06T09:00"))
        same("the night before", entries(site.once("2026-10-05T22:00:00+01:00")), [("entry-changed", FIRST[:10])])


def a_date_that_is_cancelled_is_taken_back_and_the_other_offered_again():
    with Dates() as site:
        site.answer(offers(site.invited)["A"], "ACCEPTED", 23)
        site.change(('start = "%s";' % FIRST, 'start = "%s"; cancelled = true;' % FIRST))
        mails = site.once("2026-09-24T09:00:00+01:00")
        same("both", entries(mails), [("date-offer", SECOND[:10]), ("date-withdrawn", FIRST[:10])])
        check("why", "it is cancelled" in event(one(mails, AMY, "date-withdrawn")).description)
        site.change(("cancelled = true;", ""))
        same("and back", entries(site.once("2026-09-24T10:00:00+01:00")), [("date-confirmed", FIRST[:10]), ("date-withdrawn", SECOND[:10])])


def a_date_that_flaps_is_held_for_the_office():
    with Dates() as site:
        times = [FIRST] + ["2026-10-06T%02d:00" % hour for hour in range(9, 16)]
        got = []
        for n, (old, new) in enumerate(zip(times, times[1:])):
            site.change((old, new))
            got.append(len(to(site.once("2026-09-23T%02d:00:00+01:00" % (9 + n)), AMY, "entry-changed")))
        same("six changes are told", got, [1] * 6 + [0])
        same("the seventh waits", site.json("status", now="2026-09-23T17:00:00+01:00")["outbox"]["held"], 1)
        site.mentord("outbox", "release", now="2026-09-23T17:00:00+01:00")
        same("until it is released", event(one(site.once("2026-09-23T17:05:00+01:00"), AMY, "entry-changed")).start[:16], times[-1])


def words_do_the_same():
    with Dates() as site:
        site.deliver(reply(offers(site.invited)["A"], "neither, sorry"), "2026-09-23T10:00:00+01:00")
        mails = site.once("2026-09-23T10:05:00+01:00")
        same("whose calendar knows nothing of it is told", entries(mails), [("date-withdrawn", FIRST[:10]), ("date-withdrawn", SECOND[:10])])
        one(mails, AMY, "core-make-up")
        ref, = offers(site.invited)["A"].refs
        site.deliver(write(AMY, "B [%s]" % ref, "B"), "2026-09-24T10:00:00+01:00")  # what the links of an entry write
        same("after all", entries(site.once("2026-09-24T10:05:00+01:00")), [("date-confirmed", SECOND[:10])])


def nothing_is_left_standing_of_what_is_done():
    for command in (("record", "attendance", AMY, "core", "2026-09-22", "--reviewed", "--reason", "by telephone"), ("waive",)):
        with Dates() as site:
            if command == ("waive",):
                command = ("record", "waiver", site.obligation(AMY, "core-pgce", INVITED, instance="autumn")["ref"], "--reason", "on leave")
            site.mentord(*command, now="2026-09-23T09:00:00+01:00")
            mails = site.once("2026-09-23T09:05:00+01:00")
            same(" ".join(command), entries(mails), [("date-withdrawn", FIRST[:10]), ("date-withdrawn", SECOND[:10])])


def one_date_alone_is_a_plain_invitation():
    with Dates(year=year_with([("primary", FIRST, 120)])) as site:
        offer = one(site.invited, AMY, "date-offer")
        same("entry", event(offer)[3:8], ("CONFIRMED", "OPAQUE", "NEEDS-ACTION", "TRUE", "Core Mentor Training"))
        check("no letters: " + offer.text, "Option" not in offer.text and 'reply "yes"' in offer.text)


PLACES = read(os.path.join(harness.SOURCE, "conf", "schemes", "bcu.conf")).replace('title = "Core Mentor Training"; per', 'title = "Core Mentor Training"; places = 1; per')


def where_places_are_few_the_first_has_it_and_the_next_moves_up():
    check("the event has places", "places = 1" in PLACES)
    people = [row[:5] + ("pgce",) + row[6:] for row in harness.PEOPLE if row[1] in (AMY, BEN)]
    with Dates(scheme=PLACES, people=people) as site:
        a, b = (offers(site.invited, address)["A"] for address in (AMY, BEN))
        same("who is first", entries(site.answer(a, "ACCEPTED", 23)), [("date-confirmed", FIRST[:10]), ("date-withdrawn", SECOND[:10])])
        mails = site.answer(b, "ACCEPTED", 24)
        same("the next one waits, and keeps the other date", entries(mails, BEN), [("date-waiting", FIRST[:10])])
        check("told so", "on the waiting list" in " ".join(one(mails, BEN, "date-waiting").text.split()))
        mails = site.answer(one(site.sent(), AMY, "date-confirmed"), "DECLINED", 24, hour=22)
        same("what another answers at night wakes nobody", entries(mails, BEN), [])
        mails = site.once("2026-09-25T08:00:00+01:00")
        same("and moves up", entries(mails, BEN), [("date-confirmed", FIRST[:10]), ("date-withdrawn", SECOND[:10])])
        same("places", [place["state"] for place in site.json("person", BEN, now="2026-09-25T13:00:00+01:00")["places"]], ["held"])


def who_has_a_place_waits_for_the_other_date():
    people = [row[:5] + ("pgce",) + row[6:] for row in harness.PEOPLE if row[1] in (AMY, BEN)]
    with Dates(scheme=PLACES, people=people) as site:
        hers, his = (offers(site.invited, address) for address in (AMY, BEN))
        site.answer(hers["A"], "ACCEPTED", 23)
        site.answer(his["B"], "ACCEPTED", 23, 14)
        site.deliver(reply(hers["B"], "B"), SATURDAY)  # an answer waits for no window
        mails = site.once(SATURDAY)
        same("the full one waits beside the one that she has", entries(mails), [("date-waiting", SECOND[:10])])
        waits = event(one(mails, AMY, "date-waiting"))
        check("why: " + waits.description, "waiting list" in waits.description and "instead" not in waits.description)
        held = {"A": ("confirmed", "ACCEPTED"), "B": ("waiting", "ACCEPTED")}
        same("both stand", site.dates("2026-09-27T12:00:00+01:00"), held)
        mails = site.answer(one(site.sent(), BEN, "date-confirmed"), "DECLINED", 28)
        same("a place is free: she has it", entries(mails), [("date-confirmed", SECOND[:10]), ("date-withdrawn", FIRST[:10])])
        check("why the other goes", "you chose Thursday 8 October 2026 instead" in event(one(mails, AMY, "date-withdrawn")).description)
        same("her first place is free", [place["state"] for place in site.json("person", AMY, now="2026-09-28T13:00:00+01:00")["places"]], ["given up", "held"])


def who_was_two_people_has_one_entry():
    twin = ("A. Brown", "a.brown@example.sch.uk") + tuple(next(row for row in PEOPLE if row[1] == AMY)[2:])
    with Dates(people=PEOPLE + [twin]) as site:
        site.mentord("people", "merge", AMY, twin[1], now="2026-09-23T09:00:00+01:00")
        mails = site.once("2026-09-23T09:05:00+01:00")
        same("those too many are taken back", entries(mails), [("date-withdrawn", FIRST[:10]), ("date-withdrawn", SECOND[:10])])
        same("of the other's", {event(mail).uid for mail in to(mails, AMY, "date-withdrawn")},
             {event(mail).uid for mail in to(site.invited, twin[1], "date-offer")})
    with Dates(people=PEOPLE + [twin]) as site:
        with sqlite3.connect(site.file("mentord.db")) as store:  # as when the server takes none for a while
            store.execute("UPDATE outbox SET state = 'queued' WHERE template = 'date-offer' AND person ="
                          " (SELECT person FROM address WHERE address = ?)", (twin[1],))
        site.mentord("people", "merge", AMY, twin[1], now="2026-09-23T09:00:00+01:00")
        with sqlite3.connect(site.file("mentord.db")) as store:
            states = [state for state, in store.execute("SELECT o.state FROM outbox o JOIN address a ON a.person = o.person"
                                                        " WHERE a.address = ? AND o.template = 'date-offer' ORDER BY 1", (AMY,))]
        same("an entry that waits is not lost", states, ["queued"] * 2 + ["sent"] * 2)


class Choosing(crashing.Story):
    """A yes to one of two dates: confirmed and taken back, and what is asked after it."""

    def prepare(self, site):
        site.deliver(says(offers(site.once(INVITED))["A"], "ACCEPTED", "20260923T110000Z"), "2026-09-23T12:00:00+01:00")


def who_is_erased_keeps_what_is_theirs():
    with Dates() as site:
        offer = offers(site.invited)["A"]
        site.mentord("people", "erase", AMY, now="2026-09-23T09:00:00+01:00")
        site.change((SECOND, "2026-10-08T10:30"))
        same("nothing is withdrawn, and nothing moved", to(site.once("2026-09-23T10:00:00+01:00"), AMY), [])
        same("an answer to it is to none of ours", site.answer(offer, "ACCEPTED", 24), [])
        same("and no work for anybody", site.json("review", "list", now="2026-09-24T13:00:00+01:00"), [])


def killed_anywhere_it_is_one_mail_each():
    story = Choosing("choosing", "2026-09-23T12:05:00+01:00", lambda: harness.Site(people=PEOPLE, year=YEAR))
    with story.make() as original:
        story.prepare(original)
        with crashing.Copy(original) as site:
            site.once(story.now)
            want = ends(site)
        same("undisturbed", [line[:2] for line in want], [("date-confirmed", 1), ("date-offer", 0), ("date-offer", 0), ("date-withdrawn", 1)])
        at = 1
        while at < 400:
            with crashing.Copy(original) as site:
                code = site.mentord("once", now=story.now, env={"MENTORD_CRASH_AT": str(at)}, code=None).code
                site.once(story.now)
                same("after a crash at durable write %d" % at, ends(site), want)
            if code != crashing.CRASHED:
                break
            at += 1 if crashing.LONG else 7
        check("it crashed: %d" % at, at > 1)


def ends(site):
    found = [mail for mail in site.sent() if mail.template in ENTRIES]
    crashing.alike(found, "of an entry")
    return sorted((mail.template, event(mail).sequence, event(mail).uid) for mail in {mail.id: mail for mail in found}.values())


harness.run([both_dates_are_offered_once, a_plan_shows_them, our_own_reader_knows_them, accepting_one_confirms_it_and_takes_the_other_back,
             the_choice_may_change_and_change_back, tentative_is_no_choice, declining_both_opens_the_make_up_at_once,
             a_date_that_moves_is_brought_up_to_date, a_change_waits_for_the_morning_unless_it_would_be_too_late,
             a_date_that_is_cancelled_is_taken_back_and_the_other_offered_again, a_date_that_flaps_is_held_for_the_office, words_do_the_same,
             nothing_is_left_standing_of_what_is_done,
             one_date_alone_is_a_plain_invitation, where_places_are_few_the_first_has_it_and_the_next_moves_up,
             who_has_a_place_waits_for_the_other_date, who_was_two_people_has_one_entry,
             who_is_erased_keeps_what_is_theirs, killed_anywhere_it_is_one_mail_each])
