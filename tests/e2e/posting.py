# SPDX-License-Identifier: GPL-3.0-or-later
"""A site that asked who came, its running daemon, and what a browser would post of the page it published. Tests nothing itself."""
import html.parser
import http.client
import os
import re
import select
import signal
import subprocess
import time
import urllib.parse

import harness
from harness import check, one, same

AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
ELLA = "ella.frost@example.org"
CHLOES = "Chloë Davies-O’Neill"
ASKED = "2026-10-08T12:00:00+01:00"
SENT = "2026-10-12T10:00:00+01:00"
LATER = "2026-10-12T15:00:00+01:00"
PATIENCE = 60


def wait_for(what, asked):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answer = asked()
        if answer:
            return answer
        select.select([], [], [], 0.05)
    raise AssertionError("never came: " + what)


class Form(html.parser.HTMLParser):
    """What a browser would send of a page, with the answers given to those that it lists."""

    def __init__(self, page, answers, others=()):
        super().__init__()
        self.fields, self.names, self.choices, self.selects = [], {}, {}, []
        self.feed(page)
        sent = dict(self.fields)
        left = list(others)
        for number, name in self.names.items():
            if name in answers:
                check("%r can be answered: %s" % (answers[name], self.choices[number]), answers[name] in self.choices[number])
                sent[number] = answers[name]
        for number in self.selects:
            if left:
                sent[number + ".name"], sent[number + ".email"], sent[number] = left.pop(0)
        self.body = urllib.parse.urlencode(sent).encode()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        name = found.get("name")
        if tag == "select":
            self.selects.append(name)
            self.fields.append((name, ""))
        if tag != "input":
            return
        if found["type"] == "radio":
            self.choices.setdefault(name, []).append(found["value"])
            if "checked" in found:
                self.fields.append((name, found["value"]))
            return
        self.fields.append((name, found.get("value", "")))
        if found["type"] == "hidden" and name.endswith(".name"):
            self.names[name.split(".")[0]] = found["value"]


class Asked(harness.Site):
    """A site that asked the Lead Mentors who came, with a page for each."""

    def __enter__(self):
        self.request = one(self.once(ASKED), PRIYA, "attendance-request")
        self.path = self.link(self.request)
        self.daemon = None
        return self

    def __exit__(self, *_):
        self.stop(signal.SIGKILL)
        super().__exit__()

    @staticmethod
    def link(mail):
        found = re.findall(r"https://mentors\.example\.ac\.uk(/forms/[0-9A-Z]{26}\.html)", mail.text)
        same("links in the mail", len(set(found)), 1)
        return found[0]

    def page(self, path=None):
        return harness.read(self.file("public", *(path or self.path).strip("/").split("/")))

    def spooled(self):
        folder = self.file("mentord.db-forms")
        return sorted(os.listdir(folder)) if os.path.isdir(folder) else []

    # the daemon

    def run(self, now=SENT):
        with open(self.file("out.log"), "wb") as out, open(self.file("err.log"), "ab") as err:
            self.daemon = subprocess.Popen([harness.PROGRAM, "-c", self.config, "--now", now, "run"], stdout=out, stderr=err)
        self.port = int(wait_for("the web server", lambda: re.findall(r"listening on 127\.0\.0\.1:(\d+)", harness.read(self.file("out.log"))))[0])

    def stop(self, number=signal.SIGTERM):
        if self.daemon:
            if self.daemon.poll() is None:
                self.daemon.send_signal(number)
            self.daemon.wait(PATIENCE)
        self.daemon = None

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def post(self, body, path=None, **headers):
        return self.ask("POST", path or self.path, body, **{"Content-Type": "application/x-www-form-urlencoded", **headers})

    def states(self, now):
        return [self.obligation(address, requirement, now, instance=instance)["state"] for address, requirement, instance
                in ((AMY, "core-pgce", "autumn"), (BEN, "core-undergraduate", None), (CHLOE, "core-pgce", "autumn"))]

    def taken(self, path=None):
        """Whether a pass has taken what was sent: its last step is to publish a page without a form."""
        return "<form " not in self.page(path)

    def answered(self, now=SENT):
        return self.obligation(PRIYA, "attendance", now, instance="autumn")["state"] == "met"


ANSWERS = {"Amy Brown": "attended=2026-10-06", "Ben Clark": "made_up=true", CHLOES: ""}


def port_answers(port):
    try:
        http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE).connect()
        return True
    except OSError:
        return False
