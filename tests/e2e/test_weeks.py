#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What days and weeks of trouble do to reminders: a mail server that takes nothing for days, a machine that was off for a week,
nights on which the clock changes. On recovery everybody gets one mail, the latest. Prints TAP. Two passes a day in the normal
run; sixty with MENTORD_LONG in the environment."""
import os
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import harness
import servers
from harness import check, one, reply, same, templates, to

AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
PRIMARY_PEOPLE = [row for row in harness.PEOPLE if row[4] == "primary"]
ASKED = "2026-10-06T12:00:00+01:00"
CHASERS = ("tracker-due-soon", "tracker-overdue", "tracker-overdue-again")
A_DAY = 60 if os.environ.get("MENTORD_LONG") else 2
LONDON = ZoneInfo("Europe/London")


def at(date, time="09:00"):
    """The instant at which clocks in London show it."""
    return datetime.fromisoformat(date + "T" + time).replace(tzinfo=LONDON).isoformat()


def moments(first, last, a_day=A_DAY):
    """The instants of so many passes a day, evenly, from the date @first to @last."""
    day = datetime.fromisoformat(first).replace(tzinfo=LONDON)
    while day.date().isoformat() <= last:
        for n in range(a_day):
            yield (day + timedelta(minutes=n * 1440 // a_day)).isoformat()
        day += timedelta(days=1)


def refused(words):
    return lambda _: words


class Down(harness.Site):
    """A site of the primary phase whose mail server can be taken down: asked on Tuesday 6 October, due on the 20th."""

    def __init__(self, user=None, **others):
        harness.need("aiosmtpd")
        self.servers = servers.Folder()
        self.authority = servers.Authority(self.servers)
        self.user, self.kept, self.taken = user, [], 0
        self.sink = servers.Sink(self.authority, tls="off", auth=bool(user))
        secret = self.servers.write("password", servers.PASSWORD + "\n")
        login = 'user = "%s"; password_file = "%s"; ' % (user, secret) if user else ""
        super().__init__(**{"submission": 'url = "%s"; tls = "off"; %sper_minute = 0' % (self.sink.url, login),
                            "people": PRIMARY_PEOPLE,
                            "year": harness.year_with([("primary", "2026-10-06T09:30", 90), ("secondary", "2027-02-03T09:30", 90)]),
                            **others})

    def __enter__(self):
        self.sink.controller.start()
        return self

    def __exit__(self, *anything):
        if self.sink:
            self.sink.controller.stop()
        self.servers.__exit__(*anything)
        super().__exit__(*anything)

    def stop_server(self):
        self.sink.controller.stop()
        self.kept += self.sink.mails
        port, self.sink = self.sink.port, None
        return port

    def start_server(self, port):
        self.sink = servers.Sink(self.authority, tls="off", auth=bool(self.user), port=port)
        self.sink.controller.start()

    def sent(self):
        mails = self.kept + (self.sink.mails if self.sink else [])
        return [harness.Sent(b"Delivered-To: %s\r\n" % address.encode() + raw) for _, address, raw in mails]

    def fresh(self):
        mails = self.sent()[self.taken:]
        self.taken += len(mails)
        return mails

    def ask(self):
        self.requests = {mail.to: mail for mail in self.once(ASKED) if mail.template == "tracker-request"}
        same("asked", len(self.requests), 4)

    def passes(self, first, last, code=0):
        """Passes of these days, of which those that have something to send end with @code; the mails that went."""
        codes = {self.mentord("once", now=now, code=None).code for now in moments(first, last)}
        same("exit status", codes - {0}, {code} - {0})
        return self.fresh()

    def answer(self, address, received):
        form = harness.fill(self.requests[address].attached(".docx"), harness.TRACKER)
        self.deliver(reply(self.requests[address], "Here.", [("t.docx", form)]), received)


def chasers(mails):
    """(template, recipient) of what reminds of the tracker, alone or with something else, but copies for others."""
    return sorted((part, mail.to) for mail in mails for part in (mail.template or "").split()
                  if part in CHASERS and mail.to in mail.message["To"])


def three_days(site, break_it, mend, code):
    """From the day after the due date no mail gets out for three days; Amy answers on the second of them."""
    site.ask()
    site.passes("2026-10-20", "2026-10-20")
    broken = break_it()
    same("sent meanwhile", templates(site.passes("2026-10-21", "2026-10-21", code)), [])
    site.answer(AMY, at("2026-10-22", "11:00"))
    same("sent meanwhile", templates(site.passes("2026-10-22", "2026-10-23", code)), [])
    mend(broken)
    mails = site.once(at("2026-10-24", "12:00"))  # a Saturday: answers alone
    same("on Saturday", templates(mails, "receipt", "certificate", *CHASERS), [("certificate", AMY), ("receipt", AMY)])
    mails = site.passes("2026-10-25", "2026-10-27")
    same("reminders", chasers(mails), [("tracker-overdue", address) for address in (BEN, CHLOE, PRIYA)])
    same("digests to the Strategic Lead", len(to(mails, harness.PRIMARY, "digest")), 1)
    same("digests to the office", len(to(mails, harness.OFFICE, "office-digest")) <= 1, True)
    same("receipts and certificates again", templates(mails, "receipt", "certificate"), [])
    outbox = site.json("status", now=at("2026-10-27", "23:00"))["outbox"]
    same("left", (outbox["queued"], outbox["unsure"], outbox["failed"]), (0, 0, 0))


def three_days_of_temporary_refusal():
    with Down() as site:
        three_days(site, lambda: site.sink.answer.update(MAIL=refused("451 4.3.0 try again later")),
                   lambda _: site.sink.answer.clear(), 75)


def three_days_in_which_nobody_listens():
    with Down() as site:
        three_days(site, site.stop_server, site.start_server, 69)


def three_days_of_refused_login():
    with Down(user="mentors") as site:
        three_days(site, lambda: site.servers.write("password", "wrong\n"),
                   lambda _: site.servers.write("password", servers.PASSWORD + "\n"), 77)


def three_days_of_refusal_at_the_door():
    def serve(_, send, lines):
        send(b"421 4.3.2 come back later\r\n")
        next(lines, None)
    with Down() as site:
        def break_it():
            port = site.stop_server()
            site.scripted = servers.Scripted(serve, port)
            site.scripted.__enter__()
            return port

        def mend(port):
            site.scripted.__exit__()
            site.start_server(port)
        three_days(site, break_it, mend, 75)


def a_reminder_that_waits_is_replaced_by_the_next():
    with Down() as site:
        site.ask()
        port = site.stop_server()
        for date in ("2026-10-15", "2026-10-16", "2026-10-20", "2026-10-21", "2026-10-23"):  # rungs on the 15th and the 21st
            site.mentord("once", now=at(date), code=69)
        rows = [row for row in site.json("outbox", now=at("2026-10-23")) if row["template"] in CHASERS]
        same("waiting", sorted((row["template"], row["state"], row["to"][0]) for row in rows if row["to"] == [AMY]),
             [("tracker-due-soon", "cancelled", AMY), ("tracker-overdue", "queued", AMY)])
        ref = site.obligation(AMY, "tracker", at("2026-10-23"))["ref"]
        why = site.mentord("why", ref, now=at("2026-10-23")).out
        check("why says so: " + why, "overtaken" in why)
        site.start_server(port)
        mails = site.once(at("2026-10-26")) + site.once(at("2026-10-27"))
        same("reminders", chasers(mails), [("tracker-overdue", address) for address in (AMY, BEN, CHLOE, PRIYA)])
        same("none twice", len({mail.id for mail in mails if mail.is_of(CHASERS)}), 4)


def day_0_is_the_day_on_which_the_server_took_the_request():
    with Down() as site:
        port = site.stop_server()
        for date in ("2026-10-06", "2026-10-07", "2026-10-08"):
            site.mentord("once", now=at(date, "12:00"), code=69)
        same("no clock runs", site.obligation(AMY, "tracker", at("2026-10-08", "13:00"))["due"], None)
        site.start_server(port)
        mails = site.once(at("2026-10-09", "12:00")) + site.once(at("2026-10-09", "13:00"))
        same("requests", len(to(mails, AMY, "tracker-request")), 1)
        same("due", site.obligation(AMY, "tracker", at("2026-10-09", "14:00"))["due"], "2026-10-23")


def who_answered_during_the_outage_is_not_reminded_after_it():
    with Down() as site:
        site.ask()
        port = site.stop_server()
        site.mentord("once", now=at("2026-10-15"), code=69)  # the reminder waits
        site.start_server(port)
        site.answer(AMY, at("2026-10-16", "08:00"))
        mails = site.once(at("2026-10-16"))
        same("reminders", chasers(mails), [("tracker-due-soon", address) for address in (BEN, CHLOE, PRIYA)])
        one(mails, AMY, "certificate")


def reminders_wait_while_the_mailbox_is_deaf():
    with Down() as site:
        site.ask()
        port = site.stop_server()
        site.mentord("once", now=at("2026-10-15"), code=69)
        site.start_server(port)
        os.rename(site.file("in"), site.file("away"))
        same("deaf", site.mentord("once", now=at("2026-10-15", "10:00"), code=None).code != 0, True)
        same("reminders that were queued before", chasers(site.fresh()), [])
        os.rename(site.file("away"), site.file("in"))
        same("once it hears", len(chasers(site.once(at("2026-10-15", "11:00")))), 4)


# Downtime

class Off(harness.Site):
    """The same people on maildirs."""

    def __init__(self, core="2026-10-06T09:30", asked=ASKED, **others):
        self.asked = asked
        super().__init__(**{"people": PRIMARY_PEOPLE, "year": harness.year_with([("primary", core, 90)]), **others})

    def __enter__(self):
        self.requests = {mail.to: mail for mail in self.once(self.asked) if mail.template == "tracker-request"}
        same("asked", len(self.requests), 4)
        return self

    answer = Down.answer


def a_week_off():
    with Off() as site:  # rungs on 15, 21, 28 October
        site.answer(AMY, at("2026-10-20", "10:00"))
        site.deliver(reply(site.requests[BEN], "done"), at("2026-10-27", "10:00"))
        form = harness.fill(site.requests[CHLOE].attached(".docx"), harness.TRACKER)
        site.deliver(reply(site.requests[CHLOE], "Here.", [("t.docx", form)]), at("2026-10-28", "23:00"), folder=".Junk")
        mails = site.once(at("2026-10-29"))
        same("reminders", chasers(mails), [("tracker-overdue-again", BEN), ("tracker-overdue-again", PRIYA)])
        same("certificates", [to_ for _, to_ in templates(mails, "certificate")], [AMY, CHLOE])
        same("met at their arrival", site.obligation(AMY, "tracker", at("2026-10-29"))["met"], at("2026-10-20", "10:00"))
        same("later that day", chasers(site.once(at("2026-10-29", "15:00"))), [])
        warnings = site.json("status", now=at("2026-10-29", "15:00"))["warnings"]
        check("mail of the roster in junk is said: %s" % warnings, any("1 message from people on the roster" in words for words in warnings))


def a_laptop_that_sleeps_and_wakes_at_night():
    with Off() as site:
        same("in the night", chasers(site.once(at("2026-10-29", "03:00"))), [])
        same("in the morning", len(chasers(site.once(at("2026-10-29", "08:00")))), 4)
        same("again", chasers(site.once(at("2026-10-29", "08:10"))), [])


def the_sunday_of_the_clock_change_in_half_term():
    year = harness.year_with([("primary", "2026-10-09T09:30", 90)])
    closed = 'closed = (\n  { from = "2026-10-26"; to = "2026-10-30"; why = "Half-term"; school = "Oakfield Primary School"; },'
    with Off(year=year.replace("closed = (", closed), asked=at("2026-10-09", "12:00")) as site:
        same("due on the Friday before", site.obligation(AMY, "tracker", at("2026-10-09", "13:00"))["due"], "2026-10-23")
        found = []
        now = datetime.fromisoformat(at("2026-10-24", "12:00"))
        while now < datetime.fromisoformat(at("2026-11-03", "00:00")):  # by the hour of the world: 25 on the Sunday
            found += [(now.astimezone(LONDON).isoformat()[:16], mail.to) for mail in site.once(now.isoformat())
                      if mail.is_of(("tracker-overdue",))]
            now += timedelta(hours=1 if now.astimezone(LONDON).day == 25 else 6)
        same("in the window of the next day on which the school works", sorted(found),
             [("2026-11-02T12:00", address) for address in (AMY, BEN, CHLOE, PRIYA)])


def nights_without_and_with_an_hour_twice():
    for core, asked, rung, hours in (("2027-03-11T09:30", "2027-03-11", "2027-03-29", 23), ("2026-10-09T09:30", "2026-10-09", "2026-10-26", 25)):
        with Off(core=core, asked=at(asked, "12:00")) as site:
            due = site.obligation(AMY, "tracker", at(asked, "13:00"))["due"]
            start = datetime.fromisoformat(at(due, "00:30"))
            mails = []
            for n in range(0, 24 * 6, 3 if not os.environ.get("MENTORD_LONG") else 1):
                mails += [((start + timedelta(hours=n)).astimezone(LONDON).isoformat()[11:16], mail.to)
                          for mail in site.once((start + timedelta(hours=n)).isoformat()) if mail.is_of(("tracker-overdue",))]
            same("%d hours: each once" % hours, sorted(to_ for _, to_ in mails), [AMY, BEN, CHLOE, PRIYA])
            check("in the window: %s" % mails, all("08:00" <= time < "18:00" for time, _ in mails))


if __name__ == "__main__":
    harness.run([three_days_of_temporary_refusal, three_days_in_which_nobody_listens, three_days_of_refused_login,
                 three_days_of_refusal_at_the_door, a_reminder_that_waits_is_replaced_by_the_next,
                 day_0_is_the_day_on_which_the_server_took_the_request, who_answered_during_the_outage_is_not_reminded_after_it,
                 reminders_wait_while_the_mailbox_is_deaf, a_week_off, a_laptop_that_sleeps_and_wakes_at_night,
                 the_sunday_of_the_clock_change_in_half_term, nights_without_and_with_an_hour_twice])
