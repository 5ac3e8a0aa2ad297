#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What kind each mail is taken for, as a table of confusion: what must be read in the rows, what was read in the columns. Over
messages/, where there may be no mistake; and over public collections where they lie beside the checkout, whose mails nobody here
wrote."""
import collections
import csv
import json
import os
import re

from test_corpus import HERE, cases, readings

FEWEST = 300  # mails of messages/ that say their kind
KINDS = ("return", "message", "auto-reply", "bounce", "delay", "read-receipt", "challenge", "calendar", "list", "report", "own", "document")
PEOPLE = ("return", "message")
TOP = os.environ.get("TOP_SRCDIR", ".")
PLACES = [os.path.join(TOP, up, "shared/corpora") for up in ("..", "../..")]
CORPORA = next((place for place in PLACES if os.path.isdir(place)), None)
NAMED = re.compile(r"(?im)^(?:Final-Recipient|Original-Recipient|X-Failed-Recipients|X-Actual-Recipient)[ \t]*:[ \t]*(?:[\w-]+;)?[ \t]*<?([^\s<>,;]+@[^\s<>,;]+)")
RESULTS = []


def result(good, words):
    RESULTS.append("%s %d - %s" % ("ok" if good else "not ok", len(RESULTS) + 1, words))
    print(RESULTS[-1])


def show(title, table, wrong):
    """@table: (expected, read) to a number."""
    columns = [kind for kind in KINDS if any(have == kind for _, have in table)]
    rows = [kind for kind in (*KINDS, "human", "machine") if any(want == kind for want, _ in table)]
    print("# %s\n# %-13s%s" % (title, "", "".join("%13s" % kind for kind in columns)))
    for row in rows:
        print("# %-13s%s" % (row, "".join("%13s" % (table[row, kind] or ".") for kind in columns)))
    for line in wrong:
        print("# %s" % line)


def own_collection():
    paths, wants = [], []
    for path in cases("messages"):
        with open(os.path.splitext(path)[0] + ".json", encoding="utf-8") as file:
            kind = json.load(file)["reading"].get("kind")
        if kind:
            paths.append(path)
            wants.append(kind)
    table, wrong = collections.Counter(), []
    for path, want, reading in zip(paths, wants, readings(paths)):
        table[want, reading["kind"]] += 1
        if want != reading["kind"]:
            wrong.append("%s: %s, and not %s" % (os.path.relpath(path, HERE), reading["kind"], want))
    show("messages/: %d mails" % len(paths), table, wrong)
    result(not wrong, "each of %d mails is taken for what it is" % len(paths))
    result(len(paths) >= FEWEST, "at least %d mails say their kind" % FEWEST)
    missing = [kind for kind in KINDS if kind != "document" and not any(want == kind for want, _ in table)]
    result(not missing, "of every kind there are some%s" % "".join("; not of " + kind for kind in missing))


def raw_of(path):
    with open(path, "rb") as file:
        raw = file.read().decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")
    head, _, body = raw.partition("\n\n")
    return head, body


def expected(row, head, body):
    """The kind that a mail of a public collection has by what its collection says of it; None where it says nothing."""
    said, corpus = row["expected"], row["corpus"]
    if said.startswith("bounce"):
        waits = re.search(r"(?im)^Action:\s*delayed", body) and not re.search(r"(?im)^Action:\s*failed", body)
        warns = re.search(r"(?im)^Subject:.*(\(delay|delayed|could not send message for past|not yet been delivered)", head)
        return "delay" if waits or warns or said.startswith("bounce temporary") else "bounce"
    if said.startswith("auto-reply"):
        return "auto-reply"
    if said.startswith("complaint") or said.startswith("machine report: "):
        return "report"
    if said.startswith("text/calendar"):
        return "calendar"
    human = corpus == "inbound" and row["source_repo"].split("/")[-1] in ("alaveteli", "rt", "redmine", "thunderbird-desktop")
    return "human" if human and not re.search(r"(?im)^Return-Path:\s*<>", head) and re.search(r"(?im)^From:", head) else None


def recipients(row, raw):
    """Who failed: as the collection says, else as the report names them; nobody where only prose does."""
    said = [one for part in re.findall(r"(?:permanent|temporary) (\S+)", row["expected"]) for one in part.lower().split(",")]
    return set(said or [one.lower().rstrip(".") for one in NAMED.findall(raw)])


def public_rows():
    with open(os.path.join(CORPORA, "MANIFEST.tsv"), encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            path = os.path.join(CORPORA, row["corpus"], row["file"])
            if row["corpus"] in ("bounces", "inbound", "ics", "authres") and os.path.isfile(path):
                head, body = raw_of(path)
                want = expected(row, head, body)
                if want:
                    yield path, want, row, head + "\n\n" + body


def share(good, of, floor, words):
    result(of and 100 * good >= floor * of, "%d of %d %s; at least %d in 100" % (good, of, words, floor))


def public_bounces(found):
    bounces = [(row, raw, reading) for _, want, row, raw, reading in found if want in ("bounce", "delay") and row["corpus"] == "bounces"]
    named = [(recipients(row, raw), {one["recipient"] for one in reading["bounce"]}) for row, raw, reading in bounces]
    share(sum(1 for want, have in named if want & have), sum(1 for want, _ in named if want), 95, "name the recipient that collection or report name")
    share(sum(1 for _, have in named if have and all(have)), len(named), 95, "name a recipient")
    classed = [(re.findall(r"dsn=(\d)", row["expected"]), {one["status"][:1] for one in reading["bounce"]}) for row, _, reading in bounces]
    share(sum(1 for want, have in classed if want and set(want) == have), sum(1 for want, _ in classed if want), 90, "have the class of status that their collection says")


def public_collections():
    if not CORPORA:
        print("# the public collections are not beside this tree: they were not read")
        result(True, "public collections # SKIP not beside this tree")
        return
    rows = list(public_rows())
    found = [(*row, reading) for row, reading in zip(rows, readings([row[0] for row in rows]))]
    table, wrong = collections.Counter(), []
    for path, want, _, _, reading in found:
        kind = reading["kind"]
        table[want, kind] += 1
        if kind != want and not (want == "human" and kind in PEOPLE):
            wrong.append("%s: %s, and not %s" % (os.path.relpath(path, CORPORA), kind, want))
    show("public collections: %d mails" % len(found), table, wrong)
    machines = [(want, reading["kind"]) for _, want, _, _, reading in found if want != "human"]
    share(sum(1 for _, have in machines if have not in (*PEOPLE, "document")), len(machines), 97, "mails by machines are taken for such")
    share(sum(1 for want, have in machines if want == have), len(machines), 97, "of them are of the right kind")
    result(not table["bounce", "delay"] and not table["delay", "bounce"], "no bounce is a delay and no delay a bounce")
    people = [reading["kind"] for _, want, _, _, reading in found if want == "human"]
    result(people and all(kind in (*PEOPLE, "calendar") for kind in people), "none of %d mails by people is taken for a machine's" % len(people))
    public_bounces(found)


own_collection()
public_collections()
print("1..%d" % len(RESULTS))
