/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two accounts of who attended when: both stand until the office says which is right. C1.16 */
#pragma once
#include "pass/engine.h"
#include "store/cases.h"

/* Settles what @c, of kind "two-accounts", asks: @keep "this" keeps the days that its message tells, "other"
 * those of the other sources; NULL keeps both. Its outcome in words, g_free; NULL: FAULT_DATA, another word.
 */
char *accounts_settle(Engine *engine, const Case *c, const char *keep, GError **error);
