#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Submission to a real SMTP server (aiosmtpd, with TLS and AUTH), and to a scripted one that misbehaves at every point."""
import harness
import servers

SENDER = "office@example.ac.uk"
MAIL = b"Subject: x\r\n\r\n.dot\r\n..two\r\nbare\nlf\rcr\r\n\r\nend"
TAKEN = b"Subject: x\r\n\r\n.dot\r\n..two\r\nbare\r\nlf\r\ncr\r\n\r\nend\r\n"


def outcome(lines):
    """["recipient result code whose"], in the order of recipients."""
    return sorted(" ".join(line.split()[:4]) for line in lines if not line.startswith("end"))


class Setting:
    def __init__(self, folder):
        self.authority = servers.Authority(folder)
        self.password = folder.write("password", servers.PASSWORD + "\n")
        self.wrong = folder.write("wrong", "no\n")
        self.mail = folder.file("mail.eml")
        self.folder = folder
        with open(self.mail, "wb") as file:
            file.write(MAIL)

    def send(self, url, *recipients, options=(), ca=True, login=True, password=None, sender=SENDER):
        return harness.drive("--url=" + url, *(["--ca-file=" + self.authority.ca] if ca else []),
                             *(["--user=u", "--password-file=" + (password or self.password)] if login else []),
                             "--helo=mentord.example.ac.uk", *options, "send", self.mail, sender, *recipients)


def refuse(address):
    return "550 5.1.1 nobody" if "bad" in address else "450 4.2.0 greylisted" if "grey" in address else None


def test_real(tap, setting):
    for tls in ("implicit", "starttls", "off"):
        for pipelining in (True, False):
            name = "%s, %s: " % (tls, "pipelined" if pipelining else "step by step")
            clear = ["--clear"] if tls == "off" else []
            with servers.Sink(setting.authority, tls, pipelining=pipelining, answer={"RCPT": refuse}) as sink:
                status, lines, _ = setting.send(sink.url, "a@example.org", "bad@example.org", "b@example.org",
                                                "grey@example.org", "c@example.org", options=clear)
                tap.same(name + "outcomes", (status, outcome(lines)),
                         (0, ["a@example.org sent 250 theirs", "b@example.org sent 250 theirs",
                              "bad@example.org refused 550 theirs", "c@example.org sent 250 theirs",
                              "grey@example.org later 450 theirs"]))
                tap.same(name + "what arrived", sink.mails, [(SENDER, who + "@example.org", TAKEN) for who in "abc"])
                tap.same(name + "our name", sink.helo, "mentord.example.ac.uk")
                status, lines, _ = setting.send(sink.url, "d@example.org",
                                                options=clear + ["--times=100", "--connections=4", "--quiet"])
                tap.same(name + "a hundred over four connections", (status, lines, len(sink.mails)),
                         (0, ["end 100 durable"], 103))
                status, lines, words = setting.send(sink.url, "a@example.org", options=clear, password=setting.wrong)
                tap.ok(name + "a wrong password", status == 77 and "535" in words and not lines, words)
                if tls != "off":
                    status, lines, words = setting.send(sink.url, "a@example.org", ca=False)
                    tap.ok(name + "an unknown authority", status == 69 and "ca_file of submission" in words, words)


def test_addresses(tap, setting):
    bad = ["a@example.org\r\nRCPT TO:<b@example.org>", "a b@example.org", "<a@example.org>", "z\u00eb@example.org", "nobody",
           "@example.org", "a@example.org\x7f", "a" * 250 + "@example.org"]
    with servers.Sink(setting.authority) as sink:
        status, lines, _ = setting.send(sink.url, "good@example.org", *bad)
        results = [line for line in lines if "cannot be given to a mail server" in line]
        tap.same("addresses that must not reach a server", (status, len(results), len(sink.mails)), (0, len(bad), 1))
        status, lines, _ = setting.send(sink.url, "good@example.org", sender="o\r\n@example.org")
        tap.ok("a sender that must not either", " refused 0 ours" in lines[0] and len(sink.mails) == 1, repr(lines))
        status, lines, _ = setting.send(sink.url, "good@example.org", sender="")
        tap.same("the null sender", (status, sink.mails[-1][0]), (0, "<>"))


