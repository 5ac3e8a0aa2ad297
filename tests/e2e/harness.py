# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end-to-end tests share: a partnership in a temporary folder, people who write to it, and TAP. Drives the built
program from outside only; tests nothing itself. Times are told with --now: nothing here waits for a clock."""
import collections
import csv
import email
import email.policy
import email.utils
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from datetime import datetime, timedelta
from email.message import EmailMessage

SOURCE = os.environ.get("TOP_SRCDIR") or os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.environ.get("TOP_BUILDDIR") or os.path.join(SOURCE, "build")
PROGRAM = os.path.join(BUILD, "src", "mentord")
# fontconfig keeps what it has read of its configuration; a build with sanitizers would call that a leak
os.environ.setdefault("LSAN_OPTIONS", "print_suppressions=0:suppressions=" + os.path.join(SOURCE, "tests", "lsan.supp"))
PATIENCE = 300  # seconds after which a command hangs
MAILBOX = "mentors@example.ac.uk"
OFFICE = "office@example.ac.uk"

PRIMARY, SECONDARY = "lead.primary@example.ac.uk", "lead.secondary@example.ac.uk"
PEOPLE = [  # name, email, role, school, phase, programme, subject
    ("Helen Okafor", PRIMARY, "strategic-lead", "", "primary", "", ""),
    ("Mark Toye", SECONDARY, "strategic-lead", "", "secondary", "", ""),
    ("Priya Nair", "priya.nair@example.sch.uk", "lead-mentor", "Oakfield Primary School", "primary", "", ""),
    ("Amy Brown", "amy.brown@example.sch.uk", "mentor", "Oakfield Primary School", "primary", "pgce", ""),
    ("Ben Clark", "ben.clark@example.sch.uk", "mentor", "Oakfield Primary School", "primary", "undergraduate", ""),
    ("Chloë Davies-O’Neill", "chloe.davies@example.sch.uk", "mentor", "Oakfield Primary School", "primary", "pgce", ""),
    ("Ella Frost", "ella.frost@example.org", "lead-mentor", "Elm Grove Academy", "secondary", "", ""),
    ("Dan Evans", "dan.evans@example.org", "mentor", "Elm Grove Academy", "secondary", "pgce", "Mathematics"),
]
COLUMNS = ("name", "email", "role", "school", "phase", "programme", "subject")
TRACKER = {
    "I have read the Mentor Handbook for my phase": "Yes", "Personal qualities": "3", "Teaching": "2",
    "Professionalism": "4", "Self-development and working in partnership": "1",
    "Training I would find most useful": "Giving feedback after a lesson",
}
SITE = """
partnership = {{ name = "Example ITE Partnership"; domain = "example.ac.uk"; office = "office@example.ac.uk"; {partnership} }};
mailbox = {{ {mailbox}; since = "2026-09-01"; authserv_id = "mx.example.ac.uk"; }};
submission = {{ {submission}; from = "Example ITE Partnership <mentors@example.ac.uk>"; {sending} }};
publish = {{ directory = "public"; base_url = "https://mentors.example.ac.uk"; listen = "127.0.0.1:0"; }};
store = "mentord.db";
schemes = ("bcu.conf"{others});
years = ("year.conf");
templates = "{templates}";
"""


class Skip(Exception):
    """Something that this machine lacks; says what."""


def need(module):
    try:
        return __import__(module, fromlist=["_"])
    except ImportError:
        raise Skip("the Python module %s is not installed" % module) from None


def need_program(name):
    found = shutil.which(name, path="/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
    if not found:
        raise Skip("the program %s is not installed" % name)
    return found


def same(what, got, want):
    if got != want:
        raise AssertionError("%s: got %r, want %r" % (what, got, want))


def check(what, true):
    if not true:
        raise AssertionError(what)


def run(tests):
    """Calls each of @tests, prints TAP, and ends the program."""
    failed = 0
    chosen = [test for test in tests if not sys.argv[1:] or test.__name__ in sys.argv[1:]]
    print("1..%d" % len(chosen), flush=True)
    for n, test in enumerate(chosen, 1):
        name = test.__name__.replace("_", " ")
        try:
            test()
            print("ok %d - %s" % (n, name), flush=True)
        except Skip as why:
            print("ok %d - %s # SKIP %s" % (n, name, why), flush=True)
        except Exception:  # whatever goes wrong in one test leaves the others to be told
            failed += 1
            print("not ok %d - %s" % (n, name))
            print("# " + traceback.format_exc().rstrip().replace("\n", "\n# "), flush=True)
    sys.exit(1 if failed else 0)


Result = collections.namedtuple("Result", "code out err")
Attached = collections.namedtuple("Attached", "name type bytes")


class Sent:
    """One mail as one recipient got it."""

    def __init__(self, raw):
        self.raw = raw
        self.message = email.message_from_bytes(raw, policy=email.policy.default)
        self.to = self.message["Delivered-To"] or ""
        self.template = self.message["X-Mentord-Template"]
        self.refs = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}", " ".join(self.message.get_all("X-Mentord-Ref", [])))
        self.id = self.message["Message-ID"].strip()
        self.subject = self.message["Subject"]

    def is_of(self, names):
        """Whether it has a part of one of these templates."""
        return not set(names).isdisjoint((self.template or "").split())

    def part(self, kind):
        body = self.message.get_body(preferencelist=(kind,))
        return body.get_content() if body else ""

    @property
    def text(self):
        return self.part("plain")

    @property
    def attachments(self):
        return [Attached(part.get_filename(), part.get_content_type(), part.get_payload(decode=True))
                for part in self.message.iter_attachments()]

    def attached(self, ending):
        """The one attachment whose name ends so."""
        found = [one for one in self.attachments if (one.name or "").endswith(ending)]
        same("attachments *%s of %s to %s" % (ending, self.template, self.to), len(found), 1)
        return found[0].bytes


class Site:
    """A partnership in a folder of its own, with people, on maildir ends unless told otherwise. Use with `with`."""

    def __init__(self, people=PEOPLE, year=None, scheme=None, sending="", partnership="", mailbox=None, submission=None,
                 imported="2026-09-02T09:00:00+01:00", others=None, columns=COLUMNS):
        """@others: file name -> text, of further schemes."""
        self.folder = tempfile.mkdtemp(prefix="mentord-e2e-")
        self.config = self.file("mentord.conf")
        self.serial = itertools.count(1)
        self.seen = set()
        for end in ("in", "out"):
            for part in ("new", "cur", "tmp"):
                os.makedirs(self.file(end, part))
        self.write("mentord.conf", SITE.format(
            partnership=partnership, sending=sending, templates=os.path.join(SOURCE, "templates"),
            mailbox=mailbox or 'url = "maildir:%s"' % self.file("in"),
            submission=submission or 'url = "maildir:%s"' % self.file("out"),
            others="".join(', "%s"' % name for name in others or ())))
        for name, text in (others or {}).items():
            self.write(name, text)
        self.write("bcu.conf", scheme or read(os.path.join(SOURCE, "conf", "schemes", "bcu.conf")))
        self.write("year.conf", year or read(os.path.join(SOURCE, "conf", "year-2026-27.conf")))
        self.people = people
        if people:
            self.mentord("import", self.roster(people, columns=columns), now=imported)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if os.environ.get("KEEP"):
            print("# kept: " + self.folder)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def file(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, content):
        path = self.file(name)
        with open(path, "wb" if isinstance(content, bytes) else "w", **({} if isinstance(content, bytes)
                                                                        else {"encoding": "utf-8"})) as file:
            file.write(content)
        return path

    def roster(self, people, name="people.csv", columns=COLUMNS):
        path = self.file(name)
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *people])
        return path

    # Commands

    def mentord(self, *arguments, now=None, code=0, env=None):
        """Runs a command on this site; its exit status must be @code (None: any)."""
        before = ["-c", self.config] + (["--now", now] if now else [])
        result = mentord(*before, *arguments, env=env, folder=self.folder)
        if code is not None and result.code != code:
            raise AssertionError("mentord %s ended with %d, not %d\n%s%s" %
                                 (" ".join(arguments), result.code, code, result.out[-2000:], result.err[-4000:]))
        return result

    def json(self, *arguments, now=None, code=0):
        return json.loads(self.mentord(*arguments, "--json", now=now, code=code).out)

    def once(self, now, **others):
        """One pass; the mails that it sent."""
        self.mentord("once", now=now, **others)
        return self.fresh()

    def obligation(self, address, requirement, now, instance=None):
        found = [one for one in self.json("person", address, now=now)["obligations"]
                 if one["requirement"] == requirement and (instance is None or instance in json.dumps(one))]
        same("obligations %s of %s" % (requirement, address), len(found), 1)
        return found[0]

    # Mail that went out

    def sent(self):
        """Everything that was ever sent, in no order."""
        folder = self.file("out", "new")
        return [Sent(read_bytes(os.path.join(folder, name))) for name in sorted(os.listdir(folder))]

    def fresh(self):
        """What was sent since the last call."""
        folder = self.file("out", "new")
        names = sorted(set(os.listdir(folder)) - self.seen)
        self.seen.update(names)
        return [Sent(read_bytes(os.path.join(folder, name))) for name in names]

    # Mail that comes in

    def deliver(self, message, received, folder=".", sender=None):
        """Puts @message (EmailMessage or bytes) into the maildir as a mail server does that took it at @received, from the
        envelope sender @sender (None: its author)."""
        raw = message if isinstance(message, bytes) else message.as_bytes(policy=email.policy.SMTP)
        when = email.utils.format_datetime(datetime.fromisoformat(received))
        trace = ("Return-Path: <%s>\r\nReceived: from mail.example.org by mx.example.ac.uk with ESMTPS; %s\r\n" %
                 (email.utils.parseaddr(str(email.message_from_bytes(raw)["From"]))[1] if sender is None else sender, when))
        name = "%d.e2e.example" % next(self.serial)
        for part in ("new", "cur", "tmp"):
            os.makedirs(self.file("in", folder, part), exist_ok=True)
        temporary = self.file("in", folder, "tmp", name)
        with open(temporary, "wb") as file:
            file.write(trace.encode() + raw)
        os.rename(temporary, self.file("in", folder, "new", name))

    def inbox(self):
        return os.listdir(self.file("in", "new")) + os.listdir(self.file("in", "cur"))

    def processed(self):
        folder = self.file("in", ".Processed", "cur")
        return os.listdir(folder) if os.path.isdir(folder) else []


def mentord(*arguments, env=None, folder=None):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=PATIENCE, cwd=folder,
                          env=dict(os.environ, **(env or {})), check=False)
    return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def read_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def year_with(core):
    """The shipped year with other dates for the autumn's core event: @core is (phase, start, minutes) each."""
    text = read(os.path.join(SOURCE, "conf", "year-2026-27.conf"))
    kept = [line for line in text.splitlines() if not ('event = "core"' in line and 'term = "autumn"' in line)]
    made = ['  { scheme = "bcu"; event = "core"; term = "autumn"; phase = "%s"; start = "%s"; minutes = %d; '
            'place = "Online"; },' % one for one in core]
    at = next(n for n, line in enumerate(kept) if line.startswith("sessions"))
    return "\n".join(kept[:at + 1] + made + kept[at + 1:]) + "\n"


