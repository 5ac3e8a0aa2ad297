/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One obligation settled: its state and dates by the facts, its request, its rungs. */
#pragma once
#include "pass/decide/standing.h"

/* A rung that is due now and is a mail to the person (or, @to set, to somebody in that role). */
typedef struct {
  const Requirement *requirement;
  const Rung *rung;
  gint64 obligation;
} Ask;

/* Brings @obligation up to date, saves it if it changed, lets its request wait for its mail when it is due,
 * and adds to @asks (of Ask) the rung that is due now. *changed when its state changed: others may depend on
 * it. */
void settle(const Standing *standing, const Requirement *requirement, Obligation *obligation, GArray *asks,
            gboolean *changed);
/* The day of a rung: due + 1 + n for n of 0 and more, due + n below, in working days. doc/schemes.md. */
Day rung_day(const WorkCalendar *calendar, Day due, int n);
/* By hand: asked no longer, or due by the end of @day; with the journal's line. What follows is decided
 * later. */
void obligation_waive(Engine *engine, Obligation *obligation, const char *cause);
void obligation_extend(Engine *engine, Obligation *obligation, Day day, const char *cause);
/* The due date that stands: extended by hand, or as computed. */
Day obligation_due(const Obligation *obligation);
