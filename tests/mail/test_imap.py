#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mailbox on a real Dovecot over TLS: fetched byte for byte, moved and nothing else, woken by new mail, refused in words."""
import hashlib
import http.server
import json
import subprocess
import threading

import harness
import servers

BASE = 1790000000


def mail(number, size=0):
    tail = b"* 99 EXPUNGE\r\nM5 OK done\r\n)\r\nA004 OK {5}\r\n.\r\n"
    return b"Subject: %d\r\nX-\xff: \xe9\r\n\r\n" % number + tail + b"x" * size


def line(validity, uid, raw, when):
    return "message %s.%d %d %d %s" % (validity, uid, len(raw), when, hashlib.sha256(raw).hexdigest())


def messages(lines):
    return [entry for entry in lines if entry.startswith("message")]


class Setting:
    def __init__(self, folder, authority, dovecot):
        self.folder, self.authority, self.dovecot = folder, authority, dovecot
        self.password = folder.write("password", servers.PASSWORD + "\n")
        self.wrong = folder.write("wrong", "no\n")

    def options(self, user, *more, url=None, password=None, ca=True):
        return ["--url=" + (url or "imaps://localhost:%d/INBOX" % self.dovecot.imaps), "--user=" + user,
                "--processed=Processed", "--junk-folder=Junk",
                *(["--password-file=" + (password or self.password)] if password != "" else []),
                *(["--ca-file=" + self.authority.ca] if ca else []), *more]


def test_fetch_and_move(tap, setting):
    raw = [mail(i) for i in range(5)]
    setting.dovecot.append("a", [(text, BASE + i) for i, text in enumerate(raw)])
    status, lines, words = harness.drive(*setting.options("a"), "fetch")
    validity = lines[0].split()[1]
    want = [line(validity, i + 1, raw[i], BASE + i) for i in range(5)]
    tap.same("all that lies there, byte for byte, with its date", (status, messages(lines), words), (0, want, ""))
    status, lines, _ = harness.drive(*setting.options("a"), "--since=%d" % (BASE + 3), "fetch")
    tap.same("since is to the second", (status, messages(lines)), (0, want[3:]))
    status, lines, _ = harness.drive(*setting.options("a"), "--state=%s.3" % validity, "fetch")
    tap.same("beyond the last UID", (status, messages(lines)), (0, want[3:]))
    status, lines, _ = harness.drive(*setting.options("a"), "--state=77.3", "fetch")
    tap.same("another UIDVALIDITY begins anew", (status, messages(lines)), (0, want))
    tap.same("nothing is marked by reading", [flags for flags, _ in setting.dovecot.messages("a") if b"\\Seen" in flags], [])
    status, lines, _ = harness.drive(*setting.options("a", "--state=%s.3" % validity), "--move", "fetch")
    tap.same("moved", (status, len(messages(lines))), (0, 2))
    tap.same("what was not handed out stays", [text for _, text in setting.dovecot.messages("a")], raw[:3])
    moved = setting.dovecot.messages("a", "Processed")
    tap.same("what was moved is whole and seen", [(b"\\Seen" in flags, text) for flags, text in moved],
             [(True, text) for text in raw[3:]])
    status, lines, _ = harness.drive(*setting.options("a"), "--move", "--times=2", "fetch")
    tap.same("a second round finds nothing", [entry for entry in lines if entry.startswith("end")][1][:15], "end 0 messages ")


def test_folders(tap, setting):
    setting.dovecot.append("b", [(mail(1), BASE)], "Junk")
    status, lines, _ = harness.drive(*setting.options("b"), "--junk", "--move", "fetch")
    tap.same("junk is read", (status, len(messages(lines))), (0, 1))
    tap.same("and moved", len(setting.dovecot.messages("b", "Processed")), 1)
    status, lines, _ = harness.drive(*setting.options("new"), "--junk", "fetch")
    tap.same("a junk folder that is not there is empty", (status, messages(lines)), (0, []))
    status, _, words = harness.drive(*setting.options("b", url="imaps://localhost:%d/None" % setting.dovecot.imaps), "fetch")
    tap.ok("an inbox that is not there", status == 78 and "url of mailbox" in words, words)
    status, lines, _ = harness.drive(*setting.options("b", "--processed=Done/2026 \"x\""), "fetch")
    tap.same("a folder with odd letters is created", status, 0)
    status, _, words = harness.drive(*setting.options("b", "--processed=Erledigt\u00e4"), "fetch")
    tap.ok("a folder beyond ASCII is refused in words", status == 78 and "ASCII" in words, words)


