/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the office decides about a row of a roster that was in doubt. */
#include "base/fault.h"
#include "base/text.h"
#include "pass/intake/rows.h"
#include "pass/people/roster_list.h"
#include "pass/people/succession.h"
#include <jansson.h>
#include <string.h>

/* From the other schools to the one whose list names them now. */
static void
move_person(Roster *roster, gint64 person, GHashTable *row)
{
  Store *store = roster->inbound->engine->store;
  const Scheme *scheme = roster->form->scheme;
  Day from = roster_day(roster, row);
  const SchemeRole *role = roster_role(scheme);
  g_autoptr(GPtrArray) roles = person_roles(store, person, scheme->id);
  for (guint i = 0; role && i < roles->len; i++) {
    const Role *one = roles->pdata[i];
    if (!strcmp(one->role, role->id) && one->school != roster->obligation->school && one->until == DAY_NONE)
      role_end(store, one->id, from - 1);
  }
  if (role)
    role_set(store, person, scheme->id, role->id, roster->obligation->school, NULL, from);
  roster_set_attributes(roster, person, row, FALSE);
}

/* The row once more, with what the office typed; it may still be in doubt. */
static gboolean
take_again(Roster *roster, GHashTable *row, GError **error)
{
  Engine *engine = roster->inbound->engine;
  g_autoptr(GPtrArray) before = school_people(engine->store, roster->form->scheme->id,
                                              roster->obligation->school, NULL, clock_today(engine->clock));
  roster_row(roster, row);
  roster_replacements(roster, before);
  if (!roster->inbound->became_case)
    return TRUE;
  g_set_error(error, FAULT, FAULT_DATA, "still in doubt: %s; add what is missing as LABEL=VALUE",
              (char *) roster->outcome->lines->pdata[roster->outcome->lines->len - 1]);
  return FALSE;
}

/* Does what the case asks about. FALSE and @error: it cannot be done as it stands. */
static gboolean
settle_change(Roster *roster, const json_t *detail, GHashTable *row, const char *address, GError **error)
{
  Engine *engine = roster->inbound->engine;
  const char *change = json_string_value(json_object_get(detail, "change"));
  const char *name = g_hash_table_lookup(row, "name");
  gint64 person = json_integer_value(json_object_get(detail, "person"));
  if (!strcmp(change, "incomplete"))
    return take_again(roster, row, error);
  if (!strcmp(change, "leaver"))
    succession_end(engine, roster->form->scheme, person, roster->obligation->school,
                   clock_today(engine->clock) - 1);
  else if (!strcmp(change, "moved"))
    move_person(roster, person, row);
  else if (address && !strcmp(change, "address"))
    address_add(engine->store, person, address, TRUE);
  else if (address)
    roster_join(roster, name ? name : "", address, row);
  else
    g_set_error(error, FAULT, FAULT_DATA, "the address is missing: add it as \"Email address=...\"");
  if (!address && strcmp(change, "leaver") && strcmp(change, "moved"))
    return FALSE;
  if (!person)
    return TRUE;
  g_autofree char *cause = inbound_cause(roster->inbound);
  dirty_add(engine->store, person);
  journal_add(engine->store, person, roster->obligation->id, cause, "roster: %s %s", change,
              !strcmp(change, "address") ? address : "");
  return TRUE;
}

gboolean
roster_settle(Inbound *inbound, const Recognised *form, const json_t *detail, GHashTable *typed,
              GError **error)
{
  const char *kept = json_string_value(json_object_get(detail, "address"));
  g_autoptr(Obligation) obligation =
      obligation_get(inbound->engine->store, json_integer_value(json_object_get(detail, "obligation")));
  g_autoptr(GHashTable) row = row_from_json(json_object_get(detail, "row"), typed);
  const char *typed_address = g_hash_table_lookup(row, "email");
  g_autofree char *address = text_address(typed_address ? typed_address : kept ? kept : "");
  if (!obligation || !json_object_get(detail, "change")) {
    g_set_error(error, FAULT, FAULT_DATA, "nothing is left of what this case is about: reject it");
    return FALSE;
  }
  Outcome *outcome = inbound_outcome(inbound, form->form->title, OUTCOME_FILED);
  Roster roster = roster_new(inbound, outcome, form, obligation);
  gboolean good = settle_change(&roster, detail, row, address, error);
  roster_clear(&roster);
  return good;
}

void
roster_doubt(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation,
             GHashTable *row, const char *words)
{
  Roster roster = roster_new(inbound, outcome, form, obligation);
  roster_ask(&roster, row, "incomplete", 0, g_hash_table_lookup(row, "name"),
             g_hash_table_lookup(row, "email"), words);
  roster_clear(&roster);
}
