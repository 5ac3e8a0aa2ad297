/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Back-off with jitter. Does not know how to try. */
#include "cli/retry.h"
#include "base/clock.h"

#define FIRST_WAIT 5000 /* milliseconds, doubled by each failure */
#define LONGEST_WAIT 900000

void
retry_clear(Retry *retry)
{
  g_clear_pointer(&retry->words, g_free);
  retry->tries = 0;
  retry->again = 0;
}

/* Up to a quarter off, so that not everybody comes at the same moment after a server was down. */
static gint64
back_off(guint tries)
{
  gint64 wait = LONGEST_WAIT;
  if (tries < 9)
    wait = MIN(wait, (gint64) FIRST_WAIT << (tries - 1));
  return wait - g_random_int_range(0, (gint32) (wait / 4));
}

void
retry_failed(Retry *retry, const char *words)
{
  if (g_strcmp0(retry->words, words) != 0)
    g_warning("%s", words);
  g_free(retry->words);
  retry->words = g_strdup(words);
  retry->again = clock_monotonic() + back_off(++retry->tries);
}

void
retry_over(Retry *retry)
{
  if (retry->words)
    g_message("%s works again", retry->what);
  retry_clear(retry);
}

gboolean
retry_may_try(const Retry *retry)
{
  return clock_monotonic() >= retry->again;
}

void
retry_hurry(Retry *retry)
{
  retry->again = 0;
}
