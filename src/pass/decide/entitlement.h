/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be claimed for one person in one year: the award when it was earned, else what lacks of it; the
 * hours that the rules of the day allow; and the evidence behind it. C2.16, C2.17 */
#pragma once
#include "pass/decide/ledger.h"
#include "store/awards.h"

typedef struct {
  const char *title; /* of the requirement, borrowed from the scheme */
  char *words;       /* what met it, or how it stands */
  gboolean met;
} EntitlementPart;

typedef struct {
  Award *award;     /* NULL: not earned */
  GPtrArray *parts; /* of EntitlementPart: what the award asks of this person, what lacks first */
  guint missing;
  gboolean asked;     /* the rules ask it of this person at all */
  int allowance;      /* whole hours; 0: the rules say none */
  gboolean refresher; /* because the award was earned in an earlier year too */
  Ledger *ledger;     /* of the year */
} Entitlement;

/* @day: on which the allowance is looked up when the award was not earned. */
Entitlement *entitlement_new(Engine *engine, const Scheme *scheme, const SchemeAward *rule, const Year *year,
                             gint64 person, Day day);
void entitlement_free(Entitlement *entitlement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Entitlement, entitlement_free)
/* "Induction; a meeting each term": what lacks. g_free. */
char *entitlement_missing(const Entitlement *entitlement);
/* "14 hours on record, and 3 entries whose hours nobody stated". g_free. */
char *entitlement_hours(const Entitlement *entitlement);
