/* SPDX-License-Identifier: GPL-3.0-or-later */
/* people merge: two rows are one person. Says who cannot be; what becomes of each row is the store's to know.
 */
#include "base/fault.h"
#include "base/text.h"
#include "cli/people.h"
#include "pass/publish/publish.h"
#include "store/merge.h"
#include <string.h>

/* Rows of one person often have one address: then "Name <address>" says which is meant. */
static Person *
person_meant(const Cli *cli, const char *text, GError **error)
{
  const char *angle = strchr(text, '<');
  g_autofree char *name = g_strndup(text, angle ? (gsize) (angle - text) : 0), *key = text_name_key(name);
  if (!*key)
    return cli_person(cli, text, error);
  g_autofree char *address = text_address(angle);
  g_autoptr(GPtrArray) people = people_by_address(cli->store, address ? address : "");
  gint64 found = 0;
  guint n = 0;
  for (guint i = 0; i < people->len; i++) {
    const Person *one = people->pdata[i];
    g_autofree char *its = text_name_key(one->name);
    if (strcmp(its, key) != 0)
      continue;
    found = one->id;
    n++;
  }
  if (n == 1)
    return person_get(cli->store, found);
  g_set_error(error, FAULT, FAULT_DATA, "%s people with the address %s have that name: %s",
              n ? "several" : "none of the", angle, text);
  return NULL;
}

static gboolean
may_be_one(Cli *cli, const Person *into, const Person *from, GError **error)
{
  if (into->id == from->id) {
    g_set_error(error, FAULT, FAULT_DATA, "%s and %s are addresses of one person already: %s", cli->argv[2],
                cli->argv[3], into->name);
    return FALSE;
  }
  const char *obstacle = merge_obstacle(cli->store, into->id, from->id);
  if (obstacle)
    g_set_error(error, FAULT, FAULT_DATA, "%s (%s) and %s (%s) %s: nothing was changed", into->name,
                cli->argv[2], from->name, cli->argv[3], obstacle);
  return !obstacle && store_healthy(cli->store, error);
}

gboolean
people_merge(Cli *cli, GError **error)
{
  g_autoptr(Person) into = person_meant(cli, cli->argv[2], error);
  g_autoptr(Person) from = into ? person_meant(cli, cli->argv[3], error) : NULL;
  if (!from || !may_be_one(cli, into, from, error))
    return FALSE;
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  store_begin(cli->store);
  merge_people(cli->store, into->id, from->id, lines);
  journal_add(cli->store, into->id, 0, "office",
              "%s, %s, is the same person: the two rows are one from now on", from->name,
              from->address ? from->address : "without an address");
  if (cli->dry_run)
    store_rollback(cli->store);
  else if (!store_commit(cli->store, error) || !publish(cli->engine, error))
    return FALSE;
  g_autofree char *heading =
      g_strdup_printf("%s (%s) %s part of %s (%s):", from->name, cli->argv[3],
                      cli->dry_run ? "would become" : "became", into->name, cli->argv[2]);
  people_print(cli, heading, lines);
  return store_healthy(cli->store, error);
}
