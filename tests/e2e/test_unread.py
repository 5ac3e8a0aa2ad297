#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program cannot read by itself: pictures, locked files, links, prints. The clock stops, a human has one case with the
document and the boxes, the mentor is thanked, and what the human types is filed. And a queue with broken mails in it. Prints TAP."""
import io
import os
import zipfile

import harness
from asked import AMY, READ, RETURNED, Asked, certified, guesses, nothing_to
from harness import check, fill, office_converts, one, reply, same, to, write

NEXT = "2026-10-09T10:30:00+01:00"
LABELS = ["%s=%s" % pair for pair in harness.TRACKER.items()]
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + b"x" * 4000
LOCKED = "-----BEGIN PGP MESSAGE-----\n\nhQEMA0Vu\n-----END PGP MESSAGE-----\n"
LINK = "https://1drv.ms/w/s!AhJkLmNoPqRsTuVw"


def words(mail):
    return " ".join(mail.text.split())


def typed_in(site, case):
    """The office types the boxes; the mentor has one receipt and the certificate."""
    site.review("accept", case, *LABELS, now=NEXT)
    mails = [mail for mail in site.once(NEXT) if mail.to == AMY]
    same("mails of it", sorted(mail.template for mail in mails), ["certificate", "receipt"])
    check("the receipt reads back what was typed", "Teaching: 2" in words(one(mails, AMY, "receipt")))
    same("met on the day on which it came", site.obligation(AMY, "tracker", NEXT)["met"][:10], RETURNED[:10])
    same("nothing is left", (site.cases(NEXT), site.once("2026-10-09T11:00:00+01:00")), ([], []))


def five_pictures_are_one_case():
    with Asked() as site:
        pictures = [("page %d.jpg" % n, JPEG + bytes([n]) * 9) for n in range(1, 6)]
        mails = site.take(reply(site.request(AMY), "Photographs, sorry.", pictures))
        case = site.only_case("unreadable")
        same("the clock stands", site.states(AMY), ["answered"])
        receipt = one(mails, AMY, "receipt")
        check("thanked: " + words(receipt), "Thank you: we have it, and the day on which it came counts" in words(receipt))
        for n in range(1, 6):
            check("page %d: %s" % (n, words(receipt)), "page %d.jpg: it is a picture, which we read by eye. You need not send it again." % n in words(receipt))
        same("its boxes", [box["label"] for box in case["detail"]["boxes"]][3:6], ["Personal qualities", "Teaching", "Professionalism"])
        shown = site.review("show", case).out
        check("shown: " + shown, "Box: Teaching: (to be typed)" in shown and "page 3.jpg" in shown)
        site.review("show", case, "--output", site.file("to", "look", "at"))
        saved = os.listdir(site.file("to", "look", "at"))
        same("all five and the mail", len(saved), 6)
        check("as they came", sorted(harness.read_bytes(site.file("to", "look", "at", name)) for name in saved if name.endswith(".jpg")) ==
              [content for _, content in pictures])
        same("nobody is chased", [mail.template for mail in to(site.once("2026-10-19T09:00:00+01:00"), AMY) if mail.template.startswith("tracker")], [])
    with Asked() as site:
        site.take(reply(site.request(AMY), "Photographs, sorry.", [("a.jpg", JPEG), ("b.jpg", JPEG + b"b")]))
        typed_in(site, site.only_case("unreadable"))


def a_link_instead_of_the_file():
    with Asked() as site:
        mails = site.take(reply(site.request(AMY), "It is here: " + LINK))
        case = site.only_case("link")
        text = words(one(mails, AMY, "receipt"))
        check("how to attach a copy: " + text, LINK in text and "Attach as copy" in text and "Thank you" in text)
        same("the clock stands", site.states(AMY), ["answered"])
        check("the link is shown", LINK in site.review("show", case).out)
        mails = site.take(reply(one(mails, AMY, "receipt"), "Now as a file.", [("t.docx", site.filled(AMY))]), now=NEXT)
        same("the file that follows settles it", (certified(mails), site.cases(NEXT)), ([AMY], []))
    with Asked() as site:
        site.take(reply(site.request(AMY), "It is here: " + LINK))
        typed_in(site, site.only_case("link"))
    with Asked() as site:
        site.take(reply(site.request(AMY), "Here. Our policy is at " + LINK, [("t.docx", site.filled(AMY))]))
        same("a link beside a form is none", (site.states(AMY), site.cases()), (["met"], []))


def other_files_that_no_program_reads():
    with Asked() as site:
        old = office_converts(site.filled(AMY), "docx", "doc")
        for what, text, files, sentence in (
                ("old Word", "Here.", [("t.doc", old)], "A copy saved as Word (.docx) can be filed at once"),
                ("locked", LOCKED, [], "it is protected by a password"),
                ("damaged", "Here.", [("t.docx", site.filled(AMY)[:2000])], "it arrived damaged. Please send it once more")):
            mails = site.take(reply(site.request(AMY), text, files))
            receipt = one(mails, AMY, "receipt") if to(mails, AMY, "receipt") else one(site.sent(), AMY, "receipt")
            case = site.only_case("unreadable")
            if what == "old Word":
                check("%s: %s" % (what, words(receipt)), sentence in words(receipt))
            check("%s: %s" % (what, site.states(AMY)), site.states(AMY) == ["answered"])
            site.review("reject", case)
            site.mentord("once", now=READ)
            same(what + ": once rejected it is open again", site.states(AMY), ["open"])


def pictures_from_her_own_telephone():
    with Asked() as site:
        mails = site.take(reply(site.request(AMY), "From my phone.", [("a.jpg", JPEG)], sender="amy.at.home@example.org", authentic=False))
        same("known by what it answers", (site.only_case("unreadable")["obligation"]["ref"], site.states(AMY)), (site.ref(AMY), ["answered"]))
        check("she is told where we know her", "a.jpg" in one(mails, AMY, "receipt").text)
        nothing_to(site, "amy.at.home@example.org")
        site.take(write("who@example.org", "[%s]" % site.ref(AMY), "x", [("b.jpg", JPEG + b"b")]))
        same("a number in the subject stops nothing", [case["obligation"] for case in site.cases() if "b.jpg" in case["question"]], [None])


def several_problems_in_one_mail():
    with Asked() as site:
        files = [("a.jpg", JPEG), ("t.docx", site.filled(AMY)[:2000])]
        mails = site.take(reply(site.request(AMY), "All I have. And " + LINK, files))
        case = site.only_case("unreadable")
        text = words(one(mails, AMY, "receipt"))
        for words_ in ("a.jpg: it is a picture", "t.docx: it arrived damaged", LINK):
            check("%s: %s" % (words_, text), words_ in text)
        same("both files", len(case["detail"]["documents"]), 2)
    with Asked() as site:
        site.take(reply(site.request(AMY), "The form, and us.", [("t.docx", site.filled(AMY)), ("us.jpg", JPEG)]))
        case = site.only_case("unreadable")
        same("a picture beside the form stops nothing", (case["obligation"], site.states(AMY)), (None, ["met"]))


def a_print_is_proposed_and_never_filed():
    with Asked() as site:
        document = office_converts(site.filled(AMY), "docx", "pdf")
        mails = site.take(reply(site.request(AMY), "As a PDF.", [("tracker.pdf", document)]))
        same("nothing is filed", (certified(mails), site.states(AMY)), ([], ["answered"]))
        case = site.only_case("printed")
        same("known by its ref", (case["obligation"]["ref"], guesses(case)), (site.ref(AMY), [AMY]))
        proposed = {box["label"]: box["proposed"] for box in case["detail"]["boxes"]}
        for label, value in harness.TRACKER.items():
            want = "true" if value == "Yes" else value
            same("proposed: " + label, proposed[label], want)
        shown = site.review("show", case).out
        check("shown: " + shown, "Box: Teaching: 2 (proposed)" in shown)
        site.review("accept", case, "Professionalism=1", now=NEXT)
        mails = site.once(NEXT)
        same("filed by a plain yes", (certified(mails), site.states(AMY, now=NEXT)), ([AMY], ["met"]))
        answers = site.answers(AMY)
        same("what was typed stands over it", (answers["Professionalism"], answers["Teaching"]), ("1", "2"))
        one(mails, AMY, "receipt")
    with Asked() as site:
        document = office_converts(fill(site.form(AMY), harness.TRACKER), "docx", "pdf")
        site.take(write("amy.at.home@example.org", "mine", "As a PDF.", [("tracker.pdf", document)], authentic=False))
        site.review("accept", site.only_case("printed"), now=NEXT)
        mails = site.once(NEXT)
        same("from a strange address too", (certified(mails), [mail.to for mail in mails if mail.template == "receipt"]), ([AMY], [AMY]))
        nothing_to(site, "amy.at.home@example.org")


def macros_are_left_out_and_the_form_is_filed():
    with Asked() as site:
        source, out = zipfile.ZipFile(io.BytesIO(site.filled(AMY))), io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for item in source.infolist():
                data = source.read(item.filename)
                if item.filename == "[Content_Types].xml":
                    data = data.replace(b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", b"vnd.ms-word.document.macroEnabled.main+xml")
                    data = data.replace(b"</Types>", b'<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>')
                if item.filename == "word/_rels/document.xml.rels":
                    data = data.replace(b"</Relationships>", b'<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/'
                                        b'relationships/vbaProject" Target="vbaProject.bin"/></Relationships>')
                made.writestr(item, data)
            made.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"m" * 100)
        mails = site.take(reply(site.request(AMY), "Here.", [("t.docm", out.getvalue())]))
        same("filed", (certified(mails), site.states(AMY)), ([AMY], ["met"]))
        check("and kept: " + site.why(site.ref(AMY)), "The reader said of it: macro" in site.why(site.ref(AMY)))


# A queue with broken mails in it

def broken(n):
    """The n-th of the ways in which a mail can be broken."""
    start = b"From: stranger%d@example.org\r\nTo: mentors@example.ac.uk\r\nMessage-ID: <broken%d@example.org>\r\n" % (n, n)
    mixed = b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n"
    docx = b"--b\r\nContent-Type: application/octet-stream; name=t.docx\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    ways = [start + b"Subject: nothing follows\r\n",
            start + b"Subject: cut\r\n" + mixed + b"\r\n" + docx + b"UEsDBBQAAAAIAAA\r\n",
            start + b"Subject: no end\r\n" + mixed + b"\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello",
            start + b"Subject: twice\r\n" + mixed + b"Content-Type: image/jpeg\r\n\r\n--b--\r\n",
            start + b"Subject: \x00\x01\xff\xfe\r\n\r\n\x00\x00 NUL \x00\r\n",
            start + b"Subject: deep\r\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(200)),
            b"\x89\x00\x17garbage without a header %d\r\n\r\n" % n + bytes(range(256)) * 20,
            start + b"Subject: a line\r\nContent-Type: text/plain; charset=no-such-thing\r\n\r\n" + b"\xe9" * 1000000 + b"\r\n"]
    return ways[n % len(ways)]


def broken_mails_do_not_stop_the_queue():
    total, bad = (1000, 40) if os.environ.get("MENTORD_LONG") else (200, 8)
    people = harness.PEOPLE[:3] + [("Mentor Number%03d" % n, "m%d@example.sch.uk" % n, "mentor", "Oakfield Primary School", "primary", "pgce", "")
                                   for n in range(total - bad)]
    with Asked(people=people, sending="brake = 5000;") as site:
        asked = {mail.to: mail for mail in site.requests if mail.template == "tracker-request"}
        for n in range(total - bad):
            mail = asked["m%d@example.sch.uk" % n]
            site.deliver(reply(mail, "Personal qualities: 3\nTeaching: 2") if n % 8 else
                         reply(mail, "Here.", [("t.docx", fill(mail.attached(".docx"), harness.TRACKER))]), RETURNED)
            if n < bad:
                site.deliver(broken(n), RETURNED)
        mails = site.once(READ)
        same("filed", len(certified(mails)), total - bad)
        same("cases", len(site.cases()), bad)
        same("notices to the office", [mail.to for mail in mails if mail.template == "office-digest"], ["office@example.ac.uk"])
        same("nothing is left in the mailbox", site.inbox(), [])
        same("nothing to strangers", [mail.to for mail in mails if "stranger" in mail.to], [])


harness.run([five_pictures_are_one_case, a_link_instead_of_the_file, other_files_that_no_program_reads, several_problems_in_one_mail,
             pictures_from_her_own_telephone, a_print_is_proposed_and_never_filed, macros_are_left_out_and_the_form_is_filed,
             broken_mails_do_not_stop_the_queue])
