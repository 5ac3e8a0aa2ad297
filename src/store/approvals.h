/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Approvals: who was asked for a yes, about which version of what, and what they said. A word counts for the
 * version that it saw. C3.10 */
#pragma once
#include "store/store.h"

/* A return as it stood at a moment: a filed row and the last correction made in it. */
typedef struct {
  gint64 filed, correction; /* 0: none */
} WorkVersion;

gboolean work_version_same(WorkVersion a, WorkVersion b);
/* The latest of what was filed for @obligation. */
WorkVersion work_version(Store *store, gint64 obligation);

typedef struct {
  gint64 id, obligation, message, by; /* message, by: 0: none, by hand or by the office */
  gboolean approved, returned;        /* returned: not approved, and given back to be done again */
  char *role;                         /* for which it was said; NULL: for all that was asked */
  char *words, *source;               /* words: why; or NULL */
  WorkVersion seen;
  Instant at;
} Approval;
void approval_free(Approval *approval);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Approval, approval_free)
/* Writes it, without its id and at; the obligation's person is decided again. */
void approval_add(Store *store, const Approval *approval);
GPtrArray *approvals_of(Store *store, gint64 obligation); /* of Approval, oldest first */
/* Whether the version was given back, by an approver of any obligation. NULL: it was not. */
Approval *approval_returned(Store *store, WorkVersion version);

typedef struct {
  gint64 id, obligation, person, outbox; /* person 0: the office; outbox 0: waits for its mail */
  char *role, *template_name;
  gboolean deputy, chaser;
  WorkVersion seen;
  int item; /* from 1; 0: none yet */
  Instant at;
} Signing;
void signing_free(Signing *asked);
void signing_add(Store *store, const Signing *asked); /* id and at are not read */
/* It went into this mail, as this item, which showed this version. */
void signing_mailed(Store *store, gint64 id, gint64 outbox, int item, WorkVersion seen);
void signing_drop(Store *store, gint64 id);
GPtrArray *signings_of_obligation(Store *store, gint64 obligation); /* of Signing, oldest first */
GPtrArray *signings_of_person(Store *store, gint64 person);         /* likewise; 0: of the office */
GPtrArray *signings_in_mail(Store *store, gint64 outbox);           /* by item */
GArray *
signings_waiting(Store *store); /* of gint64: the people for whom something waits, each once; 0: the office */
/* The roles of @person changed: who waits for their yes, or for somebody who could give it, is decided again.
 */
void signings_wake(Store *store, gint64 person);
