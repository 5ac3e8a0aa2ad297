/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A connection to a mail server that speaks in lines: what is read is bounded, what is sent is queued and
 * never blocks, and every wait has an end. libcurl makes it (TCP, TLS, STARTTLS, login); tests put anything
 * behind it. Inside the room alone. */
#pragma once
#include "mail/login.h"

#define WIRE_LINE_MAX ((gsize) 1 << 20)
#define WIRE_PATIENCE 60000 /* ms without what is waited for */

typedef struct Wire Wire;

/* What carries the bytes. Both give the number of bytes, 0 when it would block, -1 when the connection is
 * over. After a send that would block, the same bytes are offered again from the same place, as TLS wants it.
 */
typedef struct {
  gssize (*receive)(gpointer link, char *to, gsize size);
  gssize (*send)(gpointer link, const char *from, gsize size);
  void (*free)(gpointer link);
} WireLink;

/* Which server, and how. Strings are borrowed. */
typedef struct {
  const char *url;     /* imaps://host:port/..., smtp://... */
  const char *setting; /* the group in the site file that names it: "mailbox" */
  const char *helo;    /* the name for EHLO, or NULL */
  gboolean tls;        /* FALSE: in clear, on loopback alone */
  const char *ca_file;
  const char *user; /* NULL: no login */
} WireEnd;

/* Connects, checks the certificate and logs in with @secret; at most 90 s. FAULT_UNREACHABLE (also a
 * certificate that cannot be trusted, or no STARTTLS), FAULT_LOGIN, FAULT_LATER, FAULT_CONFIG. May be called
 * in a thread of its own. */
Wire *wire_connect(const WireEnd *end, const Secret *secret, GError **error);
/* Over @link, which it owns. @fd is what poll(2) takes, @server its name in words. */
Wire *wire_new(const WireLink *kind, gpointer link, int fd, const char *server);
/* Sends nothing more; NULL is accepted. */
void wire_free(Wire *wire);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wire, wire_free)

const char *wire_server(const Wire *wire);
int wire_fd(const Wire *wire);
/* What the server said while it was connected to: greeting, EHLO, login; lines. */
const char *wire_said(const Wire *wire);
/* The instant (UTC seconds) at which the server's certificate ends; 0: there is none. */
gint64 wire_certificate_end(const Wire *wire);
void wire_set_patience(Wire *wire, gint64 milliseconds);

/* Queues bytes; they leave while something is read or flushed. */
void wire_put(Wire *wire, const char *bytes, gsize size);
/* How many bytes were queued, and how many of them left, since the connection was made. */
guint64 wire_queued(const Wire *wire);
guint64 wire_sent(const Wire *wire);
/* Sends what can be sent now. FAULT_UNREACHABLE. */
gboolean wire_flush(Wire *wire, GError **error);

/* The next line without its line end, NUL-terminated and good until the next call; waits for it.
 * FAULT_UNREACHABLE when the connection ends, patience ends, or the line is longer than WIRE_LINE_MAX. */
const char *wire_line(Wire *wire, gsize *length, GError **error);
/* The same without waiting: NULL and no error while there is no whole line. */
const char *wire_line_now(Wire *wire, gsize *length, GError **error);
/* Exactly @size bytes to @to. */
gboolean wire_literal(Wire *wire, guint8 *to, gsize size, GError **error);
/* Whether there is something to read, or the connection is over, without waiting. Ask before every poll(2).
 */
gboolean wire_ready(Wire *wire);
