/* SPDX-License-Identifier: GPL-3.0-or-later */
/* certificate and verify: one PDF by its code; whether a code is good. */
#include "base/fault.h"
#include "cli/cli.h"
#include "store/awards.h"
#include <stdio.h>

static Award *
award_of(const Cli *cli, GError **error)
{
  Award *award = award_by_code(cli->store, cli->argv[1]);
  if (!award)
    g_set_error(error, FAULT, FAULT_DATA, "%s is not the code of a certificate issued here", cli->argv[1]);
  return award;
}

gboolean
command_certificate(Cli *cli, GError **error)
{
  g_autofree char *output = NULL;
  GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "where the PDF goes", "FILE" }, G_OPTION_ENTRY_NULL
  };
  if (!cli_options(cli, entries, error) || !cli_arguments(cli, 1, 1, error))
    return FALSE;
  g_autoptr(Award) award = award_of(cli, error);
  g_autoptr(GBytes) pdf = award ? award_pdf(cli->store, award->id) : NULL;
  if (award && (!pdf || !g_bytes_get_size(pdf)))
    g_set_error(error, FAULT, FAULT_DATA, "the certificate %s has not been drawn yet", cli->argv[1]);
  if (!pdf || !g_bytes_get_size(pdf))
    return FALSE;
  return cli_write(pdf, output, error);
}

gboolean
command_verify(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 1, 1, error))
    return FALSE;
  g_autoptr(Award) award = award_of(cli, error);
  if (!award)
    return FALSE;
  g_autofree char *issued = clock_format(cli->clock, award->issued);
  if (cli->json)
    cli_print_json(json_pack("{s:b, s:s, s:s, s:s, s:s, s:s}", "valid", TRUE, "code", award->code, "name",
                             award->name, "title", award->title, "words", award->words, "issued", issued));
  else
    printf("valid: %s, %s, %s, issued %s\n", award->name, award->title, award->words, issued);
  return TRUE;
}
