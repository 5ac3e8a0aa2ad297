/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ZIP file of a stranger, in memory, with bounds of its own: at most 4,096 members with names that differ
 * whatever their case, 64 MiB a member, 128 MiB read in all. Nothing is ever written anywhere. */
#pragma once
#include <glib.h>

typedef struct Package Package;

/* Whether a ZIP file begins there, or a little behind what a careless program put before it. */
gboolean package_starts(const guint8 *bytes, gsize n);
/* @bytes stay the caller's and must outlive the package. NULL with *problem ("damaged", "too-large",
 * "encrypted") if it is none that is taken. */
Package *package_open(const guint8 *bytes, gsize n, const char **problem);
/* NULL is accepted. */
void package_free(Package *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Package, package_free)

guint package_size(const Package *package);
/* The @i-th member's name as kept: / for \, no leading /. */
const char *package_name(const Package *package, guint i);
/* Whether there is such a member, whatever its case. */
gboolean package_has(const Package *package, const char *name);
/* A whole member, its checksum compared, NUL-terminated; NULL with *problem: "damaged" if it is missing or
 * broken, "encrypted", "unsupported" for packing nobody uses, "too-large". g_free. */
char *package_read(Package *package, const char *name, gsize *n, const char **problem);
