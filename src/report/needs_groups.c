/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Divides voices by attribute and by school, and hides what is too small to be shown. */
#include "report/needs_groups.h"
#include "report/hide.h"
#include <string.h>

#define NOT_SAID "not said"
#define HIDDEN "not shown"

typedef struct {
  char *name;
  GPtrArray *voices; /* borrowed */
} Group;

static void
group_free(gpointer data)
{
  Group *group = data;
  g_free(group->name);
  g_ptr_array_unref(group->voices);
  g_free(group);
}

static Group *
group_called(GPtrArray *groups, const char *name)
{
  for (guint i = 0; i < groups->len; i++)
    if (!strcmp(((Group *) groups->pdata[i])->name, name))
      return groups->pdata[i];
  Group *group = g_new0(Group, 1);
  group->name = g_strdup(name);
  group->voices = g_ptr_array_new();
  g_ptr_array_add(groups, group);
  return group;
}

static int
compare_groups(gconstpointer a, gconstpointer b)
{
  const Group *const *one = a, *const *other = b;
  gboolean unsaid = !strcmp((*one)->name, NOT_SAID), unsaid_too = !strcmp((*other)->name, NOT_SAID);
  return unsaid != unsaid_too ? unsaid - unsaid_too : g_utf8_collate((*one)->name, (*other)->name);
}

/* Somebody of two values counts in both groups (C1.14). */
static GPtrArray *
groups_by_attribute(ReportView *view, const SchemeAttribute *attribute, const GPtrArray *voices)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func(group_free);
  for (guint i = 0; attribute->values && attribute->values[i]; i++)
    group_called(groups, attribute->values[i]);
  for (guint i = 0; i < voices->len; i++) {
    const Voice *voice = voices->pdata[i];
    g_auto(GStrv) own = attribute_get(view->engine->store, voice->about, view->scheme->id, attribute->id);
    for (guint j = 0; own[j]; j++)
      g_ptr_array_add(group_called(groups, own[j])->voices, (gpointer) voice);
    if (!own[0])
      g_ptr_array_add(group_called(groups, NOT_SAID)->voices, (gpointer) voice);
  }
  if (!attribute->values)
    g_ptr_array_sort(groups, compare_groups);
  return groups;
}

static GPtrArray *
groups_by_school(ReportView *view, const GPtrArray *voices)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func(group_free);
  for (guint i = 0; i < voices->len; i++) {
    const Voice *voice = voices->pdata[i];
    gint64 school =
        voice->about == voice->person && voice->school ? voice->school : view_school(view, voice->about);
    g_autofree char *name = view_school_name(view, school);
    g_ptr_array_add(group_called(groups, *name ? name : NOT_SAID)->voices, (gpointer) voice);
  }
  g_ptr_array_sort(groups, compare_groups);
  return groups;
}

/* Whether they compare anything: a number that each person has of their own divides, and groups nobody. */
static gboolean
compares(const GPtrArray *groups)
{
  guint filled = 0, largest = 0;
  for (guint i = 0; i < groups->len; i++) {
    guint n = ((const Group *) groups->pdata[i])->voices->len;
    filled += n > 0;
    largest = MAX(largest, n);
  }
  return filled > 1 && largest >= SMALLEST_GROUP;
}

/* The means of one question, a cell a group, into the column of each row. */
static void
fill_column(ReportView *view, const GPtrArray *groups, const FormField *field, guint column, GPtrArray *rows)
{
  g_autofree Ratings *ratings = g_new0(Ratings, groups->len);
  g_autofree guint *n = g_new0(guint, groups->len);
  g_autofree gboolean *hidden = g_new0(gboolean, groups->len);
  for (guint g = 0; g < groups->len; g++) {
    ratings[g] = ratings_of(view->engine->store, ((const Group *) groups->pdata[g])->voices, field);
    n[g] = ratings[g].n;
  }
  hide_small(n, groups->len, hidden);
  for (guint g = 0; g < groups->len; g++) {
    GStrv row = rows->pdata[g];
    row[column] = hidden[g] ? g_strdup(HIDDEN) : ratings_mean(&ratings[g]);
  }
}

static ReportTable *
group_table(const SchemeForm *form, const char *by, Report *report)
{
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  g_autofree char *title = g_strdup_printf("%s, by %s", form->title, by);
  g_autofree char *heading = g_strdup(by);
  heading[0] = g_ascii_toupper(heading[0]);
  g_ptr_array_add(columns, heading);
  g_ptr_array_add(columns, (char *) "Returns");
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (field_counts(form, field, FIELD_RATING))
      g_ptr_array_add(columns, field->label);
  }
  g_ptr_array_add(columns, NULL);
  ReportTable *table = report_add_table(report, title, (const char *const *) columns->pdata);
  table->shade_first = 2;
  table->shade_most = widest_scale(form);
  report_set_note(table,
                  "Means; the darker, the lower. Groups of fewer than three are not shown, nor others by "
                  "which they could be reckoned.");
  return table;
}

static void
add_group_table(ReportView *view, const SchemeForm *form, const char *by, const GPtrArray *groups,
                Report *report)
{
  if (!compares(groups))
    return;
  ReportTable *table = group_table(form, by, report);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  for (guint g = 0; g < groups->len; g++) {
    const Group *group = groups->pdata[g];
    GStrv row = g_new0(char *, table->columns->len + 1);
    row[0] = g_strdup(group->name);
    row[1] = group->voices->len && group->voices->len < SMALLEST_GROUP
                 ? g_strdup("under 3")
                 : g_strdup_printf("%u", group->voices->len);
    g_ptr_array_add(rows, row);
  }
  guint column = 2;
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (field_counts(form, field, FIELD_RATING))
      fill_column(view, groups, field, column++, rows);
  }
  for (guint g = 0; g < rows->len; g++)
    report_add_row(table, rows->pdata[g]);
}

void
needs_by_group(ReportView *view, const SchemeForm *form, const GPtrArray *voices, Report *report)
{
  if (!widest_scale(form) || voices->len < SMALLEST_GROUP)
    return;
  for (guint i = 0; i < view->scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = view->scheme->attributes->pdata[i];
    if (attribute->of_school)
      continue;
    g_autoptr(GPtrArray) groups = groups_by_attribute(view, attribute, voices);
    add_group_table(view, form, attribute->id, groups, report);
  }
  g_autoptr(GPtrArray) schools = groups_by_school(view, voices);
  add_group_table(view, form, "school", schools, report);
}
