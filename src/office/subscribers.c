/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins private links, their holders and what was fetched. Writes nothing. */
#include "office/subscribers.h"
#include "pass/publish/feeds.h"
#include "store/fetched.h"
#include "store/tokens.h"
#include <string.h>

#define STALE (7 * 86400) /* seconds: Google and Outlook ask once a day, at their slowest */
#define NAMED 12          /* by name; of more only how many there are */
#define PURPOSE "feed:"

/* The feeds that one person has now, as one calendar. */
typedef struct {
  gint64 person;
  gboolean has_feed;
  Instant last;    /* INSTANT_NONE: never fetched */
  Instant refused; /* when one of their renewed links was asked for last; INSTANT_NONE: never */
} Subscriber;

static gboolean
opens(Engine *engine, const Token *token)
{
  const Scheme *scheme;
  const SchemeFeed *feed =
      feed_find_private(engine->site->schemes, token->purpose + strlen(PURPOSE), &scheme);
  return feed && feed_is_for(engine, scheme, feed, token->person);
}

static void
add_token(Engine *engine, const Token *token, Subscriber *one)
{
  Fetched fetched = fetched_of(engine->store, token->token);
  if (token->gone) {
    one->refused = MAX(one->refused, fetched.refused);
    return;
  }
  if (!opens(engine, token))
    return;
  one->has_feed = TRUE;
  one->last = MAX(one->last, fetched.last);
}

/* Of Subscriber: everybody who has a feed of their own. Tokens stand by person. */
static GArray *
subscribers(Engine *engine)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Subscriber));
  g_autoptr(GPtrArray) tokens = tokens_all(engine->store);
  for (guint i = 0; i < tokens->len;) {
    Subscriber one = { ((const Token *) tokens->pdata[i])->person, FALSE, INSTANT_NONE, INSTANT_NONE };
    for (; i < tokens->len && ((const Token *) tokens->pdata[i])->person == one.person; i++)
      if (g_str_has_prefix(((const Token *) tokens->pdata[i])->purpose, PURPOSE))
        add_token(engine, tokens->pdata[i], &one);
    if (one.has_feed)
      g_array_append_val(all, one);
  }
  return all;
}

static gboolean
asks_in_vain(const Engine *engine, const Subscriber *one)
{
  return one->refused != INSTANT_NONE && clock_now(engine->clock) - one->refused <= STALE &&
         one->last < one->refused;
}

static gboolean
is_stale(const Engine *engine, const Subscriber *one)
{
  gboolean silent = one->last != INSTANT_NONE && clock_now(engine->clock) - one->last > STALE;
  return silent || asks_in_vain(engine, one);
}

json_t *
subscribers_json(Engine *engine)
{
  g_autoptr(GArray) all = subscribers(engine);
  json_int_t stale = 0, never = 0;
  for (guint i = 0; i < all->len; i++) {
    const Subscriber *one = &g_array_index(all, Subscriber, i);
    gboolean old = is_stale(engine, one);
    stale += old;
    never += !old && one->last == INSTANT_NONE;
  }
  return json_pack("{s:I, s:I, s:I}", "subscribed", (json_int_t) all->len - stale - never, "stale", stale,
                   "never", never);
}

static gboolean
add_public(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gpointer data,
           GError **error G_GNUC_UNUSED)
{
  g_autofree char *name = feed_name(scheme, feed);
  Instant last = fetched_of(engine->store, name).last;
  g_autofree char *at = last == INSTANT_NONE ? NULL : clock_format(engine->clock, last);
  json_object_set_new(data, name, at ? json_string(at) : json_null());
  return TRUE;
}

json_t *
subscribers_public(Engine *engine)
{
  json_t *feeds = json_object();
  feeds_each_public(engine, add_public, feeds, NULL);
  return feeds;
}

/* "Amy Brown (since Monday 5 October 2026)" */
static char *
words_of(Engine *engine, const Subscriber *one)
{
  g_autoptr(Person) person = person_get(engine->store, one->person);
  g_autofree char *day = one->last == INSTANT_NONE ? NULL : day_words(clock_day(engine->clock, one->last));
  const char *name = person ? person->name : "";
  return day ? g_strdup_printf("%s (since %s)", name, day) : g_strdup(name);
}

static void
add_names(Engine *engine, const GArray *all, gboolean in_vain, const char *before, const char *after,
          GPtrArray *lines)
{
  g_autoptr(GString) names = g_string_new(NULL);
  guint n = 0;
  for (guint i = 0; i < all->len; i++) {
    const Subscriber *one = &g_array_index(all, Subscriber, i);
    if (!is_stale(engine, one) || asks_in_vain(engine, one) != in_vain || n++ >= NAMED)
      continue;
    g_autofree char *words = words_of(engine, one);
    g_string_append_printf(names, "%s%s", names->len ? ", " : "", words);
  }
  if (n > NAMED)
    g_string_append_printf(names, " and %u more", n - NAMED);
  if (n)
    g_ptr_array_add(lines, g_strdup_printf("%s: %s. %s", before, names->str, after));
}

GPtrArray *
subscribers_warnings(Engine *engine)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  if (!fetched_any(engine->store))
    return lines;
  g_autoptr(GArray) all = subscribers(engine);
  add_names(
      engine, all, FALSE, "calendars that have not asked for their dates for a week",
      "They do not see what changes until they subscribe again: a reply \"new calendar link\" brings the "
      "link",
      lines);
  add_names(engine, all, TRUE, "calendars that still ask for a link that was renewed",
            "They see nothing until the new one is put in", lines);
  return lines;
}
