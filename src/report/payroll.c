/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours that are paid: what each person logged, up to what the rules allow, for whoever pays. C1.32 */
#include "pass/decide/ledger.h"
#include "report/kinds.h"
#include <string.h>

/* What is paid together, up to one limit; all borrowed from the scheme. */
typedef struct {
  const char *title;
  const char *const *activities; /* NULL: @activity alone */
  const char *activity;
  double most; /* 0: no limit */
} Account;

static gboolean
account_has(const Account *account, const char *activity)
{
  return account->activities ? g_strv_contains(account->activities, activity)
                             : !strcmp(account->activity, activity);
}

static gboolean
names_paid(const Scheme *scheme, const Evidence *evidence)
{
  gboolean paid = evidence->paid;
  for (guint i = 0; evidence->ids && evidence->ids[i]; i++) {
    const SchemeActivity *activity = scheme_activity(scheme, evidence->ids[i]);
    paid = paid || (activity && activity->paid);
  }
  return paid;
}

/* Of Account: each requirement that logs what is paid, then what is paid and logged by none. */
static GArray *
accounts_of(const Scheme *scheme)
{
  GArray *accounts = g_array_new(FALSE, FALSE, sizeof(Account));
  for (guint i = 0; i < scheme->requirements->len; i++) {
    const Requirement *requirement = scheme->requirements->pdata[i];
    const Evidence *evidence = requirement->evidence;
    Account account = { requirement->title, (const char *const *) evidence->ids, NULL, evidence->most };
    if (evidence->kind == EVIDENCE_LOG && evidence->ids && evidence->ids[0] && names_paid(scheme, evidence))
      g_array_append_val(accounts, account);
  }
  for (guint i = 0; i < scheme->activities->len; i++) {
    const SchemeActivity *activity = scheme->activities->pdata[i];
    gboolean known = FALSE;
    for (guint j = 0; j < accounts->len; j++)
      known = known || account_has(&g_array_index(accounts, Account, j), activity->id);
    Account account = { activity->title, NULL, activity->id, 0 };
    if (activity->paid && !known)
      g_array_append_val(accounts, account);
  }
  return accounts;
}

static char *
number(double hours)
{
  return g_strdup_printf("%.4g", hours);
}

static void
add_entry(ReportView *view, const Person *person, const LedgerLine *one, ReportTable *table)
{
  g_autofree char *school = view_school_name(view, view_school(view, person->id));
  g_autofree char *day = day_format(one->day), *hours = number(ledger_line_hours(one));
  const char *const cells[] = { person->name, school, one->title, day, hours, one->source, NULL };
  report_add_row(table, cells);
}

static void
add_sum(ReportView *view, const Person *person, const Account *account, double hours, ReportTable *table)
{
  double payable = account->most > 0 ? MIN(hours, account->most) : hours;
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(cells, g_strdup(person->name));
  g_ptr_array_add(cells, g_strdup(person->address ? person->address : ""));
  g_ptr_array_add(cells, view_school_name(view, view_school(view, person->id)));
  g_ptr_array_add(cells, g_strdup(account->title));
  g_ptr_array_add(cells, number(hours));
  g_ptr_array_add(cells, account->most > 0 ? number(account->most) : g_strdup("no limit"));
  g_ptr_array_add(cells, number(payable));
  g_ptr_array_add(cells, number(hours - payable));
  view_add_shown_of(view, person->id, cells);
  g_ptr_array_add(cells, NULL);
  report_add_row(table, (const char *const *) cells->pdata);
}

/* The hours that are to be paid. */
static double
add_account(ReportView *view, const Person *person, const Ledger *ledger, const Account *account,
            ReportTable *sums, ReportTable *entries)
{
  double hours = 0;
  for (guint i = 0; i < ledger->lines->len; i++) {
    const LedgerLine *one = ledger->lines->pdata[i];
    if (!one->activity || !account_has(account, one->activity->id))
      continue;
    hours += ledger_line_hours(one);
    add_entry(view, person, one, entries);
  }
  if (hours > 0)
    add_sum(view, person, account, hours, sums);
  return account->most > 0 ? MIN(hours, account->most) : hours;
}

static ReportTable *
sum_table(ReportView *view, Report *report)
{
  static const char *const fixed[] = { "Name",  "Email address", "School",     "What",
                                       "Hours", "At most",       "To be paid", "Above" };
  g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
    g_ptr_array_add(columns, g_strdup(fixed[i]));
  view_add_shown(view, columns);
  g_ptr_array_add(columns, NULL);
  return report_add_table(report, "To be paid", (const char *const *) columns->pdata);
}

void
report_payroll(ReportView *view, Report *report)
{
  static const char *const columns[] = { "Name", "School", "What", "Date", "Hours", "Who says so", NULL };
  ReportTable *sums = sum_table(view, report), *entries = report_add_table(report, "Entries", columns);
  g_autoptr(GPtrArray) people = view_people(view, NULL);
  g_autoptr(GArray) accounts = accounts_of(view->scheme);
  Day until = MIN(view->year->ends, clock_today(view->engine->clock));
  double hours = 0;
  for (guint i = 0; i < people->len; i++) {
    const Person *person = people->pdata[i];
    g_autoptr(Ledger) ledger = ledger_new(view->engine, view->scheme, person->id, view->year->starts, until);
    for (guint j = 0; j < accounts->len; j++)
      hours += add_account(view, person, ledger, &g_array_index(accounts, Account, j), sums, entries);
  }
  report_add_line(report, "%.4g hours are to be paid, of %u entries.", hours, entries->rows->len);
  report->quiet = !sums->rows->len;
}
