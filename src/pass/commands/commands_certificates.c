/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people write about a certificate: whether a code is good, and that the name is not. */
#include "pass/commands/commands.h"
#include "pass/commands/verify.h"
#include "pass/people/rename.h"
#include "pass/post.h"
#include <string.h>

static char *
first_line(const Inbound *inbound)
{
  const char *text = inbound->reading->text;
  return g_strndup(text, strcspn(text, "\n"));
}

/* "verify CODE", where the square on a certificate writes it (the subject) or where people do. */
gboolean
asked_verify(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autofree char *line = first_line(inbound);
  g_auto(VerifyAsked) what = { NULL, NULL };
  asked->understood = verify_parse(line, &what) || verify_parse(inbound->reading->subject, &what);
  if (!asked->understood)
    return TRUE;
  json_t *context = asked_context(inbound, NULL);
  json_object_set_new(context, "check", verify_answer(inbound->engine, &what));
  return asked_reply(inbound, "verify", context, NULL, NULL, error);
}

gboolean
asked_other_name(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  const Person *sender = inbound_sender(inbound);
  g_autofree char *line = first_line(inbound), *name = name_said(line, sender->name);
  asked->understood = name && name_ask(inbound, sender, name, NULL);
  if (!asked->understood)
    return TRUE;
  json_t *context = asked_context(inbound, NULL);
  context_text(context, "new_name", name);
  return asked_reply(inbound, "name-asked", context, NULL, NULL, error);
}
