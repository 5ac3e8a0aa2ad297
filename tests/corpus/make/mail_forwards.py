# SPDX-License-Identifier: GPL-3.0-or-later
"""Forwards: inline as programs write them, and attached."""
import base64

from mail_parts import CSV, CSV_FIELDS, attached, head, html, multi, part, plain, text

BOB = {"name": "Bob Bell", "address": "bob@park.example.sch.uk"}
FROM = "Bob Bell <bob@park.example.sch.uk>"
HIS = "Here is my tracker. Hours: 4\n"
FILE = {"name": "tracker.csv", "format": "csv", "bytes": len(CSV), "fields": CSV_FIELDS}
INNER = ("From: %s\nTo: ann@park.example.sch.uk\nSubject: My tracker\nDate: Mon, 12 Oct 2026 16:00:00 +0100\nMessage-ID: "
         "<2@park.example.sch.uk>\nMIME-Version: 1.0\n" % FROM)

INLINE = [
    ("outlook", "FW: My tracker", "From: %s\nSent: 12 October 2026 16:00\nTo: Ann Example\nSubject: My tracker\n\n", "2026-10-12T16:00:00"),
    ("outlook-web", "Fw: My tracker", "________________________________\nFrom: %s\nSent: 12 October 2026 16:00\nTo: Ann Example\n"
     "Subject: My tracker\n\n", "2026-10-12T16:00:00"),
    ("outlook-mac", "FW: My tracker", "From: %s\nDate: Monday, 12 October 2026 at 16:00\nTo: Ann Example\nSubject: My tracker\n\n",
     "2026-10-12T16:00:00"),
    ("gmail", "Fwd: My tracker", "---------- Forwarded message ---------\nFrom: %s\nDate: Mon, 12 Oct 2026 at 16:00\nSubject: My tracker\n"
     "To: Ann Example <ann@park.example.sch.uk>\n\n\n", "2026-10-12T16:00:00"),
    ("apple", "Fwd: My tracker", "\nBegin forwarded message:\n\nFrom: %s\nSubject: My tracker\nDate: 12 October 2026 at 16:00:00 BST\nTo: "
     "ann@park.example.sch.uk\n\n", "2026-10-12T16:00:00+01:00"),
    ("iphone", "Fwd: My tracker", "\n\nSent from my iPhone\n\nBegin forwarded message:\n\n> From: %s\n> Date: 12 October 2026 at 16:00:00 BST\n"
     "> To: ann@park.example.sch.uk\n> Subject: My tracker\n> \n> ", "2026-10-12T16:00:00+01:00"),
    ("thunderbird", "Fwd: My tracker", "\n\n-------- Forwarded Message --------\nSubject: \tMy tracker\nDate: \tMon, 12 Oct 2026 16:00:00 +0100\n"
     "From: \t%s\nTo: \tann@park.example.sch.uk\n\n\n\n", "2026-10-12T16:00:00+01:00"),
    ("samsung", "Fwd: My tracker", "\n-------- Original message --------\nFrom: %s\nDate: 12/10/2026 16:00 (GMT+00:00)\nTo: "
     "ann@park.example.sch.uk\nSubject: My tracker\n\n", "2026-10-12T16:00:00+00:00"),
    ("yahoo", "Fw: My tracker", "\n ----- Forwarded Message -----\nFrom: %s\nTo: ann@park.example.sch.uk\nSent: Monday, 12 October 2026 at "
     "16:00:00 BST\nSubject: My tracker\n \n", "2026-10-12T16:00:00+01:00"),
    ("german", "WG: My tracker", "Von: %s\nGesendet: Montag, 12. Oktober 2026 16:00\nAn: Ann Example\nBetreff: My tracker\n\n",
     "2026-10-12T16:00:00"),
    ("french", "TR: My tracker", "De : %s\nEnvoyé : lundi 12 octobre 2026 16:00\nÀ : Ann Example\nObjet : My tracker\n\n",
     "2026-10-12T16:00:00"),
    ("spanish", "RV: My tracker", "De: %s\nEnviado el: lunes, 12 de octubre de 2026 16:00\nPara: Ann Example\nAsunto: My tracker\n\n",
     "2026-10-12T16:00:00"),
    ("polish", "PD: My tracker", "Od: %s\nWysłane: poniedziałek, 12 października 2026 16:00\nDo: Ann\nTemat: My tracker\n\n",
     "2026-10-12T16:00:00"),
    ("swedish", "VB: My tracker", "Från: %s\nSkickat: den 12 oktober 2026 16:00\nTill: Ann\nÄmne: My tracker\n\n", "2026-10-12T16:00:00"),
    ("tagged-subject", "[EXTERNAL] FW: My tracker", "From: %s\nSent: 12 October 2026 16:00\nTo: Ann Example\nSubject: My tracker\n\n",
     "2026-10-12T16:00:00"),
    ("american-date", "Fw: My tracker", "________________________________\nFrom: %s\nSent: Monday, October 12, 2026 4:00 PM\nTo: Ann\n"
     "Subject: My tracker\n\n", "2026-10-12T16:00:00"),
]


