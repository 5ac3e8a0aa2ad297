# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail by machines, answers to invitations, links instead of files."""
import base64

from mail_parts import CSV, attached, head, html, multi, page, part, plain, text

RETURNED = "From: mentors@example.ac.uk\nTo: bob@park.example.sch.uk\nMessage-ID: <ask1@example.ac.uk>\nSubject: Your mentor tracker\n\nPlease\n"
DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example.org>"
RETURN = "Return-Path: <>\n"


def machine(mail):
    return RETURN.encode() + mail


def dsn(status, prose="It did not arrive.", original=RETURNED, **words):
    return machine(multi("report; report-type=delivery-status", part(prose + "\n", "Content-Type: text/plain", "Content-Transfer-Encoding: 7bit"),
                         part("Reporting-MTA: dns; mx.example.org\n\n" + status, "Content-Type: message/delivery-status", "Content-Transfer-Encoding: 7bit"),
                         part(original, "Content-Type: message/rfc822", "Content-Transfer-Encoding: 7bit"), **dict({"sender": DAEMON}, **words)))


def bounces():
    bob = "bob@park.example.sch.uk"
    failed = {"recipient": bob, "action": "failed", "status": "5.1.1"}
    yield ("bounce-dsn", "RFC 3464", dsn("Final-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n" % bob,
           subject="Undelivered Mail Returned to Sender"),
           {"kind": "bounce", "bounce": [dict(failed, diagnostic="smtp; 550 5.1.1 no such user")], "references": ["ask1@example.ac.uk"], "forwarded": None})
    yield ("bounce-exchange-online", "a report of Microsoft 365, whose subject is another", dsn("Final-Recipient: rfc822;%s\nAction: failed\nStatus: 5.1.10\n"
           "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound\n" % bob, subject="Undeliverable: Your mentor tracker",
           sender="Microsoft Outlook <MicrosoftExchange329e71ec@example.org>"), {"kind": "bounce", "bounce": [dict(failed, status="5.1.10")]})
    yield ("bounce-two", "two recipients in one report", dsn("Final-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; "
           "carol@park.example.sch.uk\nAction: failed\nStatus: 5.2.2\n" % bob), {"kind": "bounce", "bounce": [failed, {"recipient": "carol@park.example.sch.uk", "status": "5.2.2"}]})
    yield ("bounce-original-recipient", "forwarded on: we wrote to the first", dsn("Original-Recipient: rfc822;%s\nFinal-Recipient: rfc822;bob@elsewhere.example.org\n"
           "Action: failed\nStatus: 5.1.1\n" % bob), {"bounce": [failed]})
    yield ("delay-dsn", "still trying", dsn("Final-Recipient: rfc822; %s\nAction: delayed\nStatus: 4.4.1\n" % bob, subject="Delayed"),
           {"kind": "delay", "bounce": [{"recipient": bob, "action": "delayed", "status": "4.4.1"}]})
    yield ("bounce-expired", "it was tried for days and given up", dsn("Final-Recipient: rfc822; %s\nAction: failed\nStatus: 4.4.7\n" % bob),
           {"kind": "bounce", "bounce": [{"recipient": bob, "action": "failed", "status": "4.4.7"}]})
    yield ("bounce-qmail", "qmail says it in prose", machine(plain("Hi. This is the qmail-send program at mx.example.org.\nI'm afraid I wasn't able to deliver your "
           "message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<%s>:\n550 5.1.1 unknown user\n\n--- Below this line is a copy "
           "of the message.\n\n%s" % (bob, RETURNED), subject="failure notice", sender="MAILER-DAEMON@mx.example.org")),
           {"kind": "bounce", "bounce": [failed], "references": ["ask1@example.ac.uk"]})
    yield ("bounce-qmail-full", "given up after a temporary error", machine(plain("I'm afraid I wasn't able to deliver your message to the following addresses.\n\n<%s>:\n"
           "Remote host said: 452 4.2.2 Mailbox full\nI'm not going to try again.\n" % bob, subject="failure notice", sender="MAILER-DAEMON@mx.example.org")),
           {"kind": "bounce", "bounce": [{"recipient": bob, "action": "failed", "status": "4.2.2"}]})
    yield ("bounce-exim", "Exim names the failed in a header", (RETURN + "X-Failed-Recipients: %s\n" % bob).encode() + plain("A message that you sent could not be delivered to "
           "all of its recipients.\n\n  %s\n    host mx.example.org: 550 5.1.1 no such user\n" % bob, subject="Mail delivery failed: returning message to sender", sender=DAEMON),
           {"kind": "bounce", "bounce": [failed]})
    yield ("bounce-gateway", "a gateway has wrapped the report in a mail", machine(multi("mixed", text("Checked."), part(dsn("Final-Recipient: rfc822; %s\nAction: failed\nStatus: "
           "5.1.1\n" % bob)[len(RETURN):], "Content-Type: message/rfc822", "Content-Transfer-Encoding: 7bit"), boundary="=_gateway", sender=DAEMON, subject="Delivery Status Notification (Failure)")),
           {"kind": "bounce", "bounce": [failed], "forwarded": None})
    yield ("about-a-bounce", "a person who tells of one", plain("Your mail to Bob came back: 550 5.1.1 user unknown. His new address is bob@oak.example.sch.uk.\n",
           subject="Re: Undeliverable: Your mentor tracker"), {"kind": "message", "bounce": []})


