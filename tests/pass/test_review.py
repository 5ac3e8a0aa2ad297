#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""review: every kind of case is listed, shown, and ended by accept, assign or reject; then the ladder is right. Prints TAP."""
import os
import sys

sys.path.insert(0, os.path.join(os.environ.get("TOP_SRCDIR") or os.path.join(os.path.dirname(__file__), "..", ".."), "tests", "e2e"))
import harness  # noqa: E402
from harness import check, fill, one, reply, same, to, write  # noqa: E402

AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
ASKED = "2026-10-08T12:00:00+01:00"
CAME = "2026-10-09T09:00:00+01:00"
NOW = "2026-10-09T09:05:00+01:00"
NEXT = "2026-10-09T09:10:00+01:00"
LABELS = ["%s=%s" % pair for pair in harness.TRACKER.items()]


class Asked(harness.Site):
    def __enter__(self):
        self.mails = self.once(ASKED)
        return self

    def request(self, address, template="tracker-request"):
        return one(self.mails, address, template)

    def take(self, *messages):
        """Lets @messages come, and returns the open cases."""
        for message in messages:
            self.deliver(message, CAME)
        self.once(NOW)
        return self.cases()

    def cases(self):
        return self.json("review", "list", now=NEXT)

    def review(self, what, case, *arguments, code=0):
        return self.mentord("review", what, str(case["id"]), *arguments, now=NEXT, code=code)

    def state(self, address, requirement="tracker", **others):
        return self.obligation(address, requirement, NEXT, **others)["state"]

    def only(self, cases, kind):
        same("cases", [case["kind"] for case in cases], [kind])
        return cases[0]


def a_picture_is_typed_in():
    with Asked() as site:
        picture = reply(site.request(AMY), "A photograph.", [("IMG_1.jpg", b"\xff\xd8\xff\xe0" + b"x" * 500)])
        case = site.only(site.take(picture), "unreadable")
        same("nobody is reminded", site.state(AMY), "answered")
        shown = site.json("review", "show", str(case["id"]), now=NEXT)
        same("its guess", (shown["obligation"]["requirement"], shown["obligation"]["person"]["address"]), ("tracker", AMY))
        same("its document", (shown["document"]["name"], shown["document"]["format"]), ("IMG_1.jpg", "image"))
        same("its message", shown["message"]["from"], AMY)
        folder = site.file("saved")
        os.makedirs(folder)
        site.review("show", case, "--output", folder)
        same("saved", sorted(os.listdir(folder)), ["case-%d-IMG_1.jpg" % case["id"], "case-%d.eml" % case["id"]])
        same("as it came", harness.read_bytes(os.path.join(folder, "case-%d-IMG_1.jpg" % case["id"]))[:4], b"\xff\xd8\xff\xe0")
        for values, words in (((), "LABEL=VALUE"), (("Shoe size=9",), "Shoe size"), (("Teaching=9",), "Teaching"), (("Teaching",), "Teaching")):
            bad = site.review("accept", case, *values, code=65)
            check("%s: %s" % (values, bad.err), words in bad.err)
        site.review("accept", case, *LABELS)
        same("met", (site.state(AMY), site.cases()), ("met", []))
        one(site.once(NEXT), AMY, "certificate")
        check("settled", "settled" in site.review("reject", case, code=65).err)


def a_form_of_nobodys_is_assigned():
    with Asked() as site:
        form = fill(site.request(AMY).attached(".docx"), {**harness.TRACKER, "Name of mentor": "Zoe Quill"})
        case = site.only(site.take(write("who@example.org", "form", "?", [("x.docx", form)])), "unmatched")
        shown = site.json("review", "show", str(case["id"]), now=NEXT)
        same("read again", {one["label"]: one["value"] for one in shown["document"]["fields"]}["Name of mentor"], "Zoe Quill")
        same("Amy waits for it", site.state(AMY), "answered")
        check("who is not asked", "asked for" in site.review("assign", case, harness.PRIMARY, code=65).err)
        site.review("assign", case, "nobody@example.org", code=65)
        site.review("assign", case, BEN)
        same("Ben's, and Amy is asked again", (site.state(BEN), site.state(AMY)), ("met", "open"))
        mails = site.once(NEXT)
        one(mails, BEN, "certificate")
        same("nothing to who sent it", to(mails, "who@example.org"), [])


