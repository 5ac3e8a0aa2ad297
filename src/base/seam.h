/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The crash seam. Everything durable (a commit, a file put in place, a byte that a server accepted) reports
 * here; with MENTORD_CRASH_AT=N in the environment the process ends at the N-th report, as if it had been
 * killed. */
#pragma once
#include <glib.h>

typedef struct Seam Seam;

Seam *seam_new(void); /* reads MENTORD_CRASH_AT */
void seam_free(Seam *seam);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Seam, seam_free)

/* Call right after a durable write. @seam may be NULL. Does not return at the N-th call. */
void seam_durable(Seam *seam);
/* How many there were. */
guint64 seam_count(const Seam *seam);
