/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps which rules were in force at the last pass, and for how long new ones are being taken up, in the
 * store, so that a crash forgets neither. Decides nobody itself. */
#include "pass/decide/rules.h"
#include "base/checksum.h"
#include "pass/decide/dates.h"
#include "pass/decide/decide.h"
#include "pass/people/placements.h"
#include "pass/post.h"
#include <stdlib.h>
#include <string.h>

/* "DIGEST YEAR", and the day since which the latest rule is in force. g_free. */
static char *
rules_now(Engine *engine)
{
  const Year *year = engine_year(engine);
  Day turned, next;
  schemes_turns(engine->site->schemes, clock_today(engine->clock), &turned, &next);
  g_autofree char *since = turned == DAY_NONE ? NULL : day_format(turned);
  return g_strjoin(" ", engine->site->schemes->digest, year ? year->id : "no year", since, NULL);
}

/* Whether the files differ from those of the last pass; not at the first pass, and not when a year begins,
 * late as it may be: all of it is new. */
static gboolean
is_edited(Engine *engine)
{
  g_autofree char *before = store_get(engine->store, "rules");
  const char *digest = engine->site->schemes->digest;
  const Year *year = engine_year(engine);
  g_auto(GStrv) parts = g_strsplit(before ? before : "", " ", 3); /* as of rules_now() */
  return parts[0] && parts[1] && strcmp(parts[0], digest) && year && !strcmp(parts[1], year->id);
}

/* Somebody whom a year file's placement names may have joined since. */
static void
sync_unknown(Engine *engine)
{
  g_auto(GStrv) unknown = placements_unknown(engine->store);
  if (unknown[0])
    placements_sync(engine);
}

/* Everybody is decided again. */
void
rules_sync(Engine *engine)
{
  g_autofree char *now = rules_now(engine), *before = store_get(engine->store, "rules");
  if (!g_strcmp0(now, before)) {
    sync_unknown(engine);
    return;
  }
  dates_sync(engine);
  placements_sync(engine);
  dirty_add_all(engine->store);
  store_set(engine->store, "rules", now);
  journal_add(engine->store, 0, 0, "configuration", "rules and dates in force: %s", now);
}

/* -- while they are taken up --------------------------------------------------------------------------- */

/* What an earlier pass did not finish. */
static void
recall(Engine *engine)
{
  g_autofree char *text = store_get(engine->store, "rules_edit");
  g_auto(GStrv) parts = g_strsplit(text ? text : "", " ", 3);
  engine->edit = (RulesEdit){ FALSE, INSTANT_NONE, INSTANT_NONE, 0 };
  if (g_strv_length(parts) == 3)
    engine->edit = (RulesEdit){ TRUE, g_ascii_strtoll(parts[0], NULL, 10),
                                g_ascii_strtoll(parts[1], NULL, 10), g_ascii_strtoll(parts[2], NULL, 10) };
}

static void
begin(Engine *engine)
{
  g_autofree char *text = g_strdup_printf(
      "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, clock_now(engine->clock),
      store_get_int(engine->store, "last_pass", INSTANT_NONE), obligations_newest(engine->store));
  store_set(engine->store, "rules_edit", text);
  recall(engine);
  rules_sync(engine);
}

void
rules_taken_up(Engine *engine)
{
  if (!engine->edit.on || dirty_any(engine->store))
    return;
  store_set(engine->store, "rules_edit", "");
  recall(engine);
}

gboolean
rules_pass_over(const Standing *standing, const Obligation *obligation, Instant moment)
{
  const Engine *engine = standing->engine;
  const RulesEdit *edit = &engine->edit;
  if (!edit->on || moment == INSTANT_NONE)
    return FALSE;
  if (obligation->id > edit->newest) /* what begins on the day of the change is no past */
    return moment < clock_instant(engine->clock, clock_day(engine->clock, edit->at), 0);
  return !g_hash_table_contains(standing->planned, &obligation->id) && edit->before != INSTANT_NONE &&
         moment <= edit->before;
}

