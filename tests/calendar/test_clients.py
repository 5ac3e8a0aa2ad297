#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mentor's own calendar in programs that are not ours, which fetch it from mentord-web: the same times on both sides of
the changes of the clocks, one entry a date before and after it is moved, cancelled and restored, and due dates on the right
day. Pains 33 and 35. Prints TAP. Evolution is asked with MENTORD_LONG alone, for its packages are many."""
import functools
import os
import re
import select
import sqlite3
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import clients  # noqa: E402
import harness  # noqa: E402
from clients import Entry  # noqa: E402
from harness import check, same  # noqa: E402

AMY = "amy.brown@example.sch.uk"
WEB = os.path.join(harness.BUILD, "src", "mentord-web")
HEAD = """
year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; }, { id = "spring"; from = "2027-01-04"; to = "2027-03-26"; },
          { id = "summer"; from = "2027-04-12"; to = "2027-07-21"; } );
sessions = (
  { scheme = "bcu"; event = "core"; term = "autumn"; phase = "primary"; start = "2026-10-06T09:30"; minutes = 120; place = "Online"; title = "Core training"; },
"""
DATE = '  {{ scheme = "bcu"; event = "drop-in"; id = "{0}"; start = "{1}"; minutes = {2}; place = "{3}"; title = "{4}";{5} }}'
# id: start by the clock on the wall, minutes, place, title; and what that is in UTC
DATES = {
    "friday": ["2026-10-23T16:00", 60, "Room 1", "Friday in summer time"],
    "night": ["2026-10-24T22:00", 480, "Online", "Night in which the clocks go back"],
    "twice": ["2026-10-25T01:30", 60, "Online", "The hour that comes twice"],
    "monday": ["2026-10-26T16:00", 60, "Room 2", "Monday after summer time"],
    "eve": ["2027-03-26T09:30", 90, "Online", "Friday in winter time"],
    "gap": ["2027-03-28T00:30", 90, "Online", "Night in which the clocks go forward"],
    "short": ["2027-03-28T00:00", 1380, "Online", "The whole of a short day"],
    "late": ["2027-03-29T09:30", 90, "Room 3", "Monday in summer time again"],
}
TIMES = {
    "Core training": ("2026-10-06T08:30:00Z", "2026-10-06T10:30:00Z"),
    "Friday in summer time": ("2026-10-23T15:00:00Z", "2026-10-23T16:00:00Z"),
    "Night in which the clocks go back": ("2026-10-24T21:00:00Z", "2026-10-25T05:00:00Z"),
    "The hour that comes twice": ("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
    "Monday after summer time": ("2026-10-26T16:00:00Z", "2026-10-26T17:00:00Z"),
    "Friday in winter time": ("2027-03-26T09:30:00Z", "2027-03-26T11:00:00Z"),
    "Night in which the clocks go forward": ("2027-03-28T00:30:00Z", "2027-03-28T02:00:00Z"),
    "The whole of a short day": ("2027-03-28", "2027-03-29"),
    "Monday in summer time again": ("2027-03-29T08:30:00Z", "2027-03-29T10:00:00Z"),
    "Due: BCU Mentor Tracker": ("2026-10-20", "2026-10-21"),
    "Due: Mentor drop-in session": ("2027-06-30", "2027-07-01"),
}
FRIDAY, MONDAY, LATE, DUE = (DATES["friday"][3], DATES["monday"][3], DATES["late"][3], "Due: BCU Mentor Tracker")
MOVED_FRIDAY, MOVED_DUE = ("2026-10-27T09:30:00Z", "2026-10-27T10:30:00Z"), ("2026-10-27", "2026-10-28")


def year(cancelled=(), **changed):
    dates = [DATE.format(name, *(changed.get(name) or DATES[name]), " cancelled = true;" if name in cancelled else "")
             for name in DATES]
    return HEAD + ",\n".join(dates) + "\n);\n"


class Web:
    """mentord-web on a folder with one feed, until it is closed."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, "public")
        os.makedirs(os.path.join(self.folder, "feeds"))
        self.process = subprocess.Popen([WEB, self.folder, "127.0.0.1:0", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        ready = select.select([self.process.stdout], [], [], 60)[0]
        line = self.process.stdout.readline().decode() if ready else ""
        found = re.fullmatch(r"listening (127\.0\.0\.1:\d+)\n", line)
        check("listens: %r" % line, found)
        self.url = "http://%s/feeds/mine.ics" % found.group(1)
        threading.Thread(target=self.process.stdout.read, daemon=True).start()  # what it reports of fetches

    def put(self, content):
        half = os.path.join(self.folder, "half")
        with open(half, "wb") as file:
            file.write(content)
        os.replace(half, os.path.join(self.folder, "feeds", "mine.ics"))

    def close(self):
        self.process.stdin.close()
        self.process.wait(60)


def token(site, address):
    with sqlite3.connect(site.file("mentord.db")) as store:
        return store.execute("SELECT token FROM token JOIN address USING (person) WHERE address = ? AND purpose = 'feed:bcu-mine'"
                             " AND gone IS NULL", (address,)).fetchone()[0]


class Story:
    """What happened, as the client at hand is to show it."""

    def __init__(self, client, entries):
        self.client = client
        self.entries = entries

    def expect(self, title, status="CONFIRMED", words=(), without=(), times=None):
        entry = self.entries.get(title)
        what = "%s: %s" % (self.client.name, title)
        check(what + " is shown", entry)
        same(what, (entry.start, entry.end), times or TIMES[title])
        same(what + ", status", entry.status or "CONFIRMED", status)
        same(what + ", said to be cancelled", entry.summary.startswith("CANCELLED: "), status == "CANCELLED")
        for word in words:
            check("%s says %r: %r" % (what, word, entry.description), word in entry.description)
        for word in without:
            check("%s no longer says %r: %r" % (what, word, entry.description), word not in entry.description)

    def expect_all_but(self, *titles):
        same("titles in " + self.client.name, sorted(self.entries), sorted(TIMES))
        for title in set(TIMES) - set(titles):
            if title != DUE:
                self.expect(title, without=("Moved from", "cancelled"))


def at_first(story):
    story.expect_all_but(DUE)
    story.expect(DUE, status=story.entries[DUE].status or "CONFIRMED", words=("reply to the mail that brought it", "Reference "))


def moved(story):
    story.expect_all_but(FRIDAY, LATE, DUE)
    story.expect(FRIDAY, times=MOVED_FRIDAY, words=("Moved from Friday 23 October 2026, 16:00.",))
    story.expect(LATE, words=("The place was: Room 3.",))
    story.expect(DUE, times=MOVED_DUE, words=("Moved from Tuesday 20 October 2026.",))


def cancelled(story):
    story.expect_all_but(FRIDAY, MONDAY, LATE, DUE)
    story.expect(FRIDAY, times=MOVED_FRIDAY)
    story.expect(MONDAY, status="CANCELLED", words=("The date of Monday 26 October 2026, 16:00 is cancelled.",))


def restored(story):
    story.expect_all_but(FRIDAY, MONDAY, LATE, DUE)
    story.expect(MONDAY, words=("takes place after all",))


def forgotten(story):
    story.expect_all_but(FRIDAY, DUE)
    story.expect(FRIDAY, times=MOVED_FRIDAY, without=("Moved",))
    story.expect(DUE, times=MOVED_DUE)


@functools.lru_cache(None)
def story():
    """What stood in the feed after one change and the other, and how it is to be shown: (bytes, judge) of each."""
    change = {"friday": ["2026-10-27T09:30", 60, "Room 1", FRIDAY], "late": ["2027-03-29T09:30", 90, "Online", LATE]}
    told = []
    with harness.Site(year=year()) as site:
        def then(now, text, judge):
            site.write("year.conf", text)
            site.once(now)
            told.append((harness.read_bytes(site.file("public", "feeds", token(site, AMY) + ".ics")), judge))
        then("2026-10-06T12:00:00+01:00", year(), at_first)  # the training is over: the tracker is due in ten working days
        site.mentord("record", "extension", site.obligation(AMY, "tracker", "2026-10-08T10:00:00+01:00")["ref"], "2026-10-27",
                     "--reason", "asked for", now="2026-10-08T10:00:00+01:00")
        then("2026-10-08T10:30:00+01:00", year(**change), moved)
        then("2026-10-09T09:00:00+01:00", year(cancelled=["monday"], **change), cancelled)
        then("2026-10-12T09:00:00+01:00", year(**change), restored)
        then("2026-10-26T10:00:00+00:00", year(**change), forgotten)
    return told


def follows_it_all(kind):
    """One client, from the first fetch to the day on which nothing is told any more."""
    def test():
        with tempfile.TemporaryDirectory(prefix="mentord-client-") as folder:
            web, client = Web(folder), None
            try:
                client = kind(folder, web.url)
                for content, judge in story():
                    web.put(content)
                    client.fetch()
                    judge(Story(client, client.entries()))
            finally:
                if client:
                    client.end()
                web.close()
    test.__name__ = re.sub(r"\W+", "_", kind.name) + "_follows_it_all"
    return test


if __name__ == "__main__":
    harness.run([follows_it_all(kind) for kind in clients.ALL])
