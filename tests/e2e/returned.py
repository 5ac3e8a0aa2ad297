# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes back instead of an answer, as the servers of the world write it: reports on delivery of Postfix, Exchange,
Microsoft 365, Gmail, Exim and qmail, complaints, out-of-office mails. Tests nothing itself."""
import email
import itertools

from harness import MAILBOX

serial = itertools.count(1)


def original(mail, whole=False):
    """@mail (Sent) as servers quote it: its headers, or all of it."""
    raw = mail.raw.replace(b"\r\n", b"\n")
    raw = raw[raw.index(b"\n", raw.index(b"Delivered-To:")) + 1:]  # the last hop's own lines
    return (raw if whole else raw[:raw.index(b"\n\n") + 1]).decode("ascii")


def made(text, **values):
    head = "Message-ID: <%d.report@mx.example.net>\n" % next(serial)
    return (head + text.format(mailbox=MAILBOX, **values)).replace("\n", "\r\n").encode("utf-8")


POSTFIX = """Delivered-To: {sender}
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
Subject: {subject}
To: {sender}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="4B2X1kz9.1791526800/mx.example.net"
Date: Fri,  9 Oct 2026 09:00:00 +0100 (BST)

This is a MIME-encapsulated message.

--4B2X1kz9.1791526800/mx.example.net
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.net.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

                   The mail system

<{address}>: host mail.example.sch.uk[192.0.2.7] said: {said}
    (in reply to RCPT TO command)

--4B2X1kz9.1791526800/mx.example.net
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
X-Postfix-Queue-ID: 4B2X1kz9
X-Postfix-Sender: rfc822; {sender}
Arrival-Date: Fri,  9 Oct 2026 08:59:58 +0100 (BST)

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.sch.uk
Diagnostic-Code: smtp; {said}

--4B2X1kz9.1791526800/mx.example.net
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

{original}
--4B2X1kz9.1791526800/mx.example.net--
"""

EXCHANGE = """From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.sch.uk>
To: <{sender}>
Subject: Undeliverable: {about}
Date: Fri, 9 Oct 2026 08:00:00 +0000
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-GB
In-Reply-To: {id}
References: {id}
Thread-Topic: {about}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="_f2b1a0c4-5bb1-4d8e-9f4b-0d9c5a3ec2d1_"

--_f2b1a0c4-5bb1-4d8e-9f4b-0d9c5a3ec2d1_
Content-Type: multipart/alternative; differences=Content-Type;
 boundary="_a8d7b2c1_"

--_a8d7b2c1_
Content-Type: text/plain; charset="us-ascii"

Delivery has failed to these recipients or groups:

{address}<mailto:{address}>
The email address you entered couldn't be found. Please check the recipient's
email address and try to resend the message.

Diagnostic information for administrators:

Generating server: EX01.example.sch.uk

{address}
Remote Server returned '{said}'

--_a8d7b2c1_
Content-Type: text/html; charset="us-ascii"

<html><body><p>Delivery has failed to these recipients or groups:</p><p>{address}</p></body></html>

--_a8d7b2c1_--

--_f2b1a0c4-5bb1-4d8e-9f4b-0d9c5a3ec2d1_
Content-Type: message/delivery-status

Reporting-MTA: dns;EX01.example.sch.uk
Received-From-MTA: dns;mx.example.net
Arrival-Date: Fri, 9 Oct 2026 07:59:58 +0000

Final-Recipient: rfc822;{address}
Action: failed
Status: {status}
Diagnostic-Code: smtp;{said}
X-Display-Name: {address}

--_f2b1a0c4-5bb1-4d8e-9f4b-0d9c5a3ec2d1_
Content-Type: message/rfc822

{original}

--_f2b1a0c4-5bb1-4d8e-9f4b-0d9c5a3ec2d1_--
"""

GMAIL = """From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: {sender}
Delivered-To: {sender}
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: {id}
In-Reply-To: {id}
X-Failed-Recipients: {address}
Date: Fri, 09 Oct 2026 01:00:00 -0700 (PDT)
MIME-Version: 1.0
Content-Type: multipart/report; boundary="0000000000002b61a205a7f4a1d3"; report-type=delivery-status

