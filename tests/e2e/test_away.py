#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who says to be away is not chased until they are back; no deadline moves, nobody else waits for them. Prints TAP."""
import harness
from asked import AMY, BEN, PRIYA, Asked
from harness import OFFICE, PRIMARY, check, one, reply, same, to, write

WRITTEN = "2026-10-16T15:00:00+01:00"   # a Friday
REMINDER, BACK = "2026-10-19T09:30:00+01:00", "2026-10-22T09:30:00+01:00"  # rung -3; her first day back is the Thursday
AWAY = [("Date", "Fri, 16 Oct 2026 14:59:00 +0100"), ("Auto-Submitted", "auto-replied"), ("Subject", "Automatic reply: Your tracker")]


class Site(Asked):
    def away(self, text, received=WRITTEN, address=AMY, headers=()):
        self.deliver(reply(self.request(address), text, headers=[*AWAY, *headers]), received)
        return self.once(received)


TEXT = "Thank you for your mail. I am out of the office until Wednesday 21 October 2026. Please contact Ben Clark (%s)." % BEN


def a_reminder_waits_for_the_first_day_back():
    with Site() as site:
        before = site.obligation(AMY, "tracker", WRITTEN)
        same("nobody is answered", to(site.away(TEXT), AMY), [])
        mails = site.once(REMINDER)
        check("she is left alone: %s" % harness.templates(mails), to(mails, BEN, "tracker-due-soon") and not to(mails, AMY))
        for day in (20, 21):
            check("as long as she is away", not to(site.once("2026-10-%dT09:30:00+01:00" % day), AMY))
        check("on her first day back", to(site.once(BACK), AMY, "tracker-due-soon"))
        after = site.obligation(AMY, "tracker", BACK)
        same("the deadline is what it was", (after["due"], after["state"]), (before["due"], "open"))


def it_is_shown():
    with Site() as site:
        site.away(TEXT)
        person = site.json("person", AMY, now=REMINDER)
        same("person", (person["away"]["until"], person["away"]["deputy"]), ("2026-10-21", "Ben Clark"))
        check("in words", "away until" in site.mentord("person", AMY, now=REMINDER).out)
        check("why", "21 October 2026" in site.why(site.ref(AMY), REMINDER))
        site.deliver(write("stranger@example.org", "Hello", "A case, so that the office is written to."), REMINDER)
        digest = one(site.once(REMINDER), OFFICE, "office-digest")
        check("the office: " + digest.text, "Amy Brown: away until Wednesday 21 October 2026" in digest.text)
        same("until she is back", site.json("person", AMY, now=BACK)["away"], None)


def nobody_else_waits_and_not_for_ever():
    with Site() as site:
        site.away("I am on leave until 30 November 2026.", headers=[("Subject", "Out of office")])
        late = {}
        for at in (REMINDER, "2026-10-23T09:30:00+01:00", "2026-10-30T09:30:00+00:00", "2026-11-06T09:30:00+00:00",
                   "2026-11-13T09:30:00+00:00"):
            late[at] = site.once(at)
            if "-11-13" not in at:
                check("not yet: %s" % harness.templates(late[at]), not to(late[at], AMY))
        told = [mail for mails in late.values() for mail in to(mails, PRIMARY)]
        check("her lead hears of it all the same", any("Amy Brown" in mail.text for mail in told))
        same("overdue", site.obligation(AMY, "tracker", "2026-11-06T10:00:00+00:00")["state"], "overdue")
        reminders = [mail.template for mails in late.values() for mail in to(mails, AMY)]
        same("after four weeks the courtesy ends, with the latest rung alone", len(reminders), 1)


def what_cannot_be_is_no_absence():
    for words in ("I am away until 3 March 2020.", "I am away.", "I left in 2019 and shall be back on 1 January 2099."):
        with Site() as site:
            site.away(words)
            check(words + ": she is reminded", to(site.once(REMINDER), AMY, "tracker-due-soon"))


def a_stranger_cannot_say_so():
    with Site() as site:
        forged = [("Authentication-Results", "mx.example.ac.uk; dmarc=fail header.from=example.sch.uk")]
        site.away(TEXT, headers=forged)
        same("not kept", site.json("person", AMY, now=REMINDER)["away"], None)
        site.deliver(write("amy@elsewhere.example.net", "Automatic reply", TEXT, headers=AWAY), WRITTEN)
        site.once(WRITTEN)
        check("she is reminded", to(site.once(REMINDER), AMY, "tracker-due-soon"))


def the_last_word_counts():
    with Site() as site:
        site.away(TEXT)
        site.away("I am out of the office until 22 October 2026.", "2026-10-19T08:30:00+01:00")
        check("longer", not to(site.once(BACK), AMY))
        check("and back", to(site.once("2026-10-23T09:30:00+01:00"), AMY, "tracker-overdue"))


harness.run([a_reminder_waits_for_the_first_day_back, it_is_shown, nobody_else_waits_and_not_for_ever,
             what_cannot_be_is_no_absence, a_stranger_cannot_say_so, the_last_word_counts])
