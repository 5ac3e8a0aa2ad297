/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds as files, and which of them must be written. What stands in a feed is feeds.c's. */
#include "config.h"

#include "base/fault.h"
#include "paper/page.h"
#include "pass/people/coverage.h"
#include "pass/publish/feeds.h"
#include "pass/publish/public_folder.h"
#include "pass/publish/publish.h"
#include "store/sessions.h"
#include "store/tokens.h"
#include "store/unpublished.h"
#include <string.h>

/* So many people's feeds are written between two commits. */
#define BATCH 100
#define PURPOSE "feed:" /* then feed_name(): what a token of a private feed is for */

typedef gboolean (*FeedFunction)(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gpointer data,
                                 GError **error);

static gboolean
each_feed(Engine *engine, FeedFunction function, gpointer data, GError **error)
{
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->feeds->len; j++)
      if (!function(engine, scheme, scheme->feeds->pdata[j], data, error))
        return FALSE;
  }
  return TRUE;
}

/* What all published files depend on beside the facts of people. A session that changes clears what was noted
 * of it. */
static char *
everything(Engine *engine)
{
  const Site *site = engine->site;
  gint64 shown = sessions_cancelled_since(engine->store, clock_now(engine->clock) - CANCELLED_SHOWN);
  return g_strdup_printf("%s\n%s\n%s\n%s\n%s\n%s\n%s\n%" G_GINT64_FORMAT, PACKAGE_VERSION,
                         site->schemes->digest, site->partnership, site->domain, site->timezone,
                         site->base_url ? site->base_url : "", site->publish_directory, shown);
}

static char *
file_of(const char *name)
{
  return g_strdup_printf("feeds/%s.ics", name);
}

static char *
marker_of(const char *name)
{
  return g_strdup_printf("feeds/%s.gone", name);
}

static gboolean
put_public(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gpointer data, GError **error)
{
  PublicFolder *folder = data;
  if (!feed_is_public(feed))
    return TRUE;
  g_autofree char *name = feed_name(scheme, feed), *file = file_of(name);
  g_autofree char *bytes = feed_public(engine, scheme, feed, error);
  return bytes && public_folder_put(folder, file, bytes, strlen(bytes), error);
}

/* -- The page -- */

static void
page_feed_clear(gpointer data)
{
  PageFeed *feed = data;
  g_free((char *) feed->title);
  g_free((char *) feed->url);
}

static gboolean
list_public(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gpointer data,
            GError **error G_GNUC_UNUSED)
{
  GArray *list = data;
  if (!feed_is_public(feed))
    return TRUE;
  g_autofree char *name = feed_name(scheme, feed), *file = file_of(name);
  g_autofree char *base = g_strdup(engine->site->base_url ? engine->site->base_url : "");
  if (g_str_has_suffix(base, "/"))
    base[strlen(base) - 1] = '\0';
  PageFeed entry = { .title = g_strdup(feed->title), .url = g_strconcat(base, "/", file, NULL) };
  g_array_append_val(list, entry);
  return TRUE;
}

static gboolean
put_page(Engine *engine, PublicFolder *folder, GError **error)
{
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(PageFeed));
  g_array_set_clear_func(list, page_feed_clear);
  each_feed(engine, list_public, list, NULL);
  g_autoptr(GBytes) page = page_index(engine->site->partnership, "Dates for your calendar",
                                      (const PageFeed *) (gpointer) list->data, list->len);
  gsize length;
  const char *bytes = g_bytes_get_data(page, &length);
  return public_folder_put(folder, "index.html", bytes, length, error);
}

/* -- What may lie in feeds/ -- */

static void
keep_name(GHashTable *keep, const char *name)
{
  g_hash_table_add(keep, g_strconcat(name, ".ics", NULL));
  g_hash_table_add(keep, g_strconcat(name, ".gone", NULL));
}

