#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new address is learned when its owner or the office says so, and by nothing else; nothing is ever sent to it before.
Prints TAP."""
import harness
from asked import AMY, BEN, CHLOE, READ, Asked, certified, nothing_to
from harness import check, fill, one, reply, same, to, write

HOME = "amy.at.home@example.org"
SOON, LATER = "2026-10-09T12:00:00+01:00", "2026-10-09T12:05:00+01:00"
NONE = [("Authentication-Results", "mx.example.ac.uk; dmarc=none")]


class FromHome(Asked):
    """Amy's tracker came from an address that nobody knows; receipt is its receipt."""

    def __enter__(self):
        super().__enter__()
        self.mails = self.take(write(HOME, "my form", "From home.", [("t.docx", self.filled(AMY))], authentic=False))
        self.receipt = one(self.mails, AMY, "receipt")
        return self

    def says(self, message):
        return self.take(message, received=SOON, now=LATER)

    def learned(self):
        return HOME in self.json("person", AMY, now=LATER)["addresses"]


def it_is_filed_and_asked_about():
    with FromHome() as site:
        same("filed", (certified(site.mails), site.states(AMY)), ([AMY], ["met"]))
        text = " ".join(site.receipt.text.split())
        check("asked: " + text, "Was this you?" in text and HOME in text and "reply \"yes\"" in text)
        case = site.only_case("new-address")
        same("the office need do nothing", (site.json("status", now=READ)["cases"], case["person"]["address"]), (0, AMY))
        check("not learned yet", not site.learned())
        nothing_to(site, HOME)
        again = fill(site.form(AMY), {**harness.TRACKER, "Teaching": "4"})
        mails = site.says(write(HOME, "again", "Better.", [("t.docx", again)], authentic=False))
        check("asked once", "Was this you" not in one(mails, AMY, "receipt").text)
        nothing_to(site, HOME)


def her_yes_is_enough():
    for what, message in (("to the receipt", lambda site: reply(site.receipt, "Yes")),
                          ("to the receipt, and the server says nothing", lambda site: reply(site.receipt, "yes!", headers=NONE)),
                          ("in a mail of its own that the server vouches for", lambda site: write(AMY, "address", "yes"))):
        with FromHome() as site:
            mails = site.says(message(site))
            check("%s: %s" % (what, site.json("person", AMY, now=LATER)["addresses"]), site.learned())
            check(what + ": said", HOME in one(mails, AMY, "address-learned").text)
            same(what + ": the first is still preferred", site.json("person", AMY, now=LATER)["addresses"][0], AMY)
            same(what + ": settled", site.cases(LATER), [])
            mails = site.says(write(HOME, "hours", "hours"))
            same(what + ": it may ask, and she is answered", [mail.to for mail in mails + site.sent() if mail.template == "hours"][0], AMY)
            nothing_to(site, HOME)


def anything_else_is_not():
    for what, message in (("from the new address", lambda site: reply(site.receipt, "yes", sender=HOME)),
                          ("from somebody else", lambda site: reply(site.receipt, "yes", sender=BEN)),
                          ("in a mail of its own that nobody vouches for", lambda site: write(AMY, "address", "yes", headers=NONE)),
                          ("forged", lambda site: reply(site.receipt, "yes", headers=[("Authentication-Results", "mx.example.ac.uk; dmarc=fail")])),
                          ("more than a yes", lambda site: reply(site.receipt, "yes I think so but ask Ben")),
                          ("thanks", lambda site: reply(site.receipt, "Thank you"))):
        with FromHome() as site:
            site.says(message(site))
            check("%s: %s" % (what, site.json("person", AMY, now=LATER)["addresses"]), not site.learned())
            check(what + ": it is open still", any(case["kind"] == "new-address" for case in site.cases(LATER)))
            nothing_to(site, HOME)


def her_no_is_told_to_the_office():
    with FromHome() as site:
        mails = site.says(reply(site.receipt, "no"))
        check("said", HOME in one(mails, AMY, "address-refused").text)
        check("not learned", not site.learned())
        case = site.only_case("question", LATER)
        check("the office looks: " + case["question"], HOME in case["question"])


def the_office_may_say_so():
    for what, learned in (("accept", True), ("reject", False)):
        with FromHome() as site:
            site.review(what, site.only_case("new-address"), now=LATER)
            same(what, (site.learned(), site.cases(LATER)), (learned, []))
            site.says(reply(site.receipt, "yes"))
            same(what + " stands", site.learned(), learned)


def one_person_has_no_more_than_their_own():
    with Asked() as site:
        forms = [("a.docx", site.filled(AMY)), ("b.docx", site.filled(BEN, over={"Training I would find most useful": "Ben's own wish"}))]
        mails = site.take(write("lead.at.home@example.org", "Both", "Two.", forms, authentic=False))
        same("both", certified(mails), [AMY, BEN])
        amy, ben = one(mails, AMY, "receipt"), one(mails, BEN, "receipt")
        check("Amy has hers alone: " + amy.text, "Ben" not in amy.text and len(amy.attachments) == 1)
        check("Ben has his alone", "Ben's own wish" in ben.text and "Amy" not in ben.text and len(ben.attachments) == 1)
        check("nobody is asked whose address it is", "Was this you" not in amy.text + ben.text)
        same("cases", site.cases(), [])
        nothing_to(site, "lead.at.home@example.org")


def an_address_that_is_somebody_elses_by_now():
    with FromHome() as site:
        site.mentord("import", site.roster([("Hal Ives", HOME, "mentor", "Oakfield Primary School", "primary", "pgce", "")], "more.csv"), now=LATER)
        site.says(reply(site.receipt, "yes"))
        check("hers it is not", not site.learned())
        check("the office is told whose", "Hal Ives" in site.review("accept", next(case for case in site.cases(LATER) if case["kind"] == "new-address"),
                                                                  now=LATER, code=65).err)
        same("Chloë is not concerned", to(site.fresh(), CHLOE), [])


harness.run([it_is_filed_and_asked_about, her_yes_is_enough, anything_else_is_not, her_no_is_told_to_the_office, the_office_may_say_so,
             one_person_has_no_more_than_their_own, an_address_that_is_somebody_elses_by_now])
