# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers: what stands above, below and between what is quoted, in the shapes and languages of mail programs."""
from mail_parts import ASKED, html, multi, page, plain, text

DATE_EN = "Mon, 5 Oct 2026 at 08:00"
WHO = "Mentor scheme <mentors@example.ac.uk>"
MARKED = "".join("> %s\n" % line if line else ">\n" for line in ASKED.split("\n"))
BLOCK = "From: Mentor scheme <mentors@example.ac.uk>\nSent: 05 October 2026 08:00\nTo: Ann Example\nSubject: Your mentor tracker\n\n"

# program, what stands in front of the quote, the quote
PROGRAMS = [
    ("outlook-windows", "\n" + BLOCK, ASKED),
    ("outlook-windows-old", "\n-----Original Message-----\n" + BLOCK, ASKED),
    ("outlook-web", "\n________________________________\n" + BLOCK, ASKED),
    ("outlook-mac", "\nFrom: Mentor scheme <mentors@example.ac.uk>\nDate: Monday, 5 October 2026 at 08:00\nTo: Ann Example "
     "<ann@park.example.sch.uk>\nSubject: Your mentor tracker\n", ASKED),
    ("outlook-bold", "\n*From:* Mentor scheme <mentors@example.ac.uk>\n*Sent:* 05 October 2026 08:00\n*To:* Ann Example\n"
     "*Subject:* Your mentor tracker\n\n", ASKED),
    ("outlook-marked", "\n> -----Original Message-----\n> From: Mentor scheme\n> Sent: 05 October 2026 08:00\n> To: Ann\n"
     "> Subject: Your mentor tracker\n>\n", MARKED),
    ("outlook-ios", "\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n" + BLOCK, ASKED),
    ("outlook-android", "\nGet Outlook for Android<https://aka.ms/AAb9ysg>\n________________________________\n" + BLOCK, ASKED),
    ("gmail-web", "\nOn Mon, 5 Oct 2026 at 08:00, Mentor scheme <mentors@example.ac.uk>\nwrote:\n\n", MARKED),
    ("gmail-narrow", "\nOn Mon, 5 Oct 2026 at 08:00, Mentor scheme with a long name <\nmentors@example.ac.uk> wrote:\n\n", MARKED),
    ("gmail-iso", "\n2026-10-05 8:00 GMT+01:00 Mentor scheme <mentors@example.ac.uk>:\n\n", MARKED),
    ("apple-mail", "\n\n> On 5 Oct 2026, at 08:00, Mentor scheme <mentors@example.ac.uk> wrote:\n> \n", MARKED),
    ("iphone", "\n\nSent from my iPhone\n\n> On 5 Oct 2026, at 08:00, Mentor scheme <mentors@example.ac.uk> wrote:\n> \n> \ufeff", MARKED),
    ("samsung", "\n\nSent from my Galaxy\n\n\n-------- Original message --------\nFrom: Mentor scheme <mentors@example.ac.uk>\n"
     "Date: 05/10/2026 08:00 (GMT+00:00)\nTo: ann@park.example.sch.uk\nSubject: Your mentor tracker\n\n", ASKED),
    ("thunderbird", "\nOn 05/10/2026 08:00, Mentor scheme wrote:\n", MARKED),
    ("yahoo", "\n\n    On Monday, 5 October 2026 at 08:00:12 BST, Mentor scheme <mentors@example.ac.uk> wrote:  \n \n ",
     ASKED.replace("\n", "\n ")),
    ("yahoo-old", "\n\n\n________________________________\n From: Mentor scheme <mentors@example.ac.uk>\nTo: ann@park.example.sch.uk \n"
     "Sent: Monday, 5 October 2026, 8:00\nSubject: Your mentor tracker\n \n\n", ASKED),
    ("notes", "\n\n\nFrom:   Mentor scheme <mentors@example.ac.uk>\nTo:     ann@park.example.sch.uk\nDate:   05/10/2026 08:00\n"
     "Subject:        Your mentor tracker\n\n\n\n", ASKED),
    ("groupwise", "\n\n>>> Mentor scheme <mentors@example.ac.uk> 05/10/2026 08:00 >>>\n", ASKED),
    ("zimbra", "\n\n----- Original Message -----\nFrom: \"Mentor scheme\" <mentors@example.ac.uk>\nTo: \"Ann\" "
     "<ann@park.example.sch.uk>\nSent: Monday, 5 October, 2026 08:00:00\nSubject: Your mentor tracker\n\n", ASKED),
    ("proton", "\n\nSent with Proton Mail secure email.\n\n------- Original Message -------\nOn Monday, October 5th, 2026 at 08:00, "
     "Mentor scheme <mentors@example.ac.uk> wrote:\n\n\n", MARKED),
    ("k9", "\n\nOn 5 October 2026 08:00:12 BST, Mentor scheme <mentors@example.ac.uk> wrote:\n", MARKED),
    ("evolution", "\nOn Mon, 2026-10-05 at 08:00 +0100, Mentor scheme wrote:\n", MARKED),
    ("mutt", "\nOn Mon, Oct 05, 2026 at 08:00:12AM +0100, Mentor scheme wrote:\n", MARKED),
    ("aol", "\n\n\n-----Original Message-----\nFrom: Mentor scheme <mentors@example.ac.uk>\nTo: ann <ann@park.example.sch.uk>\n"
     "Sent: Mon, 5 Oct 2026 8:00\nSubject: Your mentor tracker\n\n", ASKED),
    ("name-only", "\nMentor scheme wrote:\n\n", MARKED),
    ("nothing-said", "\n", MARKED),
    ("helpdesk", "\n\n##- Please type your reply above this line -##\n\n", ASKED),
]

