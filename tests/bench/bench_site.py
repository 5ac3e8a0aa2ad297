# SPDX-License-Identifier: GPL-3.0-or-later
"""A site for the bench: the BCU scheme with as many mentors as wanted, their trackers as the program itself drew and sent them,
and the mails with which they come back. Nothing here is timed."""
import base64
import email
import email.policy
import io
import os
import random
import re
import shutil
import sqlite3
import subprocess
import zipfile

ASKED, RETURNED, QUIET = ("2026-10-19T10:00:00+01:00", "2026-10-20T10:00:00+01:00", "2026-09-16T10:00:00+01:00")
SINCE_DAY = 20697  # 1 September 2026, in days since 1970
FIRST = ["Ada", "Bryn", "Chloe", "Dev", "Erin", "Farid", "Grace", "Huw", "Ines", "Joan", "Kit", "Lena"]
SYLLABLES = [c + v for c in "bdfghjklmnprstvwz" for v in "aeiou"]

SITE = """partnership = {{ name = "Bench Partnership"; domain = "bench.example.ac.uk"; office = "office@bench.example.ac.uk"; }};
mailbox = {{ url = "{mailbox}"; since = "2026-09-01"; {login} }};
submission = {{ url = "{submission}"; from = "Bench Partnership <mentors@bench.example.ac.uk>"; {plain} }};
{publish}
store = "store.db";
schemes = ("scheme.conf");
years = ("{year}");
"""


