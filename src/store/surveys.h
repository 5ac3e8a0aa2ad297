/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What many people said on one form, for reports that count it. */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 filed;  /* answers are read with answer_get() */
  gint64 before; /* what was filed last time, by or about the same person; 0: nothing */
  gint64 person; /* who filed it */
  gint64 about;  /* of whom it speaks: @person, or somebody else */
  gint64 school; /* from which it came; 0: none */
  Instant arrival;
} Voice;

/* Of Voice, those that came from @since to before @until, each in its last version. Of a form that speaks of
 * its sender the latest return of each person; of one about others each return. */
GPtrArray *survey(Store *store, const char *scheme, const char *form, Instant since, Instant until);
