/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How somebody gets on with what they are to do: "done" closes it, other words are kept. C5.26 */
#include "base/text.h"
#include "pass/commands/commands.h"
#include "pass/decide/actions.h"
#include "pass/post.h"
#include <string.h>

#define LONGEST 2000 /* bytes of what is kept of one mail */

static gboolean
wants_word(const Inbound *inbound, const Obligation *obligation)
{
  const Scheme *scheme;
  const Requirement *requirement = asked_requirement(inbound, obligation, &scheme);
  return requirement && requirement->evidence->kind == EVIDENCE_DONE;
}

/* The one that the mail speaks of and that only the sender's word can show; NULL: none, or no telling. */
static Obligation *
one_about(const Inbound *inbound)
{
  g_autoptr(GPtrArray) which = asked_about(inbound);
  const Obligation *found = NULL;
  for (guint i = 0; i < which->len; i++) {
    if (!wants_word(inbound, which->pdata[i]))
      continue;
    if (found)
      return NULL;
    found = which->pdata[i];
  }
  return found ? obligation_get(inbound->engine->store, found->id) : NULL;
}

static gboolean
keep(Inbound *inbound, const Obligation *obligation, const char *words, gboolean done, GError **error)
{
  const Scheme *scheme = schemes_find(inbound->engine->site->schemes, obligation->scheme);
  g_autofree char *source = inbound_cause(inbound);
  actions_say(inbound->engine, scheme, obligation, words, done, inbound->message->id, source);
  json_t *context = asked_context(inbound, obligation);
  context_text(context, "what", words);
  json_object_set_new(context, "done", json_boolean(done));
  return asked_reply(inbound, "action-noted", context, obligation, NULL, error);
}

/* Whether @text says that it is done and then, after a stop of any kind, perhaps how: "Done. We met on
 * Monday". "Done half of it" does not. */
static gboolean
says_done(const char *text)
{
  static const char *const words[] = { "done", "completed", "closed", "no action needed" };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    const char *rest = text + strlen(words[i]);
    if (!g_ascii_strncasecmp(text, words[i], strlen(words[i])) && (!*rest || strchr(".,:;!\n-", *rest)))
      return TRUE;
  }
  return FALSE;
}

gboolean
asked_progress(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autoptr(Obligation) obligation = one_about(inbound);
  g_autofree char *text = text_clean(inbound->reading->text, -1, LONGEST, TRUE);
  gboolean answers =
      *inbound->reading->message_id && inbound->reading->in_reply_to && *inbound->reading->in_reply_to;
  asked->understood = obligation && *text && answers;
  return !asked->understood || keep(inbound, obligation, text, says_done(text), error);
}
