#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which feed is written when, and what stands in the private ones. Drives the built program on maildir ends. Prints TAP."""
import os
import re
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
import harness  # noqa: E402
from harness import check, same  # noqa: E402

NOW = "2026-09-07T09:00:00+01:00"
LATER = "2026-09-08T09:00:00+01:00"
ASKED = "2026-10-08T12:00:00+01:00"  # after both autumn dates of the primary phase
AMY, BEN, PRIYA, DAN = ("amy.brown@example.sch.uk", "ben.clark@example.sch.uk", "priya.nair@example.sch.uk",
                        "dan.evans@example.org")
FIRST = '  { scheme = "bcu"; event = "core"; term = "autumn"; phase = "primary";   start = "2026-10-06T16:00"'


def query(site, sql, *values):
    connection = sqlite3.connect(site.file("mentord.db"))
    with connection:
        rows = connection.execute(sql, values).fetchall()
    connection.close()
    return rows


def token(site, address, feed="bcu-mine"):
    return query(site, "SELECT token FROM token JOIN address USING (person) WHERE address = ? AND purpose = ? AND gone IS NULL",
                 address, "feed:" + feed)[0][0]


def feed(site, name):
    """The file's lines, unfolded."""
    text = harness.read_bytes(site.file("public", "feeds", name + ".ics")).decode()
    return text.replace("\r\n ", "").split("\r\n")


def values(lines, name):
    return [line.split(":", 1)[1] for line in lines if re.match(name + "[:;]", line)]


def for_whom(lines):
    return set(re.findall(r"For: (.*?)\\n", "".join(values(lines, "DESCRIPTION"))))


def stamps(site):
    folder = site.file("public", "feeds")
    return {name: os.stat(os.path.join(folder, name)).st_ino for name in os.listdir(folder)}


def an_idle_pass_has_nothing_marked():
    with harness.Site() as site:
        site.once(NOW)
        same("marks after a pass", query(site, "SELECT count(*) FROM unpublished"), [(0,)])
        before = stamps(site)
        site.once(LATER)
        same("files after an idle pass", stamps(site), before)
        same("modes", [oct(os.stat(site.file("public", *part)).st_mode & 0o777) for part in ((), ("feeds",))], ["0o755", "0o711"])


def a_change_of_one_writes_theirs_and_their_leads():
    with harness.Site() as site:
        site.once(ASKED)
        ref = site.obligation(AMY, "tracker", ASKED)["ref"]
        before = stamps(site)
        query(site, "UPDATE obligation SET extended = due + 20, sequence = sequence + 1, changed = changed + 60 WHERE ref = ?", ref)
        site.once("2026-10-08T12:10:00+01:00")
        changed = {name for name, inode in stamps(site).items() if before.get(name) != inode}
        want = {token(site, AMY), token(site, PRIYA), token(site, harness.PRIMARY, "bcu-lead")}
        same("files written", changed, {name + ".ics" for name in want})


def a_mentor_sees_own_dates_and_deadline():
    with harness.Site() as site:
        site.once(ASKED)
        lines = feed(site, token(site, AMY))
        tracker = site.obligation(AMY, "tracker", ASKED)
        at = lines.index("UID:due-%s@example.ac.uk" % tracker["ref"])
        event = lines[at:lines.index("END:VEVENT", at)]
        same("a whole day", values(event, "DTSTART"), [tracker["due"].replace("-", "")])
        same("its words", values(event, "SUMMARY"), ["Due: BCU Mentor Tracker"])
        same("for whom the dates are", for_whom(lines), {"primary", "Mathematics"})  # nothing is known of her subject
        same("another phase", for_whom(feed(site, token(site, DAN))), {"secondary", "Mathematics"})


def a_lead_sees_counts_and_no_names():
    with harness.Site() as site:
        site.once(ASKED)
        lead = feed(site, token(site, harness.PRIMARY, "bcu-lead"))
        due = [line for line in lead if line.startswith("SUMMARY:Due: BCU Mentor Tracker")]
        same("one event of all", due, ["SUMMARY:Due: BCU Mentor Tracker (4 people)"])
        for person in harness.PEOPLE:
            check(person[0] + " is not named", not any(person[0] in line or person[1] in line for line in lead))
        school = feed(site, token(site, PRIYA))
        same("of the school, and own", sorted(line for line in school if line.startswith("SUMMARY:Due: BCU Mentor Tracker")),
             ["SUMMARY:Due: BCU Mentor Tracker", "SUMMARY:Due: BCU Mentor Tracker (3 people)"])
        other = feed(site, token(site, harness.SECONDARY, "bcu-lead"))
        same("dates of the other phase", [line for line in other if "primary" in line], [])


