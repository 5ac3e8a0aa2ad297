/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes whose place: what the one who leaves still owed passes to the one who comes, what they did stays
 * theirs. C1.9 */
#pragma once
#include "pass/decide/standing.h"

typedef struct {
  const Scheme *scheme;
  gint64 school;
  gint64 leaver, joiner;
  Day from;          /* the first day of the one who comes */
  const char *cause; /* for the journal */
} Succession;

/* The joiner holds from that day what the leaver held at the school, with their attributes where their own
 * are not known; the leaver's roles there end the day before. FALSE: the leaver holds none there. */
gboolean succession_make(Engine *engine, const Succession *succession);
/* Ends what @person holds at @school, with @last as its last day. FALSE: they hold nothing there. */
gboolean succession_end(Engine *engine, const Scheme *scheme, gint64 person, gint64 school, Day last);
/* Whether two people are so alike in what the scheme knows of them that the one may have taken the other's
 * place: some attribute is the same, and none is another. */
gboolean succession_is_likely(Engine *engine, const Scheme *scheme, gint64 leaver, gint64 joiner);

/* Whether @requirement in @instance is the person's to do: what was over before they came is not, unless it
 * was left open by whom they replace, or, where it is the school's, by anybody there. */
gboolean succession_asks(const Standing *standing, const Requirement *requirement, const char *instance);
/* The obligation that was left open and that @obligation goes on with; NULL: none. */
Obligation *succession_before(Engine *engine, const Obligation *obligation);
/* Whether @requirement is met once for the school, by whoever returns it. */
gboolean requirement_is_of_school(const Scheme *scheme, const Requirement *requirement);

/* Those whose roles began or ended since the last pass are decided again. */
void succession_sync(Engine *engine);
/* When a role will next begin or end; INSTANT_NONE: none is known. */
Instant succession_next(Engine *engine);
