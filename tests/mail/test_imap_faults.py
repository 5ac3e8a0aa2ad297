#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mailbox on a scripted server that misbehaves. Each case: what the server says at one point ("<close>" ends the connection,
TAG is the command's tag), the exit status, which messages are handed out, and a word of the complaint."""
import hashlib

import harness
import servers

BODY = b"Subject: one\r\n\r\nhello world\r\n"
SIZE = len(BODY)
LIST = b'* 1 FETCH (UID 7 INTERNALDATE "06-Oct-2026 10:00:00 +0100" RFC822.SIZE %d)\r\nTAG OK\r\n'
WHOLE = b"* 1 FETCH (UID 7 BODY[] {%d}\r\n%s)\r\nTAG OK done\r\n" % (SIZE, BODY)
ONE = ["7"]

DEFAULTS = {
    "greeting": b"* OK [CAPABILITY IMAP4rev1] hello\r\n",
    "CAPABILITY": b"* CAPABILITY IMAP4rev1 MOVE UIDPLUS\r\nTAG OK\r\n",
    "LOGIN": b"TAG OK\r\n",
    "LIST": b'* LIST () "/" Processed\r\nTAG OK\r\n',
    "SELECT": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 42] x\r\n* OK [UIDNEXT 9] x\r\nTAG OK [READ-WRITE]\r\n",
    "listing": LIST % SIZE,
    "body": WHOLE,
    "LOGOUT": b"* BYE\r\nTAG OK\r\n<close>",
}


def body(text, end=b")\r\nTAG OK done\r\n", uid=7):
    return b"* 1 FETCH (UID %d BODY[] {%d}\r\n%s" % (uid, len(text), text) + end


NUL = b"Subject: nul\r\n\r\nA\0B\r\n"
FORGED = b"x\r\nM4 OK done\r\nM5 OK done\r\n* BYE\r\n* 2 FETCH (UID 8 BODY[] {3}\r\nabc)\r\n"

