/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks a group of settings along its table. Does not know what any key means. */
#include "base/conf_table.h"
#include "base/day.h"
#include <string.h>

void
conf_fault(ConfReader *reader, const config_setting_t *at, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *words = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  conf_faults_add(reader->faults, conf_file_of(reader->file, at), conf_line_of(at), "%s", words);
}

gboolean
conf_has(const config_setting_t *group, const char *name)
{
  return config_setting_get_member((config_setting_t *) group, name) != NULL;
}

const config_setting_t *
conf_member(const config_setting_t *group, const char *name)
{
  const config_setting_t *member = config_setting_get_member((config_setting_t *) group, name);
  return member ? member : group;
}

void
conf_id_once(ConfReader *reader, const config_setting_t *at, GPtrArray *items, const char *what)
{
  const char *id = *(char **) items->pdata[items->len - 1];
  for (guint i = 0; id && i + 1 < items->len; i++)
    if (g_strcmp0(*(char **) items->pdata[i], id) == 0) {
      conf_fault(reader, conf_member(at, "id"), "there is already %s with the id \"%s\"", what, id);
      return;
    }
}

static const char *
type_words(const config_setting_t *setting)
{
  switch (config_setting_type(setting)) {
  case CONFIG_TYPE_GROUP: return "a group { }";
  case CONFIG_TYPE_LIST: return "a list ( )";
  case CONFIG_TYPE_ARRAY: return "an array [ ]";
  case CONFIG_TYPE_STRING: return "text";
  case CONFIG_TYPE_BOOL: return "true or false";
  case CONFIG_TYPE_FLOAT: return "a number with a point";
  default: return "a whole number";
  }
}

/* The name of @setting, or of the list that it is an element of. */
static const char *
name_of(const config_setting_t *setting)
{
  while (setting && !config_setting_name(setting))
    setting = config_setting_parent(setting);
  return setting ? config_setting_name(setting) : "";
}

/* A taker fills @field, or returns FALSE when the setting has another type. Its other faults it says itself.
 */
typedef gboolean (*Taker)(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field);

static void
refer(ConfReader *reader, const ConfKey *key, const config_setting_t *at, const char *word)
{
  if (key->refers && reader->refer)
    reader->refer(reader, at, key->refers, word);
}

static gboolean
take_text(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field)
{
  const char *text = config_setting_get_string(setting);
  if (!text)
    return FALSE;
  if (!*text)
    conf_fault(reader, setting, "\"%s\" is empty", name_of(setting));
  else
    refer(reader, key, setting, text);
  g_free(*(char **) field);
  *(char **) field = g_strdup(text);
  return TRUE;
}

