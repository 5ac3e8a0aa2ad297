/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents of a message: each filed for the obligation it answers, or said to be none, or a case that
 * says why not. */
#pragma once
#include "pass/intake/match.h"

/* Takes every document of the message (and of a forward inside it), and links to files where no file came.
 * What cannot be read becomes one case, however many files it is. */
void returns_take(Inbound *inbound);
/* Whose hand it came from, for filed rows: the address, or "by hand: why". g_free. */
char *returned_by(const Inbound *inbound);
/* The role whose digest takes this form hears of a return. C1.19 */
void returns_tell(Inbound *inbound, const Recognised *form, const Obligation *obligation, gint64 filed);
