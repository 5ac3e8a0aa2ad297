# SPDX-License-Identifier: GPL-3.0-or-later
"""People who write what machines write: about bounces, absences, quarantines and holidays; and plain answers of every mail
program. None of them may be taken for a machine."""
from kinds_parts import ANN, BOB, CAT, DATE, ID, SUBJECT, US, expect, headers_of, mail, original, parts
from mail_parts import docx

OUTLOOK = "X-Mailer: Microsoft Outlook 16.0\nThread-Topic: %s\nThread-Index: AQHbHVk=\nIn-Reply-To: <%s>\nReferences: <%s>\nX-MS-Has-Attach:\nX-MS-TNEF-Correlator:\n" % (SUBJECT, ID, ID)
QUOTE = "\n\nOn Mon, 12 Oct 2026 at 09:12, Mentor scheme <%s> wrote:\n\n> Dear Ann,\n>\n> Please fill in the tracker and send it back by 20 October.\n" % US
BLOCK = "\n\nFrom: Mentor scheme <%s>\nSent: 12 October 2026 09:12\nTo: Ann Example <%s>\nSubject: %s\n\nPlease fill in the tracker and send it back by 20 October.\n" % (US, ANN, SUBJECT)
NDR = "Delivery has failed to these recipients or groups:\n\n%s\nThe email address you entered couldn't be found.\n\nDiagnostic information for administrators:\n\nRemote Server returned '550 5.1.1 " \
    "RESOLVER.ADR.RecipNotFound; not found'\n" % BOB
FORM = (("Name of mentor", "Ann Example"), ("Hours", "4"))


def person(name, made, text, subject="Re: " + SUBJECT, extra="", kind="message", quote="", body=None, content_type="text/plain; charset=utf-8"):
    head = "From: Ann Example <%s>\nTo: Mentor scheme <%s>\nSubject: %s\nDate: %s\nMessage-ID: <c0ffee.%s@park.example.sch.uk>\nMIME-Version: 1.0\nContent-Type: %s\nContent-Transfer-Encoding: 8bit\n%s" % (
        ANN, US, subject, DATE, name, content_type, extra)
    return (name, made, mail(head, body if body is not None else text + quote + "\n"), expect(kind, bounce=[], away=None))


