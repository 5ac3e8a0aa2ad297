#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is there, who is missing, whose address cannot be right, and how far each one is. Prints TAP."""
import harness
from harness import check, fill, one, reply, same

AMY, BEN = "amy.brown@example.sch.uk", "ben.clark@example.sch.uk"
NOW = "2026-09-03T09:00:00+01:00"
ASKED = "2026-10-08T12:00:00+01:00"
READ = "2026-10-09T10:00:00+01:00"


def warned(site, words, now=NOW):
    warnings = site.json("status", now=now)["warnings"]
    return [one for one in warnings if words in one]


def everything_in_order_is_silent():
    with harness.Site() as site:
        same("warnings", site.json("status", now=NOW)["warnings"], [])


def a_leads_misprinted_address_is_said_by_import_status_and_digest():
    people = [("Helen Okafor", "ellen.okafor@example.ac.uk", *harness.PEOPLE[0][2:]), *harness.PEOPLE[1:]]
    with harness.Site(people=()) as site:
        said = site.mentord("import", site.roster(people), now=NOW).out
        check("the import: " + said, "ellen.okafor@example.ac.uk is the address of Helen Okafor" in said)
        check("the status", warned(site, "ellen.okafor@example.ac.uk is the address of Helen Okafor"))
        site.deliver(harness.write(BEN, "A question", "Where do I park?"), NOW)
        digest = " ".join(one(site.once(NOW), "office@example.ac.uk", "office-digest").text.split())
        check("the office's digest: " + digest, "ellen.okafor@example.ac.uk is the address of Helen Okafor" in digest)


def names_are_not_doubted_for_nothing():
    others = [("Benjamin Clark", "ben.clark@example.org"), ("Dr Anne-Marie Smith", "am.smith@example.org"), ("Chloë Davies", "c.davies@example.org"),
              ("Smith, John", "john.smith@example.org"), ("Mary Jones", "office@example.org"), ("Zoë Ó Briain", "zoe.briain@example.org")]
    people = harness.PEOPLE + [(name, address, "mentor", "Oakfield Primary School", "primary", "pgce", "") for name, address in others]
    with harness.Site(people=people) as site:
        same("warnings", site.json("status", now=NOW)["warnings"], [])


def a_phase_without_a_lead_and_a_school_without_a_lead_mentor():
    people = harness.PEOPLE + [("Gus Ives", "gus.ives@example.org", "mentor", "Ash College", "post-16", "pgce", "")]
    with harness.Site(people=people) as site:
        check("the phase: %s" % site.json("status", now=NOW)["warnings"], warned(site, "Strategic Lead for Partnerships for phase post-16"))
        check("the school", warned(site, "Ash College has no Lead Mentor"))


def mail_to_a_lead_that_comes_back_is_loud():
    with harness.Site() as site:
        import sqlite3
        database = sqlite3.connect(site.file("mentord.db"))
        database.execute("UPDATE address SET bounced = 1 WHERE address = ?", (harness.SECONDARY,))
        database.commit()
        database.close()
        check("loud", warned(site, "MAIL TO Mark Toye, Strategic Lead for Partnerships, COMES BACK"))


