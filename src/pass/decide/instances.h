/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a requirement is repeated for, for one person: terms and events of the year, their placements, and
 * those who hold a role beside them. */
#pragma once
#include "pass/decide/standing.h"

/* The instances of @requirement for this person this year: a strv, g_strfreev. */
GStrv instances_of(const Standing *standing, const Requirement *requirement);
/* What @obligation is repeated for, as people read it: "autumn", "Oak School, 5 October to 4 December 2026",
 * "Mina Mentor", the words of an action; "" when there is but one. g_free. */
char *instance_words(Engine *engine, const Obligation *obligation);
/* The school for which an instance of for_each = "school" is; 0: it is of something else. */
gint64 instance_school(const char *instance);
/* The person for whom an instance of for_each = ROLE is; 0: it is of something else. */
gint64 instance_person(const char *instance);
