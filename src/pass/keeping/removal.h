/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deletes what is kept no longer: the bytes here, then the message on the server. */
#pragma once
#include "mail/mailbox.h"
#include "pass/engine.h"

/* What can be done here; with @mailbox (NULL: it cannot be reached) also there. What cannot be deleted yet
 * waits for the next pass. FAULT_UNREACHABLE, FAULT_LATER, and those of the store. */
gboolean removal(Engine *engine, Mailbox *mailbox, GError **error);
