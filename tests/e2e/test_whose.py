#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose a form is: every link from the strongest to the weakest, what happens when two disagree, and the reasons that are kept.
Prints TAP."""
import harness
from asked import AMY, BEN, CHLOE, DAN, NAME, PRIYA, READ, Asked, certified, guesses, nothing_to, without, without_ref, zipped
from harness import check, fill, one, reply, same, to, write

PLAIN = "Here it is."


# Five forms of one Lead Mentor

FIVE = harness.PEOPLE + [("Gita Rao", "gita.rao@example.sch.uk", "mentor", "Oakfield Primary School", "primary", "pgce", ""),
                         ("Huw Price", "huw.price@example.sch.uk", "mentor", "Oakfield Primary School", "primary", "pgce", "")]
MENTORS = [AMY, BEN, CHLOE, "gita.rao@example.sch.uk", "huw.price@example.sch.uk"]
NAMES = ["Amy Brown", "Ben Clark", "Chloë Davies-O’Neill", "Gita Rao", "Huw Price"]


def all_five_filed(site, mails):
    same("certificates", certified(mails), sorted(MENTORS))
    receipt = one(mails, PRIYA, "receipt")
    same("receipts", len([mail for mail in mails if mail.template == "receipt"]), 1)
    for name in NAMES:
        check("the receipt names %s: %s" % (name, receipt.text), name in receipt.text)
    same("copies", len(receipt.attachments), 5)
    same("Priya's own is open still", site.states(PRIYA), ["open"])
    same("cases", site.cases(), [])


def five_forms_in_one_mail():
    with Asked(people=FIVE) as site:
        forms = [("%d.docx" % n, site.filled(address)) for n, address in enumerate(MENTORS)]
        all_five_filed(site, site.take(write(PRIYA, "Trackers", "All five.", forms)))


def five_forms_in_one_archive():
    with Asked(people=FIVE) as site:
        archive = zipped(*[("%d.docx" % n, site.filled(address)) for n, address in enumerate(MENTORS)])
        all_five_filed(site, site.take(write(PRIYA, "Trackers", "Zipped.", [("trackers.zip", archive)])))


def five_forwarded_mails_in_one():
    with Asked(people=FIVE) as site:
        outer = write(PRIYA, "Fwd: trackers", "From my five.")
        for address in MENTORS:
            outer.add_attachment(reply(site.request(address), "Mine.", [("tracker.docx", site.filled(address))]))
        all_five_filed(site, site.take(outer))


def each_form_is_treated_by_itself():
    with Asked() as site:
        stranger = without_ref(fill(site.form(AMY), {**harness.TRACKER, NAME: "Zoe Quill"}))
        mails = site.take(write(PRIYA, "Some", "Three.", [("good.docx", site.filled(AMY)), ("blank.docx", site.form(BEN)), ("zoe.docx", stranger)]))
        same("certificates", certified(mails), [AMY])
        text = one(mails, PRIYA, "receipt").text
        for words in ("Filed, thank you", "without anything filled in", "A person in the office", "blank.docx", "zoe.docx", "Zoe Quill"):
            check("%s: %s" % (words, text), words in " ".join(text.split()))
        same("Ben's and Priya's", site.states(BEN, PRIYA), ["open", "open"])
        check("nobody is called so", "Zoe Quill" in "".join(site.only_case("unmatched")["detail"]["compared"]))


# A reply by B on A's reminder

def a_reply_on_somebody_elses_reminder():
    for what, form, want in (
            ("his form with his name", lambda site: site.filled(BEN), ["met"]),
            ("his form without a name", lambda site: without(site.filled(BEN), NAME), ["met"]),
            ("a form without ref and name", lambda site: without_ref(site.filled(BEN), NAME), ["met"]),
            ("her file with his name", lambda site: site.filled(AMY, over={NAME: "Ben Clark"}), ["answered"]),
            ("her file without a name", lambda site: without(site.filled(AMY), NAME), ["answered"])):
        with Asked() as site:
            mails = site.take(reply(site.request(AMY), "Sorry, late.", [("t.docx", form(site))], sender=BEN))
            same(what + ": Ben's", site.states(BEN), want)
            same(what + ": Amy's stays open", site.states(AMY), ["open"])
            same(what + ": certificates", certified(mails), [BEN] if want == ["met"] else [])
            nothing = [mail.template for mail in mails if mail.to == AMY]
            same(what + ": mails to Amy", nothing, [])
            if want == ["answered"]:
                same(what + ": both are guessed", sorted(guesses(site.only_case("unmatched"))), [AMY, BEN])


def her_own_file_from_another_hand_waits():
    with Asked() as site:
        site.take(reply(site.request(AMY), PLAIN, [("t.docx", site.filled(AMY))], sender=BEN))
        same("not met", site.states(AMY), ["answered"])
        case = site.only_case("unmatched")
        same("guess", guesses(case), [AMY])
        site.review("accept", case)
        same("once the office says so", site.states(AMY, BEN), ["met", "open"])


def who_is_asked_for_nothing_files_for_nobody():
    with Asked() as site:
        lead = harness.PRIMARY
        for form in (without_ref(site.filled(AMY), NAME), site.filled(AMY, over={NAME: "Helen Okafor"})):
            site.take(reply(site.request(AMY), PLAIN, [("t.docx", form)], sender=DAN))
        check("Amy's is not met: %s" % site.states(AMY), site.states(AMY) != ["met"])
        same("kinds", [case["kind"] for case in site.cases()], ["unmatched", "unmatched"])
        nothing_to(site, "nobody@example.org")
        same("the lead is asked for none", [one["requirement"] for one in site.json("person", lead, now=READ)["obligations"]], [])


def a_number_in_the_subject_hijacks_nothing():
    with Asked() as site:
        form = without_ref(site.filled(BEN))
        mails = site.take(write(BEN, "Form [%s]" % site.ref(AMY), "See %s" % site.ref(AMY), [("t.docx", form)]))
        same("his", site.states(AMY, BEN), ["open", "met"])
        same("certificates", certified(mails), [BEN])
    with Asked() as site:
        form = without_ref(site.filled(AMY))
        site.take(write("mallory@example.org", "Form [%s]" % site.ref(AMY), "Hers", [("t.docx", form)]))
        same("a stranger with her name and ref", site.states(AMY), ["answered"])
        same("guess", guesses(site.only_case("unmatched")), [AMY])
        nothing_to(site, "mallory@example.org")


# The weaker links

def the_senders_own_form():
    with Asked() as site:
        for address, labels in ((AMY, ()), (BEN, (NAME,))):
            site.take(write(address, "form", PLAIN, [("t.docx", without_ref(site.filled(address), *labels))]))
        same("filed", site.states(AMY, BEN), ["met", "met"])
        check("by what: " + site.why(site.ref(AMY)), "filed by the sender's address and their own open request" in site.why(site.ref(AMY)))


def the_thread_when_sender_and_names_agree():
    with Asked() as site:
        form = without_ref(site.filled(AMY), "School / college")
        site.take(reply(site.request(AMY), "For Amy, who is off sick.", [("t.docx", form)], sender=PRIYA))
        same("by her Lead Mentor", site.states(AMY, PRIYA), ["met", "open"])
        check("by what: " + site.why(site.ref(AMY)), "filed by the thread" in site.why(site.ref(AMY)))
    with Asked() as site:
        form = without_ref(site.filled(AMY), "School / college")
        site.take(reply(site.request(AMY), "For Amy.", [("t.docx", form)], sender=BEN))
        same("by a colleague", site.states(AMY, BEN), ["answered", "open"])


def name_and_school():
    with Asked() as site:
        site.take(write(PRIYA, "form", PLAIN, [("t.docx", without_ref(site.filled(AMY)))]))
        same("by her Lead Mentor", site.states(AMY, PRIYA), ["met", "open"])
        check("by what: " + site.why(site.ref(AMY)), "filed by name and school" in site.why(site.ref(AMY)))
    people = harness.PEOPLE + [("Amy Brown", "amy.brown.2@example.sch.uk", "mentor", "Oakfield Primary School", "primary", "pgce", "")]
    with Asked(people=people) as site:
        site.take(write(PRIYA, "form", PLAIN, [("t.docx", without_ref(site.filled(AMY)))]))
        same("two of one name", sorted(guesses(site.only_case("unmatched"))), ["amy.brown.2@example.sch.uk", AMY])


def a_form_without_a_name_in_a_forward():
    with Asked() as site:
        outer = write(PRIYA, "Fwd: mine", "From Amy.")
        outer.add_attachment(write(AMY, "mine", "Mine.", [("t.docx", without_ref(site.filled(AMY), NAME))]))
        mails = site.take(outer)
        same("nothing is filed", certified(mails), [])
        same("both are guessed", sorted(guesses(site.only_case("unmatched"))), [AMY, PRIYA])
    with Asked() as site:
        outer = write(PRIYA, "Fwd: mine", "From Amy.")
        outer.add_attachment(write(AMY, "mine", "Mine.", [("t.docx", without_ref(site.filled(AMY)))]))
        same("with her name", certified(site.take(outer)), [AMY])


def an_inline_forward():
    with Asked() as site:
        text = ("Amy gave me this.\n\n---------- Forwarded message ---------\nFrom: Amy Brown <%s>\nDate: Fri, 9 Oct 2026 at 09:00\n"
                "Subject: Re: tracker\nTo: Priya Nair <%s>\n\nHere.\n" % (AMY, PRIYA))
        mails = site.take(write(PRIYA, "Fwd: Re: tracker", text, [("t.docx", without_ref(site.filled(AMY)))]))
        same("hers", (certified(mails), site.states(PRIYA)), ([AMY], ["open"]))
        receipt = one(mails, PRIYA, "receipt")
        check("who sent it is noted", "from " + PRIYA in site.why(site.ref(AMY)))
        check("named", "Amy Brown" in receipt.text)


def an_address_that_six_share():
    shared = "office@oakfield.example.sch.uk"
    people = [(name, shared if role == "mentor" and school.startswith("Oak") else email, role, school, *rest)
              for name, email, role, school, *rest in harness.PEOPLE]
    with Asked(people=people) as site:
        requests = {mail.refs[0]: mail for mail in to(site.requests, shared, "tracker-request")}
        same("three requests to one address", len(requests), 3)
        forms = {}
        for mail in requests.values():
            for name in NAMES[:3]:
                if name in site.why(mail.refs[0]):
                    forms[name] = (mail.refs[0], mail.attached(".docx"))
        ben = without_ref(fill(forms["Ben Clark"][1], harness.TRACKER))
        mails = site.take(write(shared, "A tracker", PLAIN, [("t.docx", ben)]))
        check("by the name in it", "It is met" in site.why(forms["Ben Clark"][0]))
        for name in ("Amy Brown", "Chloë Davies-O’Neill"):
            check(name + " is open", "It is open" in site.why(forms[name][0]))
        check("the receipt goes there", "Ben Clark" in one(mails, shared, "receipt").text)
        nameless = without_ref(fill(forms["Amy Brown"][1], {**harness.TRACKER, "Teaching": "1"}), NAME)
        site.take(write(shared, "A tracker", PLAIN, [("t.docx", nameless)]))
        check("never by luck", "3 people share" in "".join(site.only_case("unmatched")["detail"]["compared"]))


# The reasons

def why_tells_it_all():
    with Asked() as site:
        mails = site.take(reply(site.request(AMY), PLAIN, [("my tracker.docx", site.filled(AMY))]))
        told = site.why(site.ref(AMY))
        for words in ("filed by the ref %s inside the document" % site.ref(AMY), "Received on 9 October 2026 at 10:15", "my tracker.docx",
                      "from amy.brown@example.sch.uk (Amy Brown), arrived on 9 October 2026 at 10:15", "the mail server vouches for it",
                      "Compared: it has 100% of the labels of \"BCU Mentor Tracker\"", "Compared: the name written in it is \"Amy Brown\"",
                      "Read: Teaching: 2"):
            check("why REF says \"%s\": %s" % (words, told), words in told.replace("Friday ", ""))
        receipt = one(mails, AMY, "receipt")
        number = next(mail["id"] for mail in site.json("outbox", "list", now=READ) if mail["template"] == "receipt")
        told = site.why(number)
        for words in ("It answers:", "from " + AMY, receipt.subject, site.ref(AMY)):
            check("why OUTBOX says \"%s\": %s" % (words, told), words in told)
    with Asked() as site:
        site.take(reply(site.request(AMY), PLAIN, [("t.docx", site.filled(AMY, over={NAME: "Ben Clark"}))]))
        case = site.only_case("unmatched")
        for told in (site.why(case["id"]), site.review("show", case).out):
            for words in ("Guess 1: ", "Compared: the ref %s inside the document is of Amy Brown" % site.ref(AMY), "Teaching: 2",
                          "but the name written in it is \"Ben Clark\"", "arrived on"):
                check("\"%s\": %s" % (words, told), words in told)
        shown = site.json("review", "show", str(case["id"]), now=READ)["detail"]
        same("each guess has its reason", [sorted(guess) for guess in shown["guesses"]], [["address", "person", "ref", "requirement", "why"]] * len(shown["guesses"]))
        site.review("accept", case, "ref=" + site.ref(AMY), NAME + "=Amy Brown")
        check("its answer: " + site.why(case["id"]), "filed for " + site.ref(AMY) in site.why(case["id"]))
        check("in the story of the ref", "Case %d" % case["id"] in site.why(site.ref(AMY)))


def a_verdict_that_says_no():
    with Asked() as site:
        message = reply(site.request(AMY), PLAIN, [("t.docx", site.filled(AMY))],
                        headers=[("Authentication-Results", "mx.example.ac.uk; dmarc=fail header.from=example.sch.uk")])
        site.take(message)
        case = site.only_case("unmatched")
        check("said", "not from whom it claims" in site.review("show", case).out)
        same("its clock stands", site.states(AMY), ["answered"])
    with Asked() as site:  # a result that the sender wrote below our server's own counts for nothing
        message = reply(site.request(AMY), PLAIN, [("t.docx", site.filled(AMY))])
        raw = message.as_bytes().replace(b"\nFrom:", b"\nAuthentication-Results: mx.example.ac.uk; dmarc=fail\nFrom:", 1)
        site.take(raw)
        same("filed", site.states(AMY), ["met"])


harness.run([five_forms_in_one_mail, five_forms_in_one_archive, five_forwarded_mails_in_one, each_form_is_treated_by_itself,
             a_reply_on_somebody_elses_reminder, her_own_file_from_another_hand_waits, who_is_asked_for_nothing_files_for_nobody,
             a_number_in_the_subject_hijacks_nothing, the_senders_own_form, the_thread_when_sender_and_names_agree, name_and_school,
             a_form_without_a_name_in_a_forward, an_inline_forward, an_address_that_six_share, why_tells_it_all, a_verdict_that_says_no])
