/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private files: each lies under a token that one person has, and what the token is for says what stands in
 * it. A renewed one leaves a mark, by which the web server answers 410. */
#pragma once
#include "pass/engine.h"
#include "pass/publish/public_folder.h"
#include "store/tokens.h"

/* Makes the tokens that @person is to have by what they are today. Within a transaction. */
typedef void (*PrivateWant)(Engine *engine, gint64 person);
/* What is to stand in the file, to be freed by g_free(); *@bytes NULL: the token opens nothing today. @before
 * is what stands there now, or NULL. The same facts give the same bytes. */
typedef gboolean (*PrivateWrite)(Engine *engine, const Token *token, const char *before, char **bytes,
                                 GError **error);

/* What the file is called on a page of its person; NULL: it opens nothing today. g_free. */
typedef char *(*PrivateTitle)(Engine *engine, const Token *token);

/* Makes the tokens of @people (of Unpublished) that are missing. Tokens come before files: a file whose token
 * nobody knows could never be taken back. */
gboolean private_want(Engine *engine, const GArray *people, GError **error);
/* Writes the files of @tokens (of Token). FAULT_IO; what a writer says. */
gboolean private_put_tokens(Engine *engine, PublicFolder *folder, const GPtrArray *tokens, GError **error);
/* Brings all files of @person in step. FAULT_IO; what a writer says. */
gboolean private_put(Engine *engine, PublicFolder *folder, gint64 person, GError **error);
/* The names of all files that tokens have, and of the marks of those that are gone, added to @keep (of char*,
 * owned). */
void private_keep(Engine *engine, GHashTable *keep);

/* The web address of @name, relative to the published folder; without a base_url it begins with "/". g_free.
 */
char *public_url(Engine *engine, const char *name);
/* Where the token's file is to be seen: "https://mentors.example.ac.uk/pages/TOKEN.html". g_free. */
char *private_link(Engine *engine, const Token *token);
/* The link of @person's own file for @purpose ("page", "form:REF"); its token is made when there is none,
 * and its file is written before any mail goes: publish_linked(). NULL when the site publishes nothing or
 * has no base_url. g_free. */
char *private_url(Engine *engine, gint64 person, const char *purpose);
/* What stands in the token's file, for people: "Your dates and deadlines"; NULL: it opens nothing, or is no
 * link for a page. g_free. */
char *private_title(Engine *engine, const Token *token);
/* What the token is for, in a few words: a feed's name, "page". Borrowed from @token. */
const char *private_name(const Token *token);
