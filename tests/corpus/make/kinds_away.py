# SPDX-License-Identifier: GPL-3.0-or-later
"""Automatic answers as the programs that people have write them: with their headers, or with words alone. All are sent on
Tuesday 13 October 2026."""
from kinds_parts import ANN, BOB, CAT, DATE, ID, SUBJECT, US, away, expect, mail

EXCHANGE = "In-Reply-To: <%s>\nReferences: <%s>\nX-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\nAuto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\n" % (ID, ID)
GMAIL = "Precedence: bulk\nX-Autoreply: yes\nAuto-Submitted: auto-replied\nIn-Reply-To: <%s>\n" % ID
DOVECOT = "X-Sieve: Pigeonhole Sieve 0.5.19\nX-Auto-Reply: yes\nPrecedence: bulk\nAuto-Submitted: auto-replied (vacation)\nIn-Reply-To: <%s>\n" % ID


def answer(name, made, text, said=None, extra=EXCHANGE, subject="Automatic reply: " + SUBJECT, null=False, sender="Ann Example <%s>" % ANN, html=False):
    head = "From: %s\nTo: %s\nSubject: %s\nDate: %s\nMessage-ID: <auto1@park.example.sch.uk>\nMIME-Version: 1.0\nContent-Type: text/%s; charset=utf-8\nContent-Transfer-Encoding: 8bit\n%s" % (
        sender, "Mentor scheme <%s>" % US, subject, DATE, "html" if html else "plain", extra)
    return (name, made, mail(head, text + "\n", null=null), expect("auto-reply", **({"away": said} if said else {})))


def by_header():
    yield answer("exchange", "Exchange's own", "I am on annual leave until Friday 16 October. For urgent matters please contact Bob Example at %s." % BOB, away("2026-10-16", None, ("Bob Example", BOB)))
    yield answer("exchange-html", "and as HTML alone", "<html><body><p>I am out of the office, returning on <b>Monday 19 October</b>.</p></body></html>", away(None, "2026-10-19"), html=True)
    yield answer("exchange-null", "with a null sender", "I work Monday to Wednesday and will reply when I am next in.", away(), null=True)
    yield answer("gmail", "Gmail's responder", "Thanks for your message. I'm away until 2 November and will answer then.", away("2026-11-02"), extra=GMAIL, subject="Re: " + SUBJECT)
    yield answer("dovecot", "Sieve's vacation (RFC 5230)", "I am on leave from 12 to 23 October.", away("2026-10-23"), extra=DOVECOT, subject="Auto: " + SUBJECT)
    yield answer("procmail", "formail -r and a header of old", "I am on holiday, back 26/10/2026.", away(None, "2026-10-26"), extra="X-Loop: %s\nPrecedence: junk\n" % ANN, subject="Re: " + SUBJECT + " (out of office)")
    yield answer("cpanel", "a web host's responder", "Thank you for contacting us. The school office is closed until Monday 2 November.", away("2026-11-02"), extra="X-Autorespond: %s\nPrecedence: auto_reply\n" % SUBJECT,
                 subject="Re: " + SUBJECT)
    yield answer("notes", "HCL Notes", "I will be out of the office starting  12/10/2026 and will not return until 19/10/2026.\n\nNote: This is an automated response to your message \"%s\" sent on 13/10/2026 09:12:29.\n" % SUBJECT,
                 away(None, "2026-10-19"), extra="X-Mailer: Lotus Domino Release 9.0.1\n", subject="AUTO: Ann Example is out of the office (returning 19/10/2026)")
    yield answer("notes-bare", "and with no header at all, its days in the subject", "I will respond to your message when I return.", away(None, "2026-10-19"), extra="", subject="AUTO: Ann Example is out of the office (returning 19/10/2026)")
    yield answer("groupwise", "GroupWise", "I am away from my desk until tomorrow.", away("2026-10-14"), extra="X-Mailer: GroupWise 18\nX-AutoReply-From: %s\n" % ANN, subject="Re: " + SUBJECT)
    yield answer("zimbra", "Zimbra", "I'm out of the office. Back Thursday.", away(None, "2026-10-15"), extra="Auto-Submitted: auto-replied (zimbra; vacation)\nPrecedence: bulk\n", subject="Re: " + SUBJECT)
    yield answer("apple", "iCloud's vacation", "I am away.", away(), extra="Auto-Submitted: auto-replied\nX-Apple-Mail-Vacation: 1\n", subject="Re: " + SUBJECT)
    yield answer("yahoo", "Yahoo's, known by nothing but the sender on the envelope", "I am away at the moment and will reply on my return.", away(), extra="", subject="Re: " + SUBJECT, null=True)
    yield answer("firstclass", "FirstClass, which many schools had", "I am on a course.", away(), extra="X-FC-MachineGenerated: true\n", subject="Re: " + SUBJECT)
    yield answer("unsubscribe", "a mail program unsubscribes by itself", "Apple Mail sent this email to unsubscribe from the message.", away(), extra="Auto-Submitted: auto-replied\nX-Apple-Unsubscribe: true\n", subject="unsubscribe")
    yield answer("helpdesk", "a helpdesk has opened a ticket", "Your request (#4711) has been received and is being reviewed by our support staff.", away(), extra="Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\n",
                 subject="[Park School IT] Request received: " + SUBJECT, sender="Park School IT <help@park.example.sch.uk>")
    yield answer("left", "somebody who left", "I have now left Park School. Please contact Cat Sample, %s, instead." % CAT, away(None, None, ("Cat Sample", CAT)))
    yield answer("teams", "a mail of a machine's, which nobody reads", "You have 2 unread messages.", away(), extra="Auto-Submitted: auto-generated\n", subject="Ann sent a message", sender="Teams <noreply@teams.example.com>")
    yield answer("forward-on", "an answer that says where else it went", "This mailbox is no longer in use. Your email has been forwarded to %s." % BOB, away(None, None, BOB))


