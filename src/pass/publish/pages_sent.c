/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the people of a page were asked. Answers to what somebody asked by themselves are theirs alone and
 * stand in no table. */
#include "pass/publish/pages_scope.h"
#include "store/outbox.h"
#include <string.h>

#define LATELY 28 /* days */

/* Mails of one template. */
typedef struct {
  char *name;
  guint n;
  Instant first, last;
} SentKind;

static void
sent_kind_free(gpointer data)
{
  SentKind *kind = data;
  g_free(kind->name);
  g_free(kind);
}

/* Whether it is of this scheme, and the reader may know of it. */
static gboolean
may_be_known(const PageScope *scope, const SentPart *part)
{
  const Scheme *scheme = scope->view->scheme;
  g_autoptr(Obligation) about = obligation_get(scope->engine->store, part->obligation);
  const Requirement *requirement =
      about && !strcmp(about->scheme, scheme->id) ? scheme_requirement(scheme, about->requirement) : NULL;
  return requirement && view_may_know(scope->view, requirement);
}

/* "Tracker due soon" of "tracker-due-soon". */
char *
page_mail_words(const char *template_name)
{
  char *words = g_strdelimit(g_strdup(template_name), "-_", ' ');
  *words = g_ascii_toupper(*words);
  return words;
}

static void
note_kind(GPtrArray *kinds, const SentPart *part)
{
  SentKind *kind = NULL;
  for (guint i = 0; !kind && i < kinds->len; i++)
    if (!strcmp(((const SentKind *) kinds->pdata[i])->name, part->template_name))
      kind = kinds->pdata[i];
  if (!kind) {
    kind = g_new0(SentKind, 1);
    kind->name = g_strdup(part->template_name);
    kind->first = kind->last = part->sent;
    g_ptr_array_add(kinds, kind);
  }
  kind->n++;
  kind->first = MIN(kind->first, part->sent);
  kind->last = MAX(kind->last, part->sent);
}

static void
add_reminder(const PageScope *scope, const Person *person, const SentPart *part, ReportTable *table)
{
  g_autofree char *school = view_school_name(scope->view, view_school(scope->view, person->id));
  g_autofree char *what = page_mail_words(part->template_name);
  g_autofree char *day = day_format(clock_day(scope->engine->clock, part->sent));
  const char *const cells[] = { person->name, school, what, day, NULL };
  report_add_row(table, cells);
}

static void
add_mails_of(const PageScope *scope, const Person *person, GPtrArray *kinds, ReportTable *reminders)
{
  Instant since = clock_instant(scope->engine->clock, clock_today(scope->engine->clock) - LATELY, 0);
  g_autoptr(GPtrArray) parts = outbox_asked_of(scope->engine->store, person->id, since);
  for (guint i = 0; i < parts->len; i++) {
    const SentPart *part = parts->pdata[i];
    if (!may_be_known(scope, part))
      continue;
    note_kind(kinds, part);
    if (part->reminder && reminders)
      add_reminder(scope, person, part, reminders);
  }
}

static int
compare_kinds(gconstpointer a, gconstpointer b)
{
  return strcmp((*(const SentKind *const *) a)->name, (*(const SentKind *const *) b)->name);
}

static void
add_kinds(const PageScope *scope, GPtrArray *kinds, ReportTable *table)
{
  g_ptr_array_sort(kinds, compare_kinds);
  for (guint i = 0; i < kinds->len; i++) {
    const SentKind *kind = kinds->pdata[i];
    g_autofree char *what = page_mail_words(kind->name), *n = g_strdup_printf("%u", kind->n);
    g_autofree char *first = day_format(clock_day(scope->engine->clock, kind->first));
    g_autofree char *last = day_format(clock_day(scope->engine->clock, kind->last));
    const char *const cells[] = { what, n, first, last, NULL };
    report_add_row(table, cells);
  }
}

Report *
page_sent(const PageScope *scope)
{
  static const char *const columns[] = { "Mail", "How many", "First", "Last", NULL };
  static const char *const names[] = { "Name", "School", "Reminder", "Sent", NULL };
  g_autoptr(GPtrArray) kinds = g_ptr_array_new_with_free_func(sent_kind_free);
  Report *report = report_new("sent", "What was sent in the last four weeks", "");
  ReportTable *mails = report_add_table(report, "Requests and reminders", columns);
  ReportTable *reminders = scope->view->reader ? report_add_table(report, "Who was reminded", names) : NULL;
  for (guint i = 0; i < scope->people->len; i++)
    add_mails_of(scope, scope->people->pdata[i], kinds, reminders);
  add_kinds(scope, kinds, mails);
  return report;
}
