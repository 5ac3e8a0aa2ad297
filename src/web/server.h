/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET and HEAD of the published folder over HTTP/1.1, and POST of the forms in it, on a socket that is open
 * already. One thread, no waiting inside. */
#pragma once
#include "web/published.h"
#include "web/records.h"

typedef struct Server Server;

/* Called for a feed that was asked for by GET: its NAME, and the status it was answered with (200, 304 or
 * 410); of the same feed and status once a minute (told.h). */
typedef void (*ServerFetched)(const char *name, guint status, gpointer data);

/* @listening is closed by server_free; @published and @records, to which posted forms go, are borrowed.
 * FAULT_SOFTWARE. */
Server *server_new(int listening, Published *published, Records *records, ServerFetched fetched,
                   gpointer data, GError **error);
void server_free(Server *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Server, server_free)

/* A line from the engine about a form that was handed to it: post.h. */
void server_answered(Server *server, const char *line);
/* Readable when there is something to do. */
int server_descriptor(const Server *server);
/* Does what can be done now, cuts off slow clients, and answers in how many milliseconds to be called again
 * at the latest; -1 when only the descriptor matters. */
int server_run(Server *server);
