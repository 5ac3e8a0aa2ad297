/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often one client may ask for what costs us something, and all together: token buckets in a table that
 * never grows. */
#pragma once
#include <glib.h>

typedef struct Limit Limit;

/* One client may ask LIMIT_BURST times at once, and once in LIMIT_EACH milliseconds; all together
 * LIMIT_ALL_BURST times and once in LIMIT_ALL_EACH. */
#define LIMIT_BURST 20
#define LIMIT_EACH 3000
#define LIMIT_ALL_BURST 200
#define LIMIT_ALL_EACH 50

Limit *limit_new(void);
void limit_free(Limit *limit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Limit, limit_free)

/* Whether @client (peer_client()) may ask at @now (monotonic milliseconds): 0, and it has; else in how many
 * seconds it may. */
guint limit_take(Limit *limit, guint64 client, gint64 now);
