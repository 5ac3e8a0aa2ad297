/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The web process's end of the pipe to the engine: what was seen and what was posted. Never waits. */
#pragma once
#include <glib.h>

typedef struct Records Records;

/* @fd is borrowed, and written to without waiting from here on. */
Records *records_new(int fd);
void records_free(Records *records);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Records, records_free)

/* A line, of at most 500 bytes; it is dropped when the pipe is full: an engine that does not read must not
 * stop the server. */
void records_line(Records *records, const char *text);
/* "form NUMBER TOKEN LENGTH" and the bytes of @body. FALSE: too much waits already. */
gboolean records_form(Records *records, guint number, const char *token, const GByteArray *body);
/* Whether something waits until records_descriptor() can be written to. */
gboolean records_wait(const Records *records);
int records_descriptor(const Records *records);
/* Writes what can be written now of what waits. */
void records_flush(Records *records);
