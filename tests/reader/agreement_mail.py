#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader beside Python's email package and what public collections expect, over whole collections where they lie: fields of
headers, texts, names and sizes of files; kinds and recipients of bounces; files out of winmail.dat; answers without their quote."""
import collections
import csv
import difflib
import email
import email.policy
import json
import os
import re
import subprocess
import sys
import tempfile
import warnings

TOP = os.environ.get("TOP_SRCDIR", ".")
MENTORD = os.path.join(os.environ.get("TOP_BUILDDIR", "."), "src/mentord")
PLACES = [os.path.join(TOP, up, "shared/corpora") for up in ("..", "../..")]
CORPORA = next((place for place in PLACES if os.path.isdir(place)), None)
# what unfolds into what is in it, and what is a mail by its content
UNFOLDS = re.compile(r"\.(zip|eml|email|patch)$")
# what is no file: signatures, what wraps a mail, and pictures, for whether one is a document is not the other reader's question
NO_FILES = re.compile(r"^image/|signature|pkcs7|ms-tnef|pgp-encrypted|applefile|^message/|^multipart/")
number = 0


def tap(good, words):
    global number
    number += 1
    print("%s %d - %s" % ("ok" if good else "not ok", number, words), flush=True)


def say(name, good, whole, least):
    percent = 100.0 * good / max(whole, 1)
    tap(whole > 0 and percent >= least, "%s: %.1f %% of %d agree" % (name, percent, whole))


def read(paths):
    done = subprocess.run([MENTORD, "read", "--json"] + paths, capture_output=True, timeout=600)
    lines = done.stdout.decode("utf-8").splitlines()
    if len(lines) != len(paths):
        print("Bail out! mentord read said %d things of %d files: %s" % (len(lines), len(paths), done.stderr[-300:]))
        sys.exit(1)
    return dict(zip(paths, (json.loads(line) for line in lines)))


def files_below(*folders):
    return [os.path.join(place, name) for folder in folders for place, _, names in sorted(os.walk(os.path.join(CORPORA, folder)))
            for name in sorted(names)]


def fold(words):
    return re.sub(r"\s+", " ", words or "").strip()


def documents(reading):
    while reading:
        yield from reading["documents"]
        reading = reading["forwarded"]


def leaves(message):
    if message.is_multipart():
        for part in message.get_payload():
            yield from leaves(part)
    else:
        yield message


def header_pairs(message, reading):
    """(what is compared, their word, ours) as far as the other reader has a sound one."""
    def sound(words):
        return words and "\ufffd" not in words and not re.search("[\ud800-\udfff]", words)
    if len(message.get_all("subject", [])) == 1 and sound(str(message["subject"])):
        yield "subject", fold(str(message["subject"])), fold(reading["subject"])
    authors = message["from"].addresses if message["from"] else ()
    if len(message.get_all("from", [])) == 1 and len(authors) == 1 and sound(authors[0].addr_spec) and "@" in authors[0].addr_spec:
        yield "from", authors[0].addr_spec.lower(), reading["from"]["address"]
    if message["date"] and message["date"].datetime:
        yield "date", message["date"].datetime.isoformat()[:16], reading["date"][:16]
    if message["message-id"]:
        yield "message-id", str(message["message-id"]).strip().strip("<>"), reading["message_id"]


def body_of(message):
    """The plain text of a mail without parts: in a quoted mail ours is a piece of it."""
    if message.is_multipart() or message.get_content_type() != "text/plain" or message.get_filename():
        return None
    return fold(message.get_content())


def compare_mail(path, reading, score):
    with open(path, "rb") as file:
        raw = file.read()
    message = email.message_from_bytes(raw.split(b"\n", 1)[1] if raw.startswith(b"From ") else raw, policy=email.policy.default)
    if len(message.keys()) < 2 or reading["kind"] == "document":
        return
    for what, theirs, ours in header_pairs(message, reading):
        score[what].append((path, theirs == ours))
    body = body_of(message)
    if body and "\ufffd" not in body and not re.search(r"(?m)^begin \d|-----BEGIN PGP|^[>-]", message.get_content()):
        lines = [fold(line) for line in reading["text"].splitlines() if fold(line)]
        score["text"].append((path, all(line in body for line in lines)))
    have = collections.Counter(fold(one["name"]) for one in documents(reading))
    sizes = {fold(one["name"]): one["bytes"] for one in documents(reading)}
    for part in leaves(message):
        name = part.get_filename()
        if not name or NO_FILES.search(part.get_content_type()) or "\ufffd" in name or UNFOLDS.search(name):
            continue
        name = re.split(r"[/\\]", fold(name))[-1]
        score["file names"].append((path, name in have))
        if have[name] == 1:
            score["file sizes"].append((path, abs(sizes[name] - len(part.get_payload(decode=True) or b"")) <= 2))


def mails(folders):
    score = collections.defaultdict(list)
    paths = [path for path in files_below(*folders) if re.search(r"\.(eml|msg|txt|mbox)$|/notmuch/|/rt/", path) and "email_reply_trimmer" not in path]
    for path, reading in read(paths).items():
        try:
            compare_mail(path, reading, score)
        except Exception:  # what the other reader cannot read says nothing about ours
            continue
    for what, least in (("subject", 97), ("from", 97), ("date", 97), ("message-id", 97), ("text", 95), ("file names", 95), ("file sizes", 95)):
        for path in sorted(path for path, good in score[what] if not good):
            print("# %s differs: %s" % (what, os.path.relpath(path, CORPORA)))
        say(what, sum(good for _, good in score[what]), len(score[what]), least)


def expectations(corpus):
    with open(os.path.join(CORPORA, "MANIFEST.tsv"), encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["corpus"] == corpus:
                yield os.path.join(CORPORA, corpus, row["file"]), row["expected"] or ""


def bounces():
    wanted = [(path, expected) for path, expected in expectations("bounces") if os.path.exists(path)]
    readings = read([path for path, _ in wanted])
    table, kinds, people, codes = collections.Counter(), [], [], []
    for path, expected in wanted:
        reading, word = readings[path], expected.split(" ")[0]
        table[word, reading["kind"]] += 1
        named = {one["recipient"] for one in reading["bounce"]}
        if word.startswith("bounce"):
            kinds.append(reading["kind"] in ("bounce", "delay"))
            people += [address.lower() in named for address in re.findall(r"[^\s,]+@[^\s,]+", expected)]
            code = re.search(r"dsn=([245]\.\d+\.\d+)", expected)
            if code and not re.match(r"[45]\.0\.9\d\d", code.group(1)):  # those are of the collection's own making
                codes.append(any(one["status"][:1] == code.group(1)[0] for one in reading["bounce"]))
    for (word, kind), count in sorted(table.items()):
        print("# %4d expected %s, read as %s" % (count, word, kind))
    say("bounces known as such", sum(kinds), len(kinds), 97)
    say("recipients of bounces", sum(people), len(people), 95)
    say("classes of status codes", sum(codes), len(codes), 90)


def trimmed():
    folder, good, whole = os.path.join(CORPORA, "inbound/email_reply_trimmer"), 0, 0
    with tempfile.TemporaryDirectory() as scratch:
        pairs = []
        for name in sorted(os.listdir(os.path.join(folder, "emails"))):
            expected = os.path.join(folder, "trimmed", name)
            if os.path.exists(expected):
                with open(os.path.join(folder, "emails", name), "rb") as file:
                    body = file.read()
                path = os.path.join(scratch, name + ".eml")
                with open(path, "wb") as file:
                    file.write(b"From: a@example.org\nSubject: Re: x\nContent-Type: text/plain; charset=utf-8\n\n" + body)
                with open(expected, encoding="utf-8") as file:
                    pairs.append((path, fold(file.read())))
        readings = read([path for path, _ in pairs])
        for path, want in pairs:
            have = fold(readings[path]["text"])
            whole += 1
            good += have == want
            if have != want:
                print("# %s: %.2f alike" % (os.path.basename(path), difflib.SequenceMatcher(None, want, have).ratio()))
    say("answers without their quote", good, whole, 75)


def winmail():
    folder, good, whole = os.path.join(CORPORA, "tnef/tnef/datafiles"), 0, 0
    pairs = [(os.path.join(folder, name), os.path.join(folder, name[:-5] + ".list")) for name in sorted(os.listdir(folder)) if name.endswith(".tnef")]
    readings = read([path for path, _ in pairs])
    for path, expected in pairs:
        if os.path.exists(expected):
            with open(expected, encoding="utf-8") as file:
                names = [line.strip() for line in file if line.strip() and not line.strip().endswith("-body.rtf")]
            have = [one["name"] for one in documents(readings[path])]
            whole += len(names)
            good += sum(name in have for name in names)
    say("files out of winmail.dat", good, whole, 97)


def main():
    warnings.simplefilter("ignore")
    if not CORPORA:
        print("1..0 # SKIP the public collections are not on this machine")
        return
    print("1..12")
    mails(("inbound", "mime"))
    bounces()
    trimmed()
    winmail()


if __name__ == "__main__":
    main()
