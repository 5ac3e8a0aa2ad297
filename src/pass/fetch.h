/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetch and read: the mailbox drained window by window, each message's bytes committed before the server is
 * told, then read in the sandbox and taken in. The next window is on its way meanwhile. doc/contract.md,
 * "Ends". */
#pragma once
#include "mail/mailbox.h"
#include "pass/engine.h"

/* What the caller does with each window. */
typedef struct {
  gboolean (*decide)(gpointer data, GError **error); /* in its transaction: what follows from its facts */
  void (*send)(gpointer data);                       /* once that is committed */
  void (*meanwhile)(gpointer data);                  /* between two messages */
} FetchSteps;

/* Drains inbox and junk. TRUE only when both were drained to their end and everything was taken in:
 * FAULT_CONFIG when a broken template held mails back, and all else was done. A first start on a mailbox that
 * holds mail, without `since`, takes nothing: *waits is then how many messages lie there (else 0). */
gboolean fetch(Engine *engine, Mailbox *mailbox, guint *waits, const FetchSteps *steps, gpointer data,
               GError **error);
/* Reads what was stored and not read: after a crash, or when a reader died. Each message has three attempts.
 */
gboolean fetch_unread(Engine *engine, GError **error);
