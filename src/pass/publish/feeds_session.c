/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session as an entry, and in words what became of it. The words hang on what is stored and on nothing of
 * the day but what grows old: the same facts give the same bytes, whenever they are written. */
#include "pass/decide/session_where.h"
#include "pass/publish/feeds_entries.h"
#include <string.h>

/* Of so many earlier dates an entry tells; who moves a date more often is not believed anyway. */
#define MOVES_TOLD 3
/* So many other dates stand in a cancelled one. */
#define OTHERS_TOLD 5

typedef struct {
  const SessionEntry *entry;
  GString *text;
  Instant changed; /* the last time at which something became other than it is shown */
} Words;

static gboolean
is_recent(Engine *engine, Instant at)
{
  return clock_now(engine->clock) - at < CHANGE_SHOWN;
}

gboolean
feed_shows(Engine *engine, const Session *session)
{
  return !session->cancelled || is_recent(engine, session->changed);
}

static Instant
end_of(Instant start, int minutes)
{
  return start + (Instant) minutes * 60;
}

/* "Tuesday 6 October 2026, 16:00". g_free. */
static char *
when_words(const Clock *clock, Instant start)
{
  g_autofree char *day = day_words(clock_day(clock, start)), *minute = clock_format_minute(clock, start);
  return g_strdup_printf("%s, %s", day, minute);
}

