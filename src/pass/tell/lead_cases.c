/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cases are a lead's to settle. Settles none. */
#include "pass/tell/lead_cases.h"
#include "pass/calendar/rsvp.h"
#include "pass/decide/dates.h"
#include "pass/people/coverage.h"
#include "pass/people/hearers.h"
#include "store/invitations.h"
#include "store/obligations.h"
#include "store/sessions.h"
#include <string.h>

#define MOST 12

/* Kinds, and what their accepting and rejecting means to who leads. */
static const struct {
  const char *kind, *accepted, *rejected;
} KINDS[] = {
  { "attendance", "it is as that list says", "it is not (nothing is recorded then)" },
  { "meeting", "it is as that list says", "it is not (nothing is recorded then)" },
  { "not-me", "they are right (they are then asked no more)",
    "it is theirs to do (they are then asked again)" },
  { "sent", "they did it (it then counts)", "it is still to come (the clock runs on)" },
  { RSVP_COUNTER, "the date is to move (the answer says where that is done, for nothing moves by itself)",
    "the date stays (which they are told)" },
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

/* The date that @c proposes another time for; NULL: it is no such case. */
static Session *
session_of(Engine *engine, const Case *c)
{
  if (strcmp(c->kind, RSVP_COUNTER) != 0)
    return NULL;
  json_t *detail = json_loads(c->detail, 0, NULL);
  const char *uid = json_string_value(json_object_get(detail, "uid"));
  g_autoptr(Invitation) invitation = uid ? invitation_by_uid(engine->store, uid) : NULL;
  json_decref(detail);
  return invitation ? session_get(engine->store, invitation->session) : NULL;
}

static gboolean
covers_person(Engine *engine, const Scheme *scheme, const SchemeRole *role, gint64 lead, gint64 person)
{
  g_autoptr(GPtrArray) holders = coverage_holders(engine, scheme, role->id, person);
  for (guint i = 0; i < holders->len; i++)
    if (((const Person *) holders->pdata[i])->id == lead)
      return TRUE;
  return FALSE;
}

/* A date is theirs who lead all, or have the value of the attribute for which it is held: others cover the
 * same person by another attribute. */
static gboolean
covers_session(Engine *engine, const Scheme *scheme, const SchemeRole *role, gint64 lead,
               const Session *session)
{
  return !strcmp(session->scheme, scheme->id) &&
         (role->covers == COVERS_ALL || session_open_to(engine, session, lead));
}

/* Lead Mentors answer for a school and are asked themselves: this is for who leads by a value, or all, and
 * hears of them by digests. @session: that the case is about; NULL: none. */
static gboolean
leads(Engine *engine, const Scheme *scheme, gint64 lead, gint64 person, const Session *session)
{
  g_autoptr(GPtrArray) held = coverage_roles(engine, scheme, NULL, lead);
  for (guint i = 0; i < held->len; i++) {
    const SchemeRole *role = scheme_role(scheme, ((const Role *) held->pdata[i])->role);
    if (!role || (role->covers != COVERS_ATTRIBUTE && role->covers != COVERS_ALL) ||
        !hearers_get_digests(scheme, role->id))
      continue;
    if ((!session || covers_session(engine, scheme, role, lead, session)) &&
        covers_person(engine, scheme, role, lead, person))
      return TRUE;
  }
  return FALSE;
}

gboolean
lead_may_settle(Engine *engine, gint64 person, const Case *c)
{
  gint64 about = c->settled == INSTANT_NONE && kind_of(c) >= 0 ? person_of(engine, c) : 0;
  if (!about || about == person)
    return FALSE;
  g_autoptr(Session) session = session_of(engine, c);
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; i < schemes->len; i++)
    if (leads(engine, schemes->pdata[i], person, about, session))
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
    gboolean ends = *c->question && strchr(".?!", c->question[strlen(c->question) - 1]);
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, c->id),
                    *what = g_strconcat(c->question, ends ? "" : ".", NULL);
    json_array_append_new(lines, json_pack("{s:s, s:s, s:s, s:s}", "id", id, "what", what, "accepted",
                                           KINDS[kind].accepted, "rejected", KINDS[kind].rejected));
  }
  return lines;
}
