/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For whom a session is: the words of its `filter` (a JSON object, attribute to list of values) and back. The
 * one place that reads and writes them. Asks no store. */
#pragma once
#include "scheme/scheme.h"
#include "store/sessions.h"

/* Of Filter, by attribute; empty: for everybody. g_ptr_array_unref. */
GPtrArray *session_where(const Session *session);
/* As a session's `filter`, the same text for the same @where (of Filter; NULL: for everybody). g_free. */
char *session_where_text(const GPtrArray *where);
/* Whether the session says nothing of @attribute, or names one of @values. */
gboolean session_names(const GPtrArray *where, const char *attribute, const char *const *values);
/* "primary, Mathematics"; NULL: for everybody. g_free. */
char *session_for_words(const GPtrArray *where);
