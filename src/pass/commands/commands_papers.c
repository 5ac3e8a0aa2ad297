/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends filed forms again: to who filed them; to who covers them what they may see. A form goes to those in
 * the role that reads it (`to`), how things stand to anybody who covers the person, and what is confidential
 * to nobody by this way. Files nothing. */
#include "base/text.h"
#include "pass/commands/commands.h"
#include "pass/decide/instances.h"
#include "pass/decide/settle.h"
#include "pass/documents/copies.h"
#include "pass/people/coverage.h"
#include "pass/post.h"
#include <string.h>

static GPtrArray *
attachments_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free);
}

/* Whether the words that somebody used name @form: "forms" any, "trackers" one with "tracker" in its title.
 * A plural is its singular. */
static gboolean
is_called(const char *words, const SchemeForm *form)
{
  static const char *const any[] = { "form", "document", "return", "paper", NULL };
  g_autofree char *key = text_key(words), *title = text_key(form->title), *id = text_key(form->id);
  gsize length = strlen(key);
  if (length > 1 && key[length - 1] == 's')
    key[length - 1] = '\0';
  g_autofree char *within = g_strdup_printf(" %s ", title), *sought = g_strdup_printf(" %s ", key);
  return *key && (g_strv_contains(any, key) || !strcmp(id, key) || strstr(within, sought));
}

static const SchemeForm *
form_of(Engine *engine, const Filed *filed)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, filed->scheme);
  return scheme ? scheme_form(scheme, filed->form) : NULL;
}

static gboolean
add_copy(Engine *engine, const Filed *filed, GPtrArray *attachments, json_t *titles, GError **error)
{
  GError *fault = NULL;
  Attachment *copy = copy_of_filed(engine, filed, &fault);
  if (fault) {
    g_propagate_error(error, fault);
    return FALSE;
  }
  if (!copy)
    return TRUE;
  g_autofree char *title = copy_title(engine, filed),
                  *day = day_words(clock_day(engine->clock, filed->arrival));
  g_ptr_array_add(attachments, copy);
  json_array_append_new(titles, json_pack("{s:s, s:s}", "title", title, "date", day));
  return TRUE;
}

gboolean
asked_my_forms(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  Engine *engine = inbound->engine;
  g_autoptr(GPtrArray) filed = filed_of_person(engine->store, inbound_sender(inbound)->id);
  g_autoptr(GPtrArray) attachments = attachments_new();
  json_t *titles = json_array();
  gboolean good = TRUE, named = FALSE;
  for (guint i = 0; good && i < engine->site->schemes->schemes->len; i++) {
    const Scheme *scheme = engine->site->schemes->schemes->pdata[i];
    for (guint j = 0; j < scheme->forms->len; j++)
      named = named || is_called(asked->rest, scheme->forms->pdata[j]);
  }
  for (guint i = 0; good && i < filed->len; i++) {
    const SchemeForm *form = form_of(engine, filed->pdata[i]);
    if (form && is_called(asked->rest, form))
      good = add_copy(engine, filed->pdata[i], attachments, titles, error);
  }
  asked->understood = named;
  if (!named || !good) {
    json_decref(titles);
    return good;
  }
  json_t *context = asked_context(inbound, NULL);
  json_object_set_new(context, "copies_count",
                      attachments->len ? json_integer(attachments->len) : json_null());
  json_object_set_new(context, "copies", titles);
  context_text(context, "asked_for", asked->rest);
  return asked_reply(inbound, "copies", context, NULL, attachments, error);
}

/* Those whom the sender covers in any role, in any scheme, today: of Person. */
static GPtrArray *
covered_called(Engine *engine, gint64 lead, const char *name)
{
  g_autofree char *address = text_address(name);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify) person_free);
  for (guint i = 0; i < engine->site->schemes->schemes->len; i++) {
    const Scheme *scheme = engine->site->schemes->schemes->pdata[i];
    g_autoptr(Coverage) coverage = coverage_new(engine, scheme, NULL, lead);
    const GArray *people = coverage_people(coverage);
    for (guint j = 0; j < people->len; j++) {
      gint64 id = g_array_index(people, gint64, j);
      g_autoptr(Person) person = person_get(engine->store, id);
      gboolean meant = address ? !g_strcmp0(person->address, address) : text_names_agree(person->name, name);
      if (meant && g_hash_table_add(seen, g_memdup2(&id, sizeof id)))
        g_ptr_array_add(found, g_steal_pointer(&person));
    }
  }
  return found;
}

/* "Amy Brown" of "Amy Brown's tracker" and of "the tracker of Amy Brown". */
static char *
name_in(const char *words)
{
  const char *of = strstr(words, " of ");
  g_autofree char *name = g_strdup(of ? of + strlen(" of ") : words);
  static const char *const endings[] = { "'s ", "’s ", "' ", "’ " };
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
    char *end = strstr(name, endings[i]);
    if (end)
      *end = '\0';
  }
  return text_clean(name, -1, 200, FALSE);
}

