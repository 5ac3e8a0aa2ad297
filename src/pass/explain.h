/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why: the rule, the days counted, what came when and what was sent. The same words for `why` on the command
 * line and for the answer to a mail that asks. */
#pragma once
#include "pass/engine.h"
#include "store/cases.h"
#include "store/obligations.h"
#include "store/outbox.h"

/* Lines of text, in order; free with g_ptr_array_unref. @days: every day counted too. */
GPtrArray *explain_obligation(Engine *engine, const Obligation *obligation, gboolean days);
GPtrArray *explain_mail(Engine *engine, const OutboxMail *mail);
GPtrArray *explain_case(Engine *engine, const Case *c);
