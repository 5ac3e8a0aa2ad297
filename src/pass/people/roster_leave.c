/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who leaves a school by its list, and who takes their place: as the list names it, or because they are so
 * alike that it is the same place. One or two leave; when most are missing, the list was not whole. C1.9 */
#include "base/text.h"
#include "pass/intake/values.h"
#include "pass/people/roster_list.h"
#include "pass/people/succession.h"
#include <string.h>

/* The one of @before whom a cell of the column "replaces" names, by name or address; NULL: nobody. */
static const Person *
replaced_in(const GPtrArray *before, const char *text)
{
  g_autofree char *address = text_address(text);
  const Person *found = NULL;
  for (guint i = 0; i < before->len; i++) {
    const Person *one = before->pdata[i];
    if (address ? !g_strcmp0(one->address, address) : text_names_agree(one->name, text)) {
      if (found)
        return NULL;
      found = one;
    }
  }
  return found;
}

static void
replace(Roster *roster, const Person *leaver, const Joiner *joiner, gboolean guessed)
{
  Engine *engine = roster->inbound->engine;
  g_autoptr(Person) person = person_get(engine->store, joiner->person);
  g_autofree char *cause = inbound_cause(roster->inbound);
  const Succession succession = { roster->form->scheme, roster->obligation->school,      leaver->id,
                                  joiner->person,       roster_day(roster, joiner->row), cause };
  if (!succession_make(engine, &succession))
    return;
  roster_tell(roster, "%s: replaces %s%s", person->name, leaver->name,
              guessed ? ", as it seems: tell us if that is wrong" : "");
  g_hash_table_add(roster->seen, g_memdup2(&leaver->id, sizeof leaver->id)); /* nobody leaves twice */
}

void
roster_replacements(Roster *roster, const GPtrArray *before)
{
  gboolean plain = roster_is_plain(roster);
  for (guint i = 0; i < roster->joiners->len; i++) {
    const Joiner *joiner = &g_array_index(roster->joiners, Joiner, i);
    const char *text = g_hash_table_lookup(joiner->row, "replaces");
    const Person *leaver = text && *text ? replaced_in(before, text) : NULL;
    if (!text || !*text)
      continue;
    if (leaver && plain)
      replace(roster, leaver, joiner, FALSE);
    else
      roster_tell(roster, "%s: %s, as whose replacement they are named, is %s",
                  (char *) g_hash_table_lookup(joiner->row, "name"), text,
                  leaver ? "still listed until the office has looked at it" : "nobody of this school");
  }
}

/* One who comes and one who goes, so alike that it is the same place. */
static void
likely_replacement(Roster *roster, const GPtrArray *gone)
{
  if (gone->len != 1 || roster->joiners->len != 1)
    return;
  const Person *leaver = gone->pdata[0];
  const Joiner *joiner = &g_array_index(roster->joiners, Joiner, 0);
  if (succession_is_likely(roster->inbound->engine, roster->form->scheme, leaver->id, joiner->person))
    replace(roster, leaver, joiner, TRUE);
}

/* Those of @before of whom no row speaks; borrowed. */
static GPtrArray *
unlisted(const Roster *roster, const GPtrArray *before)
{
  GPtrArray *gone = g_ptr_array_new();
  for (guint i = 0; i < before->len; i++) {
    const Person *person = before->pdata[i];
    if (person->id != roster->obligation->person && !g_hash_table_contains(roster->seen, &person->id))
      g_ptr_array_add(gone, before->pdata[i]);
  }
  return gone;
}

void
roster_leavers(Roster *roster, const GPtrArray *before)
{
  Engine *engine = roster->inbound->engine;
  gboolean plain = roster_is_plain(roster) && g_hash_table_size(roster->seen) * 2 >= before->len;
  g_autoptr(GPtrArray) missing = unlisted(roster, before);
  if (plain)
    likely_replacement(roster, missing);
  g_autoptr(GPtrArray) gone = unlisted(roster, before);
  for (guint i = 0; i < gone->len; i++) {
    const Person *person = gone->pdata[i];
    if (!plain) {
      roster_ask(roster, NULL, "leaver", person->id, person->name, person->address,
                 "is no longer listed: has this mentor left?");
      continue;
    }
    succession_end(engine, roster->form->scheme, person->id, roster->obligation->school,
                   clock_today(engine->clock) - 1);
    g_autofree char *cause = inbound_cause(roster->inbound);
    journal_add(engine->store, person->id, roster->obligation->id, cause, "left: no longer listed");
    roster_tell(roster, "%s: has left", person->name);
  }
}
