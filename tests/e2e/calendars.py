# SPDX-License-Identifier: GPL-3.0-or-later
"""How calendar programs answer an invitation by mail, each in its own way: what they leave out, add and get wrong. Shared by tests; tests
nothing itself. The shapes follow what these programs are known to send; no name, host or word of anybody's stands in them."""
import email.utils
import itertools
import re
from datetime import datetime, timedelta, timezone

serial = itertools.count(1)
VERBS = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentatively accepted"}
SUBJECTS = {"ACCEPTED": "Accepted", "DECLINED": "Declined", "TENTATIVE": "Tentative"}
WINDOWS_ZONE = """BEGIN:VTIMEZONE
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


class Entry:
    """The iCalendar object of a mail: METHOD and the properties of its one VEVENT."""

    def __init__(self, mail):
        part = next(one for one in mail.message.walk() if one.get_content_type() == "text/calendar")
        self.mail = mail
        self.text = part.get_payload(decode=True).decode()
        self.lines = re.sub(r"\r?\n[ \t]", "", self.text).splitlines()
        self.method = self.value("METHOD")
        self.uid, self.summary, self.status = self.value("UID"), self.value("SUMMARY"), self.value("STATUS")
        self.sequence = int(self.value("SEQUENCE") or 0)
        self.start, self.end = self.time("DTSTART"), self.time("DTEND")

    def value(self, name):
        """Of the VEVENT's property, of the calendar's METHOD."""
        inside = False
        for line in self.lines:
            inside = inside or line == "BEGIN:VEVENT"
            if (inside or name == "METHOD") and re.match(name + "[;:]", line):
                return re.sub(r'^[A-Z-]+(?:;[^:"]*(?:"[^"]*"[^:"]*)*)?:', "", line)
        return None

    def time(self, name):
        """As it is written: local to Europe/London, or with Z."""
        return self.value(name)


def moved(stamp, hours):
    """A time as it is written in an entry, so many hours later."""
    mark = "Z" if stamp.endswith("Z") else ""
    return (datetime.strptime(stamp.rstrip("Z"), "%Y%m%dT%H%M%S") + timedelta(hours=hours)).strftime("%Y%m%dT%H%M%S") + mark


def utc(when):
    return datetime.fromisoformat(when).astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")


class Answer:
    """What somebody does in their calendar with @entry at @when."""

    def __init__(self, entry, partstat, sender, when, attendee=None, name="Amy Brown", comment="", sequence=None, start=None, end=None,
                 method="REPLY", attendees=None, stamp=None, typed="", uid=None, recurrence="", authentic=True):
        self.entry, self.partstat, self.sender, self.when, self.name = entry, partstat, sender, when, name
        self.attendee = attendee or sender
        self.attendees = attendees if attendees is not None else [(self.attendee, partstat)]
        self.comment, self.typed, self.method, self.recurrence = comment, typed, method, recurrence
        self.sequence = entry.sequence if sequence is None else sequence
        self.start, self.end = start or entry.start, end or entry.end
        self.stamp = stamp or utc(when)
        self.uid, self.authentic = uid or entry.uid, authentic

    def zoned(self, name, value, zone):
        return "%s:%s" % (name, value) if value.endswith("Z") else "%s;TZID=%s:%s" % (name, zone, value)

    def people(self, form):
        return [form % (partstat, address) for address, partstat in self.attendees]


def folded(lines):
    out = []
    for line in lines:
        while len(line.encode()) > 73:
            out.append(line[:72])
            line = " " + line[72:]
        out.append(line)
    return "\r\n".join(out) + "\r\n"


def message(answer, subject, headers, body):
    """The head that every mail has, @headers, and @body, which begins with its Content-Type."""
    verdict = "pass" if answer.authentic else "fail"
    head = ["Authentication-Results: mx.example.ac.uk; spf=%s smtp.mailfrom=%s; dmarc=%s header.from=%s" %
            (verdict, answer.sender, verdict, answer.sender.split("@")[1]),
            "From: %s" % email.utils.formataddr((answer.name, answer.sender)), "To: mentors@example.ac.uk", "Subject: " + subject,
            "Date: " + email.utils.format_datetime(datetime.fromisoformat(answer.when)),
            "Message-ID: <rsvp.%d@mail.example.org>" % next(serial), "MIME-Version: 1.0", *headers]
    return ("\r\n".join(head) + "\r\n" + body.replace("\r\n", "\n").replace("\n", "\r\n")).encode()


def alternative(text, object_, method, more="", charset="UTF-8"):
    return ('Content-Type: multipart/alternative; boundary="=_a"\n\n--=_a\nContent-Type: text/plain; charset=%s\n\n%s\n--=_a\n'
            'Content-Type: text/calendar; charset=%s; method=%s%s\n\n%s\n--=_a--\n' % (charset, text, charset, method, more, object_))


def thread(answer):
    return ["In-Reply-To: " + answer.entry.mail.id, "References: " + answer.entry.mail.id]


def exchange_online(answer):
    """Outlook on Exchange Online: no ORGANIZER, Windows names of zones, "Accepted: ..." as SUMMARY, an empty LOCATION."""
    title = "%s: %s" % (SUBJECTS[answer.partstat], answer.entry.summary)
    lines = ["BEGIN:VCALENDAR", "METHOD:" + answer.method, "PRODID:Microsoft Exchange Server 2010", "VERSION:2.0",
             *WINDOWS_ZONE.strip().splitlines(), "BEGIN:VEVENT", *answer.people("ATTENDEE;PARTSTAT=%s;CN=" + answer.name + ":mailto:%s"),
             "COMMENT;LANGUAGE=en-GB:" + (answer.comment or "\\n"), "UID:" + answer.uid, "SUMMARY;LANGUAGE=en-GB:" + title,
             answer.zoned("DTSTART", answer.start, "GMT Standard Time"), answer.zoned("DTEND", answer.end, "GMT Standard Time"), "CLASS:PUBLIC",
             "PRIORITY:5", "DTSTAMP:" + answer.stamp, "TRANSP:OPAQUE", "STATUS:CONFIRMED", "SEQUENCE:%d" % answer.sequence,
             "LOCATION;LANGUAGE=en-GB:", "X-MICROSOFT-CDO-APPT-SEQUENCE:%d" % answer.sequence, "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
             "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY", "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE", "END:VEVENT", "END:VCALENDAR"]
    return message(answer, title, ["Thread-Topic: " + answer.entry.summary, "X-MS-Has-Attach:", "X-MS-TNEF-Correlator:",
                                   "X-MS-Exchange-Calendar-Originator-Id: 1;amy", *thread(answer)],
                   alternative(answer.typed, folded(lines), answer.method))


def outlook_desktop(answer):
    """Outlook without Exchange: ORGANIZER, MAILTO in capitals, X-ALT-DESC, an embedded zone, its block below the words."""
    title = "%s: %s" % (SUBJECTS[answer.partstat], answer.entry.summary)
    lines = ["BEGIN:VCALENDAR", "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN", "VERSION:2.0", "METHOD:" + answer.method,
             "X-MS-OLK-FORCEINSPECTOROPEN:TRUE", *WINDOWS_ZONE.strip().splitlines(), "BEGIN:VEVENT",
             *answer.people("ATTENDEE;PARTSTAT=%s:MAILTO:%s"), "CLASS:PUBLIC", "CREATED:" + answer.stamp,
             "DESCRIPTION:" + (answer.typed or "\\n"), answer.zoned("DTEND", answer.end, '"GMT Standard Time"'), "DTSTAMP:" + answer.stamp,
             answer.zoned("DTSTART", answer.start, '"GMT Standard Time"'), "ORGANIZER:MAILTO:mentors@example.ac.uk", "PRIORITY:5",
             "SEQUENCE:%d" % answer.sequence, "SUMMARY;LANGUAGE=en-gb:" + title, "TRANSP:OPAQUE", "UID:" + answer.uid,
             "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "X-MICROSOFT-DISALLOW-COUNTER:FALSE", "END:VEVENT", "END:VCALENDAR"]
    return message(answer, title, ["X-Mailer: Microsoft Outlook 16.0", "Thread-Index: AdwAAA=="],
                   "Content-Type: text/calendar; method=%s; charset=\"utf-8\"\nContent-Transfer-Encoding: 7bit\n\n%s" % (answer.method, folded(lines)))


def outlook_web(answer):
    """Outlook on the web: as Exchange, the words in HTML alone, the object in base64."""
    import base64
    raw = exchange_online(answer).decode()
    object_ = re.search(r"BEGIN:VCALENDAR.*END:VCALENDAR\r\n", raw, re.S).group()
    encoded = "\n".join(re.findall(".{1,76}", base64.b64encode(object_.encode()).decode()))
    body = ('Content-Type: multipart/alternative; boundary="_000_"\n\n--_000_\nContent-Type: text/html; charset="utf-8"\n\n'
            '<html><head><style>p {margin:0}</style></head><body dir="ltr"><div>%s</div></body></html>\n--_000_\n'
            'Content-Type: text/calendar; charset="utf-8"; method=%s\nContent-Transfer-Encoding: base64\n\n%s\n--_000_--\n' %
            (answer.typed or "<br>", answer.method, encoded))
    return message(answer, "%s: %s" % (SUBJECTS[answer.partstat], answer.entry.summary), ["Accept-Language: en-GB", *thread(answer)], body)


def gmail(answer):
    """Google Calendar: sent by its own server, automatic by its header, its card as text, the object twice."""
    verb = VERBS[answer.partstat]
    title = "%s: %s @ Wed 14 Oct 2026 (BST) (Example)" % (SUBJECTS[answer.partstat], answer.entry.summary)
    lines = ["BEGIN:VCALENDAR", "PRODID:-//Google Inc//Google Calendar 70.9054//EN", "VERSION:2.0", "CALSCALE:GREGORIAN",
             "METHOD:" + answer.method, "BEGIN:VEVENT", answer.zoned("DTSTART", answer.start, "Europe/London"),
             answer.zoned("DTEND", answer.end, "Europe/London"), "DTSTAMP:" + answer.stamp, "ORGANIZER;CN=Example:mailto:mentors@example.ac.uk",
             "UID:" + answer.uid, *answer.people("ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=%s;CN=" + answer.sender +
                                                 ";X-NUM-GUESTS=0" + (';X-RESPONSE-COMMENT="%s"' % answer.comment if answer.comment else "") + ":mailto:%s"),
             *(["COMMENT:" + answer.comment] if answer.comment else []), "CREATED:" + answer.stamp, "DESCRIPTION:", "LAST-MODIFIED:" + answer.stamp,
             "LOCATION:Online", "SEQUENCE:%d" % answer.sequence, "STATUS:CONFIRMED", "SUMMARY:" + answer.entry.summary, "TRANSP:OPAQUE",
             "END:VEVENT", "END:VCALENDAR"]
    said = " has replied Maybe and proposed a new time" if answer.method == "COUNTER" else " has %s this invitation" % verb
    card = "%s%s.\n%s\n\n%s\n\nWhen\nWednesday 14 October 2026\n\nInvitation from Google Calendar: https://calendar.google.com/calendar/\n\n" \
        "You are receiving this email because you are subscribed to calendar notifications.\n" % (
            answer.name, said, 'with this note:\n\n"%s"' % answer.comment if answer.comment else "", answer.entry.summary)
    object_ = folded(lines)
    body = 'Content-Type: multipart/mixed; boundary="00x"\n\n--00x\n%s\n--00x\nContent-Type: application/ics; name="invite.ics"\n' \
        'Content-Disposition: attachment; filename="invite.ics"\n\n%s\n--00x--\n' % (alternative(card, object_, answer.method), object_)
    return message(answer, title, ["Sender: Google Calendar <calendar-notification@google.example>", "Reply-To: %s <%s>" % (answer.name, answer.sender),
                                   "Auto-Submitted: auto-generated"], body)


def apple_mac(answer):
    """Calendar on macOS: its own sentence, the object as a file within a mixed part."""
    lines = ["BEGIN:VCALENDAR", "CALSCALE:GREGORIAN", "PRODID:-//Apple Inc.//macOS 14.5//EN", "VERSION:2.0", "METHOD:" + answer.method,
             "BEGIN:VEVENT", *answer.people('ATTENDEE;CN="' + answer.name + '";CUTYPE=INDIVIDUAL;PARTSTAT=%s;ROLE=REQ-PARTICIPANT:mailto:%s'),
             "CREATED:" + answer.stamp, answer.zoned("DTEND", answer.end, "Europe/London"), "DTSTAMP:" + answer.stamp,
             answer.zoned("DTSTART", answer.start, "Europe/London"), "ORGANIZER;CN=\"Example\":mailto:mentors@example.ac.uk",
             "SEQUENCE:%d" % answer.sequence, "SUMMARY:" + answer.entry.summary, "UID:" + answer.uid,
             *(["COMMENT:" + answer.comment] if answer.comment else []), "END:VEVENT", "END:VCALENDAR"]
    text = "%s has %s your invitation to the event: %s, scheduled for 14 October 2026 at 16:00." % (answer.name, VERBS[answer.partstat], answer.entry.summary)
    body = ('Content-Type: multipart/alternative; boundary="Apple-1"\n\n--Apple-1\nContent-Type: text/plain; charset=us-ascii\n\n%s\n--Apple-1\n'
            'Content-Type: multipart/mixed; boundary="Apple-2"\n\n--Apple-2\nContent-Type: text/html; charset=us-ascii\n\n<html><body>%s</body></html>\n'
            '--Apple-2\nContent-Disposition: attachment; filename=iCal-20261001-131911.ics\nContent-Type: text/calendar; x-unix-mode=0644; '
            'name="iCal-20261001-131911.ics"\n\n%s\n--Apple-2--\n--Apple-1--\n' % (text, text, folded(lines)))
    return message(answer, "Event %s: %s" % (VERBS[answer.partstat].split()[-1], answer.entry.summary), ["X-Mail-Calendar-Part: Yes"], body)


def ios(answer):
    """Calendar on an iPhone: the whole event again, all its attendees' lines but one."""
    lines = ["BEGIN:VCALENDAR", "CALSCALE:GREGORIAN", "METHOD:" + answer.method, "PRODID:-//Apple Inc.//iPhone OS 17.5//EN", "VERSION:2.0", "BEGIN:VEVENT",
             *answer.people("ATTENDEE;CN=" + answer.name + ";CUTYPE=INDIVIDUAL;EMAIL=" + answer.attendee + ";PARTSTAT=%s:mailto:%s"),
             *(["COMMENT:" + answer.comment] if answer.comment else []), answer.zoned("DTEND", answer.end, "Europe/London"), "DTSTAMP:" + answer.stamp,
             answer.zoned("DTSTART", answer.start, "Europe/London"), "LAST-MODIFIED:" + answer.stamp,
             "ORGANIZER;CN=Example;EMAIL=mentors@example.ac.uk:mailto:mentors@example.ac.uk", "SEQUENCE:%d" % answer.sequence,
             "SUMMARY:" + answer.entry.summary, "TRANSP:OPAQUE", "UID:" + answer.uid, "END:VEVENT", "END:VCALENDAR"]
    text = "%s has %s your invitation." % (answer.name, "proposed a new time for" if answer.method == "COUNTER" else VERBS[answer.partstat])
    return message(answer, "%s: %s" % ("New Time Proposed" if answer.method == "COUNTER" else SUBJECTS[answer.partstat], answer.entry.summary),
                   ["X-Mailer: iPhone Mail (21F79)"], alternative(text + "\n\nSent from my iPhone", folded(lines), answer.method))


