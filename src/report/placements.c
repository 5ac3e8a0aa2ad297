/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who mentors whom, and which certification each mentor holds, here or by another provider's register: what a
 * provider checks and keeps each time a mentor works with it. C3.29 */
#include "store/placements.h"
#include "report/kinds.h"
#include "store/registers.h"
#include <string.h>

static gboolean
is_named(const ReportView *view, const char *award)
{
  return !view->rule->awards || g_strv_contains((const char *const *) view->rule->awards, award);
}

static GStrv
all_awards(const ReportView *view)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new();
  for (guint i = 0; i < view->scheme->awards->len; i++) {
    const SchemeAward *award = view->scheme->awards->pdata[i];
    if (award->holder == HOLDER_PERSON && is_named(view, award->id))
      g_strv_builder_add(ids, award->id);
  }
  return g_strv_builder_end(ids);
}

static void
append(GString *words, const char *title, const char *code, const char *of)
{
  g_string_append_printf(words, "%s%s, %s%s%s", words->len ? "; " : "", title, code, *of ? ", of " : "", of);
}

/* What the person holds: their own awards, else what others' registers have under exactly their name. */
static char *
certification(ReportView *view, const GPtrArray *lines, const Person *person)
{
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++) {
    const RegisterLine *line = lines->pdata[i];
    if (line->person == person->id && line->replaced == INSTANT_NONE)
      append(words, line->title, line->code, "");
  }
  g_autoptr(GPtrArray) others = words->len ? NULL : register_find(view->engine->store, person->name);
  for (guint i = 0; others && i < others->len; i++) {
    const Registered *one = others->pdata[i];
    append(words, one->title, one->code, one->provider);
  }
  return g_strdup(words->len ? words->str : "none on record");
}

static char *
name_of(ReportView *view, gint64 person)
{
  g_autoptr(Person) row = person ? person_get(view->engine->store, person) : NULL;
  return g_strdup(row ? row->name : "");
}

static gboolean
is_seen(ReportView *view, const Placement *one)
{
  gint64 people[] = { one->mentor, one->trainee };
  for (guint i = 0; i < G_N_ELEMENTS(people); i++)
    if (people[i] && view_shows(view, people[i]))
      return TRUE;
  return FALSE;
}

/* @lines NULL: the scheme certifies nobody. TRUE: the mentor holds nothing. */
static gboolean
add_placement(ReportView *view, const Placement *one, const GPtrArray *lines, ReportTable *table)
{
  g_autoptr(Person) mentor = one->mentor ? person_get(view->engine->store, one->mentor) : NULL;
  g_autofree char *school = view_school_name(view, one->school), *trainee = name_of(view, one->trainee);
  g_autofree char *tutor = name_of(view, one->tutor), *first = day_format(one->first),
                  *last = day_format(one->last);
  g_autofree char *held = !mentor ? g_strdup("no mentor named")
                          : lines ? certification(view, lines, mentor)
                                  : g_strdup("");
  const char *const cells[] = { school, mentor ? mentor->name : "", trainee, tutor, first, last, held, NULL };
  report_add_row(table, cells);
  return mentor && g_str_has_prefix(held, "none");
}

void
report_placements(ReportView *view, Report *report)
{
  static const char *const columns[] = { "School", "Mentor", "With",          "Tutor",
                                         "From",   "To",     "Certification", NULL };
  g_auto(GStrv) awards = all_awards(view);
  g_autoptr(GPtrArray) lines =
      awards[0] ? register_lines(view->engine->store, view->scheme->id, (const char *const *) awards) : NULL;
  g_autoptr(GPtrArray) all = placements_list(view->engine->store, view->scheme->id, NULL, 0);
  ReportTable *table = report_add_table(report, "Placements", columns);
  report_add_tone(table, "none on record", TONE_WAIT);
  report_add_tone(table, "no mentor named", TONE_BAD);
  guint without = 0;
  for (guint i = 0; i < all->len; i++) {
    const Placement *one = all->pdata[i];
    if (one->last >= view->year->starts && one->first <= view->year->ends && is_seen(view, one))
      without += (guint) add_placement(view, one, lines, table);
  }
  report_add_line(report, "Placements in %s: %u.", view->year->id, table->rows->len);
  if (lines)
    report_add_line(report, "Of these with a mentor who holds no certification that is on record: %u.",
                    without);
  report->quiet = !table->rows->len;
}
