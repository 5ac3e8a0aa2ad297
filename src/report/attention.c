/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratings below a mark: of whom, where, by whom, and what is being done about it. Who may not read the form
 * itself sees schools and numbers alone, and no small ones. C5.10, C5.19, C5.29 */
#include "report/hide.h"
#include "report/kinds.h"
#include "report/ratings.h"
#include "store/facts.h"
#include <stdlib.h>

/* One answer below the mark. */
typedef struct {
  const Voice *voice;
  const FormField *field;
  int mark;
} Low;

static GArray *
low_ratings(ReportView *view, const SchemeForm *form, const GPtrArray *voices)
{
  GArray *lows = g_array_new(FALSE, FALSE, sizeof(Low));
  for (guint i = 0; i < voices->len; i++)
    for (guint j = 0; j < form->fields->len; j++) {
      const FormField *field = form->fields->pdata[j];
      const Voice *voice = voices->pdata[i];
      g_autofree char *answer =
          field->type == FIELD_RATING ? answer_get(view->engine->store, voice->filed, field->id) : NULL;
      Low low = { voice, field, answer ? atoi(answer) : 0 };
      if (low.mark >= 1 && low.mark < view->rule->below)
        g_array_append_val(lows, low);
    }
  return lows;
}

static void
add_named(ReportView *view, const SchemeForm *form, const Low *low, ReportTable *table)
{
  Store *store = view->engine->store;
  g_autoptr(Person) about = person_get(store, low->voice->about),
                    from = person_get(store, low->voice->person);
  g_autofree char *school = view_school_name(view, view_school(view, low->voice->about));
  g_autofree char *mark = g_strdup_printf("%d of %d", low->mark, low->field->scale);
  g_autofree char *day = view_day(view, low->voice->arrival);
  g_autofree char *done = follow_up_words(view, low->voice->filed);
  const char *const cells[] = { school, about->name, form->title, low->field->label, mark, from->name,
                                day,    done,        NULL };
  report_add_row(table, cells);
}

/* Of whom, and by whom: for those whom the form is for. */
static void
add_names(ReportView *view, const SchemeForm *form, const GArray *lows, Report *report)
{
  static const char *const columns[] = { "School", "Of whom", "Form", "Question",
                                         "Rating", "From",    "Came", "What is being done",
                                         NULL };
  g_autofree char *title = g_strdup_printf("%s, below %d", form->title, view->rule->below);
  ReportTable *table = report_add_table(report, title, columns);
  report_add_tone(table, "nothing yet", TONE_BAD);
  for (guint i = 0; i < lows->len; i++)
    add_named(view, form, &g_array_index(lows, Low, i), table);
}

/* Numbers by school, and none of a small group. */
static void
add_numbers(ReportView *view, const SchemeForm *form, const GPtrArray *voices, const GArray *lows,
            Report *report)
{
  static const char *const columns[] = { "School", "Returns", "Ratings below", NULL };
  g_autofree char *title = g_strdup_printf("%s, below %d", form->title, view->rule->below);
  g_autoptr(GPtrArray) schools = view_schools(view);
  g_autofree guint *n = g_new0(guint, schools->len + 1), *low = g_new0(guint, schools->len + 1);
  g_autofree gboolean *hidden = g_new0(gboolean, schools->len + 1);
  ReportTable *table = report_add_table(report, title, columns);
  report_set_note(table,
                  "Names are for those to whom the form goes. Schools with fewer than three returns are not "
                  "shown, nor others by which they could be reckoned.");
  for (guint s = 0; s < schools->len; s++) {
    gint64 school = ((const School *) schools->pdata[s])->id;
    for (guint i = 0; i < voices->len; i++)
      n[s] += view_school(view, ((const Voice *) voices->pdata[i])->about) == school;
    for (guint i = 0; i < lows->len; i++)
      low[s] += view_school(view, g_array_index(lows, Low, i).voice->about) == school;
  }
  hide_small(n, schools->len, hidden);
  for (guint s = 0; s < schools->len; s++) {
    g_autofree char *returns = g_strdup_printf("%u", n[s]), *below = g_strdup_printf("%u", low[s]);
    const char *const cells[] = { ((const School *) schools->pdata[s])->name, returns, below, NULL };
    if (n[s] && !hidden[s] && low[s])
      report_add_row(table, cells);
  }
}

static guint
add_form(ReportView *view, const SchemeForm *form, Report *report)
{
  g_autoptr(GPtrArray) voices = voices_of(view, form);
  g_autoptr(GArray) lows = low_ratings(view, form, voices);
  if (view_may_read(view, form))
    add_names(view, form, lows, report);
  else
    add_numbers(view, form, voices, lows, report);
  report_add_line(report, "%s: %u ratings below %d, in %u returns.", form->title, lows->len,
                  view->rule->below, voices->len);
  return lows->len;
}

void
report_attention(ReportView *view, Report *report)
{
  guint lows = 0;
  for (guint i = 0; view->rule->forms[i]; i++)
    lows += add_form(view, scheme_form(view->scheme, view->rule->forms[i]), report);
  guint open = follow_ups(view, report);
  report->quiet = !lows && !open;
}
