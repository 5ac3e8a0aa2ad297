/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines, counted bytes and a queue of output over some link. Reads first and polls only when nothing was
 * there, for TLS may hold bytes that the descriptor does not show. Knows no protocol. */
#include "mail/wire.h"
#include "base/clock.h"
#include "base/fault.h"
#include "mail/wire_link.h"
#include <poll.h>
#include <string.h>

#define ROOM ((gsize) 64 << 10) /* read at once */
#define PIECE                                                                                                \
  ((gsize) 16 << 10) /* sent at once: one TLS record, so what left is known to the byte that matters */

struct Wire {
  const WireLink *kind;
  gpointer link;
  int fd;
  char *server;
  GString *said;
  gint64 certificate_end;
  gint64 patience;
  /* received: buffer[start .. end) is unread, and up to `searched` there is no line end */
  char *buffer;
  gsize start, end, room, searched;
  /* to send: `leaving` stays where it is until all of it left */
  GString *leaving, *waiting;
  gsize left;
  guint64 queued, sent;
};

Wire *
wire_new(const WireLink *kind, gpointer link, int fd, const char *server)
{
  Wire *wire = g_new0(Wire, 1);
  wire->kind = kind;
  wire->link = link;
  wire->fd = fd;
  wire->server = g_strdup(server);
  wire->said = g_string_new(NULL);
  wire->patience = WIRE_PATIENCE;
  wire->room = ROOM;
  wire->buffer = g_malloc(wire->room);
  wire->leaving = g_string_new(NULL);
  wire->waiting = g_string_new(NULL);
  return wire;
}

void
wire_free(Wire *wire)
{
  if (!wire)
    return;
  wire->kind->free(wire->link);
  g_free(wire->server);
  g_string_free(wire->said, TRUE);
  g_free(wire->buffer);
  g_string_free(wire->leaving, TRUE);
  g_string_free(wire->waiting, TRUE);
  g_free(wire);
}

const char *
wire_server(const Wire *wire)
{
  return wire->server;
}

int
wire_fd(const Wire *wire)
{
  return wire->fd;
}

const char *
wire_said(const Wire *wire)
{
  return wire->said->str;
}

void
wire_set_said(Wire *wire, const char *said)
{
  g_string_assign(wire->said, said);
}

gint64
wire_certificate_end(const Wire *wire)
{
  return wire->certificate_end;
}

void
wire_set_certificate_end(Wire *wire, gint64 instant)
{
  wire->certificate_end = instant;
}

void
wire_set_patience(Wire *wire, gint64 milliseconds)
{
  wire->patience = milliseconds;
}

static gboolean
lost(const Wire *wire, GError **error, const char *what)
{
  g_set_error(error, FAULT, FAULT_UNREACHABLE, "%s %s", wire->server, what);
  return FALSE;
}

void
wire_put(Wire *wire, const char *bytes, gsize size)
{
  g_string_append_len(wire->waiting, bytes, (gssize) size);
  wire->queued += size;
}

guint64
wire_queued(const Wire *wire)
{
  return wire->queued;
}

guint64
wire_sent(const Wire *wire)
{
  return wire->sent;
}

gboolean
wire_flush(Wire *wire, GError **error)
{
  while (wire->sent < wire->queued) {
    if (wire->left == wire->leaving->len) {
      GString *empty = wire->leaving;
      wire->leaving = wire->waiting;
      wire->waiting = g_string_truncate(empty, 0);
      wire->left = 0;
    }
    gssize n = wire->kind->send(wire->link, wire->leaving->str + wire->left,
                                MIN(PIECE, wire->leaving->len - wire->left));
    if (n < 0)
      return lost(wire, error, "closed the connection while something was sent to it");
    if (!n)
      break;
    wire->left += (gsize) n;
    wire->sent += (guint64) n;
  }
  return TRUE;
}

