# SPDX-License-Identifier: GPL-3.0-or-later
"""Real servers for tests, private to one folder and on free loopback ports: a certificate authority, Dovecot (IMAP with TLS,
passwords and OAuth tokens) and an SMTP sink (aiosmtpd, with TLS and AUTH). They work for root, who runs Dovecot as nobody, and
for any other user. Each is a context manager."""
import base64
import hashlib
import hmac
import imaplib
import json
import logging
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import warnings

PATIENCE = 30  # seconds that a server may take to come up or go down
PASSWORD = "secret"
TOKEN_KEY = b"test-hmac-key-0123456789abcdef01"


def free_port():
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, what):
    """Polls until condition() is true; an error after PATIENCE seconds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError("waited in vain for " + what)
        time.sleep(0.02)


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


class Folder:
    """A temporary folder that the servers' user owns; the other servers live in it."""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix="mentord-servers-")
        self.user = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        os.chmod(self.path, 0o755)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def file(self, name):
        return os.path.join(self.path, name)

    def write(self, name, text, mode=0o600):
        path = self.file(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, mode)
        return path

    def hand_over(self):
        """Gives everything to the servers' user."""
        for folder, _, names in os.walk(self.path):
            for path in [folder] + [os.path.join(folder, name) for name in names]:
                os.chown(path, self.user.pw_uid, self.user.pw_gid)


