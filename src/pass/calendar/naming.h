/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an entry of somebody's own calendar is about, by its words: which event of which scheme, and for whom.
 * Guesses nothing: several that fit alike are all given. */
#pragma once
#include "pass/engine.h"

typedef struct {
  const Scheme *scheme;
  const SchemeEvent *event;
} NamedEvent;

/* Of NamedEvent: those whose title stands in @summary or in one of @categories; else those whose id is a part
 * of one by itself ("Drop-in: Mathematics"), or stands in it when it has several words. Of several the
 * longest. */
GArray *events_named(const Schemes *schemes, const char *summary, const char *const *categories);
/* Those values of @attribute that stand in @summary or @categories: of the scheme's list, else of those that
 * its sessions name. A strv. */
GStrv values_named(const Engine *engine, const Scheme *scheme, const SchemeAttribute *attribute,
                   const char *summary, const char *const *categories);
/* For whom it is by its words alone, as a session's filter: JSON, g_free. */
char *filter_named(const Engine *engine, const Scheme *scheme, const char *summary,
                   const char *const *categories);
