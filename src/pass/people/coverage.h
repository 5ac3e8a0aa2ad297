/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom somebody covers in some of their roles, and which sessions concern them. The reverse of
 * engine_holders(). C1.1 */
#pragma once
#include "pass/people/chosen.h"

typedef struct Coverage Coverage;

Coverage *coverage_new(Engine *engine, const Scheme *scheme, const char *const *roles, gint64 person);
void coverage_free(Coverage *coverage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Coverage, coverage_free)

/* The others who are covered, each once; of gint64. Borrowed. */
const GArray *coverage_people(const Coverage *coverage);
/* What a session is to the person. */
typedef struct {
  gboolean concerns; /* they lead it, or they or somebody whom they cover may choose it and chose no other */
  gboolean own;      /* they may choose it themselves: */
  ChosenAs choice;   /* what they chose, */
  Instant since;     /* and when; INSTANT_NONE: not said */
} Concern;
/* @session is one of @sessions: all of its scheme and year. */
Concern coverage_concern(const Coverage *coverage, const Session *session, const GPtrArray *sessions);
gboolean coverage_concerns(const Coverage *coverage, const Session *session); /* the first of it alone */

/* Those of @roles that @person holds today: of Role. */
GPtrArray *coverage_roles(Engine *engine, const Scheme *scheme, const char *const *roles, gint64 person);
/* Who covers @person, or did at a school they have left: of Person. */
GPtrArray *coverage_holders(Engine *engine, const Scheme *scheme, const char *role, gint64 person);
