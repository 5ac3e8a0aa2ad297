/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kept in the store, because a pass by `once` knows nothing of the one before: "sending_pause" (an instant),
 * "sending_pauses" (how many in a row without a mail in between), "sending_stuck" (the instant of the first
 * of them) and "sending_slower" (how often the rate is halved). Sleeps nowhere. */
#include "pass/pace.h"
#include "store/outbox.h"
#include <string.h>

#define AT_ONCE 100
#define FIRST_RETRY (5 * 60)
#define LAST_RETRY (4 * 3600)
#define LONGEST_PAUSE (15 * 60)
#define SLOWEST 5    /* halvings */
#define UNLIMITED 64 /* a minute, where the site sets no rate and the server asks for one */

struct Pace {
  Engine *engine;
  gint64 next_allowed; /* monotonic ms */
};

Pace *
pace_new(Engine *engine)
{
  Pace *pace = g_new0(Pace, 1);
  pace->engine = engine;
  return pace;
}

void
pace_free(Pace *pace)
{
  g_free(pace);
}

static guint
slower(const Pace *pace)
{
  return (guint) CLAMP(store_get_int(pace->engine->store, "sending_slower", 0), 0, SLOWEST);
}

/* Mails a minute; 0: any number. */
static guint
rate(const Pace *pace)
{
  guint halvings = slower(pace), most = pace->engine->site->per_minute;
  return halvings ? MAX(1, (most ? most : UNLIMITED) >> halvings) : most;
}

static gboolean
is_unpaced(const Pace *pace)
{
  const Engine *engine = pace->engine;
  return clock_is_set(engine->clock) || g_str_has_prefix(engine->site->submission.url, "maildir:") ||
         !rate(pace);
}

guint
pace_allowance(const Pace *pace)
{
  if (pace_is_stuck(pace->engine->store))
    return 1; /* whether it is taken tells of the others */
  if (is_unpaced(pace))
    return AT_ONCE;
  return clock_monotonic() >= pace->next_allowed ? rate(pace) : 0;
}

void
pace_spend(Pace *pace, guint mails)
{
  if (!is_unpaced(pace))
    pace->next_allowed = clock_monotonic() + (gint64) mails * 60000 / rate(pace);
}

gint64
pace_wait(const Pace *pace)
{
  return MAX(0, pace->next_allowed - clock_monotonic());
}

guint
pace_connections(const Pace *pace)
{
  return MAX(1, pace->engine->site->submission.connections >> slower(pace));
}

Instant
pace_retry(Instant now, int attempts)
{
  gint64 wait = FIRST_RETRY;
  for (int i = 0; i < attempts && wait < LAST_RETRY; i++)
    wait *= 2;
  return now + MIN(wait, LAST_RETRY);
}

Instant
pace_pause(Store *store)
{
  return store_get_int(store, "sending_pause", 0);
}

gboolean
pace_is_stuck(Store *store)
{
  return store_get_int(store, "sending_pauses", 0) > 0;
}

void
pace_refused(Engine *engine, gboolean too_fast, gboolean some, Instant at)
{
  Store *store = engine->store;
  gint64 pauses = some ? 0 : store_get_int(store, "sending_pauses", 0);
  store_set_int(store, "sending_pause", MIN(pace_retry(at, (int) pauses), at + LONGEST_PAUSE));
  store_set_int(store, "sending_pauses", pauses + 1);
  if (!pauses)
    store_set_int(store, "sending_stuck", at);
  if (too_fast)
    store_set_int(store, "sending_slower", MIN(SLOWEST, store_get_int(store, "sending_slower", 0) + 1));
}

void
pace_went_well(Engine *engine)
{
  Store *store = engine->store;
  gint64 halvings = store_get_int(store, "sending_slower", 0);
  if (halvings > 0)
    store_set_int(store, "sending_slower", halvings - 1);
  pace_resume(store);
}

/* What was put off while nothing was taken was not at fault: it goes as if it had not been tried. */
void
pace_resume(Store *store)
{
  if (!pace_is_stuck(store))
    return;
  outbox_try_anew(store, store_get_int(store, "sending_stuck", 0));
  store_set_int(store, "sending_pause", 0);
  store_set_int(store, "sending_pauses", 0);
}