# The block that Outlook writes, in the language of the sender's Outlook: from, sent, to, subject, with a date
LANGUAGES = [
    ("german", "Von", "Gesendet", "An", "Betreff", "Montag, 5. Oktober 2026 08:00"),
    ("french", "De ", "Envoyé ", "À ", "Objet ", "lundi 5 octobre 2026 08:00"),
    ("spanish", "De", "Enviado el", "Para", "Asunto", "lunes, 5 de octubre de 2026 8:00"),
    ("italian", "Da", "Inviato", "A", "Oggetto", "lunedì 5 ottobre 2026 08:00"),
    ("dutch", "Van", "Verzonden", "Aan", "Onderwerp", "maandag 5 oktober 2026 08:00"),
    ("polish", "Od", "Wysłane", "Do", "Temat", "poniedziałek, 5 października 2026 08:00"),
    ("portuguese", "De", "Enviado", "Para", "Assunto", "segunda-feira, 5 de outubro de 2026 08:00"),
    ("swedish", "Från", "Skickat", "Till", "Ämne", "den 5 oktober 2026 08:00"),
    ("danish", "Fra", "Sendt", "Til", "Emne", "5. oktober 2026 08:00"),
    ("finnish", "Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe", "maanantai 5. lokakuuta 2026 8.00"),
    ("romanian", "De la", "Trimis", "Către", "Subiect", "luni, 5 octombrie 2026 08:00"),
    ("welsh", "Oddi wrth", "Anfonwyd", "At", "Pwnc", "05 Hydref 2026 08:00"),
    ("irish", "Ó", "Seolta", "Chuig", "Ábhar", "Dé Luain 5 Deireadh Fómhair 2026 08:00"),
    ("czech", "Od", "Odesláno", "Komu", "Předmět", "pondělí 5. října 2026 8:00"),
    ("turkish", "Kimden", "Tarih", "Kime", "Konu", "5 Ekim 2026 Pazartesi 08:00"),
    ("arabic", "من", "تاريخ", "إلى", "الموضوع", "05/10/2026 08:00"),
    ("chinese", "发件人", "发送时间", "收件人", "主题", "2026年10月5日 8:00"),
]

