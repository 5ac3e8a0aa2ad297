/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which requests go out on the next working day: the brake does not count them, so the office hears of them
 * before. doc/contract.md, "Mails". */
#pragma once
#include "pass/engine.h"
#include <jansson.h>

/* A list of {"at", "count", "what"}, one for each requirement; empty when none goes. A new reference. */
json_t *opening_next(Engine *engine);
