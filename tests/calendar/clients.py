# SPDX-License-Identifier: GPL-3.0-or-later
"""Calendar programs and libraries that are not ours, each subscribed to one address: fetch() is what it does when it
refreshes, entries() what it shows then. What they keep between two fetches is theirs. Judges nothing itself."""
import base64
import collections
import datetime
import http.client
import json
import os
import re
import select
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "browser"))
import harness  # noqa: E402
import npm  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
UTC = datetime.timezone.utc
PATIENCE = 60  # seconds until a program hangs

# start and end: "2026-10-23T15:00:00Z", or "2026-10-20" of whole days (the end is the day after the last)
Entry = collections.namedtuple("Entry", "start end status summary description")


def by_title(rows):
    """By what a human knows an entry by: a client that shows one twice is wrong, and so is one that shows the entry that
    was cancelled beside the one that was not. vdirsyncer makes UIDs of its own, so that nothing can be told by them."""
    found = {}
    for row in rows:
        entry = Entry(*row)
        title = entry.summary.removeprefix("CANCELLED: ")
        if title in found:
            raise AssertionError("%s stands twice: %s and %s" % (title, found[title], entry))
        found[title] = entry
    return found


def shown(value):
    if isinstance(value, datetime.datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat()


def run(*arguments, **others):
    done = subprocess.run(arguments, capture_output=True, timeout=PATIENCE, check=False, **others)
    if done.returncode:
        raise AssertionError("%s ended with %d:\n%s" % (" ".join(map(str, arguments)), done.returncode,
                                                        (done.stdout + done.stderr).decode("utf-8", "replace")[-3000:]))
    return done.stdout


class Client:
    """One that keeps nothing: what it shows is what it fetched last."""
    name = ""

    def __init__(self, folder, url):
        self.folder = os.path.join(folder, self.name)
        self.url = url
        self.bytes = b""
        os.makedirs(self.folder)
        self.begin()

    def begin(self):
        """Whatever it needs; raises harness.Skip where the machine lacks it."""

    def fetch(self):
        parts = urllib.parse.urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE)
        connection.request("GET", parts.path)
        answer = connection.getresponse()
        harness.same("status of " + parts.path, answer.status, 200)
        self.bytes = answer.read()
        connection.close()

    def end(self):
        pass


class LibIcal(Client):
    """The C library, which Evolution, GNOME and KDE stand on."""
    name = "libical"

    def entries(self):
        lines = run(os.path.join(harness.BUILD, "tests", "calendar", "read-feed"), input=self.bytes).decode().splitlines()
        return by_title(line.replace("\\n", "\n").replace("\\,", ",").split("\t") for line in lines)


class PythonIcalendar(Client):
    name = "icalendar"

    def begin(self):
        self.library = harness.need("icalendar")

    def entries(self):
        return by_title(self.row(event) for event in self.library.Calendar.from_ical(self.bytes).walk("VEVENT"))

    @staticmethod
    def row(event):
        return (shown(event.decoded("DTSTART")), shown(event.decoded("DTEND")), str(event["STATUS"]),
                str(event["SUMMARY"]), str(event["DESCRIPTION"]))


ICAL_JS = """
import ICAL from 'PLACE/dist/ical.js';
import { readFileSync } from 'fs';
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')));
for (const zone of calendar.getAllSubcomponents('vtimezone'))
  ICAL.TimezoneService.register(zone.getFirstPropertyValue('tzid'), new ICAL.Timezone(zone));
const show = t => t.isDate ? t.toString() : new Date(t.toUnixTime() * 1000).toISOString().replace('.000', '');
console.log(JSON.stringify(calendar.getAllSubcomponents('vevent').map(c => {
  const e = new ICAL.Event(c);
  return [show(e.startDate), show(e.endDate), c.getFirstPropertyValue('status'), e.summary, e.description];
})));
"""


class IcalJs(Client):
    """What Thunderbird and Nextcloud read calendars with."""
    name = "ical.js"

    def begin(self):
        if not shutil.which("node"):
            raise harness.Skip("node is not installed")
        place = npm.package("ical.js")
        if not place:
            raise harness.Skip(npm.why("ical.js"))
        with open(os.path.join(self.folder, "read.mjs"), "w", encoding="utf-8") as script:
            script.write(ICAL_JS.replace("PLACE", place))

    def entries(self):
        return by_title(json.loads(run("node", os.path.join(self.folder, "read.mjs"), input=self.bytes)))


VDIRSYNCER = """
[general]
status_path = "{folder}/status"
[pair feed]
a = "theirs"
b = "ours"
collections = null
conflict_resolution = "a wins"
partial_sync = "revert"
[storage theirs]
type = "http"
url = "{url}"
[storage ours]
{ours}
"""
KHAL = """
[calendars]
[[feed]]
path = {folder}/items
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M:%S
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M:%SZ
longdatetimeformat = %Y-%m-%dT%H:%M:%SZ
[sqlite]
path = {folder}/khal.db
"""