# The line that others write, where the quote is marked
ATTRIBUTIONS = [
    ("german", "Am Mo., 5. Okt. 2026 um 08:00 Uhr schrieb Mentor scheme <\nmentors@example.ac.uk>:"),
    ("german-apple", "Am 05.10.2026 um 08:00 schrieb Mentor scheme <mentors@example.ac.uk>:"),
    ("french", "Le lun. 5 oct. 2026 à 08:00, Mentor scheme <mentors@example.ac.uk> a\nécrit :"),
    ("spanish", "El lun, 5 oct 2026 a las 8:00, Mentor scheme (<mentors@example.ac.uk>)\nescribió:"),
    ("italian", "Il giorno lun 5 ott 2026 alle ore 08:00 Mentor scheme <\nmentors@example.ac.uk> ha scritto:"),
    ("dutch", "Op ma 5 okt 2026 om 08:00 schreef Mentor scheme <mentors@example.ac.uk>:"),
    ("polish", "pon., 5 paź 2026 o 08:00 Mentor scheme <mentors@example.ac.uk> napisał(a):"),
    ("portuguese", "Em seg., 5 de out. de 2026 às 08:00, Mentor scheme <\nmentors@example.ac.uk> escreveu:"),
    ("norwegian", "man. 5. okt. 2026 kl. 08:00 skrev Mentor scheme <mentors@example.ac.uk>:"),
    ("swedish", "Den mån 5 okt. 2026 kl 08:00 skrev Mentor scheme <mentors@example.ac.uk>:"),
    ("romanian", "În lun., 5 oct. 2026 la 08:00, Mentor scheme <mentors@example.ac.uk>\na scris:"),
    ("urdu-name", "On Mon, 5 Oct 2026 at 08:00, محمد علی <mentors@example.ac.uk> wrote:"),
    ("welsh", "Ar Llun, 5 Hyd 2026 am 08:00, ysgrifennodd Mentor scheme <mentors@example.ac.uk>:"),
]

ANSWER = "I have been on leave.\nCould I have one more week?"


def by_program():
    for name, intro, quote in PROGRAMS:
        yield ("reply-" + name, "an answer above the quote as this program writes it", plain(ANSWER + "\n" + intro + quote),
               {"kind": "message", "text": ANSWER, "forwarded": None})
    for name, sender, sent, to, subject, date in LANGUAGES:
        colon = "：" if name == "chinese" else ":"
        block = "\n".join(label + colon + " " + value for label, value in
                          ((sender, WHO), (sent, date), (to, "Ann Example"), (subject, "Your mentor tracker")))
        yield ("reply-block-" + name, "an answer above the header block of an Outlook in this language",
               plain(ANSWER + "\n\n" + block + "\n\n" + ASKED), {"kind": "message", "text": ANSWER, "forwarded": None})
    for name, line in ATTRIBUTIONS:
        yield ("reply-wrote-" + name, "an answer above a quote with its attribution in this language",
               plain(ANSWER + "\n\n" + line + "\n\n" + MARKED), {"text": ANSWER})


WROTE = "On 05/10/2026 08:00, Mentor scheme wrote:\n"


