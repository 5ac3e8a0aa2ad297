/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mentord-web DIRECTORY LISTEN PIPE_FD: shows the published folder until its parent closes stdin. Reads no
 * configuration and holds no key. On the pipe (or on stdout, if PIPE_FD is "-") it writes lines of at most
 * 200 bytes:
 *
 *   listening ADDRESS:PORT     first, once it listens and is locked down; or instead
 *   failed STATUS SENTENCE     and ends with that status
 *   fetch HASH EPOCH STATUS    a feed was asked for; HASH: 16 hex digits of the SHA-256 of its name
 *   form NUMBER TOKEN LENGTH   a form was posted: LENGTH bytes of it follow the line
 *
 * and on stdin it is told: form NUMBER STATUS WORDS, once the engine has that form or has not. */
#include "config.h"

#include "base/checksum.h"
#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "web/lockdown.h"
#include "web/records.h"
#include "web/server.h"
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINE_LIMIT 500
#define BACKLOG 511

typedef struct {
  Records *records;
  Clock *clock;
} Reporter;

static void
report_fetch(const char *name, guint status, gpointer data)
{
  const Reporter *reporter = data;
  g_autofree char *sum = checksum_of_text(name);
  g_autofree char *line =
      g_strdup_printf("fetch %.16s %" G_GINT64_FORMAT " %u", sum, clock_now(reporter->clock), status);
  records_line(reporter->records, line);
}

/* "127.0.0.1:8025" or "[::1]:8025" as a socket address; freeaddrinfo. */
static struct addrinfo *
read_address(const char *listen, GError **error)
{
  struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
                            .ai_socktype = SOCK_STREAM };
  struct addrinfo *address = NULL;
  const char *colon = strrchr(listen, ':');
  g_autofree char *host = colon ? g_strndup(listen, (gsize) (colon - listen)) : NULL;
  gsize n = host ? strlen(host) : 0;
  gboolean bracketed = n > 2 && host[0] == '[' && host[n - 1] == ']';
  if (bracketed)
    host[n - 1] = '\0';
  /* getaddrinfo takes a port modulo 65536 */
  gboolean good = n && g_ascii_string_to_unsigned(colon + 1, 10, 0, 65535, NULL, NULL);
  if (!good || getaddrinfo(host + bracketed, colon + 1, &hints, &address)) {
    g_set_error(error, FAULT, FAULT_CONFIG,
                "publish.listen = \"%s\" is no address and port: write \"127.0.0.1:8025\"", listen);
    return NULL;
  }
  return address;
}

static int
listen_at(const char *listen_text, GError **error)
{
  struct addrinfo *address = read_address(listen_text, error);
  if (!address)
    return -1;
  int one = 1, fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) ||
      bind(fd, address->ai_addr, address->ai_addrlen) || listen(fd, BACKLOG)) {
    g_set_error(error, FAULT, FAULT_UNREACHABLE, "the web server cannot listen at %s: %s", listen_text,
                g_strerror(errno));
    if (fd >= 0)
      close(fd);
    fd = -1;
  }
  freeaddrinfo(address);
  return fd;
}

