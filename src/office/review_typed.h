/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the office types behind `review accept`: LABEL=VALUE, taken apart. */
#pragma once
#include "scheme/scheme.h"

/* Of GStrv {the label's words, value, label as typed}; NULL and FAULT_DATA when one is no LABEL=VALUE. */
GPtrArray *typed_take_apart(char *const *values, GError **error);
/* The value typed under the plain word @key; NULL: none. Borrowed. */
const char *typed_word(const GPtrArray *typed, const char *key);
/* What was typed as fields of @form: id to value, in normal form when @normal. `ref` names no box. NULL and
 * FAULT_DATA when a label or value is wrong. */
GHashTable *typed_fields(const SchemeForm *form, const GPtrArray *typed, gboolean normal, GError **error);
