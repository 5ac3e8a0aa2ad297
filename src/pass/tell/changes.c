/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decides which changes of sessions are told by mail, when, and to whom. That a change is settled is kept in
 * the transaction of its mails. What each mail says is change_mail.c's.
 *
 * Most calendars ask for a feed every few hours, some once a day: what changes earlier than NEAR they see by
 * themselves. The mails wait for the sending window, and in it for nothing; those whose calendar fetches in
 * the meantime need none. Only what would come less than NOTICE before a session goes outside it: who learns
 * at breakfast that the training at nine is off has set out already. */
#include "pass/tell/changes.h"
#include "pass/people/coverage.h"
#include "pass/tell/change_mail.h"
#include "store/facts.h"
#include "store/fetched.h"
#include "store/tokens.h"
#include <string.h>

#define NEAR (48 * 3600)  /* seconds before a session in which a change of it is told */
#define NOTICE (4 * 3600) /* seconds of it that people are to have at least */

/* One session and how it changed. */
typedef struct {
  Engine *engine;
  const Scheme *scheme;
  const Session *session;
  GPtrArray *changes; /* of Change, the oldest first */
  guint first;        /* of those that wait to be told */
} Story;

static gboolean
story_begin(Story *story, Engine *engine, const Session *session)
{
  *story = (Story){ .engine = engine,
                    .scheme = schemes_find(engine->site->schemes, session->scheme),
                    .session = session,
                    .changes = changes_of(engine->store, session->id) };
  while (story->first < story->changes->len && ((const Change *) story->changes->pdata[story->first])->told)
    story->first++;
  return story->scheme && story->first < story->changes->len;
}

static const Change *
change_at(const Story *story, guint i)
{
  return story->changes->pdata[i];
}

/* When the session was to begin after the change @i. */
static Instant
start_after(const Story *story, guint i)
{
  return i + 1 < story->changes->len ? change_at(story, i + 1)->start : story->session->start;
}

/* Whether the session began, or was to begin, soon after one of the changes that wait. */
static gboolean
was_near(const Story *story)
{
  for (guint i = story->first; i < story->changes->len; i++) {
    const Change *change = change_at(story, i);
    Instant before = change->start - change->at, after = start_after(story, i) - change->at;
    if ((before >= 0 && before <= NEAR) || (after >= 0 && after <= NEAR))
      return TRUE;
  }
  return FALSE;
}

/* The first time still to come at which somebody might stand before a closed door; INSTANT_NONE: it is past.
 */
static Instant
first_start(const Story *story)
{
  Instant now = clock_now(story->engine->clock), first = INSTANT_NONE;
  for (guint i = story->first; i < story->changes->len; i++) {
    Instant before = change_at(story, i)->start, after = start_after(story, i);
    first = before > now ? instant_first(first, before) : first;
    first = after > now ? instant_first(first, after) : first;
  }
  return first;
}

/* When it is told: now, or with the next window if that is early enough; INSTANT_NONE: by calendars alone. */
static Instant
time_to_tell(const Story *story)
{
  Instant now = clock_now(story->engine->clock), start = first_start(story);
  if (start == INSTANT_NONE || !was_near(story))
    return INSTANT_NONE;
  Instant window = engine_sending_time(story->engine, 0, now);
  return start - window < NOTICE ? now : window;
}

/* -- Who knows what -- */

/* When one of the person's own calendars of this scheme was fetched last; INSTANT_NONE: never. */
static Instant
last_fetch(const Story *story, gint64 person)
{
  g_autofree char *purpose = g_strconcat("feed:", story->scheme->id, "-", NULL);
  g_autoptr(GPtrArray) tokens = tokens_of(story->engine->store, person);
  Instant last = INSTANT_NONE;
  for (guint i = 0; i < tokens->len; i++) {
    const Token *token = tokens->pdata[i];
    if (g_str_has_prefix(token->purpose, purpose))
      last = MAX(last, fetched_of(story->engine->store, token->token).last);
  }
  return last;
}

/* How many of the changes @person knows of: by their calendar, or by an earlier mail of ours. Who has neither
 * knows what was told to all before. */
