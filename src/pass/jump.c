/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what two clocks showed, and how far one ran away. Sends nothing and holds nothing by itself. */
#include "pass/jump.h"
#include "pass/tell/outages.h"
#include <string.h>

#define A_DAY 86400
#define SEEN "clock_seen"     /* "BOOT SECONDS INSTANT" of the last pass */
#define JUMPED "clock_jumped" /* seconds that the clock is ahead of what was expected; 0: none */

/* Seconds by which the clock moved more than time did since the last pass; 0 when the machine was started
 * anew. */
static gint64
moved(Engine *engine, const char *boot)
{
  g_autofree char *seen = store_get(engine->store, SEEN);
  g_auto(GStrv) words = g_strsplit(seen ? seen : "", " ", 3);
  if (g_strv_length(words) != 3 || !*boot || strcmp(words[0], boot) != 0)
    return 0;
  gint64 passed = clock_since_boot() - g_ascii_strtoll(words[1], NULL, 10);
  return clock_now(engine->clock) - g_ascii_strtoll(words[2], NULL, 10) - passed;
}

void
jump_watch(Engine *engine)
{
  g_autoptr(GError) fault = NULL;
  if (clock_is_set(engine->clock))
    return;
  g_autofree char *boot = clock_boot();
  gint64 ahead = store_get_int(engine->store, JUMPED, 0) + moved(engine, boot);
  g_autofree char *seen = g_strdup_printf("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, boot,
                                          clock_since_boot(), clock_now(engine->clock));
  store_begin(engine->store);
  store_set(engine->store, SEEN, seen);
  store_set_int(engine->store, JUMPED, ahead > A_DAY ? ahead : 0);
  if (!store_commit(engine->store, &fault))
    g_debug("what the clocks show could not be kept: %s", fault->message);
}

gboolean
jump_stands(Engine *engine)
{
  gint64 ahead = clock_is_set(engine->clock) ? 0 : store_get_int(engine->store, JUMPED, 0);
  g_autofree char *words = g_strdup_printf(
      "It jumped ahead by %" G_GINT64_FORMAT " days. Until it is back nobody is written to but in "
      "answer; if it is right as it is now, \"mentord outbox release\" (or a mail with the word "
      "release) says so",
      (ahead + A_DAY / 2) / A_DAY);
  if (ahead)
    outage_note(engine, OUTAGE_CLOCK, words);
  else if (!clock_is_set(engine->clock))
    outage_clear(engine, OUTAGE_CLOCK);
  return ahead != 0;
}

void
jump_accept(Engine *engine)
{
  store_set_int(engine->store, JUMPED, 0);
}
