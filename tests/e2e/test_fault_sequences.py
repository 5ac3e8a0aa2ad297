#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One to five passes through servers that break somewhere, drawn by lot from a seed, then servers that work: exactly the expected
mails are filed and sent, and one that came twice has the same Message-ID and bytes. A relay before Dovecot and an SMTP server does
the breaking. Prints TAP. SEEDS seeds in the normal run, a thousand with MENTORD_LONG; SEED=n in the environment tries that one."""
import os
import random
import re

import crashing
import harness
import proxy
import served
import story
from crashing import LONG, PEOPLE, compare
from harness import check
from proxy import SERVER, Cut, Half, Relay

SEEDS = 1000 if LONG else 4
PIECES = {"imap": 90, "smtp": 60}  # about as many as a pass has


def times(day, count):
    """So many passes, an hour and a half apart: a mail that was put off is due again."""
    return ["2026-10-%02dT%02d:%02d:00+01:00" % (day, 8 + (20 + 90 * n) // 60, (20 + 90 * n) % 60) for n in range(count)]


class Breaker:
    """Does one thing to the piece that is the @at-th from the server, or to the first after it that it fits."""

    def __init__(self, way, at):
        self.way, self.at, self.count, self.done = way, at, 0, False

    def see(self, end, piece):
        self.count += end == SERVER
        if self.done or self.count < self.at:
            return piece
        changed = self.way(end, piece)
        self.done = changed is not piece
        return changed


def cut(end, piece):
    raise Cut


def half(end, piece):
    """Half of what the server says, and no more: the rest never comes."""
    if end != SERVER:
        return piece
    return Half(piece[:len(piece) // 2])


def imap_bye(end, piece):
    return Half(b"* BYE Internal error occurred\r\n") if end == SERVER and piece.startswith(b"* ") else piece


def imap_no(end, piece):
    return re.sub(rb"^(\w+) OK ", rb"\1 NO [UNAVAILABLE] ", piece) if end == SERVER and re.match(rb"M\d+ OK ", piece) else piece


def imap_bad(end, piece):
    return re.sub(rb"^(\w+) OK ", rb"\1 BAD ", piece) if end == SERVER and re.match(rb"M\d+ OK ", piece) else piece


def imap_chatter(end, piece):
    if end == SERVER and piece.startswith(b"* ") and not proxy.LITERAL.search(piece):
        return piece + b"* 1 FETCH (FLAGS (\\Seen))\r\n* 77 EXISTS\r\n* 0 RECENT\r\n"
    return piece


def imap_other(end, piece):
    """Another message's number beside the body."""
    return re.sub(rb"UID \d+", b"UID 4711", piece) if end == SERVER and b"BODY[]" in piece else piece


def imap_nil(end, piece):
    return piece if end != SERVER or b" FETCH " not in piece or b"INTERNALDATE" not in piece else b""


def smtp_says(reply):
    """A reply that is not the server's, which has done what it was asked; then the connection ends."""
    def way(end, piece):
        return Half(reply) if end == SERVER and re.match(rb"(250|354) ", piece) else piece
    return way


WAYS = {"imap": [cut, half, imap_bye, imap_no, imap_bad, imap_chatter, imap_other, imap_nil],
        "smtp": [cut, half, smtp_says(b"421 4.3.2 closing\r\n"), smtp_says(b"HTTP/1.1 200 OK\r\n"), smtp_says(b"250-\r\n" * 300)]}
REFUSALS = [("MAIL", "451 4.3.0 later"), ("MAIL", "550 5.7.1 you may not send"), ("RCPT", "450 4.2.0 greylisted"), ("RCPT", "421 4.3.2 closing"),
            ("DATA", "432 4.3.2 sender thread limit exceeded"), ("DATA", "452 4.3.1 disk full"), ("DATA", "554 5.6.0 no")]


def refusing(lot):
    """The server itself refuses some of what it is asked, for this pass."""
    phase, reply = lot.choice(REFUSALS)
    first, calls = lot.randint(1, 8), []

    def judge(value):
        calls.append(value)
        return reply if len(calls) >= first else None
    return {phase: judge}


def recreate(site):
    """The mailbox is made anew: its messages have other numbers, from 1."""
    for name in ("dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache"):
        for folder in ("Maildir", "Maildir/.Junk"):
            path = os.path.join(site.house.home(site.user), folder, name)
            if os.path.exists(path):
                os.unlink(path)


def disturbed(original, want, seed):
    lot = random.Random(seed)
    done = []
    with served.Copy(original) as site:
        faults = lot.randint(1, 5)
        for now in times(9, 6)[1:faults + 1]:
            breakers = {end: Breaker(lot.choice(WAYS[end]), lot.randint(1, PIECES[end])) for end in WAYS}
            if lot.random() < 0.5:
                breakers[lot.choice(["imap", "smtp"])] = Breaker(lambda end, piece: piece, 0)
            site.house.sink.answer.update(refusing(lot) if lot.random() < 0.5 else {})
            done.append({end: (breaker.way.__name__, breaker.at) for end, breaker in breakers.items()})
            if lot.random() < 0.2:
                recreate(site)
                done[-1]["recreated"] = True
            with Relay(site.house.dovecot.imap, breakers["imap"].see) as imap, Relay(site.house.sink.port, breakers["smtp"].see) as smtp:
                site.through(imap.port, smtp.port)
                code = site.mentord("once", now=now, code=None).code
                site.through()
            done[-1]["refused"] = sorted(site.house.sink.answer)
            site.house.sink.answer.clear()
            check("seed %d: exit %d of %r" % (seed, code, done), code in (0, 69, 75, 77))
        for now in ("2026-10-09T17:40:00+01:00", "2026-10-09T17:50:00+01:00"):
            site.mentord("once", now=now)
        compare(only_what_counts(site.end()), want, "seed %d: %r" % (seed, done))


def only_what_counts(found):
    """Instants differ by when a pass worked; that mail did not go, and goes again, only who had faults is told."""
    kept = {key: value for key, value in found.items() if key in ("mails", "INBOX", "Junk", "Processed") or key.startswith("SELECT kind")}
    kept["messages"], kept["awards"] = found["rows of message"], found.get("rows of award")
    kept["mails"] = [(template, address) for template, address in kept["mails"] if template not in ("alert", "works-again")]
    return kept


def whatever_breaks_the_same_is_filed_and_sent():
    lacking = story.missing()
    if lacking:
        raise harness.Skip(lacking)
    with served.House() as house, served.Site(house, people=PEOPLE) as original:
        for n, message in enumerate(crashing.inbox(original)):
            original.deliver(message, "2026-10-09T07:15:00+01:00", "Junk" if n == 1 else "INBOX")
        served.frozen(original)
        with served.Copy(original) as site:
            for now in (times(9, 2)[1], "2026-10-09T17:40:00+01:00", "2026-10-09T17:50:00+01:00"):
                site.mentord("once", now=now)
            want = only_what_counts(site.end())
        seeds = [int(os.environ["SEED"])] if "SEED" in os.environ else range(SEEDS)
        for seed in seeds:
            disturbed(original, want, seed)
        print("# %d seeds" % len(seeds))


harness.run([whatever_breaks_the_same_is_filed_and_sent])
