#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two rows that are one person: nothing of either is lost, what was sent to the one stands for both, and nobody is told anything twice.
Prints TAP."""
import os
import sqlite3

import harness
from asked import AMY, ASKED, BEN, PRIYA, READ, Asked, certified
from harness import check, fill, one, reply, same, to, write

HOME = "amy.at.home@example.org"
TWICE = harness.PEOPLE + [("Amy J. Brown", HOME, "mentor", "Oakfield Primary School", "primary", "pgce", "")]
MERGED = "2026-10-12T10:00:00+01:00"
AFTER = ("2026-10-12T12:00:00+01:00", "2026-10-20T10:00:00+01:00", "2026-10-27T10:00:00+00:00", "2026-11-10T10:00:00+00:00",
         "2026-12-08T10:00:00+00:00")
ABOUT = ("tracker-request", "tracker-reminder", "tracker-overdue", "certificate", "receipt")


class Doubled(Asked):
    """Amy is on the roster twice, and was asked twice."""

    def __init__(self):
        super().__init__(people=TWICE)

    def merge(self, into=AMY, other=HOME, *more, code=0, now=MERGED):
        return self.mentord("people", "merge", into, other, *more, now=now, code=code)

    def returns(self, address, now=READ):
        return self.take(write(address, "my form", "Here it is.", [("t.docx", self.filled(address))]), now=now)

    def later(self):
        """What goes to either in the weeks after."""
        return [mail for now in AFTER for mail in self.once(now) if mail.to in (AMY, HOME)]

    def tracker(self, address=AMY):
        return self.obligation(address, "tracker", MERGED)

    def ask(self, question):
        database = sqlite3.connect("file:%s?mode=ro" % self.file("mentord.db"), uri=True)
        rows = database.execute(question).fetchall()
        database.close()
        return rows

    def rows(self):
        """All but the loose facts, one of which is when the file was looked through last."""
        tables = [name for (name,) in self.ask("SELECT name FROM sqlite_schema WHERE type = 'table'") if name != "meta"]
        return {(table, row) for table in tables for row in map(repr, self.ask("SELECT * FROM " + table))}


def it_is_told_first():
    with Doubled() as site:
        before = site.rows()
        out = site.merge(AMY, HOME, "--dry-run").out
        check("said: " + out, out.startswith("Amy J. Brown (%s) would become part of Amy Brown (%s):" % (HOME, AMY)))
        check("counted: " + out, "obligations that both have become one: " in out and "roles that both have become one: 1" in out and
              "addresses: 1" in out)
        same("nothing changed", site.rows() ^ before, set())
        same("as JSON", site.json("people", "merge", AMY, HOME, "--dry-run", now=MERGED)["done"], False)


def nothing_is_lost():
    with Doubled() as site:
        same("both were asked", [len(to(site.requests, who, "tracker-request")) for who in (AMY, HOME)], [1, 1])
        people = site.json("status", now=MERGED)["people"]
        site.merge()
        same("one fewer", site.json("status", now=MERGED)["people"], people - 1)
        whole = site.json("person", AMY, now=MERGED)
        same("found by either", site.json("person", HOME, now=MERGED), whole)
        same("her name", whole["name"], "Amy Brown")
        same("one tracker", [o["state"] for o in whole["obligations"] if o["requirement"] == "tracker"], ["open"])
        check("why: " + site.why(site.ref(AMY), MERGED), site.why(site.ref(HOME), MERGED) == site.why(site.ref(AMY), MERGED))
        journal = site.ask("SELECT what FROM journal WHERE what LIKE '%same person%'")
        check("the journal: %s" % journal, len(journal) == 1 and "Amy J. Brown" in journal[0][0])
        same("nothing hangs", site.ask("PRAGMA foreign_key_check"), [])


def a_form_with_either_ref_is_filed():
    for sender in (AMY, HOME):
        with Doubled() as site:
            form = fill(site.form(HOME), harness.TRACKER)
            site.merge()
            mails = site.take(write(sender, "my form", "Here it is.", [("t.docx", form)]), received=MERGED, now=AFTER[0])
            same("a receipt and a certificate", sorted(mail.template for mail in mails), ["certificate", "receipt"])
            same("no case", site.cases(AFTER[0]), [])
            same("met", site.obligation(AMY, "tracker", AFTER[0])["state"], "met")


def a_reply_in_the_thread_of_the_other_is_filed():
    with Doubled() as site:
        site.merge()
        mails = site.take(reply(site.request(HOME), "Done.", [("t.docx", fill(site.form(AMY), harness.TRACKER))]), received=MERGED,
                          now=AFTER[0])
        check("a receipt: %s" % harness.templates(mails), "receipt" in [mail.template for mail in mails])
        same("met", site.obligation(AMY, "tracker", AFTER[0])["state"], "met")


def what_the_one_returned_counts_for_both():
    for sender, other in ((AMY, HOME), (HOME, AMY)):
        with Doubled() as site:
            same("certified", certified(site.returns(sender)), [sender])
            same("the other owes it", site.tracker(other)["state"], "open")
            site.merge()
            same("met", site.tracker()["state"], "met")
            check("and why", "Read: " in site.why(site.ref(other), MERGED))
            same("nothing about it again", [(mail.template, mail.to) for mail in site.later() if mail.is_of(ABOUT)], [])
            same("one award", len(site.json("person", AMY, now=MERGED)["awards"]), 1)


def two_certificates_are_one():
    with Doubled() as site:
        same("certified", certified(site.returns(AMY) + site.returns(HOME)), [HOME, AMY] if HOME < AMY else [AMY, HOME])
        codes = [site.json("person", who, now=MERGED)["awards"][0]["code"] for who in (AMY, HOME)]
        site.merge()
        same("hers stands", [award["code"] for award in site.json("person", AMY, now=MERGED)["awards"]], codes[:1])
        check("it is good", site.json("verify", codes[0], now=MERGED)["valid"])
        other = site.json("verify", codes[1], now=MERGED, code=65)
        same("the other answers", (other["superseded"], other["by"]), (True, codes[0]))
        same("both forms are kept", site.ask("SELECT o.state, f.version FROM filed f JOIN obligation o ON o.id = f.obligation"
                                             " ORDER BY f.version"), [("met", 1), ("met", 2)])
        same("nothing about it again", [(mail.template, mail.to) for mail in site.later() if mail.is_of(ABOUT)], [])


def she_is_reminded_as_one():
    """As often as somebody who was on the roster once, and at the address that stays."""
    with Asked() as single:
        want = [(mail.template, mail.to) for now in AFTER for mail in single.once(now) if mail.to == AMY]
    with Doubled() as site:
        site.merge()
        same("her mails", [(mail.template, mail.to) for mail in site.later()], want)
        check("there are some: %s" % want, want)


def what_waits_to_ask_again_is_cancelled():
    with harness.Site(people=TWICE) as site:
        os.rename(site.file("out"), site.file("away"))
        site.write("out", "no folder")
        site.mentord("once", now=ASKED, code=None)
        os.remove(site.file("out"))
        os.rename(site.file("away"), site.file("out"))
        out = site.mentord("people", "merge", AMY, HOME, now=ASKED).out
        check("said: " + out, "mails that wait and ask for the same again are cancelled: 1" in out)
        mails = site.once("2026-10-08T14:00:00+01:00")
        same("asked once: " + out, [mail.to for mail in mails if mail.to in (AMY, HOME) and mail.is_of(("tracker-request",))], [AMY])


def private_links():
    with Doubled() as site:
        feeds = site.file("public", "feeds")
        before = set(os.listdir(feeds))
        site.merge()
        after = set(os.listdir(feeds))
        gone = {name for name in after - before if name.endswith(".gone")}
        check("one is marked: %s" % (after ^ before), len(gone) >= 1)
        same("and no other file went", before - after, {name.replace(".gone", ".ics") for name in gone})


def who_are_two():
    with Doubled() as site:
        before = site.rows()
        for into, other, words in ((AMY, AMY, "one person already"), (AMY, "nobody@example.org", "nobody on the roster"),
                                   ("nobody@example.org", AMY, "nobody on the roster")):
            refused = site.merge(into, other, code=65)
            check("said: " + refused.err, words in refused.err)
        site.merge("--dry-run", code=64)
        same("nothing changed", site.rows() ^ before, set())
        site.merge()
        check("said again", "one person already" in site.merge(code=65).err)
        same("others stand", site.obligation(BEN, "tracker", MERGED)["state"], "open")
        check("the lead mentor too", site.json("person", PRIYA, now=MERGED)["obligations"] is not None)


def two_rows_with_one_address():
    with harness.Site(people=harness.PEOPLE + [("Amie Browne", AMY, "mentor", "Oakfield Primary School", "primary", "pgce", "")]) as site:
        same("both are asked", len(to(site.once(ASKED), AMY, "tracker-request")), 2)
        refused = site.mentord("people", "merge", AMY, AMY, now=MERGED, code=65)
        check("said: " + refused.err, "shared by 2 people" in refused.err)
        refused = site.mentord("people", "merge", "Amy Brown <%s>" % AMY, "Ben Clark <%s>" % AMY, now=MERGED, code=65)
        check("said: " + refused.err, "none of the people" in refused.err)
        site.mentord("people", "merge", "amy brown <%s>" % AMY, "Amie Browne <%s>" % AMY, now=MERGED)
        same("one", site.json("person", AMY, now=MERGED)["name"], "Amy Brown")
        same("who owes one", site.obligation(AMY, "tracker", MERGED)["state"], "open")


def the_roster_may_name_her_either_way():
    with Doubled() as site:
        site.merge()
        people = site.json("status", now=MERGED)["people"]
        site.mentord("import", site.roster(TWICE), now=MERGED)
        same("nobody new", site.json("status", now=MERGED)["people"], people)
        one([mail for mail in site.sent() if mail.is_of(("tracker-request",))], AMY, "tracker-request")


harness.run([it_is_told_first, nothing_is_lost, a_form_with_either_ref_is_filed, a_reply_in_the_thread_of_the_other_is_filed,
             what_the_one_returned_counts_for_both, two_certificates_are_one, she_is_reminded_as_one, what_waits_to_ask_again_is_cancelled,
             private_links, who_are_two, two_rows_with_one_address, the_roster_may_name_her_either_way])
