#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everybody is to have exactly one Lead Mentor, and a notice reaches everybody once."""
import harness
import schools
from harness import check, one, same, templates, to
from schools import AMY, BEN, CHLOE, DAN, LEAD, LEAD2, OFFICE, SAM, TESS, MORNING, Schools

OFFICE_ADDRESS = "office@example.ac.uk"
NEXT = "2026-09-04T09:00:00+01:00"


def warnings(site, now):
    return [line for line in site.json("status", now=now)["warnings"] if "Lead Mentor" in line]


def imported(site, rows, now):
    site.mentord("import", site.roster(rows, "leads.csv", schools.COLUMNS), now=now)


def lead(name, address, *covers):
    return (name, address, "lead-mentor", "", "; ".join(covers), "", "", "", "", "")


def who_has_none_or_two_is_said():
    with Schools() as site:
        same("Dan has none", warnings(site, MORNING), ["1 person has no Lead Mentor: Dan Evans"])
        digest = one(site.once(MORNING), OFFICE_ADDRESS, "office-digest")
        check("the office hears: " + digest.text, "Dan Evans" in digest.text)
        same("once", templates(site.once(NEXT), "office-digest"), [])
        imported(site, [lead("Lewis Long", LEAD2, AMY, DAN)], NEXT)
        same("Amy has two", warnings(site, NEXT), ["1 person has more than one Lead Mentor: Amy Brown (Lena Lead and Lewis Long)"])
        rows = site.json("report", "allocation", "--format", "json", now=NEXT)
        check("as a report: %s" % rows, "Amy Brown" in str(rows) and "Dan Evans" not in str(rows))
        later = "2026-09-07T09:00:00+01:00"
        one(site.once(later), OFFICE_ADDRESS, "office-digest")
        imported(site, [lead("Lena Lead", LEAD, BEN, CHLOE)], later)
        same("handed over", warnings(site, later), [])


def what_is_copied_follows_the_hand_over():
    """Reminders of the essentials go to the Lead Mentor in copy: after a hand-over to the new one."""
    with Schools() as site:
        site.once(MORNING)
        imported(site, [lead("Lewis Long", LEAD2, AMY), lead("Lena Lead", LEAD, BEN, CHLOE)], NEXT)
        mails = []
        for day in ("2026-11-02", "2026-11-16", "2026-11-17"):
            mails += site.once(day + "T09:00:00+00:00")
        copied = sorted({(mail.message["To"].split("<")[-1].strip(">"), mail.to) for mail in mails
                         if mail.template in ("essentials-outstanding", "asks") and mail.to in (LEAD, LEAD2)})
        same("in copy", copied, [(AMY, LEAD2), (BEN, LEAD), (CHLOE, LEAD)])


def a_notice_reaches_everybody_once():
    started, before, after = "2024-09-03T09:00:00+01:00", "2024-11-01T09:00:00+00:00", "2024-11-04T09:00:00+00:00"
    everybody = sorted([LEAD, SAM, TESS, AMY, BEN, CHLOE, DAN])
    with Schools(years=(2024,), since=started) as site:
        site.once("2024-09-04T09:00:00+01:00")
        same("not before its day", templates(site.once(before), "mentor-training-update"), [])
        told = templates(site.once(after), "mentor-training-update")
        for day in (5, 6, 7, 8):
            told += templates(site.once("2024-11-0%dT09:00:00+00:00" % day), "mentor-training-update")
        same("once each", sorted(address for _, address in told), everybody)
        joins = "2024-12-02T09:00:00+00:00"
        site.mentord("import", site.roster([("New Mentor", "new@example.org", "mentor", schools.ELM, "", "primary", "main",
                                             "first-time", "", "")], "new.csv", schools.COLUMNS), now=joins)
        told = []
        for day in ("02", "03", "04"):
            told += templates(site.once("2024-12-%sT10:00:00+00:00" % day), "mentor-training-update")
        same("who joins while it is in force", told, [("mentor-training-update", "new@example.org")])
        rows = str(site.json("report", "notices", "--format", "json", now=joins))
        check("who was told: " + rows, "Amy Brown" in rows and "2024-11-0" in rows)


def nobody_gets_two_a_day_and_the_brake_holds():
    started, day = "2024-11-03T12:00:00+00:00", "2024-11-04T09:00:00+00:00"
    with Schools(years=(2024,), since=started, sending="brake = 2;") as site:
        mails = site.once(day)
        for address in {mail.to for mail in mails}:
            asked = [mail for mail in to(mails, address) if mail.template in ("essentials-request", "track-request",
                                                                              "mentor-training-update", "asks")]
            check("%s: %s" % (address, templates(asked)), len({mail.id for mail in asked}) <= 1)
        later = "2024-11-05T09:00:00+00:00"
        sent = templates(site.once(later), "mentor-training-update")
        held = site.json("status", now=later)["outbox"]["held"]
        check("the brake: %d sent, %d held" % (len(sent), held), len(sent) <= 2 and held > 0)


harness.run([who_has_none_or_two_is_said, what_is_copied_follows_the_hand_over, a_notice_reaches_everybody_once,
             nobody_gets_two_a_day_and_the_brake_holds])
