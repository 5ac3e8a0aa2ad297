/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the dates that are open to somebody they chose: an invitation accepted, a place asked for, or a
 * date at which they were. Nothing is chosen by silence. Writes nothing. C1.12, C4.2 */
#pragma once
#include "pass/engine.h"
#include "store/sessions.h"

/* Of several words about one date the later in this list counts. */
typedef enum {
  CHOSEN_OPEN,    /* nothing is chosen of this event in this term: each of its dates may be */
  CHOSEN_TAKEN,   /* this date: its invitation was accepted */
  CHOSEN_NOT,     /* declined, given up, or another date was chosen */
  CHOSEN_WAITING, /* this date, on its waiting list */
  CHOSEN_HELD,    /* this date, and a place in it */
  CHOSEN_CAME     /* they were there */
} ChosenAs;

typedef struct Chosen Chosen; /* of one person */
Chosen *chosen_new(Engine *engine, const Scheme *scheme, gint64 person);
void chosen_free(Chosen *chosen);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Chosen, chosen_free)

/* What the person chose, as far as it concerns @session, one of @sessions (of Session): all of its scheme and
 * year. *since: when they last said so of it; INSTANT_NONE: never. */
ChosenAs chosen_as(const Chosen *chosen, const Session *session, const GPtrArray *sessions, Instant *since);
/* Whether both are dates of the same event in the same term. */
gboolean chosen_alike(const Session *a, const Session *b);
/* Whether of several such dates one is enough: the scheme asks everybody to come once, and not twice. */
gboolean chosen_one_is_enough(const Scheme *scheme, const char *event);
