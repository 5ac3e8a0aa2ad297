/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads rows of activities and records them. Does not ask whether the sender may. */
#include "pass/intake/logged.h"
#include "base/text.h"
#include "pass/intake/values.h"
#include "store/facts.h"
#include <string.h>

#define LINES_SHOWN 20

static const char *
cell(GHashTable *row, const char *id)
{
  const char *text = g_hash_table_lookup(row, id);
  return text ? text : "";
}

/* The only one of @people, who are given up; 0: none, or several. */
static gint64
only(GPtrArray *people)
{
  g_autoptr(GPtrArray) found = people;
  return found->len == 1 ? ((const Person *) found->pdata[0])->id : 0;
}

/* Whom the row names. The strongest of what it says counts alone: an address that nobody has is not made good
 * by a name. */
static gint64
person_of(Engine *engine, const Scheme *scheme, GHashTable *row)
{
  g_autofree char *address = text_address(cell(row, "email"));
  if (address)
    return only(people_by_address(engine->store, address));
  for (guint i = 0; i < scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = scheme->attributes->pdata[i];
    const char *value = attribute->of_school || attribute->values ? "" : cell(row, attribute->id);
    if (*value)
      return only(people_by_attribute(engine->store, scheme->id, attribute->id, value));
  }
  return *cell(row, "name") ? only(people_by_name(engine->store, cell(row, "name"), 0)) : 0;
}

/* The day of "2024-11-20 14:03:11 UTC" too, as programs write it. */
static Day
day_of(const char *text)
{
  g_autofree char *day = strlen(text) > 10 && text[4] == '-' && text[7] == '-' ? g_strndup(text, 10) : NULL;
  return value_day(day ? day : text);
}

/* FALSE: they are no number. Negative: the row says none. */
static gboolean
hours_of(const SchemeForm *form, GHashTable *row, double *hours)
{
  const FormField *field = form_field(form, "hours");
  g_autofree char *value = NULL;
  ValueState state = field ? value_read(field, cell(row, "hours"), &value) : VALUE_EMPTY;
  *hours = state == VALUE_GOOD ? g_ascii_strtod(value, NULL) : -1;
  return state != VALUE_UNCLEAR && *hours <= 1000;
}

static Logged
refused(char **words, GHashTable *row, const char *format, const char *what)
{
  const char *who = *cell(row, "name") ? cell(row, "name") : cell(row, "email");
  g_autofree char *why = g_strdup_printf("%s \"%s\"", format, what);
  *words = g_strdup_printf("%s%s%s", who, *who ? ": " : "", why);
  return LOGGED_REFUSED;
}

Logged
logged_row(Engine *engine, const Recognised *form, GHashTable *row, gint64 person, gint64 message,
           const char *source, char **words)
{
  const char *named = cell(row, "activity"), *done = cell(row, "done");
  const SchemeActivity *activity = scheme_activity_called(form->scheme, named);
  double hours;
  *words = NULL;
  if (!*done)
    return LOGGED_NOT_DONE;
  Day day = day_of(done);
  if (!activity)
    return refused(words, row, "no activity of the scheme is called", named);
  if (day == DAY_NONE || day > clock_today(engine->clock))
    return refused(words, row, "this cannot be the date on which it was done:", done);
  if (!hours_of(form->form, row, &hours))
    return refused(words, row, "this is no number of hours:", cell(row, "hours"));
  gint64 whose = person ? person : person_of(engine, form->scheme, row);
  if (!whose)
    return refused(words, row, "nobody on the roster, or more than one, is meant; it was", activity->title);
  g_autoptr(Person) who = person_get(engine->store, whose);
  g_autofree char *date = day_words(day);
  gboolean news =
      activity_add(engine->store, whose, form->scheme->id, activity->id, day, hours, message, source);
  *words = g_strdup_printf("%s: %s, %s%s", who->name, activity->title, date, news ? "" : ": known already");
  if (news)
    journal_add(engine->store, whose, 0, source, "%s on %s", activity->title, date);
  return news ? LOGGED_NEW : LOGGED_KNOWN;
}

/* One case for all rows that could not be taken. */
static void
ask_about(Inbound *inbound, const Recognised *form, const GPtrArray *doubts)
{
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < MIN(doubts->len, LINES_SHOWN); i++)
    g_string_append_printf(all, "%s%s", i ? "; " : "", (const char *) doubts->pdata[i]);
  if (doubts->len > LINES_SHOWN)
    g_string_append_printf(all, "; and %u more", doubts->len - LINES_SHOWN);
  inbound_case(
      inbound, "activities", -1, NULL, form->form->id, NULL,
      "%s: %u row%s could not be taken: %s. Put them right and import the file, or record them, then "
      "accept this case",
      form->form->title, doubts->len, doubts->len == 1 ? "" : "s", all->str);
}

void
logged_take(Inbound *inbound, Outcome *outcome, const Recognised *form, gint64 person, const GPtrArray *rows)
{
  g_autofree char *source = inbound_cause(inbound);
  g_autoptr(GPtrArray) doubts = g_ptr_array_new_with_free_func(g_free);
  guint counts[LOGGED_REFUSED + 1] = { 0 };
  for (guint i = 0; i < rows->len; i++) {
    char *words;
    Logged became =
        logged_row(inbound->engine, form, rows->pdata[i], person, inbound->message->id, source, &words);
    counts[became]++;
    if (became == LOGGED_REFUSED)
      g_ptr_array_add(doubts, words);
    else if (became == LOGGED_NEW && counts[became] <= LINES_SHOWN)
      g_ptr_array_add(outcome->lines, words);
    else
      g_free(words);
  }
  if (counts[LOGGED_NEW] > LINES_SHOWN)
    g_ptr_array_add(outcome->lines, g_strdup_printf("and %u more", counts[LOGGED_NEW] - LINES_SHOWN));
  g_ptr_array_add(outcome->lines,
                  g_strdup_printf("%u recorded, %u known already, %u not done yet, %u not understood",
                                  counts[LOGGED_NEW], counts[LOGGED_KNOWN], counts[LOGGED_NOT_DONE],
                                  doubts->len));
  for (guint i = 0; i < MIN(doubts->len, LINES_SHOWN); i++)
    g_ptr_array_add(outcome->lines, g_strdup(doubts->pdata[i]));
  if (doubts->len)
    ask_about(inbound, form, doubts);
}
