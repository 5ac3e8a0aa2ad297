# SPDX-License-Identifier: GPL-3.0-or-later
"""Sending 2 KB mails, mails a second: mentord's submission beside Python's smtplib, msmtp and Postfix's smtp-source, to a sink, to a
sink without PIPELINING and to a real Postfix, each also where a round trip is long. Postfix runs unpacked, in a folder of its own
and on a port of its own; nothing is installed."""
import contextlib
import glob
import os
import pwd
import shutil
import socket
import statistics
import subprocess
import sys
import time

import servers

SIZE = 2048  # bytes a mail, as smtp-source counts them
SENDER, RECIPIENT = "mentors@example.ac.uk", "amy.brown@example.sch.uk"
SMTPLIB = """import smtplib, sys
mail = open(sys.argv[1], "rb").read()
with smtplib.SMTP("127.0.0.1", int(sys.argv[2])) as server:
    for i in range(int(sys.argv[3])):
        server.sendmail("%s", ["%s"], mail)
""" % (SENDER, RECIPIENT)
MAIN = """compatibility_level = 3.6
command_directory = {root}/usr/sbin
daemon_directory = {root}/usr/lib/postfix/sbin
shlib_directory = {root}/usr/lib/postfix
meta_directory = {home}/conf
data_directory = {home}/data
queue_directory = {home}/queue
maillog_file = {home}/log
maillog_file_prefixes = {home}
mail_owner = mail
setgid_group = games
default_privs = nobody
myhostname = postfix.example.org
mydestination =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
default_transport = discard:
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
import_environment = MAIL_CONFIG MAIL_LOGTAG LD_LIBRARY_PATH
"""
PRIVATE = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace")


class LeftOut(Exception):
    """Why something cannot be measured here."""


class Postfix:
    """A real Postfix that takes mail from this machine and throws it away after it was queued. Use with `with`."""

    def __init__(self, home):
        self.home, self.root, self.port = home, os.path.join(home, "root"), servers.free_port()
        self.libraries = os.path.join(self.root, "usr/lib/postfix")
        self.environment = dict(os.environ, LD_LIBRARY_PATH=self.libraries)
        self.process = None
        if os.getuid() != 0:
            raise LeftOut("only root can run a Postfix")
        os.makedirs(home)
        os.chmod(home, 0o755)
        got = subprocess.run(["apt-get", "-qq", "download", "postfix"], cwd=home, check=False, capture_output=True, text=True)
        packages = glob.glob(os.path.join(home, "postfix_*.deb"))
        if not packages:
            raise LeftOut("apt-get does not get the package postfix: " + got.stderr.strip())
        subprocess.run(["dpkg", "-x", packages[0], self.root], check=True)
        self.configure()

    def program(self, name):
        return os.path.join(self.root, "usr/sbin", name)

    def configure(self):
        conf = os.path.join(self.home, "conf")
        for folder in ("conf", "data", "queue", *(os.path.join("queue", part) for part in (*PRIVATE, "maildrop", "public", "pid"))):
            os.makedirs(os.path.join(self.home, folder))
        owner = pwd.getpwnam("mail").pw_uid
        for part in PRIVATE:
            os.chown(os.path.join(self.home, "queue", part), owner, -1)
            os.chmod(os.path.join(self.home, "queue", part), 0o700)
        for part, mode in (("maildrop", 0o730), ("public", 0o710)):
            shutil.chown(os.path.join(self.home, "queue", part), "mail", "games")
            os.chmod(os.path.join(self.home, "queue", part), mode)
        os.chown(os.path.join(self.home, "data"), owner, -1)
        with open(os.path.join(conf, "main.cf"), "w", encoding="ascii") as file:
            file.write(MAIN.format(root=self.root, home=self.home))
        with open(os.path.join(self.root, "usr/share/postfix/master.cf.dist"), encoding="ascii") as file:
            lines = [line.split() for line in file if line.strip() and not line.startswith(("#", " ", "\t"))]
        with open(os.path.join(conf, "master.cf"), "w", encoding="ascii") as file:
            for line in lines:
                line[4] = "n"  # no chroot
                if line[:2] == ["smtp", "inet"]:
                    line[0] = "127.0.0.1:%d" % self.port
                file.write(" ".join(line) + "\n")
        open(os.path.join(conf, "dynamicmaps.cf"), "w", encoding="ascii").close()

    def __enter__(self):
        self.process = subprocess.Popen([os.path.join(self.libraries, "sbin/master"), "-d", "-c", os.path.join(self.home, "conf")],
                                        env=self.environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 30
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5) as client:
                if client.recv(3) == b"220":
                    return self
            time.sleep(0.1)
        raise LeftOut("Postfix does not answer: see %s/log" % self.home)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def settle(self):
        """Waits until what it was given has left its queue, so that nobody pays for the one before."""
        end = time.monotonic() + 60
        while time.monotonic() < end and any(os.listdir(os.path.join(self.home, "queue", part)) for part in ("incoming", "active", "maildrop")):
            time.sleep(0.1)


