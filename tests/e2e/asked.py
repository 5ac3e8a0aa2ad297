# SPDX-License-Identifier: GPL-3.0-or-later
"""A partnership whose primary mentors were asked for their trackers, and what the tests of what comes back share. Tests nothing
itself."""
import io
import re
import zipfile

import harness
from harness import check, fill, one, same

ASKED = "2026-10-08T12:00:00+01:00"     # the last primary session ended at 11:30
RETURNED = "2026-10-09T10:15:00+01:00"
READ = "2026-10-09T10:20:00+01:00"
AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))
DAN, ELLA = "dan.evans@example.org", "ella.frost@example.org"
ANSWERS = ("receipt", "certificate", "help", "address-learned", "address-refused", "need-file", "not-me")
NAME = "Name of mentor"


class Asked(harness.Site):
    def __enter__(self):
        self.requests = self.once(ASKED)
        return self

    def request(self, address, template="tracker-request"):
        return one(self.requests, address, template)

    def form(self, address):
        return self.request(address).attached(".docx")

    def filled(self, address, **others):
        """The form of @address with answers; @others stand over them."""
        return fill(self.form(address), {**harness.TRACKER, **others.pop("over", {})})

    def take(self, *messages, received=RETURNED, now=READ):
        """Delivers mails and reads them; what was answered."""
        for message in messages:
            self.deliver(message, received)
        return [mail for mail in self.once(now) if mail.template in ANSWERS]

    def states(self, *addresses, now=READ):
        return [self.obligation(address, "tracker", now)["state"] for address in addresses]

    def ref(self, address):
        return self.request(address).refs[0]

    def cases(self, now=READ):
        return self.json("review", "list", now=now)

    def only_case(self, kind, now=READ):
        cases = self.cases(now)
        same("cases: %s" % [case["question"] for case in cases], [case["kind"] for case in cases], [kind])
        return cases[0]

    def review(self, what, case, *arguments, now=READ, code=0):
        return self.mentord("review", what, str(case["id"]), *arguments, now=now, code=code)

    def why(self, what, now=READ):
        return "\n".join(self.json("why", str(what), now=now)["lines"])

    def answers(self, address):
        """What is filed for @address, as `why` tells it: label to value."""
        return dict(re.findall(r"^Read: (.*?): (.*)$", self.why(self.ref(address)), re.M))


def without_ref(document, *labels):
    """The form as it comes back retyped: no ref, no name of the form in it; the cells beside @labels empty."""
    source, out = zipfile.ZipFile(io.BytesIO(document)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for item in source.infolist():
            data = source.read(item.filename)
            if item.filename == "docProps/custom.xml" or "footer" in item.filename:
                data = re.sub(rb"[0-9A-Z]{5}-[0-9A-Z]{5}", b"none", data).replace(b"mentord-form", b"other")
            made.writestr(item, data)
    return without(out.getvalue(), *labels)


def without(document, *labels):
    """The form with the cells beside @labels empty."""
    return fill(document, {label: "" for label in labels}) if labels else document


def zipped(*files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            made.writestr(name, data)
    return out.getvalue()


def certified(mails):
    return sorted(mail.to for mail in mails if mail.template == "certificate")


def nothing_to(site, address):
    same("mails to " + address, [mail.subject for mail in site.sent() if mail.to == address], [])


def guesses(case):
    return [guess["address"] for guess in case["detail"]["guesses"]]


__all__ = ["ASKED", "RETURNED", "READ", "AMY", "BEN", "CHLOE", "PRIYA", "DAN", "ELLA", "NAME", "Asked", "without_ref", "without", "zipped",
           "certified", "nothing_to", "guesses", "check"]
