/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people wrote, with the names taken out: of people and schools of the partnership, and addresses.
 * Cannot know a name that is not on the roster. */
#pragma once
#include "store/store.h"

typedef struct Nameless Nameless;

/* The names as the roster has them now. */
Nameless *nameless_new(Store *store);
void nameless_free(Nameless *nameless);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Nameless, nameless_free)
/* @words with "[name]" for whole names on the roster and for each name of @person and @about (0: nobody)
 * alone,
 * "[school]" for schools, "[address]" for addresses. g_free. */
char *nameless_words(const Nameless *nameless, const char *words, gint64 person, gint64 about);
