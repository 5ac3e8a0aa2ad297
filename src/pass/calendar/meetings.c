/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds for each date of a calendar the session that it is, and brings that in step. What has begun stays as
 * it was, for people were there. */
#include "pass/calendar/meetings.h"
#include "pass/calendar/same_date.h"
#include "pass/decide/dates.h"
#include <string.h>

void
meeting_change_begin(MeetingChange *change, Engine *engine, const char *cause)
{
  *change = (MeetingChange){ .engine = engine, .cause = cause, .arrival = clock_now(engine->clock) };
  change->lines = g_ptr_array_new_with_free_func(g_free);
  change->sessions = g_ptr_array_new_with_free_func((GDestroyNotify) session_free);
}

void
meeting_change_clear(MeetingChange *change)
{
  g_clear_pointer(&change->lines, g_ptr_array_unref);
  g_clear_pointer(&change->sessions, g_ptr_array_unref);
}

char *
meeting_words(const Engine *engine, Instant start, int minutes, const char *place)
{
  const Clock *clock = engine->clock;
  g_autofree char *day = day_words(clock_day(clock, start)), *from = clock_format_minute(clock, start),
                  *to = clock_format_minute(clock, start + (Instant) minutes * 60);
  return g_strdup_printf("%s, %s to %s%s%s", day, from, to, *place ? ", " : "", place);
}

/* -- Which row is which date -- */

/* One date with the row that it had, and the session of another source that is the same. */
typedef struct {
  const Occurrence *date; /* NULL: it is no more */
  LeadMeeting *row;       /* borrowed; NULL: new */
  Session *same;          /* owned, or NULL */
} Pair;

static void
clear_pair(gpointer data)
{
  session_free(((Pair *) data)->same);
}

static LeadMeeting *
row_of(const GPtrArray *rows, const char *recurrence)
{
  for (guint i = 0; i < rows->len; i++)
    if (!strcmp(((LeadMeeting *) rows->pdata[i])->recurrence, recurrence))
      return rows->pdata[i];
  return NULL;
}

static gboolean
has_row(const GArray *pairs, const LeadMeeting *row)
{
  for (guint i = 0; i < pairs->len; i++)
    if (g_array_index(pairs, Pair, i).row == row)
      return TRUE;
  return FALSE;
}

/* A series that was moved to another day of the week has as many dates as before: they are the same ones. */
static void
pair_the_rest(const Engine *engine, GArray *pairs, const GPtrArray *rows)
{
  g_autoptr(GArray) bare = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autoptr(GPtrArray) left = g_ptr_array_new();
  for (guint i = 0; i < pairs->len; i++)
    if (!g_array_index(pairs, Pair, i).row)
      g_array_append_val(bare, i);
  for (guint i = 0; i < rows->len; i++) {
    LeadMeeting *row = rows->pdata[i];
    if (!has_row(pairs, row) && !row->cancelled && !row->excepted && row->start > clock_now(engine->clock))
      g_ptr_array_add(left, row);
  }
  for (guint i = 0; left->len == bare->len && i < bare->len; i++)
    g_array_index(pairs, Pair, g_array_index(bare, guint, i)).row = left->pdata[i];
}

/* Every date with its row, and every row that has no date any more. */
static GArray *
pairs_of(const Engine *engine, const CalendarItem *item, const GPtrArray *rows)
{
  GArray *pairs = g_array_new(FALSE, TRUE, sizeof(Pair));
  g_array_set_clear_func(pairs, clear_pair);
  for (guint i = 0; i < item->dates->len; i++) {
    const Occurrence *date = item->dates->pdata[i];
    Pair pair = { date, row_of(rows, date->recurrence), NULL };
    g_array_append_val(pairs, pair);
  }
  if (!item->whole)
    return pairs;
  pair_the_rest(engine, pairs, rows);
  for (guint i = 0; i < rows->len; i++) {
    Pair gone = { NULL, rows->pdata[i], NULL };
    if (!has_row(pairs, rows->pdata[i]))
      g_array_append_val(pairs, gone);
  }
  return pairs;
}

/* -- Writing -- */

static gboolean
is_older(const MeetingChange *change, const ReadingEvent *event, const LeadMeeting *row)
{
  return row && calendar_is_older(change->engine, event, change->arrival, row->sequence, row->stamp);
}

static gboolean
has_begun(const MeetingChange *change, const LeadMeeting *row)
{
  return row && row->start <= clock_now(change->engine->clock);
}

