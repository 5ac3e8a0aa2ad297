/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a list of people that say who comes and who goes: from, until, replaces. Adds nobody. */
#include "base/text.h"
#include "office/import_table.h"
#include "pass/people/succession.h"
#include <string.h>

gboolean
import_days(const ImportRow *row, Day *from)
{
  g_autofree char *first = import_cell(row, "from"), *last = import_cell(row, "until");
  *from = *first ? import_day(row, "from") : clock_today(row->table->engine->clock);
  return *from != DAY_NONE && (!*last || import_day(row, "until") != DAY_NONE);
}

/* Whom @text names, by address or name, among those who hold @role at @school. */
static Person *
holder_called(const ImportRow *row, const Scheme *scheme, const char *role, gint64 school, const char *text)
{
  Engine *engine = row->table->engine;
  g_autofree char *address = text_address(text);
  g_autoptr(GPtrArray) holders =
      role_holders(engine->store, scheme->id, role, school, NULL, NULL, clock_today(engine->clock));
  for (guint i = 0; i < holders->len; i++) {
    const Person *one = holders->pdata[i];
    if (address ? !g_strcmp0(one->address, address) : text_names_agree(one->name, text))
      return person_get(engine->store, one->id);
  }
  return NULL;
}

/* Whether @joiner stands in the roster as the replacement of @leaver already. */
static gboolean
has_replaced(const ImportRow *row, const Scheme *scheme, gint64 joiner, const char *text)
{
  Engine *engine = row->table->engine;
  g_autofree char *address = text_address(text);
  g_autoptr(GPtrArray) roles = person_roles(engine->store, joiner, scheme->id);
  for (guint i = 0; i < roles->len; i++) {
    const Role *role = roles->pdata[i];
    g_autoptr(Person) before = role->replaces ? person_get(engine->store, role->replaces) : NULL;
    if (before && (address ? !g_strcmp0(before->address, address) : text_names_agree(before->name, text)))
      return TRUE;
  }
  return FALSE;
}

static void
take_place(const ImportRow *row, const Scheme *scheme, const char *role, gint64 person, const char *text,
           gint64 school, GPtrArray *news)
{
  Engine *engine = row->table->engine;
  Import *import = row->table->import;
  g_autoptr(Person) leaver = holder_called(row, scheme, role, school, text);
  Day from;
  if (!leaver && has_replaced(row, scheme, person, text))
    return;
  if (!leaver || leaver->id == person || !import_days(row, &from)) {
    import_say(import, '!', "row %u: \"%s\" is nobody who holds that role at this school: nobody is replaced",
               row->number, text);
    return;
  }
  const Succession succession = { scheme, school, leaver->id, person, from, import->cause };
  succession_make(engine, &succession);
  g_ptr_array_add(news, g_strdup_printf("replaces %s", leaver->name));
}

void
import_succession(const ImportRow *row, const Scheme *scheme, const char *role, gint64 person,
                  GPtrArray *news)
{
  Engine *engine = row->table->engine;
  g_autofree char *replaces = import_cell(row, "replaces"), *until = import_cell(row, "until"),
                  *at = import_cell(row, "school");
  gint64 school = *at ? school_find(engine->store, at) : 0;
  Day last = *until ? import_day(row, "until") : DAY_NONE;
  if (*replaces)
    take_place(row, scheme, role, person, replaces, school, news);
  g_autoptr(GPtrArray) roles = person_roles(engine->store, person, scheme->id);
  for (guint i = 0; last != DAY_NONE && i < roles->len; i++) {
    const Role *one = roles->pdata[i];
    if (strcmp(one->role, role) || one->school != school || one->until == last)
      continue;
    role_end(engine->store, one->id, last);
    g_ptr_array_add(news, g_strdup_printf("until %s", until));
  }
}