def inline():
    for name, subject, block, date in INLINE:
        yield ("forward-" + name, "an inline forward as this program writes it", plain("From Bob, see below.\n\n" + block % FROM + HIS,
               subject=subject), {"text": "From Bob, see below.", "forwarded": {"from": BOB, "subject": "My tracker", "date": date,
                                                                            "text": HIS.strip()}})
    yield ("forward-silent", "nothing said by the one who forwards", plain(INLINE[0][2] % FROM + HIS, subject="FW: My tracker"),
           {"text": "", "forwarded": {"from": BOB, "text": HIS.strip()}})
    yield ("forward-long-subject", "a subject over two lines", plain("---------- Forwarded message ---------\nFrom: %s\nDate: Mon, 12 Oct 2026 "
           "at 16:00\nSubject: My tracker for the\nautumn term\nTo: Ann <ann@park.example.sch.uk>\n\n\n" % FROM + HIS, subject="Fwd: My tracker"),
           {"forwarded": {"from": BOB, "subject": "My tracker for the autumn term", "text": HIS.strip()}})
    yield ("forward-of-forward", "one within another", plain("Passed on.\n\n---------- Forwarded message ---------\nFrom: Carol Cole <carol@park"
           ".example.sch.uk>\nDate: Mon, 12 Oct 2026 at 17:00\nSubject: Fwd: My tracker\nTo: Ann <ann@park.example.sch.uk>\n\nFrom Bob.\n\n"
           "---------- Forwarded message ---------\nFrom: %s\nDate: Mon, 12 Oct 2026 at 16:00\nSubject: My tracker\nTo: Carol <carol@park.example"
           ".sch.uk>\n\n" % FROM + HIS, subject="Fwd: Fwd: My tracker"),
           {"text": "Passed on.", "forwarded": {"from": {"name": "Carol Cole", "address": "carol@park.example.sch.uk"}, "text": "From Bob.",
                                                "forwarded": {"from": BOB, "subject": "My tracker", "text": HIS.strip()}}})
    yield ("forward-mailto", "Outlook's [mailto:]", plain("From: Bob Bell [mailto:bob@park.example.sch.uk]\nSent: 12 October 2026 16:00\nTo: Ann\n"
           "Subject: My tracker\n\n" + HIS, subject="FW: My tracker"), {"forwarded": {"from": BOB, "text": HIS.strip()}})
    yield ("forward-quoted-by-apple", "the whole forward is marked", plain("Bob's.\n\n> Begin forwarded message:\n> \n> From: %s\n> Subject: My "
           "tracker\n> Date: 12 October 2026 at 16:00:00 BST\n> To: ann@park.example.sch.uk\n> \n> " % FROM + HIS, subject="Fwd: My tracker"),
           {"text": "Bob's.", "forwarded": {"from": BOB, "text": HIS.strip()}})
    yield ("forward-inline-with-file", "files of an inline forward stand at the top", multi("mixed", text("Bob's.\n\n" + INLINE[3][2] % FROM + HIS),
           attached("tracker.csv", CSV, "text/csv"), subject="Fwd: My tracker"),
           {"text": "Bob's.", "documents": [FILE], "forwarded": {"from": BOB, "documents": []}})
    yield ("forward-html", "inline in HTML alone", html('<div>Bob\'s.</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded '
           'message ---------<br>From: <strong>Bob Bell</strong> &lt;bob@park.example.sch.uk&gt;<br>Date: Mon, 12 Oct 2026 at 16:00<br>Subject: '
           'My tracker<br>To: Ann &lt;ann@park.example.sch.uk&gt;<br></div><br><div>Hours: 4</div></div>', subject="Fwd: My tracker"),
           {"text": "Bob's.", "forwarded": {"from": BOB, "subject": "My tracker", "text": "Hours: 4"}})
    yield ("reply-not-forward", "the same block under RE: is a quote", plain("Thanks, got it.\n\n" + INLINE[0][2] % FROM + HIS),
           {"text": "Thanks, got it.", "forwarded": None})


