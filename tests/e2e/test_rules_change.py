#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that somebody edits in mid-year: what they would change is told first, nobody is written to for the past, what was planned
still goes, who joins is asked as ever, and a scheme that is wrong is refused whole."""
import os
import re
import signal
import subprocess
import time

import harness
from asked import AMY, BEN, CHLOE, PRIYA, Asked
from harness import OFFICE, check, days_later, fill, one, reply, same, templates, to

SCHEME = harness.read(os.path.join(harness.SOURCE, "conf", "schemes", "bcu.conf"))
LADDER = '{ working_days = -3; mail = "tracker-due-soon"; },'


def edit(site, old, new):
    text = harness.read(site.file("bcu.conf"))
    check("the scheme says " + old, text.count(old) == 1)
    site.write("bcu.conf", text.replace(old, new))


def with_early(site):
    """A form that was to be asked in September, and whose return earns a certificate."""
    edit(site, "requirements = (", '''requirements = (
  { id = "early"; of = { role = "mentor"; }; return = "evaluation"; opens = { date = "09-10"; }; send = "evaluation-request";
    due = { working_days = 5; }; remind = ( { working_days = 0; mail = "evaluation-overdue"; } ); },''')


def told(mails):
    return one(mails, OFFICE, "rules-changed").text


def day(n, at="09:00"):
    return days_later("2026-10-08", n, at)


def nobody_is_asked_for_the_past():
    with Asked() as site:
        with_early(site)
        before = site.mentord("check", now=day(1)).out
        check("check tells it: " + before, "bcu/early begins for 4 people" in before and "will not be written to" in before)
        same("mails of check", site.fresh(), [])
        mails = site.once(day(1))
        same("asked", templates(mails, "evaluation-request", "evaluation-overdue"), [])
        words = told(mails)
        check("the office is told: " + words, "bcu/early begins for 4 people" in words)
        for number in range(2, 30):
            mails = site.once(day(number))
            same("asked later", templates(mails, "evaluation-request", "evaluation-overdue", "rules-changed"), [])
        same("state", site.obligation(AMY, "early", day(30))["state"], "open")
        check("why: ", "rules changed" in site.mentord("why", site.obligation(AMY, "early", day(30))["ref"], now=day(30)).out)


def who_joins_is_asked_as_ever():
    with Asked() as site:
        with_early(site)
        site.once(day(1))
        site.mentord("import", site.roster([("Zoe New", "zoe.new@example.sch.uk", "mentor", "Oakfield Primary School", "primary",
                                             "pgce", "")], "new.csv"), now=day(4))
        same("asked", [mail.to for mail in site.once(day(4)) if mail.is_of(("evaluation-request",))], ["zoe.new@example.sch.uk"])


def a_rung_of_the_past_is_passed_over():
    with Asked() as site:
        site.once(day(8))
        edit(site, LADDER, '{ working_days = -8; mail = "tracker-due-soon"; },')  # 12 October, for what is due on the 22nd
        mails = site.once(day(8, "10:00"))
        same("reminded", [mail for mail in mails if mail.is_of(("tracker-due-soon",))], [])
        same("reminded later", templates(site.once(day(11)), "tracker-due-soon"), [])
        overdue = [mail.to for mail in site.once(day(15)) if mail.is_of(("tracker-overdue",))]
        same("the next rung", sorted(overdue), [AMY, BEN, CHLOE, PRIYA])


def what_was_planned_still_goes():
    with Asked() as site:
        site.once(day(8))
        edit(site, 'title = "Mentor drop-in session"', 'title = "Drop-in session for mentors"')
        mails = site.once(day(11))  # the day of the rung, and the first pass by the new rules
        same("reminded", sorted(mail.to for mail in mails if mail.is_of(("tracker-due-soon",))), [AMY, BEN, CHLOE, PRIYA])
        check("told", "stays as it is" in told(mails) or "tracker-due-soon" in told(mails))


def a_due_date_that_moves_is_told():
    with Asked() as site:
        edit(site, 'send = "tracker-request"; due = { working_days = 10; };', 'send = "tracker-request"; due = { working_days = 15; };')
        words = site.mentord("plan", now=day(1)).out
        check("plan tells it: " + words[:600], "bcu/tracker is due on another day for 4 people" in words)
        site.once(day(1))
        same("due", site.obligation(AMY, "tracker", day(1))["due"], "2026-10-29")
        check("why says when", "2026" in site.mentord("why", site.obligation(AMY, "tracker", day(1))["ref"], now=day(1)).out)


def an_award_of_the_past_waits_for_the_office():
    with Asked() as site:
        site.deliver(reply(site.request(AMY), "", [("t.docx", fill(site.form(AMY), harness.TRACKER))]), day(1))
        one(site.once(day(1)), AMY, "certificate")
        edit(site, "awards = (", '''awards = (
  { id = "extra"; title = "Extra"; words = "Extra"; when = ("tracker"); certificate = "attendance.svg"; mail = "certificate"; },''')
        mails = site.once(day(2))
        same("certificates", templates(mails, "certificate"), [])
        check("told: " + told(mails), "bcu/extra is granted to 1 person" in told(mails))
        same("held", site.json("status", now=day(2))["outbox"]["held"], 1)
        site.deliver(reply(site.request(BEN), "", [("t.docx", fill(site.form(BEN), harness.TRACKER))]), day(3))
        same("Ben's, who answers now", [mail.to for mail in site.once(day(3)) if mail.template == "certificate"], [BEN, BEN])
        site.mentord("outbox", "release", now=day(3))
        certificate = one([mail for mail in site.once(day(3)) if mail.template == "certificate"], AMY, "certificate")
        code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", certificate.text).group()
        site.mentord("record", "reissue", code, "--reason", "the crest was wrong", now=day(4))
        same("issued anew, which nobody has to release again", templates(site.once(day(4)), "certificate"), [("certificate", AMY)])


def what_is_no_longer_asked_ends():
    with Asked() as site:
        text = harness.read(site.file("bcu.conf"))
        site.write("bcu.conf", text.replace('{ id = "tracker"; of =', '{ id = "tracker"; until = "2026-10-08"; of ='))
        check("check tells it", "bcu/tracker is no longer asked of 6 people" in site.mentord("check", now=day(1)).out)
        site.once(day(1))
        ended = [one["state"] for one in site.json("person", AMY, now=day(1))["ended"] if one["requirement"] == "tracker"]
        same("states", ended, ["ended"])
        why = site.why(site.ref(AMY), day(1))
        check("why tells what was and what is: " + why, "It is ended" in why and "8 October 2026" in why)
        same("chased", [mail for number in range(2, 30) for mail in site.once(day(number)) if mail.is_of(("tracker-overdue",))], [])


def a_wrong_scheme_is_refused_whole():
    with Asked() as site:
        edit(site, 'send = "tracker-request"', 'sned = "tracker-request"')
        failed = site.mentord("once", now=day(11), code=78)
        check("it names the place: " + failed.err, "bcu.conf:" in failed.err and "sned" in failed.err)
        same("mails", site.fresh(), [])


def a_running_daemon_keeps_its_rules():
    with Asked() as site:
        daemon = subprocess.Popen([harness.PROGRAM, "-c", site.config, "--now", day(1), "run"], cwd=site.folder,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            wait(lambda: site.json("status", now=day(1))["last_pass"][:10] == day(1)[:10])
            edit(site, 'send = "tracker-request"', 'sned = "tracker-request"')
            daemon.send_signal(signal.SIGHUP)
            wait(lambda: to(site.fresh(), OFFICE, "rules-refused"))
            check("it runs on", daemon.poll() is None)
            site.write("bcu.conf", SCHEME)
            status = site.json("status", now=day(1))
            check("the status says it: %s" % status["warnings"], any("sned" in words for words in status["warnings"]))
            daemon.send_signal(signal.SIGHUP)
            wait(lambda: not any("sned" in words for words in site.json("status", now=day(1))["warnings"]))
        finally:
            daemon.terminate()
            daemon.wait(30)
            daemon.stderr.close()


def wait(condition):
    end = time.monotonic() + 60
    while not condition():
        check("it comes about in time", time.monotonic() < end)
        time.sleep(0.2)


harness.run([nobody_is_asked_for_the_past, who_joins_is_asked_as_ever, a_rung_of_the_past_is_passed_over,
             what_was_planned_still_goes, a_due_date_that_moves_is_told, an_award_of_the_past_waits_for_the_office,
             what_is_no_longer_asked_ends, a_wrong_scheme_is_refused_whole, a_running_daemon_keeps_its_rules])
