/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register that providers share as a signed file: out, with the people who consent, and in. C3.1, C3.5,
 * C3.29. */
#pragma once
#include "pass/engine.h"

/* The register of the report @id (of kind "register", with "share"), signed with the site's key. g_free.
 * FAULT_DATA when there is no such report or nobody is asked for consent, FAULT_CONFIG without a key. */
char *exchange_export(Engine *engine, const char *id, GError **error);
/* Takes in the file of a provider that the site file names, if it is newer than the last one: how many awards
 * it holds into *n, whose it is into *provider (borrowed). In the caller's transaction. FAULT_DATA. */
gboolean exchange_import(Engine *engine, const char *sealed, const char **provider, guint *n, GError **error);
