/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in the schema words about people stand: one row a table, every column of text or bytes in one place.
 * Erasure, export and the test that holds them whole all work from it. Private to this room and its tests. */
#pragma once
#include <glib.h>

/* SQL: the messages that are about the person ?1 alone. */
#define PERSONAL_MESSAGES                                                                                    \
  "(SELECT id FROM message WHERE person = ?1 OR from_address IN (SELECT address FROM address"                \
  " WHERE person = ?1) OR id IN (SELECT message FROM filed WHERE person = ?1 AND message NOT IN"             \
  " (SELECT message FROM filed WHERE person <> ?1 AND message IS NOT NULL)))"

typedef struct {
  const char *table;
  const char *label; /* what its rows are to people */
  /* SQL: which rows are about the person ?1 alone; ?2 names attributes, ?3 answers that count without naming
   * (JSON arrays). NULL: none are. */
  const char *own;
  const char *mine; /* which of them the person may see; NULL: the same */
  gboolean drop;    /* erasure deletes its own rows; else the row stays for the counts */
  /* Names of columns between blanks; each column of text or bytes stands in one of them. */
  const char *words; /* what people wrote: emptied in own rows, names taken out of the others */
  const char *said;  /* sentences of the program's: names are taken out, the rest stays */
  const char *keys;  /* addresses by which rows are found: replaced by a number that says nothing */
  const char *bytes; /* mails and papers */
  const char *plain; /* ids, states, words of the scheme */
} PersonalTable;

/* @n: how many there are. */
const PersonalTable *personal_tables(guint *n);
