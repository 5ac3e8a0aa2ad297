#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page /verify: what it says of a certificate agrees with the command and the mail, and it tells no name. Prints TAP."""
import contextlib
import hashlib
import html
import json
import os
import re
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import asked
import harness
import test_certificates
from asked import AMY, BEN
from harness import check, one, same, write
from test_certificates import LATER, NAME, STILL_LATER

ERASED = "2026-10-14T09:00:00+01:00"


@contextlib.contextmanager
def served(site):
    """The web server's program on the folder that the site publishes: a function from an address to (status, words)."""
    program = os.path.join(harness.BUILD, "src", "mentord-web")
    server = subprocess.Popen([program, site.file("public"), "127.0.0.1:0", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    address = server.stdout.readline().decode().split()[1]

    def get(path, **values):
        url = "http://%s/%s?%s" % (address, path, urllib.parse.urlencode(values))
        try:
            with urllib.request.urlopen(url, timeout=harness.PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()
    try:
        yield get
    finally:
        server.stdin.close()
        server.wait(harness.PATIENCE)
        server.stdout.close()


def said(get, code, name=None):
    """What the page says of a code, without its form."""
    status, page = get("verify", code=code, **({} if name is None else {"name": name}))
    same("status of %s" % code, status, 200)
    section = re.search(r'<section class="result">(.*?)</section>', page, re.S).group(1)
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", section)).split())


def record(site, code):
    name = hashlib.sha256(code.encode()).hexdigest()
    with open(site.file("public", "verify", name + ".json"), encoding="utf-8") as file:
        return json.load(file)


def all_records(site):
    folder = site.file("public", "verify")
    return {name: harness.read(os.path.join(folder, name)) for name in sorted(os.listdir(folder))}


def a_certificate_is_found_by_its_code_alone():
    with test_certificates.Certified() as site, served(site) as get:
        told = said(get, site.code)
        for what in ("Valid.", "Example ITE Partnership issued it on Friday 9 October 2026", "Introduction to BCU Mentor Training"):
            check("%s: %s" % (what, told), what in told)
        typed = (site.code.lower(), site.code.replace("-", " "), site.code.replace("-", "").replace("0", "o").replace("1", "i"),
                 "  %s " % site.code)
        for code in typed:
            same("typed as " + code, said(get, code), told)
        for code in (site.code[:-1], site.code + "-2", "0000-0000-0000-0000", "", "x" * 3000, "%s\0" % site.code[:-4], "<script>"):
            if code:
                check("not " + code[:30], "Not known to us." in said(get, code))
        status, form = get("verify")
        check("the form works without script, by GET", status == 200 and '<form method="get" action="verify">' in form
              and "<script" not in form and 'name="code"' in form and "Example ITE Partnership" in form)


def names_are_compared_and_never_told():
    with test_certificates.Certified() as site, served(site) as get:
        for name, says in (("Amy Brown", "is the one on it"), ("amy  BROWN", "is the one on it"), ("Ben Clark", "is not the one on it"),
                           ("Amy", "is not the one on it"), ("", None), (None, None)):
            told = said(get, site.code, name)
            check("%s: %s" % (name, told), says in told if says else "have not compared the name" in told)
            same("%s: as much is said before all else" % name, "Valid, but not in that name." in told, name in ("Ben Clark", "Amy"))
            check("no name: " + told, "Amy" not in told and "Ben" not in told and "Brown" not in told)
        check("nothing of an unknown code", "one on it" not in said(get, "0000-0000-0000-0000", "Amy Brown"))
        folder = "\n".join([*all_records(site), *all_records(site).values()])
        for word in ("Amy", "Brown", AMY, site.code, site.code.replace("-", "")):
            check("%s stands nowhere in verify/" % word, word.lower() not in folder.lower())
        plain = [digest(text.encode()).hexdigest() for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256)
                 for text in ("Amy Brown", "amy brown", "amybrown")]
        check("nor a hash of the name alone", not any(one_hash in folder for one_hash in plain))
        same("nobody may list it", os.stat(site.file("public", "verify")).st_mode & 0o777, 0o711)


def replaced_and_withdrawn_are_said_at_once():
    with test_certificates.Certified() as site, served(site) as get:
        site.renamed()
        old, new = site.code, site.code + "-2"
        told = said(get, old)
        check("the old one: " + told, "Replaced." in told and "Monday 12 October 2026" in told and "Siân" not in told and new not in told)
        check("its name was the old one", "is the one on it" in said(get, old, "Amy Brown") and "is not the one" in said(get, old, NAME))
        check("the new one", "Valid." in said(get, new) and "is the one on it" in said(get, new, NAME))
        by_mail = one(site.mail(write(BEN, "Please look", "verify " + old), now=STILL_LATER, received=STILL_LATER), BEN, "verify")
        check("the mail says the same: " + by_mail.text, "newer version of it holds" in " ".join(by_mail.text.split())
              and "newer version of it holds" in told)
        before = {name: os.stat(site.file("public", "verify", name)).st_mtime_ns for name in all_records(site)}
        site.mentord("people", "erase", AMY, now=ERASED)
        for code in (old, new):
            told = said(get, code, "Amy Brown")
            check("withdrawn: " + told, "Withdrawn." in told and "Introduction" not in told and "one on it" not in told)
            same("nothing else is kept of " + code, record(site, code), {"state": "withdrawn"})
        check("the command says so too", "withdrawn" in site.verify(new, 65))
        by_mail = one(site.mail(write(BEN, "Please look", "verify " + new), now=ERASED, received=ERASED), BEN, "verify")
        check("and the mail: " + by_mail.text, "is withdrawn" in by_mail.text and "is valid" not in by_mail.text)
        site.once("2026-10-14T09:10:00+01:00")
        changed = {name for name in all_records(site) if os.stat(site.file("public", "verify", name)).st_mtime_ns != before[name]}
        same("only what changed was written", len(changed), 2)


def what_stays_is_not_written_again():
    with test_certificates.Certified() as site:
        first = all_records(site)
        stamps = {name: os.stat(site.file("public", "verify", name)).st_mtime_ns for name in first}
        os.rename(site.file("public", "verify", sorted(first)[0]), site.file("public", "verify", "0" * 64 + ".json"))
        site.once(LATER)
        same("untouched while nothing changes", [name for name in all_records(site) if name in first], sorted(first)[1:])
        site.write("bcu.conf", harness.read(site.file("bcu.conf")) + "\n# changed\n")
        site.once(STILL_LATER)
        same("all is published anew, and what is nobody's goes", all_records(site), first)
        same("what is the same is not written", [name for name in sorted(first)[1:]
                                                 if os.stat(site.file("public", "verify", name)).st_mtime_ns != stamps[name]], [])


def one_client_cannot_ask_for_ever():
    with test_certificates.Certified() as site, served(site) as get:
        statuses = [get("verify", code="0000-0000-0000-%04d" % n)[0] for n in range(25)]
        same("twenty at once, then 429", (statuses[:20], statuses[-1]), ([200] * 20, 429))
        check("with words", "Please try again in" in get("verify", code=site.code)[1])
        same("the form is still shown", get("verify")[0], 200)


def the_square_on_the_paper_opens_the_page():
    with test_certificates.Certified() as site, served(site) as get:
        harness.need_program("qpdf")
        paper = site.write("certificate.pdf", site.first.attached(".pdf"))
        plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", paper, "-"], stdout=subprocess.PIPE, check=True).stdout
        link = "https://mentors.example.ac.uk/verify?code=" + site.code
        check("what stands for the square names the page", link.encode() in plain or link.encode("utf-16-be").hex().encode() in plain.lower())
        check("which knows it", "Valid." in said(get, site.code))


TESTS = [a_certificate_is_found_by_its_code_alone, names_are_compared_and_never_told, replaced_and_withdrawn_are_said_at_once,
         what_stays_is_not_written_again, one_client_cannot_ask_for_ever, the_square_on_the_paper_opens_the_page]

if __name__ == "__main__":
    asked.ANSWERS += ("verify", "name-asked")
    harness.run(TESTS)
