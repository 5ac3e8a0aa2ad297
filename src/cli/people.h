/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways of the command people that have files of their own. */
#pragma once
#include "cli/cli.h"

/* Everything held about somebody, as a folder or, with --json, as one object. */
gboolean people_export(Cli *cli, GError **error);
/* Two rows that are one person become one. */
gboolean people_merge(Cli *cli, GError **error);
/* Prints the lines under their heading, or as JSON {"done", "lines"}. */
void people_print(const Cli *cli, const char *heading, const GPtrArray *lines);
