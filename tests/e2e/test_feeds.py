#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calendar feeds: as files, over the built-in server, and what happens when a date moves. Prints TAP."""
import os
import select
import signal
import subprocess
import time

import harness
from daemon import Daemon
from harness import check, same

NOW = "2026-09-07T09:00:00+01:00"
LATER = "2026-09-08T09:00:00+01:00"
AMY, PRIYA = "amy.brown@example.sch.uk", "priya.nair@example.sch.uk"


def published(site, name="bcu-primary.ics"):
    return harness.read_bytes(site.file("public", "feeds", name))


def events(content):
    """{UID: VEVENT} as another library reads it."""
    icalendar = harness.need("icalendar")
    found = {str(event["UID"]): event for event in icalendar.Calendar.from_ical(content).walk("VEVENT")}
    check("events", found)
    return found


def private(site, address):
    """The names of the private feeds in the folder that hold this person's deadlines or dates."""
    return sorted(name for name in os.listdir(site.file("public", "feeds")) if name.endswith(".ics") and not name.startswith("bcu-"))


def one_file_a_feed():
    with harness.Site() as site:
        site.once(NOW)
        names = os.listdir(site.file("public", "feeds"))
        for feed in ("all", "primary", "secondary", "post-16", "drop-ins"):
            check("bcu-%s.ics among %s" % (feed, names), "bcu-%s.ics" % feed in names)
        starts = sorted(str(event["DTSTART"].dt)[:16] for event in events(published(site)).values()
                        if "rop-in" not in str(event["SUMMARY"]))
        same("primary dates", starts, ["2026-10-06 16:00", "2026-10-08 09:30", "2027-01-19 16:00", "2027-01-21 09:30", "2027-05-11 16:00"])
        same("drop-ins", len(events(published(site, "bcu-drop-ins.ics"))), 2)
        text = published(site).decode()
        for line in ("BEGIN:VTIMEZONE", "REFRESH-INTERVAL", "X-WR-CALNAME", "DTSTAMP", "SEQUENCE:0", "DTSTART;TZID=Europe/London:20261006T160000"):
            check(line + " stands in it", line in text)
        check("lines end with CR LF and hold 75 octets", all(len(line) <= 75 for line in published(site).split(b"\r\n")) and b"\n" not in published(site).replace(b"\r\n", b""))


def nothing_changed_is_the_same_bytes():
    with harness.Site() as site:
        site.once(NOW)
        folder = site.file("public", "feeds")
        before = {name: harness.read_bytes(os.path.join(folder, name)) for name in os.listdir(folder)}
        stamps = {name: os.stat(os.path.join(folder, name)).st_mtime_ns for name in before}
        site.once(LATER)
        same("bytes", {name: harness.read_bytes(os.path.join(folder, name)) for name in os.listdir(folder)}, before)
        same("files left alone", {name: os.stat(os.path.join(folder, name)).st_mtime_ns for name in before}, stamps)


def a_moved_date_raises_its_sequence_alone():
    with harness.Site() as site:
        site.once(NOW)
        before = events(published(site))
        year = harness.read(site.file("year.conf"))
        site.write("year.conf", year.replace('"2026-10-06T16:00"', '"2026-10-06T16:30"'))
        site.once(LATER)
        after = events(published(site))
        same("UIDs", sorted(after), sorted(before))
        changed = [uid for uid in after if after[uid].to_ical() != before[uid].to_ical()]
        same("changed", len(changed), 1)
        event = after[changed[0]]
        same("its sequence", int(event["SEQUENCE"]), 1)
        same("its start", str(event["DTSTART"].dt)[:16], "2026-10-06 16:30")
        same("its stamp", event["DTSTAMP"].dt.strftime("%Y-%m-%d"), "2026-09-08")


def states(site):
    """{start: STATUS} of the autumn's primary dates."""
    return {str(event["DTSTART"].dt)[:16]: str(event["STATUS"]) for event in events(published(site)).values()
            if str(event["DTSTART"].dt).startswith("2026-10")}


def a_cancelled_date_stays_as_cancelled():
    with harness.Site() as site:
        site.once(NOW)
        year = harness.read(site.file("year.conf"))
        site.write("year.conf", year.replace('start = "2026-10-06T16:00";', 'start = "2026-10-06T16:00"; cancelled = true;'))
        site.once(LATER)
        same("dates", states(site), {"2026-10-06 16:00": "CANCELLED", "2026-10-08 09:30": "CONFIRMED"})


