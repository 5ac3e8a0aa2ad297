/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dates of the year as a page shows them, with what people answered and who came. Numbers alone where
 * more than one school is looked at; the names of one's own school. */
#include "pass/decide/dates.h"
#include "pass/decide/places.h"
#include "pass/decide/session_where.h"
#include "pass/people/coverage.h"
#include "pass/publish/feeds_entries.h"
#include "pass/publish/pages_scope.h"
#include "store/facts.h"
#include "store/invitations.h"
#include <string.h>

typedef struct {
  guint invited, accepted, declined, waiting, came, held;
  GString *coming;   /* names */
  GHashTable *named; /* whose, by Person.id */
} Turnout;

static void
turnout_clear(Turnout *turnout)
{
  g_string_free(turnout->coming, TRUE);
  g_hash_table_unref(turnout->named);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Turnout, turnout_clear)

/* Somebody who is invited and has a place stands in two tables. */
static void
add_coming(const PageScope *scope, Turnout *turnout, gint64 person)
{
  gboolean fresh = g_hash_table_add(turnout->named, g_memdup2(&person, sizeof person));
  g_autoptr(Person) row = fresh ? person_get(scope->engine->store, person) : NULL;
  if (row)
    g_string_append_printf(turnout->coming, "%s%s", turnout->coming->len ? "\n" : "", row->name);
}

static void
count_invited(const PageScope *scope, const Session *session, Turnout *turnout)
{
  g_autoptr(GPtrArray) all = invitations_of_session(scope->engine->store, session->id);
  for (guint i = 0; i < all->len; i++) {
    const Invitation *one = all->pdata[i];
    gboolean again = i && ((const Invitation *) all->pdata[i - 1])->person == one->person;
    if (again || !view_shows(scope->view, one->person))
      continue;
    turnout->invited++;
    turnout->accepted += one->answer == INVITATION_ACCEPTED;
    turnout->declined += one->answer == INVITATION_DECLINED;
    turnout->waiting += one->answer != INVITATION_ACCEPTED && one->answer != INVITATION_DECLINED;
    if (one->answer == INVITATION_ACCEPTED)
      add_coming(scope, turnout, one->person);
  }
}

static void
count_places(const PageScope *scope, const Session *session, Turnout *turnout)
{
  g_autoptr(GPtrArray) queue = places_queue(scope->engine, session);
  for (guint i = 0; i < queue->len; i++) {
    const Booking *one = queue->pdata[i];
    if (one->state != BOOKING_HELD)
      continue;
    turnout->held++; /* of everybody: it is how full the room is */
    if (view_shows(scope->view, one->person))
      add_coming(scope, turnout, one->person);
  }
}

/* Who was there on the day; of two dates on one day each has those to whom it was open. */
static void
count_came(const PageScope *scope, const Session *session, Turnout *turnout)
{
  Day day = clock_day(scope->engine->clock, session->start);
  g_autoptr(GPtrArray) all = attendance_at(scope->engine->store, session->scheme, session->event, day, day);
  for (guint i = 0; i < all->len; i++) {
    const Attendance *one = all->pdata[i];
    turnout->came += !strcmp(one->how, "attended") && view_shows(scope->view, one->person) &&
                     session_open_to(scope->engine, session, one->person);
  }
}

static char *
number(guint n, gboolean known)
{
  return known ? g_strdup_printf("%u", n) : g_strdup("");
}

static char *
places_of(const PageScope *scope, const Session *session, const Turnout *turnout)
{
  const SchemeEvent *event = scheme_event(scope->view->scheme, session->event);
  return event && event->places ? g_strdup_printf("%u of %d", turnout->held, event->places) : g_strdup("");
}

/* The day, and under it "16:00 to 18:00". */
static char *
when_words(const Engine *engine, const Session *session)
{
  g_autofree char *day = page_day(engine, session->start);
  g_autofree char *from = clock_format_minute(engine->clock, session->start);
  g_autofree char *to = clock_format_minute(engine->clock, session->start + (Instant) session->minutes * 60);
  return g_strdup_printf("%s\n%s to %s", day, from, to);
}

