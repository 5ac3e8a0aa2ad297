# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports on delivery as mail servers write them: RFC 3464 by those that keep to it, and prose by the many that do not."""
import json

from kinds_parts import BOB, CAT, DATE, HOST, ID, SUBJECT, US, expect, failed, headers_of, mail, original, parts


def postfix(groups, prose, subject="Undelivered Mail Returned to Sender", returned=None, type_of="message/delivery-status"):
    return mail("Received: by mx.example.org (Postfix)\n\tid 5D1C240A3F; Tue, 13 Oct 2026 09:12:33 +0100 (BST)\nDate: %s (BST)\nFrom: "
                "MAILER-DAEMON@mx.example.org (Mail Delivery System)\nSubject: %s\nTo: %s\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: "
                "multipart/report; report-type=delivery-status;\n\tboundary=\"3A1F240A11.1791879153/mx.example.org\"\nMessage-Id: "
                "<20261013081233.5D1C240A3F@mx.example.org>" % (DATE, subject, US),
                "This is a MIME-encapsulated message.\n\n" + parts(
                    "3A1F240A11.1791879153/mx.example.org",
                    "Content-Description: Notification\nContent-Type: text/plain; charset=us-ascii\n\nThis is the mail system at host mx.example.org.\n\n" + prose +
                    "\n\n                   The mail system\n",
                    "Content-Description: Delivery report\nContent-Type: %s\n\nReporting-MTA: dns; mx.example.org\nX-Postfix-Queue-ID: 3A1F240A11\nX-Postfix-Sender: "
                    "rfc822; %s\nArrival-Date: Tue, 13 Oct 2026 09:12:30 +0100 (BST)\n\n%s" % (type_of, US, groups),
                    "Content-Description: Undelivered Message\nContent-Type: message/rfc822\n\n" + original() if returned is None else returned), null=True)


def group(status, diagnostic="", to=BOB, action="failed", original_to=True):
    return "Final-Recipient: rfc822; %s\n%sAction: %s\nStatus: %s\n%s\n" % (
        to, "Original-Recipient: rfc822;%s\n" % to if original_to else "", action, status, "Remote-MTA: dns; mx.park.example.sch.uk\nDiagnostic-Code: %s\n" % diagnostic if diagnostic
        else "")


SORRY = "I'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\nFor further assistance, " \
    "please send mail to postmaster.\n\n"


def from_postfix():
    for name, status, said in (
            ("unknown", "5.1.1", "smtp; 550 5.1.1 <%s>: Recipient address rejected: User unknown in virtual mailbox table" % BOB),
            ("full", "5.2.2", "smtp; 552 5.2.2 <%s>: user is over quota" % BOB),
            ("no-host", "5.4.4", "X-Postfix; Host or domain name not found. Name service error for name=park.example.sch.uk type=A: Host not found"),
            ("policy", "5.7.1", "smtp; 554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using bl.example.net"),
            ("expired", "4.4.1", "X-Postfix; connect to mx.park.example.sch.uk[192.0.2.9]:25: Connection timed out"),
            ("loop", "5.4.6", "X-Postfix; mail for park.example.sch.uk loops back to myself")):
        yield ("postfix-" + name, "Postfix", postfix(group(status, said), SORRY + "<%s>: %s" % (BOB, said)), expect("bounce", failed(status), references=[ID], forwarded=None))
    yield ("postfix-two", "Postfix, two recipients for two reasons", postfix(
        group("5.1.1", "smtp; 550 5.1.1 unknown") + group("5.2.2", "smtp; 552 5.2.2 full", CAT), SORRY + "<%s>: unknown\n\n<%s>: full" % (BOB, CAT)),
        expect("bounce", failed("5.1.1"), failed("5.2.2", CAT)))
    yield ("postfix-one-late-one-failed", "a report on two: one failed, one late", postfix(
        group("4.4.1", "", CAT, "delayed") + group("5.1.1", "smtp; 550 5.1.1 unknown"), SORRY), expect("bounce", failed("4.4.1", CAT, "delayed"), failed("5.1.1")))
    yield ("postfix-contradiction", "the status says 4, the server that refused said 5", postfix(group("4.5.0", "smtp; 550 5.5.0 Service refused"), SORRY), expect("bounce", failed("5.5.0")))
    yield ("postfix-global", "RFC 6533, for mail in UTF-8", postfix(group("5.1.1", "smtp; 550 5.1.1 unknown"), SORRY, type_of="message/global-delivery-status"),
           expect("bounce", failed("5.1.1")))
    yield ("postfix-headers-only", "the original's headers alone", postfix(group("5.1.1"), SORRY, returned="Content-Type: text/rfc822-headers\n\n" + headers_of()),
           expect("bounce", failed("5.1.1"), references=[ID]))
    yield ("postfix-no-report", "the report could not be written: the original says to whom", postfix("", SORRY + "--- Delivery report unavailable ---"),
           expect("bounce", failed("5.0.0")))
    yield ("postfix-not-an-address", "an alias to a program, which X names in words", postfix(
        "Final-Recipient: rfc822; \"|/usr/local/bin/vacation bob\"\nAction: failed\nStatus: 5.3.0\n", "I'm sorry.\n\n<%s>: Command died with status 1" % BOB), expect("bounce", failed("5.3.0")))
    bare = postfix(group("5.1.1"), SORRY)
    yield ("postfix-bare-cr", "line ends of a bare CR", bare.replace(b"\n", b"\r"), expect("bounce", failed("5.1.1")))
    yield ("postfix-crlf", "line ends of CR and LF", bare.replace(b"\n", b"\r\n"), expect("bounce", failed("5.1.1")))
    yield ("postfix-no-envelope", "a provider that drops the envelope sender", b"\n".join(bare.split(b"\n")[1:]), expect("bounce", failed("5.1.1")))
    for name, subject, action, text in (
            ("delay", "Delayed Mail (still being retried)", "delayed",
             "####################################################################\n# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #\n"
             "####################################################################\n\nYour message could not be delivered for more than 4 hour(s).\n"
             "It will be retried until it is 5 day(s) old."),):
        yield ("postfix-" + name, "Postfix still tries", postfix(group("4.4.1", "X-Postfix; connect: Connection refused", action=action), text, subject),
               expect("delay", failed("4.4.1", action=action)))
    for name, action in (("delivered", "delivered"), ("relayed", "relayed"), ("expanded", "expanded")):
        yield ("postfix-" + name, "it arrived, or went on: a receipt", postfix(group("2.0.0", "smtp; 250 2.0.0 Ok", action=action), "Your message was successfully delivered to the "
               "destination(s)\nlisted below.", "Successful Mail Delivery Report"),
               expect("read-receipt", failed("2.0.0", action="relayed" if action == "expanded" else action)))


