# SPDX-License-Identifier: GPL-3.0-or-later
"""mentord run with its web server, for the tests that ask it for something. Tests nothing itself."""
import http.client
import re
import select
import signal
import subprocess
import time

import harness


class Daemon:
    """mentord run, with the address of its server."""

    def __init__(self, site, now=None):
        self.log = site.file("run.log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([harness.PROGRAM, "-c", site.config, *(["--now", now] if now else []), "run"],
                                            stdout=log, stderr=log)

    def __enter__(self):
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            found = re.search(r"127\.0\.0\.1:([1-9]\d*)", harness.read(self.log))
            if found:
                self.port = int(found.group(1))
                return self
            select.select([], [], [], 0.05)
        self.process.kill()
        raise AssertionError("no server: " + harness.read(self.log))

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def get(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
