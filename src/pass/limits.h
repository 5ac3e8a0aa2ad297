/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stops a loop: limits on answers, not the detection of automatic mail. doc/contract.md, "Mails". */
#pragma once
#include "pass/intake/inbound.h"

typedef enum { ANSWER_TO_SOMETHING, ANSWER_TO_NOTHING /* nothing was filed or commanded */ } AnswerTo;

/* Whether one more answer may go to @address today. */
gboolean answer_allowed(Engine *engine, const char *address, AnswerTo to);
