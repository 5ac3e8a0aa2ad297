/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The published folder: files replaced whole, and only when they differ. Does not know what stands in them.
 */
#pragma once
#include "base/seam.h"

typedef struct PublicFolder PublicFolder;

#define GONE_ENDING "gone" /* the ending of what marks that a private file was taken back */

/* Makes @path and its folders of private files (feeds/, pages/, forms/, verify/) when they are missing.
 * FAULT_IO. @seam is borrowed, or NULL. */
PublicFolder *public_folder_open(const char *path, Seam *seam, GError **error);
void public_folder_close(PublicFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PublicFolder, public_folder_close)

/* Whether there is anything under @name, relative to the folder ("index.html", "feeds/a.ics"). */
gboolean public_folder_has(const PublicFolder *folder, const char *name);
/* What stands there, as text to be freed by g_free(); NULL: nothing that can be read. */
char *public_folder_get(const PublicFolder *folder, const char *name);
/* Puts @bytes there: written beside it, then renamed. Nothing happens when it holds them already. FAULT_IO.
 */
gboolean public_folder_put(PublicFolder *folder, const char *name, const char *bytes, gsize length,
                           GError **error);
/* TRUE also when there was nothing. FAULT_IO. */
gboolean public_folder_remove(PublicFolder *folder, const char *name, GError **error);
/* Removes every file of the private folders that is named as we name them (and halves of files) and whose
 * name, such as "feeds/TOKEN.ics", is not in @keep, a set. FAULT_IO. */
gboolean public_folder_sweep(PublicFolder *folder, GHashTable *keep, GError **error);
/* What was put and removed survives a loss of power from here on. FAULT_IO. */
gboolean public_folder_sync(PublicFolder *folder, GError **error);
