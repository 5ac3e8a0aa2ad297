# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts, challenges, calendars, lists, reports of machines about many mails, and our own mail."""
from kinds_parts import ANN, BOB, DATE, ID, SUBJECT, US, expect, headers_of, mail, original, parts


def one(name, made, kind, subject, text, sender="Ann Example <%s>" % ANN, extra="", null=False, body=None, content_type="text/plain; charset=utf-8"):
    head = "From: %s\nTo: %s\nSubject: %s\nDate: %s\nMessage-ID: <o1@park.example.sch.uk>\nMIME-Version: 1.0\nContent-Type: %s\nContent-Transfer-Encoding: 8bit\n%s" % (
        sender, US, subject, DATE, content_type, extra)
    return (name, made, mail(head, body if body is not None else text + "\n", null=null), expect(kind, away=None))


def receipts():
    def mdn(disposition, reporting="Microsoft Office Outlook", returned=None):
        return parts("mdn", "Content-Type: text/plain; charset=utf-8\n\nYour message\n\n  To: Ann Example\n  Subject: %s\n\nwas read." % SUBJECT,
                     "Content-Type: message/disposition-notification\n\nReporting-UA: park.example.sch.uk; %s\nOriginal-Recipient: rfc822;%s\nFinal-Recipient: rfc822;%s\nOriginal-Message-ID: <%s>\nDisposition: %s\n"
                     % (reporting, ANN, ANN, ID, disposition), *([returned] if returned else []))
    kind = "multipart/report; report-type=disposition-notification; boundary=\"mdn\""
    for name, subject, disposition, null in (
            ("outlook", "Read: " + SUBJECT, "manual-action/MDN-sent-automatically; displayed", True), ("not-read", "Not read: " + SUBJECT, "automatic-action/MDN-sent-automatically; deleted", True),
            ("thunderbird", "Return Receipt (displayed) - " + SUBJECT, "manual-action/MDN-sent-manually; displayed", False), ("german", "Gelesen: " + SUBJECT, "manual-action/MDN-sent-automatically; displayed", True),
            ("german-not", "Ungelesen: " + SUBJECT, "automatic-action/MDN-sent-automatically; deleted", True), ("french", "Lu : " + SUBJECT, "manual-action/MDN-sent-automatically; displayed", True),
            ("horde", "Disposition Notification: " + SUBJECT, "manual-action/MDN-sent-manually; displayed", False), ("processed", "Disposition notification", "automatic-action/MDN-sent-automatically; processed", False)):
        yield one("receipt-" + name, "RFC 8098", "read-receipt", subject, "", null=null, body=mdn(disposition), content_type=kind)
    yield one("receipt-original", "with the original's headers", "read-receipt", "Read: " + SUBJECT, "", body=mdn("manual-action/MDN-sent-manually; displayed", returned="Content-Type: text/rfc822-headers\n\n" + headers_of()),
              content_type=kind)
    yield one("receipt-words", "Exchange's, without its part", "read-receipt", "Read: " + SUBJECT, "Your message was read on 13 October 2026 09:12:33.", null=True)
    yield one("receipt-notes", "HCL Notes", "read-receipt", "Return Receipt", "Your document: %s\nwas received by: Ann Example\nat: 13/10/2026 09:12:33" % SUBJECT, extra="Auto-Submitted: auto-generated\n")
    yield one("receipt-dutch", "Gelezen", "read-receipt", "Gelezen: " + SUBJECT, "Uw bericht is gelezen.", null=True)


