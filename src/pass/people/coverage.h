/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom somebody covers in some of their roles, and which sessions concern them. The reverse of
 * engine_holders(). C1.1 */
#pragma once
#include "pass/engine.h"
#include "store/sessions.h"

typedef struct Coverage Coverage;

Coverage *coverage_new(Engine *engine, const Scheme *scheme, const char *const *roles, gint64 person);
void coverage_free(Coverage *coverage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Coverage, coverage_free)

/* The others who are covered, each once; of gint64. Borrowed. */
const GArray *coverage_people(const Coverage *coverage);
/* Whether the person may choose the session, leads it, or covers somebody who may choose it. */
gboolean coverage_concerns(const Coverage *coverage, const Session *session);

/* Those of @roles that @person holds today: of Role. */
GPtrArray *coverage_roles(Engine *engine, const Scheme *scheme, const char *const *roles, gint64 person);
/* Who covers @person, or did at a school they have left: of Person. */
GPtrArray *coverage_holders(Engine *engine, const Scheme *scheme, const char *role, gint64 person);
