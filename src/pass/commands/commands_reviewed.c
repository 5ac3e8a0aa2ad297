/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Materials reviewed instead of attending: told by who missed the event, attested by the role that the scheme
 * makes answerable for it. Never taken for attendance. C1.17 */
#include "base/text.h"
#include "pass/commands/commands.h"
#include "pass/intake/thread.h"
#include "pass/post.h"
#include "store/asking.h"
#include "store/facts.h"
#include <string.h>

/* The rule of @obligation, when it is about an event that was missed: the mail about the materials went out.
 */
static const Requirement *
missed(const Inbound *inbound, const Obligation *obligation, const Scheme **scheme)
{
  const Requirement *requirement = asked_requirement(inbound, obligation, scheme);
  gboolean waits = obligation->state == STATE_OPEN || obligation->state == STATE_OVERDUE;
  if (!requirement || !requirement->make_up || requirement->evidence->kind != EVIDENCE_ATTEND || !waits)
    return NULL;
  return asking_stands(inbound->engine->store, obligation->id, ASKING_MAKE_UP) ? requirement : NULL;
}

static GPtrArray *
who_attests(const Inbound *inbound, const Scheme *scheme, const Requirement *requirement,
            const Obligation *obligation)
{
  if (!requirement->make_up->cc)
    return g_ptr_array_new_with_free_func((GDestroyNotify) person_free);
  return engine_holders(inbound->engine, scheme, requirement->make_up->cc, obligation->person,
                        obligation->school);
}

static gboolean
ask_to_attest(Inbound *inbound, const Obligation *obligation, const Person *attests, GError **error)
{
  Engine *engine = inbound->engine;
  const Scheme *scheme;
  const Requirement *requirement = asked_requirement(inbound, obligation, &scheme);
  g_autoptr(Person) mentor = person_get(engine->store, obligation->person);
  json_t *context = context_new(engine, scheme, attests, obligation->school);
  context_obligation(engine, context, scheme, requirement, obligation);
  json_object_set_new(context, "mentor", json_pack("{s:s}", "name", mentor->name));
  g_autofree char *purpose =
      g_strdup_printf("make-up-done:%s:%" G_GINT64_FORMAT, obligation->ref, attests->id);
  g_autofree char *why = inbound_cause(inbound);
  const char *const refs[] = { obligation->ref, NULL };
  Post mail = { .kind = MAIL_OPENING,
                .template_name = "make-up-done",
                .purpose = purpose,
                .person = attests->id,
                .refs = refs,
                .context = context,
                .why = why,
                .not_before = engine_sending_time(engine, obligation->school, clock_now(engine->clock)) };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  if (id > 0)
    outbox_cover(engine->store, id, obligation->id, G_MAXINT);
  return id >= 0;
}

gboolean
reviewed_by_sender(Inbound *inbound, const Obligation *obligation, gboolean *good, GError **error)
{
  const Scheme *scheme;
  const Requirement *requirement = missed(inbound, obligation, &scheme);
  if (!requirement)
    return FALSE;
  g_autoptr(GPtrArray) attest = who_attests(inbound, scheme, requirement, obligation);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; *good && i < attest->len; i++)
    *good = ask_to_attest(inbound, obligation, attest->pdata[i], error);
  if (!attest->len)
    inbound_case(
        inbound, "question", -1, NULL, NULL, NULL,
        "%s has reviewed the materials of %s, and nobody is there to attest it: record it if it is so",
        inbound_sender(inbound)->name, requirement->title);
  if (!*good)
    return TRUE;
  g_ptr_array_add(lines, g_strdup_printf("%s: you have worked through the materials. %s confirms it to us",
                                         requirement->title,
                                         attest->len ? ((Person *) attest->pdata[0])->name : "The office"));
  json_t *context = asked_context(inbound, obligation);
  json_object_set_new(context, "lines", asked_lines(lines));
  *good = asked_reply(inbound, "noted", context, obligation, NULL, error);
  return TRUE;
}

