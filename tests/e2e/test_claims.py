#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Awards that schools hold: who earned them, who is told and when, and what the rules of the day allow."""
import harness
import os
import schools
from harness import check, one, same, templates, to
from schools import AMY, BEN, CHLOE, DAN, ELM, LEAD, OAK, OFFICE, SAM, TESS, MORNING, Schools

JUNE, NEXT = "2027-06-10T09:00:00+01:00", "2027-06-11T09:00:00+01:00"


def awards(site, address, now):
    return {one["award"] for one in site.json("person", address, now=now)["awards"]}


def all_of_it_makes_the_schools_claim():
    with Schools() as site:
        site.once(MORNING)
        site.complete(AMY, "2027-06-01", JUNE)
        site.complete(BEN, "2027-06-01", JUNE, placement="contrasting", module=("refresher", "reflection"))
        site.did(CHLOE, schools.ESSENTIALS + ("induction-main", "itap", "forum"), "2027-06-01", JUNE)
        mails = site.once(JUNE)
        letter = one(mails, SAM, "claim-eligible")
        text = " ".join(letter.text.split())
        check("both in one mail: " + text, "Amy Brown" in text and "Ben Clark" in text and "Chloë" not in text)
        check("what may be claimed: " + text, "16 hours" in text)
        check("the evidence: " + text, "attended 2027-06-01" in text)
        same("nobody else is told", templates(mails, "claim-eligible"), [("claim-eligible", SAM)])
        check("Chloë has the essentials alone", awards(site, CHLOE, JUNE) == {"mentor-essentials"})
        check("Amy: %s" % awards(site, AMY, JUNE), awards(site, AMY, JUNE) == {"mentor-essentials", "funding-claim"})
        same("once", templates(site.once(NEXT), "claim-eligible"), [])


def who_has_done_part_of_it_is_listed_and_not_claimable():
    with Schools() as site:
        site.once(MORNING)
        site.mentord("record", "attribute", OAK, "track", "full", "--reason", "by telephone", now=MORNING)
        site.complete(AMY, "2027-06-01", JUNE)
        site.did(CHLOE, schools.ESSENTIALS + ("induction-main", "itap"), "2027-06-01", JUNE)
        site.once(JUNE)
        tables = site.json("report", "claims", "--format", "json", now=JUNE)["tables"]
        claimable = next(table for table in tables if "Code" in table["columns"])
        begun = next(table for table in tables if "What lacks" in table["columns"])
        same("claimable", [(row[0], row[1]) for row in claimable["rows"]], [(OAK, "Amy Brown")])
        check("with the school's choice and the number: %s" % claimable["rows"], "full" in claimable["rows"][0] and "1234567" in claimable["rows"][0])
        [row] = [row for row in begun["rows"] if row[1].startswith("Chloë")]
        check("listed: %s" % row, "not claimable" in row and any("Sharing best practice meeting" in cell for cell in row))


def one_mail_a_day_for_several():
    with Schools() as site:
        site.once(MORNING)
        site.complete(AMY, "2027-06-01", JUNE)
        one(site.once(JUNE), SAM, "claim-eligible")
        site.complete(CHLOE, "2027-06-01", "2027-06-10T10:00:00+01:00")
        same("not twice a day", templates(site.once("2027-06-10T11:00:00+01:00"), "claim-eligible"), [])
        letter = one(site.once(NEXT), SAM, "claim-eligible")
        check("the other one alone: " + letter.text, "Chloë" in letter.text and "Amy" not in letter.text)


def it_stays_the_schools_when_the_mentor_leaves():
    with Schools() as site:
        site.once(MORNING)
        site.complete(AMY, "2027-06-01", JUNE)
        site.once(JUNE)
        gone = [row if row[1] != AMY else row[:3] + (ELM,) + row[4:] for row in schools.PEOPLE]
        site.mentord("import", site.roster(gone, "moved.csv", schools.COLUMNS), now=NEXT)
        same("no second claim", templates(site.once(NEXT), "claim-eligible"), [])
        listed = [one for one in site.json("person", AMY, now=NEXT)["awards"] if one["award"] == "funding-claim"]
        same("one", len(listed), 1)
        same("whose", listed[0]["school"], OAK)


