/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose calendars ask for their dates, and whose have stopped. For the office's eyes. */
#pragma once
#include "pass/engine.h"
#include <jansson.h>

/* {"subscribed", "stale", "never"}: of the people who have a calendar of their own, those whose calendar
 * fetches it, those whose did and has not for a week or asks for a link that was renewed, and those who never
 * subscribed. A new reference. */
json_t *subscribers_json(Engine *engine);
/* When each public feed was fetched last: {"SCHEME-FEED": RFC 3339 or null}. A new reference. */
json_t *subscribers_public(Engine *engine);
/* Sentences about those who are stale, by name; of char*; g_ptr_array_unref. */
GPtrArray *subscribers_warnings(Engine *engine);
