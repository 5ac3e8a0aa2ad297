/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The published folder: its feeds and pages, each read once until it changes. Nothing else in it can be
 * named. */
#pragma once
#include <glib.h>

typedef struct Published Published;

typedef enum { PUBLISHED_ABSENT, PUBLISHED_GONE, PUBLISHED_FEED, PUBLISHED_PAGE } PublishedKind;

typedef struct {
  char *etag;      /* strong, in quotes: of the content alone */
  gint64 modified; /* seconds since 1970 */
  GBytes *bytes;
} PublishedFile;

/* FAULT_CONFIG if @directory cannot be opened. */
Published *published_open(const char *directory, GError **error);
void published_free(Published *published);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Published, published_free)
/* The folder itself, as a descriptor that only names it. */
int published_descriptor(const Published *published);

/* What stands at @path, the path of a request as it came: "/", "/NAME.html" or "/feeds/NAME.ics"; gone when
 * feeds/NAME.gone stands there. @file, of feeds and pages, is valid until the next call. */
PublishedKind published_find(Published *published, const char *path, const PublishedFile **file);
/* The numbers for Prometheus, which lie there under a name that no path has; NULL: there are none. Valid
 * until the next call. */
const PublishedFile *published_metrics(Published *published);
/* NAME of "/feeds/NAME.ics", or NULL if @path is not a well-formed path of a feed; g_free. */
char *published_feed_name(const char *path);
