/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of one's own for everybody who holds a role: whom they cover and what is owed, and what they owe
 * themselves. Nothing of anybody else, nothing confidential. */
#pragma once
#include "paper/page_own.h"
#include "pass/engine.h"
#include "store/tokens.h"

#define PAGE_PURPOSE "page"

/* The link of the page of @person (0: the office), for a mail; made when there is none. NULL: the site
 * publishes nothing, has no base_url, or they hold no role. g_free. */
char *page_url(Engine *engine, gint64 person);

/* As private.h says of "page". */
void pages_want(Engine *engine, gint64 person);
gboolean pages_write(Engine *engine, const Token *token, const char *before, char **bytes, GError **error);

/* The page's bytes, as of the last change of what it says: own_page_write(). g_free. */
char *page_finish(Engine *engine, const OwnPage *page, const char *before);
/* Puts the scheme before the title of @section (or NULL). */
void page_name_scheme(Report *section, const Scheme *scheme);
