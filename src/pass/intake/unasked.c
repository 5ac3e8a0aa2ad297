/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a list may be believed, and to whom it is handed. Reads no row. */
#include "pass/intake/unasked.h"
#include "pass/claims/assurance.h"
#include "pass/intake/logged.h"
#include "pass/intake/rows.h"
#include <string.h>

gboolean
unasked_is(const Match *match)
{
  return match->form.form && match->form.form->from && match->form.share > 0 && !match->obligation &&
         !match->foreign;
}

/* Somebody whose role lets them, and for whom the mail server or the office vouches. */
static gboolean
may_send(const Inbound *inbound, const Recognised *form)
{
  const Person *sender = inbound_sender(inbound);
  Day today = clock_today(inbound->engine->clock);
  if (inbound->office)
    return TRUE;
  if (!sender || !inbound_verified(inbound))
    return FALSE;
  g_autoptr(GPtrArray) roles = person_roles(inbound->engine->store, sender->id, form->scheme->id);
  for (guint i = 0; i < roles->len; i++) {
    const Role *role = roles->pdata[i];
    if (role->since <= today && (role->until == DAY_NONE || role->until >= today) &&
        g_strv_contains((const char *const *) form->form->from, role->role))
      return TRUE;
  }
  return FALSE;
}

static void
hold(Inbound *inbound, const ReadingDocument *document, int position, const Recognised *form)
{
  g_autofree char *verdict = inbound_verdict(inbound);
  g_autofree char *roles = g_strjoinv(" or ", form->form->from);
  Outcome *outcome = inbound_outcome(inbound, form->form->title, OUTCOME_CASE);
  outcome->problem = g_strdup("a person of our office looks at it first");
  inbound_case(inbound, "unasked", position, NULL, form->form->id, NULL,
               "%s from %s, %s, is \"%s\", which the role %s may send: accept it if it is right",
               *document->name ? document->name : "a file",
               inbound->reading->from.address ? inbound->reading->from.address : "nobody", verdict,
               form->form->title, roles);
}

void
unasked_take(Inbound *inbound, const ReadingDocument *document, int position, const Recognised *form)
{
  if (inbound->dmarc_failed || !may_send(inbound, form)) {
    hold(inbound, document, position, form);
    return;
  }
  Outcome *outcome = inbound_outcome(inbound, form->form->title, OUTCOME_FILED);
  if (form->form->records == RECORDS_CLAIMS) {
    assurance_take(inbound, outcome, document, form);
  } else if (form->form->records == RECORDS_ACTIVITIES) {
    g_autoptr(GPtrArray) rows = rows_read(form->form, document);
    logged_take(inbound, outcome, form, 0, rows);
  }
}
