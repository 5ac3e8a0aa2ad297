#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rest of a scheme that certifies mentors: the flyer each year, the provider's own CPD, the year served, the second level, and a
transcript across schemes. Prints TAP."""
import os

import harness
from certification import JANE, OFFICE, SAM, START, Certification, case_of, nobody_gets, year
from harness import check, one, pdf_text, reply, same, templates, to, write


def the_flyer_goes_to_pcms_once_a_year_and_is_ticked_back():
    with Certification() as site:
        mails = site.once(START)
        flyer = one(mails, JANE, "flyer")
        same("to PCMs alone", templates(mails, "flyer"), [("flyer", JANE)])
        check("a PDF with the school: ", "Elm Grove Academy" in pdf_text(flyer.attached(".pdf")))
        same("asked again in the week", templates(site.once("2026-10-09T09:30:00+01:00"), "flyer", "flyer-overdue"), [])
        overdue = one(site.once("2026-10-20T09:30:00+01:00"), JANE, "flyer-overdue")
        site.take(reply(overdue, "Done"), "2026-10-20T10:00:00+01:00", "2026-10-20T10:00:00+01:00")
        same("ticked", site.state("flyer", "2026-10-20T10:00:00+01:00", JANE), "met")
        nobody_gets(site.once("2026-11-20T09:30:00+00:00"), "flyer", "flyer-overdue")


def registration_needs_the_pcms_agreement_and_consent():
    from certification import REGISTRATION
    agree = "I agree to share my data between the providers, to confirm what I have achieved"
    at = "2026-10-05T10:00:00+01:00"
    with Certification() as site:
        invitation = site.ask(SAM, "registration-invitation", START)
        mails = site.return_form(invitation, dict(REGISTRATION, **{agree: "No"}), at)
        nobody_gets(mails, "approval-request")
        check("without consent it counts for nothing", site.state("registration", at) != "met")
        mails = site.take(reply(one(mails, SAM, "receipt"), agree + ": Yes"), at, at)
        nobody_gets(mails, "entry-record-request")
        asked = one(mails, JANE, "approval-request")
        site.take(reply(asked, "No, he has left the school"), at, at)
        nobody_gets(site.once("2026-10-06T09:30:00+01:00"), "entry-record-request")


def who_holds_the_certificate_is_not_asked_again():
    with Certification() as site:
        request = one(site.sheet(), JANE, "approval-request")
        at = "2026-10-14T12:00:00+01:00"
        tutor = one(site.take(reply(request, "yes"), at, at), "tom.reed@example.ac.uk", "approval-request")
        one(site.take(reply(tutor, "yes"), at, at), SAM, "certificate")
        for day in ("2026-10-15T09:30:00+01:00", "2026-12-01T09:30:00+00:00", "2027-06-01T09:30:00+01:00"):
            nobody_gets(site.once(day), "registration-invitation", "entry-record-request", "certificate", "approval-request")
        same("one award", len(site.json("person", SAM, now=at)["awards"]), 1)


def mastery_opens_by_itself_when_the_year_is_over():
    with Certification(since="2026-01-11T09:00:00+00:00") as site:
        site.once("2026-10-05T09:30:00+01:00")
        nobody_gets(site.once("2027-01-08T09:30:00+00:00"), "mastery-invitation")
        one(site.once("2027-01-12T09:30:00+00:00"), SAM, "mastery-invitation")


def the_providers_own_cpd_is_watched():
    with Certification() as site:
        nobody_gets(site.once("2027-03-01T09:30:00+00:00"), "x")
        same("before the summer", [c for c in site.json("review", now=START) if c["kind"] == "provision"], [])
        told = one(site.once("2027-04-13T09:30:00+01:00"), OFFICE, "office-digest")
        check("the office is told: " + told.text, "Central CPD" in told.text)
        case_of(site, "provision", "2027-04-13T10:00:00+01:00")
        site.once("2027-05-13T09:30:00+01:00")
        case_of(site, "provision", "2027-05-13T10:00:00+01:00")
    held = year() + '\nsessions = ( { scheme = "wltec"; event = "cpd"; start = "2027-02-03T16:00"; minutes = 120; place = "Online"; } );\n'
    with Certification() as site:
        site.write("year.conf", held)
        site.once("2027-04-13T09:30:00+01:00")
        same("when one was held", [c for c in site.json("review", now="2027-04-13T10:00:00+01:00") if c["kind"] == "provision"], [])


def a_transcript_across_schemes():
    with Certification() as site:
        both = harness.read(site.config).replace('schemes = ("bcu.conf");', 'schemes = ("bcu.conf", "other.conf");')
        site.write("mentord.conf", both)
        site.write("other.conf", harness.read(os.path.join(harness.SOURCE, "conf", "schemes", "bcu.conf")))
        site.mentord("import", site.roster([("Sam Hart", SAM, "mentor", "Elm Grove Academy", "bcu", "secondary", "pgce")],
                                           columns=("name", "email", "role", "school", "scheme", "phase", "programme")), now=START)
        site.mentord("record", "attendance", SAM, "core", "2026-10-07", "--reason", "the list", now="2026-10-08T09:00:00+01:00")
        site.mentord("record", "attendance", SAM, "cpd", "2026-10-08", "--reason", "the list", now="2026-10-08T09:00:00+01:00")
        mails = site.take(write(SAM, "please", "Transcript"), "2026-10-08T10:00:00+01:00", "2026-10-08T10:00:00+01:00")
        text = " ".join(pdf_text(one(mails, SAM, "transcript").attached(".pdf")).split())
        for words in ("Transcript: Sam Hart", "Core Mentor Training", "Central CPD", "West London", "Mentor"):
            check("%s: %s" % (words, text), words in text)
        same("to nobody else", [mail.to for mail in mails if mail.template == "transcript"], [SAM])
        same("strangers get none", to(site.take(write("who@example.org", "x", "transcript"), "2026-10-08T11:00:00+01:00",
                                                "2026-10-08T11:00:00+01:00"), "who@example.org"), [])


harness.run([the_flyer_goes_to_pcms_once_a_year_and_is_ticked_back, registration_needs_the_pcms_agreement_and_consent,
             who_holds_the_certificate_is_not_asked_again, mastery_opens_by_itself_when_the_year_is_over,
             the_providers_own_cpd_is_watched, a_transcript_across_schemes])
