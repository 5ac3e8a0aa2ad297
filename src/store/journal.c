/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal: what was changed, when and why. Only ever added to. */
#include "store/statement.h"

void
journal_add(Store *store, gint64 person, gint64 obligation, const char *cause, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  Statement *s =
      statement(store, "INSERT INTO journal (at, what, cause, person, obligation) VALUES (?, ?, ?, ?, ?)");
  bind_instant(s, store_now(store));
  bind_text(s, what);
  bind_text(s, cause);
  bind_id(s, person);
  bind_id(s, obligation);
  statement_run(s);
}

void
journal_line_free(JournalLine *line)
{
  if (!line)
    return;
  g_free(line->what);
  g_free(line->cause);
  g_free(line);
}

static gpointer
read_line(Statement *s)
{
  JournalLine *line = g_new0(JournalLine, 1);
  line->at = take_instant(s);
  line->what = take_text(s);
  line->cause = take_text(s);
  return line;
}

GPtrArray *
journal_of_person(Store *store, gint64 person)
{
  Statement *s = statement(store, "SELECT at, what, cause FROM journal WHERE person = ? ORDER BY id");
  bind_int(s, person);
  return statement_all(s, read_line, (GDestroyNotify) journal_line_free);
}

GPtrArray *
journal_of_obligation(Store *store, gint64 obligation)
{
  Statement *s = statement(store, "SELECT at, what, cause FROM journal WHERE obligation = ? ORDER BY id");
  bind_int(s, obligation);
  return statement_all(s, read_line, (GDestroyNotify) journal_line_free);
}
