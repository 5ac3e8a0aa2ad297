/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares a sender's roles with the words of a calendar. Writes nothing. */
#include "pass/calendar/leading.h"
#include "base/text.h"
#include "pass/intake/verified.h"
#include "pass/people/coverage.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A school's own people have meetings of their own: what they invite to is not everybody's. */
static gboolean
leads(const Scheme *scheme, const Role *role)
{
  const SchemeRole *about = scheme_role(scheme, role->role);
  return about && (about->covers == COVERS_ALL || about->covers == COVERS_ATTRIBUTE);
}

static gboolean
leads_in(const Inbound *inbound, const Scheme *scheme)
{
  const Person *sender = inbound_sender(inbound);
  g_autoptr(GPtrArray) roles =
      sender ? coverage_roles(inbound->engine, scheme, NULL, sender->id) : g_ptr_array_new();
  for (guint i = 0; i < roles->len; i++)
    if (leads(scheme, roles->pdata[i]))
      return TRUE;
  return FALSE;
}

gboolean
leading_may(const Inbound *inbound, gboolean *office)
{
  gboolean person = verified_person(inbound);
  const GPtrArray *schemes = inbound->engine->site->schemes->schemes;
  *office = inbound->office || verified_office(inbound) || (person && sender_is_of_office(inbound));
  for (guint i = 0; person && !*office && i < schemes->len; i++)
    if (leads_in(inbound, schemes->pdata[i]))
      return TRUE;
  return *office;
}

/* What the entry is called, and the mail that brought it: some write more there. */
static char *
words_of(const Inbound *inbound, const ReadingEvent *event)
{
  return g_strdup_printf("%s / %s", event->summary, inbound->reading->subject);
}

/* Of several events with one title that of the scheme which is named beside it. */
static void
keep_named_schemes(GArray *named, const char *said, const ReadingEvent *event)
{
  g_autofree char *listed = g_strjoinv(" / ", event->categories);
  g_autofree char *all = g_strdup_printf("%s / %s", said, listed), *key = text_key(all);
  g_autofree char *words = g_strdup_printf(" %s ", key);
  g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(NamedEvent));
  for (guint i = 0; i < named->len; i++) {
    NamedEvent one = g_array_index(named, NamedEvent, i);
    g_autofree char *id = text_key(one.scheme->id), *title = text_key(one.scheme->title);
    g_autofree char *by_id = g_strdup_printf(" %s ", id), *by_title = g_strdup_printf(" %s ", title);
    if (strstr(words, by_id) || strstr(words, by_title))
      g_array_append_val(kept, one);
  }
  if (kept->len != 1)
    return;
  g_array_index(named, NamedEvent, 0) = g_array_index(kept, NamedEvent, 0);
  g_array_set_size(named, 1);
}

static char *
several_words(const GArray *named)
{
  g_autoptr(GString) words = g_string_new("it can be ");
  for (guint i = 0; i < named->len; i++) {
    const NamedEvent *one = &g_array_index(named, NamedEvent, i);
    g_string_append_printf(words, "%s\"%s\" of %s", i ? " or " : "", one->event->title, one->scheme->title);
  }
  return g_strdup(words->str);
}

gboolean
leading_event(const Inbound *inbound, gboolean office, const ReadingEvent *event, NamedEvent *named,
              char **doubt)
{
  const Schemes *schemes = inbound->engine->site->schemes;
  g_autofree char *words = words_of(inbound, event);
  g_autoptr(GArray) found = events_named(schemes, words, (const char *const *) event->categories);
  gboolean any = found->len > 0;
  for (guint i = found->len; i-- > 0 && !office;)
    if (!leads_in(inbound, g_array_index(found, NamedEvent, i).scheme))
      g_array_remove_index(found, i);
  if (found->len > 1)
    keep_named_schemes(found, words, event);
  if (found->len == 1)
    *named = g_array_index(found, NamedEvent, 0);
  else if (found->len)
    *doubt = several_words(found);
  else
    *doubt = g_strdup(any ? "it is an event of a scheme in which its sender leads nobody"
                          : "it names no event of a scheme in its title or category");
  return found->len == 1;
}

typedef struct {
  const SchemeAttribute *attribute;
  GStrv own, said; /* of who leads; in the words */
} ForWhom;

