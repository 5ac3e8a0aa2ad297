/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the account that is wrong off the record, and keeps a line of it in the journal. */
#include "pass/intake/accounts.h"
#include "base/fault.h"
#include "store/facts.h"
#include <string.h>

static void
take_off(Engine *engine, const Attendance *wrong, const char *cause)
{
  g_autofree char *day = day_words(wrong->day);
  attendance_remove(engine->store, wrong->id);
  journal_add(engine->store, wrong->person, 0, cause, "%s on %s (%s): not so, taken off the record",
              wrong->event, day, wrong->source);
}

/* Of the others that speak of the same event in the same term and year, on another day; how many. */
static guint
settle_one(Engine *engine, const Attendance *told, gboolean keep_told, const char *cause)
{
  const Year *year = schemes_year(engine->site->schemes, told->day);
  g_autoptr(GPtrArray) all = attendance_of(engine->store, told->person, told->scheme, told->event,
                                           year ? year->starts : told->day, year ? year->ends : told->day);
  guint others = 0;
  for (guint i = 0; i < all->len; i++) {
    const Attendance *other = all->pdata[i];
    if (other->day == told->day || g_strcmp0(other->term, told->term) || !strcmp(other->how, "reviewed"))
      continue;
    others++;
    if (keep_told)
      take_off(engine, other, cause);
  }
  if (others && !keep_told)
    take_off(engine, told, cause);
  return others;
}

char *
accounts_settle(Engine *engine, const Case *c, const char *keep, GError **error)
{
  gboolean this = !g_strcmp0(keep, "this");
  guint settled = 0;
  if (!keep)
    return g_strdup("both are kept");
  if (!this && strcmp(keep, "other")) {
    g_set_error(error, FAULT, FAULT_DATA, "keep=%s: say keep=this or keep=other, or nothing to keep both",
                keep);
    return NULL;
  }
  g_autoptr(GPtrArray) told = attendance_by_message(engine->store, c->message);
  g_autofree char *cause = g_strdup_printf("office: case %" G_GINT64_FORMAT, c->id);
  for (guint i = 0; i < told->len; i++) {
    const Attendance *one = told->pdata[i];
    if (!strcmp(one->how, "attended"))
      settled += settle_one(engine, one, this, cause) > 0;
  }
  return g_strdup_printf("%s kept, for %u people", this ? "what this one says is" : "what the other says is",
                         settled);
}