EXIM = "This message was created automatically by mail delivery software.\n\n"


def exim(prose, subject="Mail delivery failed: returning message to sender", report=None, known=BOB):
    head = "%sAuto-Submitted: auto-replied\nFrom: Mail Delivery System <Mailer-Daemon@mx.example.org>\nTo: %s\nReferences: <%s>\n" % (
        "X-Failed-Recipients: %s\n" % known if known else "", US, ID)
    tail = "MIME-Version: 1.0\nSubject: %s\nMessage-Id: <E1tX7Rb-0004hG-2L@mx.example.org>\nDate: %s" % (subject, DATE)
    if not report:
        return mail(head + tail, EXIM + prose + "\n\n------ This is a copy of the message, including all the headers. ------\n\n" + original(), null=True)
    return mail(head + "Content-Type: multipart/report; report-type=delivery-status; boundary=1791879153-eximdsn-804289383\n" + tail, parts(
        "1791879153-eximdsn-804289383", "Content-type: text/plain; charset=us-ascii\n\n" + EXIM + prose,
        "Content-type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n" + report, "Content-type: message/rfc822\n\n" + original()), null=True)


def from_exim():
    sent = "A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  "
    yield ("exim-report", "Exim 4.8 and on", exim(sent + BOB + "\n    host mx.park.example.sch.uk [192.0.2.9]\n    SMTP error from remote mail server after RCPT TO:<%s>:\n    550 5.1.1 No such "
           "user" % BOB, report="Action: failed\nFinal-Recipient: rfc822;%s\nStatus: 5.0.0\nRemote-MTA: dns; mx.park.example.sch.uk\nDiagnostic-Code: smtp; 550 5.1.1 No such user\n" % BOB),
           expect("bounce", failed("5.0.0"), references=[ID, ID]))
    for name, said, status in (
            ("unknown", "SMTP error from remote mail server after RCPT TO:<%s>:\n    host mx.park.example.sch.uk [192.0.2.9]: 550 Unknown user" % BOB, "5.1.1"),
            ("unrouteable", "Unrouteable address", "5.1.1"),
            ("unrouteable-domain", "all relevant MX records point to non-existent hosts: Unrouteable mail domain", "5.1.2"),
            ("quota", "mailbox is full: retry timeout exceeded", "5.2.2"),
            ("retries", "retry timeout exceeded", "5.4.7"),
            ("code", "SMTP error from remote mail server after MAIL FROM:\n    554 Transaction failed", "5.0.0"),
            ("temporary", "SMTP error from remote mail server after end of data:\n    451 Temporary local problem", "4.0.0")):
        yield ("exim-" + name, "Exim before 4.8: prose, and a header of its own", exim(sent + BOB + "\n    " + said), expect("bounce", failed(status)))
    yield ("exim-no-header", "another system that writes as Exim does", exim(sent + BOB + "\n    Unrouteable address", known=None), expect("bounce", failed("5.1.1")))
    yield ("exim-two", "two in the header", exim(sent + BOB + "\n    550 5.1.1 unknown\n  " + CAT + "\n    552 5.2.2 mailbox full", known="%s, %s" % (BOB, CAT)),
           expect("bounce", failed("5.1.1"), failed("5.2.2", CAT)))
    yield ("exim-pipe", "a program failed, for a recipient that a header names", exim(sent + "pipe to |/usr/bin/vacation bob\n    generated by " + BOB,
           report="Action: failed\nFinal-Recipient: rfc822;|/usr/bin/vacation bob\nStatus: 5.0.0\n"), expect("bounce", failed("5.0.0")))
    warning = "A message that you sent has not been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.org.\n\nThe address to which the " \
        "message has not yet been delivered is:\n\n  %s\n    Delay reason: Connection timed out\n\nNo action is required on your part. Delivery attempts will continue for\nsome time." % BOB
    yield ("exim-delay", "Exim warns", exim(warning, "Warning: message 1tX7Rb-0004hG-2L delayed 24 hours", known=None), expect("delay", {"recipient": BOB, "action": "delayed"}))
    yield ("exim-delay-report", "Exim warns with a report", exim(warning, "Warning: message 1tX7Rb-0004hG-2L delayed 24 hours", known=None,
           report="Action: delayed\nFinal-Recipient: rfc822;%s\nStatus: 4.0.0\n" % BOB), expect("delay", failed("4.0.0", action="delayed")))