def templates(mails, *names):
    """(template, recipient) of @mails, sorted; of those alone that have one of these parts if any are named."""
    return sorted((mail.template, mail.to) for mail in mails if not names or mail.is_of(names))


def to(mails, address, template=None):
    return [mail for mail in mails if mail.to == address and (not template or mail.is_of((template,)))]


def one(mails, address, template):
    """The only mail of this template to @address."""
    found = to(mails, address, template)
    if len(found) != 1:
        raise AssertionError("%d mails %s to %s; all: %s" % (len(found), template, address, templates(mails)))
    return found[0]


# What people write

serial = itertools.count(1)


def write(sender, subject, text, attachments=(), name=None, answers=None, headers=(), authentic=True):
    """A mail to the partnership. @attachments: (file name, bytes); @answers: the Sent that it replies to."""
    message = EmailMessage(policy=email.policy.SMTP)
    if authentic:
        message["Authentication-Results"] = ("mx.example.ac.uk; spf=pass smtp.mailfrom=%s; dmarc=pass header.from=%s" %
                                             (sender, sender.split("@")[1]))
    message["From"] = email.utils.formataddr((name, sender)) if name else sender
    message["To"] = MAILBOX
    message["Subject"] = subject
    message["Date"] = "Fri, 09 Oct 2026 10:00:00 +0100"
    message["Message-ID"] = "<%d.%d@mail.example.org>" % (os.getpid(), next(serial))
    if answers:
        message["In-Reply-To"] = answers.id
        message["References"] = answers.id
    for header, value in headers:
        del message[header]
        message[header] = value
    message.set_content(text)
    for file, content in attachments:
        kind = {"docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
                "xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet"}.get(file.rsplit(".")[-1], "octet-stream")
        message.add_attachment(content, maintype="application", subtype=kind, filename=file)
    return message