def what_the_partnership_holds_goes_to_the_office():
    scheme = harness.read(os.path.join(harness.SOURCE, "conf", "schemes", "bpn.conf")).replace(
        'holder = "school"; to = "school";', 'holder = "partnership"; to = "office";')
    with Schools() as site:
        site.write("bcu.conf", scheme)
        site.once(MORNING)
        site.complete(AMY, "2027-06-01", JUNE)
        mails = site.once(JUNE)
        letter = one(mails, "office@example.ac.uk", "claim-eligible")
        check("who: " + letter.text, "Amy Brown" in letter.text)
        same("nobody else", len(templates(mails, "claim-eligible")), 1)
        same("once", templates(site.once(NEXT), "claim-eligible"), [])


def changed_rules_tell_no_school_by_themselves():
    """What the school would have held before the rules changed waits for the office."""
    with Schools() as site:
        site.once(MORNING)
        site.complete(AMY, "2027-06-01", JUNE)
        one(site.once(JUNE), SAM, "claim-eligible")
        text = harness.read(site.file("bcu.conf"))
        check("the awards", text.count("awards = (") == 1)
        site.write("bcu.conf", text.replace("awards = (", """awards = (
  { id = "extra-claim"; title = "Extra"; words = "Extra"; holder = "school"; to = "school"; mail = "claim-eligible"; when = ("essentials"); },"""))
        mails = site.once(NEXT)
        check("it is granted: %s" % awards(site, AMY, NEXT), "extra-claim" in awards(site, AMY, NEXT))
        same("and told to nobody", templates(mails, "claim-eligible"), [])
        same("held", site.json("status", now=NEXT)["outbox"]["held"], 1)
        site.did(CHLOE, schools.ESSENTIALS, "2027-06-01", NEXT)
        later = "2027-06-14T09:00:00+01:00"
        letter = one(site.once(later), SAM, "claim-eligible")
        check("who earns it now is told of: " + letter.text, "Chloë" in letter.text and "Amy" not in letter.text)
        site.mentord("outbox", "release", now=later)
        letter = one(site.once("2027-06-14T10:00:00+01:00"), SAM, "claim-eligible")
        check("after the release: " + letter.text, "Amy" in letter.text)


def without_a_contact_it_waits():
    people = [row for row in schools.PEOPLE if row[1] != SAM]
    with Schools(people=people) as site:
        site.once(MORNING)
        site.complete(AMY, "2027-06-01", JUNE)
        same("nobody to tell", templates(site.once(JUNE), "claim-eligible"), [])
        site.mentord("import", site.roster([row for row in schools.PEOPLE if row[1] == SAM], "sam.csv", schools.COLUMNS), now=NEXT)
        one(site.once(NEXT), SAM, "claim-eligible")


def the_allowance_follows_the_years():
    """Twenty hours in 2024-25; then sixteen, and six for who was trained in an earlier year."""
    first = "2024-09-03T09:00:00+01:00"
    with Schools(years=(2024, 2025), since=first) as site:
        site.once("2024-09-04T09:00:00+01:00")
        june = "2025-06-10T09:00:00+01:00"
        site.complete(AMY, "2025-06-01", june)
        letter = one(site.once(june), SAM, "claim-eligible")
        check("in 2024-25: " + letter.text, "20 hours" in letter.text)
        site.once("2025-09-03T09:00:00+01:00")
        june = "2026-06-10T09:00:00+01:00"
        site.complete(AMY, "2026-06-01", june)
        site.complete(CHLOE, "2026-06-01", june)
        text = " ".join(one(site.once(june), SAM, "claim-eligible").text.split())
        check("again: " + text, "6 hours, as a refresher" in text)
        check("for the first time: " + text, "16 hours" in text)
        rows = [schools.claim("A", OAK, "100001", "2025-06-20", "1234567", "Amy Brown", "20"),
                schools.claim("B", OAK, "100001", "2026-06-20", "1234567", "Amy Brown", "16"),
                schools.claim("C", OAK, "100001", "2026-06-20", "1234567", "Amy Brown", "6"),
                schools.claim("D", OAK, "100001", "2026-06-20", "3456789", "Chloë Davies-O’Neill", "16")]
        letter = one(site.claims(OFFICE, rows, "2026-06-22T09:00:00+01:00", "2026-06-22T10:00:00+01:00"), OFFICE, "assurance")
        got = {key: (row["claim_accepted"], row["rejection_reason"]) for key, row in schools.answers(letter.attached(".csv")).items()}
        same("each by its year's rule", [got[key][0] for key in sorted(got)], ["yes", "no", "yes", "yes"])
        check("why: %s" % (got,), "the most for refresher training in 2025-26 is 6" in got[("B", "Amy Brown")][1])


