/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an automatic answer says of an absence: until when, and who stands in. */
#pragma once
#include "reader/reading.h"

/* Reads the subject and text of @reading, which an automatic answer is. Nothing is guessed: what is not said
 * stays NULL, and where its date is not known nothing relative is understood. */
ReadingAway *away_read(const Reading *reading);

/* away_deputy.c: who is named to turn to; left as it is for nobody. */
void away_deputy(const Reading *reading, ReadingAddress *deputy);