def by_words():
    for name, subject, text, said in (
            ("subject-english", "Automatic reply: " + SUBJECT, "Away.", away()),
            ("subject-ooo", "Out of Office: " + SUBJECT, "Back on the 19th.", away(None, "2026-10-19")),
            ("subject-ooo-re", "Out of Office Re: " + SUBJECT, "I'm not in school today.", away()),
            ("subject-autoreply", "Autoreply: " + SUBJECT, "Away till Friday.", away("2026-10-16")),
            ("subject-brackets", "[Auto-Reply] " + SUBJECT, "Thank you.", away()),
            ("subject-bare", "Out of Office", "I am out of the office until Monday 19 October. Please contact the school office if your enquiry is urgent.", away("2026-10-19")),
            ("subject-name", "Ann Example is out of the office", "I will respond to your message on my return.", away()),
            ("subject-thanks", "Thank you for your email", "We have received your email and aim to respond within two working days.", away()),
            ("subject-ticket", "Request received: " + SUBJECT, "A ticket has been opened.", away()),
            ("vacation", "Re: " + SUBJECT, "Thank you for your email. I am out of the office until 2 November with no access to email. I will respond to your message on my return.", away("2026-11-02")),
            ("holiday", "Re: " + SUBJECT, "This is an automatic reply. I am on holiday until Sunday 18 October. If your message is urgent please contact %s." % BOB, away("2026-10-18", None, BOB)),
            ("part-time", "Re: " + SUBJECT, "Thank you for your message. I work part time; my working days are Monday to Wednesday. I will reply to your email as soon as possible.", away()),
            ("school-closed", "Re: " + SUBJECT, "Thank you for contacting Park School. The school is closed for half term and reopens on Monday 2 November. We will reply to your email then.", away(None, "2026-11-02")),
            ("maternity", "Re: " + SUBJECT, "I am currently on maternity leave. In my absence please contact Cat Sample (%s). This mailbox is not monitored." % CAT, away(None, None, ("Cat Sample", CAT))),
            ("unmonitored", "Re: " + SUBJECT, "This is an automated response. This mailbox is not monitored. Please do not reply to this e-mail.", away()),
            ("no-longer", "Re: " + SUBJECT, "I no longer work at Park School. Please contact the office on %s. Emails sent to this address will not be read." % CAT, away(None, None, CAT)),
            ("returning", "Re: " + SUBJECT, "Hi\n\nThanks for your email. I'm currently on annual leave, returning Monday 26th October. I'll pick up your email then.\n\nAnn Example\nHead of Maths", away(None, "2026-10-26")),
            ("conference", "Re: " + SUBJECT, "Dear colleague,\n\nI am out of the office attending a conference. I will respond to emails on Friday.", away()),
            ("re-open", "Re: " + SUBJECT, "Thank you for your email.\n\nPark School is now closed for the half term holiday. We re-open on Monday 2nd November.", away(None, "2026-11-02")),
            ("subject-begins", "Ann Example - out of office", "I'm away from work this week.", away()),
            ("subject-says-it", "I am out of the office until 26/10/2026", "I will be back on 26/10/2026.", away(None, "2026-10-26")),
            ("not-on-fridays", "Re: " + SUBJECT, "Please note I don't work on Thursdays and Fridays. I will reply to your email when I am next in school.", away()),
            ("today", "Re: " + SUBJECT, "I'm out of office today and will be back tomorrow. If it's urgent please call the school.", away(None, "2026-10-14")),
            ("member-of-staff", "Re: " + SUBJECT, "Thank you for getting in touch. I am a part-time member of staff and work on Mondays and Tuesdays.", away()),
            ("vacation-subject", "Vacation: Re: " + SUBJECT, "On holiday, back soon", away()),
            ("replacement", "Re: " + SUBJECT, "***AUTOMATED RESPONSE***\nI have left the school. My replacement is Bob Example.", away()),
            ("bare", "Re: " + SUBJECT, "I am out of the office until Monday 19 October.", away("2026-10-19")),
            ("bare-greeting", "Re: " + SUBJECT, "Hello,\n\nI'm on annual leave, back on 19 October.\n\nAnn", away(None, "2026-10-19")),
            ("acknowledged", "Re: " + SUBJECT, "Thank you for your email, which has been received. We aim to respond within 5 working days.", away()),
            ("limited", "Re: " + SUBJECT, "I am currently away with limited access to email and will be back on Wednesday 21 October.", away(None, "2026-10-21"))):
        yield answer("words-" + name, "no header says so", text, said, extra="", subject=subject)
    yield answer("noreply", "an address that takes no answers", "Your document was received.", away(), extra="", subject="Upload", sender="Park School <noreply@park.example.sch.uk>")
    yield answer("bulk", "old vacation programs say bulk, and nothing else", "Thank you for your email. I am on leave until 20 October and will reply to your message then.", away("2026-10-20"), extra="Precedence: bulk\n", subject="Re: " + SUBJECT)


