#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lead Mentors and placements: the review of a mentor with its outcome, weekly meetings, and what is advised before a placement."""
import harness
import schools
from harness import check, fill, one, reply, same, templates, to
from schools import AMY, BEN, LEAD, OAK, MORNING, Schools

TIM = "tim@example.ac.uk"
PLACED = "trainee,from,to,mentor,school,event\n%s,2026-11-02,2026-12-11,%s,%s,placement\n"


class Placed(Schools):
    """Ben's contrasting placement of six weeks, with Tim."""

    def __init__(self, mentor=BEN):
        super().__init__()
        trainee = [("Tim Teach", TIM, "trainee", OAK, "", "primary", "", "", "", "")]
        self.mentord("import", self.roster(trainee, "trainees.csv", schools.COLUMNS), now=MORNING)
        self.mentord("import", self.write("placements.csv", PLACED % (TIM, mentor, OAK)), now=MORNING)
        self.once(MORNING)


def the_review_is_offered_and_its_outcome_recorded():
    with Schools() as site:
        site.once(MORNING)
        site.mentord("record", "attribute", OAK, "track", "full", "--reason", "by telephone", now=MORNING)
        spring = "2027-01-06T09:00:00+00:00"
        invitation = one(site.once(spring), AMY, "review-invitation")
        check("with whom: " + invitation.text, "Lena Lead" in invitation.text)
        same("schools without it", to(site.sent(), schools.DAN, "review-invitation"), [])
        note = fill(invitation.attached(".docx"), {"Date of the review": "20/01/2027", "What came of it": "More questions, fewer answers"})
        site.deliver(reply(invitation, "We met.", [("review.docx", note)]), "2027-01-21T09:00:00+00:00")
        read = "2027-01-21T10:00:00+00:00"
        site.once(read)
        same("recorded", site.obligation(AMY, "coaching", read)["state"], "met")
        check("on its day", "2027-01-20" in site.obligation(AMY, "coaching", read)["evidence"])
        digest = one(site.once("2027-01-22T09:00:00+00:00") + site.sent(), LEAD, "digest")
        check("the Lead Mentor hears: " + digest.text, "Amy Brown" in digest.text)


def a_note_on_quality_comes_back_each_term():
    with Schools() as site:
        note = one(site.once(MORNING), LEAD, "quality-note-request")
        filled = fill(note.attached(".docx"), {"Student teachers' experience of mentoring this term": "Steady; two want more feedback"})
        site.deliver(reply(note, "Here.", [("note.docx", filled)]), "2026-12-10T09:00:00+00:00")
        receipt = one(site.once("2026-12-10T10:00:00+00:00"), LEAD, "receipt")
        check("taken: " + receipt.text, "Steady" in receipt.text)
        states = {term: site.obligation(LEAD, "quality-note", "2026-12-10T10:00:00+00:00", instance='"instance": "%s"' % term)["state"]
                  for term in ("autumn", "spring")}
        same("this term's and the next", states, {"autumn": "met", "spring": "upcoming"})
        one(site.once("2027-01-06T09:00:00+00:00"), LEAD, "quality-note-request")


def weeks_without_a_meeting_are_listed():
    with Placed() as site:
        for day in ("2026-11-04", "2026-11-11", "2026-11-25"):
            site.mentord("record", "activity", BEN, "weekly-meeting", day, "--reason", "log", now="2026-11-26T09:00:00+00:00")
        now = "2026-12-07T09:00:00+00:00"
        [row] = site.json("report", "weekly-meetings", "--format", "json", now=now)["tables"][0]["rows"]
        same("whose, and the weeks that lack", row[1:], ["Ben Clark", "5", "3", "2", "16/11/2026, 30/11/2026"])
        same("it is no training", site.json("person", BEN, now=now)["hours"], 0.0)


def before_a_contrasting_placement_there_is_advice():
    with Placed() as site:
        same("not yet", templates(site.once("2026-10-16T09:00:00+01:00"), "session-plans-note"), [])
        note = one(site.once("2026-10-19T09:00:00+01:00"), BEN, "session-plans-note")
        same("nobody else", len(templates(site.sent(), "session-plans-note")), 1)
        site.deliver(reply(note, "done"), "2026-10-20T09:00:00+01:00")
        site.once("2026-10-20T10:00:00+01:00")
        same("met", site.obligation(BEN, "session-plans", "2026-10-20T10:00:00+01:00")["state"], "met")
    with Placed(mentor=AMY) as site:
        same("main placements have none", templates(site.once("2026-10-19T09:00:00+01:00"), "session-plans-note"), [])


harness.run([the_review_is_offered_and_its_outcome_recorded, a_note_on_quality_comes_back_each_term, weeks_without_a_meeting_are_listed,
             before_a_contrasting_placement_there_is_advice])
