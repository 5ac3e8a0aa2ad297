/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Activities under the headings of a form that the scheme maps, such as a learning platform's export. The
 * same file again changes nothing. C2.8 */
#include "office/import_table.h"
#include "pass/intake/logged.h"
#include "pass/intake/rows.h"

static void
refuse(Import *import, guint row, const SchemeForm *form, char *words)
{
  ImportFault *fault = g_new0(ImportFault, 1);
  fault->row = row;
  fault->column = g_strdup(form->title);
  fault->words = words;
  g_ptr_array_add(import->refused, fault);
}

static void
take_row(Engine *engine, Import *import, const Recognised *form, GHashTable *cells, guint row)
{
  char *words;
  Logged became = logged_row(engine, form, cells, 0, 0, import->cause, &words);
  import->added += became == LOGGED_NEW;
  import->unchanged += became == LOGGED_KNOWN || became == LOGGED_NOT_DONE;
  if (became == LOGGED_REFUSED) {
    refuse(import, row, form->form, words);
    return;
  }
  if (became == LOGGED_NEW)
    import_say(import, '+', "%s", words);
  g_free(words);
}

gboolean
import_logged(Engine *engine, Import *import, const ReadingDocument *document)
{
  Recognised form = form_recognise(engine->site->schemes, document, NULL, NULL);
  if (!form.form || form.form->records != RECORDS_ACTIVITIES)
    return FALSE;
  g_autoptr(GPtrArray) rows = rows_read(form.form, document);
  for (guint i = 0; i < rows->len; i++)
    take_row(engine, import, &form, rows->pdata[i], i + 2); /* below one header */
  return TRUE;
}
