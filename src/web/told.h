/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine was told lately of feeds that were asked for, so that thousands of requests a second for
 * one feed are one record a minute and crowd out no other's. */
#pragma once
#include <glib.h>

#define TOLD_EACH 60000 /* milliseconds */

typedef struct Told Told;

Told *told_new(void);
void told_free(Told *told);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Told, told_free)

/* Whether the feed @name, answered with @status at @now (monotonic milliseconds), is to be told: not when
 * that was told of it less than TOLD_EACH ago. Takes it for told. */
gboolean told_is_news(Told *told, const char *name, guint status, gint64 now);
