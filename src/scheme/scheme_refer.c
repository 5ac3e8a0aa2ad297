/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks up every word that names something else in a scheme, and says what was probably meant. */
#include "scheme/scheme_load.h"
#include <string.h>

/* What a kind of reference may name, for the sentence and the suggestion. */
static const struct {
  const char *what;
  gsize list; /* in Scheme; 0: not one list */
} kinds[] = {
  [REFERS_ROLE] = { "role", offsetof(Scheme, roles) },
  [REFERS_EVENT] = { "event", offsetof(Scheme, events) },
  [REFERS_OCCASION] = { "event", offsetof(Scheme, events) },
  [REFERS_REPEAT] = { "event", offsetof(Scheme, events) },
  [REFERS_TERM] = { "term", 0 },
  [REFERS_FORM] = { "form", offsetof(Scheme, forms) },
  [REFERS_FIELD] = { "form", offsetof(Scheme, forms) },
  [REFERS_REQUIREMENT] = { "requirement", offsetof(Scheme, requirements) },
  [REFERS_AWARD] = { "award", offsetof(Scheme, awards) },
  [REFERS_ACTIVITY] = { "activity", offsetof(Scheme, activities) },
  [REFERS_ATTRIBUTE] = { "attribute", offsetof(Scheme, attributes) },
};

void
scheme_add_ids(GPtrArray *known, const GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (*(char **) items->pdata[i])
      g_ptr_array_add(known, *(char **) items->pdata[i]);
}

static gboolean
is_among(const GPtrArray *ids, const char *word)
{
  return g_ptr_array_find_with_equal_func((GPtrArray *) ids, word, g_str_equal, NULL);
}

static void
unknown(const SchemeLoad *load, const Reference *reference, const char *what, const char *word,
        GPtrArray *known)
{
  g_autofree char *near = conf_suggestion(word, known);
  conf_faults_add(load->faults, reference->place.file, reference->place.line, "unknown %s \"%s\"%s", what,
                  word, near);
}

/* @word is the id of one of the things of @reference's kind. */
static gboolean
check_id(const SchemeLoad *load, const Reference *reference, const char *word)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  scheme_add_ids(known, G_STRUCT_MEMBER(GPtrArray *, reference->scheme, kinds[reference->kind].list));
  if (reference->kind == REFERS_ROLE)
    g_ptr_array_add(known, (char *) ROLE_OFFICE);
  if (reference->kind == REFERS_REPEAT) {
    scheme_add_ids(known, reference->scheme->roles);
    g_ptr_array_add(known, (char *) "term");
    g_ptr_array_add(known, (char *) "placement");
    g_ptr_array_add(known, (char *) "school");
    g_ptr_array_add(known, (char *) "action");
  }
  if (is_among(known, word))
    return TRUE;
  unknown(load, reference, kinds[reference->kind].what, word, known);
  return FALSE;
}

/* Every year has the term, or the one that the word stands in. */
static void
check_term(const SchemeLoad *load, const Reference *reference, const char *word)
{
  for (guint i = 0; i < load->set->years->len; i++) {
    const Year *year = load->set->years->pdata[i];
    if ((reference->year && reference->year != year) || year_term(year, word))
      continue;
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    scheme_add_ids(known, year->terms);
    g_autofree char *near = conf_suggestion(word, known);
    conf_faults_add(load->faults, reference->place.file, reference->place.line,
                    "year \"%s\" has no term \"%s\"%s", year->id ? year->id : year->file, word, near);
  }
}

static void
check_occasion(const SchemeLoad *load, const Reference *reference)
{
  g_auto(GStrv) parts = g_strsplit(reference->word, ".", 2);
  if (!check_id(load, reference, parts[0]) || !parts[1])
    return;
  const SchemeEvent *event = scheme_event(reference->scheme, parts[0]);
  if (!event || !event->per_term)
    conf_faults_add(load->faults, reference->place.file, reference->place.line,
                    "\"%s\" names a term, but \"%s\" is no event with per = \"term\"", reference->word,
                    parts[0]);
  check_term(load, reference, parts[1]);
}

/* "action" of any kind, or of one: what a form asks for, or a make-up. */
static gboolean
is_action(const SchemeLoad *load, const Reference *reference)
{
  const char *kind;
  if (!repeats_action(reference->word, &kind))
    return FALSE;
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  scheme_add_ids(known, reference->scheme->forms);
  scheme_add_ids(known, reference->scheme->requirements);
  if (kind && !is_among(known, kind))
    unknown(load, reference, "form or requirement", kind, known);
  return TRUE;
}

static void
check_repeat(const SchemeLoad *load, const Reference *reference)
{
  if (!is_action(load, reference))
    check_occasion(load, reference);
}

static void
check_field(const SchemeLoad *load, const Reference *reference)
{
  g_auto(GStrv) parts = g_strsplit(reference->word, ".", 2);
  if (!parts[0] || !parts[1]) {
    conf_faults_add(load->faults, reference->place.file, reference->place.line,
                    "\"%s\" is no field: write the form's id, a point and the field's id", reference->word);
    return;
  }
  if (!check_id(load, reference, parts[0]))
    return;
  const SchemeForm *form = scheme_form(reference->scheme, parts[0]);
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  scheme_add_ids(known, form->fields);
  if (!is_among(known, parts[1]))
    unknown(load, reference, "field", parts[1], known);
}

static void
check_attribute(const SchemeLoad *load, const Reference *reference)
{
  if (!check_id(load, reference, reference->word) || !reference->value)
    return;
  const SchemeAttribute *attribute = scheme_attribute(reference->scheme, reference->word);
  if (!attribute->values || g_strv_contains((const char *const *) attribute->values, reference->value))
    return;
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint i = 0; attribute->values[i]; i++)
    g_ptr_array_add(known, attribute->values[i]);
  unknown(load, reference, reference->word, reference->value, known);
}

void
check_references(const SchemeLoad *load)
{
  for (guint i = 0; i < load->references->len; i++) {
    const Reference *reference = load->references->pdata[i];
    if (!reference->scheme) /* of a session whose scheme is unknown, which was said */
      continue;
    switch (reference->kind) {
    case REFERS_NOTHING: break;
    case REFERS_TERM: check_term(load, reference, reference->word); break;
    case REFERS_OCCASION: check_occasion(load, reference); break;
    case REFERS_REPEAT: check_repeat(load, reference); break;
    case REFERS_FIELD: check_field(load, reference); break;
    case REFERS_ATTRIBUTE: check_attribute(load, reference); break;
    default: check_id(load, reference, reference->word);
    }
  }
}
