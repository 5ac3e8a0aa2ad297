#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Leads keep using their own calendar: who invites the mailbox puts a meeting into the feeds, as Outlook, Google, Apple and
Thunderbird write it, and updates, moves, ends and single dates of a series are followed. What is not clear, or not from whom it
should be, is a case, and changes nothing. Prints TAP."""
import sqlite3
from datetime import datetime, timedelta

import harness
from harness import PRIMARY, SECONDARY, check, one, same
from meetings import Meeting

AMY, OFFICE = "amy.brown@example.sch.uk", harness.OFFICE
PROGRAMS = (("outlook", 9), ("google", 11), ("apple", 13), ("thunderbird", 15))  # with the hour of a meeting from there
BEGIN = datetime.fromisoformat("2026-10-14T09:00:00+01:00")


def words(mail):
    return " ".join(mail.text.split())


class Site(harness.Site):
    """A partnership whose leads send invitations, five minutes apart."""

    def __init__(self, **others):
        super().__init__(**others)
        self.now = BEGIN

    def take(self, *messages):
        """Delivers mails and reads them; what was answered."""
        for message in messages:
            self.now += timedelta(minutes=5)
            self.deliver(message, self.now.isoformat())
        self.now += timedelta(minutes=5)
        return [mail for mail in self.once(self.now.isoformat()) if (mail.template or "").startswith("meeting")]

    def day(self, messages):
        """The same on the next day: one address has so many answers a day."""
        self.now += timedelta(days=1)
        return self.take(*messages)

    def clock(self):
        return self.now.isoformat()

    def cases(self):
        found = self.json("review", "list", now=self.clock())
        return [case for case in found if case["kind"] == "meeting-date"]

    def accept(self, *values, code=0):
        cases = self.cases()
        same("open cases", len(cases), 1)
        self.now += timedelta(minutes=1)
        return self.mentord("review", "accept", str(cases[0]["id"]), *values, now=self.clock(), code=code)

    def feed(self, name="bcu-primary"):
        """(local start, minutes, status) of what a subscriber sees of the meetings that are not of the year file."""
        icalendar = harness.need("icalendar")
        calendar = icalendar.Calendar.from_ical(harness.read(self.file("public", "feeds", name + ".ics")))
        events = [event for event in calendar.walk("VEVENT") if "DTEND" in event and event["DTSTART"].dt.month in (2, 3)]
        return sorted((event["DTSTART"].dt.strftime("%Y-%m-%d %H:%M"), int((event["DTEND"].dt - event["DTSTART"].dt).seconds / 60),
                       str(event["STATUS"]).lower()) for event in events
                      if "Mathematics" not in str(event.get("DESCRIPTION", "")))


def reply_in(mail):
    """The calendar in a mail, and its METHOD as the mail has it."""
    parts = [part for part in mail.message.walk() if part.get_content_type() == "text/calendar"]
    return (parts[0].get_content().replace("\r\n ", ""), parts[0].get_param("method")) if parts else ("", None)


def everyday_life_of_a_meeting():
    """Made, moved, renamed, cancelled, restored: from each program, each is one entry at the right time, and one answer."""
    with Site() as site:
        meetings = [Meeting(PRIMARY, "Core Mentor Training", "2027-02-10 %02d:00" % hour, program=program, place="Room 1, Main Building")
                    for program, hour in PROGRAMS]

        def stands(day, minutes, status="confirmed", minute=0):
            same(day, site.feed(), [("%s %02d:%02d" % (day, hour, minute), minutes, status) for _, hour in PROGRAMS])

        mails = site.day(meeting.mail() for meeting in meetings)
        stands("2027-02-10", 90)
        for meeting, (program, hour) in zip(meetings, PROGRAMS):
            answer = [mail for mail in mails if "UID:" + meeting.uid in reply_in(mail)[0]]
            same(program + ": answers", [(mail.to, mail.template) for mail in answer], [(PRIMARY, "meeting-taken")])
            check(program + ": what was understood: " + answer[0].text, "Core Mentor Training: Wednesday 10 February 2027, %02d:00 to "
                  "%02d:30, Room 1, Main Building" % (hour, hour + 1) in words(answer[0]))
            check(program + ": where it shows: " + answer[0].text, "https://mentors.example.ac.uk/feeds/bcu-primary.ics" in answer[0].text
                  and "bcu-secondary" not in answer[0].text)
            text, method = reply_in(answer[0])
            check(program + ": the reply: " + text, method == "REPLY" and "PARTSTAT=ACCEPTED" in text and "SEQUENCE:0" in text and
                  "mailto:" + harness.MAILBOX in text)
        same("nobody else is answered", len(mails), len(meetings))
        same("the same once more", site.day(meeting.mail() for meeting in meetings), [])
        stands("2027-02-10", 90)
        old = [meeting.mail() for meeting in meetings]
        moved = site.day(meeting.changed(start="2027-03-30 %02d:30" % hour, minutes=60).mail()
                         for meeting, (_, hour) in zip(meetings, PROGRAMS))
        stands("2027-03-30", 60, minute=30)  # behind the change of the clocks
        same("answers that say from when", ["it was on Wednesday 10 February" in words(mail) for mail in moved], [True] * len(meetings))
        same("the old ones later", site.day(old), [])
        stands("2027-03-30", 60, minute=30)
        site.day(meeting.changed().mail("CANCEL") for meeting in meetings)
        stands("2027-03-30", 60, "cancelled", minute=30)
        site.day(meeting.changed(start="2027-03-09 %02d:00" % hour).mail() for meeting, (_, hour) in zip(meetings, PROGRAMS))
        stands("2027-03-09", 60)
        same("cases", site.cases(), [])


def a_series_with_exceptions():
    """Every date of a series, one moved, one cancelled, one excepted; then the whole an hour later, then the end."""
    with Site() as site:
        several = [Meeting(PRIMARY, "Core Mentor Training", "2027-02-02 %02d:00" % hour, program=program, rule="FREQ=WEEKLY;COUNT=6;BYDAY=TU")
                   for program, hour in PROGRAMS]

        def stand(*dates):
            same("dates", site.feed(), sorted((day + " %02d:00" % (hour + later), 90, status) for _, hour in PROGRAMS
                                              for day, later, status in dates))

        days = ["2027-02-02", "2027-02-09", "2027-02-16", "2027-02-23", "2027-03-02", "2027-03-09"]
        mails = site.day(series.mail() for series in several)
        stand(*[(day, 0, "confirmed") for day in days])
        same("dates in each answer", [words(mail).count("2027,") for mail in mails], [6] * len(several))
        for series in several:
            series.exceptions = [(series.start.replace("02-02", "02-09"), series.start.replace("02-02", "02-11"))]
        site.day(series.changed().mail(only=series.exceptions[0][0]) for series in several)
        site.day(series.changed().mail("CANCEL", only=series.start.replace("02-02", "02-16")) for series in several)
        stand(("2027-02-02", 0, "confirmed"), ("2027-02-11", 0, "confirmed"), ("2027-02-16", 0, "cancelled"),
              *[(day, 0, "confirmed") for day in days[3:]])
        # the whole an hour later: what went its own way stays there
        for series, (_, hour) in zip(several, PROGRAMS):
            series.changed(start="2027-02-02 %02d:00" % (hour + 1), excepted=["2027-03-02 %02d:00" % (hour + 1)], exceptions=[])
        site.day(series.mail() for series in several)
        stand(("2027-02-02", 1, "confirmed"), ("2027-02-11", 0, "confirmed"), ("2027-02-16", 0, "cancelled"),
              ("2027-02-23", 1, "confirmed"), ("2027-03-02", 0, "cancelled"), ("2027-03-09", 1, "confirmed"))
        site.day(series.changed().mail("CANCEL") for series in several)
        same("the end of the whole", {status for _, _, status in site.feed()}, {"cancelled"})
        same("cases", site.cases(), [])


def a_series_moved_to_another_day():
    with Site() as site:
        series = Meeting(PRIMARY, "Core Mentor Training", "2027-02-02 16:00", rule="FREQ=WEEKLY;COUNT=3;BYDAY=TU")
        site.take(series.mail())
        site.take(series.changed(start="2027-02-04 10:00", rule="FREQ=WEEKLY;COUNT=3;BYDAY=TH").mail())
        same("moved, not cancelled and made anew", site.feed(),
             [(day + " 10:00", 90, "confirmed") for day in ("2027-02-04", "2027-02-11", "2027-02-18")])
        rule = "FREQ=WEEKLY;COUNT=3;BYDAY=TH\r\n" + series.when("RDATE", "2027-02-09 10:00")
        site.take(series.changed(rule=rule).mail())
        same("one more, on a day from which another was moved", site.feed(),
             [(day + " 10:00", 90, "confirmed") for day in ("2027-02-04", "2027-02-09", "2027-02-11", "2027-02-18")])


def who_may_not():
    """A mentor's own meeting, somebody unknown, a forged lead, a lead of others, a forwarded one: cases that change nothing."""
    with Site() as site:
        mails = site.take(
            Meeting(AMY, "Core Mentor Training", "2027-02-10 16:00", name="Amy Brown").mail(),
            Meeting("somebody@example.net", "Core Mentor Training", "2027-02-11 16:00", name="Some Body").mail(),
            Meeting(PRIMARY, "Core Mentor Training", "2027-02-12 16:00").mail(authentic=False),
            Meeting(PRIMARY, "Core Mentor Training: Secondary", "2027-02-16 16:00").mail(),
            Meeting(SECONDARY, "Core Mentor Training", "2027-02-17 16:00", name="Mark Toye").mail(sender=PRIMARY, subject="FW: Training"))
        same("in the feed", site.feed("bcu-all"), [])
        cases = site.cases()
        same("cases", len(cases), 5)
        for words in ("only the office and those who lead others", "nobody alone on the roster", "nothing shows that it is from whom it claims",
                      "whom its sender does not lead", "it was passed on"):
            same(words, len([case for case in cases if words in case["question"]]), 1)
        same("who is told that the office looks at it", sorted({mail.to for mail in mails}), [AMY, PRIMARY])
        same("and how often", [mail.template for mail in mails].count("meeting-unclear"), 2)