def automatic():
    for name, extra, subject, body in (
            ("auto-submitted", "Auto-Submitted: auto-replied\n", "Automatic reply: Your mentor tracker", "I am away until Monday."),
            ("outlook", "X-Auto-Response-Suppress: All\nAuto-Submitted: auto-generated\n", "Automatic reply: Your mentor tracker", "Thank you. I work Monday to Wednesday."),
            ("subject-alone", "", "Out of office: Your mentor tracker", "I am away."),
            ("text-alone", "", "Re: Your mentor tracker", "Thank you for your email. I am out of the office until 2 November."),
            ("precedence", "Precedence: auto_reply\n", "Re: Your mentor tracker", "Away."),
            ("vacation", "Auto-Submitted: auto-replied (vacation)\n", "Re: Your mentor tracker", "On leave."),
            ("german", "", "Automatische Antwort: Your mentor tracker", "Ich bin nicht im Haus."),
            ("left", "Auto-Submitted: auto-replied\n", "Re: Your mentor tracker", "I no longer work at Park School. Please write to the office."),
            ("helpdesk", "Auto-Submitted: auto-generated\n", "[Ticket 12] We have received your request", "A colleague will answer.")):
        yield ("auto-" + name, "an automatic answer", extra.encode() + plain(body + "\n", subject=subject), {"kind": "auto-reply"})
    yield ("auto-null-sender", "no sender on the envelope", machine(plain("Away.\n")), {"kind": "auto-reply"})
    yield ("auto-no", "Auto-Submitted: no is a person", b"Auto-Submitted: no\n" + plain("4 hours.\n"), {"kind": "message"})
    yield ("auto-answered", "a person answers an automatic reply", plain("Thanks, noted.\n", subject="Re: Automatic reply: Your mentor tracker"), {"kind": "message"})
    yield ("receipt", "a read receipt", machine(multi("report; report-type=disposition-notification", text("Your message was read."), part(
        "Final-Recipient: rfc822; ann@park.example.sch.uk\nDisposition: manual-action/MDN-sent-manually; displayed\n", "Content-Type: message/disposition-notification",
        "Content-Transfer-Encoding: 7bit"), subject="Read: Your mentor tracker")), {"kind": "read-receipt", "documents": [], "bounce": []})
    yield ("challenge", "prove that you are human", plain("To have your message delivered, click the link.\n", subject="Please confirm your message"), {"kind": "challenge"})
    yield ("complaint", "a feedback report", multi("report; report-type=feedback-report", text("Spam."), part("Feedback-Type: abuse\nVersion: 1\n", "Content-Type: "
           "message/feedback-report", "Content-Transfer-Encoding: 7bit"), part(RETURNED, "Content-Type: message/rfc822", "Content-Transfer-Encoding: 7bit")),
           {"kind": "report", "documents": []})
    yield ("dmarc-report", "a DMARC aggregate report, known by its file", multi("mixed", text("See attached."), attached(
        "mx.example.org!example.ac.uk!1792800000!1792886400.xml", b"<feedback></feedback>", "application/xml"), subject="Report"), {"kind": "report"})
    yield ("list", "a mailing list", b"List-Id: <heads.example.org>\nPrecedence: list\n" + plain("News.\n"), {"kind": "list"})
    yield ("own", "our own mail come back", b"X-Mentord-Template: request\n" + plain("Please.\n"), {"kind": "own"})
    yield ("authentication", "the topmost verdict alone counts", b"Authentication-Results: mx.example.ac.uk; spf=pass smtp.mailfrom=park.example.sch.uk; dkim=pass "
           b"header.d=park.example.sch.uk; dmarc=pass header.from=park.example.sch.uk\nAuthentication-Results: evil.example.org; dmarc=fail\n" + plain("Yes\n"),
           {"authentication": {"by": "mx.example.ac.uk", "spf": "pass", "dkim": "pass", "dmarc": "pass"}})


