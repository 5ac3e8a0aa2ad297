#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command of the contract from outside: what it prints, its JSON by its keys, its exit status. Prints TAP."""
import json
import os
import re
import socket
import subprocess

import harness
from harness import check, fill, mentord, one, reply, same, write

AMY, BEN, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "priya.nair"))
ASKED = "2026-10-08T12:00:00+01:00"
READ = "2026-10-09T10:20:00+01:00"


def keys(what, value, *wanted):
    missing = [key for key in wanted if key not in value]
    same("keys that %s lacks" % what, missing, [])


class Filed(harness.Site):
    """A site on which Amy's tracker was filed, and Ben's photograph waits as a case."""

    def __enter__(self):
        requests = {mail.to: mail for mail in self.once(ASKED) if mail.template == "tracker-request"}
        self.deliver(reply(requests[AMY], "", [("t.docx", fill(requests[AMY].attached(".docx"), harness.TRACKER))]), READ)
        photo = reply(requests[BEN], "A photograph.")
        photo.add_attachment(bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9"), maintype="image", subtype="jpeg",
                             filename="IMG_1.jpg")
        self.deliver(photo, READ)
        self.mails = self.once(READ)
        return self


def the_command_line():
    same("no command", mentord().code, 64)
    same("unknown command", mentord("frobnicate").code, 64)
    same("unknown option", mentord("--frobnicate", "once").code, 64)
    same("unknown option of a command", mentord("workdays", "2026-10-06", "10", "--frobnicate").code, 64)
    same("missing argument", mentord("workdays", "2026-10-06").code, 64)
    same("bad time", mentord("--now", "yesterday", "workdays", "2026-10-06", "10").code, 64)
    same("no such configuration", mentord("-c", "/nowhere/mentord.conf", "status").code, 78)
    shown = mentord("help")
    same("help", shown.code, 0)
    for command in ("run", "once", "check", "read", "plan", "rehearse", "status", "person", "school", "why", "review", "import",
                    "record", "outbox", "report", "feed", "certificate", "verify", "workdays", "people"):
        check("help names " + command, re.search(r"^\s+%s\b" % command, shown.out, re.M))
    check("faults go to stderr alone", not mentord("frobnicate").out and "frobnicate" in mentord("frobnicate").err)


def workdays():
    shown = mentord("workdays", "2026-10-06", "10", "--json")
    same("status", shown.code, 0)
    count = json.loads(shown.out)
    keys("workdays", count, "start", "n", "region", "date", "days")
    keys("a day", count["days"][0], "date", "counts", "why")
    cases = [  # start, n, region, date
        ("2026-10-06", "10", "england-and-wales", "2026-10-20"), ("2026-12-18", "5", "england-and-wales", "2026-12-29"),
        ("2026-12-31", "1", "england-and-wales", "2027-01-04"), ("2026-12-31", "1", "scotland", "2027-01-05"),
        ("2027-03-25", "1", "england-and-wales", "2027-03-30"), ("2027-03-25", "1", "scotland", "2027-03-29"),
        ("2027-03-16", "1", "northern-ireland", "2027-03-18"), ("2026-10-10", "1", "england-and-wales", "2026-10-12"),
        ("2026-10-20", "-3", "england-and-wales", "2026-10-15"),
    ]
    for start, n, region, date in cases:
        # a negative number is no option
        got = mentord("workdays", "--region", region, "--json", "--", start, n)
        same("%s %s %s" % (start, n, region), (got.code, json.loads(got.out)["date"] if got.out else got.err), (0, date))
    same("unknown region", mentord("workdays", "2026-10-06", "1", "--region", "mars").code in (64, 65), True)


