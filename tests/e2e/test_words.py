#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replies in a word, or in people's own words, without a file. Pains 32, 36, D1, D2. Prints TAP."""
import harness
from harness import check, one, reply, same, write

AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
ASKED = "2026-10-08T12:00:00+01:00"
READ = "2026-10-09T10:20:00+01:00"
OVERDUE = "2026-10-23T12:00:00+01:00"


class Asked(harness.Site):
    """A site on which everybody is asked for a tracker."""

    def __enter__(self):
        self.mails = self.once(ASKED)
        self.requests = {mail.to: mail for mail in self.mails if mail.template == "tracker-request"}
        return self

    def answer(self, address, text, now=READ, mail=None):
        """Somebody replies to their request (or to @mail); what follows."""
        self.deliver(reply(mail or self.requests[address], text, sender=address), now)
        return self.once(now)

    def cases(self):
        return self.json("review", "list", now=READ)

    def is_chased(self, address):
        return bool([mail for mail in self.once(OVERDUE) if mail.to == address and "overdue" in mail.template])


def sent_pauses_the_ladder():
    with Asked() as site:
        site.answer(AMY, "I've already sent this last week.\nPlease check your inbox.")
        same("a case", [(c["kind"], c["person"]["address"]) for c in site.cases()], [("sent", AMY)])
        same("not chased", site.is_chased(AMY), False)


def stop_is_heard():
    with Asked() as site:
        told = one(site.answer(AMY, "Please stop emailing me"), AMY, "stop")
        check("in words: " + told.text, "no more reminders" in told.text)
        same("a case", [c["kind"] for c in site.cases()], ["stop"])
        same("not chased", site.is_chased(AMY), False)


def not_me_names_somebody():
    with Asked() as site:
        told = one(site.answer(AMY, "Not me, ask Ben Clark."), AMY, "not-me")
        check("read back: " + told.text, "You named Ben Clark" in told.text)
        case = site.cases()[0]
        same("a case with who is proposed", (case["kind"], case["detail"]["proposed"], case["detail"]["address"]), ("not-me", "Ben Clark", BEN))
        people = site.json("status", now=READ)["people"]
        one(site.answer(BEN, "Please ask Zoe Quill instead"), BEN, "not-me")
        check("nobody is made of a name", "Zoe Quill" in site.cases()[1]["question"] and site.json("status", now=READ)["people"] == people)
        same("neither is chased", (site.is_chased(AMY), site.is_chased(BEN)), (False, False))


def who_has_left():
    with Asked() as site:
        one(site.answer(AMY, "I have left the school."), AMY, "not-me")
        check("the office looks", "they have left" in site.cases()[0]["question"])


def why_in_their_own_words():
    with Asked() as site:
        for n, text in enumerate(("When is it due?", "Why am I getting this?", "Who is asking?")):
            told = one(site.answer(AMY, text, "2026-10-09T10:%d:00+01:00" % (20 + n)), AMY, "why")
            flat = " ".join(told.text.split())
            for words in ("Thursday 22 October 2026", "working day 10", "Saturday 10 October 2026: not counted", "Nothing has been received",
                          "It went to " + AMY):
                check("%s in: %s" % (words, flat), words in flat)
        same("no case", site.cases(), [])


def why_of_any_mail():
    with Asked() as site:
        site.answer(AMY, "hours")
        hours = one(site.sent(), AMY, "hours")
        told = one(site.answer(AMY, "why?", "2026-10-09T11:00:00+01:00", mail=hours), AMY, "why")
        flat = " ".join(told.text.split())
        check("of an answer: " + flat, "Your training and hours on record" in flat and "from " + AMY in flat)
        mails = site.once(OVERDUE) + site.once("2026-10-30T12:00:00+00:00") + site.once("2026-11-06T12:00:00+00:00")
        chaser = [mail for mail in mails if mail.to == PRIYA and "Amy" in mail.text and
                  mail.is_of(("tracker-escalation", "tracker-overdue", "tracker-overdue-again"))]
        mail = chaser[-1]
        told = one(site.answer(PRIYA, "why?", "2026-11-06T13:00:00+00:00", mail=mail), PRIYA, "why")
        flat = " ".join(told.text.split())
        check("of a mail about others: " + flat, mail.subject in flat and "went to" in flat)
        # somebody who never had it learns nothing by it
        site.deliver(reply(mail, "why?", sender=BEN), "2026-11-06T14:00:00+00:00")
        told = one(site.once("2026-11-06T14:00:00+00:00"), BEN, "why")
        check("not of another's mail: " + told.text, "Amy" not in told.text and "The mail \"" not in told.text)


