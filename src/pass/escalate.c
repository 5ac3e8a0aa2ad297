/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells a lead, a link tutor, whoever the ladder names, that somebody's answer is missing. Does not remind
 * the person. */
#include "pass/escalate.h"
#include "pass/post.h"
#include "store/cases.h"

/* An escalation that reaches nobody must not pass in silence. */
static void
nobody_to_tell(Engine *engine, const Ask *ask, const Obligation *obligation)
{
  g_autoptr(Person) person = person_get(engine->store, obligation->person);
  g_autofree char *question =
      g_strdup_printf("%s of %s is overdue, and nobody holds the role %s to be told of it",
                      ask->requirement->title, person->name, ask->rung->to);
  Case c = { .document = -1,
             .kind = (char *) "escalation",
             .person = obligation->person,
             .question = question,
             .detail = (char *) "{}" };
  case_open(engine->store, &c);
}

static gint64
write_to(const Standing *standing, const Ask *ask, const Obligation *obligation, const Person *reader,
         GError **error)
{
  Engine *engine = standing->engine;
  g_autoptr(Person) person = person_get(engine->store, obligation->person);
  json_t *context = context_new(engine, standing->scheme, reader, obligation->school);
  context_obligation(engine, context, standing->scheme, ask->requirement, obligation);
  json_object_set_new(
      context, "mentor",
      json_pack("{s:s, s:s}", "name", person->name, "address", person->address ? person->address : ""));
  g_autofree char *purpose = g_strdup_printf("escalate:%s:%d:%" G_GINT64_FORMAT, obligation->ref,
                                             ask->rung->working_days, reader->id);
  g_autofree char *label = g_strdup_printf("%s/%s", standing->scheme->id, ask->requirement->id);
  g_autofree char *why =
      g_strdup_printf("rung %d of %s, %s", ask->rung->working_days, label, obligation->ref);
  const char *const refs[] = { obligation->ref, NULL };
  Post mail = { .kind = MAIL_DIGEST,
                .template_name = ask->rung->mail,
                .purpose = purpose,
                .requirement = label,
                .person = reader->id,
                .refs = refs,
                .context = context,
                .why = why,
                .not_before = INSTANT_NONE };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  if (id > 0)
    outbox_cover(engine->store, id, obligation->id, ask->rung->working_days);
  return id;
}

gboolean
escalate(const Standing *standing, const Ask *ask, const Obligation *obligation, GError **error)
{
  Engine *engine = standing->engine;
  g_autoptr(GPtrArray) readers =
      engine_holders(engine, standing->scheme, ask->rung->to, standing->person, obligation->school);
  for (guint i = 0; i < readers->len; i++) {
    const Person *reader = readers->pdata[i];
    if (ask->rung->digest)
      news_add(engine->store, reader->id, "escalation", ask->obligation, 0);
    else if (write_to(standing, ask, obligation, reader, error) < 0)
      return FALSE;
  }
  if (!readers->len)
    nobody_to_tell(engine, ask, obligation);
  g_autofree char *how = g_strdup_printf("%s %u %s", ask->rung->digest ? "line in the digest of" : "mail to",
                                         readers->len, readers->len == 1 ? "person" : "people");
  rung_climb(engine->store, ask->obligation, ask->rung->working_days, how);
  journal_add(engine->store, standing->person, ask->obligation, "clock", "rung %d: %s",
              ask->rung->working_days, how);
  return TRUE;
}
