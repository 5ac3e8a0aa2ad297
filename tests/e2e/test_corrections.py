#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes after the first form: corrections in plain words, values that cannot be, last year's form, a blank one, our own copy,
somebody else's. Prints TAP."""
import io
import re
import zipfile

import harness
from asked import AMY, BEN, CHLOE, NAME, PRIYA, READ, RETURNED, Asked, certified, nothing_to, without_ref
from harness import check, fill, one, reply, same, write

LATER = "2026-10-12T10:20:00+01:00"
SOON = "2026-10-12T10:15:00+01:00"
WANTS = "Training I would find most useful"


def words(mail):
    return " ".join(mail.text.split())


def scheme_with(**changes):
    """The shipped scheme with other fields in its tracker."""
    text = harness.read(harness.os.path.join(harness.SOURCE, "conf", "schemes", "bcu.conf"))
    for old, new in changes.values():
        check("the scheme has " + old, old in text)
        text = text.replace(old, new, 1)
    return text


DATED = {"date": ('{ id = "wants";    label = "Training I would find most useful"; type = "text"; need = true; }',
                  '{ id = "wants";    label = "Training I would find most useful"; type = "text"; need = true; },\n'
                  '{ id = "start"; label = "Date of my first observation"; type = "date"; },\n'
                  '{ id = "mode"; label = "How I would like to meet"; type = "choice"; of = ("online", "in person"); }')}
NEEDED = {"date": (DATED["date"][0], DATED["date"][1].replace('type = "date"; }', 'type = "date"; required = true; }'))}


class Filed(Asked):
    """Amy's tracker is filed; receipt is its receipt."""

    def __enter__(self):
        super().__enter__()
        self.mails = self.take(reply(self.request(AMY), "Here.", [("t.docx", self.filled(AMY))]))
        self.receipt = one(self.mails, AMY, "receipt")
        return self


# Corrections

def a_reply_changes_a_box_and_says_so():
    for line, label, before, after in (("Teaching: 4", "Teaching", "2", "4"), ("5: 4", "Teaching", "2", "4"), ("B5: 4", "Teaching", "2", "4"),
                                       ("- teaching = 3\n- Teaching: 4", "Teaching", "2", "4"),
                                       ("handbook? I have read the Mentor Handbook for my phase: no", None, None, None),
                                       ("I have read the Mentor Handbook for my phase: no", "I have read the Mentor Handbook for my phase", "Yes", "No"),
                                       (WANTS + ": Coaching,\nand nothing else", WANTS, "Giving feedback after a lesson", "Coaching,")):
        with Filed() as site:
            mails = site.take(reply(site.receipt, line), received=SOON, now=LATER)
            if not label:
                same("not understood", [mail.template for mail in mails], ["help"])
                continue
            receipt = one(mails, AMY, "receipt")
            check("%r: both values are named: %s" % (line, words(receipt)), "%s: now %s (was %s)" % (label, after, before) in words(receipt))
            same("no second certificate", certified(mails), [])
            told = site.why(site.ref(AMY), now=LATER)
            check("its history: " + told, re.search('Corrected on .*: %s was "' % re.escape(label), told))
            same("met", site.states(AMY, now=LATER), ["met"])


def a_correction_is_decided_again():
    with Filed() as site:
        same("the handbook is read", site.obligation(AMY, "handbook", READ)["state"], "met")
        site.take(reply(site.receipt, "I have read the Mentor Handbook for my phase: No"), received=SOON, now=LATER)
        check("no longer", site.obligation(AMY, "handbook", LATER)["state"] != "met")


def what_is_no_correction_changes_nothing():
    with Filed() as site:
        before = site.answers(AMY)
        for text in ("Thanks!\n\n1. When is the next date?\n2. Where?\n5. 4", "Teaching: 2", "Teaching:", "1: Zoe Quill"):
            site.take(reply(site.receipt, text), received=SOON, now=LATER)
            same(text, site.answers(AMY), before)
        same("the name is a matter for the office", [case["kind"] for case in site.cases(LATER) if case["kind"] == "name"], ["name"])


