#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives mentord-web with raw sockets, for a client library would tidy up what is tested here. Prints TAP."""

import email.utils
import hashlib
import os
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUILD = Path(os.environ["TOP_BUILDDIR"])
PROGRAM = BUILD / "src" / "mentord-web"
SANITIZED = "#define WITH_SANITIZERS 1" in (BUILD / "config.h").read_text()
TOKEN = "0123456789ABCDEFGHJKMNPQRS"
PATIENCE = 30  # seconds until a test gives up

# path as sent -> status. What does not begin with / or has another letter than a name has can name nothing.
PATHS = {
    "/": 200,
    "/index.html": 200,
    "/progress.html": 200,
    "/feeds/demo-primary.ics": 200,
    "/feeds/demo-primary.ics?cache=1&x=/../": 200,
    f"/feeds/{TOKEN}.ics": 200,
    "/feeds/renewed.ics": 410,
    "/feeds/renewed-before.ics": 410,
    f"/pages/{TOKEN}.html": 200,
    f"/forms/{TOKEN}.html": 200,
    "/pages/renewed.html": 410,
    "/forms/renewed.html": 410,
    f"/pages/{TOKEN}": 404,
    f"/pages/{TOKEN}.ics": 404,
    f"/pages/../feeds/{TOKEN}.ics": 404,
    "/pages/": 404,
    "/forms/renewed.gone": 404,
    "/feeds/absent.ics": 404,
    "/absent.html": 404,
    "/feeds/../feeds/demo-primary.ics": 404,
    "/../index.html": 404,
    "/feeds/..%2findex.html": 404,
    "/%2e%2e/outside.html": 404,
    "/%2e%2e%2foutside.html": 404,
    "/feeds/demo-primary.ics%00": 404,
    "/index.html%00.html": 404,
    "/index%2ehtml": 404,
    "//index.html": 404,
    "//feeds/demo-primary.ics": 404,
    "/feeds//demo-primary.ics": 404,
    "/./index.html": 404,
    "/feeds/./demo-primary.ics": 404,
    "/feeds": 404,
    "/feeds/": 404,
    "/feeds/.ics": 404,
    "/.html": 404,
    "/.hidden.html": 404,
    "/feeds/.demo.ics": 404,
    "/feeds/demo-primary.ICS": 404,
    "/feeds/renewed.gone": 404,
    "/feeds/secret.txt": 404,
    "/feeds/link.ics": 404,
    "/link.html": 404,
    "/linked/demo-primary.ics": 404,
    "/feeds/folder.ics": 404,
    "/feeds/pipe.ics": 404,
    "/certificates/one.pdf": 404,
    "/certificates/one.html": 404,
    "/certificate.pdf": 404,
    "/feeds/" + "a" * 129 + ".ics": 404,
    "/feeds/caf\\xc3\\xa9.ics": 404,
    "/feeds/a\\b.ics": 404,
    "/feeds/a;b.ics": 404,
}


class Tap:
    count = 0

    def check(self, name, got, want=True):
        self.count += 1
        print("ok" if got == want else "not ok", self.count, "-", name)
        if got != want:
            print("# got ", ascii(got)[:500])
            print("# want", ascii(want)[:500])

    def skip(self, name, why):
        self.count += 1
        print("ok", self.count, "-", name, "# SKIP", why)


def publish(folder):
    feeds = folder / "feeds"
    (folder / "certificates").mkdir(parents=True)
    feeds.mkdir()
    (folder / "index.html").write_text("<title>Calendars</title>")
    (folder / "progress.html").write_text("<title>Progress</title>")
    (folder / ".hidden.html").write_text("half written")
    (folder / "certificate.pdf").write_text("%PDF")
    for name in ("one.pdf", "one.html"):
        (folder / "certificates" / name).write_text("private")
    for name in ("demo-primary.ics", "demo-secondary.ics", f"{TOKEN}.ics", "renewed-before.ics", ".demo.ics", "secret.txt"):
        (feeds / name).write_bytes(b"BEGIN:VCALENDAR\r\nX-NAME:" + name.encode() + b"\r\nEND:VCALENDAR\r\n")
    for kind in ("pages", "forms"):
        (folder / kind).mkdir(mode=0o711)
        (folder / kind / f"{TOKEN}.html").write_text(f"<title>{kind}</title>")
        (folder / kind / "renewed.gone").touch()
    (feeds / "large.ics").write_bytes(b"X" * 3_000_000)
    for name in ("renewed.gone", "renewed-before.gone"):
        (feeds / name).touch()
    (feeds / "link.ics").symlink_to("/etc/passwd")
    (folder / "link.html").symlink_to("/etc/passwd")
    (folder / "linked").symlink_to("feeds")
    (feeds / "folder.ics").mkdir()
    os.mkfifo(feeds / "pipe.ics")


