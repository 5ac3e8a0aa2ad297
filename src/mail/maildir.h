/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What both maildir ends share: the folder's three directories, and making a rename last. */
#pragma once
#include <glib.h>

/* The path in "maildir:/path", or NULL if @url is none. */
const char *maildir_path(const char *url);
/* Creates @path with cur, new and tmp where they are missing. FAULT_IO. */
gboolean maildir_make(const char *path, GError **error);
/* Makes the renames into or out of @directory durable. FAULT_IO. */
gboolean maildir_sync(const char *directory, GError **error);
