/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds as files. What stands in a feed is feeds.c's, which of them must be written publish.c's. */
#include "pass/publish/feed_files.h"
#include "base/fault.h"
#include "paper/page.h"
#include "pass/publish/feeds.h"
#include "pass/publish/private.h"
#include "store/tokens.h"
#include <string.h>

#define PURPOSE "feed:" /* then feed_name(): what a token of a private feed is for */

static char *
file_of(const char *name)
{
  return g_strdup_printf("feeds/%s.ics", name);
}

static gboolean
put_public(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gpointer data, GError **error)
{
  PublicFolder *folder = data;
  g_autofree char *name = feed_name(scheme, feed), *file = file_of(name);
  g_autofree char *bytes = feed_public(engine, scheme, feed, error);
  return bytes && public_folder_put(folder, file, bytes, strlen(bytes), error);
}

gboolean
feeds_put_public(Engine *engine, PublicFolder *folder, GError **error)
{
  return feeds_each_public(engine, put_public, folder, error);
}

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
  g_autofree char *name = feed_name(scheme, feed), *file = file_of(name);
  PageFeed entry = { .title = g_strdup(feed->title), .url = public_url(engine, file) };
  g_array_append_val(list, entry);
  return TRUE;
}

gboolean
feeds_put_index(Engine *engine, PublicFolder *folder, GError **error)
{
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(PageFeed));
  g_array_set_clear_func(list, page_feed_clear);
  feeds_each_public(engine, list_public, list, NULL);
  g_autoptr(GBytes) page = page_index(engine->site->partnership, "Dates for your calendar",
                                      (const PageFeed *) (gpointer) list->data, list->len);
  gsize length;
  const char *bytes = g_bytes_get_data(page, &length);
  return public_folder_put(folder, "index.html", bytes, length, error);
}

static gboolean
keep_public(Engine *engine G_GNUC_UNUSED, const Scheme *scheme, const SchemeFeed *feed, gpointer data,
            GError **error G_GNUC_UNUSED)
{
  g_autofree char *name = feed_name(scheme, feed);
  g_hash_table_add(data, file_of(name));
  return TRUE;
}

void
feeds_keep_public(Engine *engine, GHashTable *keep)
{
  feeds_each_public(engine, keep_public, keep, NULL);
}

/* -- Private ones -- */

static gboolean
ensure_token(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gpointer data,
             GError **error G_GNUC_UNUSED)
{
  const gint64 *person = data;
  if (!feed_is_for(engine, scheme, feed, *person))
    return TRUE;
  g_autofree char *name = feed_name(scheme, feed), *purpose = g_strconcat(PURPOSE, name, NULL);
  g_free(token_ensure(engine->store, *person, purpose));
  return TRUE;
}

void
feeds_want(Engine *engine, gint64 person)
{
  feeds_each_private(engine, ensure_token, &person, NULL);
}

/* The private feed that @token opens today; NULL: none any more. */
static const SchemeFeed *
feed_of_token(Engine *engine, const Token *token, const Scheme **scheme)
{
  if (token->gone || !g_str_has_prefix(token->purpose, PURPOSE))
    return NULL;
  const SchemeFeed *feed = feed_find_private(engine->site->schemes, token->purpose + strlen(PURPOSE), scheme);
  return feed && feed_is_for(engine, *scheme, feed, token->person) ? feed : NULL;
}

gboolean
feeds_write(Engine *engine, const Token *token, const char *before G_GNUC_UNUSED, char **bytes,
            GError **error)
{
  const Scheme *scheme;
  const SchemeFeed *feed = feed_of_token(engine, token, &scheme);
  *bytes = feed ? feed_private(engine, scheme, feed, token->person, error) : NULL;
  return *bytes || !feed;
}

char *
feeds_title(Engine *engine, const Token *token)
{
  const Scheme *scheme;
  const SchemeFeed *feed = feed_of_token(engine, token, &scheme);
  return feed ? g_strdup(feed->title) : NULL;
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

/* A public feed that is looked for by its name. */
typedef struct {
  const char *name;
  char *bytes;
} Wanted;

static gboolean
write_wanted(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gpointer data, GError **error)
{
  Wanted *wanted = data;
  g_autofree char *name = feed_name(scheme, feed);
  if (wanted->bytes || strcmp(name, wanted->name))
    return TRUE;
  wanted->bytes = feed_public(engine, scheme, feed, error);
  return wanted->bytes != NULL;
}

char *
publish_feed(Engine *engine, const char *name, GError **error)
{
  const Scheme *scheme;
  Wanted wanted = { name, NULL };
  if (!feeds_each_public(engine, write_wanted, &wanted, error) || wanted.bytes)
    return wanted.bytes;
  if (!feed_find_private(engine->site->schemes, name, &scheme))
    return feed_by_token(engine, name, error);
  g_set_error(error, FAULT, FAULT_DATA, "%s is a private feed, one for each person: give the token of theirs",
              name);
  return NULL;
}
