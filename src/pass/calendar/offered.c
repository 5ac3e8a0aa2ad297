/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds out which dates a reply is about: those of the mail that it answers. Does not read what it says. */
#include "pass/calendar/offered.h"
#include "pass/intake/thread.h"
#include "store/outbox.h"
#include <string.h>

void
offered_free(Offered *offered)
{
  if (!offered)
    return;
  g_ptr_array_unref(offered->invitations);
  g_ptr_array_unref(offered->sessions);
  g_free(offered->dates);
  g_free(offered);
}

static gboolean
is_in(const GPtrArray *obligations, gint64 id)
{
  for (guint i = 0; i < obligations->len; i++)
    if (((const Obligation *) obligations->pdata[i])->id == id)
      return TRUE;
  return FALSE;
}

/* Of one obligation alone: two would have two dates of one letter. */
static gboolean
belong_together(const GPtrArray *invitations)
{
  for (guint i = 1; i < invitations->len; i++) {
    const Invitation *one = invitations->pdata[i], *first = invitations->pdata[0];
    if (one->obligation != first->obligation)
      return FALSE;
  }
  return invitations->len > 0;
}

static void
add(Offered *offered, const Engine *engine, Invitation *invitation, Session *session)
{
  guint n = offered->sessions->len;
  offered->dates = g_renew(ChoiceDate, offered->dates, n + 1);
  offered->dates[n] =
      (ChoiceDate){ clock_day(engine->clock, session->start), clock_minute(engine->clock, session->start),
                    g_ascii_tolower(*invitation->letter) };
  g_ptr_array_add(offered->invitations, invitation);
  g_ptr_array_add(offered->sessions, session);
}

/* Those of @thread (NULL: of any obligation) that are still to come. */
static Offered *
open_ones(const Inbound *inbound, const GPtrArray *thread)
{
  const Engine *engine = inbound->engine;
  Offered *offered = g_new0(Offered, 1);
  offered->invitations = g_ptr_array_new_with_free_func((GDestroyNotify) invitation_free);
  offered->sessions = g_ptr_array_new_with_free_func((GDestroyNotify) session_free);
  offered->asked = thread != NULL;
  g_autoptr(GPtrArray) all = invitations_of_person(engine->store, inbound_sender(inbound)->id);
  for (guint i = 0; i < all->len;) {
    Invitation *one = all->pdata[i];
    g_autoptr(Session) session = session_get(engine->store, one->session);
    gboolean open =
        one->obligation && *one->letter && !session->cancelled && session->start > inbound->arrival;
    if (open && (!thread || is_in(thread, one->obligation)))
      add(offered, engine, g_ptr_array_steal_index(all, i), g_steal_pointer(&session));
    else
      i++;
  }
  return offered;
}

char *
offered_uid(const Inbound *inbound)
{
  gint64 outbox = thread_mail(inbound);
  g_autoptr(OutboxMail) mail = outbox ? outbox_get(inbound->engine->store, outbox) : NULL;
  const char *uid =
      mail && g_str_has_prefix(mail->purpose, INVITATION_PURPOSE) ? strchr(mail->purpose, ':') + 1 : NULL;
  return uid && strchr(uid, ':') ? g_strndup(uid, (gsize) (strchr(uid, ':') - uid)) : NULL;
}

/* Which of them the mail that is answered was about alone. */
static int
one_of(const Inbound *inbound, const Offered *offered)
{
  g_autofree char *uid = offered_uid(inbound);
  for (guint i = 0; uid && i < offered->invitations->len; i++)
    if (!strcmp(((const Invitation *) offered->invitations->pdata[i])->uid, uid))
      return (int) i;
  return -1;
}

Offered *
offered_to_sender(const Inbound *inbound)
{
  g_autoptr(GPtrArray) thread = thread_obligations(inbound);
  g_autoptr(Offered) offered = open_ones(inbound, thread->len ? thread : NULL);
  offered->one = one_of(inbound, offered);
  return belong_together(offered->invitations) ? g_steal_pointer(&offered) : NULL;
}