def done_asks_for_the_file():
    with Asked() as site:
        told = one(site.answer(AMY, "I've done it, thanks!"), AMY, "need-file")
        same("of that request", told.refs, site.requests[AMY].refs)
        same("the clock runs on", site.obligation(AMY, "tracker", READ)["state"], "open")


def done_to_all_that_waits_asks_for_all():
    with Asked() as site:
        ella = "ella.frost@example.org"
        site.deliver(write(ella, "forms", "All done"), READ)
        mails = site.once(READ)
        waiting = [o["ref"] for o in site.json("person", ella, now=READ)["obligations"] if o["state"] == "open" and
                   any("request" in m["template"] for m in o["mails"])]
        told = one(mails, ella, "need-file")
        check("all of them: %s of %s" % (told.refs, waiting), len(told.refs) >= 1 and set(told.refs) <= set(waiting))
        check("more than one is a list", len(told.refs) == 1 or all(ref in told.text for ref in told.refs))


def help_lists_the_words():
    with Asked() as site:
        told = one(site.answer(AMY, "Help!"), AMY, "commands")
        check("the words: " + told.text, "why?" in told.text and "certificates" in told.text)
        same("no case", site.cases(), [])


def more_than_a_phrase_is_read_by_somebody():
    with Asked() as site:
        site.answer(AMY, "Why am I getting this?\nI told Priya in July that I do not mentor this year, and she said she would tell you.")
        same("a case", [c["kind"] for c in site.cases()], ["question"])


def hours_that_cannot_be_recorded_are_read_back():
    with Asked() as site:
        told = one(site.answer(AMY, "hours 3 on 12 October, drop-in"), AMY, "hours-said")
        check("not noted: " + told.text, "Nothing was noted" in told.text and "3 on 12 october" in told.text)
        same("no hours", site.json("person", AMY, now=READ)["hours"], 0)


def hours_of_ones_own_are_recorded():
    scheme = harness.read(harness.os.path.join(harness.SOURCE, "conf", "schemes", "bcu.conf"))
    scheme = scheme.replace('{ id = "module-enrolled"; title', '{ id = "self-study"; title = "Self-study of the materials"; },\n  { id = "module-enrolled"; title', 1)
    scheme = scheme.replace('    log = "module-enrolled"; per = "career"; asked = false; },',
                            '    log = "module-enrolled"; per = "career"; asked = false; },\n'
                            '  { id = "study"; title = "Self-study"; of = { role = "mentor"; }; optional = true; asked = false; log = "self-study"; },', 1)
    check("changed", scheme.count("self-study") == 2)
    with Asked(scheme=scheme) as site:
        told = one(site.answer(AMY, "Hours 2.5 on 6 October, self-study"), AMY, "hours-said")
        check("noted: " + told.text, "Tuesday 6 October 2026: 2.5 hours" in told.text and "Self-study" in told.text)
        same("on record", site.json("person", AMY, now=READ)["hours"], 2.5)
        for n, text in enumerate(("hours 2 on 6 November, self-study", "hours 500 on 6 October, self-study", "hours 2 on 6 October, gardening")):
            told = one(site.answer(AMY, text, "2026-10-09T11:%d:00+01:00" % (20 + n)), AMY, "hours-said")
            check("not noted: " + told.text, "Nothing was noted" in told.text)
        same("nothing more", site.json("person", AMY, now=READ)["hours"], 2.5)


harness.run([sent_pauses_the_ladder, stop_is_heard, not_me_names_somebody, who_has_left, why_in_their_own_words, why_of_any_mail,
             done_asks_for_the_file, done_to_all_that_waits_asks_for_all, help_lists_the_words, more_than_a_phrase_is_read_by_somebody,
             hours_that_cannot_be_recorded_are_read_back, hours_of_ones_own_are_recorded])
