#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people answer to the dates in their calendars: by the calendar programs that there are, in words, from other addresses, too
late, twice, and with another time in mind. Pain 37, C1.12, C4.2, fault 120. Prints TAP."""
import calendars
import harness
from calendars import Answer, Entry
from harness import check, one, reply, same, to, write

SCHOOL = "Oakfield Primary School"
AMY, BEN = "amy.brown@example.sch.uk", "ben.clark@example.sch.uk"
NAMES = {program.__name__: "%s.mentor@example.sch.uk" % program.__name__.replace("_", ".") for program in calendars.PROGRAMS}
OTHERS = [("%s Mentor" % name.replace("_", " ").title(), address, "mentor", SCHOOL, "primary", "pgce", "") for name, address in NAMES.items()]
INVITED = "2026-09-22T09:00:00+01:00"


def at(day, hour, minute=0):
    return "2026-%02d-%02dT%02d:%02d:00+01:00" % (9 if day > 20 else 10, day, hour, minute)


class Dates(harness.Site):
    """Invited to the autumn's two dates: A is Tuesday 6 October at 16:00, B Thursday 8 October at 9:30."""

    def __init__(self, people=harness.PEOPLE, **others):
        super().__init__(people=people, **others)

    def __enter__(self):
        self.invited = self.once(INVITED)
        return self

    def entries(self, address, mails=None):
        """Of the mails to @address that have one, by their start."""
        found = [Entry(mail) for mail in to(self.invited if mails is None else mails, address) if "text/calendar" in
                 [part.get_content_type() for part in mail.message.walk()]]
        return sorted(found, key=lambda entry: entry.start)

    def two(self, address):
        entries = self.entries(address)
        same("entries of " + address, [entry.method for entry in entries], ["REQUEST", "REQUEST"])
        return entries

    def take(self, *answers, now):
        """Puts what programs made of answers into the mailbox, each at its own time; what one pass then sends."""
        for raw, when in answers:
            self.deliver(raw, when)
        return self.once(now)

    def changes(self, mails, address):
        """What happened to the entries of @address: (template, method, start) by their start."""
        return [(entry.mail.template, entry.method, entry.start) for entry in self.entries(address, mails)]

    def cases(self, now):
        return self.json("review", "list", now=now)

    def kinds(self, now):
        return [case["kind"] for case in self.cases(now)]

    def journal(self, address, now):
        ref = self.obligation(address, "core-pgce", now, "autumn")["ref"]
        return "\n".join(self.json("why", ref, now=now)["lines"])


def chosen(entries, which):
    """What is sent when @which of @entries is chosen: that one confirmed, the others withdrawn."""
    return [CONFIRMED(entry) if entry is which else WITHDRAWN(entry) for entry in entries]


def CONFIRMED(entry):
    return ("date-confirmed", "REQUEST", entry.start)


def WITHDRAWN(entry):
    return ("date-withdrawn", "CANCEL", entry.start)


def OFFERED(entry):
    return ("date-offer", "REQUEST", entry.start)


def said(program, entry, partstat, sender, when, **others):
    return program(Answer(entry, partstat, sender, when, **others)), when


def every_program_is_understood():
    with Dates(people=harness.PEOPLE + OTHERS) as site:
        answers, entries = [], {}
        for program in calendars.PROGRAMS:
            address = NAMES[program.__name__]
            entries[address] = site.two(address)
            answers.append(said(program, entries[address][1], "ACCEPTED", address, at(23, 9), name=address.split(".")[0].title() + " Mentor"))
        mails = site.take(*answers, now=at(23, 10))
        for address in NAMES.values():
            same("accepted by " + address, site.changes(mails, address), chosen(entries[address], entries[address][1]))
        same("cases", site.kinds(at(23, 11)), [])
        answers = [said(program, Entry(one(mails, NAMES[program.__name__], "date-confirmed")), "DECLINED", NAMES[program.__name__], at(24, 9))
                   for program in calendars.PROGRAMS]
        mails = site.take(*answers, now=at(24, 10))
        for address in NAMES.values():
            same("declined by " + address, site.changes(mails, address), [OFFERED(entries[address][0])])
        same("nothing is answered but by entries", sorted({mail.template for mail in mails if mail.to in NAMES.values()}), ["date-offer"])
        same("cases", site.kinds(at(24, 11)), [])


