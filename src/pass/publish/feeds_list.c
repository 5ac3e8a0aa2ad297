/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which feeds there are: the schemes' rules, those that are repeated one by one. Writes no feed. */
#include "base/text.h"
#include "pass/publish/feeds.h"
#include "store/sessions.h"
#include <string.h>

char *
feed_name(const Scheme *scheme, const SchemeFeed *feed)
{
  return g_strconcat(scheme->id, "-", feed->id, NULL);
}

const SchemeFeed *
feed_find_private(const Schemes *schemes, const char *name, const Scheme **scheme)
{
  for (guint i = 0; i < schemes->schemes->len; i++) {
    *scheme = schemes->schemes->pdata[i];
    for (guint j = 0; j < (*scheme)->feeds->len; j++) {
      const SchemeFeed *feed = (*scheme)->feeds->pdata[j];
      g_autofree char *its_name = feed_name(*scheme, feed);
      if (feed->for_each && !strcmp(its_name, name))
        return feed;
    }
  }
  return NULL;
}

/* -- Values -- */

/* "Design & Technology" as a part of a name: "design-technology". Empty when it has no Latin letter or
 * digit. */
static char *
slug(const char *value)
{
  g_autofree char *plain = g_str_to_ascii(value, "C"), *key = text_key(plain);
  return g_strdup(g_strcanon(key, "abcdefghijklmnopqrstuvwxyz0123456789", '-'));
}

static GStrv
values_of(Engine *engine, const Scheme *scheme, const SchemeFeed *rule)
{
  const SchemeAttribute *attribute = scheme_attribute(scheme, rule->by);
  return attribute && attribute->values ? g_strdupv(attribute->values)
                                        : sessions_values(engine->store, scheme->id, rule->by);
}

/* The values that are written alike, by their slug, in the order in which they come. */
typedef struct {
  GPtrArray *slugs;  /* of char*, owned */
  GPtrArray *values; /* of GPtrArray of char*, borrowed */
} Grouped;

static void
group_value(Grouped *grouped, char *value)
{
  g_autofree char *name = slug(value);
  guint at;
  if (!*name)
    return;
  if (!g_ptr_array_find_with_equal_func(grouped->slugs, name, g_str_equal, &at)) {
    at = grouped->slugs->len;
    g_ptr_array_add(grouped->slugs, g_strdup(name));
    g_ptr_array_add(grouped->values, g_ptr_array_new());
  }
  g_ptr_array_add(grouped->values->pdata[at], value);
}

typedef struct {
  Engine *engine;
  const Scheme *scheme;
  FeedFunction function;
  gpointer data;
} Walk;

/* One feed of a rule that is repeated: the rule, for those values alone. */
static gboolean
visit_value(const Walk *walk, const SchemeFeed *rule, const char *name, GPtrArray *values, GError **error)
{
  g_ptr_array_add(values, NULL);
  Filter filter = { rule->by, (GStrv) values->pdata };
  g_autoptr(GPtrArray) where = g_ptr_array_new();
  for (guint i = 0; rule->where && i < rule->where->len; i++)
    g_ptr_array_add(where, rule->where->pdata[i]);
  g_ptr_array_add(where, &filter);
  g_autofree char *id = g_strconcat(rule->id, "-", name, NULL);
  g_autofree char *title = g_strconcat(rule->title, ": ", filter.values[0], NULL);
  SchemeFeed one = *rule;
  one.id = id;
  one.title = title;
  one.where = where;
  return walk->function(walk->engine, walk->scheme, &one, walk->data, error);
}

static gboolean
visit_values(const Walk *walk, const SchemeFeed *rule, GError **error)
{
  g_auto(GStrv) values = values_of(walk->engine, walk->scheme, rule);
  g_autoptr(GPtrArray) slugs = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func((GDestroyNotify) g_ptr_array_unref);
  Grouped grouped = { slugs, groups };
  for (guint i = 0; values[i]; i++)
    group_value(&grouped, values[i]);
  for (guint i = 0; i < slugs->len; i++)
    if (!visit_value(walk, rule, slugs->pdata[i], groups->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* -- The walk -- */

static gboolean
each(Engine *engine, gboolean is_public, FeedFunction function, gpointer data, GError **error)
{
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; i < schemes->len; i++) {
    const Walk walk = { engine, schemes->pdata[i], function, data };
    for (guint j = 0; j < walk.scheme->feeds->len; j++) {
      const SchemeFeed *feed = walk.scheme->feeds->pdata[j];
      if ((feed->for_each == NULL) != is_public)
        continue;
      if (feed->by ? !visit_values(&walk, feed, error) : !function(engine, walk.scheme, feed, data, error))
        return FALSE;
    }
  }
  return TRUE;
}

gboolean
feeds_each_public(Engine *engine, FeedFunction function, gpointer data, GError **error)
{
  return each(engine, TRUE, function, data, error);
}

gboolean
feeds_each_private(Engine *engine, FeedFunction function, gpointer data, GError **error)
{
  return each(engine, FALSE, function, data, error);
}
