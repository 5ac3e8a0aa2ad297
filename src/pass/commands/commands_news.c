/* SPDX-License-Identifier: GPL-3.0-or-later */
/* News in a word: done, sent, not me, and whether an address is theirs. What is plain is recorded, the rest
 * is a case for a human, and the ladder pauses. */
#include "base/text.h"
#include "pass/commands/answer.h"
#include "pass/commands/commands.h"
#include "pass/intake/claim.h"
#include "pass/post.h"
#include "store/facts.h"

/* "sent" and "not me" are news that a human settles: the ladder pauses. */
static gboolean
pause_ladder(Inbound *inbound, const char *kind, const char *words)
{
  g_autoptr(GPtrArray) which = asked_about(inbound);
  for (guint i = 0; i < which->len; i++) {
    const Obligation *one = which->pdata[i];
    inbound_case(inbound, kind, -1, one, NULL, NULL, "%s of %s: %s", one->requirement,
                 inbound_sender(inbound)->name, words);
  }
  return which->len > 0;
}

gboolean
asked_not_me(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autoptr(GPtrArray) which = asked_about(inbound);
  pause_ladder(inbound, "not-me", "says that it is for somebody else");
  return asked_reply(inbound, "not-me", asked_context(inbound, which->len == 1 ? which->pdata[0] : NULL),
                     which->len ? which->pdata[0] : NULL, NULL, error);
}

/* What "done" means for one obligation; *wanted is the first whose form is still to come, *any whether
 * something was done. */
static gboolean
take_done(Inbound *inbound, const Obligation *one, const Obligation **wanted, gboolean *any, GError **error)
{
  const Scheme *scheme;
  const Requirement *requirement = asked_requirement(inbound, one, &scheme);
  if (!requirement)
    return TRUE;
  gboolean good = TRUE;
  if (reviewed_by_sender(inbound, one, &good, error)) {
    *any = TRUE;
    return good;
  }
  const Evidence *evidence = requirement->evidence;
  g_autofree char *source = inbound_cause(inbound);
  Day day = clock_day(inbound->engine->clock, inbound->arrival);
  for (guint i = 0; evidence->kind == EVIDENCE_LOG && evidence->ids[i]; i++)
    activity_add(inbound->engine->store, inbound_sender(inbound)->id, scheme->id, evidence->ids[i], day, -1,
                 inbound->message->id, source);
  *any = *any || evidence->kind == EVIDENCE_LOG;
  if (evidence->kind == EVIDENCE_RETURN && !*wanted)
    *wanted = one;
  return TRUE;
}

/* An activity that is done is evidence by itself; a form is asked for, and the clock runs on. Where neither
 * is asked, it meant something else. */
gboolean
asked_done(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autoptr(GPtrArray) which = asked_about(inbound);
  const Obligation *wanted = NULL;
  if (!asked_progress(asked, error))
    return FALSE;
  if (asked->understood)
    return TRUE;
  gboolean any = FALSE;
  for (guint i = 0; i < which->len; i++)
    if (!take_done(inbound, which->pdata[i], &wanted, &any, error))
      return FALSE;
  asked->understood = any || wanted;
  return !wanted || asked_reply(inbound, "need-file", asked_context(inbound, wanted), wanted, NULL, error);
}

gboolean
asked_sent(Asked *asked, GError **error)
{
  pause_ladder(asked->inbound, "sent", "says that it was sent; nothing has arrived");
  return answer_help(asked->inbound, error);
}

/* "yes" or "no" to the question whether an address that wrote is theirs. */
static gboolean
say_whether_mine(Asked *asked, gboolean yes, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autoptr(Case) c = claim_asked(inbound);
  g_autofree char *cause = inbound_cause(inbound), *address = c ? claim_address(c) : NULL;
  g_autoptr(GError) taken = NULL;
  asked->understood = c && claim_settle(inbound->engine, c, yes, cause, &taken);
  if (!asked->understood)
    return TRUE;
  if (!yes)
    inbound_case(inbound, "question", -1, NULL, NULL, NULL,
                 "%s says that message %" G_GINT64_FORMAT
                 " from %s, of which something was filed, was not theirs",
                 inbound_sender(inbound)->name, c->message, address);
  json_t *context = asked_context(inbound, NULL);
  context_text(context, "new_address", address);
  return asked_reply(inbound, yes ? "address-learned" : "address-refused", context, NULL, NULL, error);
}

gboolean
asked_yes(Asked *asked, GError **error)
{
  return say_whether_mine(asked, TRUE, error);
}

gboolean
asked_no(Asked *asked, GError **error)
{
  return say_whether_mine(asked, FALSE, error);
}
