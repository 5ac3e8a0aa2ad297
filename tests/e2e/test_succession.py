#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People come, go and take each other's place during the year: what was owed passes on, what was done stays. Prints TAP."""
import datetime

import harness
from harness import check, fill, header_row, one, reply, same, templates, to, workbook, write

AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
FIONA = "fiona.grant@example.sch.uk"
LIST_ASKED = "2026-09-03T09:00:00+01:00"
ASKED = "2026-10-08T12:00:00+01:00"
CHANGED = "2026-10-14T10:00:00+01:00"
SOON = "2026-10-15T10:00:00+01:00"
FEBRUARY = "2027-02-01T10:00:00+00:00"
OAKFIELD = "Oakfield Primary School"


class Site(harness.Site):
    """The list was asked for in September, the trackers after the event in October."""

    def __enter__(self):
        self.list = one(self.once(LIST_ASKED), PRIYA, "mentor-details-request")
        mails = self.once(ASKED)
        self.trackers = {mail.to: mail for mail in mails if mail.template == "tracker-request"}
        self.attendance = one(mails, PRIYA, "attendance-request")
        return self

    def book(self, without=(), joined=()):
        """The list without some people, and with those who join: {column: value}."""
        book = workbook(self.list.attached(".xlsx"))
        sheet = book.active
        header, columns = header_row(sheet, "Full name")
        names = {label.rstrip("* "): column for label, column in columns.items()}
        for row in range(header + 1, sheet.max_row + 1):
            if sheet.cell(row, names["Full name"]).value in without:
                for column in names.values():
                    sheet.cell(row, column).value = None
        row = header + 1
        for person in joined:
            while sheet.cell(row, names["Full name"]).value:
                row += 1
            for label, value in person.items():
                sheet.cell(row, names[label]).value = value
        return harness.saved(book)

    def change(self, now=CHANGED, **others):
        self.deliver(reply(self.list, "Changes.", [("mentors.xlsx", self.book(**others))], sender=PRIYA), now)
        return self.once(now)

    def says(self, sender, text, now=CHANGED):
        self.deliver(write(sender, "Our mentors", text), now)
        return self.once(now)

    def role(self, address, now=CHANGED):
        return [(role["role"], role["school"], role["since"], role["until"]) for role in self.json("person", address, now=now)["roles"]]

    def states(self, address, now, requirement=None):
        person = self.json("person", address, now=now)
        return {one["requirement"] + (" " + one["instance"] if one["instance"] else ""): one["state"]
                for one in person["obligations"] + person["ended"] if requirement in (None, one["requirement"])}


def joins(**others):
    return {"Full name": "Fiona Grant", "Email address": FIONA, **others}


def what_was_owed_passes_to_the_replacement_and_history_does_not():
    with Site() as site:
        site.mentord("record", "attendance", BEN, "core", "2026-10-06", "--reason", "sign-in list", now=ASKED)
        receipt = one(site.change(without=["Ben Clark"], joined=[joins(**{"Replaces (who has left)": "Ben Clark"})]), PRIYA, "receipt")
        check("the receipt says who replaces whom: " + receipt.text, "replaces Ben Clark" in receipt.text)
        same("Ben's role ended", site.role(BEN)[0][3], "2026-10-13")
        same("Ben's states", (site.states(BEN, CHANGED)["tracker"], site.states(BEN, CHANGED)["core-undergraduate"]), ("ended", "met"))
        same("Fiona is what Ben was", site.json("person", FIONA, now=CHANGED)["attributes"],
             {"phase": ["primary"], "programme": ["undergraduate"]})
        request = one(site.sent(), FIONA, "tracker-request")
        check("her own ref", request.refs != site.trackers[BEN].refs)
        tracker = site.obligation(FIONA, "tracker", SOON)
        same("her own ten days", (tracker["state"], tracker["due"]), ("open", "2026-10-28"))
        check("why says whose it was", "Ben Clark, who left it open" in site.mentord("why", tracker["ref"], now=SOON).out)
        check("what he attended is not hers", site.states(FIONA, SOON)["core-undergraduate"] != "met")
        later = [mail for day in ("19", "23") for mail in site.once("2026-10-%sT10:00:00+01:00" % day)]
        same("Ben is not chased", to(later, BEN), [])


def the_same_place_is_known_by_its_subject():
    people = harness.PEOPLE + [("Gail Hunt", "gail.hunt@example.sch.uk", "mentor", OAKFIELD, "primary", "undergraduate", "Music")]
    with Site(people=people) as site:
        receipt = one(site.change(without=["Gail Hunt"], joined=[joins(Subject="Music", Programme="undergraduate")]), PRIYA, "receipt")
        check("it is guessed and said: " + receipt.text, "replaces Gail Hunt, as it seems" in " ".join(receipt.text.split()))
        check("whose it was", "Gail Hunt" in site.mentord("why", site.obligation(FIONA, "tracker", SOON)["ref"], now=SOON).out)


