#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of leads, Lead Mentors, mentors and the office, as files: what stands on them agrees with what the commands say,
nobody sees more than is theirs, and a file changes when what it says does. How they look is tests/browser's. Prints TAP."""
import os
import re
import sqlite3

import harness
from harness import check, same

NOW = "2026-09-07T09:00:00+01:00"
ASKED = "2026-10-08T12:00:00+01:00"  # the primary phase's autumn dates are over: trackers are asked for
SOON = "2026-10-08T12:10:00+01:00"
LATE = ("2026-10-20T09:30:00+01:00", "2026-10-23T09:30:00+01:00", "2026-11-02T09:30:00+00:00")  # reminders go, and the day passes
AMY, BEN, PRIYA, DAN, ELLA = ("amy.brown@example.sch.uk", "ben.clark@example.sch.uk", "priya.nair@example.sch.uk",
                              "dan.evans@example.org", "ella.frost@example.org")


def query(site, sql, *values):
    connection = sqlite3.connect(site.file("mentord.db"))
    with connection:
        rows = connection.execute(sql, values).fetchall()
    connection.close()
    return rows


def token(site, address):
    """None is the office."""
    if not address:
        return query(site, "SELECT value FROM meta WHERE key = 'office_token'")[0][0]
    return query(site, "SELECT token FROM token JOIN address USING (person) WHERE address = ? AND purpose = 'page' AND gone IS NULL",
                 address)[0][0]


def path(site, address, ending="html"):
    return site.file("public", "pages", "%s.%s" % (token(site, address), ending))


def page(site, address):
    return harness.read(path(site, address))


def tree(site, address):
    """The page as a browser's parser reads it."""
    return harness.need("lxml.html").fromstring(page(site, address))


def rows(root, heading):
    """The cells of the table under this heading."""
    found = [one for one in root.iter("h3") if one.text_content() == heading]
    same("headings " + heading, len(found), 1)
    table = found[0].getparent().find(".//table")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.find("tbody")]


def tiles(root):
    return {item.text_content().split(None, 1)[1].strip(): int(item.text_content().split()[0])
            for item in root.iterfind(".//ul[@class='tiles']/li")}


def files(site):
    folder = site.file("public", "pages")
    return {name: (harness.read_bytes(os.path.join(folder, name)), os.stat(os.path.join(folder, name)).st_ino)
            for name in os.listdir(folder)}


def asked(site, address, now):
    """ref -> obligation, of what is no choice."""
    scheme = harness.read(site.file("bcu.conf"))
    choices = {one.group(1) for one in re.finditer(r'{ id = "([a-z0-9-]+)";.* optional = true', scheme)}
    check("choices", choices)
    return {one["ref"]: one for one in site.json("person", address, now=now)["obligations"] if one["requirement"] not in choices}


def shown(day):
    return "/".join(reversed(day.split("-")))


def a_mentors_page_says_what_the_person_command_says():
    with harness.Site() as site:
        site.once(ASKED)
        table = rows(tree(site, AMY), "All of this year")
        told = {row[-1]: row[1] for row in table}
        for ref, one in asked(site, AMY, ASKED).items():
            check("%s %s is on the page" % (one["requirement"], ref), ref in told or one["state"] == "upcoming")
            if one["state"] in ("open", "overdue"):
                check("state of %s: %s" % (one["requirement"], told[ref]), told[ref].startswith(one["state"]))
                check("its day", not one["due"] or shown(one["due"]) in told[ref])


