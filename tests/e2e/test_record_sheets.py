#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Both record sheets, end to end: the ones that are drawn, and the office's own with doubled cells and cells without a date.
Prints TAP."""
import harness
from certification import JANE, SAM, SCHOOL, Certification, nobody_gets
from harness import check, office_converts, one, pdf_text, reply, same, to

CAME = "2026-10-14T10:00:00+01:00"
A = ("Recommendation by head teacher or PCM for role due to their quality engagement and high level of professional commitment\n"
     "Pre – entry audit completed")
E = "Joint Observation with provider link tutor\nAll Weekly training meetings and targets signed off"
CELLS = ((A, "", "06/10/2026"), ("Knowledge and understanding of process and paperwork for provider", "Module 1", "12/10/2026"),
         ("Setting of appropriate timetable for trainee", "", None),
         ("Lesson feedback promotes challenge to trainees, offering support and constructive advice", "Module 2", "13/10/2026"),
         (E, "Module 2", "13/10/2026"), ("Assessment Profile for a training phase completed with trainee", "", None),
         ("Evaluation of training process returned to provider", "", "13/10/2026"))


def own_sheet(**changes):
    """The document's own record sheet as a .docx: two tables of facts, and the table of criteria."""
    docx = harness.need("docx")
    from io import BytesIO
    said = {"name": "Sam Hart, Mathematics", "school": SCHOOL + ", W5 2AB", "achieved": {}, "dates": {}, **changes}
    sheet = docx.Document()
    sheet.add_heading("Entry Level Record sheet for Mentors and Professional Co-ordinating Mentors (PCM)")

    def table(columns, rows):
        made = sheet.add_table(rows=0, cols=columns)
        for row in rows:
            for cell, text in zip(made.add_row().cells, row):
                cell.text = text
        sheet.add_paragraph("")

    table(2, [("Name of mentor and subject", said["name"]), ("Email (please print clearly)", SAM), ("Years of teaching experience", "3")])
    table(3, [("School and Post Code", said["school"], ""), ("Name of PCM", "Jane Smith", ""), ("PROVIDER support tutor", "Tom Reed", ""),
              ("Date of registration", "05/10/2026", "Mentor Signature: S Hart"), ("Date of completion of audit", "06/10/2026", ""),
              ("Date of study of Module 1", "12/10/2026", ""), ("Date of study of Module 2", "13/10/2026", ""),
              ("", "PCM Approval", "Signature: J Smith"), ("", "Provider Tutor Approval", "Signature:"),
              ("Completion date and issuing of Entry Level certificate:", "", ""), ("Partnership office", "", "")])
    rows = [("Criteria", "", "Achieved Yes/No")]
    for label, module, day in CELLS:
        answer = said["achieved"].get(label, "Yes")
        rows.append((label, module, answer if day is None else "%s\nDate: %s" % (answer, said["dates"].get(label, day))))
    table(3, rows)
    out = BytesIO()
    sheet.save(out)
    return out.getvalue()


def come(site, document):
    return site.take(reply(site.registered(), "My sheet.", [("Entry record sheet.docx", document)]), CAME, CAME)


def the_offices_own_sheet_reads_right():
    with Certification() as site:
        mails = come(site, own_sheet())
        same("its state", site.state("entry-record", CAME), "met")
        text = " ".join(one(mails, JANE, "approval-request").text.split())
        for words in ("Name of mentor: Sam Hart Subject: Mathematics", "School: Elm Grove Academy Post code: W5 2AB",
                      "Pre-entry audit completed: Yes", "professional commitment: Yes",
                      "Date of recommendation and audit: Tuesday 6 October 2026", "paperwork for provider (Module 1): Yes",
                      "Date of process and paperwork: Monday 12 October 2026", "Setting of appropriate timetable for trainee: Yes",
                      "link tutor (Module 2): Yes", "All Weekly training meetings and targets signed off: Yes",
                      "Date of joint observation, meetings and targets: Tuesday 13 October 2026", "phase completed with trainee: Yes"):
            check("%s: %s" % (words, text), words in text)


def one_no_in_a_doubled_cell_holds_both_up():
    with Certification() as site:
        mails = come(site, own_sheet(achieved={E: "No"}))
        nobody_gets(mails, "approval-request")
        check("not met", site.state("entry-record", CAME) != "met")
        receipt = " ".join(one(mails, SAM, "receipt").text.split())
        for label in ("Joint Observation with provider link tutor", "All Weekly training meetings"):
            check("%s is named: %s" % (label, receipt), label in receipt)


def a_missing_date_is_asked_for_and_a_dateless_cell_is_not():
    with Certification() as site:
        mails = come(site, own_sheet(dates={A: ""}))
        nobody_gets(mails, "approval-request")
        receipt = one(mails, SAM, "receipt")
        text = " ".join(receipt.text.split())
        check("the date that is missing: " + text, "Date of recommendation and audit" in text)
        later = site.take(reply(receipt, "Date of recommendation and audit: 6 October 2026"), "2026-10-15T10:00:00+01:00",
                          "2026-10-15T10:00:00+01:00")
        one(later, JANE, "approval-request")