def by_place():
    yield ("reply-below", "the answer below the quote", plain(WROTE + MARKED + "\nYes, she does.\n"), {"text": "Yes, she does."})
    yield ("reply-below-block", "below a marked quote behind a header block", plain(BLOCK + MARKED + "\nYes, she does.\n"),
           {"text": "Yes, she does."})
    yield ("reply-between", "answers between the questions",
           plain(WROTE + "> 1. Who is the mentor?\n\nJo Bell\n\n> 2. How many hours?\n\n4\n\n> 3. Anything else?\n\nNo, thank you.\n"),
           {"text": "Jo Bell\n\n4\n\nNo, thank you."})
    yield ("reply-above-and-below", "above and below",
           plain("See below.\n\n" + WROTE + "> How many hours?\n4\n> Which school?\nPark School\n"),
           {"text": "See below.\n\n4\n\nPark School"})
    yield ("reply-one-word", "one word and no more", plain("Yes\n\n" + WROTE + "> Do you approve? Answer yes or no.\n"), {"text": "Yes"})
    yield ("reply-one-number", "a number", plain("4\n\n" + WROTE + MARKED), {"text": "4"})
    yield ("reply-yes-over-no", "the quote holds another answer", plain("Yes.\n\n" + WROTE + "> no\n> No\n"), {"text": "Yes."})
    yield ("reply-nothing", "an empty answer", plain("\n\n" + WROTE + MARKED), {"text": ""})
    yield ("reply-labels", "Label: value lines",
           plain("Name of mentor: Jo Bell\nSchool: Park School\nDate of training: 06/10/2026\nHours: 4\n\n" + WROTE + MARKED),
           {"text": "Name of mentor: Jo Bell\nSchool: Park School\nDate of training: 06/10/2026\nHours: 4"})
    yield ("reply-labels-like-headers", "labels that mails have too are answers",
           plain("From: Park School\nDate: 06/10/2026\nHours: 4\n"), {"text": "From: Park School\nDate: 06/10/2026\nHours: 4"})
    yield ("reply-contact-answers", "a person's details, asked for and given",
           plain("Name: Jo Bell\nEmail: jo@park.example.sch.uk\nPhone: 0121 496 0000\nStart: 06/10/2026\n"),
           {"text": "Name: Jo Bell\nEmail: jo@park.example.sch.uk\nPhone: 0121 496 0000\nStart: 06/10/2026"})
    yield ("reply-numbers", "numbered answers", plain("1. Jo Bell\n2) 4\n3: no\n\nMany thanks\nAnn\n\n" + WROTE + MARKED),
           {"text": {"has": ["1. Jo Bell\n2) 4\n3: no"], "lacks": ["Please fill"]}})
    yield ("reply-corrections", "corrections by question", plain("B4: 12 October\nC1: Jo Bell, not Joe\n\n" + WROTE + MARKED),
           {"text": "B4: 12 October\nC1: Jo Bell, not Joe"})
    yield ("reply-answers-below-closing", "answers behind the words that end a letter stay",
           plain("Hi,\n\nhere they are.\n\nThanks\n\n1. Jo Bell\n2. 4\n"), {"text": "Hi,\n\nhere they are.\n\nThanks\n\n1. Jo Bell\n2. 4"})
    yield ("reply-ps", "a postscript stays", plain("It is coming.\n\nThanks\nAnn\n\nPS Jo is the mentor now.\n"),
           {"text": {"has": ["It is coming.", "PS Jo is the mentor now."]}})
    yield ("reply-prose-with-date", "a sentence about a date is no attribution",
           plain("On Tuesday 6 October we met and agreed:\n4 hours.\n"), {"text": "On Tuesday 6 October we met and agreed:\n4 hours."})
    yield ("reply-underscores", "lines of underscores between answers are no signature",
           plain("Name: Jo Bell\n________________________\nHours: 4\n"), {"text": {"has": ["Name: Jo Bell", "Hours: 4"]}})
    yield ("reply-flowed", "format=flowed put together again",
           plain("").replace(b'charset="utf-8"', b'charset="utf-8"; format=flowed') +
           b"Hours: three and \na half\n\nOn 05/10/2026 08:00, Mentor scheme wrote:\n> Please \n> fill in\n", {"text": "Hours: three and a half"})


NAME = "Ann Example\nHead of Maths\nPark School\nTel: 0121 496 0000\nwww.park.example.sch.uk\n"


