/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exchanged file: a JSON object signed by its provider, {"iss", "iat", "awards": [{"code", "name",
 * "school", "title", "words", "issued"}]}. It is whole each time, so that a withdrawn consent takes somebody
 * out. Nothing is parsed before the signature of a provider in the site file was found good. */
#include "office/exchange.h"
#include "base/fault.h"
#include "base/seal.h"
#include "store/registers.h"
#include <jansson.h>
#include <string.h>

static const SchemeReport *
find_report(Engine *engine, const char *id, const Scheme **scheme)
{
  for (guint i = 0; i < engine->site->schemes->schemes->len; i++) {
    *scheme = engine->site->schemes->schemes->pdata[i];
    const SchemeReport *report = scheme_report(*scheme, id);
    if (report && !strcmp(report->kind, "register"))
      return report;
  }
  return NULL;
}

static json_t *
award_json(const Registered *one)
{
  g_autofree char *day = day_format(one->issued);
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "code", one->code, "name", one->name, "school",
                   one->school, "title", one->title, "words", one->words, "issued", day);
}

static char *
register_text(Engine *engine, const Scheme *scheme, const SchemeReport *report)
{
  g_autoptr(GPtrArray) rows =
      register_shared(engine->store, scheme->id, (const char *const *) report->awards, report->share);
  json_t *awards = json_array();
  for (guint i = 0; i < rows->len; i++)
    json_array_append_new(awards, award_json(rows->pdata[i]));
  json_t *root = json_pack("{s:s, s:I, s:o}", "iss", engine->site->partnership, "iat",
                           (json_int_t) clock_now(engine->clock), "awards", awards);
  char *text = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
  json_decref(root);
  return text;
}

char *
exchange_export(Engine *engine, const char *id, GError **error)
{
  const Scheme *scheme = NULL;
  const SchemeReport *report = find_report(engine, id, &scheme);
  if (!report || !report->share) {
    g_set_error(error, FAULT, FAULT_DATA,
                report ? "%s: its report \"%s\" has no \"share\", the field by which people consent"
                       : "%s: no scheme has a report of kind \"register\" called \"%s\"",
                report ? report->place.file : engine->site->file, id);
    return NULL;
  }
  if (!engine->site->register_key) {
    g_set_error(
        error, FAULT, FAULT_CONFIG,
        "%s names no signing key: register = { key_file = \"register.key\"; }; and \"mentord register key\" "
        "makes it",
        engine->site->file);
    return NULL;
  }
  g_autoptr(SealKey) key = seal_key_load(engine->site->register_key, error);
  if (!key)
    return NULL;
  char *text = register_text(engine, scheme, report);
  char *sealed = seal(key, text);
  free(text);
  return sealed;
}

static const Partner *
partner_of(const Site *site, const char *sealed, char **text)
{
  for (guint i = 0; i < site->register_partners->len; i++) {
    const Partner *one = site->register_partners->pdata[i];
    *text = seal_open(sealed, one->key);
    if (*text)
      return one;
  }
  return NULL;
}

/* NULL: something is missing or of a wrong type. */
static Registered *
read_award(const json_t *award)
{
  Registered one = { .provider = NULL };
  const char *issued = json_string_value(json_object_get(award, "issued"));
  const struct {
    const char *key;
    char **into;
  } texts[] = { { "code", &one.code },
                { "name", &one.name },
                { "school", &one.school },
                { "title", &one.title },
                { "words", &one.words } };
  gboolean good = issued && (one.issued = day_parse(issued)) != DAY_NONE;
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    const char *text = json_string_value(json_object_get(award, texts[i].key));
    good = good && text;
    *texts[i].into = g_strdup(text ? text : "");
  }
  Registered *row = g_memdup2(&one, sizeof one);
  if (!good)
    g_clear_pointer(&row, registered_free);
  return row;
}

static GPtrArray *
read_awards(const json_t *root)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify) registered_free);
  const json_t *list = json_object_get(root, "awards"), *one;
  size_t i;
  gboolean good = json_is_array(list);
  json_array_foreach(list, i, one)
  {
    Registered *row = read_award(one);
    good = good && row;
    if (row)
      g_ptr_array_add(rows, row);
  }
  if (!good)
    g_clear_pointer(&rows, g_ptr_array_unref);
  return rows;
}

/* An older file would bring back people who have withdrawn since. */
static gboolean
is_newer(Engine *engine, const Partner *partner, const json_t *root, GError **error)
{
  g_autofree char *key = g_strconcat("register:", partner->name, NULL);
  json_int_t made = json_integer_value(json_object_get(root, "iat"));
  gint64 last = store_get_int(engine->store, key, 0);
  if (made > last) {
    store_set_int(engine->store, key, made);
    return TRUE;
  }
  g_autofree char *when = clock_format(engine->clock, last);
  g_set_error(error, FAULT, FAULT_DATA,
              "this register of %s is not newer than the one that was taken in (of %s)", partner->name, when);
  return FALSE;
}

gboolean
exchange_import(Engine *engine, const char *sealed, const char **provider, guint *n, GError **error)
{
  g_autofree char *text = NULL;
  const Partner *partner = partner_of(engine->site, sealed, &text);
  if (!partner) {
    g_set_error(
        error, FAULT, FAULT_DATA,
        "no provider named under \"register\" in %s has signed this file: nothing in it was looked at",
        engine->site->file);
    return FALSE;
  }
  json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
  g_autoptr(GPtrArray) rows = root ? read_awards(root) : NULL;
  gboolean good = rows && is_newer(engine, partner, root, error);
  if (!rows)
    g_set_error(error, FAULT, FAULT_DATA,
                "%s signed this file, but it is no register: ask them for a new one", partner->name);
  if (good) {
    register_take(engine->store, partner->name, rows);
    journal_add(engine->store, 0, 0, "import", "register of %s: %u awards", partner->name, rows->len);
    *provider = partner->name;
    *n = rows->len;
  }
  json_decref(root);
  return good;
}