static gboolean
keep_public(Engine *engine G_GNUC_UNUSED, const Scheme *scheme, const SchemeFeed *feed, gpointer data,
            GError **error G_GNUC_UNUSED)
{
  g_autofree char *name = feed_name(scheme, feed);
  if (feed_is_public(feed))
    keep_name(data, name);
  return TRUE;
}

/* Feeds that no scheme has any more, and those of people who were erased. */
static gboolean
sweep(Engine *engine, PublicFolder *folder, GError **error)
{
  g_autoptr(GHashTable) keep = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) tokens = tokens_all(engine->store);
  if (!store_healthy(engine->store, error))
    return FALSE;
  each_feed(engine, keep_public, keep, NULL);
  for (guint i = 0; i < tokens->len; i++)
    keep_name(keep, ((const Token *) tokens->pdata[i])->token);
  return public_folder_sweep(folder, keep, error);
}

/* -- Private feeds -- */

/* Tokens come before files: a file whose token nobody knows could never be taken back. */
static gboolean
ensure_token(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gpointer data,
             GError **error G_GNUC_UNUSED)
{
  const gint64 *person = data;
  if (feed_is_public(feed) || !feed_is_for(engine, scheme, feed, *person))
    return TRUE;
  g_autofree char *name = feed_name(scheme, feed), *purpose = g_strconcat(PURPOSE, name, NULL);
  g_free(token_ensure(engine->store, *person, purpose));
  return TRUE;
}

static gboolean
ensure_tokens(Engine *engine, const GArray *people, GError **error)
{
  store_begin(engine->store);
  for (guint i = 0; i < people->len; i++)
    each_feed(engine, ensure_token, &g_array_index(people, Unpublished, i).person, NULL);
  return store_commit(engine->store, error);
}

/* The private feed that @token opens today; NULL: none any more. */
static const SchemeFeed *
feed_of_token(Engine *engine, const Token *token, const Scheme **scheme)
{
  if (token->gone || !g_str_has_prefix(token->purpose, PURPOSE))
    return NULL;
  const SchemeFeed *feed = feed_find(engine->site->schemes, token->purpose + strlen(PURPOSE), scheme);
  return feed && !feed_is_public(feed) && feed_is_for(engine, *scheme, feed, token->person) ? feed : NULL;
}

/* Either the feed, or the mark that it is gone. */
static gboolean
put_private(Engine *engine, PublicFolder *folder, const Token *token, GError **error)
{
  const Scheme *scheme;
  const SchemeFeed *feed = feed_of_token(engine, token, &scheme);
  g_autofree char *file = file_of(token->token), *marker = marker_of(token->token);
  if (!feed)
    return public_folder_put(folder, marker, "", 0, error) && public_folder_remove(folder, file, error);
  g_autofree char *bytes = feed_private(engine, scheme, feed, token->person, error);
  return bytes && public_folder_put(folder, file, bytes, strlen(bytes), error) &&
         public_folder_remove(folder, marker, error);
}

static gboolean
put_person(Engine *engine, PublicFolder *folder, gint64 person, GError **error)
{
  g_autoptr(GPtrArray) tokens = tokens_ever_of(engine->store, person);
  for (guint i = 0; i < tokens->len; i++)
    if (!put_private(engine, folder, tokens->pdata[i], error))
      return FALSE;
  return store_healthy(engine->store, error);
}

/* -- Whom else a change of these people concerns -- */

typedef struct {
  Unpublished whose; /* who changed */
  gboolean every;    /* everyone in a role that covers by more than the school was found already */
} Change;

static void
mark_all(Store *store, GPtrArray *people /* owned */)
{
  for (guint i = 0; i < people->len; i++)
    unpublished_add(store, ((const Person *) people->pdata[i])->id);
  g_ptr_array_unref(people);
}

/* Who covered a person before is known of schools alone, for a role that ended stays. Of the rest, which are
 * few, each is marked. */
