#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The office's commands by mail: from a verified sender alone, each once, all answered in one reply. Pain 26; faults 66, 83.
Prints TAP."""
import harness
from harness import check, fill, one, reply, same, write

AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
OFFICE = "office@example.ac.uk"
ASKED = "2026-10-08T12:00:00+01:00"
READ = "2026-10-09T10:20:00+01:00"
LATER = "2026-10-09T11:00:00+01:00"


class Waiting(harness.Site):
    """A site on which everybody is asked for a tracker, and Ben's photograph waits as a case."""

    def __enter__(self):
        self.requests = {mail.to: mail for mail in self.once(ASKED) if mail.template == "tracker-request"}
        photo = reply(self.requests[BEN], "A photograph.")
        photo.add_attachment(bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9"), maintype="image", subtype="jpeg",
                             filename="IMG_1.jpg")
        self.deliver(photo, READ)
        self.once(READ)
        self.case = str(self.json("review", "list", now=READ)[0]["id"])
        return self

    def ref(self, address):
        return self.requests[address].refs[0]

    def order(self, text, sender=OFFICE, now=LATER, **others):
        """The office writes; the mails that follow."""
        self.deliver(others.pop("message", None) or write(sender, others.pop("subject", "commands"), text, **others), now)
        return self.once(now)

    def state(self, address):
        return self.obligation(address, "tracker", LATER)["state"]


def several_commands_have_one_answer():
    with Waiting() as site:
        mails = site.order("Hello,\n\nStatus\nreview\n- EXTEND %s to 30 October 2026 because of a school trip.\nWaive %s, on maternity leave\n"
                           "why %s\nperson %s\nplan until 12 October\noutbox\n\nThanks\nJo\n\nSent from my iPhone"
                           % (site.ref(AMY).lower(), site.ref(CHLOE), site.ref(AMY), AMY))
        answers = [mail for mail in mails if mail.to == OFFICE and mail.template == "office-reply"]
        same("one answer", len(answers), 1)
        text = " ".join(answers[0].text.split())
        for words in ("people: 8", "IMG_1.jpg" if "IMG_1.jpg" in text else "case", "due by the end of 2026-10-30", "waived",
                      "Nothing has been received", "Amy Brown <%s>" % AMY, "if nothing comes in", "Nothing waits"):
            check("%s in: %s" % (words, text), words in text)
        same("no fault", "Not done" in text, False)
        same("extended", site.obligation(AMY, "tracker", LATER)["due"], "2026-10-30")
        same("waived", site.state(CHLOE), "waived")
        why = site.mentord("why", site.ref(CHLOE), now=LATER).out
        check("with its reason: " + why, "by mail from %s" % OFFICE in why and "on maternity leave" in why)
        check("and for the extension", "because of a school trip" in site.mentord("why", site.ref(AMY), now=LATER).out)
        same("it is no case", len(site.json("review", "list", now=LATER)), 1)
        same("in both parts", "Waive" in answers[0].part("html"), True)


def a_case_is_settled_by_its_number():
    with Waiting() as site:
        values = "; ".join("%s=%s" % pair for pair in harness.TRACKER.items())
        mails = site.order("review %s accept %s" % (site.case, values))
        one(mails, BEN, "certificate")
        same("filed", site.state(BEN), "met")
        again = one(site.order("review %s reject" % site.case, now="2026-10-09T11:10:00+01:00"), OFFICE, "office-reply")
        check("settled already: " + again.text, "settled already" in again.text)


def accept_alone_means_the_case_that_was_shown():
    with Waiting() as site:
        shown = one(site.order("show case %s" % site.case), OFFICE, "office-reply")
        check("in the subject: " + shown.subject, "[case %s]" % site.case in shown.subject)
        lost = one(site.order("accept", now="2026-10-09T11:05:00+01:00"), OFFICE, "office-reply")
        check("which one? " + lost.text, "say which case" in lost.text)
        values = "\n".join("%s=%s" % pair for pair in harness.TRACKER.items())
        mails = site.order("", message=reply(shown, "Accept.\n" + values), now="2026-10-09T11:15:00+01:00")
        one(mails, BEN, "certificate")


def reject_goes_on_asking():
    with Waiting() as site:
        same("it stands", site.state(BEN), "answered")
        site.order("Reject case %s please" % site.case)
        same("asked again", site.state(BEN), "open")


def what_cannot_be_done_is_said_and_the_rest_is_done():
    with Waiting() as site:
        mails = site.order("extend 00000-00000 30 October\nextend %s yesterday\nwaive %s\nreview 999 accept\nfrobnicate it\nwaive %s left the school"
                           % (site.ref(AMY), site.ref(AMY), site.ref(CHLOE)))
        text = " ".join(one(mails, OFFICE, "office-reply").text.split())
        for words in ("00000-00000 is no ref of ours", "begins with no date", "say why", "there is no case 999", "was not understood"):
            check("%s in: %s" % (words, text), words in text)
        same("the last one was done", (site.state(CHLOE), site.state(AMY)), ("waived", "open"))


