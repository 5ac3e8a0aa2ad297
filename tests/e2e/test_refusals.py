#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an SMTP server's refusals do to the outbox: whose fault it is, who waits how long, and what comes of it in the end. Prints
TAP."""
import functools

import crashing
import harness
import served
import story
from harness import check, same, templates

ASKED = "2026-10-08T12:00:00+01:00"
NOTICES = ("alert", "works-again")
AMY = "amy.brown@example.sch.uk"


def at(hour, minute=0, day=8):
    return "2026-10-%02dT%02d:%02d:00+01:00" % (day, hour, minute)


class Refusing(served.Site):
    """Asks its people of a server that `answer` speaks for."""

    def __init__(self, answer, **others):
        lacking = story.missing()
        if lacking:
            raise harness.Skip(lacking)
        self.answer, self.others = answer, {"people": harness.PEOPLE, **others}

    def __enter__(self):
        house = served.House().__enter__()
        super().__init__(house, **self.others)
        house.sink.answer.update(self.answer)
        return self

    def __exit__(self, *anything):
        super().__exit__(*anything)
        self.house.__exit__(*anything)

    def healthy(self):
        self.house.sink.answer.clear()

    def counts(self, now):
        return self.json("status", now=now)["outbox"]

    def everything_once(self, want):
        mails = [mail for mail in self.sent() if not mail.is_of(NOTICES)]
        same("each mail once", templates(mails), want)


@functools.cache
def undisturbed():
    with Refusing({}) as site:
        site.mentord("once", now=ASKED)
        return templates(site.sent())


def what_is_our_fault_blames_nobody():
    want = undisturbed()
    for phase in ("MAIL", "DATA"):
        tried = []
        with Refusing({phase: lambda value: tried.append(value) or "554 5.7.1 your account may not send"}) as site:
            failed = site.mentord("once", now=ASKED, code=75)
            check("said: " + failed.err, "may not send" in failed.err and "no recipient is to blame" in failed.err)
            check("it is not asked for each mail: %d" % len(tried), 0 < len(tried) < len(want))
            same("nobody is blamed", (site.counts(ASKED)["failed"], site.json("review", now=ASKED)), (0, []))
            check("the status says so", any("may not send" in words for words in site.json("status", now=ASKED)["warnings"]))
            before = len(tried)
            site.mentord("once", now=at(12, 4))
            same("nothing is tried in the first five minutes", len(tried), before)
            site.healthy()
            site.mentord("once", now=at(12, 30))
            site.everything_once(want)


def six_days_of_refusal_cost_a_quarter_of_an_hour():
    want = undisturbed()
    tried = []
    with Refusing({"MAIL": lambda value: tried.append(value) or "550 5.7.60 SMTP; Client does not have permissions to send as this sender"}) as site:
        failed = site.mentord("once", now=ASKED, code=75).err
        check("what to do: " + failed, "submission.from" in failed and "no recipient is to blame" in failed)
        for day in (9, 12, 13, 14):  # not at the weekend
            before = len(tried)
            site.mentord("once", now=at(9, day=day), code=75)
            same("one mail is tried", len(tried), before + 1)
            site.mentord("once", now=at(9, 9, day=day))
            same("none in the pause", len(tried), before + 1)
            warnings = " ".join(site.json("status", now=at(9, 9, day=day))["warnings"])
            check("the status says why and until when: " + warnings, "submission.from" in warnings and "not asked again before 09:1" in warnings)
        site.healthy()
        same("nothing is given up", (site.counts(at(9, 12, day=14))["failed"], site.json("review", now=at(9, 12, day=14))), (0, []))
        site.mentord("once", now=at(9, 16, day=14))
        requests = [row for row in want if row[0] == "tracker-request"]
        same("each request once", [row for row in templates(site.sent(), "tracker-request") if row in requests], requests)
        same("nothing is left", site.counts(at(9, 17, day=14))["queued"], 0)


def the_office_ends_the_pause():
    want = undisturbed()
    with Refusing({"MAIL": lambda value: "554 5.7.1 your account may not send"}) as site:
        site.mentord("once", now=ASKED, code=75)
        site.healthy()
        site.mentord("once", now=at(12, 1))
        site.everything_once([])
        site.mentord("outbox", "release", now=at(12, 1))
        site.mentord("once", now=at(12, 2))
        site.everything_once(want)


def what_is_put_off_for_everybody_is_not_tried_for_each():
    """As when the server's list of addresses is out of order: it says so of each recipient."""
    want = undisturbed()
    tried = []
    with Refusing({"RCPT": lambda address: tried.append(address) or "451 4.3.0 Temporary lookup failure"}) as site:
        site.mentord("once", now=ASKED, code=75)
        before = len(tried)
        site.mentord("once", now=at(17, 30), code=75)
        same("one more", len(tried), before + 1)
        site.healthy()
        site.mentord("once", now=at(9, day=9))
        site.everything_once(want)