def a_rule_that_ended_is_explained():
    before, after = "2024-10-01T09:00:00+01:00", "2024-11-05T09:00:00+00:00"
    with Schools(years=(2024,), since="2024-09-03T09:00:00+01:00") as site:
        site.once(before)
        ref = site.obligation(AMY, "hours", before)["ref"]
        elsewhere = site.obligation(DAN, "hours-refresher", before)["ref"]
        same("asked", site.obligation(AMY, "hours", before)["state"], "open")
        same("not yet", [one for one in site.json("person", AMY, now=before)["obligations"] if one["requirement"] == "hours-optional"], [])
        site.mentord("record", "attribute", OAK, "track", "full", "--reason", "said so", now="2024-10-20T09:00:00+01:00")
        site.once(after)
        why = site.mentord("why", ref, now=after).out
        check("what was in force: " + why, "This rule was in force until Sunday 3 November 2024" in why)
        check("what came after: " + why, "hours-optional" in why)
        same("what is asked now", site.obligation(AMY, "hours-optional", after)["state"], "open")
        dans = site.mentord("why", elsewhere, now=after).out
        check("the day alone ends it: " + dans, "It is ended" in dans and "in force until Sunday 3 November 2024" in dans)
        why = site.mentord("why", site.obligation(AMY, "hours-optional", after)["ref"], now=after).out
        check("what was before: " + why, "It took the place of \"General mentor training: 20 hours\"" in why)
        september = "2025-09-03T09:00:00+01:00"
        why = site.mentord("why", ref, now=september, code=None).out
        check("history is kept: " + why, "in force until" in why)


def the_optional_track_closes_on_its_day():
    last, after = "2025-08-31T09:00:00+01:00", "2025-09-01T09:00:00+01:00"
    with Schools(years=(2024,), since="2024-09-03T09:00:00+01:00") as site:
        site.once("2024-11-05T09:00:00+00:00")
        site.mentord("record", "attribute", OAK, "track", "full", "--reason", "said so", now="2024-11-06T09:00:00+00:00")
        site.once("2024-11-06T10:00:00+00:00")
        ref = site.obligation(AMY, "hours-optional", last)["ref"]
        site.once(last)
        same("open to its last day", site.obligation(AMY, "hours-optional", last)["state"], "open")
        mails = site.once(after)
        same("nobody is reminded of what is over", [mail.template for mail in mails if mail.to == AMY], [])
        why = site.mentord("why", ref, now=after).out
        check("until when it was open: " + why, "It is ended" in why and "until Sunday 31 August 2025" in why)


def hours_are_attended_and_done():
    with Schools(years=(2024,), since="2024-09-03T09:00:00+01:00") as site:
        site.once("2024-09-04T09:00:00+01:00")
        now = "2024-10-01T09:00:00+01:00"
        site.did(BEN, ("induction-contrasting", "induction-module"), "2024-09-30", now)
        site.mentord("record", "activity", BEN, "refresher", "2024-09-30", "4", "--reason", "seen", now=now)
        site.once(now)
        same("six hours of a refresher", site.obligation(BEN, "hours-refresher", now)["state"], "met")


harness.run([all_of_it_makes_the_schools_claim, who_has_done_part_of_it_is_listed_and_not_claimable,
             one_mail_a_day_for_several, it_stays_the_schools_when_the_mentor_leaves,
             changed_rules_tell_no_school_by_themselves,
             without_a_contact_it_waits, what_the_partnership_holds_goes_to_the_office,
             the_allowance_follows_the_years, a_rule_that_ended_is_explained, the_optional_track_closes_on_its_day, hours_are_attended_and_done])
