/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighs whom an out-of-office names as deputy, and whose the addresses in it are. Writes no mail:
 * approval_mail.c does. */
#include "pass/approve/deputy.h"
#include "base/fault.h"
#include "base/text.h"
#include "pass/approve/approvals.h"
#include "pass/approve/work.h"
#include "pass/intake/verified.h"
#include "store/cases.h"
#include <stdlib.h>
#include <string.h>

/* What an approver was asked, and waits for them still. */
typedef struct {
  const Signing *signing; /* borrowed */
  Obligation *obligation;
  const Scheme *scheme;
  const Requirement *requirement;
} Waiting;

/* The only one of @people, who is not @away, goes over to @named. */
static void
add_only(GPtrArray *named, GPtrArray *people, gint64 away)
{
  if (people && people->len == 1 && ((Person *) people->pdata[0])->id != away)
    g_ptr_array_add(named, g_ptr_array_steal_index(people, 0));
}

/* Whom the reader takes for the deputy: by the address, else by a name that only one person has. */
static void
add_deputy(Store *store, GPtrArray *named, const ReadingAddress *deputy, gint64 away)
{
  g_autoptr(GPtrArray) people = deputy->address ? people_by_address(store, deputy->address)
                                : *deputy->name ? people_by_name(store, deputy->name, 0)
                                                : NULL;
  add_only(named, people, away);
}

/* The people whom an automatic answer names, the deputy first, then all whose address stands in it, each of
 * one person alone, and not @away: of Person. */
static GPtrArray *
people_named(Store *store, const Reading *reading, gint64 away)
{
  GPtrArray *people = g_ptr_array_new_with_free_func((GDestroyNotify) person_free);
  if (reading->away)
    add_deputy(store, people, &reading->away->deputy, away);
  g_auto(GStrv) words = g_strsplit_set(reading->text, " \t\n,;:<>()[]\"'", -1);
  for (char **p = words; *p; p++) {
    gsize n = strlen(*p);
    while (n && strchr(".!?", (*p)[n - 1]))
      (*p)[--n] = '\0';
    g_autofree char *address = strchr(*p, '@') ? text_address(*p) : NULL;
    g_autoptr(GPtrArray) owners = address ? people_by_address(store, address) : NULL;
    add_only(people, owners, away);
  }
  return people;
}

static gboolean
holds(Engine *engine, const Scheme *scheme, gint64 person, const char *role, gint64 school)
{
  g_autoptr(GPtrArray) roles = person_roles(engine->store, person, scheme->id);
  Day today = clock_today(engine->clock);
  for (guint i = 0; i < roles->len; i++) {
    const Role *one = roles->pdata[i];
    if (one->since <= today && (one->until == DAY_NONE || one->until >= today) &&
        (!role || !strcmp(one->role, role)) && (!school || one->school == school))
      return TRUE;
  }
  return FALSE;
}

gboolean
deputy_stands(Engine *engine, const Scheme *scheme, gint64 person)
{
  return holds(engine, scheme, person, NULL, 0);
}

static void
ask_deputy(Engine *engine, const Waiting *waiting, gint64 deputy, const char *cause)
{
  Signing row = { .obligation = waiting->obligation->id,
                  .person = deputy,
                  .role = waiting->signing->role,
                  .deputy = TRUE,
                  .template_name = waiting->requirement->send,
                  .seen =
                      work_version_for(engine, waiting->scheme, waiting->requirement, waiting->obligation) };
  g_autoptr(GPtrArray) known = signings_of_obligation(engine->store, row.obligation);
  for (guint i = 0; i < known->len; i++) {
    const Signing *one = known->pdata[i];
    if (one->person == deputy && !strcmp(one->role, row.role) && work_version_same(one->seen, row.seen))
      return;
  }
  signing_add(engine->store, &row);
  g_autoptr(Person) person = person_get(engine->store, deputy);
  journal_add(engine->store, waiting->obligation->person, row.obligation, cause,
              "%s: %s is asked as a deputy", waiting->requirement->id, person->name);
}

