/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intake: a reading becomes facts, or a case with ranked guesses. Never a person invented from a mail. */
#pragma once
#include "pass/engine.h"
#include "store/messages.h"

/* Takes one reading in, in the transaction that is open: facts, cases, answers queued, the message's end.
 * @reading may say an arrival of its own (maildir). FALSE and @error when a template is at fault. */
gboolean intake(Engine *engine, Message *message, const Reading *reading, GError **error);
/* A message that the reader could not take at its third attempt. */
void intake_unread(Engine *engine, const Message *message, const char *died);
