/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that does not work and is tried again: later each time, said once, and when it lasts somebody is
 * alerted. */
#pragma once
#include "pass/engine.h"

typedef struct {
  const char *what; /* "the mailbox" */
  char *words;      /* what is wrong; NULL: it works */
  guint tries;      /* that failed, one after the other */
  gint64 again;     /* clock_monotonic() of the next try */
  Instant since;
  gboolean alerted;
} Outage;

void outage_clear(Outage *outage);
/* A try failed with @fault. The log hears of it when it is news. */
void outage_failed(Outage *outage, const Clock *clock, const GError *fault);
/* It works. The log hears of it when it did not. */
void outage_over(Outage *outage);
/* Whether it may be tried now. */
gboolean outage_may_try(const Outage *outage);
/* To be tried at once, whatever the back-off says. */
void outage_hurry(Outage *outage);
/* Once an outage, when it has lasted: runs `partnership.alert`, and writes to the office if @mail, for mail
 * must then get out. */
void outage_alert(Outage *outage, Engine *engine, gboolean mail);
