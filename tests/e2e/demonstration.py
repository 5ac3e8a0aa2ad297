#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""contrib/quickstart --imap: asks eight people for their trackers by SMTP, lets four answer by IMAP in four ways, and tells what
mentord did. On a private Dovecot and SMTP server of this machine, over TLS. Leaves the mails and certificates in
build/demonstration."""
import os
import shutil
import sys

import harness
import story
from harness import fill, reply, templates, write

ASKED, RETURNED, READ = "2026-10-08T12:00:00+01:00", "2026-10-09T10:15:00+01:00", "2026-10-09T10:20:00+01:00"
AMY, BEN, CHLOE, PRIYA = (name + "@example.sch.uk" for name in ("amy.brown", "ben.clark", "chloe.davies", "priya.nair"))


def told(mails):
    for (template, to), count in sorted({pair: templates(mails).count(pair) for pair in templates(mails)}.items()):
        print("    %-22s to %s%s" % (template, to, " (%d)" % count if count > 1 else ""))


def save(mails, folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "certificates"))
    os.makedirs(os.path.join(folder, "mail"))
    for n, mail in enumerate(mails, 1):
        with open(os.path.join(folder, "mail", "%02d-%s-%s.eml" % (n, mail.template, mail.to)), "wb") as file:
            file.write(mail.raw)
        for part in mail.attachments if mail.template == "certificate" else ():
            with open(os.path.join(folder, "certificates", mail.to + ".pdf"), "wb") as file:
                file.write(part.bytes)


def main():
    lacking = story.missing()
    if lacking:
        sys.exit(lacking)
    with story.ServedSite() as site:
        print("\nA Dovecot (imaps, port %d) and an SMTP server (smtps, port %d) are up; %d people are imported." %
              (site.dovecot.imaps, site.sink.port, len(harness.PEOPLE)))
        requests = {mail.to: mail for mail in site.once(ASKED) if mail.template == "tracker-request"}
        print("\nThursday 8 October 2026, noon: the last primary session is over, and mentord sent")
        told(requests.values())
        forms = {address: fill(mail.attached(".docx"), harness.TRACKER) for address, mail in requests.items()}
        site.deliver(reply(requests[AMY], "Here it is.", [("tracker.docx", forms[AMY])]), RETURNED)
        site.deliver(write("ben.at.home@example.org", "my form", "From home.", [("Document1.docx", forms[BEN])]), RETURNED)
        forward = write(PRIYA, "Fwd: tracker", "Chloë gave me this.")
        forward.add_attachment(reply(requests[CHLOE], "Please send it on.", [("t.docx", forms[CHLOE])]))
        site.deliver(forward, RETURNED)
        site.deliver(reply(requests[PRIYA], "And mine.", [("scan.odt", forms[PRIYA])]), RETURNED)
        print("\nFriday: one replied, one wrote from home under another address, one had hers forwarded, one renamed the file.")
        print("mentord filed %d messages, moved them to Processed, and sent" % len(site.held()))
        told(site.once(READ))
        folder = os.path.join(harness.BUILD, "demonstration")
        save(site.sent(), folder)
        print("\nThe mails lie in %s/mail, the certificates in %s/certificates." % ((os.path.relpath(folder, harness.SOURCE),) * 2))


main()
