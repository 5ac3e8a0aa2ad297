/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mail of ours that did not arrive, or was not wanted: what was said of it, and by whom. */
#pragma once
#include "store/store.h"

typedef enum {
  UNDELIVERED_FAILED,
  UNDELIVERED_DELAYED,
  UNDELIVERED_COMPLAINT,
  UNDELIVERED_CHALLENGE
} UndeliveredKind;

typedef struct {
  gint64 id;
  char *address; /* lower case */
  gint64 person; /* who alone has it; 0: nobody, or several */
  UndeliveredKind kind;
  char *status, *words; /* enhanced status (RFC 3463) or ""; what was said */
  gint64 outbox;        /* the mail it speaks of; 0: not found */
  char *found;          /* how: envelope, message-id, header, recipient, server; "": not found */
  gint64 message;       /* 0: the server said it while we were sending */
  Instant at, over;     /* over INSTANT_NONE: it counts still */
} Undelivered;
void undelivered_free(Undelivered *one);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Undelivered, undelivered_free)

const char *undelivered_word(UndeliveredKind kind);
/* Read is all but id and over. Its id; 0 when this message said so before. */
gint64 undelivered_add(Store *store, const Undelivered *one);
/* Those that still count, oldest first: of Undelivered. */
GPtrArray *undelivered_of_address(Store *store, const char *address);
GPtrArray *undelivered_of_person(Store *store, gint64 person);
/* Those about the mail @outbox, whether they count or not: of Undelivered. */
GPtrArray *undelivered_of_mail(Store *store, gint64 outbox);
/* None of @kind about @address counts any more. */
void undelivered_over(Store *store, const char *address, UndeliveredKind kind);
/* Whether @person has complained of our mail, and nobody said since that they may be reminded. */
gboolean undelivered_complained(Store *store, gint64 person);
/* People whose mail failed at an address that is not the one they have now: of gint64. */
GArray *undelivered_moved(Store *store);
/* How many since @since speak of no mail that can be found. */
gint64 undelivered_unknown(Store *store, Instant since);
