/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests to many of which nothing came back: a question alone. D15 */
#pragma once
#include "store/store.h"

typedef struct {
  char *scheme, *requirement, *instance;
  Instant first; /* when the first of them was taken by the mail server */
  gint64 asked;  /* people */
} Silence;
void silence_free(Silence *silence);
/* Of @year, those with @least requests or more, the last of them sent at or before @before, of which not one
 * is answered or met, whatever came: of Silence. */
GPtrArray *silences(Store *store, const char *year, gint64 least, Instant before);
