/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole academic year of one scheme, or of several at once, with made-up people, lived through on a fake
 * clock: the same passes as `once`, on maildir: ends, through real documents and the real reader. Needs no
 * configuration. */
#pragma once
#include "pass/engine.h"
#include <jansson.h>

#define REHEARSAL_LEAST 5 /* fewer cannot fill the roles */
#define REHEARSAL_MOST 5000

typedef struct {
  const char *scheme; /* id of an installed one; NULL: all that are installed, in one partnership */
  guint people;       /* REHEARSAL_LEAST to REHEARSAL_MOST */
  guint32 seed;       /* the same seed gives the same year, but for refs and codes, which are always random */
  const char *directory; /* made, or that of an earlier rehearsal, which is replaced */
  /* Looks on after each pass; or NULL. */
  void (*onlooker)(Engine *engine, gpointer data);
  gpointer data;
} RehearsalOrder;

/* Lives through the year and leaves in the directory: mentord.conf and mentord.db, the maildirs mailbox/ (in)
 * and sent/ (out), mail/ with every mail sent, certificates/, public/, and summary.json. The summary, new
 * reference: what the contract asks, and "scheme", "asked", "states", "year", "months", "returns", "cases",
 * "outbox", "stuck", "passes". NULL and FAULT_DATA when there is no such scheme, FAULT_IO when the directory
 * cannot be used. */
json_t *rehearse(const RehearsalOrder *order, GError **error);
