# SPDX-License-Identifier: GPL-3.0-or-later
"""A partnership whose ends are a private Dovecot and a private SMTP server on this machine, over TLS. For the tests of IMAP and
for the demonstration; tests nothing itself."""
import datetime
import email.policy

import harness
import servers

USER = "mentors"


class ServedSite(harness.Site):
    """Use with `with`: servers come up and go down with it."""

    def __init__(self, password=servers.PASSWORD, **others):
        self.servers = servers.Folder()
        self.authority = servers.Authority(self.servers)
        self.dovecot = servers.Dovecot(self.servers, self.authority)
        self.sink = servers.Sink(self.authority)
        self.port = self.sink.port
        secret = self.servers.write("password", password + "\n")
        common = 'user = "%s"; password_file = "%s"; ca_file = "%s"' % (USER, secret, self.authority.ca)
        super().__init__(mailbox='url = "imaps://localhost:%d/INBOX"; %s; processed = "Processed"' % (self.dovecot.imaps, common),
                         submission='url = "%s"; %s; per_minute = 0' % (self.sink.url.replace("127.0.0.1", "localhost"), common), **others)
        self.taken = 0

    def __enter__(self):
        self.dovecot.start()
        self.sink.controller.start()
        return self

    def __exit__(self, *anything):
        self.sink.controller.stop()
        self.dovecot.stop()
        self.servers.__exit__(*anything)
        super().__exit__(*anything)

    def serve(self):
        """Another SMTP server at the same place, after the first was stopped; what the first took is kept."""
        taken = self.sink.mails
        self.sink = servers.Sink(self.authority, port=self.port)
        self.sink.mails = taken
        self.sink.controller.start()

    def sent(self):
        return [harness.Sent(b"Delivered-To: %s\r\n" % to.encode() + raw) for _, to, raw in self.sink.mails]

    def fresh(self):
        mails = self.sent()[self.taken:]
        self.taken += len(mails)
        return mails

    def deliver(self, message, received, folder="INBOX"):
        raw = message if isinstance(message, bytes) else message.as_bytes(policy=email.policy.SMTP)
        when = datetime.datetime.fromisoformat(received).timestamp()
        self.dovecot.append(USER, [(raw, when)], folder)

    def held(self, folder="INBOX"):
        return self.dovecot.messages(USER, folder)


def missing():
    """In words what this machine lacks for these servers; None: nothing."""
    try:
        import aiosmtpd  # noqa: F401
    except ImportError:
        return "the Python module aiosmtpd is not installed"
    return None if servers.Dovecot.program else "dovecot is not installed"
