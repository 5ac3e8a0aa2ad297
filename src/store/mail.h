/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to this room: how a mail of the outbox is selected and read. */
#pragma once
#include "store/outbox.h"
#include "store/statement.h"

/* The columns of mail_read(), of a table outbox AS o. */
#define MAIL_COLUMNS                                                                                         \
  " o.id, o.purpose, o.kind, o.template, o.requirement, o.person, o.message, o.message_id, o.subject, "      \
  "o.sender,"                                                                                                \
  " o.state, o.why, o.created, o.not_before, o.next_try, o.attempts, o.sent, o.error,"                       \
  " o.put_off "

gpointer mail_read(Statement *s);
const char *mail_kind_word(MailKind kind);
