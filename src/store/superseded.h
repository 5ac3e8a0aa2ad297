/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates that were replaced. An award keeps its number for ever; its code is that number, from the
 * second version on with the version behind it: XXXX-XXXX-XXXX-XXXX-2. A code that was printed never becomes
 * another award's. */
#pragma once
#include "store/awards.h"

typedef struct {
  char *code, *name; /* as they were printed */
  char *why;
  gint64 award;
  Instant issued, at; /* when that version was issued, and when it was replaced */
} Superseded;
void superseded_free(Superseded *superseded);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Superseded, superseded_free)

/* NULL: @code, in any case, with dashes or without, was never printed, or still holds. */
Superseded *superseded_by_code(Store *store, const char *code);
/* What the certificate of @award replaced last; NULL: it is the first. */
Superseded *superseded_last(Store *store, gint64 award);
/* All that the certificate of @award replaced: of Superseded. */
GPtrArray *superseded_of(Store *store, gint64 award);
/* Every code that was ever issued, those that were replaced too: of char*. */
GPtrArray *award_codes(Store *store);
/* Replaces the certificate of @award by a new version in the name @name, which is drawn and mailed anew.
 * FALSE: it has no certificate. */
gboolean award_reissue(Store *store, const Award *award, const char *name, const char *why);
