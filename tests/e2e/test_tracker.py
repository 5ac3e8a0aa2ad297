#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job: a tracker goes out after the autumn event, comes back in every way that people send files, is filed, and its
certificate goes to the person on the roster. Prints TAP."""
import os
import re

import harness
from harness import check, fill, fill_controls, office_converts, one, reply, same, templates, to, write

ASKED = "2026-10-08T12:00:00+01:00"     # the last primary session ended at 11:30
RETURNED = "2026-10-09T10:15:00+01:00"
READ = "2026-10-09T10:20:00+01:00"
LATER = "2026-10-12T09:00:00+01:00"
AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
DAN, ELLA = "dan.evans@example.org", "ella.frost@example.org"
OWN = ("receipt", "certificate", "digest", "help")


class Asked(harness.Site):
    """A site whose primary mentors were asked for their trackers."""

    def __enter__(self):
        self.requests = [mail for mail in self.once(ASKED) if mail.template == "tracker-request"]
        return self

    def request(self, address):
        return one(self.requests, address, "tracker-request")

    def form(self, address):
        return self.request(address).attached(".docx")

    def take(self, message, received=RETURNED, now=READ):
        """Delivers a mail and reads it; what was answered."""
        self.deliver(message, received)
        return [mail for mail in self.once(now) if mail.template in OWN]


def filed(site, mails, address=AMY, name="Amy Brown", by=None):
    """The tracker of @address was filed and certified, @by (on the roster; the same, unless told otherwise) has the receipt, and
    nobody else got anything but the lead's digest."""
    by = by or address
    tracker = site.obligation(address, "tracker", READ)
    same("state of the tracker", tracker["state"], "met")
    same("day on which it was met", tracker["met"][:10], "2026-10-09")
    receipt, certificate = one(mails, by, "receipt"), one(mails, address, "certificate")
    check("the receipt reads back what was read: " + receipt.text, "Giving feedback after a lesson" in receipt.text)
    same("copies of the form with the receipt", len(receipt.attachments), 1)
    check("the certificate bears the name", name in harness.pdf_text(certificate.attached(".pdf")))
    strangers = [(mail.template, mail.to) for mail in mails if mail.to not in (address, by, harness.PRIMARY)]
    same("mails to anybody else", strangers, [])
    return receipt


def requests_go_out_after_the_last_session():
    with harness.Site() as site:
        before = site.once("2026-10-08T11:00:00+01:00")
        same("requests before the last session ended", to(before, AMY, "tracker-request"), [])
        mails = site.once(ASKED)
        same("requests", templates(mails, "tracker-request"),
             sorted(("tracker-request", address) for address in (AMY, BEN, CHLOE, PRIYA)))
        tracker = site.obligation(CHLOE, "tracker", ASKED)
        same("due", tracker["due"], "2026-10-22")
        same("state", tracker["state"], "open")
        request = one(mails, CHLOE, "tracker-request")
        same("the ref of the mail", request.refs, [tracker["ref"]])
        check("the ref stands in the subject", tracker["ref"] in request.subject)
        check("the due date stands in the mail", "22 October 2026" in request.text)
        check("headers that keep out-of-office mails away", request.message["Auto-Submitted"] == "auto-generated"
              and "OOF" in request.message["X-Auto-Response-Suppress"] or "AutoReply" in request.message["X-Auto-Response-Suppress"])
        again = site.once("2026-10-08T13:00:00+01:00")
        same("a second pass asks again", again, [])
        secondary = site.once("2026-10-13T16:00:00+01:00")
        same("requests of the secondary phase", templates(secondary, "tracker-request"),
             [("tracker-request", DAN), ("tracker-request", ELLA)])