def another_programme_is_another_place():
    with Site() as site:
        receipt = one(site.change(without=["Ben Clark"], joined=[joins(Programme="pgce")]), PRIYA, "receipt")
        check("a leaver and a joiner: " + receipt.text, "has left" in receipt.text and "replaces" not in receipt.text)


def who_joins_in_february_has_deadlines_of_her_own_and_nothing_of_the_autumn():
    with Site() as site:
        site.change(now=FEBRUARY, joined=[joins(Programme="pgce")])
        states = site.states(FIONA, FEBRUARY)
        same("core events", sorted(key for key in states if key.startswith("core")), ["core-pgce spring", "core-pgce summer"])
        tracker = site.obligation(FIONA, "tracker", FEBRUARY)
        same("a tracker in ten days", (tracker["state"], tracker["due"]), ("open", "2027-02-15"))


def what_was_left_of_the_autumn_passes_on_too():
    with Site() as site:
        site.change(now=FEBRUARY, without=["Amy Brown"], joined=[joins(**{"Replaces (who has left)": AMY})])
        states = site.states(FIONA, FEBRUARY, "core-pgce")
        same("the autumn's too", sorted(states), ["core-pgce autumn", "core-pgce spring", "core-pgce summer"])


def a_mentor_of_both_programmes_has_the_union():
    with Site() as site:
        site.change(joined=[joins(Programme="undergraduate, pgce")])
        states = site.states(FIONA, CHANGED)
        same("both", sorted(key for key in states if key.startswith("core")),
             ["core-pgce autumn", "core-pgce spring", "core-pgce summer", "core-undergraduate"])


def a_change_may_begin_on_a_day_to_come():
    with Site() as site:
        site.change(without=["Ben Clark"], joined=[joins(**{"Replaces (who has left)": "Ben Clark", "From (date)": datetime.date(2026, 11, 2)})])
        same("until the day before", site.role(BEN)[0][3], "2026-11-01")
        same("Ben still owes it", site.states(BEN, SOON)["tracker"], "open")
        same("Fiona does not yet", to(site.once("2026-10-30T10:00:00+00:00"), FIONA), [])
        mails = site.once("2026-11-02T10:00:00+00:00")
        one(mails, FIONA, "tracker-request")
        same("and Ben no longer", site.states(BEN, "2026-11-02T10:00:00+00:00")["tracker"], "ended")


def a_new_lead_mentor_has_what_the_school_still_owes():
    with Site() as site:
        new = ("Hugo Iles", "hugo.iles@example.sch.uk", "lead-mentor", OAKFIELD, "primary", "", "", PRIYA, "2026-10-14")
        path = site.roster([new], "new.csv", harness.COLUMNS + ("replaces", "from"))
        shown = site.mentord("import", "--dry-run", path, now=CHANGED).out
        check("the difference says so: " + shown, "replaces Priya Nair" in shown)
        site.mentord("import", path, now=CHANGED)
        mails = site.once(SOON)
        request = one(mails, new[1], "attendance-request")
        one(mails, new[1], "mentor-details-request")
        same("Priya's are ended", {site.states(PRIYA, SOON)[key] for key in ("attendance core.autumn", "mentor-details")}, {"ended"})
        book = workbook(request.attached(".xlsx"))
        header, columns = header_row(book.active, "Mentor")
        names = [book.active.cell(row, columns["Mentor"]).value for row in range(header + 1, book.active.max_row + 1)]
        check("with the school's mentors: %s" % names, "Amy Brown" in names)
        site.deliver(reply(site.attendance, "Found it among her mail.", [("a.xlsx", harness.saved(book))], sender=new[1]), SOON)
        site.once(SOON)
        same("in", site.states(new[1], SOON)["attendance core.autumn"], "met")


def an_import_says_who_goes_and_what_it_could_not_do():
    with Site() as site:
        rows = [("Ben Clark", BEN, "mentor", OAKFIELD, "primary", "undergraduate", "", "", "2026-10-30"),
                ("Fiona Grant", FIONA, "mentor", OAKFIELD, "primary", "pgce", "", "Nobody Atall", "")]
        said = site.mentord("import", site.roster(rows, "new.csv", harness.COLUMNS + ("replaces", "until")), now=CHANGED).out
        check("nobody is replaced: " + said, "Nobody Atall" in said and "nobody is replaced" in said)
        same("Ben's last day", site.role(BEN)[0][3], "2026-10-30")
        same("Fiona came", site.role(FIONA)[0][0], "mentor")
        bad = site.roster([rows[0][:8] + ("31 February",)], "bad.csv", harness.COLUMNS + ("replaces", "until"))
        check("a day that is none", "31 February" in site.mentord("import", bad, now=CHANGED, code=65).err)


