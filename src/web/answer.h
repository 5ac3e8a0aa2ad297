/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers as they go out: status, headers, content. Nothing of a request is ever written into one. */
#pragma once
#include "web/published.h"
#include <microhttpd.h>

/* A few words in plain text: of 400, 404, 405, 410 (of feeds, which programs ask for), 413. */
enum MHD_Result answer_words(struct MHD_Connection *connection, guint status);
/* A published file; @status becomes what it was answered with: 200, or 304 to those who have it already. */
enum MHD_Result answer_file(struct MHD_Connection *connection, const PublishedName *name,
                            const PublishedFile *file, guint *status);
/* A page that was made for this one request and stays with nobody; @page is borrowed. @retry: in how many
 * seconds to ask again; 0: nothing is said of that. */
enum MHD_Result answer_page(struct MHD_Connection *connection, guint status, guint retry, GBytes *page);
/* Text of the type @type that changes from one request to the next. */
enum MHD_Result answer_text(struct MHD_Connection *connection, const char *type, GBytes *text);