def nobody_else_may():
    with Waiting() as site:
        forgeries = {
            "no verdict": write(OFFICE, "commands", "waive %s because" % site.ref(AMY), authentic=False),
            "a failed one": write(OFFICE, "commands", "waive %s because" % site.ref(AMY), headers=(
                ("Authentication-Results", "mx.example.ac.uk; dmarc=fail header.from=example.ac.uk"),)),
            "another server's": write(OFFICE, "commands", "waive %s because" % site.ref(AMY), headers=(
                ("Authentication-Results", "mx.example.org; dmarc=pass header.from=example.ac.uk"),)),
            "a lower one": write(OFFICE, "commands", "waive %s because" % site.ref(AMY), headers=(
                ("Authentication-Results", "mx.example.ac.uk; dmarc=none header.from=example.ac.uk"),)),
        }
        ours = b"Authentication-Results: mx.example.ac.uk; dmarc=none header.from=example.ac.uk\r\n"
        injected = forgeries["a lower one"].as_bytes().replace(ours, ours + ours.replace(b"none", b"pass"), 1)
        check("it is in", b"dmarc=pass" in injected)
        refused = []
        for n, (what, mail) in enumerate(sorted(forgeries.items())):
            now = "2026-10-09T11:%02d:00+01:00" % (10 + n)
            mails = site.order("", message=injected if what == "a lower one" else mail, now=now)
            same(what + ": nothing is carried out", (harness.to(mails, OFFICE, "office-reply"), site.state(AMY)), ([], "open"))
            refused += harness.to(mails, OFFICE, "order-refused")
        same("the office is told once a day", len(refused), 1)
        check("what it said: " + refused[0].text, "waive" in refused[0].text and OFFICE in refused[0].text)
        same("and each is a case", len(site.json("review", "list", now=LATER)), 1 + len(forgeries))
        # a mentor whom everything vouches for is no office
        mails = site.order("waive %s because I say so" % site.ref(AMY), sender=AMY, now="2026-10-09T11:30:00+01:00")
        same("a mentor", (harness.to(mails, AMY, "office-reply"), site.state(AMY)), ([], "open"))


def the_same_mail_twice_does_it_once():
    with Waiting() as site:
        mail = write(OFFICE, "commands", "extend %s 30 October 2026\nstatus" % site.ref(AMY))
        first = site.order("", message=mail)
        one(first, OFFICE, "office-reply")
        again = site.order("", message=mail, now="2026-10-09T11:20:00+01:00")
        same("no second answer", harness.to(again, OFFICE, "office-reply"), [])
        told = site.mentord("why", site.ref(AMY), now=LATER).out
        same("done once: " + told, told.count("by mail from"), 1)


def somebody_in_the_role_may():
    people = harness.PEOPLE + [("Jo Field", "jo.field@example.ac.uk", "office", "", "", "", "")]
    with harness.Site(people=people) as site:
        requests = {mail.to: mail for mail in site.once(ASKED) if mail.template == "tracker-request"}
        site.deliver(write("jo.field@example.ac.uk", "", "waive %s on sick leave" % requests[AMY].refs[0]), READ)
        one(site.once(READ), "jo.field@example.ac.uk", "office-reply")
        same("done", site.obligation(AMY, "tracker", READ)["state"], "waived")
        # an ordinary letter of theirs is no command
        site.deliver(write("jo.field@example.ac.uk", "Question", "Status of Amy's tracker?\nI cannot find it."), LATER)
        same("a letter", harness.to(site.once(LATER), "jo.field@example.ac.uk", "office-reply"), [])


def a_command_in_the_subject():
    with Waiting() as site:
        mails = site.order("", subject="status")
        check("answered", "people: 8" in one(mails, OFFICE, "office-reply").text)


def a_form_from_the_office_is_still_a_form():
    with Waiting() as site:
        request = site.requests[AMY]
        mails = site.order("", message=write(OFFICE, "Amy's tracker", "Here is Amy's.",
                                             [("t.docx", fill(request.attached(".docx"), harness.TRACKER))]))
        one(mails, AMY, "certificate")


harness.run([several_commands_have_one_answer, a_case_is_settled_by_its_number, accept_alone_means_the_case_that_was_shown,
             reject_goes_on_asking, what_cannot_be_done_is_said_and_the_rest_is_done, nobody_else_may, the_same_mail_twice_does_it_once,
             somebody_in_the_role_may, a_command_in_the_subject, a_form_from_the_office_is_still_a_form])