def another_address_and_none_is_learned():
    with Dates() as site:
        a, b = site.two(AMY)
        mails = site.take(said(calendars.gmail, b, "ACCEPTED", "amyb@example.net", at(23, 9), attendee="amy.b@example.com"), now=at(23, 10))
        same("it is hers", site.changes(mails, AMY), chosen((a, b), b))
        same("her addresses", site.json("person", AMY, now=at(23, 11))["addresses"], [AMY])
        same("nobody writes there", [mail.to for mail in mails if mail.to not in [row[1] for row in harness.PEOPLE]], [])
        same("cases", site.kinds(at(23, 11)), [])


def who_is_somebody_else_answers_for_nobody():
    with Dates() as site:
        a, b = site.two(AMY)
        mails = site.take(said(calendars.thunderbird, b, "ACCEPTED", BEN, at(23, 9), attendee=AMY),
                          said(calendars.thunderbird, a, "ACCEPTED", AMY, at(23, 9), attendee=BEN), now=at(23, 10))
        same("nothing for either", (site.changes(mails, AMY), site.changes(mails, BEN)), ([], []))
        cases = site.cases(at(23, 11))
        same("cases", [(case["kind"], case["person"]["name"]) for case in cases], [("calendar-answer", "Amy Brown")] * 2)
        check("who sent it: " + cases[0]["question"], "from the address of Ben Clark" in cases[0]["question"])
        site.mentord("review", "accept", str(cases[0]["id"]), now=at(23, 12))
        same("the office vouches for it", site.changes(site.once(at(23, 13)), AMY), chosen((a, b), b))
        site.mentord("review", "reject", str(cases[1]["id"]), now=at(23, 14))
        same("and not for that", site.changes(site.once(at(23, 15)), AMY), [])


def a_forged_answer_is_a_case():
    with Dates() as site:
        a, b = site.two(AMY)
        mails = site.take(said(calendars.exchange_online, b, "DECLINED", AMY, at(23, 9), authentic=False), now=at(23, 10))
        same("nothing", (site.changes(mails, AMY), site.kinds(at(23, 11))), ([], ["calendar-answer"]))


def an_unknown_entry_is_dropped():
    with Dates() as site:
        a, b = site.two(AMY)
        mails = site.take(said(calendars.gmail, b, "ACCEPTED", AMY, at(23, 9), uid="0123456789@example.ac.uk"),
                          said(calendars.zimbra, b, "ACCEPTED", "stranger@example.net", at(23, 9), uid=b.uid.replace("@", "x@")),
                          said(calendars.thunderbird, b, "ACCEPTED", AMY, at(23, 9), recurrence="20261009T083000Z"), now=at(23, 10))
        same("nothing", ([mail.template for mail in mails if mail.to in (AMY, "stranger@example.net", harness.MAILBOX)], site.kinds(at(23, 11))), ([], []))
        same("all were taken in", site.json("status", now=at(23, 11))["messages"].get("calendar"), 3)


def what_is_not_one_answer_is_a_case():
    with Dates() as site:
        a, b = site.two(AMY)
        mails = site.take(said(calendars.apple_mac, a, "ACCEPTED", AMY, at(23, 9), attendees=[]),
                          said(calendars.apple_mac, a, "ACCEPTED", AMY, at(23, 9, 1), attendees=[("x@example.com", "ACCEPTED"), ("y@example.com", "DECLINED")]),
                          said(calendars.thunderbird, a, "DELEGATED", AMY, at(23, 9, 2)), now=at(23, 10))
        same("nothing", (site.changes(mails, AMY), site.kinds(at(23, 11))), ([], ["calendar-answer"] * 3))
        mails = site.take(said(calendars.ios, b, "ACCEPTED", AMY, at(23, 12), attendees=[(BEN, "DECLINED"), (AMY, "ACCEPTED")]),
                          said(calendars.thunderbird, a, "NEEDS-ACTION", AMY, at(23, 12, 1)), now=at(23, 13))
        same("of several the one that is hers", site.changes(mails, AMY), chosen((a, b), b))


