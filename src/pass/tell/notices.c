/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells notices. Asks for nothing, and reminds nobody. */
#include "pass/tell/notices.h"
#include "pass/decide/chase.h"
#include "pass/post.h"
#include "store/duties.h"

char *
notice_purpose(const Scheme *scheme, const SchemeNotice *notice)
{
  return g_strdup_printf("notice:%s/%s:", scheme->id, notice->id);
}

static gboolean
in_force(const SchemeNotice *notice, Day today)
{
  return notice->from <= today && (notice->until == DAY_NONE || today <= notice->until);
}

static gboolean
tell(Engine *engine, const Scheme *scheme, const SchemeNotice *notice, gint64 reader, GError **error)
{
  g_autoptr(Person) person = person_get(engine->store, reader);
  json_t *context = context_new(engine, scheme, person, engine_school(engine, scheme, reader, NULL));
  g_autofree char *from = day_words(notice->from);
  g_autofree char *until = notice->until == DAY_NONE ? NULL : day_words(notice->until);
  context_text(context, "title", notice->title);
  context_text(context, "from", from);
  context_text(context, "until", until);
  g_autofree char *prefix = notice_purpose(scheme, notice);
  g_autofree char *purpose = g_strdup_printf("%s%" G_GINT64_FORMAT, prefix, reader);
  g_autofree char *label = g_strdup_printf("%s/%s", scheme->id, notice->id);
  g_autofree char *why = g_strdup_printf("notice %s to everybody in its roles", label);
  Post mail = { .kind = MAIL_CHASER,
                .template_name = notice->mail,
                .purpose = purpose,
                .requirement = label,
                .person = reader,
                .context = context,
                .why = why,
                .not_before = INSTANT_NONE,
                .held = chase_brake_holds(engine) };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  return id >= 0;
}

/* What else is sent to them today goes first: nobody gets two. */
static gboolean
was_asked_today(Engine *engine, gint64 person)
{
  Instant midnight = clock_instant(engine->clock, clock_today(engine->clock), 0);
  return outbox_asked_since(engine->store, person, midnight);
}

static gboolean
tell_all(Engine *engine, const Scheme *scheme, const SchemeNotice *notice, GError **error)
{
  Instant now = clock_now(engine->clock);
  g_autofree char *purpose = notice_purpose(scheme, notice);
  g_autoptr(GArray) people = people_untold(engine->store, scheme->id, (const char *const *) notice->to,
                                           purpose, clock_today(engine->clock));
  for (guint i = 0; i < people->len; i++) {
    gint64 person = g_array_index(people, gint64, i);
    gint64 school = engine_school(engine, scheme, person, NULL);
    if (engine_sending_time(engine, school, now) <= now && !was_asked_today(engine, person) &&
        !tell(engine, scheme, notice, person, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
notices_tell(Engine *engine, GError **error)
{
  const GPtrArray *schemes = engine->site->schemes->schemes;
  Day today = clock_today(engine->clock);
  store_begin(engine->store);
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->notices->len; j++)
      if (in_force(scheme->notices->pdata[j], today) &&
          !tell_all(engine, scheme, scheme->notices->pdata[j], error)) {
        store_rollback(engine->store);
        return FALSE;
      }
  }
  return store_commit(engine->store, error);
}

/* When the next of @people may be told. */
static Instant
next_of(Engine *engine, const Scheme *scheme, const GArray *people)
{
  Instant now = clock_now(engine->clock), next = INSTANT_NONE;
  for (guint i = 0; i < people->len; i++) {
    gint64 person = g_array_index(people, gint64, i);
    gint64 school = engine_school(engine, scheme, person, NULL);
    Instant at = engine_sending_time(engine, school, now);
    if (was_asked_today(engine, person))
      at = engine_window(engine,
                         work_calendar_add(engine_calendar(engine, school), clock_today(engine->clock), 1));
    next = instant_first(next, at);
  }
  return next;
}

Instant
notices_next(Engine *engine)
{
  const GPtrArray *schemes = engine->site->schemes->schemes;
  Day today = clock_today(engine->clock);
  Instant next = INSTANT_NONE;
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->notices->len; j++) {
      const SchemeNotice *notice = scheme->notices->pdata[j];
      g_autofree char *purpose = notice_purpose(scheme, notice);
      g_autoptr(GArray) people =
          in_force(notice, today)
              ? people_untold(engine->store, scheme->id, (const char *const *) notice->to, purpose, today)
              : g_array_new(FALSE, FALSE, sizeof(gint64));
      Instant at = next_of(engine, scheme, people);
      next = instant_first(next, at);
    }
  }
  return next;
}
