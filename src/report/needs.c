/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The needs report: how people rate themselves, what they ask for, and what changed since they last said so.
 * Names nobody. */
#include "report/hide.h"
#include "report/kinds.h"
#include "report/nameless.h"
#include "report/needs_groups.h"
#include "store/facts.h"
#include <math.h>
#include <string.h>

enum { MOST_TOPICS = 3 };   /* more are no proposal */
enum { COLUMN_COUNTS = 5 }; /* of the table of ratings: from here how many gave each mark */

static ReportTable *
rating_table(const SchemeForm *form, Report *report)
{
  int scale = widest_scale(form);
  g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(g_free);
  static const char *const fixed[] = { "Question", "Mean", "Answers", "Since last time",
                                       "Who answered both" };
  for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
    g_ptr_array_add(columns, g_strdup(fixed[i]));
  for (int mark = 1; mark <= scale; mark++)
    g_ptr_array_add(columns, g_strdup_printf("%d%s", mark,
                                             mark == 1       ? " (least)"
                                             : mark == scale ? " (best)"
                                                             : ""));
  g_ptr_array_add(columns, NULL);
  ReportTable *table = report_add_table(report, form->title, (const char *const *) columns->pdata);
  table->chart_label = 0;
  table->chart_value = COLUMN_COUNTS;
  table->chart_last = COLUMN_COUNTS + scale - 1;
  return table;
}

static void
add_rating(ReportTable *table, const FormField *field, const Ratings *ratings)
{
  gboolean small = ratings->n < SMALLEST_GROUP;
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(cells, g_strdup(field->label));
  g_ptr_array_add(cells, small ? g_strdup("not shown") : ratings_mean(ratings));
  g_ptr_array_add(cells, small && ratings->n ? g_strdup("under 3") : g_strdup_printf("%u", ratings->n));
  g_ptr_array_add(cells, small ? g_strdup("") : ratings_change(ratings));
  g_ptr_array_add(cells, small || ratings->compared < SMALLEST_GROUP
                             ? g_strdup("")
                             : g_strdup_printf("%u", ratings->compared));
  for (int mark = 1; mark <= table->chart_last - COLUMN_COUNTS + 1; mark++)
    g_ptr_array_add(cells, small || mark > field->scale ? g_strdup("")
                                                        : g_strdup_printf("%u", ratings->counts[mark]));
  g_ptr_array_add(cells, NULL);
  report_add_row(table, (const char *const *) cells->pdata);
}

/* Which rating is the lowest of those that may be shown, and which moved most. */
typedef struct {
  const FormField *lowest, *moved;
  Ratings low, move;
} Extremes;

static double
mean(const Ratings *ratings)
{
  return ratings->n ? ratings->sum / ratings->n : 0;
}

static double
movement(const Ratings *ratings)
{
  return ratings->compared >= SMALLEST_GROUP ? fabs(ratings->moved / ratings->compared) : 0;
}

static void
compare(Extremes *extremes, const FormField *field, const Ratings *ratings)
{
  if (ratings->n < SMALLEST_GROUP)
    return;
  if (!extremes->lowest || mean(ratings) < mean(&extremes->low)) {
    extremes->lowest = field;
    extremes->low = *ratings;
  }
  if (movement(ratings) > movement(&extremes->move)) {
    extremes->moved = field;
    extremes->move = *ratings;
  }
}

static void
say_extremes(const Extremes *extremes, Report *report)
{
  if (extremes->lowest) {
    g_autofree char *low = ratings_mean(&extremes->low);
    report_add_line(report, "“%s” is rated lowest: %s of %d on average, of %u answers.",
                    extremes->lowest->label, low, extremes->lowest->scale, extremes->low.n);
  }
  g_autofree char *change = extremes->moved ? ratings_change(&extremes->move) : NULL;
  if (change && strcmp(change, "as before"))
    report_add_line(report,
                    "What changed most since last time is “%s”: %s among the %u who answered both times.",
                    extremes->moved->label, change, extremes->move.compared);
}

typedef struct {
  const FormField *field;
  Ratings ratings;
} Rated;

static int
compare_rated(gconstpointer a, gconstpointer b)
{
  double first = mean(&((const Rated *) a)->ratings), second = mean(&((const Rated *) b)->ratings);
  return (first > second) - (first < second);
}

/* What the next sessions of the rule's events could be about: what is rated lowest, unless all rate it best.
 * C1.25 */
static void
propose_topics(const ReportView *view, GArray *rated, Report *report)
{
  g_autoptr(GString) topics = g_string_new(NULL);
  g_array_sort(rated, compare_rated);
  for (guint i = 0; i < rated->len && i < MOST_TOPICS; i++) {
    const Rated *one = &g_array_index(rated, Rated, i);
    g_autofree char *low = ratings_mean(&one->ratings);
    if (mean(&one->ratings) < one->field->scale)
      g_string_append_printf(topics, "%s“%s” (%s)", topics->len ? ", " : "", one->field->label, low);
  }
  for (guint i = 0; topics->len && view->rule->events && view->rule->events[i]; i++)
    report_add_line(report, "Topics for the next %s, lowest rated first: %s.",
                    scheme_event(view->scheme, view->rule->events[i])->title, topics->str);
}

