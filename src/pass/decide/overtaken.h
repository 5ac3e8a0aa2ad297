/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mails that could not go when they were written, and that time has overtaken: whoever they are to has
 * answered since, or is to be reminded of it later. doc/contract.md, "Mails". */
#pragma once
#include "pass/engine.h"

/* Takes them back, so that what is still to be asked goes into one mail with what fell due since. */
gboolean overtaken_withdraw(Engine *engine, GError **error);