def thunderbird(answer):
    """Thunderbird: the object inline and as a file, DTSTAMP of the answer, RECEIVED-SEQUENCE."""
    lines = ["BEGIN:VCALENDAR", "PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN", "VERSION:2.0", "METHOD:" + answer.method, "BEGIN:VEVENT",
             "CREATED:" + answer.stamp, "LAST-MODIFIED:" + answer.stamp, "DTSTAMP:" + answer.stamp, "UID:" + answer.uid,
             "SUMMARY:" + answer.entry.summary, "ORGANIZER;CN=Example:mailto:mentors@example.ac.uk",
             *answer.people("ATTENDEE;RSVP=TRUE;CN=" + answer.name + ";PARTSTAT=%s;ROLE=REQ-PARTICIPANT:mailto:%s"),
             "X-MOZ-RECEIVED-SEQUENCE:%d" % answer.sequence, "X-MOZ-RECEIVED-DTSTAMP:" + answer.stamp, "X-MOZ-SEND-INVITATIONS:FALSE",
             *(["RECURRENCE-ID:" + answer.recurrence] if answer.recurrence else []), answer.zoned("DTSTART", answer.start, "Europe/London"),
             answer.zoned("DTEND", answer.end, "Europe/London"), "SEQUENCE:%d" % answer.sequence,
             *(["COMMENT:" + answer.comment] if answer.comment else []), "TRANSP:OPAQUE", "END:VEVENT", "END:VCALENDAR"]
    object_ = folded(lines)
    text = "%s has %s your event invitation." % (answer.name, VERBS.get(answer.partstat, answer.partstat))
    body = 'Content-Type: multipart/mixed; boundary="Bound"\n\n--Bound\n%s\n--Bound\nContent-Type: application/ics; name="invite.ics"\n' \
        'Content-Disposition: attachment; filename="invite.ics"\n\n%s\n--Bound--\n' % (alternative(answer.typed or text, object_, answer.method), object_)
    return message(answer, "Event Invitation Reply (%s): %s" % (VERBS.get(answer.partstat, answer.partstat).capitalize(), answer.entry.summary), [], body)