class Web:
    """The program with its pipe, as the engine holds it."""

    def __init__(self, folder, listen="127.0.0.1:0"):
        self.records, write = os.pipe()
        self.process = subprocess.Popen([PROGRAM, folder, listen, str(write)], stdin=subprocess.PIPE, pass_fds=[write])
        os.close(write)
        self.greeting = self.line()
        self.port = int(self.greeting.rsplit(":", 1)[-1]) if self.greeting.startswith("listening ") else 0

    def line(self):
        """The next line of the pipe; empty at its end."""
        text = b""
        while not text.endswith(b"\n"):
            if not select.select([self.records], [], [], PATIENCE)[0]:
                return "(nothing came)"
            byte = os.read(self.records, 1)
            if not byte:
                break
            text += byte
        return text.decode().rstrip("\n")

    def connect(self, source="127.0.0.1"):
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE, source_address=(source, 0))

    def raw(self, data):
        """Everything the server answers to @data until it closes."""
        with self.connect() as connection:
            connection.sendall(data)
            return read_all(connection)

    def sent(self, data):
        """The first answer to @data, of which not all may have been taken."""
        with self.connect() as connection:
            try:
                connection.sendall(data)
            except OSError:
                pass
            return Answer(read_all(connection))

    def ask(self, path, method="GET", *headers):
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers, "", ""]
        return Answer(self.raw("\r\n".join(lines).encode("latin-1")))

    def end(self):
        self.process.stdin.close()
        status = self.process.wait(PATIENCE)
        os.close(self.records)
        return status


def read_all(connection):
    data = b""
    try:
        while part := connection.recv(65536):
            data += part
    except ConnectionResetError:
        pass
    return data


class Answer:
    def __init__(self, data):
        head, _, self.body = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split()[1]) if lines[0].startswith("HTTP/1.") else 0
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            self.headers.setdefault(name.lower(), value)
        self.names = [line.partition(":")[0].lower() for line in lines[1:]]


def paths(tap, web):
    for path, status in PATHS.items():
        answer = web.ask(path)
        tap.check(f"GET {path[:50]}", answer.status, status)
        if answer.status == 404 and b"passwd" in answer.body or b"root:" in answer.body:
            tap.check("nothing of the request or the system in the answer", answer.body, b"")