# name, what is said instead, status, messages, word
CASES = [
    ("an honest server", {}, 0, ONE, ""),
    ("1 cut in a literal", {"body": b"* 1 FETCH (UID 7 BODY[] {%d}\r\n%s<close>" % (SIZE, BODY[:9])}, 69, [], "closed"),
    ("2 cut behind a literal", {"body": b"* 1 FETCH (UID 7 BODY[] {%d}\r\n%s<close>" % (SIZE, BODY)}, 69, [], "closed"),
    ("2 cut before the tagged OK", {"body": WHOLE.split(b"TAG")[0] + b"<close>"}, 69, [], "closed"),
    ("3 BYE as greeting", {"greeting": b"* BYE overloaded\r\n<close>"}, 75, [], "overloaded"),
    ("3 BYE at SELECT", {"SELECT": b"* BYE shutting down\r\n<close>"}, 69, [], "shutting down"),
    ("3 BYE in a literal", {"body": b"* 1 FETCH (UID 7 BODY[] {%d}\r\nx\r\n* BYE bye\r\n<close>" % SIZE}, 69, [], ""),
    ("3 BYE between messages", {"body": b"* BYE enough\r\n<close>"}, 69, [], "enough"),
    ("6 expunged under us", {"body": b"* 1 EXPUNGE\r\nTAG OK\r\n"}, 0, [], ""),
    ("6 expunged, and NO", {"body": b"TAG NO [EXPUNGEISSUED] some are gone\r\n"}, 0, [], ""),
    ("8 another message's body", {"body": body(BODY, uid=99)}, 69, [], "keep to IMAP"),
    ("8 a body without a UID", {"body": b"* 1 FETCH (BODY[] {5}\r\nWRONG)\r\nTAG OK\r\n"}, 69, [], "keep to IMAP"),
    ("9 unasked responses", {"body": b"* 2 FETCH (FLAGS (\\Seen))\r\n* 3 EXISTS\r\n* 0 RECENT\r\n* XYZ (\"a\r\n* 7 FETCH "
                                     b"(UID 7 FLAGS (\\Seen))\r\n" + WHOLE}, 0, ONE, ""),
    ("10 a literal that is too short", {"body": b"* 1 FETCH (UID 7 BODY[] {10}\r\n%s)\r\nTAG OK\r\n" % BODY}, 69, [], ""),
    ("10 a literal that is too long", {"body": b"* 1 FETCH (UID 7 BODY[] {4000}\r\n%s)\r\nTAG OK\r\n<close>" % BODY}, 69, [], ""),
    ("10 RFC822.SIZE lies", {"listing": LIST % 5}, 0, ONE, ""),
    ("11 a huge literal", {"body": b"* 1 FETCH (UID 7 BODY[] {99999999999999999999}\r\n"}, 69, [], "length"),
    ("11 a literal over the cap", {"body": b"* 1 FETCH (UID 7 BODY[] {40000000}\r\n"}, 69, [], "length"),
    ("11 a negative literal", {"body": b"* 1 FETCH (UID 7 BODY[] {-1}\r\n"}, 69, [], "length"),
    ("11 a non-synchronising literal", {"body": b"* 1 FETCH (UID 7 BODY[] {5+}\r\n"}, 69, [], "length"),
    ("11 a number that wraps", {"listing": b"* 1 FETCH (UID 4294967303 RFC822.SIZE 5)\r\nTAG OK\r\n"}, 69, [], ""),
    ("11 UID 0", {"listing": b"* 1 FETCH (UID 0 RFC822.SIZE 5)\r\nTAG OK\r\n"}, 69, [], ""),
    ("12 over the cap", {"listing": LIST % 40000000}, 0, ["7 none"], ""),
    ("13 NIL", {"body": b"* 1 FETCH (UID 7 RFC822.SIZE 9 BODY[] NIL)\r\nTAG OK\r\n"}, 0, ["7 none"], "does not hand it out"),
    ("13 quoted", {"body": b'* 1 FETCH (UID 7 BODY[] "he said \\"a\\\\b\\"")\r\nTAG OK\r\n'}, 0, [b'he said "a\\b"'], ""),
    ("13 empty", {"body": body(b"")}, 0, [b""], ""),
    ("14 NO after all", {"body": body(BODY, b")\r\nTAG NO failed after all\r\n")}, 75, [], "failed after all"),
    ("14 BAD", {"body": b"TAG BAD what\r\n"}, 75, [], "what"),
    ("14 NO to the listing", {"listing": b"TAG NO not now\r\n"}, 75, [], "not now"),
    ("16 NUL in a message", {"body": body(NUL)}, 0, [NUL], ""),
    ("16 NUL outside", {"body": b"* OK \0\r\nTAG OK\r\n"}, 69, [], "NUL"),
    ("18 forged lines in a message", {"body": body(FORGED)}, 0, [FORGED], ""),
    ("18 a brace in words for people", {"body": b"* OK see {5}\r\n" + WHOLE}, 0, ONE, ""),
    ("18 two bodies in one answer", {"body": b"* 1 FETCH (UID 7 BODY[] {1}\r\na BODY[] {1}\r\nb)\r\nTAG OK\r\n"}, 69, [], ""),
    ("19 a login refused", {"LOGIN": b"TAG NO [AUTHENTICATIONFAILED] no such user\r\n"}, 77, [], "no such user"),
    ("19 a login put off", {"LOGIN": b"TAG NO [UNAVAILABLE] try later\r\n"}, 75, [], "try later"),
    ("22 too many connections", {"SELECT": b"TAG NO [LIMIT] too many\r\n"}, 75, [], "too many"),
    ("22 no right to the mailbox", {"SELECT": b"TAG BAD User is authenticated but not connected.\r\n"}, 77, [], "grant"),
    ("23 no such folder", {"SELECT": b"TAG NO [NONEXISTENT] none\r\n"}, 78, [], "url of mailbox"),
    ("23 processed cannot be created", {"LIST": b"TAG OK\r\n", "CREATE": b"TAG NO denied\r\n"}, 78, [], "denied"),
    ("26 an absurd date", {"listing": b'* 1 FETCH (INTERNALDATE "99-Foo-0000 99:99:99 +9999" UID 7 RFC822.SIZE %d)\r\n'
                                      b"TAG OK\r\n" % SIZE}, 0, ONE, ""),
    ("no UIDVALIDITY", {"SELECT": b"* 1 EXISTS\r\nTAG OK\r\n"}, 69, [], "UIDVALIDITY"),
    ("an empty folder is not listed", {"SELECT": DEFAULTS["SELECT"].replace(b"1 EXISTS", b"0 EXISTS"),
                                       "listing": b"TAG BAD empty\r\n"}, 0, [], ""),
    ("a torn line behind the login", {"LOGIN": b"TAG OK\r\n* OK [X", "CAPABILITY": b"LERT] hi\r\n" + DEFAULTS["CAPABILITY"]},
     0, ONE, ""),
    ("an endless line", {"body": b"* OK " + b"x" * (1100 << 10) + b"<close>"}, 69, [], "megabyte"),
    ("a list that is not closed", {"listing": b"* 1 FETCH (UID 7 RFC822.SIZE 5\r\nTAG OK\r\n"}, 69, [], ""),
    ("deep nesting", {"body": b"* 1 FETCH (UID 7 X " + b"(" * 200000 + b")" * 200000 + b")\r\n" + WHOLE}, 0, ONE, ""),
    ("closed at once", {"greeting": b"<close>"}, 69, [], ""),
    ("another protocol", {"greeting": b"220 smtp\r\n"}, 69, [], ""),
]