def plain(answer, product, text, with_end=True):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:" + product, "METHOD:" + answer.method, "BEGIN:VEVENT", "UID:" + answer.uid,
             "DTSTAMP:" + answer.stamp, "SEQUENCE:%d" % answer.sequence, *([answer.zoned("DTSTART", answer.start, "Europe/London")] if with_end else []),
             *([answer.zoned("DTEND", answer.end, "Europe/London")] if with_end else []), "SUMMARY:" + answer.entry.summary,
             "ORGANIZER:mailto:mentors@example.ac.uk", *answer.people("ATTENDEE;PARTSTAT=%s:mailto:%s"),
             *(["COMMENT:" + answer.comment] if answer.comment else []), "END:VEVENT", "END:VCALENDAR"]
    return alternative(answer.typed or text, folded(lines), answer.method)


def yahoo(answer):
    return message(answer, "%s: %s" % (SUBJECTS[answer.partstat], answer.entry.summary), ["X-Mailer: WebService/1.1 YMailNorrin"],
                   plain(answer, "Zimbra-Calendar-Provider", "%s accepted the invitation" % answer.name))


def nextcloud(answer):
    """Nextcloud: sent by its server in its own name's address, the person in Reply-To."""
    return message(answer, "%s has responded to your invitation" % answer.name, ["Reply-To: " + answer.sender, "Auto-Submitted: auto-generated"],
                   plain(answer, "-//Nextcloud Mail", "%s has %s your invitation" % (answer.name, VERBS[answer.partstat]), with_end=False))


def zimbra(answer):
    return message(answer, "%s: %s" % (SUBJECTS[answer.partstat].replace("Accepted", "Accept"), answer.entry.summary), ["X-Mailer: Zimbra 8.8.15"],
                   plain(answer, "Zimbra-Calendar-Provider", "Yes, I will attend.\n\n*~*~*~*~*~*~*~*~*~*\n\nThe following is a new meeting request:"))


def owa_link(answer):
    """What Exchange gives to IMAP where it is not told otherwise: a link into its own web pages in place of the object."""
    return message(answer, "%s: %s" % (SUBJECTS[answer.partstat], answer.entry.summary), thread(answer),
                   "Content-Type: text/plain; charset=utf-8\n\nThe invitation can be opened here:\n"
                   "https://outlook.example.org/owa/?ae=Item&a=Open&t=IPM.Schedule.Meeting.Resp.Pos&id=RgAAAA%3d%3d\n")


PROGRAMS = (exchange_online, outlook_desktop, outlook_web, gmail, apple_mac, ios, thunderbird, yahoo, nextcloud, zimbra)
