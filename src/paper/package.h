/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An Open Packaging file (ECMA-376 part 2) in memory: named parts in one zip, the same parts giving the same
 * bytes. Does not know what the parts mean. */
#pragma once
#include <glib.h>
#include <zip.h>

typedef struct Package Package;

Package *package_new(void);
void package_free(Package *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Package, package_free)

/* @part is copied and written in the order of the calls; @name as in the zip ("word/document.xml"). */
void package_add(Package *package, const char *name, const char *part);
/* The whole file; FAULT_SOFTWARE if libzip refuses, which only lack of memory or a name given twice can
 * cause. */
GBytes *package_close(Package *package, GError **error);

/* @text cleaned (text_clean, newlines kept) and with & < > " ' as entities: safe in elements and attributes
 * of XML 1.0. */
void package_escape(GString *xml, const char *text);

/* For zips that are written in other ways: how large or small parts are kept, and the day of all of them. */
gboolean package_settle(zip_t *zip, zip_uint64_t part, gsize size);
/* What was written to @sink; NULL if it cannot be read. */
GBytes *package_read_back(zip_source_t *sink);
