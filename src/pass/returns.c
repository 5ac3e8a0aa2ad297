/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files returned forms. A form that cannot be read stops the clock and becomes a case; nothing is dropped. */
#include "pass/returns.h"
#include "pass/meeting.h"
#include "pass/rows.h"
#include "pass/values.h"
#include "store/facts.h"
#include "store/outbox.h"
#include <string.h>

/* What was read, as the form means it: field id and value, one after the other. */
typedef struct {
  GPtrArray *pairs; /* of char*, NULL at the end */
  guint filled;     /* boxes with something in them that was not prefilled */
} Values;

static gboolean
is_prefilled(const FormField *field)
{
  return !strcmp(field->id, "name") || !strcmp(field->id, "school") || !strcmp(field->id, "email");
}

static Values
read_values(Outcome *outcome, const SchemeForm *form, const ReadingDocument *document)
{
  Values values = { g_ptr_array_new_with_free_func(g_free), 0 };
  for (guint i = 0; form->records == RECORDS_NONE && i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    g_autofree char *value = NULL;
    switch (value_read(field, document_value(document, field), &value)) {
    case VALUE_EMPTY: break;
    case VALUE_UNCLEAR:
      g_ptr_array_add(outcome->lines,
                      g_strdup_printf("%s: \"%s\" could not be understood", field->label, value));
      values.filled++;
      break;
    case VALUE_GOOD:
      values.filled += !is_prefilled(field);
      g_ptr_array_add(values.pairs, g_strdup(field->id));
      g_ptr_array_add(values.pairs, g_steal_pointer(&value));
      break;
    }
  }
  g_ptr_array_add(values.pairs, NULL);
  return values;
}

void
returns_tell(Inbound *inbound, const Recognised *form, const Obligation *obligation, gint64 filed)
{
  if (!form->form->to)
    return;
  g_autoptr(GPtrArray) readers =
      engine_holders(inbound->engine, form->scheme, form->form->to, obligation->person, obligation->school);
  for (guint i = 0; i < readers->len; i++)
    news_add(inbound->engine->store, ((Person *) readers->pdata[i])->id, "return", obligation->id, filed);
}

char *
returned_by(const Inbound *inbound)
{
  if (inbound->reading->from.address)
    return g_strdup(inbound->reading->from.address);
  return inbound->office ? g_strdup_printf("by hand: %s", inbound->office) : g_strdup("by hand");
}

void
returns_file(Inbound *inbound, const ReadingDocument *document, const Recognised *form,
             Obligation *obligation, const char *why)
{
  Store *store = inbound->engine->store;
  Outcome *outcome = inbound_outcome(inbound, form->form->title, "filed");
  outcome->obligation = obligation->id;
  outcome->name = g_strdup(document->name && *document->name ? document->name : form->form->document);
  outcome->content = document->content ? g_bytes_ref(document->content) : NULL;
  if (filed_has(store, obligation->id, document->sha256)) {
    g_free(outcome->state);
    outcome->state = g_strdup("known");
    return;
  }
  Values values = read_values(outcome, form->form, document);
  if (form->form->records == RECORDS_NONE && !values.filled) {
    g_free(outcome->state);
    outcome->state = g_strdup("empty");
    outcome->problem = g_strdup("none of its boxes is filled in");
    g_ptr_array_unref(values.pairs);
    return;
  }
  g_autofree char *by = returned_by(inbound);
  Instant arrival = MAX(inbound->arrival, obligation->sent);
  outcome->filed = filed_add(store, obligation->id, form->scheme->id, form->form->id, obligation->person,
                             inbound->message->id, document->name, document->sha256, arrival, by, why,
                             (const char *const *) values.pairs->pdata);
  g_ptr_array_unref(values.pairs);
  g_autofree char *cause = inbound_cause(inbound);
  journal_add(store, obligation->person, obligation->id, cause, "%s filed %s", form->form->title, why);
  if (form->form->records == RECORDS_NONE)
    returns_tell(inbound, form, obligation, outcome->filed);
  else
    rows_take(inbound, outcome, document, form, obligation);
}

