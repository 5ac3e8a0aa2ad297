/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands, in numbers, and what is wrong, with since when and what to do. The same for `status`, a mail
 * and the digest. */
#pragma once
#include "pass/engine.h"
#include <jansson.h>

/* doc/contract.md, "JSON". A new reference. */
json_t *status_json(Engine *engine);
/* The same in lines: of char*; g_ptr_array_unref. */
GPtrArray *status_lines(const json_t *status);
/* What is wrong alone: of char*; g_ptr_array_unref. */
GPtrArray *status_warnings(Engine *engine);
