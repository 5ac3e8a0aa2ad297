#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two schemes in one partnership whose roles, events, forms, requirements, awards and reports have the same ids: a person in both
gets one mail, what they send back lands where it belongs, and nothing of one scheme is taken for the other's."""
import harness
from asked import AMY, ASKED, BEN, PRIYA, READ, RETURNED, without_ref
from harness import PRIMARY, Site, check, days_later, fill, one, reply, same, to

NETWORK = """
scheme = "network"; title = "Mentor Network";
attributes = ( { id = "phase"; values = ("primary", "secondary", "post-16"); } );
roles = ( { id = "strategic-lead"; title = "Convenor"; covers = "phase"; }, { id = "mentor"; title = "Mentor of the network"; } );
events = ( { id = "core"; title = "Network meeting"; hours = 1.5; for = ("mentor"); } );
forms = ( { id = "tracker"; title = "Network log"; document = "mentor-tracker.docx"; to = "strategic-lead";
  fields = ( { id = "name"; label = "Name of mentor"; type = "text"; required = true; },
             { id = "topic"; label = "What I brought back to my school"; type = "text"; required = true; need = true; } ); } );
requirements = (
  { id = "core"; of = { role = "mentor"; }; attend = "core"; times = 1; },
  { id = "tracker"; of = { role = "mentor"; }; return = "tracker"; opens = { date = "10-08"; }; send = "tracker-request";
    due = { working_days = 10; };
    remind = ( { working_days = 0; mail = "tracker-overdue"; },
               { working_days = 10; mail = "tracker-escalation"; to = "strategic-lead"; digest = true; } ); } );
awards = ( { id = "introduction"; title = "Certificate of the network"; words = "Member of the Mentor Network"; when = ("tracker");
  certificate = "attendance.svg"; mail = "certificate"; } );
feeds = ( { id = "all"; title = "Network meetings"; } );
reports = ( { id = "needs"; kind = "needs"; form = "tracker"; to = "strategic-lead"; every = "term"; } );
"""
COLUMNS = harness.COLUMNS + ("scheme",)
PEOPLE = [row + ("bcu",) for row in harness.PEOPLE] + [
    ("Helen Okafor", PRIMARY, "strategic-lead", "", "primary", "", "", "network"),
    ("Amy Brown", AMY, "mentor", "Oakfield Primary School", "primary", "", "", "network"),
    ("Ben Clark", BEN, "mentor", "Oakfield Primary School", "primary", "", "", "network"),
]
LOG = {"What I brought back to my school": "Coaching in pairs"}
ANSWERED = dict(harness.TRACKER)


class Both(Site):
    def __init__(self, **others):
        super().__init__(people=PEOPLE, columns=COLUMNS, others={"network.conf": NETWORK}, **others)
        self.requests = self.once(ASKED)

    def of(self, address, scheme, now=READ, requirement="tracker"):
        found = [one for one in self.json("person", address, now=now)["obligations"]
                 if (one["scheme"], one["requirement"]) == (scheme, requirement)]
        same("%s of %s in %s" % (requirement, address, scheme), len(found), 1)
        return found[0]

    def forms(self, address):
        """The two forms of the one mail, by the scheme whose they are."""
        mail = one(self.requests, address, "tracker-request")
        files = dict((file.name, file.bytes) for file in mail.attachments)
        same("documents", sorted(files), ["mentor-tracker-2.docx", "mentor-tracker.docx"])
        return mail, {"bcu": files["mentor-tracker.docx"], "network": files["mentor-tracker-2.docx"]}


def one_mail_asks_for_both():
    with Both() as site:
        mail, _ = site.forms(AMY)
        same("mails to Amy", [found.template for found in to(site.requests, AMY)], ["tracker-request"])
        obligations = [site.of(AMY, scheme) for scheme in ("bcu", "network")]
        same("refs", mail.refs, [found["ref"] for found in obligations])
        for found in obligations:
            same("mails of " + found["scheme"], [(sent["template"], sent["state"]) for sent in found["mails"]],
                 [("tracker-request", "sent")])
            same("due in " + found["scheme"], found["due"], "2026-10-22")
        same("greetings", mail.text.count("Dear Amy"), 1)
        check("the subject names both: " + mail.subject, "BCU Mentor Tracker and Network log" in mail.subject)
        same("mails to the lead mentor, who is in one scheme only", [found.template for found in to(site.requests, PRIYA)],
             ["mentor-details-request attendance-request tracker-request"])


def one_reply_files_each_where_it_belongs():
    with Both() as site:
        mail, forms = site.forms(AMY)
        site.deliver(reply(mail, "Both attached.", [("mine.docx", fill(forms["bcu"], ANSWERED)),
                                                    ("log.docx", fill(forms["network"], LOG))]), RETURNED)
        mails = site.once(READ)
        same("states", [site.of(AMY, scheme)["state"] for scheme in ("bcu", "network")], ["met", "met"])
        same("Ben's", [site.of(BEN, scheme)["state"] for scheme in ("bcu", "network")], ["open", "open"])
        same("receipts", len(to(mails, AMY, "receipt")), 1)
        certificates = to(mails, AMY, "certificate")
        same("certificates", len(certificates), 2)
        awards = site.json("person", AMY, now=READ)["awards"]
        same("awards", sorted(award["award"] for award in awards), ["introduction", "introduction"])


