#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tracker reviewed term by term: what changed is said to both sides, and each term has its certificate. Prints TAP."""
import harness
from harness import check, fill, one, reply, same, templates, to

AMY, BEN = "amy.brown@example.sch.uk", "ben.clark@example.sch.uk"
AUTUMN, AUTUMN_READ = "2026-10-08T12:00:00+01:00", "2026-10-09T10:00:00+01:00"
SPRING, SPRING_READ = "2027-01-21T12:00:00+00:00", "2027-01-25T10:00:00+00:00"
SUMMER, SUMMER_READ = "2027-05-12T09:00:00+01:00", "2027-05-17T10:00:00+01:00"


def flat(mail):
    return " ".join(mail.text.split())


class Site(harness.Site):
    """Amy returned her tracker of the autumn, and was invited to review it in spring."""

    def __enter__(self):
        self.answer(self.once(AUTUMN), "tracker-request", AUTUMN_READ)
        self.invitation = self.once(SPRING)
        return self

    def answer(self, mails, template, now, **changed):
        asked = one(mails, AMY, template)
        values = {**harness.TRACKER, **changed}
        self.deliver(reply(asked, "", [("tracker.docx", fill(asked.attached(".docx"), values))]), now)
        return self.once(now)


def what_changed_since_last_term_is_said_to_both():
    with Site() as site:
        mails = site.answer(site.invitation, "tracker-review-invitation", SPRING_READ, Teaching="3", Professionalism="3")
        receipt, digest = flat(one(mails, AMY, "receipt")), flat(one(mails, harness.PRIMARY, "digest"))
        for words in ("9 October 2026", "Teaching: from 2 to 3", "Professionalism: from 4 to 3"):
            check("the receipt: " + receipt, words in receipt)
            check("the lead's digest: " + digest, words in digest)
        check("what stayed is not said: " + receipt, "Personal qualities: from" not in receipt)
        check("whose it is", "Amy Brown, since 9 October 2026" in digest)


def the_first_tracker_has_nothing_to_be_compared_with():
    with harness.Site() as site:
        asked = one(site.once(AUTUMN), AMY, "tracker-request")
        site.deliver(reply(asked, "", [("t.docx", fill(asked.attached(".docx"), harness.TRACKER))]), AUTUMN_READ)
        receipt = one(site.once(AUTUMN_READ), AMY, "receipt")
        check("no comparison: " + receipt.text, "Since" not in receipt.text)
        site.deliver(reply(asked, "", [("t.docx", fill(asked.attached(".docx"), {**harness.TRACKER, "Teaching": "4"}))]), AUTUMN_READ)
        again = one(site.once("2026-10-09T11:00:00+01:00"), AMY, "receipt")
        check("nor with what it corrects: " + again.text, "from 2 to 4" not in again.text)


def each_term_has_its_certificate():
    with Site() as site:
        spring = one(site.answer(site.invitation, "tracker-review-invitation", SPRING_READ), AMY, "certificate")
        check("of the spring", "Spring BCU Mentor Training" in harness.pdf_text(spring.attached(".pdf")))
        summer = one(site.answer(site.once(SUMMER), "tracker-review-invitation", SUMMER_READ), AMY, "certificate")
        check("of the summer", "Summer BCU Mentor Training" in harness.pdf_text(summer.attached(".pdf")))
        same("three of them", sorted(award["award"] for award in site.json("person", AMY, now=SUMMER_READ)["awards"]),
             ["introduction", "term-training", "term-training"])


def nobody_is_chased_for_what_is_optional():
    with Site() as site:
        later = [mail for day in ("2027-02-05", "2027-02-12", "2027-03-01") for mail in site.once(day + "T10:00:00+00:00")]
        same("no reminders of the review", [mail.template for mail in to(later, AMY) if mail.template.startswith("tracker")], [])
        same("and it is not overdue", site.obligation(AMY, "tracker-review", "2027-03-01T10:00:00+00:00", "core.spring")["state"], "open")


harness.run([what_changed_since_last_term_is_said_to_both, the_first_tracker_has_nothing_to_be_compared_with,
             each_term_has_its_certificate, nobody_is_chased_for_what_is_optional])
