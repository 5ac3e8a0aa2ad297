/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The published folder: its feeds and pages, each read once until it changes. Nothing else in it can be
 * named. */
#pragma once
#include <glib.h>

#define PUBLISHED_LONGEST_NAME 128

typedef struct Published Published;

typedef enum {
  PUBLISHED_FEED,     /* feeds/NAME.ics: a calendar, of a scheme or of a person */
  PUBLISHED_OWN_PAGE, /* pages/TOKEN.html: one person's page */
  PUBLISHED_FORM,     /* forms/TOKEN.html: a form that one person fills in */
  PUBLISHED_PAGE,     /* NAME.html: for everybody */
  PUBLISHED_RECORD,   /* verify/HASH.json: of one certificate; no path names it */
} PublishedKind;

typedef struct {
  PublishedKind kind;
  char name[PUBLISHED_LONGEST_NAME + 1]; /* or the token */
} PublishedName;

typedef enum { PUBLISHED_ABSENT, PUBLISHED_GONE, PUBLISHED_THERE } PublishedState;

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

/* What the path of a request, as it came and without its query, names: FALSE if nothing that is shown. */
gboolean published_parse(const char *path, PublishedName *parsed);
/* Gone: NAME.gone stands in its folder, for the link was renewed. @file, of what is there, is valid until the
 * next call, and NULL of the rest. */
PublishedState published_find(Published *published, const PublishedName *name, const PublishedFile **file);
/* What is said of the certificate whose code has this SHA-256, 64 hex digits; NULL: nothing is known. Valid
 * until the next call. */
const PublishedFile *published_record(Published *published, const char *hash);
/* A file of the folder itself that no path names, such as ".metrics"; NULL: it is not there. Valid until the
 * next call. */
const PublishedFile *published_hidden(Published *published, const char *name);
