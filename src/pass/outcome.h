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
  guint sent, ours, later; /* recipients: taken, refused for what is ours, put off */
  gboolean slower;         /* the server asked for it */
  const char *words; /* the first refusal that is ours, or what put off the first; of the ends; or NULL */
  int code;
  Instant at;
} Verdict;

/* Records, in a transaction, the @ends (of End) of @mails (of OutboxMail), and starts the clocks of what was
 * asked. Mails without an end keep their place. @worked: the server took mail lately, before these. @refuses:
 * it refuses whatever comes by now, so that none of these is to blame. */
Verdict outcome_record(Engine *engine, const GPtrArray *mails, const GArray *ends, gboolean worked,
                       gboolean refuses);
