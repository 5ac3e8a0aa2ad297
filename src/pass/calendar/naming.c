/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Titles and values found in the words of a calendar. Knows no people. */
#include "pass/calendar/naming.h"
#include "base/text.h"
#include "pass/decide/session_where.h"
#include "store/sessions.h"
#include <string.h>

/* Whether the words of @part stand in the words of @whole (both text_key). */
static gboolean
holds(const char *whole, const char *part)
{
  g_autofree char *padded = g_strdup_printf(" %s ", whole), *wanted = g_strdup_printf(" %s ", part);
  return *part && strstr(padded, wanted) != NULL;
}

/* Whether a part of @text, between its marks, says @id and nothing else; one of several words may stand
 * anywhere, for nobody writes those by chance. */
static gboolean
says_id(const char *text, const char *id)
{
  g_autofree char *words = text_key(text), *key = text_key(id), *parted = g_strdup(text);
  if (strchr(key, ' '))
    return holds(words, key);
  for (char *dash = parted; (dash = strstr(dash, " - "));)
    dash[1] = '|';
  g_auto(GStrv) parts = g_strsplit_set(parted, ":,;()|/[]", -1);
  for (guint i = 0; parts[i]; i++) {
    g_autofree char *part = text_key(parts[i]);
    if (*key && !strcmp(part, key))
      return TRUE;
  }
  return FALSE;
}

/* How much of @text names @event: the length of its title, 1 where it says no more than its id, else 0. */
static gsize
named_by(const SchemeEvent *event, const char *text)
{
  g_autofree char *words = text_key(text), *title = text_key(event->title ? event->title : event->id);
  return holds(words, title) ? strlen(title) + 1 : (gsize) says_id(text, event->id);
}

static gsize
how_named(const SchemeEvent *event, const char *summary, const char *const *categories)
{
  gsize most = named_by(event, summary);
  for (guint i = 0; categories && categories[i]; i++)
    most = MAX(most, named_by(event, categories[i]));
  return most;
}

GArray *
events_named(const Schemes *schemes, const char *summary, const char *const *categories)
{
  GArray *best = g_array_new(FALSE, FALSE, sizeof(NamedEvent));
  gsize length = 1;
  for (guint i = 0; i < schemes->schemes->len; i++) {
    const Scheme *scheme = schemes->schemes->pdata[i];
    for (guint j = 0; j < scheme->events->len; j++) {
      NamedEvent one = { scheme, scheme->events->pdata[j] };
      gsize named = how_named(one.event, summary, categories);
      if (named < length)
        continue;
      if (named > length)
        g_array_set_size(best, 0);
      length = named;
      g_array_append_val(best, one);
    }
  }
  return best;
}

GStrv
values_named(const Engine *engine, const Scheme *scheme, const SchemeAttribute *attribute,
             const char *summary, const char *const *categories)
{
  g_autoptr(GStrvBuilder) found = g_strv_builder_new();
  g_auto(GStrv) known = attribute->values ? g_strdupv(attribute->values)
                                          : sessions_values(engine->store, scheme->id, attribute->id);
  g_autofree char *listed = categories ? g_strjoinv(" / ", (char **) categories) : g_strdup("");
  g_autofree char *words = text_key(summary), *more = text_key(listed);
  for (guint i = 0; known[i]; i++) {
    g_autofree char *key = text_key(known[i]);
    if (holds(words, key) || holds(more, key))
      g_strv_builder_add(found, known[i]);
  }
  return g_strv_builder_end(found);
}

char *
filter_named(const Engine *engine, const Scheme *scheme, const char *summary, const char *const *categories)
{
  g_autoptr(GPtrArray) where = g_ptr_array_new_with_free_func((GDestroyNotify) filter_free);
  for (guint i = 0; i < scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = scheme->attributes->pdata[i];
    g_auto(GStrv) values = values_named(engine, scheme, attribute, summary, categories);
    if (!values[0] || attribute->of_school)
      continue;
    Filter *one = g_new0(Filter, 1);
    one->attribute = g_strdup(attribute->id);
    one->values = g_steal_pointer(&values);
    g_ptr_array_add(where, one);
  }
  return session_where_text(where);
}
