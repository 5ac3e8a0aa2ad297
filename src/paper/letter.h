/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail's words: one template gives subject, text and HTML, so that the parts cannot differ. The file
 * NAME.mustache's first line is "Subject: ...", then a blank line, then the body in a small plain markup:
 * paragraphs between blank lines, "- " for list items, "| cell | cell" for table rows ("|| cell | cell" for
 * the row of headings), "# " for a heading, "> " for what is quoted, `words` for what somebody may type, "!
 * identity | words" for a picture that goes with the mail, which the HTML alone shows: the words say the
 * same. A table of two columns without headings reads "Label: value". HTML is laid out by layout.html beside
 * it. What a value holds is never taken for markup, and is one line. */
#pragma once
#include <glib.h>
#include <jansson.h>

typedef struct {
  char *subject;
  char *text; /* wrapped at 72 columns */
  char *html; /* a whole accessible document, inline style, no remote anything */
} Letter;

void letter_free(Letter *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Letter, letter_free)

typedef struct Letters Letters; /* the templates of one directory, each parsed once */

Letters *letters_open(const char *directory);
void letters_free(Letters *letters);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Letters, letters_free)
/* FAULT_CONFIG "file:line: words" if @name's template is missing or broken; used by `check`. */
gboolean letters_check(Letters *letters, const char *name, GError **error);
/* Errors of template_render(). */
Letter *letters_write(Letters *letters, const char *name, json_t *context, GError **error);

/* One of several letters that go as one. */
typedef struct {
  char *name; /* of its template */
  json_t *context;
} LetterPart;
LetterPart *letter_part_new(const char *name, json_t *context /* taken over */);
void letter_part_free(LetterPart *part);
/* A letter of @parts (of LetterPart) in the frame @name. Where the frame has a line "---" each part stands
 * with its subject as heading, without its greeting, and with "part" true in its context, so that its
 * partials leave out what the frame says once for all. */
Letter *letters_write_parts(Letters *letters, const char *name, json_t *context, const GPtrArray *parts,
                            GError **error);
