/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files must be written, and in which order. What stands in them is their writers'. */
#include "config.h"

#include "base/fault.h"
#include "pass/publish/codes.h"
#include "pass/publish/concerned.h"
#include "pass/publish/feed_files.h"
#include "pass/publish/feeds.h"
#include "pass/publish/pages_office.h"
#include "pass/publish/private.h"
#include "pass/publish/publish.h"
#include "store/sessions.h"
#include "store/unpublished.h"

/* So many people's files are written between two commits. */
#define BATCH 100

/* Writes files that everybody may see. */
typedef gboolean (*PublicPut)(Engine *engine, PublicFolder *folder, GError **error);

/* All that everybody may see, written when a session, the rules or the site file changed. What changes with
 * other facts is a step of publish(). */
static const PublicPut publics[] = { feeds_put_public, feeds_put_index, codes_put_frame };

/* What all published files depend on beside the facts of people. A session that changes clears what was noted
 * of it. */
static char *
everything(Engine *engine)
{
  const Site *site = engine->site;
  return g_strdup_printf("%s\n%s\n%s\n%s\n%s\n%s\n%s\n%" G_GINT64_FORMAT, PACKAGE_VERSION,
                         site->schemes->digest, site->partnership, site->domain, site->timezone,
                         site->base_url ? site->base_url : "", site->publish_directory,
                         feeds_changes_told(engine));
}

/* A role that ends with a day changes what is published though nobody wrote anything. */
static gboolean
note_day(Engine *engine, GError **error)
{
  Day today = clock_today(engine->clock);
  Day before = (Day) store_get_int(engine->store, "published_day", DAY_NONE);
  if (before == today)
    return TRUE;
  store_begin(engine->store);
  if (before != DAY_NONE)
    unpublished_add_days(engine->store, before, today);
  concerned_mark_day(engine);
  store_set_int(engine->store, "published_day", today);
  return store_commit(engine->store, error);
}

/* Files that nobody writes any more: of feeds that no scheme has, and of people who were erased. */
static gboolean
sweep(Engine *engine, PublicFolder *folder, GError **error)
{
  g_autoptr(GHashTable) keep = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  feeds_keep_public(engine, keep);
  private_keep(engine, keep);
  codes_keep(engine, keep);
  office_keep(engine, keep);
  return store_healthy(engine->store, error) && public_folder_sweep(folder, keep, error);
}

static gboolean
publish_everything(Engine *engine, PublicFolder *folder, const char *now, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS(publics); i++)
    if (!publics[i](engine, folder, error))
      return FALSE;
  if (!sweep(engine, folder, error) || !public_folder_sync(folder, error))
    return FALSE;
  store_begin(engine->store);
  unpublished_add_all(engine->store);
  published_set(engine->store, now);
  return store_commit(engine->store, error);
}

static gboolean
publish_people(Engine *engine, PublicFolder *folder, const GArray *people, GError **error)
{
  if (!private_want(engine, people, error))
    return FALSE;
  for (guint i = 0; i < people->len; i++) {
    gint64 person = g_array_index(people, Unpublished, i).person;
    if (!private_put(engine, folder, person, error) || !codes_put(engine, folder, person, error))
      return FALSE;
  }
  if (!public_folder_sync(folder, error))
    return FALSE;
  store_begin(engine->store);
  concerned_mark(engine, people);
  for (guint i = 0; i < people->len; i++)
    tokens_written(engine->store, g_array_index(people, Unpublished, i).person);
  unpublished_clear(engine->store, people); /* also those of them marked just now: they are written */
  return store_commit(engine->store, error);
}

gboolean
publish_linked(Engine *engine, GError **error)
{
  g_autoptr(GPtrArray) tokens = tokens_unwritten(engine->store);
  if (!engine->site->publish_directory || !tokens->len)
    return TRUE; /* a store that fails says so when the mails are claimed */
  g_autoptr(PublicFolder) folder = public_folder_open(engine->site->publish_directory, engine->seam, error);
  if (!folder || !private_put_tokens(engine, folder, tokens, error) || !public_folder_sync(folder, error))
    return FALSE;
  store_begin(engine->store);
  for (guint i = 0; i < tokens->len; i++)
    tokens_written(engine->store, ((const Token *) tokens->pdata[i])->person);
  return store_commit(engine->store, error);
}

gboolean
publish(Engine *engine, GError **error)
{
  if (!engine->site->publish_directory)
    return store_healthy(engine->store, error);
  g_autoptr(PublicFolder) folder = public_folder_open(engine->site->publish_directory, engine->seam, error);
  if (!folder || !note_day(engine, error))
    return FALSE;
  g_autofree char *now = everything(engine), *before = published_get(engine->store);
  gboolean stands = !g_strcmp0(now, before) && public_folder_has(folder, "index.html");
  if (!stands && !publish_everything(engine, folder, now, error))
    return FALSE;
  gboolean changed = !stands;
  for (;;) {
    g_autoptr(GArray) people = unpublished_some(engine->store, BATCH);
    if (!people->len)
      return store_healthy(engine->store, error) && office_publish(engine, folder, changed, error);
    if (!publish_people(engine, folder, people, error))
      return FALSE;
    changed = TRUE;
  }
}
