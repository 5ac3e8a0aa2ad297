/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what follows from an answer: to the one whose work it is, and back to the approver. Reads nothing.
 */
#include "pass/approve/approval_answer.h"
#include "pass/approve/work.h"
#include "pass/limits.h"
#include "pass/post.h"
#include <string.h>

gboolean
approval_tell_mentor(const Answer *answer, const Subject *subject, const char *template_name,
                     const char *reason, GError **error)
{
  Engine *engine = answer->inbound->engine;
  g_autoptr(Obligation) work = work_of(engine, subject->scheme, subject->requirement, subject->obligation);
  const Obligation *about = work ? work : subject->obligation;
  const Requirement *requirement = scheme_requirement(subject->scheme, about->requirement);
  json_t *context = context_new(engine, subject->scheme, subject->mentor, about->school);
  context_obligation(engine, context, subject->scheme, requirement, about);
  const Person *sender = inbound_sender(answer->inbound);
  context_text(context, "approver", sender ? sender->name : engine->site->partnership);
  g_auto(GStrv) lines = g_strsplit(reason ? reason : "", "\n", -1);
  json_t *list = json_array();
  for (char **p = lines; *p; p++)
    if (**p)
      json_array_append_new(list, json_string(*p));
  json_object_set_new(context, "lines", list);
  g_autofree char *purpose = g_strdup_printf("%s:%s:%" G_GINT64_FORMAT, template_name,
                                             subject->obligation->ref, answer->inbound->message->id);
  g_autofree char *why = inbound_cause(answer->inbound);
  const char *const refs[] = { about->ref, NULL };
  Post mail = { .kind = MAIL_ANSWER,
                .template_name = template_name,
                .purpose = purpose,
                .person = subject->mentor->id,
                .refs = refs,
                .context = context,
                .why = why,
                .not_before = INSTANT_NONE };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  if (id > 0)
    outbox_cover(engine->store, id, about->id, G_MAXINT);
  if (work)
    dirty_add(engine->store, work->person);
  return id >= 0;
}

static const char *
said_words(Consent said)
{
  switch (said) {
  case CONSENT_YES: return "approved";
  case CONSENT_NO: return "not approved; the mentor and the office have been told";
  case CONSENT_RETURNED: return "given back; the mentor has your reason, and you will be asked again";
  case CONSENT_UNSAID: return "still waiting for you";
  case CONSENT_UNSURE: return "we were not sure what you meant";
  }
  return "";
}

static json_t *
answer_context(const Answer *answer)
{
  Engine *engine = answer->inbound->engine;
  const Subject *first = answer->subjects->pdata[0];
  json_t *context = context_new(engine, first->scheme, inbound_sender(answer->inbound), 0),
         *items = json_array();
  gboolean returns = FALSE;
  for (guint i = 0; i < answer->subjects->len; i++) {
    const Subject *subject = answer->subjects->pdata[i];
    g_autofree char *number = g_strdup_printf("%u", i + 1);
    gboolean yes = answer->items[i].said == CONSENT_YES;
    returns = returns || answer->items[i].returns;
    json_array_append_new(
        items, json_pack("{s:s, s:s, s:s, s:s, s:s, s:b}", "number", number, "name", subject->mentor->name,
                         "ref", subject->obligation->ref, "requirement", subject->requirement->title, "said",
                         said_words(answer->items[i].said), "superseded", subject->superseded && yes));
  }
  gboolean one = answer->subjects->len == 1;
  context_text(context, "several", one ? NULL : "several");
  context_text(context, "ref", one ? first->obligation->ref : NULL);
  json_object_set_new(context, "gives_back", json_boolean(returns));
  json_object_set_new(context, "items", items);
  return context;
}

/* Whoever answers the question may answer it in its thread: it shows the same things under the same numbers.
 */
static void
asks_again(const Answer *answer, gint64 outbox)
{
  Store *store = answer->inbound->engine->store;
  for (guint i = 0; i < answer->subjects->len; i++) {
    Signing again = *((Subject *) answer->subjects->pdata[i])->asked;
    again.outbox = outbox;
    again.item = (int) i + 1;
    signing_add(store, &again);
  }
}

gboolean
approval_write_back(const Answer *answer, const char *template_name, const char *purpose, gboolean again,
                    GError **error)
{
  Inbound *inbound = answer->inbound;
  const Person *sender = inbound_sender(inbound);
  const char *address = sender ? sender->address : inbound->engine->site->office;
  if (!address || !answer_allowed(inbound->engine, address, ANSWER_TO_SOMETHING))
    return TRUE;
  g_autoptr(GPtrArray) refs = g_ptr_array_new();
  for (guint i = 0; i < answer->subjects->len; i++)
    g_ptr_array_add(refs, ((Subject *) answer->subjects->pdata[i])->obligation->ref);
  g_ptr_array_add(refs, NULL);
  const char *const office[] = { address, NULL };
  g_autofree char *why = inbound_cause(inbound);
  json_t *context = answer_context(answer);
  Post mail = { .kind = MAIL_ANSWER,
                .template_name = template_name,
                .purpose = purpose,
                .person = sender ? sender->id : 0,
                .message = inbound->message->id,
                .to = sender ? NULL : office,
                .refs = (const char *const *) refs->pdata,
                .context = context,
                .why = why,
                .not_before = INSTANT_NONE,
                .in_reply_to = *inbound->reading->message_id ? inbound->reading->message_id : NULL };
  gint64 id = post(inbound->engine, &mail, error);
  json_decref(context);
  if (id > 0 && again)
    asks_again(answer, id);
  return id >= 0;
}