static void
clear_for_whom(gpointer data)
{
  ForWhom *one = data;
  g_strfreev(one->own);
  g_strfreev(one->said);
}

/* Whether the sender leads those with a value of @attribute, and not simply everybody. */
static gboolean
leads_by(const Inbound *inbound, const Scheme *scheme, const SchemeAttribute *attribute)
{
  g_autoptr(GPtrArray) roles = coverage_roles(inbound->engine, scheme, NULL, inbound_sender(inbound)->id);
  gboolean by = FALSE;
  for (guint i = 0; i < roles->len; i++) {
    const SchemeRole *about = scheme_role(scheme, ((const Role *) roles->pdata[i])->role);
    if (about && about->covers == COVERS_ALL)
      return FALSE;
    by = by || (about && about->covers == COVERS_ATTRIBUTE && !strcmp(about->attribute, attribute->id));
  }
  return by;
}

static GArray *
groups_of(const Inbound *inbound, const ReadingEvent *event, const Scheme *scheme)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(ForWhom));
  g_autofree char *words = words_of(inbound, event);
  g_array_set_clear_func(all, clear_for_whom);
  for (guint i = 0; i < scheme->attributes->len; i++) {
    const SchemeAttribute *attribute = scheme->attributes->pdata[i];
    if (attribute->of_school)
      continue;
    ForWhom one = { attribute, NULL,
                    values_named(inbound->engine, scheme, attribute, words,
                                 (const char *const *) event->categories) };
    if (leads_by(inbound, scheme, attribute))
      one.own = attribute_get(inbound->engine->store, inbound_sender(inbound)->id, scheme->id, attribute->id);
    g_array_append_val(all, one);
  }
  return all;
}

/* Whoever leads by several attributes leads each group by itself: the words say which. */
static gboolean
keep_one_group(const GArray *all, char **doubt)
{
  guint own = 0, said = 0;
  for (guint i = 0; i < all->len; i++) {
    const ForWhom *one = &g_array_index(all, ForWhom, i);
    own += one->own != NULL;
    said += one->own && one->said[0];
  }
  for (guint i = 0; i < all->len && own > 1 && said; i++) {
    ForWhom *one = &g_array_index(all, ForWhom, i);
    if (!one->said[0])
      g_clear_pointer(&one->own, g_strfreev);
  }
  if (own > 1 && !said)
    *doubt = g_strdup("its sender leads several groups, and it does not say for which it is");
  return own <= 1 || said;
}

/* What is said, of what is led; all that is led where nothing is said. */
static gboolean
put_values(const ForWhom *one, json_t *filter, char **doubt)
{
  if (one->own && !one->own[0]) {
    *doubt = g_strdup_printf("whom its sender leads (%s) stands nowhere on the roster", one->attribute->id);
    return FALSE;
  }
  json_t *values = json_array();
  for (guint i = 0; one->said[i]; i++) {
    if (one->own && !g_strv_contains((const char *const *) one->own, one->said[i])) {
      *doubt = g_strdup_printf("it is for \"%s\", whom its sender does not lead", one->said[i]);
      json_decref(values);
      return FALSE;
    }
    json_array_append_new(values, json_string(one->said[i]));
  }
  for (guint i = 0; one->own && !one->said[0] && one->own[i]; i++)
    json_array_append_new(values, json_string(one->own[i]));
  if (json_array_size(values))
    json_object_set(filter, one->attribute->id, values);
  json_decref(values);
  return TRUE;
}

char *
leading_filter(const Inbound *inbound, gboolean office, const ReadingEvent *event, const Scheme *scheme,
               char **doubt)
{
  const char *const *categories = (const char *const *) event->categories;
  g_autofree char *words = words_of(inbound, event);
  if (office)
    return filter_named(inbound->engine, scheme, words, categories);
  g_autoptr(GArray) all = groups_of(inbound, event, scheme);
  json_t *filter = json_object();
  gboolean good = keep_one_group(all, doubt);
  for (guint i = 0; good && i < all->len; i++)
    good = put_values(&g_array_index(all, ForWhom, i), filter, doubt);
  char *text = good ? json_dumps(filter, JSON_COMPACT | JSON_SORT_KEYS) : NULL, *copy = g_strdup(text);
  free(text);
  json_decref(filter);
  return copy;
}
