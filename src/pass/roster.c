/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares the rows of a roster with the people of the school. What the Lead Mentor states plainly, from
 * their own address, is done (the policy makes them answerable for it, C1.9); everything that could be a
 * mistake is asked of a human. */
#include "pass/roster.h"
#include "base/fault.h"
#include "base/text.h"
#include "pass/rows.h"
#include "pass/values.h"
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

static void
doubt(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
      GHashTable *row, const char *change, gint64 person, const char *name, const char *address,
      const char *words)
{
  g_ptr_array_add(outcome->lines, g_strdup_printf("%s: %s", name, words));
  json_t *detail =
      json_pack("{s:s, s:I, s:s, s:s, s:I, s:o}", "change", change, "person", (json_int_t) person, "name",
                name, "address", address ? address : "", "obligation", (json_int_t) obligation->id, "row",
                row ? row_to_json(row) : json_object());
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  inbound_case(inbound, "roster", -1, NULL, form->form->id, text, "roster: %s: %s", name, words);
  free(text);
  json_decref(detail);
}

/* Attributes that the row states; those that it does not, and that the sender has one of, are the sender's
 * (the phase). */
static void
set_attributes(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
               gint64 person, GHashTable *row, gboolean joiner)
{
  Store *store = inbound->engine->store;
  for (guint i = 0; i < form->scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = form->scheme->attributes->pdata[i];
    const char *value = g_hash_table_lookup(row, attribute->id);
    if (value && *value) {
      g_autofree char *bad = NULL;
      g_auto(GStrv) values = values_of_attribute(attribute, value, &bad);
      if (values)
        attribute_set(store, person, form->scheme->id, attribute->id, (const char *const *) values);
      else
        g_ptr_array_add(outcome->lines,
                        g_strdup_printf("%s: \"%s\" could not be understood", attribute->id, bad));
    } else if (joiner && attribute->values) {
      g_auto(GStrv) leads = attribute_get(store, obligation->person, form->scheme->id, attribute->id);
      if (leads[0] && !leads[1])
        attribute_set(store, person, form->scheme->id, attribute->id, (const char *const *) leads);
    }
  }
}

static void
join_person(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
            const char *name, const char *address, GHashTable *row)
{
  Engine *engine = inbound->engine;
  const SchemeRole *role = roster_role(form->scheme);
  if (!role)
    return;
  g_autofree char *clean = text_clean(name, -1, 200, FALSE);
  gint64 person = person_add(engine->store, clean, address);
  role_set(engine->store, person, form->scheme->id, role->id, obligation->school, NULL,
           clock_today(engine->clock));
  set_attributes(inbound, outcome, form, obligation, person, row, TRUE);
  g_autofree char *cause = inbound_cause(inbound);
  journal_add(engine->store, person, obligation->id, cause, "joined as %s", role->title);
  g_ptr_array_add(outcome->lines, g_strdup_printf("%s: added", clean));
}

/* Whether the school's own Lead Mentor sent this from an address that is theirs, or the office vouches for
 * it. */
static gboolean
by_lead_mentor(const Inbound *inbound, const Obligation *obligation)
{
  const Person *sender = inbound_sender(inbound);
  if (inbound->office)
    return TRUE;
  return sender && sender->id == obligation->person && !inbound->dmarc_failed;
}

static void
change_address(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
               const Person *known, GHashTable *row, const char *name, const char *address)
{
  g_autofree char *a = text_name_key(name), *b = text_name_key(known->name);
  if (strcmp(a, b) || !by_lead_mentor(inbound, obligation)) {
    doubt(inbound, outcome, form, obligation, row, "address", known->id, known->name, address,
          "has a new address: is it right?");
    return;
  }
  address_add(inbound->engine->store, known->id, address, TRUE);
  g_autofree char *cause = inbound_cause(inbound);
  journal_add(inbound->engine->store, known->id, obligation->id, cause, "address changed to %s", address);
  g_ptr_array_add(outcome->lines, g_strdup_printf("%s: address changed to %s", known->name, address));
}

/* What one row says, against who is known. The person that it speaks of into @seen. */
static void
take_row(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
         GHashTable *row, GHashTable *seen)
{
  Store *store = inbound->engine->store;
  const char *name = g_hash_table_lookup(row, "name"), *email = g_hash_table_lookup(row, "email");
  g_autofree char *address = text_address(email ? email : "");
  if (!name || !*name || !address) {
    doubt(inbound, outcome, form, obligation, row, "incomplete", 0, name && *name ? name : "a row", email,
          "a name and an email address are both needed");
    return;
  }
  g_autoptr(GPtrArray) owners = people_by_address(store, address);
  g_autoptr(GPtrArray) named = people_by_name(store, name, obligation->school);
  const Person *owner = owners->len ? owners->pdata[0] : NULL;
  if (owner && text_names_agree(owner->name, name)) {
    g_hash_table_add(seen, g_memdup2(&owner->id, sizeof owner->id));
    gboolean here = FALSE;
    for (guint i = 0; i < named->len; i++)
      here = here || ((Person *) named->pdata[i])->id == owner->id;
    if (here)
      set_attributes(inbound, outcome, form, obligation, owner->id, row, FALSE);
    else
      doubt(inbound, outcome, form, obligation, row, "moved", owner->id, name, address,
            "is on the roster of another school: has this mentor moved?");
  } else if (owner) {
    doubt(inbound, outcome, form, obligation, row, "shared", owner->id, name, address,
          "this address belongs to somebody of another name");
  } else if (named->len == 1) {
    const Person *known = named->pdata[0];
    g_hash_table_add(seen, g_memdup2(&known->id, sizeof known->id));
    change_address(inbound, outcome, form, obligation, known, row, name, address);
  } else if (named->len) {
    doubt(inbound, outcome, form, obligation, row, "incomplete", 0, name, address,
          "two people of that name are known here");
  } else {
    join_person(inbound, outcome, form, obligation, name, address, row);
  }
}

