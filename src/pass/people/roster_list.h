/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the roster share: one list on its way. For roster*.c alone. */
#pragma once
#include "pass/people/roster.h"

/* Somebody who joins, and the row that says so. */
typedef struct {
  gint64 person;
  GHashTable *row; /* borrowed */
} Joiner;

typedef struct {
  Inbound *inbound;
  Outcome *outcome;
  const Recognised *form;
  const Obligation *obligation;
  GHashTable *seen; /* ids of those of whom a row speaks */
  GArray *joiners;  /* of Joiner */
} Roster;

Roster roster_new(Inbound *inbound, Outcome *outcome, const Recognised *form, const Obligation *obligation);
void roster_clear(Roster *roster);

/* A line of the receipt. */
void roster_tell(Roster *roster, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* A case for the office, and a line of the receipt. @row, @address: or NULL. */
void roster_ask(Roster *roster, GHashTable *row, const char *change, gint64 person, const char *name,
                const char *address, const char *words);
/* Attributes that the row states; those that it does not, and that the sender has one of, are the sender's
 * (the phase). */
void roster_set_attributes(Roster *roster, gint64 person, GHashTable *row, gboolean joiner);
/* The first day of what the row says: its own, where the form has such a column, else today. */
Day roster_day(const Roster *roster, GHashTable *row);
void roster_join(Roster *roster, const char *name, const char *address, GHashTable *row);
/* Whether somebody who answers for the school sent this from an address that is theirs, or the office vouches
 * for it. */
gboolean roster_is_plain(const Roster *roster);
/* What one row says, against who is known. */
void roster_row(Roster *roster, GHashTable *row);
/* Those of @before (of Person) whom the rows say to be replaced. */
void roster_replacements(Roster *roster, const GPtrArray *before);
/* Those of @before whom no row names. */
void roster_leavers(Roster *roster, const GPtrArray *before);
