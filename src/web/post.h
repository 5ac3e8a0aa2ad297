/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms that are posted: collected within bounds, handed to the engine, and answered when it has them on
 * disk. Nothing of them is read here. */
#pragma once
#include "web/published.h"
#include "web/records.h"
#include <microhttpd.h>

#define POST_LIMIT (64u << 10) /* bytes of a posted form */

typedef struct Posts Posts;
typedef struct Post Post; /* one that is on its way */

/* Both are borrowed. */
Posts *posts_new(Published *published, Records *records);
/* Lets go of those that wait, unanswered: before MHD_stop_daemon(). */
void posts_release(Posts *posts);
void posts_free(Posts *posts);

/* Why a POST to @path cannot be taken, by its headers alone: 404, 405 (no form can be sent there), 409 (it
 * was sent already), 410 (the link was renewed), 411, 413, 415. 0: it can, and *@post is where it goes. */
guint post_begin(Posts *posts, struct MHD_Connection *connection, const char *path, Post **post);
/* FALSE when it grew larger than it may: the connection is to be cut. */
gboolean post_add(Post *post, const char *bytes, gsize n);
/* At the end of the request, and again when the engine has answered: hands the form over and lets the
 * connection wait, or answers. */
enum MHD_Result post_end(Post *post);
void post_free(Post *post);
/* A refusal of post_begin() as a page. */
enum MHD_Result post_refuse(const Posts *posts, struct MHD_Connection *connection, guint status);

/* "form NUMBER STATUS WORDS" from the engine: 200 (with the words of when it was received), 409, or 503. */
void posts_answered(Posts *posts, const char *line);
/* Tells those who waited too long that their form was not saved. */
void posts_tend(Posts *posts);