def name_of(i):
    word = "".join(SYLLABLES[i // 85 ** k % 85] for k in range(3))
    return "%s %s" % (FIRST[i % len(FIRST)], word.capitalize())


def address_of(i):
    return "mentor%d@example.sch.uk" % i


class Site:
    """One folder with mentord.conf, scheme.conf and a store. `source` is the top of the source tree."""

    def __init__(self, folder, program, source, publish=False):
        self.folder, self.program, self.source = folder, program, source
        self.publish = 'publish = { directory = "public"; base_url = "https://bench.example.ac.uk"; };' if publish else ""
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(source, "conf/schemes/bcu.conf"), encoding="utf-8") as file:
            scheme = file.read()
        # drawing certificates is a row of its own: here the award is decided, and nothing is drawn for it
        scheme = re.sub(r' certificate = "[a-z]+\.svg"; mail = "certificate";', "", scheme)
        self.write("scheme.conf", scheme)
        self.local()

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(self.path(name), 0o600)

    def configure(self, mailbox, submission, login="", plain=""):
        self.write("mentord.conf", SITE.format(mailbox=mailbox, submission=submission, login=login, plain=plain, publish=self.publish,
                                               year=os.path.join(self.source, "conf/year-2026-27.conf")))

    def local(self):
        """Both ends are folders."""
        for part in ("in/cur", "in/new", "in/tmp", "out/cur", "out/new", "out/tmp"):
            os.makedirs(self.path(part), exist_ok=True)
        self.configure("maildir:" + self.path("in"), "maildir:" + self.path("out"))

    def command(self, now, *words):
        return [self.program, "-q", "-c", self.path("mentord.conf"), "--now", now, *words]

    def once(self, now):
        subprocess.run(self.command(now, "once"), check=True)

    def add_mentors(self, count):
        """Into the store as it stands, 10 a school; `import` would do the same and take longer over it."""
        base = sqlite3.connect(self.path("store.db"))
        since = 1788220800
        schools = range(1, (count + 9) // 10 + 1)
        base.executemany("INSERT INTO school (id, name, key) VALUES (?, ?, ?)",
                         [(i, "School %d" % i, "school %d" % i) for i in schools])
        people = range(1, count + 1)
        base.executemany("INSERT INTO person VALUES (?, ?, ?)", [(i, name_of(i), since) for i in people])
        base.executemany("INSERT INTO name_word VALUES (?, ?)",
                         [(word, i) for i in people for word in name_of(i).lower().split()])
        base.executemany("INSERT INTO address (address, person) VALUES (?, ?)", [(address_of(i), i) for i in people])
        base.executemany("INSERT INTO role (person, scheme, role, school, since) VALUES (?, 'bcu', 'mentor', ?, ?)",
                         [(i, (i - 1) // 10 + 1, SINCE_DAY) for i in people])
        for name, values in (("phase", ("primary", "secondary", "post-16")), ("programme", ("pgce", "undergraduate"))):
            base.executemany("INSERT INTO attribute VALUES (?, 'bcu', ?, ?)",
                             [(i, name, values[i % len(values)]) for i in people])
        base.executemany("INSERT INTO dirty VALUES (?)", [(i,) for i in people])
        base.commit()
        base.close()

    def requests(self):
        """The requests for the tracker that were sent: (person, bytes)."""
        base = sqlite3.connect(self.path("store.db"))
        found = base.execute("SELECT person, bytes FROM outbox JOIN sealed ON outbox = id WHERE purpose LIKE 'request:%'"
                             " AND template = 'tracker-request' ORDER BY person").fetchall()
        base.close()
        return found

    def settle_store(self):
        """The write-ahead log folded in, so that copies are one file."""
        base = sqlite3.connect(self.path("store.db"))
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        base.close()

    def copy_store(self, source):
        for suffix in ("-wal", "-shm", ".lock"):
            if os.path.exists(self.path("store.db" + suffix)):
                os.unlink(self.path("store.db" + suffix))
        shutil.copy(source.path("store.db"), self.path("store.db"))

    def counts(self):
        """Met trackers, awards, receipts sent."""
        base = sqlite3.connect(self.path("store.db"))
        found = [base.execute(query).fetchone()[0] for query in (
            "SELECT count(*) FROM obligation WHERE requirement = 'tracker' AND state = 'met'",
            "SELECT count(*) FROM award WHERE award = 'introduction'",
            "SELECT count(*) FROM outbox WHERE purpose LIKE 'receipt:%' AND state = 'sent'")]
        base.close()
        return found


# What Word adds to a small document: many styles, a theme, and here a logo; packed once, for every copy is the same.
def padding():
    rng = random.Random(1)
    styles = "".join(
        '<w:style w:type="paragraph" w:styleId="Office%d"><w:name w:val="Office style %d"/><w:basedOn w:val="Normal"/>'
        '<w:uiPriority w:val="%d"/><w:pPr><w:spacing w:before="%d" w:after="%d"/></w:pPr><w:rPr><w:color w:val="%06X"/>'
        '<w:sz w:val="%d"/></w:rPr></w:style>' % (i, i, rng.randrange(99), rng.randrange(400), rng.randrange(400),
                                                 rng.randrange(1 << 24), rng.randrange(60)) for i in range(130))
    theme = ('<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office">' + "".join(
        '<a:font script="S%03d" typeface="%08x"/>' % (i, rng.getrandbits(32)) for i in range(150)) + "</a:theme>")
    logo = rng.randbytes(11000)
    return styles, {"word/theme/theme1.xml": theme.encode(), "word/media/image1.png": b"\x89PNG\r\n\x1a\n" + logo}


ANSWERS = {"handbook": ["Yes"], "wants": None, "st1": "1234", "st2": "1234", "st3": "1234", "st4": "1234"}
WORDS = "time for meetings observing lessons giving feedback workload questioning behaviour subject knowledge".split()


def answer(field, rng):
    if field == "wants":
        return " ".join(rng.choice(WORDS) for _ in range(30))
    return rng.choice(ANSWERS[field])


def filled(document, i, styles, parts):
    """The tracker as it comes back: its boxes filled and, as after another program's export, neither content controls nor a
    repeated heading left. python-docx, with which the reference reads, does not see text in content controls."""
    rng = random.Random(i)
    shown = re.compile(r"<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>(.*?)</w:sdtContent></w:sdt>", re.S)
    tag = re.compile(r'<w:tag w:val="([a-z0-9]+)"/>')

    def fill(found):
        field = tag.search(found.group(0)).group(1)
        if field not in ANSWERS:
            return found.group(1)
        text = answer(field, rng)
        half = len(text) // 2
        return "".join('<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>' % part
                       for part in (text[:half], text[half:]) if part)

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = shown.sub(fill, data.decode().replace("<w:tblHeader/>", "")).encode()
            elif name == "word/styles.xml":
                data = data.decode().replace("</w:styles>", styles + "</w:styles>").encode()
            elif name == "[Content_Types].xml":
                data = data.replace(b"<Override", b'<Default Extension="png" ContentType="image/png"/><Override', 1)
            new.writestr(name, data)
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def returned_mail(i, request, document):
    """A reply with the tracker attached, with the headers that mail collects on its way; LF line ends."""
    rng = random.Random(i)
    day = "Tue, 20 Oct 2026 09:%02d:%02d +0100" % (i // 60 % 60, i % 60)
    boundary = "=-%016x" % rng.getrandbits(64)
    head = ["Return-Path: <%s>" % address_of(i)]
    for hop in range(3):
        head.append("Received: from mx%d.example.sch.uk (mx%d.example.sch.uk [192.0.2.%d])\n\tby mx%d.example.ac.uk (Postfix) "
                    "with ESMTPS id %08X\n\tfor <mentors@bench.example.ac.uk>; %s"
                    % (hop, hop, hop + 1, hop, rng.getrandbits(32), day))
    head += ["DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.sch.uk; s=s1;\n\th=from:to:subject:date;\n\tb="
             + base64.b64encode(rng.randbytes(132)).decode(),
             "From: %s <%s>" % (name_of(i), address_of(i)), "To: Bench Partnership <mentors@bench.example.ac.uk>",
             "Subject: Re: %s" % str(request["Subject"]), "In-Reply-To: %s" % request["Message-ID"], "Date: " + day,
             "Message-ID: <%d.%x@example.sch.uk>" % (i, rng.getrandbits(60)), "MIME-Version: 1.0",
             'Content-Type: multipart/mixed; boundary="%s"' % boundary, ""]
    body = ["--" + boundary, "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
            "Hello,", "", "please find my tracker attached =E2=80=93 with thanks.", "", name_of(i), "", "--" + boundary,
            "Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document;",
            '\tname="tracker %d.docx"' % i, "Content-Transfer-Encoding: base64",
            'Content-Disposition: attachment; filename="tracker %d.docx"' % i, "",
            base64.encodebytes(document).decode().rstrip("\n"), "--" + boundary + "--", ""]
    return ("\n".join(head) + "\n" + "\n".join(body)).encode()


def mail_name(i, mail, copy=0):
    """Of a maildir's file; with its sizes, so that the server need not look."""
    return "%d.M%dP%d.bench,S=%d,W=%d:2," % (1792483200 + i, i, copy + 1, len(mail), len(mail) + mail.count(b"\n"))


def saved_again(mail, copy):
    """The same mail, sent again with its document saved anew: the same boxes in other bytes (a comment in the archive)."""
    head, _, rest = mail.rpartition(b"\n\n")
    coded, end, tail = rest.partition(b"\n--=-")
    comment = b"copy %d" % copy
    document = base64.b64decode(coded)[:-2] + len(comment).to_bytes(2, "little") + comment
    head = re.sub(rb"Message-ID: <", b"Message-ID: <copy%d." % copy, head, count=1)
    return head + b"\n\n" + base64.encodebytes(document).rstrip(b"\n") + end + tail


def write_mails(site, folder):
    """Into the maildir @folder, sizes in the names so that the server need not look; how many, and their mean size."""
    os.makedirs(folder, exist_ok=True)
    styles, parts = padding()
    total = 0
    requests = site.requests()
    for person, raw in requests:
        request = email.message_from_bytes(raw, policy=email.policy.default)
        document = next(part for part in request.iter_attachments()
                        if part.get_filename().endswith(".docx")).get_payload(decode=True)
        mail = returned_mail(person, request, filled(document, person, styles, parts))
        total += len(mail)
        with open(os.path.join(folder, mail_name(person, mail)), "wb") as file:
            file.write(mail)
    return len(requests), total // max(1, len(requests))


