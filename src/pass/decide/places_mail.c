/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes to who waits for a place. Decides nothing. */
#include "pass/decide/places_mail.h"
#include "pass/decide/places.h"
#include "pass/post.h"
#include <string.h>

/* Of one time of asking: who gave up and asks anew is told anew. g_free. */
static char *
purpose_of(const char *what, const Booking *booking)
{
  return g_strdup_printf("place-%s:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, what, booking->id, booking->at);
}

static gboolean
tell(Engine *engine, const Scheme *scheme, const Booking *booking, const char *what, GError **error)
{
  g_autofree char *purpose = purpose_of(what, booking);
  if (outbox_has(engine->store, purpose))
    return TRUE;
  g_autoptr(Person) person = person_get(engine->store, booking->person);
  gint64 school = engine_school(engine, scheme, booking->person, NULL);
  g_autofree char *of_what = NULL, *stands = places_words(engine, booking, &of_what);
  json_t *context = context_new(engine, scheme, person, school);
  context_text(context, "place", of_what);
  context_text(context, "standing", stands);
  g_autofree char *why = g_strdup_printf("%s: %s", of_what, stands);
  g_autofree char *name = g_strconcat("place-", what, NULL);
  Post mail = { .kind = MAIL_OPENING,
                .template_name = name,
                .purpose = purpose,
                .person = booking->person,
                .context = context,
                .why = why,
                .not_before = engine_sending_time(engine, school, clock_now(engine->clock)) };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  return id >= 0;
}

/* Who asked for a session in words had their answer in words; only what came of it later is news. */
static gboolean
is_told(Engine *engine, const Booking *booking)
{
  return places_of_session(booking) &&
         (booking->state == BOOKING_WAITING || booking->at == clock_now(engine->clock));
}

gboolean
places_tell(Engine *engine, const Scheme *scheme, const Booking *booking, GError **error)
{
  if (is_told(engine, booking))
    return TRUE;
  if (booking->state == BOOKING_WAITING)
    return tell(engine, scheme, booking, "waiting", error);
  g_autofree char *waited = purpose_of("waiting", booking);
  gboolean news = places_of_session(booking) || outbox_has(engine->store, waited);
  return !news || tell(engine, scheme, booking, "free", error);
}
