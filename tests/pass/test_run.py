#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The daemon's life: signals, the service manager, the web process, an end that does not work. Waits are bounded. Prints TAP."""
import http.client
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from datetime import datetime, timezone

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
import harness  # noqa: E402
import servers  # noqa: E402
from harness import check, same  # noqa: E402

NOW = "2026-10-08T12:00:00+01:00"
PATIENCE = 60


def wait_for(what, asked, each=None):
    """What @asked answers, as soon as it is true; @each is done before each question."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if each:
            each()
        answer = asked()
        if answer:
            return answer
        select.select([], [], [], 0.05)
    raise AssertionError("never came: " + what)


class Daemon:
    """mentord run, told to a socket of its own how it is."""

    def __init__(self, site, now=None, **environment):
        self.site, self.now, self.environment = site, now, environment
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.listener.bind(site.file("notify"))
        self.listener.setblocking(False)
        self.said = []

    def __enter__(self):
        with open(self.site.file("out.log"), "wb") as out, open(self.site.file("err.log"), "wb") as err:
            self.process = subprocess.Popen(
                [harness.PROGRAM, "-c", self.site.config, *(["--now", self.now] if self.now else []), "run"], stdout=out, stderr=err,
                env=dict(os.environ, NOTIFY_SOCKET=self.site.file("notify"), **self.environment))
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.listener.close()

    def heard(self, line):
        """How often the daemon has said @line."""
        try:
            while True:
                self.said += self.listener.recv(65536).decode().split("\n")
        except BlockingIOError:
            return self.said.count(line)

    def hears(self, line, times=1):
        wait_for(line, lambda: self.heard(line) >= times)

    def ports(self):
        return re.findall(r"^listening on 127\.0\.0\.1:(\d+)$", harness.read(self.site.file("out.log")), re.MULTILINE)

    def log(self):
        return harness.read(self.site.file("err.log"))

    def send(self, number):
        self.process.send_signal(number)

    def children(self):
        path = "/proc/%d/task/%d/children" % (self.process.pid, self.process.pid)
        named = {pid: harness.read("/proc/%s/comm" % pid).strip() for pid in harness.read(path).split()}
        return [int(pid) for pid, name in named.items() if name == "mentord-web"]


def it_says_how_it_is():
    with harness.Site() as site, Daemon(site, NOW, WATCHDOG_USEC="400000") as daemon:
        daemon.hears("READY=1")
        daemon.hears("STATUS=all is well; feeds fetched 0 times")
        daemon.hears("WATCHDOG=1", daemon.heard("WATCHDOG=1") + 3)  # also while it waits
        same("one address", len(daemon.ports()), 1)
        daemon.send(signal.SIGTERM)
        same("ends", daemon.process.wait(PATIENCE), 0)
        same("and says so", daemon.heard("STOPPING=1"), 1)
        check("nothing to warn of: " + daemon.log(), "mentord: " not in daemon.log())


def an_interrupt_ends_it_too():
    with harness.Site() as site, Daemon(site) as daemon:  # by the machine's clock: it waits in the mailbox
        daemon.hears("READY=1")
        daemon.send(signal.SIGINT)
        same("ends", daemon.process.wait(PATIENCE), 0)


def a_standing_clock_has_one_pass():
    with harness.Site() as site, Daemon(site, NOW) as daemon:
        daemon.hears("STATUS=all is well; feeds fetched 0 times")
        check("requests went", harness.to(site.sent(), "amy.brown@example.sch.uk", "tracker-request"))
        site.deliver(harness.write("amy.brown@example.sch.uk", "Hours", "hours"), NOW)
        daemon.send(signal.SIGUSR1)
        wait_for("the mail to be taken", lambda: not site.inbox())
        daemon.hears("STATUS=all is well; feeds fetched 0 times", 2)


def mail_is_taken_as_it_comes():
    with harness.Site() as site:
        text = harness.read(site.config).replace('since = "2026-09-01"', 'since = "2000-01-01"; poll = 3600')
        site.write("mentord.conf", text)
        with Daemon(site) as daemon:
            daemon.hears("STATUS=all is well; feeds fetched 0 times")
            site.deliver(harness.write("stranger@example.org", "Hello", "Good morning"), datetime.now(timezone.utc).isoformat())
            wait_for("the mail to be taken", lambda: not site.inbox())
            same("mails known", site.json("status")["messages"], {"message": 1})


def a_bad_file_leaves_the_old_one():
    with harness.Site() as site, Daemon(site, NOW) as daemon:
        daemon.hears("STATUS=all is well; feeds fetched 0 times")
        good = harness.read(site.config)
        site.write("mentord.conf", good.replace("publish =", "publsh ="))
        daemon.send(signal.SIGHUP)
        daemon.hears("READY=1", 2)
        check("in the log: " + daemon.log(), "old site file stays" in daemon.log() and "publsh" in daemon.log())
        check("reloading was said", "RELOADING=1" in daemon.said)
        site.write("mentord.conf", good.replace("Example ITE Partnership", "Another Partnership"))
        daemon.send(signal.SIGHUP)
        wait_for("the new name", lambda: "Another Partnership" in harness.read(site.file("public", "index.html")))
        same("the web process went on", len(daemon.ports()), 1)
        site.write("mentord.conf", good.replace('store = "mentord.db"', 'store = "other.db"'))
        daemon.send(signal.SIGHUP)
        daemon.hears("READY=1", 4)
        check("another store: " + daemon.log(), "restart" in daemon.log() and not os.path.exists(site.file("other.db")))
        same("alive", daemon.process.poll(), None)


def a_web_process_that_dies_is_started_again():
    with harness.Site() as site, Daemon(site, NOW) as daemon:
        daemon.hears("STATUS=all is well; feeds fetched 0 times")
        first, = daemon.children()
        os.kill(first, signal.SIGKILL)
        wait_for("another address", lambda: len(daemon.ports()) == 2)
        same("one runs", len(daemon.children()), 1)
        same("said once", daemon.log().count("ended by itself"), 1)
        daemon.send(signal.SIGTERM)
        same("ends", daemon.process.wait(PATIENCE), 0)


def what_is_deaf_is_told_once():
    with harness.Site() as site:
        tell = site.write("tell", '#!/bin/sh\nprintf "%%s\\n" "$#" "$@" >>"%s"\n' % site.file("told"))
        os.chmod(tell, 0o755)
        text = harness.read(site.config).replace(site.file("in"), site.file("absent", "in"))
        site.write("mentord.conf", text.replace("partnership = {", 'partnership = { alert = { command = ["%s", "a b"]; };' % tell))
        with Daemon(site) as daemon:
            daemon.hears("READY=1")
            # each of these tries at once, else it takes minutes
            wait_for("the command", lambda: os.path.exists(site.file("told")), lambda: daemon.send(signal.SIGUSR1))
            told = wait_for("its words", lambda: harness.read(site.file("told")).splitlines())
            same("its arguments", told[:2] + [site.file("absent", "in") in told[2]], ["2", "a b", True])
            mail = wait_for("the mail to the office", lambda: harness.to(site.sent(), "office@example.ac.uk", "alert"))
            check("what is wrong", site.file("absent", "in") in " ".join(mail[0].text.split()))
            same("warned of once", daemon.log().count("warning"), 1)
            check("status says it", any(site.file("absent") in one for one in site.json("status")["warnings"]))
            os.makedirs(site.file("absent"))
            wait_for("the recovery", lambda: "the mailbox works again" in daemon.log(), lambda: daemon.send(signal.SIGUSR1))
            wait_for("that it is over", lambda: harness.to(site.sent(), "office@example.ac.uk", "works-again"))
            wait_for("the command too", lambda: len(harness.read(site.file("told")).splitlines()) == 6)
            same("each told once", (len(harness.to(site.sent(), "office@example.ac.uk", "works-again")),
                                    len(harness.to(site.sent(), "office@example.ac.uk", "alert"))), (1, 1))
            wait_for("status to be well", lambda: not any(site.file("absent") in one for one in site.json("status")["warnings"]))


def the_office_works_beside_it():
    with harness.Site() as site, Daemon(site, NOW) as daemon:
        daemon.hears("STATUS=all is well; feeds fetched 0 times")
        people = site.json("status")["people"]
        site.write("more.csv", "name,email,role,school,phase\nNew Comer,new.comer@example.sch.uk,mentor,Oakfield Primary School,primary\n")
        site.mentord("import", site.file("more.csv"), now=NOW)
        same("one more", site.json("status")["people"], people + 1)
        daemon.send(signal.SIGUSR1)
        daemon.hears("STATUS=all is well; feeds fetched 0 times", 2)
        check("asked too", harness.to(site.sent(), "new.comer@example.sch.uk", "tracker-request"))
        second = site.mentord("run", now=NOW, code=None)
        same("no second daemon", second.code, 75)
        check("in words: " + second.err, "another mentord" in second.err)


def the_office_ends_the_wait_for_a_server():
    """Which took nothing; else the daemon would try it again after minutes."""
    harness.need("aiosmtpd")
    with servers.Folder() as folder, servers.Sink(servers.Authority(folder), tls="off", auth=False) as sink:
        sink.answer["MAIL"] = lambda value: "554 5.7.1 your account may not send"
        with harness.Site(submission='url = "%s"; tls = "off"; per_minute = 0' % sink.url) as site:
            text = harness.read(site.config).replace('since = "2026-09-01"', 'since = "2000-01-01"; poll = 1')
            site.write("mentord.conf", text)
            now = datetime.now(timezone.utc).isoformat()
            site.deliver(harness.write("amy.brown@example.sch.uk", "Help", "help"), now)
            with Daemon(site) as daemon:
                wait_for("the refusal", lambda: "no recipient is to blame" in daemon.log())
                wait_for("the warning", lambda: any("not asked again before" in words for words in site.json("status")["warnings"]))
                sink.answer.clear()
                site.mentord("outbox", "release")
                wait_for("the answer", lambda: any(address == "amy.brown@example.sch.uk" for _, address, _ in sink.mails))
                wait_for("the recovery", lambda: "works again" in daemon.log())


def fetch(port, path, **headers):
    """(status, type, text) of what the web process answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    return answer.status, answer.getheader("Content-Type"), answer.read().decode()


