/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a report to the session it was and the people who were there. What came by mail is meeting_mail.c's.
 */
#include "pass/intake/meeting.h"
#include "base/text.h"
#include "pass/decide/dates.h"
#include "pass/intake/attendance.h"
#include "pass/intake/values.h"
#include "store/facts.h"
#include <string.h>

#define SLACK (90 * 60) /* seconds: people come early, and some reports are in UTC */
#define TITLE_WITHIN 12 /* rows in which a report may say what the meeting was called */

enum { NAME, EMAIL, MINUTES, FIRST_JOINED, LAST_LEFT };

const ReadingTable *
meeting_table(const ReadingDocument *document)
{
  static const char *const header[] = { "Name", "Email", "Minutes", "First joined", "Last left", NULL };
  const ReadingTable *last =
      document->tables->len ? document->tables->pdata[document->tables->len - 1] : NULL;
  if (!last || last->hidden || strcmp(last->sheet, "attendance") || !last->rows->len)
    return NULL;
  for (guint r = 0; r < last->rows->len; r++)
    if (g_strv_length(last->rows->pdata[r]) != LAST_LEFT + 1)
      return NULL;
  return g_strv_equal(last->rows->pdata[0], header) ? last : NULL;
}

void
meeting_begin(Meeting *meeting, Engine *engine, const ReadingDocument *document, const char *source)
{
  *meeting = (Meeting){ .engine = engine, .document = document, .source = source, .day = DAY_NONE };
  meeting->lines = g_ptr_array_new_with_free_func(g_free);
  meeting->conflicts = g_ptr_array_new_with_free_func(g_free);
  meeting->strangers = g_ptr_array_new_with_free_func(g_free);
}

void
meeting_clear(Meeting *meeting)
{
  g_clear_pointer(&meeting->term, g_free);
  g_clear_pointer(&meeting->lines, g_ptr_array_unref);
  g_clear_pointer(&meeting->conflicts, g_ptr_array_unref);
  g_clear_pointer(&meeting->strangers, g_ptr_array_unref);
}

/* When the report begins and ends; INSTANT_NONE where it does not say so surely. */
typedef struct {
  Instant from, to;
  const char *unsure; /* a date in an order that nobody can tell; or NULL */
} Span;

static Span
span_of(const Meeting *meeting, const ReadingTable *table)
{
  Span span = { INSTANT_NONE, INSTANT_NONE, NULL };
  for (guint r = 1; r < table->rows->len; r++) {
    GStrv row = table->rows->pdata[r];
    Instant at;
    if (clock_parse(meeting->engine->clock, row[FIRST_JOINED], &at))
      span.from = instant_first(span.from, at);
    else if (*row[FIRST_JOINED] && !span.unsure)
      span.unsure = row[FIRST_JOINED];
    if (clock_parse(meeting->engine->clock, row[LAST_LEFT], &at))
      span.to = MAX(span.to, at);
  }
  return span;
}

static gboolean
is_called(const SchemeEvent *event, const char *text)
{
  g_autofree char *key = text_key(text), *id = text_key(event->id), *title = text_key(event->title);
  return *key && (!strcmp(key, id) || !strcmp(key, title));
}

static gboolean
is_then(const Meeting *meeting, const Session *session, const Span *span)
{
  const Clock *clock = meeting->engine->clock;
  if (session->cancelled || clock_day(clock, session->start) != meeting->day)
    return FALSE;
  if (span->from == INSTANT_NONE || span->to == INSTANT_NONE || clock_day(clock, span->from) != meeting->day)
    return TRUE;
  Instant end = session->start + session->minutes * 60;
  return span->from < end + SLACK && span->to > session->start - SLACK;
}

typedef struct {
  const Scheme *scheme;
  const SchemeEvent *event;
} Choice;

static void
add_choice(GArray *choices, const Scheme *scheme, const SchemeEvent *event)
{
  for (guint i = 0; i < choices->len; i++)
    if (g_array_index(choices, Choice, i).event == event)
      return;
  Choice choice = { scheme, event };
  g_array_append_val(choices, choice);
}

