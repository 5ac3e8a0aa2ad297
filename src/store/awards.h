/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Awards: name, number and recipient fixed in the row that is made once; and what was claimed for them. */
#pragma once
#include "base/award_code.h"
#include "store/store.h"

typedef struct {
  gint64 id, person, obligation;
  gint64 school; /* the holder, when that is a school; else 0 */
  char *holder;  /* "person", "school" or "partnership" */
  char *scheme, *award, *instance, *year, *name, *title, *words, *detail, *certificate, *code;
  int credits;
  Instant issued;
} Award;
void award_free(Award *award);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Award, award_free)

/* The new award's id; 0 when it stands already. @award's id, code and issued are not read: the code is drawn
 * here. */
gint64 award_add(Store *store, const Award *award);
/* Its mail is to wait for the office. */
void award_hold(Store *store, gint64 id);
/* Whether it waits still: not when the mail of an earlier version of its certificate was let go. */
gboolean award_is_held(Store *store, gint64 id);
Award *award_get(Store *store, gint64 id);
Award *award_by_code(Store *store, const char *code); /* any case, dashes or none */
GPtrArray *awards_of(Store *store, gint64 person);    /* of Award, oldest first */
GPtrArray *awards_undrawn(Store *store, guint limit); /* those with a certificate and no PDF yet: of Award */
void award_set_pdf(Store *store, gint64 id, GBytes *pdf);
GBytes *award_pdf(Store *store, gint64 id); /* NULL: not drawn */
gint64 awards_count(Store *store);
/* Those of a school or the partnership of which nobody was told yet: of Award, each award and school
 * together. */
GPtrArray *awards_untold(Store *store);
void award_told(Store *store, gint64 id);
/* Whether @person earned it in a year other than @year, before @before. */
gboolean award_held_before(Store *store, gint64 person, const char *scheme, const char *award,
                           const char *year, Instant before);
/* Whole hours that were accepted for @person under other references than @reference. */
int claims_accepted(Store *store, const char *scheme, const char *award, const char *year, gint64 person,
                    const char *reference);
/* What was answered; said again it takes the place of what was said before. */
typedef struct {
  const char *scheme, *award, *year, *reference, *reason;
  gint64 person, message;
  int hours;
  gboolean accepted;
} ClaimAnswer;
void claim_answered(Store *store, const ClaimAnswer *claim);
gboolean award_held(Store *store, gint64 person, const char *scheme, const char *award);
