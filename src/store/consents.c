/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of consent. Asks nobody. */
#include "store/consents.h"
#include "store/statement.h"
#include <string.h>

void
consenting_free(Consenting *consenting)
{
  if (!consenting)
    return;
  g_free(consenting->scheme);
  g_free(consenting->field);
  g_free(consenting->words);
  g_free(consenting);
}

#define CONSENT "SELECT id, person, message, scheme, field, words, given, at FROM consent AS c "

static gpointer
read_consenting(Statement *s)
{
  Consenting *one = g_new0(Consenting, 1);
  one->id = take_int(s);
  one->person = take_int(s);
  one->message = take_int(s);
  one->scheme = take_text(s);
  one->field = take_text(s);
  one->words = take_text(s);
  one->given = take_int(s) != 0;
  one->at = take_instant(s);
  return one;
}

GPtrArray *
consentings_of(Store *store, gint64 person)
{
  Statement *s = statement(store, CONSENT
                           "WHERE person = ? AND id = (SELECT max(id) FROM consent WHERE person = c.person"
                           " AND scheme = c.scheme AND field = c.field) ORDER BY id");
  bind_int(s, person);
  return statement_all(s, read_consenting, (GDestroyNotify) consenting_free);
}

GPtrArray *
consentings_all(Store *store, gint64 person)
{
  Statement *s = statement(store, CONSENT "WHERE person = ? ORDER BY id");
  bind_int(s, person);
  return statement_all(s, read_consenting, (GDestroyNotify) consenting_free);
}

static gboolean
stands(Store *store, const Consenting *consenting)
{
  g_autoptr(GPtrArray) latest = consentings_of(store, consenting->person);
  for (guint i = 0; i < latest->len; i++) {
    const Consenting *one = latest->pdata[i];
    if (!strcmp(one->scheme, consenting->scheme) && !strcmp(one->field, consenting->field))
      return one->given == consenting->given && !strcmp(one->words, consenting->words);
  }
  return FALSE;
}

gboolean
consenting_add(Store *store, const Consenting *consenting)
{
  if (stands(store, consenting))
    return FALSE;
  Statement *s = statement(store, "INSERT INTO consent (person, scheme, field, words, given, message, at)"
                                  " VALUES (?, ?, ?, ?, ?, ?, ?)");
  bind_int(s, consenting->person);
  bind_text(s, consenting->scheme);
  bind_text(s, consenting->field);
  bind_text(s, consenting->words);
  bind_int(s, consenting->given);
  bind_id(s, consenting->message);
  bind_instant(s, store_now(store));
  statement_run(s);
  return TRUE;
}
