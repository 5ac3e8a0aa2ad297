/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Consent to pass data on, line upon line as it was given and withdrawn; the latest one holds. C3.5 */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 id, person, message; /* message 0: by hand */
  char *scheme, *field;       /* field: "form.field" that asked */
  char *words;                /* what was agreed to, as it was asked */
  gboolean given;             /* FALSE: refused or withdrawn */
  Instant at;
} Consenting;
void consenting_free(Consenting *consenting);

/* Adds a line unless the latest says the same in the same words. TRUE: it is news. id and at are not read. */
gboolean consenting_add(Store *store, const Consenting *consenting);
GPtrArray *consentings_of(Store *store, gint64 person);  /* the latest of each field: of Consenting */
GPtrArray *consentings_all(Store *store, gint64 person); /* every line, oldest first */
