#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The attendance form as a page: what it shows, what is posted there by real HTTP to the running daemon, and what becomes of it,
also when the daemon is killed between the thanks and the pass. Prints TAP."""
import concurrent.futures
import os
import re
import signal
import sqlite3
import subprocess

import harness
from harness import check, one, reply, same, to, write
from posting import AMY, ANSWERS, ASKED, CHLOE, CHLOES, ELLA, LATER, PATIENCE, PRIYA, SENT, Asked, Form, port_answers, wait_for


def the_page_is_the_workbook():
    with Asked() as site:
        page = site.page()
        form = Form(page, ANSWERS)
        same("those of the school, and nobody else", sorted(form.names.values()), sorted(["Amy Brown", "Ben Clark", CHLOES, "Priya Nair"]))
        for choices in form.choices.values():
            same("the event's dates, the materials, or neither", choices, ["attended=2026-10-06", "attended=2026-10-08", "made_up=true", ""])
        same("rows for people who are missing", len(form.selects), 5)
        check("in words: " + page, "Tuesday 6 October 2026, 16:00 to 18:00" in page and "by Thursday 15 October 2026" in page)
        check("nothing from elsewhere", not re.search(r"<script|<link|src=|https?://", page))
        other = site.link(one(site.sent(), ELLA, "attendance-request")) if to(site.sent(), ELLA, "attendance-request") else None
        check("each has a link of her own", other != site.path)
        same("a folder that cannot be listed", oct(os.stat(site.file("public", "forms")).st_mode & 0o777), "0o711")


def what_is_sent_is_recorded():
    with Asked() as site:
        site.run()
        body = Form(site.page(), ANSWERS).body
        for _ in range(3):
            same("looking changes nothing", (site.ask("GET", site.path)[0], site.ask("HEAD", site.path)[0]), (200, 200))
        status, said = site.post(body)
        same("thanks", status, 200)
        check("when: " + said, "Thank you" in said and "Monday 12 October 2026 at 10:00" in said)
        wait_for("the pass", site.taken)
        same("states", site.states(SENT), ["met", "met", "open"])
        receipt = one(site.fresh(), PRIYA, "receipt")
        text = " ".join(receipt.text.split())
        for line in ("Amy Brown: attended on Tuesday 6 October 2026", "Ben Clark: materials reviewed instead",
                     CHLOES + ": neither attended nor reviewed"):
            check("%s in the receipt: %s" % (line, text), line in text)
        check("no copy is promised: " + text, not receipt.attachments and "attached" not in text)
        wait_for("the spool to be cleared", lambda: not site.spooled())
        page = site.page()
        check("the page says what was recorded: " + page, "Monday 12 October 2026" in page and "Tuesday 6 October 2026" in page)
        status, said = site.post(body)
        same("once only", status, 409)
        check("and what to do: " + said, "reply to the receipt" in said)
        status = site.json("status", now=SENT)
        same("messages, cases", (status["messages"], status["cases"]), ({"return": 1}, 0))
        same("it is the person's own word", one(site.sent(), CHLOE, "core-make-up").template, "core-make-up")


def a_correction_comes_by_reply():
    with Asked() as site:
        site.run()
        same("thanks", site.post(Form(site.page(), {**ANSWERS, "Amy Brown": ""}).body)[0], 200)
        wait_for("the pass", site.taken)
        site.stop()
        same("Amy was not there", site.states(SENT)[0], "open")
        site.once(SENT)
        book = harness.workbook(site.request.attached(".xlsx"))
        header, columns = harness.header_row(book.active, "Mentor")
        for row in range(header + 1, book.active.max_row + 1):
            if book.active.cell(row, columns["Mentor"]).value == "Amy Brown":
                book.active.cell(row, columns["Date attended"]).value = "6 October 2026"
        receipt = one(site.sent(), PRIYA, "receipt")
        site.deliver(reply(receipt, "She was.", [("attendance.xlsx", harness.saved(book))]), "2026-10-12T14:00:00+01:00")
        one(site.once(LATER), PRIYA, "receipt")
        same("now she was", site.states(LATER)[0], "met")


def killed_after_the_thanks():
    with Asked() as site:
        site.run()
        body = Form(site.page(), ANSWERS).body
        wait_for("the first pass", lambda: site.json("status", now=SENT)["last_pass"] == "2026-10-12T10:00:00+01:00")
        store = sqlite3.connect(site.file("mentord.db"), isolation_level=None, timeout=PATIENCE)
        store.execute("BEGIN IMMEDIATE")  # no pass can write
        same("thanks, though no pass gets on", site.post(body)[0], 200)
        site.stop(signal.SIGKILL)
        store.close()
        same("it was not taken in", site.json("status", now=SENT)["messages"], {})
        wait_for("the web process to end with it", lambda: not port_answers(site.port))
        site.once(LATER)
        same("nothing is lost", site.states(LATER)[:2], ["met", "met"])
        same("one receipt", len(to(site.sent(), PRIYA, "receipt")), 1)
        same("nothing left over", site.spooled(), [])


def killed_at_every_durable_write():
    """The form lies in the spool; the pass that takes it ends at its N-th durable write, and the next does the rest."""
    with Asked() as site:
        body = Form(site.page(), ANSWERS).body
        token = re.search(r"/([0-9A-Z]{26})\.html", site.path).group(1)
        subprocess.run(["cp", "-a", site.folder, site.folder + ".before"], check=True)
        try:
            for crash in range(1, 60) if os.environ.get("MENTORD_LONG") else (1, 2, 3, 5, 9, 14):
                subprocess.run(["rm", "-rf", site.folder], check=True)
                subprocess.run(["cp", "-a", site.folder + ".before", site.folder], check=True)
                os.makedirs(site.file("mentord.db-forms"))
                site.write("mentord.db-forms/" + token, b"%d\n" % int(harness.datetime.fromisoformat(SENT).timestamp()) + body)
                ended = site.mentord("once", now=LATER, code=None, env={"MENTORD_CRASH_AT": str(crash)}).code
                for _ in range(2):
                    site.mentord("once", now=LATER)
                same("crash at %d: states" % crash, site.states(LATER)[:2], ["met", "met"])
                same("crash at %d: messages" % crash, site.json("status", now=LATER)["messages"], {"return": 1})
                same("crash at %d: left" % crash, site.spooled(), [])
                check("crash at %d: receipts" % crash, len(to(site.sent(), PRIYA, "receipt")) == 1)
                if ended == 0:
                    break
        finally:
            subprocess.run(["rm", "-rf", site.folder + ".before"], check=True)


def two_at_once():
    with Asked() as site:
        site.run()
        page = site.page()
        bodies = [Form(page, ANSWERS).body, Form(page, {**ANSWERS, "Amy Brown": "attended=2026-10-08"}).body]
        with concurrent.futures.ThreadPoolExecutor(2) as both:
            got = list(both.map(site.post, bodies))
        same("one is taken and one is told", sorted(status for status, _ in got), [200, 409])
        wait_for("the pass", site.taken)
        day = ["2026-10-06", "2026-10-08"][[status for status, _ in got].index(200)]
        check("the one that was thanked for", day in site.obligation(AMY, "core-pgce", SENT, instance="autumn")["evidence"])
        same("cases", site.json("status", now=SENT)["cases"], 0)


def the_same_twice_is_one():
    with Asked() as site:
        site.run()
        body = Form(site.page(), ANSWERS).body
        with concurrent.futures.ThreadPoolExecutor(8) as all_:
            got = list(all_.map(lambda _: site.post(body)[0], range(8)))
        check("thanked, or told that it came: %s" % got, set(got) <= {200, 409} and 200 in got)
        wait_for("the pass", site.taken)
        same("messages", site.json("status", now=SENT)["messages"], {"return": 1})


def a_disk_that_takes_nothing_is_said():
    with Asked() as site:
        site.run()
        site.write("mentord.db-forms", "no folder")
        status, said = site.post(Form(site.page(), ANSWERS).body)
        same("not saved", status, 503)
        check("what to do: " + said, "send it again" in said)
        os.unlink(site.file("mentord.db-forms"))
        same("then it is", site.post(Form(site.page(), ANSWERS).body)[0], 200)
        wait_for("the pass", site.taken)


def what_is_no_form_of_ours():
    with Asked() as site:
        site.run()
        body = Form(site.page(), ANSWERS).body
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        same("wrong token", site.post(body, "/forms/" + "0" * 26 + ".html")[0], 404)
        same("another place", site.post(body, "/index.html")[0], 405)
        same("JSON", site.post(b"{}", **{"Content-Type": "application/json"})[0], 415)
        same("multipart", site.post(b"--x--", **{"Content-Type": "multipart/form-data; boundary=x"})[0], 415)
        same("no type", site.ask("POST", site.path, body)[0], 415)
        same("too long", site.post(b"a=" + b"x" * 70000)[0], 413)
        same("other methods", [site.ask(method, site.path, body, **kind)[0] for method in ("PUT", "PATCH", "DELETE")], [405] * 3)
        same("nothing was kept", site.spooled(), [])
        same("nothing is met", site.answered(), False)
        same("from another site, whoever knows the link is its owner",
             site.post(body, Origin="https://elsewhere.example.org", Referer="https://elsewhere.example.org/")[0], 200)


def hostile_bodies_harm_nobody():
    bodies = (b"%", b"1.name=%00%FF%zz&1=attended%3D9999-99-99", b"=&&==&%3D", b"&".join(b"a%d=1" % n for n in range(4500)),
              b"1.name=Amy+Brown&1.email=amy.brown%40example.sch.uk&1=attended%3D2026-12-25", b"",
              b"mentord-ref=AAAAA-AAAAA&1.name=Dan+Evans&1.email=dan.evans%40example.org&1=attended%3D2026-10-06")
    for body in bodies:
        with Asked() as site:
            people = site.json("status", now=ASKED)["people"]
            site.run()
            same("taken: %r" % body[:40], site.post(body)[0], 200)
            wait_for("the pass", site.taken)
            status = site.json("status", now=SENT)
            same("one message, nobody new", (sum(status["messages"].values()), status["people"]), (1, people))
            store = sqlite3.connect(site.file("mentord.db"))
            same("nobody attended, of this school or another", store.execute("SELECT count(*) FROM attendance").fetchone(), (0,))
            store.close()


def missing_people_are_written_in():
    with Asked() as site:
        site.run()
        people = site.json("status", now=SENT)["people"]
        body = Form(site.page(), ANSWERS, [("Nobody Atall", "nobody@example.sch.uk", "attended=2026-10-06")]).body
        same("thanks", site.post(body)[0], 200)
        wait_for("the pass", site.taken)
        status = site.json("status", now=SENT)
        same("a case, and nobody invented", (status["cases"], status["people"]), (1, people))
        said = site.mentord("review", now=SENT).out
        check("by name: " + said, "Nobody Atall" in said)
        site.stop()
        case = str(site.json("review", now=LATER)[0]["id"])
        site.mentord("review", "accept", case, "name=" + CHLOES, "email=" + CHLOE, now=LATER)
        site.once(LATER)
        same("the office says who was meant", site.states(LATER)[2], "met")
        before = site.json("person", CHLOE, now=LATER)
        check("read again: " + site.mentord("replay", now=LATER).out, site.json("person", CHLOE, now=LATER) == before)
        same("nothing waits, nothing is sent twice", (site.json("status", now=LATER)["cases"], len(to(site.sent(), PRIYA, "receipt"))), (0, 1))


def a_renewed_link_opens_nothing():
    with Asked() as site:
        site.run()
        body = Form(site.page(), ANSWERS).body
        links = site.json("people", "renew", PRIYA, now=SENT)["links"]
        same("gone", (site.ask("GET", site.path)[0], site.post(body)[0]), (410, 410))
        new = [link["url"].replace("https://mentors.example.ac.uk", "") for link in links if "/forms/" in link["url"]]
        same("one new one", len(new), 1)
        same("which works", site.post(body, new[0])[0], 200)
        wait_for("the pass", lambda: site.taken(new[0]))
        same("and is taken", site.answered(), True)


def of_an_erased_person_nothing_is_taken():
    with Asked() as site:
        token = re.search(r"/([0-9A-Z]{26})\.html", site.path).group(1)
        body = Form(site.page(), ANSWERS).body
        os.makedirs(site.file("mentord.db-forms"), exist_ok=True)
        site.write("mentord.db-forms/" + token, b"1791795600\n" + body)
        site.mentord("people", "erase", PRIYA, now=SENT)
        site.once(LATER)
        same("no message", site.json("status", now=LATER)["messages"], {})
        same("no file", site.spooled(), [])
        check("no page", not os.path.exists(site.file("public", *site.path.strip("/").split("/"))))


def whoever_is_named_in_it_can_be_erased():
    with Asked() as site:
        site.run()
        same("thanks", site.post(Form(site.page(), ANSWERS).body)[0], 200)
        wait_for("the spool to be cleared", lambda: site.taken() and not site.spooled())
        site.stop()
        out = site.mentord("people", "erase", CHLOE, now=LATER).out
        check("her name is found behind its escapes: " + out, "files and texts of mails from others that name them: 1" in out)


def a_site_that_does_not_listen_has_no_link():
    config = harness.SITE.replace(' listen = "127.0.0.1:0";', "")
    old, harness.SITE = harness.SITE, config
    try:
        with harness.Site() as site:
            mail = one(site.once(ASKED), PRIYA, "attendance-request")
            check("no link: " + mail.text, "/forms/" not in mail.text and "page" not in mail.text)
            same("no page", os.listdir(site.file("public", "forms")), [])
    finally:
        harness.SITE = old


def what_a_mail_links_to_is_there_before_it():
    """Looked at by the server while the mail is given to it, in an asking pass and in one that answers."""
    servers = __import__("servers")
    harness.need("aiosmtpd.controller")
    found, sites = {}, []

    def look(content):
        text = harness.Sent(content).text
        for path in re.findall(r"https://mentors\.example\.ac\.uk/((?:feeds|forms|pages)/[0-9A-Z]{26}\.\w+)", text):
            file = sites[0].file("public", *path.split("/"))
            found[path] = harness.read(file) if os.path.exists(file) else None

    with servers.Folder() as folder:
        with servers.Sink(servers.Authority(folder), "off", auth=False, answer={"DATA": look}) as sink:
            with harness.Site(submission='url = "%s"; tls = "off"' % sink.url) as site:
                sites.append(site)
                site.mentord("once", now=ASKED)
                forms = {path: page for path, page in found.items() if path.startswith("forms/")}
                same("forms that are there, and open", ([path for path, page in forms.items() if "<form" not in (page or "")], len(forms) > 0), ([], True))
                found.clear()
                site.deliver(write(PRIYA, "Calendar", "new calendar link"), SENT)
                site.mentord("once", now=LATER)
                same("all that is renewed", ([path for path, page in found.items() if not page], {path.split("/")[0] for path in found}),
                     ([], {"feeds", "forms", "pages"}))


harness.run([the_page_is_the_workbook, what_is_sent_is_recorded, a_correction_comes_by_reply, killed_after_the_thanks,
             killed_at_every_durable_write, two_at_once, the_same_twice_is_one, a_disk_that_takes_nothing_is_said,
             what_is_no_form_of_ours, hostile_bodies_harm_nobody, missing_people_are_written_in, a_renewed_link_opens_nothing,
             of_an_erased_person_nothing_is_taken, whoever_is_named_in_it_can_be_erased, what_a_mail_links_to_is_there_before_it,
             a_site_that_does_not_listen_has_no_link])