static void say(Words *words, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
say(Words *words, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_string_append_vprintf(words->text, format, arguments);
  va_end(arguments);
  g_string_append_c(words->text, '\n');
}

/* -- What it was -- */

/* The earlier dates, the last first, each once. */
static void
say_moves(Words *words, const GPtrArray *history)
{
  const Clock *clock = words->entry->engine->clock;
  Instant told[MOVES_TOLD + 1] = { words->entry->session->start };
  guint n = 1;
  for (guint i = 0; i < history->len && n < G_N_ELEMENTS(told); i++) {
    const SessionWas *was = history->pdata[i];
    gboolean known = FALSE;
    for (guint j = 0; j < n; j++)
      known = known || told[j] == was->start;
    if (known)
      continue;
    g_autofree char *when = when_words(clock, was->start);
    say(words, n == 1 ? "Moved from %s." : "Before that it was on %s.", when);
    told[n++] = was->start;
  }
}

/* The last end and the last place that differ, where the date is the same. */
static void
say_details(Words *words, const GPtrArray *history)
{
  const Session *session = words->entry->session;
  gboolean length = FALSE, place = FALSE, cancelled = FALSE;
  for (guint i = 0; i < history->len; i++) {
    const SessionWas *was = history->pdata[i];
    if (!length && was->minutes != session->minutes && was->start == session->start) {
      g_autofree char *end = when_words(words->entry->engine->clock, end_of(was->start, was->minutes));
      say(words, "It was to end on %s.", end);
      length = TRUE;
    }
    if (!place && strcmp(was->place, session->place)) {
      say(words, "The place was: %s.", *was->place ? was->place : "not said");
      place = TRUE;
    }
    cancelled = cancelled || was->cancelled;
  }
  if (cancelled)
    say(words, "It had been cancelled, and takes place after all.");
}

/* Changes that are still told; those that no longer are changed the entry when they went. */
static void
say_history(Words *words)
{
  const SessionEntry *entry = words->entry;
  g_autoptr(GPtrArray) history = session_history(entry->engine->store, entry->session->id);
  for (guint i = history->len; i-- > 0;) {
    const SessionWas *was = history->pdata[i];
    if (is_recent(entry->engine, was->at))
      continue;
    words->changed = MAX(words->changed, was->at + CHANGE_SHOWN);
    g_ptr_array_remove_index(history, i);
  }
  if (entry->session->cancelled)
    return;
  say_moves(words, history);
  say_details(words, history);
}

/* -- What to do when it is cancelled -- */

/* Dates that take its place: of the same event and term, for the same people, after it was cancelled. */
static void
say_instead(Words *words)
{
  const SessionEntry *entry = words->entry;
  const Session *session = entry->session;
  guint told = 0;
  for (guint i = 0; i < entry->sessions->len; i++) {
    const Session *other = entry->sessions->pdata[i];
    if (other->id == session->id || !chosen_alike(other, session) || strcmp(other->filter, session->filter))
      continue;
    words->changed = MAX(words->changed, other->changed);
    if (other->cancelled || other->start < session->changed || told >= OTHERS_TOLD)
      continue;
    g_autofree char *when = when_words(entry->engine->clock, other->start);
    say(words, "%s%s%s%s.", told++ ? "Or: " : "Please come instead on: ", when, *other->place ? ", " : "",
        other->place);
  }
  if (!told)
    say(words, "There is nothing to do: a new date will show here.");
}

static void
say_cancelled(Words *words)
{
  const Session *session = words->entry->session;
  g_autofree char *when = when_words(words->entry->engine->clock, session->start);
  say(words, "The date of %s is cancelled.", when);
  say_instead(words);
}

/* -- What it is to its reader -- */

static gboolean
has_alternatives(const SessionEntry *entry)
{
  for (guint i = 0; i < entry->sessions->len; i++) {
    const Session *other = entry->sessions->pdata[i];
    if (other->id != entry->session->id && !other->cancelled && chosen_alike(other, entry->session) &&
        !strcmp(other->filter, entry->session->filter))
      return chosen_one_is_enough(entry->scheme, entry->session->event);
  }
  return FALSE;
}

/* Whether the reader is still to say which of several dates it is to be, or waits for a place. */
static gboolean
is_tentative(const SessionEntry *entry)
{
  const Concern *concern = entry->concern;
  if (!concern || !concern->own || entry->session->cancelled)
    return FALSE;
  return concern->choice == CHOSEN_WAITING || (concern->choice == CHOSEN_OPEN && has_alternatives(entry));
}

static void
say_choice(Words *words)
{
  const SessionEntry *entry = words->entry;
  const Concern *concern = entry->concern;
  if (!concern || !concern->own || entry->session->cancelled)
    return;
  words->changed = MAX(words->changed, concern->since);
  switch (concern->choice) {
  case CHOSEN_OPEN:
    if (has_alternatives(entry))
      say(words,
          "One of these dates is enough: accept the invitation to the one that you choose, or reply to "
          "it with the date.");
    break;
  case CHOSEN_TAKEN: say(words, "You chose this date."); break;
  case CHOSEN_HELD: say(words, "You have a place."); break;
  case CHOSEN_WAITING: say(words, "You are on the waiting list: we write when a place is free."); break;
  case CHOSEN_CAME: say(words, "You came to this date."); break;
  case CHOSEN_NOT: break;
  }
}

static void
say_all(Words *words)
{
  const SessionEntry *entry = words->entry;
  if (entry->session->cancelled)
    say_cancelled(words);
  say_history(words);
  say_choice(words);
  g_autoptr(GPtrArray) where = session_where(entry->session);
  g_autofree char *whom = session_for_words(where);
  if (whom)
    say(words, "For: %s", whom);
  /* In every entry, for no place of a calendar but its entries is shown by all programs. */
  say(words, entry->concern ? "Calendars look for changes in their own time, some only once a day. A change "
                              "within 48 hours also comes by mail."
                            : "Calendars look for changes in their own time, some only once a day.");
}

/* Of whole days: a session that begins and ends at midnight. */
static void
set_times(FeedEvent *event, const Clock *clock, const Session *session)
{
  Instant end = end_of(session->start, session->minutes);
  event->start = session->start;
  event->end = end;
  event->all_day = session->minutes > 0 && !clock_minute(clock, session->start) && !clock_minute(clock, end);
  if (event->all_day) {
    event->first = clock_day(clock, session->start);
    event->last = clock_day(clock, end) - 1;
  }
}

FeedEvent *
feed_session(const SessionEntry *entry)
{
  const Session *session = entry->session;
  const SchemeEvent *about = scheme_event(entry->scheme, session->event);
  Words words = { entry, g_string_new(NULL), session->changed };
  say_all(&words);
  FeedEvent *event = g_new0(FeedEvent, 1);
  event->uid = g_strdup_printf("session-%s-%s@%s", session->year, session->key, entry->engine->site->domain);
  event->sequence = session->sequence;
  event->changed = words.changed;
  set_times(event, entry->engine->clock, session);
  event->busy = TRUE;
  event->summary = g_strdup(session->title);
  event->description = g_string_free(words.text, FALSE);
  event->location = g_strdup(session->place);
  event->category = g_strdup(about ? about->title : entry->scheme->title);
  event->cancelled = session->cancelled;
  event->tentative = is_tentative(entry);
  return event;
}
