# SPDX-License-Identifier: GPL-3.0-or-later
"""What the programs of this folder share: a file and the reading that it must give, written beside each other."""
import io
import json
import os
import zipfile

DOCUMENTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "documents")
STAMP = (2026, 10, 6, 9, 0, 0)


def case(name, content, made, **reading):
    """Writes documents/@name and its .json. @reading: what must be read; `problem` is none unless it is said."""
    reading.setdefault("problem", None)
    with open(os.path.join(DOCUMENTS, name), "wb") as file:
        file.write(content)
    with open(os.path.join(DOCUMENTS, os.path.splitext(name)[0] + ".json"), "w", encoding="utf-8") as file:
        json.dump({"made": made, "reading": reading}, file, ensure_ascii=False, indent=1)
        file.write("\n")


def sheet(rows, name="", hidden=False):
    """A table of a reading."""
    return {"sheet": name, "rows": rows, **({"hidden": True} if hidden else {})}


def package(parts):
    """A ZIP of (name, text or bytes), small and the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(info, content)
    return out.getvalue()


def repack(content, change=None, drop=()):
    """The package @content with parts changed by @change(name, bytes) and without those in @drop."""
    source = zipfile.ZipFile(io.BytesIO(content))
    parts = []
    for item in source.infolist():
        if item.filename in drop:
            continue
        part = source.read(item.filename)
        changed = change(item.filename, part) if change else part
        if isinstance(changed, tuple):
            parts.append(changed)
        else:
            parts.append((item.filename, changed))
    return package(parts)