/* Bytes to @to: at least one before @deadline, sending what is queued meanwhile. 0 on a fault. */
static gsize
receive(Wire *wire, char *to, gsize size, gint64 deadline, GError **error)
{
  for (;;) {
    if (!wire_flush(wire, error))
      return 0;
    gssize n = wire->kind->receive(wire->link, to, size);
    if (n > 0)
      return (gsize) n;
    if (n < 0) {
      lost(wire, error, "closed the connection");
      return 0;
    }
    struct pollfd fd = { wire->fd, (short) (POLLIN | (wire->sent < wire->queued ? POLLOUT : 0)), 0 };
    gint64 rest = deadline - clock_monotonic();
    if (rest <= 0) {
      lost(wire, error, "did not answer in time");
      return 0;
    }
    poll(&fd, 1, (int) MIN(rest, G_MAXINT));
  }
}

/* Makes room for more behind `end`. */
static gboolean
make_room(Wire *wire, GError **error)
{
  if (wire->start == wire->end)
    wire->start = wire->end = wire->searched = 0;
  if (wire->end < wire->room)
    return TRUE;
  if (wire->start) {
    memmove(wire->buffer, wire->buffer + wire->start, wire->end - wire->start);
    wire->end -= wire->start;
    wire->searched -= wire->start;
    wire->start = 0;
    return TRUE;
  }
  if (wire->room >= WIRE_LINE_MAX)
    return lost(wire, error, "sent a line of more than a megabyte");
  wire->room *= 2;
  wire->buffer = g_realloc(wire->buffer, wire->room);
  return TRUE;
}

/* The line that is in the buffer, or NULL. */
static const char *
take_line(Wire *wire, gsize *length)
{
  char *end = memchr(wire->buffer + wire->searched, '\n', wire->end - wire->searched);
  wire->searched = wire->end;
  if (!end)
    return NULL;
  char *line = wire->buffer + wire->start;
  wire->start = wire->searched = (gsize) (end + 1 - wire->buffer);
  if (end > line && end[-1] == '\r')
    end--;
  *end = '\0';
  *length = (gsize) (end - line);
  return line;
}

const char *
wire_line(Wire *wire, gsize *length, GError **error)
{
  gint64 deadline = clock_monotonic() + wire->patience;
  const char *line;
  while (!(line = take_line(wire, length))) {
    gsize n;
    if (!make_room(wire, error) ||
        !(n = receive(wire, wire->buffer + wire->end, wire->room - wire->end, deadline, error)))
      return NULL;
    wire->end += n;
  }
  return line;
}

const char *
wire_line_now(Wire *wire, gsize *length, GError **error)
{
  const char *line;
  while (!(line = take_line(wire, length))) {
    if (!make_room(wire, error))
      return NULL;
    gssize n = wire->kind->receive(wire->link, wire->buffer + wire->end, wire->room - wire->end);
    if (n < 0)
      lost(wire, error, "closed the connection");
    if (n <= 0)
      return NULL;
    wire->end += (gsize) n;
  }
  return line;
}

gboolean
wire_ready(Wire *wire)
{
  if (wire->start < wire->end)
    return TRUE;
  gssize n = make_room(wire, NULL)
                 ? wire->kind->receive(wire->link, wire->buffer + wire->end, wire->room - wire->end)
                 : -1;
  wire->end += (gsize) MAX(n, 0);
  return n != 0;
}

gboolean
wire_literal(Wire *wire, guint8 *to, gsize size, GError **error)
{
  gsize have = MIN(size, wire->end - wire->start);
  memcpy(to, wire->buffer + wire->start, have);
  wire->start += have;
  wire->searched = wire->start;
  gint64 deadline =
      clock_monotonic() + wire->patience + (gint64) (size >> 4); /* no slower than 16 kB a second */
  while (have < size) {
    gsize n = receive(wire, (char *) to + have, size - have, deadline, error);
    if (!n)
      return FALSE;
    have += n;
  }
  return TRUE;
}
