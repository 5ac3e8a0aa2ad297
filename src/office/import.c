/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the tables of a file and what their rows are, by their headings. What a row means is
 * import_people.c's and import_dates.c's. */
#include "office/import.h"
#include "base/fault.h"
#include "base/text.h"
#include "office/import_table.h"
#include "pass/intake/meeting.h"
#include "pass/intake/rows.h"
#include <string.h>

#define HEADER_WITHIN 20

void
import_free(Import *import)
{
  if (!import)
    return;
  g_free(import->cause);
  g_ptr_array_unref(import->lines);
  g_ptr_array_unref(import->refused);
  g_free(import);
}

static void
fault_free(gpointer data)
{
  ImportFault *fault = data;
  g_free(fault->column);
  g_free(fault->words);
  g_free(fault);
}

typedef void (*TakeRows)(ImportTable *table, const GPtrArray *rows);

/* The kinds of rows by the columns that each must have; the first that fits. */
static const struct {
  const char *columns[5];
  TakeRows take;
} KINDS[] = {
  { { "event", "start", NULL }, import_sessions },
  { { "trainee", "from", "to", NULL }, import_placements },
  { { "activity", "date", NULL }, import_activities },
  { { "event", "date", NULL }, import_attendance },
  { { "name", "email", "role", NULL }, import_people },
  { { "school", NULL }, import_schools },
};

static TakeRows
kind_of(const ImportTable *table)
{
  for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++) {
    gboolean fits = TRUE;
    for (guint c = 0; KINDS[i].columns[c]; c++)
      fits = fits && import_has(table, KINDS[i].columns[c]);
    if (KINDS[i].take == import_schools)
      fits = fits && import_is_schools(table);
    if (fits)
      return KINDS[i].take;
  }
  return NULL;
}

static gboolean
is_blank(GStrv cells)
{
  for (guint c = 0; cells[c]; c++)
    if (*g_strstrip(cells[c]))
      return FALSE;
  return TRUE;
}

/* The rows below the header, those that are empty left out. */
static GPtrArray *
rows_below(ImportTable *table, const ReadingTable *sheet, guint header)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func(g_free);
  for (guint r = header + 1; r < sheet->rows->len; r++) {
    ImportRow row = { table, sheet->rows->pdata[r], r + 1 };
    if (!is_blank(row.cells))
      g_ptr_array_add(rows, g_memdup2(&row, sizeof row));
  }
  return rows;
}

/* FALSE when no row of @sheet is a header. */
static gboolean
take_sheet(Engine *engine, Import *import, const ReadingTable *sheet)
{
  for (guint r = 0; r < MIN(sheet->rows->len, HEADER_WITHIN); r++) {
    g_autoptr(ImportTable) table = import_table_new(engine, import, sheet->rows->pdata[r]);
    TakeRows take = kind_of(table);
    if (!take)
      continue;
    g_autoptr(GPtrArray) rows = rows_below(table, sheet, r);
    take(table, rows);
    if (rows->len)
      import_unused(table);
    return TRUE;
  }
  return FALSE;
}

static gint
by_row(gconstpointer a, gconstpointer b)
{
  const ImportFault *x = *(ImportFault *const *) a, *y = *(ImportFault *const *) b;
  return (x->row > y->row) - (x->row < y->row);
}

static gboolean
take_document(Engine *engine, Import *import, const char *name, const ReadingDocument *document,
              GError **error)
{
  guint taken = 0;
  if (meeting_table(document))
    return import_meeting(engine, import, name, document, error);
  for (guint t = 0; t < document->tables->len; t++) {
    const ReadingTable *sheet = document->tables->pdata[t];
    taken += !sheet->hidden && take_sheet(engine, import, sheet);
  }
  if (!taken)
    taken = import_logged(engine, import, document);
  g_autofree char *beginning = rows_beginning(document);
  gboolean whole = !document->problem || !strcmp(document->problem, "macro");
  if (!whole)
    g_set_error(error, FAULT, FAULT_DATA, "%s is %s and was not imported", name, document->problem);
  else if (!taken)
    g_set_error(error, FAULT, FAULT_DATA,
                "%s: no row has the headings that are needed: name, email, role and school for people; event "
                "and start for "
                "sessions; email, event and date for attendance; email, activity and date for activities; "
                "trainee, from and to for placements; school and an attribute for schools%s%s",
                name, *beginning ? ". It begins: " : "", beginning);
  return taken && whole;
}

Import *
import_take(Engine *engine, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *died = NULL;
  Reader *reader = engine_reader(engine, error);
  g_autoptr(Reading) reading =
      reader ? reader_read(reader, bytes, READ_FILE, name, FALSE, &died, error) : NULL;
  if (died)
    g_set_error(error, FAULT, FAULT_DATA, "%s could not be read: %s", name, died);
  if (!reading)
    return NULL;
  if (reading->documents->len != 1) {
    g_set_error(error, FAULT, FAULT_DATA, "%s is no table: import takes CSV, XLSX, ODS and ICS", name);
    return NULL;
  }
  g_autoptr(Import) import = g_new0(Import, 1);
  import->cause = g_strdup_printf("import %s", name);
  import->lines = g_ptr_array_new_with_free_func(g_free);
  import->refused = g_ptr_array_new_with_free_func(fault_free);
  if (reading->calendar->len)
    import_calendar(engine, import, reading->calendar);
  else if (!take_document(engine, import, name, reading->documents->pdata[0], error))
    return NULL;
  g_ptr_array_sort(import->refused, by_row);
  return g_steal_pointer(&import);
}
