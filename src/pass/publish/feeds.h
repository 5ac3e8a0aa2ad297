/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in which calendar feed. A public one holds sessions and nothing of anybody; a private one what
 * one person may choose, covers and owes. The same facts give the same bytes. C1.24, C1.30 */
#pragma once
#include "pass/engine.h"
#include "store/sessions.h"

/* So long a cancelled session is shown as cancelled. */
#define CANCELLED_SHOWN (14 * 24 * 3600)

/* "SCHEME-FEED": the file's name, and after "feed:" the purpose of a token. g_free. */
char *feed_name(const Scheme *scheme, const SchemeFeed *feed);
/* The feed of that name, and its scheme; NULL: none. */
const SchemeFeed *feed_find(const Schemes *schemes, const char *name, const Scheme **scheme);
gboolean feed_is_public(const SchemeFeed *feed);
/* Whether @person holds one of the roles that @feed is for. */
gboolean feed_is_for(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gint64 person);

/* The bytes. FAULT_CONFIG when a session cannot be shown. g_free. */
char *feed_public(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, GError **error);
char *feed_private(Engine *engine, const Scheme *scheme, const SchemeFeed *feed, gint64 person,
                   GError **error);
/* "For: primary, Mathematics"; NULL when the session is for all. g_free. */
char *feed_for_whom(const Session *session);
