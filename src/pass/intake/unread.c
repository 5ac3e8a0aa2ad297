/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collects what no program can read, says it in words that help, and opens one case. Opens no file, follows
 * no link.
 */
#include "pass/intake/unread.h"
#include "pass/intake/thread.h"
#include <stdlib.h>
#include <string.h>

struct Unread {
  Inbound *inbound;
  GPtrArray *names;  /* of char* */
  GPtrArray *notes;  /* of char*: a file and what helps */
  json_t *documents; /* [{"position", "name", "problem"}] */
  int first;         /* position of the first */
  Obligation *guess; /* by a ref inside, or NULL */
  json_t *reasons;   /* of that guess, or NULL */
};

Unread *
unread_new(Inbound *inbound)
{
  Unread *unread = g_new0(Unread, 1);
  unread->inbound = inbound;
  unread->names = g_ptr_array_new_with_free_func(g_free);
  unread->notes = g_ptr_array_new_with_free_func(g_free);
  unread->documents = json_array();
  unread->first = -1;
  return unread;
}

void
unread_free(Unread *unread)
{
  if (!unread)
    return;
  g_ptr_array_unref(unread->names);
  g_ptr_array_unref(unread->notes);
  json_decref(unread->documents);
  json_decref(unread->reasons);
  obligation_free(unread->guess);
  g_free(unread);
}

static const struct {
  const char *problem, *words;
} problems[] = {
  { "encrypted", "it is protected by a password. A copy without one can be filed at once" },
  { "damaged", "it arrived damaged. Please send it once more" },
  { "too-large", "it is larger than we can take by mail. The form alone, without pictures, is enough" },
  { "scanned", "it is a scan, which we read by eye. You need not send it again" },
  { "unsupported",
    "it is a kind of file that we read by eye. A copy saved as Word (.docx) can be filed at once" },
  { "empty", "the file is empty. Please send it once more" },
  { "timeout", "it took too long to read by program, so we read it by eye" },
  { "image", "it is a picture, which we read by eye. You need not send it again" },
};

static const char *
problem_of(const ReadingDocument *document)
{
  const char *problem = document->problem                    ? document->problem
                        : !strcmp(document->format, "image") ? "image"
                                                             : NULL;
  for (guint i = 0; problem && i < G_N_ELEMENTS(problems); i++)
    if (!strcmp(problems[i].problem, problem))
      return problems[i].words;
  return NULL;
}

gboolean
unread_is(const ReadingDocument *document)
{
  return problem_of(document) != NULL;
}

void
unread_add(Unread *unread, const ReadingDocument *document, int position, const Match *match)
{
  const char *name = *document->name ? document->name : "the file";
  if (unread->first < 0)
    unread->first = position;
  if (!unread->guess && match->obligation) {
    unread->guess = obligation_get(unread->inbound->engine->store, match->obligation->id);
    unread->reasons = match_to_json(unread->inbound, match);
  }
  g_ptr_array_add(unread->names, g_strdup(name));
  g_ptr_array_add(unread->notes, g_strdup_printf("%s: %s", name, problem_of(document)));
  json_array_append_new(unread->documents,
                        json_pack("{s:i, s:s, s:s}", "position", position, "name", name, "problem",
                                  document->problem ? document->problem : document->format));
}

static const SchemeForm *
form_asked(const Engine *engine, const Obligation *obligation)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  return requirement && requirement->send ? requirement_form(scheme, requirement) : NULL;
}

/* Whether another file of the same mail was taken for it. */
static gboolean
is_taken(const Inbound *inbound, const Obligation *obligation)
{
  for (guint i = 0; i < inbound->outcomes->len; i++)
    if (((Outcome *) inbound->outcomes->pdata[i])->obligation == obligation->id)
      return TRUE;
  return FALSE;
}

static gboolean
is_senders(const Inbound *inbound, const Obligation *obligation)
{
  for (guint i = 0; i < inbound->senders->len; i++)
    if (((Person *) inbound->senders->pdata[i])->id == obligation->person)
      return TRUE;
  return FALSE;
}