def what_is_not_clear():
    """No event named, whole days, no end, no year, two schemes: each is a case, which the office settles in a line."""
    with Site() as site:
        staff = Meeting(PRIMARY, "Staff meeting", "2027-02-10 16:00")
        mails = site.take(staff.mail())
        check("told so", "names no event" in one(mails, PRIMARY, "meeting-unclear").text)
        check("a guess", "event=core or event=drop-in" in site.cases()[0]["question"])
        same("nothing stands", site.feed(), [])
        site.take(staff.changed(start="2027-02-11 16:00").mail())
        same("one case, of the later word", ["11 February" in case["question"] for case in site.cases()], [True])
        site.accept("event=nonsense", code=65)
        site.accept("event=core")
        same("accepted", (site.cases(), site.once(site.clock()) and site.feed()), ([], [("2027-02-11 16:00", 90, "confirmed")]))
        site.take(staff.changed(start="2027-02-12 16:00").mail())
        same("a later update is clear by then", (site.cases(), site.feed()), ([], [("2027-02-12 16:00", 90, "confirmed")]))
        site.take(staff.changed().mail("CANCEL"))
        same("and its end", site.feed(), [("2027-02-12 16:00", 90, "cancelled")])

        whole = Meeting(PRIMARY, "Core Mentor Training", "2027-02-16 00:00", program="apple")
        text = whole.calendar("REQUEST", whole.event(whole.start)).replace(whole.when("DTSTART", whole.start), "DTSTART;VALUE=DATE:20270216")
        text = text.replace(whole.when("DTEND", "2027-02-16 01:30"), "DTEND;VALUE=DATE:20270217")
        site.take(whole.message("REQUEST", text))
        check("whole days", "whole days" in site.cases()[0]["question"])
        site.accept(code=65)
        site.accept("at=15:30", "minutes=45")
        site.once(site.clock())
        same("with a time", site.feed()[-1], ("2027-02-16 15:30", 45, "confirmed"))

        endless = Meeting(PRIMARY, "Core Mentor Training", "2027-02-17 16:00", program="google")
        text = "\r\n".join(line for line in endless.calendar("REQUEST", endless.event(endless.start)).split("\r\n") if "DTEND" not in line)
        site.take(endless.message("REQUEST", text))
        check("no end", "when it ends" in site.cases()[0]["question"])
        site.take(endless.changed().mail("CANCEL"))
        same("its organizer cancelled it: nothing is left to settle", site.cases(), [])
        site.take(Meeting(PRIMARY, "Core Mentor Training", "2029-02-17 16:00").mail())
        check("no year", "no academic year" in site.cases()[0]["question"])