def a_form_in_doubt_is_accepted_with_a_correction():
    with Asked() as site:
        form = fill(site.request(AMY).attached(".docx"), {**harness.TRACKER, "Name of mentor": "Zoe Quill"})
        case = site.only(site.take(reply(site.request(AMY), "Here.", [("x.docx", form)])), "unmatched")
        site.review("accept", case, "Name of mentor=Amy Brown", "Teaching=4")
        same("met", site.state(AMY), "met")
        one(site.once(NEXT), AMY, "certificate")


def rejected_the_ladder_goes_on():
    with Asked() as site:
        case = site.only(site.take(reply(site.request(AMY), "A photograph.", [("a.jpg", b"\xff\xd8\xff\xe0" + b"x" * 500)])), "unreadable")
        site.review("reject", case)
        same("open", site.state(AMY), "open")
        mails = [mail for day in range(5, 8) for mail in site.once(harness.days_later("2026-10-12", day))]
        same("reminded", [mail.template for mail in to(mails, AMY) if "tracker" in mail.template], ["tracker-due-soon"])


def not_me_and_sent():
    with Asked() as site:
        site.take(reply(site.request(AMY), "not me"))
        for case in site.cases():
            same("kind", case["kind"], "not-me")
            site.review("accept", case)
        same("accepted: not asked any longer", site.state(AMY), "waived")
        case = site.only(site.take(reply(site.request(BEN), "sent")), "sent")
        same("waits", site.state(BEN), "answered")
        site.review("accept", case)
        same("open again", site.state(BEN), "open")


def a_roster_in_doubt():
    with harness.Site() as site:
        request = one(site.once("2026-09-03T09:00:00+01:00"), PRIYA, "mentor-details-request")
        book = harness.workbook(request.attached(".xlsx"))
        header, columns = harness.header_row(book.active, "Full name")
        row = header + 1
        while book.active.cell(row, columns["Full name"]).value:
            row += 1
        for name, address in (("Dan Evans", "dan.evans@example.org"), ("Zoe Quill", ""), ("Hal Ives", BEN)):
            book.active.cell(row, columns["Full name"]).value = name
            book.active.cell(row, columns["Email address"]).value = address
            row += 1
        now, came = "2026-09-04T10:00:00+01:00", "2026-09-04T09:00:00+01:00"
        site.deliver(reply(request, "Up to date.", [("m.xlsx", harness.saved(book))]), came)
        site.once(now)
        cases = {case["detail"]["change"]: case for case in site.json("review", "list", now=now)}
        same("cases", sorted(cases), ["incomplete", "moved", "shared"])

        def accept(change, *values, code=0):
            return site.mentord("review", "accept", str(cases[change]["id"]), *values, now=now, code=code)
        accept("moved")
        dan = site.json("person", "dan.evans@example.org", now=now)
        same("Dan's school", [role["school"] for role in dan["roles"] if not role["until"]], ["Oakfield Primary School"])
        accept("incomplete", code=65)
        accept("incomplete", "Email address=zoe.quill@example.sch.uk")
        same("Zoe", site.json("person", "zoe.quill@example.sch.uk", now=now)["school"], "Oakfield Primary School")
        accept("shared")
        check("Hal shares", "2 people" in site.mentord("person", BEN, now=now, code=65).err)
        same("all settled", site.json("review", "list", now=now), [])


def who_left_and_who_did_not():
    with harness.Site() as site:
        request = one(site.once("2026-09-03T09:00:00+01:00"), PRIYA, "mentor-details-request")
        book = harness.workbook(request.attached(".xlsx"))
        header, columns = harness.header_row(book.active, "Full name")
        for row in range(header + 1, book.active.max_row + 1):
            if book.active.cell(row, columns["Full name"]).value != "Amy Brown":
                for column in columns.values():
                    book.active.cell(row, column).value = None
        now = "2026-09-04T10:00:00+01:00"
        site.deliver(reply(request, "Only Amy is left.", [("m.xlsx", harness.saved(book))]), "2026-09-04T09:00:00+01:00")
        site.once(now)
        cases = {case["detail"]["name"]: str(case["id"]) for case in site.json("review", "list", now=now)}
        check("asked about Ben: %s" % cases, "Ben Clark" in cases and "Amy Brown" not in cases)
        site.mentord("review", "accept", cases["Ben Clark"], now=now)
        for name, number in cases.items():
            if name != "Ben Clark":
                site.mentord("review", "reject", number, now=now)
        for address, want in ((AMY, [None]), (BEN, ["2026-09-03"]), (CHLOE, [None])):
            same(address, [role["until"] for role in site.json("person", address, now=now)["roles"]], want)


