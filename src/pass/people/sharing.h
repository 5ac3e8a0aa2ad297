/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Consent to pass data on to others: a yes-no box that a report's `share` names. Given by answering it,
 * withdrawn by a reply; mentord never asks again by itself. C3.5 */
#pragma once
#include "pass/engine.h"
#include "store/facts.h"

/* What every such box of @filed says is kept as consent or refusal, with its words; @message 0: by hand. */
void sharing_take(Engine *engine, const Filed *filed, gint64 message, const char *cause);
/* The same of one box, which was corrected. */
void sharing_take_box(Engine *engine, const Filed *filed, const FormField *field, gint64 message,
                      const char *cause);
/* Everything that @person agreed to is withdrawn: what that was, in words (of char*); empty: nothing. */
GPtrArray *sharing_withdraw(Engine *engine, gint64 person, gint64 message, const char *cause);
