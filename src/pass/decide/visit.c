/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the earliest visit. Knows nothing of what it is for. */
#include "pass/decide/visit.h"

void
visit_at(Visit *visit, Instant at, const char *what)
{
  if (visit->at == INSTANT_NONE || at < visit->at) {
    visit->at = at;
    visit->what = what;
  }
}
