/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a document to the obligation it answers. The links, strongest first: the ref inside the document; the
 * sender's own open obligation for that form; the thread, when sender and names agree; name and school inside
 * the form. When two disagree it is a case. A reply by B on A's reminder never files anything for A.
 * doc/contract.md, "Who sent it". */
#pragma once
#include "pass/intake/inbound.h"
#include "pass/intake/recognise.h"

typedef enum { LINK_REF, LINK_OWN, LINK_FORWARDED, LINK_THREAD, LINK_NAME } LinkKind;

/* One reason to take a document for the answer to one obligation. */
typedef struct {
  LinkKind kind;
  Obligation *obligation;
  gboolean sure; /* what it must agree with does */
  char *words;   /* "the ref 7K3Q9-F2M4X inside is Amy Brown's" */
} Link;

typedef struct {
  Recognised form;        /* .share 0: not by its labels, but the ref inside asks for it */
  GPtrArray *links;       /* of Link, strongest first */
  GPtrArray *compared;    /* of char*: every reason for and against, in words */
  Obligation *obligation; /* whose it is, or when in doubt the best guess; NULL: none */
  char *why;              /* how it was linked, or why not */
  gboolean doubt;         /* two links disagree, or the name inside is somebody else's */
  char *foreign;          /* a ref inside that is none of ours, or the name of such a form; NULL: none */
} Match;
void match_clear(Match *match);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Match, match_clear)

/* Whether @obligation is met by a return of @form. */
gboolean match_asks(const Engine *engine, const Obligation *obligation, const SchemeForm *form);
/* The same as a FormAsked, of one obligation or of several. */
typedef struct {
  const Engine *engine;
  const Obligation *obligation;
} AskedOf;
gboolean match_asks_of_one(const SchemeForm *form, gpointer asked_of);
/* The form that @document is; of forms that are alike the one that its ref, the mail it answers, or else the
 * sender's open obligations ask for. @thread: of Obligation. */
Recognised match_recognise(const Inbound *inbound, const ReadingDocument *document, const GPtrArray *thread);
/* The one obligation of @person that @form answers: open ones of this year first, then one that was met
 * already (a correction). NULL: none. */
Obligation *match_own(Engine *engine, gint64 person, const Recognised *form);
gboolean match_is_open(const Obligation *obligation);
gboolean match_is_of_this_year(Engine *engine, const Obligation *obligation);
/* Every obligation of @person that @form may answer and that fits best: of Obligation, the one opened last in
 * front. */
GPtrArray *match_candidates(Engine *engine, gint64 person, const Recognised *form);
/* Whether @person may send what @obligation asks of somebody else: they stand in a role for them. */
gboolean match_covers(Engine *engine, gint64 person, const Obligation *obligation);

/* @carrier: the reading in which the document stands: the message, or a forward inside it. */
Match match_document(const Inbound *inbound, const Reading *carrier, const ReadingDocument *document);
/* The form that @obligation wants as it is (`keep`); its form NULL when it wants none such. */
Recognised match_wanted(const Engine *engine, const Obligation *obligation);
/* Where @match found no form of ours: whether the file itself is what its sender is asked for (`keep`). */
void match_kept(const Inbound *inbound, const ReadingDocument *document, Match *match);
/* The reasons as JSON text for a case or a return: {"compared": [...], "guesses": [{"ref", "person",
 * "address", "requirement", "why"}]}. A new reference. */
json_t *match_to_json(const Inbound *inbound, const Match *match);
