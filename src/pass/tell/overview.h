/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where those stand whom somebody leads: of each thing that is asked this year how many are done, awaited and
 * overdue, as numbers, as a chart and in words. */
#pragma once
#include "pass/engine.h"
#include <jansson.h>

/* Puts "overview" into a digest's @context: {"cid", "alt", "rows": [{"what", "done", "waiting", "overdue"}]},
 * or null when nothing is asked of anybody whom @reader covers; and its picture into @attachments (of
 * Attachment). @mark makes its name among all mails' pictures. What confidential forms ask is not counted.
 * *something: it is not null. FALSE and @error when the chart cannot be drawn. */
gboolean overview_add(Engine *engine, gint64 reader, const char *mark, json_t *context,
                      GPtrArray *attachments, gboolean *something, GError **error);