def status():
    with Filed() as site:
        status = site.json("status", now=READ)
        keys("status", status, "people", "schools", "obligations", "outbox", "messages", "cases", "awards", "last_pass", "warnings")
        keys("obligations", status["obligations"], "upcoming", "open", "answered", "met", "overdue", "waived")
        keys("outbox", status["outbox"], "queued", "held", "sent", "failed", "unsure")
        same("people and schools", (status["people"], status["schools"]), (len(harness.PEOPLE), 2))
        same("messages", status["messages"], {"return": 2} if "return" in status["messages"] and status["messages"]["return"] == 2
             else {"message": 1, "return": 1})
        same("cases and awards", (status["cases"], status["awards"]), (1, 1))
        same("sent mails", status["outbox"]["sent"], len({mail.id for mail in site.sent()}))
        same("last pass", status["last_pass"], READ)
        check("in words", "awards" in site.mentord("status", now=READ).out)


def person_and_school():
    with Filed() as site:
        person = site.json("person", AMY, now=READ)
        keys("person", person, "name", "addresses", "school", "roles", "attributes", "obligations", "hours", "credits", "awards")
        tracker = next(o for o in person["obligations"] if o["requirement"] == "tracker")
        keys("obligation", tracker, "ref", "scheme", "requirement", "year", "state", "opened", "due", "met", "evidence", "mails", "next")
        keys("mail", tracker["mails"][0], "at", "template", "state")
        keys("award", person["awards"][0], "award", "code", "issued")
        same("attributes", (person["attributes"]["phase"], person["attributes"]["programme"]), (["primary"], ["pgce"]))
        check("a ref's form", re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", tracker["ref"]))
        check("upcoming ones have a next step", any(o["next"] and o["next"]["at"] for o in person["obligations"]))
        check("in words", tracker["ref"] in site.mentord("person", AMY, now=READ).out)
        school = site.json("school", "Oakfield Primary School", now=READ)
        same("people of the school", len(school["people"]), 4)
        same("nobody", site.mentord("person", "nobody@example.org", now=READ, code=65).out, "")
        site.mentord("school", "No Such School", now=READ, code=65)


def why():
    with Filed() as site:
        ref = site.obligation(AMY, "tracker", READ)["ref"]
        told = site.mentord("why", ref, now=READ).out
        for words in ("10", "22 October 2026", "tracker"):
            check("why of a ref tells %s: %s" % (words, told), words in told)
        same("a ref in any case, without its dash", site.mentord("why", ref.lower().replace("-", ""), now=READ).code, 0)
        outbox = site.json("outbox", "list", now=READ)
        mails = outbox if isinstance(outbox, list) else outbox["mails"]
        mail = next(mail for mail in mails if mail["template"] == "tracker-request" and AMY in json.dumps(mail))
        check("why of a mail", AMY in site.mentord("why", str(mail["id"]), now=READ).out or "tracker" in site.mentord("why", str(mail["id"]), now=READ).out)
        cases = site.json("review", "list", now=READ)
        check("why of a case", site.mentord("why", str((cases if isinstance(cases, list) else cases["cases"])[0]["id"]), now=READ).out)
        site.mentord("why", "00000-00000", now=READ, code=65)


def review():
    with Filed() as site:
        listed = site.json("review", "list", now=READ)
        cases = listed if isinstance(listed, list) else listed["cases"]
        same("cases", len(cases), 1)
        number = str(cases[0]["id"])
        check("it is shown", "IMG_1.jpg" in site.mentord("review", "show", number, now=READ).out)
        same("Ben's clock stands", site.obligation(BEN, "tracker", READ)["state"], "answered")
        site.mentord("review", "accept", number, *("%s=%s" % pair for pair in harness.TRACKER.items()), now=READ)
        mails = site.once("2026-10-09T11:00:00+01:00")
        one(mails, BEN, "certificate")
        same("filed", site.obligation(BEN, "tracker", READ)["state"], "met")
        same("no case is left", site.json("status", now=READ)["cases"], 0)
        site.mentord("review", "show", "999", now=READ, code=65)


def review_reject_and_assign():
    with Filed() as site:
        number = str((lambda listed: listed if isinstance(listed, list) else listed["cases"])(site.json("review", "list", now=READ))[0]["id"])
        site.mentord("review", "reject", number, now=READ)
        site.once(READ)
        same("asked again", site.obligation(BEN, "tracker", READ)["state"], "open")
        site.deliver(write("who@example.org", "form", "?", [("x.docx", fill_without_ref(site))], authentic=False), READ)
        site.once(READ)
        listed = site.json("review", "list", now=READ)
        cases = listed if isinstance(listed, list) else listed["cases"]
        same("a form of nobody's is a case", len(cases), 1)
        site.mentord("review", "assign", str(cases[0]["id"]), BEN, now=READ)
        site.once("2026-10-09T11:00:00+01:00")
        same("assigned", site.obligation(BEN, "tracker", READ)["state"], "met")


def fill_without_ref(site):
    """A tracker typed anew by somebody, without ref and without names."""
    import io
    docx = harness.need("docx")
    made = docx.Document()
    table = made.add_table(rows=0, cols=2)
    for label, value in {"Name of mentor": "Zoe Quill", "School / college": "Elsewhere", **harness.TRACKER}.items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def plan_is_what_once_does():
    with harness.Site() as site:
        site.once("2026-10-07T09:00:00+01:00")
        now = "2026-10-07T19:00:00+01:00"
        planned = site.json("plan", "--until", "2026-10-08", now=now)
        keys("a planned mail", planned[0], "at", "to", "cc", "template", "requirement", "ref", "why")
        check("lists", isinstance(planned[0]["to"], list) and isinstance(planned[0]["cc"], list))
        before = len(site.sent())
        site.json("plan", now=now)
        same("plan sends nothing", len(site.sent()), before)
        sent = site.once("2026-10-08T08:00:00+01:00") + site.once("2026-10-08T12:00:00+01:00") + site.once("2026-10-08T17:59:00+01:00")
        want = sorted({(mail.template, mail.message["To"], mail.id) for mail in sent})
        same("mails", sorted((mail["template"], ", ".join(mail["to"])) for mail in planned), sorted((t, a) for t, a, _ in want))
        days = {mail["at"][:10] for mail in planned}
        check("within the days asked for: %s" % days, all(day <= "2026-10-08" for day in days))
        ladder = site.json("plan", now="2026-10-08T19:00:00+01:00")
        mine = [(mail["at"][:10], mail["template"]) for mail in ladder if mail["to"] == [AMY] and mail["template"].startswith("tracker")]
        same("the rungs of the next four weeks", mine,
             [("2026-10-19", "tracker-due-soon"), ("2026-10-23", "tracker-overdue"), ("2026-10-30", "tracker-overdue-again")])


def read_needs_no_configuration():
    with harness.Site() as site:
        requests = site.once(ASKED)
        request = one(requests, AMY, "tracker-request")
        message = reply(request, "Here it is.\nThank you!", [("t.docx", fill(request.attached(".docx"), harness.TRACKER))])
        path = site.write("m.eml", message.as_bytes())
        shown = mentord("read", "--json", path)
        same("status", shown.code, 0)
        read = json.loads(shown.out)
        keys("a reading", read, "kind", "from", "subject", "date", "message_id", "in_reply_to", "references", "refs",
             "authentication", "text", "forwarded", "links", "documents", "calendar", "bounce", "away")
        same("kind", read["kind"], "return")
        check("the quote is taken off: %r" % read["text"], read["text"].strip().startswith("Here it is.") and "wrote:" not in read["text"])
        keys("a document", read["documents"][0], "name", "format", "bytes", "sha256", "fields", "tables", "text", "properties", "problem")
        keys("a field", read["documents"][0]["fields"][0], "label", "value", "as")
        same("its ref", read["documents"][0]["properties"]["mentord-ref"], request.refs[0])
        values = {field["label"].strip(): field["value"] for field in read["documents"][0]["fields"]}
        same("a value", values.get("Training I would find most useful"), harness.TRACKER["Training I would find most useful"])
        document = site.write("t.docx", request.attached(".docx"))
        lines = mentord("read", "--json", path, document).out.splitlines()
        same("several files, one a line", [json.loads(line)["kind"] for line in lines], ["return", "document"])
        same("no such file", mentord("read", site.file("nothing")).code, 65)
        broken = mentord("read", "--json", site.write("broken.docx", request.attached(".docx")[:2000]))
        same("a damaged one is told", (broken.code, json.loads(broken.out)["documents"][0]["problem"]), (0, "damaged"))
        check("in words", "Training I would find most useful" in mentord("read", path).out)


def outbox_and_cancel():
    with harness.Site(sending='hours = "08:00-18:00"; brake = 1;') as site:
        site.once("2026-10-06T09:00:00+01:00")
        site.once(ASKED)
        site.once("2026-10-19T09:00:00+01:00")
        listed = site.json("outbox", now="2026-10-19T09:00:00+01:00")
        mails = listed if isinstance(listed, list) else listed["mails"]
        held = [mail for mail in mails if mail["state"] == "held"]
        check("held: %s" % [(mail["template"], mail["state"]) for mail in mails], held)
        site.mentord("outbox", "cancel", str(held[0]["id"]), now="2026-10-19T09:10:00+01:00")
        same("one fewer is held", site.json("status", now=READ)["outbox"]["held"], len(held) - 1)
        site.mentord("outbox", "cancel", "99999", now=READ, code=65)


def reports():
    with Filed() as site:
        for report, words in (("needs", "Personal qualities"), ("compliance", "Oakfield Primary School")):
            for format in ("html", "csv", "json"):
                shown = site.mentord("report", report, "--format", format, now=READ)
                check("%s as %s has %s" % (report, format, words), words in shown.out)
            json.loads(site.mentord("report", report, "--format", "json", now=READ).out)
            path = site.file(report + ".xlsx")
            site.mentord("report", report, "--format", "xlsx", "--output", path, now=READ)
            check("a workbook", harness.workbook(harness.read_bytes(path)).sheetnames)
        site.mentord("report", "nothing", now=READ, code=65)
        site.mentord("report", "needs", "--format", "docx", now=READ, code=64)


def a_return_by_post_is_recorded():
    with harness.Site() as site:
        request = one(site.once(ASKED), AMY, "tracker-request")
        path = site.write("by-post.docx", fill(request.attached(".docx"), harness.TRACKER))
        site.mentord("record", "return", request.refs[0], path, "--reason", "came by post", now=READ)
        one(site.once(READ), AMY, "certificate")
        same("filed", site.obligation(AMY, "tracker", READ)["state"], "met")
        site.mentord("record", "return", "00000-00000", path, "--reason", "no such ref", now=READ, code=65)
        same("a reason is needed", site.mentord("record", "waiver", request.refs[0], now=READ, code=None).code, 64)


def a_backup_is_whole():
    import sqlite3
    with Filed() as site:
        copy = site.file("copy.db")
        site.mentord("backup", copy)
        people = sqlite3.connect(copy).execute("SELECT count(*) FROM person").fetchone()[0]
        same("people in the copy", people, site.json("status")["people"])
        same("a folder that is not there", site.mentord("backup", site.file("no/such/copy.db"), code=None).code, 74)


def broken_configuration():
    with harness.Site() as site:
        good = harness.read(site.config)
        same("check of a good one", site.mentord("check").code, 0)
        for what, old, new, words in (
                ("a key that does not exist", "office =", "ofice =", "ofice"), ("a type", 'store = "mentord.db"', "store = 5", "store"),
                ("syntax", "publish = {", "publish = {{", "mentord.conf:"), ("a scheme", '"bcu.conf"', '"nothing.conf"', "nothing.conf"),
                ("a url", "maildir:", "pigeon:", "pigeon")):
            site.write("mentord.conf", good.replace(old, new, 1))
            for command in ("check", "once"):
                failed = site.mentord(command, now=READ, code=78)
                check("%s: %s names %s: %s" % (what, command, words, failed.err + failed.out), words in failed.err + failed.out)
            check("with file and line: " + failed.err, re.search(r"mentord\.conf:\d+", failed.err + failed.out))
        site.write("mentord.conf", good)
        scheme = harness.read(site.file("bcu.conf"))
        site.write("bcu.conf", scheme.replace('return = "tracker"', 'return = "trackr"', 1))
        failed = site.mentord("check", code=78)
        check("the scheme's fault: " + failed.out + failed.err, re.search(r"bcu\.conf:\d+", failed.out + failed.err) and "trackr" in failed.out + failed.err)


def broken_template():
    with harness.Site() as site:
        folder = site.file("templates")
        import shutil
        shutil.copytree(os.path.join(harness.SOURCE, "templates"), folder)
        config = harness.read(site.config)
        site.write("mentord.conf", config.replace(os.path.join(harness.SOURCE, "templates"), folder))
        path = os.path.join(folder, "mail", "tracker-request.mustache")
        text = harness.read(path)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text + "\n{{#due}}never closed\n")
        failed = site.mentord("check", code=78)
        check("names file and line: " + failed.err + failed.out, re.search(r"tracker-request\.mustache:\d+", failed.err + failed.out))