class Authority:
    """A certificate authority and one server certificate, for localhost and 127.0.0.1 unless `names_for` says for what else; with
    0 `days` it has expired."""

    def __init__(self, folder, name="ca", names_for="DNS:localhost,IP:127.0.0.1", days=30):
        self.ca, self.cert, self.key = (folder.file(name + "-" + part) for part in ("ca.pem", "cert.pem", "key.pem"))
        ca_key, request, names = (folder.file(name + "-" + part) for part in ("ca.key", "csr.pem", "names"))
        folder.write(name + "-names", "subjectAltName=%s\n" % names_for)
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        self.run(["req", "-x509", *curve, "-days", "30", "-subj", "/CN=mentord test CA", "-keyout", ca_key,
                  "-out", self.ca])
        self.run(["req", *curve, "-subj", "/CN=localhost", "-keyout", self.key, "-out", request])
        self.run(["x509", "-req", "-in", request, "-CA", self.ca, "-CAkey", ca_key, "-CAcreateserial", "-days", str(days),
                  "-extfile", names, "-out", self.cert])
        os.chmod(self.ca, 0o644)

    @staticmethod
    def run(arguments):
        subprocess.run(["openssl", *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {path}/run
state_dir = {path}/state
log_path = {path}/dovecot.log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 100
ssl = yes
ssl_cert = <{cert}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
imap_capability = {capability}
mail_location = maildir:~/Maildir
passdb {{
  driver = static
  args = password={password}
  mechanisms = plain login
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {path}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={path}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service anvil {{
  chroot =
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  client_limit = 1000
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
"""


class Dovecot:
    """Every user name exists, with PASSWORD, and has a mailbox of its own. imap: plain and STARTTLS; imaps: TLS."""

    program = shutil.which("dovecot", path="/usr/sbin:/usr/bin")

    def __init__(self, folder, authority, capability=""):
        self.folder, self.authority = folder, authority
        self.imap, self.imaps = free_port(), free_port()
        self.process = None
        group = subprocess.run(["id", "-gn", folder.user.pw_name], check=True, capture_output=True, text=True).stdout
        for name in ("run", "state", "mail", "keys/default/HS256"):
            os.makedirs(folder.file(name), exist_ok=True)
        folder.write("keys/default/HS256/default", base64.b64encode(TOKEN_KEY).decode())
        folder.write("oauth2.conf", "introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix=%s/keys/\n"
                     "username_attribute = sub\n" % folder.path)
        self.config = folder.write("dovecot.conf", CONFIG.format(
            path=folder.path, user=folder.user.pw_name, group=group.strip(), password=PASSWORD, cert=authority.cert,
            key=authority.key, imap=self.imap, imaps=self.imaps, capability=capability))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        self.folder.hand_over()
        command = [self.program, "-F", "-c", self.config]
        if os.getuid() == 0:
            user = self.folder.user
            command = ["setpriv", "--reuid=%d" % user.pw_uid, "--regid=%d" % user.pw_gid, "--clear-groups", "--"] + command
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: answers(self.imap) and answers(self.imaps), "Dovecot; see " + self.folder.file("dovecot.log"))

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(PATIENCE)
            self.process = None

    def client(self, user):
        """imaplib's client, logged in."""
        context = ssl.create_default_context(cafile=self.authority.ca)
        client = imaplib.IMAP4_SSL("127.0.0.1", self.imaps, ssl_context=context)
        client.login(user, PASSWORD)
        return client

    def append(self, user, messages, folder="INBOX"):
        """messages: (bytes with CRLF, seconds since 1970) each."""
        client = self.client(user)
        client.create(folder)
        for raw, when in messages:
            client.append(folder, None, imaplib.Time2Internaldate(time.localtime(when)), raw)
        client.logout()

    def messages(self, user, folder="INBOX"):
        """[(flags, bytes)] of what the folder holds; [] if there is none."""
        client = self.client(user)
        found = []
        if client.select('"%s"' % folder, readonly=True)[0] == "OK":
            for number in client.search(None, "ALL")[1][0].split():
                answer = client.fetch(number, "(FLAGS BODY.PEEK[])")[1][0]
                found.append((imaplib.ParseFlags(answer[0]), answer[1]))
        client.logout()
        return found

    def token(self, user, seconds=3600):
        """An access token that Dovecot takes for that long."""
        def part(data):
            return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
        now = int(time.time())
        head = part(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "default"}).encode())
        body = part(json.dumps({"sub": user, "azp": "default", "iat": now - 5, "nbf": now - 5, "exp": now + seconds,
                                "scope": "mail"}).encode())
        signed = head + "." + body
        return signed + "." + part(hmac.new(TOKEN_KEY, signed.encode(), hashlib.sha256).digest())


class Sink:
    """An SMTP server that keeps what it is given: `mails` is a list of (sender, recipient, bytes). tls: "implicit",
    "starttls" or "off"; with `auth`, users log in with PASSWORD. `answer` maps "MAIL", "RCPT" or "DATA" to a function of
    the address or bytes that returns a reply to give instead, or None."""

    def __init__(self, authority, tls="implicit", auth=True, pipelining=True, answer=None, port=None):
        from aiosmtpd.controller import Controller
        from aiosmtpd.smtp import SMTP, AuthResult
        warnings.simplefilter("ignore")
        logging.getLogger("mail.log").setLevel(logging.CRITICAL)
        sink = self
        self.mails, self.sessions, self.answer = [], 0, answer or {}
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(authority.cert, authority.key)

        def judge(phase, value):
            return self.answer.get(phase, lambda _: None)(value)

        class Handler:
            async def handle_EHLO(self, server, session, envelope, hostname, responses):
                session.host_name, sink.helo = hostname, hostname
                sink.sessions += 1
                return responses[:-1] + (["250-PIPELINING"] if pipelining else []) + responses[-1:]

            async def handle_MAIL(self, server, session, envelope, address, options):
                refusal = judge("MAIL", address)
                if not refusal:
                    envelope.mail_from = address
                return refusal or "250 OK"

            async def handle_RCPT(self, server, session, envelope, address, options):
                refusal = judge("RCPT", address)
                if not refusal:
                    envelope.rcpt_tos.append(address)
                return refusal or "250 OK"

            async def handle_DATA(self, server, session, envelope):
                refusal = judge("DATA", envelope.content)
                if not refusal:
                    sink.mails += [(envelope.mail_from, to, envelope.content) for to in envelope.rcpt_tos]
                return refusal or "250 queued"

        def authenticate(server, session, envelope, mechanism, data):
            good = data.password == PASSWORD.encode()
            return AuthResult(success=good, handled=good)

        login = {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False} if auth else {}

        class Server(Controller):
            def factory(self):
                return SMTP(Handler(), hostname="localhost", data_size_limit=50 << 20,
                            tls_context=context if tls == "starttls" else None,
                            require_starttls=tls == "starttls", **login)

        self.port = port or free_port()
        scheme = "smtps" if tls == "implicit" else "smtp"
        self.url = "%s://127.0.0.1:%d" % (scheme, self.port)
        self.controller = Server(Handler(), hostname="127.0.0.1", port=self.port,
                                 ssl_context=context if tls == "implicit" else None)

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()


class Scripted:
    """A server that misbehaves as told: serve(number, send, lines) is called for each connection, in its own thread, with the
    connection's number from 0, a function that sends bytes, and an iterator over the client's lines. When it returns, the
    connection is closed. What clients said is in `heard`, lines without line ends."""

    def __init__(self, serve, port=0):
        self.serve, self.heard, self.connections = serve, [], 0
        self.socket = socket.create_server(("127.0.0.1", port))
        self.port = self.socket.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()

    def accept(self):
        while True:
            try:
                connection = self.socket.accept()[0]
            except OSError:
                return
            connection.settimeout(PATIENCE)
            threading.Thread(target=self.talk, args=(connection, self.connections), daemon=True).start()
            self.connections += 1

    def lines(self, file):
        for line in file:
            self.heard.append(line.rstrip(b"\r\n"))
            yield self.heard[-1]

    def talk(self, connection, number):
        with connection, connection.makefile("rb") as file:
            try:
                self.serve(number, connection.sendall, self.lines(file))
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):  # no reset: what was sent must arrive
                    pass
            except OSError:
                pass