def the_form_is_prefilled_and_carries_its_ref():
    docx = harness.need("docx")
    import io
    import zipfile
    with Asked() as site:
        form = site.form(CHLOE)
        ref = site.request(CHLOE).refs[0]
        table = docx.Document(io.BytesIO(site.form(CHLOE))).tables[0]
        same("cells a row", {len(row.cells) for row in table.rows}, {2})
        parts = zipfile.ZipFile(io.BytesIO(form))
        same("the ref in the custom properties", re.findall(r'name="mentord-ref".*?<vt:lpwstr>([^<]*)<',
                                                            parts.read("docProps/custom.xml").decode()), [ref])
        footers = "".join(parts.read(name).decode() for name in parts.namelist() if "footer" in name)
        check("the ref in the footer", ref in footers)
        body = parts.read("word/document.xml").decode()
        for value in ("Chloë Davies-O’Neill", "Oakfield Primary School"):
            check("prefilled " + value, value in body)
        read = __import__("json").loads(harness.mentord("read", "--json", site.write("f.docx", form)).out)
        same("what the reader finds", [field["value"] for field in read["documents"][0]["fields"]
                                       if field["label"].startswith("Name of mentor")], ["Chloë Davies-O’Neill"])


def comes_back_typed_beside_the_labels():
    with Asked() as site:
        mails = site.take(reply(site.request(AMY), "Here it is.", [("mentor-tracker.docx", fill(site.form(AMY), harness.TRACKER))]))
        receipt = filed(site, mails)
        same("the receipt is threaded", receipt.message["In-Reply-To"] is not None, True)
        digest = one(mails, harness.PRIMARY, "digest")
        rows = [[str(cell.value) for cell in row] for sheet in harness.workbook(digest.attached(".xlsx")) for row in sheet.iter_rows()]
        check("the workbook has the answers: %s" % rows,
              any("Amy Brown" in row and "Giving feedback after a lesson" in row for row in rows))
        check("the digest says that attendance is missing: " + digest.text, "Without a record of attendance" in digest.text)
        same("moved once read", (site.inbox(), len(site.processed())), ([], 1))


def comes_back_from_words_own_controls():
    with Asked() as site:
        filed(site, site.take(reply(site.request(AMY), "Done!", [("x.docx", fill_controls(site.form(AMY), harness.TRACKER))])))


def comes_back_saved_again_by_libreoffice():
    with Asked() as site:
        document = office_converts(fill(site.form(AMY), harness.TRACKER), "docx", "docx")
        filed(site, site.take(reply(site.request(AMY), "From LibreOffice.", [("mentor-tracker.docx", document)])))


def comes_back_as_odt():
    with Asked() as site:
        document = office_converts(fill(site.form(AMY), harness.TRACKER), "docx", "odt")
        filed(site, site.take(reply(site.request(AMY), "My own kind of file.", [("tracker.odt", document)])))


def a_printed_one_is_filed_or_held_and_never_lost():
    with Asked() as site:
        document = office_converts(fill(site.form(AMY), harness.TRACKER), "docx", "pdf")
        site.take(reply(site.request(AMY), "As a PDF.", [("tracker.pdf", document)]))
        state = site.obligation(AMY, "tracker", READ)["state"]
        check("its state: " + state, state in ("met", "answered"))
        same("cases", site.json("status", now=READ)["cases"], 1 if state == "answered" else 0)
        same("chased", to(site.once("2026-10-19T09:00:00+01:00"), AMY, "tracker-due-soon"), [])


def comes_back_under_any_name_and_subject():
    with Asked() as site:
        document = fill(site.form(AMY), harness.TRACKER)
        filed(site, site.take(write(AMY, "forms!!", "see attached", [("Document1 (2) FINAL.DOCX.dat", document)])))


def comes_back_from_an_unknown_address():
    with Asked() as site:
        document = fill(site.form(AMY), harness.TRACKER)
        mails = site.take(write("amy.at.home@example.org", "my form", "from home", [("form.docx", document)], authentic=False))
        filed(site, mails)
        same("mails to the address that wrote", to(site.sent(), "amy.at.home@example.org"), [])


