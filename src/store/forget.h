/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasure in the database: every word of a person and about them goes, the rows that are counted stay. The
 * bytes of mails are looked through by the caller, who has a reader. */
#pragma once
#include "store/store.h"

typedef struct Forget Forget;

/* What is to be erased of @person: their names and addresses are taken down here. @attributes ("scheme name")
 * and @answers ("scheme form field"): those that count without naming anybody, which stay. */
Forget *forget_new(Store *store, gint64 person, const char *const *attributes, const char *const *answers);
void forget_free(Forget *forget);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Forget, forget_free)

/* A regular expression (PCRE, caseless) that finds the names and addresses, and nobody else's. Borrowed. */
const char *forget_pattern(const Forget *forget);
/* Somebody else on the roster has the same name: then only the addresses are looked for in what is others'.
 */
gboolean forget_is_namesake(const Forget *forget);
/* What will go: of ForgetLine. */
typedef struct {
  const char *label; /* static */
  gint64 own;        /* rows about the person alone */
  gint64 naming;     /* others' rows, from which the name is taken out */
} ForgetLine;
GArray *forget_lines(Forget *forget);

/* In a transaction: all of it. */
void forget_run(Forget *forget);
/* In a transaction: this message, this mail names the person, and its bytes go. A mail that waited is
 * cancelled. */
void forget_message(Store *store, gint64 message);
void forget_mail(Store *store, gint64 outbox);
/* Open cases that lose the file which they are about: of gint64. */
GArray *forget_cases(Store *store);
/* Ids that still have bytes: of gint64. */
GArray *forget_messages_left(Store *store);
GArray *forget_mails_left(Store *store);
GBytes *forget_mail_bytes(Store *store, gint64 outbox);
/* Nothing of it is left in the file, nor in the log beside it: the whole file is written anew. FAULT_IO. */
gboolean forget_for_good(Store *store, GError **error);

/* Whether somebody with this address was erased. */
gboolean address_is_forgotten(Store *store, const char *address);
/* In a transaction: it may come back. */
void address_admit(Store *store, const char *address);
