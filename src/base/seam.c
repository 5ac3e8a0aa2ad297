/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts durable writes, and ends the process at a chosen one. Does not clean up: that is its point. */
#include "base/seam.h"
#include <unistd.h>

#define CRASHED 100

struct Seam {
  guint64 count;
  guint64 crash_at;
};

Seam *
seam_new(void)
{
  Seam *seam = g_new0(Seam, 1);
  const char *at = g_getenv("MENTORD_CRASH_AT");
  if (at)
    seam->crash_at = g_ascii_strtoull(at, NULL, 10);
  return seam;
}

void
seam_free(Seam *seam)
{
  g_free(seam);
}

void
seam_durable(Seam *seam)
{
  if (seam && ++seam->count == seam->crash_at)
    _exit(CRASHED);
}

guint64
seam_count(const Seam *seam)
{
  return seam->count;
}
