/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records who attended which date, row by row; a doubtful row is a case of its own. Decides nothing about
 * what follows. */
#include "pass/intake/attendance.h"
#include "base/fault.h"
#include "base/text.h"
#include "pass/decide/dates.h"
#include "pass/intake/rows.h"
#include "pass/intake/values.h"
#include "store/facts.h"
#include <stdlib.h>
#include <string.h>

/* A list of one school says nothing of another's people. */
static gboolean
is_of_school(Engine *engine, const Scheme *scheme, gint64 school, gint64 person)
{
  g_autoptr(GPtrArray) people =
      school ? school_people(engine->store, scheme->id, school, NULL, clock_today(engine->clock)) : NULL;
  for (guint i = 0; people && i < people->len; i++)
    if (((Person *) people->pdata[i])->id == person)
      return TRUE;
  return !people;
}

/* The one person of @school that a row speaks of, by address and name; NULL when it is nobody or nobody can
 * tell. */
static Person *
person_of_row(Engine *engine, const Scheme *scheme, gint64 school, const char *name, const char *email)
{
  g_autofree char *address = text_address(email ? email : "");
  if (address) {
    g_autoptr(GPtrArray) people = people_by_address(engine->store, address);
    for (guint i = 0; i < people->len; i++) {
      const Person *one = people->pdata[i];
      gboolean named = (people->len == 1 && (!name || !*name)) || text_names_agree(one->name, name);
      if (named && is_of_school(engine, scheme, school, one->id))
        return person_get(engine->store, one->id);
    }
  }
  g_autoptr(GPtrArray) named = people_by_name(engine->store, name ? name : "", school);
  return named->len == 1 ? person_get(engine->store, ((Person *) named->pdata[0])->id) : NULL;
}

char *
attendance_otherwise(Engine *engine, gint64 person, const Scheme *scheme, const char *event, const char *term,
                     Day day)
{
  const SchemeEvent *its = scheme_event(scheme, event);
  if (!its || !its->per_term || !term)
    return NULL;
  g_autoptr(GPtrArray) all =
      attendance_of(engine->store, person, scheme->id, event, G_MININT32 + 1, G_MAXINT32);
  for (guint i = 0; i < all->len; i++) {
    const Attendance *one = all->pdata[i];
    const Year *its_year = schemes_year(engine->site->schemes, one->day);
    gboolean same = !g_strcmp0(one->term, term) && its_year == schemes_year(engine->site->schemes, day);
    if (!same || one->day == day || !strcmp(one->how, "reviewed"))
      continue;
    g_autofree char *words = day_words(one->day);
    return g_strdup_printf("%s (%s)", words, one->source);
  }
  return NULL;
}

static void
doubt(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
      GHashTable *row, const char *name, const char *words)
{
  json_t *detail =
      json_pack("{s:I, s:o}", "obligation", (json_int_t) obligation->id, "row", row_to_json(row));
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  g_ptr_array_add(outcome->lines, g_strdup_printf("%s: %s", name, words));
  inbound_case(inbound, "attendance", -1, NULL, form->form->id, text, "attendance of %s (%s): %s", name,
               obligation->instance, words);
  free(text);
  json_decref(detail);
}

/* The session that a stated day is; NULL when none was on it. */
static const Session *
session_on(Engine *engine, const GPtrArray *sessions, Day day)
{
  for (guint i = 0; i < sessions->len; i++)
    if (clock_day(engine->clock, ((Session *) sessions->pdata[i])->start) == day)
      return sessions->pdata[i];
  return NULL;
}

/* One row under the event's sessions. */
typedef struct {
  const Scheme *scheme;
  const char *event, *term;
  GPtrArray *sessions;
} About;

