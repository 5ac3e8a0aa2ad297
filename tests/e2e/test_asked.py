#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people ask for in a line of a reply, and get: their own papers and hours; of others what their role lets them. Prints TAP."""
import json

import harness
from harness import check, fill, one, reply, same, write

AMY, BEN, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "priya.nair"))
DAN, ELLA = "dan.evans@example.org", "ella.frost@example.org"
ASKED = "2026-10-08T12:00:00+01:00"
READ = "2026-10-09T10:20:00+01:00"


class Filed(harness.Site):
    """Amy's tracker is on file."""

    def __enter__(self):
        self.requests = {mail.to: mail for mail in self.once(ASKED) if mail.template == "tracker-request"}
        self.deliver(reply(self.requests[AMY], "", [("t.docx", fill(self.requests[AMY].attached(".docx"), harness.TRACKER))]), READ)
        self.once(READ)
        return self

    def says(self, sender, text, now=READ):
        self.deliver(write(sender, "A question", text), now)
        return self.once(now)

    def cases(self, now=READ):
        return self.json("status", now=now)["cases"]


def boxes(site, document):
    """What stands in the boxes, as the program's own reader has it."""
    read = json.loads(harness.mentord("read", "--json", site.write("copy.docx", document)).out)
    return {field["label"].strip(): field["value"] for field in read["documents"][0]["fields"]}


def flat(mail):
    return " ".join(mail.text.split())


def send_me_my_trackers_brings_them_as_they_were_filed():
    with Filed() as site:
        for words in ("Send me my trackers", "Hi,\n\nplease send me my trackers, thanks!", "my tracker"):
            mail = one(site.says(AMY, words), AMY, "copies")
            filed = boxes(site, mail.attached(".docx"))
            same(words, filed.get("Training I would find most useful"), harness.TRACKER["Training I would find most useful"])
            check("with the year: %s" % mail.attachments[0].name, "2026-27" in mail.attachments[0].name)
        same("nobody was bothered", site.cases(), 0)


def a_tracker_that_was_corrected_comes_back_corrected():
    with Filed() as site:
        site.deliver(reply(one(site.sent(), AMY, "receipt"), "Teaching: 4"), READ)
        site.once(READ)
        same("corrected", boxes(site, one(site.says(AMY, "my trackers"), AMY, "copies").attached(".docx")).get("Teaching"), "4")


def who_filed_nothing_is_told_so():
    with Filed() as site:
        mail = one(site.says(BEN, "send me my trackers"), BEN, "copies")
        same("attachments", mail.attachments, [])
        check("in words: " + mail.text, "nothing of that kind" in mail.text)


def words_that_name_no_form_wait_for_a_human():
    with Filed() as site:
        one(site.says(BEN, "Send me my coat"), BEN, "help")
        same("a case", site.cases(), 1)


def the_lead_who_reads_trackers_gets_one_by_name():
    with Filed() as site:
        for words in ("send Amy Brown", "Please send Amy Brown's tracker", "send the tracker of Amy Brown", "send " + AMY):
            mail = one(site.says(harness.PRIMARY, words), harness.PRIMARY, "about-person")
            same(words, boxes(site, mail.attached(".docx")).get("Teaching"), harness.TRACKER["Teaching"])


def a_lead_mentor_gets_the_state_and_not_the_tracker():
    with Filed() as site:
        mail = one(site.says(PRIYA, "send Amy Brown"), PRIYA, "about-person")
        same("attachments", mail.attachments, [])
        check("how it stands: " + mail.text, "BCU Mentor Tracker" in mail.text and "met" in mail.text)


def nobody_gets_what_is_said_of_others():
    with Filed() as site:
        for sender in (BEN, AMY, ELLA, harness.SECONDARY, DAN):
            mails = site.says(sender, "send Amy Brown")
            check("%s: %s" % (sender, harness.templates(mails)), not [mail for mail in mails if "tracker" in mail.text.lower()])
        same("nor a stranger", site.says("amy.brown@example.net", "send Amy Brown"), [])


def of_two_the_lead_is_asked_which():
    people = harness.PEOPLE + [("Amy Browne", "amy.browne@example.sch.uk", "mentor", "Oakfield Primary School", "primary", "pgce", ""),
                               ("Amy Brown", "amy.b@example.org", "mentor", "Ash School", "primary", "pgce", "")]
    with Filed(people=people) as site:
        mail = one(site.says(harness.PRIMARY, "send Amy Brown"), harness.PRIMARY, "which-person")
        check("both: " + mail.text, AMY in mail.text and "amy.b@example.org" in mail.text and "amy.browne" not in mail.text)
        one(site.says(harness.PRIMARY, "send amy.b@example.org"), harness.PRIMARY, "about-person")


