/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands, in numbers, for Prometheus: a file of its text form (0.0.4) that the web process shows to this
 * machine alone. No name, address, ref or token is in it. */
#pragma once
#include "pass/engine.h"

/* The text; g_free. */
char *metrics_text(Engine *engine);
/* Puts it beside what is published, where the site listens; readable by mentord alone, under a name that no
 * request can have. FAULT_IO. */
gboolean metrics_write(Engine *engine, GError **error);
