/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message that is replayed. Of the room's own use. */
#pragma once
#include "office/replay.h"
#include "pass/intake/inbound.h"

/* The outcome of a case that a replay settled. */
#define REPLAY_CAUSE "replay"

typedef struct {
  Engine *engine;
  Message *message;
  const Reading *reading;
  GPtrArray *changes; /* of ReplayChange */
} Replayed;

void replay_say(Replayed *replayed, const char *what, const char *ref, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* In the open transaction, each. *changed FALSE: it is to be rolled back, and what was said but not left with
 * it. */

/* What was filed from it: other values than before, over which no human has spoken, are a new version. */
gboolean replay_filed(Replayed *replayed, gboolean *changed, GError **error);
/* What of it was not filed, or waits as a case: it is taken in anew. */
gboolean replay_cases(Replayed *replayed, gboolean *changed, GError **error);