DEFAULTS = {
    "greeting": b"220 hello\r\n",
    "EHLO": b"250-x\r\n250-SIZE 100000\r\n250-AUTH PLAIN\r\n250 HELP\r\n",
    "AUTH": b"235 ok\r\n",
    "MAIL": b"250 2.1.0 ok\r\n",
    "RCPT": b"250 2.1.5 ok\r\n",
    "DATA": b"354 go\r\n",
    "end": b"250 2.0.0 queued\r\n",
    "RSET": b"250 ok\r\n",
    "QUIT": b"221 bye\r\n<close>",
}
ALL = ["a@x.org sent 250 theirs", "b@x.org sent 250 theirs", "c@x.org sent 250 theirs"]

# name; what is said to the first, second ... of a command on a connection (the last for all others); status; outcomes of three
# mails (a pair: pipelined, and step by step); a word of the complaint. A list of dicts: one a connection.
CASES = [
    ("an honest server", {}, 0, ALL, ""),
    ("27 421 as greeting", {"greeting": [b"421 busy\r\n<close>"]}, 75, [], "busy"),
    ("27 554 as greeting", {"greeting": [b"554 go away\r\n<close>"]}, 69, [], "go away"),
    ("27 421 at MAIL", {"MAIL": [b"421 4.3.2 closing\r\n<close>"]}, 75, ["a@x.org slower 421 ours"], "closing"),
    ("27 421 at RCPT", {"RCPT": [b"421 closing\r\n<close>"]}, 75, ["a@x.org slower 421 ours"], "closing"),
    ("27 421 at DATA", {"DATA": [b"421 closing\r\n<close>"]}, 75, ["a@x.org slower 421 ours"], "closing"),
    ("27 421 at the end", {"end": [b"421 closing\r\n<close>"]}, 75, ["a@x.org slower 421 ours"], "closing"),
    ("28 4xx at MAIL", {"MAIL": [b"451 4.3.0 later\r\n"]}, 75, (["a@x.org slower 451 ours", "b@x.org slower 451 ours"],
                                                             ["a@x.org slower 451 ours"]), "less mail at a time"),
    ("28 Exchange is asked too fast", {"end": [b"432 4.3.2 STOREDRV; sender thread limit exceeded\r\n"]}, 75,
     (["a@x.org slower 432 ours", "b@x.org slower 432 ours"], ["a@x.org slower 432 ours"]), "thread limit"),
    ("28 disk full", {"end": [b"452 4.3.1 Insufficient system storage\r\n"]}, 75,
     (["a@x.org slower 452 ours", "b@x.org slower 452 ours"], ["a@x.org slower 452 ours"]), "short of disk"),
    ("28 the day's limit, as Gmail says it", {"end": [b"550-5.4.5 Daily user sending limit exceeded.\r\n550 5.4.5 gsmtp\r\n"]}, 75,
     (["a@x.org slower 550 ours", "b@x.org slower 550 ours"], ["a@x.org slower 550 ours"]), "when the day is over"),
    ("28 their mailbox is busy", {"RCPT": [b"450 4.2.1 receiving mail at a rate, too many\r\n", DEFAULTS["RCPT"]]}, 0,
     ["a@x.org later 450 theirs"] + ALL[1:], ""),
    ("28 greylisted at the end", {"end": [b"451 4.7.1 Greylisted, too many unknown\r\n", DEFAULTS["end"]]}, 0,
     ["a@x.org later 451 ours"] + ALL[1:], ""),
    ("28 4xx at RCPT", {"RCPT": [b"450 4.2.0 greylisted\r\n", DEFAULTS["RCPT"]]}, 0, ["a@x.org later 450 theirs"] + ALL[1:], ""),
    ("28 4xx at DATA", {"DATA": [b"451 later\r\n", DEFAULTS["DATA"]]}, 0, ["a@x.org later 451 ours"] + ALL[1:], ""),
    ("28 4xx at the end", {"end": [b"452 4.2.2 full\r\n", DEFAULTS["end"]]}, 0, ["a@x.org later 452 ours"] + ALL[1:], ""),
    ("29 5xx at MAIL", {"MAIL": [b"553 no\r\n", DEFAULTS["MAIL"]]}, 0, ["a@x.org refused 553 ours"] + ALL[1:], ""),
    ("29 5xx at RCPT", {"RCPT": [b"550-5.1.1 no\r\n550 5.1.1 such\r\n", DEFAULTS["RCPT"]]}, 0,
     ["a@x.org refused 550 theirs"] + ALL[1:], ""),
    ("29 5xx at DATA", {"DATA": [b"554 no\r\n", DEFAULTS["DATA"]]}, 0, ["a@x.org refused 554 ours"] + ALL[1:], ""),
    ("29 5xx at the end", {"end": [b"554 5.7.1 spam\r\n", DEFAULTS["end"]]}, 0, ["a@x.org refused 554 ours"] + ALL[1:], ""),
    ("29 relaying denied", {"RCPT": [b"554 5.7.1 Relay access denied\r\n"]}, 75,
     [who + "@x.org refused 554 ours" for who in "abc"], "no recipient is to blame"),
    ("29 no right to send as", {"RCPT": [b"550 5.7.60 SMTP; Client does not have permissions to send as this sender\r\n"]}, 75,
     [who + "@x.org refused 550 ours" for who in "abc"], "submission.from"),
    ("29 a new tenant", {"RCPT": [b"550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP\r\n"]}, 75,
     [who + "@x.org refused 550 ours" for who in "abc"], "Microsoft's support"),
    ("29 log in first", {"RCPT": [b"530 5.7.0 authenticate\r\n"]}, 75, [who + "@x.org refused 530 ours" for who in "abc"], "a user and a secret"),
    ("30 lost at DATA", {"DATA": [b"<close>"]}, 69, ["a@x.org later 0 ours"], "closed"),
    ("30 lost at DATA after a mail", [{"DATA": [DEFAULTS["DATA"], b"<close>"]}, {}], 0, ALL, ""),
    ("31 lost after the dot", {"end": [b"<close>"]}, 69, ["a@x.org unsure 0 ours"], "closed"),
    ("31 lost after the second dot", [{"end": [DEFAULTS["end"], b"<close>"]}, {}], 0,
     [ALL[0], "b@x.org unsure 0 ours", ALL[2]], ""),
    ("31 half an answer after the dot", {"end": [b"250-que<close>"]}, 69, ["a@x.org unsure 0 ours"], ""),
    ("32 no answer to QUIT", {"QUIT": [b"<close>"]}, 0, ALL, ""),
    ("36 login refused", {"AUTH": [b"535 5.7.139 disabled for the tenant\r\n"]}, 77, [], "5.7.139"),
    ("36 login put off", {"AUTH": [b"454 4.7.0 try later\r\n"]}, 75, [], "try later"),
    ("37 too large", {"EHLO": [b"250-x\r\n250-AUTH PLAIN\r\n250 SIZE 20\r\n"]}, 0,
     [who + "@x.org refused 552 ours" for who in "abc"], ""),
    ("a session that is full", [{"MAIL": [DEFAULTS["MAIL"], b"452 4.5.3 too many messages\r\n"]}, {}], 0, ALL, ""),
    ("a session that is full at once", {"MAIL": [b"452 4.5.3 too many messages\r\n"]}, 75, ["a@x.org slower 452 ours"],
     "too many"),
    ("a session that closes after each", {"MAIL": [DEFAULTS["MAIL"], b"421 4.4.2 enough\r\n<close>"]}, 0, ALL, ""),
    ("no SMTP at all", {"MAIL": [b"HTTP/1.1 400\r\n"]}, 69, [], "SMTP"),
    ("an endless reply", {"MAIL": [b"250-x\r\n" * 300]}, 69, [], "SMTP"),
]


