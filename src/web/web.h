/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's face of the web process: starts it, reads its records, ends it. The process shows the
 * published folder to whoever asks, is locked down, and ends by itself when the engine does. */
#pragma once
#include "base/clock.h"

typedef struct WebServer WebServer;

/* A form that was posted at forms/TOKEN.html, as it came; called in a thread of its own. Answers 200 when
 * @body is durable here (now or since before; *@when in words, g_free), 409 when the form takes no more, 503
 * when it cannot be saved now. */
typedef guint (*WebPosted)(const char *token, GBytes *body, char **when, gpointer data);

/* Shows @directory at @listen ("127.0.0.1:8025"; port 0 takes any free one) and returns when it listens.
 * @program is the path of mentord-web; NULL finds it beside the running program, else in LIBEXECDIR.
 * FAULT_CONFIG: the folder or address; FAULT_UNREACHABLE: the port is taken; FAULT_IO: it cannot be started.
 */
WebServer *web_start(const char *program, const char *directory, const char *listen, WebPosted posted,
                     gpointer data, GError **error);
/* SIGTERM, a short wait, and SIGKILL if need be. What it recorded until then can still be taken. */
void web_end(WebServer *server);
/* The same, and the end of @server. NULL is accepted. */
void web_stop(WebServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebServer, web_stop)

/* "127.0.0.1:8025", with the port that it has. */
const char *web_address(const WebServer *server);
/* FALSE also when what it says is not what it should: then it is to be stopped. */
gboolean web_alive(WebServer *server);

typedef struct {
  char feed[17]; /* the first 16 hex digits of the SHA-256 of the feed's name: a scheme and its feed, or a
                    token */
  Instant at;
  int status; /* 200, 304, or 410 for a renewed link */
} WebFetch;

/* Readable when there is a record, or when the process has ended. Does not block. */
int web_fd(const WebServer *server);
/* The next record; FALSE when there is none now. Lines that are no record are dropped. */
gboolean web_next(WebServer *server, WebFetch *fetch);
