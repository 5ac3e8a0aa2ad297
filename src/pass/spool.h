/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Posted forms on their way into the store: one file a token in a folder beside it, whole or not at all, for
 * a pass may take minutes and a browser does not wait so long. Knows neither forms nor people. */
#pragma once
#include "base/clock.h"
#include "base/seam.h"

typedef enum {
  SPOOL_KEPT, /* it is durable: now, or the same was before */
  SPOOL_USED, /* the link takes no more: another was sent before */
} SpoolState;

/* The folder of the store @store_path; NULL: a store in memory has none. g_free. */
char *spool_folder(const char *store_path);
/* Keeps @body as what was sent through @token at *@at, unless @page, the path of its page, has no form any
 * more. *@at becomes when the same was kept before. FALSE and FAULT_IO when it could not be made durable; it
 * may be sent again then. One thread at a time. */
gboolean spool_put(const char *folder, const char *page, const char *token, GBytes *body, Instant *at,
                   SpoolState *state, GError **error);

typedef struct {
  char *token;
  Instant at;
  GBytes *body;
} Spooled;
/* What lies there, in the order in which it came: of Spooled. */
GPtrArray *spool_list(const char *folder);
/* TRUE also when there is none. FAULT_IO. @seam may be NULL. */
gboolean spool_remove(const char *folder, const char *token, Seam *seam, GError **error);
