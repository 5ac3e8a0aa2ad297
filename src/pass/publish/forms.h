/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms that can be filled in on a page: the attendance list of a school after an event, for its Lead Mentor.
 * What is sent there comes in through pass/posted.h. C1.15 to C1.17 */
#pragma once
#include "pass/engine.h"
#include "store/obligations.h"
#include "store/tokens.h"

/* The link of the page on which @obligation can be answered, for its person alone; made when there is none.
 * NULL: it has none, by its form, its state or the site (which must publish, have a base_url, and listen).
 * g_free. */
char *form_url(Engine *engine, const Obligation *obligation);

/* As private.h says of "form:". */
void forms_want(Engine *engine, gint64 person);
char *forms_title(Engine *engine, const Token *token);
gboolean forms_write(Engine *engine, const Token *token, const char *before, char **bytes, GError **error);