def a_template_at_fault_stops_those_alone_whom_it_is_for():
    with harness.Site() as site:
        folder = site.file("templates")
        import shutil
        shutil.copytree(os.path.join(harness.SOURCE, "templates"), folder)
        config = harness.read(site.config)
        site.write("mentord.conf", config.replace(os.path.join(harness.SOURCE, "templates"), folder))
        path = os.path.join(folder, "mail", "mentor-details-request.mustache")
        good = harness.read(path)
        site.write(path, good + "\n{{nothing_of_ours}}\n")
        now = "2026-09-22T10:00:00+01:00"
        failed = site.mentord("once", now=now, code=78)
        same("said once: " + failed.err, failed.err.count("nothing_of_ours"), 1)
        mails = site.fresh()
        same("the mentors have theirs", sorted(mail.to for mail in mails if mail.template == "core-invitation"),
             ["amy.brown@example.sch.uk", "ben.clark@example.sch.uk", "chloe.davies@example.sch.uk"])
        same("the Lead Mentors have nothing", [mail.template for mail in mails if mail.to in ("priya.nair@example.sch.uk", "ella.frost@example.org")], [])
        site.write(path, good)
        same("once it is mended", sorted(mail.to for mail in site.once(now) if mail.template == "mentor-details-request"),
             ["ella.frost@example.org", "priya.nair@example.sch.uk"])