static void
mark_role(Engine *engine, const Scheme *scheme, const SchemeRole *role, const Change *change)
{
  gboolean all = change->whose.reach == REACH_BEFORE && role->covers != COVERS_SCHOOL;
  if (!all)
    mark_all(engine->store, coverage_holders(engine, scheme, role->id, change->whose.person));
  else if (!change->every)
    mark_all(engine->store,
             role_holders(engine->store, scheme->id, role->id, 0, NULL, NULL, clock_today(engine->clock)));
}

static gboolean
mark_feed(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gpointer data,
          GError **error G_GNUC_UNUSED)
{
  for (guint i = 0; feed->for_each && feed->for_each[i]; i++) {
    const SchemeRole *role = scheme_role(scheme, feed->for_each[i]);
    if (role && role->covers != COVERS_NOTHING)
      mark_role(engine, scheme, role, data);
  }
  return TRUE;
}

/* Marks those who cover @people. They are marked for themselves alone: nobody's feed shows what somebody
 * else's shows. */
static void
mark_covering(Engine *engine, const GArray *people)
{
  gboolean every = FALSE;
  for (guint i = 0; i < people->len; i++) {
    Change change = { g_array_index(people, Unpublished, i), every };
    if (change.whose.reach == REACH_SELF)
      continue;
    each_feed(engine, mark_feed, &change, NULL);
    every = every || change.whose.reach == REACH_BEFORE;
  }
}

/* -- The steps -- */

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
  store_set_int(engine->store, "published_day", today);
  return store_commit(engine->store, error);
}

static gboolean
publish_everything(Engine *engine, PublicFolder *folder, const char *now, GError **error)
{
  if (!each_feed(engine, put_public, folder, error) || !put_page(engine, folder, error) ||
      !sweep(engine, folder, error) || !public_folder_sync(folder, error))
    return FALSE;
  store_begin(engine->store);
  unpublished_add_all(engine->store);
  published_set(engine->store, now);
  return store_commit(engine->store, error);
}

static gboolean
publish_people(Engine *engine, PublicFolder *folder, const GArray *people, GError **error)
{
  if (!ensure_tokens(engine, people, error))
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    if (!put_person(engine, folder, g_array_index(people, Unpublished, i).person, error))
      return FALSE;
  if (!public_folder_sync(folder, error))
    return FALSE;
  store_begin(engine->store);
  mark_covering(engine, people);
  unpublished_clear(engine->store,
                    people); /* also those marked just now that are among them: they are written */
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
  for (;;) {
    g_autoptr(GArray) people = unpublished_some(engine->store, BATCH);
    if (!people->len)
      return store_healthy(engine->store, error);
    if (!publish_people(engine, folder, people, error))
      return FALSE;
  }
}

static char *
feed_by_token(Engine *engine, const char *name, GError **error)
{
  const Scheme *scheme;
  Token *token = token_find(engine->store, name);
  const SchemeFeed *feed = token ? feed_of_token(engine, token, &scheme) : NULL;
  char *bytes = NULL;
  if (feed)
    bytes = feed_private(engine, scheme, feed, token->person, error);
  else if (!store_healthy(engine->store, error))
    ;
  else if (!token)
    g_set_error(error, FAULT, FAULT_DATA,
                "there is no feed %s: give SCHEME-FEED, or the token of a private one", name);
  else if (token->gone)
    g_set_error(error, FAULT, FAULT_DATA, "the link %s was renewed: the person has a new one", name);
  else
    g_set_error(error, FAULT, FAULT_DATA, "the link %s opens nothing: the person holds the role no more",
                name);
  token_free(token);
  return bytes;
}

char *
publish_feed(Engine *engine, const char *name, GError **error)
{
  const Scheme *scheme;
  const SchemeFeed *feed = feed_find(engine->site->schemes, name, &scheme);
  if (!feed)
    return feed_by_token(engine, name, error);
  if (feed_is_public(feed))
    return feed_public(engine, scheme, feed, error);
  g_set_error(error, FAULT, FAULT_DATA, "%s is a private feed, one for each person: give the token of theirs",
              name);
  return NULL;
}
