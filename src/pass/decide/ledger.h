/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The training of one person in one scheme, from one day to another: what was attended and done, and its
 * hours. Every account of hours is made of it: what is claimed, proved, paid and answered. Hours that nobody
 * stated are not none, so they are counted apart. C1.31, C2.12, C2.14 */
#pragma once
#include "pass/engine.h"

typedef struct {
  Day day;
  const SchemeActivity *activity; /* borrowed from the scheme; NULL: an event was attended */
  const char *title;              /* of the event or activity, borrowed from the scheme */
  double hours;                   /* negative: not stated */
  gboolean counts;                /* as training */
  char *how;                      /* "attended", "materials reviewed instead", "done" */
  char *source;                   /* who says so */
} LedgerLine;

typedef struct {
  GPtrArray *lines; /* of LedgerLine, by day */
  double hours;     /* of training, as far as stated */
  guint unstated;   /* things that count as training and whose hours nobody stated */
} Ledger;

Ledger *ledger_new(Engine *engine, const Scheme *scheme, gint64 person, Day from, Day to);
void ledger_free(Ledger *ledger);
/* The hours of @line, none where nobody stated any; and those of them that count as training. */
double ledger_line_hours(const LedgerLine *line);
double ledger_line_training(const LedgerLine *line);
/* Whether this @activity is in it. */
gboolean ledger_has(const Ledger *ledger, const char *activity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_free)