def a_newer_database_is_left_alone():
    import sqlite3
    with harness.Site() as site:
        database = sqlite3.connect(site.file("mentord.db"))
        database.execute("PRAGMA user_version = 9999")
        database.commit()
        database.close()
        failed = site.mentord("once", now=READ, code=78)
        check("says so: " + failed.err, "newer" in failed.err)


def ends_that_do_not_answer():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound, and not listening: refused
        port = nobody.getsockname()[1]
        with harness.Site(mailbox='url = "imap://127.0.0.1:%d/INBOX"; tls = "off"' % port) as site:
            failed = site.mentord("once", now=READ, code=69)
            check("names the place: " + failed.err, str(port) in failed.err)
        with harness.Site(submission='url = "smtp://127.0.0.1:%d"; tls = "off"' % port) as site:
            failed = site.mentord("once", now=ASKED, code=69)
            check("names the place: " + failed.err, str(port) in failed.err)
            status = site.json("status", now=ASKED)
            check("the mails wait", status["outbox"]["queued"] > 0)
            check("the status warns", status["warnings"])


def a_message_that_breaks_the_reader_stops_nothing():
    with harness.Site() as site:
        requests = {mail.to: mail for mail in site.once(ASKED) if mail.template == "tracker-request"}
        site.deliver(write(BEN, "bomb", "", [("bomb.docx", b"PK\x03\x04" + os.urandom(5000))]), READ)
        site.deliver(b"\xff\xfe garbage without a header\r\n" + bytes(range(256)) * 20, READ)
        site.deliver(reply(requests[AMY], "", [("t.docx", fill(requests[AMY].attached(".docx"), harness.TRACKER))]), READ)
        one(site.once(READ), AMY, "certificate")
        check("the others are cases", site.json("status", now=READ)["cases"] >= 1)
        same("all were taken", site.inbox(), [])


