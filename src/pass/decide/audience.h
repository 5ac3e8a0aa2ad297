/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules for whom there is nobody: they write to nobody, and whoever made them should hear of it. */
#pragma once
#include "pass/engine.h"

/* A sentence for each requirement in force today that nobody on the roster is asked, of char*; none before
 * there is a roster, or outside every year. g_ptr_array_unref. */
GPtrArray *audience_missing(Engine *engine);
