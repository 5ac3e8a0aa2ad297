/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands. main opens what the command says it needs, runs it, and ends with the exit status of
 * what went wrong, said once. */
#include "base/fault.h"
#include "base/log.h"
#include "cli/cli.h"
#include "config.h"
#include "mail/compose.h"
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const Command COMMANDS[] = {
  { "run", command_run, NEEDS_DAEMON, "", "the daemon, in the foreground" },
  { "once", command_once, NEEDS_STORE, "", "one whole pass, then exit" },
  { "check", command_check, NEEDS_SITE, "", "configuration, schemes, templates: every fault as file:line" },
  { "doctor", command_doctor, NEEDS_SITE, "", "tries every end, and says what is wrong" },
  { "read", command_read, NEEDS_NOTHING, "FILE...", "what the reader makes of a message or a document" },
  { "import", command_import, NEEDS_STORE, "FILE [--dry-run]",
    "people, sessions, attendance, activities from a file" },
  { "record", command_record, NEEDS_STORE,
    "attendance|activity|return|approval|waiver|place|extension|attribute|reissue ... [--reviewed] --reason "
    "TEXT",
    "what is known by another way, and why" },
  { "review", command_review, NEEDS_STORE,
    "[list | show ID [--output DIR] | assign ID ADDRESS | accept ID [LABEL=VALUE]... | reject ID]",
    "what a human must settle" },
  { "people", command_people, NEEDS_STORE,
    "export ADDRESS [--output DIR] | renew ADDRESS | erase ADDRESS [--dry-run] | admit ADDRESS | "
    "merge ADDRESS ADDRESS [--dry-run]",
    "all that is held about somebody; new private links; forgetting somebody, or letting them in again; two "
    "rows that are one person" },
  { "replay", command_replay, NEEDS_STORE, "[--since DATE] [--dry-run]",
    "reads stored messages again after a fix: facts change, no mail is sent twice" },
  { "plan", command_plan, NEEDS_LOOK, "[--until DATE]", "every mail that would be sent, when, to whom, why" },
  { "rehearse", command_rehearse, NEEDS_NOTHING, "[--scheme ID] [--people N] [--seed N] [--output DIR]",
    "a whole year with made-up people, as files" },
  { "status", command_status, NEEDS_LOOK, "", "what stands, in numbers, and what is wrong" },
  { "person", command_person, NEEDS_LOOK, "ADDRESS", "what is asked of somebody, and what came" },
  { "school", command_school, NEEDS_LOOK, "NAME", "the same for everybody of a school" },
  { "why", command_why, NEEDS_LOOK, "ID", "the rule, the days counted, what came when" },
  { "outbox", command_outbox, NEEDS_STORE, "[list | release [ID] | cancel ID]",
    "what waits, and what the brake holds" },
  { "feed", command_feed, NEEDS_LOOK, "SCHEME-FEED | TOKEN", "one calendar feed, as it is published" },
  { "report", command_report, NEEDS_LOOK,
    "[ID [--format html|xlsx|csv|json|pdf] [--school NAME] [--output FILE]]",
    "a report of the scheme, or which there are" },
  { "register", command_register, NEEDS_STORE,
    "key | export REPORT [--output FILE] | import FILE | find NAME",
    "the register of awards that providers share" },
  { "certificate", command_certificate, NEEDS_LOOK, "CODE [--output FILE]", "one certificate as PDF" },
  { "verify", command_verify, NEEDS_LOOK, "CODE", "whether a certificate was issued here" },
  { "backup", command_backup, NEEDS_LOOK, "FILE", "a consistent copy of the database" },
  { "workdays", command_workdays, NEEDS_NOTHING, "DATE N [--region R]",
    "one date with its count, day by day" },
};

/* A call that leaves no room beside it has its words on the next line. Completion of shells reads this: two
 * blanks before a command, two or more after its call. */
static void
print_help(FILE *out)
{
  enum { COLUMN = 44 };
  fprintf(out, "usage: mentord [-c FILE] [--now RFC3339] [-v|-q] COMMAND [--json] ...\n\n");
  for (guint i = 0; i < G_N_ELEMENTS(COMMANDS); i++) {
    g_autofree char *call = g_strconcat(COMMANDS[i].name, " ", COMMANDS[i].usage, NULL);
    if (strlen(call) > COLUMN)
      fprintf(out, "  %s\n  %-*s  %s\n", call, COLUMN, "", COMMANDS[i].summary);
    else
      fprintf(out, "  %-*s  %s\n", COLUMN, call, COMMANDS[i].summary);
  }
}

static gboolean
open_clock(Cli *cli, GError **error)
{
  cli->clock = clock_new(cli->site ? cli->site->timezone : "Europe/London", error);
  Instant now;
  if (!cli->clock || !cli->now)
    return cli->clock != NULL;
  if (!clock_parse(cli->clock, cli->now, &now)) {
    g_set_error(error, FAULT, FAULT_USAGE, "--now %s is no time: write it as 2026-10-06T09:00:00+01:00",
                cli->now);
    return FALSE;
  }
  clock_set(cli->clock, now);
  return TRUE;
}