def a_maybe_is_no_choice():
    with Dates() as site:
        a, b = site.two(AMY)
        mails = site.take(said(calendars.outlook_desktop, a, "TENTATIVE", AMY, at(23, 9)), now=at(23, 10))
        same("nothing", (site.changes(mails, AMY), site.kinds(at(23, 11))), ([], []))
        mails = site.take(said(calendars.outlook_desktop, a, "ACCEPTED", AMY, at(24, 9)), now=at(24, 10))
        same("until it is one", site.changes(mails, AMY), chosen((a, b), a))


def the_order_in_which_it_was_said_counts():
    with Dates() as site:
        a, b = site.two(AMY)
        late = said(calendars.gmail, a, "DECLINED", AMY, at(23, 12))
        early = said(calendars.gmail, a, "ACCEPTED", AMY, at(23, 9))
        mails = site.take(late, now=at(23, 13))
        same("declined in her calendar: nothing to send", site.changes(mails, AMY), [])
        mails = site.take((early[0], at(23, 14)), now=at(23, 15))
        same("an older word", site.changes(mails, AMY), [])
        mails = site.take(said(calendars.gmail, a, "ACCEPTED", AMY, at(24, 9)), now=at(24, 10))
        same("a newer word", site.changes(mails, AMY), chosen((a, b), a))


def of_both_the_later_word_holds():
    with Dates() as site:
        a, b = site.two(AMY)
        second = said(calendars.thunderbird, b, "ACCEPTED", AMY, at(23, 9, 30))
        first = said(calendars.thunderbird, a, "ACCEPTED", AMY, at(23, 9))
        mails = site.take(second, (first[0], at(23, 9, 40)), now=at(23, 10))
        same("B, said later", site.changes(mails, AMY), chosen((a, b), b))
        mails = site.take(said(calendars.thunderbird, a, "ACCEPTED", AMY, at(24, 9)), now=at(24, 10))
        same("now A", site.changes(mails, AMY), chosen((a, b), a))
        told = site.journal(AMY, at(24, 11))
        check("it is said: " + told, "several dates are accepted" in told)


def a_clock_that_runs_ahead_shuts_nothing_out():
    with Dates() as site:
        a, b = site.two(AMY)
        site.take(said(calendars.apple_mac, a, "ACCEPTED", AMY, at(23, 9), stamp="21000812T201914Z"), now=at(23, 10))
        mails = site.take(said(calendars.apple_mac, a, "DECLINED", AMY, at(24, 9)),
                          said(calendars.apple_mac, b, "ACCEPTED", AMY, at(24, 9, 5)), now=at(24, 10))
        same("later words count", site.changes(mails, AMY), [CONFIRMED(b)])


def an_answer_to_the_date_before_it_moved_confirms_nothing():
    with Dates() as site:
        a, b = site.two(AMY)
        year = harness.read(site.file("year.conf"))
        site.write("year.conf", year.replace('phase = "primary";   start = "2026-10-06T16:00"', 'phase = "primary";   start = "2026-10-06T17:30"'))
        moved, = site.entries(AMY, site.once(at(23, 9)))
        check("moved: %s, %d" % (moved.start, moved.sequence), moved.start != a.start and moved.sequence > a.sequence)
        mails = site.take(said(calendars.exchange_online, a, "ACCEPTED", AMY, at(23, 10)), said(calendars.nextcloud, a, "ACCEPTED", AMY, at(23, 10, 5)),
                          now=at(23, 11))
        same("neither is an answer to it", (site.changes(mails, AMY), site.kinds(at(23, 12))), ([], []))
        mails = site.take(said(calendars.exchange_online, moved, "ACCEPTED", AMY, at(24, 9)), now=at(24, 10))
        same("this one is", site.changes(mails, AMY), chosen((moved, b), moved))
        mails = site.take(said(calendars.exchange_online, moved, "DECLINED", AMY, at(25, 9)), now=at(25, 10))
        same("and so is one to what was only confirmed since", site.changes(mails, AMY), [OFFERED(b)])


