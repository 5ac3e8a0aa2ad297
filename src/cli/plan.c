/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan: every mail that would be sent, when, to whom, why. Sends nothing and changes nothing. */
#include "office/plan.h"
#include "cli/cli.h"
#include "office/look.h"
#include "pass/decide/rules.h"
#include <stdio.h>

#define DAYS_AHEAD 28

static json_t *
list_json(GStrv words)
{
  json_t *list = json_array();
  for (guint i = 0; words[i]; i++)
    json_array_append_new(list, json_string(words[i]));
  return list;
}

static void
print_json(const Cli *cli, const GPtrArray *mails)
{
  json_t *all = json_array();
  for (guint i = 0; i < mails->len; i++) {
    const PlannedMail *mail = mails->pdata[i];
    g_autofree char *at = clock_format(cli->clock, mail->at);
    json_array_append_new(all, json_pack("{s:s, s:o, s:o, s:s, s:s, s:s, s:s}", "at", at, "to",
                                         list_json(mail->to), "cc", list_json(mail->cc), "template",
                                         mail->template_name, "requirement", mail->requirement, "ref",
                                         mail->refs, "why", mail->why));
  }
  cli_print_json(all);
}

gboolean
command_plan(Cli *cli, GError **error)
{
  g_autofree char *until_text = NULL;
  GOptionEntry entries[] = { { "until", 0, 0, G_OPTION_ARG_STRING, &until_text, "the last day, YYYY-MM-DD",
                               "DATE" },
                             G_OPTION_ENTRY_NULL };
  if (!cli_options(cli, entries, error) || !cli_arguments(cli, 0, 0, error))
    return FALSE;
  Day until = clock_today(cli->clock) + DAYS_AHEAD;
  if (until_text && !cli_day(until_text, &until, error))
    return FALSE;
  g_autoptr(GPtrArray) changes = rules_preview(cli->engine, error);
  g_autoptr(GPtrArray) mails = changes ? plan(cli->engine, until, error) : NULL;
  if (!mails)
    return FALSE;
  if (cli->json) {
    print_json(cli, mails);
    return TRUE;
  }
  cli_print_preview(changes);
  cli_print_lines(look_plan(cli->engine, mails, until));
  return TRUE;
}
