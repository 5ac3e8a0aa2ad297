/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compound files ([MS-CFB]): storages and streams, as .msg is made of. */
#pragma once
#include <glib.h>

typedef struct Compound Compound;

enum { COMPOUND_ROOT = 0, COMPOUND_NONE = G_MAXUINT };

/* @bytes must outlive it. NULL when the head or the directory cannot be read. */
Compound *compound_open(const guint8 *bytes, gsize n);
void compound_free(Compound *compound);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Compound, compound_free)

/* The entry called @name in @storage, or COMPOUND_NONE. */
guint compound_find(const Compound *compound, guint storage, const char *name);
/* The entry behind @after (COMPOUND_NONE: the first) in @storage, in the order of the directory;
 * COMPOUND_NONE behind the last. */
guint compound_next(const Compound *compound, guint storage, guint after);
const char *compound_name(const Compound *compound, guint entry);
/* The bytes of a stream, as many of them as there are; NULL for what is none. All streams together give at
 * most twice what the file has. */
GBytes *compound_read(Compound *compound, guint entry);
