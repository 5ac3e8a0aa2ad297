/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that came from people: cleaned, compared, shortened. Knows nothing of mail or documents. */
#pragma once
#include <glib.h>

/* Valid UTF-8, NFC, without control characters (tab and newline stay when @lines) and without bidirectional
 * overrides; blanks at the ends and runs of blanks folded when !@lines. At most @limit bytes (0: no limit),
 * cut between characters. */
char *text_clean(const char *text, gssize length, gsize limit, gboolean lines);

/* The words of a label, lower case, joined by one blank: punctuation, numbering ("3.", "B4)") and case do not
 * count. "1. Name of mentor:" and "name of Mentor" give the same. Empty when no word is left. */
char *text_key(const char *label);

/* The key of a person's or school's name: accents folded too, titles (Mr, Dr) dropped. */
char *text_name_key(const char *name);
/* Whether two names are plausibly one person's: same key, or the same surname and first names that begin
 * alike, whatever the order ("Surname, First"). */
gboolean text_names_agree(const char *a, const char *b);

/* A lower-case address without blanks and angle brackets, or NULL if it is none that mail can be sent to (one
 * @, a dot in the domain, no control characters, quotes or blanks, at most 254 bytes). g_free. */
char *text_address(const char *text);

/* HTML, XML: & < > " ' as entities. */
char *text_escape_markup(const char *text);
/* Safe on one line of a log or terminal: control characters and escapes as \xNN. */
char *text_quote(const char *text);

/* One more line, as printf has it, at the end of @lines (of char*, which owns them). */
void text_say(GPtrArray *lines, const char *format, ...) G_GNUC_PRINTF(2, 3);
