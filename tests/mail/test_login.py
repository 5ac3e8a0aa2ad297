#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logging in: what is said to a scripted server, what its refusals mean in words, tokens from a token server, and TLS that
cannot be stripped."""
import base64
import http.server
import json
import os
import ssl
import threading
import urllib.parse

import harness
import servers

USER = "mentors@example.ac.uk"


def b64(text):
    return base64.b64encode(text.encode() if isinstance(text, str) else text)


def challenge(**told):
    return b64(json.dumps(told))


BEARER = "n,a=%s,\1host=127.0.0.1\1port=%%d\1auth=Bearer %%s\1\1" % USER
XOAUTH2 = "user=%s\1auth=Bearer %%s\1\1" % USER


class Imap:
    """A scripted IMAP server: `capability` is its list; `login` gets each line that belongs to a login (the command, or an
    answer to "+") and returns what is said."""

    def __init__(self, capability, login):
        self.capability, self.login = capability, login

    def __call__(self, number, send, lines):
        send(b"* OK hello\r\n")
        in_login = None
        for line in lines:
            tag, _, rest = line.partition(b" ")
            name = rest.split(b" ")[0].upper()
            if in_login or name in (b"LOGIN", b"AUTHENTICATE"):
                in_login = in_login or tag
                said = self.login(number, line if tag != in_login else rest)
                send(said.replace(b"TAG", in_login))
                if b"TAG" in said:
                    in_login = None
            elif name == b"CAPABILITY":
                send(b"* CAPABILITY IMAP4rev1 %s\r\n%s OK\r\n" % (self.capability.encode(), tag))
            elif name == b"SELECT":
                send(b"* 0 EXISTS\r\n* OK [UIDVALIDITY 42] x\r\n* OK [UIDNEXT 1] x\r\n%s OK [READ-WRITE]\r\n" % tag)
            elif name == b"LIST":
                send(b'* LIST () "/" Processed\r\n%s OK\r\n' % tag)
            else:
                send(tag + b" OK\r\n")


class Smtp:
    """The same for SMTP; a mail is taken once `login` said 2xx."""

    def __init__(self, auth, login):
        self.auth, self.login = auth, login

    def __call__(self, number, send, lines):
        send(b"220 hello\r\n")
        in_login = False
        for line in lines:
            name = line.split(b" ")[0].upper()
            if in_login or name == b"AUTH":
                said = self.login(number, line)
                in_login = said.startswith(b"334")
                send(said)
            elif name == b"EHLO":
                send(b"250-x\r\n" + (b"250-AUTH %s\r\n" % self.auth.encode() if self.auth else b"") + b"250 HELP\r\n")
            elif name == b"DATA":
                send(b"354 go\r\n")
                for data in lines:
                    if data == b".":
                        break
                send(b"250 taken\r\n")
            else:
                send(b"221 bye\r\n" if name == b"QUIT" else b"250 ok\r\n")


class Setting:
    def __init__(self, folder):
        self.folder = folder
        self.authority = servers.Authority(folder)
        self.mail = folder.write("mail.eml", "Subject: x\r\n\r\nx\r\n")

    def secret(self, text):
        return self.folder.write("secret", text + "\n")

    def imap(self, server, *options, user=USER):
        return harness.drive("--url=imap://127.0.0.1:%d/INBOX" % server.port, "--user=" + user, "--clear", *options, "fetch")

    def smtp(self, server, *options, user=USER):
        return harness.drive("--url=smtp://127.0.0.1:%d" % server.port, "--user=" + user, "--clear", *options, "send",
                             self.mail, USER, "a@example.org")


def token_options(token):
    return ["--token-command=/bin/echo", "--token-command=" + token]


# -- What is said --

def test_mechanisms(tap, setting):
    """name, what is offered, options, the lines of the login"""
    token = "tok-1"
    password = ["--password-file=" + setting.secret('s\u00e9 "q\\')]
    plain = b64("\0%s\0s\u00e9 \"q\\" % USER)
    cases = [
        ("imap", "OAUTHBEARER before XOAUTH2", "AUTH=XOAUTH2 AUTH=OAUTHBEARER SASL-IR", token_options(token),
         lambda port: [b"AUTHENTICATE OAUTHBEARER " + b64(BEARER % (port, token))]),
        ("imap", "XOAUTH2 where it is the only one", "AUTH=PLAIN AUTH=XOAUTH2 SASL-IR", token_options(token),
         lambda port: [b"AUTHENTICATE XOAUTH2 " + b64(XOAUTH2 % token)]),
        ("imap", "without SASL-IR the server speaks first", "AUTH=XOAUTH2", token_options(token),
         lambda port: [b"AUTHENTICATE XOAUTH2", b64(XOAUTH2 % token)]),
        ("imap", "PLAIN for a password, whatever letters it has", "AUTH=PLAIN AUTH=XOAUTH2 SASL-IR", password,
         lambda port: [b"AUTHENTICATE PLAIN " + plain]),
        ("imap", "LOGIN's two prompts", "AUTH=LOGIN LOGINDISABLED SASL-IR", password,
         lambda port: [b"AUTHENTICATE LOGIN", b64(USER), b64('s\u00e9 "q\\')]),
        ("imap", "a literal in the command LOGIN", "", password,
         lambda port: [b'LOGIN "%s" {7}' % USER.encode(), 's\u00e9 "q\\'.encode()]),
        ("smtp", "OAUTHBEARER", "PLAIN XOAUTH2 OAUTHBEARER", token_options(token),
         lambda port: [b"AUTH OAUTHBEARER " + b64(BEARER % (port, token))]),
        ("smtp", "XOAUTH2", "LOGIN XOAUTH2", token_options(token), lambda port: [b"AUTH XOAUTH2 " + b64(XOAUTH2 % token)]),
        ("smtp", "a long token after the prompt", "XOAUTH2", token_options("t" * 3000),
         lambda port: [b"AUTH XOAUTH2", b64(XOAUTH2 % ("t" * 3000))]),
        ("smtp", "PLAIN", "LOGIN PLAIN", password, lambda port: [b"AUTH PLAIN " + plain]),
        ("smtp", "LOGIN", "LOGIN", password, lambda port: [b"AUTH LOGIN", b64(USER), b64('s\u00e9 "q\\')]),
    ]
    for kind, name, offer, options, want in cases:
        heard = []

        def login(number, line):
            heard.append(line)
            if len(heard) < len(want(0)):
                return b"+ \r\n" if kind == "imap" else b"334 \r\n"
            return b"TAG OK\r\n" if kind == "imap" else b"235 welcome\r\n"
        serve = (Imap if kind == "imap" else Smtp)(offer, login)
        with servers.Scripted(serve) as server:
            status, _, words = (setting.imap if kind == "imap" else setting.smtp)(server, *options)
        tap.same("%s: %s" % (kind, name), (status, heard, words), (0, want(server.port), ""))


def test_quotes(tap, setting):
    heard = []

    def login(number, line):
        heard.append(line)
        return b"TAG OK\r\n"
    with servers.Scripted(Imap("", login)) as server:
        setting.imap(server, "--password-file=" + setting.secret('a"b\\c d'), user='u"x')
    tap.same("quotes and backslashes in LOGIN", heard, [b'LOGIN "u\\"x" "a\\"b\\\\c d"'])


def test_no_way(tap, setting):
    password = ["--password-file=" + setting.secret("p")]
    cases = [
        (Imap("LOGINDISABLED", None), setting.imap, password, "lets nobody log in"),
        (Imap("LOGINDISABLED AUTH=XOAUTH2", None), setting.imap, password, "oauth2 group"),
        (Imap("AUTH=PLAIN", None), setting.imap, token_options("t"), "only PLAIN"),
        (Imap("AUTH=GSSAPI AUTH=NTLM LOGINDISABLED", None), setting.imap, password, "only GSSAPI NTLM"),
        (Smtp("", None), setting.smtp, password, "smtp://, 587"),
        (Smtp("XOAUTH2", None), setting.smtp, password, "oauth2 group"),
        (Smtp("PLAIN LOGIN", None), setting.smtp, token_options("t"), "only PLAIN LOGIN"),
    ]
    for serve, drive, options, word in cases:
        with servers.Scripted(serve) as server:
            status, _, words = drive(server, *options)
            heard = b" ".join(server.heard)
        tap.ok("no way to log in: " + word, status == 77 and word in words and b"AUTH " not in heard and
               b"LOGIN" not in heard, "%d %s" % (status, words))


# -- Refusals --

# Protocol, what the server says to the login, exit status, a word of the advice. The words are those that servers use.
REFUSALS = [
    ("smtp", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit "
     "https://aka.ms/smtp_auth_disabled for more information. [X.prod.outlook.com]", 77, "Authenticated SMTP"),
    ("smtp", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.", 77,
     "Authenticated SMTP"),
    ("smtp", "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. "
     "Contact your administrator.", 77, "security defaults forbid"),
    ("smtp", "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated "
     "successfully. Contact your administrator.", 77, "A policy of your Microsoft 365"),
    ("smtp", "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.", 77, "second factor"),
    ("smtp", "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", 77, "Set up oauth2"),
    ("smtp", "535 5.7.3 Authentication unsuccessful [X.namprd03.prod.outlook.com]", 77, "SMTP.SendAsApp"),
    ("smtp", "550 5.7.30 Basic authentication is not supported for Client Submission.", 77, "retired passwords for sending"),
    ("smtp", "530 5.7.57 Client not authenticated to send mail.", 77, "wants a login"),
    ("smtp", "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information.",
     75, "three connections"),
    ("smtp", "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", 75, "slows this mailbox down"),
    ("smtp", "534-5.7.9 Application-specific password required. For more information, go to\r\n"
     "534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor x - gsmtp", 77, "app password"),
    ("smtp", "534-5.7.14 <https://accounts.google.com/signin/continue?x> Please log in via\r\n534-5.7.14 your web browser and "
     "then try again.\r\n534 5.7.14  https://support.google.com/mail/answer/78754 x - gsmtp", 77, "in a browser once"),
    ("smtp", "535-5.7.8 Username and Password not accepted. For more information, go to\r\n"
     "535 5.7.8  https://support.google.com/mail/?p=BadCredentials x - gsmtp", 77, "app password"),
    ("smtp", "535 5.7.8 Error: authentication failed: (reason unavailable)", 77, "User or password is wrong"),
    ("smtp", "454 4.7.0 Temporary authentication failure: Connection lost to authentication server", 75, "just now"),
    ("smtp", "454 4.7.0 Too many login attempts, please try again later. x - gsmtp", 75, "locks the account"),
    ("smtp", "421 4.7.0 Try again later, closing connection.", 75, "less at a time"),
    ("smtp", "535 Nein", 77, "Check user and password"),
    ("imap", "TAG NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", 77, "password or token is wrong"),
    ("imap", "TAG NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)",
     77, "app password"),
    ("imap", "* NO [WEBALERT https://accounts.google.com/x] Web login required.\r\nTAG NO [ALERT] Please log in via your web "
     "browser: https://support.google.com/mail/accounts/answer/78754 (Failure)", 77, "in a browser once"),
    ("imap", "TAG NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page (Failure)", 77,
     "Switch on IMAP"),
    ("imap", "TAG NO [ALERT] Too many simultaneous connections. (Failure)", 75, "Other programs hold connections"),
    ("imap", "TAG NO [LIMIT] Maximum number of connections from user+IP exceeded", 75, "Other programs hold connections"),
    ("imap", "TAG NO [UNAVAILABLE] Temporary authentication failure. [x:2026-09-01 10:00:00]", 75, "down"),
    ("imap", "TAG NO [INUSE] Mailbox in use", 75, "Another program"),
    ("imap", "TAG NO [OVERQUOTA] Account is over quota", 78, "mailbox is full"),
    ("imap", "TAG NO [EXPIRED] Password expired", 77, "set a new one"),
    ("imap", "TAG NO [CONTACTADMIN] Account disabled", 77, "administrator"),
    ("imap", "TAG NO [AUTHORIZATIONFAILED] not yours", 77, "may not open"),
    ("imap", "TAG NO [PRIVACYREQUIRED] TLS first", 78, "wants TLS"),
    ("imap", "TAG NO AUTHENTICATE failed.", 77, "IMAP.AccessAsApp"),
    ("imap", "TAG NO LOGIN failed.", 77, "Check user and password"),
    ("imap", "* BYE Basic authentication is disabled.", 77, "retired passwords for reading"),
    ("imap", "* BYE Server is going down", 75, "later"),
    ("imap", "TAG BAD User is authenticated but not connected.", 77, "Add-MailboxPermission"),
    ("imap", "TAG BAD Server Unavailable. 15", 75, "Exchange is not ready"),
    ("imap", "TAG NO [ALERT] Account exceeded command or bandwidth limits. (Failure)", 75, "so much a day"),
    ("imap", "TAG NO [THROTTLED] slow down", 75, "slows this mailbox"),
    ("imap", "TAG NO [SERVERBUG] oops", 75, "fault of its own"),
]


def test_refusals(tap, setting):
    password = ["--password-file=" + setting.secret("p")]
    for kind, said, want, advice in REFUSALS:
        serve = (Imap if kind == "imap" else Smtp)("AUTH=PLAIN SASL-IR" if kind == "imap" else "PLAIN",
                                                    lambda number, line: said.encode() + b"\r\n")
        with servers.Scripted(Closing(serve) if "* BYE" in said else serve) as server:
            status, _, words = (setting.imap if kind == "imap" else setting.smtp)(server, *password)
            logins = [line for line in server.heard if b"PLAIN" in line]
        own = said.replace("TAG ", "").split("\r\n")[-1].split("  ")[-1]
        tap.ok("%s: %s" % (kind, own[:60]), status == want and advice in words and own in words and len(logins) == 1,
               "%d %d logins: %s" % (status, len(logins), words))


class Closing:
    """Closes the connection after a BYE."""

    def __init__(self, serve):
        self.serve = serve

    def __call__(self, number, send, lines):
        class Over(OSError):
            pass

        def once(text):
            send(text)
            if text.startswith(b"* BYE"):
                raise Over
        self.serve(number, once, lines)


def test_challenges(tap, setting):
    """A token that is refused: the challenge that tells why is read and acknowledged, and the answer is waited for."""
    told = challenge(status="401", schemes="Bearer", scope="https://mail.example.org/")
    for kind, offer, acknowledged in (("imap", "AUTH=XOAUTH2 SASL-IR", b""), ("imap", "AUTH=OAUTHBEARER SASL-IR", b"AQ=="),
                                      ("smtp", "XOAUTH2", b""), ("smtp", "OAUTHBEARER", b"AQ==")):
        heard = []

        def login(number, line):
            heard.append(line)
            if line.startswith((b"AUTH",)):
                return (b"+ " if kind == "imap" else b"334 ") + told + b"\r\n"
            return b"TAG NO [AUTHENTICATIONFAILED] Sorry\r\n" if kind == "imap" else b"535 5.7.8 Sorry\r\n"
        with servers.Scripted((Imap if kind == "imap" else Smtp)(offer, login)) as server:
            status, _, words = (setting.imap if kind == "imap" else setting.smtp)(server, *token_options("tok-2"))
        tap.ok("%s %s: the challenge" % (kind, offer), status == 77 and heard[1:] == [acknowledged] and
               "Sorry (status 401, scope https://mail.example.org/)" in words and "tok-2" not in words,
               "%d %r %s" % (status, heard, words))
    with servers.Scripted(Imap("AUTH=PLAIN SASL-IR", lambda number, line: b"TAG BAD off\r\n" if line == b"*" else b"+ more\r\n")
                          ) as server:
        status, _, words = setting.imap(server, "--password-file=" + setting.secret("p"))
        tap.ok("a prompt too many is broken off", status == 77 and "BAD off" in words, words)
    with servers.Scripted(Imap("AUTH=PLAIN SASL-IR", lambda number, line: b"* OK wait\r\n" * 300)) as server:
        status, _, words = setting.imap(server, "--password-file=" + setting.secret("p"))
        tap.ok("a server that only talks", status == 69 and "does not stop" in words, words)


# -- Tokens --

class TokenServer:
    """`answers` are given in turn, the last one for ever: (status, object or text, headers). What was asked is in `asked`."""

    def __init__(self, authority=None):
        self.answers, self.asked = [], []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                outer.asked.append({name: values[0] for name, values in urllib.parse.parse_qs(body).items()})
                status, answer, headers = outer.answers.pop(0) if len(outer.answers) > 1 else outer.answers[0]
                text = answer if isinstance(answer, str) else json.dumps(answer)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_):
                pass
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if authority:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(authority.cert, authority.key)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = "%s://localhost:%d/oauth2/token" % ("https" if authority else "http", self.server.server_port)

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def gives(self, *answers):
        self.answers, self.asked = [answer if isinstance(answer, tuple) else (200, answer, {}) for answer in answers], []


def accept(*tokens):
    """A login that takes these tokens alone; what was tried is in .tried."""
    def login(number, line):
        token = base64.b64decode(line.split(b" ")[-1]).split(b"Bearer ")[-1].rstrip(b"\1").decode()
        login.tried.append(token)
        if token in tokens:
            return b"TAG OK\r\n" if login.imap else b"235 ok\r\n"
        return b"TAG NO [AUTHENTICATIONFAILED] old\r\n" if login.imap else b"535 5.7.8 old\r\n"
    login.tried, login.imap = [], True
    return login


def oauth(setting, tokens, *more):
    return ["--token-url=" + tokens.url, "--client-id=app", "--client-secret-file=" + setting.folder.write("client", "top&secret\n"),
            *more]


def test_tokens(tap, setting):
    ca = "--token-ca-file=" + setting.authority.ca
    with TokenServer(setting.authority) as tokens:
        tokens.gives({"access_token": "one", "expires_in": 3600, "token_type": "Bearer"})
        login = accept("one")
        with servers.Scripted(Imap("AUTH=XOAUTH2 SASL-IR", login)) as server:
            status, _, words = setting.imap(server, *oauth(setting, tokens, ca))
            tap.same("client_credentials over https with an authority of one's own", (status, tokens.asked, words),
                     (0, [{"grant_type": "client_credentials", "client_id": "app", "client_secret": "top&secret"}], ""))
            status, _, words = setting.imap(server, *oauth(setting, tokens))
            tap.ok("an authority that is not known", status == 69 and "certificate" in words and "ca_file of oauth2" in words,
                   "%d %s" % (status, words))
        login = accept("two")
        tokens.gives({"access_token": "one", "expires_in": 3600}, {"access_token": "two", "expires_in": 3600})
        with servers.Scripted(Imap("AUTH=XOAUTH2 SASL-IR", login)) as server:
            status, _, words = setting.imap(server, *oauth(setting, tokens, ca))
            tap.same("a token that is refused is renewed", (status, login.tried, words), (0, ["one", "two"], ""))
        login = accept("other")
        tokens.gives({"access_token": "one", "expires_in": 3600}, {"access_token": "two", "expires_in": 3600})
        with servers.Scripted(Imap("AUTH=XOAUTH2 SASL-IR", login)) as server:
            status, _, words = setting.imap(server, *oauth(setting, tokens, ca))
            tap.same("once", (status, login.tried), (77, ["one", "two"]))
        login = accept("two")
        login.imap = False
        tokens.gives({"access_token": "one", "expires_in": 3600}, {"access_token": "two", "expires_in": 3600})
        with servers.Scripted(Smtp("XOAUTH2", login)) as server:
            status, _, words = setting.smtp(server, *oauth(setting, tokens, ca))
            tap.same("over SMTP too", (status, login.tried, words), (0, ["one", "two"], ""))
        login = accept("other")
        tokens.gives({"access_token": "one"})
        with servers.Scripted(Imap("AUTH=XOAUTH2 SASL-IR", login)) as server:
            setting.imap(server, *oauth(setting, tokens, ca))
            tap.same("the same token is not tried twice", (login.tried, len(tokens.asked)), (["one"], 2))


def test_life(tap, setting):
    """Exchange ends the connection when the token ends: the next one has a new token; a token that is good is kept."""
    def serve(number, send, lines):
        Imap("AUTH=XOAUTH2 SASL-IR", login)(number, send, until_select(number, send, lines))

    def until_select(number, send, lines):
        for line in lines:
            if number == 0 and b"SELECT" in line:
                send(b"* BYE Session invalidated - AccessTokenExpired\r\n")
                return
            yield line
    with TokenServer() as tokens:
        login = accept("one", "two")
        tokens.gives({"access_token": "one", "expires_in": 3600}, {"access_token": "two", "expires_in": 3600})
        with servers.Scripted(serve) as server:
            status, _, words = setting.imap(server, *oauth(setting, tokens))
            tap.same("AccessTokenExpired: a new token, once", (status, login.tried, words), (0, ["one", "two"], ""))

    with TokenServer() as tokens:
        for seconds, want in ((3600, 1), ("3600", 1), (0, 2), (None, 2)):
            login = accept("one")
            tokens.gives({"access_token": "one", **({} if seconds is None else {"expires_in": seconds})})
            with servers.Scripted(Imap("AUTH=XOAUTH2 SASL-IR", login)) as server:
                status, _, words = harness.drive("--url=imap://127.0.0.1:%d/INBOX" % server.port, "--user=" + USER, "--clear",
                                                 *oauth(setting, tokens), "again")
            tap.same("two logins, expires_in %r" % seconds, (status, login.tried, len(tokens.asked), words),
                     (0, ["one", "one"], want, ""))


def test_refresh(tap, setting):
    path = setting.folder.write("state/refresh", "r1\n")
    with TokenServer() as tokens:
        options = oauth(setting, tokens, "--grant=refresh_token", "--refresh-token-file=" + path)
        login = accept("one", "two")
        with servers.Scripted(Imap("AUTH=XOAUTH2 SASL-IR", login)) as server:
            tokens.gives({"access_token": "one", "refresh_token": "r2", "expires_in": 3600})
            status, _, words = setting.imap(server, *options)
            with open(path, encoding="utf-8") as file:
                kept = file.read()
            tap.same("a renewed refresh token is written back", (status, tokens.asked[0]["refresh_token"], kept, words,
                                                                 oct(os.stat(path).st_mode & 0o777), os.listdir(os.path.dirname(path))),
                     (0, "r1", "r2", "", "0o600", ["refresh"]))
            inode = os.stat(path).st_ino
            tokens.gives({"access_token": "one", "refresh_token": "r2", "expires_in": 3600})
            setting.imap(server, *options)
            tap.same("the same one is not", os.stat(path).st_ino, inode)
    status, _, words = harness.drive("--url=imap://127.0.0.1:1/INBOX", "--user=" + USER, "--clear", *options[:-1],
                                     "--refresh-token-file=/nowhere", "fetch")
    tap.ok("a refresh token's file that is missing", status == 78 and "/nowhere" in words, "%d %s" % (status, words))


def test_refresh_unwritable(tap, setting):
    """A folder in which nothing can be made (a file system that is read-only): said, and the token in hand is used, also the
    renewed refresh token, which this process remembers."""
    path = "/proc/sys/kernel/hostname"  # a file that is there, readable, and cannot be replaced
    with open(path, encoding="utf-8") as file:
        old = file.readline().strip()
    with TokenServer() as tokens:
        login = accept("one", "two")
        tokens.gives({"access_token": "one", "refresh_token": "r3"}, {"access_token": "two", "refresh_token": "r4"})
        with servers.Scripted(Imap("AUTH=XOAUTH2 SASL-IR", login)) as server:
            status, _, words = harness.drive("--url=imap://127.0.0.1:%d/INBOX" % server.port, "--user=" + USER, "--clear",
                                             *oauth(setting, tokens, "--grant=refresh_token", "--refresh-token-file=" + path),
                                             "again")
    tap.ok("a renewed refresh token that cannot be kept", status == 0 and "cannot be kept" in words and "r3" not in words and
           [asked["refresh_token"] for asked in tokens.asked] == [old, "r3"] and login.tried == ["one", "two"],
           "%d %s %r" % (status, words, tokens.asked))


def error(code, description, status=400):
    return (status, {"error": code, "error_description": description}, {})


TOKEN_FAULTS = [
    (error("invalid_client", "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the "
           "client secret value, not the client secret ID", 401), 77, "its Value, not its Secret ID"),
    (error("invalid_client", "AADSTS7000222: The provided client secret keys for app 'x' are expired.", 401), 77, "has expired"),
    (error("unauthorized_client", "AADSTS700016: Application with identifier 'x' was not found in the directory 'y'."), 77,
     "Application ID"),
    (error("invalid_request", "AADSTS90002: Tenant 'x' not found."), 77, "no such tenant"),
    (error("invalid_grant", "AADSTS700082: The refresh token has expired due to inactivity."), 77, "not used for too long"),
    (error("invalid_grant", "AADSTS50173: The provided grant has expired due to it being revoked"), 77, "password was changed"),
    (error("invalid_grant", "AADSTS65001: The user or administrator has not consented to use the application"), 77, "consent"),
    (error("invalid_grant", "Token has been expired or revoked."), 77, "sign in as this mailbox once more"),
    (error("invalid_client", "The OAuth client was not found.", 401), 77, "does not know this client_id"),
    (error("invalid_scope", "AADSTS70011: The provided request must include a 'scope' input parameter."), 77, ".default"),
    (error("invalid_scope", "no"), 77, "Check scope"),
    (error("unsupported_grant_type", "no"), 77, "check grant"),
    (error("strange", "something new"), 77, "something new"),
    ((429, {"error": "temporarily_unavailable"}, {"Retry-After": "17"}), 75, "in 17 seconds"),
    ((503, "<html>busy</html>", {"Retry-After": "5"}), 75, "in 5 seconds"),
    ((500, "", {}), 75, "status 500"),
    ((200, "<html><title>Sign in</title></html>", {}), 78, "correct token_url"),
    ((404, "<html>none</html>", {}), 78, "correct token_url"),
    ((200, {"token_type": "Bearer"}, {}), 78, "holds no token"),
    ((302, "", {"Location": "https://elsewhere.example.org/"}), 78, "sends one on to https://elsewhere.example.org/"),
]


def test_token_faults(tap, setting):
    with TokenServer() as tokens, servers.Scripted(Imap("AUTH=XOAUTH2", None)) as server:
        for answer, want, word in TOKEN_FAULTS:
            tokens.gives(answer)
            status, _, words = setting.imap(server, *oauth(setting, tokens))
            tap.ok("token server: " + word, status == want and word in words and "top&secret" not in words and
                   len(tokens.asked) == 1 and "mailbox" in words, "%d %s" % (status, words))
        tokens.gives((429, {}, {"Retry-After": "30"}))
        status, _, words = harness.drive("--url=imap://127.0.0.1:%d/INBOX" % server.port, "--user=" + USER, "--clear",
                                         *oauth(setting, tokens), "again")
        tap.ok("Retry-After is kept to", status == 75 and len(tokens.asked) == 1 and "before" in words, words)
        for url in ("http://127.0.0.1.example.org/t", "http://192.0.2.1/t", "ftp://localhost/t"):
            status, _, words = setting.imap(server, *["--token-url=" + url, "--client-id=app"])
            tap.ok("no secret goes to " + url, status == 78 and "https" in words, "%d %s" % (status, words))


# -- TLS --

def test_starttls(tap, setting):
    """STARTTLS that is refused, missing, or answered with something slipped in: nothing of a login is ever said in clear."""
    password = ["--password-file=" + setting.secret("hunter2"), "--ca-file=" + setting.authority.ca]

    def imap(answer, capability=b"STARTTLS AUTH=PLAIN"):
        def serve(number, send, lines):
            send(b"* OK [CAPABILITY IMAP4rev1 %s] hello\r\n" % capability)
            for line in lines:
                tag, _, rest = line.partition(b" ")
                if rest == b"CAPABILITY":
                    send(b"* CAPABILITY IMAP4rev1 %s\r\n%s OK\r\n" % (capability, tag))
                elif rest == b"STARTTLS":
                    send(answer.replace(b"TAG", tag))
                else:
                    send(tag + b" OK\r\n")
        return serve

    def smtp(answer, extension=b"250-STARTTLS\r\n"):
        def serve(number, send, lines):
            send(b"220 hello\r\n")
            for line in lines:
                if line.startswith(b"EHLO"):
                    send(b"250-x\r\n" + extension + b"250 AUTH PLAIN LOGIN\r\n")
                else:
                    send(answer if line == b"STARTTLS" else b"250 ok\r\n")
        return serve
    cases = [
        ("imap: not offered", imap(b"", b"AUTH=PLAIN")), ("imap: NO", imap(b"TAG NO not today\r\n")),
        ("imap: BAD", imap(b"TAG BAD what\r\n")), ("imap: OK, and no TLS", imap(b"TAG OK go\r\n* OK hello\r\n")),
        ("imap: slipped in", imap(b"TAG OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nA003 OK\r\n")),
        ("smtp: not offered", smtp(b"", b"")), ("smtp: 454", smtp(b"454 4.7.0 TLS not available\r\n")),
        ("smtp: 502", smtp(b"502 what\r\n")), ("smtp: slipped in", smtp(b"220 go\r\n250-x\r\n250 AUTH PLAIN\r\n235 ok\r\n")),
    ]
    for name, serve in cases:
        with servers.Scripted(serve) as server:
            kind = name[:4]
            status, _, words = harness.drive("--url=%s://localhost:%d" % (kind, server.port), "--user=" + USER, *password,
                                             *(["fetch"] if kind == "imap" else ["send", setting.mail, USER, "a@example.org"]))
            heard = b"\n".join(server.heard)
        tap.ok("STARTTLS, " + name, status in (69, 75) and b"LOGIN" not in heard and b"AUTH" not in heard and
               b64("hunter2") not in heard and words, "%d %s %r" % (status, words, heard))


def test_certificates(tap, setting):
    password = ["--password-file=" + setting.secret(servers.PASSWORD)]
    cases = [
        ("another host's", servers.Authority(setting.folder, "host", names_for="DNS:other.example.org"), True, "other.example.org"),
        ("an expired one", servers.Authority(setting.folder, "old", days=0), True, "expired"),
        ("another authority's", servers.Authority(setting.folder, "alien"), False, "ca_file of submission"),
    ]
    for name, authority, own_ca, word in cases:
        for tls in ("implicit", "starttls"):
            with servers.Sink(authority, tls) as sink:
                ca = authority.ca if own_ca else setting.authority.ca
                status, _, words = harness.drive("--url=" + sink.url, "--user=u", *password, "--ca-file=" + ca, "send",
                                                 setting.mail, USER, "a@example.org")
                tap.ok("a certificate, %s, %s" % (name, tls), status == 69 and "certificate" in words and not sink.mails,
                       "%d %s" % (status, words))
    status, _, words = harness.drive("--url=smtps://localhost:1", "--user=u", *password, "--ca-file=/nowhere.pem", "send",
                                     setting.mail, USER, "a@example.org")
    tap.ok("a ca_file that is not there", status in (69, 78) and words, "%d %s" % (status, words))


def main():
    tap = harness.Tap()
    with servers.Folder() as folder:
        setting = Setting(folder)
        for test in (test_mechanisms, test_quotes, test_no_way, test_refusals, test_challenges, test_tokens, test_life,
                     test_refresh, test_refresh_unwritable, test_token_faults, test_starttls, test_certificates):
            test(tap, setting)
    tap.end()


main()
