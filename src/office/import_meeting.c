/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A meeting's attendance report that the office imports: it speaks for everybody. Strangers are named in the
 * diff; no case is made of them, for whoever imports sees it at once. */
#include "base/fault.h"
#include "office/import_table.h"
#include "pass/intake/meeting.h"

gboolean
import_meeting(Engine *engine, Import *import, const char *name, const ReadingDocument *document,
               GError **error)
{
  g_autofree char *doubt = NULL;
  g_auto(Meeting) meeting;
  meeting_begin(&meeting, engine, document, import->cause);
  if (!meeting_record(&meeting, &doubt)) {
    g_set_error(
        error, FAULT, FAULT_DATA,
        "%s is a report of who was in a meeting, and was not imported: %s. Write its dates as 2026-10-06, or "
        "use a table with the columns email, event and date",
        name, doubt);
    return FALSE;
  }
  import->added += meeting.added;
  import->unchanged += meeting.lines->len - meeting.added;
  for (guint i = 0; i < meeting.lines->len; i++)
    import_say(import, '+', "%s: %s", meeting.its->title, (const char *) meeting.lines->pdata[i]);
  for (guint i = 0; i < meeting.conflicts->len; i++)
    import_say(import, '!', "another source has %s: both are kept",
               (const char *) meeting.conflicts->pdata[i]);
  for (guint i = 0; i < meeting.strangers->len; i++)
    import_say(import, '!', "%s is not on the roster, or more than one is of that name: left out",
               (const char *) meeting.strangers->pdata[i]);
  return TRUE;
}
