/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command is given. main.c opens what the command's row in its table says it needs, and closes it. */
#pragma once
#include "pass/engine.h"
#include <jansson.h>

typedef enum {
  NEEDS_NOTHING,
  NEEDS_SITE,   /* the site file, checked */
  NEEDS_LOOK,   /* and the store, for reading beside a running daemon */
  NEEDS_STORE,  /* and the store, for writing, alone */
  NEEDS_DAEMON, /* and signals blocked before any thread starts (Pango has one), for they would reach that
                   thread */
} Needs;

typedef struct {
  char *config;     /* path of the site file */
  char *now;        /* as given with --now, or NULL */
  gboolean json;    /* --json */
  gboolean quiet;   /* -q */
  gboolean dry_run; /* --dry-run, where a command takes it */
  char *output;     /* --output, likewise */
  int argc;         /* of the command: its name is argv[0] */
  char **argv;
  Clock *clock; /* always; in the site's zone from NEEDS_SITE on */
  Seam *seam;
  Site *site;
  Store *store;
  Engine *engine;
} Cli;

typedef gboolean (*CommandFunction)(Cli *cli, GError **error);

typedef struct {
  const char *name;
  CommandFunction function;
  Needs needs;
  const char *usage; /* what follows the name */
  const char *summary;
} Command;

/* The engine over the site and the store, which obeys the office's mails. */
gboolean cli_open_engine(Cli *cli, GError **error);
/* Parses the command's own options; --json is among them for every command. FAULT_USAGE. */
gboolean cli_options(Cli *cli, GOptionEntry *entries, GError **error);
/* The arguments after options: at least @least, at most @most. FAULT_USAGE. */
gboolean cli_arguments(const Cli *cli, int least, int most, GError **error);
/* A day of the command line, YYYY-MM-DD. FAULT_USAGE. */
gboolean cli_day(const char *text, Day *day, GError **error);
/* The bytes of a file that was named on the command line. FAULT_DATA. */
GBytes *cli_file(const char *path, GError **error);
/* Prints @value as one document and releases it. */
void cli_print_json(json_t *value);
/* Writes @bytes to the file @output, or to stdout when it is NULL. FAULT_IO. */
gboolean cli_write(GBytes *bytes, const char *output, GError **error);
/* Prints each of @lines (of char*), and releases them. */
void cli_print_lines(GPtrArray *lines);
/* Prints what changed rules would change: of char*; nothing when it is empty. */
void cli_print_preview(const GPtrArray *lines);
/* The one person with this address. FAULT_DATA. */
Person *cli_person(const Cli *cli, const char *address, GError **error);

/* Every template that the schemes and the program itself need, and the masters: FAULT_CONFIG with all faults,
 * one a line. */
gboolean check_papers_of(const Cli *cli, GError **error);

/* For NEEDS_DAEMON. */
void run_block_signals(void);

gboolean command_backup(Cli *cli, GError **error);
gboolean command_certificate(Cli *cli, GError **error);
gboolean command_check(Cli *cli, GError **error);
gboolean command_doctor(Cli *cli, GError **error);
gboolean command_feed(Cli *cli, GError **error);
gboolean command_import(Cli *cli, GError **error);
gboolean command_once(Cli *cli, GError **error);
gboolean command_outbox(Cli *cli, GError **error);
gboolean command_people(Cli *cli, GError **error);
gboolean command_person(Cli *cli, GError **error);
gboolean command_plan(Cli *cli, GError **error);
gboolean command_read(Cli *cli, GError **error);
gboolean command_register(Cli *cli, GError **error);
gboolean command_replay(Cli *cli, GError **error);
gboolean command_report(Cli *cli, GError **error);
gboolean command_rehearse(Cli *cli, GError **error);
gboolean command_record(Cli *cli, GError **error);
gboolean command_review(Cli *cli, GError **error);
gboolean command_run(Cli *cli, GError **error);
gboolean command_school(Cli *cli, GError **error);
gboolean command_status(Cli *cli, GError **error);
gboolean command_verify(Cli *cli, GError **error);
gboolean command_why(Cli *cli, GError **error);
gboolean command_workdays(Cli *cli, GError **error);