class Vdirsyncer(Client):
    """Fetches the address itself, and keeps an item for each event."""
    ours = 'type = "filesystem"\npath = "{folder}/items"\nfileext = ".ics"'

    def begin(self):
        self.program = harness.need_program("vdirsyncer")
        os.makedirs(os.path.join(self.folder, "items"))
        self.config = os.path.join(self.folder, "vdirsyncer.conf")
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(VDIRSYNCER.format(folder=self.folder, url=self.url, ours=self.ours.format(**vars(self))))
        self.found = False

    def fetch(self):
        if not self.found:
            run(self.program, "-c", self.config, "discover", input=b"y\ny\n")
        self.found = True
        run(self.program, "-c", self.config, "sync")


class Khal(Vdirsyncer):
    name = "vdirsyncer and khal"
    MARK = "\x1f"

    def begin(self):
        super().begin()
        self.khal = harness.need_program("khal")
        self.settings = os.path.join(self.folder, "khal.conf")
        with open(self.settings, "w", encoding="utf-8") as file:
            file.write(KHAL.format(folder=self.folder))

    def entries(self):
        form = self.MARK.join(("{start-long}", "{end-long}", "{status}", "{title}", "{description}")) + "\x1e"
        out = run(self.khal, "-c", self.settings, "list", "--once", "--day-format", "", "--format", form, "2026-09-01", "365d")
        return by_title(self.row(line) for line in out.decode().split("\x1e") if self.MARK in line)

    @staticmethod
    def row(line):
        start, end, status, title, description = line.strip("\n").split(Khal.MARK)
        if "T" not in start:  # khal shows the last day
            end = (datetime.date.fromisoformat(end) + datetime.timedelta(days=1)).isoformat()
        return start, end, status.strip(), title, description


RANGE = """<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="{start}" end="{end}"/>
</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""


class Radicale(Vdirsyncer):
    """A CalDAV server that the feed is put into, as people do who want it on every device."""
    name = "radicale"
    ours = 'type = "caldav"\nurl = "http://127.0.0.1:{port}/reader/feed/"\nusername = "reader"\npassword = "reader"'

    def begin(self):
        program = harness.need_program("radicale")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        super().begin()
        with open(os.path.join(self.folder, "log"), "wb") as log:
            self.process = subprocess.Popen([program, "--server-hosts", "127.0.0.1:%d" % self.port, "--auth-type", "none",
                                             "--storage-filesystem-folder", os.path.join(self.folder, "store")],
                                            stdout=log, stderr=log)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and socket.socket().connect_ex(("127.0.0.1", self.port)):
            select.select([], [], [], 0.05)
        harness.same("made", self.ask("MKCALENDAR", "")[0], 201)

    def ask(self, method, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        word = base64.b64encode(b"reader:reader").decode()
        connection.request(method, "/reader/feed/", body.encode(), {"Authorization": "Basic " + word, "Depth": "1",
                                                                    "Content-Type": "application/xml"})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def entries(self):
        status, body = self.ask("GET", "")
        harness.same("status", status, 200)
        calendar = harness.need("icalendar").Calendar.from_ical(body)
        found = by_title(PythonIcalendar.row(event) for event in calendar.walk("VEVENT"))
        for title, entry in found.items():
            if "T" in entry.start:
                self.check_time(title, entry)
        return found

    def check_time(self, title, entry):
        """The server's own mind of when it is: found in its first second, and not in the one before."""
        start = datetime.datetime.fromisoformat(entry.start.replace("Z", "+00:00"))
        for seconds, want in ((0, True), (-1, False)):
            begin = start + datetime.timedelta(seconds=seconds)
            words = RANGE.format(start=begin.strftime("%Y%m%dT%H%M%SZ"),
                                 end=(begin + datetime.timedelta(seconds=1)).strftime("%Y%m%dT%H%M%SZ"))
            body = self.ask("REPORT", words)[1].decode()
            harness.same("%s at %+d s" % (title, seconds), title in re.sub(r"\r?\n ", "", body), want)

    def end(self):
        self.process.terminate()
        self.process.wait(PATIENCE)


class Evolution(Client):
    """Evolution's calendar service with its backend for addresses, on a session bus of its own: evolution.py."""
    name = "evolution"

    def begin(self):
        if not os.environ.get("MENTORD_LONG"):
            raise harness.Skip("set MENTORD_LONG, and install what contrib/packages lists under clients")
        bus = harness.need_program("dbus-run-session")
        try:
            run("/usr/bin/python3", "-c", "import gi; gi.require_version('ECal', '2.0')")
        except AssertionError:
            raise harness.Skip("gir1.2-ecal-2.0 or python3-gi is not installed") from None
        settings = {**os.environ, "HOME": self.folder, "GSETTINGS_BACKEND": "memory"}
        for name in [one for one in settings if one.startswith(("XDG_", "DBUS_")) or one == "DISPLAY"]:
            del settings[name]
        self.errors = open(os.path.join(self.folder, "errors"), "wb")
        self.process = subprocess.Popen([bus, "--", "/usr/bin/python3", os.path.join(HERE, "evolution.py"), self.url],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, env=settings)

    def fetch(self):
        self.process.stdin.write(b"fetch\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline() if select.select([self.process.stdout], [], [], PATIENCE)[0] else b""
        if not line.startswith(b"["):
            raise AssertionError("no answer: %r\n%s" % (line, harness.read(self.errors.name)[-2000:]))
        self.rows = json.loads(line)

    def entries(self):
        return by_title(self.rows)

    def end(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.errors.close()


ALL = (LibIcal, PythonIcalendar, IcalJs, Khal, Radicale, Evolution)
