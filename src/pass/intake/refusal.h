/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a refusal of one recipient means for their address, by its enhanced status (RFC 3463), its reply code
 * (RFC 5321 4.2) and its words. */
#pragma once
#include <glib.h>

typedef enum {
  REFUSAL_ADDRESS, /* it does not exist, or does no more */
  REFUSAL_FULL,    /* it exists, and its mailbox is full */
  REFUSAL_POLICY,  /* it may exist: this mail, or our server, was not wanted */
  REFUSAL_SOFT     /* it was not reached this time */
} Refusal;

/* @status "" and @code 0: not said; they are then looked for in @words. */
Refusal refusal_of(const char *status, int code, const char *words);
/* "does not exist", as in "the address ...". */
const char *refusal_word(Refusal refusal);
