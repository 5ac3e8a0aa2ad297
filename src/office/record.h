/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A return that came on paper, by hand or by another way than the mailbox. It goes through the reader and is
 * kept like a mail. */
#pragma once
#include "pass/engine.h"
#include "store/obligations.h"

/* Files @bytes, a document or a message with one, for @obligation, inside the caller's transaction. Lines of
 * what was read into @lines (of char*). FAULT_DATA when it is no form that the obligation asks for, is empty
 * or cannot be read. */
gboolean record_return(Engine *engine, Obligation *obligation, const char *name, GBytes *bytes,
                       const char *reason, GPtrArray *lines, GError **error);