def in_languages():
    for name, subject, text, said in (
            ("german", "Automatische Antwort: " + SUBJECT, "Ich bin vom 12. bis 23. Oktober nicht im Büro. In dringenden Fällen wenden Sie sich bitte an Eva Muster (eva@example.org).",
             away("2026-10-23", None, ("Eva Muster", "eva@example.org"))),
            ("german-until", "Abwesenheitsnotiz: " + SUBJECT, "Vielen Dank für Ihre Nachricht. Ich bin bis einschließlich 16.10.2026 im Urlaub.", away("2026-10-16")),
            ("german-back", "Abwesend: " + SUBJECT, "Ab dem 19. Oktober bin ich wieder erreichbar.", away(None, "2026-10-19")),
            ("french", "Réponse automatique : " + SUBJECT, "Je suis absente jusqu'au vendredi 16 octobre inclus. En cas d'urgence, veuillez contacter Luc Modèle (luc@example.org).",
             away("2026-10-16", None, ("Luc Modèle", "luc@example.org"))),
            ("french-back", "Absence du bureau : " + SUBJECT, "Je serai de retour le lundi 19 octobre.", away(None, "2026-10-19")),
            ("french-range", "Réponse automatique", "Je suis en congés du 12 au 23 octobre 2026.", away("2026-10-23")),
            ("welsh", "Ymateb awtomatig: " + SUBJECT, "Diolch am eich neges. Rydw i allan o'r swyddfa tan ddydd Gwener 16 Hydref. Cysylltwch â %s." % BOB, away("2026-10-16", None, BOB)),
            ("welsh-back", "Ateb awtomatig: " + SUBJECT, "Byddaf yn ôl ar 19 Hydref.", away(None, "2026-10-19")),
            ("spanish", "Respuesta automática: " + SUBJECT, "Estoy fuera de la oficina hasta el 16 de octubre de 2026.", away("2026-10-16")),
            ("spanish-back", "Respuesta automática: " + SUBJECT, "Estoy de vacaciones. Regreso el lunes 19 de octubre.", away(None, "2026-10-19")),
            ("italian", "Risposta automatica: " + SUBJECT, "Sono in ferie fino al 16 ottobre. Rientro il 19 ottobre.", away("2026-10-16", "2026-10-19")),
            ("dutch", "Automatisch antwoord: " + SUBJECT, "Ik ben afwezig tot en met 16 oktober. Neem contact op met Jan Voorbeeld (jan@example.org).", away("2026-10-16", None, ("Jan Voorbeeld", "jan@example.org"))),
            ("dutch-back", "Afwezigheidsassistent: " + SUBJECT, "Vanaf 19 oktober ben ik weer bereikbaar.", away(None, "2026-10-19")),
            ("polish", "Automatyczna odpowiedź: " + SUBJECT, "Jestem na urlopie. Wracam 19 października.", away(None, "2026-10-19")),
            ("portuguese", "Resposta automática: " + SUBJECT, "Estou ausente até 16 de outubro.", away("2026-10-16")),
            ("swedish", "Autosvar: " + SUBJECT, "Jag är tillbaka den 19 oktober.", away(None, "2026-10-19")),
            ("japanese", "自動応答: " + SUBJECT, "ただいま不在です。", away()),
            ("turkish", "Otomatik Yanıt: " + SUBJECT, "Ofis dışındayım.", away())):
        yield answer("language-" + name, "known by its subject", text, said, extra="", subject=subject)


