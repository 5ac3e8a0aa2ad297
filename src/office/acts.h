/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the office decides: the same for the command line and for a mail. Each in the caller's transaction;
 * what was done in words is added to @lines (of char*); FALSE and FAULT_DATA when it cannot be. @cause: of
 * the journal, "office: came by post". */
#pragma once
#include "office/case_file.h"

/* The obligation that @ref names, with its rule (borrowed); NULL and FAULT_DATA. */
Obligation *act_obligation(const Engine *engine, const char *ref, const Requirement **requirement,
                           GError **error);
/* Due by the end of @day. */
gboolean act_extend(Engine *engine, const char *ref, Day day, const char *cause, GPtrArray *lines,
                    GError **error);
gboolean act_waive(Engine *engine, const char *ref, const char *cause, GPtrArray *lines, GError **error);
/* The case @id, open; NULL and FAULT_DATA. */
Case *act_case(const Engine *engine, gint64 id, GError **error);
/* The open case @c is assigned to @argument (an address), accepted with @values or rejected, as @what says.
 */
gboolean act_review(Engine *engine, const Case *c, const char *what, const char *argument,
                    char *const *values, const char *cause, GPtrArray *lines, GError **error);
/* The mails that are held (@id 0) or @id alone go out, or never will: *n is how many. Who lets all go says
 * too that a clock that jumped is right. */
gboolean act_release(Engine *engine, gint64 id, const char *cause, guint *n, GError **error);
gboolean act_cancel(Engine *engine, gint64 id, const char *cause, guint *n, GError **error);
