# SPDX-License-Identifier: GPL-3.0-or-later
"""Invitations as people's calendar programs write them: Outlook with Exchange, Google, Apple and Thunderbird. The shape of each is
theirs, the words are made up; a shared part of the tests about dates, which tests nothing itself."""
import itertools
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import harness

serial = itertools.count(0x2A0F17)
WINDOWS = """BEGIN:VTIMEZONE
TZID:GMT Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
TZOFFSETFROM:+0000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
DTSTART:19810329T010000
TZNAME:BST
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
DTSTART:19961027T020000
TZNAME:GMT
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""


def local(text):
    """"2026-11-10 16:00" -> 20261110T160000"""
    return datetime.fromisoformat(text).strftime("%Y%m%dT%H%M%S")


def utc(text):
    """The same local British time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/London")).astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")


class Meeting:
    """A meeting in somebody's own calendar. Its `mail` is what their program sends when they save it."""

    def __init__(self, organizer, summary, start, minutes=90, uid=None, program="outlook", place="", rule="", categories=(),
                 name="Helen Okafor", sequence=0):
        self.organizer, self.summary, self.start, self.minutes, self.program = organizer, summary, start, minutes, program
        self.uid = uid or {"outlook": "040000008200E00074C5B7101A82E00800000000%016X", "google": "%026x@google.com",
                           "apple": "%08X-2C0F-4E5E-9B7B-0F3D2C1B0A99", "thunderbird": "%08x-5b1c-4f3e-8d2a-6c7b8a9d0e1f"}[
                               program] % next(serial)
        self.place, self.rule, self.categories, self.name, self.sequence = place, rule, categories, name, sequence
        self.stamp = datetime(2026, 10, 14, 9, 0, 0)
        self.excepted = []  # lines of EXDATE
        self.exceptions = []  # (original start, new start or None)

    def changed(self, sequence=True, **values):
        for name, value in values.items():
            setattr(self, name, value)
        self.sequence += bool(sequence)
        self.stamp += timedelta(minutes=7)
        return self

    def when(self, name, text):
        if self.program == "outlook":
            return "%s;TZID=GMT Standard Time:%s" % (name, local(text))
        if self.program == "google" and not self.rule:
            return "%s:%s" % (name, utc(text))
        return "%s;TZID=Europe/London:%s" % (name, local(text))

    def event(self, start, original=None, status="CONFIRMED"):
        end = (datetime.fromisoformat(start) + timedelta(minutes=self.minutes)).strftime("%Y-%m-%d %H:%M")
        lines = ["BEGIN:VEVENT", "UID:" + self.uid]
        outlook = self.program == "outlook"
        language = ";LANGUAGE=en-GB" if outlook else ""
        if outlook:
            lines += ["ORGANIZER;CN=%s:mailto:%s" % (self.name, self.organizer), "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;"
                      "RSVP=TRUE;CN=Mentors:mailto:" + harness.MAILBOX, "DESCRIPTION;LANGUAGE=en-GB:\\n"]
        elif self.program == "google":
            lines += ["ORGANIZER;CN=%s:mailto:%s" % (self.name, self.organizer), "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT="
                      "NEEDS-ACTION;RSVP=\n TRUE;CN=%s;X-NUM-GUESTS=0:mailto:%s" % (harness.MAILBOX, harness.MAILBOX)]
        else:
            lines += ["ORGANIZER;CN=\"%s\":mailto:%s" % (self.name, self.organizer),
                      "ATTENDEE;CUTYPE=INDIVIDUAL;EMAIL=\"%s\";PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:%s" % (harness.MAILBOX, harness.MAILBOX)]
        if original:
            lines.append(self.when("RECURRENCE-ID", original))
        elif self.rule:
            lines.append("RRULE:" + self.rule)
            lines += [self.when("EXDATE", one) for one in self.excepted]
        cancelled = "Canceled: " if outlook and status == "CANCELLED" else ""
        lines += ["SUMMARY%s:%s%s" % (language, cancelled, self.summary.replace(",", "\\,")), self.when("DTSTART", start), self.when("DTEND", end),
                  "DTSTAMP:" + self.stamp.strftime("%Y%m%dT%H%M%SZ"), "SEQUENCE:%d" % self.sequence, "STATUS:" + status]
        if outlook or self.place:
            lines.append("LOCATION%s:%s" % (language, self.place.replace(",", "\\,")))
        if self.categories:
            lines.append("CATEGORIES:" + ",".join(self.categories))
        if outlook:
            lines += ["CLASS:PUBLIC", "PRIORITY:5", "TRANSP:OPAQUE", "X-MICROSOFT-CDO-APPT-SEQUENCE:%d" % self.sequence,
                      "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", "X-MICROSOFT-DISALLOW-COUNTER:FALSE",
                      "BEGIN:VALARM", "DESCRIPTION:REMINDER", "TRIGGER;RELATED=START:-PT15M", "ACTION:DISPLAY", "END:VALARM"]
        return lines + ["END:VEVENT"]

    def calendar(self, method, events):
        product = {"outlook": "Microsoft Exchange Server 2010", "google": "-//Google Inc//Google Calendar 70.9054//EN",
                   "apple": "-//Apple Inc.//macOS 14.5//EN", "thunderbird": "-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN"}[self.program]
        zone = WINDOWS if self.program == "outlook" else LONDON if self.program != "google" or self.rule else ""
        head = ["BEGIN:VCALENDAR", "METHOD:" + method, "PRODID:" + product, "VERSION:2.0"]
        return "\r\n".join(head + zone.split("\n")[:-1] + events + ["END:VCALENDAR", ""])

    def mail(self, method="REQUEST", only=None, sender=None, subject=None, **others):
        """An invitation, or its update; with METHOD CANCEL its end, or that of the one instance @only. With REQUEST and @only that
        instance alone, as it was moved."""
        status = "CANCELLED" if method == "CANCEL" else "CONFIRMED"
        moved = dict(self.exceptions)
        if only:
            events = self.event(moved.get(only) or only, only, status)
        else:
            events = self.event(self.start, None, status)
            for original, start in self.exceptions if method != "CANCEL" else ():
                events += self.event(start or original, original, "CONFIRMED" if start else "CANCELLED")
        return self.message(method, self.calendar(method, events), sender, subject, **others)

    def message(self, method, calendar, sender=None, subject=None, **others):
        text = "Invitation: %s\n" % self.summary if self.program == "google" else "\n"
        begun = {"google": "Invitation: ", "apple": ""}.get(self.program, "") if method != "CANCEL" else "Canceled: "
        message = harness.write(sender or self.organizer, subject or begun + self.summary, text, name=self.name, **others)
        message.make_alternative()
        if self.program != "thunderbird":
            message.add_alternative("<p>%s</p>" % self.summary, subtype="html")
        kind = {"charset": "utf-8", "method": method}
        part = type(message)(policy=message.policy)
        part.set_content(calendar.encode(), "text", "calendar", cte="base64" if self.program != "thunderbird" else "8bit", params=kind)
        message.attach(part)
        if self.program in ("google", "apple"):  # the same once more, as a file
            message.make_mixed()
            message.add_attachment(calendar.encode(), maintype="application", subtype="ics", filename="invite.ics")
        return message
