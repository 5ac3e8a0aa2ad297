/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds whose form a document is. Writes nothing and files nothing. */
#include "pass/match.h"
#include "base/ref.h"
#include "base/text.h"
#include "store/outbox.h"
#include <string.h>

/* Fewer of a form's labels than this, and the document is something else. */
#define ENOUGH 0.5
#define HEADER_WITHIN 20 /* rows of a table */

void
match_clear(Match *match)
{
  g_clear_pointer(&match->obligation, obligation_free);
  g_clear_pointer(&match->why, g_free);
}

const char *
document_value(const ReadingDocument *document, const FormField *field)
{
  for (guint i = 0; i < document->fields->len; i++) {
    const ReadingField *one = document->fields->pdata[i];
    if (one->tag && !strcmp(one->tag, field->id))
      return one->value;
  }
  const ReadingField *named = reading_field((ReadingDocument *) document, field->key);
  return named ? named->value : NULL;
}

/* The text_keys of the cells of those rows that may be the header of a workbook: of GStrv. */
static GPtrArray *
header_rows(const ReadingDocument *document)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  for (guint t = 0; t < document->tables->len; t++) {
    const ReadingTable *table = document->tables->pdata[t];
    for (guint r = 0; r < MIN(table->rows->len, HEADER_WITHIN); r++) {
      GStrv row = table->rows->pdata[r], keys = g_new0(char *, g_strv_length(row) + 1);
      for (guint c = 0; row[c]; c++)
        keys[c] = text_key(row[c]);
      g_ptr_array_add(rows, keys);
    }
  }
  return rows;
}

/* Whether some row of some table holds most of the form's labels. */
static double
header_share(const SchemeForm *form, const GPtrArray *rows)
{
  guint best = 0;
  for (guint r = 0; r < rows->len; r++) {
    guint found = 0;
    for (GStrv key = rows->pdata[r]; *key; key++)
      for (guint f = 0; f < form->fields->len && **key; f++)
        found += !strcmp(((FormField *) form->fields->pdata[f])->key, *key);
    best = MAX(best, MIN(found, form->fields->len));
  }
  return (double) best / form->fields->len;
}

static double
share_of(const SchemeForm *form, const ReadingDocument *document, const GPtrArray *rows)
{
  if (!form->fields || !form->fields->len)
    return 0;
  if (form->records != RECORDS_NONE)
    return header_share(form, rows);
  guint found = 0;
  for (guint i = 0; i < form->fields->len; i++)
    found += document_value(document, form->fields->pdata[i]) != NULL;
  return (double) found / form->fields->len;
}

Recognised
form_recognise(const Schemes *schemes, const ReadingDocument *document)
{
  const char *named = g_hash_table_lookup(document->properties, "mentord-form");
  g_autoptr(GPtrArray) rows = header_rows(document);
  Recognised best = { NULL, NULL, 0 };
  for (guint i = 0; i < schemes->schemes->len; i++) {
    const Scheme *scheme = schemes->schemes->pdata[i];
    for (guint j = 0; j < scheme->forms->len; j++) {
      const SchemeForm *form = scheme->forms->pdata[j];
      double share = share_of(form, document, rows);
      if (named && !strcmp(named, form->id) && share > 0)
        share += 1; /* its own property decides between forms that are alike */
      if (share > best.share)
        best = (Recognised){ scheme, form, share };
    }
  }
  if (best.share < ENOUGH)
    return (Recognised){ NULL, NULL, 0 };
  best.share = MIN(best.share, 1);
  return best;
}

static char *
ref_inside(const ReadingDocument *document)
{
  const char *property = g_hash_table_lookup(document->properties, "mentord-ref");
  char *ref = property ? ref_parse(property) : NULL;
  if (ref)
    return ref;
  g_auto(GStrv) found = ref_find(document->text ? document->text : "");
  return found[0] && !found[1] ? g_strdup(found[0]) : NULL;
}

gboolean
match_asks(const Engine *engine, const Obligation *obligation, const SchemeForm *form)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  return requirement && requirement->evidence->kind == EVIDENCE_RETURN && form &&
         g_strv_contains((const char *const *) requirement->evidence->ids, form->id);
}

static gboolean
is_open(const Obligation *obligation)
{
  return obligation->state == STATE_OPEN || obligation->state == STATE_OVERDUE ||
         obligation->state == STATE_ANSWERED;
}

Obligation *
match_own(const Engine *engine, gint64 person, const Recognised *form)
{
  g_autoptr(GPtrArray) all = obligations_of_person(engine->store, person, NULL);
  Obligation *best = NULL;
  for (guint i = 0; i < all->len; i++) {
    Obligation *one = all->pdata[i];
    if (strcmp(one->scheme, form->scheme->id) || !match_asks(engine, one, form->form) ||
        one->state == STATE_ENDED)
      continue;
    gboolean better =
        !best || (is_open(one) && !is_open(best)) ||
        (is_open(one) == is_open(best) && one->opened != INSTANT_NONE && one->opened > best->opened);
    if (better && (is_open(one) || one->state == STATE_MET))
      best = one;
  }
  return best ? obligation_get(engine->store, best->id) : NULL;
}

static const char *
value_by_id(const Recognised *form, const ReadingDocument *document, const char *id)
{
  const FormField *field = form->form ? form_field(form->form, id) : NULL;
  const char *value = field && form->form->records == RECORDS_NONE ? document_value(document, field) : NULL;
  return value && *value ? value : NULL;
}

/* Whether the name written into the form can be this person's; a form without a name agrees with everybody.
 */
static gboolean
name_agrees(const Inbound *inbound, const Match *match, const ReadingDocument *document, gint64 id)
{
  const char *name = value_by_id(&match->form, document, "name");
  if (!name)
    return TRUE;
  g_autoptr(Person) person = person_get(inbound->engine->store, id);
  return person && text_names_agree(name, person->name);
}