def comes_back_inside_a_forward():
    with Asked() as site:
        document = fill(site.form(AMY), harness.TRACKER)
        inner = reply(site.request(AMY), "For you to send on.", [("mentor-tracker.docx", document)])
        outer = write(PRIYA, "Fwd: Amy's tracker", "Amy gave me this.", name="Priya Nair")
        outer.add_attachment(inner)
        filed(site, site.take(outer), by=PRIYA)
        same("the forwarder's own tracker stays open", site.obligation(PRIYA, "tracker", READ)["state"], "open")


def empty_boxes_are_named():
    with Asked() as site:
        values = {label: value for label, value in harness.TRACKER.items() if label not in ("Teaching", "Professionalism")}
        mails = site.take(reply(site.request(AMY), "", [("t.docx", fill(site.form(AMY), values))]))
        receipt = filed(site, mails)
        for label in ("Teaching", "Professionalism"):
            check("%s is named as empty: %s" % (label, receipt.text), re.search(label + r".*empty", receipt.text))
        check("none else is: " + receipt.text, not re.search("Personal qualities.*empty", receipt.text))


def one_digest_for_many_returns():
    with Asked() as site:
        for address in (AMY, BEN, CHLOE):
            site.deliver(reply(site.request(address), "", [("t.docx", fill(site.form(address), harness.TRACKER))]), RETURNED)
        mails = site.once(READ)
        same("certificates", templates(mails, "certificate"), sorted(("certificate", a) for a in (AMY, BEN, CHLOE)))
        digest = one(mails, harness.PRIMARY, "digest")
        for name in ("Amy Brown", "Ben Clark", "Chloë Davies-O’Neill"):
            check("the digest names " + name, name in digest.text)
        same("digests to the other lead", to(mails, harness.SECONDARY), [])
        site.deliver(reply(site.request(PRIYA), "", [("t.docx", fill(site.form(PRIYA), harness.TRACKER))]), READ)
        same("a second digest on the same day", templates(site.once("2026-10-09T15:00:00+01:00"), "digest"), [])
        mails = site.once(LATER)  # a Monday: who had none that week has one
        same("the next working day's", templates(mails, "digest"), [("digest", harness.PRIMARY), ("digest", harness.SECONDARY)])
        check("the other's has no news", "Nothing new has come in" in one(mails, harness.SECONDARY, "digest").text)


def the_same_twice_changes_nothing():
    with Asked() as site:
        document = fill(site.form(AMY), harness.TRACKER)
        site.take(reply(site.request(AMY), "", [("t.docx", document)]))
        before = site.json("person", AMY, now=LATER)
        again = site.take(reply(site.request(AMY), "Did it arrive?", [("t.docx", document)]), LATER, LATER)
        same("certificates for the second copy", templates(again, "certificate"), [])
        same("digests for the second copy", [mail for mail in to(again, harness.PRIMARY, "digest") if "Returned:" in mail.text], [])
        after = site.json("person", AMY, now=LATER)
        same("awards", after["awards"], before["awards"])
        same("what was met when", [(o["ref"], o["state"], o["met"]) for o in after["obligations"]],
             [(o["ref"], o["state"], o["met"]) for o in before["obligations"]])


def the_same_message_twice_is_answered_once():
    with Asked() as site:
        message = reply(site.request(AMY), "", [("t.docx", fill(site.form(AMY), harness.TRACKER))])
        site.deliver(message, RETURNED)
        site.deliver(message, RETURNED)
        mails = site.once(READ)
        same("receipts", len(to(mails, AMY, "receipt")), 1)
        same("certificates", len(to(mails, AMY, "certificate")), 1)


