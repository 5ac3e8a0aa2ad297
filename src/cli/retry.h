/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that failed and is tried again, later each time. What stands still is told by
 * pass/tell/outages.c. */
#pragma once
#include <glib.h>

typedef struct {
  const char *what; /* "the mailbox" */
  char *words;      /* what is wrong; NULL: it works */
  guint tries;      /* that failed, one after the other */
  gint64 again;     /* clock_monotonic() of the next try */
} Retry;

void retry_clear(Retry *retry);
/* A try failed with @words. The log hears of it when it is news. */
void retry_failed(Retry *retry, const char *words);
/* It works. The log hears of it when it did not. */
void retry_over(Retry *retry);
/* Whether it may be tried now. */
gboolean retry_may_try(const Retry *retry);
/* To be tried at once, whatever the back-off says. */
void retry_hurry(Retry *retry);
