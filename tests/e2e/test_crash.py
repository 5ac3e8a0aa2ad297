#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed at any durable write and run again, a pass ends as an undisturbed one does: same states, same awards, the same mails,
none twice. Prints TAP. In the normal run at most STEPS crash points of each story, spread over all; all of them with
MENTORD_LONG in the environment."""
import collections
import os
import shutil
import tempfile

import harness
from harness import check, reply, same, write

PEOPLE = [row for row in harness.PEOPLE if row[4] == "primary"]
AMY, BEN, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "priya.nair"))
ASKED = "2026-10-08T12:00:00+01:00"
RETURNED = "2026-10-09T10:15:00+01:00"
READ = "2026-10-09T10:20:00+01:00"
STEPS = 30
CRASHED = 100
DURABLE_WRITES = 2000  # more than any of these passes has


def before_anything(site):
    """The first pass: everybody is asked."""


def with_an_inbox(site):
    """A pass that files, certifies, answers and opens cases."""
    requests = {mail.to: mail for mail in site.once(ASKED) if mail.template == "tracker-request"}
    form = harness.fill(requests[AMY].attached(".docx"), harness.TRACKER)
    site.deliver(reply(requests[AMY], "Here.", [("t.docx", form)]), RETURNED)
    site.deliver(reply(requests[BEN], "done"), RETURNED)
    site.deliver(write(PRIYA, "A question", "When is the next training?"), RETURNED)
    site.deliver(write("nobody@example.org", "Hello", "Who are you?"), RETURNED)
    site.deliver(write(BEN, "Automatic reply: away", "I am away.", headers=[("Auto-Submitted", "auto-replied")]), RETURNED)


def end_of(site, now):
    """What stands, without numbers and tokens that are drawn by lot."""
    people = []
    for row in PEOPLE:
        person = site.json("person", row[1], now=now)
        people.append((person["name"], person["hours"],
                       sorted((o["requirement"], o.get("instance"), o["state"], o["opened"], o["due"], o["met"],
                               [(mail["template"], mail["state"]) for mail in o["mails"]]) for o in person["obligations"]),
                       [award["award"] for award in person["awards"]]))
    status = site.json("status", now=now)
    mails = site.sent()
    twice = [key for key, n in collections.Counter((mail.id, mail.to) for mail in mails).items() if n > 1]
    same("mails delivered twice", twice, [])
    return {"people": people, "mails": sorted((mail.template, mail.to) for mail in mails),
            "status": {key: status[key] for key in ("people", "schools", "obligations", "outbox", "messages", "cases", "awards")},
            "inbox": len(site.inbox()), "processed": len(site.processed()),
            "feeds": sorted(name for _, _, names in os.walk(site.file("public")) for name in names if name.startswith("bcu-"))}


class Copy(harness.Site):
    """Another site as it stands."""

    def __init__(self, original):
        self.folder = tempfile.mkdtemp(prefix="mentord-e2e-")
        shutil.rmtree(self.folder)
        shutil.copytree(original.folder, self.folder)
        self.config = self.file("mentord.conf")
        self.seen = set()
        self.write("mentord.conf", harness.read(self.config).replace(original.folder, self.folder))


def points(crashes):
    """Of the crash points 1 to @crashes those that are tried in this run."""
    if os.environ.get("MENTORD_LONG") or crashes <= STEPS:
        return range(1, crashes + 1)
    return sorted({1 + n * (crashes - 1) // (STEPS - 1) for n in range(STEPS)})


def crash(site, at, now):
    return site.mentord("once", now=now, env={"MENTORD_CRASH_AT": str(at)}, code=None).code


def writes_of(original, now):
    """How many durable writes the pass has: by halving, as the number is not told."""
    low, high = 0, DURABLE_WRITES  # it crashes at low, not at high
    while high - low > 1:
        middle = (low + high) // 2
        with Copy(original) as site:
            code = crash(site, middle, now)
            check("exit %d at %d" % (code, middle), code in (0, CRASHED))
            low, high = (middle, high) if code == CRASHED else (low, middle)
    return low


def every_crash_ends_well(story, now):
    with harness.Site(people=PEOPLE) as original:
        story(original)
        with Copy(original) as undisturbed:
            undisturbed.once(now)
            want = end_of(undisturbed, now)
        writes = writes_of(original, now)
        check("durable writes: %d" % writes, 4 < writes < DURABLE_WRITES - 1)
        tried = points(writes)
        print("# %d durable writes, crashed at %d of them" % (writes, len(tried)))
        for at in tried:
            with Copy(original) as site:
                same("exit status of the crash at %d" % at, crash(site, at, now), CRASHED)
                site.mentord("once", now=now)
                got = end_of(site, now)
                for key in want:
                    same("%s after a crash at durable write %d of %d" % (key, at, writes), got[key], want[key])


def asking_survives_every_crash():
    every_crash_ends_well(before_anything, ASKED)


def filing_survives_every_crash():
    every_crash_ends_well(with_an_inbox, READ)


def twice_in_a_row_too():
    """Crashed, crashed again at the first write of the next start, and run."""
    with harness.Site(people=PEOPLE) as original:
        with_an_inbox(original)
        with Copy(original) as undisturbed:
            undisturbed.once(READ)
            want = end_of(undisturbed, READ)
        for at in (3, 9, 15):
            with Copy(original) as site:
                crash(site, at, READ)
                crash(site, 1, READ)
                crash(site, 2, READ)
                site.mentord("once", now=READ)
                got = end_of(site, READ)
                for key in want:
                    same("%s after crashes at %d, 1 and 2" % (key, at), got[key], want[key])


harness.run([asking_survives_every_crash, filing_survives_every_crash, twice_in_a_row_too])
