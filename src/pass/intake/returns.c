/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the documents of a message one by one. One that cannot be filed stops the clock and becomes a case;
 * nothing is dropped. */
#include "pass/intake/returns.h"
#include "pass/intake/filing.h"
#include "pass/intake/meeting.h"
#include "pass/intake/rows.h"
#include "pass/intake/unasked.h"
#include "pass/intake/unread.h"
#include "pass/people/about.h"
#include "store/outbox.h"
#include <stdlib.h>
#include <string.h>

void
returns_tell(Inbound *inbound, const Recognised *form, const Obligation *obligation, gint64 filed)
{
  if (!form->form->to)
    return;
  g_autoptr(GPtrArray) readers =
      engine_holders(inbound->engine, form->scheme, form->form->to, obligation->person, obligation->school);
  for (guint i = 0; i < readers->len; i++) {
    gint64 reader = ((const Person *) readers->pdata[i])->id;
    if (!about_is_kept_from(inbound->engine, form->scheme, form->form, obligation, reader))
      news_add(inbound->engine->store, reader, "return", obligation->id, filed);
  }
}

char *
returned_by(const Inbound *inbound)
{
  if (inbound->reading->from.address)
    return g_strdup(inbound->reading->from.address);
  return inbound->office ? g_strdup_printf("by hand: %s", inbound->office) : g_strdup("by hand");
}

/* One document on its way. */
typedef struct {
  const ReadingDocument *document;
  int position;
  Match match;
} Taking;

/* "Mentor Tracker (blank.docx)": of several, the sender must know which. g_free. */
static char *
title_of(const Taking *taking)
{
  const SchemeForm *form = taking->match.form.form;
  const char *name = *taking->document->name ? taking->document->name : NULL;
  if (form && name)
    return g_strdup_printf("%s (%s)", form->title, name);
  return g_strdup(form ? form->title : name ? name : "Your file");
}

/* A case about one document, with the guesses, what was compared, and what was read as proposals. */
static void
hold(Inbound *inbound, const Taking *taking, const char *kind, const char *words)
{
  const ReadingDocument *document = taking->document;
  const Match *match = &taking->match;
  g_autofree char *beginning = match->form.form ? g_strdup("") : rows_beginning(document);
  const char *name = *document->name ? document->name : "the file";
  g_autofree char *title = title_of(taking);
  Outcome *outcome = inbound_outcome(inbound, title, OUTCOME_CASE);
  outcome->obligation = match->obligation ? match->obligation->id : 0;
  outcome->problem = g_strdup(words);
  json_t *detail = match_to_json(inbound, match);
  if (match->form.form) {
    g_auto(Values) values = values_of_document(match->form.form, document);
    json_t *read = values_to_json(&values);
    json_object_set_new(detail, "boxes", unread_boxes(match->form.form, json_object_get(read, "values")));
    json_object_update(detail, read);
    json_decref(read);
  }
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  inbound_case(inbound, kind, taking->position, match->obligation,
               match->form.form ? match->form.form->id : NULL, text, "%s from %s: %s%s%s", name,
               inbound->reading->from.address ? inbound->reading->from.address : "nobody", words,
               *beginning ? ". It begins: " : "", beginning);
  free(text);
  json_decref(detail);
}

/* Somebody else's form: who sent it is told. From a stranger, who is never written to, it waits for a human.
 */
static void
say_foreign(Inbound *inbound, const Taking *taking)
{
  const ReadingDocument *document = taking->document;
  if (!inbound->senders->len) {
    hold(inbound, taking, "unmatched", "it is a form of somebody else's: what it refers to is none of ours");
    return;
  }
  g_autofree char *title = title_of(taking);
  Outcome *outcome = inbound_outcome(inbound, title, OUTCOME_FOREIGN);
  outcome->problem =
      g_strdup_printf("it bears the reference %s, which is none of ours", taking->match.foreign);
  g_autofree char *cause = inbound_cause(inbound);
  const Person *sender = inbound_sender(inbound);
  journal_add(inbound->engine->store, sender ? sender->id : 0, 0, cause, "%s: a form of somebody else's (%s)",
              document->name, taking->match.foreign);
}