static void
take_row(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
         const About *about, GHashTable *row)
{
  Engine *engine = inbound->engine;
  const char *name = g_hash_table_lookup(row, "name"), *when = g_hash_table_lookup(row, "attended");
  const FormField *made_up_field = form_field(form->form, "made_up");
  g_autofree char *made_up = NULL;
  const char *instead = g_hash_table_lookup(row, "made_up");
  gboolean reviewed =
      made_up_field && value_read(made_up_field, instead, &made_up) == VALUE_GOOD && !strcmp(made_up, "true");
  if ((!when || !*when) && !reviewed) {
    g_ptr_array_add(outcome->lines, g_strdup_printf("%s: neither attended nor reviewed", name ? name : "?"));
    return;
  }
  g_autoptr(Person) person =
      person_of_row(engine, about->scheme, obligation->school, name, g_hash_table_lookup(row, "email"));
  if (!person) {
    doubt(inbound, outcome, form, obligation, row, name ? name : "?",
          "nobody of that name is on the roster of this school");
    return;
  }
  g_autofree char *source = inbound_cause(inbound);
  if (when && *when) {
    Day day = value_day(when);
    const Session *session = day == DAY_NONE ? NULL : session_on(engine, about->sessions, day);
    if (!session) {
      g_autofree char *words = g_strdup_printf("\"%s\" is none of the event's dates", when);
      doubt(inbound, outcome, form, obligation, row, person->name, words);
      return;
    }
    attendance_add(engine->store, person->id, about->scheme->id, about->event, about->term, day, FALSE,
                   inbound->message->id, source);
    g_autofree char *shown = day_words(day);
    g_ptr_array_add(outcome->lines, g_strdup_printf("%s: attended on %s", person->name, shown));
    g_autofree char *otherwise =
        attendance_otherwise(engine, person->id, about->scheme, about->event, about->term, day);
    if (otherwise)
      inbound_case(
          inbound, "two-accounts", -1, NULL, form->form->id, NULL,
          "%s attended on %s, says the school; on %s, says another source. Both are kept: accept this "
          "with keep=this or keep=other, or as it is",
          person->name, shown, otherwise);
    return;
  }
  Day day = clock_day(engine->clock, inbound->arrival);
  attendance_add(engine->store, person->id, about->scheme->id, about->event, about->term, day, TRUE,
                 inbound->message->id, source);
  g_ptr_array_add(outcome->lines, g_strdup_printf("%s: materials reviewed instead", person->name));
}

/* The event and the sessions that @obligation asks about; FALSE when it is about none. about->sessions is the
 * caller's. */
static gboolean
about_of(Engine *engine, const Recognised *form, const Obligation *obligation, About *about)
{
  const Requirement *requirement = scheme_requirement(form->scheme, obligation->requirement);
  const Year *year = schemes_year_id(engine->site->schemes, obligation->year);
  if (!requirement || !year || requirement->opens.kind != OPENS_AFTER)
    return FALSE;
  const char *dot = strrchr(obligation->instance, '.');
  const char *term = dot                     ? dot + 1
                     : *obligation->instance ? obligation->instance
                                             : requirement->opens.of_term;
  const char *event = requirement->opens.event;
  *about = (About){ form->scheme, event, term,
                    sessions_list(engine->store, year->id, form->scheme->id, event, term) };
  return TRUE;
}

gboolean
attendance_settle(Inbound *inbound, const Recognised *form, const json_t *detail, GHashTable *typed,
                  GError **error)
{
  Engine *engine = inbound->engine;
  g_autoptr(Obligation) obligation =
      obligation_get(engine->store, json_integer_value(json_object_get(detail, "obligation")));
  About about = { NULL, NULL, NULL, NULL };
  if (!obligation || !about_of(engine, form, obligation, &about)) {
    g_set_error(error, FAULT, FAULT_DATA, "nothing is left of what this case is about: reject it");
    return FALSE;
  }
  g_autoptr(GHashTable) row = row_from_json(json_object_get(detail, "row"), typed);
  Outcome *outcome = inbound_outcome(inbound, form->form->title, OUTCOME_FILED);
  take_row(inbound, outcome, form, obligation, &about, row);
  g_ptr_array_unref(about.sessions);
  if (inbound->became_case)
    g_set_error(error, FAULT, FAULT_DATA, "still in doubt: %s; add what is right as LABEL=VALUE",
                (char *) outcome->lines->pdata[outcome->lines->len - 1]);
  return !inbound->became_case;
}

void
attendance_take(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
                const GPtrArray *rows)
{
  Engine *engine = inbound->engine;
  About about = { NULL, NULL, NULL, NULL };
  if (!about_of(engine, form, obligation, &about))
    return;
  for (guint i = 0; i < rows->len; i++)
    take_row(inbound, outcome, form, obligation, &about, rows->pdata[i]);
  g_ptr_array_unref(about.sessions);
  /* who is not among them attended neither: everybody of the school is decided again */
  g_autoptr(GPtrArray) people =
      school_people(engine->store, form->scheme->id, obligation->school, NULL, clock_today(engine->clock));
  for (guint i = 0; i < people->len; i++)
    dirty_add(engine->store, ((Person *) people->pdata[i])->id);
}