/* One line a rating: the mean, how it moved, and how many gave each mark. C1.27 */
static void
add_ratings(ReportView *view, const SchemeForm *form, const GPtrArray *voices, Report *report)
{
  if (!widest_scale(form))
    return;
  Extremes extremes = { 0 };
  g_autoptr(GArray) rated = g_array_new(FALSE, FALSE, sizeof(Rated));
  ReportTable *table = rating_table(form, report);
  for (guint i = 0; i < form->fields->len && voices->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (!field_counts(form, field, FIELD_RATING))
      continue;
    Ratings ratings = ratings_of(view->engine->store, voices, field);
    add_rating(table, field, &ratings);
    compare(&extremes, field, &ratings);
    Rated one = { field, ratings };
    if (ratings.n >= SMALLEST_GROUP)
      g_array_append_val(rated, one);
  }
  say_extremes(&extremes, report);
  propose_topics(view, rated, report);
}

/* How many gave each answer of a choice, or yes and no. */
static void
add_answers(ReportView *view, const FormField *field, const GPtrArray *voices, ReportTable *table)
{
  static const char *const yes_no[] = { "true", "false", NULL };
  const char *const *of = field->type == FIELD_YES_NO ? yes_no : (const char *const *) field->of;
  guint n_answers = of ? g_strv_length((char **) of) : 0;
  g_autofree guint *n = g_new0(guint, n_answers + 1);
  g_autofree gboolean *hidden = g_new0(gboolean, n_answers + 1);
  for (guint i = 0; i < voices->len; i++) {
    const Voice *voice = voices->pdata[i];
    g_autofree char *answer = answer_get(view->engine->store, voice->filed, field->id);
    for (guint a = 0; answer && a < n_answers; a++)
      n[a] += !strcmp(answer, of[a]);
  }
  hide_small(n, n_answers, hidden);
  for (guint a = 0; a < n_answers; a++) {
    const char *shown = field->type == FIELD_YES_NO ? (a ? "No" : "Yes") : of[a];
    g_autofree char *count = hidden[a] ? g_strdup("not shown") : g_strdup_printf("%u", n[a]);
    const char *const cells[] = { field->label, shown, count, NULL };
    report_add_row(table, cells);
  }
}

static void
add_choices(ReportView *view, const SchemeForm *form, const GPtrArray *voices, Report *report)
{
  static const char *const columns[] = { "Question", "Answer", "People", NULL };
  ReportTable *table = NULL;
  for (guint i = 0; i < form->fields->len && voices->len >= SMALLEST_GROUP; i++) {
    const FormField *field = form->fields->pdata[i];
    if (!field_counts(form, field, FIELD_CHOICE) && !field_counts(form, field, FIELD_YES_NO))
      continue;
    g_autofree char *title = g_strdup_printf("%s, other answers", form->title);
    if (!table)
      table = report_add_table(report, title, columns);
    add_answers(view, field, voices, table);
  }
}

static int
compare_words(gconstpointer a, gconstpointer b)
{
  return g_utf8_collate(*(const char *const *) a, *(const char *const *) b);
}

/* In the order of the alphabet: the order in which they came would tell by whom. */
static void
add_words_of(ReportView *view, const Nameless *nameless, const FormField *field, const GPtrArray *voices,
             ReportTable *table)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < voices->len; i++) {
    const Voice *voice = voices->pdata[i];
    g_autofree char *answer = answer_get(view->engine->store, voice->filed, field->id);
    if (answer && *answer)
      g_ptr_array_add(words, nameless_words(nameless, answer, voice->person, voice->about));
  }
  g_ptr_array_sort(words, compare_words);
  for (guint i = 0; i < words->len; i++) {
    const char *const cells[] = { field->label, words->pdata[i], NULL };
    report_add_row(table, cells);
  }
}

/* Fewer than three voices are heard by no one else than those who may read the form itself. */
static void
add_words(ReportView *view, const SchemeForm *form, const GPtrArray *voices, Report *report)
{
  static const char *const columns[] = { "Question", "In their words", NULL };
  ReportTable *table = NULL;
  g_autoptr(Nameless) nameless = nameless_new(view->engine->store);
  for (guint i = 0; i < form->fields->len && voices->len >= SMALLEST_GROUP; i++) {
    const FormField *field = form->fields->pdata[i];
    if (!field_counts(form, field, FIELD_TEXT))
      continue;
    g_autofree char *title = g_strdup_printf("%s, in words", form->title);
    if (!table)
      table = report_add_table(report, title, columns);
    add_words_of(view, nameless, field, voices, table);
  }
  if (table)
    report_set_note(table, "Names of people and schools on the roster are taken out.");
}

static void
add_form(ReportView *view, const SchemeForm *form, Report *report)
{
  g_autoptr(GPtrArray) voices = voices_of(view, form);
  report_add_line(report, "%s: %u returned in %s.", form->title, voices->len, view->year->id);
  add_ratings(view, form, voices, report);
  needs_by_group(view, form, voices, report);
  add_choices(view, form, voices, report);
  if (view_may_read(view, form))
    add_words(view, form, voices, report);
  report->quiet = report->quiet && voices->len < SMALLEST_GROUP;
}

void
report_needs(ReportView *view, Report *report)
{
  report->quiet = TRUE;
  for (guint i = 0; view->rule->forms && view->rule->forms[i]; i++)
    add_form(view, scheme_form(view->scheme, view->rule->forms[i]), report);
}
