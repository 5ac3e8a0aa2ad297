/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions: something that one person is to do by a day; and what people say of how they get on with what only
 * their own word can show. C5.1, C5.26, C5.29 */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 id;
  char *scheme, *key;           /* key: stable, the instance of its obligation */
  char *kind;                   /* what made it: the form, or the requirement that was missed */
  gint64 person, about, school; /* the owner; whom and where it concerns, 0: nobody, nowhere */
  char *words;                  /* what is to be done */
  Day due;                      /* DAY_NONE: as the requirement says */
  char *source;                 /* in words */
  gint64 filed;                 /* the return that asked for it; 0: none */
  Instant made;
} Action;
void action_free(Action *action);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Action, action_free)

/* Adds it; one with its scheme and key gets a new owner, words and day. Who owns it, and owned it, is to be
 * decided again when anything differed, and it is TRUE. @action->id and made are not read. */
gboolean action_put(Store *store, const Action *action);
Action *action_by_key(Store *store, const char *scheme, const char *key); /* NULL: none */
/* Those of @person that were made since @since, and earlier ones that nobody has closed: of Action, oldest
 * first. @kind NULL: every. */
GPtrArray *actions_of(Store *store, const char *scheme, gint64 person, const char *kind, Instant since);
/* Every one of @kind in @scheme: of Action, by day. */
GPtrArray *actions_list(Store *store, const char *scheme, const char *kind);

typedef struct {
  char *words, *source; /* source: who says so */
  gboolean done;
  Instant at;
} Said;
void said_free(Said *said);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Said, said_free)
/* Keeps what somebody says of @obligation; its person is to be decided again. @message 0: by hand. */
void said_add(Store *store, gint64 obligation, const char *words, gboolean done, gint64 message,
              const char *source);
GPtrArray *said_of(Store *store, gint64 obligation); /* of Said, oldest first */
/* That which said that it is done; NULL: none did. */
Said *said_done(Store *store, gint64 obligation);
