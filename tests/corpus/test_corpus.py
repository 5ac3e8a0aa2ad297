#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file of documents/ and messages/ is read by `mentord read --json`, in the sandbox, and must give what stands in the
.json beside it. README.md says how the files were made and what may be written of a reading."""
import json
import os
import subprocess
import sys

HERE = os.path.join(os.environ.get("TOP_SRCDIR", "."), "tests/corpus")
MENTORD = os.path.join(os.environ.get("TOP_BUILDDIR", "."), "src/mentord")
# The keys of a case that say something about a whole, where the others are compared as they stand.
EVERY = ("documents", "calendar", "bounce")


def compare_text(where, have, want, faults):
    for piece in want.get("has", []):
        if piece not in have:
            faults.append("%s: %r is not in it" % (where, piece))
    for piece in want.get("lacks", []):
        if piece in have:
            faults.append("%s: %r is in it" % (where, piece))


def compare_fields(where, have, want, faults):
    first = {}
    for field in have:
        first.setdefault(field["label"], field)
    for label, value in want.items():
        if value is None and label in first:
            faults.append("%s: %r is a field, and should not be" % (where, label))
        elif value is not None and label not in first:
            faults.append("%s: %r is no field" % (where, label))
        elif value is not None and first[label]["value"] != value:
            faults.append("%s: %r is %r, not %r" % (where, label, first[label]["value"], value))


def compare(where, have, want, faults):
    """Adds to @faults, in words, what @want says and @have does not."""
    if have is None:
        faults.append("%s: there is none" % where)
        return
    for key, value in want.items():
        at = "%s.%s" % (where, key)
        if key == "text" and isinstance(value, dict):
            compare_text(at, have["text"], value, faults)
        elif key == "fields":
            compare_fields(at, have["fields"], value, faults)
        elif key in EVERY:
            if len(have[key]) != len(value):
                faults.append("%s: there are %d, not %d" % (at, len(have[key]), len(value)))
            for i, (one, other) in enumerate(zip(have[key], value)):
                compare("%s[%d]" % (at, i), one, other, faults)
        elif isinstance(value, dict):
            compare(at, have.get(key), value, faults)
        elif have.get(key) != value:
            faults.append("%s: is %r, not %r" % (at, have.get(key), value))


def cases(folder):
    directory = os.path.join(HERE, folder)
    names = sorted(name for name in os.listdir(directory) if not name.endswith(".json"))
    return [os.path.join(directory, name) for name in names]


def readings(paths):
    """What mentord says of each path, in order."""
    done = subprocess.run([MENTORD, "read", "--json"] + paths, capture_output=True, timeout=600)
    lines = done.stdout.decode("utf-8").splitlines()
    if done.returncode or len(lines) != len(paths):
        print("Bail out! mentord read ended with %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace")[-500:]))
        sys.exit(1)
    return [json.loads(line) for line in lines]


def main():
    paths = cases("documents") + cases("messages")
    print("1..%d" % len(paths))
    good = 0
    for number, (path, reading) in enumerate(zip(paths, readings(paths)), 1):
        with open(os.path.splitext(path)[0] + ".json", encoding="utf-8") as file:
            want = json.load(file)
        faults = []
        message = os.path.relpath(path, HERE).startswith("messages/")
        whole = message or "kind" in want["reading"] or len(reading["documents"]) != 1
        have = reading if whole else reading["documents"][0]
        compare("", have, want["reading"], faults)
        for fault in faults:
            print("# %s" % fault)
        print("%s %d - %s" % ("not ok" if faults else "ok", number, os.path.relpath(path, HERE)))
        good += not faults
    print("# %d of %d files gave the reading that they must" % (good, len(paths)))


if __name__ == "__main__":
    main()
