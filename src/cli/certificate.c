/* SPDX-License-Identifier: GPL-3.0-or-later */
/* certificate and verify: one PDF by its code; whether a code is good. */
#include "base/fault.h"
#include "cli/cli.h"
#include "store/superseded.h"
#include <stdio.h>

static gboolean
fault_unknown(const char *code, GError **error)
{
  g_set_error(error, FAULT, FAULT_DATA, "%s is not the code of a certificate issued here", code);
  return FALSE;
}

/* The version that holds of what @old is an older one of. */
static gboolean
fault_superseded(const Cli *cli, const Superseded *old, GError **error)
{
  g_autoptr(Award) now = award_get(cli->store, old->award);
  g_autofree char *at = clock_format(cli->clock, old->at);
  g_set_error(error, FAULT, FAULT_DATA, "%s is superseded: %s took its place on %s: %s", old->code, now->code,
              at, old->why);
  return FALSE;
}

static Award *
award_of(const Cli *cli, GError **error)
{
  const char *code = cli->argv[1];
  Award *award = award_by_code(cli->store, code);
  g_autoptr(Superseded) old = award ? NULL : superseded_by_code(cli->store, code);
  if (old)
    fault_superseded(cli, old, error);
  else if (!award)
    fault_unknown(code, error);
  g_autoptr(Person) holder = award ? person_get(cli->store, award->person) : NULL;
  if (!holder || !holder->erased)
    return award;
  g_set_error(error, FAULT, FAULT_DATA,
              "%s was issued here and is withdrawn: its holder asked that everything about them be deleted",
              award->code);
  award_free(award);
  return NULL;
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

static void
print_valid(const Cli *cli, const Award *award)
{
  g_autofree char *issued = clock_format(cli->clock, award->issued);
  if (cli->json)
    cli_print_json(json_pack("{s:b, s:b, s:s, s:s, s:s, s:s, s:s}", "valid", TRUE, "superseded", FALSE,
                             "code", award->code, "name", award->name, "title", award->title, "words",
                             award->words, "issued", issued));
  else
    printf("valid: %s, %s, %s, issued %s\n", award->name, award->title, award->words, issued);
}

static void
print_invalid(const Cli *cli)
{
  g_autoptr(Superseded) old = superseded_by_code(cli->store, cli->argv[1]);
  g_autoptr(Award) now = old ? award_get(cli->store, old->award) : NULL;
  g_autofree char *at = old ? clock_format(cli->clock, old->at) : NULL;
  cli_print_json(json_pack("{s:b, s:b, s:s, s:s?, s:s?, s:s?}", "valid", FALSE, "superseded", old != NULL,
                           "code", old ? old->code : cli->argv[1], "by", now ? now->code : NULL, "at", at,
                           "why", old ? old->why : NULL));
}

gboolean
command_verify(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 1, 1, error))
    return FALSE;
  g_autoptr(Award) award = award_of(cli, error);
  if (award)
    print_valid(cli, award);
  else if (cli->json)
    print_invalid(cli);
  return award != NULL;
}