def words_beside_an_answer_are_read():
    with Dates() as site:
        a, b = site.two(AMY)
        mails = site.take(said(calendars.exchange_online, b, "ACCEPTED", AMY, at(23, 9), typed="I can only stay until five."), now=at(23, 10))
        same("an answer", site.changes(mails, AMY), chosen((a, b), b))
        check("kept: " + site.journal(AMY, at(23, 11)), "they write: I can only stay until five." in site.journal(AMY, at(23, 11)))
        site.take(said(calendars.gmail, b, "ACCEPTED", AMY, at(24, 9), comment="Is there parking?"), now=at(24, 10))
        cases = site.cases(at(24, 11))
        same("a question", [(case["kind"], "Is there parking?" in case["question"]) for case in cases], [("question", True)])


def another_time_is_proposed():
    with Dates() as site:
        a, b = site.two(AMY)
        proposal = {"method": "COUNTER", "start": calendars.moved(b.start, 30), "end": calendars.moved(b.end, 30), "comment": "Fridays suit me better"}
        mails = site.take(said(calendars.gmail, b, "TENTATIVE", AMY, at(23, 9), **proposal), now=at(23, 10))
        same("nothing is sent", site.changes(mails, AMY), [])
        case, = site.cases(at(23, 11))
        same("a case", (case["kind"], case["person"]["address"]), ("counter", AMY))
        check("the time: " + case["question"], "Friday 9 October 2026, 15:30 to 17:30" in case["question"] and case["question"].endswith("and writes: Fridays suit me better"))
        site.mentord("review", "reject", str(case["id"]), now=at(23, 12))
        declined = one(site.once(at(23, 13)), AMY, "counter-declined")
        entry = Entry(declined)
        same("declined", (entry.method, entry.uid, entry.start), ("DECLINECOUNTER", b.uid, b.start))
        check("in words: " + declined.text, "Thursday 8 October 2026" in declined.text)
        mails = site.take((reply(declined, "Yes, I can come after all"), at(23, 14)), now=at(23, 15))
        same("yes in reply to it is about its date", site.changes(mails, AMY), chosen((a, b), b))
        site.take(said(calendars.ios, a, "TENTATIVE", AMY, at(24, 9), **{**proposal, "start": calendars.moved(a.start, 1)}), now=at(24, 10))
        case, = site.cases(at(24, 11))
        told = site.mentord("review", "accept", str(case["id"]), now=at(24, 12)).out
        check("the office is told where it is moved: " + told, "in the year file, or where it was imported from" in told)
        same("no date moves by itself", to(site.once(at(24, 13)), AMY), [])
        mails = site.take(said(calendars.ios, a, "ACCEPTED", AMY, at(25, 9)), now=at(25, 10))
        same("and they may still choose", site.changes(mails, AMY), chosen((a, b), a))


def whoever_said_yes_comes_until_it_is_settled():
    with Dates() as site:
        a, b = site.two(AMY)
        site.take(said(calendars.ios, b, "ACCEPTED", AMY, at(23, 9)), now=at(23, 10))
        later = {"method": "COUNTER", "start": calendars.moved(b.start, 2), "end": calendars.moved(b.end, 2)}
        mails = site.take(said(calendars.ios, b, "TENTATIVE", AMY, at(24, 9), **later), said(calendars.ios, b, "TENTATIVE", AMY, at(24, 9, 1), **later),
                          said(calendars.ios, b, "TENTATIVE", AMY, "2026-09-22T10:00:00+01:00", **{**later, "start": calendars.moved(b.start, 3)}), now=at(24, 10))
        same("the yes stands, and it is one case", (site.changes(mails, AMY), site.kinds(at(24, 11))), ([], ["counter"]))