def another_name_after_the_certificate_is_a_case():
    with Filed() as site:
        mails = site.take(reply(site.receipt, NAME + ": Amy Browne"), received=SOON, now=LATER)
        case = site.only_case("name", LATER)
        check("said: " + words(one(mails, AMY, "receipt")), "a person in the office" in words(one(mails, AMY, "receipt")))
        same("the award bears the old one", one(site.mails, AMY, "certificate").attached(".pdf") is not None, True)
        site.review("accept", case, now=LATER)
        same("the roster", site.json("person", AMY, now=LATER)["name"], "Amy Browne")


def who_sent_it_corrects_it_and_nobody_else():
    with Asked() as site:
        mails = site.take(write(PRIYA, "Amy's", "From Amy.", [("t.docx", site.filled(AMY))]))
        receipt = one(mails, PRIYA, "receipt")
        site.take(reply(receipt, "Teaching: 4"), received=SOON, now=LATER)
        same("her Lead Mentor, who sent it", site.answers(AMY)["Teaching"], "4")
        same("not the Lead Mentor's own", site.states(PRIYA, now=LATER), ["open"])
        site.take(reply(receipt, "Teaching: 1", sender=BEN), received=SOON, now=LATER)
        same("a colleague", (site.answers(AMY)["Teaching"], site.states(BEN, now=LATER)), ("4", ["open"]))
    with Asked() as site:
        mails = site.take(write(PRIYA, "Both", "Two.", [("a.docx", site.filled(AMY)), ("b.docx", site.filled(BEN))]))
        site.take(reply(one(mails, PRIYA, "receipt"), "Teaching: 4"), received=SOON, now=LATER)
        same("of two nobody knows which", (site.answers(AMY)["Teaching"], site.answers(BEN)["Teaching"]), ("2", "2"))
        site.only_case("question", LATER)


# Values that cannot be

def a_value_that_cannot_be_is_asked_for():
    with Asked(scheme=scheme_with(**DATED)) as site:
        form = site.filled(AMY, over={"Teaching": "7", "Date of my first observation": "4/13/25", "How I would like to meet": "by pigeon"})
        mails = site.take(reply(site.request(AMY), "Here.", [("t.docx", form)]))
        receipt = one(mails, AMY, "receipt")
        same("the rest is filed", (site.states(AMY), certified(mails)), (["met"], [AMY]))
        for sentence in ("Box 5, Teaching: we read “7”, which it cannot be. It takes a number from 1 to 4.",
                         "Box 9, Date of my first observation: we read “4/13/25”, which it cannot be. It takes a date such as 14 October 2026.",
                         "Box 10, How I would like to meet: we read “by pigeon”, which it cannot be. It takes one of: online, in person.",
                         "such as \"5: ...\""):
            check("%s\n%s" % (sentence, receipt.text), sentence in words(receipt))
        check("it is not read back as an answer", "Teaching: 7" not in words(receipt))
        mails = site.take(reply(receipt, "5. 3\n9. 13/4/25\n10) in person\n"), received=SOON, now=LATER)
        answers = site.answers(AMY)
        same("answered by number", (answers["Teaching"], answers["Date of my first observation"], answers["How I would like to meet"]),
             ("3", "2025-04-13", "in person"))
        check("nothing is in doubt any more", "Read and not taken" not in site.why(site.ref(AMY)))
        mails = site.take(reply(one(mails, AMY, "receipt"), "Date of my first observation: 31/02/2027"), received=SOON, now=LATER)
        check("asked again", "31/02/2027" in words(one(mails, AMY, "receipt")))
        same("and not taken", site.answers(AMY)["Date of my first observation"], "2025-04-13")