def reply(mail, text, attachments=(), **others):
    """@mail's recipient answers it, quoting it as mail programs do."""
    quote = "\n".join("> " + line for line in mail.text.splitlines())
    return write(others.pop("sender", mail.to), "Re: " + mail.subject, text + "\n\nOn Thu, 8 Oct 2026, Example ITE Partnership "
                 "wrote:\n" + quote, attachments, answers=mail, **others)


def fill(document, values):
    """Types @values into the cells beside their labels of a .docx, as a person does."""
    from io import BytesIO
    docx = need("docx")
    opened = docx.Document(BytesIO(document))
    left = dict(values)
    for table in opened.tables:
        for row in table.rows:
            for cell, beside in zip(row.cells, row.cells[1:]):
                label = cell.text.strip().rstrip("*:").strip()
                if label in left and beside is not cell:
                    beside.text = left.pop(label)
    same("labels that the form lacks", sorted(left), [])
    out = BytesIO()
    opened.save(out)
    return out.getvalue()


def fill_controls(document, values):
    """Chooses @values in the content controls of a .docx, as Word does: by the title of the control."""
    import zipfile
    from io import BytesIO
    etree = need("lxml.etree")
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    source = zipfile.ZipFile(BytesIO(document))
    tree = etree.fromstring(source.read("word/document.xml"))
    left = dict(values)
    for control in tree.iter(w + "sdt"):
        title = control.find(w + "sdtPr/" + w + "alias")
        if title is None or title.get(w + "val") not in left:
            continue
        for mark in control.findall(w + "sdtPr/" + w + "showingPlcHdr"):
            mark.getparent().remove(mark)
        texts = list(control.iter(w + "t"))
        texts[0].text = left.pop(title.get(w + "val"))
        for other in texts[1:]:
            other.text = ""
    same("controls that the form lacks", sorted(left), [])
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for item in source.infolist():
            made.writestr(item, etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
                          if item.filename == "word/document.xml" else source.read(item.filename))
    return out.getvalue()


