#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed with SIGKILL at any step of IMAP and SMTP, on Dovecot and an SMTP server: before what mentord says reaches the server, and
after what the server answers has been done and before mentord hears of it. Run again, the state is that of an undisturbed run,
nothing is lost, and a mail that came twice has the same Message-ID and the same bytes. Prints TAP. In the normal run STEPS steps of
each story, spread over all; all of them, and more pairs, with MENTORD_LONG in the environment."""
import random
import signal
import subprocess

import crashing
import harness
import proxy
import served
import story
from crashing import LONG, READ, RETURNED, compare, spread
from harness import check, same

STEPS = 3
PAIRS = 60 if LONG else 1
CONNECTIONS = 2  # for so few mails; on each one final dot may lack its answer
WITHOUT_MOVE = "IMAP4rev1 UIDPLUS LITERAL+ SASL-IR"


class Filing(crashing.Story):
    def prepare(self, site):
        for n, message in enumerate(crashing.inbox(site)):
            site.deliver(message, RETURNED, "Junk" if n == 1 else "INBOX")


def run_through(site, now, killer):
    """A pass by two relays that the killer watches; its exit status, negative when it was killed."""
    with proxy.Relay(site.house.dovecot.imap, killer.see) as imap, proxy.Relay(site.house.sink.port, killer.see) as smtp:
        site.through(imap.port, smtp.port)
        child = subprocess.Popen([harness.PROGRAM, "-c", site.config, "--now", now, "once"], cwd=site.folder,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        killer.started(child)
        code = child.wait(harness.PATIENCE)
        site.through()
    return code


def survives(name, story_class, now, capability=""):
    def test():
        lacking = story.missing()
        if lacking:
            raise harness.Skip(lacking)
        with served.House(capability) as house, served.Site(house, people=crashing.PEOPLE) as original:
            story_class(name, now).prepare(original)
            served.frozen(original)
            with served.Copy(original) as site:
                counter = proxy.Killer()
                same("exit status undisturbed", run_through(site, now, counter), 0)
                site.mentord("once", now=now)
                want, steps = site.end(), counter.count
            check("steps: %d" % steps, steps > 20)
            tried = spread(steps, STEPS)
            doubled = sum(try_points(original, now, want, [at]) for at in tried)
            print("# %s: %d steps of IMAP and SMTP, killed at %d of them; %d mails came twice, as the same bytes" %
                  (name, steps, len(tried), doubled))
            lot = random.Random(name)
            for _ in range(PAIRS):
                try_points(original, now, want, [lot.randint(1, steps), lot.randint(1, steps // 2)])
            print("# %s: killed %d times while it recovered" % (name, PAIRS))
    test.__name__ = name.replace(" ", "_") + "_survives_a_kill_at_any_step"
    return test


def try_points(original, now, want, points):
    """How many mails came twice."""
    where = "killed at " + ", then at ".join(map(str, points))
    with served.Copy(original) as site:
        for at in points:
            code = run_through(site, now, proxy.Killer(at))
            check("exit status %d %s" % (code, where), code in (-signal.SIGKILL, 0))  # 0: it had ended at the last goodbyes
        site.mentord("once", now=now)
        compare(site.end(), want, where)
        mails = site.sent()
        doubled = len(mails) - len({(mail.id, mail.to) for mail in mails})
        check("%d mails came twice, %s: more than were in flight" % (doubled, where), doubled <= CONNECTIONS * len(points))
        return doubled


harness.run([survives("asking", crashing.Story, crashing.ASKED), survives("filing", Filing, READ),
             survives("filing without MOVE", Filing, READ, WITHOUT_MOVE)])
