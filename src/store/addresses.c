/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The addresses of people. They are kept in the form of text_address(); what is none is not kept. */
#include "base/text.h"
#include "store/person.h"

static gpointer
read_address(Statement *s)
{
  return take_text(s);
}

GPtrArray *
person_addresses(Store *store, gint64 id)
{
  Statement *s = statement(store, "SELECT address FROM address WHERE person = ?"
                                  " ORDER BY preferred DESC, bounced IS NOT NULL, address");
  bind_int(s, id);
  return statement_all(s, read_address, g_free);
}

gboolean
address_add(Store *store, gint64 person, const char *address, gboolean preferred)
{
  g_autofree char *plain = text_address(address);
  if (!plain)
    return FALSE;
  Statement *s;
  if (preferred) {
    s = statement(
        store,
        "UPDATE address SET preferred = (address = ?) WHERE person = ? AND preferred <> (address = ?1)");
    bind_text(s, plain);
    bind_int(s, person);
    statement_run(s);
  }
  s = statement(store,
                "INSERT INTO address (address, person, preferred) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
  bind_text(s, plain);
  bind_int(s, person);
  bind_int(s, preferred);
  return statement_run(s) > 0;
}

void
address_remove(Store *store, gint64 person, const char *address)
{
  g_autofree char *plain = text_address(address);
  Statement *s = statement(store, "DELETE FROM address WHERE address = ? AND person = ?");
  bind_text(s, plain);
  bind_int(s, person);
  statement_run(s);
}

void
address_bounced(Store *store, const char *address, Instant at)
{
  g_autofree char *plain = text_address(address);
  Statement *s = statement(store, "UPDATE address SET bounced = ? WHERE address = ?");
  bind_instant(s, at);
  bind_text(s, plain);
  statement_run(s);
}

gboolean
address_has_bounced(Store *store, const char *address)
{
  g_autofree char *plain = text_address(address);
  Statement *s = statement(store, "SELECT 1 FROM address WHERE address = ? AND bounced IS NOT NULL");
  bind_text(s, plain);
  return statement_int(s, 0) != 0;
}

gboolean
person_can_be_written_to(Store *store, gint64 person)
{
  Statement *s = statement(store, "SELECT" CAN_BE_WRITTEN_TO("?1"));
  bind_int(s, person);
  return statement_int(s, 0) != 0;
}
