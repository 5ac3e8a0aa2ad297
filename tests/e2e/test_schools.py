#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a school is and chose: by import, by hand, by form and by reply, from a day on; and what its mentors are asked for it."""
import harness
import schools
from harness import check, fill_controls, one, reply, same, templates, to
from schools import AMY, BEN, DAN, ELM, OAK, OFFICE, SAM, TESS, MORNING, Schools

LATER, THEN = "2026-09-08T09:00:00+01:00", "2026-09-08T10:00:00+01:00"


def attribute(site, school, name, now=THEN):
    return [(one["value"], one["since"], one["by"]) for one in site.json("school", school, now=now)["attributes"]
            if one["attribute"] == name]


def open_obligations(site, address, now=THEN):
    return {one["requirement"] for one in site.json("person", address, now=now)["obligations"]}


def the_choice_comes_by_form_and_changes_what_is_asked():
    with Schools() as site:
        mails = site.once(MORNING)
        request = one(mails, SAM, "track-request")
        same("nobody is offered more", templates(mails, "enhancements-invitation"), [])
        same("nothing is known", attribute(site, OAK, "track"), [])
        site.deliver(reply(request, "Here it is.", [("choice.docx", fill_controls(request.attached(".docx"), {"Choice": "full"}))]), LATER)
        mails = site.once(THEN)
        same("its mentors are told", templates(mails, "enhancements-invitation"),
             [("enhancements-invitation", address) for address in (AMY, BEN, schools.CHLOE)])
        [(value, since, by)] = attribute(site, OAK, "track")
        same("since the day it came", (value, since), ("full", "2026-09-08"))
        check("who says so: " + by, SAM in by)
        check("another school is not touched", "enhancements-offered" not in open_obligations(site, DAN))


def the_choice_comes_by_reply_and_may_change():
    with Schools() as site:
        request = one(site.once(MORNING), TESS, "track-request")
        site.deliver(reply(request, "Choice: full\n"), LATER)
        site.once(THEN)
        same("full", [line[:2] for line in attribute(site, ELM, "track")], [("full", "2026-09-08")])
        check("its mentor is asked", "enhancements-offered" in open_obligations(site, DAN))
        site.deliver(reply(request, "Choice: essentials\n"), "2026-09-14T09:00:00+01:00")
        site.once("2026-09-14T10:00:00+01:00")
        same("both are kept", [line[:2] for line in attribute(site, ELM, "track")],
             [("full", "2026-09-08"), ("essentials", "2026-09-14")])
        check("no more", "enhancements-offered" not in open_obligations(site, DAN, now="2026-09-14T10:00:00+01:00"))
        out = site.mentord("school", ELM, now="2026-09-14T10:00:00+01:00").out
        check("in words: " + out, "bpn/track: essentials from 2026-09-14" in out and "bpn/track: full from 2026-09-08" in out)


def the_office_records_it_with_a_reason():
    with Schools() as site:
        site.once(MORNING)
        site.mentord("record", "attribute", ELM, "track", "full", "--reason", "said on the telephone", now=LATER)
        same("kept", attribute(site, ELM, "track"), [("full", "2026-09-08", "office: said on the telephone")])
        check("decided at once", "enhancements-offered" in open_obligations(site, DAN))
        said = site.mentord("record", "attribute", ELM, "track", "half", "--reason", "x", now=LATER, code=65)
        check("what may be: " + said.err, "essentials, full" in said.err)
        said = site.mentord("record", "attribute", "No School", "track", "full", "--reason", "x", now=LATER, code=65)
        check("which: " + said.err, "No School" in said.err)
        said = site.mentord("record", "attribute", ELM, "phase", "primary", "--reason", "x", now=LATER, code=65)
        check("of schools alone: " + said.err, "attribute of schools" in said.err)


def schools_are_imported_by_themselves():
    with Schools() as site:
        path = site.write("schools.csv", "school,track,urn\n%s,full,100009\nNew School,half,\nThird School,,100010\n" % OAK)
        shown = site.mentord("import", "--dry-run", path, now=LATER, code=None).out
        check("the diff: " + shown, "track of Oakfield Primary School full (was essentials)" in shown)
        same("a dry run does nothing", attribute(site, OAK, "track"), [])
        result = site.mentord("import", path, now=LATER, code=None)
        check("a value that cannot be: " + result.out + result.err, "half" in result.out + result.err)
        same("taken", [line[:2] for line in attribute(site, OAK, "track")], [("full", "2026-09-08")])
        same("the number too", [line[:2] for line in attribute(site, OAK, "urn")][-1], ("100009", "2026-09-08"))
        again = site.mentord("import", path, now="2026-09-09T09:00:00+01:00", code=None).out
        check("nothing new: " + again, "was essentials" not in again)


def a_person_of_the_school_brings_its_number():
    with Schools() as site:
        same("from the roster", [line[:2] for line in attribute(site, OAK, "urn")], [("100001", "2026-09-02")])
        rows = [("A", "a@example.org", "mentor", "Twin School", "", "", "", "", "", "1"),
                ("B", "b@example.org", "mentor", "Twin School", "", "", "", "", "", "2")]
        said = site.mentord("import", site.roster(rows, "twins.csv", schools.COLUMNS), now=LATER, code=None)
        check("two numbers for one school: " + said.out + said.err, "of the same school" in said.out + said.err)


harness.run([the_choice_comes_by_form_and_changes_what_is_asked, the_choice_comes_by_reply_and_may_change,
             the_office_records_it_with_a_reason, schools_are_imported_by_themselves, a_person_of_the_school_brings_its_number])