gboolean
rules_hold_award(const Engine *engine, Instant met)
{
  return engine->edit.on && engine->edit.before != INSTANT_NONE && met <= engine->edit.before;
}

/* -- telling ------------------------------------------------------------------------------------------- */

/* @what: a digest of what is told. */
static gboolean
tell_office(Engine *engine, const char *template_name, const char *what, char *const *lines, GError **error)
{
  const char *const to[] = { engine->site->office, NULL };
  json_t *context = context_new(engine, NULL, NULL, 0), *list = json_array();
  for (guint i = 0; lines[i]; i++)
    json_array_append_new(list, json_string(lines[i]));
  json_object_set_new(context, "lines", list);
  g_autofree char *purpose =
      g_strdup_printf("%s:%s:%" G_GINT64_FORMAT, template_name, what, clock_now(engine->clock));
  Post mail = { .kind = MAIL_OFFICE,
                .template_name = template_name,
                .purpose = purpose,
                .to = to,
                .context = context,
                .why = "the rules or dates changed",
                .not_before = INSTANT_NONE };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  return id >= 0;
}

gboolean
rules_take_up(Engine *engine, GError **error)
{
  recall(engine);
  if (!is_edited(engine))
    return TRUE;
  g_autoptr(GPtrArray) lines = rules_preview(engine, error);
  if (!lines)
    return FALSE;
  store_begin(engine->store);
  begin(engine);
  g_ptr_array_add(lines, NULL);
  if (!tell_office(engine, "rules-changed", engine->site->schemes->digest, (char *const *) lines->pdata,
                   error)) {
    store_rollback(engine->store);
    recall(engine);
    return FALSE;
  }
  return store_commit(engine->store, error);
}

char *
rules_refusal(Store *store)
{
  char *words = store_get(store, "rules_refused");
  if (words && !*words)
    g_clear_pointer(&words, g_free);
  return words;
}

gboolean
rules_refused(Engine *engine, const char *words, GError **error)
{
  g_autofree char *before = rules_refusal(engine->store), *digest = checksum_of_text(words);
  g_auto(GStrv) lines = g_strsplit(words, "\n", -1);
  if (!g_strcmp0(before, words))
    return TRUE;
  store_begin(engine->store);
  store_set(engine->store, "rules_refused", words);
  journal_add(engine->store, 0, 0, "configuration", "refused, the old rules stay: %s", words);
  if (!tell_office(engine, "rules-refused", digest, lines, error)) {
    store_rollback(engine->store);
    return FALSE;
  }
  return store_commit(engine->store, error);
}

gboolean
rules_accepted(Engine *engine, GError **error)
{
  g_autofree char *before = rules_refusal(engine->store);
  if (!before)
    return TRUE;
  store_begin(engine->store);
  store_set(engine->store, "rules_refused", "");
  return store_commit(engine->store, error);
}

/* -- looking ahead ------------------------------------------------------------------------------------- */

/* Decides everybody of @ahead, a copy, by the rules that changed. */
static gboolean
try_out(Engine *ahead, GError **error)
{
  store_begin(ahead->store);
  begin(ahead);
  if (!store_commit(ahead->store, error))
    return FALSE;
  ahead->may_chase = TRUE;
  return decide_changed(ahead, error);
}

GPtrArray *
rules_preview(Engine *engine, GError **error)
{
  if (!is_edited(engine))
    return g_ptr_array_new_with_free_func(g_free);
  g_autoptr(Store) copy = store_copy(engine->store, engine->clock, error);
  g_autoptr(Engine) ahead = copy ? engine_new(engine->site, engine->clock, copy, NULL, error) : NULL;
  if (!ahead || !try_out(ahead, error))
    return NULL;
  return rules_compare(engine, ahead);
}