def numbers_for_this_machine_alone():
    parser = harness.need("prometheus_client.parser")
    with harness.Site() as site, Daemon(site, NOW) as daemon:
        daemon.hears("STATUS=all is well; feeds fetched 0 times")
        port = int(re.search(r"listening on 127\.0\.0\.1:(\d+)", harness.read(site.file("out.log"))).group(1))
        fetch(port, "/feeds/bcu-primary.ics")
        status, kind, text = fetch(port, "/metrics")
        same("answered", (status, kind), (200, "text/plain; version=0.0.4; charset=utf-8"))
        families = {family.name: family for family in parser.text_string_to_metric_families(text)}
        value = lambda name, **labels: [one.value for one in families[name].samples if one.labels == labels]
        same("people", value("mentord_people"), [float(len(harness.PEOPLE))])
        same("mails", value("mentord_mails", state="sent"), [float(site.json("status", now=NOW)["outbox"]["sent"])])
        same("a counter", (families["mentord_messages"].type, families["mentord_outages"].type), ("counter", "counter"))
        same("when", value("mentord_last_pass_timestamp_seconds"), [datetime.fromisoformat(NOW).timestamp()])
        same("no outage", {one.value for one in families["mentord_outage"].samples}, {0.0})
        same("feeds", value("mentord_feed_fetches", status="200"), [1.0])
        check("help for each", all(family.documentation for family in families.values()))
        for person in harness.PEOPLE:
            check("nobody is named", person[0] not in text and person[1] not in text)
        same("not through a proxy", fetch(port, "/metrics", X_Forwarded_For="192.0.2.1")[0], 404)
        same("nor as a file", [fetch(port, path)[0] for path in ("/.metrics", "/feeds/.metrics", "/feeds/../.metrics", "/%2emetrics")], [404] * 4)
        same("for mentord alone", os.stat(site.file("public", ".metrics")).st_mode & 0o777, 0o600)


