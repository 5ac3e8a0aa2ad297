/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a message says something anywhere: headers, texts, quotes, files, files in files. Runs in the
 * locked-down child. */
#pragma once
#include "reader/reading.h"

/* @bytes: a regular expression, NUL, the message. The reading's text is "found" or "". Never NULL. */
Reading *message_search(const guint8 *bytes, gsize n);
