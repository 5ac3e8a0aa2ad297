/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An SMTP server that takes everything and keeps nothing: sink PORT [plain]. It offers PIPELINING, unless it
 * is to be plain, and costs next to no time, so that the bench measures who sends. On SIGTERM it says how
 * many mails it took. No test, and no server for anything else. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CLIENTS = 64, LINE = 1024, REPLIES = 8192 };

typedef struct {
  int fd; /* 0: nobody */
  int in_data;
  char line[LINE];
  size_t length;
  char replies[REPLIES];
  size_t waiting;
} Client;

static volatile sig_atomic_t over;
static int plain; /* set once, from the command line */

static void
stop(int signal)
{
  (void) signal;
  over = 1;
}

static void
reply(Client *client, const char *text)
{
  size_t length = strlen(text);
  if (client->waiting + length > sizeof client->replies)
    exit(70);
  memcpy(client->replies + client->waiting, text, length);
  client->waiting += length;
}

/* FALSE when the client takes its leave. */
static int
take_line(Client *client, unsigned long *mails)
{
  const char *line = client->line;
  if (client->in_data) {
    if (strcmp(line, "."))
      return 1;
    client->in_data = 0;
    ++*mails;
    reply(client, "250 taken\r\n");
  } else if (!strncasecmp(line, "EHLO", 4)) {
    reply(client, plain ? "250-sink\r\n250 8BITMIME\r\n" : "250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n");
  } else if (!strncasecmp(line, "DATA", 4)) {
    client->in_data = 1;
    reply(client, "354 go on\r\n");
  } else if (!strncasecmp(line, "QUIT", 4)) {
    reply(client, "221 bye\r\n");
    return 0;
  } else {
    reply(client, "250 yes\r\n");
  }
  return 1;
}

static int
take_bytes(Client *client, const char *at, size_t length, unsigned long *mails)
{
  for (const char *end = at + length; at < end;) {
    const char *stop_at = memchr(at, '\n', (size_t) (end - at));
    size_t part = (size_t) ((stop_at ? stop_at : end) - at), room = LINE - 1 - client->length;
    memcpy(client->line + client->length, at, part < room ? part : room);
    client->length += part < room ? part : room;
    at += part + (stop_at != NULL);
    if (!stop_at)
      break;
    if (client->length && client->line[client->length - 1] == '\r')
      client->length--;
    client->line[client->length] = '\0';
    client->length = 0;
    if (!take_line(client, mails))
      return 0;
  }
  return 1;
}

static void
serve(Client *client, unsigned long *mails)
{
  static char buffer[1 << 16];
  ssize_t got = recv(client->fd, buffer, sizeof buffer, 0);
  int stays = got > 0 && take_bytes(client, buffer, (size_t) got, mails);
  if (client->waiting && send(client->fd, client->replies, client->waiting, MSG_NOSIGNAL) < 0)
    stays = 0;
  client->waiting = 0;
  if (stays)
    return;
  close(client->fd);
  *client = (Client){ 0 };
}

static void
welcome(int listener, Client *clients)
{
  int fd = accept(listener, NULL, NULL), one = 1;
  for (int i = 0; fd >= 0 && i < CLIENTS; i++)
    if (!clients[i].fd) {
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      clients[i].fd = fd;
      reply(&clients[i], "220 sink\r\n");
      if (send(fd, clients[i].replies, clients[i].waiting, MSG_NOSIGNAL) < 0)
        perror("send");
      clients[i].waiting = 0;
      return;
    }
}

int
main(int argc, char **argv)
{
  static Client clients[CLIENTS];
  unsigned long mails = 0;
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  const struct sigaction ends = { .sa_handler = stop };
  if (argc != 2 && !(argc == 3 && !strcmp(argv[2], "plain")))
    return 64;
  plain = argc == 3;
  address.sin_port = htons((unsigned short) atoi(argv[1]));
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *) &address, sizeof address) || listen(listener, CLIENTS)) {
    perror(argv[1]);
    return 71;
  }
  sigaction(SIGTERM, &ends, NULL);
  while (!over) {
    struct pollfd fds[CLIENTS + 1] = { { .fd = listener, .events = POLLIN } };
    for (int i = 0; i < CLIENTS; i++)
      fds[i + 1] = (struct pollfd){ .fd = clients[i].fd ? clients[i].fd : -1, .events = POLLIN };
    if (poll(fds, CLIENTS + 1, -1) < 0)
      continue;
    for (int i = 0; i < CLIENTS; i++)
      if (fds[i + 1].revents)
        serve(&clients[i], &mails);
    if (fds[0].revents)
      welcome(listener, clients);
  }
  printf("%lu\n", mails);
  return 0;
}
