/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a bounce: finds the mail and the recipient it speaks of, and lets the office know of an address that
 * does not work. A forged bounce can do no more than that: the address stays on the roster until a human
 * changes it. */
#include "pass/intake/bounce.h"
#include "base/text.h"
#include "store/cases.h"
#include "store/outbox.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* The mail of ours that this answers, by any Message-ID in it; 0: none. */
static gint64
mail_of(const Inbound *inbound)
{
  GStrv lists[] = { inbound->reading->references, inbound->reading->in_reply_to };
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
    for (GStrv p = lists[i]; p && *p; p++) {
      gint64 id = outbox_by_message_id(inbound->engine->store, *p);
      if (id)
        return id;
    }
  return 0;
}

static void
take_one(Inbound *inbound, const ReadingBounce *bounce, gint64 mail)
{
  g_autofree char *address = text_address(bounce->recipient ? bounce->recipient : "");
  g_autoptr(GPtrArray) people =
      address ? people_by_address(inbound->engine->store, address) : g_ptr_array_new();
  const Person *person = people->len ? people->pdata[0] : NULL;
  g_autofree char *cause = inbound_cause(inbound);
  journal_add(inbound->engine->store, person ? person->id : 0, 0, cause, "mail to %s: %s %s",
              address ? address : "?", bounce->action, bounce->status);
  if (strcmp(bounce->action, "failed") || !person)
    return;
  address_bounced(inbound->engine->store, address, inbound->arrival);
  if (mail)
    outbox_recipient_done(inbound->engine->store, mail, address, "failed", 0, bounce->diagnostic);
  json_t *detail =
      json_pack("{s:I, s:s}", "person", (json_int_t) (people->len == 1 ? person->id : 0), "address", address);
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  inbound_case(inbound, "address", -1, NULL, NULL, text,
               "mail to %s came back (%s %s): what is the right address?", address, bounce->status,
               bounce->diagnostic);
  free(text);
  json_decref(detail);
}

void
bounce_take(Inbound *inbound)
{
  gint64 mail = mail_of(inbound);
  for (guint i = 0; i < inbound->reading->bounces->len; i++)
    take_one(inbound, inbound->reading->bounces->pdata[i], mail);
}
