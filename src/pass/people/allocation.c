/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says who is allocated to nobody, or to two. Allocates nobody. */
#include "pass/people/allocation.h"
#include "store/duties.h"

#define NAMES_SHOWN 20

/* Those who have none (@several FALSE) or more than one, in one sentence; nothing when there are none. */
static void
add_fault(GStrvBuilder *faults, const SchemeRole *role, const GPtrArray *people, gboolean several)
{
  g_autoptr(GString) names = g_string_new(NULL);
  guint n = 0;
  for (guint i = 0; i < people->len; i++) {
    const Unallocated *one = people->pdata[i];
    if ((one->count > 1) != several || n++ >= NAMES_SHOWN)
      continue;
    g_string_append_printf(names, "%s%s%s%s%s", names->len ? ", " : "", one->name, several ? " (" : "",
                           one->holders, several ? ")" : "");
  }
  if (n > NAMES_SHOWN)
    g_string_append_printf(names, " and %u more", n - NAMES_SHOWN);
  g_autofree char *words = g_strdup_printf("%u %s %s %s: %s", n, n == 1 ? "person has" : "people have",
                                           several ? "more than one" : "no", role->title, names->str);
  if (n)
    g_strv_builder_add(faults, words);
}

GStrv
allocation_faults(Engine *engine)
{
  g_autoptr(GStrvBuilder) faults = g_strv_builder_new();
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->roles->len; j++) {
      const SchemeRole *role = scheme->roles->pdata[j];
      if (!role->one_for)
        continue;
      g_autoptr(GPtrArray) people =
          people_without_one(engine->store, scheme->id, role->id, (const char *const *) role->one_for,
                             clock_today(engine->clock));
      add_fault(faults, role, people, FALSE);
      add_fault(faults, role, people, TRUE);
    }
  }
  return g_strv_builder_end(faults);
}