def a_lead_sees_who_owes_what():
    with harness.Site() as site:
        for now in (ASKED, *LATE):
            site.once(now)
        root = tree(site, harness.PRIMARY)
        want = {ref for address in (AMY, BEN, "chloe.davies@example.sch.uk", PRIYA) for ref, one in asked(site, address, LATE[-1]).items()
                if one["state"] in ("open", "overdue", "answered")}
        school = rows(root, "Oakfield Primary School")
        same("what is owed", {row[-1] for row in school}, want)
        overdue = sum("overdue" in row[2] for row in school)
        check("something is overdue", overdue)
        same("the number that is seen first", tiles(root)["overdue"], overdue)
        numbers = rows(root, "All schools")
        same("that of the school", [row[1] for row in numbers if row[0] == "Oakfield Primary School"], [str(overdue)])
        reminded = rows(root, "Who was reminded")
        sent = {(mail.id, part) for mail in site.sent() for part in (mail.template or "").split()
                if re.search("overdue|due-soon|outstanding", part) and mail.to in mail.message["To"] and mail.to.endswith(".sch.uk")}
        check("some were sent", sent)
        same("reminders", len(reminded), len(sent))
        check("a chart with words for who does not see it", root.find(".//figure/svg/title") is not None)


def a_date_has_its_numbers():
    with harness.Site() as site:
        site.once(NOW)
        connection = sqlite3.connect(site.file("mentord.db"))
        with connection:
            session = connection.execute("SELECT id FROM session WHERE event = 'core' ORDER BY start LIMIT 1").fetchone()[0]
            for number, (address, answer) in enumerate(((AMY, "ACCEPTED"), (BEN, "DECLINED"), (PRIYA, ""))):
                person = connection.execute("SELECT person FROM address WHERE address = ?", (address,)).fetchone()[0]
                connection.execute("DELETE FROM invitation WHERE person = ? AND session = ?", (person, session))
                connection.execute("INSERT INTO invitation (person, session, letter, uid, state, sequence, of, answer) VALUES (?, ?, 'A', ?, 'tentative', 0, 0, ?)",
                                   (person, session, "test-%d" % number, answer))
        connection.close()
        site.once("2026-09-07T09:10:00+01:00")
        first = rows(tree(site, harness.PRIMARY), "Dates of this year")[0]
        check("the day: %r" % first, first[0] == "Tuesday 6 October 2026 16:00 to 18:00")
        same("accepted and declined", first[4:6], ["1", "1"])
        same("invited are those who said yes, no and nothing", int(first[3]), 2 + int(first[6]))
        school = rows(tree(site, PRIYA), "Dates of this year")[0]
        same("the school knows who comes", school[7], "Amy Brown")
        own = rows(tree(site, AMY), "Dates of this year")
        check("and a mentor what they said: %r" % own, own[0][3] == "accepted")
        query(site, "UPDATE person SET name = 'Amy Brow' WHERE id = (SELECT person FROM address WHERE address = ?)", BEN)
        query(site, "UPDATE invitation SET answer = 'ACCEPTED' WHERE uid = 'test-1'")
        site.once("2026-09-07T09:20:00+01:00")
        school = rows(tree(site, PRIYA), "Dates of this year")[0]
        same("a name that stands in another's is named too", school[7], "Amy Brown Amy Brow")


def nobody_sees_more_than_is_theirs():
    with harness.Site() as site:
        site.once(ASKED)
        site.once(LATE[-1])
        of_oakfield = {"Amy Brown", "Ben Clark", "Priya Nair", "Chloë Davies-O’Neill"}
        of_elm_grove = {"Ella Frost", "Dan Evans"}
        for address, hidden in ((PRIYA, of_elm_grove), (ELLA, of_oakfield), (harness.PRIMARY, of_elm_grove),
                                (harness.SECONDARY, of_oakfield), (AMY, of_elm_grove | of_oakfield - {"Amy Brown"}),
                                (DAN, of_oakfield | {"Ella Frost"})):
            text = page(site, address)
            for name in hidden | ({"Oakfield Primary"} if of_oakfield <= hidden else {"Elm Grove"}):
                check("%s on the page of %s" % (name, address), name not in text)
            for other in (None, AMY, PRIYA, ELLA, harness.PRIMARY):
                check("a link of somebody else", other == address or token(site, other) not in text)


