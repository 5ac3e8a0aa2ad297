/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of sessions: what each was before, and whether those concerned were told. Does not know who that
 * is.
 */
#pragma once
#include "store/sessions.h"

typedef struct {
  gint64 id;
  Instant at, start; /* of the change, and when it was to begin until then */
  int minutes;
  char *place;
  gboolean cancelled;
  Instant shown; /* since when feeds show what came of it; INSTANT_NONE: not yet */
  gboolean told;
} Change;
void change_free(Change *change);

/* Those that nobody has settled yet were looked at by a pass, which brings them to the feeds. */
void changes_shown(Store *store);
/* Every change of this session, told or not, the oldest first: of Change. */
GPtrArray *changes_of(Store *store, gint64 session);
/* It is settled who was told of them. */
void changes_told(Store *store, gint64 session);
/* Whether @session was ever put into @person's calendar by mail: then so are its changes. */
gboolean change_goes_by_invitation(Store *store, gint64 person, gint64 session);
/* The name of the lead in whose own calendar the session stands, and who so changed it; NULL: nobody's.
 * g_free.
 */
char *change_by(Store *store, gint64 session);