static void
end_roles(Inbound *inbound, const Recognised *form, const Obligation *obligation, gint64 person)
{
  Store *store = inbound->engine->store;
  g_autoptr(GPtrArray) roles = person_roles(store, person, form->scheme->id);
  for (guint i = 0; i < roles->len; i++) {
    const Role *role = roles->pdata[i];
    if (role->school == obligation->school && role->until == DAY_NONE)
      role_end(store, role->id, clock_today(inbound->engine->clock) - 1);
  }
}

/* People of the school that no row names any longer. One or two have left; when most are missing the list was
 * not whole. */
static void
leavers(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
        const GPtrArray *before, GHashTable *seen)
{
  gboolean plain = by_lead_mentor(inbound, obligation) && g_hash_table_size(seen) * 2 >= before->len;
  for (guint i = 0; i < before->len; i++) {
    const Person *person = before->pdata[i];
    if (person->id == obligation->person || g_hash_table_contains(seen, &person->id))
      continue;
    if (!plain) {
      doubt(inbound, outcome, form, obligation, NULL, "leaver", person->id, person->name, person->address,
            "is no longer listed: has this mentor left?");
      continue;
    }
    end_roles(inbound, form, obligation, person->id);
    g_autofree char *cause = inbound_cause(inbound);
    journal_add(inbound->engine->store, person->id, obligation->id, cause, "left: no longer listed");
    g_ptr_array_add(outcome->lines, g_strdup_printf("%s: has left", person->name));
  }
}

void
roster_take(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
            const GPtrArray *rows)
{
  Engine *engine = inbound->engine;
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  const SchemeRole *role = roster_role(form->scheme);
  const char *const roles[] = { role ? role->id : NULL, NULL };
  g_autoptr(GPtrArray) before =
      school_people(engine->store, form->scheme->id, obligation->school, roles, clock_today(engine->clock));
  for (guint i = 0; i < rows->len; i++)
    take_row(inbound, outcome, form, obligation, rows->pdata[i], seen);
  leavers(inbound, outcome, form, obligation, before, seen);
}

/* From the other schools to the one whose list names them now. */
static void
move_person(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
            gint64 person, GHashTable *row)
{
  Store *store = inbound->engine->store;
  Day today = clock_today(inbound->engine->clock);
  const SchemeRole *role = roster_role(form->scheme);
  g_autoptr(GPtrArray) roles = person_roles(store, person, form->scheme->id);
  for (guint i = 0; role && i < roles->len; i++) {
    const Role *one = roles->pdata[i];
    if (!strcmp(one->role, role->id) && one->school != obligation->school && one->until == DAY_NONE)
      role_end(store, one->id, today - 1);
  }
  if (role)
    role_set(store, person, form->scheme->id, role->id, obligation->school, NULL, today);
  set_attributes(inbound, outcome, form, obligation, person, row, FALSE);
}

/* The row once more, with what the office typed; it may still be in doubt. */
static gboolean
take_again(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
           GHashTable *row, GError **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  take_row(inbound, outcome, form, obligation, row, seen);
  if (!inbound->became_case)
    return TRUE;
  g_set_error(error, FAULT, FAULT_DATA, "still in doubt: %s; add what is missing as LABEL=VALUE",
              (char *) outcome->lines->pdata[outcome->lines->len - 1]);
  return FALSE;
}

gboolean
roster_settle(Inbound *inbound, const Recognised *form, const json_t *detail, GHashTable *typed,
              GError **error)
{
  Store *store = inbound->engine->store;
  const char *change = json_string_value(json_object_get(detail, "change"));
  const char *kept = json_string_value(json_object_get(detail, "address"));
  gint64 person = json_integer_value(json_object_get(detail, "person"));
  g_autoptr(Obligation) obligation =
      obligation_get(store, json_integer_value(json_object_get(detail, "obligation")));
  g_autoptr(GHashTable) row = row_from_json(json_object_get(detail, "row"), typed);
  Outcome *outcome = inbound_outcome(inbound, form->form->title, OUTCOME_FILED);
  const char *name = g_hash_table_lookup(row, "name"), *typed_address = g_hash_table_lookup(row, "email");
  g_autofree char *address = text_address(typed_address ? typed_address : kept ? kept : "");
  g_autofree char *cause = inbound_cause(inbound);
  if (!obligation || !change)
    g_set_error(error, FAULT, FAULT_DATA, "nothing is left of what this case is about: reject it");
  else if (!strcmp(change, "incomplete"))
    return take_again(inbound, outcome, form, obligation, row, error);
  else if (!strcmp(change, "leaver"))
    end_roles(inbound, form, obligation, person);
  else if (!strcmp(change, "moved"))
    move_person(inbound, outcome, form, obligation, person, row);
  else if (!address)
    g_set_error(error, FAULT, FAULT_DATA, "the address is missing: add it as \"Email address=...\"");
  else if (!strcmp(change, "address"))
    address_add(store, person, address, TRUE);
  else
    join_person(inbound, outcome, form, obligation, name ? name : "", address, row);
  if (!obligation || !change || (!address && strcmp(change, "leaver") && strcmp(change, "moved")))
    return FALSE;
  if (person) {
    dirty_add(store, person);
    journal_add(store, person, obligation->id, cause, "roster: %s %s", change,
                !strcmp(change, "address") ? address : "");
  }
  return TRUE;
}
