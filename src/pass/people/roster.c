/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares the rows of a roster with the people of the school. What the Lead Mentor states plainly, from
 * their own address, is done (the policy makes them answerable for it, C1.9); everything that could be a
 * mistake is asked of a human. What the receipt then says is the difference. */
#include "base/text.h"
#include "pass/intake/rows.h"
#include "pass/intake/values.h"
#include "pass/people/roster_list.h"
#include "store/forget.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

const SchemeRole *
roster_role(const Scheme *scheme)
{
  for (guint i = scheme->roles->len; i-- > 0;) {
    const SchemeRole *role = scheme->roles->pdata[i];
    if (role->covers == COVERS_NOTHING)
      return role;
  }
  return NULL;
}

Roster
roster_new(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation)
{
  return (Roster){ inbound,
                   outcome,
                   form,
                   obligation,
                   g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
                   g_array_new(FALSE, FALSE, sizeof(Joiner)) };
}

void
roster_clear(Roster *roster)
{
  g_hash_table_unref(roster->seen);
  g_array_unref(roster->joiners);
}

void
roster_tell(Roster *roster, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_ptr_array_add(roster->outcome->lines, g_strdup_vprintf(format, args));
  va_end(args);
}

void
roster_ask(Roster *roster, GHashTable *row, const char *change, gint64 person, const char *name,
           const char *address, const char *words)
{
  roster_tell(roster, "%s: %s", name, words);
  json_t *detail =
      json_pack("{s:s, s:I, s:s, s:s, s:I, s:o}", "change", change, "person", (json_int_t) person, "name",
                name, "address", address ? address : "", "obligation", (json_int_t) roster->obligation->id,
                "row", row ? row_to_json(row) : json_object());
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  inbound_case(roster->inbound, "roster", -1, NULL, roster->form->form->id, text, "roster: %s: %s", name,
               words);
  free(text);
  json_decref(detail);
}

void
roster_set_attributes(Roster *roster, gint64 person, GHashTable *row, gboolean joiner)
{
  Store *store = roster->inbound->engine->store;
  const Scheme *scheme = roster->form->scheme;
  for (guint i = 0; i < scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = scheme->attributes->pdata[i];
    const char *value = g_hash_table_lookup(row, attribute->id);
    if (value && *value) {
      g_autofree char *bad = NULL;
      g_auto(GStrv) values = values_of_attribute(attribute, value, &bad);
      if (values)
        attribute_set(store, person, scheme->id, attribute->id, (const char *const *) values);
      else
        roster_tell(roster, "%s: \"%s\" could not be understood", attribute->id, bad);
    } else if (joiner && attribute->values) {
      g_auto(GStrv) leads = attribute_get(store, roster->obligation->person, scheme->id, attribute->id);
      if (leads[0] && !leads[1])
        attribute_set(store, person, scheme->id, attribute->id, (const char *const *) leads);
    }
  }
}

Day
roster_day(const Roster *roster, GHashTable *row)
{
  const char *text = row ? g_hash_table_lookup(row, "from") : NULL;
  Day day = text && *text ? value_day(text) : DAY_NONE;
  return day == DAY_NONE ? clock_today(roster->inbound->engine->clock) : day;
}

void
roster_join(Roster *roster, const char *name, const char *address, GHashTable *row)
{
  Engine *engine = roster->inbound->engine;
  const Scheme *scheme = roster->form->scheme;
  const SchemeRole *role = roster_role(scheme);
  if (!role)
    return;
  g_autofree char *clean = text_clean(name, -1, 200, FALSE);
  Joiner joiner = { person_add(engine->store, clean, address), row };
  Day from = roster_day(roster, row);
  role_set(engine->store, joiner.person, scheme->id, role->id, roster->obligation->school, NULL, from);
  roster_set_attributes(roster, joiner.person, row, TRUE);
  g_autofree char *cause = inbound_cause(roster->inbound), *day = day_words(from);
  journal_add(engine->store, joiner.person, roster->obligation->id, cause, "joined as %s from %s",
              role->title, day);
  roster_tell(roster, "%s: added", clean);
  g_hash_table_add(roster->seen, g_memdup2(&joiner.person, sizeof joiner.person));
  g_array_append_val(roster->joiners, joiner);
}

gboolean
roster_answers_for(Engine *engine, const Scheme *scheme, gint64 person, gint64 school)
{
  g_autoptr(GPtrArray) held = person_roles(engine->store, person, scheme->id);
  Day today = clock_today(engine->clock);
  for (guint i = 0; i < held->len; i++) {
    const Role *role = held->pdata[i];
    const SchemeRole *kind = scheme_role(scheme, role->role);
    if (kind && kind->covers == COVERS_SCHOOL && role->school == school && role->since <= today &&
        (role->until == DAY_NONE || role->until >= today))
      return TRUE;
  }
  return FALSE;
}

