#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The funding body's list of claims comes back answered from what is on record, its bytes otherwise as they were."""
import harness
import schools
from harness import check, one, same, workbook
from schools import AMY, BEN, CHLOE, FUNDER, OAK, ELM, OFFICE, MORNING, Schools, answers, claim

JUNE, ASKED, READ = "2027-06-10T09:00:00+01:00", "2027-06-15T09:00:00+01:00", "2027-06-15T10:00:00+01:00"
AMYS = claim("11111111", OAK, "100001", "2027-06-01T10:00:00Z", "1234567", "Amy Brown", "16")


class Complete(Schools):
    """Amy has everything, Ben everything but one meeting, Chloë nothing."""

    def __init__(self, **others):
        super().__init__(**others)
        self.once(MORNING)
        self.complete(AMY, "2027-06-01", JUNE)
        self.did(BEN, schools.ESSENTIALS + ("induction-contrasting", "forum", "research", "refresher", "reflection", "coaching"),
                 "2027-06-01", JUNE)
        self.once(JUNE)

    def answered(self, rows, **others):
        mails = self.claims(OFFICE, rows, ASKED, READ, **others)
        return one(mails, OFFICE, "assurance")


def cells(letter, reference, name):
    row = answers(letter.attached(".csv"))[(reference, name)]
    return row["claim_accepted"], row["rejection_reason"]


def each_row_is_answered_with_its_reason():
    rows = [AMYS,
            claim("22222222", OAK, "100001", "2027-06-01", "2345678", "Ben Clark", "20"),
            claim("33333333", OAK, "100001", "2027-06-01", "9999999", "Nobody Known", "16"),
            claim("44444444", ELM, "100002", "2027-06-01", "3456789", "Chloë Davies-O’Neill", "16")]
    with Complete() as site:
        letter = site.answered(rows)
        same("Amy", cells(letter, "11111111", "Amy Brown"), ("yes", ""))
        said, why = cells(letter, "22222222", "Ben Clark")
        same("Ben", said, "no")
        check("what lacks: " + why, "Sharing best practice meeting" in why and "2 hours on record" in why)
        said, why = cells(letter, "33333333", "Nobody Known")
        check("a stranger: " + why, said == "no" and "not known to us" in why)
        said, why = cells(letter, "44444444", "Chloë Davies-O’Neill")
        check("nothing on record: " + why, said == "no" and "0 hours on record" in why)
        text = " ".join(letter.text.split())
        check("differences first: " + text, text.index("Ben Clark") < text.index("evidence that we lack"))
        check("a plain yes needs no words: " + text, "Amy Brown" not in text)
        check("counts: " + letter.subject, "3 no, 0 left open, 1 yes" in letter.subject)
        same("no receipt beside it", harness.templates(site.sent(), "receipt"), [])


def every_other_byte_stays():
    rows = [AMYS, claim("22222222", OAK, "100001", "2027-06-01", "2345678", "Ben Clark", "20")]
    line = ",".join(AMYS)
    awkward = ("\ufeff" + ",".join(schools.HEADER) + "\r\n" + line.replace(OAK, '"Oakfield ""Primary"", School"') + "\r\n" +
               ",".join(rows[1]) + ',,"=1+1 is kept"\r\n,,,,\r\n\r\n').encode("utf-8")
    with Complete() as site:
        letter = site.answered(rows, raw=awkward)
        got = letter.attached(".csv")
        lines = got.split(b"\r\n")
        before = awkward.split(b"\r\n")
        same("the header and its mark", lines[0], before[0])
        same("a row that had no cells for it", lines[1], before[1] + b",yes,")
        check("a reason is text: %r" % lines[2], lines[2].startswith(before[2].rsplit(b",,", 1)[0] + b',no,"not complete'))
        same("what is no row", lines[3:], before[3:])


def an_old_code_page_stays():
    raw = (",".join(schools.HEADER) + "\n" + ",".join(claim("44444444", OAK, "100001", "2027-06-01", "3456789", "Zoë Named", "16")) +
           "\n").encode("cp1252")
    with Complete() as site:
        got = site.answered([], raw=raw).attached(".csv")
        check("its bytes: %r" % got, got.startswith(raw[:-1]) and "Zoë Named".encode("cp1252") in got)


def names_and_numbers_that_disagree_are_left_open():
    rows = [claim("1", OAK, "100001", "2027-06-01", "1234567", "Ben Clark", "16"),          # Amy's number, Ben's name
            claim("2", OAK, "100001", "2027-06-01", "1234567", "Amelia Married", "16"),     # the register's name
            claim("3", OAK, "100001", "2027-06-01", "7777777", "Amy Brown", "16")]          # another number than on record
    with Complete() as site:
        letter = site.answered(rows)
        same("two people", cells(letter, "1", "Ben Clark"), ("", ""))
        check("said: " + letter.text, "is that of Amy Brown on our records, the name that of Ben Clark" in " ".join(letter.text.split()))
        same("another name", cells(letter, "2", "Amelia Married"), ("yes", ""))
        check("said: " + letter.text, "our records call this mentor Amy Brown" in " ".join(letter.text.split()))
        same("another number", cells(letter, "3", "Amy Brown"), ("", ""))


