/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why: the rule, the days counted, what came when and what was sent. The same words for `why` on the command
 * line and for the answer to a mail that asks. */
#pragma once
#include "pass/engine.h"
#include "store/cases.h"
#include "store/obligations.h"
#include "store/outbox.h"

/* For whom: in short, within something else; for the person themselves, every day counted; for the office,
 * what was compared and every case too, which may speak of others. */
typedef enum { EXPLAIN_SHORT, EXPLAIN_PERSON, EXPLAIN_OFFICE } ExplainFor;

/* Lines of text, in order; free with g_ptr_array_unref. */
GPtrArray *explain_obligation(Engine *engine, const Obligation *obligation, ExplainFor whom);
GPtrArray *explain_mail(Engine *engine, const OutboxMail *mail);
/* The same for @person, who had the mail: explain_reader.c. */
GPtrArray *explain_mail_to(Engine *engine, const OutboxMail *mail, const Person *person);
/* Whether @person had it, to them or as a copy. */
gboolean explain_was_sent_to(Engine *engine, const OutboxMail *mail, const Person *person);
GPtrArray *explain_case(Engine *engine, const Case *c);
