/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The marks that mail programs set in a text between what is written and what is quoted, in the languages of
 * their senders. Each function looks at one line, or at the lines from one on. */
#pragma once
#include <glib.h>

/* @line without blanks, asterisks (bold in plain text) and zero-width spaces at its start. */
const char *marks_bare(const char *line);

typedef enum { MARK_FROM, MARK_DATE, MARK_TO, MARK_SUBJECT } MarkHeader;
/* The value of a header line as programs write it into a text ("Gesendet: Montag"), or NULL. */
const char *marks_header(const char *line, MarkHeader which);
/* Whether a block of header lines starts at line @i; @loose: behind a rule, where any language will do. */
gboolean marks_header_block(char *const *lines, guint n, guint i, gboolean loose);

/* "---------- Forwarded message ---------", "Begin forwarded message:" and their like. */
gboolean marks_forward(const char *line);
/* "-----Original Message-----", "reply above this line". */
gboolean marks_original(const char *line);
/* A line of at least eight @of and nothing else. */
gboolean marks_rule(const char *line, char of);
gboolean marks_quoted(const char *line);
/* GroupWise: ">>> Sam Poole <sam@example.org> 05/10/2026 09:12 >>>", unmarked text behind it. */
gboolean marks_groupwise(const char *line);
/* "On Tuesday ... wrote:", over at most four lines; the line behind it, or 0. */
guint marks_attribution(char *const *lines, guint n, guint i);
