# SPDX-License-Identifier: GPL-3.0-or-later
"""A relay between mentord and a real server, that sees each line in both directions before it goes on and may do something about
it: nothing, another line, the end of the connection, or the end of mentord. In clear on the loopback. Tests nothing itself."""
import os
import re
import signal
import socket
import threading

CLIENT, SERVER = "client", "server"
COMMAND = re.compile(rb"(MAIL FROM:|RSET\r\n|QUIT\r\n)")
LITERAL = re.compile(rb"\{(\d+)\}\r\n$")


class Cut(Exception):
    """Ends the connection on both sides."""


class Half(bytes):
    """Goes on, and then the connection ends on both sides."""


class Relay:
    """Listens on a port of its own and passes on to @port. see(end, line) gets each line ("client" or "server" said it; a literal
    and what follows it up to the line's end are pieces of their own) and returns what goes on instead; Cut ends the connection."""

    def __init__(self, port, see):
        self.target, self.see = port, see
        self.lock = threading.Lock()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()

    def accept(self):
        while True:
            try:
                client = self.socket.accept()[0]
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            for ends in ((CLIENT, client, server), (SERVER, server, client)):
                threading.Thread(target=self.carry, args=ends, daemon=True).start()

    @staticmethod
    def pieces(file):
        """Lines; an IMAP literal that a line announces is one piece, and so is the content of a mail, which follows DATA unless the
        server refused that: then there is a command."""
        after_data = False
        for line in file:
            if after_data and not COMMAND.match(line):
                content = [line]
                while content[-1] not in (b".\r\n", b""):
                    content.append(file.readline())
                yield b"".join(content[:-1])
                yield content[-1]
                after_data = False
                continue
            after_data = line.upper() == b"DATA\r\n"
            yield line
            literal = LITERAL.search(line)
            if literal:
                yield file.read(int(literal.group(1)))

    def carry(self, end, source, target):
        try:
            with source.makefile("rb") as file:
                for piece in self.pieces(file):
                    with self.lock:
                        said = self.see(end, piece)
                    if said:
                        target.sendall(said)
                    if isinstance(said, Half):
                        raise Cut
                target.shutdown(socket.SHUT_WR)
        except (Cut, OSError, ValueError):
            for one in (source, target):
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


class Killer:
    """Counts the pieces that pass through all its relays, and kills the child with SIGKILL when the @at-th is about to go on: what
    the client said does not reach the server, what the server said has been done and does not reach the client."""

    def __init__(self, at=0):
        self.at, self.count, self.child = at, 0, None
        self.ready = threading.Event()

    def started(self, child):
        self.child = child
        self.ready.set()

    def see(self, _, piece):
        self.ready.wait()
        self.count += 1
        if self.count == self.at:
            os.kill(self.child.pid, signal.SIGKILL)
            self.child.wait()
        if self.at and self.count >= self.at:
            raise Cut
        return piece