def about_bounces():
    yield person("forwards-a-bounce", "and asks what it means", "Hi, I got this when I wrote to Bob. What does it mean?\n\n-----Original Message-----\nFrom: Microsoft Outlook <postmaster@example.org>\nSent: 12 October 2026 "
                 "09:12\nTo: Ann Example <%s>\nSubject: Undeliverable: training\n\n%s" % (ANN, NDR), subject="FW: Undeliverable: training")
    yield person("forwards-a-gmail-bounce", "with Gmail's words", "This came back, do you have another address for Bob?\n\n---------- Forwarded message ---------\nFrom: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\n"
                 "Date: Mon, 12 Oct 2026 at 09:12\nSubject: Delivery Status Notification (Failure)\nTo: <%s>\n\nDelivery to the following recipient failed permanently:\n\n     %s\n" % (ANN, BOB),
                 subject="Fwd: Delivery Status Notification (Failure)")
    yield person("answers-about-a-bounce", "answers ours in words of servers", "Bob's mailbox is full, so your mail could not be delivered to him. User unknown is what I get.", subject="Re: Mail delivery failed: returning message to sender",
                 quote=QUOTE)
    yield person("quotes-a-bounce", "pastes it", "Our IT people say this:\n\n550 5.1.1 <%s>: Recipient address rejected: User unknown\n\nPlease use %s for Bob." % (BOB, CAT), subject="Bob's address")
    report = parts("in", "Content-Type: text/plain\n\n" + NDR, "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1\n" % BOB,
                   "Content-Type: message/rfc822\n\n" + original())
    bounce = "From: MAILER-DAEMON@mx.example.org\nTo: %s\nSubject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied\nDate: %s\nMIME-Version: 1.0\nContent-Type: multipart/report; " \
        "report-type=delivery-status; boundary=\"in\"\n\n" % (ANN, DATE) + report
    yield person("attaches-a-bounce", "as a file", "", subject="Fw: Undelivered Mail Returned to Sender", content_type="multipart/mixed; boundary=\"out\"",
                 body=parts("out", "Content-Type: text/plain\n\nWhat should I do about this?", "Content-Type: message/rfc822\n\n" + bounce))
    yield person("attaches-a-bounce-anew", "under a subject of hers", "", subject="Is Bob's address right?", content_type="multipart/mixed; boundary=\"out\"",
                 body=parts("out", "Content-Type: text/plain\n\nWhat should I do about this?", "Content-Type: message/rfc822\n\n" + bounce))
    yield person("forwards-the-parts", "Apple Mail forwards the parts of the report as they are", "", subject="Fwd: Undelivered Mail Returned to Sender", content_type="multipart/mixed; boundary=\"out\"",
                 body=parts("out", "Content-Type: text/plain\n\nCan you help?\n\nBegin forwarded message:\n\nFrom: MAILER-DAEMON@mx.example.org\nSubject: Undelivered Mail Returned to Sender\nDate: 12 October 2026 at 09:12:33 BST\n"
                            "To: %s\n\nI'm sorry to have to inform you that your message could not be delivered." % ANN,
                            "Content-Type: text/rfc822-headers\n\n" + headers_of()))
    yield person("delayed-train", "a subject with delay in it", "Running 20 minutes late, sorry!", subject="Delayed: my train to the training")
    yield person("delayed-form", "and one of her own", "Sorry for the delay, the form will follow tomorrow.", quote=QUOTE)
    yield person("postmaster-is-a-person", "a school whose IT writes as postmaster", "We have unblocked your address; please send it again.", subject="Re: blocked mail", extra=OUTLOOK, quote=BLOCK)
    yield person("rejected", "a word of servers in a subject of hers", "Is my tracker OK now? You said it was rejected.", subject="My tracker was rejected")
    for name, subject, text in (("workbooks", "Undelivered workbooks", "The workbooks could not be delivered to the school as nobody was in."),
                                ("to-bob", "Undelivered mail", "My mail to %s could not be delivered to him. Do you have another address?" % BOB),
                                ("rejected-application", "Rejected: my application", "I was told that my application was rejected. Why?"), ("back", "Bounce back from illness", "I'm better now and can mentor again."),
                                ("boiler", "Warning: message about the boiler", "School may close on Friday because of the boiler.")):
        yield person("subject-" + name, "a subject that begins as a server's", text, subject=subject)
    yield person("undelivered-post", "post of paper", "The parcel with the workbooks was returned to sender. Shall we collect it?", subject="Workbooks")