def what_is_public_speaks_of_nobody():
    with harness.Site() as site:
        site.once(ASKED)
        names = [name for name in os.listdir(site.file("public", "feeds")) if name.startswith("bcu-")]
        same("public feeds", len(names), 6)
        public = "".join("\n".join(feed(site, name[:-4])) for name in names) + harness.read(site.file("public", "index.html"))
        for person in harness.PEOPLE:
            check(person[0],
                  not any(word and word in public for word in (person[0], person[1], person[3])))
        for name in ("bcu-all", "bcu-drop-ins"):
            check("the page has " + name, "webcal://mentors.example.ac.uk/feeds/%s.ics" % name in public)
        check("nor a private one", token(site, AMY) not in public)


def a_new_first_date_moves_no_other():
    with harness.Site() as site:
        site.once(NOW)
        before = dict(zip(values(feed(site, "bcu-primary"), "DTSTART")[2:], values(feed(site, "bcu-primary"), "UID")))
        year = harness.read(site.file("year.conf"))
        earlier = FIRST.replace("10-06T16:00", "10-01T16:00") + "; minutes = 60; },\n"
        site.write("year.conf", year.replace(FIRST, earlier + FIRST))
        site.once(LATER)
        lines = feed(site, "bcu-primary")
        after = dict(zip(values(lines, "DTSTART")[2:], values(lines, "UID")))
        new = after.pop("20261001T160000")
        same("the others", after, before)
        check("a key of its own", new not in before.values())
        same("nothing is raised", set(values(lines, "SEQUENCE")), {"0"})


def a_cancelled_date_is_dropped_after_a_fortnight():
    with harness.Site() as site:
        site.once(NOW)
        year = harness.read(site.file("year.conf"))
        at = year.index("\n", year.index(FIRST))
        site.write("year.conf", year[:at].rsplit("}", 1)[0] + "cancelled = true; }," + year[at:])
        for now, want in ((LATER, 1), ("2026-09-22T08:59:00+01:00", 1), ("2026-09-22T09:01:00+01:00", 0)):
            site.once(now)
            lines = feed(site, "bcu-primary")
            same("cancelled at " + now, lines.count("STATUS:CANCELLED"), want)
            same("at 6 October at " + now, values(lines, "DTSTART").count("20261006T160000"), want)
        mine = feed(site, token(site, AMY))
        same("nor in private", mine.count("STATUS:CANCELLED"), 0)


def a_renewed_link_is_gone():
    with harness.Site() as site:
        site.once(NOW)
        old = token(site, AMY)
        site.deliver(harness.write(AMY, "Calendar", "new calendar link"), NOW)
        site.once(LATER)
        new = token(site, AMY)
        files = os.listdir(site.file("public", "feeds"))
        same("files", [old + ".ics" in files, old + ".gone" in files, new + ".ics" in files], [False, True, True])
        check("in words", "renewed" in site.mentord("feed", old, now=LATER, code=65).err)
        done = subprocess.run([harness.PROGRAM, "-c", site.config, "--now", LATER, "feed", new.lower()], capture_output=True, check=True)
        same("bytes by the token", done.stdout, harness.read_bytes(site.file("public", "feeds", new + ".ics")))
        check("by its name", "private" in site.mentord("feed", "bcu-mine", now=LATER, code=65).err)


def a_role_that_ends_takes_the_feed_along():
    with harness.Site() as site:
        site.once(NOW)
        name = token(site, BEN)
        query(site, "UPDATE role SET until = ? WHERE person = (SELECT person FROM address WHERE address = ?)", 20703, BEN)  # 7 September
        site.once(NOW)
        check("on its last day it stands", os.path.exists(site.file("public", "feeds", name + ".ics")))
        site.once(LATER)
        same("after it", [os.path.exists(site.file("public", "feeds", name + end)) for end in (".ics", ".gone")], [False, True])


def an_erased_person_leaves_no_file():
    with harness.Site() as site:
        site.once(NOW)
        name = token(site, BEN)
        query(site, "DELETE FROM token WHERE token = ?", name)
        query(site, "UPDATE role SET until = 20000 WHERE person = (SELECT person FROM address WHERE address = ?)", BEN)
        site.once(LATER)
        same("files", [file for file in os.listdir(site.file("public", "feeds")) if name in file], [])


def a_folder_that_cannot_be_written_stops_no_mail():
    with harness.Site() as site:
        site.write("public", "in the way")
        fault = site.mentord("once", now=ASKED, code=74)
        check("in words: " + fault.err, site.file("public") in fault.err)
        check("mails went", harness.to(site.fresh(), AMY, "tracker-request"))
        os.unlink(site.file("public"))
        site.once("2026-10-08T12:10:00+01:00")
        check("and it is made good", os.path.exists(site.file("public", "feeds", token(site, AMY) + ".ics")))


harness.run([an_idle_pass_has_nothing_marked, a_change_of_one_writes_theirs_and_their_leads, a_mentor_sees_own_dates_and_deadline,
             a_lead_sees_counts_and_no_names, what_is_public_speaks_of_nobody, a_new_first_date_moves_no_other,
             a_cancelled_date_is_dropped_after_a_fortnight, a_renewed_link_is_gone, a_role_that_ends_takes_the_feed_along,
             an_erased_person_leaves_no_file, a_folder_that_cannot_be_written_stops_no_mail])
