/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digests: one mail a day at most to each Strategic Lead, with what came, what is overdue, where their people
 * stand and a workbook of all answers; and one to the office with what waits for it. C1.1, C1.19, C1.23 */
#pragma once
#include "pass/engine.h"

gboolean digest(Engine *engine, GError **error);
/* The start of the window in which a waiting digest will go; INSTANT_NONE: nothing waits. */
Instant digest_next(Engine *engine);
/* Writes one to @reader without any news, in the transaction of the caller: nothing to who leads nobody.
 * FALSE and @error when a template is at fault. */
gboolean digest_weekly(Engine *engine, gint64 reader, GError **error);
/* The purpose of the one mail of this kind that @person (0: the office) may get today. g_free. */
char *digest_purpose(Engine *engine, gint64 person);
