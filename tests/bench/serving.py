# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds served, requests a second: mentord-web beside nginx with the same files, asked by wrk as 2,000 subscribers who have what
there is or have not, over connections that stay or that are made anew, and with 500 connections beside it that say nothing, stop
half-way, do not read, or ask for what is none of theirs. nginx has one worker too, and writes its log as it is installed."""
import contextlib
import os
import random
import re
import select
import shutil
import socket
import statistics
import subprocess
import threading
import time

import servers

SUBSCRIBERS = 2000
CONNECTIONS = 64
SECONDS = 3
HERE = os.path.dirname(os.path.abspath(__file__))
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
EVENT = ("BEGIN:VEVENT\r\nUID:session-%d@example.ac.uk\r\nDTSTAMP:20260901T080000Z\r\nDTSTART;TZID=Europe/London:202610%02dT140000\r\n"
         "DTEND;TZID=Europe/London:202610%02dT160000\r\nSUMMARY:Mentor training\r\nLOCATION:Main Hall\r\nEND:VEVENT\r\n")
CASES = (("feeds, kept connections", (), False), ("feeds, made anew", ("anew",), False),
         ("feeds known (304), kept", ("known",), False), ("feeds known (304), anew", ("known", "anew"), False),
         ("feeds, 500 hostile beside", (), True))
NGINX = """worker_processes 1; daemon off; pid {home}/pid; error_log {home}/errors; {user}
events {{ worker_connections 2048; }}
http {{
  types {{ text/calendar ics; }}
  access_log {home}/log; if_modified_since before;
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""
HOSTILE = (b"", b"GET /feeds/", b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 9000, b"GET /feeds/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
           b"GET /feeds/%00.ics HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /large.html HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03\x01\x00\xc8\x01\0\0",
           b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")


def publish(root):
    """As many feeds as there are subscribers, of a year's sessions; their paths."""
    drawn = random.Random(1)
    names = ["".join(drawn.choice(SYMBOLS) for _ in range(26)) for _ in range(SUBSCRIBERS)]
    os.makedirs(os.path.join(root, "feeds"))
    for name in names:
        events = "".join(EVENT % (day, day, day) for day in range(1, 25))
        with open(os.path.join(root, "feeds", name + ".ics"), "w", encoding="ascii", newline="") as file:
            file.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:%s\r\n%sEND:VCALENDAR\r\n" % (name, events))
    with open(os.path.join(root, "large.html"), "wb") as file:
        file.write(b"x" * 4_000_000)
    return ["/feeds/%s.ics" % name for name in names]


@contextlib.contextmanager
def mentord_web(build, root):
    """Its address, its process, and a pipe that is read as the engine reads it."""
    records, write = os.pipe()
    child = subprocess.Popen([os.path.join(build, "src/mentord-web"), root, "127.0.0.1:0", str(write)], stdin=subprocess.PIPE,
                             pass_fds=[write])
    os.close(write)
    greeting = os.read(records, 200).decode()
    reader = threading.Thread(target=lambda: all(iter(lambda: os.read(records, 65536), b"")))
    reader.start()
    try:
        yield int(greeting.rsplit(":", 1)[1]), child
    finally:
        child.stdin.close()
        child.wait()
        reader.join()
        os.close(records)


@contextlib.contextmanager
def nginx(home, root):
    os.makedirs(home)
    port = servers.free_port()
    conf = os.path.join(home, "conf")
    with open(conf, "w", encoding="ascii") as file:
        file.write(NGINX.format(home=home, root=root, port=port, user="user root;" if os.getuid() == 0 else ""))
    child = subprocess.Popen([shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin"), "-c", conf], stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield port
    finally:
        child.terminate()
        child.wait()


@contextlib.contextmanager
def hostile(port, wanted):
    """500 connections that hold on, each made again when it was cut off. Runs as a process of its own."""
    if not wanted:
        yield
        return
    pid = os.fork()
    if not pid:
        pester(port)
    try:
        time.sleep(0.5)
        yield
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)


def pester(port):
    poller, open_ones, count = select.poll(), {}, 0
    while True:
        while len(open_ones) < 500:
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            with contextlib.suppress(OSError):
                connection.connect(("127.0.0.1", port))
                connection.send(HOSTILE[count % len(HOSTILE)])
            open_ones[connection.fileno()] = connection
            poller.register(connection, select.POLLHUP | select.POLLRDHUP)
            count += 1
        for number, _ in poller.poll(1000):
            poller.unregister(number)
            open_ones.pop(number).close()


def ask(port, list_of_paths, words):
    """Requests a second; every answer must be a good one, and no connection may be lost."""
    command = ["wrk", "-t1", "-c%d" % CONNECTIONS, "-d%ds" % SECONDS, "--timeout", "10s", "-s", os.path.join(HERE, "poll.lua"),
               "http://127.0.0.1:%d/" % port, "--", list_of_paths, *words]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="ascii").stdout
    rate = float(re.search(r"Requests/sec: +([0-9.]+)", said).group(1))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)|timeout ([1-9]\d*)", said)
    if not rate or bad:
        raise RuntimeError("some were locked out: " + said)
    return rate


def measure(bench, memory_of, rounds, say):
    """Rows of the table. @memory_of(pid): MiB of its own."""
    missing = [name for name in ("wrk", "nginx") if not shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")]
    if missing:
        bench.left_out.append("serving: %s is not installed (contrib/install-packages bench)" % " and ".join(missing))
        return []
    root = bench.folder.file("served")
    paths = bench.folder.write("paths", "\n".join(publish(root)) + "\n")
    os.chmod(bench.folder.file(""), 0o755)
    rates = {name: ([], []) for name, _, _ in CASES}
    with mentord_web(bench.build, root) as (ours, child), nginx(bench.folder.file("nginx"), root) as theirs:
        memory = []
        for number in range(rounds + 1):
            for name, words, beside in CASES:
                pair = []
                for port in (ours, theirs):
                    with hostile(port, beside):
                        pair.append(ask(port, paths, words))
                if number:
                    for kept, rate in zip(rates[name], pair):
                        kept.append(rate)
                say("  round %d: %-28s %8.0f a second, nginx %8.0f" % (number, name, *pair))
            memory.append(memory_of(child.pid))
    rows = [(name, "%.0f/s" % statistics.median(mine), "", "%.2fx" % statistics.median(a / b for a, b in zip(mine, other)), "")
            for name, (mine, other) in rates.items()]
    return rows + [("memory of mentord-web", "%.1f MiB" % memory[-1], "", "after the first round %.1f MiB" % memory[0], "")]