/* Whether @reader holds the role that reads @form, for @person. */
static gboolean
may_read(Engine *engine, gint64 reader, gint64 person, const Filed *filed)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, filed->scheme);
  const SchemeForm *form = form_of(engine, filed);
  if (!form || !form->to || form->confidential)
    return FALSE;
  g_autoptr(Obligation) obligation = obligation_get(engine->store, filed->obligation);
  g_autoptr(GPtrArray) readers = engine_holders(engine, scheme, form->to, person, obligation->school);
  for (guint i = 0; i < readers->len; i++)
    if (((const Person *) readers->pdata[i])->id == reader)
      return TRUE;
  return FALSE;
}

static gboolean
is_confidential(const Scheme *scheme, const Evidence *evidence)
{
  gboolean found = FALSE;
  for (guint i = 0; evidence->kind == EVIDENCE_RETURN && evidence->ids[i]; i++) {
    const SchemeForm *form = scheme_form(scheme, evidence->ids[i]);
    found = found || (form && form->confidential);
  }
  for (guint i = 0; evidence->parts && i < evidence->parts->len; i++)
    found = found || is_confidential(scheme, evidence->parts->pdata[i]);
  return found;
}

/* How each of this year's obligations stands that the sender may know of. */
static json_t *
states_of(const Inbound *inbound, const Person *person)
{
  Engine *engine = inbound->engine;
  const Year *year = engine_year(engine);
  g_autoptr(GPtrArray) all = obligations_of_person(engine->store, person->id, year ? year->id : "");
  json_t *states = json_array();
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    const Scheme *scheme;
    const Requirement *requirement = asked_requirement(inbound, one, &scheme);
    gboolean idle = requirement && requirement->optional && one->state != STATE_MET;
    if (!requirement || idle || one->state == STATE_ENDED || is_confidential(scheme, requirement->evidence))
      continue;
    Day due = obligation_due(one);
    g_autofree char *day = due == DAY_NONE ? g_strdup("") : day_words(due);
    g_autofree char *each = instance_words(engine, one);
    g_autofree char *title = g_strdup_printf("%s%s%s", requirement->title, *each ? ", " : "", each);
    json_array_append_new(
        states, json_pack("{s:s, s:s, s:s}", "title", title, "state", state_word(one->state), "due", day));
  }
  return states;
}

static gboolean
send_about(Inbound *inbound, const Person *person, GError **error)
{
  Engine *engine = inbound->engine;
  g_autoptr(GPtrArray) filed = filed_of_person(engine->store, person->id);
  g_autoptr(GPtrArray) attachments = attachments_new();
  json_t *titles = json_array();
  for (guint i = 0; i < filed->len; i++)
    if (may_read(engine, inbound_sender(inbound)->id, person->id, filed->pdata[i]) &&
        !add_copy(engine, filed->pdata[i], attachments, titles, error)) {
      json_decref(titles);
      return FALSE;
    }
  json_t *context = asked_context(inbound, NULL);
  gint64 at = engine_school(engine, NULL, person->id, NULL);
  g_autoptr(School) school = at ? school_get(engine->store, at) : NULL;
  context_text(context, "about", person->name);
  context_text(context, "school", school ? school->name : NULL);
  json_object_set_new(context, "states", states_of(inbound, person));
  json_object_set_new(context, "copies_count",
                      attachments->len ? json_integer(attachments->len) : json_null());
  json_object_set_new(context, "copies", titles);
  return asked_reply(inbound, "about-person", context, NULL, attachments, error);
}

/* Which of several is meant: they are all the sender's own people, so their names may be said. */
static gboolean
ask_which(Inbound *inbound, const GPtrArray *people, GError **error)
{
  json_t *list = json_array();
  for (guint i = 0; i < people->len; i++) {
    const Person *one = people->pdata[i];
    json_array_append_new(
        list, json_pack("{s:s, s:s}", "name", one->name, "address", one->address ? one->address : ""));
  }
  json_t *context = asked_context(inbound, NULL);
  json_object_set_new(context, "people", list);
  return asked_reply(inbound, "which-person", context, NULL, NULL, error);
}

/* Of somebody whom the sender does not cover nothing is said, not even that they are known. */
gboolean
asked_send(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autofree char *name = name_in(asked->rest);
  g_autoptr(GPtrArray) people = covered_called(inbound->engine, inbound_sender(inbound)->id, name);
  asked->understood = people->len > 0;
  if (!people->len)
    return TRUE;
  return people->len == 1 ? send_about(inbound, people->pdata[0], error) : ask_which(inbound, people, error);
}