/* The address that a socket is bound to, its port as the system chose it; g_free. */
static char *
bound_address(int fd)
{
  struct sockaddr_storage address = { 0 };
  socklen_t length = sizeof address;
  char host[NI_MAXHOST], port[NI_MAXSERV];
  if (getsockname(fd, (struct sockaddr *) &address, &length) ||
      getnameinfo((struct sockaddr *) &address, length, host, sizeof host, port, sizeof port,
                  NI_NUMERICHOST | NI_NUMERICSERV))
    return NULL;
  return g_strdup_printf(address.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}

static int
signal_descriptor(void)
{
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  signal(SIGPIPE, SIG_IGN);
  return sigprocmask(SIG_BLOCK, &signals, NULL) ? -1 : signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* What the engine says of posted forms, until it is gone: then stdin ends. */
typedef struct {
  char line[LINE_LIMIT];
  gsize length;
} Replies;

static gboolean
take_replies(Replies *replies, Server *server)
{
  gssize n = read(STDIN_FILENO, replies->line + replies->length, sizeof replies->line - replies->length);
  char *end;
  if (n <= 0)
    return n < 0 && (errno == EINTR || errno == EAGAIN);
  replies->length += (gsize) n;
  while ((end = memchr(replies->line, '\n', replies->length))) {
    *end = '\0';
    server_answered(server, replies->line);
    replies->length -= (gsize) (end + 1 - replies->line);
    memmove(replies->line, end + 1, replies->length);
  }
  if (replies->length == sizeof replies->line)
    replies->length = 0; /* no line of ours */
  return TRUE;
}

static void
serve(Server *server, Records *records, int signals)
{
  Replies replies = { .length = 0 };
  struct pollfd fds[] = { { .fd = server_descriptor(server), .events = POLLIN },
                          { .fd = STDIN_FILENO, .events = POLLIN },
                          { .fd = signals, .events = POLLIN },
                          { .fd = -1, .events = POLLOUT } };
  for (;;) {
    int wait = server_run(server);
    fds[3].fd = records_wait(records) ? records_descriptor(records) : -1;
    if (poll(fds, G_N_ELEMENTS(fds), wait) < 0) {
      if (errno != EINTR)
        return;
      continue;
    }
    if (fds[2].revents || (fds[1].revents && !take_replies(&replies, server)))
      return;
    records_flush(records);
  }
}

static gboolean
lock_down(const Published *published, GError **error)
{
#ifdef WITH_SANITIZERS
  (void) published;
  (void) error;
  g_printerr("mentord-web: built with sanitizers, which need what a sandbox forbids: not locked down\n");
  return TRUE;
#else
  if (!lockdown_has_landlock())
    g_printerr("mentord-web: this kernel has no Landlock: seccomp alone holds the web server\n");
  return lockdown(published_descriptor(published), error);
#endif
}

static gboolean
run(const char *directory, const char *listen_text, Records *records, GError **error)
{
  g_autoptr(Clock) clock = clock_new("UTC", error);
  g_autoptr(Published) published = clock ? published_open(directory, error) : NULL;
  int listening = published ? listen_at(listen_text, error) : -1;
  if (listening < 0)
    return FALSE;
  int signals = signal_descriptor();
  g_autofree char *address = bound_address(listening);
  Reporter reporter = { .records = records, .clock = clock };
  g_autoptr(Server) server = server_new(listening, published, records, report_fetch, &reporter, error);
  if (!server || !lock_down(published, error))
    return FALSE;
  g_autofree char *line = g_strconcat("listening ", address, NULL);
  records_line(records, line);
  serve(server, records, signals);
  return TRUE;
}

int
main(int argc, char **argv)
{
  if (argc != 4) {
    fputs("usage: mentord-web DIRECTORY ADDRESS:PORT PIPE_FD\n", stderr);
    return FAULT_USAGE;
  }
  gint64 records = STDOUT_FILENO;
  gboolean good =
      g_str_equal(argv[3], "-") || g_ascii_string_to_signed(argv[3], 10, 0, G_MAXINT, &records, NULL);
  if (!good || fcntl((int) records, F_GETFD) < 0) {
    fprintf(stderr, "mentord-web: %s is no descriptor to write to\n", argv[3]);
    return FAULT_USAGE;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(Records) pipe = records_new((int) records);
  if (run(argv[1], argv[2], pipe, &error))
    return 0;
  g_autofree char *sentence = text_clean(error->message, -1, LINE_LIMIT - 20, FALSE);
  g_autofree char *line = g_strdup_printf("failed %d %s", fault_exit_status(error), sentence);
  records_line(pipe, line);
  return fault_exit_status(error);
}
