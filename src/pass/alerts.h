/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a filed form says that somebody must hear of at once. C5.10, C5.18, C5.29 */
#pragma once
#include "pass/match.h"

/* Tells the role of each alert of @filed that its answer raises, never whoever it is about: as an action of
 * the first who holds it, when a requirement of the scheme asks actions of them, else by mail, with a case so
 * that it is not forgotten. Nobody holds it: a case. Called again after a correction it tells what is new
 * alone. */
void alerts_raise(const Inbound *inbound, const Recognised *form, const Obligation *obligation, gint64 filed);
