/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What looks wrong in the directory of people: a name that is not that of the address, somebody who is needed
 * and is not there. Says it; changes nothing. C1.1, C1.2 */
#pragma once
#include "pass/engine.h"

/* Why @address may be another person's than @name's: "anna.jones@... of Emma Jones: the first name is another
 * one". NULL: nothing to be said. g_free. */
char *directory_doubt(const char *name, const char *address);
/* Every doubt about the directory as it stands today, a sentence each; of char*. What concerns those who
 * cover others stands first. */
GPtrArray *directory_doubts(Engine *engine);