def the_office_sees_what_waits():
    with harness.Site() as site:
        site.once(ASKED)
        site.deliver(harness.write("stranger@example.com", "Hello", "Who are you?"), SOON)
        site.once("2026-10-08T12:20:00+01:00")
        cases = site.json("review", now="2026-10-08T12:30:00+01:00")
        root = tree(site, None)
        same("cases", [row[0] for row in rows(root, "Cases")] if cases else [], ["no. %s" % case["id"] for case in cases])
        status = site.json("status", now="2026-10-08T12:30:00+01:00")
        same("people", tiles(root)["people"], status["people"])
        numbers = dict(rows(root, "What waits, and what went"))
        same("sent", int(numbers["Sent"]), status["outbox"]["sent"])
        site.mentord("people", "renew", harness.OFFICE, now="2026-10-08T12:40:00+01:00")


def a_renewed_link_is_gone():
    for address in (PRIYA, None):
        with harness.Site() as site:
            site.once(NOW)
            old = token(site, address)
            links = site.json("people", "renew", address or harness.OFFICE, now=NOW)["links"]
            new = token(site, address)
            check("another", new != old)
            check("it is told", "https://mentors.example.ac.uk/pages/%s.html" % new in [link["url"] for link in links])
            check("the old one is gone", os.path.exists(site.file("public", "pages", old + ".gone")) and
                  not os.path.exists(site.file("public", "pages", old + ".html")))
            check("the new one stands", os.path.exists(path(site, address)))
            check("and stays", site.once("2026-09-08T09:00:00+01:00") is not None and old + ".gone" in files(site))


def what_says_the_same_is_not_written():
    with harness.Site() as site:
        site.once(ASKED)
        before = files(site)
        site.once(SOON)
        same("after an idle pass", files(site), before)
        site.once("2026-10-09T07:00:00+01:00")
        before = files(site)
        site.mentord("record", "tracker", AMY, "--reason", "on the phone", now="2026-10-09T07:05:00+01:00", code=None)
        ref = site.obligation(AMY, "tracker", ASKED)["ref"]
        query(site, "UPDATE obligation SET extended = due + 20, changed = changed + 60 WHERE ref = ?", ref)
        site.once("2026-10-09T07:10:00+01:00")
        after = files(site)
        changed = {name for name in after if after[name] != before.get(name)}
        same("pages written", changed, {token(site, address) + ".html" for address in (AMY, PRIYA, harness.PRIMARY)} | (changed & {token(site, None) + ".html"}))
        for address, minute in ((AMY, "07:10"), (BEN, "12:00")):
            made = re.search(r'As of <time datetime="([^"]+)">', page(site, address)).group(1)
            check("%s is as old as what it says: %s" % (address, made), minute in made)


def who_leaves_has_no_page():
    with harness.Site() as site:
        site.once(NOW)
        mine, other = token(site, BEN), token(site, AMY)
        site.mentord("people", "erase", BEN, now="2026-09-08T09:00:00+01:00")
        left = files(site)
        check("nothing of who was erased", mine + ".html" not in left and mine + ".gone" not in left)
        query(site, "UPDATE role SET until = since WHERE person = (SELECT person FROM address WHERE address = ?)", AMY)
        site.once("2026-09-09T09:00:00+01:00")
        left = files(site)
        check("a mark for whose role has ended", other + ".html" not in left and other + ".gone" in left)
        check("no name of them", all(b"Ben Clark" not in content for content, _ in left.values()))


def a_fault_tells_no_link():
    with harness.Site() as site:
        site.once(NOW)
        mine = token(site, AMY)
        os.mkdir(site.file("public", "pages", ".%s.html.new" % mine))
        query(site, "UPDATE person SET name = 'Amy Other' WHERE id = (SELECT person FROM address WHERE address = ?)", AMY)
        done = site.mentord("once", now="2026-09-07T09:10:00+01:00", code=None)
        check("the folder is named: " + done.err, "a file in %s cannot be made" % site.file("public", "pages") in done.err)
        check("the link is not", mine not in done.err + done.out)


