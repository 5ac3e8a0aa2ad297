/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The published folder: files replaced whole, and only when they differ. Does not know what stands in them.
 */
#pragma once
#include "base/seam.h"

typedef struct PublicFolder PublicFolder;

/* Makes @path and its feeds/ when they are missing. FAULT_IO. @seam is borrowed, or NULL. */
PublicFolder *public_folder_open(const char *path, Seam *seam, GError **error);
void public_folder_close(PublicFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PublicFolder, public_folder_close)

/* Whether there is anything under @name, relative to the folder ("index.html", "feeds/a.ics"). */
gboolean public_folder_has(const PublicFolder *folder, const char *name);
/* Puts @bytes there: written beside it, then renamed. Nothing happens when it holds them already. FAULT_IO.
 */
gboolean public_folder_put(PublicFolder *folder, const char *name, const char *bytes, gsize length,
                           GError **error);
/* TRUE also when there was nothing. FAULT_IO. */
gboolean public_folder_remove(PublicFolder *folder, const char *name, GError **error);
/* Removes every feed of feeds/ (.ics, .gone, and halves of files) whose file name is not in @keep, a set.
 * FAULT_IO. */
gboolean public_folder_sweep(PublicFolder *folder, GHashTable *keep, GError **error);
/* What was put and removed survives a loss of power from here on. FAULT_IO. */
gboolean public_folder_sync(PublicFolder *folder, GError **error);