WITH_FILE = INNER.encode() + multi("mixed", text(HIS), attached("tracker.csv", CSV, "text/csv"), boundary="=_inner", headers=False)
ATTACHED = {"from": BOB, "subject": "My tracker", "date": "2026-10-12T16:00:00+01:00", "message_id": "2@park.example.sch.uk",
            "text": HIS.strip(), "documents": [FILE]}


def by_attachment():
    rfc822 = part(WITH_FILE, "Content-Type: message/rfc822", "Content-Disposition: attachment; filename=\"My tracker.eml\"",
                  "Content-Transfer-Encoding: 8bit")
    yield ("attached-forward", "message/rfc822: its files stand under it", multi("mixed", text("Bob's."), rfc822, subject="FW: My tracker"),
           {"text": "Bob's.", "documents": [], "forwarded": ATTACHED})
    yield ("attached-forward-octets", "an .eml that calls itself octet-stream", multi("mixed", text("Bob's."), attached("My tracker.eml", WITH_FILE),
           subject="FW: My tracker"), {"documents": [], "forwarded": ATTACHED})
    yield ("attached-forward-base64", "message/rfc822 in base64, which is not allowed", multi("mixed", text("Bob's."), part(base64.encodebytes(WITH_FILE),
           "Content-Type: message/rfc822", "Content-Transfer-Encoding: base64"), subject="FW: My tracker"),
           {"documents": [], "forwarded": ATTACHED})
    yield ("attached-forward-alone", "the mail is nothing but the other", head("FW: My tracker", extra="Content-Type: message/rfc822\n").encode() + b"\n" +
           WITH_FILE, {"text": "", "documents": [], "forwarded": ATTACHED})
    two = INNER.replace("My tracker", "His tracker").replace("<2@", "<3@").encode() + multi(
        "mixed", text("Second."), attached("his.csv", CSV, "text/csv"), boundary="=_other", headers=False)
    yield ("attached-forward-two", "of a second one the files stand at the top", multi("mixed", text("Both."), rfc822, part(two, "Content-Type: message"
           "/rfc822", "Content-Transfer-Encoding: 8bit"), subject="FW: trackers"),
           {"text": "Both.", "forwarded": ATTACHED, "documents": [{"name": "his.csv", "in": "His tracker", "format": "csv"}]})
    words = INNER.replace("My tracker", "No hours").replace("<2@", "<4@").encode() + b"\nNo hours this term.\n"
    yield ("attached-forward-second-of-words", "a second one that has words alone is a document itself", multi("mixed", text("Both."), rfc822, part(words, "Content-Type: message"
           "/rfc822", "Content-Transfer-Encoding: 8bit"), subject="FW: trackers"),
           {"forwarded": ATTACHED, "documents": [{"name": "No hours", "format": "message", "text": "No hours this term."}]})
    yield ("digest", "multipart/digest: parts are mails without saying so", multi("mixed", text("Today's."), multi("digest", b"\n" + WITH_FILE,
           boundary="=_digest", headers=False), subject="Digest"), {"forwarded": ATTACHED})
    nested = INNER.replace("My tracker", "Fwd: My tracker").encode() + multi("mixed", text("From him."), rfc822, boundary="=_outer", headers=False)
    yield ("attached-forward-nested", "one within another", multi("mixed", text("All."), part(nested, "Content-Type: message/rfc822",
           "Content-Transfer-Encoding: 8bit"), boundary="=_top", subject="FW: My tracker"),
           {"text": "All.", "forwarded": {"subject": "Fwd: My tracker", "text": "From him.", "forwarded": ATTACHED}})


def cases():
    return list(inline()) + list(by_attachment())
