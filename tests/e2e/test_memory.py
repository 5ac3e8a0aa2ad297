#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way of a term under valgrind's memcheck: import, requests, returns as Word and Excel files, receipts, certificates,
digest, feeds, and the commands that look. No error and no definite leak. Takes minutes, so only with MENTORD_LONG in the
environment. The reader is started by exec and is not followed there: it is held to the same by the sanitizer build."""
import datetime
import os
import re
import shutil

import harness
from harness import Skip, check, fill, header_row, one, reply, same, templates

ASKED, READ, NEXT = "2026-10-08T12:00:00+01:00", "2026-10-12T10:05:00+01:00", "2026-10-26T10:00:00+00:00"
AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
WRAPPER = """#!/bin/sh
exec valgrind --quiet --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite --num-callers=30 \\
  --child-silent-after-fork=yes --suppressions='%s' --log-file='%s/%%p.memcheck' '%s' "$@"
"""


class Watched(harness.Site):
    """A site whose every command runs under memcheck."""

    def __init__(self):
        program = harness.PROGRAM
        self.logs = harness.tempfile.mkdtemp(prefix="mentord-memcheck-")
        wrapper = os.path.join(self.logs, "mentord")
        with open(wrapper, "w", encoding="utf-8") as file:
            file.write(WRAPPER % (os.path.join(harness.SOURCE, "tests", "valgrind.supp"), self.logs, program))
        os.chmod(wrapper, 0o755)
        os.environ["G_SLICE"] = "always-malloc"
        harness.PROGRAM = wrapper
        super().__init__()

    def __exit__(self, *anything):
        super().__exit__(*anything)
        shutil.rmtree(self.logs)

    def found(self):
        """What memcheck said of all commands so far."""
        logs = [name for name in os.listdir(self.logs) if name.endswith(".memcheck")]
        check("memcheck ran", logs)
        return "".join(harness.read(os.path.join(self.logs, name)) for name in logs)


def attended(document, name):
    """The attendance workbook with a date beside @name."""
    book = harness.workbook(document)
    header, columns = header_row(book.active, "Mentor")
    row = next(row for row in range(header + 1, 40) if book.active.cell(row, columns["Mentor"]).value == name)
    book.active.cell(row, columns["Date attended"]).value = datetime.date(2026, 10, 6)
    return harness.saved(book)


def need_memcheck():
    if not os.environ.get("MENTORD_LONG"):
        raise Skip("takes minutes: only with MENTORD_LONG in the environment")
    harness.need_program("valgrind")
    if re.search(r"^#define WITH_SANITIZERS", harness.read(os.path.join(harness.BUILD, "config.h")), re.MULTILINE):
        raise Skip("valgrind cannot run a build with sanitizers")


def a_term_under_memcheck():
    need_memcheck()
    with Watched() as site:
        requests = site.once(ASKED)
        for address in (AMY, BEN):
            request = one(requests, address, "tracker-request")
            form = fill(request.attached(".docx"), harness.TRACKER)
            site.deliver(reply(request, "Here it is.", [("tracker.docx", form)]), "2026-10-09T10:15:00+01:00")
        site.deliver(reply(one(requests, CHLOE, "tracker-request"), "A picture.", [("a.jpg", b"\xff\xd8\xff" + b"x" * 500)]),
                     "2026-10-09T10:15:00+01:00")
        asked = one(requests, PRIYA, "attendance-request")
        book = attended(asked.attached(".xlsx"), "Amy Brown")
        site.deliver(reply(asked, "Here it is.", [("attendance.xlsx", book)]), "2026-10-12T10:00:00+01:00")
        mails = site.once(READ)
        for template in ("receipt", "certificate", "digest"):
            check("a %s went out: %s" % (template, templates(mails)), templates(mails, template))
        check("a feed stands", os.path.isfile(site.file("public", "feeds", "bcu-primary.ics")))
        check("reminders go out", site.once(NEXT))
        ref = site.obligation(AMY, "tracker", NEXT)["ref"]
        for command in (("check",), ("status",), ("person", AMY), ("why", ref), ("plan",), ("review",), ("outbox",),
                        ("workdays", "2026-10-06", "10")):
            site.mentord(*command, now=NEXT)
        same("what memcheck found", site.found(), "")


if __name__ == "__main__":
    harness.run([a_term_under_memcheck])
