/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks about a new address once, and learns it when it is right. Writes to nobody. */
#include "pass/intake/claim.h"
#include "base/fault.h"
#include "pass/intake/thread.h"
#include "store/outbox.h"
#include <stdlib.h>
#include <string.h>

#define KIND "new-address"

static gboolean
brought_something(const Inbound *inbound)
{
  for (guint i = 0; i < inbound->outcomes->len; i++)
    if (((Outcome *) inbound->outcomes->pdata[i])->filed)
      return TRUE;
  return FALSE;
}

const char *
claim_open(Inbound *inbound, const Person *person)
{
  const char *address = inbound->reading->from.address;
  Store *store = inbound->engine->store;
  if (!address || inbound->senders->len || inbound->office || !brought_something(inbound) ||
      case_was_about_address(store, KIND, person->id, address))
    return NULL;
  json_t *detail = json_pack("{s:s}", "address", address);
  char *text = json_dumps(detail, JSON_COMPACT);
  g_autofree char *question = g_strdup_printf(
      "%s wrote for %s, who is asked whether that was them: may it write for them?", address, person->name);
  Case c = { .message = inbound->message->id,
             .document = -1,
             .kind = (char *) KIND,
             .person = person->id,
             .question = question,
             .detail = text };
  case_open(store, &c);
  g_autofree char *cause = inbound_cause(inbound);
  journal_add(store, person->id, 0, cause, "asked whether %s is theirs", address);
  free(text);
  json_decref(detail);
  return address;
}

Case *
claim_asked(const Inbound *inbound)
{
  Store *store = inbound->engine->store;
  const Person *sender = inbound_sender(inbound);
  g_autoptr(GPtrArray) open = cases_waiting_of(store, KIND, sender->id);
  gint64 answered = thread_mail(inbound);
  g_autoptr(OutboxMail) mail = answered ? outbox_get(store, answered) : NULL;
  for (guint i = 0; mail && i < open->len; i++) {
    const Case *c = open->pdata[i];
    if (c->message == mail->message) /* only who reads the roster's address knows the id of that mail */
      return case_get(store, c->id);
  }
  gboolean plain = !mail && open->len == 1 && inbound_verified(inbound);
  return plain ? case_get(store, ((Case *) open->pdata[0])->id) : NULL;
}

char *
claim_address(const Case *c)
{
  json_t *detail = json_loads(c->detail, 0, NULL);
  char *address = g_strdup(json_string_value(json_object_get(detail, "address")));
  json_decref(detail);
  return address;
}

gboolean
claim_settle(Engine *engine, const Case *c, gboolean yes, const char *cause, GError **error)
{
  g_autofree char *address = claim_address(c);
  g_autoptr(GPtrArray) owners = people_by_address(engine->store, address);
  const Person *owner = owners->len ? owners->pdata[0] : NULL;
  if (yes && owner && owner->id != c->person) {
    g_set_error(error, FAULT, FAULT_DATA, "%s is the address of %s", address, owner->name);
    return FALSE;
  }
  if (yes)
    address_add(engine->store, c->person, address, FALSE);
  g_autofree char *outcome = g_strdup_printf("%s %s write for them", address, yes ? "may" : "may not");
  case_settle(engine->store, c->id, outcome);
  journal_add(engine->store, c->person, 0, cause, "%s", outcome);
  return TRUE;
}