def a_date_taken_out_is_nowhere_confirmed():
    with harness.Site() as site:
        site.once(NOW)
        before = events(published(site))
        year = harness.read(site.file("year.conf")).splitlines(keepends=True)
        site.write("year.conf", "".join(line for line in year if "2026-10-06T16:00" not in line))
        site.once(LATER)
        after = events(published(site))
        confirmed = [str(event["DTSTART"].dt)[:16] for event in after.values() if str(event["STATUS"]) == "CONFIRMED"]
        check("the date is gone: %s" % confirmed, "2026-10-06 16:00" not in confirmed)
        same("the other date stands once", confirmed.count("2026-10-08 09:30"), 1)
        same("no UID is dropped, or calendars keep what they have", sorted(after), sorted(before))


FIRST_DATE = 'start = "2026-10-06T16:00"; minutes = 120; place = "Online";'
LIFE = [  # when; the first date from then on; SEQUENCE, status, start, and what its description says and no longer says
    ("2026-09-07T09:00:00+01:00", FIRST_DATE, 0, "CONFIRMED", "2026-10-06 16:00", [], ["Moved", "cancelled"]),
    ("2026-09-08T09:00:00+01:00", FIRST_DATE.replace("06T16:00", "07T09:30"), 1, "CONFIRMED", "2026-10-07 09:30",
     ["Moved from Tuesday 6 October 2026, 16:00."], ["place"]),
    ("2026-09-09T09:00:00+01:00", FIRST_DATE.replace("06T16:00", "07T10:30").replace("Online", "Room 1"), 2, "CONFIRMED", "2026-10-07 10:30",
     ["Moved from Wednesday 7 October 2026, 09:30. Before that it was on Tuesday 6 October 2026, 16:00. The place was: Online."], []),
    ("2026-09-10T09:00:00+01:00", FIRST_DATE + " cancelled = true;", 3, "CANCELLED", "2026-10-06 16:00",
     ["The date of Tuesday 6 October 2026, 16:00 is cancelled. Please come instead on: Thursday 8 October 2026, 09:30, City South Campus."], ["Moved"]),
    ("2026-09-11T09:00:00+01:00", FIRST_DATE, 4, "CONFIRMED", "2026-10-06 16:00",
     ["Moved from Wednesday 7 October 2026, 10:30.", "It had been cancelled, and takes place after all."], ["is cancelled"]),
    ("2026-09-24T10:00:00+01:00", FIRST_DATE, 4, "CONFIRMED", "2026-10-06 16:00", ["It had been cancelled"], ["09:30."]),
    ("2026-09-26T09:00:00+01:00", FIRST_DATE, 4, "CONFIRMED", "2026-10-06 16:00", [], ["Moved", "cancelled"]),
    ("2026-09-27T09:00:00+01:00", FIRST_DATE + " cancelled = true;", 5, "CANCELLED", "2026-10-06 16:00", ["is cancelled"], ["Moved"]),
    ("2026-10-10T09:00:00+01:00", FIRST_DATE + " cancelled = true;", 5, "CANCELLED", "2026-10-06 16:00", ["is cancelled"], []),
    ("2026-10-12T09:00:00+01:00", FIRST_DATE + " cancelled = true;", None, "", "", [], []),
]


def one_date_through_its_life():
    with harness.Site() as site:
        year, uid, stamp = harness.read(site.file("year.conf")), None, ""
        for now, line, sequence, status, start, says, silent in LIFE:
            site.write("year.conf", year.replace(FIRST_DATE, line))
            site.once(now)
            before = published(site)
            printed = subprocess.run([harness.PROGRAM, "-c", site.config, "--now", now, "feed", "bcu-primary"], capture_output=True, check=True)
            same(now + ": the command prints", printed.stdout, before)
            site.once(now[:11] + "23:50:00+01:00")  # another process, and by the end of the day
            same(now + ": again", published(site), before)
            found = events(before)
            uid = uid or next(one for one, event in found.items() if str(event["DTSTART"].dt)[:16] == start)
            same(now + ": stands", uid in found, sequence is not None)
            if sequence is None:
                continue
            event, text = found[uid], " ".join(str(found[uid]["DESCRIPTION"]).split())
            same(now, [int(event["SEQUENCE"]), str(event["STATUS"]), str(event["DTSTART"].dt)[:16]], [sequence, status, start])
            same(now + ": its title", str(event["SUMMARY"]).startswith("CANCELLED: "), status == "CANCELLED")
            check("%s: says %s: %s" % (now, says, text), all(one in text for one in says))
            check("%s: no longer says %s: %s" % (now, silent, text), not any(one in text for one in silent))
            same(now + ": two stamps of one change", event["LAST-MODIFIED"].dt, event["DTSTAMP"].dt)
            check("%s: no earlier stamp than %s" % (now, stamp), str(event["DTSTAMP"].dt) >= stamp)
            stamp = str(event["DTSTAMP"].dt)