def calendar(*lines):
    return "\r\n".join(("BEGIN:VCALENDAR", "PRODID:-//Example//EN", "VERSION:2.0") + lines + ("END:VCALENDAR", ""))


def event(*lines):
    return ("BEGIN:VEVENT", "UID:train1@example.ac.uk", "DTSTAMP:20261001T080000Z", "DTSTART:20261006T150000Z", "DTEND:20261006T160000Z", "SUMMARY:Mentor training") + lines + \
        ("END:VEVENT",)


def invitations():
    who = "ATTENDEE;PARTSTAT=%s;CN=Ann Example:mailto:Ann@park.example.sch.uk"
    for name, state in (("accepted", "ACCEPTED"), ("declined", "DECLINED"), ("tentative", "TENTATIVE")):
        body = calendar("METHOD:REPLY", *event("ORGANIZER:mailto:mentors@example.ac.uk", "SEQUENCE:2", who % state))
        yield ("invitation-" + name, "an answer to an invitation", multi("alternative", text(""), part(body, "Content-Type: text/calendar; method=REPLY; charset=utf-8",
               "Content-Transfer-Encoding: 8bit"), subject=state.title() + ": Mentor training"),
               {"kind": "calendar", "calendar": [{"method": "REPLY", "uid": "train1@example.ac.uk", "sequence": 2, "start": "2026-10-06T15:00:00Z", "organizer": "mentors@example.ac.uk",
                                                  "attendees": [{"address": "ann@park.example.sch.uk", "partstat": state}]}]})
    body = calendar("METHOD:REPLY", *event(who % "ACCEPTED"))
    yield ("invitation-automatic", "Google sends a person's answer as automatic", b"Auto-Submitted: auto-generated\n" + multi("alternative", text("Accepted"), part(body, "Content-Type: "
           "text/calendar; method=REPLY", "Content-Transfer-Encoding: 7bit")), {"kind": "calendar"})
    yield ("invitation-as-file", "an .ics that is attached is a document as well", multi("mixed", text("The training."), part(calendar("METHOD:PUBLISH", *event()), "Content-Type: text/calendar; "
           "name=\"training.ics\"", "Content-Disposition: attachment; filename=\"training.ics\"")),
           {"kind": "calendar", "calendar": [{"method": "PUBLISH", "summary": "Mentor training"}], "documents": [{"name": "training.ics", "format": "ics"}]})
    yield ("invitation-octets", "and one that does not say so", multi("mixed", text("The training."), attached("training.ics", calendar("METHOD:PUBLISH", *event()))),
           {"documents": [{"name": "training.ics", "format": "ics"}]})
    yield ("invitation-in-base64", "in base64 and beside HTML", multi("alternative", page("<p>Accepted</p>"), part(body, "Content-Type: text/calendar; method=REPLY")),
           {"kind": "calendar", "text": "Accepted", "calendar": [{"method": "REPLY"}]})


    yield ("invitation-damaged", "a calendar part that is none is said", multi("alternative", text("Accepted"), part("BEGIN:VCAL", "Content-Type: text/calendar", "Content-Transfer-Encoding: "
           "7bit")), {"calendar": [], "documents": [{"format": "ics", "problem": "damaged"}]})
    yield ("invitation-windows-zone", "a zone by the name of Windows, not defined", multi("alternative", text(""), part(calendar("METHOD:REQUEST", "BEGIN:VEVENT", "UID:u1", "DTSTART;TZID="
           "GMT Standard Time:20261006T160000", "DTEND;TZID=GMT Standard Time:20261006T170000", "SUMMARY:Training", "END:VEVENT"), "Content-Type: text/calendar; method=REQUEST",
           "Content-Transfer-Encoding: 7bit")), {"kind": "calendar", "calendar": [{"method": "REQUEST", "start": "2026-10-06T16:00:00+01:00", "end": "2026-10-06T17:00:00+01:00"}]})
    yield ("invitation-owa", "Exchange's link instead of an invitation", plain("Ann invites you.\nhttps://mail.example.org/owa/?ae=Item&a=Open&t=IPM.Schedule.Meeting.Request&id=1\n"),
           {"calendar": [], "documents": [{"format": "ics", "problem": "unsupported"}]})


