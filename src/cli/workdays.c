/* SPDX-License-Identifier: GPL-3.0-or-later */
/* workdays: one date with its count, day by day. Needs no configuration; with one, its closures count. */
#include "base/fault.h"
#include "cli/cli.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *
count_json(const WorkCalendar *calendar, Day start, Day end)
{
  json_t *days = json_array();
  int step = end < start ? -1 : 1;
  for (Day day = start + step; step > 0 ? day <= end : day >= end; day += step) {
    g_autofree char *why = NULL, *text = day_format(day);
    gboolean counts = work_calendar_counts(calendar, day, &why);
    json_array_append_new(days, json_pack("{s:s, s:b, s:s}", "date", text, "counts", counts, "why", why));
  }
  return days;
}

static void
print_count(json_t *whole)
{
  size_t i;
  json_t *day;
  int n = 0;
  json_array_foreach(json_object_get(whole, "days"), i, day)
  {
    gboolean counts = json_is_true(json_object_get(day, "counts"));
    n += counts;
    printf("%s  %s%2d  %s\n", json_string_value(json_object_get(day, "date")), counts ? "" : "  not counted ",
           counts ? n : 0, json_string_value(json_object_get(day, "why")));
  }
  printf("%s\n", json_string_value(json_object_get(whole, "date")));
  json_decref(whole);
}

/* The configuration, when there is one: its region and its closures. */
static WorkCalendar *
calendar_for(const Site *site, const BankHolidays *holidays, const char *region)
{
  WorkCalendar *calendar = work_calendar_new(holidays, region);
  for (guint i = 0; site && i < site->schemes->years->len; i++) {
    const Year *year = site->schemes->years->pdata[i];
    for (guint j = 0; j < year->closures->len; j++) {
      const Closure *closure = year->closures->pdata[j];
      if (!closure->school)
        work_calendar_close(calendar, closure->from, closure->to, closure->why);
    }
  }
  return calendar;
}

/* One that was named must be right. The default one may be half done, as it is after an installation: then it
 * is said that it does not count. */
static gboolean
load_site(const Cli *cli, Site **site, GError **error)
{
  g_autoptr(GError) fault = NULL;
  *site = g_file_test(cli->config, G_FILE_TEST_EXISTS) ? site_load(cli->config, &fault) : NULL;
  if (!fault)
    return TRUE;
  if (strcmp(cli->config, SYSCONFDIR "/mentord.conf")) {
    g_propagate_error(error, g_steal_pointer(&fault));
    return FALSE;
  }
  g_warning("%s has faults, which mentord check lists: its region and its closed days are not counted with",
            cli->config);
  return TRUE;
}

gboolean
command_workdays(Cli *cli, GError **error)
{
  g_autofree char *region = NULL;
  GOptionEntry entries[] = {
    { "region", 0, 0, G_OPTION_ARG_STRING, &region, "whose bank holidays", "REGION" }, G_OPTION_ENTRY_NULL
  };
  Day start;
  if (!cli_options(cli, entries, error) || !cli_arguments(cli, 2, 2, error) ||
      !cli_day(cli->argv[1], &start, error))
    return FALSE;
  char *end_of_number;
  long n = strtol(cli->argv[2], &end_of_number, 10);
  if (*end_of_number || n < -5000 || n > 5000) {
    g_set_error(error, FAULT, FAULT_USAGE, "\"%s\" is no number of days between -5000 and 5000",
                cli->argv[2]);
    return FALSE;
  }
  g_autoptr(Site) site = NULL;
  if (!load_site(cli, &site, error))
    return FALSE;
  g_autofree char *directory = site ? g_strdup(site->holidays) : site_data_directory("bank-holidays");
  g_autoptr(BankHolidays) holidays = bank_holidays_load(directory, error);
  if (!holidays)
    return FALSE;
  const char *where = region ? region : site ? site->region : "england-and-wales";
  if (!bank_holidays_region(holidays, where)) {
    g_set_error(error, FAULT, FAULT_USAGE,
                "the region \"%s\" is not known: england-and-wales, scotland or northern-ireland", where);
    return FALSE;
  }
  g_autoptr(WorkCalendar) calendar = calendar_for(site, holidays, where);
  Day end = work_calendar_add(calendar, start, (int) n);
  g_autofree char *from = day_format(start), *to = day_format(end);
  json_t *whole = json_pack("{s:s, s:I, s:s, s:s, s:o}", "start", from, "n", (json_int_t) n, "region", where,
                            "date", to, "days", count_json(calendar, start, end));
  if (cli->json)
    cli_print_json(whole);
  else
    print_count(whole);
  return TRUE;
}
