/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing that comes is trusted: lines and bodies are bounded, and read strictly. What the thread shares with
 * the engine are the fetches, behind a lock. */
#include "config.h"

#include "base/ref.h"
#include "web/web_pipe.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define BODY_LIMIT (64u << 10)
#define MOST_FETCHES 65536 /* kept for an engine that is busy */
#define REPLY_TIME 5000    /* milliseconds; a web process that does not read so long is stuck */

struct WebPipe {
  int records, replies;
  WebPosted posted;
  gpointer data;
  GThread *thread;
  char buffer[65536];
  gsize length; /* of what was read and not used */
  GMutex lock;
  GQueue fetches; /* of WebFetch; with it: */
  int news;       /* eventfd */
  gboolean over;
};

WebPipe *
web_pipe_new(int records, int replies, WebPosted posted, gpointer data)
{
  WebPipe *pipe = g_new0(WebPipe, 1);
  pipe->records = records;
  pipe->replies = replies;
  pipe->posted = posted;
  pipe->data = data;
  pipe->news = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  g_mutex_init(&pipe->lock);
  g_queue_init(&pipe->fetches);
  return pipe;
}

void
web_pipe_join(WebPipe *pipe)
{
  g_clear_pointer(&pipe->thread, g_thread_join);
}

void
web_pipe_free(WebPipe *pipe)
{
  if (!pipe)
    return;
  web_pipe_join(pipe);
  close(pipe->records);
  if (pipe->news >= 0)
    close(pipe->news);
  g_queue_clear_full(&pipe->fetches, g_free);
  g_mutex_clear(&pipe->lock);
  g_free(pipe);
}

/* -- the stream -- */

/* @deadline -1: none. */
static gboolean
wait_for(const WebPipe *pipe, gint64 deadline)
{
  struct pollfd fd = { .fd = pipe->records, .events = POLLIN };
  for (;;) {
    gint64 left = deadline < 0 ? -1 : MAX(0, deadline - clock_monotonic());
    int n = poll(&fd, 1, (int) left);
    if (n >= 0 || errno != EINTR)
      return n > 0;
  }
}

/* More of the stream into the buffer. */
static gboolean
fill(WebPipe *pipe, gint64 deadline)
{
  for (;;) {
    gssize n = read(pipe->records, pipe->buffer + pipe->length, sizeof pipe->buffer - pipe->length);
    if (n > 0) {
      pipe->length += (gsize) n;
      return TRUE;
    }
    gboolean again = n < 0 && (errno == EINTR || (errno == EAGAIN && wait_for(pipe, deadline)));
    if (!again)
      return FALSE;
  }
}

static void
use(WebPipe *pipe, gsize n)
{
  pipe->length -= n;
  memmove(pipe->buffer, pipe->buffer + n, pipe->length);
}

gboolean
web_pipe_line(WebPipe *pipe, gint64 deadline, char line[WEB_LINE])
{
  const char *end;
  while (!(end = memchr(pipe->buffer, '\n', MIN(pipe->length, WEB_LINE))))
    if (pipe->length >= WEB_LINE)
      use(pipe, WEB_LINE);
    else if (!fill(pipe, deadline))
      return FALSE;
  gsize n = (gsize) (end - pipe->buffer);
  memcpy(line, pipe->buffer, n);
  line[n] = '\0';
  use(pipe, n + 1);
  return TRUE;
}

static GBytes *
read_body(WebPipe *pipe, gsize length)
{
  g_autoptr(GByteArray) body = g_byte_array_sized_new((guint) length);
  while (body->len < length) {
    if (!pipe->length && !fill(pipe, -1))
      return NULL;
    gsize n = MIN(pipe->length, length - body->len);
    g_byte_array_append(body, (const guint8 *) pipe->buffer, (guint) n);
    use(pipe, n);
  }
  return g_byte_array_free_to_bytes(g_steal_pointer(&body));
}

/* -- records -- */