def nobody_changes_anothers_meeting():
    with Site() as site:
        meeting = Meeting(PRIMARY, "Core Mentor Training", "2027-02-10 16:00")
        site.take(meeting.mail())
        theft = Meeting(SECONDARY, "Core Mentor Training", "2027-02-25 16:00", uid=meeting.uid, name="Mark Toye", sequence=9)
        site.take(theft.mail(), theft.mail("CANCEL"), meeting.changed(sequence=7).mail("CANCEL", authentic=False))
        same("it stands", site.feed(), [("2027-02-10 16:00", 90, "confirmed")])
        same("cases", len(site.cases()), 2)
        unclear = Meeting(PRIMARY, "Staff meeting", "2027-02-11 16:00")
        forged = (("Authentication-Results", "mx.example.ac.uk; dmarc=fail header.from=example.ac.uk"),)
        site.take(unclear.mail(), unclear.changed(start="2027-02-12 16:00").mail(authentic=False, headers=forged))
        same("a forged word closes nobody's case", sorted(day for day in ("11 February", "12 February") for case in site.cases()
                                                         if day in case["question"]), ["11 February", "12 February"])


def nobody_changes_what_is_for_others_too():
    """A lead of some moves no date that is for all, of the year file or imported, unless the office says so."""
    with Site() as site:
        everybody = Meeting(PRIMARY, "Core Mentor Training", "2027-02-10 16:00")
        own = Meeting(PRIMARY, "Core Mentor Training: Primary", "2027-02-11 16:00")
        for number, meeting in enumerate((everybody, own)):
            path = site.write("dates-%d.ics" % number, meeting.calendar("PUBLISH", meeting.event(meeting.start)))
            site.mentord("import", path, now=site.clock())
        stands = [("2027-02-10 16:00", 90, "confirmed"), ("2027-02-11 16:00", 90, "confirmed")]
        site.take(everybody.changed(start="2027-02-24 16:00").mail(), everybody.changed().mail("CANCEL"),
                  own.changed(start="2027-02-12 16:00").mail())
        same("the one for all stands", site.feed(), [stands[0], ("2027-02-12 16:00", 90, "confirmed")])
        check("why", "for others too" in site.cases()[0]["question"])
        site.mentord("review", "reject", str(site.cases()[0]["id"]), now=site.clock())
        site.take(Meeting(PRIMARY, "Core Mentor Training", "2027-02-10 16:00", minutes=30, place="My room").mail())
        same("at the same time neither", site.feed()[0], stands[0])
        check("why", "whom its sender does not lead" in site.cases()[0]["question"])
        site.accept("event=core")
        site.once(site.clock())
        same("the office says that it is", site.feed()[0], ("2027-02-10 16:00", 30, "confirmed"))


