/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody typed above the answer that their calendar program wrote. Pure. */
#pragma once
#include "reader/reading.h"

/* The words of @reading, and the comment of @event, that no program put there; "" when there are none.
 * g_free. */
char *typed_words(const Reading *reading, const ReadingEvent *event);