def dates_out_of_order_are_said():
    with Certification() as site:
        mails = site.sheet({"Date of study of Module 2": "01/10/2026"})
        nobody_gets(mails, "approval-request")
        check("not met", site.state("entry-record", CAME) != "met")


def prior_experience_is_the_pcms_to_decide():
    prior = {"I ask for my prior experience of mentoring to be taken in place of the activities": "Yes",
             "Setting of appropriate timetable for trainee": "No", "Joint Observation with provider link tutor (Module 2)": "No"}
    with Certification() as site:
        request = one(site.sheet(prior), JANE, "approval-request")
        check("what she decides: " + request.text, "prior experience of mentoring in place" in " ".join(request.text.split()))
        same("the sheet", site.state("entry-record", CAME), "met")
        same("her ref", request.refs, [site.obligation(SAM, "entry-prior", CAME)["ref"]])
        mails = site.take(reply(request, "Yes"), CAME, CAME)
        more = site.once("2026-10-15T09:30:00+01:00")
        same("then the approval itself", one(mails + more, JANE, "approval-request").refs,
             [site.obligation(SAM, "entry-pcm", "2026-10-15T10:00:00+01:00")["ref"]])
    with Certification() as site:
        mails = site.sheet(dict(prior, **{"Knowledge and understanding of process and paperwork for provider (Module 1)": "No"}))
        nobody_gets(mails, "approval-request")  # modules are not waived


MASTERY = {"Subject department": "Mathematics", "Post code": "W5 2AB", "Name of PCM": "Jane Smith", "Provider support tutor": "Tom Reed",
           "Date of submission of evidence": "05/11/2026", "Date of review of audit": "05/11/2026", "Module 3": "01/10/2026",
           "Module 4": "02/10/2026", "Module 5": "05/10/2026", "Module 6": "06/10/2026",
           "Lesson observation with feedback and target setting, observed by the PCM on": "20/10/2026"}


def evidence(labels):
    return {label: ("Because it shows in what we do." if ":" not in label else "a conversation with Jane Smith, %d October 2026" % n)
            for n, label in enumerate(labels, 1)}


def mastery_takes_a_year_a_standing_and_three_pieces():
    with Certification(since="2025-10-05T09:00:00+01:00") as site:
        at = "2026-11-05T10:00:00+00:00"
        invitation = site.ask(SAM, "mastery-invitation", "2026-11-05T09:30:00+00:00")
        docx = harness.need("docx")
        from io import BytesIO
        labels = [row.cells[0].text.strip().rstrip("*:").strip() for table in docx.Document(BytesIO(invitation.attached(".docx"))).tables
                  for row in table.rows]
        pieces = [label for label in labels if label.startswith("ST ")]
        check("boxes for rationale and three pieces of each standard: %s" % pieces, len(pieces) == 16)
        mails = site.return_form(invitation, dict(MASTERY, **evidence(pieces)), at)
        standing = one(mails, "office@example.ac.uk", "approval-request")
        check("what the office decides: " + standing.text, "proven record of experience" in " ".join(standing.text.split()))
        nobody_gets(to(mails, JANE), "approval-request")
        said = write_office(standing, "Yes")
        pcm = one(site.take(said, at, at), JANE, "approval-request")
        tutor = one(site.take(reply(pcm, "Yes, I confirm"), at, at), "tom.reed@example.ac.uk", "approval-request")
        certificate = one(site.take(reply(tutor, "Agreed"), at, at), SAM, "certificate")
        check("Mastery: " + certificate.text, "Being a successful mentor" in certificate.text)


def each_standard_lists_what_it_asks_for():
    with Certification(since="2025-10-05T09:00:00+01:00") as site:
        invitation = site.ask(SAM, "mastery-invitation", "2026-11-05T09:30:00+00:00")
        paper = " ".join(pdf_text(office_converts(invitation.attached(".docx"), "docx", "pdf")).split())
        asked = ("ST 1", "Personal qualities. Establish trusting relationships", "– be approachable, make time for the trainee",
                 "– use appropriate challenge to encourage the trainee", "Teaching. Support trainees", "Professionalism. Set high expectations",
                 "Self-development and working in partnership. Continue to develop")
        for words in asked:
            check("the sheet has \"%s\": %s" % (words, paper), words in paper)
        places = [paper.index(words) for words in asked[1:]]
        same("in the order of the standards", places, sorted(places))


def write_office(mail, text):
    return harness.write("office@example.ac.uk", "Re: " + mail.subject, text, answers=mail)


def mastery_before_a_year_is_not_open():
    with Certification() as site:
        nobody_gets(site.once("2026-11-05T09:30:00+00:00"), "mastery-invitation")
        same("the year", site.state("a-year", "2026-11-05T09:30:00+00:00"), "open")


harness.run([the_offices_own_sheet_reads_right, one_no_in_a_doubled_cell_holds_both_up,
             a_missing_date_is_asked_for_and_a_dateless_cell_is_not, dates_out_of_order_are_said,
             prior_experience_is_the_pcms_to_decide, mastery_takes_a_year_a_standing_and_three_pieces,
             each_standard_lists_what_it_asks_for, mastery_before_a_year_is_not_open])
