/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meetings and visits between two people, recorded by a form that one of them files. C5.4, C5.5, C5.9, C5.16
 */
#pragma once
#include "pass/intake/match.h"

/* Records the event of @form for whom it was asked and for the person it is about, on the day in its box
 * "attended". A form that records no meeting: nothing. */
void visits_record(const Inbound *inbound, const Recognised *form, const Obligation *obligation,
                   gint64 filed);
