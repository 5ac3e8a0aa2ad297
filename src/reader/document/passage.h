/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A passage is a paragraph, a line or a cell: a run of text with the controls that stand in it. Here it
 * becomes fields, whatever format it came from. */
#pragma once
#include "reader/reading.h"

/* Stands in a passage where a picture is (U+FFFC): it is no text, and an answer that is nothing else is the
 * fault "#picture not read". */
#define PASSAGE_PICTURE "\xef\xbf\xbc"

/* A content control, form field or box at [start, end) of the passage's text, which shows its value (or
 * nothing, where the control shows a prompt). */
typedef struct {
  char *alias, *tag; /* its title and its own name, NULL if it has none */
  char *value;       /* "true" and "false" for boxes, dates as YYYY-MM-DD */
  const char *as;    /* content-control, form-field, checkbox */
  gsize start, end;
} Control;

GPtrArray *controls_new(void); /* of Control */
/* @value is taken over. */
Control *controls_add(GPtrArray *controls, const char *as, const char *alias, const char *tag, char *value);

/* In passage.c. One field: @text with @controls (NULL for none) is the value of @label. What is a prompt or a
 * row of dots is "", a box true or false, one of several boxes with words the words of the ticked ones. @as
 * is said for plain text. Where several controls stand in one place, each that has a name gives a field of
 * its own besides. */
void passage_value(ReadingDocument *document, const char *label, const char *text, const GPtrArray *controls,
                   const char *as);
/* The fields of a passage without a label beside it: its controls by the words before them (boxes: after
 * them), by title, by @previous, the passage above (NULL for none), by tag; its `Label: value` lines, and
 * lines that are a label with the lines below them. */
void passage_fields(ReadingDocument *document, const char *text, const GPtrArray *controls,
                    const char *previous);
/* Whether @text begins with a label and has its value behind it, as `Label: value` does. */
gboolean passage_is_pair(const char *text);

/* In answer.c. @text as an answer: without blanks at its ends and signs that nobody sees, lines kept; "" for
 * a row of dots or lines, and for the words that Word and others print where nothing has been filled in yet.
 * g_free. */
char *passage_answer(const char *text);
char *passage_answer_of(const char *text, gssize n);
/* Whether it tells somebody to fill something in: the beginning of many prompts, and of some answers. */
gboolean passage_is_instruction(const char *text);
/* Whether it reads as a label on its own: ends with a colon or question mark. */
gboolean passage_is_label(const char *text);
/* The label as kept: blanks folded, the colon at its end dropped. g_free. */
char *passage_label(const char *text, gssize n);
/* @text with each run of blanks as one. g_free. */
char *passage_fold(const char *text, gssize n);
/* @text as it reads, without pictures. g_free. */
char *passage_plain(const char *text);
