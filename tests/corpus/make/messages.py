#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/corpus/messages: mails in the structures of real programs, one idea each, and the reading that each must give,
written here from what is put in. Run in this folder; needs nothing but Python. msg.js beside it makes the .msg files."""
import json
import os
import sys

from mail_replies import cases as replies
from mail_forwards import cases as forwards
from mail_files import cases as files
from mail_machines import cases as machines
from kinds_bounces import cases as bounces
from kinds_away import cases as absences
from kinds_people import cases as people
from kinds_others import cases as others

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "messages")


def main():
    seen = set()
    for name, made, mail, reading in (*replies(), *forwards(), *files(), *machines(), *bounces(), *absences(), *people(), *others()):
        if name in seen:
            sys.exit("two are called " + name)
        seen.add(name)
        with open(os.path.join(FOLDER, name + ".eml"), "wb") as file:
            file.write(mail)
        with open(os.path.join(FOLDER, name + ".json"), "w", encoding="utf-8") as file:
            json.dump({"made": "make/messages.py: " + made, "reading": reading}, file, indent=1, ensure_ascii=False)
            file.write("\n")
    print(len(seen), "mails")


if __name__ == "__main__":
    main()
