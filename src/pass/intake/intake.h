/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intake: a reading becomes facts, or a case with ranked guesses. Never a person invented from a mail. */
#pragma once
#include "pass/intake/inbound.h"

/* Takes one reading in, in the transaction that is open: facts, cases, answers queued, the message's end.
 * @reading may say an arrival of its own (maildir). FALSE and @error when a template is at fault. */
gboolean intake(Engine *engine, Message *message, const Reading *reading, GError **error);
/* A message that the reader could not take at its third attempt. */
void intake_unread(Engine *engine, const Message *message, const char *died);
/* Whether a human wrote what is of this kind. */
gboolean intake_is_human(const char *kind);
/* Says of a message that was taken in before what today's rules make of its kind and arrival. */
void intake_prepare(Inbound *inbound);
/* Takes it in once more: its documents, but for those that are passed over; with @words also what is written
 * in it, which may be carried out only where it was not. Writes nothing of the message's own row. The same
 * error. */
gboolean intake_again(Inbound *inbound, gboolean words, GError **error);
