#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""mentord doctor, on a real Dovecot and a real SMTP server whose mail arrives in that Dovecot, as a provider does it: a good
site, and what is said of each thing that is wrong. Prints TAP."""
import contextlib
import http.server
import os
import re
import sqlite3
import subprocess
import threading
import time

import harness
import servers
import story
from harness import check, same


class Provider(story.ServedSite):
    """What is sent to the mailbox's own address arrives there, under the headers that the provider adds. `keeps_sender`:
    whether the envelope sender stands; `verdict`: the name in the Authentication-Results that it writes, None: none."""

    def __init__(self, keeps_sender=True, verdict="mx.example.ac.uk", arrives="INBOX", config=(), **others):
        lacking = story.missing()
        if lacking:
            raise harness.Skip(lacking)
        super().__init__(partnership='alert = { command = ["true"]; };', **others)
        self.keeps_sender, self.verdict, self.arrives = keeps_sender, verdict, arrives
        self.sink.answer = {"MAIL": self.remember, "DATA": self.arrive}
        self.web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
        threading.Thread(target=self.web.serve_forever, daemon=True).start()
        self.change("https://mentors.example.ac.uk", "http://127.0.0.1:%d" % self.web.server_port)
        for old, new in config:
            self.change(old, new)

    def __exit__(self, *anything):
        self.web.shutdown()
        self.web.server_close()
        super().__exit__(*anything)

    def change(self, old, new):
        text = harness.read(self.config)
        check("%r stands in the site file" % old, old in text)
        self.write("mentord.conf", text.replace(old, new))

    def remember(self, address):
        self.sender = address
        return "550 5.7.60 SMTP; Client does not have permissions to send as this sender" if self.keeps_sender is None and \
            "+b=" in address else None

    def arrive(self, raw):
        if not self.arrives:
            return None
        sender = self.sender if self.keeps_sender else harness.MAILBOX
        added = "Return-Path: <%s>\r\nReceived: from x by y; %s\r\n" % (sender, time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime()))
        if self.verdict:
            added += "Authentication-Results: %s; dmarc=pass header.from=example.ac.uk\r\n" % self.verdict
        self.dovecot.append(story.USER, [(added.encode() + raw, time.time())], self.arrives)
        return None

    def doctor(self, code=0):
        """{end: [(state, words)]}"""
        found = {}
        for finding in self.json("doctor", code=code)["findings"]:
            found.setdefault(finding["end"], []).append((finding["state"], finding["words"]))
        return found

    def proven(self):
        with contextlib.closing(sqlite3.connect(self.file("mentord.db"))) as database:
            row = database.execute("SELECT value FROM meta WHERE key = 'verp.proven'").fetchone()
        return row and str(row[0])


class Quiet(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.send_response(200 if self.path == "/verify" else 404)
        self.end_headers()

    def log_message(self, *_):
        pass


def states(found):
    return {end: [state for state, _ in all] for end, all in found.items()}


def wrong(found):
    return {end: words for end, all in found.items() for state, words in all if state == "wrong"}


def a_good_site():
    with Provider() as site:
        site.dovecot.append(story.USER, [], "Processed")
        site.dovecot.append(story.USER, [], "Junk")
        os.makedirs(site.file("public"), exist_ok=True)
        result = site.mentord("doctor")
        for end in ("configuration", "store", "disk", "reader", "publish", "listen", "base_url", "alert", "time zone", "mailbox",
                    "submission", "test mail", "verp", "authserv_id", "clock"):
            check("%s is well:\n%s" % (end, result.out), "\n%s: ok: " % end in "\n" + result.out or
                  end == "disk" and "\ndisk: note: " in result.out)
        check("nothing is wrong", ": wrong: " not in result.out)
        check("what the daemon answers through base_url:\n" + result.out, re.search(r"^web: ok: http://\S+/verify answers", result.out, re.M))
        same("silent beside it", result.err, "")
        same("kept for the envelope sender", site.proven(), "1")
        same("one from an envelope sender of its own, one to such a one", [("+b=" in sender, "+b=" in to) for sender, to, _ in
                                                                           site.sink.mails], [(True, False), (False, True)])
        site.mentord("once")
        same("its test mail is our own", site.json("status")["messages"], {"own": 2})
        same("no case, no answer", (site.json("status")["cases"], len(site.sink.mails)), (0, 2))
        same("it is moved as any", (len(site.held()), len(site.held("Processed"))), (0, 2))


def a_certificate_that_ends():
    with Provider() as site:
        words = [words for state, words in site.doctor()["mailbox"] if state == "note"]
        check("thirty days are enough: %r" % words, not any("certificate" in text for text in words))
        short = servers.Authority(site.servers, "short", days=5)
        site.sink.controller.stop()
        site.authority = short
        answers = site.sink.answer
        site.serve()
        site.sink.answer = answers
        text = harness.read(site.config)
        head, tail = text.split("submission =")
        old = tail[tail.index('ca_file = "') + len('ca_file = "'):].split('"')[0]
        site.write("mentord.conf", head + "submission =" + tail.replace(old, short.ca))
        notes = [words for state, words in site.doctor()["submission"] if state == "note"]
        check("five are not: %r" % notes, any("ends in 4 days" in words or "ends in 5 days" in words for words in notes))


def the_envelope_sender():
    with Provider() as site:
        for keeps, name in ((False, "replaced"), (None, "refused")):
            site.keeps_sender = keeps
            found = site.doctor()
            check("%s: %r" % (name, found["verp"]), found["verp"][0][0] == "note" and "puts its own" in found["verp"][0][1])
            same("kept", site.proven(), "0")
        site.keeps_sender = True
        site.sink.answer["RCPT"] = lambda address: "550 5.1.1 no such user" if "+b=" in address else None
        found = site.doctor()
        check("a provider without plus-addresses: %r" % found["verp"], "no such user" in found["verp"][0][1])
        same("is no place for it", site.proven(), "0")


def whose_verdict_and_where():
    with Provider() as site:
        site.verdict = "other.example.ac.uk"
        check("another server's", "Put other.example.ac.uk there" in wrong(site.doctor(78))["authserv_id"])
        site.verdict = None
        state, words = site.doctor()["authserv_id"][0]
        check("a forged one is never recommended: " + words, state == "note" and "from outside" in words and "forged" not in words)
        site.verdict = "mx.example.ac.uk"
        site.change('authserv_id = "mx.example.ac.uk";', "")
        state, words = site.doctor()["authserv_id"][0]
        check("which to put there: " + words, state == "note" and 'put "mx.example.ac.uk" there' in words)
        site.arrives = "Junk"
        found = site.doctor()
        check("taken for junk", found["test mail"][0][0] == "note" and "for junk" in found["test mail"][0][1])


def refused():
    with Provider(password="no") as site:
        found = site.doctor(77)
        check("the mailbox: %r" % found, "AUTHENTICATIONFAILED" in wrong(found)["mailbox"] and "password" in wrong(found)["mailbox"])
        check("the way out", "535" in wrong(found)["submission"])
        same("no test mail", states(found)["test mail"], ["skipped"])
        check("the rest is tried all the same", states(found)["reader"] == ["ok"])
        same("the first counts", site.mentord("doctor", code=77).err, "mentord: 2 things are wrong\n")


def servers_and_folders():
    with Provider() as site:
        config = harness.read(site.config)
        notes = " ".join(words for _, words in site.doctor()["mailbox"])
        check("folders that are not there: " + notes, "no folder Processed yet" in notes and "no folder Junk" in notes)
        site.change("/INBOX", "/Elsewhere")
        check("an inbox that is not there", "Elsewhere" in wrong(site.doctor(78))["mailbox"])
        site.write("mentord.conf", config)
        other = servers.Authority(site.servers, "other")
        site.change(site.authority.ca, other.ca)
        found = site.doctor(69)
        check("no trust in the mailbox: %r" % found, "ca_file of mailbox" in wrong(found)["mailbox"])
        check("nor in the way out", "ca_file of submission" in wrong(found)["submission"])
        site.write("mentord.conf", config)
        site.sink.controller.stop()
        try:
            found = site.doctor(69)
        finally:
            site.serve()
        same("only the way out is away", list(wrong(found)), ["submission"])


def the_house():
    with Provider(config=[('command = ["true"]', 'command = ["/no/such/pager"]')]) as site:
        site.web.server_close()
        with open(site.file("mentord.db"), "r+b") as file:
            file.seek(8192)
            file.write(b"\xff" * 8192)
        found = site.doctor(74)
        words = wrong(found)["store"]
        check("a damaged store: " + words, "damaged" in words or "malformed" in words)
        check("the web: %r" % found["base_url"], "does not answer" in wrong(found)["base_url"])
        check("the alert", "/no/such/pager" in wrong(found)["alert"])


def beside_a_daemon():
    """The daemon's connections stand, and what doctor found is kept for it."""
    with Provider() as site:
        daemon = subprocess.Popen([harness.PROGRAM, "-c", site.config, "run"], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, text=True, cwd=site.folder)
        try:
            servers.wait_for(lambda: site.json("status")["last_pass"], "the first pass")
            found = site.doctor()
            same("nothing is wrong", wrong(found), {})
            same("kept", site.proven(), "1")
            servers.wait_for(lambda: site.json("status")["messages"].get("own"), "the daemon to take the test mail")
            same("no case", site.json("status")["cases"], 0)
        finally:
            daemon.terminate()
            said = daemon.communicate(timeout=30)[1]
        check("no word of a lost connection: " + said, "closed" not in said and "WARNING" not in said)


def maildirs():
    with harness.Site() as site:
        found = site.json("doctor", code=None)["findings"]
        ends = {finding["end"]: finding["state"] for finding in found}
        same("maildirs", (ends["mailbox"], ends["submission"], ends["test mail"]), ("ok", "ok", "skipped"))
        same("nothing is put there", os.listdir(site.file("out", "new")), [])


if __name__ == "__main__":
    harness.run([a_good_site, a_certificate_that_ends, the_envelope_sender, whose_verdict_and_where, refused, servers_and_folders,
                 the_house, beside_a_daemon, maildirs])