def headers(tap, web, folder):
    feed = folder / "feeds" / "demo-primary.ics"
    answer = web.ask("/feeds/demo-primary.ics", "GET", "Accept-Encoding: gzip, br", "Range: bytes=0-3", "Cookie: a=b")
    tap.check("a feed: its bytes, whole and uncompressed", (answer.status, answer.body), (200, feed.read_bytes()))
    want = {
        "content-type": "text/calendar; charset=utf-8",
        "content-length": str(feed.stat().st_size),
        "etag": '"' + hashlib.sha256(feed.read_bytes()).hexdigest()[:32] + '"',
        "last-modified": email.utils.formatdate(int(feed.stat().st_mtime), usegmt=True),
        "cache-control": "public, max-age=300",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex",
        "x-content-type-options": "nosniff",
    }
    tap.check("a feed: its headers", {k: answer.headers.get(k) for k in want}, want)
    unwanted = {"set-cookie", "content-encoding", "location", "accept-ranges", "content-range", "transfer-encoding"}
    tap.check("a feed: no cookie, coding, redirect or range", unwanted & set(answer.names), set())
    tap.check("a private feed: private", web.ask(f"/feeds/{TOKEN}.ics").headers.get("cache-control"),
              "private, max-age=300")
    page = web.ask("/")
    tap.check("a page: its type", page.headers.get("content-type"), "text/html; charset=utf-8")
    tap.check("a page: no scripts", "default-src 'none'" in page.headers.get("content-security-policy", ""))
    for kind, sends in (("pages", "form-action 'none'"), ("forms", "form-action 'self'")):
        own = web.ask(f"/{kind}/{TOKEN}.html").headers
        policy = own.get("content-security-policy", "").split("; ")
        tap.check(f"{kind}/: no script, no frame, no base, forms go nowhere else",
                  {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", sends} <= set(policy))
        tap.check(f"{kind}/: kept by nobody, not indexed, no referrer",
                  [own.get(k) for k in ("cache-control", "x-robots-tag", "referrer-policy", "content-type")],
                  ["private, no-store", "noindex", "no-referrer", "text/html; charset=utf-8"])
    for path, word in (("/feeds/renewed.ics", b"calendar link"), ("/pages/renewed.html", b"link to this page"),
                       ("/forms/renewed.html", b"link to this form")):
        answer = web.ask(path)
        kind = "text/plain" if path.endswith(".ics") else "text/html"
        tap.check(f"{path}: says what became of it", (word in answer.body, answer.headers["content-type"]),
                  (True, kind + "; charset=utf-8"))
        tap.check(f"{path}: kept by nobody", "no-store" in answer.headers["cache-control"])
    for path in ("/feeds/demo-primary.ics", "/feeds/renewed.ics", "/feeds/absent.ics"):
        get, head = web.ask(path), web.ask(path, "HEAD")
        tap.check(f"HEAD {path}: the same without a body", (head.status, head.body, head.headers.get("content-length")),
                  (get.status, b"", str(len(get.body))))
    for status, path in ((404, "/feeds/absent.ics"), (410, "/feeds/renewed.ics")):
        answer = web.ask(path)
        tap.check(f"{status}: not kept, not indexed",
                  [answer.headers.get(k) for k in ("cache-control", "x-robots-tag", "referrer-policy")],
                  ["no-store", "noindex", "no-referrer"])


def conditions(tap, web, folder):
    path = "/feeds/demo-primary.ics"
    whole = web.ask(path)
    tag, date = whole.headers["etag"], whole.headers["last-modified"]
    modified = email.utils.parsedate_to_datetime(date).timestamp()
    before, after = (email.utils.formatdate(modified + n, usegmt=True) for n in (-1, 3600))
    cases = [
        (304, f"If-None-Match: {tag}"),
        (304, f"If-None-Match: W/{tag}"),
        (304, f'If-None-Match: "other", W/"a,b" ,{tag}'),
        (304, "If-None-Match: *"),
        (304, 'If-None-Match: "other"', f"If-None-Match: {tag}"),
        (200, 'If-None-Match: "other"'),
        (200, f'If-None-Match: "x{tag[1:-1]}"'),
        (200, "If-None-Match: " + tag.strip('"')),
        (200, "If-None-Match: " + tag[:-1]),
        (304, f"If-Modified-Since: {date}"),
        (304, f"If-Modified-Since: {after}"),
        (200, f"If-Modified-Since: {before}"),
        (200, "If-Modified-Since: yesterday"),
        (200, f"If-Modified-Since: {date} or so"),
        (200, 'If-None-Match: "other"', f"If-Modified-Since: {after}"),
        (304, f"If-None-Match: {tag}", f"If-Modified-Since: {before}"),
    ]
    for status, *lines in cases:
        answer = web.ask(path, "GET", *lines)
        body = b"" if status == 304 else whole.body
        tap.check("; ".join(lines)[:70], (answer.status, answer.body, answer.headers.get("etag")), (status, body, tag))
    answer = web.ask(path, "GET", f"If-None-Match: {tag}")
    tap.check("304: says no length, for some then wait for a content", "content-length" in answer.names, False)
    tap.check("nor that it comes in chunks", "transfer-encoding" in answer.names, False)
    tap.check("304 to HEAD", web.ask(path, "HEAD", f"If-None-Match: {tag}").status, 304)
    new = folder / "feeds" / ".new"
    new.write_bytes(b"Y" * len(whole.body))
    os.utime(new, (modified, modified))
    new.rename(folder / "feeds" / "demo-primary.ics")
    answer = web.ask(path, "GET", f"If-None-Match: {tag}")
    tap.check("replaced, of the same size and time: whole again", (answer.status, answer.body),
              (200, b"Y" * len(whole.body)))
    tap.check("and another tag", answer.headers["etag"] != tag)
    (folder / "feeds" / "demo-primary.gone").touch()
    tap.check("renewed: 410 at once", web.ask(path, "GET", f"If-None-Match: {tag}").status, 410)
    (folder / "feeds" / "demo-primary.gone").unlink()
    (folder / "feeds" / "demo-primary.ics").unlink()
    tap.check("removed: 404 at once", web.ask(path).status, 404)


def refusals(tap, web):
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get"):
        answer = web.ask("/", method, "Content-Length: 0")
        tap.check(f"{method}: 405 with Allow", (answer.status, answer.headers.get("allow")), (405, "GET, HEAD"))
    answer = Answer(web.raw(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n" + b"a" * 1000))
    tap.check("POST with content: refused before it is sent", answer.status, 405)
    answer = Answer(web.raw(b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"))
    tap.check("GET with content: 413", answer.status, 413)
    answer = Answer(web.raw(b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"))
    tap.check("GET with chunks: 413", answer.status, 413)
    tap.check("no Host: 400", Answer(web.raw(b"GET / HTTP/1.1\r\n\r\n")).status, 400)
    large = Answer(web.raw(b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 40000 + b"\r\n\r\n"))
    tap.check("40 kB of headers: 431", large.status, 431)
    many = b"".join(b"X-%d: 1\r\n" % i for i in range(5000))
    tap.check("5,000 headers: 431", Answer(web.raw(b"GET / HTTP/1.1\r\nHost: x\r\n" + many + b"\r\n")).status, 431)
    tap.check("a line of 40 kB: 414", Answer(web.raw(b"GET /" + b"a" * 40000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")).status, 414)
    for name, data in {
        "noise": bytes(range(256)) * 4 + b"\r\n\r\n",
        "a NUL in the path": b"GET /absent.html\0x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    }.items():
        with web.connect() as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            tap.check(f"{name}: nothing is shown", Answer(read_all(connection)).status in (0, 400, 404))
    data = web.raw(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /absent.html HTTP/1.1\r\nHost: x\r\n\r\n"
                   b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET /progress.html HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    statuses = re.findall(rb"HTTP/1\.1 (\d{3}) ", data)
    tap.check("four requests at once: four answers in order", (statuses, data.endswith(b"<title>Progress</title>")),
              ([b"200", b"404", b"200", b"200"], True))


def forms_of_requests(tap, web):
    """What RFC 9112 has servers take, and what they must not."""
    whole = web.ask("/").body
    for name, data, status in (
            ("HTTP/1.0", b"GET / HTTP/1.0\r\n\r\n", 200),
            ("HTTP/1.0 with a host", b"GET / HTTP/1.0\r\nHost: x\r\n\r\n", 200),
            ("an absolute address", b"GET http://example.org/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 200),
            ("one without a path", b"GET HTTPS://example.org HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404),
            ("one with a query", b"GET http://example.org/?a=/feeds/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 200),
            ("one within another", b"GET http://a/http://b/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404),
            ("an asterisk", b"GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404),
            ("bare line feeds", b"GET / HTTP/1.1\nHost: x\nConnection: close\n\n", 200),
            ("no host", b"GET / HTTP/1.1\r\n\r\n", 400),
            ("two hosts", b"GET / HTTP/1.1\r\nHost: x\r\nhost: y\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            ("two lengths", b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\nhello", 400),
            ("a length and chunks", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            ("a header without a colon", b"GET / HTTP/1.1\r\nHost: x\r\nfoo\r\n\r\n", 400),
            ("a blank before the colon", b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
            ("HTTP/0.9", b"GET /\r\n\r\n", 400), ("HTTP/2.0", b"GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505),
            ("a line of a megabyte", b"GET /" + b"a" * 1000000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414)):
        answer = web.sent(data)
        tap.check(name, (answer.status, answer.body if status == 200 else whole), (status, whole))
    data = web.raw(b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
    tap.check("what follows an unclear request is no request", data.count(b"HTTP/1.1 "), 1)
    answer = web.ask("/feeds/demo-primary.ics")
    date = answer.headers.get("date", "")
    tap.check("a date, and no banner", (abs(email.utils.parsedate_to_datetime(date).timestamp() - time.time()) < 60,
                                        "server" in answer.names), (True, False))
    tap.check("/robots.txt: nothing is for a search", web.ask("/robots.txt").body, b"User-agent: *\nDisallow: /\n")
    for path in ("/favicon.ico", "/.well-known/security.txt", "/.well-known/", "/verify/", "/verify/" + "0" * 64 + ".json",
                 "/.frame.html", "/.metrics"):
        tap.check(f"{path[:30]}: 404", web.ask(path).status, 404)


def checked_certificates(tap, folder):
    """Who asks too often, and who that is."""
    web = Web(folder)
    code = "0123-4567-89AB-1DEF"
    (folder / "verify").mkdir(mode=0o711)
    record = folder / "verify" / (hashlib.sha256(code.encode()).hexdigest() + ".json")
    record.write_text('{"state":"valid","title":"<b>","words":"W & W","issuer":"I","issued":"Monday 5 October 2026","name":""}')
    answer = web.ask("/verify?code=o123%204567+89ab-idef&name=%3Cscript%3E")
    tap.check("a certificate: found as it was typed, everything escaped",
              (b"Valid" in answer.body, b"&lt;b&gt;, W &amp; W" in answer.body, b"script" in answer.body), (True, True, False))
    tap.check("kept by nobody", [answer.headers.get(k) for k in ("cache-control", "x-robots-tag", "referrer-policy")],
              ["private, no-store", "noindex", "no-referrer"])
    record.write_text('{"state":"later than this program","title":"T"}')
    answer = web.ask("/verify?code=" + code)
    tap.check("a state that nobody knows is not taken for valid", (b"alid" in answer.body, b"Not known to us" in answer.body),
              (False, True))
    for odd in ("code=", "code", "name=x", "code=%00", "code=" + "a" * 5000, "code=%ff%fe", "code=a&code=b&code=c"):
        tap.check(f"?{odd[:20]}: a page", web.ask("/verify?" + odd).status, 200)

    def hops(last, count=24):
        return [web.ask("/verify?code=x", "GET", f"X-Forwarded-For: 198.51.100.{n}, {last}").status for n in range(count)]
    tap.check("behind a proxy: twenty of one client, whoever it says it passes on", hops("192.0.2.1").count(200), 20)
    tap.check("another has its own", hops("192.0.2.2", 3), [200] * 3)
    tap.check("of IPv6 the /64 is one", hops("2001:db8::1", 12).count(200) + hops("[2001:db8::ffff:2]:99", 12).count(200), 20)
    tap.check("and the next /64 another", hops("2001:db8:0:1::1", 2), [200] * 2)
    late = web.ask("/verify?code=x", "GET", "X-Forwarded-For: 192.0.2.1")
    tap.check("429 with words and Retry-After", (late.status, 1 <= int(late.headers.get("retry-after", 0)) <= 3, b"try again" in late.body),
              (429, True, True))
    tap.check("pages and feeds are not bounded so", {web.ask("/", "GET", "X-Forwarded-For: 192.0.2.1").status for _ in range(30)}, {200})
    record.unlink()
    web.end()


def own_address():
    """An address of this machine that is not the loopback's; None: it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent
        except OSError:
            return None
        address = probe.getsockname()[0]
    return None if address.startswith("127.") else address


def one_of_elsewhere(tap, folder):
    """From another machine one address has sixteen connections, and others are served meanwhile."""
    address = own_address()
    if not address:
        tap.skip("sixteen connections from one address of elsewhere", "this machine has no address but the loopback's")
        return
    web = Web(folder, "0.0.0.0:0")
    crowd = [socket.create_connection((address, web.port), timeout=PATIENCE) for _ in range(24)]
    served = 0
    for connection in crowd:
        try:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            served += connection.recv(15) == b"HTTP/1.1 200 OK"
        except OSError:
            pass
    tap.check("of 24 connections of one address of elsewhere 16 are served", served, 16)
    tap.check("others meanwhile", web.ask("/").status, 200)
    for connection in crowd:
        connection.close()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.create_connection((address, web.port), timeout=PATIENCE) as again:
            try:
                again.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                if again.recv(15) == b"HTTP/1.1 200 OK":
                    break
            except OSError:
                pass
    tap.check("and when they have left, it is served again", time.monotonic() < deadline)
    web.end()


def full_house(tap, folder):
    """Through a proxy of this machine all come from one address: a thousand connections that say nothing or stop half-way lock nobody
    out, for who has been waited for longest makes room."""
    web = Web(folder)
    house = []
    for count in (500, 1000):
        while len(house) < count:
            house.append(web.connect())
            house[-1].sendall((b"", b"GET / HT", b"GET /feeds/x.ics HTTP/1.1\r\nHost: x\r\n")[len(house) % 3])
        tap.check(f"{count} connections, and honest ones are served", {web.ask("/").status for _ in range(20)}, {200})
    poller = select.poll()
    for connection in house:
        poller.register(connection, select.POLLIN)
    time.sleep(0.2)
    gone = {fd for fd, _ in poller.poll(0)}
    tap.check("the last that came are still there", [c.fileno() in gone for c in house[-400:]].count(True), 0)
    tap.check("the first had to go", [c.fileno() in gone for c in house[:400]].count(False), 0)
    for connection in house:
        connection.close()
    greedy = [web.connect() for _ in range(600)]
    for connection in greedy:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        try:
            connection.sendall(b"GET /feeds/large.ics HTTP/1.1\r\nHost: x\r\n\r\n")
        except OSError:
            pass
    tap.check("600 that ask for much and do not read it: others are served", {web.ask("/").status for _ in range(5)}, {200})
    for connection in greedy:
        connection.close()
    tap.check("when all have left too", web.ask("/").status, 200)
    tap.check("it is the same process", web.process.poll(), None)
    web.end()


def pipelined(web, requests, want):
    """Sends them at once over one connection, and reads as many answers."""
    with web.connect() as connection:
        connection.sendall(requests)
        seen, tail = 0, b""
        while seen < want:
            part = connection.recv(1 << 20)
            if not part:
                break
            seen += (tail + part).count(b"\r\nX-Robots-Tag: noindex\r\n") - tail.count(b"\r\nX-Robots-Tag: noindex\r\n")
            tail = (tail + part)[-30:]
        return seen


def memory(tap, folder):
    """What is asked for leaves nothing behind: as much memory after 100,000 requests as after 20,000."""
    if SANITIZED:
        tap.skip("memory over 100,000 requests", "built with sanitizers, which keep what is freed; the plain build tests it")
        return
    web = Web(folder)
    paths = ["/", f"/feeds/{TOKEN}.ics", "/feeds/renewed.ics", f"/pages/{TOKEN}.html", "/verify?code=x", "/verify"]

    def round_of(number):
        asked = [paths[n % len(paths)] if n % 2 else f"/feeds/a{number}-{n}.ics?x={n}" for n in range(250)]
        data = b"".join(b"GET %s HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.%d.%d\r\n\r\n"
                        % (path.encode(), number % 250, n) for n, path in enumerate(asked))
        return pipelined(web, data, len(asked))

    def now():
        lines = Path(f"/proc/{web.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))
    served = sum(round_of(number) for number in range(80))
    before = now()
    served += sum(round_of(number) for number in range(80, 400))
    tap.check("100,000 requests are answered", served, 100000)
    tap.check(f"memory is flat: {before} kB, then {now()} kB", now() - before < 512)
    web.end()


def slow_clients(tap, web):
    """One says nothing, one stops in the middle, one sends a byte now and then: all are cut, and nobody waits for them."""
    starts = {"silent": b"", "half": b"GET / HTTP/1.1\r\nHo", "dripping": b"GET / HTTP/1.1\r\nHost: x\r\nX: ",
              "idle after an answer": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
              "TLS": bytes.fromhex("16030100c8010000c40303") + b"\0" * 200}
    clients, answers = {}, {}
    for name, data in starts.items():
        clients[name] = web.connect()
        clients[name].sendall(data)
    tap.check("others are answered meanwhile", web.ask("/").status, 200)
    deadline = time.monotonic() + PATIENCE
    while clients and time.monotonic() < deadline:
        ready, _, _ = select.select(clients.values(), [], [], 0.5)
        for name, connection in list(clients.items()):
            try:
                if connection in ready:
                    data = connection.recv(65536)
                    answers[name] = answers.get(name, b"") + data
                    if not data:
                        del clients[name]
                elif name == "dripping":
                    connection.send(b"a")
            except OSError:
                del clients[name]
    for name in starts:
        tap.check(f"{name}: cut off", name not in clients)
    tap.check("the idle one had its answer", answers.get("idle after an answer", b"").startswith(b"HTTP/1.1 200"))
    with web.connect() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.sendall(b"GET /feeds/large.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        tap.check("others are answered while one does not read", web.ask("/").status, 200)
        tap.check("a large feed arrives whole", len(Answer(read_all(connection)).body), 3_000_000)


def locked_down(tap, web):
    if SANITIZED:
        tap.skip("no new privileges, seccomp", "built with sanitizers, which no sandbox lets work; the plain build tests it")
        return
    status = dict(line.split(":\t") for line in Path(f"/proc/{web.process.pid}/status").read_text().splitlines() if ":\t" in line)
    tap.check("no new privileges, seccomp", (status["NoNewPrivs"], status["Seccomp"]), ("1", "2"))


def records(tap, folder):
    web = Web(folder)
    for path in ("/", "/feeds/absent.ics", f"/feeds/{TOKEN}.ics", "/feeds/renewed.ics"):
        web.ask(path)
    web.ask(f"/feeds/{TOKEN}.ics", "HEAD")
    web.ask(f"/feeds/{TOKEN}.ics", "GET", "If-None-Match: *")
    for name, status in ((TOKEN, "200"), ("renewed", "410"), (TOKEN, "304")):
        word, sum_, at, got = (web.line() + "    ").split(" ")[:4]
        tap.check(f"record of {status}", (word, sum_, got, abs(int(at or 0) - time.time()) < 60),
                  ("fetch", hashlib.sha256(name.encode()).hexdigest()[:16], status, True))
    pipelined(web, f"GET /feeds/{TOKEN}.ics HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 500, 500)
    web.ask("/feeds/demo-secondary.ics")
    tap.check("who asks five hundred times is told of once, and crowds out nobody", web.line().split(" ")[1],
              hashlib.sha256(b"demo-secondary").hexdigest()[:16])
    tap.check("ends when its parent closes stdin", web.end(), 0)
    web = Web(folder)
    web.process.send_signal(signal.SIGTERM)
    tap.check("SIGTERM ends it", web.process.wait(PATIENCE), 0)
    web = Web(folder)
    feeds = [folder / "feeds" / f"many-{number}.ics" for number in range(3000)]  # more records than a pipe holds, and nobody reads
    for feed in feeds:
        feed.touch()
    for feed in feeds:
        if web.ask(f"/feeds/{feed.name}").status != 200:
            break
    tap.check("a full pipe does not stop it", web.ask("/").status, 200)
    tap.check("and its lines are whole", {len(web.line().split()) for _ in range(500)}, {4})
    for feed in feeds:
        feed.unlink()
    web.end()


def failures(tap, folder):
    holder = Web(folder)
    taken = f"127.0.0.1:{holder.port}"
    absent = folder / "absent"
    for listen, where, status, says in ((taken, folder, 69, f"cannot listen at {taken}"),
                                        ("localhost", folder, 78, 'is no address and port: write "127.0.0.1:8025"'),
                                        ("127.0.0.1:99999999", folder, 78, "is no address"),
                                        ("[::1:1", folder, 78, "is no address"),
                                        ("127.0.0.1:0", absent, 78, "cannot be opened")):
        web = Web(where, listen)
        web.process.stdin.close()
        tap.check(f"{listen} {where.name}: said in a sentence",
                  (web.greeting.startswith(f"failed {status} "), says in web.greeting, web.process.wait(PATIENCE)),
                  (True, True, status))
    holder.end()
    usage = subprocess.run([PROGRAM], capture_output=True, stdin=subprocess.DEVNULL)
    tap.check("no arguments: usage, 64", (usage.returncode, usage.stderr.startswith(b"usage: ")), (64, True))
    bad = [subprocess.run([PROGRAM, folder, "127.0.0.1:0", fd], capture_output=True, stdin=subprocess.DEVNULL).returncode
           for fd in ("pipe", "99", "")]
    tap.check("no descriptor: 64", bad, [64, 64, 64])
    out = subprocess.run([PROGRAM, folder, "127.0.0.1:0", "-"], capture_output=True, stdin=subprocess.DEVNULL)
    tap.check("- writes on stdout; a closed stdin ends it", (out.returncode, out.stdout.startswith(b"listening 127.0.0.1:")),
              (0, True))


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "public"
        publish(folder)
        (Path(temporary) / "outside.html").write_text("outside")
        web = Web(folder)
        tap.check("says where it listens", web.greeting, f"listening 127.0.0.1:{web.port}")
        if web.port:
            paths(tap, web)
            headers(tap, web, folder)
            refusals(tap, web)
            forms_of_requests(tap, web)
            checked_certificates(tap, folder)
            one_of_elsewhere(tap, folder)
            full_house(tap, folder)
            memory(tap, folder)
            slow_clients(tap, web)
            locked_down(tap, web)
            conditions(tap, web, folder)
            tap.check("still the same process, and it ends well", (web.process.poll(), web.end()), (None, 0))
            records(tap, folder)
            failures(tap, folder)
    print(f"1..{tap.count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
