# SPDX-License-Identifier: GPL-3.0-or-later
"""A partnership whose schools choose and claim: people, dates and records that several tests begin with. Tests nothing."""
import harness
from harness import read, write
import csv
import io
import os

OFFICE, FUNDER, LEAD, LEAD2 = "olive@example.ac.uk", "claims@example.org", "lena@example.ac.uk", "lewis@example.ac.uk"
SAM, TESS = "sam@example.sch.uk", "tess@example.org"
AMY, BEN, CHLOE, DAN = "amy.brown@example.sch.uk", "ben.clark@example.sch.uk", "chloe@example.sch.uk", "dan.evans@example.org"
OAK, ELM = "Oakfield Primary School", "Elm Grove Academy"
COLUMNS = ("name", "email", "role", "school", "covers", "phase", "placement", "experience", "trn", "urn")
PEOPLE = [
    ("Olive Orr", OFFICE, "office", "", "", "", "", "", "", ""),
    ("Fiona Fund", FUNDER, "funder", "", "", "", "", "", "", ""),
    ("Lena Lead", LEAD, "lead-mentor", "", "%s; %s; %s" % (AMY, BEN, CHLOE), "", "", "", "", ""),
    ("Sam Stone", SAM, "school", OAK, "", "", "", "", "", "100001"),
    ("Tess Trent", TESS, "school", ELM, "", "", "", "", "", "100002"),
    ("Amy Brown", AMY, "mentor", OAK, "", "primary", "main", "first-time", "1234567", ""),
    ("Ben Clark", BEN, "mentor", OAK, "", "primary", "contrasting", "returning", "2345678", ""),
    ("Chloë Davies-O’Neill", CHLOE, "mentor", OAK, "", "primary", "main", "first-time", "3456789", ""),
    ("Dan Evans", DAN, "mentor", ELM, "", "secondary", "main", "returning", "4567890", ""),
]
START, MORNING = "2026-09-02T09:00:00+01:00", "2026-09-03T09:00:00+01:00"
ESSENTIALS = ("induction-module", "guide", "faq", "overview", "handbook", "curriculum", "competencies", "feedback", "key-dates")
ENHANCEMENTS = ("forum", "research", "online-module", "reflection")
YEAR = """
year = "%s"; starts = "%d-09-01"; ends = "%d-08-31";
terms = ( { id = "autumn"; from = "%d-09-02"; to = "%d-12-18"; }, { id = "spring"; from = "%d-01-06"; to = "%d-04-04"; },
          { id = "summer"; from = "%d-04-22"; to = "%d-07-21"; } );
sessions = ( { scheme = "bpn"; event = "induction-main"; start = "%d-09-20T16:00"; minutes = 180; place = "Online"; },
             { scheme = "bpn"; event = "induction-contrasting"; start = "%d-09-21T16:00"; minutes = 60; place = "Online"; },
             { scheme = "bpn"; event = "sharing"; start = "%d-02-10T16:00"; minutes = 60; place = "Online"; } );
"""


def year(first):
    last = first + 1
    return YEAR % ("%d-%02d" % (first, last % 100), first, last, first, first, last, last, last, last, first, first, last)


class Schools(harness.Site):
    """The site with the scheme of schools that claim, its people on the roster since the year began."""

    def __init__(self, years=(2026,), since=START, people=PEOPLE, **others):
        super().__init__(people=None, scheme=read(os.path.join(harness.SOURCE, "conf", "schemes", "bpn.conf")), year=year(years[0]),
                         **others)
        names = ["year.conf"]
        for first in years[1:]:
            names.append("year-%d.conf" % first)
            self.write(names[-1], year(first))
        text = read(self.config).replace('years = ("year.conf")', "years = (%s)" % ", ".join('"%s"' % name for name in names))
        self.write("mentord.conf", text.replace('since = "2026-09-01"', 'since = "%d-09-01"' % years[0]))
        self.mentord("import", self.roster(people, columns=COLUMNS), now=since)

    def did(self, address, what, day, now):
        """By hand: events attended and activities done."""
        for one in what:
            kind = "attendance" if one in ("induction-main", "induction-contrasting", "sharing", "coaching") else "activity"
            self.mentord("record", kind, address, one, day, "--reason", "seen on the platform", now=now)

    def complete(self, address, day, now, placement="main", module=("online-module", "reflection")):
        self.did(address, ESSENTIALS + ("forum", "research", "sharing", "coaching") + tuple(module) +
                 (("induction-main", "itap") if placement == "main" else ("induction-contrasting",)), day, now)

    def claims(self, sender, rows, received, now, header=None, name="claims.csv", raw=None, authentic=True):
        """Mails a list of claims in, as bytes or rows; the mails that went out."""
        content = raw if raw is not None else claims_file(rows, header)
        self.deliver(write(sender, "Claims to be assured", "Please check these.", [(name, content)], authentic=authentic), received)
        return self.once(now)


HEADER = ("claim_reference", "school_urn", "school_name", "school_local_authority", "school_type_of_establishment", "school_group",
          "provider_name", "claim_submission_date", "mentor_trn", "mentor_full_name", "mentor_hours_of_training", "claim_accepted",
          "rejection_reason")


def claim(reference, school, urn, submitted, trn, name, hours):
    """A row as the funding body's service writes it: without its two last cells."""
    return (reference, urn, school, "London", "Academy converter", "Academies", "Best Practice Network", submitted, trn, name, hours)


def claims_file(rows, header=None):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header or HEADER, *rows])
    return out.getvalue().encode("utf-8")


def answers(content):
    """The rows of a list that came back, by claim and name."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8")), restval=""))
    return {(row["claim_reference"], row["mentor_full_name"]): row for row in rows}
