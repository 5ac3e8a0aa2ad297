/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forgets one person: what names them goes, what is counted stays. */
#pragma once
#include "pass/engine.h"

/* Says in @lines (of char*) what goes, and unless @dry does it: in the database, in its file, in the
 * published folder. What lies on the mail server is left to removal(). Done twice it changes nothing. */
gboolean erase(Engine *engine, gint64 person, gboolean dry, GPtrArray *lines, GError **error);