def about_absence():
    for name, subject, text, quote in (
            ("leave-next-week", "Re: " + SUBJECT, "I am out of office next week, can I send it on the 26th?", QUOTE),
            ("leave-unquoted", "Re: " + SUBJECT, "I am on annual leave next week. Can I have until the 30th please?", ""),
            ("leave-and-promise", "Re: " + SUBJECT, "Hi Sam,\n\nI am on leave until Monday, I'll send you the form then.\n\nAnn", ""),
            ("leave-and-file", "Re: " + SUBJECT, "Please find it attached. I am out of the office until Monday.", BLOCK),
            ("answers-automatic", "Re: Automatic reply: " + SUBJECT, "Thanks, noted.", ""),
            ("answers-out-of-office", "RE: Out of Office: " + SUBJECT, "Enjoy your holiday!", BLOCK),
            ("answers-german", "AW: Automatische Antwort: " + SUBJECT, "Danke, ich warte.", ""),
            ("forwards-out-of-office", "FW: Automatic reply: training", "Bob is away, as you see below. Shall I ask Cat?\n\nFrom: Bob Example <%s>\nSent: 12 October 2026 09:12\nTo: Ann Example\nSubject: Automatic reply: "
             "training\n\nI am out of the office until 2 November. Thank you for your email." % BOB, ""),
            ("quotes-out-of-office", "Bob", "I wrote to Bob and had this:\n\n> Thank you for your email. I am out of the office until 2 November.\n\nWho covers for him?", ""),
            ("subject-out-of-office", "Out of office next week - training", "Hi Sam,\n\nI can't come on the 20th as I'm away. Is there another date?\n\nAnn", ""),
            ("subject-annual-leave", "Annual leave and the training on 20 October", "Could you move me to the November session?", ""),
            ("subject-maternity", "Maternity leave", "Dear Sam, I start my maternity leave on 2 November. Who should be the mentor in my place? Could you let me know what the school has to do?", ""),
            ("maternity", "Re: " + SUBJECT, "I'm on maternity leave so I won't be mentoring this year, sorry. Cat Sample has taken over.", QUOTE),
            ("left", "Re: " + SUBJECT, "I no longer work at Park School, please take me off your list. Do you need anything else from me?", QUOTE),
            ("maternity-unquoted", "Re: " + SUBJECT, "I'm on maternity leave until June so Cat is doing the mentoring.", ""),
            ("leave-unquoted-but", "Re: " + SUBJECT, "I am away until Monday but my hours are 4.", ""),
            ("leave-quoted", "Re: " + SUBJECT, "I am away until Monday.", QUOTE),
            ("was-on-leave", "Re: " + SUBJECT, "Thanks for this. I was on annual leave last week and only saw it now. Here are my hours: 6", ""),
            ("office-closed", "Re: " + SUBJECT, "Thank you for your email. I have attached nothing yet because our office is closed for half term; I will do it on Monday.", ""),
            ("taken-over", "Re: " + SUBJECT, "Hi, please contact Cat Sample about this as she's taken over while I'm on maternity leave. Thanks, Ann", ""),
            ("received-by", "Re: " + SUBJECT, "I've left the form with the office, it has been received by Jo.", ""),
            ("automatic-reminders", "Automatic reminders", "Please stop the automatic reminders, I have sent the form already.", ""),
            ("will-be-back", "Re: " + SUBJECT, "I will be back in school on Monday and will fill it in then.", ""),
            ("going-on-leave", "On leave", "Hi, I'm going on leave from 2 November, who should I hand the mentoring to?", ""),
            ("part-time", "Re: " + SUBJECT, "I work Monday to Wednesday, so may I come to the Tuesday session?", ""),
            ("half-term", "Re: " + SUBJECT, "We're closed for half term next week. Can it wait until we are back?", ""),
            ("thanks", "Re: " + SUBJECT, "Thank you for your email. I did 4 hours this term and met my mentee on Monday.", ""),
            ("thanks-quoted", "Re: " + SUBJECT, "Thank you for your email. I'll look at it when I return from the training.", QUOTE),
            ("subject-thanks", "Thank you for your email", "It cleared everything up. Could you also send me the dates for spring?", ""),
            ("contact", "Re: " + SUBJECT, "Please contact Bob Example about this, he is the mentor now.", QUOTE),
            ("urgent", "Urgent: wrong form", "You sent me the wrong form, can you send the secondary one as soon as possible?", ""),
            ("automatic-in-words", "Re: " + SUBJECT, "Is this an automated mail or is there a person reading? My hours are wrong.", ""),
            ("german", "AW: " + SUBJECT, "Ich bin nächste Woche im Urlaub und schicke es danach. Ist das in Ordnung?", "\n\nAm Mo., 12. Okt. 2026 um 09:12 schrieb Mentor scheme <%s>:\n> Bitte.\n" % US),
            ("french", "RE: " + SUBJECT, "Je suis absente lundi. Je vous l'envoie mardi ?", "\n\nLe lun. 12 oct. 2026 à 09:12, Mentor scheme <%s> a écrit :\n> Merci.\n" % US),
            ("welsh", "Re: " + SUBJECT, "Diolch! Byddaf yn ei anfon yfory.", QUOTE)):
        yield person(name, "a person writes of an absence", text, subject=subject, quote=quote)


