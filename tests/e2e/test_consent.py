#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent to pass data on: given in a box of a form, kept with its words, withdrawn by a reply, honoured by the register. Prints
TAP."""
import harness
from harness import check, fill, one, reply, same, write

SCHEME = """
scheme = "record"; title = "Record of mentoring";
roles = ( { id = "mentor"; title = "Mentor"; } );
forms = ( { id = "sheet"; title = "Record sheet"; document = "record-sheet.docx";
  fields = ( { id = "name"; label = "Name of mentor"; type = "text"; required = true; },
             { id = "years"; label = "Years of teaching"; type = "number"; },
             { id = "share"; label = "I agree to my data being shared between the providers"; type = "yes-no"; } ); } );
requirements = ( { id = "sheet"; of = { role = "mentor"; }; return = "sheet"; opens = { date = "09-20"; }; send = "tracker-request"; } );
awards = ( { id = "entry"; title = "Certificate of Mentoring"; words = "Entry level"; when = "sheet"; certificate = "certification.svg";
             mail = "certificate"; } );
reports = ( { id = "register"; kind = "register"; award = "entry"; to = "office"; every = "term"; share = "share"; } );
"""
YEAR = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; } );
"""
AMY, BEN = "amy.brown@example.sch.uk", "ben.clark@example.sch.uk"
PEOPLE = [("Amy Brown", AMY, "mentor", "Oakfield Primary School"), ("Ben Clark", BEN, "mentor", "Oakfield Primary School")]
AGREED = "I agree to my data being shared between the providers"


def at(day, hour):
    return "2026-09-%02dT%02d:00:00+01:00" % (day, hour)


class Recording(harness.Site):
    def __init__(self):
        super().__init__(people=None, scheme=SCHEME, year=YEAR)
        self.mentord("import", self.roster(PEOPLE, columns=("name", "email", "role", "school")), now="2026-09-02T09:00:00+01:00")

    def __enter__(self):
        self.requests = self.once(at(21, 9))
        return self

    def send(self, address, share, day):
        request = one(self.requests, address, "tracker-request")
        form = fill(request.attached(".docx"), {"Years of teaching": "4", AGREED: share})
        self.deliver(reply(request, "Here.", [("s.docx", form)]), at(day, 9))
        return self.once(at(day, 10))

    def say(self, message, day):
        self.deliver(message, at(day, 9))
        return self.once(at(day, 10))

    def consents(self, address, day):
        return [(line["words"], line["given"]) for line in self.json("person", address, now=at(day, 11))["consents"]]

    def listed(self, day):
        out = self.mentord("report", "register", "--format", "csv", now=at(day, 11)).out
        return [name for name in ("Amy Brown", "Ben Clark") if name in out]


def a_yes_is_kept_with_its_words_and_a_no_too():
    with Recording() as site:
        site.send(AMY, "Yes", 22)
        site.send(BEN, "No", 22)
        same("kept", (site.consents(AMY, 22), site.consents(BEN, 22)), ([(AGREED, True)], [(AGREED, False)]))
        same("only who agreed is on the register", site.listed(22), ["Amy Brown"])


def who_says_nothing_has_not_agreed():
    with Recording() as site:
        site.send(AMY, "", 22)
        same("nothing", (site.consents(AMY, 22), site.listed(22)), ([], []))


def a_reply_withdraws_it():
    with Recording() as site:
        mails = site.send(AMY, "Yes", 22)
        answer = one(site.say(reply(one(mails, AMY, "receipt"), "Withdraw consent"), 23), AMY, "consent-withdrawn")
        check("what it was: " + answer.text, AGREED in answer.text)
        same("both lines stand", site.consents(AMY, 23), [(AGREED, True), (AGREED, False)])
        same("off the register", site.listed(23), [])
        same("the certificate stands", len(site.json("person", AMY, now=at(23, 11))["awards"]), 1)
        again = one(site.say(write(AMY, "Again", "I withdraw my consent."), 24), AMY, "consent-withdrawn")
        check("nothing is left: " + again.text, "You had not agreed to anything" in again.text)
        same("nobody is asked again", [mail.template for mail in site.once(at(28, 9)) if mail.to == AMY], [])


def it_may_be_given_again_in_words():
    with Recording() as site:
        mails = site.send(AMY, "Yes", 22)
        site.say(reply(one(mails, AMY, "receipt"), "Withdraw consent"), 23)
        site.say(reply(one(mails, AMY, "receipt"), AGREED + ": Yes"), 25)
        same("the last word holds", (site.consents(AMY, 25)[-1], site.listed(25)), ((AGREED, True), ["Amy Brown"]))


def nobody_withdraws_for_another():
    with Recording() as site:
        mails = site.send(AMY, "Yes", 22)
        site.say(reply(one(mails, AMY, "receipt"), "Withdraw consent", sender=BEN), 23)
        site.say(write("stranger@example.net", "Amy", "Withdraw consent"), 24)
        same("it stands", (site.consents(AMY, 24), site.listed(24)), ([(AGREED, True)], ["Amy Brown"]))


harness.run([a_yes_is_kept_with_its_words_and_a_no_too, who_says_nothing_has_not_agreed, a_reply_withdraws_it, it_may_be_given_again_in_words,
             nobody_withdraws_for_another])