def an_undergraduate_mentor_has_the_one_event_of_the_cohort():
    columns = harness.COLUMNS + ("cohort",)
    people = [(*row, "") for row in harness.PEOPLE if row[0] != "Ben Clark"] + [
        ("Ben Clark", BEN, "mentor", "Oakfield Primary School", "primary", "undergraduate", "", "Year 2"),
        ("Cal Dyer", "cal.dyer@example.sch.uk", "mentor", "Oakfield Primary School", "primary", "undergraduate", "", "Year 3")]
    year = harness.read(harness.os.path.join(harness.SOURCE, "conf", "year-2026-27.conf")).replace(
        "sessions = (", 'sessions = (\n  { scheme = "bcu"; event = "core"; term = "spring"; phase = "primary"; cohort = "Year 2"; start = "2027-01-18T16:00"; '
        'minutes = 120; place = "Year 2 room"; },\n  { scheme = "bcu"; event = "core"; term = "spring"; phase = "primary"; cohort = "Year 3"; '
        'start = "2027-02-15T16:00"; minutes = 120; place = "Year 3 room"; },')
    with harness.Site(people=(), year=year) as site:
        site.mentord("import", site.roster(people, columns=columns), now=NOW)
        invited = site.once("2026-09-22T10:00:00+01:00")
        for address, own, other in ((BEN, "Year 2 room", "Year 3 room"), ("cal.dyer@example.sch.uk", "Year 3 room", "Year 2 room")):
            dates = one(invited, address, "core-invitation").text
            check("their own cohort's: " + dates, own in dates and other not in dates)
            same("one core event in all", [x["requirement"] for x in site.json("person", address, now=NOW)["obligations"]
                                           if x["requirement"].startswith("core")], ["core-undergraduate"])
        site.mentord("record", "attendance", BEN, "core", "2027-01-18", "--reason", "sign-in list", now="2027-01-22T10:00:00+00:00")
        same("which is enough", site.obligation(BEN, "core-undergraduate", "2027-01-22T10:00:00+00:00")["state"], "met")


def from_listed_to_complete():
    with harness.Site() as site:
        requests = {mail.to: mail for mail in site.once(ASKED) if mail.template == "tracker-request"}
        progress = site.json("person", AMY, now=ASKED)["progress"][0]
        same("listed", (progress["stage"], progress["done"], progress["of"], progress["complete"]), ("listed", 0, 7, False))
        same("all are", site.json("status", now=ASKED)["progress"], {"listed": 6, "under way": 0, "complete": 0})
        site.deliver(reply(requests[AMY], "", [("t.docx", fill(requests[AMY].attached(".docx"), harness.TRACKER))]), READ)
        site.mentord("record", "attendance", AMY, "core", "2026-10-08", "--reason", "sign-in list", now=READ)
        site.mentord("record", "attendance", AMY, "drop-in", "2026-10-09", "--reason", "sign-in list", now=READ)
        site.once(READ)
        progress = site.json("person", AMY, now=READ)["progress"][0]
        same("the tracker is in", (progress["stage"], progress["done"]), ("BCU Mentor Tracker", 3))
        check("in words", "bcu: BCU Mentor Tracker (3 of 7); next: Core Mentor Training, spring" in site.mentord("person", AMY, now=READ).out)
        check("at the school too", "bcu: BCU Mentor Tracker (3 of 7)" in site.mentord("school", "Oakfield Primary School", now=READ).out)
        for day in ("2027-01-19", "2027-05-11"):
            site.mentord("record", "attendance", AMY, "core", day, "--reason", "sign-in list", now="2027-06-01T10:00:00+01:00")
        progress = site.json("person", AMY, now="2027-06-01T10:00:00+01:00")["progress"][0]
        same("half of the drop-ins", (progress["done"], progress["next"]), (5, "Mentor drop-in session, 1 of 2"))
        site.mentord("record", "attendance", AMY, "drop-in", "2027-05-12", "--reason", "sign-in list", now="2027-06-01T10:00:00+01:00")
        asked = one(site.once("2027-06-15T10:00:00+01:00"), AMY, "evaluation-request")
        site.deliver(reply(asked, "", [("e.docx", fill(asked.attached(".docx"), {"Impact of training and support on my mentoring": "4", "Comments": "Good"}))]),
                     "2027-06-16T10:00:00+01:00")
        site.once("2027-06-16T10:00:00+01:00")
        progress = site.json("person", AMY, now="2027-06-16T10:00:00+01:00")["progress"][0]
        same("complete", (progress["stage"], progress["complete"], progress["next"]), ("complete", True, None))
        same("one is", site.json("status", now="2027-06-16T10:00:00+01:00")["progress"]["complete"], 1)


harness.run([everything_in_order_is_silent, a_leads_misprinted_address_is_said_by_import_status_and_digest, names_are_not_doubted_for_nothing,
             a_phase_without_a_lead_and_a_school_without_a_lead_mentor, mail_to_a_lead_that_comes_back_is_loud,
             an_undergraduate_mentor_has_the_one_event_of_the_cohort, from_listed_to_complete])