def qmail(prose, subject="failure notice", sender="MAILER-DAEMON@mx.example.org"):
    return mail("From: %s\nTo: %s\nDate: 13 Oct 2026 08:12:33 -0000\nSubject: %s" % (sender, US, subject), "Hi. This is the qmail-send program at mx.example.org.\nI'm afraid I wasn't "
                "able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n" + prose +
                "\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <%s>\n%s" % (US, original()), null=True)


def from_qmail():
    for name, said, status in (
            ("here", "Sorry, no mailbox here by that name. (#5.1.1)", "5.1.1"),
            ("remote", "192.0.2.9 does not like recipient.\nRemote host said: 550 5.1.1 User unknown\nGiving up on 192.0.2.9.", "5.1.1"),
            ("no-status", "192.0.2.9 does not like recipient.\nRemote host said: 550 unknown user\nGiving up on 192.0.2.9.", "5.1.1"),
            ("no-host", "Sorry, I couldn't find any host named park.example.sch.uk. (#5.1.2)", "5.1.2"),
            ("queue", "I'm not going to try again; this message has been in the queue too long.", "5.4.7"),
            ("full", "Remote host said: 452 4.2.2 Mailbox full\nI'm not going to try again; this message has been in the queue too long.", "4.2.2"),
            ("relay", "Sorry, that domain isn't in my list of allowed rcpthosts. (#5.7.1)", "5.7.1")):
        yield ("qmail-" + name, "qmail", qmail("<%s>:\n%s" % (BOB, said)), expect("bounce", failed(status), references=[ID]))
    yield ("qmail-two", "two, each with a reason", qmail("<%s>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n<%s>:\nuser is over quota (#5.2.2)" % (BOB, CAT)),
           expect("bounce", failed("5.1.1"), failed("5.2.2", CAT)))


def sendmail(prose, report=None, subject="Returned mail: see transcript for details"):
    head = "Date: %s\nFrom: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>\nMessage-Id: <202610130812.u9D8CXab012345@mx.example.org>\nTo: <%s>\nSubject: %s\nAuto-Submitted: " \
        "auto-generated (failure)\nMIME-Version: 1.0" % (DATE, US, subject)
    lead = "The original message was received at Tue, 13 Oct 2026 09:12:30 +0100\nfrom mail.example.ac.uk [198.51.100.7]\n\n"
    if not report:
        return mail(head, lead + prose + "\n\n   ----- Original message follows -----\n\n" + original(), null=True)
    return mail(head + "\nContent-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"u9D8CXab012345.1791879153/mx.example.org\"", "This is a MIME-encapsulated message\n\n" +
                parts("u9D8CXab012345.1791879153/mx.example.org", "\n" + lead + prose, "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\nReceived-From-MTA: DNS; "
                      "mail.example.ac.uk\nArrival-Date: Tue, 13 Oct 2026 09:12:30 +0100\n\n" + report, "Content-Type: message/rfc822\n\n" + original()), null=True)


def from_sendmail():
    fatal = "   ----- The following addresses had permanent fatal errors -----\n<%s>\n    (reason: %%s)\n\n   ----- Transcript of session follows -----\n... while talking to mx.park.example.sch.uk.:\n" \
        ">>> DATA\n<<< %%s\n" % BOB
    yield ("sendmail-unknown", "sendmail 8", sendmail(fatal % ("550 5.1.1 User unknown", "550 5.1.1 <%s>... User unknown" % BOB),
           "Final-Recipient: RFC822; %s\nAction: failed\nStatus: 5.1.1\nRemote-MTA: DNS; mx.park.example.sch.uk\nDiagnostic-Code: SMTP; 550 5.1.1 User unknown\n" % BOB), expect("bounce", failed("5.1.1")))
    yield ("sendmail-half-address", "the report has half an address, the prose the whole", sendmail(fatal % ("550 Host unknown", "550 5.1.2 <%s>... Host unknown" % BOB),
           "Final-Recipient: RFC822; @park.example.sch.uk\nAction: failed\nStatus: 5.1.2\n"), expect("bounce", failed("5.1.2")))
    yield ("sendmail-5-days", "given up after five days", sendmail("   ----- The following addresses had permanent fatal errors -----\n<%s>\n\n   ----- Transcript of session follows -----\n"
           "451 4.4.1 reply: read error from mx.park.example.sch.uk.\nMessage could not be delivered for 5 days\nMessage will be deleted from queue\n" % BOB,
           "Final-Recipient: RFC822; %s\nAction: failed\nStatus: 4.4.7\n" % BOB, "Returned mail: Cannot send message for 5 days"), expect("bounce", failed("4.4.7")))
    yield ("sendmail-warning", "still trying", sendmail("    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n"
           "    **********************************************\n\n   ----- The following addresses had transient non-fatal errors -----\n<%s>\n\nWarning: message still undelivered after 4 "
           "hours\nWill keep trying until message is 5 days old\n" % BOB, "Final-Recipient: RFC822; %s\nAction: delayed\nStatus: 4.4.1\nWill-Retry-Until: Sun, 18 Oct 2026 09:12:30 +0100\n" % BOB,
           "Warning: could not send message for past 4 hours"), expect("delay", failed("4.4.1", action="delayed")))
    yield ("sendmail-8-prose", "older, without a report", sendmail("   ----- The following addresses had permanent fatal errors -----\n<%s>\n\n   ----- Transcript of session follows -----\n550 "
           "<%s>... User unknown\n" % (BOB, BOB)), expect("bounce", failed("5.1.1")))
    yield ("sendmail-5-prose", "older still: nobody named but in the original", mail(
        "Date: %s\nFrom: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>\nSubject: Returned mail: Cannot send message for 4 days\nMessage-Id: <2610130812.AA01234@mx.example.org>\nTo: %s"
        % (DATE, US), "   ----- Transcript of session follows -----\n421 park.example.sch.uk (smtp)... Deferred: Connection timed out\n\n   ----- Unsent message follows -----\n" + original(),
        sender="MAILER-DAEMON@mx.example.org"), expect("bounce", failed("4.4.7")))
    yield ("sendmail-success", "a receipt that was asked for", sendmail("   ----- The following addresses had successful delivery notifications -----\n<%s>  (successfully delivered to mailbox)\n" % BOB,
           "Final-Recipient: RFC822; %s\nAction: delivered\nStatus: 2.1.5\n" % BOB, "Return receipt"), expect("read-receipt", failed("2.1.5", action="delivered")))