def days():
    """How people write days, in Exchange's envelope."""
    for name, text, said in (
            ("weekday", "I am away until Thursday.", away("2026-10-15")),
            ("weekday-next", "I am out of the office until next Monday.", away("2026-10-19")),
            ("same-weekday", "I'll be back on Tuesday.", away(None, "2026-10-20")),
            ("dom", "Back on the 21st.", away(None, "2026-10-21")),
            ("dom-next-month", "Back on the 5th.", away(None, "2026-11-05")),
            ("uk-numbers", "I am on leave until 02/11/2026.", away("2026-11-02")),
            ("two-digit-year", "I am on leave until 2/11/26.", away("2026-11-02")),
            ("iso", "Away until 2026-11-02.", away("2026-11-02")),
            ("american-words", "I will be out until November 2nd, 2026.", away("2026-11-02")),
            ("american-numbers", "I am away until 10/25/2026.", away()),
            ("new-year", "The school is closed until Monday 4 January.", away("2027-01-04")),
            ("range", "On leave 19-23 October.", away("2026-10-23")),
            ("range-words", "I am away from Monday 19th to Friday 23rd October inclusive.", away("2026-10-23")),
            ("range-between", "I will be on leave between 19 and 23 October.", away("2026-10-23")),
            ("range-months", "On leave from 30 October to 2 November, back on the 3rd of November.", away("2026-11-02", "2026-11-03")),
            ("not-until", "I will not be back in school until Monday 19 October.", away(None, "2026-10-19")),
            ("not-available-until", "I am not available until 19 October.", away(None, "2026-10-19")),
            ("time", "I will be back at 9.30am on Wednesday 14 October.", away(None, "2026-10-14")),
            ("end-of-month", "I am on secondment until the end of November.", away("2026-11-30")),
            ("today", "I am out of the office today.", away("2026-10-13")),
            ("one-day", "I am out of school on Friday 16 October for training.", away("2026-10-16")),
            ("available-again", "I will be available again from Monday 19 October.", away(None, "2026-10-19")),
            ("no-day", "I am away until further notice.", away()),
            ("hours", "I work Monday to Thursday, 8.30 until 4.30.", away()),
            ("hours-until", "I work Monday until Wednesday.", away()),
            ("subject-of-ours", "I am away.", away())):
        yield answer("days-" + name, "a day as people write it", text, said, subject="Automatic reply: Please return it by 20 October" if name == "subject-of-ours" else "Automatic reply: " + SUBJECT)
    for name, text, deputy in (
            ("brackets", "Please contact Bob Example (%s)." % BOB, ("Bob Example", BOB)),
            ("angle", "In my absence please email Bob Example <%s>." % BOB, ("Bob Example", BOB)),
            ("title", "For urgent matters contact my colleague Mrs Cat Sample on %s." % CAT, ("Cat Sample", CAT)),
            ("name-alone", "If your enquiry is urgent please speak to Bob Example, Deputy Head.", ("Bob Example", None)),
            ("address-alone", "Urgent queries to %s please." % BOB, BOB),
            ("office", "Please contact the school office on office@park.example.sch.uk.", "office@park.example.sch.uk"),
            ("ourselves", "You wrote to me at %s; please email %s again." % (ANN, US), None),
            ("nobody", "I will reply to your email on my return.", None),
            ("second-sentence", "Please direct all queries to Bob Example. His email is %s." % BOB, ("Bob Example", BOB))):
        yield answer("deputy-" + name, "who stands in", text, away(None, None, deputy))


def cases():
    for some in (by_header, by_words, in_languages, days):
        for name, made, content, reading in some():
            yield ("kind-away-" + name, made, content, reading)
