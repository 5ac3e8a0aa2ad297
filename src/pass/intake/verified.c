/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares sender, verdict and thread. Decides nothing. */
#include "pass/intake/verified.h"
#include "pass/intake/thread.h"
#include "store/outbox.h"
#include <string.h>

/* Our mail that this one answers went to one address: that one. NULL: it answers none, or several had it. */
static char *
only_reader(const Inbound *inbound)
{
  gint64 outbox = thread_mail(inbound);
  g_autoptr(GPtrArray) recipients = outbox ? outbox_recipients(inbound->engine->store, outbox) : NULL;
  if (!recipients || recipients->len != 1)
    return NULL;
  return g_strdup(((Recipient *) recipients->pdata[0])->address);
}

gboolean
verified_person(const Inbound *inbound)
{
  const Person *sender = inbound_sender(inbound);
  if (!sender || inbound->dmarc_failed)
    return FALSE;
  if (inbound_verified(inbound))
    return TRUE;
  g_autofree char *reader = only_reader(inbound);
  g_autoptr(GPtrArray) owners = reader ? people_by_address(inbound->engine->store, reader) : NULL;
  return owners && owners->len == 1 && ((Person *) owners->pdata[0])->id == sender->id;
}

gboolean
verified_office(const Inbound *inbound)
{
  const char *from = inbound->reading->from.address, *office = inbound->engine->site->office;
  if (!from || !office || inbound->dmarc_failed || g_ascii_strcasecmp(from, office) != 0)
    return FALSE;
  g_autofree char *reader = only_reader(inbound);
  return inbound_vouched(inbound) || (reader && !g_ascii_strcasecmp(reader, office));
}

gboolean
sender_is_of_office(const Inbound *inbound)
{
  const Person *sender = inbound_sender(inbound);
  return sender && person_is_of_office(inbound->engine, sender->id);
}

gboolean
person_is_of_office(Engine *engine, gint64 person)
{
  g_autoptr(GPtrArray) roles = person_roles(engine->store, person, NULL);
  Day today = clock_today(engine->clock);
  for (guint i = 0; i < roles->len; i++) {
    const Role *role = roles->pdata[i];
    if (!strcmp(role->role, ROLE_OFFICE) && role->since <= today &&
        (role->until == DAY_NONE || role->until >= today))
      return TRUE;
  }
  return FALSE;
}
