#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail is kept as long as the site says, and no longer: named for a week, then deleted here and in the mailbox; what was filed stays.
Prints TAP."""
import sqlite3

import harness
from asked import AMY, Asked
from harness import check, same, write


def raw(site):
    with sqlite3.connect("file:%s?mode=ro" % site.file("mentord.db"), uri=True) as database:
        return database.execute("SELECT count(*) FROM raw").fetchone()[0]


def coming(site, now):
    return any("go within a week" in words for words in site.json("status", now=now)["warnings"])


def old_mail_goes_after_a_week_of_notice():
    with Asked() as site:
        site.write("mentord.conf", harness.read(site.config) + "retention = { raw_mail_days = 30; };\n")
        site.take(write(AMY, "my form", "Here.", [("t.docx", site.filled(AMY))]))
        site.take(write("stranger@example.net", "?", "Who are you?"))
        same("kept", (raw(site), coming(site, "2026-10-20T10:00:00+01:00")), (2, False))
        site.once("2026-11-04T10:00:00+00:00")
        same("named, and kept", (raw(site), coming(site, "2026-11-04T10:00:00+00:00"), len(site.processed())), (2, True, 2))
        site.once("2026-11-12T10:00:00+00:00")
        same("gone but for the open case", (raw(site), len(site.processed())), (1, 1))
        same("filed still", site.states(AMY, now="2026-11-12T10:00:00+00:00"), ["met"])
        check("said no more", not coming(site, "2026-11-12T10:00:00+00:00"))


harness.run([old_mail_goes_after_a_week_of_notice])
