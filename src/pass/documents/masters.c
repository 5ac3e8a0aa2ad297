/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins a form of the scheme with the office's file. Parses no document: paper/ fills it, the reader looks at
 * it. */
#include "pass/documents/masters.h"
#include "base/fault.h"
#include "base/text.h"
#include "paper/master.h"
#include "pass/intake/recognise.h"
#include <string.h>

static GBytes *
master_of(const SchemeForm *form, GError **error)
{
  char *bytes;
  gsize n;
  g_autoptr(GError) cause = NULL;
  if (g_file_get_contents(form->master, &bytes, &n, &cause))
    return g_bytes_new_take(bytes, n);
  g_set_error(error, FAULT, FAULT_CONFIG, "%s:%d: \"master\": %s", form->place.file, form->place.line,
              cause->message);
  return NULL;
}

static void
set_fault(const SchemeForm *form, const GError *fault, GError **error)
{
  g_set_error(error, FAULT, FAULT_CONFIG, "%s:%d: \"master\": %s %s", form->place.file, form->place.line,
              form->master, fault->message);
}

GBytes *
masters_document(const SchemeForm *form, const FormDocument *values, GError **error)
{
  if (!form->master)
    return form_document_draw(values, error);
  g_autoptr(GError) fault = NULL;
  g_autoptr(GBytes) master = master_of(form, error);
  GBytes *filled = master ? master_fill_document(master, values, &fault) : NULL;
  if (fault)
    set_fault(form, fault, error);
  return filled;
}

GBytes *
masters_workbook(const SchemeForm *form, const FormWorkbook *values, GError **error)
{
  if (!form->master)
    return form_workbook_draw(values, error);
  g_autoptr(GError) fault = NULL;
  g_autoptr(GBytes) master = master_of(form, error);
  GBytes *filled = master ? master_fill_workbook(master, values, &fault) : NULL;
  if (fault)
    set_fault(form, fault, error);
  return filled;
}

/* Whether @field heads a column of some table. */
static gboolean
heads_column(const ReadingDocument *document, const FormField *field)
{
  for (guint t = 0; t < document->tables->len; t++) {
    const ReadingTable *table = document->tables->pdata[t];
    for (guint r = 0; r < table->rows->len; r++)
      for (GStrv cell = table->rows->pdata[r]; *cell; cell++) {
        g_autofree char *key = text_key(*cell);
        if (!strcmp(key, field->key))
          return TRUE;
      }
  }
  return FALSE;
}

static void
check_fields(const SchemeForm *form, const ReadingDocument *document, GString *faults)
{
  for (guint i = 0; i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    if (form->records == RECORDS_NONE ? document_field(document, field) != NULL
                                      : heads_column(document, field))
      continue;
    g_string_append_printf(faults,
                           "%s:%d: %s has no place for \"%s\": its label stands nowhere in the file\n",
                           field->place.file, field->place.line, form->master, field->label);
  }
}

static void
check_master(Engine *engine, const SchemeForm *form, GString *faults)
{
  const FormDocument nothing = { .form = form->id };
  g_autoptr(GError) fault = NULL;
  g_autofree char *died = NULL, *name = g_path_get_basename(form->master);
  g_autoptr(GBytes) filled = masters_document(form, &nothing, &fault);
  Reader *reader = filled ? engine_reader(engine, &fault) : NULL;
  g_autoptr(Reading) reading =
      reader ? reader_read(reader, filled, READ_FILE, name, FALSE, &died, &fault) : NULL;
  const ReadingDocument *document = reading && reading->documents->len ? reading->documents->pdata[0] : NULL;
  if (fault)
    g_string_append_printf(faults, "%s\n", fault->message);
  else if (!document || document->problem)
    g_string_append_printf(faults, "%s:%d: \"master\": %s cannot be read: %s\n", form->place.file,
                           form->place.line, form->master,
                           died       ? died
                           : document ? document->problem
                                      : "no document");
  else
    check_fields(form, document, faults);
}

void
masters_check(Engine *engine, const Scheme *scheme, GString *faults)
{
  for (guint i = 0; i < scheme->forms->len; i++) {
    const SchemeForm *form = scheme->forms->pdata[i];
    if (form->master)
      check_master(engine, form, faults);
  }
}
