/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far long work is, as one line at the foot of a terminal, which takes itself away again. */
#pragma once
#include "cli/cli.h"

typedef struct Progress Progress;

/* @what: "rehearsing". NULL, which every function here takes and does nothing with, where stderr is no
 * terminal or with -q. */
Progress *progress_new(const Cli *cli, const char *what);
/* Takes the line away. */
void progress_free(Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)

/* Whether the line is old enough to be drawn again: what it costs to know how far the work is, is spent then
 * alone. */
gboolean progress_due(Progress *progress);
/* Draws it: @share of the work is done, from 0 to 1, or below 0 where nobody can know; then a few words. */
void progress_draw(Progress *progress, double share, const char *format, ...) G_GNUC_PRINTF(3, 4);
