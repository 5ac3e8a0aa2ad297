/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of awards that providers share, and what others' registers said. Only of people whose consent
 * stands. C3.5, C3.29. */
#pragma once
#include "store/store.h"

typedef struct {
  char *provider; /* NULL: this partnership */
  char *code, *name, *school, *title, *words;
  Day issued;
} Registered;
void registered_free(Registered *registered);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Registered, registered_free)

/* The @awards of @scheme that are held by people whose latest answer to the field @share was yes, oldest
 * first: of Registered. */
GPtrArray *register_shared(Store *store, const char *scheme, const char *const *awards, const char *share);
/* One line of this partnership's own register. */
typedef struct {
  gint64 person;
  char *code, *name, *school, *award, *title, *words;
  int credits;
  Instant issued;
  Instant replaced; /* when another certificate took its place; INSTANT_NONE: it stands */
  char *why;        /* for what reason; or NULL */
} RegisterLine;
void register_line_free(RegisterLine *line);
/* The @awards of @scheme, with the certificates that others replaced, oldest first: of RegisterLine. */
GPtrArray *register_lines(Store *store, const char *scheme, const char *const *awards);
/* What @provider's register says now: of Registered. Rows that it no longer holds are gone, those that came
 * again are back. */
void register_take(Store *store, const char *provider, const GPtrArray *rows);
/* Those of other providers whose name holds the words of @name, or whose code it is: of Registered. */
GPtrArray *register_find(Store *store, const char *name);
