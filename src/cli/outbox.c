/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outbox: what waits, and what the brake holds. */
#include "store/outbox.h"
#include "base/fault.h"
#include "cli/cli.h"
#include "office/acts.h"
#include <stdio.h>
#include <string.h>

static gboolean
list(Cli *cli, GError **error)
{
  g_autoptr(GPtrArray) mails = outbox_list(cli->store, NULL);
  json_t *all = json_array();
  for (guint i = 0; i < mails->len; i++) {
    const OutboxMail *mail = mails->pdata[i];
    g_autofree char *at =
        clock_format(cli->clock, mail->sent != INSTANT_NONE ? mail->sent : mail->not_before);
    g_autoptr(GPtrArray) recipients = outbox_recipients(cli->store, mail->id);
    json_t *to = json_array(), *cc = json_array();
    for (guint j = 0; j < recipients->len; j++) {
      const Recipient *one = recipients->pdata[j];
      json_array_append_new(one->cc ? cc : to, json_string(one->address));
    }
    const char *first = recipients->len ? ((Recipient *) recipients->pdata[0])->address : "nobody";
    if (!cli->json)
      printf("%6" G_GINT64_FORMAT "  %-9s %s  %-24s %s  (%s)\n", mail->id, mail->state, at,
             mail->template_name, first, mail->why);
    json_array_append_new(all, json_pack("{s:I, s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:s}", "id",
                                         (json_int_t) mail->id, "state", mail->state, "at", at, "template",
                                         mail->template_name, "subject", mail->subject, "to", to, "cc", cc,
                                         "why", mail->why, "message_id", mail->message_id));
  }
  if (cli->json)
    cli_print_json(all);
  else
    json_decref(all);
  return store_healthy(cli->store, error);
}

/* release and cancel, of one mail or (release alone) of all that are held. */
static gboolean
settle_mail(Cli *cli, gboolean release, GError **error)
{
  if (!cli_arguments(cli, release ? 1 : 2, 2, error))
    return FALSE;
  gint64 id = cli->argc > 2 ? g_ascii_strtoll(cli->argv[2], NULL, 10) : 0;
  guint n;
  store_begin(cli->store);
  if (!(release ? act_release : act_cancel)(cli->engine, id, "office", &n, error)) {
    store_rollback(cli->store);
    return FALSE;
  }
  if (!store_commit(cli->store, error))
    return FALSE;
  printf("%u %s\n", n, release ? "released" : "cancelled");
  return TRUE;
}

gboolean
command_outbox(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error))
    return FALSE;
  const char *what = cli->argc > 1 ? cli->argv[1] : "list";
  if (!strcmp(what, "list"))
    return list(cli, error);
  if (!strcmp(what, "release") || !strcmp(what, "cancel"))
    return settle_mail(cli, !strcmp(what, "release"), error);
  g_set_error(error, FAULT, FAULT_USAGE, "outbox %s: say list, release or cancel", what);
  return FALSE;
}
