/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that a message brought, told by content and never by name: which are documents, and what of them
 * is read. */
#pragma once
#include "reader/reading.h"
#include <gmime/gmime.h>

/* The budget of one message, shared with the messages in it. */
typedef struct {
  guint count;         /* documents so far */
  gboolean everything; /* no mail: pictures of a text are documents like others */
} Files;

/* The bytes of a leaf, its transfer encoding undone. Never NULL. */
GBytes *files_decode(GMimePart *part);
/* The bytes of an object as it was written, @encoding undone. Never NULL. */
GBytes *files_decode_object(GMimeObject *object, GMimeContentEncoding encoding);
/* Whether the bytes are a picture, too small for the photo or scan of a form. */
gboolean files_is_small_picture(const guint8 *bytes, gsize n);
/* Whether a leaf is a picture of a signature or a logo: small, and shown in the text rather than attached. */
gboolean files_is_decoration(GMimePart *part, const guint8 *bytes, gsize n, gboolean related);
/* Reads a file into @reading->documents, and what is in it when it is a container. At most 20 a message are
 * opened, of at most 25 MiB; the one that is too much stands there with its problem, those behind it do not.
 */
void files_add(Files *files, Reading *reading, const char *name, GBytes *bytes);
/* A document that is known by its problem alone. */
void files_note(Files *files, Reading *reading, const char *name, const char *format, const char *problem);
/* Says once that the message held more than is looked at. */
void files_refuse(Files *files, Reading *reading, const char *name, const char *format);
/* A file that stands in the list for what could not be read of it. */
void files_keep(Files *files, Reading *reading, const char *name, const char *format, const char *problem,
                GBytes *bytes);
/* An attached mail, taken over: the forward of @reading. The contract has room for one: of a second, the
 * documents stand at the top and say that they came in @name; one that has words alone is a document itself.
 */
void files_forward(Reading *reading, Reading *inner, const char *name);
/* The refs in a document, the strongest place first; a strv. */
GStrv files_refs(const ReadingDocument *document);