/* "fetch HASH EPOCH STATUS" and nothing else. */
static gboolean
parse_fetch(GStrv words, WebFetch *fetch)
{
  gint64 status;
  if (g_strv_length(words) != 4 || strlen(words[1]) != sizeof fetch->feed - 1 ||
      strspn(words[1], "0123456789abcdef") != sizeof fetch->feed - 1 ||
      !g_ascii_string_to_signed(words[2], 10, 0, G_MAXINT32 * (gint64) 1000, &fetch->at, NULL) ||
      !g_ascii_string_to_signed(words[3], 10, 200, 599, &status, NULL))
    return FALSE;
  memcpy(fetch->feed, words[1], sizeof fetch->feed);
  fetch->status = (int) status;
  return TRUE;
}

static void
tell(WebPipe *pipe)
{
  guint64 one = 1;
  if (write(pipe->news, &one, sizeof one) < 0)
    return; /* it is told already */
}

static void
keep_fetch(WebPipe *pipe, const WebFetch *fetch)
{
  g_mutex_lock(&pipe->lock);
  if (pipe->fetches.length < MOST_FETCHES)
    g_queue_push_tail(&pipe->fetches, g_memdup2(fetch, sizeof *fetch));
  g_mutex_unlock(&pipe->lock);
  tell(pipe);
}

/* Shorter than PIPE_BUF: it goes whole, when there is room. */
static void
reply(const WebPipe *pipe, const char *number, guint status, const char *words)
{
  g_autofree char *line = g_strdup_printf("form %s %u %.200s\n", number, status, words ? words : "");
  struct pollfd out = { .fd = pipe->replies, .events = POLLOUT };
  if (poll(&out, 1, REPLY_TIME) != 1 || write(pipe->replies, line, strlen(line)) < 0)
    return; /* nobody is told: the form is there, and may be sent again */
}

/* "form NUMBER TOKEN LENGTH" and its bytes. */
static gboolean
take_form(WebPipe *pipe, GStrv words)
{
  guint64 number, length;
  if (g_strv_length(words) != 4 || !g_ascii_string_to_unsigned(words[1], 10, 1, G_MAXUINT, &number, NULL) ||
      !g_ascii_string_to_unsigned(words[3], 10, 0, BODY_LIMIT, &length, NULL))
    return FALSE;
  g_autoptr(GBytes) body = read_body(pipe, (gsize) length);
  if (!body)
    return FALSE;
  g_autofree char *when = NULL;
  guint status = token_is(words[2]) ? pipe->posted(words[2], body, &when, pipe->data) : 404;
  reply(pipe, words[1], status, when);
  return TRUE;
}

/* A fetch that cannot be read costs a number; a form whose length is not known, all that follows. */
static gboolean
take_record(WebPipe *pipe, const char *line)
{
  g_auto(GStrv) words = g_strsplit(line, " ", 5);
  WebFetch fetch;
  if (!g_strcmp0(words[0], "form"))
    return take_form(pipe, words);
  if (!g_strcmp0(words[0], "fetch") && parse_fetch(words, &fetch))
    keep_fetch(pipe, &fetch);
  return TRUE;
}

static gpointer
read_records(gpointer data)
{
  WebPipe *pipe = data;
  char line[WEB_LINE];
  sigset_t broken; /* a web process that ended while it is answered */
  sigemptyset(&broken);
  sigaddset(&broken, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken, NULL);
  while (web_pipe_line(pipe, -1, line) && take_record(pipe, line))
    ;
  g_mutex_lock(&pipe->lock);
  pipe->over = TRUE;
  g_mutex_unlock(&pipe->lock);
  tell(pipe);
  return NULL;
}

void
web_pipe_start(WebPipe *pipe)
{
  pipe->thread = g_thread_new("web", read_records, pipe);
}

int
web_pipe_fd(const WebPipe *pipe)
{
  return pipe->news;
}

gboolean
web_pipe_next(WebPipe *pipe, WebFetch *fetch)
{
  g_mutex_lock(&pipe->lock);
  g_autofree WebFetch *next = g_queue_pop_head(&pipe->fetches);
  guint64 told;
  if (!next && !pipe->over && read(pipe->news, &told, sizeof told) < 0)
    told = 0; /* nothing was told: nothing to forget */
  g_mutex_unlock(&pipe->lock);
  if (next)
    *fetch = *next;
  return next != NULL;
}

gboolean
web_pipe_is_over(WebPipe *pipe)
{
  g_mutex_lock(&pipe->lock);
  gboolean over = pipe->over;
  g_mutex_unlock(&pipe->lock);
  return over;
}
