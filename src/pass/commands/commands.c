/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands share: what a mail is about, and how it is answered. Understands no words itself. */
#include "pass/commands/commands.h"
#include "pass/intake/thread.h"
#include "pass/limits.h"
#include "pass/post.h"

GPtrArray *
asked_about(const Inbound *inbound)
{
  Store *store = inbound->engine->store;
  const Person *sender = inbound_sender(inbound);
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify) obligation_free);
  g_autoptr(GPtrArray) thread = thread_obligations(inbound);
  for (guint i = 0; i < thread->len; i++) {
    const Obligation *one = thread->pdata[i];
    if (one->person == sender->id)
      g_ptr_array_add(found, obligation_get(store, one->id));
  }
  if (found->len)
    return found;
  g_autoptr(GPtrArray) all = obligations_of_person(store, sender->id, NULL);
  for (guint i = 0; i < all->len; i++) {
    const Obligation *one = all->pdata[i];
    if (one->sent != INSTANT_NONE && (one->state == STATE_OPEN || one->state == STATE_OVERDUE))
      g_ptr_array_add(found, obligation_get(store, one->id));
  }
  return found;
}

const Requirement *
asked_requirement(const Inbound *inbound, const Obligation *obligation, const Scheme **scheme)
{
  *scheme = schemes_find(inbound->engine->site->schemes, obligation->scheme);
  return *scheme ? scheme_requirement(*scheme, obligation->requirement) : NULL;
}

/* The refs of @about; a strv. */
static GStrv
refs_of(const GPtrArray *about)
{
  g_autoptr(GStrvBuilder) refs = g_strv_builder_new();
  for (guint i = 0; i < about->len; i++)
    g_strv_builder_add(refs, ((const Obligation *) about->pdata[i])->ref);
  return g_strv_builder_end(refs);
}

gboolean
asked_reply_about(Inbound *inbound, const char *template_name, json_t *context, const GPtrArray *about,
                  GPtrArray *attachments, GError **error)
{
  const Person *sender = inbound_sender(inbound);
  if (!sender->address || !answer_allowed(inbound->engine, sender->address, ANSWER_TO_SOMETHING)) {
    json_decref(context);
    return TRUE;
  }
  g_autofree char *purpose = g_strdup_printf("%s:%" G_GINT64_FORMAT, template_name, inbound->message->id);
  g_autofree char *why = inbound_cause(inbound);
  g_auto(GStrv) refs = refs_of(about);
  Post mail = { .kind = MAIL_ANSWER,
                .template_name = template_name,
                .purpose = purpose,
                .person = sender->id,
                .message = inbound->message->id,
                .refs = (const char *const *) refs,
                .context = context,
                .attachments = attachments,
                .why = why,
                .not_before = INSTANT_NONE,
                .in_reply_to = *inbound->reading->message_id ? inbound->reading->message_id : NULL };
  gint64 id = post(inbound->engine, &mail, error);
  json_decref(context);
  for (guint i = 0; id > 0 && i < about->len; i++)
    outbox_cover(inbound->engine->store, id, ((const Obligation *) about->pdata[i])->id, G_MAXINT);
  return id >= 0;
}

gboolean
asked_reply(Inbound *inbound, const char *template_name, json_t *context, const Obligation *obligation,
            GPtrArray *attachments, GError **error)
{
  g_autoptr(GPtrArray) about = g_ptr_array_new();
  if (obligation)
    g_ptr_array_add(about, (gpointer) obligation);
  return asked_reply_about(inbound, template_name, context, about, attachments, error);
}

json_t *
asked_context(const Inbound *inbound, const Obligation *obligation)
{
  const Scheme *scheme = NULL;
  const Requirement *requirement = obligation ? asked_requirement(inbound, obligation, &scheme) : NULL;
  json_t *context =
      context_new(inbound->engine, scheme, inbound_sender(inbound), obligation ? obligation->school : 0);
  if (requirement)
    context_obligation(inbound->engine, context, scheme, requirement, obligation);
  return context;
}

json_t *
asked_lines(const GPtrArray *lines)
{
  json_t *list = json_array();
  for (guint i = 0; i < lines->len; i++)
    json_array_append_new(list, json_string(lines->pdata[i]));
  return list;
}
