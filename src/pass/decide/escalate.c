/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells a lead, a link tutor, whoever the ladder names, that somebody's answer is missing. Does not remind
 * the person. */
#include "pass/decide/escalate.h"
#include "pass/decide/ask.h"
#include "pass/decide/chase.h"
#include "pass/people/about.h"
#include "store/cases.h"
#include "store/outbox.h"

/* An escalation that reaches nobody must not pass in silence. */
static void
nobody_to_tell(Engine *engine, const Ask *due, const Obligation *obligation)
{
  g_autoptr(Person) person = person_get(engine->store, obligation->person);
  g_autofree char *question =
      g_strdup_printf("%s of %s is overdue, and nobody holds the role %s to be told of it",
                      due->requirement->title, person->name, due->rung->to);
  Case c = { .document = -1,
             .kind = (char *) "escalation",
             .person = obligation->person,
             .question = question,
             .detail = (char *) "{}" };
  case_open(engine->store, &c);
}

/* Those in the rung's role, but for whom a confidential form is about. */
static GPtrArray *
readers_of(const Standing *standing, const Ask *due, const Obligation *obligation)
{
  Engine *engine = standing->engine;
  const SchemeForm *form = requirement_form(standing->scheme, due->requirement);
  GPtrArray *readers =
      engine_holders(engine, standing->scheme, due->rung->to, standing->person, obligation->school);
  for (guint i = readers->len; i-- > 0;)
    if (about_is_kept_from(engine, standing->scheme, form, obligation, ((Person *) readers->pdata[i])->id))
      g_ptr_array_remove_index(readers, i);
  return readers;
}

void
escalate(const Standing *standing, const Ask *due, const Obligation *obligation)
{
  Engine *engine = standing->engine;
  const Rung *rung = due->rung;
  g_autoptr(GPtrArray) readers = readers_of(standing, due, obligation);
  for (guint i = 0; i < readers->len; i++) {
    const Person *reader = readers->pdata[i];
    Asking asking = { .person = reader->id,
                      .obligation = obligation->id,
                      .what = ASKING_ESCALATE,
                      .rung = rung->working_days,
                      .template_name = rung->mail };
    if (rung->digest)
      news_add(engine->store, reader->id, "escalation", obligation->id, 0);
    else
      ask(engine, &asking);
  }
  if (!readers->len)
    nobody_to_tell(engine, due, obligation);
  g_autofree char *how = g_strdup_printf("%s %u %s", rung->digest ? "line in the digest of" : "mail to",
                                         readers->len, readers->len == 1 ? "person" : "people");
  chase_climbed(engine, obligation, rung->working_days, how, how);
}
