#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Approval by reply: who is asked, with what, what counts as a yes, and what follows. Prints TAP."""
import harness
from certification import (AMY, AMY_TOO, COLUMNS, ENTRY, JANE, OFFICE, PEOPLE, REGISTRATION, SAM, START, TOM, Certification, case_of,
                           nobody_gets)
from harness import check, one, reply, same, templates, to, write

CAME = "2026-10-14T10:00:00+01:00"
SAID = "2026-10-14T12:00:00+01:00"
NEXT = "2026-10-15T09:30:00+01:00"


def four_acts_in_order():
    with Certification() as site:
        mails = site.sheet()
        request = one(mails, JANE, "approval-request")
        same("the tutor is asked before the PCM has spoken", to(mails, TOM), [])
        for words in ("Sam Hart", "Elm Grove Academy", "Date of study of Module 2", "yes"):
            check("the request has %s: %s" % (words, request.text), words in request.text)
        same("the returned sheet is attached", len(request.attachments), 1)
        check("no link in it", "http" not in request.text)
        same("the one ref", request.refs, [site.obligation(SAM, "entry-pcm", CAME)["ref"]])
        mails = site.take(reply(request, "Yes"), SAID, SAID)
        one(mails, JANE, "approval-noted")
        nobody_gets(mails, "certificate")
        same("the PCM's act", site.state("entry-pcm", SAID), "met")
        tutor = one(mails, TOM, "approval-request")
        check("who approved before: " + tutor.text, "Jane Smith on Wednesday 14 October 2026, by reply" in " ".join(tutor.text.split()))
        mails = site.take(reply(tutor, "Approved.\n\nTom"), SAID, SAID)
        certificate = one(mails, SAM, "certificate")
        same("the PCM is in copy", [mail.to for mail in mails if mail.template == "certificate"], [JANE, SAM])
        same("certificate and record sheet", sorted(a.name.rsplit(".")[-1] for a in certificate.attachments), ["docx", "pdf"])
        nobody_gets(site.once(NEXT), "certificate", "approval-request", "approval-overdue")


def only_the_missing_signer_is_chased():
    with Certification() as site:
        site.take(reply(one(site.sheet(), JANE, "approval-request"), "yes"), SAID, SAID)
        for day in range(15, 29):
            mails = site.once("2026-10-%02dT09:30:00+01:00" % day if day < 25 else "2026-10-%02dT09:30:00+00:00" % day)
            nobody_gets(mails, "approval-overdue")
        mails = site.once("2026-10-29T09:30:00+00:00")  # day 0 was the 14th: due on the 28th
        same("chased", templates(mails, "approval-overdue"), [("approval-overdue", TOM)])
        same("overdue", site.state("entry-tutor", "2026-10-29T10:00:00+00:00"), "overdue")
        check("who approved when: " + site.obligation(SAM, "entry-pcm", CAME)["evidence"],
              "approved by Jane Smith on Wednesday 14 October 2026, by reply" in site.obligation(SAM, "entry-pcm", CAME)["evidence"])
        mails = site.take(reply(one(mails, TOM, "approval-overdue"), "yes"), "2026-10-29T11:00:00+00:00", "2026-10-29T11:00:00+00:00")
        one(mails, SAM, "certificate")


def an_escalation_goes_to_the_ladders_role():
    with Certification() as site:
        site.sheet()
        one(site.once("2026-10-29T09:30:00+00:00"), JANE, "approval-overdue")
        mails = site.once("2026-11-12T09:30:00+00:00")
        told = one(mails, TOM, "approval-escalation")
        check("whose it is: " + told.text, "Sam Hart is waiting for an approval" in told.text)
        nobody_gets(to(mails, SAM), "approval-escalation", "approval-overdue")