def two_forms_in_one_mail_have_one_receipt():
    with Asked() as site:
        forms = [("amy.docx", fill(site.form(AMY), harness.TRACKER)), ("ben.docx", fill(site.form(BEN), harness.TRACKER))]
        mails = site.take(write(PRIYA, "All of ours", "Both of them", forms))
        same("certificates", templates(mails, "certificate"), [("certificate", AMY), ("certificate", BEN)])
        check("at most one receipt each: %s" % templates(mails), len(set(templates(mails))) == len(templates(mails)))
        same("the sender's own tracker", site.obligation(PRIYA, "tracker", READ)["state"], "open")


def somebody_elses_empty_form_files_nothing():
    with Asked() as site:
        mails = site.take(reply(site.request(AMY), "Oops", [("t.docx", site.form(AMY))]))
        same("certificates for an empty form", templates(mails, "certificate"), [])
        check("it is not met", site.obligation(AMY, "tracker", READ)["state"] != "met")


def a_reply_by_another_files_nothing_for_the_first():
    with Asked() as site:
        document = fill(site.form(AMY), harness.TRACKER)
        mails = site.take(reply(site.request(BEN), "mine", [("t.docx", document)], sender=BEN))
        same("certificates to Ben", to(mails, BEN, "certificate"), [])
        check("Ben's tracker is not met", site.obligation(BEN, "tracker", READ)["state"] != "met")


def a_failed_verdict_is_a_case():
    with Asked() as site:
        message = reply(site.request(AMY), "", [("t.docx", fill(site.form(AMY), harness.TRACKER))],
                        headers=[("Authentication-Results", "mx.example.ac.uk; dmarc=fail header.from=example.sch.uk")])
        mails = site.take(message)
        same("certificates", templates(mails, "certificate"), [])
        same("its state", site.obligation(AMY, "tracker", READ)["state"], "answered")
        cases = site.json("status", now=READ)["cases"]
        same("cases", cases, 1)


def attendance_is_told_apart_in_the_digest():
    with Asked() as site:
        site.mentord("record", "attendance", AMY, "core", "2026-10-06", "--reason", "the sign-in list", now=ASKED)
        mails = site.take(reply(site.request(AMY), "", [("t.docx", fill(site.form(AMY), harness.TRACKER))]))
        digest = one(mails, harness.PRIMARY, "digest")
        check("attendance is not said to be missing: " + digest.text, "Without a record of attendance" not in digest.text)


def the_certificate_can_be_had_and_verified():
    with Asked() as site:
        site.take(reply(site.request(AMY), "", [("t.docx", fill(site.form(AMY), harness.TRACKER))]))
        award = site.json("person", AMY, now=READ)["awards"][0]
        certificate = one(site.sent(), AMY, "certificate").attached(".pdf")
        site.mentord("verify", award["code"])
        site.mentord("verify", award["code"][:-1] + ("A" if award["code"][-1] != "A" else "B"), code=65)
        out = os.path.join(site.folder, "again.pdf")
        with open(out, "wb") as file:
            import subprocess
            subprocess.run([harness.PROGRAM, "-c", site.config, "certificate", award["code"]], stdout=file, check=True)
        check("the same bytes again", harness.read_bytes(out) == certificate)


harness.run([requests_go_out_after_the_last_session, the_form_is_prefilled_and_carries_its_ref,
             comes_back_typed_beside_the_labels, comes_back_from_words_own_controls, comes_back_saved_again_by_libreoffice,
             comes_back_as_odt, a_printed_one_is_filed_or_held_and_never_lost, comes_back_under_any_name_and_subject,
             comes_back_from_an_unknown_address, comes_back_inside_a_forward, empty_boxes_are_named,
             one_digest_for_many_returns, the_same_twice_changes_nothing, the_same_message_twice_is_answered_once,
             two_forms_in_one_mail_have_one_receipt, somebody_elses_empty_form_files_nothing,
             a_reply_by_another_files_nothing_for_the_first, a_failed_verdict_is_a_case,
             attendance_is_told_apart_in_the_digest, the_certificate_can_be_had_and_verified])