class Server:
    """Says what the scripts have for the n-th of a command, else DEFAULTS. `mails` are the contents it was given."""

    def __init__(self, scripts, pipelining):
        self.scripts = scripts if isinstance(scripts, list) else [scripts]
        self.pipelining = pipelining
        self.mails = []

    def __call__(self, number, send, lines):
        script = self.scripts[min(number, len(self.scripts) - 1)]
        counts = {}

        def say(name):
            said = script.get(name, [DEFAULTS.get(name, b"500 what\r\n")])
            text, close, _ = said[min(counts.get(name, 0), len(said) - 1)].partition(b"<close>")
            counts[name] = counts.get(name, 0) + 1
            if name == "EHLO" and self.pipelining:
                text = b"250-x\r\n250-PIPELINING" + text[5:]
            send(text)
            return bool(close), text
        if say("greeting")[0]:
            return
        for line in lines:
            close, text = say(line.split()[0].decode().upper())
            if text.startswith(b"354"):
                content = []
                for data in lines:
                    if data == b".":
                        break
                    content.append(data)
                self.mails.append(b"\r\n".join(content))
                close = say("end")[0]
            if close:
                return


def test_faults(tap, setting):
    for name, script, want, outcomes, word in CASES:
        for pipelining in (True, False):
            server = Server(script, pipelining)
            with servers.Scripted(server) as scripted:
                status, lines, words = setting.send("smtp://127.0.0.1:%d" % scripted.port, "a@x.org", "b@x.org", "c@x.org",
                                                    options=["--clear"])
            tap.ok("%s, %s" % (name, "pipelined" if pipelining else "step by step"),
                   (status, outcome(lines)) == (want, outcomes if isinstance(outcomes, list) else outcomes[not pipelining]) and word in words,
                   "%r %r %s" % (status, outcome(lines), words))