/* Another command, or a daemon in the middle of a pass, is done before long: it is waited for. */
static Store *
open_to_write(const Cli *cli, GError **error)
{
  enum { PATIENCE = 20000, TURN = 50 }; /* ms */
  for (gint64 end = clock_monotonic() + PATIENCE;;) {
    GError *fault = NULL;
    Store *store = store_open(cli->site->store, cli->clock, cli->seam, &fault);
    if (store || !g_error_matches(fault, FAULT, FAULT_LATER) || clock_monotonic() >= end) {
      if (fault)
        g_propagate_error(error, fault);
      return store;
    }
    g_error_free(fault);
    g_usleep(TURN * 1000);
  }
}

/* Opens as much as @needs says; what was opened is closed by close_all(), also after a failure. */
static gboolean
open_all(Cli *cli, Needs needs, GError **error)
{
  if (needs == NEEDS_DAEMON)
    run_block_signals();
  if (needs >= NEEDS_SITE && !(cli->site = site_load(cli->config, error)))
    return FALSE;
  if (!open_clock(cli, error))
    return FALSE;
  if (needs < NEEDS_LOOK)
    return TRUE;
  cli->store = needs == NEEDS_LOOK ? store_open_readonly(cli->site->store, cli->clock, error)
                                   : open_to_write(cli, error);
  if (!cli->store)
    return FALSE;
  compose_start();
  return cli_open_engine(cli, error);
}

static void
close_all(Cli *cli)
{
  engine_free(cli->engine);
  store_close(cli->store);
  clock_free(cli->clock);
  site_free(cli->site);
  seam_free(cli->seam);
  g_free(cli->output);
}

static const Command *
find_command(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
    if (!strcmp(COMMANDS[i].name, name))
      return &COMMANDS[i];
  return NULL;
}

/* The options before the command; what follows it is the command's own. */
static gboolean
global_options(Cli *cli, int *argc, char ***argv, GError **error)
{
  gboolean verbose = FALSE, quiet = FALSE, help = FALSE, version = FALSE;
  const GOptionEntry entries[] = {
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &cli->config, NULL, NULL },
    { "now", 0, 0, G_OPTION_ARG_STRING, &cli->now, NULL, NULL },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &verbose, NULL, NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet, NULL, NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, NULL, NULL },
    { "version", 'V', 0, G_OPTION_ARG_NONE, &version, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_set_strict_posix(context, TRUE);
  g_option_context_add_main_entries(context, entries, NULL);
  GError *fault = NULL;
  if (!g_option_context_parse(context, argc, argv, &fault)) {
    g_set_error(error, FAULT, FAULT_USAGE, "%s; mentord help lists what there is", fault->message);
    g_error_free(fault);
    return FALSE;
  }
  if (!cli->config)
    cli->config = g_strdup(SYSCONFDIR "/mentord.conf");
  cli->quiet = quiet;
  const Command *command = *argc > 1 ? find_command((*argv)[1]) : NULL;
  gboolean lives = command && command->needs == NEEDS_DAEMON;
  log_start(verbose ? LOG_VERBOSE : quiet ? LOG_QUIET : lives ? LOG_EVENTS : LOG_NORMAL);
  if (version)
    puts(PACKAGE_STRING);
  else if (help || (*argc > 1 && !strcmp((*argv)[1], "help")))
    print_help(stdout);
  else
    return TRUE;
  *argc = 0;
  return TRUE;
}

/* What the command needs as it is called: a list is to be had beside a running daemon too. */
static Needs
needs_of(const Cli *cli, const Command *command)
{
  static const struct {
    const char *name, *word;
  } looks[] = { { "review", NULL },       { "review", "list" },  { "review", "show" },
                { "outbox", NULL },       { "outbox", "list" },  { "replay", "--dry-run" },
                { "register", "export" }, { "register", "find" } };
  for (guint i = 0; i < G_N_ELEMENTS(looks); i++)
    if (!strcmp(command->name, looks[i].name) &&
        !g_strcmp0(cli->argc > 1 ? cli->argv[1] : NULL, looks[i].word))
      return NEEDS_LOOK;
  return command->needs;
}

static gboolean
run_command(Cli *cli, GError **error)
{
  const Command *command = find_command(cli->argv[0]);
  if (!command) {
    g_set_error(error, FAULT, FAULT_USAGE, "there is no command %s; mentord help lists what there is",
                cli->argv[0]);
    return FALSE;
  }
  return open_all(cli, needs_of(cli, command), error) && command->function(cli, error);
}

/* "file:line: words" stands as compilers and editors know it, without the program's name before it. */
static gboolean
names_a_line(const char *message)
{
  const char *colon = strchr(message, ':');
  const char *blank = strchr(message, ' ');
  return colon && g_ascii_isdigit(colon[1]) && blank && colon < blank;
}

int
main(int argc, char **argv)
{
  setlocale(LC_CTYPE, "C.UTF-8");
  Cli cli = { .seam = NULL };
  GError *error = NULL;
  int status = 0;
  if (global_options(&cli, &argc, &argv, &error) && argc > 1) {
    if (!cli.config)
      cli.config = g_strdup(SYSCONFDIR "/mentord.conf");
    cli.seam = seam_new();
    cli.argc = argc - 1;
    cli.argv = argv + 1;
    run_command(&cli, &error);
    close_all(&cli);
  } else if (!error && argc == 1) {
    print_help(stderr);
    status = FAULT_USAGE;
  }
  if (error) {
    fprintf(stderr, "%s%s\n", names_a_line(error->message) ? "" : "mentord: ", error->message);
    status = fault_exit_status(error);
    g_error_free(error);
  }
  g_free(cli.config);
  g_free(cli.now);
  return status;
}
