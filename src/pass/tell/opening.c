/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts the requests and invitations of the next working day by what they ask, from when each obligation is
 * looked at next. Sends nothing, and foresees no mail that something else must bring about first. */
#include "pass/tell/opening.h"
#include "pass/approve/approvals.h"
#include "store/obligations.h"
#include <string.h>

/* Whether all that is awaited of @obligation is the day on which its request or its invitation goes;
 * *requirement is what. */
static gboolean
is_opening(const Engine *engine, const Obligation *obligation, const Requirement **requirement)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const char *what = obligation->next_what ? obligation->next_what : "";
  *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  if (*requirement && (*requirement)->invite && !strcmp(what, "invitation"))
    return TRUE;
  return *requirement && (*requirement)->send && (*requirement)->asked &&
         !approvals_sign_off((*requirement)->evidence) && obligation->sent == INSTANT_NONE &&
         (!strcmp(what, "opens") || !strcmp(what, "request"));
}

static void
add(json_t *lines, const Requirement *requirement, Day day, gint64 count)
{
  g_autofree char *at = day_words(day);
  g_autofree char *mails = g_strdup_printf("%" G_GINT64_FORMAT " mail%s", count, count == 1 ? "" : "s");
  g_autofree char *what =
      g_strconcat(requirement->title, requirement->invite ? ", and an entry for each date" : "", NULL);
  json_array_append_new(lines, json_pack("{s:s, s:s, s:s}", "at", at, "count", mails, "what", what));
}

json_t *
opening_next(Engine *engine)
{
  Day next = work_calendar_add(engine_calendar(engine, 0), clock_today(engine->clock), 1);
  g_autoptr(GPtrArray) soon =
      obligations_due(engine->store, clock_instant(engine->clock, next + 1, 0) - 1, G_MAXINT);
  g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) order = g_ptr_array_new(); /* of Requirement, borrowed: as they come */
  for (guint i = 0; i < soon->len; i++) {
    const Obligation *one = soon->pdata[i];
    const Requirement *requirement;
    if (!is_opening(engine, one, &requirement) ||
        clock_day(engine->clock, engine_sending_time(engine, one->school, one->next)) != next)
      continue;
    guint before = GPOINTER_TO_UINT(g_hash_table_lookup(counts, requirement));
    if (!before)
      g_ptr_array_add(order, (gpointer) requirement);
    g_hash_table_insert(counts, (gpointer) requirement, GUINT_TO_POINTER(before + 1));
  }
  json_t *lines = json_array();
  for (guint i = 0; i < order->len; i++)
    add(lines, order->pdata[i], next, GPOINTER_TO_UINT(g_hash_table_lookup(counts, order->pdata[i])));
  return lines;
}
