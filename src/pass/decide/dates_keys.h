/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which date of the year file is which session of the store, when dates were taken out or put in between. */
#pragma once
#include "pass/engine.h"

/* For each session of @year its key in the store, in the same order; a strv. A date that stands keeps its key
 * wherever it now stands in the file, a moved one is found by its position, and only a date that is new gets
 * a key of its own. */
GStrv dates_keys(Engine *engine, const Year *year);
