/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose calendar may make dates for others, and for whom. doc/contract.md, "Leads' own calendars". */
#pragma once
#include "pass/calendar/naming.h"
#include "pass/intake/inbound.h"
#include "reader/reading.h"

/* Whether the mail server vouches for somebody who makes dates for others: the office, and whoever has a role
 * that covers everybody, or all with the same value of an attribute. *office: all is theirs. */
gboolean leading_may(const Inbound *inbound, gboolean *office);
/* The one event that @event names and that the sender makes dates of (@office: any). FALSE and what a human
 * must say, in words, in *doubt (g_free). */
gboolean leading_event(const Inbound *inbound, gboolean office, const ReadingEvent *event, NamedEvent *named,
                       char **doubt);
/* For whom: what the words say, within what the sender covers. JSON as in a session's filter, g_free; NULL
 * and *doubt likewise. */
char *leading_filter(const Inbound *inbound, gboolean office, const ReadingEvent *event, const Scheme *scheme,
                     char **doubt);
