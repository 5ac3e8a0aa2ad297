/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filing: the values of a form, whole enough or not, become a return. Does not ask whose it is. */
#pragma once
#include "pass/intake/match.h"

/* What is filed. */
typedef struct {
  const Recognised *form;
  Obligation *obligation;
  const ReadingDocument *document; /* NULL: typed into a mail, or in by the office */
  int position;                    /* of the document, as a case counts; -1: none */
  const char *why;                 /* how it was linked */
  const json_t *reasons;           /* match_to_json(); NULL: none were weighed */
} Filing;

/* The values of boxes, as the form means them. */
typedef struct {
  GPtrArray *pairs;   /* of char*: field id, value, field id, value ... NULL */
  GPtrArray *unclear; /* of char*: field id, what was read ... NULL */
} Values;
Values values_new(void);
void values_clear(Values *values);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Values, values_clear)
/* Adds what @text means in @field; an empty one says nothing. */
void values_add(Values *values, const FormField *field, const char *text);
void values_end(Values *values);
/* The answer that no box holds: how many words a file has whose form says how many it is to have. C4.6 */
#define ANSWER_WORDS "#words" /* no field can be called so */
/* Of a whole document. */
Values values_of_document(const SchemeForm *form, const ReadingDocument *document);
/* {"id": "value"}; what is unclear under "unclear". New references. */
json_t *values_to_json(const Values *values);

/* Files @document for its obligation and says in an outcome what became of it: filed; known already; empty;
 * or incomplete, when a box that the form cannot do without is empty or unclear (not when the office vouches
 * for it). */
void filing_document(Inbound *inbound, const Filing *filing);
/* Whom a form about somebody else speaks of, as @values name them (about_find()); 0: nobody else, or *doubt
 * (g_free) says why it cannot be told. */
gint64 filing_about(const Inbound *inbound, const Filing *filing, const Values *values, char **doubt);
/* Files @values, which nobody doubts. The row's id. */
gint64 filing_values(Inbound *inbound, Outcome *outcome, const Filing *filing, const Values *values);
/* Whether @values have what @form cannot do without; what lacks is asked for in @outcome. */
gboolean filing_is_whole(Outcome *outcome, const SchemeForm *form, const Values *values);
/* Keeps @values in a case until the rest is answered; in the case @waiting, when there is one. */
void filing_keep(Inbound *inbound, Outcome *outcome, const Filing *filing, const Values *values,
                 const json_t *kept);
