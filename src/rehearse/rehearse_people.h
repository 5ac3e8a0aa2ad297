/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cast of a rehearsal: made-up people at made-up schools, in every role that a scheme knows. The same
 * seed gives the same people. */
#pragma once
#include "scheme/scheme.h"
#include "store/people.h"

typedef struct {
  char *name, *address;
  char *private_address; /* which the roster does not know */
  const SchemeRole *role;
  char *school;           /* NULL: none */
  GHashTable *attributes; /* id -> GStrv */
  char *covers;           /* of a role that is assigned; or NULL */
  gboolean newcomer;      /* not on the roster before the school's own list names them */
} Player;

typedef struct {
  const Scheme *scheme;
  GPtrArray *players;    /* of Player */
  GHashTable *addresses; /* address -> Player, borrowed */
} Cast;

/* @n people. @scheme and @chance are borrowed. */
Cast *cast_new(const Scheme *scheme, guint n, GRand *chance);
void cast_free(Cast *cast);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cast, cast_free)

/* By either address; NULL: nobody. Borrowed. */
const Player *cast_find(const Cast *cast, const char *address);
/* The one at @school whose role covers it; NULL: none. Borrowed. */
const Player *cast_lead(const Cast *cast, const char *school);
/* Somebody whose name cannot be taken for @player's. Borrowed. */
const Player *cast_stranger(const Cast *cast, const Player *player);
/* Puts everybody but the newcomers on the roster, in the transaction that is open. */
void cast_enrol(const Cast *cast, Store *store, Day since);
