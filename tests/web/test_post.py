#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms that are posted to mentord-web, with this test as the engine at the other end of its pipe. Prints TAP."""
import collections
import concurrent.futures
import os
import select
import sys
import tempfile
import threading
import time
from pathlib import Path

from test_web import PATIENCE, TOKEN, Answer, Tap, Web, read_all

TYPE = "Content-Type: application/x-www-form-urlencoded"
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LIMIT = 64 << 10
USED = "1" * 26


def token(n):
    """The n-th of many."""
    return "Z" * 22 + "".join(SYMBOLS[n >> shift & 31] for shift in (15, 10, 5, 0))


def publish(folder):
    (folder / "forms").mkdir(parents=True)
    for name in [TOKEN] + [token(n) for n in range(500)]:
        (folder / "forms" / f"{name}.html").write_text('<title>Form</title><form method="post"></form>')
    (folder / "forms" / f"{USED}.html").write_text("<title>Received</title>")
    (folder / "forms" / "renewed.gone").touch()
    (folder / "index.html").write_text("<title>Calendars</title><form ")


class Engine:
    """Reads the records as the engine does, and answers as it is told."""

    def __init__(self, web, answer=None):
        self.web, self.taken = web, []
        self.answer = answer or (lambda _token, _body: (200, "Monday at 10:00"))
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def read(self, n):
        data = b""
        while len(data) < n:
            part = os.read(self.web.records, n - len(data))
            if not part:
                break
            data += part
        return data

    def run(self):
        while line := self.web.line():
            words = line.split(" ")
            if words[0] != "form":
                continue
            body = self.read(int(words[3]))
            self.taken.append((words[2], body))
            told = self.answer(words[2], body)
            if told:
                self.web.process.stdin.write(f"form {words[1]} {told[0]} {told[1]}\n".encode())
                self.web.process.stdin.flush()


def request(path, body, *headers, length=None):
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Connection: close", *(headers or [TYPE]),
             f"Content-Length: {len(body) if length is None else length}", "", ""]
    return "\r\n".join(lines).encode() + body


def post(web, path, body, *headers):
    return Answer(web.raw(request(path, body, *headers)))


def taken_once_it_is_kept(tap, folder):
    web = Web(folder)
    kept = threading.Event()
    engine = Engine(web, lambda _token, _body: kept.wait(PATIENCE) and (200, "Monday <b>12</b> at 10:00"))
    path = f"/forms/{TOKEN}.html"
    body = bytes(range(256)) * 200
    with web.connect() as connection:
        connection.sendall(request(path, body))
        tap.check("no thanks before the engine has it", select.select([connection], [], [], 0.3)[0], [])
        tap.check("and others are served meanwhile", web.ask("/").status, 200)
        kept.set()
        answer = Answer(read_all(connection))
    tap.check("then there are", (answer.status, b"Thank you" in answer.body), (200, True))
    tap.check("its words are no HTML", b"&lt;b&gt;" in answer.body and b"<b>" not in answer.body)
    tap.check("every byte comes through", engine.taken, [(TOKEN, body)])
    tap.check("kept by nobody", answer.headers.get("cache-control"), "private, no-store")
    web.ask(path)
    web.ask(path, "HEAD")
    tap.check("who only looks tells the engine nothing", len(engine.taken), 1)
    for status, word in ((409, b"sent already"), (503, b"could not be saved")):
        engine.answer = lambda _token, _body, status=status: (status, "")
        answer = post(web, path, b"a=1")
        tap.check(f"{status}, with words", (answer.status, word in answer.body), (status, True))
    chunks = b"5\r\na=123\r\n2\r\n45\r\n0\r\n\r\n"
    engine.answer = lambda _token, _body: (200, "now")
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{TYPE}; charset=UTF-8\r\nTransfer-Encoding: chunked\r\n\r\n"
    tap.check("in chunks", (Answer(web.raw(head.encode() + chunks)).status, engine.taken[-1]), (200, (TOKEN, b"a=12345")))
    before = len(engine.taken)
    large = head.encode() + (b"%x\r\n" % 60000 + b"x" * 60000 + b"\r\n") * 3 + b"0\r\n\r\n"
    try:
        status = Answer(web.raw(large)).status
    except OSError:
        status = 0
    tap.check("too much in chunks: cut off", (status, len(engine.taken)), (0, before))
    tap.check("as large as it may be", post(web, path, b"x" * LIMIT).status, 200)
    tap.check("ends well", web.end(), 0)


