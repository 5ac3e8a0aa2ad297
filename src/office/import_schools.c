/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row says of a school: its attributes, from today on. Takes nothing away that no row speaks of. */
#include "base/text.h"
#include "office/import_table.h"
#include "pass/people/schools.h"
#include <string.h>

void
import_school_value(const ImportRow *row, const Scheme *scheme, const SchemeAttribute *attribute,
                    const char *school, const char *value, GPtrArray *news)
{
  Engine *engine = row->table->engine;
  if (!*school)
    return;
  gint64 id = school_ensure(engine->store, school);
  g_autofree char *before = school_value(engine, scheme, attribute, id);
  if (school_decide(engine, scheme, attribute, id, value, clock_today(engine->clock), 0,
                    row->table->import->cause) &&
      g_strcmp0(before, value))
    g_ptr_array_add(news, g_strdup_printf("%s of %s %s (was %s)", attribute->id, school, value,
                                          before ? before : "not said"));
}

/* FALSE: a value that cannot be, which was said. */
static gboolean
take_values(const ImportRow *row, const Scheme *scheme, const char *school, GPtrArray *news)
{
  gboolean good = TRUE;
  for (guint i = 0; i < scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = scheme->attributes->pdata[i];
    g_auto(GStrv) values = attribute->of_school ? import_values(row, attribute) : NULL;
    good = good && (values || !attribute->of_school);
    if (values && values[0])
      import_school_value(row, scheme, attribute, school, values[0], news);
  }
  return good;
}

static void
take_school(const ImportRow *row)
{
  Engine *engine = row->table->engine;
  Import *import = row->table->import;
  const GPtrArray *schemes = engine->site->schemes->schemes;
  gboolean refused;
  const Scheme *named = import_scheme(row, &refused);
  g_autofree char *school = import_cell(row, "school");
  g_autoptr(GPtrArray) news = g_ptr_array_new_with_free_func(g_free);
  if (refused)
    return;
  if (!*school) {
    import_refuse(row, "school", "the school's name is missing");
    return;
  }
  gboolean known = school_find(engine->store, school) != 0, good = TRUE;
  if (!known)
    school_ensure(engine->store, school);
  for (guint i = 0; i < schemes->len; i++)
    if (!named || schemes->pdata[i] == named)
      good = take_values(row, schemes->pdata[i], school, news) && good;
  import->added += !known;
  import->changed += known && news->len;
  import->unchanged += known && good && !news->len;
  if (!known)
    import_say(import, '+', "the school %s", school);
  for (guint i = 0; i < news->len; i++)
    import_say(import, '~', "%s", (const char *) news->pdata[i]);
}

void
import_schools(ImportTable *table G_GNUC_UNUSED, const GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    take_school(rows->pdata[i]);
}

gboolean
import_is_schools(const ImportTable *table)
{
  const GPtrArray *schemes = table->engine->site->schemes->schemes;
  gboolean attribute = FALSE;
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->attributes->len; j++) {
      const SchemeAttribute *one = scheme->attributes->pdata[j];
      attribute = attribute || (one->of_school && import_has(table, one->id));
    }
  }
  return attribute && !import_has(table, "name") && !import_has(table, "email");
}
