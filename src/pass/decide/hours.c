/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds up what one person attended and reported. Writes nothing, and decides nothing about a requirement. */
#include "pass/decide/hours.h"
#include "store/awards.h"
#include "store/facts.h"
#include <string.h>

void
hours_free(Hours *hours)
{
  if (!hours)
    return;
  g_ptr_array_unref(hours->lines);
  g_ptr_array_unref(hours->sums);
  g_free(hours);
}

double
hours_of_activity(const Scheme *scheme, const char *activity, double reported)
{
  const SchemeActivity *kind = scheme_activity(scheme, activity);
  if (kind && !kind->counts)
    return 0;
  return reported >= 0 ? reported : kind ? kind->hours : 0;
}

double
hours_within(const Evidence *evidence, double before, double hours)
{
  return evidence->most > 0 ? CLAMP(evidence->most - before, 0, hours) : hours;
}

static void say(GPtrArray *lines, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
say(GPtrArray *lines, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_ptr_array_add(lines, g_strdup_vprintf(format, args));
  va_end(args);
}

static void
add_attended(Hours *hours, Engine *engine, const Scheme *scheme, const Year *year, gint64 person)
{
  g_autoptr(GPtrArray) came =
      attendance_of(engine->store, person, scheme->id, NULL, year->starts, year->ends);
  for (guint i = 0; i < came->len; i++) {
    const Attendance *one = came->pdata[i];
    const SchemeEvent *event = scheme_event(scheme, one->event);
    gboolean there = strcmp(one->how, "reviewed") != 0;
    g_autofree char *day = day_words(one->day);
    if (!event)
      continue;
    if (there)
      say(hours->lines, "%s: %s, attended, %.1f hours (%s)", day, event->title, event->hours, one->source);
    else
      say(hours->lines, "%s: %s, materials reviewed instead (%s)", day, event->title, one->source);
    hours->training += there ? event->hours : 0;
  }
}

/* The evidence that limits or pays @activity; NULL: none does. */
static const Evidence *
limit_in(const Evidence *evidence, const char *activity)
{
  if (evidence->kind == EVIDENCE_LOG && (evidence->most > 0 || evidence->paid) &&
      g_strv_contains((const char *const *) evidence->ids, activity))
    return evidence;
  const Evidence *found = NULL;
  for (guint i = 0; !found && evidence->parts && i < evidence->parts->len; i++)
    found = limit_in(evidence->parts->pdata[i], activity);
  return found;
}

static const Evidence *
limit_of(const Scheme *scheme, const char *activity)
{
  const Evidence *found = NULL;
  for (guint i = 0; !found && i < scheme->requirements->len; i++)
    found = limit_in(((const Requirement *) scheme->requirements->pdata[i])->evidence, activity);
  return found;
}

/* What is reported under each limit so far: Evidence -> double. */
static double
reported_before(GHashTable *reported, const Evidence *limit, double hours)
{
  double *sum = g_hash_table_lookup(reported, limit);
  if (!sum) {
    sum = g_new0(double, 1);
    g_hash_table_insert(reported, (gpointer) limit, sum);
  }
  double before = *sum;
  *sum += hours;
  return before;
}

/* A career's limit has to know what came in earlier years; only those of @year are said. */
static void
add_logged(Hours *hours, Engine *engine, const Scheme *scheme, const Year *year, gint64 person)
{
  g_autoptr(GHashTable) reported = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  g_autoptr(GPtrArray) done = activities_of(engine->store, person, scheme->id, G_MININT32 + 1, year->ends);
  for (guint i = 0; i < done->len; i++) {
    const Activity *one = done->pdata[i];
    const SchemeActivity *kind = scheme_activity(scheme, one->activity);
    const Evidence *limit = limit_of(scheme, one->activity);
    gboolean now = one->day >= year->starts;
    if (!kind || (!now && (!limit || limit->per != PER_CAREER)))
      continue;
    double all = hours_of_activity(scheme, one->activity, one->hours);
    double counted = limit ? hours_within(limit, reported_before(reported, limit, all), all) : all;
    if (!now)
      continue;
    gboolean paid = kind->paid || (limit && limit->paid);
    g_autofree char *day = day_words(one->day);
    g_autofree char *over = counted < all ? g_strdup_printf("; %.1f more are above the %.1f that count",
                                                            all - counted, limit->most)
                                          : g_strdup("");
    if (all <= 0)
      say(hours->lines, "%s: %s (%s)", day, kind->title, one->source);
    else
      say(hours->lines, "%s: %s, %.1f hours%s%s (%s)", day, kind->title, counted, paid ? ", paid" : "", over,
          one->source);
    *(paid ? &hours->paid : &hours->training) += counted;
    hours->above += all - counted;
  }
}

static void
add_credits(Hours *hours, Engine *engine, gint64 person)
{
  g_autoptr(GPtrArray) awards = awards_of(engine->store, person);
  for (guint i = 0; i < awards->len; i++) {
    const Award *award = awards->pdata[i];
    if (!award->credits)
      continue;
    g_autofree char *day = day_words(clock_day(engine->clock, award->issued));
    say(hours->lines, "%s: %d credits, %s", day, (int) award->credits, award->words);
    hours->credits += award->credits;
  }
}

Hours *
hours_of_person(Engine *engine, gint64 person)
{
  Hours *hours = g_new0(Hours, 1);
  const Year *year = engine_year(engine);
  const GPtrArray *schemes = engine->site->schemes->schemes;
  hours->lines = g_ptr_array_new_with_free_func(g_free);
  hours->sums = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; year && i < schemes->len; i++) {
    add_attended(hours, engine, schemes->pdata[i], year, person);
    add_logged(hours, engine, schemes->pdata[i], year, person);
  }
  add_credits(hours, engine, person);
  if (hours->training > 0)
    say(hours->sums, "%.1f hours of training in %s", hours->training, year->id);
  if (hours->paid > 0)
    say(hours->sums, "%.1f paid hours in %s, which are on an account of their own", hours->paid, year->id);
  if (hours->above > 0)
    say(hours->sums, "%.1f hours reported beyond what counts", hours->above);
  if (hours->credits)
    say(hours->sums, "%" G_GINT64_FORMAT " credits banked", hours->credits);
  return hours;
}