gboolean
roster_is_plain(const Roster *roster)
{
  const Inbound *inbound = roster->inbound;
  const Person *sender = inbound_sender(inbound);
  const Requirement *requirement = scheme_requirement(roster->form->scheme, roster->obligation->requirement);
  if (inbound->office)
    return TRUE;
  if (!sender || !requirement || inbound->dmarc_failed)
    return FALSE;
  return sender->id == roster->obligation->person ||
         roster_answers_for(inbound->engine, roster->form->scheme, sender->id, roster->obligation->school);
}

static void
change_address(Roster *roster, const Person *known, GHashTable *row, const char *name, const char *address)
{
  Store *store = roster->inbound->engine->store;
  g_autofree char *a = text_name_key(name), *b = text_name_key(known->name);
  if (strcmp(a, b) || !roster_is_plain(roster)) {
    roster_ask(roster, row, "address", known->id, known->name, address, "has a new address: is it right?");
    return;
  }
  address_add(store, known->id, address, TRUE);
  g_autofree char *cause = inbound_cause(roster->inbound);
  journal_add(store, known->id, roster->obligation->id, cause, "address changed to %s", address);
  roster_tell(roster, "%s: address changed to %s", known->name, address);
}

/* The address is @owner's, and the name agrees. */
static void
take_known(Roster *roster, const Person *owner, const GPtrArray *named, GHashTable *row, const char *address)
{
  gboolean here = FALSE;
  g_hash_table_add(roster->seen, g_memdup2(&owner->id, sizeof owner->id));
  for (guint i = 0; i < named->len; i++)
    here = here || ((Person *) named->pdata[i])->id == owner->id;
  if (here)
    roster_set_attributes(roster, owner->id, row, FALSE);
  else
    roster_ask(roster, row, "moved", owner->id, owner->name, address,
               "is on the roster of another school: has this mentor moved?");
}

void
roster_row(Roster *roster, GHashTable *row)
{
  Store *store = roster->inbound->engine->store;
  const char *name = g_hash_table_lookup(row, "name"), *email = g_hash_table_lookup(row, "email");
  g_autofree char *address = text_address(email ? email : "");
  if (!name || !*name || !address) {
    roster_ask(roster, row, "incomplete", 0, name && *name ? name : "a row", email,
               "a name and an email address are both needed");
    return;
  }
  g_autoptr(GPtrArray) owners = people_by_address(store, address);
  g_autoptr(GPtrArray) named = people_by_name(store, name, roster->obligation->school);
  const Person *owner = owners->len ? owners->pdata[0] : NULL;
  if (owner && text_names_agree(owner->name, name)) {
    take_known(roster, owner, named, row, address);
  } else if (owner) {
    roster_ask(roster, row, "shared", owner->id, name, address,
               "this address belongs to somebody of another name");
  } else if (named->len == 1) {
    const Person *known = named->pdata[0];
    g_hash_table_add(roster->seen, g_memdup2(&known->id, sizeof known->id));
    change_address(roster, known, row, name, address);
  } else if (named->len) {
    roster_ask(roster, row, "incomplete", 0, name, address, "two people of that name are known here");
  } else if (address_is_forgotten(store, address)) {
    roster_ask(roster, row, "incomplete", 0, name, address,
               "whoever had this address was erased: are they to be on the roster again?");
  } else {
    roster_join(roster, name, address, row);
  }
}

void
roster_take(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
            const GPtrArray *rows)
{
  Engine *engine = inbound->engine;
  Roster roster = roster_new(inbound, outcome, form, obligation);
  const SchemeRole *role = roster_role(form->scheme);
  const char *const roles[] = { role ? role->id : NULL, NULL };
  g_autoptr(GPtrArray) before =
      school_people(engine->store, form->scheme->id, obligation->school, roles, clock_today(engine->clock));
  for (guint i = 0; i < rows->len; i++)
    roster_row(&roster, rows->pdata[i]);
  roster_replacements(&roster, before);
  roster_leavers(&roster, before);
  roster_clear(&roster);
  /* who else answers for the school has it in too */
  g_autoptr(GPtrArray) people =
      school_people(engine->store, form->scheme->id, obligation->school, NULL, clock_today(engine->clock));
  for (guint i = 0; i < people->len; i++)
    dirty_add(engine->store, ((Person *) people->pdata[i])->id);
}
