/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the refusal of a proposal. Does not weigh it. */
#include "pass/calendar/counter.h"
#include "calendar/entry.h"
#include "pass/calendar/answered.h"
#include "pass/calendar/offered.h"
#include "pass/post.h"

static char *
refusal(Engine *engine, const Invitation *invitation, const Session *session, const Person *person,
        GError **error)
{
  const Site *site = engine->site;
  Entry entry = { .method = ENTRY_DECLINE_COUNTER,
                  .uid = invitation->uid,
                  .sequence = invitation->sequence,
                  .stamp = clock_now(engine->clock),
                  .domain = site->domain,
                  .timezone = site->timezone,
                  .start = session->start,
                  .end = session->start + (Instant) session->minutes * 60,
                  .tentative = invitation->state != INVITATION_CONFIRMED,
                  .summary = session->title,
                  .location = session->place,
                  .comment = "The date stays as it is.",
                  .organizer = site->from_address,
                  .organizer_name = site->partnership,
                  .attendee = person->address,
                  .attendee_name = person->name };
  return entry_write(&entry, error);
}

gboolean
counter_decline(Inbound *inbound, gint64 id, const Invitation *invitation, const Session *session,
                GError **error)
{
  Engine *engine = inbound->engine;
  g_autoptr(Person) person = person_get(engine->store, invitation->person);
  if (!person || !person->address)
    return TRUE;
  g_autofree char *object = refusal(engine, invitation, session, person, error);
  if (!object)
    return FALSE;
  const Scheme *scheme = schemes_find(engine->site->schemes, session->scheme);
  json_t *context = context_new(engine, scheme, person, engine_school(engine, scheme, person->id, NULL));
  g_autofree char *date = answered_words(engine, session), *why = inbound_cause(inbound);
  g_autoptr(Obligation) obligation =
      invitation->obligation ? obligation_get(engine->store, invitation->obligation) : NULL;
  const char *const refs[] = { obligation ? obligation->ref : NULL, NULL };
  /* a mail of this entry: "yes" in reply to it means its date */
  g_autofree char *purpose =
      g_strdup_printf(INVITATION_PURPOSE "%s:counter-%" G_GINT64_FORMAT, invitation->uid, id);
  context_text(context, "date", date);
  Post mail = { .kind = MAIL_ANSWER,
                .template_name = "counter-declined",
                .purpose = purpose,
                .person = person->id,
                .message = inbound->message->id,
                .refs = refs,
                .context = context,
                .calendar = object,
                .method = entry_method_word(ENTRY_DECLINE_COUNTER),
                .why = why,
                .not_before = INSTANT_NONE,
                .in_reply_to = *inbound->reading->message_id ? inbound->reading->message_id : NULL };
  gint64 queued = post(engine, &mail, error);
  json_decref(context);
  if (queued > 0 && obligation)
    outbox_cover(engine->store, queued, obligation->id, G_MAXINT);
  return queued >= 0;
}
