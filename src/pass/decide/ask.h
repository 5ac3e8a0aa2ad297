/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mails that ask: whatever waits to be asked of one person, of their own obligations and of others', in
 * any scheme, goes in one. doc/contract.md, "Mails". */
#pragma once
#include "pass/engine.h"
#include "store/asking.h"

/* Lets @asking wait for its mail, which asks_write() writes. */
void ask(Engine *engine, const Asking *asking);
/* Writes the mail to @person of what waits and may go now: in the sending window, reminders once a day and
 * only if engine->may_chase; above the brake they go apart and are held. What is settled by now is dropped.
 * FALSE when a template is at fault. */
gboolean asks_write(Engine *engine, gint64 person, GError **error);