def attendance_in_doubt():
    with Asked() as site:
        request = site.request(PRIYA, "attendance-request")
        book = harness.workbook(request.attached(".xlsx"))
        header, columns = harness.header_row(book.active, "Mentor")
        for row in range(header + 1, book.active.max_row + 1):
            if book.active.cell(row, columns["Mentor"]).value == "Amy Brown":
                book.active.cell(row, columns["Date attended"]).value = "9 October 2026"
            elif book.active.cell(row, columns["Mentor"]).value == "Ben Clark":
                book.active.cell(row, columns["Mentor"]).value = "Benny Hill"
                book.active.cell(row, columns["Email address"]).value = None
                book.active.cell(row, columns["Date attended"]).value = harness.datetime(2026, 10, 6)
        cases = site.take(reply(request, "Here.", [("a.xlsx", harness.saved(book))]))
        same("cases", [case["kind"] for case in cases], ["attendance", "attendance"])
        amy = next(case for case in cases if "Amy" in case["question"])
        ben = next(case for case in cases if "Benny" in case["question"])
        check("still in doubt", "in doubt" in site.review("accept", amy, code=65).err)
        same("nothing was opened by asking", len(site.cases()), 2)
        site.review("accept", amy, "Date attended=6 October 2026")
        site.review("assign", ben, BEN)
        same("met", (site.state(AMY, "core-pgce", instance="autumn"), site.state(BEN, "core-undergraduate"), site.cases()), ("met", "met", []))


def an_address_that_came_back():
    with Asked() as site:
        request = site.request(AMY)
        report = ("From: MAILER-DAEMON@mx.example.org\r\nTo: mentors@example.ac.uk\r\nSubject: Undelivered Mail\r\nMessage-ID: <b1@mx.example.org>\r\n"
                  "MIME-Version: 1.0\r\nAuto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
                  "--b\r\nContent-Type: text/plain\r\n\r\nNo such user.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
                  "Reporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: 5.1.1\r\n"
                  "Diagnostic-Code: smtp; 550 no such user\r\n\r\n--b\r\nContent-Type: message/rfc822-headers\r\n\r\nMessage-ID: %s\r\n\r\n--b--\r\n"
                  % (AMY, request.id)).encode()
        case = site.only(site.take(report), "address")
        check("it asks for one", "address=" in site.review("accept", case, code=65).err)
        check("of nobody else", "Ben Clark" in site.review("accept", case, "address=" + BEN, code=65).err)
        site.review("accept", case, "address=amy.new@example.sch.uk")
        same("preferred", site.json("person", AMY, now=NEXT)["addresses"][0], "amy.new@example.sch.uk")


def a_question_is_seen_and_links_are_renewed():
    with Asked() as site:
        case = site.only(site.take(write(AMY, "A question", "May I come a day later? My car broke down.")), "question")
        check("its words are shown", "car broke down" in site.review("show", case).out)
        site.review("accept", case)
        same("settled", site.cases(), [])
        site.mentord("people", "renew", "nobody@example.org", now=NEXT, code=65)
        first, second = (site.json("people", "renew", AMY, now=NEXT) for _ in range(2))
        same("as many links", len(first["links"]), len(second["links"]))
        check("other ones: %s" % first, not first["links"] or first["links"] != second["links"])


def words_that_are_none():
    with Asked() as site:
        for code, *arguments in ((64, "frown"), (64, "show"), (64, "assign", "1"), (65, "show", "77"), (65, "accept", "x")):
            site.mentord("review", *arguments, now=NEXT, code=code)


harness.run([a_picture_is_typed_in, a_form_of_nobodys_is_assigned, a_form_in_doubt_is_accepted_with_a_correction, rejected_the_ladder_goes_on,
             not_me_and_sent, a_roster_in_doubt, who_left_and_who_did_not, attendance_in_doubt, an_address_that_came_back, a_question_is_seen_and_links_are_renewed,
             words_that_are_none])