def by_signature():
    lacks = ["Head of Maths", "0121 496", "www.park"]
    for name, mark in (("dashes", "-- \n"), ("dashes-bare", "--\n"), ("regards", "Kind regards\n\n"), ("thanks", "Many thanks,\n"),
                       ("sincerely", "Yours sincerely,\n\n\n"), ("welsh", "Cofion gorau,\n"), ("german", "Mit freundlichen Grüßen\n")):
        yield ("signature-" + name, "a signature with this mark", plain("Jo Bell is the mentor.\n\n" + mark + NAME),
               {"text": {"has": ["Jo Bell is the mentor."], "lacks": lacks}})
    yield ("signature-and-quote", "between answer and quote", plain("Yes, 4 hours.\n\nKind regards\nAnn Example\nHead of Maths\n"
           "T: 0121 496 0000\n\n" + BLOCK + ASKED), {"text": {"has": ["Yes, 4 hours."], "lacks": lacks + ["Please fill"]}})
    for name, law in (("email", "This email and any attachments are confidential and intended for the named recipient only. If you are "
                       "not that person, delete it.\n"),
                      ("notice", "CONFIDENTIALITY NOTICE: the contents are for the addressee.\n"),
                      ("trees", "Please consider the environment before printing this email.\n"),
                      ("company", "Registered in England and Wales. Company number 01234567.\n"),
                      ("welsh", "Mae'r neges hon yn gyfrinachol. This message is confidential.\n")):
        yield ("disclaimer-" + name, "the law at the end of a school's mail", plain("4 hours.\n\n" + law), {"text": "4 hours."})
    for name, line in (("external", "CAUTION: This email originated from outside of the organisation. Do not click links.\n\n"),
                       ("bracket", "[EXTERNAL SENDER] Check before you open anything.\n\n"),
                       ("first-contact", "You don't often get email from ann@park.example.sch.uk. Learn why this is important"
                        "<https://aka.ms/LearnAboutSenderIdentification>\n\n")):
        yield ("banner-" + name, "what a server put in front", plain(line + "4 hours.\n"), {"text": "4 hours."})
    for name, line in (("iphone", "Sent from my iPhone"), ("german", "Von meinem iPhone gesendet"), ("french", "Envoyé de mon iPhone"),
                       ("spanish", "Enviado desde mi iPhone"), ("windows", "Sent from Mail for Windows"), ("outlook", "Sent from Outlook for iOS"),
                       ("polish", "Wysłane z iPhone'a"), ("welsh", "Anfonwyd o fy iPhone")):
        yield ("device-" + name, "the line that a device adds", plain("4 hours\n\n" + line + "\n"), {"text": "4 hours"})


GMAIL = '<div dir="ltr">%s</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, 5 Oct 2026 at 08:00, Mentor scheme ' \
    '&lt;<a href="mailto:mentors@example.ac.uk">mentors@example.ac.uk</a>&gt; wrote:<br></div><blockquote class="gmail_quote" ' \
    'style="margin:0px 0px 0px 0.8ex"><div>Please fill in the tracker</div></blockquote></div>'
OUTLOOK = '<p class="MsoNormal">%s<o:p></o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">' \
    '<p class="MsoNormal"><b>From:</b> Mentor scheme &lt;mentors@example.ac.uk&gt; <br><b>Sent:</b> 05 October 2026 08:00<br><b>To:</b> ' \
    'Ann Example<br><b>Subject:</b> Your mentor tracker</p></div></div><p class="MsoNormal">Please fill in the tracker</p>'
WEB = '<div class="elementToProof">%s</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%%" tabindex="-1">' \
    '<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>Oddi wrth yr ysgol:</b> Mentor scheme &lt;mentors@example.ac.uk&gt;<br>' \
    '<b>Dydd:</b> 05 Hydref 2026 08:00<br><b>I bwy:</b> Ann<br><b>Am beth:</b> Tracker</font><div>&nbsp;</div></div><div>Please fill in</div>'