def for_whom_and_what_by_category():
    """The category names the event, the title the phase; the office may do it for all."""
    office = [("Olga Office", "olga@example.ac.uk", "office", "", "", "", "")]
    with Site(people=harness.PEOPLE + office) as site:
        site.take(Meeting("olga@example.ac.uk", "Meeting for secondary mentors", "2027-02-10 16:00", name="Olga Office",
                          categories=["Red category", "Mentor drop-in session"], program="thunderbird").mail(),
                  Meeting("olga@example.ac.uk", "Core Mentor Training", "2027-02-11 16:00", name="Olga Office").mail())
        same("cases", site.cases(), [])
        same("for secondary", site.feed("bcu-secondary"), [("2027-02-10 16:00", 90, "confirmed"), ("2027-02-11 16:00", 90, "confirmed")])
        same("for primary", site.feed(), [("2027-02-11 16:00", 90, "confirmed")])
        site.take(Meeting(PRIMARY, "Drop-in: Mathematics", "2027-02-12 16:00").mail(),
                  Meeting(PRIMARY, "Drop in - Basket weaving", "2027-02-15 16:00").mail(),
                  Meeting(PRIMARY, "With me", "2027-02-16 16:00").mail(subject="Core Mentor Training"))
        feed = harness.read(site.file("public", "feeds", "bcu-primary.ics")).replace("\r\n ", "")
        check("for whom: " + feed, "For: Mathematics\\, primary" in feed or "For: primary\\, Mathematics" in feed)
        same("by id, and by the subject", (site.cases(), [start for start, _, _ in site.feed()]),
             ([], ["2027-02-11 16:00", "2027-02-15 16:00", "2027-02-16 16:00"]))
        site.take(Meeting(PRIMARY, "Core values of our house", "2027-02-17 16:00").mail())
        same("a word by chance", len(site.cases()), 1)


