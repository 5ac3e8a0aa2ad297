/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds whose form a document is, and keeps every reason. Writes nothing and files nothing. */
#include "pass/intake/match.h"
#include "base/ref.h"
#include "base/text.h"
#include "pass/intake/thread.h"
#include <string.h>

/* What is looked at while one document is matched. */
typedef struct {
  const Inbound *inbound;
  const Reading *carrier;
  const ReadingDocument *document;
  const char *name, *school; /* as written in the form, or NULL */
  GPtrArray *thread;         /* of Obligation */
  Match match;
} Search;

static void
link_free(gpointer data)
{
  Link *link = data;
  obligation_free(link->obligation);
  g_free(link->words);
  g_free(link);
}

void
match_clear(Match *match)
{
  g_clear_pointer(&match->obligation, obligation_free);
  g_clear_pointer(&match->why, g_free);
  g_clear_pointer(&match->foreign, g_free);
  g_clear_pointer(&match->links, g_ptr_array_unref);
  g_clear_pointer(&match->compared, g_ptr_array_unref);
}

static void note(Search *search, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
note(Search *search, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_ptr_array_add(search->match.compared, g_strdup_vprintf(format, args));
  va_end(args);
}

/* Takes @words over. */
static void
add_link(Search *search, LinkKind kind, const Obligation *obligation, gboolean sure, char *words)
{
  Link *link = g_new0(Link, 1);
  link->kind = kind;
  link->obligation = obligation_get(search->inbound->engine->store, obligation->id);
  link->sure = sure;
  link->words = words;
  g_ptr_array_add(search->match.links, link);
  note(search, "%s%s", words, sure ? "" : ": this alone decides nothing");
}

static char *
name_of(const Search *search, gint64 person)
{
  g_autoptr(Person) row = person_get(search->inbound->engine->store, person);
  return g_strdup(row ? row->name : "nobody");
}

/* A form without a name agrees with everybody. */
static gboolean
name_agrees(const Search *search, gint64 person)
{
  if (!search->name)
    return TRUE;
  g_autofree char *name = name_of(search, person);
  return text_names_agree(search->name, name);
}

static gboolean
in_thread(const Search *search, const Obligation *obligation)
{
  for (guint i = 0; i < search->thread->len; i++)
    if (((Obligation *) search->thread->pdata[i])->id == obligation->id)
      return TRUE;
  return FALSE;
}

/* Last year's form asks for what is asked again this year: the open request of this year for it. */
static Obligation *
this_years(Search *search, Obligation *obligation)
{
  Engine *engine = search->inbound->engine;
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  Recognised form = { scheme, requirement ? requirement_form(scheme, requirement) : NULL, 1 };
  if (!form.form || match_is_of_this_year(engine, obligation))
    return obligation;
  g_autoptr(GPtrArray) now = match_candidates(engine, obligation->person, &form);
  if (!now->len || !match_is_open(now->pdata[0]) || !match_is_of_this_year(engine, now->pdata[0]))
    return obligation;
  Obligation *current = obligation_get(engine->store, ((Obligation *) now->pdata[0])->id);
  note(search, "the ref %s inside is of %s: it is taken for %s, which is asked this year", obligation->ref,
       obligation->year, current->ref);
  obligation_free(obligation);
  return current;
}

static void
add_ref(Search *search, const char *ref)
{
  Engine *engine = search->inbound->engine;
  Obligation *found = obligation_by_ref(engine->store, ref);
  if (!found)
    return;
  g_autoptr(Obligation) obligation = this_years(search, found);
  for (guint i = 0; i < search->match.links->len; i++)
    if (((Link *) search->match.links->pdata[i])->obligation->id == obligation->id)
      return;
  gboolean asks = !search->match.form.form || match_asks(engine, obligation, search->match.form.form);
  gboolean agrees = name_agrees(search, obligation->person);
  g_autofree char *name = name_of(search, obligation->person);
  add_link(search, LINK_REF, obligation, asks && agrees,
           g_strdup_printf("the ref %s inside the document is of %s (%s)%s%s%s%s", ref, name,
                           obligation->requirement, asks ? "" : ", which asks for another form",
                           agrees ? "" : ", but the name written in it is \"", agrees ? "" : search->name,
                           agrees ? "" : "\""));
}

/* The property survives Word and LibreOffice, the footer print and PDF. */
static void
by_ref(Search *search)
{
  const char *property = g_hash_table_lookup(search->document->properties, "mentord-ref");
  g_autofree char *ref = property ? ref_parse(property) : NULL;
  g_auto(GStrv) refs = ref_find(search->document->text ? search->document->text : "");
  if (ref)
    add_ref(search, ref);
  for (guint i = 0; refs[i]; i++)
    add_ref(search, refs[i]);
  if (search->match.links->len)
    return;
  const char *form = g_hash_table_lookup(search->document->properties, "mentord-form");
  if (ref)
    search->match.foreign = g_steal_pointer(&ref);
  else if (!search->match.form.form && ((form && *form) || refs[0]))
    search->match.foreign = g_strdup(refs[0] ? refs[0] : form);
}

/* Whether the sender is known, and is the one who was asked or stands in a role for them. */
static gboolean
may_send_for(const Search *search, const Obligation *obligation)
{
  const Person *sender = inbound_sender(search->inbound);
  return sender &&
         (sender->id == obligation->person || match_covers(search->inbound->engine, sender->id, obligation));
}

/* The open requests of @person for this form; the one of the thread alone, when it names one. @how: in words.
 */
static void
add_own(Search *search, LinkKind kind, const Person *person, const char *how)
{
  Engine *engine = search->inbound->engine;
  if (!name_agrees(search, person->id)) {
    note(search, "%s is %s, but the name written in the form is \"%s\"", how, person->name, search->name);
    return;
  }
  g_autoptr(GPtrArray) own = match_candidates(engine, person->id, &search->match.form);
  const Obligation *named = NULL;
  for (guint i = 0; i < own->len && !named; i++)
    named = in_thread(search, own->pdata[i]) ? own->pdata[i] : NULL;
  if (!own->len)
    note(search, "%s is %s, of whom this form is not asked", how, person->name);
  for (guint i = 0; i < own->len; i++) {
    const Obligation *one = own->pdata[i];
    if (!named || one == named)
      add_link(search, kind, one, kind == LINK_OWN || may_send_for(search, one),
               g_strdup_printf("%s is %s, of whom this form is asked (%s, ref %s)", how, person->name,
                               one->requirement, one->ref));
  }
}

static void
by_sender(Search *search)
{
  const GPtrArray *senders = search->inbound->senders;
  for (guint i = 0; i < senders->len; i++) {
    if (senders->len > 1 && !search->name) {
      note(search, "%u people share the sender's address, and no name is written in the form", senders->len);
      return;
    }
    add_own(search, LINK_OWN, senders->pdata[i], "the sender");
  }
}

/* Who wrote the mail that was forwarded, when that is neither the sender nor we; NULL: nobody. */
static const char *
forwarded_from(const Search *search)
{
  const Reading *inner =
      search->carrier == search->inbound->reading ? search->carrier->forwarded : search->carrier;
  const char *address = inner ? inner->from.address : NULL;
  if (!address || !g_strcmp0(address, search->inbound->reading->from.address) ||
      !g_strcmp0(address, search->inbound->engine->site->from_address))
    return NULL;
  return address;
}

static void
by_forward(Search *search)
{
  const char *address = forwarded_from(search);
  g_autoptr(GPtrArray) people =
      address ? people_by_address(search->inbound->engine->store, address) : g_ptr_array_new();
  for (guint i = 0; i < people->len; i++)
    if (people->len == 1 || search->name)
      add_own(search, LINK_FORWARDED, people->pdata[i], "who wrote the mail that was forwarded");
}

/* The thread counts when the name written in the form is that of the one who was asked, and the sender may
 * send for them. */
static void
by_thread(Search *search)
{
  for (guint i = 0; i < search->thread->len; i++) {
    const Obligation *one = search->thread->pdata[i];
    if (!match_asks(search->inbound->engine, one, search->match.form.form))
      continue;
    gboolean sure = search->name && name_agrees(search, one->person) && may_send_for(search, one);
    g_autofree char *name = name_of(search, one->person);
    if (sure)
      add_link(
          search, LINK_THREAD, one, TRUE,
          g_strdup_printf("it answers what was asked of %s (%s, ref %s), whose name is written in the form",
                          name, one->requirement, one->ref));
    else
      note(search,
           "it answers what was asked of %s (ref %s): without their name in the form that says nothing", name,
           one->ref);
  }
}

/* The first link of one of the kinds @from to @to; NULL: none. */
static const Link *
first_link(const Search *search, LinkKind from, LinkKind to)
{
  for (guint i = 0; i < search->match.links->len; i++) {
    const Link *link = search->match.links->pdata[i];
    if (link->kind >= from && link->kind <= to)
      return link;
  }
  return NULL;
}

static const Link *
first_sure(const Search *search)
{
  for (guint i = 0; i < search->match.links->len; i++)
    if (((Link *) search->match.links->pdata[i])->sure)
      return search->match.links->pdata[i];
  return NULL;
}

/* One person alone of that name, at the school written in the form; a doubt unless the sender may send for
 * them. */
static void
by_name(Search *search)
{
  Engine *engine = search->inbound->engine;
  if (!search->name || first_sure(search))
    return;
  gint64 at = search->school ? school_find(engine->store, search->school) : 0;
  g_autoptr(GPtrArray) people = people_by_name(engine->store, search->name, at);
  for (guint i = 0; i < people->len; i++) {
    const Person *person = people->pdata[i];
    g_autoptr(GPtrArray) own = match_candidates(engine, person->id, &search->match.form);
    for (guint j = 0; j < own->len; j++) {
      const Obligation *one = own->pdata[j];
      add_link(
          search, LINK_NAME, one, may_send_for(search, one),
          g_strdup_printf("the name%s written in the form %s those of %s, of whom it is asked (%s, ref %s)",
                          at ? " and school" : "", at ? "are" : "is among", person->name, one->requirement,
                          one->ref));
    }
  }
  if (!people->len)
    note(search, "nobody on the roster%s is called \"%s\"", at ? " of that school" : "", search->name);
}

static void
settle_on(Search *search, const Link *link, gboolean doubt, const char *words)
{
  search->match.obligation =
      link ? obligation_get(search->inbound->engine->store, link->obligation->id) : NULL;
  search->match.doubt = doubt;
  search->match.why = g_strdup(words);
}

/* Another link of one of those kinds that leads elsewhere than @link; NULL: none. */
static const Link *
rival_of(const Search *search, const Link *link, LinkKind from, LinkKind to)
{
  for (guint i = 0; i < search->match.links->len; i++) {
    const Link *other = search->match.links->pdata[i];
    if (other->kind >= from && other->kind <= to && other->obligation->id != link->obligation->id)
      return other;
  }
  return NULL;
}

/* The sender is neither the one who was asked nor stands for them, and answers a mail that went to them. */
static gboolean
answers_for_another(const Search *search, const Obligation *obligation)
{
  const Person *sender = inbound_sender(search->inbound);
  return sender && sender->id != obligation->person && in_thread(search, obligation) &&
         !match_covers(search->inbound->engine, sender->id, obligation);
}

/* The sender's own request, when the form bears no name and so may be theirs as well as that of the ref's
 * owner. */
static const Link *
senders_instead(const Search *search, const Link *link)
{
  const Person *sender = inbound_sender(search->inbound);
  if (search->name || !sender || sender->id == link->obligation->person ||
      match_covers(search->inbound->engine, sender->id, link->obligation))
    return NULL;
  const Link *own = first_link(search, LINK_OWN, LINK_OWN);
  return own && match_is_open(own->obligation) ? own : NULL;
}

static void
decide_ref(Search *search, const Link *link)
{
  const Link *other = rival_of(search, link, LINK_REF, LINK_REF), *instead = senders_instead(search, link);
  g_autofree char *plain = g_strdup_printf("by the ref %s inside the document", link->obligation->ref);
  if (search->match.form.form &&
      !match_asks(search->inbound->engine, link->obligation, search->match.form.form))
    settle_on(search, link, TRUE, "the ref inside asks for another form than this one");
  else if (!link->sure) {
    /* most likely the sender's own, written into somebody else's file: then nothing stops for the other */
    const Link *own = first_link(search, LINK_OWN, LINK_FORWARDED);
    settle_on(search, own ? own : link, TRUE,
              "the ref inside and the name written in the form are not the same person's");
  } else if (other)
    settle_on(search, link, TRUE, "there are two refs inside");
  else if (instead)
    settle_on(search, instead, TRUE,
              "the ref inside is not the sender's, and no name is written in the form");
  else if (answers_for_another(search, link->obligation))
    settle_on(search, link, TRUE, "it answers what was asked of somebody else, and bears their ref and name");
  else
    settle_on(search, link, FALSE, plain);
}

static void
decide_weaker(Search *search)
{
  static const char *const ways[] = { [LINK_OWN] =
                                          "by the sender's address and their own open request for this form",
                                      [LINK_FORWARDED] =
                                          "by who wrote the forwarded mail, and their open request",
                                      [LINK_THREAD] = "by the thread, and the name in the form agrees",
                                      [LINK_NAME] = "by name and school inside the form" };
  const Link *sure = first_sure(search), *link = sure ? sure : first_link(search, LINK_OWN, LINK_NAME);
  if (!link) {
    g_autofree char *nobodys =
        search->name ? g_strdup_printf("we ask this form of nobody whose name is \"%s\"", search->name)
                     : NULL;
    settle_on(search, NULL, FALSE, nobodys ? nobodys : "nobody on the roster has this form open");
    return;
  }
  const Link *other = rival_of(search, link, LINK_OWN, LINK_NAME);
  const char *forwarded = forwarded_from(search);
  if (other)
    settle_on(search, link, TRUE,
              link->obligation->person == other->obligation->person
                  ? "this form is asked of them more than once, and nothing says for which it is"
                  : "two people fit, and nothing says whose it is");
  else if (link->kind == LINK_OWN && forwarded && !search->name)
    settle_on(search, link, TRUE, "it was forwarded, and no name is written in the form");
  else if (!link->sure)
    settle_on(search, link, TRUE, "nothing but what is written in it says whose it is");
  else
    settle_on(search, link, FALSE, ways[link->kind]);
}

/* What the ref asks for, when the labels could not be read. */
static void
form_of_ref(Search *search)
{
  const Link *link = first_link(search, LINK_REF, LINK_REF);
  const Scheme *scheme =
      link ? schemes_find(search->inbound->engine->site->schemes, link->obligation->scheme) : NULL;
  const Requirement *requirement = scheme ? scheme_requirement(scheme, link->obligation->requirement) : NULL;
  const SchemeForm *form = requirement ? requirement_form(scheme, requirement) : NULL;
  if (form)
    search->match.form = (Recognised){ scheme, form, 0 };
}

static void
note_start(Search *search)
{
  g_autofree char *verdict = inbound_verdict(search->inbound);
  note(search, "sent by %s, %s",
       search->inbound->reading->from.address ? search->inbound->reading->from.address : "nobody", verdict);
  if (search->match.form.form)
    note(search, "it has %.0f%% of the labels of \"%s\"", search->match.form.share * 100,
         search->match.form.form->title);
  else
    note(search, "its labels are those of none of our forms");
  if (search->name)
    note(search, "the name written in it is \"%s\"%s%s%s", search->name,
         search->school ? ", the school \"" : "", search->school ? search->school : "",
         search->school ? "\"" : "");
  else if (search->match.form.form)
    note(search, "no name is written in it");
}

Match
match_document(const Inbound *inbound, const Reading *carrier, const ReadingDocument *document)
{
  Search search = { .inbound = inbound, .carrier = carrier, .document = document };
  search.thread = thread_obligations(inbound);
  search.match.form = match_recognise(inbound, document, search.thread);
  search.match.links = g_ptr_array_new_with_free_func(link_free);
  search.match.compared = g_ptr_array_new_with_free_func(g_free);
  search.name = document_answer(document, search.match.form.form, "name");
  search.school = document_answer(document, search.match.form.form, "school");
  note_start(&search);
  by_ref(&search);
  if (search.match.form.form) {
    by_sender(&search);
    by_forward(&search);
    by_thread(&search);
    by_name(&search);
  }
  const Link *ref = first_link(&search, LINK_REF, LINK_REF);
  if (ref)
    decide_ref(&search, ref);
  else if (search.match.form.form)
    decide_weaker(&search);
  else
    settle_on(&search, NULL, FALSE, "this is none of our forms");
  if (!search.match.form.form)
    form_of_ref(&search);
  g_ptr_array_unref(search.thread);
  return search.match;
}

static json_t *
guess_json(const Inbound *inbound, const Link *link)
{
  g_autoptr(Person) person = person_get(inbound->engine->store, link->obligation->person);
  return json_pack("{s:s, s:s, s:s, s:s, s:s}", "ref", link->obligation->ref, "person", person->name,
                   "address", person->address ? person->address : "", "requirement",
                   link->obligation->requirement, "why", link->words);
}

/* The guess that was settled on stands first, then the others by their strength, each obligation once. */
static json_t *
guesses_json(const Inbound *inbound, const Match *match)
{
  json_t *guesses = json_array();
  g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < match->links->len; i++) {
      const Link *link = match->links->pdata[i];
      gboolean chosen = match->obligation && link->obligation->id == match->obligation->id;
      if ((pass || chosen) && g_hash_table_add(seen, &link->obligation->id))
        json_array_append_new(guesses, guess_json(inbound, link));
    }
  return guesses;
}

json_t *
match_to_json(const Inbound *inbound, const Match *match)
{
  json_t *compared = json_array();
  for (guint i = 0; i < match->compared->len; i++)
    json_array_append_new(compared, json_string(match->compared->pdata[i]));
  return json_pack("{s:o, s:o}", "compared", compared, "guesses", guesses_json(inbound, match));
}
