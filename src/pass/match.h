/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a document to the obligation it answers. The links, strongest first: the ref inside the document; the
 * sender's own open obligation for that form; the ref of the thread when sender and names agree; name and
 * school inside the form. When two disagree it is a case. A reply by B on A's reminder never files anything
 * for A. doc/contract.md, "Who sent it". */
#pragma once
#include "pass/inbound.h"

/* The form a document is, by its labels; *share of the form's labels that it has (0 to 1). NULL when it is
 * none of ours. */
typedef struct {
  const Scheme *scheme;
  const SchemeForm *form;
  double share;
} Recognised;
Recognised form_recognise(const Schemes *schemes, const ReadingDocument *document);

/* The value that @document has for @field: by the control's tag, else by its label. NULL: the box is not
 * there. Borrowed. */
const char *document_value(const ReadingDocument *document, const FormField *field);

typedef struct {
  Obligation *obligation; /* NULL: none found */
  Recognised form;
  char *why;      /* how it was linked, or why not */
  gboolean doubt; /* two links disagree, or the name inside is somebody else's */
} Match;
void match_clear(Match *match);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Match, match_clear)

/* Whether @obligation is met by a return of @form. */
gboolean match_asks(const Engine *engine, const Obligation *obligation, const SchemeForm *form);
/* The one obligation of @person that @form answers: open ones first, then one that was met already (a
 * correction). NULL: none. */
Obligation *match_own(const Engine *engine, gint64 person, const Recognised *form);

Match match_document(const Inbound *inbound, const ReadingDocument *document);
