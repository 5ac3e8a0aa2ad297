/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which dates somebody was offered for their calendar, and what they said, in sentences. */
#pragma once
#include "pass/engine.h"

/* Adds to @lines (of char*) one of each date that was put into their calendar for @obligation. */
void explain_dates(Engine *engine, gint64 obligation, GPtrArray *lines);
/* The same of all their dates, set in, for who looks a person up. */
void explain_dates_of_person(Engine *engine, gint64 person, GPtrArray *lines);