static void
ask_office(Inbound *inbound, const Waiting *waiting, const Person *deputy)
{
  Store *store = inbound->engine->store;
  g_autoptr(Case) known = case_waiting(store, "deputy", waiting->obligation->id);
  if (known)
    return;
  json_t *detail = json_pack("{s:I, s:s}", "deputy", (json_int_t) deputy->id, "role", waiting->signing->role);
  char *text = json_dumps(detail, JSON_COMPACT);
  g_autofree char *question =
      g_strdup_printf("%s is away and names %s (%s): may they approve %s (%s) instead?",
                      inbound_sender(inbound)->name, deputy->name, deputy->address ? deputy->address : "",
                      waiting->requirement->title, waiting->obligation->ref);
  Case c = { .message = inbound->message->id,
             .document = -1,
             .kind = (char *) "deputy",
             .obligation = waiting->obligation->id,
             .person = waiting->obligation->person,
             .question = question,
             .detail = text };
  case_open(store, &c);
  free(text);
  json_decref(detail);
}

static void
weigh(Inbound *inbound, const Waiting *waiting, const Person *deputy)
{
  Engine *engine = inbound->engine;
  if (deputy->id == waiting->obligation->person)
    return;
  g_autofree char *cause = inbound_cause(inbound);
  if (verified_person(inbound) && holds(engine, waiting->scheme, deputy->id, waiting->signing->role, 0))
    ask_deputy(engine, waiting, deputy->id, cause);
  else if (waiting->obligation->school &&
           holds(engine, waiting->scheme, deputy->id, NULL, waiting->obligation->school))
    ask_office(inbound, waiting, deputy);
}

static gboolean
waiting_of(Engine *engine, const Signing *signing, Waiting *waiting)
{
  waiting->signing = signing;
  waiting->obligation = obligation_get(engine->store, signing->obligation);
  waiting->scheme = schemes_find(engine->site->schemes, waiting->obligation->scheme);
  waiting->requirement =
      waiting->scheme ? scheme_requirement(waiting->scheme, waiting->obligation->requirement) : NULL;
  if (!waiting->requirement)
    return FALSE;
  WorkVersion version = work_version_for(engine, waiting->scheme, waiting->requirement, waiting->obligation);
  return work_version_same(version, signing->seen) &&
         approvals_waits(engine, waiting->obligation, signing->role, version);
}

void
deputy_take(Inbound *inbound)
{
  const Person *sender = inbound_sender(inbound);
  if (!sender || inbound->dmarc_failed)
    return;
  Engine *engine = inbound->engine;
  g_autoptr(GPtrArray) signings = signings_of_person(engine->store, sender->id);
  g_autoptr(GPtrArray) named =
      signings->len ? people_named(engine->store, inbound->reading, sender->id) : NULL;
  for (guint i = 0; named && named->len && i < signings->len; i++) {
    Waiting waiting = { NULL, NULL, NULL, NULL };
    if (waiting_of(engine, signings->pdata[i], &waiting))
      weigh(inbound, &waiting, named->pdata[0]);
    obligation_free(waiting.obligation);
  }
}

gboolean
deputy_accept(Engine *engine, const Obligation *obligation, const char *detail, GError **error)
{
  json_t *said = json_loads(detail, 0, NULL);
  gint64 deputy = json_integer_value(json_object_get(said, "deputy"));
  g_autofree char *role = g_strdup(json_string_value(json_object_get(said, "role")));
  json_decref(said);
  g_autoptr(Person) person = person_get(engine->store, deputy);
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  if (!person || !role || !requirement || !requirement->send)
    return fault_data(error, "nobody is left to be asked: reject it");
  Signing like = { .role = role };
  Waiting waiting = { &like, (Obligation *) obligation, scheme, requirement };
  ask_deputy(engine, &waiting, deputy, "office");
  return TRUE;
}