def unsure_asks_again_and_is_no_yes():
    with Certification() as site:
        request = one(site.sheet(), JANE, "approval-request")
        for text in ("I can't approve yet", "Approved apart from Module 2", "", "ok"):
            site.deliver(reply(request, text), SAID)
        mails = site.once(SAID)
        same("asked again once", templates(mails, "approval-unsure"), [("approval-unsure", JANE)])
        check("not met", site.state("entry-pcm", SAID) != "met")
        again = one(mails, JANE, "approval-unsure")
        same("in its thread", again.message["In-Reply-To"] is not None, True)
        mails = site.take(reply(again, "Yes, I approve"), SAID, SAID)
        one(mails, TOM, "approval-request")


def a_yes_above_a_quote_that_says_no_and_bottom_posting():
    with Certification() as site:
        request = one(site.sheet(), JANE, "approval-request")
        quote = "\n".join("> " + line for line in request.text.splitlines())
        below = write(JANE, "Re: " + request.subject, "On Wed, 14 Oct 2026, Example ITE Partnership wrote:\n" + quote + "\n\nYes\n",
                      answers=request)
        one(site.take(below, SAID, SAID), TOM, "approval-request")


def a_link_or_a_receipt_approves_nothing():
    with Certification() as site:
        request = one(site.sheet(), JANE, "approval-request")
        same("addresses in it", [word for word in request.part("html").split('"') if word.startswith("http")], [])
        automatic = reply(request, "Yes", headers=[("Auto-Submitted", "auto-replied")])
        mails = site.take(automatic, SAID, SAID)
        nobody_gets(mails, "approval-noted", "approval-request", "approval-unsure")
        check("not met by a machine", site.state("entry-pcm", SAID) != "met")


def what_is_not_verified_is_a_case():
    with Certification() as site:
        request = one(site.sheet(), JANE, "approval-request")
        forged = reply(request, "Yes", headers=[("Authentication-Results", "mx.example.ac.uk; dmarc=fail header.from=example.sch.uk")])
        mails = site.take(forged, SAID, SAID)
        nobody_gets(mails, "approval-noted", "certificate", "approval-request")
        check("a forged yes is none", site.state("entry-pcm", SAID) != "met")
        told = one(site.once(NEXT) + mails, OFFICE, "office-digest")
        check("the office is told: " + told.text, "not sure" in " ".join(told.text.split()))
        site.mentord("review", "accept", case_of(site, "approval", NEXT), now=NEXT)
        same("once the office has accepted it", site.state("entry-pcm", NEXT), "met")


FORGED = [("Authentication-Results", "mx.example.ac.uk; dmarc=fail header.from=example.sch.uk")]


def what_the_office_accepts_is_the_version_that_was_shown():
    with Certification() as site:
        mails = site.sheet()
        request = one(mails, JANE, "approval-request")
        site.take(reply(request, "Yes", headers=FORGED), SAID, SAID)
        site.take(reply(one(mails, SAM, "receipt"), "Years of teaching experience: 4"), SAID, SAID)
        refused = site.mentord("review", "accept", case_of(site, "approval", SAID), now=NEXT, code=None)
        check("it was changed since: " + refused.out + refused.err, refused.code != 0 and "changed" in refused.err)
        site.once(NEXT)
        check("nobody has seen the new version", site.state("entry-pcm", NEXT) != "met")


def with_two_signers(scheme):
    """The PCM's act needs the tutor's yes too."""
    before = 'sign_off = ( "pcm" )' if 'sign_off = ( "pcm" )' in scheme else 'sign_off = "pcm"'
    check("an act of the PCM's", before in scheme)
    return scheme.replace(before, 'sign_off = ( "pcm", "link-tutor" )')


