/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cast of a rehearsal: made-up people at made-up schools, in every role that the schemes know; some in
 * two schemes, and schools in several. The same seed gives the same people. */
#pragma once
#include "scheme/scheme.h"
#include "store/people.h"

/* Somebody in a role of a scheme. Who is in two has one for each, of the same name and address. */
typedef struct {
  char *name, *address;
  char *private_address; /* which the roster does not know */
  const Scheme *scheme;
  const SchemeRole *role;
  char *school;           /* NULL: none */
  GHashTable *attributes; /* id -> GStrv */
  char *covers;           /* of a role that is assigned; or NULL */
  gboolean newcomer;      /* not on the roster before the school's own list names them */
} Player;

typedef struct {
  const GPtrArray *schemes; /* of Scheme */
  GPtrArray *players;       /* of Player */
  GHashTable *addresses;    /* address -> Player, the first of that address, borrowed */
  Player *office;           /* who reads the office's post; in no scheme, and not among the players */
} Cast;

/* @n people in @schemes (of Scheme), and an office at the address @office. @schemes and @chance are borrowed.
 */
Cast *cast_new(const GPtrArray *schemes, const char *office, guint n, GRand *chance);
void cast_free(Cast *cast);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cast, cast_free)

/* How many people they are. */
guint cast_people(const Cast *cast);
/* By either address; NULL: nobody. Borrowed. */
const Player *cast_find(const Cast *cast, const char *address);
/* The one at @school whose role in @scheme covers it; NULL: none. Borrowed. */
const Player *cast_lead(const Cast *cast, const Scheme *scheme, const char *school);
/* Somebody whose name cannot be taken for @player's. Borrowed. */
const Player *cast_stranger(const Cast *cast, const Player *player);
/* Puts everybody but the newcomers on the roster, in the transaction that is open. */
void cast_enrol(const Cast *cast, Store *store, Day since);
/* Two placements a year for everybody of whom an event that spans is, in the same transaction. */
void cast_place(const Cast *cast, Store *store, const Year *year);