def a_daemon_that_died_is_missed():
    with harness.Site() as site:
        with Daemon(site) as daemon:
            daemon.hears("READY=1")
            wait_for("a pass", lambda: site.json("status")["last_pass"])
            same("all is well", [one for one in site.json("status")["warnings"] if "not run" in one], [])
            daemon.process.kill()
            daemon.process.wait()
            check("it is missed", any("mentord does not run" in one for one in site.json("status")["warnings"]))
            os.unlink(site.file("notify"))
        with Daemon(site) as daemon:
            daemon.hears("READY=1")
            wait_for("its mark", lambda: not any("does not run" in one for one in site.json("status")["warnings"]))
            daemon.send(signal.SIGTERM)
            daemon.process.wait(timeout=PATIENCE)
        same("one that was told to end is not", [one for one in site.json("status")["warnings"] if "does not run" in one], [])


def the_log_tells_what_happened_and_of_nobody():
    with harness.Site() as site:
        requests = {mail.to: mail for mail in site.once("2026-10-08T11:50:00+01:00") if mail.template == "tracker-request"}
        amy, ben = requests["amy.brown@example.sch.uk"], requests["ben.clark@example.sch.uk"]
        arrived = "2026-10-08T11:55:00+01:00"
        site.deliver(harness.reply(amy, "", [("t.docx", harness.fill(amy.attached(".docx"), harness.TRACKER))]), arrived)
        site.deliver(harness.reply(ben, "Not me, ask Priya Nair.", name="Ben\u202e\x1b[31mClark"), arrived)
        site.deliver(harness.write("zoe.quill@example.org", "Hello event=forged", "May I join?", authentic=False), arrived)
        site.deliver(harness.write("office@example.ac.uk", "x", "extend %s 30 October because Chlo\u00eb asked" % requests["chloe.davies@example.sch.uk"].refs[0]), arrived)
        site.deliver(b"\xff\xfe no headers\r\n" + bytes(range(256)), arrived)
        with Daemon(site, NOW) as daemon:
            wait_for("the mails", lambda: "event=ordered" in daemon.log() and "event=delivery" in daemon.log())
            log = daemon.log()
            daemon.send(signal.SIGTERM)
            daemon.process.wait(timeout=PATIENCE)
        lines = [line for line in log.splitlines() if line.startswith("event=")]
        check("an obvious rule: " + log, all(re.fullmatch(r"event=[a-z]+( [a-z]+=[A-Za-z0-9_:. -]+)+", line) for line in lines))
        for event, key in (("taken", "message"), ("case", "case"), ("queued", "outbox"), ("delivery", "outbox"), ("ordered", "message")):
            check("%s has its id" % event, all(" %s=" % key in line for line in lines if "event=%s " % event in line)
                  and any("event=%s " % event in line for line in lines))
        same("each message taken", len({line.split("message=")[1].split()[0] for line in lines if "event=taken" in line}), 5)
        for name, address in [row[:2] for row in harness.PEOPLE] + [("Zoe Quill", "zoe.quill@example.org"), ("forged", "office@example.ac.uk")]:
            for word in [address, *name.split()]:
                check("%s is in the log: %s" % (word, log), word.lower() not in log.lower())
        check("no body, no escape", "join" not in log and "\x1b" not in log and "school trip" not in log)


harness.run([it_says_how_it_is, the_office_works_beside_it, the_office_ends_the_wait_for_a_server, an_interrupt_ends_it_too, a_standing_clock_has_one_pass, mail_is_taken_as_it_comes,
             a_bad_file_leaves_the_old_one, a_web_process_that_dies_is_started_again, what_is_deaf_is_told_once, numbers_for_this_machine_alone, a_daemon_that_died_is_missed,
             the_log_tells_what_happened_and_of_nobody])