def what_the_office_accepts_speaks_for_one_signer():
    with Certification(change=with_two_signers) as site:
        asked = site.return_form(site.ask(SAM, "registration-invitation", START), REGISTRATION, "2026-10-05T10:00:00+01:00")
        at = "2026-10-05T11:00:00+01:00"
        site.take(reply(one(asked, JANE, "approval-request"), "Yes", headers=FORGED), at, at)
        site.mentord("review", "accept", case_of(site, "approval", at), now=at)
        site.once(at)
        check("the tutor has not spoken", site.state("registration-agreed", at) != "met")
        site.take(reply(one(asked, TOM, "approval-request"), "Yes"), at, at)
        same("both have", site.state("registration-agreed", at), "met")


def a_yes_that_brings_a_form_loses_neither():
    with Certification(people=PEOPLE + [("Jane Smith", JANE, "mentor", "Elm Grove Academy", "History")]) as site:
        mails = site.once(START)
        own = one(mails, JANE, "registration-invitation")
        asked = one(site.return_form(one(mails, SAM, "registration-invitation"), REGISTRATION, "2026-10-05T10:00:00+01:00"),
                    JANE, "approval-request")
        document = harness.fill(own.attached(".docx"), REGISTRATION)
        at = "2026-10-05T11:00:00+01:00"
        mails = site.take(reply(asked, "Yes", [("mine.docx", document)]), at, at)
        same("the yes counts", site.state("registration-agreed", at), "met")
        one(mails, JANE, "receipt")
        same("and her own form is filed", site.state("registration", at, JANE), "met")


def somebody_else_cannot_approve():
    with Certification() as site:
        request = one(site.sheet(), JANE, "approval-request")
        mails = site.take(reply(request, "Yes", sender=SAM), SAID, SAID)
        check("one's own approval is none", site.state("entry-pcm", SAID) != "met")
        case_of(site, "approval", SAID)
        nobody_gets(mails, "approval-noted")


def without_a_verdict_the_thread_proves_it():
    with Certification() as site:
        request = one(site.sheet(), JANE, "approval-request")
        mails = site.take(reply(request, "Yes", authentic=False), SAID, SAID)
        one(mails, TOM, "approval-request")
        fresh = write(TOM, "sheet [%s]" % one(mails, TOM, "approval-request").refs[0], "Yes", authentic=False)
        site.take(fresh, SAID, SAID)
        check("a ref anybody can write", site.state("entry-tutor", SAID) != "met")
        signed = write(TOM, "sheet [%s]" % one(mails, TOM, "approval-request").refs[0], "Yes")
        one(site.take(signed, SAID, SAID), SAM, "certificate")


def no_tells_mentor_and_office():
    with Certification() as site:
        request = one(site.sheet(), JANE, "approval-request")
        mails = site.take(reply(request, "No. She has not taught a full term."), SAID, SAID)
        refused = one(mails, SAM, "approval-refused")
        check("with the reason: " + refused.text, "not taught a full term" in refused.text)
        case_of(site, "refused", SAID)
        for day in ("2026-10-29T09:30:00+00:00", "2026-11-12T09:30:00+00:00"):
            nobody_gets(site.once(day), "approval-overdue", "approval-request", "certificate")


