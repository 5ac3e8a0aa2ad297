/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of a rehearsal: an earlier one cleared away, a site file of its own written. */
#pragma once
#include "pass/site/site.h"
#include "rehearse/rehearse.h"

/* The site of a rehearsal in order->directory, which is made ready. NULL: FAULT_DATA, FAULT_IO. */
Site *rehearse_site(const RehearsalOrder *order, GError **error);
/* order->directory/@name. g_free. */
char *rehearse_path(const RehearsalOrder *order, const char *name);
