/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a mail by what the submission server said. Sends nothing. */
#pragma once
#include "pass/engine.h"
#include "store/outbox.h"

/* What came back for one recipient. */
typedef struct {
  gint64 outbox;
  char *address, *words;
  SendResult result;
  int code;
  gboolean ours; /* the refusal is about us, not about the recipient */
} End;
void end_clear(gpointer end);

/* Of a batch as a whole. */
typedef struct {
  guint sent, ours;  /* recipients */
  gboolean slower;   /* the server asked for it */
  const char *words; /* the first refusal that is ours; of the ends; or NULL */
  int code;
} Verdict;

/* Records, in a transaction, the @ends (of End) of @mails (of OutboxMail), and starts the clocks of what was
 * asked. Mails without an end keep their place. *worked: whether the server took any mail, before or now. */
Verdict outcome_record(Engine *engine, const GPtrArray *mails, const GArray *ends, gboolean *worked);