def given_back_and_asked_anew():
    with Certification() as site:
        sheet = site.registered()
        document = harness.fill(sheet.attached(".docx"), ENTRY)
        mails = site.take(reply(sheet, "here", [("s.docx", document)]), CAME, CAME)
        tutor = one(site.take(reply(one(mails, JANE, "approval-request"), "yes"), SAID, SAID), TOM, "approval-request")
        mails = site.take(reply(tutor, "Returned: the date of Module 2 is wrong"), SAID, SAID)
        back = one(mails, SAM, "approval-given-back")
        check("with the reason: " + back.text, "the date of Module 2 is wrong" in back.text)
        check("open again", site.state("entry-record", SAID) in ("open", "overdue"))
        why = site.mentord("why", tutor.refs[0], now=SAID).out
        for words in ("Tom Reed was asked on Wednesday 14 October 2026 to approve version 1 of s.docx",
                      "Given back by Tom Reed on Wednesday 14 October 2026, by reply: version 1 of s.docx: the date of Module 2 is wrong"):
            check("why has: %s\n%s" % (words, why), words in why)
        nobody_gets(site.once("2026-11-02T09:30:00+00:00"), "approval-overdue", "approval-request")
        corrected = harness.fill(sheet.attached(".docx"), dict(ENTRY, **{"Date of study of Module 2": "12/10/2026"}))
        mails = site.take(reply(back, "corrected", [("s2.docx", corrected)]), "2026-11-03T10:00:00+00:00", "2026-11-03T10:00:00+00:00")
        request = one(mails, JANE, "approval-request")
        check("the new version is shown: " + request.text, "Date of study of Module 2: Monday 12 October 2026" in request.text)
        mails = site.take(reply(tutor, "Yes"), "2026-11-03T10:30:00+00:00", "2026-11-03T10:30:00+00:00")
        nobody_gets(mails, "certificate")  # of the old version
        mails = site.take(reply(request, "Yes"), "2026-11-03T11:00:00+00:00", "2026-11-03T11:00:00+00:00")
        tutor = one(mails + site.once("2026-11-04T09:30:00+00:00"), TOM, "approval-request")
        one(site.take(reply(tutor, "Yes"), "2026-11-04T11:00:00+00:00", "2026-11-04T11:00:00+00:00"), SAM, "certificate")


def with_a_ladder(scheme):
    """The entry sheet has ten days and a reminder."""
    before = 'return = "entry-record"; send = "entry-record-request"; }'
    check("the sheet's own line", before in scheme)
    return scheme.replace(before, before[:-1] + 'due = { working_days = 10; }; remind = ( { working_days = 0; mail = "flyer-overdue"; } ); }')


def work_given_back_has_days_of_its_own():
    with Certification(change=with_a_ladder) as site:
        sheet = site.registered()
        same("due first", site.obligation(SAM, "entry-record", START)["due"], "2026-10-19")
        one(site.once("2026-10-20T09:30:00+01:00"), SAM, "flyer-overdue")
        document = harness.fill(sheet.attached(".docx"), ENTRY)
        at = "2026-10-21T10:00:00+01:00"
        request = one(site.take(reply(sheet, "late", [("s.docx", document)]), at, at), JANE, "approval-request")
        one(site.take(reply(request, "Returned: please sign it"), at, at), SAM, "approval-given-back")
        site.once("2026-10-22T09:30:00+01:00")
        same("due again", site.obligation(SAM, "entry-record", "2026-10-22T10:00:00+01:00")["due"], "2026-11-04")
        nobody_gets(site.once("2026-11-04T09:30:00+00:00"), "flyer-overdue")
        one(site.once("2026-11-05T09:30:00+00:00"), SAM, "flyer-overdue")


def a_correction_asks_anew():
    with Certification() as site:
        mails = site.sheet()
        request = one(mails, JANE, "approval-request")
        site.take(reply(one(mails, SAM, "receipt"), "Years of teaching experience: 4"), SAID, SAID)
        mails = site.take(reply(request, "Yes"), SAID, SAID)
        noted = one(mails, JANE, "approval-noted")
        check("that it was an earlier version: " + noted.text, "corrected version" in " ".join(noted.text.split()))
        check("not met", site.state("entry-pcm", SAID) != "met")
        anew = one(mails + site.once(NEXT), JANE, "approval-request")
        check("as it stands: " + anew.text, "experience: 4" in anew.text)
        one(site.take(reply(anew, "yes"), NEXT, NEXT), TOM, "approval-request")


