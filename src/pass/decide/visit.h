/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock's next visit to one obligation: the earliest of what was offered. */
#pragma once
#include "base/clock.h"

typedef struct {
  Instant at;       /* INSTANT_NONE: only facts can change it */
  const char *what; /* borrowed: what will be looked at then */
} Visit;

void visit_at(Visit *visit, Instant at, const char *what);