def what_a_form_cannot_do_without_holds_it():
    with Asked(scheme=scheme_with(**NEEDED)) as site:
        form = site.filled(AMY, over={"Date of my first observation": "4/13/25"})
        mails = site.take(reply(site.request(AMY), "Here.", [("t.docx", form)]))
        receipt = one(mails, AMY, "receipt")
        same("not filed", (site.states(AMY), certified(mails)), (["answered"], []))
        check("asked: " + words(receipt), "Box 9, Date of my first observation: we read “4/13/25”" in words(receipt))
        check("not said to be filed", "Filed" not in receipt.text and "arrived" in receipt.text)
        site.only_case("incomplete")
        mails = site.take(reply(receipt, "Date of my first observation: next week"), received=SOON, now=LATER)
        same("still not", site.states(AMY, now=LATER), ["answered"])
        mails = site.take(reply(one(mails, AMY, "receipt"), "9: 13 April 2027"), received=SOON, now=LATER)
        same("filed", (site.states(AMY, now=LATER), certified(mails)), (["met"], [AMY]))
        same("as of the day on which it came", site.obligation(AMY, "tracker", LATER)["met"][:10], RETURNED[:10])
        answers = site.answers(AMY)
        same("one return", (answers["Teaching"], answers["Date of my first observation"]), ("2", "2027-04-13"))
        same("settled by it", site.cases(LATER), [])
    with Asked(scheme=scheme_with(**NEEDED)) as site:
        site.take(reply(site.request(AMY), "Here.", [("t.docx", site.filled(AMY))]))
        case = site.only_case("incomplete")
        site.review("accept", case, "Date of my first observation=13 April 2027")
        same("or by the office", site.states(AMY), ["met"])


# Last year's

def an_earlier_copy_of_the_form():
    with Asked() as site:
        old = site.filled(AMY)
        site.write("bcu.conf", scheme_with(**DATED))
        mails = site.take(reply(site.request(AMY), "Here.", [("t.docx", old)]))
        receipt = one(mails, AMY, "receipt")
        same("taken", (site.states(AMY), certified(mails)), (["met"], [AMY]))
        check("said: " + words(receipt), "It was an earlier copy of the form: some questions are new." in words(receipt))
        same("the new questions alone", re.findall(r"Box (\d+),", words(receipt)), ["9", "10"])
        site.take(reply(receipt, "9: 2 November 2026\nHow I would like to meet: online"), received=SOON, now=LATER)
        answers = site.answers(AMY)
        same("into the same return", (answers["Teaching"], answers["Date of my first observation"], answers["How I would like to meet"]),
             ("2", "2026-11-02", "online"))
        check("version 1", "(version 1)" in site.json("person", AMY, now=LATER)["obligations"].__repr__())


def last_years_form():
    this = harness.read(harness.os.path.join(harness.SOURCE, "conf", "year-2026-27.conf"))

    def back(match):
        return "%d-" % (int(match[1]) - 1)
    last = re.sub(r"\b(202[67])-", back, re.sub(r"2026-27", "@", this)).replace("@", "2025-26")
    with harness.Site(people=()) as site:
        site.write("last.conf", last)
        config = harness.read(site.config)
        site.write("mentord.conf", config.replace('years = ("year.conf");', 'years = ("last.conf", "year.conf");').replace("2026-09-01", "2025-09-01"))
        site.mentord("import", site.roster(harness.PEOPLE), now="2025-09-02T09:00:00+01:00")
        old = one(site.once("2025-10-10T12:00:00+01:00"), AMY, "tracker-request")
        filled = fill(old.attached(".docx"), harness.TRACKER)
        site.deliver(reply(old, "Here.", [("t.docx", filled)]), "2025-10-10T13:00:00+01:00")
        same("of last year", certified(site.once("2025-10-10T13:05:00+01:00")), [AMY])
        new = one(site.once("2026-10-08T12:00:00+01:00"), AMY, "tracker-request")
        check("another ref", new.refs != old.refs)
        # the very file of last year is not this year's answer
        site.deliver(reply(new, "Here.", [("t.docx", filled)]), RETURNED)
        mails = site.once(READ)
        check("known: " + one(mails, AMY, "receipt").text, "very file that came on 10 October 2025" in words(one(mails, AMY, "receipt")).replace("Friday ", ""))
        same("certificates", certified(mails), [])
        # last year's blank, filled in now, is
        again = fill(old.attached(".docx"), {**harness.TRACKER, "Teaching": "4"})
        site.deliver(write(AMY, "Tracker", "This year's answers.", [("tracker.docx", again)]), SOON)
        mails = site.once(LATER)
        same("taken", certified(mails), [AMY])
        told = "\n".join(site.json("why", new.refs[0], now=LATER)["lines"])
        check("and why: " + told, "it is taken for %s, which is asked this year" % new.refs[0] in told)


