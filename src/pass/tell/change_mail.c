/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the mail about a change. Does not decide who gets it. */
#include "pass/tell/change_mail.h"
#include "pass/post.h"
#include <string.h>

#define MOST 3 /* mails about one session to one person that go without being asked about */

static char *
purpose_of(const Change *change, gint64 person)
{
  return g_strdup_printf("changed:w%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, change->id, person);
}

gboolean
change_mail_went(Engine *engine, const Change *change, gint64 person)
{
  g_autofree char *purpose = purpose_of(change, person);
  return outbox_has(engine->store, purpose);
}

static json_t *
moment(Engine *engine, Instant start, int minutes, const char *place)
{
  g_autofree char *day = day_words(clock_day(engine->clock, start));
  g_autofree char *from = clock_format_minute(engine->clock, start);
  g_autofree char *to = clock_format_minute(engine->clock, start + (Instant) minutes * 60);
  return json_pack("{s:s, s:s, s:s, s:s}", "day", day, "from", from, "to", to, "place",
                   *place ? place : "to be announced");
}

/* What it is about in the mail's first word: a time matters more than a place. */
static const char *
what_changed(const Session *session, const Change *was)
{
  if (session->cancelled)
    return "cancelled";
  if (was->cancelled)
    return "restored";
  return session->start != was->start || session->minutes != was->minutes ? "moved" : "place_changed";
}

static json_t *
context_of(Engine *engine, const Scheme *scheme, const Session *session, const Change *was, gint64 reader)
{
  static const char *const kinds[] = { "cancelled", "restored", "moved", "place_changed" };
  const SchemeEvent *event = scheme_event(scheme, session->event);
  g_autoptr(Person) person = person_get(engine->store, reader);
  json_t *context = context_new(engine, scheme, person, engine_school(engine, scheme, reader, NULL));
  g_autofree char *by = change_by(engine->store, session->id);
  context_text(context, "title", *session->title || !event ? session->title : event->title);
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    json_object_set_new(context, kinds[i], json_boolean(!strcmp(kinds[i], what_changed(session, was))));
  json_object_set_new(context, "was", moment(engine, was->start, was->minutes, was->place));
  json_object_set_new(context, "now", moment(engine, session->start, session->minutes, session->place));
  context_text(context, "changed_by", by);
  return context;
}

/* So many were written to @person about this session. */
static guint
mails_before(Engine *engine, const GPtrArray *changes, gint64 person)
{
  guint n = 0;
  for (guint i = 0; i < changes->len; i++)
    n += change_mail_went(engine, changes->pdata[i], person);
  return n;
}

/* By its kind a held one is asked about, and one that cannot wait goes outside the window. */
static MailKind
kind_of(Engine *engine, gint64 person, gboolean held)
{
  Instant now = clock_now(engine->clock);
  gint64 school = engine_school(engine, NULL, person, NULL);
  if (held)
    return MAIL_CHASER;
  return engine_sending_time(engine, school, now) > now ? MAIL_OFFICE : MAIL_OPENING;
}

gboolean
change_mail(Engine *engine, const Scheme *scheme, const Session *session, const GPtrArray *changes,
            guint known, gint64 person, GError **error)
{
  const Change *was = changes->pdata[known], *last = changes->pdata[changes->len - 1];
  g_autofree char *purpose = purpose_of(last, person);
  g_autofree char *why = g_strdup_printf("the session %s changed soon before it", session->key);
  gboolean held = mails_before(engine, changes, person) >= MOST;
  json_t *context = context_of(engine, scheme, session, was, person);
  Post mail = { .kind = kind_of(engine, person, held),
                .template_name = "date-changed",
                .purpose = purpose,
                .person = person,
                .context = context,
                .why = why,
                .not_before = INSTANT_NONE,
                .held = held };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  return id >= 0;
}
