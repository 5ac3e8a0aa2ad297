#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms about somebody else: whom they speak of, and that a confidential one never reaches that person, by whatever way mail
leaves the house. Real documents. Prints TAP."""
import os

import harness
from harness import check, fill, one, read, reply, same, to, workbook, write

TRAINEE, MENTOR, SECOND, TUTOR, MANAGER, COORDINATOR = (name + "@example.org" for name in ("tara", "mina", "sol", "uma", "pam", "ivo"))
PEOPLE = [  # name, email, role, school, covers
    ("Tara Trainee", TRAINEE, "trainee", "", ""), ("Mina Mentor", MENTOR, "mentor", "Oak School", TRAINEE),
    ("Sol Second", SECOND, "mentor", "Oak School", ""), ("Uma Tutor", TUTOR, "tutor", "", TRAINEE),
    ("Pam Manager", MANAGER, "manager", "Oak School", ""), ("Ivo Coordinator", COORDINATOR, "coordinator", "Oak School", ""),
]
COLUMNS = ("name", "email", "role", "school", "covers")
SCHEME = """
scheme = "s"; title = "Example partnership";
roles = ( { id = "trainee"; title = "Trainee"; }, { id = "mentor"; title = "Mentor"; covers = "assigned"; },
          { id = "tutor"; title = "Visiting tutor"; covers = "assigned"; }, { id = "coordinator"; title = "Coordinator"; covers = "school"; },
          { id = "manager"; title = "Manager"; covers = "school"; } );
events = ( { id = "placement"; title = "School placement"; spans = true; for = ("trainee", "mentor", "tutor"); } );
forms = (
  { id = "evaluation"; title = "Evaluation of a mentor"; document = "evaluation.docx"; about = "mentor"; to = "manager"; confidential = true;
    fields = ( { id = "name"; label = "Your name"; type = "text"; }, { id = "about"; label = "Mentor"; type = "person"; },
               { id = "support"; label = "Quality of mentoring"; type = "rating"; scale = 4; required = true; },
               { id = "words"; label = "In your own words"; type = "text"; } ); },
  { id = "yearly"; title = "Evaluation of a tutor"; document = "yearly.docx"; about = "tutor"; to = "manager";
    fields = ( { id = "name"; label = "Your name"; type = "text"; }, { id = "about"; label = "Visiting tutor"; type = "person"; },
               { id = "support"; label = "Quality of support"; type = "rating"; scale = 4; required = true; } ); }
);
requirements = (
  { id = "on-mentor"; of = { role = "trainee"; }; return = "evaluation"; for_each = "placement"; opens = { after = "placement"; };
    due = { working_days = 10; }; send = "placement-form-request";
    remind = ( { working_days = 0; mail = "placement-form-overdue"; cc = "mentor"; }, { working_days = 2; mail = "placement-form-overdue"; to = "mentor"; },
               { working_days = 3; mail = "placement-form-overdue"; to = "manager"; digest = true; } ); },
  { id = "on-tutor"; of = { role = "coordinator"; }; return = "yearly"; for_each = "tutor"; opens = { date = "06-01"; };
    due = { working_days = 10; }; send = "placement-form-request"; }
);
"""
YEAR = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; } );
placements = ( { scheme = "s"; school = "Oak School"; trainee = "%s"; mentor = "%s"; tutor = "%s"; from = "2026-10-05"; to = "2026-12-04"; } );
"""
ASKED, CAME, READ, NEXT = ("2026-12-07T10:00:00+00:00", "2026-12-08T09:50:00+00:00", "2026-12-08T10:00:00+00:00", "2026-12-09T10:00:00+00:00")
WORDS = "she was never there"


class Asked(harness.Site):
    def __init__(self, people=tuple(PEOPLE)):
        super().__init__(people=None, scheme=SCHEME, year=YEAR % (TRAINEE, MENTOR, TUTOR))
        self.mentord("import", self.roster(people, columns=COLUMNS), now="2026-09-02T09:00:00+01:00")

    def __enter__(self):
        self.request = one(self.once(ASKED), TRAINEE, "placement-form-request")
        self.form = self.request.attached(".docx")
        return self

    def answer(self, values=(), message=None, now=READ, came=CAME, **others):
        document = fill(self.form, {"Quality of mentoring": "1", "In your own words": WORDS, **dict(values)})
        self.deliver(message or reply(self.request, "Here it is.", [("evaluation.docx", document)], **others), came)
        return self.once(now)

    def state(self, now=READ):
        return self.obligation(TRAINEE, "on-mentor", now)["state"]

    def kinds(self, now=READ):
        return [case["kind"] for case in self.json("review", now=now)]

    def nothing_reached(self, address):
        """No mail that @address ever got, as recipient or in copy, says anything of it."""
        for mail in self.sent():
            if mail.to != address:
                check("%s is not in copy of %s" % (address, mail.template), address not in "%s %s" % (mail.message["To"], mail.message["Cc"]))
                continue
            everything = mail.raw + mail.text.encode() + b"".join(part.bytes for part in mail.attachments)
            for word in (WORDS, "Tara", "Evaluation of a mentor"):
                check("%s to %s does not say \"%s\"" % (mail.template, address, word), word.encode() not in everything)


