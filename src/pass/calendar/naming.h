/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an entry of somebody's own calendar is about, by its words: which event of which scheme, and for whom.
 * Guesses nothing: several that fit alike are all given. */
#pragma once
#include "scheme/scheme.h"

typedef struct {
  const Scheme *scheme;
  const SchemeEvent *event;
} NamedEvent;

/* Of NamedEvent: those whose title stands in @summary or in one of @categories, or whose id is all that one
 * of them says; of several the longest title. @categories may be NULL. */
GArray *events_named(const Schemes *schemes, const char *summary, const char *const *categories);
/* Those of @attribute's values that stand in @summary or @categories; a strv. */
GStrv values_named(const SchemeAttribute *attribute, const char *summary, const char *const *categories);
/* For whom it is by its words alone, as a session's filter: JSON, g_free. */
char *filter_named(const Scheme *scheme, const char *summary, const char *const *categories);