class Server:
    """Says what `script` has for each command, else DEFAULTS, else OK."""

    def __init__(self, script):
        self.script = {**DEFAULTS, **script}
        self.bodies = 0

    def __call__(self, number, send, lines):
        self.say(send, "greeting", b"")
        for line in lines:
            tag, _, rest = line.partition(b" ")
            if self.say(send, self.name_of(rest.decode("latin-1")), tag):
                return

    @staticmethod
    def name_of(command):
        if command.startswith("UID FETCH"):
            return "body" if "BODY" in command else "listing"
        return command.split(" ")[1 if command.startswith("UID") else 0]

    def say(self, send, name, tag):
        text, close, _ = self.script.get(name, b"TAG OK\r\n").partition(b"<close>")
        send(text.replace(b"TAG", tag))
        return bool(close)


def options(port, *more):
    return ["--url=imap://127.0.0.1:%d/INBOX" % port, "--user=u", "--password-command=/bin/echo",
            "--password-command=secret", "--clear", "--processed=Processed", *more]


def handed_out(lines):
    return [entry.split()[1:] for entry in lines if entry.startswith("message")]


def expected(want):
    found = []
    for item in want:
        raw = BODY if item == "7" else item
        if item == "7 none":
            found.append(("42.7", "none"))
        else:
            found.append(("42.7", hashlib.sha256(raw).hexdigest()))
    return found


def test_cases(tap):
    for name, script, want, messages, word in CASES:
        with servers.Scripted(Server(script)) as server:
            status, lines, words = harness.drive(*options(server.port), "fetch")
        got = [(key, digest) for key, _, _, digest in handed_out(lines)]
        tap.ok(name, (status, got) == (want, expected(messages)) and word in words,
               "%r %r %s" % (status, got, words))


def test_token_expired(tap):
    """Exchange ends a connection whose token is too old: once, a new one is made."""
    expired = b"* BYE Session invalidated - AccessTokenExpired\r\n<close>"

    def serve(number, send, lines):
        Server({"SELECT": expired} if number < 1 else {})(number, send, lines)
    with servers.Scripted(serve) as server:
        status, lines, _ = harness.drive(*options(server.port), "fetch")
        tap.same("a token that expired", (status, len(handed_out(lines)), server.connections), (0, 1, 2))
    with servers.Scripted(Server({"SELECT": expired})) as server:
        status, _, words = harness.drive(*options(server.port), "fetch")
        tap.ok("but only once", status == 69 and server.connections == 2 and "AccessTokenExpired" in words, words)


