/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mail that was kept as long as the site says. */
#pragma once
#include "pass/engine.h"

/* Announces to the office what goes in a week, and lets go what was announced a week ago. FAULT of the store,
 * or of the template. */
gboolean retention(Engine *engine, GError **error);
/* What is announced, a sentence (char*) a kind of mail. */
GPtrArray *retention_words(const Engine *engine);
