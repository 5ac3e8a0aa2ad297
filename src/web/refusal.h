/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a request is refused of which the headers alone have come. */
#pragma once
#include <glib.h>
#include <microhttpd.h>

/* 400 when it may be read in two ways, so that a proxy and we could take different things for its end or its
 * host (RFC 9112 3.2 and 6.3); 0: it may not. */
guint refusal_of_framing(struct MHD_Connection *connection);
/* 405 or 413 when it is no GET or HEAD, or has a content; else 0. */
guint refusal_of_asking(struct MHD_Connection *connection, const char *method);
