/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks up the ids and refs of a mail's headers. Draws no conclusion from them. */
#include "pass/intake/thread.h"
#include "base/ref.h"
#include "store/outbox.h"
#include <string.h>

static void
add_once(GPtrArray *found, Obligation *one)
{
  for (guint i = 0; one && i < found->len; i++)
    if (((Obligation *) found->pdata[i])->id == one->id)
      g_clear_pointer(&one, obligation_free);
  if (one)
    g_ptr_array_add(found, one);
}

gint64
thread_mail(const Inbound *inbound)
{
  GStrv lists[] = { inbound->reading->in_reply_to, inbound->reading->references };
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
    for (guint n = lists[i] ? g_strv_length(lists[i]) : 0; n-- > 0;) { /* the last one is the nearest */
      gint64 outbox = outbox_by_message_id(inbound->engine->store, lists[i][n]);
      if (outbox)
        return outbox;
    }
  return 0;
}

GPtrArray *
thread_obligations(const Inbound *inbound)
{
  Store *store = inbound->engine->store;
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify) obligation_free);
  gint64 outbox = thread_mail(inbound);
  g_autoptr(GArray) covered = outbox ? outbox_obligations(store, outbox) : NULL;
  for (guint i = 0; covered && i < covered->len; i++)
    add_once(found, obligation_get(store, g_array_index(covered, gint64, i)));
  g_autofree char *to = inbound->reading->to ? g_strjoinv(" ", inbound->reading->to) : g_strdup("");
  const char *const places[] = { inbound->reading->subject, to };
  for (guint i = 0; i < G_N_ELEMENTS(places) && !found->len; i++) {
    g_auto(GStrv) refs = ref_find(places[i]);
    for (GStrv p = refs; *p; p++)
      add_once(found, obligation_by_ref(store, *p));
  }
  return found;
}
