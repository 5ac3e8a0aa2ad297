# SPDX-License-Identifier: GPL-3.0-or-later
"""What the programs kinds_*.py put their mails together from: whole header blocks as each server or program writes them, a
body, and the kind that must be read."""
US = "mentors@example.ac.uk"
ANN = "ann@park.example.sch.uk"
BOB = "bob@park.example.sch.uk"
CAT = "cat@oak.example.sch.uk"
HOST = "mx.example.ac.uk"
DATE = "Tue, 13 Oct 2026 09:12:33 +0100"
ID = "ask1.7f3a@example.ac.uk"
SUBJECT = "Your mentor tracker"
RECEIVED = "Received: from %s (%s [192.0.2.25])\n\tby mail.example.ac.uk (Postfix) with ESMTPS id 4XSt1z2Y3kz9\n\tfor <%s>; " \
    "Tue, 13 Oct 2026 09:12:34 +0100 (BST)\n"


def original(to=BOB, body="Dear Bob,\n\nPlease fill in the tracker and send it back by 20 October.\n"):
    """Our mail, as it comes back."""
    return ("Received: from mail.example.ac.uk (mail.example.ac.uk [198.51.100.7])\n\tby mx.example.org (Postfix) with ESMTPS id 4XSt0a1b2c\n"
            "\tfor <%s>; Tue, 13 Oct 2026 09:12:30 +0100 (BST)\nFrom: Mentor scheme <%s>\nTo: Bob Example <%s>\nSubject: %s\nDate: Tue, 13 Oct 2026 "
            "09:12:29 +0100\nMessage-ID: <%s>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nAuto-Submitted: auto-generated\n\n%s"
            % (to, US, to, SUBJECT, ID, body))


def headers_of(to=BOB):
    return original(to).split("\n\n", 1)[0] + "\n"


def mail(head, body, null=False, host="mx.example.org", sender=None):
    """A whole mail: the envelope sender and one hop, then @head as its writer wrote it."""
    path = "<>" if null else "<%s>" % (sender or ANN)
    encoded = head.encode() if isinstance(head, str) else head
    return b"Return-Path: " + path.encode() + b"\n" + (RECEIVED % (host, host, US)).encode() + encoded.strip(b"\n") + b"\n\n" + \
        (body if isinstance(body, bytes) else body.encode())


def parts(boundary, *some):
    """Parts, each its header lines, an empty line and its body."""
    return "".join("--%s\n%s\n" % (boundary, one.rstrip("\n") + "\n") for one in some) + "--%s--\n" % boundary


def failed(status, to=BOB, action="failed"):
    return {"recipient": to, "action": action, "status": status}


def expect(kind, *bounces, **more):
    return dict({"kind": kind}, **(dict(more, bounce=list(bounces)) if bounces else more))


def away(until=None, back=None, deputy=None):
    if isinstance(deputy, str):
        deputy = {"name": "", "address": deputy}
    elif deputy:
        deputy = {"name": deputy[0], "address": deputy[1]}
    return {"until": until, "back": back, "deputy": deputy}
