/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that came: bytes first, then what became of them. */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 id;
  char *folder, *key, *sha256;
  Instant arrival, stored;
  gint64 size;
  char *state, *kind, *message_id, *from_address, *subject, *verdict; /* kind to verdict NULL until read */
  gint64 person, duplicate;                                           /* 0: none */
  int attempts;
  gboolean arrival_unsure; /* a maildir's: the topmost Received, once read, rules */
} Message;
void message_free(Message *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Message, message_free)

/* Stores bytes and row. The id; or, when these very bytes are here already, that row's id with *known TRUE.
 */
gint64 message_store(Store *store, const char *folder, const char *key, Instant arrival,
                     gboolean arrival_unsure, GBytes *bytes, gboolean *known);
/* When the form with this token was stored as a message; INSTANT_NONE: it was not. */
Instant message_posted(Store *store, const char *token);
Message *message_get(Store *store, gint64 id);
GBytes *message_bytes(Store *store, gint64 id); /* NULL: no longer kept */
/* Those in state 'stored', oldest first, at most @limit: of Message. */
GPtrArray *messages_unread(Store *store, guint limit);
GPtrArray *messages_since(Store *store, Instant since); /* those that arrived since, of Message */
void message_attempt(Store *store, gint64 id);          /* counts one more */
/* What the reading said, and whether it is done or a case. */
void message_done(Store *store, gint64 id, const char *kind, const char *message_id, const char *from,
                  const char *subject, gint64 person, Instant arrival, gboolean is_case);
/* Who sent it, as far as that can be known, in words. */
void message_set_verdict(Store *store, gint64 id, const char *verdict);
/* Whether it came before the mailbox's `since`, and so is none of ours. */
gboolean message_is_old(Store *store, gint64 id);
/* An earlier message with this Message-ID and sender that was taken in; 0: none. */
gint64 message_same(Store *store, gint64 id, const char *message_id, const char *from);
void message_set_duplicate(Store *store, gint64 id, gint64 of);
/* Messages from people of the roster that lay in the junk folder. */
gint64 messages_in_junk(Store *store);
/* Counts by kind: of {kind, n} in two arrays. */
void messages_by_kind(Store *store, GPtrArray *kinds /* of char* */, GArray *counts /* of gint64 */);