def exchange(subject, prose, report, sender="Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org>", extra=""):
    return mail("From: %s\nTo: %s\nDate: Tue, 13 Oct 2026 08:12:33 +0000\nContent-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"1f6a1d5f-9f4e-4f5e-8a36-0c7cfa2e6b11\"\n"
                "X-MS-Exchange-Message-Is-Ndr:\nContent-Language: en-US\nMessage-ID: <5b0f@DB9PR01MB0001.prod.exchangelabs.com>\nIn-Reply-To: <%s>\nReferences: <%s>\nThread-Topic: %s\nSubject: %s\n"
                "Auto-Submitted: auto-replied\n%sMIME-Version: 1.0" % (sender, US, ID, ID, SUBJECT, subject, extra), parts(
                    "1f6a1d5f-9f4e-4f5e-8a36-0c7cfa2e6b11", "Content-Type: multipart/alternative; differences=Content-Type;\n\tboundary=\"inner\"\n\n" + parts(
                        "inner", "Content-Type: text/plain; charset=\"utf-8\"\nContent-Transfer-Encoding: 8bit\n\n" + prose,
                        "Content-Type: text/html; charset=\"utf-8\"\nContent-Transfer-Encoding: 8bit\n\n<html><body><p>%s</p></body></html>" % prose.replace("<", "&lt;")),
                    "Content-Type: message/delivery-status\n\nReporting-MTA: dns;DB9PR01MB0001.eurprd01.prod.exchangelabs.com\nReceived-From-MTA: dns;mail.example.ac.uk\nArrival-Date: Tue, 13 Oct "
                    "2026 08:12:30 +0000\n\n" + report, "Content-Type: message/rfc822\n\n" + original()), null=True)


