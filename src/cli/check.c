/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check: configuration, schemes, templates; every fault as file:line: words. */
#include "base/fault.h"
#include "cli/cli.h"
#include "pass/decide/audience.h"
#include "pass/decide/rules.h"
#include "pass/documents/masters.h"
#include <stdio.h>

/* Mails that no scheme names, because every scheme needs them. */
static const char *const OWN_MAILS[] = {
  "asks",         "receipt",       "digest",     "office-digest",   "reports",
  "help",         "why",           "need-file",  "not-me",          "hours",
  "certificates", "rules-changed", "restored",   "retention",       "calendar-link",
  "date-changed", "verify",        "name-asked", "address-learned", "address-refused"
};

static void
check_papers(Engine *engine, const Scheme *scheme, GString *faults)
{
  g_autoptr(GPtrArray) uses = scheme_mail_templates(scheme);
  for (guint i = 0; i < uses->len; i++) {
    const TemplateUse *use = uses->pdata[i];
    g_autoptr(GError) fault = NULL;
    if (!letters_check(engine->letters, use->name, &fault))
      g_string_append_printf(faults, "%s:%d: mail \"%s\": %s\n", use->place.file, use->place.line, use->name,
                             fault->message);
  }
  g_autoptr(GPtrArray) papers = scheme_certificate_templates(scheme);
  for (guint i = 0; i < papers->len; i++) {
    const TemplateUse *use = papers->pdata[i];
    g_autoptr(GError) fault = NULL;
    if (!certificates_check(engine->certificates, use->name, &fault))
      g_string_append_printf(faults, "%s:%d: certificate \"%s\": %s\n", use->place.file, use->place.line,
                             use->name, fault->message);
  }
  masters_check(engine, scheme, faults);
}

/* What the rules would change against those that are in force; nothing before there is a database. */
static gboolean
preview(const Cli *cli, GError **error)
{
  if (!g_file_test(cli->site->store, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autoptr(Store) store = store_open_readonly(cli->site->store, cli->clock, error);
  g_autoptr(Engine) engine = store ? engine_new(cli->site, cli->clock, store, NULL, error) : NULL;
  g_autoptr(GPtrArray) lines = engine ? rules_preview(engine, error) : NULL;
  if (!lines)
    return FALSE;
  cli_print_preview(lines);
  g_autoptr(GPtrArray) unasked = audience_missing(engine);
  for (guint i = 0; i < unasked->len; i++)
    printf("  %s\n", (const char *) unasked->pdata[i]);
  return TRUE;
}

gboolean
check_papers_of(const Cli *cli, GError **error)
{
  g_autoptr(Engine) engine = engine_new(cli->site, cli->clock, NULL, NULL, error);
  if (!engine)
    return FALSE;
  g_autoptr(GString) faults = g_string_new(NULL);
  for (guint i = 0; i < cli->site->schemes->schemes->len; i++)
    check_papers(engine, cli->site->schemes->schemes->pdata[i], faults);
  for (guint i = 0; i < G_N_ELEMENTS(OWN_MAILS); i++) {
    g_autoptr(GError) fault = NULL;
    if (!letters_check(engine->letters, OWN_MAILS[i], &fault))
      g_string_append_printf(faults, "%s\n", fault->message);
  }
  if (!faults->len)
    return TRUE;
  g_string_truncate(faults, faults->len - 1);
  g_set_error_literal(error, FAULT, FAULT_CONFIG, faults->str);
  return FALSE;
}

gboolean
command_check(Cli *cli, GError **error)
{
  if (!cli_options(cli, NULL, error) || !cli_arguments(cli, 0, 0, error) || !check_papers_of(cli, error))
    return FALSE;
  guint schemes = cli->site->schemes->schemes->len, years = cli->site->schemes->years->len;
  printf("%s: no faults in %u scheme%s and %u year%s\n", cli->site->file, schemes, schemes == 1 ? "" : "s",
         years, years == 1 ? "" : "s");
  return preview(cli, error);
}