/* The name in "Ben Clark has reviewed the materials", "" when the line is that of the thread alone; NULL: it
 * says nothing of the kind. */
static char *
name_in(const char *line)
{
  static const char *const alone[] = {
    "reviewed", "materials reviewed", "yes", "confirmed", "has reviewed the materials", "yes reviewed",
    "done",     "yes confirmed",      NULL
  };
  static const char *const verbs[] = { " has reviewed", " reviewed", ": reviewed", NULL };
  g_autofree char *key = text_key(line);
  if (g_strv_contains(alone, key))
    return g_strdup("");
  for (guint i = 0; verbs[i]; i++) {
    const char *at = strstr(line, verbs[i]);
    if (at && at > line) {
      g_autofree char *name = g_strndup(line, (gsize) (at - line));
      return text_clean(name, -1, 200, FALSE);
    }
  }
  return NULL;
}

static gboolean
attests(const Inbound *inbound, const Scheme *scheme, const Requirement *requirement,
        const Obligation *obligation)
{
  g_autoptr(GPtrArray) people = who_attests(inbound, scheme, requirement, obligation);
  for (guint i = 0; i < people->len; i++)
    if (((const Person *) people->pdata[i])->id == inbound_sender(inbound)->id)
      return TRUE;
  return FALSE;
}

/* Everything that @obligation may be meant by: those of the thread, or, for a name, of all the school's. */
static GPtrArray *
candidates(const Inbound *inbound, const char *name)
{
  Engine *engine = inbound->engine;
  const Year *year = engine_year(engine);
  GPtrArray *found = thread_obligations(inbound);
  gint64 school = engine_school(engine, NULL, inbound_sender(inbound)->id, NULL);
  g_autoptr(GPtrArray) people =
      *name && school ? people_by_name(engine->store, name, school) : g_ptr_array_new();
  if (people->len == 1) {
    g_ptr_array_unref(found);
    found = obligations_of_person(engine->store, ((Person *) people->pdata[0])->id, year ? year->id : "");
  }
  return found;
}

static char *
attest(Inbound *inbound, const Scheme *scheme, const Requirement *requirement, const Obligation *obligation)
{
  Engine *engine = inbound->engine;
  const char *dot = strrchr(obligation->instance, '.');
  const char *term = dot ? dot + 1 : *obligation->instance ? obligation->instance : NULL;
  g_autofree char *cause = inbound_cause(inbound);
  g_autoptr(Person) person = person_get(engine->store, obligation->person);
  for (guint i = 0; requirement->evidence->ids[i]; i++)
    attendance_add(engine->store, person->id, scheme->id, requirement->evidence->ids[i], term,
                   clock_day(engine->clock, inbound->arrival), TRUE, inbound->message->id, cause);
  journal_add(engine->store, person->id, obligation->id, cause, "%s: materials reviewed, attested by %s",
              requirement->title, inbound_sender(inbound)->name);
  return g_strdup_printf("%s: %s, materials reviewed instead", person->name, requirement->title);
}

gboolean
asked_reviewed(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autofree char *name = name_in(asked->rest);
  g_autoptr(GPtrArray) meant = name ? candidates(inbound, name) : g_ptr_array_new();
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < meant->len; i++) {
    const Obligation *one = meant->pdata[i];
    const Scheme *scheme;
    const Requirement *requirement = missed(inbound, one, &scheme);
    g_autoptr(Person) person = person_get(inbound->engine->store, one->person);
    gboolean named = !*name || text_names_agree(person->name, name);
    if (requirement && named && attests(inbound, scheme, requirement, one))
      g_ptr_array_add(lines, attest(inbound, scheme, requirement, one));
  }
  asked->understood = lines->len > 0;
  if (!lines->len)
    return TRUE;
  json_t *context = asked_context(inbound, NULL);
  json_object_set_new(context, "lines", asked_lines(lines));
  return asked_reply(inbound, "noted", context, NULL, NULL, error);
}