def private_feeds_have_deadlines_and_can_be_renewed():
    with harness.Site() as site:
        site.once("2026-10-08T12:00:00+01:00")
        names = private(site, AMY)
        same("one for each holder", len(names), len(harness.PEOPLE))
        with_tracker = [name for name in names if "tracker" in published(site, name).decode().lower()]
        check("deadlines stand in those who have one", with_tracker)
        site.mentord("people", "renew", AMY, now="2026-10-08T12:30:00+01:00")
        site.once("2026-10-08T13:00:00+01:00")
        renewed = private(site, AMY)
        same("as many as before", len(renewed), len(names))
        gone = [name for name in os.listdir(site.file("public", "feeds")) if name.endswith(".gone")]
        same("the old one is marked", gone, [name.replace(".ics", ".gone") for name in names if name not in renewed])


def the_command_prints_the_feed():
    with harness.Site() as site:
        site.once(NOW)
        done = subprocess.run([harness.PROGRAM, "-c", site.config, "--now", NOW, "feed", "bcu-primary"], capture_output=True, check=True)
        same("bytes", done.stdout, published(site))
        site.mentord("feed", "bcu-nothing", now=NOW, code=65)


def the_server_serves_them():
    with harness.Site() as site:
        site.once(NOW)
        with Daemon(site, LATER) as daemon:
            status, headers, body = daemon.get("/feeds/bcu-primary.ics")
            same("status", status, 200)
            same("bytes", body, published(site))
            check("type: " + headers["content-type"], headers["content-type"].startswith("text/calendar"))
            same("with its ETag", daemon.get("/feeds/bcu-primary.ics", If_None_Match=headers["etag"])[0], 304)
            same("with another", daemon.get("/feeds/bcu-primary.ics", If_None_Match='"other"')[0], 200)
            same("HEAD", (daemon.get("/feeds/bcu-primary.ics", method="HEAD")[0], daemon.get("/feeds/bcu-primary.ics", method="HEAD")[2]), (200, b""))
            same("unknown", daemon.get("/feeds/bcu-nothing.ics")[0], 404)
            same("outside", daemon.get("/feeds/../../mentord.db")[0] in (400, 404), True)
            same("page", daemon.get("/")[0], 200)
            check("no other method", daemon.get("/feeds/bcu-primary.ics", method="POST")[0] in (405, 501))
            same("ends cleanly", daemon.stop(), 0)


def a_renewed_link_answers_gone():
    with harness.Site() as site:
        site.once(NOW)
        names = private(site, AMY)
        site.mentord("people", "renew", AMY, now=NOW)
        site.once(LATER)
        old = [name for name in names if name not in private(site, AMY)]
        same("renewed", len(old), 1)
        with Daemon(site, LATER) as daemon:
            same("the old link", daemon.get("/feeds/" + old[0])[0], 410)
            new = [name for name in private(site, AMY) if name not in names]
            same("the new link", daemon.get("/feeds/" + new[0])[0], 200)


def the_daemon_does_what_a_pass_does():
    with harness.Site() as site:
        with Daemon(site, "2026-10-08T12:00:00+01:00") as daemon:
            def asked():
                return any(mail.template == "tracker-request" and mail.to == AMY for mail in site.sent())
            end = time.monotonic() + 60
            while time.monotonic() < end and not asked():
                select.select([], [], [], 0.1)
            check("requests went out", asked())
            daemon.process.send_signal(signal.SIGHUP)
            select.select([], [], [], 0.5)
            same("lives on after a reload", daemon.process.poll(), None)
            second = site.mentord("once", now=NOW, code=None)
            check("a second engine is refused: %d %s" % (second.code, second.err), second.code in (74, 75) and second.err)
            same("status can be asked meanwhile", site.json("status", now=NOW)["people"], len(harness.PEOPLE))
            same("SIGTERM ends it", daemon.stop(), 0)


harness.run([one_file_a_feed, one_date_through_its_life, nothing_changed_is_the_same_bytes, a_moved_date_raises_its_sequence_alone,
             a_cancelled_date_stays_as_cancelled, a_date_taken_out_is_nowhere_confirmed, private_feeds_have_deadlines_and_can_be_renewed, the_command_prints_the_feed,
             the_server_serves_them, a_renewed_link_answers_gone, the_daemon_does_what_a_pass_does])
