/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays filed answers out as a report. Reads facts, writes nothing. */
#include "pass/tell/answers.h"
#include "paper/report.h"
#include "store/facts.h"
#include "store/obligations.h"
#include <string.h>

static ReportTable *
table_for(Report *report, GHashTable *tables, const SchemeForm *form)
{
  ReportTable *table = g_hash_table_lookup(tables, form);
  if (table)
    return table;
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  g_ptr_array_add(columns, (char *) "Name");
  g_ptr_array_add(columns, (char *) "School");
  g_ptr_array_add(columns, (char *) "Returned");
  g_ptr_array_add(columns, (char *) "Ref");
  for (guint i = 0; i < form->fields->len; i++)
    g_ptr_array_add(columns, ((FormField *) form->fields->pdata[i])->label);
  g_ptr_array_add(columns, NULL);
  table = report_add_table(report, form->title, (const char *const *) columns->pdata);
  g_hash_table_insert(tables, (gpointer) form, table);
  return table;
}

static void
add_row(Engine *engine, ReportTable *table, const SchemeForm *form, const Filed *filed)
{
  g_autoptr(Obligation) obligation = obligation_get(engine->store, filed->obligation);
  g_autoptr(Person) person = person_get(engine->store, filed->person);
  g_autoptr(School) school = obligation->school ? school_get(engine->store, obligation->school) : NULL;
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(cells, g_strdup(person->name));
  g_ptr_array_add(cells, g_strdup(school ? school->name : ""));
  g_ptr_array_add(cells, day_format(clock_day(engine->clock, filed->arrival)));
  g_ptr_array_add(cells, g_strdup(obligation->ref));
  for (guint i = 0; i < form->fields->len; i++) {
    char *value = answer_get(engine->store, filed->id, ((FormField *) form->fields->pdata[i])->id);
    g_ptr_array_add(cells, value ? value : g_strdup(""));
  }
  g_ptr_array_add(cells, NULL);
  report_add_row(table, (const char *const *) cells->pdata);
}

GBytes *
answers_workbook(Engine *engine, const GPtrArray *filed, GError **error)
{
  g_autoptr(Report) report = report_new("answers", "Answers", engine->site->partnership);
  g_autoptr(GHashTable) tables = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < filed->len; i++) {
    const Filed *one = filed->pdata[i];
    const Scheme *scheme = schemes_find(engine->site->schemes, one->scheme);
    const SchemeForm *form = scheme ? scheme_form(scheme, one->form) : NULL;
    if (form)
      add_row(engine, table_for(report, tables, form), form, one);
  }
  return report_write(report, REPORT_XLSX, error);
}
