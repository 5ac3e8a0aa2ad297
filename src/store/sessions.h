/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions: the dates of events that people may choose. Brought in step with the year file; a change raises
 * SEQUENCE. */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 id;
  char *year, *key, *scheme, *event, *term; /* term NULL: none */
  Instant start;
  int minutes;
  char *place, *title;
  char *filter; /* JSON object: attribute to list of values */
  gboolean cancelled;
  int sequence;
  Instant changed;
} Session;
void session_free(Session *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Session, session_free)
Session *session_get(Store *store, gint64 id);                            /* NULL: none */
Session *session_by_key(Store *store, const char *year, const char *key); /* likewise */

/* Adds it, or brings the row with its year and key up to date: a new time, place or title raises sequence and
 * changed. TRUE when anything differed. @session->id, sequence and changed are not read. */
gboolean session_put(Store *store, const Session *session);
/* Of Session, by start. @scheme, @event, @term NULL: every. */
GPtrArray *sessions_list(Store *store, const char *year, const char *scheme, const char *event,
                         const char *term);
/* Of one event, that begin at @start. */
GPtrArray *sessions_at(Store *store, const char *year, const char *scheme, const char *event, Instant start);
/* Those with a change that waits to be told: of Session. store/changes.h */
GPtrArray *sessions_changed(Store *store);
void session_rename(Store *store, gint64 id, const char *key); /* which no other of its year may have */
/* Sessions of the year whose keys are not among @keys are cancelled (they stand no longer in the file), but
 * for those that stand in a lead's own calendar. */
void sessions_cancel_others(Store *store, const char *year, const char *const *keys);
/* What a session was until it was changed: when, where, and whether it was to be. */
typedef struct {
  Instant at; /* of the change */
  Instant start;
  int minutes;
  char *place;
  gboolean cancelled;
} SessionWas;
void session_was_free(SessionWas *was);
/* What @session was, the last first: of SessionWas. */
GPtrArray *session_history(Store *store, gint64 session);
/* How many sessions were changed or cancelled after @since: becomes less as they grow old, and else only when
 * one is changed. */
gint64 sessions_changed_since(Store *store, Instant since);
/* Every value that sessions of @scheme name of @attribute, of whatever year: sorted. g_strfreev. */
GStrv sessions_values(Store *store, const char *scheme, const char *attribute);
