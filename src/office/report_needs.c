/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The needs report: what mentors rate themselves, and what they ask for. Names nobody. */
#include "office/report_kinds.h"
#include "store/facts.h"
#include <stdlib.h>
#include <string.h>

#define SMALLEST_GROUP 3

/* The answers of one group of returns to one rating. */
typedef struct {
  guint n;
  guint counts[11]; /* by value; scales go to 10 */
  double sum;
} Ratings;

static void
count_rating(Ratings *ratings, const char *value)
{
  int number = value ? atoi(value) : 0;
  if (number < 1 || number > 10)
    return;
  ratings->n++;
  ratings->counts[number]++;
  ratings->sum += number;
}

/* The first attribute of the scheme with fixed values: by what the partnership is led (the phase). */
static const SchemeAttribute *
grouping(const Scheme *scheme)
{
  for (guint i = 0; i < scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = scheme->attributes->pdata[i];
    if (attribute->values)
      return attribute;
  }
  return NULL;
}

static gboolean
in_group(Engine *engine, const Scheme *scheme, const Filed *filed, const SchemeAttribute *attribute,
         const char *value)
{
  if (!value)
    return TRUE;
  g_auto(GStrv) own = attribute_get(engine->store, filed->person, scheme->id, attribute->id);
  return g_strv_contains((const char *const *) own, value);
}

static Ratings
ratings_of(Engine *engine, const Scheme *scheme, const GPtrArray *filed, const FormField *field,
           const SchemeAttribute *attribute, const char *value)
{
  Ratings ratings = { 0 };
  for (guint i = 0; i < filed->len; i++) {
    if (!in_group(engine, scheme, filed->pdata[i], attribute, value))
      continue;
    g_autofree char *answer = answer_get(engine->store, ((Filed *) filed->pdata[i])->id, field->id);
    count_rating(&ratings, answer);
  }
  return ratings;
}

static char *
mean_of(const Ratings *ratings)
{
  return ratings->n ? g_strdup_printf("%.1f", ratings->sum / ratings->n) : g_strdup("");
}

static gboolean
is_asked(const SchemeForm *form, const FormField *field, FieldType type)
{
  gboolean any = FALSE;
  for (guint i = 0; i < form->fields->len; i++)
    any = any || ((FormField *) form->fields->pdata[i])->need;
  gboolean identity = !strcmp(field->id, "name") || !strcmp(field->id, "school");
  return field->type == type && !identity && (field->need || !any);
}

static int
widest_scale(const SchemeForm *form)
{
  int widest = 0;
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (is_asked(form, field, FIELD_RATING))
      widest = MAX(widest, field->scale);
  }
  return MIN(widest, 10);
}

static ReportTable *
rating_table(const SchemeForm *form, Report *report)
{
  static const char *const values[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "10" };
  const char *columns[14] = { "Question", "Mean", "Answers" };
  for (int i = 0; i < widest_scale(form); i++)
    columns[3 + i] = values[i];
  ReportTable *table = report_add_table(report, form->title, columns);
  table->chart_label = 0;
  table->chart_value = 1;
  return table;
}

/* One line a rating: how many chose each value, and the mean. */
static void
add_ratings(Engine *engine, const Scheme *scheme, const SchemeForm *form, const GPtrArray *filed,
            Report *report)
{
  int widest = widest_scale(form);
  if (!widest)
    return;
  ReportTable *table = rating_table(form, report);
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (!is_asked(form, field, FIELD_RATING))
      continue;
    Ratings ratings = ratings_of(engine, scheme, filed, field, NULL, NULL);
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(cells, g_strdup(field->label));
    g_ptr_array_add(cells, mean_of(&ratings));
    g_ptr_array_add(cells, g_strdup_printf("%u", ratings.n));
    for (int value = 1; value <= widest; value++)
      g_ptr_array_add(cells,
                      value <= field->scale ? g_strdup_printf("%u", ratings.counts[value]) : g_strdup(""));
    g_ptr_array_add(cells, NULL);
    report_add_row(table, (const char *const *) cells->pdata);
  }
}

static void
add_groups(Engine *engine, const Scheme *scheme, const SchemeForm *form, const GPtrArray *filed,
           Report *report)
{
  const SchemeAttribute *attribute = grouping(scheme);
  if (!attribute)
    return;
  g_autofree char *title = g_strdup_printf("%s, by %s", form->title, attribute->id);
  const char *const columns[] = { "Question", attribute->id, "Mean", "Answers", NULL };
  ReportTable *table = report_add_table(report, title, columns);
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    for (guint g = 0; is_asked(form, field, FIELD_RATING) && attribute->values[g]; g++) {
      Ratings ratings = ratings_of(engine, scheme, filed, field, attribute, attribute->values[g]);
      gboolean small = ratings.n < SMALLEST_GROUP;
      g_autofree char *mean = small ? g_strdup("too few to show") : mean_of(&ratings);
      g_autofree char *n = small ? g_strdup("") : g_strdup_printf("%u", ratings.n);
      const char *const cells[] = { field->label, attribute->values[g], mean, n, NULL };
      report_add_row(table, cells);
    }
  }
}

/* What people wrote, by group where the group is large enough that nobody is told by it. */
static void
add_words(Engine *engine, const Scheme *scheme, const SchemeForm *form, const GPtrArray *filed,
          Report *report)
{
  const SchemeAttribute *attribute = grouping(scheme);
  const char *const columns[] = { "Question", attribute ? attribute->id : "Group", "In their words", NULL };
  g_autofree char *title = g_strdup_printf("%s, in words", form->title);
  ReportTable *table = report_add_table(report, title, columns);
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    for (guint j = 0; is_asked(form, field, FIELD_TEXT) && j < filed->len; j++) {
      const Filed *one = filed->pdata[j];
      g_autofree char *answer = answer_get(engine->store, one->id, field->id);
      if (!answer || !*answer)
        continue;
      g_auto(GStrv) own =
          attribute ? attribute_get(engine->store, one->person, scheme->id, attribute->id) : NULL;
      gboolean large = own && own[0] && filed->len >= SMALLEST_GROUP;
      const char *const cells[] = { field->label, large ? own[0] : "", answer, NULL };
      report_add_row(table, cells);
    }
  }
}

void
report_needs(Engine *engine, const Scheme *scheme, const Year *year, const SchemeReport *rule, Report *report)
{
  Instant since = clock_instant(engine->clock, year->starts, 0);
  Instant until = clock_instant(engine->clock, year->ends + 1, 0);
  for (guint i = 0; rule->forms && rule->forms[i]; i++) {
    const SchemeForm *form = scheme_form(scheme, rule->forms[i]);
    g_autoptr(GPtrArray) filed = filed_list(engine->store, scheme->id, form->id, since, until);
    add_ratings(engine, scheme, form, filed, report);
    add_groups(engine, scheme, form, filed, report);
    add_words(engine, scheme, form, filed, report);
  }
}
