/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document that was filed, read again: what it says otherwise today becomes a version. What it says no
 * longer stays, and so does every word of a human. */
#include "office/replay_one.h"
#include "pass/intake/filing.h"
#include "pass/intake/values.h"
#include "store/facts.h"
#include <string.h>

/* One document, and what stands of it. */
typedef struct {
  const Filed *filed;
  const Recognised *form;
  const ReadingDocument *document;
  Obligation *obligation;
  GHashTable *answers;   /* of char*, by field */
  GHashTable *corrected; /* fields of which a human said what they hold */
} Standing;

static const ReadingDocument *
document_of(const Reading *reading, const char *sha256)
{
  for (; reading; reading = reading->forwarded)
    for (guint i = 0; i < reading->documents->len; i++) {
      const ReadingDocument *document = reading->documents->pdata[i];
      if (!g_strcmp0(document->sha256, sha256))
        return document;
    }
  return NULL;
}

/* Whether the office looked at each box when it was filed. */
static gboolean
was_looked_at(const Filed *filed)
{
  return !strcmp(filed->why, "typed in by the office") || !strcmp(filed->why, "accepted by the office");
}

static GHashTable *
answers_to(Store *store, gint64 filed)
{
  GHashTable *answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GPtrArray) pairs = answers_of(store, filed);
  for (guint i = 0; i < pairs->len; i++) {
    GStrv pair = pairs->pdata[i];
    g_hash_table_insert(answers, g_strdup(pair[0]), g_strdup(pair[1]));
  }
  return answers;
}

/* Also those of earlier versions of the same file, which this one took over. */
static GHashTable *
corrected_of(Store *store, const Filed *filed)
{
  GHashTable *fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) versions = filed_versions(store, filed->obligation);
  for (guint i = 0; i < versions->len; i++) {
    const Filed *one = versions->pdata[i];
    g_autoptr(GPtrArray) corrections =
        g_strcmp0(one->sha256, filed->sha256) ? g_ptr_array_new() : corrections_of(store, one->id);
    for (guint c = 0; c < corrections->len; c++)
      g_hash_table_add(fields, g_strdup(((const Correction *) corrections->pdata[c])->field));
  }
  return fields;
}

static const char *
label_of(const SchemeForm *form, const char *id)
{
  const FormField *field = form_field(form, id);
  return field ? field->label : "words counted";
}

/* What stands today, into @merged; whether anything of it is other than before. */
static gboolean
merge(Replayed *replayed, const Standing *standing, const Values *values, Values *merged)
{
  const SchemeForm *form = standing->form->form;
  g_autoptr(GHashTable) now = g_hash_table_new(g_str_hash, g_str_equal);
  gboolean differs = FALSE;
  for (guint i = 0; i + 1 < values->pairs->len; i += 2) {
    const char *id = values->pairs->pdata[i], *value = values->pairs->pdata[i + 1];
    const char *before = g_hash_table_lookup(standing->answers, id);
    if (!g_strcmp0(before, value) || g_hash_table_contains(standing->corrected, id))
      continue;
    differs = TRUE;
    g_hash_table_insert(now, (char *) id, (char *) value);
    replay_say(replayed, "version", standing->obligation->ref, "%s: \"%s\" instead of \"%s\"",
               label_of(form, id), value, before ? before : "");
  }
  GHashTableIter iter;
  gpointer id, value;
  g_hash_table_iter_init(&iter, standing->answers);
  while (g_hash_table_iter_next(&iter, &id, &value))
    if (!g_hash_table_contains(now, id))
      g_hash_table_insert(now, id, value);
  g_hash_table_iter_init(&iter, now);
  while (g_hash_table_iter_next(&iter, &id, &value)) {
    g_ptr_array_add(merged->pairs, g_strdup(id));
    g_ptr_array_add(merged->pairs, g_strdup(value));
  }
  for (guint i = 0; i + 1 < values->unclear->len; i += 2)
    if (!g_hash_table_contains(now, values->unclear->pdata[i])) {
      g_ptr_array_add(merged->unclear, g_strdup(values->unclear->pdata[i]));
      g_ptr_array_add(merged->unclear, g_strdup(values->unclear->pdata[i + 1]));
    }
  values_end(merged);
  return differs;
}

