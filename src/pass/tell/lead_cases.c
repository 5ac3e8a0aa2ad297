/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cases are a lead's to settle. Settles none. */
#include "pass/tell/lead_cases.h"
#include "pass/people/coverage.h"
#include "pass/people/hearers.h"
#include "store/obligations.h"
#include <string.h>

#define MOST 12

/* Kinds, and what their accepting and rejecting means to who leads. */
static const struct {
  const char *kind, *accepted, *rejected;
} KINDS[] = {
  { "attendance", "it is as that list says", "it is not: nothing is recorded" },
  { "meeting", "it is as that list says", "it is not: nothing is recorded" },
  { "not-me", "they are right, and are asked no more", "they are to do it, and are asked again" },
  { "sent", "they did it: it counts", "it is still to come, and the clock runs on" },
};

/* The place of its kind; -1: it is not a lead's. */
static int
kind_of(const Case *c)
{
  for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++)
    if (!strcmp(c->kind, KINDS[i].kind))
      return (int) i;
  return -1;
}

static gint64
person_of(Engine *engine, const Case *c)
{
  g_autoptr(Obligation) obligation = c->obligation ? obligation_get(engine->store, c->obligation) : NULL;
  return obligation ? obligation->person : c->person;
}

/* Lead Mentors answer for a school and are asked themselves: this is for who leads by a value, or all, and
 * hears of them by digests. */
static gboolean
leads(Engine *engine, const Scheme *scheme, gint64 lead, gint64 person)
{
  g_autoptr(GPtrArray) held = coverage_roles(engine, scheme, NULL, lead);
  for (guint i = 0; i < held->len; i++) {
    const SchemeRole *role = scheme_role(scheme, ((const Role *) held->pdata[i])->role);
    if (!role || (role->covers != COVERS_ATTRIBUTE && role->covers != COVERS_ALL) ||
        !hearers_get_digests(scheme, role->id))
      continue;
    g_autoptr(GPtrArray) holders = coverage_holders(engine, scheme, role->id, person);
    for (guint j = 0; j < holders->len; j++)
      if (((const Person *) holders->pdata[j])->id == lead)
        return TRUE;
  }
  return FALSE;
}

gboolean
lead_may_settle(Engine *engine, gint64 person, const Case *c)
{
  gint64 about = c->settled == INSTANT_NONE && kind_of(c) >= 0 ? person_of(engine, c) : 0;
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; about && about != person && i < schemes->len; i++)
    if (leads(engine, schemes->pdata[i], person, about))
      return TRUE;
  return FALSE;
}

json_t *
lead_cases(Engine *engine, gint64 person)
{
  json_t *lines = json_array();
  g_autoptr(GPtrArray) all = cases_list(engine->store, TRUE);
  for (guint i = 0; i < all->len && json_array_size(lines) < MOST; i++) {
    const Case *c = all->pdata[i];
    if (!lead_may_settle(engine, person, c))
      continue;
    int kind = kind_of(c);
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, c->id);
    json_array_append_new(lines, json_pack("{s:s, s:s, s:s, s:s}", "id", id, "what", c->question, "accepted",
                                           KINDS[kind].accepted, "rejected", KINDS[kind].rejected));
  }
  return lines;
}