def test_windows(tap, setting):
    raw = [mail(i, 40000 if i % 7 == 0 else 10) for i in range(330)] + [mail(1000, 2 << 20), mail(1001, 2 << 20)]
    setting.dovecot.append("c", [(text, BASE + i) for i, text in enumerate(raw)])
    status, lines, _ = harness.drive(*setting.options("c"), "--move", "fetch")
    validity = lines[0].split()[1]
    want = [line(validity, i + 1, text, BASE + i) for i, text in enumerate(raw)]
    tap.same("several windows, each message once and in order", (status, messages(lines)), (0, want))
    tap.ok("at least five windows", int(lines[-1].split()[3]) >= 5, lines[-1])
    tap.same("all moved", (len(setting.dovecot.messages("c")), len(setting.dovecot.messages("c", "Processed"))), (0, 332))


def test_wait(tap, setting):
    setting.dovecot.append("d", [(mail(1), BASE)])
    with subprocess.Popen([harness.DRIVER, *setting.options("d"), "wait", "100"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as waiting:
        waiting.stdout.readline(), waiting.stdout.readline()
        setting.dovecot.append("d", [(mail(2), BASE + 1)])
        lines = waiting.communicate(timeout=60)[0].splitlines()
    tap.same("woken by new mail", (lines[0], len(messages(lines))), ("waited and was woken", 2))
    with subprocess.Popen([harness.DRIVER, *setting.options("d"), "wait", "100"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as waiting:
        waiting.stdout.readline(), waiting.stdout.readline(), waiting.stdout.readline()
        lines = waiting.communicate("x", timeout=60)[0].splitlines()
    tap.same("woken by the descriptor", lines[0], "waited and was woken")
    status, lines, _ = harness.drive(*setting.options("d"), "wait", "0")
    tap.same("no time, no wait", (status, "waited in vain" in lines), (0, True))


def test_ends(tap, setting):
    dovecot, ports = setting.dovecot, setting.dovecot
    token = dovecot.token("a")
    plain = "imap://localhost:%d/INBOX" % ports.imap
    both = ["--token-command=/bin/echo"]
    cases = [
        ("STARTTLS", setting.options("a", url=plain), 0, ""),
        ("in clear on loopback", setting.options("a", "--clear", url=plain), 0, ""),
        ("in clear elsewhere", setting.options("a", "--clear", url="imap://192.0.2.1/"), 78, "tls"),
        ("in clear and imaps", setting.options("a", "--clear"), 78, "tls"),
        ("a wrong password", setting.options("a", password=setting.wrong), 77, "AUTHENTICATIONFAILED"),
        ("no password file", setting.options("a", password="/nowhere"), 78, "/nowhere"),
        ("no secret at all", setting.options("a", password=""), 78, "password_file"),
        ("a password command", setting.options("a", "--password-command=/bin/echo",
                                               "--password-command=" + servers.PASSWORD, password=""), 0, ""),
        ("a command that fails", setting.options("a", "--password-command=/bin/false", password=""), 77, "/bin/false"),
        ("a command that is missing", setting.options("a", "--password-command=/none", password=""), 78, "/none"),
        ("a token", setting.options("a", *both, "--token-command=" + token, password=""), 0, ""),
        ("a token over STARTTLS", setting.options("a", *both, "--token-command=" + token, url=plain, password=""), 0, ""),
        ("an expired token", setting.options("a", *both, "--token-command=" + dovecot.token("a", -5), password=""), 77,
         "refused the login"),
        ("another's token", setting.options("b", *both, "--token-command=" + token, password=""), 77, "refused the login"),
        ("an unknown authority", setting.options("a", ca=False), 69, "ca_file of mailbox"),
        ("no such ca_file", setting.options("a", "--ca-file=/none.pem", ca=False), 78, "ca_file"),
        ("another host's certificate", setting.options("a", url="imaps://127.0.0.2:%d/" % ports.imaps), 69, ""),
        ("nobody listens", setting.options("a", url="imaps://localhost:%d/" % servers.free_port()), 69, "cannot be reached"),
        ("no such host", setting.options("a", url="imaps://mail.invalid/"), 69, "mail.invalid"),
        ("no mail server's url", setting.options("a", url="https://localhost/"), 78, "imaps://"),
    ]
    for name, options, want, word in cases:
        status, _, words = harness.drive(*options, "fetch")
        tap.ok(name, status == want and word in words and token not in words, "%d %s" % (status, words))


class TokenServer(http.server.BaseHTTPRequestHandler):
    answer, asked = {}, []

    def do_POST(self):
        self.asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        body = json.dumps(self.answer).encode()
        self.send_response(200 if "access_token" in self.answer else 400)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def test_oauth(tap, setting):
    secret = setting.folder.write("client-secret", "a&b=c\n")
    refresh = setting.folder.write("refresh", "old\n")
    with http.server.HTTPServer(("127.0.0.1", 0), TokenServer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        options = setting.options("a", "--token-url=http://127.0.0.1:%d/token" % server.server_port, "--client-id=me",
                                  "--client-secret-file=" + secret, password="")
        TokenServer.answer = {"access_token": setting.dovecot.token("a")}
        status, _, words = harness.drive(*options, "fetch")
        tap.same("client_credentials", (status, words, TokenServer.asked[-1]),
                 (0, "", "grant_type=client_credentials&client_id=me&client_secret=a%26b%3Dc"))
        TokenServer.answer = {"access_token": setting.dovecot.token("a"), "refresh_token": "new"}
        status, _, words = harness.drive(*options, "--grant=refresh_token", "--refresh-token-file=" + refresh, "fetch")
        with open(refresh, encoding="utf-8") as file:
            tap.same("refresh_token, and the renewed one is kept", (status, words, file.read()), (0, "", "new"))
        tap.ok("the old one was sent", "refresh_token=old" in TokenServer.asked[-1], TokenServer.asked[-1])
        TokenServer.answer = {"error": "invalid_client", "error_description": "AADSTS7000215: wrong secret"}
        status, _, words = harness.drive(*options, "fetch")
        tap.ok("a refusal in its own words", status == 77 and "AADSTS7000215" in words, "%d %s" % (status, words))
        server.shutdown()
    status, _, words = harness.drive(*options, "fetch")
    tap.ok("a token server that is away", status == 69 and "token server" in words, "%d %s" % (status, words))
    options = [option.replace("http://127.0.0.1", "http://192.0.2.1") for option in options]
    status, _, words = harness.drive(*options, "fetch")
    tap.ok("no secret goes out in clear", status == 78 and "token_url" in words, "%d %s" % (status, words))


def test_without_move(tap, folder_class):
    with folder_class() as folder:
        authority = servers.Authority(folder)
        with servers.Dovecot(folder, authority, capability="IMAP4rev1 UIDPLUS") as dovecot:
            setting = Setting(folder, authority, dovecot)
            raw = [mail(i) for i in range(4)]
            dovecot.append("a", [(text, BASE) for text in raw])
            client = dovecot.client("a")
            client.select()
            client.store("1", "+FLAGS", "\\Deleted")  # another client's business
            status, lines, words = harness.drive(*setting.options("a", "--state=%s.2" % client.untagged_responses[
                "UIDVALIDITY"][0].decode()), "--move", "fetch")
            tap.same("COPY and UID EXPUNGE of those alone", (status, len(messages(lines)), words), (0, 2, ""))
            tap.same("another's deleted mail stays", [text for _, text in dovecot.messages("a")], raw[:2])
            tap.same("copied", [text for _, text in dovecot.messages("a", "Processed")], raw[2:])
            client.logout()


def main():
    if not servers.Dovecot.program:
        harness.skip_all("Dovecot is not installed (Debian package dovecot-imapd)")
    tap = harness.Tap()
    with servers.Folder() as folder:
        authority = servers.Authority(folder)
        with servers.Dovecot(folder, authority) as dovecot:
            setting = Setting(folder, authority, dovecot)
            for test in (test_fetch_and_move, test_folders, test_windows, test_wait, test_ends, test_oauth):
                test(tap, setting)
    test_without_move(tap, servers.Folder)
    tap.end()


main()