static void G_GNUC_PRINTF(2, 3) say(MeetingChange *change, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  char *line = g_strdup_vprintf(format, args);
  va_end(args);
  g_ptr_array_add(change->lines, line);
  journal_add(change->engine->store, change->organizer, 0, change->cause, "calendar: %s", line);
}

static void
remember(const MeetingChange *change, const ReadingEvent *event, const CalendarItem *item,
         const char *recurrence, gint64 session, gboolean excepted)
{
  const LeadMeeting row = { .uid = (char *) item->uid,
                            .recurrence = (char *) recurrence,
                            .session = session,
                            .sequence = event->sequence,
                            .stamp = calendar_stamp(change->engine, event, change->arrival),
                            .excepted = excepted,
                            .organizer = change->organizer,
                            .message = change->message };
  lead_meeting_put(change->engine->store, &row);
}

/* Its session is no more; one that has begun was held all the same. */
static void
cancel(MeetingChange *change, const CalendarItem *item, const ReadingEvent *event, const LeadMeeting *row,
       gboolean excepted)
{
  Engine *engine = change->engine;
  g_autofree char *recurrence = g_strdup(row->recurrence);
  Session *session = session_get(engine->store, row->session);
  if (session && !has_begun(change, row)) {
    session->cancelled = TRUE;
    g_autofree char *words = meeting_words(engine, session->start, session->minutes, session->place);
    gboolean news = session_put(engine->store, session);
    change->altered += news;
    change->same += !news;
    if (news)
      say(change, "%s is cancelled: %s", session->title, words);
    g_ptr_array_add(change->sessions, g_steal_pointer(&session));
  }
  session_free(session);
  remember(change, event, item, recurrence, row->session, excepted);
}

/* Of which event the date is: as it is named, else as it was. */
static NamedEvent
event_of(const MeetingChange *change, const LeadMeeting *row)
{
  NamedEvent its = change->named;
  if (row && (!its.event || (!strcmp(row->scheme, its.scheme->id) && !strcmp(row->event, its.event->id)))) {
    its.scheme = schemes_find(change->engine->site->schemes, row->scheme);
    its.event = its.scheme ? scheme_event(its.scheme, row->event) : NULL;
  }
  return its;
}

/* What is to stand. Borrows from @known, which is what stands of it, or NULL. */
typedef struct {
  Session session;
  char *key, *term, *title;
} Draft;

static void
draft_clear(Draft *draft)
{
  g_free(draft->key);
  g_free(draft->term);
  g_free(draft->title);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Draft, draft_clear)

/* Whether another date of @item is the session of that key: one that was moved keeps the key of its first
 * day, on which there may be one again. */
static gboolean
is_anothers(const Engine *engine, const CalendarItem *item, const Occurrence *date, const char *year,
            const char *key)
{
  g_autoptr(Session) taken = session_by_key(engine->store, year, key);
  g_autoptr(GPtrArray) rows = taken ? lead_meetings(engine->store, item->uid) : g_ptr_array_new();
  for (guint i = 0; i < rows->len; i++) {
    const LeadMeeting *row = rows->pdata[i];
    if (row->session == taken->id && strcmp(row->recurrence, date->recurrence) != 0)
      return TRUE;
  }
  return FALSE;
}

/* g_free. */
static char *
new_key(const Engine *engine, const CalendarItem *item, const Occurrence *date, const char *year,
        const char *scheme)
{
  GString *key = g_string_new(NULL);
  g_string_printf(key, IMPORTED_SESSION "%s.%s%s%s", scheme, item->uid, *date->recurrence ? "." : "",
                  date->recurrence);
  while (is_anothers(engine, item, date, year, key->str))
    g_string_append_c(key, '+');
  return g_string_free(key, FALSE);
}

static void
draft(Draft *draft, const MeetingChange *change, const CalendarItem *item, const Pair *pair,
      const NamedEvent *its, const Session *known)
{
  const Engine *engine = change->engine;
  const Occurrence *date = pair->date;
  const Year *year = schemes_year(engine->site->schemes, clock_day(engine->clock, date->start));
  const Term *term = its->event->per_term ? year_term_on(year, clock_day(engine->clock, date->start)) : NULL;
  gboolean of_file = known && !g_str_has_prefix(known->key, IMPORTED_SESSION);
  const char *place = date->event->location, *summary = date->event->summary;
  const char *filter = known ? known->filter : change->filter ? change->filter : pair->row->filter;
  draft->key = known ? g_strdup(known->key) : new_key(engine, item, date, year->id, its->scheme->id);
  draft->term = g_strdup(of_file ? known->term : term ? term->id : NULL);
  draft->title = g_strdup(of_file ? known->title : *summary ? summary : its->event->title);
  draft->session = (Session){ .year = year->id,
                              .key = draft->key,
                              .scheme = its->scheme->id,
                              .event = its->event->id,
                              .term = draft->term,
                              .start = date->start,
                              .minutes = date->minutes,
                              .place = of_file && !*place ? known->place : (char *) place,
                              .title = draft->title,
                              .filter = (char *) filter };
}

