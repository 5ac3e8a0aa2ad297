/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of the roster in a line, from whoever answers for a school: "X replaces Y", "X has left". Only of
 * that school's people, and nobody is made of a line of text: who is new waits for the office. C1.9 */
#include "base/text.h"
#include "pass/commands/commands.h"
#include "pass/intake/values.h"
#include "pass/people/roster.h"
#include "pass/people/succession.h"
#include "pass/post.h"
#include <string.h>

/* One school for which the sender answers. */
typedef struct {
  const Scheme *scheme;
  gint64 school;
} Charge;

static GArray *
charges_of(Engine *engine, gint64 person)
{
  GArray *charges = g_array_new(FALSE, FALSE, sizeof(Charge));
  g_autoptr(GPtrArray) held = person_roles(engine->store, person, NULL);
  for (guint i = 0; i < held->len; i++) {
    const Role *role = held->pdata[i];
    Charge charge = { schemes_find(engine->site->schemes, role->scheme), role->school };
    if (charge.scheme && charge.school && roster_answers_for(engine, charge.scheme, person, charge.school))
      g_array_append_val(charges, charge);
  }
  return charges;
}

/* "Fiona Grant from 11 January 2027": the day taken off @words; DAY_NONE: none is named. *bad: something
 * stands there that is no day. */
static Day
take_day(char *words, gboolean *bad)
{
  static const char *const before[] = { " from ", " on ", " since ", " as of " };
  for (guint i = 0; i < G_N_ELEMENTS(before); i++) {
    char *at = strstr(words, before[i]);
    if (!at)
      continue;
    g_autofree char *text = text_clean(at + strlen(before[i]), -1, 100, FALSE);
    gsize length = strlen(text);
    if (length && text[length - 1] == '.')
      text[length - 1] = '\0';
    Day day = value_day(text);
    *bad = day == DAY_NONE;
    *at = '\0';
    return day;
  }
  return DAY_NONE;
}

/* The address among @words, taken off them; NULL: none. g_free. */
static char *
take_address(char *words)
{
  g_auto(GStrv) parts = g_strsplit_set(words, " \t", -1);
  for (guint i = 0; parts[i]; i++) {
    g_autofree char *bare = g_strdup(parts[i]);
    g_strdelimit(bare, "<>(),;", ' ');
    char *address = text_address(g_strstrip(bare));
    char *at = address ? strstr(words, parts[i]) : NULL;
    if (at)
      memset(at, ' ', strlen(parts[i]));
    if (address)
      return address;
  }
  return NULL;
}

/* The one person of the school called so; NULL: none, or more than one. */
static Person *
person_called(Engine *engine, const Charge *charge, const char *name)
{
  g_autoptr(GPtrArray) people =
      school_people(engine->store, charge->scheme->id, charge->school, NULL, clock_today(engine->clock));
  Person *found = NULL;
  guint n = 0;
  for (guint i = 0; i < people->len; i++) {
    Person *one = people->pdata[i];
    if (text_names_agree(one->name, name) && !n++)
      found = one;
  }
  return n == 1 ? person_get(engine->store, found->id) : NULL;
}

static gboolean
tell(Inbound *inbound, const char *line, GError **error)
{
  json_t *context = asked_context(inbound, NULL);
  context_text(context, "line", line);
  return asked_reply(inbound, "roster-changed", context, NULL, NULL, error);
}

/* The sender's own obligation to keep the list of the school up to date; NULL: none. */
static Obligation *
list_of(const Inbound *inbound, const Charge *charge, Recognised *form)
{
  Engine *engine = inbound->engine;
  const Year *year = engine_year(engine);
  g_autoptr(GPtrArray) all =
      obligations_of_person(engine->store, inbound_sender(inbound)->id, year ? year->id : "");
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    const Requirement *requirement =
        strcmp(one->scheme, charge->scheme->id) ? NULL : scheme_requirement(charge->scheme, one->requirement);
    const SchemeForm *asks = requirement ? requirement_form(charge->scheme, requirement) : NULL;
    if (asks && asks->records == RECORDS_PEOPLE && one->school == charge->school) {
      *form = (Recognised){ charge->scheme, asks, 1 };
      return obligation_get(engine->store, one->id);
    }
  }
  return NULL;
}

