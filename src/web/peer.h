/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is on the other side of a connection, and whether a proxy on this machine passes somebody else on. */
#pragma once
#include <glib.h>

struct MHD_Connection;
struct sockaddr;

gboolean peer_is_loopback(const struct sockaddr *address);
/* Whether a program of this machine asks for itself: what a proxy passes on is from elsewhere. */
gboolean peer_is_here(struct MHD_Connection *connection);