/* The events that it can have been: that which is named, else those with a session at the time. */
static GArray *
choices_of(const Meeting *meeting, const Span *span)
{
  Engine *engine = meeting->engine;
  const Year *year = schemes_year(engine->site->schemes, meeting->day);
  GArray *choices = g_array_new(FALSE, FALSE, sizeof(Choice));
  for (guint i = 0; year && i < engine->site->schemes->schemes->len; i++) {
    const Scheme *scheme = engine->site->schemes->schemes->pdata[i];
    for (guint j = 0; meeting->event && j < scheme->events->len; j++)
      if (is_called(scheme->events->pdata[j], meeting->event))
        add_choice(choices, scheme, scheme->events->pdata[j]);
    if (meeting->event)
      continue;
    g_autoptr(GPtrArray) sessions = sessions_list(engine->store, year->id, scheme->id, NULL, NULL);
    for (guint j = 0; j < sessions->len; j++) {
      const Session *session = sessions->pdata[j];
      const SchemeEvent *event =
          is_then(meeting, session, span) ? scheme_event(scheme, session->event) : NULL;
      if (event)
        add_choice(choices, scheme, event);
    }
  }
  return choices;
}

static gboolean
names_event(const char *text, const SchemeEvent *event)
{
  g_autofree char *key = text_key(text), *title = text_key(event->title);
  return *title && strstr(key, title);
}

/* Whether the file's name, the subject or the head of the report has the event's title in it. */
static gboolean
is_titled(const Meeting *meeting, const SchemeEvent *event)
{
  if (names_event(meeting->document->name, event) || (meeting->about && names_event(meeting->about, event)))
    return TRUE;
  const ReadingTable *raw = meeting->document->tables->pdata[0];
  for (guint r = 0; r < MIN(raw->rows->len, TITLE_WITHIN); r++)
    for (GStrv cell = raw->rows->pdata[r]; *cell; cell++)
      if (names_event(*cell, event))
        return TRUE;
  return FALSE;
}

/* Of several events at one time that whose title is said. */
static void
keep_titled(const Meeting *meeting, GArray *choices)
{
  g_autoptr(GArray) titled = g_array_new(FALSE, FALSE, sizeof(Choice));
  for (guint i = 0; choices->len > 1 && i < choices->len; i++) {
    Choice choice = g_array_index(choices, Choice, i);
    if (is_titled(meeting, choice.event))
      g_array_append_val(titled, choice);
  }
  if (titled->len != 1)
    return;
  g_array_index(choices, Choice, 0) = g_array_index(titled, Choice, 0);
  g_array_set_size(choices, 1);
}

static char *
several_words(const Meeting *meeting, const GArray *choices)
{
  g_autofree char *day = day_words(meeting->day);
  GString *words = g_string_new(NULL);
  g_string_printf(words, "on %s it can have been", day);
  for (guint i = 0; i < choices->len; i++) {
    const SchemeEvent *event = g_array_index(choices, Choice, i).event;
    g_string_append_printf(words, "%s \"%s\" (event=%s)", i ? " or" : "", event->title, event->id);
  }
  return g_string_free(words, FALSE);
}

/* The day and the event, into @meeting; what is missing in *doubt. */
static gboolean
find_session(Meeting *meeting, const ReadingTable *table, char **doubt)
{
  Span span = span_of(meeting, table);
  if (meeting->day == DAY_NONE && span.from != INSTANT_NONE)
    meeting->day = clock_day(meeting->engine->clock, span.from);
  if (meeting->day == DAY_NONE) {
    *doubt = span.unsure ? g_strdup_printf("it does not show whether day or month stands first in \"%s\"",
                                           span.unsure)
                         : g_strdup("it does not say on which day it was");
    return FALSE;
  }
  g_autoptr(GArray) choices = choices_of(meeting, &span);
  keep_titled(meeting, choices);
  g_autofree char *day = day_words(meeting->day);
  if (choices->len > 1)
    *doubt = several_words(meeting, choices);
  else if (!choices->len && meeting->event)
    *doubt = g_strdup_printf("\"%s\" is no event of any scheme", meeting->event);
  else if (!choices->len)
    *doubt = g_strdup_printf("no session was on %s at that time", day);
  if (choices->len != 1)
    return FALSE;
  gboolean known;
  meeting->scheme = g_array_index(choices, Choice, 0).scheme;
  meeting->its = g_array_index(choices, Choice, 0).event;
  meeting->term = dates_term(meeting->engine, meeting->scheme, meeting->its, meeting->day, &known);
  return TRUE;
}

