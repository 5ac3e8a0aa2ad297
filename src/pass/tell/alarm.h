/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the office must hear within the hour, by a way that still works: the site's alert command, and mail
 * where mail gets through. */
#pragma once
#include "pass/engine.h"

/* Mail to @person comes back from @address, as case @id says: nothing to be done when they answer for nobody
 * but themselves. */
void alarm_dead_address(Engine *engine, const Person *person, const char *address, gint64 id);
/* Mail to the office itself came back, because of @words. Once a day. */
void alarm_dead_office(Engine *engine, const char *words);
