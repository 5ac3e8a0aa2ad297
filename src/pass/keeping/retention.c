/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was kept long enough goes a week after the office was told, and each batch has a week of its own: what
 * comes of age meanwhile waits for the next. What is filed, and every row, stays. Deletes nothing itself. */
#include "pass/keeping/retention.h"
#include "base/day.h"
#include "pass/post.h"
#include "store/removal.h"

#define A_DAY ((gint64) 86400)
#define NOTICE (7 * A_DAY) /* seconds */

static guint
days_kept(const Engine *engine, RetentionKind kind)
{
  return kind == RETENTION_CAME ? engine->site->raw_mail_days : engine->site->sent_mail_days;
}

/* Whether anything is announced that was not. */
static gboolean
announce(Engine *engine, RetentionKind kind)
{
  Instant now = clock_now(engine->clock), goes;
  gint64 kept = days_kept(engine, kind) * A_DAY;
  return kept && !removals_announced(engine->store, kind, &goes) &&
         removals_announce(engine->store, kind, now + NOTICE - kept, now + NOTICE) > 0;
}

static void
retire(Engine *engine, RetentionKind kind)
{
  removals_withdraw(engine->store, kind, days_kept(engine, kind) * A_DAY);
  int n = removals_retire(engine->store, kind);
  if (n)
    journal_add(engine->store, 0, 0, "clock", "%d mails %s were kept for %u days: their bytes go", n,
                kind == RETENTION_CAME ? "that came" : "that we sent", days_kept(engine, kind));
}

GPtrArray *
retention_words(const Engine *engine)
{
  static const char *const what[] = { "that came will be deleted with all files, here and in the mailbox",
                                      "that we sent will be deleted with all files" };
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  for (RetentionKind kind = 0; kind < N_RETENTIONS; kind++) {
    Instant goes;
    gint64 n = removals_announced(engine->store, kind, &goes);
    g_autofree char *day = n ? day_words(clock_day(engine->clock, goes)) : NULL;
    if (n)
      g_ptr_array_add(lines,
                      g_strdup_printf("on %s, after %u days, %" G_GINT64_FORMAT " %s %s", day,
                                      days_kept(engine, kind), n, n == 1 ? "mail" : "mails", what[kind]));
  }
  return lines;
}

static gboolean
tell_office(Engine *engine, GError **error)
{
  const char *const to[] = { engine->site->office, NULL };
  json_t *context = context_new(engine, NULL, NULL, 0), *lines = json_array();
  g_autoptr(GPtrArray) words = retention_words(engine);
  for (guint i = 0; i < words->len; i++)
    json_array_append_new(lines, json_string(words->pdata[i]));
  json_object_set_new(context, "lines", lines);
  g_autofree char *purpose = g_strdup_printf("retention:%" G_GINT64_FORMAT, clock_now(engine->clock));
  Post mail = { .kind = MAIL_OFFICE,
                .template_name = "retention",
                .purpose = purpose,
                .to = to,
                .context = context,
                .why = "mail was kept as long as the configuration says",
                .not_before = INSTANT_NONE };
  gint64 id = engine->site->office ? post(engine, &mail, error) : 0;
  json_decref(context);
  return id >= 0;
}

gboolean
retention(Engine *engine, GError **error)
{
  gboolean news = FALSE;
  store_begin(engine->store);
  for (RetentionKind kind = 0; kind < N_RETENTIONS; kind++) {
    retire(engine, kind);
    news |= announce(engine, kind);
  }
  if (news && !tell_office(engine, error)) {
    store_rollback(engine->store);
    return FALSE;
  }
  return store_commit(engine->store, error);
}
