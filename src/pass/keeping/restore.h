/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store that was put back from a backup. */
#pragma once
#include "pass/engine.h"

/* If the store is a backup that nobody worked with yet: holds what may have gone out since it was made, and
 * tells the office. `outbox release` goes on. FAULT of the store, or of the template. */
gboolean restore_notice(Engine *engine, GError **error);