static void
add_row(const PageScope *scope, const Session *session, ReportTable *table)
{
  g_auto(Turnout) turnout = { .coming = g_string_new(NULL),
                              .named = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL) };
  count_invited(scope, session, &turnout);
  count_places(scope, session, &turnout);
  gboolean past = session->start <= clock_now(scope->engine->clock);
  if (past)
    count_came(scope, session, &turnout);
  g_autofree char *when = when_words(scope->engine, session);
  g_autoptr(GPtrArray) where = session_where(session);
  g_autofree char *whom = session_for_words(where);
  g_autofree char *what = g_strconcat(session->title, whom ? "\nFor: " : "", whom ? whom : "",
                                      session->cancelled ? "\nCANCELLED" : "", NULL);
  g_autofree char *invited = number(turnout.invited, TRUE), *accepted = number(turnout.accepted, TRUE),
                  *declined = number(turnout.declined, TRUE), *waiting = number(turnout.waiting, TRUE),
                  *came = number(turnout.came, past), *places = places_of(scope, session, &turnout);
  const char *const cells[] = { when,
                                what,
                                session->place,
                                invited,
                                accepted,
                                declined,
                                waiting,
                                came,
                                scope->one_school ? turnout.coming->str : places,
                                scope->one_school ? places : NULL,
                                NULL };
  report_add_row(table, cells);
}

/* Oneself alone: the dates that are open, and what one said to them. */
static void
add_own_row(const PageScope *scope, const Session *session, ReportTable *table)
{
  static const char *const answers[] = {
    [INVITATION_UNANSWERED] = "not answered yet",
    [INVITATION_ACCEPTED] = "accepted",
    [INVITATION_DECLINED] = "declined",
    [INVITATION_MAYBE] = "perhaps",
    [INVITATION_COUNTER] = "another time asked for",
  };
  g_autoptr(GPtrArray) all = invitations_of_person(scope->engine->store, scope->view->reader);
  const char *answer = "";
  for (guint i = 0; i < all->len; i++)
    if (((const Invitation *) all->pdata[i])->session == session->id)
      answer = answers[((const Invitation *) all->pdata[i])->answer];
  Day day = clock_day(scope->engine->clock, session->start);
  g_autoptr(GPtrArray) came =
      attendance_of(scope->engine->store, scope->view->reader, session->scheme, session->event, day, day);
  if (came->len)
    answer =
        strcmp(((const Attendance *) came->pdata[0])->how, "reviewed") ? "you came" : "materials reviewed";
  g_autofree char *when = when_words(scope->engine, session);
  const char *const cells[] = { when, session->title, session->place,
                                session->cancelled ? "CANCELLED" : answer, NULL };
  report_add_row(table, cells);
}

static gboolean
is_shown(const PageScope *scope, const Coverage *coverage, const Session *session)
{
  return feed_shows(scope->engine, session) && (!coverage || coverage_concerns(coverage, session));
}

Report *
page_sessions(const PageScope *scope)
{
  static const char *const columns[] = { "When",     "What",          "Where", "Invited", "Accepted",
                                         "Declined", "No answer yet", "Came",  "Places",  NULL };
  static const char *const of_school[] = { "When",     "What",          "Where", "Invited", "Accepted",
                                           "Declined", "No answer yet", "Came",  "Coming",  "Places",
                                           NULL };
  static const char *const own[] = { "When", "What", "Where", "Your answer", NULL };
  const ReportView *view = scope->view;
  g_autoptr(Coverage) coverage =
      view->reader ? coverage_new(scope->engine, view->scheme, NULL, view->reader) : NULL;
  g_autoptr(GPtrArray) sessions =
      sessions_list(scope->engine->store, view->year->id, view->scheme->id, NULL, NULL);
  g_autoptr(Report) report = report_new("sessions", scope->covers ? "Sessions" : "Your dates", "");
  ReportTable *table = report_add_table(report, "Dates of this year",
                                        !scope->covers      ? own
                                        : scope->one_school ? of_school
                                                            : columns);
  report_add_tone(table, "CANCELLED", TONE_BAD);
  report_add_tone(table, "you came", TONE_GOOD);
  report_add_tone(table, "accepted", TONE_GOOD);
  for (guint i = 0; i < sessions->len; i++)
    if (is_shown(scope, coverage, sessions->pdata[i]))
      (scope->covers ? add_row : add_own_row)(scope, sessions->pdata[i], table);
  report_drop_empty_columns(table);
  return table->rows->len ? g_steal_pointer(&report) : NULL;
}
