#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fuzzer over what was once found with it, and over its seeds: each ends well, within a minute. README.md."""
import os
import subprocess
import sys
import tempfile

SOURCE = os.environ.get("TOP_SRCDIR", ".")
FUZZ = os.path.join(SOURCE, "tests/fuzz")
BUILT = os.path.join(os.environ.get("TOP_BUILDDIR", "."), "tests/fuzz")


def files(folder):
    return sorted(os.path.join(folder, name) for name in os.listdir(folder)) if os.path.isdir(folder) else []


def run(entry, paths):
    """What went wrong, in words, or None."""
    try:
        done = subprocess.run([os.path.join(BUILT, "fuzz-" + entry)] + paths, capture_output=True, timeout=60 + len(paths))
    except subprocess.TimeoutExpired:
        return "it did not end"
    if done.returncode:
        return "status %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace")[-3000:])
    return None


def report(number, name, fault):
    if fault:
        print("# " + fault.replace("\n", "\n# "))
    print("%s %d - %s" % ("not ok" if fault else "ok", number, name), flush=True)


def main():
    entries = sorted(name[5:-2] for name in os.listdir(FUZZ) if name.startswith("fuzz-"))
    finds = [(entry, path) for entry in entries for path in files(os.path.join(FUZZ, "finds", entry))]
    unknown = set(os.listdir(os.path.join(FUZZ, "finds"))) - set(entries)
    print("1..%d" % (1 + len(entries) + len(finds)))
    report(1, "every find has its fuzzer", "no such fuzzer: %s" % unknown if unknown else None)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, os.path.join(FUZZ, "seeds.py"), folder], check=True, stdout=subprocess.DEVNULL)
        for number, entry in enumerate(entries, 2):
            seeds = files(os.path.join(folder, entry))
            report(number, "%s over %d seeds" % (entry, len(seeds)), run(entry, seeds) if seeds else "there are no seeds")
    for number, (entry, path) in enumerate(finds, 2 + len(entries)):
        report(number, os.path.relpath(path, FUZZ), run(entry, [path]))


if __name__ == "__main__":
    main()
