/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's decisions. Reads no command line and no mail. */
#include "office/acts.h"
#include "base/fault.h"
#include "base/text.h"
#include "office/review.h"
#include "pass/decide/settle.h"
#include "pass/jump.h"
#include "pass/pace.h"
#include "store/outbox.h"
#include <string.h>

Obligation *
act_obligation(const Engine *engine, const char *ref, const Requirement **requirement, GError **error)
{
  Obligation *obligation = obligation_by_ref(engine->store, ref);
  const Scheme *scheme = obligation ? schemes_find(engine->site->schemes, obligation->scheme) : NULL;
  *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  if (*requirement)
    return obligation;
  obligation_free(obligation);
  fault_data(error, "%s is no ref of ours: person ADDRESS lists them", ref);
  return NULL;
}

gboolean
act_extend(Engine *engine, const char *ref, Day day, const char *cause, GPtrArray *lines, GError **error)
{
  const Requirement *requirement;
  g_autoptr(Obligation) obligation = act_obligation(engine, ref, &requirement, error);
  g_autofree char *until = day_format(day);
  if (!obligation)
    return FALSE;
  if ((obligation->due != DAY_NONE && day < obligation->due) || day < clock_today(engine->clock))
    return fault_data(error, "%s is no extension of %s: it lies before today or before the due date", until,
                      obligation->ref);
  obligation_extend(engine, obligation, day, cause);
  text_say(lines, "%s: %s due by the end of %s", obligation->ref, requirement->title, until);
  return TRUE;
}

gboolean
act_waive(Engine *engine, const char *ref, const char *cause, GPtrArray *lines, GError **error)
{
  const Requirement *requirement;
  g_autoptr(Obligation) obligation = act_obligation(engine, ref, &requirement, error);
  if (!obligation)
    return FALSE;
  if (obligation->state == STATE_MET)
    return fault_data(error, "%s (%s) is met: there is nothing to waive", obligation->ref,
                      requirement->title);
  obligation_waive(engine, obligation, cause);
  text_say(lines, "%s: %s waived", obligation->ref, requirement->title);
  return TRUE;
}

Case *
act_case(const Engine *engine, gint64 id, GError **error)
{
  Case *c = case_get(engine->store, id);
  if (c && c->settled == INSTANT_NONE)
    return c;
  if (c)
    fault_data(error, "case %" G_GINT64_FORMAT " is settled already: %s", id, c->outcome);
  else
    fault_data(error, "there is no case %" G_GINT64_FORMAT, id);
  case_free(c);
  return NULL;
}

static gboolean
assign(CaseFile *file, const char *to, GError **error)
{
  g_autofree char *address = text_address(to);
  g_autoptr(GPtrArray) people = people_by_address(file->engine->store, address ? address : "");
  if (people->len)
    return review_assign(file, people, error);
  return fault_data(error, "nobody on the roster has the address %s", to);
}

gboolean
act_review(Engine *engine, const Case *c, const char *what, const char *argument, char *const *values,
           const char *cause, GPtrArray *lines, GError **error)
{
  g_autoptr(CaseFile) file = case_file_new(engine, c, error);
  if (!file)
    return FALSE;
  gboolean good = !strcmp(what, "assign")   ? assign(file, argument, error)
                  : !strcmp(what, "accept") ? review_accept(file, values, error)
                                            : review_reject(file, error);
  if (!good)
    return FALSE;
  if (strcmp(cause, "office") != 0)
    journal_add(engine->store, c->person, c->obligation, cause, "case %" G_GINT64_FORMAT ": %s", c->id, what);
  g_autoptr(Case) now = case_get(engine->store, c->id);
  text_say(lines, "case %" G_GINT64_FORMAT ": %s", c->id, now->outcome);
  return TRUE;
}

/* All that are held, or @id alone, which need not be held to be cancelled. */
static gboolean
settle_mails(Engine *engine, gboolean release, gint64 id, const char *cause, guint *n, GError **error)
{
  g_autoptr(GPtrArray) mails = outbox_list(engine->store, release || !id ? "held" : NULL);
  *n = 0;
  for (guint i = 0; i < mails->len; i++) {
    const OutboxMail *mail = mails->pdata[i];
    if (id && mail->id != id)
      continue;
    *n += 1;
    if (release)
      outbox_release(engine->store, mail->id, clock_now(engine->clock));
    else
      outbox_cancel(engine->store, mail->id, "by the office");
    journal_add(engine->store, mail->person, 0, cause, "mail %" G_GINT64_FORMAT " %s", mail->id,
                release ? "released" : "cancelled");
  }
  if (!id || *n)
    return TRUE;
  return fault_data(error, "there is no %smail %" G_GINT64_FORMAT, release ? "held " : "", id);
}

gboolean
act_release(Engine *engine, gint64 id, const char *cause, guint *n, GError **error)
{
  if (!id) {
    jump_accept(engine);
    outbox_trust(engine->store);
    pace_resume(engine->store);
  }
  return settle_mails(engine, TRUE, id, cause, n, error);
}

gboolean
act_cancel(Engine *engine, gint64 id, const char *cause, guint *n, GError **error)
{
  return settle_mails(engine, FALSE, id, cause, n, error);
}
