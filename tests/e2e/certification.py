# SPDX-License-Identifier: GPL-3.0-or-later
"""A partnership that certifies mentors in four acts, for the tests of approvals and of record sheets: a school with two mentors,
their co-ordinating mentor and the provider's tutor. Tests nothing itself."""
import os

import harness
from harness import fill, one, reply, same

SAM, AMY = "sam.hart@example.sch.uk", "amy.brown@example.sch.uk"
JANE, TOM = "jane.smith@example.sch.uk", "tom.reed@example.ac.uk"
OFFICE = "office@example.ac.uk"
SCHOOL = "Elm Grove Academy"
COLUMNS = ("name", "email", "role", "school", "subject")
PEOPLE = [("Sam Hart", SAM, "mentor", SCHOOL, "Mathematics"), ("Jane Smith", JANE, "pcm", SCHOOL, ""),
          ("Tom Reed", TOM, "link-tutor", SCHOOL, "")]
AMY_TOO = ("Amy Brown", AMY, "mentor", SCHOOL, "English")
START = "2026-10-05T09:30:00+01:00"  # a Monday
REGISTRATION = {"Subject": "Mathematics", "I am": "new to mentoring",
                "I agree to share my data between the providers, to confirm what I have achieved": "Yes"}
CRITERIA = {
    "Recommendation by head teacher or PCM for role due to their quality engagement and high level of professional commitment": "Yes",
    "Pre-entry audit completed": "Yes", "Date of recommendation and audit": "06/10/2026",
    "Knowledge and understanding of process and paperwork for provider (Module 1)": "Yes", "Date of process and paperwork": "12/10/2026",
    "Setting of appropriate timetable for trainee": "Yes",
    "Lesson feedback promotes challenge to trainees, offering support and constructive advice (Module 2)": "Yes",
    "Date of lesson feedback": "13/10/2026", "Joint Observation with provider link tutor (Module 2)": "Yes",
    "All Weekly training meetings and targets signed off": "Yes", "Date of joint observation, meetings and targets": "13/10/2026",
    "Assessment Profile for a training phase completed with trainee": "Yes",
    "Evaluation of training process returned to provider (yes or no)": "Yes", "Date of evaluation": "13/10/2026"}
ENTRY = {"Subject": "Mathematics", "Years of teaching experience": "3", "Post code": "W5 2AB", "Name of PCM": "Jane Smith",
         "PROVIDER support tutor": "Tom Reed", "Date of registration": "05/10/2026", "Date of completion of audit": "06/10/2026",
         "Date of study of Module 1": "12/10/2026", "Date of study of Module 2": "13/10/2026", "Mentor Signature": "S Hart", **CRITERIA}


def year():
    """The shipped year without the other schemes' sessions."""
    text = harness.read(os.path.join(harness.SOURCE, "conf", "year-2026-27.conf"))
    return text[:text.index("sessions")] if "sessions" in text else text


class Certification(harness.Site):
    """The site, with the registration mails of the year's start behind it."""

    def __init__(self, people=PEOPLE, since="2026-10-05T09:00:00+01:00", change=lambda scheme: scheme, **others):
        scheme = change(harness.read(os.path.join(harness.SOURCE, "conf", "schemes", "wltec.conf")))
        super().__init__(people=None, scheme=scheme, year=year(), **others)
        self.mentord("import", self.roster(people, columns=COLUMNS), now=since)

    def state(self, requirement, now, address=SAM):
        return self.obligation(address, requirement, now)["state"]

    def ask(self, address, template, now):
        """The mail of @template to @address, sent by a pass at @now."""
        return one(self.once(now), address, template)

    def take(self, message, received, now):
        """Delivers a mail and reads it; what was sent."""
        self.deliver(message, received)
        return self.once(now)

    def return_form(self, mail, values, now, text="Here it is."):
        """Answers @mail with its form, filled."""
        document = fill(mail.attached(".docx"), values)
        return self.take(reply(mail, text, [("form.docx", document)]), now, now)

    def registered(self, address=SAM):
        """Registration came, and the PCM agreed: the record sheet's mail."""
        invitation = self.ask(address, "registration-invitation", START)
        asked = one(self.return_form(invitation, REGISTRATION, "2026-10-05T10:00:00+01:00"), JANE, "approval-request")
        mails = self.take(reply(asked, "Yes"), "2026-10-05T11:00:00+01:00", "2026-10-05T11:00:00+01:00")
        return one(mails, address, "entry-record-request")

    def sheet(self, values=None):
        """The entry sheet came on 14 October; the mails that it brought about."""
        return self.return_form(self.registered(), dict(ENTRY, **(values or {})), "2026-10-14T10:00:00+01:00")


def case_of(site, kind, now):
    found = [case for case in site.json("review", now=now) if case["kind"] == kind]
    same("cases " + kind, len(found), 1)
    return str(found[0]["id"])


def nobody_gets(mails, *templates):
    same("mails that nobody is to get", [(mail.template, mail.to) for mail in mails if mail.template in templates], [])