def words(mail):
    return " ".join(mail.text.split())


def it_is_prefilled_and_says_that_it_is_confidential():
    with Asked() as site:
        same("the mentor's name stands in it", cell(site.form, "Mentor"), "Mina Mentor")
        check("the mail says so:\n" + site.request.text, "is never shown to Mina Mentor" in words(site.request))
        check("and to whom it goes", "Pam Manager" in site.request.text)


def cell(document, label):
    from io import BytesIO
    for table in harness.need("docx").Document(BytesIO(document)).tables:
        for row in table.rows:
            if row.cells[0].text.strip().rstrip("*:").strip() == label:
                return "".join(text.text or "" for text in row.cells[1]._tc.iter() if text.tag.endswith("}t"))
    raise AssertionError("no row " + label)


def it_reaches_those_it_is_for_and_nobody_else():
    with Asked() as site:
        receipt = one(site.answer(), TRAINEE, "receipt")
        check("its author has it read back", WORDS in receipt.text)
        same("met", site.state(), "met")
        digest = one(site.once(NEXT) + site.sent(), MANAGER, "digest")
        sheet = workbook(digest.attached("answers.xlsx")).active
        check("the answers are in the manager's workbook", any(WORDS in str(c.value) for row in sheet.iter_rows() for c in row))
        for address in (MENTOR, SECOND, COORDINATOR, TUTOR):
            site.nothing_reached(address)
        listed = site.mentord("person", MENTOR, now=NEXT).out
        check("not in their listing:\n" + listed, WORDS not in listed and "Tara" not in listed and "Evaluation" not in listed)


def commands_say_nothing_of_it():
    with Asked() as site:
        site.answer()
        for n, line in enumerate(("send Tara Trainee", "send me Tara's forms", "send me my forms", "why?", "help")):
            site.deliver(write(MENTOR, "A question", line), "2026-12-%02dT09:00:00+00:00" % (9 + n))
            site.once("2026-12-%02dT10:00:00+00:00" % (9 + n))
        for mail in to(site.sent(), MENTOR):
            everything = mail.text + " ".join(part.bytes.decode("latin-1") for part in mail.attachments)
            for word in (WORDS, "Evaluation of a mentor"):
                check("%s does not say \"%s\":\n%s" % (mail.template, word, mail.text), word not in everything)


def a_form_with_nothing_but_the_name_in_it_is_empty():
    with Asked() as site:
        site.deliver(reply(site.request, "Here.", [("evaluation.docx", site.form)]), CAME)
        check("said", "without anything filled in" in one(site.once(READ), TRAINEE, "receipt").text)
        same("open", site.state(), "open")


def reminders_and_escalations_pass_the_mentor_by():
    with Asked() as site:
        for day in range(8, 32):
            site.once("2026-12-%02dT10:00:00+00:00" % day)
        for day in range(4, 16):
            site.once("2027-01-%02dT10:00:00+00:00" % day)
        same("the trainee is reminded", len([mail for mail in site.sent() if mail.to == TRAINEE and mail.template == "placement-form-overdue"]), 1)
        check("the manager hears of it", [mail for mail in site.sent() if mail.to == MANAGER and "Tara Trainee" in mail.text])
        site.nothing_reached(MENTOR)
        check("whom it would have told is nobody: a case", "escalation" in site.kinds("2027-01-15T11:00:00+00:00"))


def a_reader_who_is_spoken_of_is_not_told():
    people = [person if person[1] != MANAGER else ("Mina Mentor", MENTOR, "manager", "Oak School", "") for person in PEOPLE]
    with Asked(people) as site:
        check("the mail names no reader:\n" + site.request.text, "the partnership office" in words(site.request))
        site.answer()
        site.once(NEXT)
        same("met", site.state(), "met")
        site.nothing_reached(MENTOR)