def challenges():
    for name, subject, text, extra in (
            ("tmda", "Please confirm your message", "This message was created automatically by mail delivery software (TMDA). Your message is being held until you confirm it: reply to this message to confirm.",
             "X-TMDA-Confirm-Done: yes\nAuto-Submitted: auto-replied\nPrecedence: bulk\n"),
            ("spamarrest", "Re: %s [verify]" % SUBJECT, "I am protecting myself from receiving junk mail. Please click the link below to deliver your message to my inbox.\nhttps://www.example.com/verify?1", "Auto-Submitted: auto-replied\n"),
            ("boxtrapper", "Your email requires verification verify#abc123", "The message you sent requires that you verify that you are a real person. Please reply to this message to confirm.", "X-Boxtrapper: yes\nPrecedence: auto_reply\n"),
            ("uol", "Please authenticate your message", "To have your message delivered, prove that you are human.", ""),
            ("mailblocks", "Message verification required", "You are not yet on my list of approved senders. Click here to verify.", "Auto-Submitted: auto-generated\n"),
            ("null", "Confirmation required", "To have your message delivered, answer this mail.", ""),
            ("moderated", "Your message to Heads awaits moderator approval", "Your mail to 'Heads' with the subject %s is being held until the list moderator can review it for approval." % SUBJECT, "Precedence: bulk\nX-List-Administrivia: yes\n"),
            ("quarantine-sender", "Your message has been quarantined", "Your message to %s has been quarantined. It will be released when the recipient has reviewed it." % BOB, "Auto-Submitted: auto-generated\n")):
        yield one("challenge-" + name, "somebody's filter wants an answer", "challenge", subject, text, extra=extra, null=name == "null")
    for name, subject, sender, text in (
            ("microsoft", "Microsoft 365 security: You have messages in quarantine", "quarantine@messaging.example.com", "Review these messages: 1 message is being held for you to review."),
            ("mimecast", "You have new messages on hold", "noreply@gateway.example.org", "Messages on hold for %s" % US), ("proofpoint", "End User Digest: 3 New Messages", "spam-digest@gateway.example.org", "The emails listed below have been placed in your "
             "personal Quarantine since you received your last Digest."), ("barracuda", "Spam Quarantine Summary - 3 messages", "quarantine@barracuda.example.org", "You have 3 messages in your quarantine."),
            ("sophos", "Sophos Email: Quarantine summary", "do-not-reply@central.example.com", "Emails in the quarantine: 2")):
        yield one("quarantine-" + name, "mail for us is held", "challenge", subject, text, sender=sender, extra="Auto-Submitted: auto-generated\n" if name in ("microsoft", "mimecast") else "")


def event(method, partstat=None, more=""):
    return "BEGIN:VCALENDAR\r\nPRODID:-//Example//EN\r\nVERSION:2.0\r\nMETHOD:%s\r\nBEGIN:VEVENT\r\nUID:train1@example.ac.uk\r\nDTSTAMP:20261001T080000Z\r\nDTSTART:20261106T150000Z\r\nDTEND:20261106T160000Z\r\nSUMMARY:Mentor training" \
        "\r\nORGANIZER:mailto:%s\r\n%s%sEND:VEVENT\r\nEND:VCALENDAR\r\n" % (method, US, "ATTENDEE;PARTSTAT=%s:mailto:%s\r\n" % (partstat, ANN) if partstat else "", more)


def calendars():
    for name, method, state, subject, extra in (
            ("outlook-accepted", "REPLY", "ACCEPTED", "Accepted: Mentor training", "X-MS-Exchange-Calendar-Originator-Id: x\n"), ("outlook-declined", "REPLY", "DECLINED", "Declined: Mentor training", ""),
            ("outlook-tentative", "REPLY", "TENTATIVE", "Tentative: Mentor training", ""), ("gmail-accepted", "REPLY", "ACCEPTED", "Accepted: Mentor training @ Fri 6 Nov 2026 15:00", "Auto-Submitted: auto-generated\nSender: Google "
             "Calendar <calendar-notification@google.example.com>\n"), ("counter", "COUNTER", "TENTATIVE", "New time proposed: Mentor training", ""), ("request", "REQUEST", None, "Mentor meeting", ""),
            ("request-automatic", "REQUEST", None, "Invitation: Mentor meeting", "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\n"), ("cancel", "CANCEL", None, "Cancelled: Mentor meeting", "Auto-Submitted: auto-generated\n"),
            ("german", "REPLY", "ACCEPTED", "Zugesagt: Mentor training", ""), ("publish", "PUBLISH", None, "Dates", "")):
        yield one("calendar-" + name, "RFC 6047", "calendar", subject, "", extra=extra, content_type="multipart/alternative; boundary=\"cal\"",
                  body=parts("cal", "Content-Type: text/plain; charset=utf-8\n\n%s" % subject, "Content-Type: text/calendar; charset=utf-8; method=%s\nContent-Transfer-Encoding: 7bit\n\n%s" % (method, event(method, state))))
    yield one("calendar-alone", "the calendar is the whole mail", "calendar", "Accepted: Mentor training", event("REPLY", "ACCEPTED"), content_type="text/calendar; method=REPLY; charset=utf-8")
    yield one("calendar-null", "an answer without an envelope sender", "calendar", "Accepted: Mentor training", event("REPLY", "ACCEPTED"), content_type="text/calendar; method=REPLY; charset=utf-8", null=True)


