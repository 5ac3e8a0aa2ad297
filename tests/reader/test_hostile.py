#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file and mail that was made to hurt (hostile_files.py), through the whole reader in its sandbox: it ends inside its bounds,
with the verdict that stands beside it, and writes nothing anywhere."""
import json
import os
import subprocess
import tempfile

import hostile_files

MENTORD = os.path.join(os.environ.get("TOP_BUILDDIR", "."), "src/mentord")


def read(folder, name, data):
    """The reading and what was said beside it, or in words why there is none."""
    path = os.path.join(folder, "files", name)
    with open(path, "wb") as file:
        file.write(data)
    done = subprocess.run([MENTORD, "read", "--json", path], capture_output=True, timeout=300, cwd=os.path.join(folder, "empty"))
    os.unlink(path)
    if done.returncode:
        return "mentord ended with %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace")), ""
    return json.loads(done.stdout), done.stderr.decode("utf-8", "replace")


def fault(folder, name, data, verdict, is_mail):
    """What is wrong, in words, or None."""
    reading, beside = read(folder, name, data)
    if isinstance(reading, str):
        return reading
    if is_mail:
        return None if reading["kind"] in verdict else "its kind is " + reading["kind"]
    if not reading["documents"]:
        return "there is no document"
    found = {document["problem"] for document in reading["documents"]}
    return None if found <= verdict else "its problems are %s %s" % (found, beside)


def main():
    number = 0
    with tempfile.TemporaryDirectory(prefix="mentord-hostile-") as folder:
        for part in ("files", "empty"):
            os.mkdir(os.path.join(folder, part))
        for makers, suffix in ((hostile_files.FILES, ""), (hostile_files.MAILS, ".eml")):
            for name, data, verdict in makers():
                number += 1
                said = fault(folder, name + suffix, data, verdict, bool(suffix))
                if said:
                    print("# " + said.rstrip().replace("\n", "\n# "))
                print("%s %d - %s" % ("not ok" if said else "ok", number, name), flush=True)
        number += 1
        written = os.listdir(os.path.join(folder, "empty")) + [path for path in ("/tmp/mentord-escaped.txt",) if os.path.exists(path)]
        print("%s %d - nothing was written anywhere" % ("not ok" if written else "ok", number))
    print("1..%d" % number)


if __name__ == "__main__":
    main()
