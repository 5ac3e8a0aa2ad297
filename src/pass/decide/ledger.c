/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds up what one person attended and did. Reads facts, writes nothing. */
#include "pass/decide/ledger.h"
#include "store/facts.h"
#include <string.h>

static void
line_free(gpointer data)
{
  LedgerLine *line = data;
  g_free(line->how);
  g_free(line->source);
  g_free(line);
}

void
ledger_free(Ledger *ledger)
{
  if (!ledger)
    return;
  g_ptr_array_unref(ledger->lines);
  g_free(ledger);
}

/* Takes @line over. */
static void
add(Ledger *ledger, LedgerLine line)
{
  g_ptr_array_add(ledger->lines, g_memdup2(&line, sizeof line));
  ledger->hours += ledger_line_training(&line);
  ledger->unstated += line.counts && line.hours < 0;
}

/* Two accounts of one day may differ: who was there needed no materials. */
static gboolean
was_there(const GPtrArray *attendance, const Attendance *reviewed)
{
  for (guint i = 0; i < attendance->len; i++) {
    const Attendance *one = attendance->pdata[i];
    if (one->day == reviewed->day && !strcmp(one->event, reviewed->event) && strcmp(one->how, "reviewed"))
      return TRUE;
  }
  return FALSE;
}

static void
add_attendance(Ledger *ledger, const Scheme *scheme, const GPtrArray *attendance)
{
  for (guint i = 0; i < attendance->len; i++) {
    const Attendance *one = attendance->pdata[i];
    const SchemeEvent *event = scheme_event(scheme, one->event);
    gboolean there = strcmp(one->how, "reviewed") != 0; /* the materials are no training: C1.17 */
    if (!event || (!there && was_there(attendance, one)))
      continue;
    add(ledger, (LedgerLine){ .day = one->day,
                              .title = event->title,
                              .hours = event->hours > 0 ? event->hours : -1,
                              .counts = there && !event->spans,
                              .how = g_strdup(there ? "attended" : "materials reviewed instead"),
                              .source = g_strdup(one->source) });
  }
}

static void
add_activities(Ledger *ledger, const Scheme *scheme, const GPtrArray *activities)
{
  for (guint i = 0; i < activities->len; i++) {
    const Activity *one = activities->pdata[i];
    const SchemeActivity *kind = scheme_activity(scheme, one->activity);
    double stated = one->hours >= 0 ? one->hours : kind && kind->hours > 0 ? kind->hours : -1;
    if (kind)
      add(ledger, (LedgerLine){ .day = one->day,
                                .activity = kind,
                                .title = kind->title,
                                .hours = stated,
                                .counts = kind->counts,
                                .how = g_strdup("done"),
                                .source = g_strdup(one->source) });
  }
}

static gint
by_day(gconstpointer a, gconstpointer b)
{
  const LedgerLine *first = *(LedgerLine *const *) a, *second = *(LedgerLine *const *) b;
  return (first->day > second->day) - (first->day < second->day);
}

Ledger *
ledger_new(Engine *engine, const Scheme *scheme, gint64 person, Day from, Day to)
{
  g_autoptr(GPtrArray) attendance = attendance_of(engine->store, person, scheme->id, NULL, from, to);
  g_autoptr(GPtrArray) activities = activities_of(engine->store, person, scheme->id, from, to);
  Ledger *ledger = g_new0(Ledger, 1);
  ledger->lines = g_ptr_array_new_with_free_func(line_free);
  add_attendance(ledger, scheme, attendance);
  add_activities(ledger, scheme, activities);
  g_ptr_array_sort(ledger->lines, by_day);
  return ledger;
}

double
ledger_line_hours(const LedgerLine *line)
{
  return MAX(line->hours, 0);
}

double
ledger_line_training(const LedgerLine *line)
{
  return line->counts ? ledger_line_hours(line) : 0;
}

gboolean
ledger_has(const Ledger *ledger, const char *activity)
{
  for (guint i = 0; i < ledger->lines->len; i++) {
    const LedgerLine *line = ledger->lines->pdata[i];
    if (line->activity && !strcmp(line->activity->id, activity))
      return TRUE;
  }
  return FALSE;
}