def a_form_without_its_ref_goes_to_its_scheme():
    with Both() as site:
        mail, forms = site.forms(AMY)
        site.deliver(reply(mail, "Retyped.", [("log.docx", fill(without_ref(forms["network"]), LOG))]), RETURNED)
        site.once(READ)
        same("states", [site.of(AMY, scheme)["state"] for scheme in ("bcu", "network")], ["open", "met"])


def a_ref_of_one_scheme_is_no_form_of_the_other():
    with Both() as site:
        amy, forms = site.forms(AMY)
        _, bens = site.forms(BEN)
        site.deliver(reply(amy, "", [("log.docx", fill(bens["network"], LOG))]), RETURNED)
        site.once(READ)
        same("Amy's", [site.of(AMY, scheme)["state"] for scheme in ("bcu", "network")].count("met"), 0)
        check("forms differ", forms["bcu"] != forms["network"])


def one_chaser_a_day_over_schemes():
    with Both() as site:
        chasers = []
        for number in range(1, 45):
            now = days_later("2026-10-08", number)
            today = [mail for mail in site.once(now) if mail.to == AMY]
            check("mails to Amy on %s: %s" % (now, [mail.template for mail in today]), len(today) <= 1)
            chasers += [(now[:10], mail.template, len(mail.refs)) for mail in today if mail.is_of(("tracker-overdue",))]
        same("chasers", chasers, [("2026-10-23", "tracker-overdue", 2)])


def a_lead_of_two_schemes_gets_one_digest():
    with Both() as site:
        for address in (AMY, BEN):
            mail, forms = site.forms(address)
            site.deliver(reply(mail, "", [("a.docx", fill(forms["bcu"], ANSWERED)), ("b.docx", fill(forms["network"], LOG))]),
                         RETURNED)
        site.once(READ)
        digests = to(site.once(days_later("2026-10-08", 4)), PRIMARY, "digest") + to(site.sent(), PRIMARY, "digest")
        same("digests", len({mail.id for mail in digests}), 1)
        text = digests[0].text.split("Where your people stand")[0]
        same("returns told", (text.count("BCU Mentor Tracker"), text.count("Network log")), (2, 2))
        book = harness.workbook(digests[0].attached(".xlsx"))
        headers = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
        check("answers of both: %s" % book.sheetnames, {"Coaching in pairs", "Giving feedback after a lesson"} <= headers)
        same("sheets", len(book.sheetnames), 2)


def a_report_that_two_schemes_have_is_asked_for_by_scheme():
    with Both() as site:
        failed = site.mentord("report", "needs", "--format", "json", now=READ, code=64)
        check("it says how: " + failed.err, "bcu/needs" in failed.err and "network/needs" in failed.err)
        site.mentord("report", "network/needs", "--format", "json", now=READ)
        site.mentord("report", "compliance", "--format", "json", now=READ)
        site.mentord("report", "network/compliance", "--format", "json", now=READ, code=65)


def attendance_is_of_one_scheme():
    with Both() as site:
        site.mentord("record", "attendance", AMY, "network/core", "2026-10-07", "--reason", "signed the list", now=READ)
        site.once(READ)
        same("in the network", site.of(AMY, "network", requirement="core")["state"], "met")
        obligations = site.json("person", AMY, now=READ)["obligations"]
        check("not in the other", all(found["state"] != "met" for found in obligations if found["scheme"] == "bcu"))
        failed = site.mentord("record", "attendance", AMY, "core", "2026-10-07", "--reason", "which?", now=READ, code=64)
        check("it says how: " + failed.err, "SCHEME/core" in failed.err)
        mail, _ = site.forms(AMY)
        site.deliver(reply(mail, "hours"), RETURNED)
        hours = one(site.once(READ), AMY, "hours").text
        check("hours: " + hours, "Network meeting" in hours and "Core Mentor Training" not in hours)


def a_role_of_two_schemes_needs_its_scheme():
    with Both() as site:
        path = site.roster([row[:-1] for row in PEOPLE if row[1] == AMY], "plain.csv")
        failed = site.mentord("import", path, now=READ, code=65)
        check("it says which column: " + failed.err + failed.out, "several schemes have the role" in failed.err + failed.out)


def plan_names_the_merged_mail_once():
    with Both() as site:
        planned = [mail for mail in site.json("plan", "--until", "2026-10-30", now=ASKED) if AMY in mail["to"]]
        chasers = [mail for mail in planned if "tracker-overdue" in mail["template"].split()]
        same("planned", [(mail["at"][:10], mail["template"], len(mail["ref"].split())) for mail in chasers],
             [("2026-10-23", "tracker-overdue", 2)])


harness.run([one_mail_asks_for_both, one_reply_files_each_where_it_belongs, a_form_without_its_ref_goes_to_its_scheme,
             a_ref_of_one_scheme_is_no_form_of_the_other, one_chaser_a_day_over_schemes,
             a_lead_of_two_schemes_gets_one_digest, a_report_that_two_schemes_have_is_asked_for_by_scheme,
             attendance_is_of_one_scheme, a_role_of_two_schemes_needs_its_scheme, plan_names_the_merged_mail_once])
