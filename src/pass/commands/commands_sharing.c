/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Consent withdrawn by mail. It counts at once, and mentord asks for it no more. C3.5 */
#include "pass/commands/commands.h"
#include "pass/people/sharing.h"
#include "pass/post.h"

gboolean
asked_withdraw(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autofree char *cause = inbound_cause(inbound);
  g_autoptr(GPtrArray) withdrawn =
      sharing_withdraw(inbound->engine, inbound_sender(inbound)->id, inbound->message->id, cause);
  json_t *context = asked_context(inbound, NULL);
  json_object_set_new(context, "lines", asked_lines(withdrawn));
  return asked_reply(inbound, "consent-withdrawn", context, NULL, NULL, error);
}