def from_exchange():
    for name, status, said, subject in (
            ("not-found", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", "Undeliverable: "),
            ("denied", "5.4.1", "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", "Undeliverable: "),
            ("full", "5.2.2", "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded", "Undeliverable: "),
            ("restricted", "5.7.133", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required", "Undeliverable: "),
            ("expired", "5.4.300", "550 5.4.300 Message expired -> 451 4.4.0 Primary target IP address responded with: 421", "Undeliverable: "),
            ("german", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "Unzustellbar: "),
            ("french", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "Non remis : "),
            ("spanish", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "No se puede entregar: "),
            ("italian", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "Non recapitabile: "),
            ("dutch", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "Onbestelbaar: ")):
        yield ("exchange-online-" + name, "Microsoft 365", exchange(subject + SUBJECT, "%s (%s)\nYour message to %s couldn't be delivered.\n" % (BOB, BOB, BOB),
               "Final-Recipient: rfc822;%s\nAction: failed\nStatus: %s\nDiagnostic-Code: smtp;%s\n" % (BOB, status, said)), expect("bounce", failed(status), references=[ID, ID]))
    yield ("exchange-online-delayed", "Microsoft 365 still tries", exchange("Delivery delayed:" + SUBJECT, "Delivery is delayed to these recipients or groups:\n\n%s\n\nThis message hasn't been "
           "delivered yet. Delivery will continue to be attempted.\n" % BOB, "Final-Recipient: rfc822;%s\nAction: delayed\nStatus: 4.4.7\nWill-Retry-Until: Wed, 14 Oct 2026 08:12:30 +0000\n" % BOB),
           expect("delay", failed("4.4.7", action="delayed")))
    yield ("exchange-online-relayed", "went on to a server that tells nothing more", exchange("Relayed: " + SUBJECT, "Delivery to these recipients or groups is complete, but no delivery notification was "
           "sent by the destination server:\n\n%s\n" % BOB, "Final-Recipient: rfc822;%s\nAction: relayed\nStatus: 2.0.0\n" % BOB), expect("read-receipt", failed("2.0.0", action="relayed")))
    yield ("exchange-online-delivered", "a delivery receipt", exchange("Delivered: " + SUBJECT, "Your message has been delivered to the following recipients:\n\n%s\n" % BOB,
           "Final-Recipient: rfc822;%s\nAction: delivered\nStatus: 2.0.0\n" % BOB), expect("read-receipt", failed("2.0.0", action="delivered")))
    yield ("exchange-2003", "Exchange 2003 writes to them in prose", mail(
        "From: System Administrator <postmaster@park.example.sch.uk>\nTo: %s\nSubject: Undeliverable: %s\nDate: %s\nMIME-Version: 1.0\nX-Mailer: Internet Mail Service (5.5.2653.19)\nX-MS-Embedded-Report:\n"
        "Content-Type: text/plain; charset=\"iso-8859-1\"" % (US, SUBJECT, DATE), "Your message\n\n  To:      %s\n  Subject: %s\n  Sent:    Tue, 13 Oct 2026 09:12:29 +0100\n\ndid not reach the following "
        "recipient(s):\n\n%s on Tue, 13 Oct 2026 09:12:33 +0100\n    The recipient name is not recognized\n    MSEXCH:IMS:PARK:MAIL 0 (000C05A6) Unknown Recipient\n" % (BOB, SUBJECT, BOB), null=True),
        expect("bounce", failed("5.1.1")))
    yield ("exchange-diagnostics", "an NDR that lost its parts on the way", mail(
        "From: postmaster@park.example.sch.uk\nTo: %s\nSubject: Undeliverable: %s\nDate: %s\nContent-Type: text/plain; charset=utf-8" % (US, SUBJECT, DATE),
        "Delivery has failed to these recipients or groups:\n\n%s<mailto:%s>\nThe email address you entered couldn't be found.\n\nDiagnostic information for administrators:\n\nGenerating server: "
        "DB9PR01MB0001.prod.exchangelabs.com\n\n%s\nRemote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'\n\nOriginal message headers:\n\n%s" % (BOB, BOB, BOB, headers_of()), null=True),
        expect("bounce", failed("5.1.1"), references=[ID]))


def gmail(subject, prose, report=None, extra="", action="failed"):
    head = "Return-path: <>\nFrom: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nTo: %s\nAuto-Submitted: auto-replied\nSubject: %s\nReferences: <%s>\nIn-Reply-To: <%s>\n%sMessage-ID: " \
        "<6710f1.050a0220.1@mx.google.com>\nDate: Tue, 13 Oct 2026 01:12:33 -0700 (PDT)\nMIME-Version: 1.0\n" % (US, subject, ID, ID, extra)
    if report is None:
        return mail(head + "Content-Type: text/plain; charset=ISO-8859-1", prose + "\n\n----- Original message -----\n\n" + original(), null=True, host="mail-wr1-f69.google.com")
    return mail(head + "Content-Type: multipart/report; boundary=\"000000000000a1b2c3\"; report-type=delivery-status", parts(
        "000000000000a1b2c3", "Content-Type: multipart/related; boundary=\"000000000000a1b2c4\"\n\n" + parts(
            "000000000000a1b2c4", "Content-Type: multipart/alternative; boundary=\"000000000000a1b2c5\"\n\n" + parts(
                "000000000000a1b2c5", "Content-Type: text/plain; charset=\"UTF-8\"\n\n" + prose, "Content-Type: text/html; charset=\"UTF-8\"\n\n<html><body>%s</body></html>" % prose)),
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; googlemail.com\nReceived-From-MTA: dns; %s\nArrival-Date: Tue, 13 Oct 2026 01:12:30 -0700 (PDT)\nX-Original-Message-ID: <%s>\n\n"
        "Final-Recipient: rfc822; %s\nAction: %s\n%s" % (US, ID, BOB, action, report), "Content-Type: message/rfc822\n\n" + original()), null=True, host="mail-wr1-f69.google.com")


def from_gmail():
    for name, status, words, said in (
            ("unknown", "5.1.1", "Address not found", "smtp; 550-5.1.1 The email account that you tried to reach does not exist."),
            ("domain", "5.1.2", "Address not found", "smtp; DNS Error: DNS type 'mx' lookup of park.example.sch.uk responded with code NXDOMAIN Domain name not found"),
            ("full", "5.2.2", "Recipient inbox full", "smtp; 552-5.2.2 The email account that you tried to reach is over quota."),
            ("blocked", "5.7.1", "Message blocked", "smtp; 550-5.7.1 [198.51.100.7] Our system has detected that this message is likely unsolicited mail.")):
        yield ("gmail-" + name, "Gmail", gmail("Delivery Status Notification (Failure)", "** %s **\n\nYour message wasn't delivered to %s.\n" % (words, BOB), "Status: %s\nDiagnostic-Code: %s\n" % (status, said),
               "X-Failed-Recipients: %s\n" % BOB), expect("bounce", failed(status)))
    yield ("gmail-delay", "Gmail still tries", gmail("Delivery Status Notification (Delay)", "** Delivery incomplete **\n\nThere was a temporary problem delivering your message to %s. Gmail will retry for 46 "
           "more hours. You'll be notified if the delivery fails permanently.\n" % BOB, "Status: 4.4.1\nDiagnostic-Code: smtp; The recipient server did not accept our requests to connect.\nWill-Retry-Until: "
           "Thu, 15 Oct 2026 01:12:30 -0700 (PDT)\n", action="delayed"), expect("delay", failed("4.4.1", action="delayed")))
    yield ("gmail-old", "Gmail before 2016", gmail("Delivery Status Notification (Failure)", "Delivery to the following recipient failed permanently:\n\n     %s\n\nTechnical details of permanent failure:\nGoogle tried "
           "to deliver your message, but it was rejected by the server for the recipient domain park.example.sch.uk by mx.park.example.sch.uk. [192.0.2.9].\n\nThe error that the other server returned "
           "was:\n550 5.1.1 <%s>: Recipient address rejected: User unknown" % (BOB, BOB), extra="X-Failed-Recipients: %s\n" % BOB), expect("bounce", failed("5.1.1")))
    yield ("gmail-old-delay", "and its delay", gmail("Delivery Status Notification (Delay)", "This is an automatically generated Delivery Status Notification\n\nTHIS IS A WARNING MESSAGE ONLY.\n\nYOU DO NOT NEED TO "
           "RESEND YOUR MESSAGE.\n\nDelivery to the following recipient has been delayed:\n\n     %s\n\nMessage will be retried for 2 more day(s)" % BOB, extra="X-Failed-Recipients: %s\n" % BOB),
           expect("delay", {"recipient": BOB, "action": "delayed"}))
    yield ("google-group", "a group that is closed to us", gmail("Delivery Status Notification (Failure)", "Hello %s,\n\nWe're writing to let you know that the group you tried to contact (mentors-park) may not exist, or "
           "you may not have permission to post messages to the group.\n\nmentors-park@groups.example.org\n" % US, extra="X-Failed-Recipients: mentors-park@groups.example.org\n"),
           expect("bounce", failed("5.7.1", "mentors-park@groups.example.org")))


def other(name, made, subject, sender, prose, *bounces, null=True, extra="", kind="bounce"):
    return (name, made, mail("From: %s\nTo: %s\nSubject: %s\nDate: %s\n%s" % (sender, US, subject, DATE, extra), prose, null=null, sender="bounces@mx.example.org"), expect(kind, *bounces))


def from_others():
    daemon = "MAILER-DAEMON@mx.example.org"
    yield other("opensmtpd", "OpenSMTPD", "Delivery status notification: error", "Mailer Daemon <%s>" % daemon, "    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error has occurred while "
                "attempting to deliver a message for\n    the following list of recipients:\n\n%s: 550 5.1.1 <%s>: Recipient address rejected\n\n    Below is a copy of the original message:\n\n%s" % (BOB, BOB, original()),
                failed("5.1.1"))
    yield other("opensmtpd-delay", "OpenSMTPD still tries", "Delivery status notification: delayed", "Mailer Daemon <%s>" % daemon, "    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    A message is "
                "delayed for more than 4 hours for the following\n    list of recipients:\n\n%s: Network error on destination MXs\n\n    Please note that this is only a temporary failure report.\n" % BOB,
                {"recipient": BOB, "action": "delayed"}, kind="delay")
    yield other("domino", "HCL Domino", "DELIVERY FAILURE: User bob (%s) not listed in Domino Directory" % BOB, "postmaster@park.example.sch.uk", "Your message\n\n  Subject: %s\n\nwas not delivered to:\n\n  %s\n\nbecause:\n\n  User "
                "bob (%s) not listed in Domino Directory\n" % (SUBJECT, BOB, BOB), failed("5.1.1"))
    yield other("groupwise", "GroupWise", "Message status - undeliverable", "Mailer-Daemon@park.example.sch.uk", "The attached file had the following undeliverable recipient(s):\n    %s\n\nTranscript of session follows:\n"
                "RCPT TO:<%s>\n420 TCP read error\n" % (BOB, BOB), {"recipient": BOB, "action": "failed"})
    yield other("groupwise-full", "GroupWise, full", "Message status - undeliverable", "Mailer-Daemon@park.example.sch.uk", "The message that you sent was undeliverable to the following:\n\t%s (mailbox is full)\n" % BOB, failed("5.2.2"))
    yield other("mdaemon", "MDaemon", "Permanent Delivery Failure", "MDaemon@mx.example.org", "Failed Recipient: %s\nReason: Remote host said: 550 5.1.1 User unknown\n\n--- Session Transcript ---\n<-- 550 5.1.1 User unknown\n" % BOB,
                failed("5.1.1"))
    yield other("mdaemon-delay", "MDaemon warns", "Warning: %s - delivery delayed" % SUBJECT, "MDaemon@mx.example.org", "Your message has been delayed and is still awaiting delivery to: %s\nThis is a warning message only.\n" % BOB,
                {"recipient": BOB, "action": "delayed"}, kind="delay")
    yield other("imail", "IMail", "Undeliverable Mail", "\"Postmaster\" <postmaster@mx.example.org>", "Unknown user: %s\n\nOriginal message follows.\n\n%s" % (BOB, original()), failed("5.1.1"), extra="X-Mailer: <SMTP32 v8.12>")
    yield other("james", "Apache James and a gateway of telephones: a parameter that is not indented", "Re:" + SUBJECT, "post_master@mx.example.org", "------=_Part_1\nContent-Type: multipart/alternative;\n"
                "boundary=\"----=_Part_2\"\n\n------=_Part_2\nContent-Type: text/plain; charset=us-ascii\n\nError: Invalid user address\n\nError message below:\n550 - Requested action not taken: no such user here\n\n"
                "Message details:\n  Subject: %s\n  MAIL FROM: %s\n  RCPT TO: %s\n  From: %s\n\n------=_Part_2--\n\n------=_Part_1--\n" % (SUBJECT, US, BOB, US), failed("5.1.1"), null=False,
                extra="MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"----=_Part_1\"")
    yield other("courier", "Courier", "NOTICE: mail delivery status.", "\"Courier mail server at mx.example.org\" <%s>" % daemon, "This is a delivery status notification from mx.example.org,\nrunning the Courier mail server.\n\n"
                "UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<%s>:\n    mx.park.example.sch.uk [192.0.2.9]:\n>>> RCPT TO:<%s>\n<<< 550 User unknown\n" % (BOB, BOB), failed("5.1.1"))
    yield other("zoho", "Zoho", "Undelivered Mail Returned to Sender", "mailer-daemon@mail.example.org", "This message was created automatically by mail delivery software.\n A message that you sent could not be delivered to one or "
                "more of its recipients. This is a permanent error.\n\n%s, ERROR_CODE :550, ERROR_CODE :5.1.1 unknown user\n\nReceived:from mail.example.org by mx.example.org\nMessage-ID:<14a3e557@mail.example.org>\n"
                % BOB, failed("5.1.1"))
    yield other("yahoo", "Yahoo", "Failure Notice", "MAILER-DAEMON@yahoo.example.com", "Sorry, we were unable to deliver your message to the following address.\n\n<%s>:\n554: delivery error: dd Not a valid recipient - park.example.sch.uk\n\n"
                "--- Below this line is a copy of the message.\n\n%s" % (BOB, original()), {"recipient": BOB, "action": "failed"})
    yield other("gmx", "GMX and 1&1", "Mail delivery failed: returning message to sender", "\"GMX Mailer Daemon\" <mailer-daemon@gmx.example.net>", "This message was created automatically by mail delivery software.\n\nA message that you "
                "sent could not be delivered to one or more of\nits recipients. This is a permanent error. The following address\nfailed:\n\n\"%s\":\nSMTP error from remote server after RCPT command:\nhost: mx.park.example.sch.uk\n"
                "5.1.1 User unknown\n\n--- The header of the original message is following. ---\n\n%s" % (BOB, headers_of()), failed("5.1.1"))
    yield other("mailru", "mail.ru", "Mail failure.", "mailer-daemon@corp.example.org", "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its recipients. "
                "This is a permanent error. The following address(es) failed:\n\n%s\n    invalid mailbox\n" % BOB, failed("5.1.1"))
    yield other("mcafee", "a gateway with a table", "Undeliverable: %s" % SUBJECT, "postmaster@gateway.example.org", "Your message was not delivered to the following recipient.\n\n  %s\n\n--- The following addresses had delivery problems ---"
                "\n\n<%s>   (User unknown)\n" % (BOB, BOB), failed("5.1.1"))
    yield other("messagelabs", "a filter", "Mail Delivery Failure", "\"MAILER-DAEMON\" <%s>" % daemon, "This is the mail delivery agent at messagelabs.\nI was not able to deliver your message to the following addresses.\n\n<%s>:\n192.0.2.9 "
                "does not like recipient.\nRemote host said: 550 5.1.1 no such user\n" % BOB, failed("5.1.1"))
    yield other("mimecast", "a filter that refuses", "[Postmaster] Email Delivery Failure", "postmaster@gateway.example.org", "Your message to %s could not be delivered.\nReason: 550 Rejected by header based anti-spoofing policy\n" % BOB, failed("5.7.1"))
    yield other("ses", "Amazon SES", "Delivery Status Notification (Failure)", "MAILER-DAEMON@eu-west-2.amazonses.example.com", "An error occurred while trying to deliver the mail to the following recipients:\n%s\n" % BOB,
                {"recipient": BOB, "action": "failed"})
    yield other("x1", "a server without a name: From is empty", "Returned Mail: User unknown", "\"Mail Deliver System\" <Mail.Admin@mx.example.org>", "The original message was received at Tue, 13 Oct 2026 09:12:29 +0100\nfrom %s\n\nThe following "
                "recipients could not be reached:\n\n%s\n\nTHE RECIPIENT DOES NOT EXIST\n" % (HOST, BOB), failed("5.1.1"))
    yield other("x3", "one in capitals", "Delivery Status Notification", "Mail Delivery System <root@mx.example.org>", "==================================================================\nYour message was not delivered to the following "
                "recipients:\n\n  <%s>: 550 USER UNKNOWN\n" % BOB, failed("5.1.1"))
    yield other("x5", "one with a report in plain text", "NOTIFICATION OF MESSAGE DELIVERY FAILURE", "Mail Delivery System <%s>" % daemon, "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1\n"
                % BOB, failed("5.1.1"))
    yield other("no-sender", "From is empty", "Mail delivery failed", "<>", "There was an error delivering your mail to <%s>.\n\n550 user unknown\n\nMessage headers follow.\n\n%s" % (BOB, headers_of()), failed("5.1.1"))
    yield other("through-a-list", "a list's owner gets it with the list's headers", "Returned mail: User unknown", "MAILER-DAEMON@mx.example.org", "The following addresses had permanent errors:\n<%s>\n550 5.1.1 User unknown\n" % BOB, failed("5.1.1"),
                null=False, extra="Precedence: bulk\nList-Id: Heads <heads.example.org>\nList-Post: <mailto:heads@example.org>")
    yield other("no-daemon", "no sign of a server but the words", "Undeliverable: " + SUBJECT, "\"Mail Delivery\" <noreply@x.example.org>", "Your message couldn't be delivered to %s because the address doesn't exist.\n" % BOB, failed("5.1.1"), null=False)
    yield other("german-full", "full, in German", "Nachricht konnte nicht zugestellt werden", "Mailer-Daemon@gmx.example.net", "%s: Postfach voll\n" % BOB, failed("5.2.2"))
    yield other("about-a-delay", "a bounce of a mail whose subject speaks of delay", "Undeliverable: Delayed: training on 6 October", "postmaster@park.example.sch.uk", "Your message did not reach some or all of the intended recipients.\n\n"
                "The following recipient(s) cannot be reached:\n\n      %s\n            The e-mail account does not exist at the organization this message was sent to.  550 5.1.1\n" % BOB, failed("5.1.1"))
    yield other("in-german", "prose in German", "Unzustellbar: " + SUBJECT, "Mail Delivery System <%s>" % daemon, "Ihre Nachricht konnte nicht zugestellt werden:\n\n%s\n    Der Empf\u00e4nger konnte nicht gefunden werden.\n" % BOB, failed("5.1.1"),
                extra="Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit")
    yield other("in-french", "prose in French", "Non remis : " + SUBJECT, "postmaster@park.example.sch.uk", "Votre message n'a pas pu \u00eatre remis \u00e0 :\n\n%s\n    utilisateur inconnu\n" % BOB, failed("5.1.1"),
                extra="Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit")
    japanese = "\u4ee5\u4e0b\u306e\u30e1\u30fc\u30eb\u30a2\u30c9\u30ec\u30b9\u3078\u306e\u9001\u4fe1\u306b\u5931\u6557\u3057\u307e\u3057\u305f\u3002\n%s\n\n-------server message\n550 %s... No such user\n\n-------original mail info\nFrom: %s\nMessage-ID: <a@g1.example.com>\n"
    yield ("in-japanese", "a filter that writes Japanese in ISO-2022-JP", mail("From: <>\nTo: %s\nSubject: failure notice\nDate: %s\nX-Mailer: m-FILTER\nMIME-Version: 1.0\nContent-Type: text/plain; charset=\"ISO-2022-JP\"" % (US, DATE),
           (japanese % (BOB, BOB, US)).encode("iso-2022-jp"), null=True), expect("bounce", failed("5.1.1")))
    yield ("wrapped", "a gateway has wrapped the report and added its own words", mail("From: Mail Delivery System <%s>\nTo: %s\nSubject: Undelivered Mail Returned to Sender\nDate: %s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
           "boundary=\"gate\"" % (daemon, US, DATE), "--gate\nContent-Type: text/plain\n\nScanned by the gateway.\n--gate\nContent-Type: message/rfc822\n\n" + postfix(group("5.1.1"), SORRY).decode() + "\n--gate--\n", null=True),
           expect("bounce", failed("5.1.1"), forwarded=None))
    yield ("helper-named", "the server names its helpdesk and us beside the recipient", mail("From: Mail Delivery System <%s>\nTo: %s\nSubject: Undeliverable mail\nDate: %s" % (daemon, US, DATE), "Your message from %s could not be delivered to:\n\n"
           "    %s\n\nThe mailbox does not exist.\nIf you need assistance, contact helpdesk@park.example.sch.uk or postmaster@park.example.sch.uk.\n" % (US, BOB), null=True), expect("bounce", failed("5.1.1")))


def ses(kind, **what):
    """Amazon SES, by a topic of SNS: JSON in JSON."""
    notice = dict({"notificationType": kind, "mail": {"messageId": "0100", "commonHeaders": {"messageId": "<%s>" % ID, "to": [BOB], "subject": SUBJECT}}}, **what)
    return mail("From: Mail events <no-reply@sns.example.com>\nTo: %s\nSubject: AWS Notification Message\nDate: %s\nx-amz-sns-message-id: 02f8\nContent-Type: text/plain; charset=UTF-8" % (US, DATE),
                json.dumps({"Type": "Notification", "Message": json.dumps(notice)}, indent=2) + "\n\n--\nIf you wish to stop receiving notifications from this topic, please click here.\n")


def from_services():
    yield ("ses-bounce", "a sending service that tells as JSON", ses("Bounce", bounce={"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": BOB, "action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 "
           "user unknown"}]}), expect("bounce", failed("5.1.1"), references=[ID]))
    yield ("ses-bounce-bare", "without a status", ses("Bounce", bounce={"bounceType": "Transient", "bouncedRecipients": [{"emailAddress": BOB}]}), expect("bounce", failed("5.0.0")))
    yield ("ses-delivery", "it arrived", ses("Delivery", delivery={"recipients": [BOB], "smtpResponse": "250 ok"}), expect("read-receipt", failed("2.0.0", action="delivered")))
    yield ("ses-complaint", "somebody called it spam", ses("Complaint", complaint={"complainedRecipients": [{"emailAddress": BOB}]}), expect("report", references=[ID]))


def cases():
    for some in (from_postfix, from_exim, from_qmail, from_sendmail, from_exchange, from_gmail, from_others, from_services):
        for name, made, content, reading in some():
            yield ("kind-%s-%s" % (reading["kind"], name), made, content, reading)