def an_entry_is_sent_again_when_it_is_lost():
    with Dates() as site:
        a, b = site.two(AMY)
        mails = site.take(said(calendars.thunderbird, a, "NEEDS-ACTION", AMY, at(23, 9), method="REFRESH"),
                          said(calendars.thunderbird, b, "NEEDS-ACTION", BEN, at(23, 9), method="REFRESH"), now=at(23, 10))
        again, = site.entries(AMY, mails)
        same("the same entry", (again.uid, again.status, again.start, again.sequence), (a.uid, "TENTATIVE", a.start, 1))


def what_exchange_keeps_back_is_taken_where_it_is_plain():
    with Dates() as site:
        a, b = site.two(AMY)
        mails = site.take(said(calendars.owa_link, b, "ACCEPTED", AMY, at(23, 9)), now=at(23, 10))
        same("as plain as a reply", site.changes(mails, AMY), chosen((a, b), b))
        mails = site.take(said(calendars.owa_link, a, "ACCEPTED", BEN, at(23, 11)), now=at(23, 12))
        same("nobody else's", (site.changes(mails, AMY), site.kinds(at(23, 13))), ([], ["calendar-answer"]))
        findings = site.json("doctor", now=at(23, 14), code=None)["findings"]
        told = " ".join(finding["words"] for finding in findings)
        check("doctor: " + told, "ImapForceICalForCalendarRetrievalOption" in told)


def a_plain_reply_does_the_same():
    with Dates(people=harness.PEOPLE + OTHERS) as site:
        people = list(NAMES.values())
        entries = {address: site.two(address) for address in people}
        words = ["B please", "the 8th", "Tuesday", "option A", "the second one\n\nSent from my iPhone", "6 October works for me", "Either is fine",
                 "I can't make A but B is fine"]
        wanted = [1, 1, 0, 0, 1, 0, 0, 1]
        for address, text in zip(people, words):
            site.deliver(reply(one(site.invited, address, "core-invitation"), text), at(23, 9))
        mails = site.once(at(23, 10))
        for address, text, n in zip(people, words, wanted):
            same("%s: %s" % (address, text), site.changes(mails, address), chosen(entries[address], entries[address][n]))
        same("cases", site.kinds(at(23, 11)), [])


def neither_and_yes_and_no():
    with Dates(people=harness.PEOPLE + OTHERS) as site:
        first, second, third, fourth = list(NAMES.values())[:4]
        for n, (address, text) in enumerate(((first, "Neither, I'm afraid."), (second, "Yes, I will come"), (third, "No, sorry"), (fourth, "no"))):
            entry = site.two(address)[0]
            site.deliver(reply(one(site.invited, address, "core-invitation") if n in (0, 3) else entry.mail, text), at(23, 9))
        mails = site.once(at(23, 10))
        dates = site.two(first)
        same("neither", site.changes(mails, first), [WITHDRAWN(entry) for entry in dates])
        same("yes, to the mail of one date", site.changes(mails, second), chosen(dates, dates[0]))
        same("no, to the mail of one date", site.changes(mails, third), [WITHDRAWN(dates[0])])
        same("no, to both", site.changes(mails, fourth), [WITHDRAWN(entry) for entry in dates])