def one_date_in_two_sources():
    """What the year file has as well is one session, which follows the lead's calendar; and the file may come later."""
    with Site() as site:
        meeting = Meeting(PRIMARY, "Core Mentor Training", "2027-01-19 16:00", minutes=120)
        site.take(meeting.mail())
        site.take(meeting.changed(start="2027-02-18 16:00").mail())
        same("moved in the feed", site.feed(), [("2027-02-18 16:00", 120, "confirmed")])
        text = harness.read(site.file("public", "feeds", "bcu-primary.ics"))
        same("nothing stands at the old time", "20270119T160000" in text, False)
        later = Meeting(PRIMARY, "Core Mentor Training", "2027-02-24 16:00", minutes=120)
        site.take(later.mail())
        year = harness.read(site.file("year.conf")).replace("sessions = (", "sessions = (\n  { scheme = \"bcu\"; event = \"core\"; term = "
                                                           "\"spring\"; phase = \"primary\"; start = \"2027-02-24T16:00\"; minutes = 120; },", 1)
        site.write("year.conf", year)
        site.once(site.clock())
        same("one entry", site.feed(), [("2027-02-18 16:00", 120, "confirmed"), ("2027-02-24 16:00", 120, "confirmed")])
        site.take(later.changed().mail("CANCEL"))
        site.once(site.clock())
        same("the lead's word goes before the file", site.feed()[-1], ("2027-02-24 16:00", 120, "cancelled"))


def from_one_year_to_the_next():
    """A series runs on into a year that is known; a meeting moved there is one entry, in its new year; what lies behind it waits."""
    with Site() as site:
        year = harness.read(site.file("year.conf")).split("closed")[0].replace("2027-", "2028-").replace("2026-", "2027-").replace("2026-27", "2027-28")
        site.write("year-next.conf", year.replace("2027-27", "2027-28"))
        config = harness.read(site.config).replace('years = ("year.conf")', 'years = ("year.conf", "year-next.conf")')
        site.write("mentord.conf", config)
        site.take(Meeting(PRIMARY, "Core Mentor Training", "2027-03-02 16:00", rule="FREQ=MONTHLY;INTERVAL=12;COUNT=4").mail())
        same("of both years", site.feed(), [("2027-03-02 16:00", 90, "confirmed"), ("2028-03-02 16:00", 90, "confirmed")])
        meeting = Meeting(PRIMARY, "Core Mentor Training", "2027-02-10 16:00")
        site.take(meeting.mail())
        site.take(meeting.changed(start="2028-02-10 16:00").mail())
        same("moved to the next", [one for one in site.feed() if "-02-" in one[0]],
             [("2027-02-10 16:00", 90, "cancelled"), ("2028-02-10 16:00", 90, "confirmed")])
        site.take(meeting.changed().mail("CANCEL"))
        same("cancelled there", [one for one in site.feed() if "-02-" in one[0]],
             [("2027-02-10 16:00", 90, "cancelled"), ("2028-02-10 16:00", 90, "cancelled")])
        same("cases", site.cases(), [])
        staff = Meeting(PRIMARY, "Staff meeting", "2027-02-24 16:00")
        site.take(staff.mail())
        site.accept("event=core", "phase=primary")
        site.take(staff.changed(start="2028-02-24 16:00").mail())
        same("for whom it was", [("2028-02-24 16:00", 90, "confirmed") in site.feed(name) for name in ("bcu-primary", "bcu-secondary")],
             [True, False])


