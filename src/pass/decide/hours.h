/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hours of one person: attended, logged, paid, and the credits that they banked. One account for the
 * answer to "hours" and for the command line. C1.31, C1.32 */
#pragma once
#include "pass/engine.h"

typedef struct {
  GPtrArray *lines; /* of char*: in words: of each scheme what was attended and done, by date; then credits */
  GPtrArray *sums;  /* of char*: what they come to, in words */
  double training;  /* attended and logged in this academic year; materials reviewed instead are none */
  double paid;      /* a ledger of its own: never among the hours of training */
  double above;     /* reported beyond what the rules let count */
  gint64 credits;   /* of every year */
} Hours;

/* Of the academic year that today lies in. */
Hours *hours_of_person(Engine *engine, gint64 person);
void hours_free(Hours *hours);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hours, hours_free)

/* How much of @hours more counts under @evidence, of which @before are reported already: nothing above
 * `most`. */
double hours_within(const Evidence *evidence, double before, double hours);