def lists():
    for name, extra in (
            ("mailman", "List-Id: Heads <heads.example.org>\nList-Unsubscribe: <mailto:heads-leave@example.org>\nList-Post: <mailto:heads@example.org>\nPrecedence: list\nX-Mailman-Version: 3.3.8\n"),
            ("google-groups", "Precedence: list\nMailing-list: list heads@example.org; contact heads+owners@example.org\nList-ID: <heads.example.org>\nX-Google-Group-Id: 1\n"),
            ("sympa", "List-Id: <heads.example.org>\nX-Loop: heads@example.org\nPrecedence: list\n"), ("ezmlm", "Mailing-List: contact heads-help@example.org; run by ezmlm\nPrecedence: bulk\n"),
            ("newsletter", "List-Unsubscribe: <https://news.example.com/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\nList-Id: news <news.example.com>\nFeedback-ID: 1:2:3:mail\n"), ("bulk", "Precedence: bulk\n"),
            ("jiscmail", "List-Owner: <mailto:HEADS-request@example.org>\nList-Id: <HEADS.EXAMPLE.ORG>\nPrecedence: list\n")):
        yield one("list-" + name, "mail through a list", "list", "[heads] Term dates", "The dates for spring are out.", extra=extra)
    yield one("list-away", "somebody on a list writes of leave", "list", "[heads] Cover", "I am out of the office until Monday. Please contact Bob. Thank you for your email.", extra="List-Id: <heads.example.org>\n")


def reports():
    arf = parts("arf", "Content-Type: text/plain\n\nThis is an email abuse report for an email message received from IP 198.51.100.7.",
                "Content-Type: message/feedback-report\n\nFeedback-Type: %s\nUser-Agent: SomeGenerator/1.0\nVersion: 1\nOriginal-Rcpt-To: <" + BOB + ">\nSource-IP: 198.51.100.7\n", "Content-Type: %s\n\n" + original())
    for name, what, inner in (("abuse", "abuse", "message/rfc822"), ("headers", "abuse", "text/rfc822-headers"), ("fraud", "fraud", "message/rfc822"), ("not-spam", "not-spam", "message/rfc822"), ("opt-out", "opt-out", "message/rfc822"),
                              ("auth-failure", "auth-failure", "text/rfc822-headers")):
        yield one("report-arf-" + name, "RFC 5965", "report", "FW: " + SUBJECT, "", sender="complaints@isp.example.net", body=arf % (what, inner), content_type="multipart/report; report-type=feedback-report; boundary=\"arf\"")
    yield one("report-arf-hotmail", "a junk mail report without the part", "report", "complaint about message from 198.51.100.7", "", sender="staff@isp.example.net", body=arf % ("abuse", "message/rfc822"),
              content_type="multipart/mixed; boundary=\"arf\"")
    for name, subject, file, kind in (
            ("google", "Report domain: example.ac.uk Submitter: google.com Report-ID: 1", "google.com!example.ac.uk!1791763200!1791849599.zip", "application/zip"),
            ("microsoft", "[Preview] Report Domain: example.ac.uk Submitter: protection.outlook.com Report-ID: 2", "protection.outlook.com!example.ac.uk!1791763200!1791849600.xml.gz", "application/gzip"),
            ("yahoo", "Report Domain: example.ac.uk Submitter: Yahoo Report-ID: <3>", "yahoo.com!example.ac.uk!1791763200!1791849599.xml.gz", "application/gzip"),
            ("other-subject", "Aggregate report", "mx.example.org!example.ac.uk!1791763200!1791849599.xml", "text/xml")):
        yield one("report-dmarc-" + name, "RFC 7489", "report", subject, "", sender="noreply-dmarc-support@mx.example.org", content_type="multipart/mixed; boundary=\"d\"",
                  body=parts("d", "Content-Type: text/plain\n\nThis is an aggregate report.", "Content-Type: %s; name=\"%s\"\nContent-Disposition: attachment; filename=\"%s\"\n\n<feedback/>" % (kind, file, file)))
    yield one("report-tls", "RFC 8460", "report", "Report Domain: example.ac.uk Submitter: mx.example.org Report-ID: <4>", "", sender="tls@mx.example.org", extra="TLS-Report-Domain: example.ac.uk\nTLS-Report-Submitter: mx.example.org\n",
              content_type="multipart/report; report-type=\"tlsrpt\"; boundary=\"t\"", body=parts("t", "Content-Type: text/plain\n\nA report.", "Content-Type: application/tlsrpt+json; name=\"r.json\"\nContent-Disposition: attachment; "
                                                                                                  "filename=\"mx.example.org!example.ac.uk!1791763200!1791849599.json\"\n\n{}"))


def ours():
    for name, made, extra in (("redirected", "somebody's rule sends all their mail to us", "Resent-From: <%s>\nResent-To: <%s>\n" % (ANN, US)), ("looped", "a forward of an address that is ours", "X-Forwarded-To: %s\nDelivered-To: %s\n" % (US, US)),
                              ("listed", "through a list", "List-Id: <heads.example.org>\n")):
        yield one("own-" + name, made, "own", SUBJECT, "Please fill in the tracker.", sender="Mentor scheme <%s>" % US, extra="X-Mentord-Template: request\nAuto-Submitted: auto-generated\n" + extra)


def cases():
    for some in (receipts, challenges, calendars, lists, reports, ours):
        for name, made, content, reading in some():
            yield ("kind-" + name, made, content, reading)