def several_in_one_mail_a_day():
    with Certification(people=PEOPLE + [AMY_TOO]) as site:
        mails = site.once(START)
        for address, at in ((SAM, "10:00"), (AMY, "10:00")):
            form = harness.fill(one(mails, address, "registration-invitation").attached(".docx"), REGISTRATION)
            site.deliver(reply(one(mails, address, "registration-invitation"), "x", [("r.docx", form)]), "2026-10-05T%s:00+01:00" % at)
        mails = site.once("2026-10-05T10:10:00+01:00")
        request = one(mails, JANE, "approval-request")
        same("refs", len(request.refs), 2)
        same("files", len(request.attachments), 2)
        mails = site.take(reply(request, "Yes"), "2026-10-05T11:00:00+01:00", "2026-10-05T11:00:00+01:00")
        one(mails, JANE, "approval-unsure")
        number = {name: n for n in (1, 2) for name in ("Sam Hart", "Amy Brown") if "%d. Agreement to registration: %s" % (n, name) in " ".join(request.text.split())}
        same("numbered", sorted(number.values()), [1, 2])
        mails = site.take(reply(request, "%d yes, %d no" % (number["Amy Brown"], number["Sam Hart"])),
                          "2026-10-05T12:00:00+01:00", "2026-10-05T12:00:00+01:00")
        one(mails, AMY, "entry-record-request")
        one(mails, SAM, "approval-refused")
        same("Sam's", site.state("registration-agreed", "2026-10-05T12:00:00+01:00"), "answered")


def by_hand_and_deciding_twice():
    with Certification() as site:
        site.sheet()
        site.mentord("record", "approval", site.obligation(SAM, "entry-pcm", CAME)["ref"], "yes", "--reason", "by telephone", now=SAID)
        same("met", site.state("entry-pcm", SAID), "met")
        before = site.json("person", SAM, now=SAID)["obligations"]
        first, second = site.once(SAID), site.once(SAID)
        one(first, TOM, "approval-request")
        same("again", second, [])
        same("the same states", [(o["requirement"], o["state"]) for o in site.json("person", SAM, now=SAID)["obligations"]],
             [(o["requirement"], o["state"]) for o in before])


def nobody_in_the_role_is_said():
    with Certification(people=[one for one in PEOPLE if one[1] != JANE]) as site:
        invitation = site.ask(SAM, "registration-invitation", START)
        site.return_form(invitation, REGISTRATION, "2026-10-05T10:00:00+01:00")
        case_of(site, "approver", "2026-10-05T10:00:00+01:00")
        site.mentord("import", site.roster([PEOPLE[1]], columns=COLUMNS), now="2026-10-06T09:30:00+01:00")
        one(site.once("2026-10-06T09:40:00+01:00"), JANE, "approval-request")


KIM, LEE = "kim.park@example.ac.uk", "lee.moss@example.sch.uk"
OTHERS = [("Kim Park", KIM, "link-tutor", "Hill Top School", ""), ("Lee Moss", LEE, "mentor", "Elm Grove Academy", "History")]


def away(mail, text, **others):
    return reply(mail, text, headers=[("Auto-Submitted", "auto-replied"), ("Subject", "Automatic reply: " + mail.subject)], **others)


def a_deputy_of_the_same_role_is_asked():
    with Certification(people=PEOPLE + OTHERS) as site:
        tutor = one(site.take(reply(one(site.sheet(), JANE, "approval-request"), "Yes"), SAID, SAID), TOM, "approval-request")
        mails = site.take(away(tutor, "I am away until 30 November. Please write to Kim Park (%s)." % KIM), SAID, SAID)
        nobody_gets(to(mails, TOM), "approval-noted", "approval-unsure", "help")
        request = one(mails, KIM, "approval-request")
        one(site.take(reply(request, "Yes"), SAID, SAID), SAM, "certificate")


def a_deputy_by_name_alone_is_asked():
    with Certification(people=PEOPLE + OTHERS) as site:
        tutor = one(site.take(reply(one(site.sheet(), JANE, "approval-request"), "Yes"), SAID, SAID), TOM, "approval-request")
        mails = site.take(away(tutor, "I am on leave until 30 November. For urgent matters please contact my colleague Kim Park."), SAID, SAID)
        one(mails, KIM, "approval-request")