# What is none

def a_blank_form():
    with Asked() as site:
        mails = site.take(reply(site.request(AMY), "Here it is!", [("t.docx", site.form(AMY))]))
        receipt = one(mails, AMY, "receipt")
        check("said: " + words(receipt), "without anything filled in" in words(receipt) and "Filed" not in receipt.text)
        same("nothing else", (certified(mails), site.states(AMY), site.cases()), ([], ["open"], []))
        mails = site.take(write("who@example.org", "x", "y", [("t.docx", without_ref(site.form(AMY)))]))
        same("from a stranger: nothing", (mails, site.states(AMY), site.cases()), ([], ["open"], []))


def our_own_copy_comes_back():
    with Filed() as site:
        copy = site.receipt.attached(".docx")
        mails = site.take(reply(site.receipt, "Thanks, all right.", [("t.docx", copy)]), received=SOON, now=LATER)
        receipt = one(mails, AMY, "receipt")
        check("said: " + words(receipt), "We had this already: nothing has changed." in words(receipt) and "Filed" not in receipt.text)
        same("nothing else", (certified(mails), site.cases(LATER)), ([], []))
        outer = write(AMY, "Fwd: Thank you", "Is this all?")
        outer.add_attachment(harness.email.message_from_bytes(site.receipt.raw, policy=harness.email.policy.default))
        mails = site.take(outer, received=SOON, now=LATER)
        same("the whole receipt: no certificate", certified(mails), [])
        same("one version", site.why(site.ref(AMY), LATER).count("Received on"), 1)


def somebody_elses_form():
    with Asked() as site:
        theirs = site.filled(AMY)
        source, out = zipfile.ZipFile(io.BytesIO(theirs)), io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for item in source.infolist():
                made.writestr(item, source.read(item.filename).replace(site.ref(AMY).encode(), b"7K3Q9-F2M45"))
        mails = site.take(reply(site.request(AMY), "Here.", [("other.docx", out.getvalue())]))
        receipt = one(mails, AMY, "receipt")
        check("said: " + words(receipt), "not one of our forms" in words(receipt) and "7K3Q9-F2M45" in receipt.text and "Filed" not in receipt.text)
        same("nothing else", (certified(mails), site.states(AMY), site.cases()), ([], ["open"], []))
        site.take(write("who@example.org", "x", "y", [("other.docx", out.getvalue())]))
        site.only_case("unmatched")
        nothing_to(site, "who@example.org")
        same("Chloë", site.states(CHLOE), ["open"])


def values_typed_without_a_file():
    with Asked() as site:
        text = "Personal qualities: 3\nTeaching: 2\n" + WANTS + ": Feedback"
        mails = site.take(reply(site.request(AMY), text))
        same("filed", (site.states(AMY), certified(mails)), (["met"], [AMY]))
        check("read back", "Teaching: 2" in words(one(mails, AMY, "receipt")))
        mails = site.take(reply(site.request(BEN), "Name of mentor: Ben Clark"))
        same("a name alone is no answer", site.states(BEN), ["open"])


harness.run([a_reply_changes_a_box_and_says_so, a_correction_is_decided_again, what_is_no_correction_changes_nothing,
             another_name_after_the_certificate_is_a_case, who_sent_it_corrects_it_and_nobody_else, a_value_that_cannot_be_is_asked_for,
             what_a_form_cannot_do_without_holds_it, an_earlier_copy_of_the_form, last_years_form, a_blank_form, our_own_copy_comes_back,
             somebody_elses_form, values_typed_without_a_file])
