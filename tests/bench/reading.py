# SPDX-License-Identifier: GPL-3.0-or-later
"""Classifying and reading mixed messages, messages a second, and the memory of 1,000 and of 10,000: "mentord read", sandbox
included, beside Python's email with python-docx and openpyxl, which only opens what mentord reads, and knows no kinds. The mails
are those of tests/corpus, and its documents as attachments, over and over."""
import email.message
import email.policy
import glob
import os
import statistics
import subprocess
import sys
import time

FEW, MANY = 1000, 10000
TYPES = ("docx", "xlsx", "ods", "odt", "pdf", "csv")
PYTHON = """import email, email.policy, io, sys
import docx, openpyxl
kept = failed = 0
for path in sys.argv[1:]:
    try:
        with open(path, "rb") as file:
            mail = email.message_from_binary_file(file, policy=email.policy.default)
        str(mail["subject"]), str(mail["from"]), str(mail["date"])
        for part in mail.walk():
            if part.is_multipart():
                continue
            content, name = part.get_payload(decode=True) or b"", part.get_filename() or ""
            if name.endswith(".docx"):
                kept += sum(len(c.text) for t in docx.Document(io.BytesIO(content)).tables for r in t.rows for c in r.cells)
            elif name.endswith(".xlsx"):
                for sheet in openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets:
                    kept += sum(len(row) for row in sheet.iter_rows(values_only=True))
            else:
                kept += len(content)
    except Exception:
        failed += 1
print(len(sys.argv) - 1, kept, failed)
"""


def attached(path):
    with open(path, "rb") as file:
        content = file.read()
    mail = email.message.EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = "Amy Brown <amy.brown@example.sch.uk>", "mentors@example.ac.uk", "My form"
    mail["Date"], mail["Message-ID"] = "Tue, 20 Oct 2026 09:00:00 +0100", "<%s@example.sch.uk>" % os.path.basename(path)
    mail.set_content("Please find it attached.\n\nAmy\n")
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=os.path.basename(path))
    return mail.as_bytes()


def messages(bench, source):
    """Paths of different mails; every second one is a mail of the corpus, the others bring a document."""
    folder = bench.folder.file("mixed")
    os.makedirs(folder)
    brought = []
    for path in sorted(path for kind in TYPES for path in glob.glob(os.path.join(source, "tests/corpus/documents/%s-*.%s" % (kind, kind)))):
        brought.append(os.path.join(folder, os.path.basename(path) + ".eml"))
        with open(brought[-1], "wb") as file:
            file.write(attached(path))
    plain = sorted(glob.glob(os.path.join(source, "tests/corpus/messages/*.eml")))
    return [path for i in range(max(len(plain), len(brought))) for path in (plain[i % len(plain)], brought[i % len(brought)])]


def spent(command):
    """(seconds, processor seconds of @command and all that it waited for)."""
    start = time.monotonic()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        status, usage = os.wait4(child.pid, 0)[1:]
        child.returncode = status
    if status:
        raise RuntimeError("%s ended with %d" % (command[0], status))
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime


def watched(watch_class, command):
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as child:
        watch = watch_class(child.pid)
        status = child.wait()
        watch.stop()
    if status:
        raise RuntimeError("%s ended with %d" % (command[0], status))
    return watch


def measure(bench, watch_class, rounds, source):
    """The rows of the table."""
    mixed = messages(bench, source)
    few, many = ((mixed * (count // len(mixed) + 1))[:count] for count in (FEW, MANY))
    cases = {"mentord read, %d" % FEW: (few, [bench.mentord, "read", "--json"]), "mentord read, %d" % MANY: (many, [bench.mentord, "read", "--json"])}
    if subprocess.run(["/usr/bin/python3", "-c", "import docx, openpyxl"], check=False, stderr=subprocess.DEVNULL).returncode:
        bench.left_out.append("Python's email with python-docx and openpyxl: they are not installed")
    else:
        cases["email, python-docx, openpyxl, %d" % FEW] = (few, ["/usr/bin/python3", "-W", "ignore", "-c", PYTHON])
    rates, costs = {name: [] for name in cases}, {name: [] for name in cases}
    for number in range(rounds + 1):
        for name, (paths, command) in cases.items():
            seconds, processor = spent([*command, *paths])
            print("  round %d: %-32s %8.1f a second" % (number, name, len(paths) / seconds), file=sys.stderr, flush=True)
            if number:
                rates[name].append(len(paths) / seconds)
                costs[name].append(1000 * processor / len(paths))

    def beside(found, unit, words, theirs_over_ours):
        ours = next(iter(found.values()))
        for name, values in found.items():
            ratio = statistics.median(b / a if theirs_over_ours else a / b for a, b in zip(ours, values))
            made.append(("reading%s: %s" % (words, name), unit % statistics.median(values), "", "" if values is ours else "%.2fx" % ratio, ""))
    made = []
    beside(rates, "%.0f/s", "", False)
    beside(costs, "%.2f ms", ", processor", True)
    for name, (paths, command) in list(cases.items())[:2]:
        watch = watched(watch_class, [*command, *paths])
        made.append(("reading: memory, %d messages" % len(paths), "%.1f MiB" % watch.own, "",
                     "with libraries %.0f, with readers %.0f MiB" % (watch.alone, watch.all), ""))
    return made