/* Somebody new, with an address: the office adds them, and the rest follows. */
static gboolean
propose(Inbound *inbound, const Charge *charge, const char *name, const char *address, const Person *leaver,
        Day from, gboolean *understood, GError **error)
{
  Recognised form = { NULL, NULL, 0 };
  g_autoptr(Obligation) list = list_of(inbound, charge, &form);
  *understood = list != NULL;
  if (!list)
    return TRUE;
  g_autoptr(GHashTable) row = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert(row, g_strdup("name"), g_strdup(name));
  g_hash_table_insert(row, g_strdup("email"), g_strdup(address));
  g_hash_table_insert(row, g_strdup("replaces"), g_strdup(leaver->name));
  g_hash_table_insert(row, g_strdup("from"), day_format(from));
  Outcome *outcome = inbound_outcome(inbound, form.form->title, OUTCOME_CASE);
  g_autofree char *words = g_strdup_printf("is new, and replaces %s: to be added?", leaver->name);
  roster_doubt(inbound, outcome, &form, list, row, words);
  g_ptr_array_set_size(inbound->outcomes,
                       inbound->outcomes->len - 1); /* it is answered here, not by a receipt */
  g_autofree char *line = g_strdup_printf(
      "%s will take the place of %s. As %s is new to us, somebody in the office adds them first", name,
      leaver->name, name);
  return tell(inbound, line, error);
}

/* "X replaces Y". */
static gboolean
replaces(Inbound *inbound, const Charge *charge, char *joiner, const char *leaver, Day from,
         gboolean *understood, GError **error)
{
  Engine *engine = inbound->engine;
  g_autofree char *address = take_address(joiner), *name = text_clean(joiner, -1, 200, FALSE);
  g_autoptr(Person) goes = person_called(engine, charge, leaver);
  g_autoptr(Person) comes = person_called(engine, charge, name);
  *understood = goes && (comes || (address && *name));
  if (!*understood)
    return TRUE;
  if (!comes)
    return propose(inbound, charge, name, address, goes, from, understood, error);
  g_autofree char *cause = inbound_cause(inbound), *day = day_words(from);
  const Succession succession = { charge->scheme, charge->school, goes->id, comes->id, from, cause };
  *understood = goes->id != comes->id && succession_make(engine, &succession);
  g_autofree char *line = g_strdup_printf(
      "%s takes the place of %s from %s. What %s still owed is now asked of %s; what %s did stays on record",
      comes->name, goes->name, day, goes->name, comes->name, goes->name);
  return !*understood || tell(inbound, line, error);
}

/* "X has left". */
static gboolean
has_left(Inbound *inbound, const Charge *charge, const char *leaver, Day last, gboolean *understood,
         GError **error)
{
  Engine *engine = inbound->engine;
  g_autoptr(Person) goes = person_called(engine, charge, leaver);
  *understood = goes && goes->id != inbound_sender(inbound)->id &&
                succession_end(engine, charge->scheme, goes->id, charge->school, last);
  if (!*understood)
    return TRUE;
  g_autofree char *cause = inbound_cause(inbound), *day = day_words(last);
  journal_add(engine->store, goes->id, 0, cause, "left: last day %s", day);
  g_autofree char *line =
      g_strdup_printf("%s has left. We ask nothing more of them, and what they did stays on record. "
                      "If somebody takes their place, tell us: “NAME, ADDRESS replaces %s”",
                      goes->name, goes->name);
  return tell(inbound, line, error);
}

/* Where one of @verbs stands in @line: what is before it into *before (g_free), what is after it. NULL: none.
 */
static char *
part(const char *line, const char *const *verbs, char **before)
{
  for (guint i = 0; verbs[i]; i++) {
    const char *at = strstr(line, verbs[i]);
    if (!at || at == line)
      continue;
    *before = g_strndup(line, (gsize) (at - line));
    return text_clean(at + strlen(verbs[i]), -1, 200, FALSE);
  }
  return NULL;
}

gboolean
asked_roster(Asked *asked, GError **error)
{
  static const char *const takes_over[] = { " replaces ", " has replaced ", " takes over from ", NULL };
  static const char *const leaves[] = { " has left", " left", " is leaving", NULL };
  Inbound *inbound = asked->inbound;
  Day today = clock_today(inbound->engine->clock);
  g_autofree char *line = g_strconcat(asked->rest, " ", NULL), *first = NULL;
  gboolean bad = FALSE, good = TRUE;
  Day day = take_day(line, &bad);
  g_autofree char *second = part(line, takes_over, &first);
  gboolean replacing = second != NULL;
  if (!replacing)
    second = part(line, leaves, &first);
  asked->understood = FALSE;
  g_autoptr(GArray) charges = charges_of(inbound->engine, inbound_sender(inbound)->id);
  for (guint i = 0; good && second && !bad && !asked->understood && i < charges->len; i++) {
    const Charge *charge = &g_array_index(charges, Charge, i);
    good = replacing ? replaces(inbound, charge, first, second, day == DAY_NONE ? today : day,
                                &asked->understood, error)
                     : has_left(inbound, charge, first, day == DAY_NONE ? today - 1 : day, &asked->understood,
                                error);
  }
  return good;
}
