/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an automatic answer says of an absence: until when, and who stands in. */
#pragma once
#include "reader/reading.h"

/* Reads @text, what the sender wrote, and @subject, written on the local date @sent (DAY_NONE: not known,
 * then nothing relative is understood). Nothing is guessed: a date that can be read two ways is none. @own:
 * the sender's address, who is nobody's deputy; or NULL. */
ReadingAway *away_read(const char *subject, const char *text, Day sent, const char *own);
