/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is to have one of something and has none or two: a holder of a role, a notice. Questions alone. */
#pragma once
#include "store/store.h"

typedef struct {
  gint64 person;
  char *name, *holders; /* "Lena Lead and Lewis Long"; "" for none */
  guint count;          /* never 1 */
} Unallocated;
void unallocated_free(Unallocated *one);
/* Those in one of the roles @of on @day for whom not exactly one holder of @role is named: of Unallocated. */
GPtrArray *people_without_one(Store *store, const char *scheme, const char *role, const char *const *of,
                              Day day);

/* Those in one of @roles on @day, with an address, to whom no mail @purpose followed by their id was ever
 * queued: of gint64. */
GArray *people_untold(Store *store, const char *scheme, const char *const *roles, const char *purpose,
                      Day day);
/* Whether anything was asked of @person by a mail since @since. */
gboolean outbox_asked_since(Store *store, gint64 person, Instant since);
typedef struct {
  gint64 person;
  char *name, *state;    /* of the mail */
  Instant created, sent; /* sent INSTANT_NONE: not yet */
} Told;
void told_free(Told *told);
GPtrArray *people_told(Store *store, const char *purpose); /* of Told, by name */