def hours_are_whole_and_within_what_remains():
    rows = [claim("1", OAK, "100001", "2027-06-01", "1234567", "Amy Brown", "10"),
            claim("2", OAK, "100001", "2027-06-01", "1234567", "Amy Brown", "10"),
            claim("3", OAK, "100001", "2027-06-01", "1234567", "Amy Brown", "5.5"),
            claim("4", OAK, "100001", "2027-06-01", "1234567", "Amy Brown", "0"),
            claim("5", OAK, "100001", "2027-06-01", "1234567", "Amy Brown", "17")]
    with Complete() as site:
        for _ in range(2):  # the same list again is answered the same
            letter = site.answered(rows)
            same("ten of sixteen", cells(letter, "1", "Amy Brown")[0], "yes")
            said, why = cells(letter, "2", "Amy Brown")
            check("ten more: " + why, said == "no" and "of the 16 for initial training in 2026-27, 10 were claimed before" in why)
            for reference in ("3", "4"):
                said, why = cells(letter, reference, "Amy Brown")
                check("no whole hours: " + why, said == "no" and "no whole number" in why)
            same("more than there is", cells(letter, "5", "Amy Brown")[0], "no")


def a_claim_without_a_reference_is_no_second_yes():
    with Complete() as site:
        blank = [claim("", OAK, "100001", "2027-06-01", "1234567", "Amy Brown", "16")]
        same("nobody could tell it from another", cells(site.answered(blank), "", "Amy Brown")[0], "")
        same("with one", cells(site.answered([AMYS]), "11111111", "Amy Brown")[0], "yes")


def the_school_that_claims_is_the_one_that_earned_it():
    with Complete() as site:
        letter = site.answered([claim("1", ELM, "100002", "2027-06-01", "1234567", "Amy Brown", "16"),
                                claim("2", "Oakfield Prim. Sch.", "555555", "2027-06-01", "1234567", "Amy Brown", "16")])
        said, why = cells(letter, "1", "Amy Brown")
        check("another school: " + why, said == "no" and "Oakfield Primary School" in why)
        same("a school that we know by another name", cells(letter, "2", "Amy Brown")[0], "yes")
        check("said: " + letter.text, "no school called Oakfield Prim. Sch." in " ".join(letter.text.split()))


def evidence_stands_in_a_workbook():
    with Complete() as site:
        letter = site.answered([AMYS, claim("2", OAK, "100001", "2027-06-01", "2345678", "Ben Clark", "20")])
        book = workbook(letter.attached("evidence.xlsx"))
        words = {sheet.title: [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()] for sheet in book}
        flat = {name: " ".join(cell for row in rows for cell in row) for name, rows in words.items()}
        everything = " ".join(flat.values())
        check("sheets: %s" % list(flat), len(flat) >= 3)
        check("who says so: " + everything[:2000], "office: seen on the platform" in everything)
        check("hours not stated: " + everything[:2000], "not stated" in everything)
        answered = next(rows for rows in words.values() if any("Hours claimed" in row for row in rows))
        verdicts = [row for row in answered if "no" in row or "yes" in row]
        check("differences first: %s" % verdicts, "no" in verdicts[0] and "yes" in verdicts[1])


def only_who_may_is_answered():
    with Complete() as site:
        same("a mentor", harness.templates(site.claims(AMY, [AMYS], ASKED, READ), "assurance"), [])
        mails = site.claims(FUNDER, [AMYS], ASKED, READ)
        one(mails, FUNDER, "assurance")
        mails = site.claims(OFFICE, [AMYS], ASKED, READ, authentic=False)
        same("nothing vouches for it", harness.templates(mails, "assurance"), [])
        same("cases", site.json("status", now=READ)["cases"], 2)
        number = [line for line in site.mentord("review", now=READ).out.splitlines() if OFFICE in line][0].split()[0]
        site.mentord("review", "accept", number.strip("#:"), now=READ)
        one(site.once(READ), OFFICE, "assurance")


def a_list_typed_anew_in_a_workbook_is_answered_too():
    from io import BytesIO
    openpyxl = harness.need("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(schools.HEADER)
    book.active.append(AMYS)
    out = BytesIO()
    book.save(out)
    with Complete() as site:
        letter = site.answered([], raw=out.getvalue(), name="claims.xlsx")
        row = answers(letter.attached(".csv"))[("11111111", "Amy Brown")]
        same("Amy", row["claim_accepted"], "yes")
        check("said: " + letter.text, "written anew" in letter.text)


harness.run([each_row_is_answered_with_its_reason, every_other_byte_stays, an_old_code_page_stays,
             names_and_numbers_that_disagree_are_left_open, hours_are_whole_and_within_what_remains,
             a_claim_without_a_reference_is_no_second_yes,
             the_school_that_claims_is_the_one_that_earned_it, evidence_stands_in_a_workbook, only_who_may_is_answered,
             a_list_typed_anew_in_a_workbook_is_answered_too])