static gboolean
has_pair(const GPtrArray *pairs, const char *id)
{
  for (guint i = 0; i + 1 < pairs->len; i += 2)
    if (!strcmp(pairs->pdata[i], id))
      return TRUE;
  return FALSE;
}

/* Nothing that was filed is dropped: what would not be filed today is said. */
static void
say_left(Replayed *replayed, const Standing *standing, const Values *values)
{
  GHashTableIter iter;
  gpointer id, value;
  g_hash_table_iter_init(&iter, standing->answers);
  while (g_hash_table_iter_next(&iter, &id, &value))
    if (!has_pair(values->pairs, id) && !g_hash_table_contains(standing->corrected, id))
      replay_say(replayed, "left", standing->obligation->ref,
                 "%s: \"%s\" would not be filed today; it stays as it is", label_of(standing->form->form, id),
                 (char *) value);
}

static void
file_version(Replayed *replayed, const Standing *standing, const Values *merged)
{
  g_autoptr(Inbound) inbound = inbound_new(replayed->engine, replayed->message, replayed->reading);
  Outcome *outcome = inbound_outcome(inbound, standing->form->form->title, OUTCOME_CHANGED);
  json_t *reasons = json_loads(standing->filed->reasons, 0, NULL);
  Filing filing = { .form = standing->form,
                    .obligation = standing->obligation,
                    .document = standing->document,
                    .position = 0,
                    .why = REPLAY_CAUSE,
                    .reasons = reasons };
  inbound->arrival = standing->filed->arrival;
  filing_values(inbound, outcome, &filing, merged);
  json_decref(reasons);
}

static gboolean
read_standing(Replayed *replayed, Standing *standing)
{
  Store *store = replayed->engine->store;
  const SchemeForm *form = standing->form->form;
  g_autoptr(GHashTable) answers = answers_to(store, standing->filed->id);
  g_autoptr(GHashTable) corrected = corrected_of(store, standing->filed);
  g_auto(Values) values = values_of_document(form, standing->document), merged = values_new();
  standing->answers = answers;
  standing->corrected = corrected;
  if (!values.pairs->pdata[0] && g_hash_table_size(answers)) {
    replay_say(replayed, "left", standing->obligation->ref,
               "nothing of %s could be read as \"%s\" today; what was filed stays", standing->document->name,
               form->title);
    return FALSE;
  }
  say_left(replayed, standing, &values);
  gboolean differs = merge(replayed, standing, &values, &merged);
  if (differs)
    file_version(replayed, standing, &merged);
  return differs;
}

static gboolean
replay_one(Replayed *replayed, const Filed *filed)
{
  Engine *engine = replayed->engine;
  g_autoptr(Filed) latest = filed_latest(engine->store, filed->obligation);
  const ReadingDocument *document = filed->sha256 ? document_of(replayed->reading, filed->sha256) : NULL;
  if (latest->id != filed->id || !document || was_looked_at(filed))
    return FALSE;
  g_autoptr(Obligation) obligation = obligation_get(engine->store, filed->obligation);
  const Scheme *scheme = schemes_find(engine->site->schemes, filed->scheme);
  const SchemeForm *form = scheme ? scheme_form(scheme, filed->form) : NULL;
  if (!form) {
    replay_say(replayed, "left", obligation->ref, "there is no form \"%s\" today; what was filed stays",
               filed->form);
    return FALSE;
  }
  if (form->records != RECORDS_NONE)
    return FALSE;
  Recognised recognised = { scheme, form, 1 };
  Standing standing = { filed, &recognised, document, obligation, NULL, NULL };
  return read_standing(replayed, &standing);
}

gboolean
replay_filed(Replayed *replayed, gboolean *changed, GError **error G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) all = filed_of_message(replayed->engine->store, replayed->message->id);
  for (guint i = 0; i < all->len; i++)
    *changed = replay_one(replayed, all->pdata[i]) || *changed;
  return TRUE;
}