static void
tell(MeetingChange *change, const Session *now, const Session *known)
{
  const Engine *engine = change->engine;
  g_autofree char *words = meeting_words(engine, now->start, now->minutes, now->place);
  g_autofree char *was =
      known && known->start != now->start ? meeting_words(engine, known->start, known->minutes, "") : NULL;
  if (known && known->cancelled)
    say(change, "%s is on again: %s", now->title, words);
  else if (was)
    say(change, "%s has moved to %s (it was on %s)", now->title, words, was);
  else
    say(change, "%s: %s", now->title, words);
}

/* The session as it stands that @pair is: its row's, if that can stay the same one, or another source's. */
static Session *
known_of(const MeetingChange *change, const Pair *pair, const NamedEvent *its)
{
  const Engine *engine = change->engine;
  const Year *year = schemes_year(engine->site->schemes, clock_day(engine->clock, pair->date->start));
  const Session *same = pair->same;
  if (pair->row && !strcmp(pair->row->year, year->id) && !strcmp(pair->row->scheme, its->scheme->id) &&
      !strcmp(pair->row->event, its->event->id))
    return session_get(engine->store, pair->row->session);
  return same ? session_get(engine->store, same->id) : NULL;
}

static void
put(MeetingChange *change, const CalendarItem *item, const Pair *pair)
{
  Store *store = change->engine->store;
  const Occurrence *date = pair->date;
  NamedEvent its = event_of(change, pair->row);
  Session *known = known_of(change, pair, &its);
  g_auto(Draft) to_be = { 0 };
  draft(&to_be, change, item, pair, &its, known);
  gboolean news = session_put(store, &to_be.session);
  change->added += !known;
  change->altered += news && known;
  change->same += !news;
  if (news || (!pair->row && known))
    tell(change, &to_be.session, known);
  session_free(known);
  Session *now = session_by_key(store, to_be.session.year, to_be.key);
  if (!now)
    return;                                       /* the store failed: the commit will say so */
  if (pair->row && pair->row->session != now->id) /* of another year or event: what it was is no more */
    cancel(change, item, date->event, pair->row, FALSE);
  if (pair->row && strcmp(pair->row->recurrence, date->recurrence))
    lead_meeting_remove(store, item->uid, pair->row->recurrence);
  remember(change, date->event, item, date->recurrence, now->id, date->excepted);
  g_ptr_array_add(change->sessions, now);
}

static void
settle(MeetingChange *change, const CalendarItem *item, const Pair *pair)
{
  const ReadingEvent *event = pair->date ? pair->date->event : item->event;
  gboolean excepted = pair->date && pair->date->excepted;
  if (is_older(change, event, pair->row))
    change->older++;
  else if (pair->same && !change->message)
    change->same++; /* another source has it, which goes before a file */
  else if (pair->date && pair->row && pair->row->excepted && !excepted)
    return; /* it went its own way */
  else if (!pair->date || pair->date->cancelled) {
    if (pair->row)
      cancel(change, item, event, pair->row, excepted);
  } else if (!has_begun(change, pair->row) || excepted || !*pair->date->recurrence)
    put(change, item, pair);
}

gboolean
meeting_apply(MeetingChange *change, const CalendarItem *item, char **doubt)
{
  Engine *engine = change->engine;
  dates_sync(engine); /* what the year file has is one of the sources */
  g_autoptr(GPtrArray) rows = lead_meetings(engine->store, item->uid);
  g_autoptr(GArray) pairs = pairs_of(engine, item, rows);
  for (guint i = 0; i < pairs->len; i++) {
    Pair *pair = &g_array_index(pairs, Pair, i);
    NamedEvent its = event_of(change, pair->row);
    if (!pair->date || pair->date->cancelled)
      continue;
    if (!its.event || (!pair->row && !change->filter)) {
      *doubt = g_strdup("it is one of a series that is not known here");
      return FALSE;
    }
    if (!pair->row && !same_date_find(change, pair->date, &pair->same, doubt))
      return FALSE;
  }
  for (guint i = 0; i < pairs->len; i++)
    settle(change, item, &g_array_index(pairs, Pair, i));
  if (change->lines->len)
    dirty_add_all(engine->store);
  dates_join(engine);
  return TRUE;
}
