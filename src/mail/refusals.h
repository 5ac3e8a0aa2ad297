/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mail servers and token servers say when they refuse, and what an office can do about it: one table. */
#pragma once
#include "base/fault.h"

typedef struct {
  const char *has[3]; /* all of these stand in the server's words, in any case */
  /* FAULT_LOGIN: who logs in, or how, must be changed. FAULT_CONFIG: the login is good, a right or a setting
   * is missing. FAULT_LATER: it passes by itself, however final its code looks. */
  Fault fault;
  const char *advice; /* whole sentences */
} Refusal;

/* What is known of the words @said: NULL when nothing is. The table's own, never freed. */
const Refusal *refusal_find(const char *said);
/* The words, and the advice behind them where there is one; g_free. */
char *refusal_explained(const char *said);
/* A sentence of a submission server, @where, that takes none of our mails, with what it said (explained
 * already) and what to look at; g_free. */
char *refusal_of_ours(const char *where, int code, const char *words);
