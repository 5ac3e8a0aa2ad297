/* SPDX-License-Identifier: GPL-3.0-or-later */
/* News in a word that is plain: done, and whether an address is theirs. What a human settles is
 * commands_pause.c's. */
#include "base/text.h"
#include "pass/commands/answer.h"
#include "pass/commands/commands.h"
#include "pass/intake/claim.h"
#include "pass/post.h"
#include "store/facts.h"

/* What "done" means for one obligation; one whose form is still to come is added to @wanted (borrowed); *any
 * whether something was done. */
static gboolean
take_done(Inbound *inbound, Obligation *one, GPtrArray *wanted, gboolean *any, GError **error)
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
  if (evidence->kind == EVIDENCE_RETURN)
    g_ptr_array_add(wanted, one);
  return TRUE;
}

/* One mail for all of them, each with what it wants and by when. */
static gboolean
ask_for_files(Inbound *inbound, const GPtrArray *wanted, GError **error)
{
  const Obligation *first = wanted->pdata[0];
  json_t *context = asked_context(inbound, first), *files = json_array();
  for (guint i = 0; i < wanted->len; i++) {
    const Obligation *one = wanted->pdata[i];
    json_t *its = asked_context(inbound, one);
    json_array_append_new(files, json_pack("{s:O, s:O, s:s}", "form", json_object_get(its, "form"), "due",
                                           json_object_get(its, "due"), "ref", one->ref));
    json_decref(its);
  }
  json_object_set_new(context, "files", files);
  json_object_set_new(context, "several", json_boolean(wanted->len > 1));
  return asked_reply_about(inbound, "need-file", context, wanted, NULL, error);
}

/* An activity that is done is evidence by itself; a form is asked for, and the clock runs on. Where neither
 * is asked, it meant something else. */
gboolean
asked_done(Asked *asked, GError **error)
{
  Inbound *inbound = asked->inbound;
  g_autoptr(GPtrArray) which = asked_about(inbound);
  g_autoptr(GPtrArray) wanted = g_ptr_array_new();
  if (!asked_progress(asked, error))
    return FALSE;
  if (asked->understood)
    return TRUE;
  gboolean any = FALSE;
  for (guint i = 0; i < which->len; i++)
    if (!take_done(inbound, which->pdata[i], wanted, &any, error))
      return FALSE;
  asked->understood = any || wanted->len;
  return !wanted->len || ask_for_files(inbound, wanted, error);
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
