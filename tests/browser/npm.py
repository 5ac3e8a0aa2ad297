# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages of npm that tests use: fetched once into the build directory, in the version named here. Nothing of them is
kept in the tree. `package(name)` is the folder of one; None, and why(name) says it, where it cannot be fetched."""
import fcntl
import functools
import os
import shutil
import subprocess

BUILD = os.environ.get("TOP_BUILDDIR") or os.path.join(os.path.dirname(__file__), "..", "..", "build")
VERSIONS = {"axe-core": "4.10.3", "ical.js": "2.1.0"}
PATIENCE = 120  # seconds


def place(name):
    return os.path.join(os.path.abspath(BUILD), "tests", "npm", "%s-%s" % (name, VERSIONS[name]))


@functools.lru_cache(None)
def fetch(name):
    """(folder, why not): several tests may ask at once, and one of them fetches."""
    root = place(name)
    found = os.path.join(root, "node_modules", name)
    npm = shutil.which("npm", path="/usr/local/bin:/usr/bin:/bin")
    os.makedirs(root, exist_ok=True)
    with open(os.path.join(root, "lock"), "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if os.path.isfile(os.path.join(found, "package.json")):
            return found, ""
        if not npm:
            return None, "npm is not installed"
        try:
            done = subprocess.run([npm, "install", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit",
                                   "--no-fund", "--prefix", root, "%s@%s" % (name, VERSIONS[name])], cwd=root,
                                  capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return None, "npm did not fetch %s in %d s" % (name, PATIENCE)
    if done.returncode == 0 and os.path.isdir(found):
        return found, ""
    said = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    return None, "npm could not fetch %s: %s" % (name, " ".join(said[:2]))


def package(name):
    return fetch(name)[0]


def why(name):
    return fetch(name)[1]
