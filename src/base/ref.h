/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ref names an obligation: two groups of five Crockford base-32 symbols, the last a check symbol:
 * 7K3Q9-F2M4X. It may be printed and guessed; it proves nothing. */
#pragma once
#include <glib.h>

#define REF_LENGTH 11

/* A new random ref; g_free. */
char *ref_new(void);
/* The ref that @seed, a secret and what it is for, always gives; g_free. */
char *ref_derive(const char *seed);
/* @n symbols (at most 26) that @seed always gives; g_free. */
char *symbols_derive(const char *seed, gsize n);
/* The canonical ref written in @text (lower case, o for 0, i and l for 1, any dash or none); NULL if it is
 * none, or if its check symbol is wrong. g_free. */
char *ref_parse(const char *text);
/* Every ref in running text, in order, each once; a strv, empty if there is none. */
GStrv ref_find(const char *text);

/* A token of 26 Crockford symbols (130 random bits): proves, goes to one person alone. g_free. */
char *token_new(void);
/* Whether @text has the shape of one. */
gboolean token_is(const char *text);