def it_may_not_come_from_who_is_spoken_of():
    with Asked() as site:
        document = fill(site.form, {"Quality of mentoring": "4", "In your own words": "splendid"})
        mails = site.answer(message=write(MENTOR, "Evaluation", "Tara asked me to send this.", [("evaluation.docx", document)]))
        same("a case", site.kinds(), ["about"])
        check("not met", site.state() != "met")
        check("the receipt reads nothing back", all("splendid" not in mail.text and not mail.attachments for mail in to(mails, MENTOR)))


def whoever_sends_it_on_has_nothing_read_back():
    with Asked() as site:
        document = fill(site.form, {"Quality of mentoring": "1", "In your own words": WORDS})
        mails = site.answer(message=write(TUTOR, "Tara's form", "From Tara.", [("evaluation.docx", document)]))
        receipt = one(mails, TUTOR, "receipt")
        check("nothing is read back:\n" + receipt.text, WORDS not in receipt.text and not receipt.attachments)
        same("but it is filed", site.state(), "met")


def it_speaks_of_who_took_part_or_is_a_case():
    with Asked() as site:
        site.answer({"Mentor": "Sol Second"})
        same("a case", site.kinds(), ["about"])
        case = site.json("review", now=READ)[0]
        check("says why: " + case["question"], "took no part" in case["question"])
        said = site.mentord("review", "accept", str(case["id"]), "Mentor=Nobody Atall", now=READ, code=65).err
        check("must be somebody: " + said, "Nobody Atall" in said)
        site.mentord("review", "accept", str(case["id"]), "Mentor=Sol Second", now=READ)
        site.once("2026-12-08T10:10:00+00:00")
        same("the office may say so all the same", site.state("2026-12-08T10:10:00+00:00"), "met")
        site.once(NEXT)
        site.nothing_reached(SECOND)


def a_name_is_read_as_people_write_it():
    with Asked() as site:
        site.answer({"Mentor": "M. Mentor"})
        same("met", (site.state(), site.kinds()), ("met", []))


def typed_into_the_reply_it_is_about_the_same():
    with Asked() as site:
        site.deliver(reply(site.request, "Quality of mentoring: 3"), CAME)
        site.once(READ)
        same("met", (site.state(), site.kinds()), ("met", []))
        site.once(NEXT)
        site.nothing_reached(MENTOR)


def one_for_each_of_those_in_the_role():
    with Asked([*PEOPLE, ("Una Second", "una@example.org", "tutor", "", COORDINATOR)]) as site:
        mails = to(site.once("2027-06-01T10:00:00+01:00"), COORDINATOR, "placement-form-request")
        same("two tutors, two forms", sorted(cell(mail.attached(".docx"), "Visiting tutor") for mail in mails), ["Uma Tutor", "Una Second"])
        document = fill(mails[0].attached(".docx"), {"Quality of support": "3"})
        site.deliver(reply(mails[0], "Here.", [("yearly.docx", document)]), "2027-06-02T09:00:00+01:00")
        site.once("2027-06-02T10:00:00+01:00")
        states = sorted(o["state"] for o in site.json("person", COORDINATOR, now="2027-06-02T11:00:00+01:00")["obligations"])
        same("each by itself", states, ["met", "open"])


def pages_say_nothing_of_it():
    """Of what is confidential the page of whoever covers the sender says no more than their mails."""
    with Asked() as site:
        site.answer()
        site.once(NEXT)
        folder = site.file("public", "pages")
        pages = [read(site.file(folder, name)) for name in os.listdir(folder)]
        mentors = [page for page in pages if "<h1>Mina Mentor</h1>" in page]
        same("pages of the mentor", len(mentors), 1)
        for word in (WORDS, "Evaluation of a mentor"):
            check("the mentor's page does not say " + word, word not in mentors[0])
        check("who is asked knows of it", any("<h1>Tara Trainee</h1>" in page and "Evaluation of a mentor" in page for page in pages))


harness.run([commands_say_nothing_of_it, it_is_prefilled_and_says_that_it_is_confidential, it_reaches_those_it_is_for_and_nobody_else,
             a_form_with_nothing_but_the_name_in_it_is_empty, reminders_and_escalations_pass_the_mentor_by,
             a_reader_who_is_spoken_of_is_not_told, it_may_not_come_from_who_is_spoken_of,
             whoever_sends_it_on_has_nothing_read_back, it_speaks_of_who_took_part_or_is_a_case, a_name_is_read_as_people_write_it,
             typed_into_the_reply_it_is_about_the_same, one_for_each_of_those_in_the_role, pages_say_nothing_of_it])
