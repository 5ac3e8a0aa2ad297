/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person's stays in a meeting, and how long they are together. */
#pragma once
#include "reader/document/stamp.h"

/* One stay, or a total of several. */
typedef struct {
  Stamp from, to;
  gboolean has_from, has_to, total;
  gint64 stated;      /* seconds, -1: not said */
  char *first, *last; /* as written */
} Stay;

typedef struct {
  char *name, *email, *key; /* @email "" if none; @key of the name */
  GArray *stays;            /* of Stay */
  guint inside;             /* of a report of actions: how often joined and not left */
} Attendee;

Attendee *attendee_new(const char *name, const char *email);
void attendee_free(gpointer attendee); /* an Attendee */
/* Takes over the stays of @other, which has none then. */
void attendee_join(Attendee *attendee, Attendee *other);
/* Name, Email, Minutes, First joined, Last left. Totals are left out where there are stays; minutes are what
 * the report states, as long as no stays overlap. A strv. */
GStrv attendee_row(const Attendee *attendee, DateOrder order);
