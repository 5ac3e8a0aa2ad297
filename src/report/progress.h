/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far one person is: what each requirement asks of them, as a cell of a table says it. */
#pragma once
#include "report/view.h"
#include "store/obligations.h"

/* A requirement in one of the year's instances, or in all that it is repeated for, which differ from person
 * to person (placements, actions): a column. */
typedef struct {
  const Requirement *requirement;
  char *instance; /* NULL: all of them */
  char *title;
} Stage;

/* Of Stage, in the order of the scheme: what is asked this year of anybody whom the view shows, and what is
 * optional once somebody did it. */
GPtrArray *stages_of(ReportView *view);

/* A person's obligations of the year in this scheme that still stand: of Obligation. */
GPtrArray *progress_of(ReportView *view, gint64 person);
gboolean stage_has(const Stage *stage, const Obligation *obligation);
/* "met 06/10/2026", "materials reviewed, 13/10/2026", "1 of 2, due 30/06/2027"; of several "2 of 3 met", with
 * the worst of the others; "" when it is not asked of the person. g_free. */
char *progress_words(ReportView *view, const GPtrArray *obligations, const Stage *stage);
gboolean progress_is_done(const Obligation *obligation);
/* Whether nothing but materials that were read instead met it. C1.17 */
gboolean progress_is_reviewed(const Obligation *obligation);