def what_is_not_ours_stays():
    with harness.Site() as site:
        site.once(NOW)
        stale = "0123456789ABCDEFGHJKMNPQRS"
        theirs = ["feeds/index.html", "pages/index.html", "forms/index.html", "verify/index.html", "pages/notes.txt"]
        ours = ["pages/%s.html" % stale, "pages/%s.gone" % stale, "forms/.x.html.new", "feeds/old.ics", "verify/old.json"]
        for name in theirs + ours:
            site.write("public/" + name, "")
        config = harness.read(site.config)
        site.write(site.config, config.replace('"Example ITE Partnership"', '"Another Partnership"'))
        site.once("2026-09-08T09:00:00+01:00")
        same("left", [name for name in theirs + ours if os.path.exists(site.file("public", name))], theirs)


def a_page_is_for_nobody_else():
    with harness.Site() as site:
        site.once(ASKED)
        same("who has one", sum(name.endswith(".html") for name in files(site)), len(harness.PEOPLE) + 1)
        same("nobody can list them", oct(os.stat(site.file("public", "pages")).st_mode & 0o777), "0o711")
        for address in (harness.PRIMARY, PRIYA, AMY, None):
            text = page(site, address)
            for want in ('<html lang="en-GB">', '<meta name="robots" content="noindex">', '<meta name="referrer" content="no-referrer">'):
                check(want, want in text)
            check("no script", "<script" not in text)
            check("how to have a new link", "new calendar link" in text or "people renew" in text)
        check("their calendar", "webcal://mentors.example.ac.uk/feeds/" in page(site, AMY))


# Whatever is of one side of each partnership has its word in it: names, addresses, schools.
SIDES = ("northfield", "southmoor")
TERMS = """year = "2026-27"; starts = "2026-09-01"; ends = "2027-08-31";
terms = ( { id = "autumn"; from = "2026-09-01"; to = "2026-12-18"; }, { id = "spring"; from = "2027-01-04"; to = "2027-03-26"; },
          { id = "summer"; from = "2027-04-12"; to = "2027-07-21"; } );
"""
PLACED = 'placements = ( ' + ", ".join(
    '{ scheme = "exeter"; school = "%s School"; trainee = "trainee@%s.example.org"; mentor = "mentor@%s.example.org"; tutor = "uvt@%s.example.org"; '
    'from = "2026-10-12"; to = "2026-12-11"; }' % (side.title(), side, side, side) for side in SIDES) + " );\n"
SCHEMES = {  # year, attributes by side, who covers whom where that is said by name
    "bcu": (None, {"phase": ("primary", "secondary"), "subject": ("Mathematics", "English")}, {}),
    "bpn": (TERMS, {}, {"lead-mentor": "mentor"}),
    "wltec": (TERMS, {}, {}),
    "hwstpa": (TERMS, {"cohort": SIDES}, {"assessor": "mentee"}),
    "exeter": (TERMS + PLACED, {"subject": ("Mathematics", "English")}, {}),
}


def blocks(text, part):
    """id -> text of each entry of one list of a scheme."""
    inside = text[text.index("\n%s = (" % part):]
    return {re.match('{ id = "([^"]+)"', one).group(1): one for one in re.split(r"\n  (?={ id = )", inside[:inside.index("\n);")])[1:]}