/* The ref is one person's and the name another's. When the name is the sender's, the form is most likely
 * theirs, written into somebody else's file: then theirs is the guess, and nothing stops for the other. */
static void
doubt_the_name(const Inbound *inbound, Match *match, const ReadingDocument *document, const char *ref)
{
  const Person *sender = inbound_sender(inbound);
  match->doubt = TRUE;
  g_free(match->why);
  match->why =
      g_strdup_printf("the ref %s inside and the name written in the form are not the same person's", ref);
  if (!sender || !name_agrees(inbound, match, document, sender->id))
    return;
  obligation_free(match->obligation);
  match->obligation = match_own(inbound->engine, sender->id, &match->form);
}

static gboolean
by_document_ref(const Inbound *inbound, const ReadingDocument *document, Match *match)
{
  g_autofree char *ref = ref_inside(document);
  match->obligation = ref ? obligation_by_ref(inbound->engine->store, ref) : NULL;
  if (!match->obligation)
    return FALSE;
  match->why = g_strdup_printf("by the ref %s inside the document", ref);
  if (match->form.form && !match_asks(inbound->engine, match->obligation, match->form.form)) {
    match->doubt = TRUE;
    g_free(match->why);
    match->why = g_strdup_printf("the ref %s inside asks for another form than this one", ref);
  } else if (!name_agrees(inbound, match, document, match->obligation->person)) {
    doubt_the_name(inbound, match, document, ref);
  }
  return TRUE;
}

/* The sender's own open obligation for that form, when the name inside is the sender's or there is none. */
static gboolean
by_sender(const Inbound *inbound, const ReadingDocument *document, Match *match)
{
  if (!match->form.form)
    return FALSE;
  for (guint i = 0; i < inbound->senders->len; i++) {
    const Person *sender = inbound->senders->pdata[i];
    gboolean named = value_by_id(&match->form, document, "name") != NULL;
    if (!name_agrees(inbound, match, document, sender->id) || (inbound->senders->len > 1 && !named))
      continue;
    g_autoptr(Obligation) own = match_own(inbound->engine, sender->id, &match->form);
    if (!own)
      continue;
    if (match->obligation) { /* a shared address, and two of its people fit */
      match->doubt = TRUE;
      return TRUE;
    }
    match->obligation = g_steal_pointer(&own);
    match->why = g_strdup("by the sender's address and their own open request for this form");
  }
  return match->obligation != NULL;
}

/* The thread: our own Message-ID in In-Reply-To or References, or a ref in subject or addresses. Only with an
 * agreeing name. */
static GPtrArray *
thread_obligations(const Inbound *inbound)
{
  Store *store = inbound->engine->store;
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify) obligation_free);
  for (GStrv p = inbound->reading->refs; p && *p; p++) {
    Obligation *one = obligation_by_ref(store, *p);
    if (one)
      g_ptr_array_add(found, one);
  }
  GStrv lists[] = { inbound->reading->in_reply_to, inbound->reading->references };
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
    for (GStrv p = lists[i]; p && *p; p++) {
      gint64 outbox = outbox_by_message_id(store, *p);
      g_autoptr(GArray) covered = outbox ? outbox_obligations(store, outbox) : NULL;
      for (guint j = 0; covered && j < covered->len; j++)
        g_ptr_array_add(found, obligation_get(store, g_array_index(covered, gint64, j)));
    }
  return found;
}

static gboolean
by_thread(const Inbound *inbound, const ReadingDocument *document, Match *match)
{
  const char *name = value_by_id(&match->form, document, "name");
  g_autoptr(GPtrArray) thread = thread_obligations(inbound);
  for (guint i = 0; i < thread->len && name; i++) {
    Obligation *one = thread->pdata[i];
    if (one && match_asks(inbound->engine, one, match->form.form) &&
        name_agrees(inbound, match, document, one->person)) {
      match->obligation = obligation_get(inbound->engine->store, one->id);
      match->why = g_strdup("by the thread, and the name in the form agrees");
      return TRUE;
    }
  }
  return FALSE;
}

/* Name and school inside the form: one person alone, with this form open. From an unknown sender it stays a
 * doubt. */
static gboolean
by_name(const Inbound *inbound, const ReadingDocument *document, Match *match)
{
  const char *name = value_by_id(&match->form, document, "name");
  const char *school = value_by_id(&match->form, document, "school");
  if (!name)
    return FALSE;
  gint64 at = school ? school_find(inbound->engine->store, school) : 0;
  g_autoptr(GPtrArray) people = people_by_name(inbound->engine->store, name, at);
  for (guint i = 0; i < people->len; i++) {
    g_autoptr(Obligation) own = match_own(inbound->engine, ((Person *) people->pdata[i])->id, &match->form);
    if (!own)
      continue;
    if (match->obligation)
      match->doubt = TRUE; /* two of that name */
    else
      match->obligation = g_steal_pointer(&own);
  }
  if (!match->obligation)
    return FALSE;
  match->why = g_strdup("by name and school inside the form");
  match->doubt = match->doubt || !inbound->senders->len || !at;
  return TRUE;
}

Match
match_document(const Inbound *inbound, const ReadingDocument *document)
{
  Match match = { NULL, form_recognise(inbound->engine->site->schemes, document), NULL, FALSE };
  if (by_document_ref(inbound, document, &match) || by_sender(inbound, document, &match))
    return match;
  if (match.form.form && (by_thread(inbound, document, &match) || by_name(inbound, document, &match)))
    return match;
  match.why =
      g_strdup(match.form.form ? "nobody on the roster has this form open" : "this is none of our forms");
  return match;
}
