/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of obligations without an answer. Does not know which of them want one. */
#include "store/silences.h"
#include "store/statement.h"

void
silence_free(Silence *silence)
{
  g_free(silence->scheme);
  g_free(silence->requirement);
  g_free(silence->instance);
  g_free(silence);
}

static gpointer
read_silence(Statement *s)
{
  Silence *silence = g_new0(Silence, 1);
  silence->scheme = take_text(s);
  silence->requirement = take_text(s);
  silence->instance = take_text(s);
  silence->first = take_instant(s);
  silence->asked = take_int(s);
  return silence;
}

GPtrArray *
silences(Store *store, const char *year, gint64 least, Instant before)
{
  Statement *s = statement(store, "SELECT scheme, requirement, instance, min(sent), count(sent)"
                                  " FROM obligation WHERE year = ? AND (sent <= ? OR met IS NOT NULL"
                                  " OR answered IS NOT NULL)"
                                  " GROUP BY scheme, requirement, instance"
                                  " HAVING count(sent) >= ? AND count(met) = 0 AND count(answered) = 0");
  bind_text(s, year);
  bind_instant(s, before);
  bind_int(s, least);
  return statement_all(s, read_silence, (GDestroyNotify) silence_free);
}