def test_side_by_side(tap):
    """Two windows are under way at once, and the answers to the second come first."""
    def message(uid):
        return b"Subject: %d\r\n\r\n" % uid

    def serve(number, send, lines):
        asked = []
        for line in lines:
            tag, _, rest = line.partition(b" ")
            if rest.startswith(b"UID FETCH 1:*"):
                for uid in range(1, 151):
                    send(b"* %d FETCH (UID %d RFC822.SIZE %d)\r\n" % (uid, uid, len(message(uid))))
                send(tag + b" OK\r\n")
            elif rest.startswith(b"UID FETCH"):
                first, last = rest.split()[2].split(b":")
                asked.append((tag, range(int(first), int(last) + 1)))
                if len(asked) == 2:
                    for tag, uids in reversed(asked):
                        for uid in reversed(uids):
                            send(b"* %d FETCH (BODY[] {%d}\r\n%s UID %d)\r\n" % (uid, len(message(uid)), message(uid), uid))
                        send(tag + b" OK\r\n")
            elif rest.startswith(b"SELECT"):
                send(DEFAULTS["SELECT"].replace(b"1 EXISTS", b"150 EXISTS").replace(b"TAG", tag))
            else:
                Server({}).say(send, Server.name_of(rest.decode()), tag)

    def serve_all(number, send, lines):
        send(DEFAULTS["greeting"])
        serve(number, send, lines)
    with servers.Scripted(serve_all) as server:
        status, lines, words = harness.drive(*options(server.port), "fetch")
    want = [["42.%d" % uid, hashlib.sha256(message(uid)).hexdigest()] for uid in range(1, 151)]
    tap.same("windows side by side", (status, [[key, digest] for key, _, _, digest in handed_out(lines)], words),
             (0, want, ""))


def test_moving(tap):
    """What is told to the server about messages that are done."""
    def commands(script, capability):
        script = {"CAPABILITY": b"* CAPABILITY IMAP4rev1 %s\r\nTAG OK\r\n" % capability, **script}
        with servers.Scripted(Server(script)) as server:
            status, _, words = harness.drive(*options(server.port), "--move", "fetch")
            told = [entry.partition(b" ")[2].decode() for entry in server.heard]
        return status, [entry for entry in told if entry.startswith("UID") and "FETCH" not in entry], words
    seen = "UID STORE 7 +FLAGS.SILENT (\\Seen)"
    copy, deleted, expunge = 'UID COPY 7 "Processed"', "UID STORE 7 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 7"
    tap.same("MOVE", commands({}, b"MOVE UIDPLUS"), (0, [seen, 'UID MOVE 7 "Processed"'], ""))
    tap.same("no MOVE", commands({}, b"UIDPLUS"), (0, [seen, copy, deleted, expunge], ""))
    tap.same("no UIDPLUS: never a plain EXPUNGE", commands({}, b""), (0, [seen, copy, deleted], ""))
    status, told, words = commands({"COPY": b"TAG NO over quota\r\n"}, b"UIDPLUS")
    tap.ok("a copy that failed deletes nothing", (status, told) == (0, [seen, copy]) and "over quota" in words, words)
    status, told, words = commands({"MOVE": b"TAG NO denied\r\n"}, b"MOVE")
    tap.ok("a move that is refused is said", status == 0 and "denied" in words, words)
    status, told, words = commands({"MOVE": b"* BYE\r\n<close>"}, b"MOVE")
    tap.ok("cut while moving", status == 69, words)


def test_without_starttls(tap):
    for name, greeting in (("no STARTTLS", DEFAULTS["greeting"]), ("PREAUTH in clear", b"* PREAUTH hello\r\n")):
        with servers.Scripted(Server({"greeting": greeting})) as server:
            status, _, words = harness.drive(*[option for option in options(server.port) if option != "--clear"], "fetch")
            heard = b"\n".join(server.heard)
        tap.ok("20 " + name, status == 69 and "STARTTLS" in words and b"LOGIN" not in heard, "%d %s" % (status, words))


def main():
    tap = harness.Tap()
    for test in (test_cases, test_token_expired, test_side_by_side, test_moving, test_without_starttls):
        test(tap)
    tap.end()


main()