def what_is_not_plain_is_asked_again():
    with Dates() as site:
        a, b = site.two(AMY)
        invitation = one(site.invited, AMY, "core-invitation")
        mails = site.take((reply(invitation, "Yes please"), at(23, 9)), now=at(23, 10))
        asked = one(mails, AMY, "which-date")
        check("both dates: " + asked.text, "Tuesday 6 October 2026, 16:00" in asked.text and "Thursday 8 October 2026, 09:30" in asked.text)
        same("nothing is chosen", site.changes(mails, AMY), [])
        mails = site.take((reply(asked, "maybe the 8th"), at(23, 11)), now=at(23, 12))
        same("once a day; then a human reads it", (to(mails, AMY), site.kinds(at(23, 13))), ([], ["question"]))
        mails = site.take((reply(asked, "B"), at(23, 14)), now=at(23, 15))
        same("answered", site.changes(mails, AMY), chosen((a, b), b))
        site.deliver(write(AMY, "Hello", "Yes"), at(24, 9))
        site.deliver(reply(invitation, "A please. Is there parking?"), at(24, 9, 30))
        mails = site.once(at(24, 10))
        same("a choice and a question", (site.changes(mails, AMY), sorted(site.kinds(at(24, 11)))), (chosen((a, b), a), ["question", "question", "question"]))


PLACES = """
scheme = "course"; title = "Mentoring course";
roles = ( { id = "candidate"; title = "Candidate"; } );
events = ( { id = "clinic"; title = "Clinic"; for = ("candidate"); places = 1; } );
forms = ( { id = "essay"; title = "Essay"; keep = true; } );
requirements = ( { id = "clinic"; of = { role = "candidate"; }; attend = "clinic"; invite = "core-invitation"; } );
"""
TWO_CLINICS = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; } );
sessions = ( { scheme = "course"; event = "clinic"; start = "2026-10-06T16:00"; minutes = 60; },
             { scheme = "course"; event = "clinic"; start = "2026-10-08T16:00"; minutes = 60; } );
"""


def places_hold():
    with Dates(people=[("Amy Brown", AMY, "candidate"), ("Ben Clark", BEN, "candidate")], columns=("name", "email", "role"), scheme=PLACES, year=TWO_CLINICS) as site:
        a, b = site.two(AMY)
        c, d = site.two(BEN)
        site.take(said(calendars.gmail, a, "ACCEPTED", AMY, at(23, 9)), now=at(23, 10))
        mails = site.take((reply(c.mail, "A please"), at(23, 11)), now=at(23, 12))
        waits = [entry for entry in site.entries(BEN, mails) if entry.uid == c.uid]
        same("it is full: waiting", [(entry.method, entry.status) for entry in waits], [("REQUEST", "TENTATIVE")])
        mails = site.take(said(calendars.gmail, Entry(site.entries(AMY)[0].mail), "DECLINED", AMY, at(24, 9)), now=at(24, 10))
        same("the next moves up", [(entry.method, entry.status) for entry in site.entries(BEN, mails) if entry.uid == c.uid], [("REQUEST", "CONFIRMED")])
        mails = site.take(said(calendars.ios, d, "ACCEPTED", BEN, at(25, 9)), now=at(25, 10))
        check("changed his mind", CONFIRMED(d) in site.changes(mails, BEN))
        mails = site.take(said(calendars.gmail, a, "ACCEPTED", AMY, at(26, 9)), now=at(26, 10))
        check("and his first place is free again: %r" % site.changes(mails, AMY), CONFIRMED(a) in site.changes(mails, AMY))


harness.run([every_program_is_understood, another_address_and_none_is_learned, who_is_somebody_else_answers_for_nobody, a_forged_answer_is_a_case,
             an_unknown_entry_is_dropped, what_is_not_one_answer_is_a_case, a_maybe_is_no_choice, the_order_in_which_it_was_said_counts,
             of_both_the_later_word_holds, a_clock_that_runs_ahead_shuts_nothing_out, an_answer_to_the_date_before_it_moved_confirms_nothing,
             words_beside_an_answer_are_read, another_time_is_proposed, whoever_said_yes_comes_until_it_is_settled,
             an_entry_is_sent_again_when_it_is_lost,
             what_exchange_keeps_back_is_taken_where_it_is_plain, a_plain_reply_does_the_same, neither_and_yes_and_no, what_is_not_plain_is_asked_again,
             places_hold])
