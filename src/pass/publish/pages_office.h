/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the office, which need not be a person: everything, what waits for it, and what is wrong. Its
 * token is kept beside the store's loose facts. */
#pragma once
#include "pass/engine.h"
#include "pass/publish/public_folder.h"

/* Writes it when what it shows may have changed since, or @changed: somebody's page was written in this pass.
 * FAULT_IO. */
gboolean office_publish(Engine *engine, PublicFolder *folder, gboolean changed, GError **error);
/* The names of its file and of the marks of those that are gone, added to @keep. */
void office_keep(Engine *engine, GHashTable *keep);
/* The link of the office's page, for a mail to the office. NULL: the site publishes nothing, or has no
 * base_url. g_free. */
char *office_page_url(Engine *engine);
/* A new link from now on; the old one is gone with the next publish(). Within a transaction. */
void office_page_renew(Engine *engine);