static void
say_empty(Inbound *inbound, const Taking *taking)
{
  const Match *match = &taking->match;
  g_autofree char *title = title_of(taking);
  Outcome *outcome = inbound_outcome(inbound, title, OUTCOME_EMPTY);
  outcome->form = match->form.form;
  outcome->obligation = match->obligation && !match->doubt ? match->obligation->id : 0;
  g_autofree char *cause = inbound_cause(inbound);
  const Person *sender = inbound_sender(inbound);
  journal_add(inbound->engine->store, sender ? sender->id : 0, outcome->obligation, cause,
              "%s came with nothing filled in", match->form.form->title);
}

static void
file(Inbound *inbound, const Taking *taking)
{
  const Match *match = &taking->match;
  json_t *reasons = match_to_json(inbound, match);
  Filing filing = { .form = &match->form,
                    .obligation = match->obligation,
                    .document = taking->document,
                    .position = taking->position,
                    .why = match->why,
                    .reasons = reasons };
  filing_document(inbound, &filing);
  json_decref(reasons);
}

/* Why a form about somebody else cannot be filed as it came; NULL: it can. g_free. */
static char *
about_doubt(const Inbound *inbound, const Taking *taking)
{
  const Match *match = &taking->match;
  const SchemeForm *form = match->form.form;
  const FormField *field = about_field(form);
  const Person *sender = inbound_sender(inbound);
  g_autofree char *named = field ? document_value(taking->document, field) : NULL;
  char *doubt = NULL;
  if (!form->about)
    return NULL;
  gint64 person = about_find(inbound->engine, match->form.scheme, form, match->obligation,
                             named && *named ? named : NULL, FALSE, &doubt);
  if (person && sender && sender->id == person)
    return g_strdup("it comes from the very person whom it speaks of");
  return doubt;
}

static void
file_about(Inbound *inbound, const Taking *taking)
{
  g_autofree char *doubt = about_doubt(inbound, taking);
  if (doubt)
    hold(inbound, taking, "about", doubt);
  else
    file(inbound, taking);
}

static void
take_document(Inbound *inbound, const Taking *taking, Unread *unread)
{
  const Match *match = &taking->match;
  const SchemeForm *form = match->form.form;
  gboolean recognised = form && match->form.share > 0;
  if (!recognised && unread_is(taking->document))
    unread_add(unread, taking->document, taking->position, match);
  else if (unasked_is(match))
    unasked_take(inbound, taking->document, taking->position, &match->form);
  else if (match->foreign)
    say_foreign(inbound, taking);
  else if (recognised && form->records == RECORDS_NONE && !form->keep &&
           !document_filled(taking->document, form))
    say_empty(inbound, taking);
  else if (!match->obligation || match->doubt)
    hold(inbound, taking, "unmatched", match->why);
  else if (inbound->dmarc_failed)
    hold(inbound, taking, "unmatched", "the mail server says that this mail is not from whom it claims");
  else if (!recognised || document_is_guessed(taking->document, form))
    hold(inbound, taking, "printed", "it was read off a page: are its boxes right?");
  else
    file_about(inbound, taking);
}

static gboolean
is_passed_over(const Inbound *inbound, int position)
{
  return inbound->passed_over &&
         g_hash_table_contains((GHashTable *) inbound->passed_over, GINT_TO_POINTER(position));
}

void
returns_take(Inbound *inbound)
{
  g_autoptr(Unread) unread = unread_new(inbound);
  int position = 0;
  for (const Reading *reading = inbound->reading; reading; reading = reading->forwarded)
    for (guint i = 0; i < reading->documents->len; i++) {
      const ReadingDocument *document = reading->documents->pdata[i];
      Taking taking = { document, position++, { .why = NULL } };
      if (is_passed_over(inbound, taking.position))
        continue;
      if (meeting_table(document)) {
        meeting_take(inbound, document, taking.position);
        continue;
      }
      taking.match = match_document(inbound, reading, document);
      match_kept(inbound, document, &taking.match);
      take_document(inbound, &taking, unread);
      match_clear(&taking.match);
    }
  /* a link beside a form that came is part of what was written, not a file that lacks */
  unread_hold(unread, inbound->outcomes->len ? NULL : (const char *const *) inbound->reading->links);
}
