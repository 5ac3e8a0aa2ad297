/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for somebody's own word, for the mails that they get anyway: cases that they know best, and
 * approvals that they were asked for. Asks nothing anew. */
#pragma once
#include "pass/engine.h"
#include <jansson.h>

/* Adds both to the @context of a mail to @reader (0: the office, for which nothing waits here), as "cases"
 * and "approvals" with their counts. */
void awaited_add(Engine *engine, gint64 reader, json_t *context);
