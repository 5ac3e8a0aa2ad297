/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for the mail. Decides nothing about whoever it was to. */
#include "pass/intake/bounce_mail.h"
#include "base/text.h"
#include "pass/envelope.h"
#include "store/outbox.h"
#include <string.h>

#define LATELY (14 * 86400) /* seconds: servers give up within five days, and some tell late */

void
bounce_mail_clear(BounceMail *mail)
{
  g_clear_pointer(&mail->address, g_free);
}

static gint64
by_message_id(const Inbound *inbound)
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

/* The last mail to @address, which a ref that stands in the message is about. */
static gint64
by_ref(const Inbound *inbound, const char *address)
{
  Store *store = inbound->engine->store;
  gint64 mail = outbox_last_to(store, address, inbound->arrival - LATELY);
  g_autoptr(GArray) covered = mail ? outbox_obligations(store, mail) : NULL;
  for (guint i = 0; covered && i < covered->len; i++) {
    g_autoptr(Obligation) one = obligation_get(store, g_array_index(covered, gint64, i));
    if (inbound->reading->refs && g_strv_contains((const char *const *) inbound->reading->refs, one->ref))
      return mail;
  }
  return 0;
}

/* Whom @mail went to: @named when they are its reader; its only recipient when the message names nobody, or
 * an address to which they forward their mail. NULL: somebody else on our roster is named, or there were
 * several. Who had a copy is no reader: whoever it was to knows the token too. */
static char *
recipient_of(const Inbound *inbound, gint64 mail, const char *named)
{
  Store *store = inbound->engine->store;
  g_autoptr(GPtrArray) recipients = outbox_recipients(store, mail);
  for (guint i = 0; named && i < recipients->len; i++) {
    const Recipient *one = recipients->pdata[i];
    if (!one->cc && !strcmp(one->address, named))
      return g_strdup(named);
  }
  g_autoptr(GPtrArray) others = named ? people_by_address(store, named) : NULL;
  return recipients->len == 1 && (!others || !others->len)
             ? g_strdup(((Recipient *) recipients->pdata[0])->address)
             : NULL;
}

BounceMail
bounce_mail_find(const Inbound *inbound, const char *named)
{
  g_autofree char *address = text_address(named);
  struct {
    gint64 outbox;
    const char *found;
  } sure[] = {
    { envelope_find(inbound->engine, (const char *const *) inbound->reading->to), "envelope" },
    { by_message_id(inbound), "message-id" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(sure); i++) {
    char *recipient = sure[i].outbox ? recipient_of(inbound, sure[i].outbox, address) : NULL;
    if (recipient)
      return (BounceMail){ sure[i].outbox, sure[i].found, recipient };
  }
  if (!address)
    return (BounceMail){ 0, "", NULL };
  gint64 mail = by_ref(inbound, address);
  const char *found = "header";
  if (!mail) {
    mail = outbox_last_to(inbound->engine->store, address, inbound->arrival - LATELY);
    found = mail ? "recipient" : "";
  }
  return (BounceMail){ mail, found, g_steal_pointer(&address) };
}