/* In words why a file cannot be taken as it is. */
static const char *
problem_words(const ReadingDocument *document)
{
  static const struct {
    const char *problem, *words;
  } known[] = {
    { "encrypted", "it is protected by a password" },
    { "damaged", "the file is damaged" },
    { "too-large", "the file is too large" },
    { "scanned", "it is a picture of a form, which a person will type in" },
    { "unsupported", "it is a kind of file that a person will look at" },
    { "empty", "the file is empty" },
    { "timeout", "it took too long to read" },
  };
  for (guint i = 0; document->problem && i < G_N_ELEMENTS(known); i++)
    if (!strcmp(known[i].problem, document->problem))
      return known[i].words;
  return !strcmp(document->format, "image") ? "it is a picture, which a person will type in" : NULL;
}

/* The sender's one open request for any form: what an unreadable file most likely answers. */
static Obligation *
likely_obligation(const Inbound *inbound)
{
  const Person *sender = inbound_sender(inbound);
  if (!sender)
    return NULL;
  g_autoptr(GPtrArray) all = obligations_of_person(inbound->engine->store, sender->id, NULL);
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    const Scheme *scheme = schemes_find(inbound->engine->site->schemes, one->scheme);
    const Requirement *requirement = scheme ? scheme_requirement(scheme, one->requirement) : NULL;
    gboolean waits = one->state == STATE_OPEN || one->state == STATE_OVERDUE;
    if (waits && requirement && requirement->evidence->kind == EVIDENCE_RETURN && requirement->send)
      return obligation_get(inbound->engine->store, one->id);
  }
  return NULL;
}

static void
hold(Inbound *inbound, int position, const ReadingDocument *document, const Match *match, const char *words)
{
  g_autoptr(Obligation) guess = match->obligation
                                    ? obligation_get(inbound->engine->store, match->obligation->id)
                                    : likely_obligation(inbound);
  const char *name = *document->name ? document->name : "the file";
  g_autofree char *beginning = match->form.form ? g_strdup("") : rows_beginning(document);
  Outcome *outcome = inbound_outcome(inbound, name, "case");
  outcome->problem = g_strdup(words);
  outcome->obligation = guess ? guess->id : 0;
  inbound_case(inbound, problem_words(document) ? "unreadable" : "unmatched", position, guess,
               match->form.form ? match->form.form->id : NULL, NULL, "%s from %s: %s%s%s", name,
               inbound->reading->from.address ? inbound->reading->from.address : "nobody", words,
               *beginning ? ". It begins: " : "", beginning);
}

static void
take_document(Inbound *inbound, const ReadingDocument *document, int position)
{
  if (meeting_table(document)) {
    meeting_take(inbound, document, position);
    return;
  }
  g_auto(Match) match = match_document(inbound, document);
  const char *problem = problem_words(document);
  if (problem && !match.form.form)
    hold(inbound, position, document, &match, problem);
  else if (!match.obligation || match.doubt || !match.form.form)
    hold(inbound, position, document, &match, match.why);
  else if (inbound->dmarc_failed)
    hold(inbound, position, document, &match,
         "the mail server says that this mail is not from whom it claims");
  else
    returns_file(inbound, document, &match.form, match.obligation, match.why);
}

void
returns_take(Inbound *inbound)
{
  int position = 0;
  for (const Reading *reading = inbound->reading; reading; reading = reading->forwarded)
    for (guint i = 0; i < reading->documents->len; i++)
      take_document(inbound, reading->documents->pdata[i], position++);
}

void
returns_hold_link(Inbound *inbound, const char *link)
{
  g_autoptr(Obligation) guess = likely_obligation(inbound);
  Outcome *outcome = inbound_outcome(inbound, link, "case");
  outcome->problem =
      g_strdup("it is a link to a file, which cannot be opened from here: please attach the file itself");
  outcome->obligation = guess ? guess->id : 0;
  inbound_case(inbound, "link", -1, guess, NULL, NULL, "%s sent a link instead of a file: %s",
               inbound->reading->from.address ? inbound->reading->from.address : "somebody", link);
}