def refused_unheard(tap, folder):
    web = Web(folder)
    engine = Engine(web)
    path = f"/forms/{TOKEN}.html"
    cases = {
        "no such form": (post(web, f"/forms/{'0' * 26}.html", b"a=1"), 404),
        "a renewed link": (post(web, "/forms/renewed.html", b"a=1"), 410),
        "a page that was sent": (post(web, f"/forms/{USED}.html", b"a=1"), 409),
        "a page that is no form's": (post(web, "/index.html", b"a=1"), 405),
        "files": (post(web, path, b"--x--", "Content-Type: multipart/form-data; boundary=x"), 415),
        "plain text, which any page may send": (post(web, path, b"a=1", "Content-Type: text/plain"), 415),
        "no type": (post(web, path, b"a=1", "X: y"), 415),
        "a byte too long": (post(web, path, b"x" * (LIMIT + 1)), 413),
        "no length": (Answer(web.raw(f"POST {path} HTTP/1.1\r\nHost: x\r\n{TYPE}\r\n\r\na=1".encode())), 411),
        "a length of letters": (Answer(web.raw(request(path, b"a=1", length="1e3"))), 400),
        "a traversal": (post(web, f"/forms/../forms/{TOKEN}.html", b"a=1"), 405),
    }
    for name, (answer, status) in cases.items():
        tap.check(f"{name}: {status}", answer.status, status)
        tap.check(f"{name}: nothing of it in the answer", TOKEN.encode() in answer.body, False)
    answer = Answer(web.raw(request(path, b"", length=10 ** 9)))
    tap.check("a length of a gigabyte: refused before it comes", answer.status, 413)
    with web.connect() as half:
        half.sendall(request(path, b"1.name=Amy", length=1000))
    with web.connect() as none:
        none.sendall(request(path, b"", length=1000))
    tap.check("half a form is none: the next is served", post(web, path, b"b=2").status, 200)
    tap.check("and it alone was handed over", engine.taken, [(TOKEN, b"b=2")])
    tap.check("ends well", web.end(), 0)


def five_hundred_at_once(tap, folder):
    """Each is thanked for or not, and what is thanked for was handed over, whole and once."""
    web = Web(folder)
    engine = Engine(web)
    bodies = {token(n): b"%d=" % n + b"x" * 20000 for n in range(500)}

    def send(name):
        for _ in range(20):
            try:
                return name, post(web, f"/forms/{name}.html", bodies[name]).status
            except OSError:
                time.sleep(0.05)
        return name, 0

    with concurrent.futures.ThreadPoolExecutor(500) as all_:
        got = dict(all_.map(send, bodies))
    tap.check("all are thanked", collections.Counter(got.values()), collections.Counter({200: 500}))
    taken = collections.Counter(engine.taken)
    tap.check("each came whole", all((name, body) in taken for name, body in bodies.items()), True)
    tap.check("and nothing else", {name for name, _ in taken} == set(bodies) and len(taken) == 500, True)
    tap.check("ends well", web.end(), 0)


class Silent:
    """An engine that never says anything. What it has is said not to be saved, in time; what it cannot take, at once; and nobody
    else waits."""

    def __init__(self, folder):
        self.web = Web(folder)
        self.waiting = [self.web.connect() for _ in range(300)]
        for connection in self.waiting:
            connection.sendall(request(f"/forms/{TOKEN}.html", b"x" * LIMIT))
        self.at_once = select.select(self.waiting, [], [], PATIENCE)[0]

    def end(self, tap):
        tap.check("more than may wait: others are served", self.web.ask("/").status, 200)
        for name, connection in (("at once", self.at_once[0]), ("in time", self.waiting[0])):
            answer = Answer(read_all(connection))
            tap.check(f"not saved, and told {name}", (answer.status, b"could not be saved" in answer.body), (503, True))
        for connection in self.waiting:
            connection.close()
        tap.check("ends well", self.web.end(), 0)


def nonsense_on_its_stdin(tap, folder):
    web = Web(folder)
    web.process.stdin.write(b"form\nform 1\nform x y z\n\nform 7 200 now\nform 99999999999999999999 200 now\n" + b"\0" * 5000 + b"\n")
    web.process.stdin.flush()
    Engine(web)
    tap.check("is passed over", post(web, f"/forms/{TOKEN}.html", b"a=1").status, 200)
    tap.check("ends well", web.end(), 0)


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "public"
        publish(folder)
        silent = Silent(folder)  # its ten seconds go by meanwhile
        for test in (taken_once_it_is_kept, refused_unheard, five_hundred_at_once, nonsense_on_its_stdin):
            test(tap, folder)
        silent.end(tap)
    print(f"1..{tap.count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