def office_converts(document, source, target):
    """What LibreOffice makes of @document, a file ending in @source, when it is saved as @target."""
    program = need_program("soffice")
    with tempfile.TemporaryDirectory(prefix="mentord-office-") as folder:
        with open(os.path.join(folder, "in." + source), "wb") as file:
            file.write(document)
        subprocess.run([program, "-env:UserInstallation=file://" + folder + "/profile", "--headless", "--convert-to",
                        target, "--outdir", folder + "/out", folder + "/in." + source], check=True, timeout=PATIENCE,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ, HOME=folder))
        return read_bytes(os.path.join(folder, "out", "in." + target))


def pdf_text(document):
    program = need_program("pdftotext")
    return subprocess.run([program, "-layout", "-", "-"], input=document, capture_output=True, check=True).stdout.decode()


def workbook(document):
    from io import BytesIO
    return need("openpyxl").load_workbook(BytesIO(document))


def saved(book):
    from io import BytesIO
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def header_row(sheet, label):
    """(row, {column label: column}) of the header that has @label."""
    for row in sheet.iter_rows():
        labels = {str(cell.value).strip().rstrip("*").strip(): cell.column for cell in row if cell.value is not None}
        if label in labels:
            return row[0].row, labels
    raise AssertionError("no column %s in %s" % (label, sheet.title))


def days_later(start, days, at="09:00"):
    """The local instant so many days after the date @start, British summer time until 25 October 2026."""
    day = datetime.fromisoformat(start) + timedelta(days=days)
    summer = day < datetime(2026, 10, 25)
    return day.strftime("%Y-%m-%dT") + at + (":00+01:00" if summer else ":00+00:00")
