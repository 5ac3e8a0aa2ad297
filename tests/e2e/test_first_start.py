#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mailbox that already holds years of mail: without `since` mentord says so and touches nothing, with it only what came from
that day on counts. Two thousand old mails in the normal run, twenty thousand with MENTORD_LONG in the environment. Prints TAP."""
import os
import re

import harness
import story
from harness import OFFICE, check, same, templates, write

OLD = 20000 if os.environ.get("MENTORD_LONG") else 2000
NOW = "2026-10-05T10:00:00+01:00"
RAW = (b"Return-Path: <amy.brown@example.sch.uk>\r\nReceived: from mail.example.org by mx.example.ac.uk with ESMTPS; "
       b"Mon, 02 Mar 2020 10:00:%02d +0000\r\nFrom: Amy Brown <amy.brown@example.sch.uk>\r\nTo: mentors@example.ac.uk\r\n"
       b"Subject: done\r\nMessage-ID: <old%d@example.org>\r\nDate: Mon, 02 Mar 2020 10:00:00 +0000\r\n\r\ndone\r\n")


def fill(site, n):
    for i in range(n):
        with open(site.file("in", "cur" if i % 2 else "new", "%d.old.example%s" % (i, ":2," if i % 2 else "")), "wb") as file:
            file.write(RAW % (i % 60, i))


def listing(site):
    """Names, sizes and times of everything in the maildir."""
    return sorted((path, name, os.stat(os.path.join(path, name)).st_mtime_ns) for path, _, names in os.walk(site.file("in")) for name in names)


def without_since(site):
    config = re.sub(r' since = "[^"]*";', "", harness.read(site.config))
    check("the site has no since", "since" not in config)
    site.write("mentord.conf", config)


def old_mail_is_left_alone():
    with harness.Site() as site:
        fill(site, OLD)
        without_since(site)
        before = listing(site)
        for _ in range(2):
            said = site.mentord("once", now=NOW).out
            check("how many, and what to do: " + said, "%d messages" % OLD in said and "since" in said)
        same("files that changed", set(listing(site)) ^ set(before), set())
        status = site.json("status", now=NOW)
        same("messages, cases, mails", (status["messages"], status["cases"], sum(status["outbox"].values())), ({}, 0, 0))
        check("the status says so: %s" % status["warnings"], any("since" in words for words in status["warnings"]))


def with_since_only_what_came_after():
    with harness.Site() as site:
        fill(site, 200)
        site.deliver(write("amy.brown@example.sch.uk", "A question", "When is the next training?"), "2026-10-05T09:00:00+01:00")
        mails = site.once(NOW)
        same("answers to old mail", [mail.to for mail in mails if mail.is_of(("how", "help", "need-file", "receipt"))].count("amy.brown@example.sch.uk") <= 1, True)
        messages = site.json("status", now=NOW)["messages"]
        same("read", (messages.get("old"), messages.get("message")), (200, 1))
        same("old mail stays", len(site.inbox()), 200)
        same("cases", site.json("status", now=NOW)["cases"], 1)


def old_mail_on_a_server_is_left_alone():
    lacking = story.missing()
    if lacking:
        raise harness.Skip(lacking)
    with story.ServedSite() as site:
        site.dovecot.append(story.USER, [(RAW % (i % 60, i), 1583143200 + i) for i in range(50)])
        without_since(site)
        said = site.mentord("once", now=NOW).out
        check("how many: " + said, "50 messages" in said)
        same("nothing is flagged or moved", [flags for flags, _ in site.held()], [()] * 50)
        same("mails", templates(site.fresh()), [])


harness.run([old_mail_is_left_alone, with_since_only_what_came_after, old_mail_on_a_server_is_left_alone])
