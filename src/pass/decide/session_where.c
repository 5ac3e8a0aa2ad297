/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter of a session as text and as values. Does not know who somebody is. */
#include "pass/decide/session_where.h"
#include <jansson.h>
#include <stdlib.h>

GPtrArray *
session_where(const Session *session)
{
  GPtrArray *where = g_ptr_array_new_with_free_func((GDestroyNotify) filter_free);
  json_t *filter = json_loads(session->filter, 0, NULL), *values, *value;
  const char *attribute;
  size_t i;
  json_object_foreach(filter, attribute, values)
  {
    Filter *one = g_new0(Filter, 1);
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    json_array_foreach(values, i, value) g_strv_builder_add(builder, json_string_value(value));
    one->attribute = g_strdup(attribute);
    one->values = g_strv_builder_end(builder);
    g_ptr_array_add(where, one);
  }
  json_decref(filter);
  return where;
}

char *
session_where_text(const GPtrArray *where)
{
  json_t *filter = json_object();
  for (guint i = 0; where && i < where->len; i++) {
    const Filter *one = where->pdata[i];
    json_t *values = json_array();
    for (guint j = 0; one->values[j]; j++)
      json_array_append_new(values, json_string(one->values[j]));
    json_object_set_new(filter, one->attribute, values);
  }
  char *text = json_dumps(filter, JSON_COMPACT | JSON_SORT_KEYS);
  json_decref(filter);
  char *copy = g_strdup(text);
  free(text);
  return copy;
}

gboolean
session_names(const GPtrArray *where, const char *attribute, const char *const *values)
{
  gboolean says = FALSE;
  for (guint i = 0; i < where->len; i++) {
    const Filter *one = where->pdata[i];
    if (g_strcmp0(one->attribute, attribute))
      continue;
    says = TRUE;
    for (guint j = 0; one->values[j]; j++)
      if (g_strv_contains(values, one->values[j]))
        return TRUE;
  }
  return !says;
}

char *
session_for_words(const GPtrArray *where)
{
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < where->len; i++) {
    const Filter *one = where->pdata[i];
    for (guint j = 0; one->values[j]; j++)
      g_string_append_printf(words, "%s%s", words->len ? ", " : "", one->values[j]);
  }
  return words->len ? g_string_free(g_steal_pointer(&words), FALSE) : NULL;
}