def about_filters():
    for name, subject, text in (("held", "Message held", "My message to you was held by your filter, did you get it?"), ("quarantine-report", "Quarantine report", "I have written my quarantine report on the school's rules."),
                                ("confirmation", "Confirmation required", "Please let me know whether you have my form, I need a confirmation for my head.")):
        yield person("subject-" + name, "a subject that begins as a filter's", text, subject=subject)
    yield person("quarantine", "asks about a filter", "Your mail was in my quarantine, that is why I am late. Here are my hours: 4.", quote=QUOTE)
    yield person("challenge", "a person asks to confirm", "Please confirm that you have my tracker.", subject="Please confirm")
    yield person("verify", "words of challenges in an answer", "I had to click a link to prove that I am human. Is that from you?", subject="Re: Please verify your email address", quote=QUOTE)
    yield person("forwards-quarantine", "forwards a digest", "Is this yours?\n\n---------- Forwarded message ---------\nFrom: quarantine@messaging.example.com\nSubject: You have messages in quarantine\n\n1 message held in quarantine.\n",
                 subject="Fwd: You have messages in quarantine")
    yield person("read", "a subject that begins as a receipt's", "I have read the handbook. Do I need to sign it?", subject="Read: the handbook")
    yield person("report", "her own report", "Attached is nothing yet, my report on the domain model follows.", subject="Report on domain models")
    yield person("accepted", "says by hand that she comes", "Yes, I'll be there on the 20th.", subject="Re: Invitation: Mentor training")
    yield person("list", "asks about a list", "Please take me off the mailing list for primary schools.", subject="unsubscribe")
    yield person("auto-no", "Auto-Submitted: no", "4 hours.", extra="Auto-Submitted: no\n")
    yield person("suppresses", "asks for no automatic answers, as many clients do", "4 hours.", extra="X-Auto-Response-Suppress: OOF, AutoReply\n")
    yield person("precedence-normal", "Precedence of no meaning", "4 hours.", extra="Precedence: normal\nImportance: high\n")


def programs():
    for name, extra, text in (
            ("outlook", OUTLOOK, "Done, 4 hours." + BLOCK), ("owa", "x-ms-exchange-messagesentrepresentingtype: 1\nx-originating-ip: [203.0.113.9]\n" + OUTLOOK, "Done." + BLOCK),
            ("gmail", "X-Gm-Message-State: AOJu0Yx\nIn-Reply-To: <%s>\n" % ID, "Done." + QUOTE), ("apple", "X-Mailer: Apple Mail (2.3826.200.121)\nIn-Reply-To: <%s>\n" % ID, "Done." + QUOTE),
            ("iphone", "X-Mailer: iPhone Mail (22A3370)\n", "Done.\n\nSent from my iPhone"), ("thunderbird", "User-Agent: Mozilla Thunderbird\nIn-Reply-To: <%s>\n" % ID, "Done." + QUOTE),
            ("mutt", "User-Agent: Mutt/2.2.9\n", "Done."), ("yahoo", "X-Mailer: WebService/1.1.22806 YMailNorrin\n", "Done."), ("outlook-mobile", "X-MS-Exchange-Calendar-Series-Instance-Id: \n", "Done.\n\nGet Outlook for iOS" + BLOCK),
            ("gateway", "X-Mimecast-Spam-Score: 0\nX-MC-Unique: abc\nX-Virus-Scanned: amavisd-new at example.org\n", "Done.\n\nThis email has been scanned.")):
        yield person("by-" + name, "a plain answer as that program writes it", text, extra=extra)
    import base64
    form = base64.encodebytes(docx(FORM)).decode()
    for name, subject, words in (("form", "Re: " + SUBJECT, "Here it is."), ("form-automatic", "Re: Automatic reply: " + SUBJECT, "Here it is, as I was away."),
                                 ("form-out-of-office", "RE: Out of office: " + SUBJECT, "I am out of the office until Monday but here it is."), ("form-bounce", "Fw: Undeliverable: " + SUBJECT, "It came back, here it is again."),
                                 ("form-leave", "Tracker", "I am on annual leave from tomorrow. Thank you for your email; please contact Bob if urgent.")):
        yield person("return-" + name, "a form that came back, whatever the words around it", "", subject=subject, kind="return", content_type="multipart/mixed; boundary=\"out\"",
                     body=parts("out", "Content-Type: text/plain; charset=utf-8\n\n" + words, "Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document; name=\"tracker.docx\"\n"
                                "Content-Disposition: attachment; filename=\"tracker.docx\"\nContent-Transfer-Encoding: base64\n\n" + form))


def cases():
    for some in (about_bounces, about_absence, about_filters, programs):
        for name, made, content, reading in some():
            yield ("kind-person-" + name, made, content, reading)