static Person *
only_one(const Meeting *meeting, const GPtrArray *people)
{
  return people->len == 1 ? person_get(meeting->engine->store, ((const Person *) people->pdata[0])->id)
                          : NULL;
}

static Person *
by_name(const Meeting *meeting, const char *name)
{
  g_autofree char *key = text_name_key(name);
  g_autoptr(GPtrArray) people = *key ? people_by_name(meeting->engine->store, name, 0) : g_ptr_array_new();
  return only_one(meeting, people);
}

/* By address, which the program checked when it asked for a login; else by name, also by either half of
 * "AB (Ann Brown)", as Zoom writes those who rename themselves. NULL: nobody, or nobody can tell. */
static Person *
find_person(const Meeting *meeting, const char *name, const char *email)
{
  if (*email) {
    g_autoptr(GPtrArray) people = people_by_address(meeting->engine->store, email);
    for (guint i = 0; people->len > 1 && i < people->len; i++)
      if (text_names_agree(((const Person *) people->pdata[i])->name, name))
        return person_get(meeting->engine->store, ((const Person *) people->pdata[i])->id);
    if (people->len)
      return only_one(meeting, people);
  }
  Person *person = by_name(meeting, name);
  const char *open = strchr(name, '('), *close = open ? strchr(open, ')') : NULL;
  if (!person && close) {
    g_autofree char *outer = g_strndup(name, (gsize) (open - name));
    g_autofree char *inner = g_strndup(open + 1, (gsize) (close - open - 1));
    person = by_name(meeting, inner);
    person = person ? person : by_name(meeting, outer);
  }
  return person;
}

static gboolean
is_asked_about(const Meeting *meeting, const Person *person)
{
  return !meeting->school ||
         engine_school(meeting->engine, meeting->scheme, person->id, NULL) == meeting->school;
}

static void
record_row(Meeting *meeting, GStrv row)
{
  if (!strcmp(row[MINUTES], "0"))
    return;
  g_autoptr(Person) person = find_person(meeting, row[NAME], row[EMAIL]);
  if (!person) {
    g_ptr_array_add(meeting->strangers,
                    *row[EMAIL] ? g_strdup_printf("%s <%s>", row[NAME], row[EMAIL]) : g_strdup(row[NAME]));
    return;
  }
  if (!is_asked_about(meeting, person))
    return;
  Engine *engine = meeting->engine;
  g_autofree char *day = day_words(meeting->day);
  gboolean added = attendance_add(engine->store, person->id, meeting->scheme->id, meeting->its->id,
                                  meeting->term, meeting->day, FALSE, meeting->message, meeting->source);
  g_autofree char *otherwise = attendance_otherwise(engine, person->id, meeting->scheme, meeting->its->id,
                                                    meeting->term, meeting->day);
  if (otherwise)
    g_ptr_array_add(meeting->conflicts, g_strdup_printf("%s on %s", person->name, otherwise));
  meeting->added += added;
  g_ptr_array_add(meeting->lines, g_strdup_printf("%s: attended on %s (%s minutes)%s", person->name, day,
                                                  row[MINUTES], added ? "" : ", which was known"));
  if (added)
    journal_add(engine->store, person->id, 0, meeting->source, "attended %s on %s, %s minutes",
                meeting->its->title, day, row[MINUTES]);
}

gboolean
meeting_record(Meeting *meeting, char **doubt)
{
  const ReadingTable *table = meeting_table(meeting->document);
  const char *problem = meeting->document->problem;
  if (problem && strcmp(problem, "macro")) {
    *doubt = g_strdup_printf("it could not be read whole (%s)", problem);
    return FALSE;
  }
  dates_sync(meeting->engine);
  if (!find_session(meeting, table, doubt))
    return FALSE;
  for (guint r = 1; r < table->rows->len; r++)
    record_row(meeting, table->rows->pdata[r]);
  return TRUE;
}
