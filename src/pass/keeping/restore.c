/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup says that it is one. What went out after it was made is known to nobody, so nothing goes out again
 * before a human says so; what came in meanwhile is read from the processed folder (pass/fetch.c). */
#include "pass/keeping/restore.h"
#include "base/day.h"
#include "pass/post.h"
#include "store/outbox.h"

static gboolean
tell_office(Engine *engine, Instant made, int held, GError **error)
{
  const char *const to[] = { engine->site->office, NULL };
  json_t *context = context_new(engine, NULL, NULL, 0);
  g_autofree char *day = day_words(clock_day(engine->clock, made)),
                  *time = clock_format_minute(engine->clock, made);
  g_autofree char *at = g_strdup_printf("%s on %s", time, day), *n = g_strdup_printf("%d", held);
  g_autofree char *purpose = g_strdup_printf("restored:%" G_GINT64_FORMAT, clock_now(engine->clock));
  context_text(context, "made", at);
  context_text(context, "held_count", n);
  Post mail = { .kind = MAIL_OFFICE,
                .template_name = "restored",
                .purpose = purpose,
                .to = to,
                .context = context,
                .why = "the database was put back from a backup",
                .not_before = INSTANT_NONE };
  gint64 id = engine->site->office ? post(engine, &mail, error) : 0;
  json_decref(context);
  return id >= 0;
}

gboolean
restore_notice(Engine *engine, GError **error)
{
  Store *store = engine->store;
  Instant made = store_get_int(store, "backup", 0);
  if (!made)
    return TRUE;
  store_begin(store);
  int held = outbox_distrust(store, made, clock_now(engine->clock));
  store_set_int(store, "backup", 0);
  journal_add(store, 0, 0, "restore", "put back from a backup; %d mails held", held);
  if (!tell_office(engine, made, held, error)) {
    store_rollback(store);
    return FALSE;
  }
  return store_commit(store, error);
}
