/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child process and two pipes. What comes through them is web_pipe.c's to read. */
#include "config.h"

#include "base/fault.h"
#include "web/web.h"
#include "web/web_pipe.h"
#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define START_TIME 10000 /* milliseconds */
#define STOP_TIME 2000
#define RECORDS_FD 3 /* of the child */

struct WebServer {
  pid_t pid; /* 0 once it has been waited for */
  int life;  /* its stdin: closed, it ends */
  WebPipe *pipe;
  char *address;
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

/* The end of the pipe from which its records are read in @records. */
static gboolean
spawn(WebServer *server, const char *program, const char *directory, const char *listen, int *records,
      GError **error)
{
  const char *const argv[] = { program, directory, listen, G_STRINGIFY(RECORDS_FD), NULL };
  int pipe[2], target = RECORDS_FD;
  g_autoptr(GError) cause = NULL;
  if (!g_unix_open_pipe(pipe, FD_CLOEXEC, &cause) || !g_unix_set_fd_nonblocking(pipe[0], TRUE, &cause)) {
    g_set_error(error, FAULT, FAULT_IO, "the web server cannot be started: %s", cause->message);
    return FALSE;
  }
  *records = pipe[0];
  gboolean done =
      g_spawn_async_with_pipes_and_fds(NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, -1, -1, -1,
                                       &pipe[1], &target, 1, &server->pid, &server->life, NULL, NULL, &cause);
  close(pipe[1]);
  if (!done)
    g_set_error(error, FAULT, FAULT_IO, "the web server cannot be started: %s", cause->message);
  return done;
}

/* "listening ADDRESS", or "failed STATUS SENTENCE" as the child's own error. */
static gboolean
read_greeting(WebServer *server, GError **error)
{
  char line[WEB_LINE];
  int code = 0, sentence = 0;
  if (!web_pipe_line(server->pipe, clock_monotonic() + START_TIME, line)) {
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
web_start(const char *program, const char *directory, const char *listen, WebPosted posted, gpointer data,
          GError **error)
{
  g_autofree char *path = program ? g_strdup(program) : find_program();
  g_autoptr(WebServer) server = g_new0(WebServer, 1);
  int records = -1;
  server->life = -1;
  gboolean good = spawn(server, path, directory, listen, &records, error);
  if (records >= 0)
    server->pipe = web_pipe_new(records, server->life, posted, data);
  if (!good || !read_greeting(server, error))
    return NULL;
  web_pipe_start(server->pipe);
  return g_steal_pointer(&server);
}

static void
end_process(WebServer *server)
{
  gint64 deadline = clock_monotonic() + STOP_TIME;
  pid_t ended;
  kill(server->pid, SIGTERM);
  while ((ended = waitpid(server->pid, NULL, WNOHANG)) == 0 || (ended < 0 && errno == EINTR)) {
    if (clock_monotonic() >= deadline)
      kill(server->pid, SIGKILL);
    g_usleep(5000);
  }
}

/* Once the process has ended so has the pipe, and with it the thread that reads it and may write an answer.
 */
void
web_end(WebServer *server)
{
  if (server->pid)
    end_process(server);
  server->pid = 0;
  if (server->pipe)
    web_pipe_join(server->pipe);
}

void
web_stop(WebServer *server)
{
  if (!server)
    return;
  web_end(server);
  web_pipe_free(server->pipe);
  if (server->life >= 0)
    close(server->life);
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
  return server->pid != 0 && !web_pipe_is_over(server->pipe);
}

int
web_fd(const WebServer *server)
{
  return web_pipe_fd(server->pipe);
}

gboolean
web_next(WebServer *server, WebFetch *fetch)
{
  return web_pipe_next(server->pipe, fetch);
}
