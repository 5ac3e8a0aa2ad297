/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a workbook as actions, and back. Asks nobody: their obligations do. */
#include "pass/intake/action_rows.h"
#include "base/fault.h"
#include "base/text.h"
#include "pass/decide/actions.h"
#include "pass/intake/rows.h"
#include "pass/intake/values.h"
#include <stdlib.h>
#include <string.h>

/* One row on its way. */
typedef struct {
  const char *words, *owner, *due;
  Person *person;
  Day day;
} Row;

/* The one person on the roster whose address or name it is. */
static Person *
owner_of(Engine *engine, const char *text)
{
  g_autofree char *address = text_address(text);
  g_autoptr(GPtrArray) people =
      address ? people_by_address(engine->store, address) : people_by_name(engine->store, text, 0);
  return people->len == 1 ? person_get(engine->store, ((Person *) people->pdata[0])->id) : NULL;
}

/* Why it cannot be taken; NULL: it can. */
static const char *
doubt_of(Engine *engine, Row *row)
{
  row->person = row->owner && *row->owner ? owner_of(engine, row->owner) : NULL;
  row->day = row->due && *row->due ? value_day(row->due) : DAY_NONE;
  if (!row->person)
    return row->owner && *row->owner ? "not one person alone on the roster has the owner's name"
                                     : "it names no owner";
  return row->due && *row->due && row->day == DAY_NONE ? "its day is no date" : NULL;
}

static void
hold(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
     GHashTable *cells, const Row *row, const char *doubt)
{
  json_t *detail =
      json_pack("{s:I, s:o}", "obligation", (json_int_t) obligation->id, "row", row_to_json(cells));
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  g_ptr_array_add(outcome->lines, g_strdup_printf("%s: %s", row->words, doubt));
  inbound_case(inbound, "action-row", -1, NULL, form->form->id, text, "\"%s\" in %s: %s", row->words,
               form->form->title, doubt);
  free(text);
  json_decref(detail);
}

static void
take(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
     GHashTable *cells)
{
  Row row = { .words = g_hash_table_lookup(cells, "words"),
              .owner = g_hash_table_lookup(cells, "owner"),
              .due = g_hash_table_lookup(cells, "due") };
  if (!row.words || !*row.words)
    return;
  const char *doubt = doubt_of(inbound->engine, &row);
  g_autoptr(Person) owner = row.person;
  if (doubt) {
    hold(inbound, outcome, form, obligation, cells, &row, doubt);
    return;
  }
  g_autofree char *same = text_key(row.words), *source = inbound_cause(inbound);
  const char *parts[] = { form->form->id, obligation->year, same, NULL };
  g_autofree char *key = action_key(parts), *day = row.day == DAY_NONE ? NULL : day_words(row.day);
  Action action = { .scheme = form->scheme->id,
                    .key = key,
                    .kind = form->form->id,
                    .person = owner->id,
                    .words = (char *) row.words,
                    .due = row.day,
                    .source = source };
  gboolean news = action_make(inbound->engine, form->scheme, &action);
  g_ptr_array_add(outcome->lines, g_strdup_printf("%s: %s%s%s%s", row.words, owner->name, day ? ", by " : "",
                                                  day ? day : "", news ? "" : " (as before)"));
}

void
action_rows_take(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
                 const GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    take(inbound, outcome, form, obligation, rows->pdata[i]);
}

gboolean
action_row_settle(Inbound *inbound, const Recognised *form, const json_t *detail, GHashTable *typed,
                  GError **error)
{
  gint64 id = json_integer_value(json_object_get(detail, "obligation"));
  g_autoptr(Obligation) obligation = obligation_get(inbound->engine->store, id);
  if (!obligation)
    return fault_data(error, "nothing is left of what this case is about: reject it");
  g_autoptr(GHashTable) row = row_from_json(json_object_get(detail, "row"), typed);
  Outcome *outcome = inbound_outcome(inbound, form->form->title, OUTCOME_FILED);
  take(inbound, outcome, form, obligation, row);
  return !inbound->became_case || fault_data(error, "still in doubt: %s; add what is right as LABEL=VALUE",
                                             (char *) outcome->lines->pdata[outcome->lines->len - 1]);
}

/* What the owner said last, for a column that asks for it. */
static char *
progress_words(Engine *engine, const Scheme *scheme, const Action *action)
{
  g_autoptr(GPtrArray) all = obligations_of_person(engine->store, action->person, NULL);
  for (guint i = all->len; i-- > 0;) {
    const Obligation *one = all->pdata[i];
    if (strcmp(one->scheme, scheme->id) || strcmp(one->instance, action->key))
      continue;
    g_autoptr(GPtrArray) said = said_of(engine->store, one->id);
    const Said *last = said->len ? said->pdata[said->len - 1] : NULL;
    return last ? g_strdup_printf("%s%s", last->done ? "Done. " : "", last->words)
                : g_strdup(state_word(one->state));
  }
  return g_strdup("");
}

GPtrArray *
action_rows_of(Engine *engine, const Scheme *scheme, const SchemeForm *form)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  g_autoptr(GPtrArray) actions = actions_list(engine->store, scheme->id, form->id);
  for (guint i = 0; i < actions->len; i++) {
    const Action *action = actions->pdata[i];
    g_autoptr(Person) owner = person_get(engine->store, action->person);
    GStrv row = g_new0(char *, form->fields->len + 1);
    for (guint f = 0; f < form->fields->len; f++) {
      const char *id = ((const FormField *) form->fields->pdata[f])->id;
      row[f] = !strcmp(id, "words")      ? g_strdup(action->words)
               : !strcmp(id, "owner")    ? g_strdup(owner->name)
               : !strcmp(id, "due")      ? (action->due == DAY_NONE ? g_strdup("") : day_format(action->due))
               : !strcmp(id, "progress") ? progress_words(engine, scheme, action)
                                         : g_strdup("");
    }
    g_ptr_array_add(rows, row);
  }
  return rows;
}
