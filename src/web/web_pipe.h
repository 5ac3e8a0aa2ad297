/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes from the web process, at the engine's end of the pipe. Once it is started, a thread of its own
 * reads it: a posted form is taken, and its browser told, while a pass runs. */
#pragma once
#include "web/web.h"

#define WEB_LINE 512

typedef struct WebPipe WebPipe;

/* Takes @records over; @replies, on which forms are answered, is borrowed. */
WebPipe *web_pipe_new(int records, int replies, WebPosted posted, gpointer data);
/* Before web_pipe_start(): the next line, without its end, waiting until @deadline (monotonic milliseconds).
 * A line that is too long is dropped in parts. */
gboolean web_pipe_line(WebPipe *pipe, gint64 deadline, char line[WEB_LINE]);
void web_pipe_start(WebPipe *pipe);
/* Waits for the thread, which ends when the web process has: what it read until then can still be taken. */
void web_pipe_join(WebPipe *pipe);
/* The same, and nothing more can be taken. NULL is accepted. */
void web_pipe_free(WebPipe *pipe);

/* Readable when there is a record, or when none will come any more. */
int web_pipe_fd(const WebPipe *pipe);
gboolean web_pipe_next(WebPipe *pipe, WebFetch *fetch);
/* The stream has ended, or is not what the web process writes: it is to be ended. */
gboolean web_pipe_is_over(WebPipe *pipe);
