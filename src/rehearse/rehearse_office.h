/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The made-up office: the day after a session whose attendance no school reports, it imports the list of who
 * came. */
#pragma once
#include "pass/engine.h"
#include "rehearse/rehearse_people.h"

typedef struct Office Office;

/* All of it is borrowed. */
Office *office_new(Engine *engine, const Cast *cast, const Year *year, GRand *chance);
void office_free(Office *office);

/* When it next sits down to a list; INSTANT_NONE: no more this year. */
Instant office_next(const Office *office);
/* Imports the lists that are due by now. */
gboolean office_act(Office *office, GError **error);
