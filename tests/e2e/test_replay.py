#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""After a fix, what came is read again: what was a case is filed, what was read wrongly becomes a version; nobody is answered or obeyed
a second time, and what a human settled or corrected stands. Prints TAP."""
import sqlite3

import harness
from asked import AMY, BEN, CHLOE, Asked, without_ref
from harness import check, fill, reply, same, templates, write

AFTER = "2026-10-09T11:00:00+01:00"
LATER = "2026-10-12T10:00:00+01:00"
RATED, ZOE = "Teaching", "zoe.new@example.sch.uk"
LABELS = ("Personal qualities", "Teaching", "Professionalism", "Self-development and working in partnership",
          "I have read the Mentor Handbook for my phase", "Training I would find most useful", "Name of mentor")


def broken(scheme):
    """The scheme as a slip left it: its tracker knows none of the boxes."""
    for label in LABELS:
        scheme = scheme.replace('label = "%s"' % label, 'label = "Box %d"' % LABELS.index(label))
    return scheme


def wanting(scheme):
    """The scheme as another slip left it: it cannot do without a box that no copy of the tracker has."""
    before = '{ id = "handbook"; label = "I have read'
    check("the scheme has a tracker", scheme.count(before) == 1)
    return scheme.replace(before, '{ id = "extra"; label = "Number of trainees"; type = "number"; required = true; }, ' + before)


def replay(site, *arguments, now=AFTER):
    return site.json("replay", *arguments, now=now)


def kinds(changes):
    return sorted(change["what"] for change in changes)


def count(site, query):
    with sqlite3.connect("file:%s?mode=ro" % site.file("mentord.db"), uri=True) as database:
        return database.execute(query).fetchone()[0]


def change(site, statement):
    with sqlite3.connect(site.file("mentord.db")) as database:
        check("something changed by " + statement, database.execute(statement).rowcount > 0)


def contents(site):
    """Everything in the store but for what says when it was looked at last."""
    with sqlite3.connect("file:%s?mode=ro" % site.file("mentord.db"), uri=True) as database:
        return [line for line in database.iterdump() if not line.startswith('INSERT INTO "meta"')]


def same_store(site, before):
    same("lines of the store that changed", [line[:200] for line in set(contents(site)) ^ set(before)], [])


def silent(site, now=AFTER):
    """A replay that has nothing to say changes nothing."""
    before = contents(site)
    same("said by a replay", site.mentord("replay", now=now).out, "")
    same_store(site, before)


def given_back(site, what, before):
    """The form of Amy, which came while the scheme was @what made of it; the scheme is right again."""
    scheme = harness.read(site.file("bcu.conf"))
    site.write("bcu.conf", what(scheme))
    answers = site.take(reply(site.request(AMY), "Here it is.", [("tracker.docx", site.filled(AMY))]))
    same("answers before", templates(answers), [("receipt", AMY)])
    same("state before", site.states(AMY), [before])
    silent(site)
    site.write("bcu.conf", scheme)


def filed_once(site, what):
    """A replay does @what for Amy, whose certificate goes out and nothing else, and another does nothing."""
    before = contents(site)
    same("what it would do", kinds(replay(site, "--dry-run")), what)
    same_store(site, before)
    changes = replay(site)
    same("what it did", kinds(changes), what)
    check("the ref stands in it: %s" % changes, all(one["ref"] == site.ref(AMY) for one in changes))
    mails = site.once(AFTER)
    same("mails to the sender", templates([mail for mail in mails if mail.to == AMY]), [("certificate", AMY)])
    same("state", site.states(AMY, now=AFTER), ["met"])
    same("met when it came", site.obligation(AMY, "tracker", AFTER)["met"][:16], "2026-10-09T10:15")
    silent(site)
    same("mails after the second", [mail.template for mail in site.once(LATER) if mail.to == AMY], [])


def a_form_that_was_a_case_is_filed_once_the_scheme_is_right():
    with Asked() as site:
        given_back(site, wanting, "answered")
        case = site.only_case("incomplete")
        filed_once(site, ["filed", "settled"])
        same("its outcome", count(site, "SELECT outcome FROM cases WHERE id = %d" % case["id"]), "replay")
        same("cases", site.cases(now=AFTER), [])


def a_form_that_seemed_empty_is_filed_once_its_boxes_are_known():
    with Asked() as site:
        given_back(site, broken, "open")
        filed_once(site, ["filed"])


def a_value_read_wrongly_becomes_a_version():
    with Asked() as site:
        site.take(reply(site.request(AMY), "Here.", [("t.docx", site.filled(AMY))]),
                  reply(site.request(BEN), "Here.", [("t.docx", site.filled(BEN))]))
        silent(site)
        change(site, "UPDATE answer SET value = '4' WHERE field = 'st2' AND filed = (SELECT min(id) FROM filed)")
        site.fresh()
        changes = replay(site)
        same("what it did", kinds(changes), ["version"])
        check("both values: " + changes[0]["words"], changes[0]["words"].endswith('"2" instead of "4"'))
        same("the answer", site.answers(AMY)[RATED], "2")
        same("versions", count(site, "SELECT group_concat(version || why, ' ') FROM filed WHERE version > 1"), "2replay")
        silent(site)
        same("answers and certificates", [mail.template for mail in site.once(AFTER) if mail.to in (AMY, BEN)], [])


def a_correction_stands():
    with Asked() as site:
        answers = site.take(reply(site.request(AMY), "Here.", [("t.docx", site.filled(AMY))]))
        receipt = [mail for mail in answers if mail.template == "receipt"][0]
        site.take(reply(receipt, "Teaching: 3"), now="2026-10-09T10:40:00+01:00", received="2026-10-09T10:35:00+01:00")
        same("corrected", site.answers(AMY)[RATED], "3")
        silent(site)
        change(site, "UPDATE answer SET value = '1' WHERE field = 'st1'")
        same("what it did", kinds(replay(site)), ["version"])
        same("still corrected", site.answers(AMY)[RATED], "3")
        silent(site)


def what_would_not_be_filed_today_is_said_and_stays():
    with Asked() as site:
        site.take(reply(site.request(AMY), "Here.", [("t.docx", site.filled(AMY))]))
        scheme = harness.read(site.file("bcu.conf"))
        site.write("bcu.conf", scheme.replace('label = "Teaching"', 'label = "Box 1"'))
        before = contents(site)
        same("what is left", kinds(replay(site)), ["left"])
        same_store(site, before)


def what_a_human_settled_stays():
    with Asked() as site:
        given_back(site, wanting, "answered")
        site.review("reject", site.only_case("incomplete"))
        silent(site)
        same("state", site.states(AMY, now=AFTER), ["open"])


def what_was_answered_by_reply_waits_for_the_rest():
    with Asked() as site:
        given_back(site, wanting, "answered")
        site.write("bcu.conf", wanting(harness.read(site.file("bcu.conf"))))
        site.take(reply(site.request(AMY), "Teaching: 4"))
        case = site.only_case("incomplete")
        same("kept", case["detail"]["values"]["st2"], "4")
        silent(site)


def before_the_roster(site):
    """Zoe's form comes before anybody knows of her; then she is imported, and asked."""
    document = without_ref(site.filled(BEN, over={"Name of mentor": "Zoe New", RATED: "1"}))
    site.take(write(ZOE, "my tracker", "Here.", [("t.docx", document)]))
    site.only_case("unmatched")
    silent(site)
    site.mentord("import", site.roster([("Zoe New", ZOE, "mentor", "Oakfield Primary School", "primary", "pgce", "")], "more.csv"),
                 now="2026-10-09T10:30:00+01:00")
    return site.once("2026-10-09T10:31:00+01:00")


