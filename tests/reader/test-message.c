/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages in the shapes that clients and servers give them, and what must be read in them: a table of a mail
 * and of "path=value" lines over the JSON of the contract. Read in this process, without the sandbox. */
#include "config.h"

#include "reader/message/message.h"
#include <stdlib.h>
#include <string.h>

#define HEAD                                                                                                 \
  "From: Sam Poole <sam.poole@example.sch.uk>\nTo: Mentors <mentors@example.ac.uk>\nDate: Tue, 6 Oct 2026 "  \
  "10:00:00 +0100\n"
#define MIXED                                                                                                \
  HEAD "Subject: Re: Your tracker\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n\n"
#define PNG "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==\n"
#define OUTLOOK_BLOCK                                                                                        \
  "From: Mentor Office <mentors@example.ac.uk>\nSent: 05 October 2026 09:12\nTo: Sam Poole "                 \
  "<sam.poole@example.sch.uk>\nSubject: Your tracker\n\nPlease send it.\n"

typedef struct {
  const char *name, *mail, *want; /* lines of path=value */
} Case;

static const Case CASES[] = {
  { "plain",
    HEAD "Subject: =?utf-8?q?Caf=C3=A9?=\nMessage-ID: <1@example.sch.uk>\nIn-Reply-To: <0@example.ac.uk>\n"
         "References: <a@example.ac.uk>\n <0@example.ac.uk>\n\nHello.\n",
    "kind=message\nfrom.name=Sam Poole\nfrom.address=sam.poole@example.sch.uk\nsubject=Caf\xc3\xa9\n"
    "date=2026-10-06T10:00:00+01:00\nmessage_id=1@example.sch.uk\nin_reply_to.0=0@example.ac.uk\n"
    "references.1=0@example.ac.uk\ntext=Hello.\nto.0=mentors@example.ac.uk\nforwarded=null\nreceived=\n" },
  { "no-headers", "just words\n", "kind=message\nfrom.address=null\n" },
  { "two-authors", "From: a@example.org\nFrom: b@example.org\nSubject: s\n\nx\n", "from.address=null\n" },
  { "two-in-one-author", "From: a@example.org, b@example.org\nSubject: s\n\nx\n", "from.address=null\n" },
  { "received",
    "Received: from a by b; Mon, 5 Oct 2026 09:00:00 +0100\nReceived: from c by d; Sun, 4 Oct 2026 08:00:00 "
    "+0000\n" HEAD "Subject: s\n\nx\n",
    "received=2026-10-05T09:00:00+01:00\n" },
  { "carriage-returns-alone", "From: a@example.org\rSubject: mac\r\rold\r", "subject=mac\ntext=old\n" },
  { "latin-1-from-windows",
    HEAD "Subject: s\nContent-Type: text/plain; charset=iso-8859-1\n\nIt\x92s \xa3"
         "5\n",
    "text=It\xe2\x80\x99s \xc2\xa3"
    "5\n" },
  { "iso-2022-jp", HEAD "Subject: s\nContent-Type: text/plain; charset=iso-2022-jp\n\n\x1b$BF|K\\\x1b(B\n",
    "text=\xe6\x97\xa5\xe6\x9c\xac\n" },
  { "plus-address", "From: a@example.org\nTo: mentors+7K3Q9-F2M4X@example.ac.uk\nSubject: s\n\nx\n",
    "to.0=mentors+7k3q9-f2m4x@example.ac.uk\n" },
  { "authentication",
    "Authentication-Results: mx.example.ac.uk (a; b);\n spf=pass smtp.mailfrom=example.sch.uk;\n"
    " dkim=pass header.d=example.sch.uk; dkim=fail header.d=list.example.org;\n dmarc=pass (p=none) "
    "header.from=example.sch.uk\n"
    "Authentication-Results: forged.example.org; dmarc=fail\n" HEAD "Subject: s\n\nx\n",
    "authentication.by=mx.example.ac.uk\nauthentication.spf=pass\nauthentication.dkim=fail\nauthentication."
    "dmarc=pass\n" },
  { "authentication-of-another-domain",
    "Authentication-Results: mx.example.ac.uk; dmarc=pass header.from=example.org\n" HEAD "Subject: s\n\nx\n",
    "authentication.dmarc=mismatch\n" },
  { "authentication-exchange-online",
    "Authentication-Results: spf=pass (sender IP is 192.0.2.1)\n smtp.mailfrom=example.sch.uk;"
    " dkim=none; dmarc=bestguesspass\n action=none header.from=example.sch.uk;compauth=pass reason=109\n" HEAD
    "Subject: s\n\nx\n",
    "authentication.by=\nauthentication.spf=pass\nauthentication.dkim=none\nauthentication.dmarc="
    "bestguesspass\n" },
  { "own", HEAD "Subject: s\nX-Mentord-Template: request\n\nx\n", "kind=own\n" },
  /* documents */
  { "attachment",
    MIXED "--b\n\nAttached.\n--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment;"
          " filename*=utf-8''Tracker%20%E2%80%93%20Sam.docx\nContent-Transfer-Encoding: "
          "base64\n\nUEsDBGFiYw==\n--b--\n",
    "text=Attached.\ndocuments.0.name=Tracker \xe2\x80\x93 "
    "Sam.docx\ndocuments.0.bytes=7\ndocuments.#=1\n" },
  { "name-in-2047",
    MIXED "--b\nContent-Type: application/msword; name=\"=?utf-8?B?Q2Fmw6kuZG9jeA==?=\"\n\nPK\n--b--\n",
    "documents.0.name=Caf\xc3\xa9.docx\n" },
  { "empty-attachment", MIXED "--b\nContent-Type: application/msword; name=\"a.docx\"\n\n\n--b--\n",
    "documents.0.problem=empty\ndocuments.0.bytes=0\n" },
  { "inline-file-is-a-document",
    MIXED "--b\n\nSee\n--b\nContent-Type: application/pdf; name=a.pdf\nContent-Disposition: inline; "
          "filename=a.pdf\n\n%PDF-1.4\n--b--\n",
    "documents.#=1\ndocuments.0.name=a.pdf\n" },
  { "logo-is-not",
    HEAD "Subject: s\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: "
         "text/html\n\n<p>Hi<img src=\"cid:l\"></p>\n--b\n"
         "Content-Type: image/png; name=image001.png\nContent-ID: <l>\nContent-Disposition: inline; "
         "filename=image001.png\nContent-Transfer-Encoding: base64\n\n" PNG "--b--\n",
    "text=Hi\ndocuments.#=0\n" },
  { "attached-picture-is",
    MIXED "--b\n\nA scan\n--b\nContent-Type: image/png; name=scan.png\nContent-Disposition: attachment; "
          "filename=scan.png\n"
          "Content-Transfer-Encoding: base64\n\n" PNG "--b--\n",
    "documents.#=1\ndocuments.0.format=image\n" },
  { "encrypted",
    HEAD "Subject: s\nContent-Type: multipart/encrypted; boundary=b; "
         "protocol=\"application/pgp-encrypted\"\n\n--b\n"
         "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: "
         "application/octet-stream\n\nx\n--b--\n",
    "documents.0.problem=encrypted\n" },
  { "signed",
    HEAD "Subject: s\nContent-Type: multipart/signed; boundary=b; "
         "protocol=\"application/pgp-signature\"\n\n--b\n\nYes\n--b\n"
         "Content-Type: application/pgp-signature; name=signature.asc\n\nx\n--b--\n",
    "text=Yes\ndocuments.#=0\n" },
  { "signed-in-one-piece",
    HEAD "Subject: s\nContent-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: "
         "base64\n\nMIAGCSqGSIb3DQEHAqCAMEUCAQExADA+"
         "BgkqhkiG9w0BBwGggCSABBRDb250ZW50LVR5cGU6IHRleHQvcAQTbGFpbg0KDQpBcHByb3ZlZC4NCgAAAAAAAAAA\n",
    "text=Approved.\ndocuments.#=0\n" },
  { "encrypted-in-one-piece",
    HEAD "Subject: s\nContent-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: "
         "base64\n\nMIAGCSqGSIb3DQEHA6CAMB0CAQExADAWBgkqhkiG9w0BBwGggCSABAF4AAAAAAAAAAA=\n",
    "text=\ndocuments.0.problem=encrypted\n" },
  { "armoured", HEAD "Subject: s\n\n-----BEGIN PGP MESSAGE-----\n\nx\n", "documents.0.problem=encrypted\n" },
  { "calendar-answer",
    HEAD "Subject: Accepted: Training\nContent-Type: text/calendar; method=REPLY; "
         "charset=utf-8\n\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n"
         "BEGIN:VEVENT\r\nUID:u1\r\nSEQUENCE:2\r\nDTSTART:20261006T150000Z\r\nSUMMARY:Accepted: Training\r\n"
         "ATTENDEE;PARTSTAT=ACCEPTED:mailto:Sam.Poole@example.sch.uk\r\nORGANIZER:mailto:mentors@example.ac."
         "uk\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "kind=calendar\ncalendar.0.method=REPLY\ncalendar.0.uid=u1\ncalendar.0.sequence=2\ncalendar.0.start=2026-"
    "10-06T15:00:00Z\n"
    "calendar.0.attendees.0.address=sam.poole@example.sch.uk\ncalendar.0.attendees.0.partstat=ACCEPTED\n" },
  { "calendar-windows-zone",
    HEAD "Subject: s\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u1\r\n"
         "DTSTART;TZID=GMT Standard "
         "Time:20261006T160000\r\nDTEND;VALUE=DATE:20261007\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "calendar.0.start=2026-10-06T16:00:00+01:00\ncalendar.0.end=2026-10-07\n" },
  /* text */
  { "html-alone",
    HEAD "Subject: s\nContent-Type: text/html; charset=utf-8\n\n<style>p{}</style><p>Name: "
         "Sam&nbsp;Poole</p><p>Hours: 3</p>"
         "<div class=gmail_quote>On Mon, 5 Oct 2026 at 09:12, Mentor Office &lt;mentors@example.ac.uk&gt; "
         "wrote:<blockquote>Please</blockquote></div>\n",
    "text=Name: Sam Poole\\n\\nHours: 3\n" },
  { "alternative",
    HEAD "Subject: s\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: "
         "text/html\n\n<b>html</b>\n--b\n\nplain\n--b--\n",
    "text=plain\n" },
  { "alternative-with-empty-plain",
    HEAD "Subject: s\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\n \n--b\nContent-Type: "
         "text/html\n\n<b>html</b>\n--b--\n",
    "text=html\n" },
  { "flowed", HEAD "Subject: s\nContent-Type: text/plain; format=flowed\n\nHours: three \nand a half\n",
    "text=Hours: three and a half\n" },
  { "outlook-quote",
    HEAD "Subject: RE: Your tracker\n\nDone.\n\n________________________________\n" OUTLOOK_BLOCK,
    "text=Done.\nforwarded=null\n" },
  { "original-message", HEAD "Subject: RE: x\n\nYes\n\n-----Original Message-----\n" OUTLOOK_BLOCK,
    "text=Yes\nforwarded=null\n" },
  { "gmail-quote",
    HEAD "Subject: Re: x\n\nYes please.\n\nOn Mon, 5 Oct 2026 at 09:12, Mentor Office "
         "<\nmentors@example.ac.uk> wrote:\n\n> No\n> no\n",
    "text=Yes please.\n" },
  { "bottom-posting",
    HEAD "Subject: Re: x\n\nOn Mon, 5 Oct 2026, Mentor Office wrote:\n> Do you approve?\n\nYes.\n",
    "text=Yes.\n" },
  { "phone",
    HEAD "Subject: Re: x\n\nWill do\n\nSent from my iPhone\n\n> On 5 Oct 2026, at 09:12, Mentor Office "
         "<mentors@example.ac.uk> wrote:\n> \n> Please\n",
    "text=Will do\n" },
  { "signature", HEAD "Subject: Re: x\n\nHours: 4\n-- \nSam Poole\nNo, really\n", "text=Hours: 4\n" },
  { "label-value-lines-stay", HEAD "Subject: Re: x\n\nName: Sam Poole\nFrom: Oak School\nDate: 06/10/2026\n",
    "text=Name: Sam Poole\\nFrom: Oak School\\nDate: 06/10/2026\n" },
  { "cloud-link",
    HEAD "Subject: s\nContent-Type: text/html\n\n<a "
         "href=\"https://eur01.safelinks.protection.outlook.com/"
         "?url=https%3A%2F%2Foak-my.sharepoint.com%2Fa%2Fb&amp;data=1\">Tracker.docx</a>"
         " <a href=\"https://www.example.org/\">our site</a>\n",
    "links.#=1\nlinks.0=https://oak-my.sharepoint.com/a/b\n" },
  { "refs-in-order",
    "From: a@example.org\nTo: mentors+HT66P-B525V@example.ac.uk\nSubject: about PK5TE-VHDV1\n\nmine\n\n> "
    "yours 7rxta-fc9a9 and HT66P-B525V\n",
    "refs.0=PK5TE-VHDV1\nrefs.1=HT66P-B525V\nrefs.2=7RXTA-FC9A9\nrefs.#=3\ntext=mine\n" },
  /* forwards */
  { "forward-outlook",
    HEAD "Subject: FW: Tracker\n\nFrom Jo, attached.\n\nFrom: Jo Bell <jo.bell@example.sch.uk>\nSent: 05 "
         "October 2026 09:12\nTo: Sam Poole\nSubject: Tracker\n\nHere is mine.\n",
    "text=From Jo, attached.\nforwarded.from.address=jo.bell@example.sch.uk\nforwarded.from.name=Jo "
    "Bell\nforwarded.subject=Tracker\nforwarded.text=Here is mine.\n" },
  { "forward-gmail",
    HEAD "Subject: Fwd: Tracker\n\nsee below\n\n---------- Forwarded message ---------\nFrom: Jo Bell "
         "<jo.bell@example.sch.uk>\nDate: Mon, 5 Oct 2026 at 09:12\n"
         "Subject: Tracker\nTo: Sam Poole <sam.poole@example.sch.uk>\n\n\nHere is mine.\n",
    "text=see below\nforwarded.from.address=jo.bell@example.sch.uk\nforwarded.text=Here is mine.\n" },
  { "forward-apple",
    HEAD "Subject: Fwd: Tracker\n\nBegin forwarded message:\n\n> From: Jo Bell <jo.bell@example.sch.uk>\n> "
         "Subject: Tracker\n> Date: 5 October 2026 at 09:12:00 BST\n> To: Sam\n> \n> Here is mine.\n",
    "text=\nforwarded.from.address=jo.bell@example.sch.uk\nforwarded.subject=Tracker\nforwarded.text=Here is "
    "mine.\n" },
  { "forward-thunderbird",
    HEAD "Subject: Fwd: Tracker\n\n\n-------- Forwarded Message --------\nSubject: \tTracker\nDate: \tMon, 5 "
         "Oct 2026 09:12:00 +0100\nFrom: \tJo Bell <jo.bell@example.sch.uk>\n"
         "To: \tsam.poole@example.sch.uk\n\n\n\nHere is mine.\n",
    "forwarded.from.address=jo.bell@example.sch.uk\nforwarded.date=2026-10-05T09:12:00+01:00\nforwarded.text="
    "Here is mine.\n" },
  { "forward-attached",
    HEAD
    "Subject: Fwd: Tracker\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nfor you\n--b\nContent-Type: "
    "message/rfc822\n\n"
    "From: Jo Bell <jo.bell@example.sch.uk>\nSubject: Tracker\nContent-Type: multipart/mixed; "
    "boundary=c\n\n--c\n\nMine.\n--c\nContent-Type: application/msword; name=t.docx\n\nPK\n--c--\n--b--\n",
    "text=for "
    "you\ndocuments.#=0\nforwarded.from.address=jo.bell@example.sch.uk\nforwarded.text=Mine.\nforwarded."
    "documents.0.name=t.docx\n" },
  { "forward-as-file",
    MIXED "--b\nContent-Type: application/octet-stream; name=m.eml\nContent-Transfer-Encoding: base64\n\n"
          "RnJvbTogam8uYmVsbEBleGFtcGxlLnNjaC51awpTdWJqZWN0OiBUcmFja2VyCgpNaW5lLgo=\n--b--\n",
    "forwarded.from.address=jo.bell@example.sch.uk\n" },
  { "two-forwards",
    MIXED "--b\nContent-Type: message/rfc822\n\nFrom: jo@example.org\nSubject: one\n\nA\n--b\nContent-Type: "
          "message/rfc822\n\nFrom: al@example.org\nSubject: two\n"
          "Content-Type: application/msword; name=t.docx\n\nPK\n--b--\n",
    "forwarded.subject=one\ndocuments.0.name=t.docx\ndocuments.0.in=two\n" },
  /* machines */
  { "away", HEAD "Subject: Automatic reply: Your tracker\nAuto-Submitted: auto-generated\n\nI am away.\n",
    "kind=auto-reply\n" },
  { "away-unsaid",
    HEAD "Subject: Re: Your tracker\n\nThank you for your email. I am out of the office until Monday.\n",
    "kind=auto-reply\n" },
  { "auto-submitted-no", HEAD "Subject: s\nAuto-Submitted: no\n\nx\n", "kind=message\n" },
  { "list", HEAD "Subject: s\nList-Id: <staff.example.org>\n\nx\n", "kind=list\n" },
  { "dsn",
    "Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@example.org>\nTo: "
    "mentors@example.ac.uk\nSubject: Undelivered Mail Returned to Sender\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nIt did not "
    "arrive.\n--b\nContent-Type: message/delivery-status\n\n"
    "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; sam.poole@example.sch.uk\nAction: "
    "failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1\n  no such user\n--b\n"
    "Content-Type: message/rfc822\n\nFrom: mentors@example.ac.uk\nMessage-ID: <m1@example.ac.uk>\nSubject: "
    "Your tracker\n\nPlease\n--b--\n",
    "kind=bounce\nforwarded=null\nbounce.#=1\nbounce.0.recipient=sam.poole@example.sch.uk\nbounce.0.action="
    "failed\nbounce.0.status=5.1.1\n"
    "bounce.0.diagnostic=smtp; 550 5.1.1 no such user\nreferences.0=m1@example.ac.uk\n" },
  { "dsn-delayed",
    "From: MAILER-DAEMON@example.org\nSubject: Delayed\nContent-Type: multipart/report; "
    "report-type=delivery-status; boundary=b\n\n--b\n\nStill trying.\n--b\n"
    "Content-Type: message/delivery-status\n\nReporting-MTA: dns; m\n\nFinal-Recipient: "
    "rfc822;sam@example.sch.uk\nAction: delayed\nStatus: 4.4.1\n--b--\n",
    "kind=delay\nbounce.0.action=delayed\nbounce.0.status=4.4.1\n" },
  { "bounce-in-prose",
    "Return-Path: <>\nFrom: MAILER-DAEMON@example.org\nTo: mentors@example.ac.uk\nSubject: failure "
    "notice\n\nHi. I could not deliver.\n\n<sam@example.sch.uk>:\n"
    "550 5.1.1 unknown user\n\n--- Below this line is a copy of the message.\n\nMessage-ID: "
    "<m2@example.ac.uk>\nTo: other@example.org\n",
    "kind=bounce\nbounce.#=1\nbounce.0.recipient=sam@example.sch.uk\nbounce.0.status=5.1.1\nbounce.0.action="
    "failed\nreferences.0=m2@example.ac.uk\n" },
  { "bounce-exim",
    "Return-Path: <>\nX-Failed-Recipients: sam@example.sch.uk\nFrom: Mail Delivery System "
    "<Mailer-Daemon@example.org>\nSubject: Mail delivery failed: returning message to sender\n\n"
    "A message could not be delivered:\n  sam@example.sch.uk\n    550 no\n",
    "kind=bounce\nbounce.0.recipient=sam@example.sch.uk\n" },
  { "bounce-with-the-message",
    "Return-Path: <>\nFrom: MAILER-DAEMON@example.org\nSubject: failure notice\nContent-Type: "
    "multipart/mixed; boundary=b\n\n--b\n\n<sam@example.sch.uk>: 550 5.1.1 no\n"
    "--b\nContent-Type: message/rfc822\n\nMessage-ID: <m3@example.ac.uk>\nSubject: Your tracker "
    "HT66P-B525V\n\nx\n--b--\n",
    "kind=bounce\nforwarded=null\nreferences.0=m3@example.ac.uk\nrefs.0=HT66P-B525V\nbounce.0.recipient=sam@"
    "example.sch.uk\n" },
  { "absence-of-a-human", HEAD "Subject: Absence of our mentor\n\nShe is ill and sends it next week.\n",
    "kind=message\n" },
  { "answer-to-an-automatic-reply",
    HEAD "Subject: Re: Automatic reply: Your tracker\n\nThanks, here is mine.\n", "kind=message\n" },
  { "automatic-acceptance",
    HEAD
    "Auto-Submitted: auto-generated\nSubject: Accepted\nContent-Type: "
    "text/"
    "calendar\n\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:u\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "kind=calendar\n" },
  { "receipt",
    HEAD "Subject: Read: Your tracker\nContent-Type: multipart/report; report-type=disposition-notification; "
         "boundary=b\n\n--b\n\nRead.\n--b\n"
         "Content-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent-manually; "
         "displayed\n--b--\n",
    "kind=read-receipt\ndocuments.#=0\n" },
  { "complaint",
    HEAD
    "Subject: s\nContent-Type: multipart/report; report-type=feedback-report; "
    "boundary=b\n\n--b\n\nspam\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--b--\n",
    "kind=report\n" },
};

/* The value at a path like "documents.0.name"; "#" is the length of an array. g_free. */
static char *
value_at(json_t *json, const char *path)
{
  g_auto(GStrv) steps = g_strsplit(path, ".", -1);
  for (guint i = 0; steps[i]; i++) {
    if (!strcmp(steps[i], "#"))
      return g_strdup_printf("%zu", json_array_size(json));
    json = json_is_array(json) ? json_array_get(json, strtoul(steps[i], NULL, 10))
                               : json_object_get(json, steps[i]);
  }
  if (json_is_integer(json))
    return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(json));
  return g_strdup(json_is_string(json) ? json_string_value(json) : json_is_null(json) ? "null" : "nothing");
}

static void
test_case(gconstpointer data)
{
  const Case *one = data;
  g_autoptr(Reading) reading = message_read((const guint8 *) one->mail, strlen(one->mail), READ_MESSAGE, "");
  json_t *json = reading_to_json(reading);
  g_auto(GStrv) wants = g_strsplit(one->want, "\n", -1);
  for (guint i = 0; wants[i] && *wants[i]; i++) {
    char *equals = strchr(wants[i], '=');
    *equals = '\0';
    g_autofree char *want = g_strcompress(equals + 1), *got = value_at(json, wants[i]);
    if (strcmp(want, got))
      g_test_message("%s: %s is \"%s\", not \"%s\"", one->name, wants[i], got, want);
    g_assert_cmpstr(got, ==, want);
  }
  /* what was read goes through the engine's strict eye unchanged */
  g_autoptr(GError) error = NULL;
  g_autoptr(Reading) again = reading_from_json(json, &error);
  g_assert_no_error(error);
  json_t *json_again = reading_to_json(again);
  g_assert_true(json_equal(json, json_again));
  json_decref(json);
  json_decref(json_again);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  message_start();
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *path = g_strdup_printf("/reader/message/%s", CASES[i].name);
    g_test_add_data_func(path, &CASES[i], test_case);
  }
  return g_test_run();
}
