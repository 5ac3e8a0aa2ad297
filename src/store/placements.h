/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Placements: stretches of days that a trainee spends with a mentor and a tutor at a school; pairs of mentor
 * and mentee. In step with the year files and the imports that say so. C2.13, C4.12, C5.10 */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 id;
  char *scheme, *event; /* the event that spans */
  char *key;            /* stable: "placement:3", "placement=ID" of one with an id of its own */
  char *source;         /* "year 2026-27", "import placements.csv" */
  gint64 school, trainee, mentor, tutor; /* 0: none */
  Day first, last;                       /* both included */
  int sequence;                          /* rises with each change */
  Instant changed;                       /* the last of them */
} Placement;
void placement_free(Placement *placement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Placement, placement_free)

/* Adds it, or brings the row with its scheme and key up to date. When anything differed, everybody who took
 * part before or does now is to be decided again, and it is TRUE. @placement's id, sequence and changed are
 * not read. */
gboolean placement_put(Store *store, const Placement *placement);
/* Those that stand, by first day: of Placement. @event NULL: every; @trainee 0: everybody's. */
GPtrArray *placements_list(Store *store, const char *scheme, const char *event, gint64 trainee);
/* Those that @person is named in, and those at schools where they hold a role: of Placement, by first day. */
GPtrArray *placements_near(Store *store, const char *scheme, gint64 person);
/* Those that @person is named in alone. */
GPtrArray *placements_of_person(Store *store, const char *scheme, gint64 person);
/* NULL: there is none, or its source no longer names it. */
Placement *placement_by_key(Store *store, const char *scheme, const char *key);
/* "placement:3": a key that no placement ever had. g_free. */
char *placement_new_key(Store *store, const char *event);
/* Those of @source whose ids are not in @kept (of gint64) stand no longer. How many that were. */
guint placements_drop_others(Store *store, const char *source, const GArray *kept);