def hours_has_all_that_was_done():
    with Filed() as site:
        site.mentord("record", "attendance", AMY, "core", "2026-10-08", "--reason", "sign-in list", now=READ)
        site.mentord("record", "attendance", AMY, "drop-in", "2026-10-09", "--reviewed", "--reason", "watched it", now=READ)
        site.mentord("record", "activity", AMY, "support", "2026-10-07", "2", "--reason", "claim", now=READ)
        site.mentord("record", "activity", AMY, "support", "2026-10-08", "2.5", "--reason", "claim", now=READ)
        text = flat(one(site.says(AMY, "hours"), AMY, "hours"))
        for words in ("Core Mentor Training, attended, 2.0 hours", "Mentor drop-in session, materials reviewed instead",
                      "2.0 hours of training", "1.0 hours, paid; 1.5 more are above the 3.0 that count", "3.0 paid hours",
                      "1.5 hours reported beyond what counts"):
            check("%s: %s" % (words, text), words in text)
        person = site.json("person", AMY, now=READ)
        same("training and pay are two accounts", (person["hours"], person["paid_hours"]), (2.0, 3.0))


def read_by_reply_is_the_handbook_of_the_phase():
    with Filed() as site:
        site.deliver(reply(site.requests[BEN], "Read."), READ)
        mail = one(site.once(READ), BEN, "noted")
        check("which one: " + mail.text, "Primary, 2026-27" in flat(mail))
        handbook = site.obligation(BEN, "handbook", READ)
        same("met", handbook["state"], "met")
        check("with its edition: %s" % handbook, "Primary, 2026-27" in handbook["evidence"])
        check("the tracker is still asked", site.obligation(BEN, "tracker", READ)["state"] == "open")
        same("no hours of training", site.json("person", BEN, now=READ)["hours"], 0.0)
        dan = one(site.says(DAN, "I have read the Mentor Handbook."), DAN, "noted")
        check("another phase, another book: " + dan.text, "Secondary" in dan.text)
        same("nobody is bothered", site.cases(), 0)


def the_module_is_handed_on_and_its_state_fed_back():
    with Filed() as site:
        one(site.says(AMY, "Module, please"), AMY, "noted")
        same("interest", site.obligation(AMY, "module-interest", READ)["state"], "met")
        case = site.json("review", now=READ)[0]
        check("the office has it: %s" % case, "Amy Brown, Oakfield Primary School" in case["question"] and "EDU7362" in case["question"])
        one(site.says(AMY, "module"), AMY, "noted")
        same("once", site.cases(), 1)
        site.mentord("review", "accept", str(case["id"]), now=READ)
        same("handed on", site.cases(), 0)
        site.mentord("import", site.write("moodle.csv", "email,activity,date\n%s,module-enrolled,2026-10-09\n" % AMY), now=READ)
        site.once(READ)
        same("enrolled", site.obligation(AMY, "module", READ)["state"], "met")
        site.mentord("record", "approval", site.obligation(AMY, "module-pass", READ)["ref"], "yes", "--reason", "passed", now=READ)
        check("its own certificate", "Mentoring and Coaching" in harness.pdf_text(one(site.once(READ), AMY, "certificate").attached(".pdf")))
        check("twenty credits", "20 credits" in flat(one(site.says(AMY, "hours"), AMY, "hours")))
        check("and the tutor's hours are open to her", site.obligation(AMY, "associate-tutor", READ)["state"] == "open")
        site.mentord("record", "activity", AMY, "support", "2026-10-09", "4", "--reason", "claim", now=READ)
        check("three of them count", "1.0 more do not" in site.obligation(AMY, "associate-tutor", READ)["evidence"])


harness.run([send_me_my_trackers_brings_them_as_they_were_filed, a_tracker_that_was_corrected_comes_back_corrected,
             who_filed_nothing_is_told_so, words_that_name_no_form_wait_for_a_human, the_lead_who_reads_trackers_gets_one_by_name,
             a_lead_mentor_gets_the_state_and_not_the_tracker, nobody_gets_what_is_said_of_others, of_two_the_lead_is_asked_which,
             hours_has_all_that_was_done, read_by_reply_is_the_handbook_of_the_phase,
             the_module_is_handed_on_and_its_state_fed_back])
