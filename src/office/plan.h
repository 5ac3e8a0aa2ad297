/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plan: every mail that would go out if nothing more came in. The passes of `once`, on a copy of the store,
 * with a clock that goes from one thing that falls due to the next. doc/contract.md */
#pragma once
#include "pass/engine.h"

typedef struct {
  Instant at;          /* when it may go at the earliest */
  GStrv to, cc;        /* addresses */
  char *template_name; /* of its parts, between blanks */
  char *requirement;   /* its id; several between blanks, "" for none */
  char *refs;          /* the same */
  char *why;
} PlannedMail;
void planned_mail_free(PlannedMail *mail);

/* The mails of the days up to @until, both what is queued already and what will be: of PlannedMail, by time.
 * @engine, its store and its clock stay as they are. */
GPtrArray *plan(Engine *engine, Day until, GError **error);
