/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The other way to be heard: the site's own command, partnership.alert. */
#pragma once
#include "pass/site/site.h"

/* Runs the command with @words as its last argument and waits for it, ten seconds at most. Whether it ended
 * well; why not goes to the log. FALSE also when the site has none. */
gboolean pager_call(const Site *site, const char *words);
