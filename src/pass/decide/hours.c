/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says in words what stands in a person's ledgers: what of it counts, and what is paid. Writes nothing, and
 * decides nothing about a requirement. */
#include "pass/decide/hours.h"
#include "base/text.h"
#include "pass/decide/ledger.h"
#include "store/awards.h"

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
hours_within(const Evidence *evidence, double before, double hours)
{
  return evidence->most > 0 ? CLAMP(evidence->most - before, 0, hours) : hours;
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

static void
add_attended(Hours *hours, const LedgerLine *line)
{
  double counted = ledger_line_training(line);
  g_autofree char *day = day_words(line->day);
  if (counted > 0)
    text_say(hours->lines, "%s: %s, %s, %.1f hours (%s)", day, line->title, line->how, counted, line->source);
  else
    text_say(hours->lines, "%s: %s, %s (%s)", day, line->title, line->how, line->source);
  hours->training += counted;
}

/* @limit, or NULL, lets @counted of it count. */
static void
add_done(Hours *hours, const LedgerLine *line, const Evidence *limit, double counted)
{
  double all = ledger_line_training(line);
  gboolean paid = line->activity->paid || (limit && limit->paid);
  g_autofree char *day = day_words(line->day);
  g_autofree char *over =
      counted < all ? g_strdup_printf("; %.1f more are above the %.1f that count", all - counted, limit->most)
                    : g_strdup("");
  if (all <= 0)
    text_say(hours->lines, "%s: %s (%s)", day, line->title, line->source);
  else
    text_say(hours->lines, "%s: %s, %.1f hours%s%s (%s)", day, line->title, counted, paid ? ", paid" : "",
             over, line->source);
  *(paid ? &hours->paid : &hours->training) += counted;
  hours->above += all - counted;
}

/* A career's limit has to know what came in earlier years; only what came in @year is said. */
static void
add_scheme(Hours *hours, Engine *engine, const Scheme *scheme, const Year *year, gint64 person)
{
  g_autoptr(GHashTable) reported = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  g_autoptr(Ledger) ledger = ledger_new(engine, scheme, person, G_MININT32 + 1, year->ends);
  for (guint i = 0; i < ledger->lines->len; i++) {
    const LedgerLine *line = ledger->lines->pdata[i];
    gboolean now = line->day >= year->starts;
    const Evidence *limit = line->activity ? limit_of(scheme, line->activity->id) : NULL;
    double counted = ledger_line_training(line);
    if (limit && (now || limit->per == PER_CAREER))
      counted = hours_within(limit, reported_before(reported, limit, counted), counted);
    if (now && line->activity)
      add_done(hours, line, limit, counted);
    else if (now)
      add_attended(hours, line);
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
    text_say(hours->lines, "%s: %d credits, %s", day, (int) award->credits, award->words);
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
  for (guint i = 0; year && i < schemes->len; i++)
    add_scheme(hours, engine, schemes->pdata[i], year, person);
  add_credits(hours, engine, person);
  if (hours->training > 0)
    text_say(hours->sums, "%.1f hours of training in %s", hours->training, year->id);
  if (hours->paid > 0)
    text_say(hours->sums, "%.1f paid hours in %s, which are on an account of their own", hours->paid,
             year->id);
  if (hours->above > 0)
    text_say(hours->sums, "%.1f hours reported beyond what counts", hours->above);
  if (hours->credits)
    text_say(hours->sums, "%" G_GINT64_FORMAT " credits banked", hours->credits);
  return hours;
}
