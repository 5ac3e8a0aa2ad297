/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the office looks at, in lines: the same on the command line and in a mail. All of char*;
 * g_ptr_array_unref. */
#pragma once
#include "pass/engine.h"

GPtrArray *look_person(Engine *engine, const Person *person);
/* The open cases, a line each. */
GPtrArray *look_cases(const Engine *engine);
/* What waits in the outbox, or could not be delivered; the oldest fifty. */
GPtrArray *look_outbox(const Engine *engine);
/* What stands behind a ref, a mail or a case; NULL: it is none of ours. A number may be a mail's and a
 * case's: then both are explained. */
GPtrArray *look_why(Engine *engine, const char *id);
/* The mails of a plan (of PlannedMail), a heading for each day. */
GPtrArray *look_plan(const Engine *engine, const GPtrArray *mails, Day until);
