/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More reminders than usual wait for the office, which is asked what it thinks of it. doc/contract.md,
 * "Mails". */
#pragma once
#include "pass/engine.h"

/* Asks the office, once until nothing is held any more, whether the mails that the brake holds are to go. */
gboolean brake_tell(Engine *engine, GError **error);