static gboolean
take_id(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field)
{
  if (!take_text(reader, key, setting, field))
    return FALSE;
  const char *id = *(char **) field;
  if (*id && id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-_")])
    conf_fault(reader, setting, "\"%s\" is no id: it may hold lower-case letters, digits, - and _", id);
  return TRUE;
}

static gboolean
take_words(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new();
  gboolean single = config_setting_type(setting) == CONFIG_TYPE_STRING;
  if (!single && !config_setting_is_list(setting) && !config_setting_is_array(setting))
    return FALSE;
  int n = single ? 1 : config_setting_length(setting);
  if (!n)
    conf_fault(reader, setting, "\"%s\" is an empty list", name_of(setting));
  for (int i = 0; i < n; i++) {
    config_setting_t *element = single ? setting : config_setting_get_elem(setting, (guint) i);
    g_autofree char *word = NULL;
    if (!take_text(reader, key, element, &word))
      return FALSE;
    g_strv_builder_add(words, word);
  }
  g_strfreev(*(GStrv *) field);
  *(GStrv *) field = g_strv_builder_end(words);
  return TRUE;
}

static void
check_range(ConfReader *reader, const ConfKey *key, config_setting_t *setting, double value)
{
  if (value < key->least || value > key->most)
    conf_fault(reader, setting, "\"%s\" is %g: it must be from %g to %g", key->name, value, key->least,
               key->most);
}

static gboolean
take_whole(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field)
{
  int type = config_setting_type(setting);
  if (type != CONFIG_TYPE_INT && type != CONFIG_TYPE_INT64)
    return FALSE;
  long long value =
      type == CONFIG_TYPE_INT ? config_setting_get_int(setting) : config_setting_get_int64(setting);
  check_range(reader, key, setting, (double) value);
  *(int *) field = (int) CLAMP(value, G_MININT, G_MAXINT);
  return TRUE;
}

static gboolean
take_number(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field)
{
  int whole;
  if (config_setting_type(setting) == CONFIG_TYPE_FLOAT) {
    *(double *) field = config_setting_get_float(setting);
    check_range(reader, key, setting, *(double *) field);
    return TRUE;
  }
  if (!take_whole(reader, key, setting, &whole))
    return FALSE;
  *(double *) field = whole;
  return TRUE;
}

static gboolean
take_yes_no(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field)
{
  (void) reader, (void) key;
  if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
    return FALSE;
  *(gboolean *) field = config_setting_get_bool(setting);
  return TRUE;
}

static gboolean
take_day(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field)
{
  const char *text = config_setting_get_string(setting);
  if (!text)
    return FALSE;
  *(Day *) field = day_parse(text);
  if (*(Day *) field == DAY_NONE)
    conf_fault(reader, setting, "\"%s\" is \"%s\", which is no date: write it as \"2026-09-01\"", key->name,
               text);
  return TRUE;
}

static gboolean
take_choice(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  const char *text = config_setting_get_string(setting);
  if (!text)
    return FALSE;
  for (int i = 0; key->choices[i]; i++) {
    if (!strcmp(text, key->choices[i])) {
      *(int *) field = i;
      return TRUE;
    }
    g_ptr_array_add(known, (char *) key->choices[i]);
  }
  g_autofree char *all = g_strjoinv(", ", (GStrv) key->choices), *near = conf_suggestion(text, known);
  if (*near)
    conf_fault(reader, setting, "\"%s\" cannot be \"%s\"%s", key->name, text, near);
  else
    conf_fault(reader, setting, "\"%s\" cannot be \"%s\": it is one of %s", key->name, text, all);
  return TRUE;
}

static gboolean
take_one(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field)
{
  int position;
  if (!take_choice(reader, key, setting, &position))
    return FALSE;
  g_free(*(char **) field);
  *(char **) field = g_strdup(config_setting_get_string(setting));
  return TRUE;
}

static gboolean
take_group(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field)
{
  if (!config_setting_is_group(setting))
    return FALSE;
  key->read(reader, setting, field);
  return TRUE;
}

static gboolean
take_list(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field)
{
  if (!config_setting_is_list(setting))
    return FALSE;
  for (int i = 0; i < config_setting_length(setting); i++) {
    config_setting_t *element = config_setting_get_elem(setting, (guint) i);
    if (config_setting_is_group(element))
      key->read(reader, element, field);
    else
      conf_fault(reader, element, "\"%s\" wants groups { }, not %s", name_of(setting), type_words(element));
  }
  return TRUE;
}

static gboolean
take_other(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field)
{
  key->read(reader, setting, field);
  return TRUE;
}

static const struct {
  const char *words;
  Taker take;
} types[] = {
  [CONF_TEXT] = { "text in quotes", take_text },
  [CONF_ID] = { "text in quotes", take_id },
  [CONF_WORDS] = { "text in quotes, or a list of texts", take_words },
  [CONF_WHOLE] = { "a whole number", take_whole },
  [CONF_NUMBER] = { "a number", take_number },
  [CONF_YES_NO] = { "true or false", take_yes_no },
  [CONF_DAY] = { "a date in quotes", take_day },
  [CONF_CHOICE] = { "text in quotes", take_choice },
  [CONF_ONE] = { "text in quotes", take_one },
  [CONF_GROUP] = { "a group { }", take_group },
  [CONF_LIST] = { "a list of groups ( { }, ... )", take_list },
  [CONF_OTHER] = { "", take_other },
};

static gboolean
take(ConfReader *reader, const ConfKey *key, config_setting_t *setting, gpointer field)
{
  if (types[key->type].take(reader, key, setting, field))
    return TRUE;
  const char *was = type_words(setting);
  if (key->type == CONF_WORDS && config_setting_is_aggregate(setting))
    was = config_setting_is_group(setting) ? was : "a list of something else";
  conf_fault(reader, setting, "\"%s\" wants %s, not %s", name_of(setting), types[key->type].words, was);
  return FALSE;
}

void
conf_list_read(ConfReader *reader, config_setting_t *setting, ConfRead read, gpointer into)
{
  ConfKey key = { .name = name_of(setting), .type = CONF_LIST, .read = read };
  take(reader, &key, setting, into);
}

gboolean
conf_value_read(ConfReader *reader, config_setting_t *setting, ConfType type, int refers, gpointer into)
{
  ConfKey key = { .name = name_of(setting), .type = type, .refers = refers };
  return take(reader, &key, setting, into);
}

/* The key @name of @table or of what it has also; moves @into to the struct that the key fills. */
static const ConfKey *
find_key(const ConfTable *table, const char *name, gpointer *into)
{
  for (; table; table = table->also) {
    for (gsize i = 0; i < table->n_keys; i++)
      if (!strcmp(table->keys[i].name, name))
        return &table->keys[i];
    *into = (char *) *into + table->also_offset;
  }
  return NULL;
}

static void
unknown_key(ConfReader *reader, const config_setting_t *setting, const ConfTable *table)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (; table; table = table->also)
    for (gsize i = 0; i < table->n_keys; i++)
      g_ptr_array_add(known, (char *) table->keys[i].name);
  g_autofree char *near = conf_suggestion(config_setting_name(setting), known);
  conf_fault(reader, setting, "unknown key \"%s\"%s", config_setting_name(setting), near);
}

void
conf_group_read(ConfReader *reader, config_setting_t *group, const ConfTable *table, gpointer into)
{
  for (int i = 0; i < config_setting_length(group); i++) {
    config_setting_t *setting = config_setting_get_elem(group, (guint) i);
    gpointer base = into;
    const ConfKey *key = find_key(table, config_setting_name(setting), &base);
    if (key)
      take(reader, key, setting, (char *) base + key->offset);
    else if (table->other)
      table->other(reader, setting, into);
    else
      unknown_key(reader, setting, table);
  }
  for (; table; table = table->also)
    for (gsize i = 0; i < table->n_keys; i++)
      if (table->keys[i].required && !conf_has(group, table->keys[i].name))
        conf_fault(reader, group, "%s wants \"%s\"", table->what, table->keys[i].name);
}