def the_office_need_not_be_a_person():
    """partnership.office invites by its address; a zone that is not defined; one of a series and all that follow is for a human."""
    with Site() as site:
        series = Meeting(OFFICE, "Core Mentor Training", "2027-02-02 16:00", rule="FREQ=WEEKLY;COUNT=3", name="Mentor Office")
        text = series.calendar("REQUEST", series.event(series.start))
        begin, end = text.index("BEGIN:VTIMEZONE"), text.index("BEGIN:VEVENT")
        mails = site.take(series.message("REQUEST", text[:begin] + text[end:]))
        same("made", site.feed("bcu-all"), [("2027-02-%02d 16:00" % day, 90, "confirmed") for day in (2, 9, 16)])
        answer = one(mails, OFFICE, "meeting-taken")
        check("answered: " + answer.text, "Dear colleagues" in answer.text)
        series.exceptions = [("2027-02-09 16:00", "2027-02-09 18:00")]
        text = series.changed().calendar("REQUEST", series.event("2027-02-09 18:00", "2027-02-09 16:00"))
        site.take(series.message("REQUEST", text.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;")))
        check("a case", "all that follow" in site.cases()[0]["question"])
        same("nothing moved", site.feed("bcu-all"), [("2027-02-%02d 16:00" % day, 90, "confirmed") for day in (2, 9, 16)])


def two_schemes_with_one_title():
    other = harness.read(harness.os.path.join(harness.SOURCE, "conf", "schemes", "bcu.conf"))
    other = other.replace('scheme = "bcu";', 'scheme = "other";', 1).replace('title  = "BCU ITE Partnership Mentoring";',
                                                                            'title  = "Another Mentoring Scheme";', 1)
    with Site(others={"other.conf": other}, people=None) as site:
        rows = [row + (scheme,) for row in harness.PEOPLE[:1] for scheme in ("bcu", "other")]
        site.mentord("import", site.roster(rows, columns=harness.COLUMNS + ("scheme",)), now="2026-09-02T09:00:00+01:00")
        site.take(Meeting(PRIMARY, "Core Mentor Training", "2027-02-10 16:00").mail())
        check("both are named", "scheme=bcu event=core or scheme=other event=core" in site.cases()[0]["question"])
        site.accept("event=core", code=65)
        site.accept("event=core", "scheme=other")
        site.take(Meeting(PRIMARY, "Core Mentor Training", "2027-02-11 16:00", categories=["Another Mentoring Scheme"]).mail())
        same("cases", site.cases(), [])
        same("in the other scheme's feed", site.feed("other-primary"), [("2027-02-10 16:00", 90, "confirmed"), ("2027-02-11 16:00", 90, "confirmed")])
        same("in this one's", site.feed(), [])


def where_it_came_from_is_kept():
    with Site() as site:
        site.take(Meeting(PRIMARY, "Core Mentor Training", "2027-02-10 16:00").mail())
        same("status", site.json("status", now=site.clock())["leads_meetings"], 1)
        mail = site.json("outbox", "list", now=site.clock())
        answered = [one for one in mail if one["template"] == "meeting-taken"]
        check("why: %s" % answered, answered and "message" in site.mentord("why", str(answered[0]["id"]), now=site.clock()).out)
        with sqlite3.connect(site.file("mentord.db")) as store:
            journal = [what for what, cause in store.execute("SELECT what, cause FROM journal WHERE cause LIKE 'message%'")]
        check("journal: %s" % journal, any(line.startswith("calendar: Core Mentor Training: Wednesday 10 February 2027") for line in journal))
        site.mentord("replay", "--since", "2026-10-14", now=site.clock())
        same("read again", (site.feed(), site.fresh()), ([("2027-02-10 16:00", 90, "confirmed")], []))


if __name__ == "__main__":
    harness.run([everyday_life_of_a_meeting, a_series_with_exceptions, a_series_moved_to_another_day, who_may_not, what_is_not_clear,
                 nobody_changes_anothers_meeting, nobody_changes_what_is_for_others_too, for_whom_and_what_by_category, one_date_in_two_sources, from_one_year_to_the_next,
                 the_office_need_not_be_a_person, two_schemes_with_one_title, where_it_came_from_is_kept])