def test_steps(tap, setting):
    """Without PIPELINING no command is sent before the one before it was answered."""
    def serve(number, send, lines):
        Server({"RCPT": [b"550 no\r\n", DEFAULTS["RCPT"]]}, False)(number, send, lines)
    with servers.Scripted(serve) as scripted:
        setting.send("smtp://127.0.0.1:%d" % scripted.port, "a@x.org", "b@x.org", options=["--clear"])
        servers.wait_for(lambda: b"QUIT" in scripted.heard, "QUIT")
        told = [line.split()[0].decode() for line in scripted.heard if line.split()[:1] and line.split()[0].isupper()]
    tap.same("step by step", told, ["EHLO", "AUTH", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA", "QUIT"])


def test_empty_transaction(tap, setting):
    """Pipelined: a server that says 354 though it refused the recipient gets an empty mail, never the content."""
    server = Server({"RCPT": [b"550 no\r\n"], "end": [b"554 no valid recipients\r\n"]}, True)
    with servers.Scripted(server) as scripted:
        status, lines, _ = setting.send("smtp://127.0.0.1:%d" % scripted.port, "a@x.org", "b@x.org", options=["--clear"])
    tap.same("354 without a recipient", (status, outcome(lines), server.mails),
             (0, ["a@x.org refused 550 theirs", "b@x.org refused 550 theirs"], [b"", b""]))


def test_stripped(tap, setting):
    with servers.Scripted(Server({}, True)) as scripted:
        status, _, words = setting.send("smtp://127.0.0.1:%d" % scripted.port, "a@x.org")
        tap.ok("35 STARTTLS stripped", status == 69 and "STARTTLS" in words and b"AUTH" not in b" ".join(scripted.heard), words)
    status, _, words = setting.send("smtps://127.0.0.1:%d" % servers.free_port(), "a@x.org")
    tap.ok("nobody listens", status == 69 and "cannot be reached" in words, words)
    status, _, words = setting.send("smtp://192.0.2.1:25", "a@x.org", options=["--clear"])
    tap.ok("in clear elsewhere", status == 78 and "tls" in words, words)


def main():
    try:
        import aiosmtpd  # noqa: F401
    except ImportError:
        harness.skip_all("aiosmtpd is not installed (Debian package python3-aiosmtpd)")
    tap = harness.Tap()
    with servers.Folder() as folder:
        setting = Setting(folder)
        for test in (test_real, test_addresses, test_faults, test_steps, test_empty_transaction, test_stripped):
            test(tap, setting)
    tap.end()


main()