class Partnership(harness.Site):
    """One scheme as it is shipped, with one of each role on either side, on a Monday in December."""

    def __init__(self, name):
        self.text = harness.read(os.path.join(harness.SOURCE, "conf", "schemes", name + ".conf"))
        year, attributes, covers = SCHEMES[name]
        self.roles = blocks(self.text, "roles")
        self.forms = {form for form, words in blocks(self.text, "forms").items() if "confidential = true" in words}
        people = [("%s %s" % (role.title(), side.title()), "%s@%s.example.org" % (role, side), role, side.title() + " School",
                   "%s@%s.example.org" % (covers[role], side) if role in covers else "", *(values[n] for values in attributes.values()))
                  for role in self.roles for n, side in enumerate(SIDES)]
        self.addresses = {row[1]: row[2] for row in people}
        super().__init__(people=None, scheme=self.text, year=year)
        self.mentord("import", self.roster(people, columns=("name", "email", "role", "school", "covers", *attributes)), now="2026-09-01T09:00:00+01:00")
        for self.now in ("2026-09-07T09:30:00+01:00", "2026-10-12T09:30:00+01:00", "2026-12-14T10:00:00+00:00"):
            self.once(self.now)

        self.rules = blocks(self.text, "requirements")
        self.asked = {address: {one["ref"]: one["requirement"] for one in self.json("person", address, now=self.now)["obligations"]
                                if one["state"] in ("open", "overdue")} for address in self.addresses}

    def owed(self, address):
        """What is asked of them now, and is no choice: ref -> requirement."""
        return {ref: rule for ref, rule in self.asked[address].items() if "optional = true" not in self.rules[rule]}

    def form_of(self, requirement):
        found = re.search('return = "([^"]+)"', self.rules[requirement])
        return found and found.group(1)

    def sees_all(self, role):
        return 'covers = "all"' in self.roles[role]


def each_role_of(name):
    """Every role's page is made, names what they owe and has nothing of the other side, which is another school."""
    with Partnership(name) as site:
        office, named = page(site, None).lower(), 0
        for side in SIDES:
            check("%s on the office's page" % side, side in office)
        for address, role in site.addresses.items():
            text, other = page(site, address), SIDES[SIDES[0] in address]
            for ref, requirement in site.owed(address).items():
                check("%s: %s %s on the page of the %s" % (name, requirement, ref, role), ref in text)
                named += 1
            if not site.sees_all(role):
                check("%s: %s on the page of %s" % (name, other, address), other not in text.lower())
        check("something is owed", named)
        return confidential_forms_are_known_to_few(name, site)


def confidential_forms_are_known_to_few(name, site):
    """To who is asked, to the role that reads them, and to the office. How many were asked."""
    readers = {form: re.search('to = "([^"]+)"', blocks(site.text, "forms")[form]) for form in site.forms}
    asked = [(owner, ref, form) for owner in site.addresses for ref, requirement in site.asked[owner].items()
             for form in [site.form_of(requirement)] if form in site.forms]
    titles = {form: re.search('title = "([^"]+)"', blocks(site.text, "forms")[form]).group(1).replace("'", "&#39;") for form in site.forms}
    for address, role in site.addresses.items():
        text = page(site, address).replace("’", "&#39;").replace("'", "&#39;")
        own = {form for owner, _, form in asked if owner == address}
        for form in site.forms - own:
            if not (readers[form] and readers[form].group(1) == role):
                check("%s: %s on the page of %s" % (name, form, address), titles[form] not in text)
        for owner, ref, form in asked:
            known = owner == address or (readers[form] and readers[form].group(1) == role)
            check("%s: %s of %s on the page of %s" % (name, form, owner, address), known or ref not in text)
    return len(asked)


def pages_of_each_shipped_scheme():
    asked = {name: each_role_of(name) for name in SCHEMES}
    check("confidential forms were asked for: %r" % asked, asked["exeter"] and asked["bpn"])


if __name__ == "__main__":
    harness.run([a_mentors_page_says_what_the_person_command_says, a_lead_sees_who_owes_what, a_date_has_its_numbers,
                 nobody_sees_more_than_is_theirs, the_office_sees_what_waits, a_renewed_link_is_gone,
                  what_says_the_same_is_not_written, who_leaves_has_no_page, a_fault_tells_no_link, what_is_not_ours_stays,
                  a_page_is_for_nobody_else, pages_of_each_shipped_scheme])
