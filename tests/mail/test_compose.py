#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A composed mail as Python's email package reads it: an independent parser must find what was put in."""
import email
import email.policy
import os
import subprocess
import tempfile

PROGRAM = os.path.join(os.environ.get("TOP_BUILDDIR", "."), "tests/mail/test-compose")
count = 0


def same(name, got, want):
    global count
    count += 1
    print("%s %d - %s" % ("ok" if got == want else "not ok", count, name), flush=True)
    if got != want:
        print("# got  %r\n# want %r" % (got, want))


def tree(part):
    return [part.get_content_type()] + [tree(one) for one in part.iter_parts()] if part.is_multipart() \
        else part.get_content_type()


def calendar(folder):
    path = os.path.join(folder, "invitation.eml")
    subprocess.run([PROGRAM, path, "calendar"], check=True)
    with open(path, "rb") as file:
        mail = email.message_from_bytes(file.read(), policy=email.policy.default)
    same("an invitation's parts", tree(mail),
         ["multipart/mixed", ["multipart/alternative", "text/plain", "text/html", "text/calendar"], "application/ics"])
    parts = {part.get_content_type(): part for part in mail.walk()}
    part, file = parts["text/calendar"], parts["application/ics"]
    same("how it says what it is", [part.get_param(name) for name in ("charset", "method", "component")],
         ["utf-8", "REQUEST", "VEVENT"])
    same("no disposition", part["Content-Disposition"], None)
    data = part.get_payload(decode=True)
    same("the same in both", [b"\r\nSUMMARY:Zo\xc3\xab\r\n" in data, data == file.get_payload(decode=True)], [True, True])
    same("the file", [file.get_content_disposition(), file.get_filename()], ["attachment", "invite.ics"])


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "mail.eml")
        subprocess.run([PROGRAM, path], check=True)
        with open(path, "rb") as file:
            raw = file.read()
        calendar(folder)
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    data = bytes((i * 2654435761 & 0xFFFFFFFF) >> 7 & 0xFF for i in range(3000))
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    parts = list(mail.iter_attachments())
    defects = [defect for part in mail.walk() for defect in part.defects]
    same("no defects", defects, [])
    same("from", [(a.display_name, a.addr_spec) for a in mail["From"].addresses],
         [("Mentor Partnership – Café", "office@example.ac.uk")])
    same("to", [a.addr_spec for a in mail["To"].addresses], ["mentor@example.sch.uk"])
    same("cc", [(a.display_name, a.addr_spec) for a in mail["Cc"].addresses],
         [("O'Neil, Zoë", "lead@example.sch.uk")])
    same("reply to", mail["Reply-To"], "office+7K3Q9@example.ac.uk")
    same("subject", mail["Subject"],
         "Mentor training tracker – due 20 October for Zoë Bröwn of Long Name School")
    same("date", mail["Date"].datetime.isoformat(), "2026-10-06T09:00:00+01:00")
    same("one of each", [len(mail.get_all(name)) for name in
                         ("From", "To", "Cc", "Subject", "Date", "Message-ID", "MIME-Version")], [1] * 7)
    same("text", text.get_content(),
         "Dear Zoë,\r\n\r\n.a line with a dot\r\nFrom here on\r\ntrailing  \r\n=3D ✓\r\n")
    same("html", html.get_content(), '<html lang="en-GB"><p>Dear Zoë</p></html>\r\n')
    same("encodings", [text["Content-Transfer-Encoding"], html["Content-Transfer-Encoding"]],
         ["quoted-printable"] * 2)
    same("file names", [part.get_filename() for part in parts],
         ["Mentor tracker.docx", "Zoë – a rather long name that must be continued in some forms.pdf"])
    same("file names for old readers",
         [str(email.header.make_header(email.header.decode_header(part.get_param("name"))))
          for part in email.message_from_bytes(raw).get_payload()[1:]],
         ["Mentor tracker.docx", "Zoë – a rather long name that must be continued in some forms.pdf"])
    same("types", [part.get_content_type() for part in parts], ["application/octet-stream", "application/pdf"])
    same("contents", [part.get_payload(decode=True) == data for part in parts], [True, True])
    print("1..%d" % count)


main()