static guint
known_to(const Story *story, gint64 person)
{
  Instant fetched = last_fetch(story, person);
  guint known = fetched == INSTANT_NONE ? story->first : 0;
  for (guint i = 0; i < story->changes->len; i++) {
    const Change *change = change_at(story, i);
    gboolean seen = fetched != INSTANT_NONE && change->shown != INSTANT_NONE && change->shown <= fetched;
    if (seen || change_mail_went(story->engine, change, person))
      known = i + 1;
  }
  return known;
}

/* Whether @change is how it stands again: moved there and back, nobody needs to hear of it. */
static gboolean
is_as_before(const Session *session, const Change *change)
{
  return session->start == change->start && session->minutes == change->minutes &&
         session->cancelled == change->cancelled && !strcmp(session->place, change->place);
}

/* Who answers for nobody else and came to another date of the same event already. */
static gboolean
is_done(const Story *story, const Coverage *coverage, gint64 person)
{
  const Session *session = story->session;
  const Year *year = schemes_year_id(story->engine->site->schemes, session->year);
  const Term *term = year && session->term ? year_term(year, session->term) : NULL;
  if (!term || coverage_people(coverage)->len)
    return FALSE;
  g_autoptr(GPtrArray) came = attendance_of(story->engine->store, person, session->scheme, session->event,
                                            term->from, clock_today(story->engine->clock));
  return came->len > 0;
}

static gboolean
concerns(const Story *story, gint64 person)
{
  g_autoptr(Coverage) coverage = coverage_new(story->engine, story->scheme, NULL, person);
  return coverage_concerns(coverage, story->session) && !is_done(story, coverage, person) &&
         !change_goes_by_invitation(story->engine->store, person, story->session->id);
}

/* -- Telling -- */

static gboolean
tell_person(const Story *story, gint64 person, GError **error)
{
  if (!concerns(story, person))
    return TRUE;
  guint known = known_to(story, person);
  if (known >= story->changes->len || is_as_before(story->session, change_at(story, known)))
    return TRUE;
  return change_mail(story->engine, story->scheme, story->session, story->changes, known, person, error);
}

/* Of gint64: whoever holds a role of the scheme today, each once. */
static GArray *
people_of(const Story *story)
{
  Engine *engine = story->engine;
  GArray *people = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < story->scheme->roles->len; i++) {
    const SchemeRole *role = story->scheme->roles->pdata[i];
    g_autoptr(GPtrArray) holders =
        role_holders(engine->store, story->scheme->id, role->id, 0, NULL, NULL, clock_today(engine->clock));
    for (guint j = 0; j < holders->len; j++) {
      gint64 id = ((const Person *) holders->pdata[j])->id;
      if (g_hash_table_add(seen, g_memdup2(&id, sizeof id)))
        g_array_append_val(people, id);
    }
  }
  return people;
}

static gboolean
tell_all(const Story *story, GError **error)
{
  g_autoptr(GArray) people = people_of(story);
  for (guint i = 0; i < people->len; i++)
    if (!tell_person(story, g_array_index(people, gint64, i), error))
      return FALSE;
  return TRUE;
}

/* What is too late or too early for a mail is settled without one. */
static gboolean
settle(Engine *engine, const Session *session, GError **error)
{
  Story story;
  gboolean good = TRUE, waits = FALSE;
  if (story_begin(&story, engine, session)) {
    Instant at = time_to_tell(&story);
    waits = at != INSTANT_NONE && at > clock_now(engine->clock);
    if (at != INSTANT_NONE && !waits)
      good = tell_all(&story, error);
  }
  if (good && !waits)
    changes_told(engine->store, session->id);
  g_ptr_array_unref(story.changes);
  return good;
}

gboolean
changes_tell(Engine *engine, GError **error)
{
  g_autoptr(GPtrArray) sessions = sessions_changed(engine->store);
  if (!sessions->len)
    return TRUE;
  store_begin(engine->store);
  changes_shown(engine->store);
  for (guint i = 0; i < sessions->len; i++)
    if (!settle(engine, sessions->pdata[i], error)) {
      store_rollback(engine->store);
      return FALSE;
    }
  return store_commit(engine->store, error);
}

Instant
changes_next(Engine *engine)
{
  g_autoptr(GPtrArray) sessions = sessions_changed(engine->store);
  Instant next = INSTANT_NONE;
  for (guint i = 0; i < sessions->len; i++) {
    Story story;
    if (story_begin(&story, engine, sessions->pdata[i]))
      next = instant_first(next, time_to_tell(&story));
    g_ptr_array_unref(story.changes);
  }
  return next;
}
