/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a filed form says that somebody must hear of at once. C5.10, C5.18, C5.29 */
#pragma once
#include "pass/intake/match.h"

/* Tells the role of each alert of @filed that its answer raises, never whoever it is about: as an action of
 * the first who holds it, when a requirement of the scheme asks actions of them, else by mail, with a case so
 * that it is not forgotten. Nobody holds it: a case. Called again after a correction it tells what is new
 * alone. */
void alerts_raise(const Inbound *inbound, const Recognised *form, const Obligation *obligation, gint64 filed);
/* What the return @filed, of @returned, says that raised an alert, for @reader who is to see to it: of whom,
 * from whom, and the answers as far as they may read them. NULL: it says nothing of the kind. g_free. */
char *alerts_quote(Engine *engine, const Scheme *scheme, const Obligation *returned, gint64 filed,
                   gint64 reader);
