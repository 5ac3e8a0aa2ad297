#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates after they were issued: a corrected name and the version that replaces the old one, codes checked by command and by
mail, and what no answer tells. Prints TAP."""
import re

import asked
import harness
from asked import AMY, BEN, READ, Asked
from harness import check, one, pdf_text, reply, same, write

LATER, SOON = "2026-10-12T10:20:00+01:00", "2026-10-12T10:15:00+01:00"
STILL_LATER = "2026-10-13T10:20:00+01:00"
NAME = "Siân Żak-Świątek"
CODE = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}(?:-\d+)?\b")


def words(mail):
    return " ".join(mail.text.split())


class Certified(Asked):
    """Amy has her certificate; code is its code."""

    def __enter__(self):
        super().__enter__()
        self.first = one(self.take(reply(self.request(AMY), "Here.", [("t.docx", self.filled(AMY))])), AMY, "certificate")
        self.code = CODE.search(self.first.text).group()
        return self

    def renamed(self, name=NAME):
        """Her name is corrected by a reply that the office accepts; the mails that follow."""
        self.asked = self.mail(reply(self.first, "Hi, my name is wrong, it's %s.\n\nAmy" % name))
        self.review("accept", self.only_case("name", LATER), now=LATER)
        return self.once(LATER)

    def mail(self, *messages, received=SOON, now=LATER):
        for message in messages:
            self.deliver(message, received)
        return self.once(now)

    def verify(self, code, status):
        said = self.mentord("verify", code, now=STILL_LATER, code=status)
        return said.out + said.err


def the_paper_says_days_and_number():
    with Certified() as site:
        printed = pdf_text(site.first.attached(".pdf"))
        for what in ("Amy Brown", "Introduction to BCU Mentor Training", "academic year 2026-27", "9 October 2026", site.code):
            check("%s is printed: %s" % (what, printed), what.lower() in " ".join(printed.split()).lower())
        name = site.first.attachments[0][0]
        same("the file's name", name, "Amy Brown - Introduction to BCU Mentor Training - 2026-10-09.pdf")
        check("nothing was replaced", "takes the place" not in words(site.first))


def the_day_attended_is_printed_too():
    with Asked() as site:
        site.mentord("record", "attendance", AMY, "core", "2026-10-06", "--reason", "the list at the door", now=READ)
        site.mentord("record", "attendance", BEN, "core", "2026-10-08", "--reviewed", "--reason", "by mail", now=READ)
        mails = site.take(*[reply(site.request(who), "Here.", [("t.docx", site.filled(who))]) for who in (AMY, BEN)])
        for who, what in ((AMY, "Attended on 6 October 2026"), (BEN, "Materials reviewed on 8 October 2026")):
            printed = " ".join(pdf_text(one(mails, who, "certificate").attached(".pdf")).split())
            check("%s: %s" % (who, printed), what in printed)


def a_corrected_name_gives_a_new_version():
    with Certified() as site:
        mails = site.renamed()
        same("she is told that somebody looks", [mail.template for mail in site.asked if mail.to == AMY], ["name-asked"])
        check("of the new name", NAME in words(one(site.asked, AMY, "name-asked")))
        again = one(mails, AMY, "certificate")
        check("the number is the same: " + words(again), site.code + "-2" in again.text)
        check("why: " + words(again), "takes the place of the one with the number %s: your name has been corrected." % site.code in words(again))
        printed = " ".join(pdf_text(again.attached(".pdf")).split())
        check("the paper: " + printed, NAME in printed and site.code + "-2" in printed and "9 October 2026" in printed)
        same("its name", again.attachments[0][0],
             NAME + " - Introduction to BCU Mentor Training - 2026-10-09 - version 2.pdf")
        same("once", [mail.template for mail in site.once(STILL_LATER) if mail.to == AMY and mail.template == "certificate"], [])
        told = site.verify(site.code, 65)
        check("the old one: " + told, "superseded" in told and site.code + "-2" in told)
        check("the new one: " + site.verify((site.code + "-2").lower().replace("-", " "), 0), NAME in site.verify(site.code + "-2", 0))
        same("the history", site.json("verify", site.code, now=STILL_LATER, code=65)["by"], site.code + "-2")
        same("one award", [award["code"] for award in site.json("person", AMY, now=STILL_LATER)["awards"]], [site.code + "-2"])
        site.mentord("certificate", site.code, now=STILL_LATER, code=65)


def one_word_corrects_one_word():
    for said, question in (("My name is Aimée.", "Aimée Brown"), ("my name should be Browne", "Browne Brown"),
                           ("Please change my name to BROWN", "Amy BROWN"), ("My name is spelt Amy Brówn", "Amy Brówn")):
        with Certified() as site:
            site.mail(reply(site.first, said))
            case = site.only_case("name", LATER)
            check("%s: %s" % (said, case["question"]), 'is to be called "%s"' % question in case["question"])


def what_is_no_name_is_read_by_a_human():
    with Certified() as site:
        mails = site.mail(reply(site.first, "My name is Amy and I wrote to you last week about the 14th"))
        same("not a name", [case["kind"] for case in site.cases(LATER)], ["question"])
        same("help", [mail.template for mail in mails if mail.to == AMY], ["help"])


def certificates_in_another_name_stay():
    with Certified() as site:
        site.renamed()
        site.mail(reply(site.first, "My name is Amy Brown"), now=STILL_LATER, received="2026-10-13T10:15:00+01:00")
        site.review("accept", site.only_case("name", STILL_LATER), now=STILL_LATER)
        mails = site.once("2026-10-13T10:30:00+01:00")
        check("a third", site.code + "-3" in one(mails, AMY, "certificate").text)
        for code, status in ((site.code, 65), (site.code + "-2", 65), (site.code + "-3", 0), (site.code + "-4", 65)):
            site.verify(code, status)


def the_office_issues_one_anew():
    with Certified() as site:
        told = site.mentord("record", "reissue", site.code, "--reason", "the crest was wrong", now=LATER)
        check("said: %s" % (told,), site.code + "-2 takes the place of " + site.code in told.out)
        check("said why", "the crest was wrong" in words(one(site.once(LATER), AMY, "certificate")))
        told = site.mentord("record", "reissue", site.code, "--reason", "again", now=LATER, code=65)
        check("the old one holds no more: %s" % (told,), "no certificate that holds" in told.err)
        site.mentord("record", "reissue", site.code + "-2", now=LATER, code=64)


# By mail

def asked_by_mail(site, sender, text, subject="A question"):
    mails = site.mail(write(sender, subject, text))
    return words(one(mails, sender, "verify"))


def anybody_known_may_check_a_code():
    with Certified() as site:
        for text, says, says_not in (
                ("verify " + site.code, "is valid", "Amy"),
                ("Verify: %s\n\nBen" % site.code.lower().replace("-", " "), "is valid", "Amy"),
                ("verify certificate %s for Amy Brown" % site.code, "is the one on it", "is not the one"),
                ("verify %s, amy BROWN" % site.code, "is the one on it", "is not the one"),
                ("verify %s Ben Clark" % site.code, "is not the one on it", "Amy"),
                ("verify %s-2" % site.code, "no certificate with the code", "Amy"),
                ("verify 0000-0000-0000-0000 Amy Brown", "no certificate with the code", "the one on it"),
                ("verify WL-7", "no certificate with the code", "Amy")):
            told = asked_by_mail(site, BEN, text)
            check("%s: %s" % (text, told), says in told)
            check("%s does not say %s: %s" % (text, says_not, told), says_not not in told)


def the_square_on_the_paper_writes_the_subject():
    with Certified() as site:
        told = asked_by_mail(site, BEN, "", subject="verify " + site.code)
        check(told, "is valid" in told and "Introduction to BCU Mentor Training" in told and "9 October 2026" in told and "Amy" not in told)


def an_old_version_says_that_it_was_replaced():
    with Certified() as site:
        site.renamed()
        told = asked_by_mail(site, BEN, "verify " + site.code)
        check(told, "has been replaced" in told and "Siân" not in told and "Amy" not in told and site.code + "-2" not in told)
        check("the new one", "is valid" in asked_by_mail(site, BEN, "verify %s-2" % site.code))


def strangers_are_told_nothing():
    with Certified() as site:
        before = len(site.sent())
        site.mail(write("head@elsewhere.example.org", "verify " + site.code, "verify " + site.code),
                  write(BEN, "verify " + site.code, "verify " + site.code, authentic=False, headers=(
                      ("Authentication-Results", "mx.example.ac.uk; dmarc=fail header.from=example.sch.uk"),)))
        same("no answer but to the office", [mail.to for mail in site.sent()[before:] if mail.template == "verify"], [])


def answers_have_their_limit():
    with Certified() as site:
        mails = site.mail(*[write(BEN, "Check %d" % n, "verify %s" % site.code) for n in range(14)])
        same("ten a day", len([mail for mail in mails if mail.template == "verify"]), 10)


TESTS = [the_paper_says_days_and_number, the_day_attended_is_printed_too, a_corrected_name_gives_a_new_version, one_word_corrects_one_word,
         what_is_no_name_is_read_by_a_human, certificates_in_another_name_stay, the_office_issues_one_anew, anybody_known_may_check_a_code,
         the_square_on_the_paper_writes_the_subject, an_old_version_says_that_it_was_replaced, strangers_are_told_nothing,
         answers_have_their_limit]

if __name__ == "__main__":
    asked.ANSWERS += ("verify", "name-asked")
    harness.run(TESTS)
