/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook of actions: each row somebody's, by a day. C5.26 */
#pragma once
#include "pass/intake/match.h"

/* @rows: of GHashTable, field id to text. A row whose owner nobody can tell is a case of its own. */
void action_rows_take(Inbound *inbound, Outcome *outcome, const Recognised *form,
                      const Obligation *obligation, const GPtrArray *rows);
/* The same of one row that such a case asks about, with what the office typed over it. FAULT_DATA when it is
 * still in doubt. */
gboolean action_row_settle(Inbound *inbound, const Recognised *form, const json_t *detail, GHashTable *typed,
                           GError **error);
/* The actions that @form made so far, as its workbook lists them: of GStrv, a cell a field. */
GPtrArray *action_rows_of(Engine *engine, const Scheme *scheme, const SchemeForm *form);
