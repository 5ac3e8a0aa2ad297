/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to this room: which version a database has, and the steps from one to the next. */
#pragma once
#include "store/statement.h"

/* Whether the database is one of ours and not newer than the program: FAULT_CONFIG otherwise. @version: 0 for
 * an empty one. */
gboolean migrations_version(Store *store, int *version, GError **error);
/* The version of this program. */
int migrations_latest(void);
/* Brings it from @version to the latest: each step, with its number, happens wholly or not at all. */
gboolean migrations_run(Store *store, int version, GError **error);
