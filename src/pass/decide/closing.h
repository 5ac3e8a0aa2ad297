/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked no longer: the role ended, the rule is out of force, the academic year is over. History
 * stays; what comes late is still filed, for the year that it is of. C1.9, C1.10 */
#pragma once
#include "pass/decide/standing.h"

/* Ends @obligation, which nothing asks any more: met, when what came meets it, else ended because of @why.
 * *changed when it was met. */
void close_obligation(const Standing *standing, Obligation *obligation, const char *why, gboolean *changed);
/* Something was filed for the obligation @id: if it was ended, it is looked at once more. */
void closing_wake(Store *store, gint64 id, Instant arrival);
/* Closes what @person still owes of academic years that are over, and grants what a late return earned. The
 * clock does not come back to any of it. FALSE and @error when a template is at fault. */
gboolean close_past_years(Engine *engine, gint64 person, GError **error);
/* Tells the office, once each, that no file of the next year is there, and that none is in force. FALSE when
 * the store failed. */
gboolean closing_watch(Engine *engine, GError **error);
/* What is wrong with the years today, in words; NULL: nothing. g_free. */
char *closing_warning(Engine *engine);