SAFE = "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fpark-my.sharepoint.com%2F%3Aw%3A%2Fp%2Fann%2Ftracker&data=05&reserved=0"


def links():
    one = "https://park-my.sharepoint.com/:w:/p/ann/tracker"
    for name, link, want in (
            ("onedrive", "https://1drv.ms/w/s!AbC", None), ("sharepoint", one, None), ("google-drive", "https://drive.google.com/file/d/1a/view?usp=sharing", None),
            ("google-docs", "https://docs.google.com/document/d/1a/edit", None), ("dropbox", "https://www.dropbox.com/s/1a/tracker.docx?dl=0", None),
            ("icloud", "https://www.icloud.com/iclouddrive/0a#tracker", None), ("wetransfer", "https://we.tl/t-1a", None), ("box", "https://park.box.com/s/1a", None),
            ("safelinks", SAFE, one),
            ("proofpoint", "https://urldefense.proofpoint.com/v2/url?u=https-3A__park-2Dmy.sharepoint.com_-3Aw-3A_p_ann_tracker&d=Dw&c=x", one),
            ("proofpoint-3", "https://urldefense.com/v3/__https://park-my.sharepoint.com/:w:/p/ann/tracker__;!!Ab!c$", one),
            ("barracuda", "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fpark-my.sharepoint.com%2f%3aw%3a%2fp%2fann%2ftracker&c=E", one),
            ("sophos", "https://eu-west-1.protection.sophos.com/?d=sharepoint.com&u=%s&i=x" % base64.b64encode(one.encode()).decode(), one),
            ("mimecast", "https://protect-eu.mimecast.com/s/AbC?domain=park-my.sharepoint.com", None)):
        yield ("link-" + name, "a file in a cloud instead of the file", plain("Here is my tracker: %s\n\nAnn\n" % link), {"kind": "message", "links": [want or link], "documents": []})
    yield ("link-html", "Outlook's card of a file that it did not attach", html('<div id="OwaReferenceAttachments"><a id="OwaReferenceAttachmentFileName1" href="%s">Tracker.docx</a></div>'
           "<p>As promised.</p>" % one), {"links": [one]})
    yield ("link-html-beside-plain", "the link stands in the HTML alone", multi("alternative", text("Tracker.docx\n\nAs promised."), page('<a href="%s">Tracker.docx</a><p>As promised.</p>' % one)),
           {"text": "Tracker.docx\n\nAs promised.", "links": [one]})
    yield ("link-shortcut", "a shortcut as a file", multi("mixed", text("Here"), attached("Tracker.url", "[InternetShortcut]\r\nURL=%s\r\n" % one)), {"links": [one], "documents": []})
    yield ("link-in-quote", "our own link, quoted, is nobody's answer", plain("Done.\n\nOn 05/10/2026 08:00, Mentor scheme wrote:\n> The form: %s\n" % one), {"text": "Done.", "links": []})
    yield ("link-in-signature", "nor is one of a signature", plain("Done.\n-- \nAnn\nOur prospectus: %s\n" % one), {"links": []})
    yield ("link-of-a-site", "a site without a file", plain("See https://park.sharepoint.com/ and https://www.park.example.sch.uk/form\n"), {"links": []})
    yield ("link-and-file", "both", multi("mixed", text("Also at " + one), attached("a.csv", CSV, "text/csv")), {"links": [one], "documents": [{"name": "a.csv"}]})
    yield ("no-headers-to-speak-of", "a mail of two fields", b"From: ann@park.example.sch.uk\nSubject: tracker\n\n4 hours.\n", {"subject": "tracker", "text": "4 hours."})
    yield ("plus-address", "a token in the address", head(to="mentors+7K3Q9-F2M4X@example.ac.uk").encode() + b"\n4 hours.\n", {"text": "4 hours."})


def cases():
    return [case for some in (bounces, automatic, invitations, links) for case in some()]
