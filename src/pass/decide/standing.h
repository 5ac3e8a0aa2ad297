/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How one person stands in one scheme in one year: roles, obligations, and what the evidence says. Read once,
 * then asked. */
#pragma once
#include "pass/engine.h"
#include "store/obligations.h"
#include "store/placements.h"

typedef struct {
  Engine *engine;
  const Scheme *scheme;
  const Year *year;
  gint64 person;
  Day today;
  GPtrArray *roles;       /* of Role, in this scheme */
  GPtrArray *obligations; /* of Obligation, of this year */
  GPtrArray *attributes;  /* of GStrv: scheme, name, value */
  GPtrArray *attendance;  /* of Attendance in this scheme, of all years until the end of this one */
  GPtrArray *placements;  /* of Placement: those that they, or the schools of their roles, take part in */
  GPtrArray *invitations; /* of Invitation: every date that was put into their calendar */
  GHashTable *planned;    /* ids of obligations for which the clock had come when it was read: of gint64 */
  GHashTable *sessions;   /* what standing_sessions() found */
} Standing;

Standing *standing_new(Engine *engine, const Scheme *scheme, const Year *year, gint64 person);
void standing_free(Standing *standing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Standing, standing_free)

/* The obligation of @requirement and @instance, or NULL. Borrowed. */
Obligation *standing_obligation(const Standing *standing, const char *requirement, const char *instance);
/* Whether every obligation of @requirement that stands is met (and there is one); the last instant of it into
 * *at. */
gboolean standing_met(const Standing *standing, const char *requirement, Instant *at);
/* Whether @requirement is in force today and for this person: their role and their attributes. */
gboolean standing_is_for(const Standing *standing, const Requirement *requirement);
/* Whether @requirement asks anything of this person today: in force, their role, their attributes, what must
 * be met first. */
gboolean standing_asked_of(const Standing *standing, const Requirement *requirement);
/* The dates of @event that are open to the person (@school: to the people of that school), as
 * dates_open_to(). A new reference. */
GPtrArray *standing_sessions(const Standing *standing, const char *event, const char *term, gint64 school);
/* Whether the person is recorded at @event on @day. */
gboolean standing_came(const Standing *standing, const char *event, Day day);
/* The school at which the person holds one of @roles today; 0: none. */
gint64 standing_school(const Standing *standing, const char *const *roles);

typedef struct {
  gboolean met;
  Instant at;
  char *words; /* what met it; NULL when it is not met; g_free */
} Proof;

/* Of EVIDENCE_ATTEND alone. */
Proof evidence_prove_attend(const Standing *standing, const Evidence *evidence, const Obligation *obligation);
/* What the facts say of @evidence for @obligation. */
Proof evidence_prove(const Standing *standing, const Evidence *evidence, const Obligation *obligation);
/* When the passing of time alone may meet it, as months served do; INSTANT_NONE: never. */
Instant evidence_ripens(const Standing *standing, const Evidence *evidence);
