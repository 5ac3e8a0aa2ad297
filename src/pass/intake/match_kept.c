/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds whose a file is that is wanted for itself: an essay, minutes. It has no boxes, so nothing but its
 * ref, who sent it, what that mail answers and what it is called says for what it came. Files nothing. */
#include "base/text.h"
#include "pass/intake/match.h"
#include "pass/intake/thread.h"
#include <string.h>

#define BEGINNING 400 /* bytes of the file in which its title may stand */

/* What cannot be opened by whoever is to read it is no essay that came. */
static gboolean
is_readable(const ReadingDocument *document)
{
  static const char *const broken[] = { "encrypted", "damaged", "too-large", "empty", "timeout", NULL };
  static const char *const others[] = { "image", "ics", "zip", "tnef", NULL };
  return !(document->problem && g_strv_contains(broken, document->problem)) &&
         !g_strv_contains(others, document->format);
}

Recognised
match_wanted(const Engine *engine, const Obligation *obligation)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  for (guint i = 0; scheme && i < scheme->forms->len; i++) {
    const SchemeForm *form = scheme->forms->pdata[i];
    if (form->keep && match_asks(engine, obligation, form))
      return (Recognised){ scheme, form, 1 };
  }
  return (Recognised){ NULL, NULL, 0 };
}

/* Whether every word before the colon of the form's title stands in @key. */
static gboolean
is_called(const SchemeForm *form, const char *key)
{
  g_auto(GStrv) parts = g_strsplit(form->title, ":", 2);
  g_autofree char *title = text_key(parts[0]), *padded = g_strdup_printf(" %s ", title);
  return *title && strstr(key, padded);
}

/* What the sender calls it: the file's name, the subject, how it begins; words between blanks. g_free. */
static char *
called(const Inbound *inbound, const ReadingDocument *document)
{
  g_autofree char *name = g_strdelimit(g_strdup(document->name), "_-.", ' ');
  g_autofree char *start = text_clean(document->text, -1, BEGINNING, FALSE);
  g_autofree char *name_key = text_key(name), *subject_key = text_key(inbound->reading->subject),
                  *start_key = text_key(start);
  return g_strdup_printf(" %s | %s | %s ", name_key, subject_key, start_key);
}

/* What may be meant: those that the mail answers, else what is open of the sender's. Of Obligation. */
static GPtrArray *
possible(const Inbound *inbound, gint64 sender, gboolean *answers)
{
  Store *store = inbound->engine->store;
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify) obligation_free);
  g_autoptr(GPtrArray) thread = thread_obligations(inbound);
  for (guint i = 0; i < thread->len; i++) {
    const Obligation *one = thread->pdata[i];
    if (one->person == sender && (match_is_open(one) || one->state == STATE_MET) &&
        match_wanted(inbound->engine, one).form)
      g_ptr_array_add(found, obligation_get(store, one->id));
  }
  *answers = found->len > 0;
  g_autoptr(GPtrArray) all = obligations_of_person(store, sender, NULL);
  for (guint i = 0; !*answers && i < all->len; i++)
    if (match_is_open(all->pdata[i]) && match_wanted(inbound->engine, all->pdata[i]).form)
      g_ptr_array_add(found, obligation_get(store, ((Obligation *) all->pdata[i])->id));
  return found;
}

/* Whether the sender has some other form to return, which this may be in a shape that nobody recognises. */
static gboolean
owes_others(const Inbound *inbound, gint64 sender)
{
  g_autoptr(GPtrArray) all = obligations_of_person(inbound->engine->store, sender, NULL);
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    const Scheme *scheme = schemes_find(inbound->engine->site->schemes, one->scheme);
    const Requirement *requirement = scheme ? scheme_requirement(scheme, one->requirement) : NULL;
    if (requirement && requirement->evidence->kind == EVIDENCE_RETURN && match_is_open(one) &&
        one->sent != INSTANT_NONE && !match_wanted(inbound->engine, one).form)
      return TRUE;
  }
  return FALSE;
}

static void
add_guess(Match *match, const Inbound *inbound, const Obligation *obligation, gboolean sure, const char *how)
{
  Link *link = g_new0(Link, 1);
  link->kind = LINK_OWN;
  link->obligation = obligation_get(inbound->engine->store, obligation->id);
  link->sure = sure;
  link->words =
      g_strdup_printf("%s, of whom %s is asked (ref %s)", how, obligation->requirement, obligation->ref);
  g_ptr_array_add(match->links, link);
  g_ptr_array_add(match->compared, g_strdup(link->words));
}

static void
settle_on(Match *match, const Inbound *inbound, const Obligation *obligation, gboolean doubt, const char *why)
{
  g_clear_pointer(&match->obligation, obligation_free);
  g_free(match->why);
  match->obligation = obligation_get(inbound->engine->store, obligation->id);
  match->form = match_wanted(inbound->engine, obligation);
  match->doubt = doubt;
  match->why = g_strdup(why);
}

/* The only one of @found that is called by its name; the only one at all, when @alone. NULL: no telling. */
static const Obligation *
chosen(const Inbound *inbound, const GPtrArray *found, const char *key, gboolean alone, const char **why)
{
  const Obligation *named = NULL;
  guint n = 0;
  for (guint i = 0; i < found->len; i++)
    if (is_called(match_wanted(inbound->engine, found->pdata[i]).form, key)) {
      named = found->pdata[i];
      n++;
    }
  *why = n == 1 ? "by the sender's address and what the file is called"
                : "by the sender's address: this alone is asked of them";
  return n == 1 ? named : found->len == 1 && !n && alone ? found->pdata[0] : NULL;
}

void
match_kept(const Inbound *inbound, const ReadingDocument *document, Match *match)
{
  const Person *sender = inbound_sender(inbound);
  if (match->form.share > 0 || match->foreign || !is_readable(document))
    return;
  if (match->obligation && !match->doubt && match_wanted(inbound->engine, match->obligation).form) {
    match->form = match_wanted(inbound->engine, match->obligation); /* by its ref */
    return;
  }
  if (match->obligation || !sender)
    return;
  gboolean answers;
  const char *why;
  g_autofree char *key = called(inbound, document);
  g_autoptr(GPtrArray) found = possible(inbound, sender->id, &answers);
  gboolean alone = answers || !owes_others(inbound, sender->id);
  const Obligation *one = chosen(inbound, found, key, alone, &why);
  for (guint i = 0; i < found->len; i++)
    add_guess(match, inbound, found->pdata[i], one == found->pdata[i],
              answers ? "it answers what was asked of the sender" : "the sender is one");
  if (one)
    settle_on(match, inbound, one, FALSE, answers ? "it answers our request for it" : why);
  else if (found->len)
    settle_on(match, inbound, found->pdata[0], TRUE, "nothing in it says for what it came");
}
