/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions as reports tell of them: who is to do what by when, and how it stands. */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 person, about, school, filed; /* about, school, filed 0: none */
  char *words, *owner;
  Day due;           /* DAY_NONE: none */
  gint64 obligation; /* to do it; 0: it was not asked yet */
} FollowUp;
void follow_up_free(FollowUp *follow_up);
/* Of @scheme, made before @until, by due day: of FollowUp. @filed 0: any, else those that this form led to.
 */
GPtrArray *follow_ups_list(Store *store, const char *scheme, gint64 filed, Instant until);