def what_the_old_lead_mentor_returned_is_not_asked_again():
    with Site() as site:
        site.deliver(reply(site.attendance, "", [("a.xlsx", site.attendance.attached(".xlsx"))]), CHANGED)
        site.once(CHANGED)
        new = ("Hugo Iles", "hugo.iles@example.sch.uk", "lead-mentor", OAKFIELD, "primary", "", "", "Priya Nair")
        site.mentord("import", site.roster([new], "new.csv", harness.COLUMNS + ("replaces",)), now=SOON)
        same("nothing is asked twice", to(site.once(SOON), new[1], "attendance-request"), [])
        attendance = site.obligation(new[1], "attendance", SOON, "core.autumn")
        same("met for the school", attendance["state"], "met")
        check("by whom: %s" % attendance["evidence"], "Priya Nair" in attendance["evidence"])


def the_lead_mentor_says_it_in_a_line():
    with Site() as site:
        site.change(joined=[joins(Programme="undergraduate")])
        mail = one(site.says(PRIYA, "Fiona Grant replaces Ben Clark from 19 October 2026"), PRIYA, "roster-changed")
        check("it is read back: " + mail.text, "takes the place of Ben Clark from Monday 19 October 2026" in " ".join(mail.text.split()))
        same("Ben's last day", site.role(BEN)[0][3], "2026-10-18")
        one(site.says(PRIYA, "Chloë Davies-O’Neill has left"), PRIYA, "roster-changed")
        same("Chloë has left", site.role(CHLOE)[0][3], "2026-10-13")
        same("nothing waits", site.json("status", now=CHANGED)["cases"], 0)


def nobody_is_made_of_a_line_but_by_the_office():
    with Site() as site:
        people = site.json("status", now=CHANGED)["people"]
        one(site.says(PRIYA, "Fiona Grant <%s> replaces Ben Clark" % FIONA), PRIYA, "roster-changed")
        same("nobody new", site.json("status", now=CHANGED)["people"], people)
        same("Ben stays until then", site.role(BEN)[0][3], None)
        case = site.json("review", now=CHANGED)[0]
        site.mentord("review", "accept", str(case["id"]), now=SOON)
        same("Fiona is there", site.role(FIONA, SOON)[0][:2], ("mentor", OAKFIELD))
        same("Ben has left", site.role(BEN, SOON)[0][3], "2026-10-13")


def nobody_else_says_who_has_left():
    with Site() as site:
        for sender in (AMY, "ella.frost@example.org", harness.PRIMARY, "stranger@example.org"):
            site.says(sender, "Ben Clark has left")
        same("Ben stays", site.role(BEN)[0][3], None)
        check("a human looks at it", site.json("status", now=CHANGED)["cases"] >= 3)


def who_moves_school_takes_her_work_along():
    with Site() as site:
        site.mentord("record", "attendance", AMY, "core", "2026-10-06", "--reason", "sign-in list", now=ASKED)
        ref = site.obligation(AMY, "tracker", ASKED)["ref"]
        row = ("Amy Brown", AMY, "mentor", "Elm Grove Academy", "primary", "pgce", "")
        site.mentord("import", site.roster([row], "move.csv"), now=CHANGED)
        site.says(PRIYA, "Amy Brown has left")
        same("one ref, one tracker", site.obligation(AMY, "tracker", SOON)["ref"], ref)
        same("still open", site.states(AMY, SOON)["tracker"], "open")
        same("the autumn stays met", site.states(AMY, SOON)["core-pgce autumn"], "met")
        same("at the new school", site.json("person", AMY, now=SOON)["school"], "Elm Grove Academy")
        same("and asked once", templates(to(site.sent(), AMY), "tracker-request"), [("tracker-request", AMY)])


def a_leavers_late_tracker_is_filed_as_his():
    with Site() as site:
        site.says(PRIYA, "Ben Clark has left")
        site.deliver(reply(site.trackers[BEN], "", [("t.docx", fill(site.trackers[BEN].attached(".docx"), harness.TRACKER))]), SOON)
        mails = site.once(SOON)
        one(mails, BEN, "certificate")
        same("met", site.states(BEN, SOON)["tracker"], "met")


harness.run([what_was_owed_passes_to_the_replacement_and_history_does_not, the_same_place_is_known_by_its_subject,
             another_programme_is_another_place, who_joins_in_february_has_deadlines_of_her_own_and_nothing_of_the_autumn,
             what_was_left_of_the_autumn_passes_on_too, a_mentor_of_both_programmes_has_the_union, a_change_may_begin_on_a_day_to_come,
             an_import_says_who_goes_and_what_it_could_not_do, a_new_lead_mentor_has_what_the_school_still_owes, what_the_old_lead_mentor_returned_is_not_asked_again,
             the_lead_mentor_says_it_in_a_line, nobody_is_made_of_a_line_but_by_the_office, nobody_else_says_who_has_left,
             who_moves_school_takes_her_work_along, a_leavers_late_tracker_is_filed_as_his])
