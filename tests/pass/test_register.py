#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""register: two providers exchange signed files; only those who consent are in them, and who withdraws is gone with the next.
Prints TAP."""
import base64
import json
import os
import sys

sys.path.insert(0, os.path.join(os.environ.get("TOP_SRCDIR") or os.path.join(os.path.dirname(__file__), "..", ".."), "tests", "e2e"))
import harness  # noqa: E402
from harness import SOURCE, check, fill, read, reply, same  # noqa: E402

QUESTION = "I have read the Mentor Handbook for my phase"
AMY, BEN = "amy.brown@example.sch.uk", "ben.clark@example.sch.uk"
ASKED = "2026-10-08T12:00:00+01:00"
REPORT = 'reports = ( { id = "register"; kind = "register"; award = "introduction"; share = "handbook"; every = "month"; to = "office"; },'


def scheme():
    text = read(os.path.join(SOURCE, "conf", "schemes", "bcu.conf"))
    check("reports are there", "reports = (" in text)
    return text.replace("reports = (", REPORT, 1)


class Provider(harness.Site):
    """Amy and Ben hold a certificate; the report's field is one that both answer with yes or no."""

    def __init__(self):
        super().__init__(scheme=scheme())
        self.partners = ""
        self.configure()
        self.key = self.mentord("register", "key").out.strip()

    def configure(self):
        config = read(self.config).split("register =")[0]
        self.write("mentord.conf", config + 'register = { key_file = "register.key"; partners = ( %s ); };\n' % self.partners)

    def trust(self, name, key):
        self.partners = '{ name = "%s"; key = "%s"; }' % (name, key)
        self.configure()

    def certify(self, agreed):
        self.requests = {mail.to: mail for mail in self.once(ASKED) if mail.template == "tracker-request"}
        for address, says in agreed.items():
            answers = dict(harness.TRACKER, **{QUESTION: "Yes" if says else "No"})
            document = fill(self.requests[address].attached(".docx"), answers)
            self.deliver(reply(self.requests[address], "Here.", [("tracker.docx", document)]), "2026-10-09T10:00:00+01:00")
        self.once("2026-10-09T10:05:00+01:00")

    def says(self, address, words):
        self.deliver(reply(self.requests[address], words), "2026-11-20T10:00:00+00:00")
        self.once("2026-11-20T10:05:00+00:00")

    def export(self, now, name):
        path = self.file(name)
        self.mentord("register", "export", "register", "--output", path, now=now)
        return path


def payload(path):
    middle = read(path).split(".")[1]
    return json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))


def only_those_who_consent_are_exchanged():
    with Provider() as ours, Provider() as theirs:
        ours.certify({AMY: True, BEN: False})
        first = ours.export("2026-11-02T09:00:00+00:00", "first.jws")
        names = [award["name"] for award in payload(first)["awards"]]
        same("who is in it", names, ["Amy Brown"])
        check("nobody else by any trace", "Ben" not in json.dumps(payload(first)))
        theirs.trust("First provider", ours.key)
        out = theirs.mentord("register", "import", first, now="2026-11-03T09:00:00+00:00").out
        same("taken in", out, "the register of First provider: 1 award\n")
        found = theirs.json("register", "find", "brown")
        same("found by name", [(one["name"], one["provider"]) for one in found], [("Amy Brown", "First provider")])
        same("by code", theirs.json("register", "find", found[0]["code"]), found)
        same("nobody else", theirs.json("register", "find", "Ben Clark"), [])
        ours.says(AMY, "withdraw consent")
        ours.says(BEN, QUESTION + ": Yes")
        second = ours.export("2026-12-01T09:00:00+00:00", "second.jws")
        theirs.mentord("register", "import", second, now="2026-12-02T09:00:00+00:00")
        same("who withdrew is gone", theirs.json("register", "find", "Amy Brown"), [])
        same("who came is there", len(theirs.json("register", "find", "Ben Clark")), 1)
        old = theirs.mentord("register", "import", first, now="2026-12-03T09:00:00+00:00", code=65)
        check("an old file is refused: " + old.err, "not newer" in old.err)
        same("and brings nobody back", theirs.json("register", "find", "Amy Brown"), [])


def nothing_unsigned_is_looked_at():
    with Provider() as ours, Provider() as theirs:
        ours.certify({AMY: True})
        path = ours.export("2026-11-02T09:00:00+00:00", "register.jws")
        stranger = theirs.mentord("register", "import", path, code=65)
        check("nobody is trusted yet: " + stranger.err, "no provider" in stranger.err)
        theirs.trust("First provider", ours.key)
        header, body, signature = read(path).strip().split(".")
        changed = json.dumps(dict(payload(path), iss="Somebody")).encode()
        plain = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
        for name, text in {"another text": ".".join((header, base64.urlsafe_b64encode(changed).decode().rstrip("="), signature)),
                           "no signature": ".".join((header, body, "")), "no algorithm": ".".join((plain, body, "")),
                           "cut": read(path)[:200], "empty": "", "no JWS": "{}"}.items():
            done = theirs.mentord("register", "import", theirs.write("bad.jws", text), code=65)
            check("%s is refused: %s" % (name, done.err), "has signed this file" in done.err)
        theirs.mentord("register", "import", path)


def the_key_is_kept():
    with Provider() as site:
        same("the same key", site.mentord("register", "key").out.strip(), site.key)
        same("its mode", os.stat(site.file("register.key")).st_mode & 0o777, 0o600)
        os.chmod(site.file("register.key"), 0o644)
        done = site.mentord("check", code=78)
        check("check says it: " + done.err, "others can read the signing key" in done.err)
        os.chmod(site.file("register.key"), 0o600)
        site.trust("Second provider", "abc")
        done = site.mentord("check", code=78)
        check("a key that is none: " + done.err, "is no public key" in done.err)


harness.run([only_those_who_consent_are_exchanged, nothing_unsigned_is_looked_at, the_key_is_kept])