def a_server_that_is_asked_too_fast_gets_less():
    want = undisturbed()
    taken = []

    def five_a_time(content):
        if len(taken) % 6 == 5:
            taken.append(None)
            return "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded"
        taken.append(content)
        return None
    with Refusing({"DATA": five_a_time}) as site:
        site.mentord("once", now=ASKED, code=75)
        check("some wait", site.counts(ASKED)["queued"] > 0)
        for n in range(1, 8):
            site.mentord("once", now=at(12 + n // 4, n % 4 * 15), code=None)
        site.everything_once(want)
        same("none failed", site.counts(at(15))["failed"], 0)


def one_mail_that_is_not_liked_does_not_stop_the_others():
    want = undisturbed()
    with Refusing({"DATA": lambda content: "554 5.6.0 content refused" if b"Delivered" not in content and AMY.encode() in content
                   else None}) as site:
        site.mentord("once", now=ASKED)
        refused = site.counts(ASKED)["queued"]
        check("others went", refused and site.sent() and not harness.to(site.sent(), AMY, "tracker-request"))
        cases = [case["question"] for case in site.json("review", now=ASKED)]
        same("the office is told of each", (len(cases), all("content refused" in words for words in cases)), (refused, True))
        same("Amy's address is not to blame", site.counts(ASKED)["failed"], 0)
        site.healthy()
        site.mentord("once", now=at(13))
        site.everything_once(sorted(want + [("office-digest", harness.OFFICE)]))


def it_is_given_up_after_five_days_and_said():
    with Refusing({"RCPT": lambda address: "450 4.2.0 mailbox busy" if address == AMY else None}) as site:
        site.mentord("once", now=ASKED)
        for day in range(9, 13):
            site.mentord("once", now=at(12, day=day))
        same("not yet", site.counts(at(13, day=12))["failed"], 0)
        site.mentord("once", now=at(17, day=13))
        check("then it is", site.counts(at(18, day=13))["failed"] >= 1)
        cases = [case["question"] for case in site.json("review", now=at(18, day=13))]
        check("and the office hears: %r" % cases, any(AMY in words and "mailbox busy" in words for words in cases))


def what_is_due_first_goes_first():
    """A server that takes three and then asks for less gets those that have a due date, and the earliest of them, first."""
    with Refusing({}) as site:
        site.mentord("once", now=ASKED)
        count = len(site.sent())
        taken = []

        def three(content):
            taken.append(content)
            return "432 4.3.2 too many" if len(taken) > 3 else None
        site.house.sink.answer["DATA"] = three
        site.mentord("once", now="2026-10-19T09:00:00+01:00", code=None)
        first = [mail for mail in site.sent()[count:] if mail.template == "tracker-due-soon"]
        check("the reminders of a due date come before what has none: %r" % templates(site.sent()[count:]), len(first) >= 1)


def hundreds_of_reminders_go_in_order_of_their_due_dates():
    """Through a server that takes thirty, closes the connection with 421, and takes more a quarter of an hour later: what a rate
    comes to, without the sleep. Three hundred people with MENTORD_LONG in the environment, sixty otherwise."""
    phases = ("primary", "secondary")
    people = [("Mentor %d" % n, "mentor%d@example.sch.uk" % n, "mentor", "Oakfield School", phases[n % 2], "pgce", "")
              for n in range(300 if crashing.LONG else 60)]
    year = harness.year_with([("primary", "2026-10-08T09:30", 90), ("secondary", "2026-10-06T09:30", 90)])
    with Refusing({}, people=[*harness.PEOPLE[:2], *people], year=year, sending="brake = 1000;") as site:
        for day in (6, 8):
            site.mentord("once", now=at(12, day=day))
        asked, taken = len(site.sent()), []

        def thirty(_):
            taken.append(len(taken))
            return "421 4.7.0 Try again later, closing connection" if taken[-1] % 31 == 30 else None
        site.house.sink.answer["DATA"] = thirty
        passes = 2 + len(people) // 30
        for quarter in range(passes):
            site.mentord("once", now=at(9 + quarter // 4, quarter % 4 * 15, day=21), code=None)
        reminders = [mail for mail in site.sent()[asked:] if mail.is_of(("tracker-due-soon", "tracker-overdue"))]
        same("each once", sorted(mail.to for mail in reminders), sorted(row[1] for row in people))
        late = [mail.is_of(("tracker-overdue",)) for mail in reminders]
        print("# " + "".join(".O"[one] for one in late))
        amiss = late[:len(people) // 2].count(False)
        check("who is overdue comes first, but for those who met with 421: %d" % amiss, amiss <= 2 * passes)


harness.run([what_is_our_fault_blames_nobody, six_days_of_refusal_cost_a_quarter_of_an_hour, the_office_ends_the_pause,
             what_is_put_off_for_everybody_is_not_tried_for_each, a_server_that_is_asked_too_fast_gets_less,
             one_mail_that_is_not_liked_does_not_stop_the_others, it_is_given_up_after_five_days_and_said, what_is_due_first_goes_first,
             hundreds_of_reminders_go_in_order_of_their_due_dates])
