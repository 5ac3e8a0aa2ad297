/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Obligations: one requirement for one person in one academic year. Rows and questions; what they mean is
 * decided elsewhere. */
#pragma once
#include "store/store.h"

typedef enum {
  STATE_UPCOMING,
  STATE_OPEN,
  STATE_ANSWERED,
  STATE_MET,
  STATE_OVERDUE,
  STATE_WAIVED,
  STATE_ENDED
} State;
const char *state_word(State state);

typedef struct {
  gint64 id;
  char *ref, *scheme, *requirement, *instance, *year;
  gint64 person, school; /* school 0: none */
  State state;
  Instant opens, opened, sent, answered, met, next; /* INSTANT_NONE: not */
  Day due, extended;                                /* DAY_NONE: not */
  char *evidence, *next_what;                       /* or NULL */
  int sequence;
  Instant changed;
} Obligation;
void obligation_free(Obligation *obligation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Obligation, obligation_free)

/* The row for these keys; made, upcoming, with a new ref, when there is none. */
Obligation *obligation_ensure(Store *store, const char *scheme, const char *requirement, const char *instance,
                              const char *year, gint64 person, gint64 school);
Obligation *obligation_get(Store *store, gint64 id);
Obligation *obligation_by_ref(Store *store, const char *ref);
/* Writes everything that may change (state to next_what, school); due or extended other than before raises
 * sequence and changed. */
void obligation_save(Store *store, const Obligation *obligation);
GPtrArray *obligations_of_person(Store *store, gint64 person,
                                 const char *year /* NULL: all */); /* of Obligation */
/* Those whose `next` is not after @now, at most @limit, earliest first: of Obligation. */
GPtrArray *obligations_due(Store *store, Instant now, guint limit);
/* The id of the one that was made last; 0: none. */
gint64 obligations_newest(Store *store);
/* The earliest `next` of all; INSTANT_NONE: none. */
Instant obligations_next(Store *store);
/* Of Obligation; @school 0: any, @state -1: any. */
GPtrArray *obligations_list(Store *store, const char *scheme, const char *requirement, const char *year,
                            gint64 school, int state);

/* What several people owe by one day, without saying who. */
typedef struct {
  char *scheme, *requirement, *year;
  Day due;
  int waiting;     /* people of whom it is still awaited; never 0 */
  int sequence;    /* rises with each change of a deadline and each that is settled */
  Instant changed; /* the last of those changes */
} Deadline;
void deadline_free(Deadline *deadline);
/* Deadlines of @people (of gint64) in @scheme, one for each requirement and due date: of Deadline, by date.
 */
GPtrArray *deadlines_of(Store *store, const char *scheme, const GArray *people);
gint64 obligations_count(Store *store, State state);

/* What was met or asked is asked again, from now: opened anew, with its own days and all rungs to climb. Does
 * not save it. */
void obligation_begin_again(Store *store, Obligation *obligation);

/* Rungs. */
gboolean rung_climbed(Store *store, gint64 obligation, int rung);
void rung_climb(Store *store, gint64 obligation, int rung, const char *how);
