/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child process and two pipes. What comes from it is not trusted: lines are bounded and read strictly. */
#include "config.h"

#include "base/fault.h"
#include "web/web.h"
#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define START_TIME 10000 /* milliseconds */
#define STOP_TIME 2000
#define LINE_LIMIT 512
#define RECORDS_FD 3 /* of the child */

struct WebServer {
  pid_t pid; /* 0 once it has been waited for */
  int life;  /* its stdin: closed, it ends */
  int records;
  char *address;
  char line[LINE_LIMIT]; /* what of a line has come */
  gsize length;
};

/* The program beside the one that runs (so in a build tree), else the installed one; g_free. */
static char *
find_program(void)
{
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *directory = self ? g_path_get_dirname(self) : NULL;
  g_autofree char *beside = directory ? g_build_filename(directory, "mentord-web", NULL) : NULL;
  if (beside && g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer(&beside);
  return g_build_filename(LIBEXECDIR, "mentord-web", NULL);
}

static gboolean
spawn(WebServer *server, const char *program, const char *directory, const char *listen, GError **error)
{
  const char *const argv[] = { program, directory, listen, G_STRINGIFY(RECORDS_FD), NULL };
  int pipe[2], target = RECORDS_FD;
  g_autoptr(GError) cause = NULL;
  if (!g_unix_open_pipe(pipe, FD_CLOEXEC, &cause) || !g_unix_set_fd_nonblocking(pipe[0], TRUE, &cause)) {
    g_set_error(error, FAULT, FAULT_IO, "the web server cannot be started: %s", cause->message);
    return FALSE;
  }
  server->records = pipe[0];
  gboolean done =
      g_spawn_async_with_pipes_and_fds(NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, -1, -1, -1,
                                       &pipe[1], &target, 1, &server->pid, &server->life, NULL, NULL, &cause);
  close(pipe[1]);
  if (!done)
    g_set_error(error, FAULT, FAULT_IO, "the web server cannot be started: %s", cause->message);
  return done;
}

/* One whole line without its end into @line; FALSE when none has come. A line that is too long is dropped in
 * parts. */
static gboolean
next_line(WebServer *server, char line[LINE_LIMIT])
{
  for (;;) {
    char *end = memchr(server->line, '\n', server->length);
    if (end) {
      gsize n = (gsize) (end - server->line);
      memcpy(line, server->line, n);
      line[n] = '\0';
      server->length -= n + 1;
      memmove(server->line, end + 1, server->length);
      return TRUE;
    }
    if (server->length == sizeof server->line)
      server->length = 0;
    gssize n = read(server->records, server->line + server->length, sizeof server->line - server->length);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return FALSE;
    server->length += (gsize) n;
  }
}

/* Waits until the pipe has something or is closed; FALSE when @deadline (monotonic milliseconds) has come. */
static gboolean
wait_for_pipe(const WebServer *server, gint64 deadline)
{
  struct pollfd fd = { .fd = server->records, .events = POLLIN };
  for (;;) {
    gint64 left = deadline - clock_monotonic();
    int n = left > 0 ? poll(&fd, 1, (int) left) : 0;
    if (n >= 0 || errno != EINTR)
      return n > 0;
  }
}

/* "listening ADDRESS", or "failed STATUS SENTENCE" as the child's own error. */
static gboolean
read_greeting(WebServer *server, GError **error)
{
  char line[LINE_LIMIT];
  int code = 0, sentence = 0;
  wait_for_pipe(server, clock_monotonic() + START_TIME);
  if (!next_line(server, line)) {
    g_set_error(error, FAULT, FAULT_IO, "the web server ended or hung before it said that it listens");
    return FALSE;
  }
  if (g_str_has_prefix(line, "listening ")) {
    server->address = g_strdup(line + strlen("listening "));
    return TRUE;
  }
  if (sscanf(line, "failed %d %n", &code, &sentence) == 1 && sentence > 0)
    g_set_error(error, FAULT, code, "%s", line + sentence);
  else
    g_set_error(error, FAULT, FAULT_SOFTWARE, "the web server said something unexpected when it started");
  return FALSE;
}

WebServer *
web_start(const char *program, const char *directory, const char *listen, GError **error)
{
  g_autofree char *path = program ? g_strdup(program) : find_program();
  g_autoptr(WebServer) server = g_new0(WebServer, 1);
  server->life = server->records = -1;
  if (!spawn(server, path, directory, listen, error) || !read_greeting(server, error))
    return NULL;
  return g_steal_pointer(&server);
}

/* The pipe closes when the child ends: what it still says until then is dropped. */
static gboolean
wait_for_end(WebServer *server, gint64 deadline)
{
  char ignored[LINE_LIMIT];
  for (;;) {
    if (!wait_for_pipe(server, deadline))
      return FALSE;
    gssize n = read(server->records, ignored, sizeof ignored);
    if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
      return TRUE;
  }
}

static void
end_process(WebServer *server)
{
  kill(server->pid, SIGTERM);
  if (!wait_for_end(server, clock_monotonic() + STOP_TIME))
    kill(server->pid, SIGKILL);
  while (waitpid(server->pid, NULL, 0) < 0 && errno == EINTR)
    ;
}

void
web_stop(WebServer *server)
{
  if (!server)
    return;
  if (server->life >= 0)
    close(server->life);
  if (server->pid)
    end_process(server);
  if (server->records >= 0)
    close(server->records);
  g_free(server->address);
  g_free(server);
}

const char *
web_address(const WebServer *server)
{
  return server->address;
}

gboolean
web_alive(WebServer *server)
{
  if (server->pid && waitpid(server->pid, NULL, WNOHANG) == server->pid)
    server->pid = 0;
  return server->pid != 0;
}

int
web_fd(const WebServer *server)
{
  return server->records;
}

/* "fetch HASH EPOCH STATUS" and nothing else. */
static gboolean
parse_fetch(const char *line, WebFetch *fetch)
{
  g_auto(GStrv) words = g_strsplit(line, " ", 5);
  gint64 status;
  if (g_strv_length(words) != 4 || strcmp(words[0], "fetch") || strlen(words[1]) != sizeof fetch->feed - 1 ||
      strspn(words[1], "0123456789abcdef") != sizeof fetch->feed - 1 ||
      !g_ascii_string_to_signed(words[2], 10, 0, G_MAXINT32 * (gint64) 1000, &fetch->at, NULL) ||
      !g_ascii_string_to_signed(words[3], 10, 200, 599, &status, NULL))
    return FALSE;
  memcpy(fetch->feed, words[1], sizeof fetch->feed);
  fetch->status = (int) status;
  return TRUE;
}

gboolean
web_next(WebServer *server, WebFetch *fetch)
{
  char line[LINE_LIMIT];
  while (next_line(server, line))
    if (parse_fetch(line, fetch))
      return TRUE;
  return FALSE;
}