--0000000000002b61a205a7f4a1d3
Content-Type: multipart/related; boundary="0000000000002b6ef005a7f4a1d4"

--0000000000002b6ef005a7f4a1d4
Content-Type: text/plain; charset="UTF-8"


** Address not found **

Your message wasn't delivered to {address} because the address couldn't be found, or is unable to receive mail.

The response from the remote server was:
{said}

--0000000000002b6ef005a7f4a1d4--
--0000000000002b61a205a7f4a1d3
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Received-From-MTA: dns; {mailbox}
Arrival-Date: Fri, 09 Oct 2026 01:00:00 -0700 (PDT)
X-Original-Message-ID: {id}

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}
Remote-MTA: dns; mail.example.sch.uk. (192.0.2.7, the server for the domain.)
Diagnostic-Code: smtp; {said}
Last-Attempt-Date: Fri, 09 Oct 2026 01:00:00 -0700 (PDT)

--0000000000002b61a205a7f4a1d3
Content-Type: message/rfc822

{original}

--0000000000002b61a205a7f4a1d3--
"""

EXIM = """X-Failed-Recipients: {address}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.example.net>
To: {sender}
Subject: Mail delivery failed: returning message to sender
Date: Fri, 09 Oct 2026 09:00:00 +0100

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {address}
    host mail.example.sch.uk [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<{address}>:
    {said}

------ This is a copy of the message, including all the headers. ------

{original}
"""

QMAIL = """From: MAILER-DAEMON@mx.example.net
To: {sender}
Subject: failure notice
Date: 9 Oct 2026 08:00:00 -0000

Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{address}>:
192.0.2.7 does not like recipient.
Remote host said: {said}
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

Return-Path: <{sender}>
{original}
"""

FOREIGN = """From: Service de messagerie <ne-pas-repondre@passerelle.example.fr>
To: {sender}
Delivered-To: {sender}
Subject: Votre courrier
Date: Fri, 9 Oct 2026 10:00:00 +0200

Bonjour,

nous regrettons de ne pas avoir pu remettre votre courrier.

La passerelle
"""

GONE = "550 5.1.1 <{address}>: Recipient address rejected: User unknown in local recipient table"


def bounce(mail, pattern=POSTFIX, status="5.1.1", said=GONE, action="failed", sender=MAILBOX, subject=None, address=None,
           quoted=True):
    """A report that @mail (Sent) did not arrive, or is late. @sender: the envelope sender to which it comes back."""
    address = address or mail.to
    about = "Undelivered Mail Returned to Sender" if action == "failed" else "Delayed Mail (still being retried)"
    return made(pattern, address=address, status=status, said=said.format(address=address), action=action, sender=sender,
                subject=subject or about, id=mail.id if quoted else "<gone@mx.example.net>", about=mail.subject,
                original=original(mail, pattern in (EXIM, QMAIL, GMAIL, EXCHANGE)) if quoted else "Subject: (removed)\n")


COMPLAINT = """From: <staff@feedback.example.net>
To: {mailbox}
Subject: FW: {about}
Date: Fri, 09 Oct 2026 09:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part1_13d.2e68ed54"

--part1_13d.2e68ed54
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report for an email message received from IP 192.0.2.1 on Fri, 09 Oct 2026 08:00:00 +0100.

--part1_13d.2e68ed54
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <{mailbox}>
Original-Rcpt-To: <{address}>
Arrival-Date: Fri, 09 Oct 2026 08:00:00 +0100
Source-IP: 192.0.2.1

--part1_13d.2e68ed54
Content-Type: message/rfc822
Content-Disposition: inline

{original}

--part1_13d.2e68ed54--
"""


def complaint(mail):
    return made(COMPLAINT, about=mail.subject, address=mail.to, original=original(mail, True))


def envelope(mail):
    """The envelope sender of @mail."""
    return email.message_from_bytes(mail.raw)["Return-Path"].strip("<> ")