def by_html():
    yield ("html-gmail", "HTML alone, as Gmail writes it", html(GMAIL % "Yes, 4 hours."), {"text": "Yes, 4 hours."})
    yield ("html-outlook", "HTML alone, as Outlook for Windows writes it", html(OUTLOOK % "Yes, 4&nbsp;hours."), {"text": "Yes, 4 hours."})
    yield ("html-outlook-web", "as Outlook on the web, in words that no list knows", html(WEB % "Yes, 4 hours."), {"text": "Yes, 4 hours."})
    yield ("html-apple", "as Apple Mail", html('Yes, 4 hours.<br><div><br><blockquote type="cite"><div>On 5 Oct 2026, at 08:00, Mentor scheme '
           '&lt;mentors@example.ac.uk&gt; wrote:</div><div>Please fill in</div></blockquote></div>'), {"text": "Yes, 4 hours."})
    yield ("html-yahoo", "as Yahoo", html('<div class="ydp1yahoo-style-wrap">Yes, 4 hours.</div><div id="ydpyahoo_quoted" class="yahoo_quoted">'
           '<div>On Monday, 5 October 2026 at 08:00:12 BST, Mentor scheme &lt;mentors@example.ac.uk&gt; wrote:</div><div>Please fill in</div>'
           '</div>'), {"text": "Yes, 4 hours."})
    yield ("html-between", "answers between blockquotes", html('<div>On 05/10/2026 08:00, Mentor scheme wrote:</div><blockquote>Who?'
           '</blockquote><div>Jo Bell</div><blockquote>How many hours?</blockquote><div>4</div>'), {"text": "Jo Bell\n\n4"})
    yield ("html-numbers", "the numbers of a list are part of the answers", html("<ol><li>Jo Bell</li><li>4</li></ol>"),
           {"text": "1. Jo Bell\n2. 4"})
    yield ("html-numbers-from-three", "a list that starts at three", html('<ol start="3"><li>Jo Bell</li><li>4</li></ol>'),
           {"text": "3. Jo Bell\n4. 4"})
    yield ("html-pre", "lines of a pre stay lines", html("<pre>Name: Jo Bell\nHours: 4</pre>"), {"text": "Name: Jo Bell\nHours: 4"})
    yield ("html-entities", "characters by name and by number", html("<p>Si&acirc;n&#8217;s &amp; &Eacute;anna&#146;s: 2&frac12;</p>"),
           {"text": "Siân’s & Éanna’s: 2½"})
    yield ("html-signature", "Outlook's own mark of a signature", html('<div>4 hours.</div><div id="Signature"><p>Ann Example</p><p>Head of '
           'Maths</p></div>'), {"text": "4 hours."})
    yield ("html-gmail-signature", "Gmail's own mark of a signature", html('<div>4 hours.</div><div class="gmail_signature">Ann Example<br>Head '
           'of Maths</div>'), {"text": "4 hours."})
    yield ("html-labels", "Label: value in paragraphs", html('<p class="MsoNormal"><b>Name:</b> Jo Bell</p><p class="MsoNormal"><b>Hours:</b> '
           '4</p>'), {"text": "Name: Jo Bell\n\nHours: 4"})
    yield ("alternative", "plain text counts before HTML", multi("alternative", text("Yes, 4 hours."), page("<b>Yes, 4 hours.</b>")),
           {"text": "Yes, 4 hours.", "documents": []})
    yield ("alternative-stub", "nor if it says no more than that there is HTML", multi("alternative", text("Your mail program does not support HTML.\n"), page("<p>Yes, 4 hours.</p>")),
           {"text": "Yes, 4 hours."})
    yield ("alternative-empty-plain", "but not if it is empty", multi("alternative", text("\n"), page("<b>Yes, 4 hours.</b>")),
           {"text": "Yes, 4 hours."})


def cases():
    return [case for some in (by_program, by_place, by_signature, by_html) for case in some()]
