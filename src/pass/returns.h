/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document that came, filed for the obligation it answers; or a case that says why not. */
#pragma once
#include "pass/match.h"

/* Files every document of the message (and of a forward inside it). */
void returns_take(Inbound *inbound);
/* Files @document for @obligation: its values read as the form's fields mean them. Used by intake, by review
 * and by record. */
void returns_file(Inbound *inbound, const ReadingDocument *document, const Recognised *form,
                  Obligation *obligation, const char *why);
/* Whose hand it came from, for filed rows: the address, or "by hand: why". g_free. */
char *returned_by(const Inbound *inbound);
/* A link to a file instead of the file: the clock stops, the sender is told how to attach a copy; it is never
 * fetched. */
void returns_hold_link(Inbound *inbound, const char *link);
/* The role whose digest takes this form hears of a return. C1.19 */
void returns_tell(Inbound *inbound, const Recognised *form, const Obligation *obligation, gint64 filed);
