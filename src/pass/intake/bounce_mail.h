/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which mail of ours a message speaks of that came back, and to which of its recipients. */
#pragma once
#include "pass/intake/inbound.h"

typedef struct {
  gint64 outbox;     /* 0: none of ours */
  const char *found; /* envelope, message-id, header or recipient; "": not found */
  char *address;     /* the recipient, as we wrote to them; NULL: not known */
} BounceMail;
void bounce_mail_clear(BounceMail *mail);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BounceMail, bounce_mail_clear)

/* @named: the recipient of whom the message speaks; "": it names none. The mail is looked for by the token of
 * its envelope sender, its Message-ID, our ref among the headers that came back, and last by who had a mail
 * of ours lately. Who has had one mail of ours knows its token, but can say nothing with it of others, nor of
 * those who had a copy. */
BounceMail bounce_mail_find(const Inbound *inbound, const char *named);
