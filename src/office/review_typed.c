/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes apart what was typed. Files nothing. */
#include "office/review_typed.h"
#include "base/fault.h"
#include "base/text.h"
#include "pass/intake/values.h"
#include <string.h>

GPtrArray *
typed_take_apart(char *const *values, GError **error)
{
  g_autoptr(GPtrArray) typed = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  for (guint i = 0; values[i]; i++) {
    char *sign = strchr(values[i], '=');
    if (!sign) {
      g_set_error(error, FAULT, FAULT_DATA, "\"%s\" is no LABEL=VALUE", values[i]);
      return NULL;
    }
    g_autofree char *label = g_strndup(values[i], (gsize) (sign - values[i]));
    GStrv one = g_new0(char *, 4);
    one[0] = text_key(label);
    one[1] = text_clean(sign + 1, -1, 16384, TRUE);
    one[2] = g_steal_pointer(&label);
    g_ptr_array_add(typed, one);
  }
  return g_steal_pointer(&typed);
}

const char *
typed_word(const GPtrArray *typed, const char *key)
{
  for (guint i = 0; i < typed->len; i++)
    if (!strcmp(((GStrv) typed->pdata[i])[0], key))
      return ((GStrv) typed->pdata[i])[1];
  return NULL;
}

static const FormField *
field_called(const SchemeForm *form, const char *key)
{
  for (guint i = 0; form->fields && i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    g_autofree char *id = text_key(field->id), *label = text_key(field->label);
    if (!strcmp(id, key) || !strcmp(label, key))
      return field;
  }
  return NULL;
}

GHashTable *
typed_fields(const SchemeForm *form, const GPtrArray *typed, gboolean normal, GError **error)
{
  g_autoptr(GHashTable) fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < typed->len; i++) {
    GStrv one = typed->pdata[i];
    const FormField *field = field_called(form, one[0]);
    g_autofree char *value = NULL;
    if (!field && !strcmp(one[0], "ref"))
      continue;
    if (!field) {
      g_set_error(error, FAULT, FAULT_DATA, "%s has no box \"%s\"", form->title, one[2]);
      return NULL;
    }
    if (normal && value_read(field, one[1], &value) != VALUE_GOOD) {
      g_set_error(error, FAULT, FAULT_DATA, "%s: \"%s\" cannot be what this box holds", field->label, one[1]);
      return NULL;
    }
    g_hash_table_insert(fields, g_strdup(field->id), g_strdup(normal ? value : one[1]));
  }
  return g_steal_pointer(&fields);
}