def a_deputy_of_the_same_school_is_the_offices_to_allow():
    with Certification(people=PEOPLE + OTHERS) as site:
        request = one(site.sheet(), JANE, "approval-request")
        for address in ("somebody.else@example.sch.uk", SAM, LEE):
            site.deliver(away(request, "I am on leave; contact %s." % address), SAID)
        mails = site.once(SAID)
        nobody_gets(mails, "approval-request")
        site.mentord("review", "accept", case_of(site, "deputy", SAID), now=SAID)
        deputy = one(site.once(SAID), LEE, "approval-request")
        site.take(reply(deputy, "Approved"), SAID, SAID)
        same("approved by the deputy", site.state("entry-pcm", SAID), "met")
        same("nobody was made up", site.json("status", now=SAID)["people"], len(PEOPLE + OTHERS))


def a_deputy_who_left_approves_nothing():
    with Certification(people=PEOPLE + OTHERS) as site:
        tutor = one(site.take(reply(one(site.sheet(), JANE, "approval-request"), "Yes"), SAID, SAID), TOM, "approval-request")
        request = one(site.take(away(tutor, "Please write to Kim Park (%s)." % KIM), SAID, SAID), KIM, "approval-request")
        leaves = [person + ("2026-10-14",) for person in OTHERS if person[1] == KIM]
        site.mentord("import", site.roster(leaves, "leaves.csv", COLUMNS + ("until",)), now=SAID)
        nobody_gets(site.take(reply(request, "Yes"), NEXT, NEXT), "certificate")
        check("not met", site.state("entry-tutor", NEXT) != "met")


def a_scan_with_a_signature_is_the_offices_to_accept():
    with Certification() as site:
        request = one(site.sheet(), JANE, "approval-request")
        mails = site.take(reply(request, "Signed copy attached.", [("scan0001.pdf", harness.office_converts(b"J Smith", "txt", "pdf"))]), SAID, SAID)
        one(mails, JANE, "approval-scan")
        same("not by itself", site.state("entry-pcm", SAID), "answered")
        site.mentord("review", "accept", case_of(site, "signature", SAID), now=SAID)
        tutor = one(site.once(SAID), TOM, "approval-request")
        check("how she approved: " + tutor.text, "scan accepted by the office" in " ".join(tutor.text.split()))


def a_question_of_ours_is_answered_and_is_no_verdict():
    with Certification() as site:
        request = one(site.sheet(), JANE, "approval-request")
        mails = site.take(reply(request, "transcript"), SAID, SAID)
        one(mails, JANE, "transcript")
        nobody_gets(mails, "approval-unsure", "approval-noted")


harness.run([four_acts_in_order, only_the_missing_signer_is_chased, an_escalation_goes_to_the_ladders_role, unsure_asks_again_and_is_no_yes,
             a_yes_above_a_quote_that_says_no_and_bottom_posting, a_link_or_a_receipt_approves_nothing,
             what_is_not_verified_is_a_case, what_the_office_accepts_is_the_version_that_was_shown,
             what_the_office_accepts_speaks_for_one_signer, a_yes_that_brings_a_form_loses_neither, somebody_else_cannot_approve, without_a_verdict_the_thread_proves_it,
             no_tells_mentor_and_office, given_back_and_asked_anew, work_given_back_has_days_of_its_own, a_correction_asks_anew, several_in_one_mail_a_day,
             by_hand_and_deciding_twice, nobody_in_the_role_is_said, a_deputy_of_the_same_role_is_asked,
             a_deputy_by_name_alone_is_asked,
             a_deputy_of_the_same_school_is_the_offices_to_allow, a_deputy_who_left_approves_nothing,
             a_scan_with_a_signature_is_the_offices_to_accept,
             a_question_of_ours_is_answered_and_is_no_verdict])