def who_sent_it_is_known_by_now():
    with Asked() as site:
        before_the_roster(site)
        same("what it did", kinds(replay(site)), ["filed", "settled"])
        same("mails to her", templates([mail for mail in site.once(AFTER) if mail.to == ZOE]), [("certificate", ZOE)])
        same("state", site.states(ZOE, now=AFTER), ["met"])
        silent(site)


def an_older_return_does_not_take_the_place_of_a_later_one():
    with Asked() as site:
        request = [mail for mail in before_the_roster(site) if mail.to == ZOE and mail.is_of(("tracker-request",))][0]
        form = fill(request.attached(".docx"), {**harness.TRACKER, RATED: "4"})
        site.take(reply(request, "Here.", [("t.docx", form)]), received="2026-10-09T10:40:00+01:00", now="2026-10-09T10:45:00+01:00")
        before = contents(site)
        same("what it did", kinds(replay(site)), ["left"])
        same_store(site, before)


def words_are_not_carried_out_again():
    with Asked() as site:
        site.take(reply(site.request(CHLOE), "not me"), write(AMY, "new calendar link", "new calendar link"),
                  write("stranger@example.net", "?", "Who are you?"))
        counts = [count(site, "SELECT count(*) FROM " + table) for table in ("outbox", "cases", "journal", "token")]
        silent(site)
        same("counts", [count(site, "SELECT count(*) FROM " + table) for table in ("outbox", "cases", "journal", "token")], counts)
        same("mails", [mail.template for mail in site.once(AFTER)], [])


def since_and_what_is_kept_no_longer():
    with Asked() as site:
        site.take(reply(site.request(AMY), "Here.", [("t.docx", site.filled(AMY))]))
        change(site, "UPDATE answer SET value = '4' WHERE field = 'st2'")
        same("later ones", replay(site, "--since", "2026-10-10"), [])
        change(site, "DELETE FROM raw")
        told = site.mentord("replay", now=AFTER)
        check("counted: " + told.err, told.out == "" and "1 were passed over" in told.err)
        site.mentord("replay", "--since", "yesterday", now=AFTER, code=64)


harness.run([
    a_form_that_was_a_case_is_filed_once_the_scheme_is_right,
    a_form_that_seemed_empty_is_filed_once_its_boxes_are_known,
    a_value_read_wrongly_becomes_a_version,
    a_correction_stands,
    what_would_not_be_filed_today_is_said_and_stays,
    what_a_human_settled_stays,
    what_was_answered_by_reply_waits_for_the_rest,
    who_sent_it_is_known_by_now,
    words_are_not_carried_out_again,
    an_older_return_does_not_take_the_place_of_a_later_one,
    since_and_what_is_kept_no_longer,
])
