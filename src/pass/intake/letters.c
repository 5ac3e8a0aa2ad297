/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are no receipt: a list that goes back filled in. Writes what others laid into an outcome. */
#include "pass/commands/answer.h"
#include "pass/limits.h"
#include "pass/post.h"

static gboolean
send(Inbound *inbound, const Outcome *outcome, guint n, GError **error)
{
  const Person *sender = inbound_sender(inbound);
  const char *address = sender && sender->address ? sender->address : inbound->engine->site->office;
  if (!answer_allowed(inbound->engine, address, ANSWER_TO_SOMETHING))
    return TRUE;
  g_autofree char *purpose = g_strdup_printf("%s:%" G_GINT64_FORMAT ":%u%s", outcome->letter_template,
                                             inbound->message->id, n, inbound->office ? ":office" : "");
  g_autofree char *why = inbound_cause(inbound);
  const char *const to[] = { address, NULL };
  Post mail = { .kind = MAIL_ANSWER,
                .template_name = outcome->letter_template,
                .purpose = purpose,
                .person = sender ? sender->id : 0,
                .message = inbound->message->id,
                .to = to,
                .context = outcome->letter,
                .attachments = outcome->enclosed,
                .why = why,
                .not_before = INSTANT_NONE,
                .in_reply_to = *inbound->reading->message_id ? inbound->reading->message_id : NULL };
  return post(inbound->engine, &mail, error) >= 0;
}

gboolean
answer_letters(Inbound *inbound, GError **error)
{
  for (guint i = 0; i < inbound->outcomes->len; i++) {
    const Outcome *outcome = inbound->outcomes->pdata[i];
    if (outcome->letter && !send(inbound, outcome, i, error))
      return FALSE;
  }
  return TRUE;
}
