/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether somebody was where they were asked to be: often enough, in the span that counts, and with the
 * person with whom it was to be. Writes nothing. */
#include "pass/decide/instances.h"
#include "pass/people/placements.h"
#include "store/facts.h"
#include <string.h>

/* The days that count, and with whom. */
typedef struct {
  Day from, to;
  const Term *term; /* or NULL */
  gint64 with;      /* who must have been there on the same day; 0: nobody */
} Span;

/* "autumn" of "core.autumn" or of "autumn"; NULL when the instance names no term. */
static const Term *
instance_term(const Standing *standing, const char *instance)
{
  const char *dot = strrchr(instance, '.');
  return *instance ? year_term(standing->year, dot ? dot + 1 : instance) : NULL;
}

/* What is repeated for a placement counts on its days, with its trainee; for a person, with them. */
static Span
span_of(const Standing *standing, const Evidence *evidence, const Obligation *obligation)
{
  const Placement *placement = placement_of(standing, obligation);
  const Term *term = evidence->per == PER_CAREER ? NULL : instance_term(standing, obligation->instance);
  gint64 trainee = placement && placement->trainee != standing->person ? placement->trainee : 0;
  if (placement)
    return (Span){ placement->first, placement->last, NULL, trainee };
  return (Span){ evidence->per == PER_CAREER ? G_MININT32 + 1 : standing->year->starts, standing->year->ends,
                 term, instance_person(obligation->instance) };
}

static gboolean
was_there(const Standing *standing, gint64 person, const char *event, Day day)
{
  g_autoptr(GPtrArray) came =
      attendance_of(standing->engine->store, person, standing->scheme->id, event, day, day);
  return came->len > 0;
}

static gboolean
counts(const Standing *standing, const Span *span, const Attendance *one)
{
  const Term *term = span->term;
  if (one->day < span->from || one->day > span->to)
    return FALSE;
  if (term && g_strcmp0(one->term, term->id) && (one->term || one->day < term->from || one->day > term->to))
    return FALSE;
  return !span->with || was_there(standing, span->with, one->event, one->day);
}

/* Distinct days on which one event was attended, or its materials reviewed instead (C1.17). */
static gboolean
attended(const Standing *standing, const Evidence *evidence, const char *event, const Span *span,
         GString *words, Instant *at)
{
  int times = 0;
  Day last = DAY_NONE;
  for (guint i = 0; i < standing->attendance->len; i++) {
    const Attendance *one = standing->attendance->pdata[i];
    if (strcmp(one->event, event) || one->day == last || !counts(standing, span, one))
      continue;
    last = one->day;
    times++;
    *at = MAX(*at, one->at);
    g_autofree char *day = day_format(one->day);
    g_string_append_printf(words, "%s%s %s", words->len ? ", " : "",
                           strcmp(one->how, "reviewed") ? "attended" : "materials reviewed instead,", day);
  }
  return times >= MAX(evidence->times, 1);
}

Proof
evidence_prove_attend(const Standing *standing, const Evidence *evidence, const Obligation *obligation)
{
  g_autoptr(GString) words = g_string_new(NULL);
  Instant at = INSTANT_NONE;
  Span span = span_of(standing, evidence, obligation);
  for (guint i = 0; evidence->ids[i]; i++)
    if (!attended(standing, evidence, evidence->ids[i], &span, words, &at))
      return (Proof){ FALSE, INSTANT_NONE, NULL };
  return (Proof){ TRUE, at, g_strdup(words->str) };
}