static gboolean
may_be_answered(const Inbound *inbound, const Obligation *obligation)
{
  return match_is_open(obligation) && !is_taken(inbound, obligation) &&
         form_asked(inbound->engine, obligation);
}

/* What waits for a form of the sender's: that which the mail answers, else the first. Where something of the
 * same mail could be filed, only what the mail answers. A stranger who answers a mail of ours had it from
 * whom it went to. */
static Obligation *
likely_obligation(const Unread *unread)
{
  const Inbound *inbound = unread->inbound;
  Store *store = inbound->engine->store;
  gboolean stranger = !inbound->senders->len && thread_mail(inbound);
  g_autoptr(GPtrArray) thread = thread_obligations(inbound);
  for (guint i = 0; i < thread->len; i++) {
    const Obligation *one = thread->pdata[i];
    if ((stranger || is_senders(inbound, one)) && may_be_answered(inbound, one))
      return obligation_get(store, one->id);
  }
  const Person *sender = inbound->outcomes->len ? NULL : inbound_sender(inbound);
  g_autoptr(GPtrArray) all = sender ? obligations_of_person(store, sender->id, NULL) : g_ptr_array_new();
  for (guint i = 0; i < all->len; i++)
    if (may_be_answered(inbound, all->pdata[i]))
      return obligation_get(store, ((Obligation *) all->pdata[i])->id);
  return NULL;
}

json_t *
unread_boxes(const SchemeForm *form, const json_t *values)
{
  json_t *boxes = json_array();
  for (guint i = 0; form && form->records == RECORDS_NONE && i < form->fields->len; i++) {
    const FormField *field = form->fields->pdata[i];
    json_t *proposed = json_object_get(values, field->id);
    json_array_append_new(boxes, json_pack("{s:s, s:O?}", "label", field->label, "proposed", proposed));
  }
  return boxes;
}

/* "a.jpg, b.jpg and c.jpg" */
static char *
names_in_words(const GPtrArray *names)
{
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf(words, "%s%s",
                           !i                    ? ""
                           : i + 1 == names->len ? " and "
                                                 : ", ",
                           (char *) names->pdata[i]);
  return g_strdup(words->str);
}

static json_t *
detail_of(const Unread *unread, const SchemeForm *form, const char *const *links)
{
  json_t *list = json_array();
  for (guint i = 0; links && links[i]; i++)
    json_array_append_new(list, json_string(links[i]));
  json_t *detail = json_pack("{s:O, s:o, s:o}", "documents", unread->documents, "links", list, "boxes",
                             unread_boxes(form, NULL));
  if (unread->reasons)
    json_object_update(detail, unread->reasons);
  return detail;
}

void
unread_hold(Unread *unread, const char *const *links)
{
  Inbound *inbound = unread->inbound;
  gboolean files = unread->names->len > 0;
  if (!files && (!links || !links[0]))
    return;
  for (guint i = 0; links && links[i]; i++) {
    g_ptr_array_add(unread->names, g_strdup(links[i]));
    g_ptr_array_add(
        unread->notes,
        g_strdup_printf("%s: it is a link to a file, which we cannot open from here. Please reply with the "
                        "file itself: in Outlook, choose \"Attach as copy\" when it asks",
                        links[i]));
  }
  g_autoptr(Obligation) guess = unread->guess ? g_steal_pointer(&unread->guess) : likely_obligation(unread);
  const SchemeForm *form = guess ? form_asked(inbound->engine, guess) : NULL;
  g_autofree char *names = names_in_words(unread->names);
  Outcome *outcome = inbound_outcome(inbound, files ? names : "A link instead of the file", OUTCOME_CASE);
  outcome->obligation = guess ? guess->id : 0;
  g_ptr_array_extend_and_steal(outcome->lines, g_steal_pointer(&unread->notes));
  unread->notes = g_ptr_array_new();
  json_t *detail = detail_of(unread, form, links);
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  inbound_case(inbound, files ? "unreadable" : "link", unread->first, guess, form ? form->id : NULL, text,
               files ? "%s sent %s, which must be looked at and typed in"
                     : "%s sent a link instead of a file: %s",
               inbound->reading->from.address ? inbound->reading->from.address : "somebody", names);
  free(text);
  json_decref(detail);
}
