# SPDX-License-Identifier: GPL-3.0-or-later
"""Partnerships that share one Dovecot and one SMTP sink on this machine, each with a mailbox of its own, so that a test may try a
pass hundreds of times from the same state. In clear, so that a relay may stand between. Tests nothing itself."""
import datetime
import email.policy
import itertools
import os
import shutil
import subprocess
import tempfile

import crashing
import harness
import servers
from harness import same

ENDS = ('url = "imap://127.0.0.1:{imap}/INBOX"; tls = "off"; user = "{user}"; password_file = "{secret}"; processed = "Processed"',
        'url = "smtp://127.0.0.1:{smtp}"; tls = "off"; user = "{user}"; password_file = "{secret}"; per_minute = 0')
INBOXES = ("INBOX", "Junk", "Processed")


class House:
    """The servers."""

    def __init__(self, capability=""):
        self.folder = servers.Folder()
        authority = servers.Authority(self.folder)
        self.secret = self.folder.write("password", servers.PASSWORD + "\n")
        self.dovecot = servers.Dovecot(self.folder, authority, capability)
        self.sink = servers.Sink(authority, tls="off")
        self.users = ("user%d" % n for n in itertools.count(1))

    def __enter__(self):
        self.dovecot.start()
        self.sink.controller.start()
        return self

    def __exit__(self, *_):
        self.sink.controller.stop()
        self.dovecot.stop()
        self.folder.__exit__()

    def home(self, user):
        return self.folder.file("mail/" + user)


class Site(harness.Site):
    def __init__(self, house, **others):
        self.house, self.user = house, next(house.users)
        self.before, self.start = [], len(house.sink.mails)
        self.ports = (house.dovecot.imap, house.sink.port)
        mailbox, submission = (end.format(imap=self.ports[0], smtp=self.ports[1], user=self.user, secret=house.secret) for end in ENDS)
        super().__init__(mailbox=mailbox, submission=submission, **others)

    def through(self, imap=None, smtp=None):
        """The ends are reached by other ports: of relays."""
        ports = (imap or self.house.dovecot.imap, smtp or self.house.sink.port)
        config = harness.read(self.config)
        for old, new in zip(self.ports, ports):
            config = config.replace("127.0.0.1:%d" % old, "127.0.0.1:%d" % new)
        self.write("mentord.conf", config)
        self.ports = ports

    def sent(self):
        return [harness.Sent(b"Delivered-To: %s\r\n" % to.encode() + raw)
                for _, to, raw in self.before + self.house.sink.mails[self.start:]]

    def fresh(self):
        mails = self.sent()
        new = [mail for mail in mails if (mail.id, mail.to) not in self.seen]
        self.seen.update((mail.id, mail.to) for mail in new)
        return new

    def deliver(self, message, received, folder="INBOX"):
        raw = message if isinstance(message, bytes) else message.as_bytes(policy=email.policy.SMTP)
        self.house.dovecot.append(self.user, [(raw, datetime.datetime.fromisoformat(received).timestamp())], folder)

    def held(self, folder="INBOX"):
        return self.house.dovecot.messages(self.user, folder)

    def end(self):
        """What stands, without what is drawn by lot. A mail may have come twice, as the same bytes."""
        found = crashing.rows_of(self)
        found["mails"] = crashing.alike(self.sent(), "on SMTP")
        for folder in INBOXES:
            held = sorted(content for _, content in self.held(folder))
            found[folder] = sorted(set(held)) if folder == "Processed" else held  # a copy that was cut off may lie there twice
        return found


class Copy(Site):
    """Another site as it stands, with a copy of its mailbox."""

    def __init__(self, original):
        self.house, self.user, self.ports = original.house, next(original.house.users), original.ports
        self.before = original.before + self.house.sink.mails[original.start:original.stop]
        self.start = len(self.house.sink.mails)
        self.seen = set()
        self.folder = tempfile.mkdtemp(prefix="mentord-e2e-")
        shutil.rmtree(self.folder)
        shutil.copytree(original.folder, self.folder)
        self.config = self.file("mentord.conf")
        config = harness.read(self.config).replace(original.folder, self.folder)
        self.write("mentord.conf", config.replace('user = "%s"' % original.user, 'user = "%s"' % self.user))
        if os.path.isdir(self.house.home(original.user)):
            subprocess.run(["cp", "-a", self.house.home(original.user), self.house.home(self.user)], check=True)


def frozen(site):
    """Marks @site as the one that copies are made of: what is sent from now on is theirs."""
    site.stop = len(site.house.sink.mails)
    same("mails on their way", site.stop >= site.start, True)
    return site
