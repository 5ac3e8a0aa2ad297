/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The UID proves who was asked; the addresses may still prove that somebody else answered. DESIGN.md 6,
 * doc/contract.md "Who sent it". */
#include "pass/calendar/whose_answer.h"
#include <string.h>

/* Whose @address is, but for @person: g_free; NULL: theirs, or nobody's (*nobody). */
static char *
somebody_else(const Inbound *inbound, const char *address, gint64 person, gboolean *nobody)
{
  const Site *site = inbound->engine->site;
  g_autoptr(GPtrArray) owners = people_by_address(inbound->engine->store, address);
  *nobody = FALSE;
  for (guint i = 0; i < owners->len; i++)
    if (((const Person *) owners->pdata[i])->id == person)
      return NULL;
  if (owners->len)
    return g_strdup(((const Person *) owners->pdata[0])->name);
  if (!g_ascii_strcasecmp(address, site->office))
    return g_strdup("the office");
  *nobody = TRUE;
  return NULL;
}

/* The one ATTENDEE that answers: the only one, else the one with an address of theirs, else the sender's. */
static const ReadingAttendee *
attendee_of(const Inbound *inbound, const ReadingEvent *event, gint64 person)
{
  const ReadingAttendee *own = NULL, *sender = NULL;
  for (guint i = 0; i < event->attendees->len; i++) {
    const ReadingAttendee *one = event->attendees->pdata[i];
    gboolean nobody;
    g_autofree char *other = somebody_else(inbound, one->address, person, &nobody);
    if (!other && !nobody && own)
      return NULL; /* two of theirs */
    own = !other && !nobody ? one : own;
    sender = !g_strcmp0(one->address, inbound->reading->from.address) ? one : sender;
  }
  return event->attendees->len == 1 ? event->attendees->pdata[0] : own ? own : sender;
}

char *
whose_mail_doubt(const Inbound *inbound, const Invitation *invitation, const char **unknown)
{
  const char *from = inbound->reading->from.address;
  gboolean nobody = FALSE;
  *unknown = NULL;
  if (inbound->office)
    return NULL;
  if (inbound->dmarc_failed)
    return g_strdup("the mail server says that it is not from whom it claims");
  g_autofree char *other = from ? somebody_else(inbound, from, invitation->person, &nobody) : NULL;
  if (other)
    return g_strdup_printf("it was sent from the address of %s", other);
  *unknown = nobody ? from : NULL;
  return NULL;
}

char *
whose_answer_doubt(const Inbound *inbound, const ReadingEvent *event, const Invitation *invitation,
                   const ReadingAttendee **attendee, const char **unknown)
{
  gboolean nobody = FALSE;
  *attendee = attendee_of(inbound, event, invitation->person);
  char *doubt = whose_mail_doubt(inbound, invitation, unknown);
  if (doubt)
    return doubt;
  if (!*attendee)
    return g_strdup(event->attendees->len ? "it states the answers of several"
                                          : "it does not say whose answer it is");
  g_autofree char *other =
      inbound->office ? NULL : somebody_else(inbound, (*attendee)->address, invitation->person, &nobody);
  if (other)
    return g_strdup_printf("it states the answer of %s", other);
  *unknown = *unknown ? *unknown : nobody ? (*attendee)->address : NULL;
  return NULL;
}