class Sender:
    """Somebody who sends: `command(port, count)`. Fewer mails of those who are patient: a round trip or more for each."""

    def __init__(self, name, command, patient=False, env=None):
        self.name, self.command, self.patient, self.env = name, command, patient, env


def senders(bench, mail, tools):
    driver = os.path.join(bench.build, "tests/mail/mail-driver")
    if not os.path.exists(driver):
        raise LeftOut("make check has not built tests/mail/mail-driver")

    def ours(connections):
        return lambda port, count: [driver, "--url", "smtp://127.0.0.1:%d" % port, "--clear", "--quiet", "--helo", "mentors.example.ac.uk",
                                    "--connections", str(connections), "--times", str(count), "send", mail, SENDER, RECIPIENT]
    made = [Sender("mentord, 4 connections", ours(4)), Sender("mentord, 1 connection", ours(1), True)]
    made.append(Sender("Python's smtplib, reused", lambda port, count: ["/usr/bin/python3", "-c", SMTPLIB, mail, str(port), str(count)], True))
    if tools:
        def source(sessions):
            return lambda port, count: [tools.program("smtp-source"), "-d", "-s", str(sessions), "-m", str(count), "-l", str(SIZE), "-f", SENDER,
                                        "-t", RECIPIENT, "127.0.0.1:%d" % port]
        made += [Sender("smtp-source -s 4, reused", source(4), True, tools.environment),
                 Sender("smtp-source -s 1, reused", source(1), True, tools.environment)]
    if shutil.which("msmtp"):
        one = "for i in $(seq %d); do msmtp --host=127.0.0.1 --port=%d --from=%s %s <%s || exit; done"
        made.append(Sender("msmtp, a process a mail", lambda port, count: ["sh", "-c", one % (count, port, SENDER, RECIPIENT, mail)], True))
    else:
        bench.left_out.append("msmtp: it is not installed")
    return made


def rates(bench, run, made, port, slow, rounds, settle):
    """{name: mails a second, round by round}; the first round is not counted. @slow: of whom fewer mails will do."""
    found = {sender.name: [] for sender in made}
    for number in range(rounds + 1):
        for sender in made:
            count = bench.mails_sent // 10 if slow(sender) else bench.mails_sent
            if sender.name.startswith("msmtp"):
                count = max(count // 10, 1)
            seconds = run(sender.command(port, count), **({"env": sender.env} if sender.env else {}))[0]
            settle()
            if number:
                found[sender.name].append(count / seconds)
            print("  round %d: %-26s %9.1f a second" % (number, sender.name, count / seconds), file=sys.stderr, flush=True)
    return found


def rows(what, near, far):
    def figures(found, name):
        if not found:
            return "", ""
        ratio = statistics.median(ours / theirs for ours, theirs in zip(next(iter(found.values())), found[name]))
        return "%.0f/s" % statistics.median(found[name]), "" if name == next(iter(found)) else "%.2fx" % ratio
    made = []
    for name in near:
        (rate, ratio), (far_rate, far_ratio) = figures(near, name), figures(far, name)
        made.append(("%s: %s" % (what, name), rate, far_rate, ratio, far_ratio))
    return made


def measure(bench, run, process, sink, delay, delay_ms, rounds):
    """The rows of the table."""
    mail = bench.folder.write("two.eml", "From: <%s>\r\nTo: <%s>\r\nSubject: Your mentor tracker\r\nMessage-ID: <1@example.ac.uk>\r\n\r\n"
                              % (SENDER, RECIPIENT) + ("A line of words that is as long as such lines are in mails that people read.\r\n" * 40)[:SIZE - 150])
    found, postfix = [], None
    try:
        postfix = Postfix(bench.folder.file("postfix"))
    except LeftOut as why:
        bench.left_out.append("Postfix and smtp-source: %s" % why)
    made = senders(bench, mail, postfix)
    targets = [("sink", [sink], contextlib.nullcontext, lambda: None), ("sink without PIPELINING", [sink, "plain"], contextlib.nullcontext, lambda: None)]
    if postfix:
        targets.append(("Postfix", None, lambda: postfix, postfix.settle))
    for what, command, context, settle in targets:
        port, slow_port = (postfix.port if command is None else servers.free_port()), servers.free_port()
        with contextlib.ExitStack() as stack:
            stack.enter_context(context())
            if command:
                stack.enter_context(process([command[0], str(port), *command[1:]]))
            time.sleep(0.2)
            near = rates(bench, run, made, port, lambda _: False, rounds, settle)
            far = None
            if delay:
                stack.enter_context(process([delay, str(slow_port), str(port), str(delay_ms)]))
                time.sleep(0.2)
                far = rates(bench, run, made, slow_port, lambda sender: sender.patient or "plain" in (command or ()), rounds, settle)
            found += rows(what, near, far)
    return found
