/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which calendar feeds there are, and what stands in them. A public one holds sessions and nothing of
 * anybody; a private one what one person may choose, covers and owes. The same facts give the same bytes.
 * C1.24, C1.30
 */
#pragma once
#include "pass/engine.h"
#include "store/sessions.h"

/* Rules that are repeated for values of an attribute are one feed each: of those that the scheme lists, else
 * of those that its sessions name. What people write of themselves never makes a feed: its name is public.
 * @feed is borrowed for the time of the call. FALSE and @error end the walk. */
typedef gboolean (*FeedFunction)(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gpointer data,
                                 GError **error);
gboolean feeds_each_public(Engine *engine, FeedFunction function, gpointer data, GError **error);
gboolean feeds_each_private(Engine *engine, FeedFunction function, gpointer data, GError **error);

/* "SCHEME-FEED": the file's name, and after "feed:" the purpose of a token. g_free. */
char *feed_name(const Scheme *scheme, const SchemeFeed *feed);
/* The private feed of that name, and its scheme; NULL: none. */
const SchemeFeed *feed_find_private(const Schemes *schemes, const char *name, const Scheme **scheme);
/* Whether @session is one of those of which @feed is made. */
gboolean feed_takes(const Scheme *scheme, const SchemeFeed *feed, const Session *session);
/* Whether @person holds one of the roles that @feed is for. */
gboolean feed_is_for(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gint64 person);
/* How many changes of sessions are still told in feeds: when it is another number, they are to be written
 * anew. */
gint64 feeds_changes_told(Engine *engine);

/* The bytes. FAULT_CONFIG when a session cannot be shown. g_free. */
char *feed_public(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, GError **error);
char *feed_private(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gint64 person,
                   GError **error);