def a_first_start_on_a_full_mailbox_only_tells():
    with harness.Site() as site:
        config = harness.read(site.config)
        site.write("mentord.conf", config.replace('; since = "2026-09-01"', ""))
        site.deliver(write(AMY, "old", "an old mail"), "2026-07-01T09:00:00+01:00")
        told = site.mentord("once", now=READ)
        check("it tells: " + told.out + told.err, "1" in told.out + told.err and "since" in told.out + told.err)
        same("nothing was sent", site.sent(), [])
        same("nothing was taken", len(site.inbox()), 1)


def rehearse_leaves_a_year_as_files():
    with harness.Site(people=()) as site:
        out = site.file("year")
        done = mentord("rehearse", "--scheme", "bcu", "--people", "12", "--seed", "7", "--output", out)
        same("status: " + done.err[-500:], done.code, 0)
        with open(os.path.join(out, "summary.json"), encoding="utf-8") as file:
            summary = json.load(file)
        keys("summary", summary, "people", "mails", "awards", "busiest_week")
        mails = [name for name in os.listdir(os.path.join(out, "mail")) if name.endswith(".eml")]
        certificates = [name for name in os.listdir(os.path.join(out, "certificates")) if name.endswith(".pdf")]
        same("mails as files", len(mails) >= sum(summary["mails"].values()), True)
        same("certificates as files", len(certificates), sum(summary["awards"].values()))
        check("trackers were asked for", summary["mails"].get("tracker-request", 0) >= 5)
        check("and some had to be chased", summary["mails"].get("tracker-overdue", 0) > 0)
        check("feeds", os.path.exists(os.path.join(out, "public", "feeds", "bcu-primary.ics")))
        again = site.file("again")
        same("a second time", mentord("rehearse", "--scheme", "bcu", "--people", "12", "--seed", "7", "--output", again).code, 0)
        same("the same year", harness.read(os.path.join(again, "summary.json")), harness.read(os.path.join(out, "summary.json")))


def documents_print_what_was_asked():
    with Filed() as site:
        code = site.json("person", AMY, now=READ)["awards"][0]["code"]
        done = subprocess.run([harness.PROGRAM, "-c", site.config, "certificate", code], capture_output=True, check=True)
        check("a PDF", done.stdout.startswith(b"%PDF-") and "Amy Brown" in harness.pdf_text(done.stdout))
        same("unknown", site.mentord("certificate", "XXXXX-XXXXX", code=None).code, 65)
        check("verify tells to whom", "Amy Brown" in site.mentord("verify", code).out)


harness.run([the_command_line, workdays, status, person_and_school, why, review, review_reject_and_assign, plan_is_what_once_does,
             read_needs_no_configuration, outbox_and_cancel, reports, a_return_by_post_is_recorded, a_backup_is_whole, broken_configuration, broken_template,
             a_template_at_fault_stops_those_alone_whom_it_is_for, a_newer_database_is_left_alone, ends_that_do_not_answer,
             a_message_that_breaks_the_reader_stops_nothing, a_first_start_on_a_full_mailbox_only_tells,
             rehearse_leaves_a_year_as_files, documents_print_what_was_asked])
