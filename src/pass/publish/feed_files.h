/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds as files: the public ones with the page that lists them, and a person's private ones. C1.24, C1.30 */
#pragma once
#include "pass/engine.h"
#include "pass/publish/public_folder.h"
#include "store/tokens.h"

/* feeds/SCHEME-FEED.ics of every public feed. FAULT_IO; FAULT_CONFIG when a session cannot be shown. */
gboolean feeds_put_public(Engine *engine, PublicFolder *folder, GError **error);
/* index.html, which lists them. FAULT_IO. */
gboolean feeds_put_index(Engine *engine, PublicFolder *folder, GError **error);
/* The names of the public ones, added to @keep (of char*, owned). */
void feeds_keep_public(Engine *engine, GHashTable *keep);

/* As private.h says of "feed:". */
void feeds_want(Engine *engine, gint64 person);
gboolean feeds_write(Engine *engine, const Token *token, const char *before, char **bytes, GError **error);
char *feeds_title(Engine *engine, const Token *token);

/* One feed's bytes: "scheme-feed" or a token. NULL and FAULT_DATA when there is none, or the token was
 * renewed. g_free. */
char *publish_feed(Engine *engine, const char *name, GError **error);
