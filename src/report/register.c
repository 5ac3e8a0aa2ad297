/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register: awards that are held, with those that a re-issue replaced. Only people who agreed to it where
 * the rule shares it with others. C3.29 */
#include "paper/form_box.h"
#include "report/kinds.h"
#include "store/registers.h"
#include <string.h>

/* The codes that may be shared; NULL: all. */
static GHashTable *
shared_codes(ReportView *view)
{
  const SchemeReport *rule = view->rule;
  if (!rule->share)
    return NULL;
  g_autoptr(GPtrArray) shared =
      register_shared(view->engine->store, view->scheme->id, (const char *const *) rule->awards, rule->share);
  GHashTable *codes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < shared->len; i++)
    g_hash_table_add(codes, g_strdup(((const Registered *) shared->pdata[i])->code));
  return codes;
}

/* A certificate that was replaced is listed where its bearer is; its code is no longer among the awards'. */
static gboolean
is_shared(const GPtrArray *lines, const RegisterLine *line, GHashTable *codes)
{
  for (guint i = 0; codes && i < lines->len; i++) {
    const RegisterLine *one = lines->pdata[i];
    if (one->person == line->person && !strcmp(one->award, line->award) &&
        g_hash_table_contains(codes, one->code))
      return TRUE;
  }
  return !codes;
}

static char *
status_of(const ReportView *view, const RegisterLine *line)
{
  if (line->replaced == INSTANT_NONE)
    return g_strdup("stands");
  g_autofree char *day = box_day_shown(clock_day(view->engine->clock, line->replaced));
  return g_strdup_printf("replaced %s: %s", day, line->why);
}

static void
add_line(ReportView *view, const RegisterLine *line, ReportTable *table)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(cells, g_strdup(line->name));
  g_ptr_array_add(cells, g_strdup(line->school));
  g_ptr_array_add(cells, g_strdup(line->title));
  g_ptr_array_add(cells, g_strdup(line->words));
  g_ptr_array_add(cells, view_day(view, line->issued));
  g_ptr_array_add(cells, g_strdup(line->code));
  g_ptr_array_add(cells, line->credits ? g_strdup_printf("%d", line->credits) : g_strdup(""));
  g_ptr_array_add(cells, status_of(view, line));
  view_add_shown_of(view, line->person, cells);
  g_ptr_array_add(cells, NULL);
  report_add_row(table, (const char *const *) cells->pdata);
}

static ReportTable *
register_table(ReportView *view, Report *report)
{
  static const char *const fixed[] = {
    "Name", "School", "Award", "For", "Issued", "Code", "Credits", "Status"
  };
  g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
    g_ptr_array_add(columns, g_strdup(fixed[i]));
  view_add_shown(view, columns);
  g_ptr_array_add(columns, NULL);
  ReportTable *table = report_add_table(report, "Register", (const char *const *) columns->pdata);
  report_add_tone(table, "replaced", TONE_WAIT);
  return table;
}

void
report_register(ReportView *view, Report *report)
{
  g_autoptr(GPtrArray) lines =
      register_lines(view->engine->store, view->scheme->id, (const char *const *) view->rule->awards);
  g_autoptr(GHashTable) codes = shared_codes(view);
  g_autoptr(GHashTable) people = g_hash_table_new(g_int64_hash, g_int64_equal);
  ReportTable *table = register_table(view, report);
  guint held = 0, this_year = 0, kept_back = 0;
  for (guint i = 0; i < lines->len; i++) {
    const RegisterLine *line = lines->pdata[i];
    if (!view_shows(view, line->person) || line->issued >= view_until(view))
      continue;
    if (!is_shared(lines, line, codes)) {
      kept_back++;
      continue;
    }
    add_line(view, line, table);
    held += line->replaced == INSTANT_NONE;
    this_year += line->replaced == INSTANT_NONE && line->issued >= view_since(view);
    g_hash_table_add(people, (gpointer) &line->person);
  }
  report_add_line(report, "Awards held: %u, by %u people; issued in %s: %u.", held, g_hash_table_size(people),
                  view->year->id, this_year);
  if (kept_back)
    report_add_line(report, "Not listed, for these people have not agreed to it or no longer do: %u.",
                    kept_back);
  report->quiet = !this_year;
}
