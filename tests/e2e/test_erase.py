#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody is forgotten: nothing is left of the name or the address, however it is packed, the year's counts are the same, and no
list brings them back. Prints TAP."""
import base64
import email
import io
import os
import quopri
import re
import sqlite3
import subprocess
import zipfile

import harness
from asked import AMY, ASKED, BEN, CHLOE, PRIYA, READ, RETURNED, Asked, certified
from harness import check, fill, one, reply, same, to, write

LATER, NEXT = "2026-10-12T10:00:00+01:00", "2026-10-13T10:00:00+01:00"
NAMES = ("amy brown", "amy.brown@example.sch.uk", "brown, amy", "brown amy", "mrs brown", "amy.at.home@example.org")
HOME = "amy.at.home@example.org"


def unpacked(data, depth=0):
    """@data, and what is in it however it is packed."""
    yield data
    if depth > 4:
        return
    if zipfile.is_zipfile(io.BytesIO(data)) and data[:2] == b"PK":
        for item in zipfile.ZipFile(io.BytesIO(data)).infolist():
            yield item.filename.encode()
            yield from unpacked(zipfile.ZipFile(io.BytesIO(data)).read(item.filename), depth + 1)
    elif data[:5] == b"%PDF-":
        yield subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=False).stdout
    elif b"<w:t" in data or b"<text:" in data:
        yield re.sub(rb"<[^>]*>", b"", data)
    for found in re.findall(rb"(?:[A-Za-z0-9+/=]{60,76}\r?\n){2,}[A-Za-z0-9+/=]*", data):
        try:
            yield from unpacked(base64.b64decode(found), depth + 1)
        except ValueError:
            pass
    if b"=3D" in data or b"=\n" in data or b"=\r\n" in data:
        yield quopri.decodestring(data)


def traces(data):
    """Which of NAMES stand in @data."""
    found = set()
    for one_of in unpacked(data):
        for text in (one_of.decode("utf-8", "replace"), one_of.decode("utf-16-le", "replace")):
            folded = re.sub(r"\s+", " ", text).lower()
            found.update(name for name in NAMES if name in folded)
    return found


def everything(site):
    """All that mentord keeps, file by file; and each mail and file in the database by itself, whole."""
    for name in sorted(os.listdir(site.folder)):
        if name.startswith("mentord.db"):
            yield name, harness.read_bytes(site.file(name))
    for folder in ("public", "in"):
        for path, _, names in os.walk(site.file(folder)):
            for name in names:
                yield os.path.join(path, name), harness.read_bytes(os.path.join(path, name))
    database = sqlite3.connect("file:%s?mode=ro" % site.file("mentord.db"), uri=True)
    for (table,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        for row in database.execute("SELECT * FROM " + table):
            for value in row:
                if isinstance(value, (bytes, str)):
                    yield table, value if isinstance(value, bytes) else value.encode()
    database.close()


def left(site):
    return sorted({(where, trace) for where, data in everything(site) for trace in traces(data)})


def counts(site, now):
    status = site.json("status", now=now)
    report = site.json("report", "compliance", "--format", "json", now=now)
    return ({key: status[key] for key in ("people", "schools", "obligations", "progress", "awards")},
            {state: n for state, n in status["outbox"].items() if state == "sent"},
            sum(status["messages"].values()), [table["rows"] for table in report["tables"] if table["title"] != "Everybody, from listed to "
                                               "complete" and not table["title"].startswith("Who ")])


class Lived(Asked):
    """Amy did what people do: she answered twice, from two addresses, asked, and others wrote about her."""

    def __enter__(self):
        super().__enter__()
        self.take(write(AMY, "my form", "From Amy Brown.", [("Amy Brown tracker.docx", self.filled(AMY))], name="Amy Brown"))
        self.take(write(HOME, "again", "Yours, Amy Brown", [("t.docx", fill(self.form(AMY), {**harness.TRACKER, "Teaching": "4"}))]))
        self.take(write(BEN, "my form", "Here is mine; Amy Brown sends hers.\nMrs Brown is ill.", [("ben.docx", self.filled(BEN, over={
            "Training I would find most useful": "What Amy Brown did with her class"}))], name="Ben Clark"))
        self.take(write(PRIYA, "what of amy.brown@example.sch.uk?", "Has Amy Brown sent hers?", name="Priya Nair"))
        self.take(write("stranger@example.net", "hello", "Is Amy  Brown there?"))
        self.take(write(AMY, "hours", "hours", name="Amy Brown"))
        self.once(LATER)
        return self

    def erase(self, *arguments, now=NEXT, code=0):
        return self.mentord("people", "erase", AMY, *arguments, now=now, code=code)


def it_is_told_first():
    with Lived() as site:
        before = left(site)
        out = site.erase("--dry-run").out
        check("said: " + out, out.startswith("This would go:") and "addresses: " in out and "awards and their certificates: 1" in out
              and "mails from others that name them" in out and "backups" in out)
        same("nothing is gone", left(site), before)
        check("the test finds what there is: %s" % before, len({where for where, _ in before}) > 10)


def no_trace_is_left():
    with Lived() as site:
        code = site.json("person", AMY, now=LATER)["awards"][0]["code"]
        feed = [name for name in os.listdir(site.file("public", "feeds")) if len(name) > 25]
        before, why = counts(site, NEXT), site.json("person", BEN, now=LATER)["obligations"]
        print("# " + site.erase().out.replace("\n", "\n# "))
        same("traces", left(site), [])
        same("the year's counts", counts(site, NEXT), before)
        site.mentord("person", AMY, now=NEXT, code=65)
        gone = site.mentord("verify", code, now=NEXT, code=65)
        check("the code: " + gone.err, "withdrawn" in gone.err)
        site.mentord("certificate", code, now=NEXT, code=65)
        same("Ben's obligations stand", [(o["ref"], o["state"]) for o in site.json("person", BEN, now=NEXT)["obligations"]],
             [(o["ref"], o["state"]) for o in why])
        mails = site.once(NEXT) + site.once("2026-11-20T10:00:00+00:00")
        same("nothing is sent to her", [m.to for m in mails if m.to in (AMY, HOME)], [])
        check("nobody is told of her", not any(traces(mail.raw) for mail in mails))
        same("still no trace", left(site), [])
        check("feeds stay but hers", len([n for n in os.listdir(site.file("public", "feeds")) if len(n) > 25]) <= len(feed))


def the_same_mail_is_not_filed_again():
    with Lived() as site:
        site.erase()
        before = counts(site, NEXT)
        raw = write(AMY, "my form", "again", [("t.docx", site.filled(AMY))])
        site.serial = iter(range(1, 1000))
        site.deliver(raw, RETURNED)
        site.once(NEXT)
        mails = site.fresh()
        same("nothing goes to her address", to(mails, AMY), [])
        same("nothing is filed", counts(site, NEXT)[0]["awards"], before[0]["awards"])


def no_list_brings_them_back():
    with Lived() as site:
        site.erase()
        refused = site.mentord("import", site.roster(harness.PEOPLE), now=NEXT, code=65)
        check("said: " + refused.err + refused.out, "erased" in refused.err + refused.out)
        same("nobody came back", site.json("status", now=NEXT)["people"], len(harness.PEOPLE))
        site.mentord("people", "admit", AMY, now=NEXT)
        site.mentord("import", site.roster(harness.PEOPLE), now=NEXT)
        same("somebody new", site.json("status", now=NEXT)["people"], len(harness.PEOPLE) + 1)
        same("who owes everything", [o["state"] for o in site.json("person", AMY, now=NEXT)["obligations"] if o["state"] == "met"], [])


def a_namesake_keeps_their_name():
    people = harness.PEOPLE + [("Amy Brown", "amy.brown@example.org", "mentor", "Elm Grove Academy", "secondary", "pgce", "Maths")]
    with harness.Site(people=people) as site:
        site.once(ASKED)
        said = site.erase_of(AMY) if hasattr(site, "erase_of") else site.mentord("people", "erase", AMY, now=READ).out
        check("said: " + said, "somebody else has the same name" in said)
        same("the other is untouched", site.json("person", "amy.brown@example.org", now=READ)["name"], "Amy Brown")


def an_unreachable_mailbox_is_a_task():
    with Lived() as site:
        processed = site.file("in", ".Processed", "cur")
        many = len(os.listdir(processed))
        os.rename(site.file("in"), site.file("moved"))
        check("said", "the next pass" in site.erase().out)
        check("status names it", any("to be deleted in the mailbox" in w for w in site.json("status", now=NEXT)["warnings"]))
        os.rename(site.file("moved"), site.file("in"))
        site.once(NEXT)
        check("deleted then", len(os.listdir(processed)) < many)
        same("traces", left(site), [])
        check("status is quiet", not any("to be deleted" in w for w in site.json("status", now=NEXT)["warnings"]))


def new_links_and_the_old_answer_410():
    with Lived() as site:
        old = sorted(n for n in os.listdir(site.file("public", "feeds")) if len(n) > 25)
        site.mentord("people", "renew", PRIYA, now=NEXT)
        new = sorted(n for n in os.listdir(site.file("public", "feeds")) if len(n) > 25)
        check("marked gone: %s" % new, any(n.endswith(".gone") for n in new) and new != old)


def it_can_be_handed_over():
    with Lived() as site:
        held = site.json("people", "export", AMY, now=NEXT)
        same("her name", [row["name"] for row in held["the name"]], ["Amy Brown"])
        check("her answers: %s" % held["answers in forms"], any(row["value"] == "2" for row in held["answers in forms"]))
        site.mentord("people", "export", AMY, "--output", site.file("hers"), now=NEXT)
        names = os.listdir(site.file("hers"))
        check("files: %s" % names, "data.json" in names and any(n.startswith("certificate-") for n in names) and
              any(n.startswith("from-") for n in names) and any(n.startswith("to-") for n in names))
        check("nothing of Ben's", "Ben Clark" not in harness.read(site.file("hers", "data.json")))


harness.run([it_can_be_handed_over, it_is_told_first, no_trace_is_left, the_same_mail_is_not_filed_again, no_list_brings_them_back,
             a_namesake_keeps_their_name, an_unreachable_mailbox_is_a_task, new_links_and_the_old_answer_410])
