/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases: what a human must settle. */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 id, message, obligation, person;          /* 0: none */
  int document;                                    /* -1: the message itself */
  char *kind, *form, *question, *detail, *outcome; /* form, outcome: or NULL; detail: JSON */
  Instant opened, settled;                         /* settled INSTANT_NONE: open */
} Case;
void case_free(Case *c);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

gint64 case_open(Store *store, const Case *c); /* id, opened, settled, outcome are not read */
Case *case_get(Store *store, gint64 id);
GPtrArray *cases_list(Store *store, gboolean open_only); /* of Case, oldest first */
/* Whether an open case may hold this obligation's answer: then nobody is chased. */
gboolean case_waits(Store *store, gint64 obligation);
void case_settle(Store *store, gint64 id, const char *outcome);
gint64 cases_count(Store *store);  /* open ones */
gint64 cases_newest(Store *store); /* the highest id of the open ones; 0: none */
