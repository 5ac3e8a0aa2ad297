/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of claims: whom it means, and whether what it claims agrees with what is on record. */
#pragma once
#include "pass/decide/entitlement.h"
#include "pass/intake/recognise.h"

typedef enum { CLAIM_NO, CLAIM_UNDECIDED, CLAIM_YES } ClaimVerdict; /* in the order in which they are told */

typedef struct {
  guint row; /* of the table, from 0 */
  char *reference, *name, *number, *school;
  char *hours; /* as written; NULL: the list has no such column */
  ClaimVerdict verdict;
  char *reason;     /* in words; NULL for a yes */
  GPtrArray *notes; /* of char*: what somebody should know beside it */
  gint64 person;    /* 0: nobody */
  char *known_as;   /* the name on the roster, or NULL */
  const Year *year; /* whose claim it is, or NULL */
  const SchemeAward *rule;
  int claimed;              /* whole hours; 0: not said, or none */
  Entitlement *entitlement; /* NULL: it did not come so far */
} ClaimRow;

/* Decides the row with the @cells (field id -> text). @seen: "reference\nperson" of the rows before it. */
ClaimRow *claim_row_new(Engine *engine, const Recognised *form, guint row, GHashTable *cells,
                        GHashTable *seen);
void claim_row_free(ClaimRow *row);
