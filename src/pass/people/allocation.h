/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everybody is to have exactly one holder of some roles: who has none, or two. C2.5 */
#pragma once
#include "pass/engine.h"

/* A sentence for each such role and fault: "2 people have no Lead Mentor: Amy Brown, Dan Evans". A strv,
 * empty when all is well. */
GStrv allocation_faults(Engine *engine);
