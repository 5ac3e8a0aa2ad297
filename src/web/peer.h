/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is on the other side of a connection, and whom a proxy on this machine passes on. */
#pragma once
#include <glib.h>

struct MHD_Connection;
struct sockaddr;

/* Borrowed from @connection. */
const struct sockaddr *peer_address(struct MHD_Connection *connection);
gboolean peer_is_loopback(const struct sockaddr *address);
/* Whether a program of this machine asks for itself: what a proxy passes on is from elsewhere. */
gboolean peer_is_here(struct MHD_Connection *connection);

/* A number that stands for who has @address: an IPv4 address, or the /64 of an IPv6 one, for whoever has one
 * address of that has them all. */
guint64 peer_key(const struct sockaddr *address);
/* The same of the address that @text, such as "192.0.2.7", "192.0.2.7:4711" or "[2001:db8::7]:4711", writes;
 * FALSE if it is none. */
gboolean peer_key_of_text(const char *text, guint64 *key);
/* Who asks over @connection. Of a connection from this machine that is the last hop of X-Forwarded-For, which
 * its own proxy wrote; what stands before it, or comes from elsewhere, anybody may have written. */
guint64 peer_client(struct MHD_Connection *connection);
