/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places in a cohort or a session: who asks first comes first, the rest wait and move up. A place is free
 * again when its holder gives it up, is excused, or is no longer asked. C4.2 */
#pragma once
#include "pass/decide/standing.h"
#include "store/bookings.h"
#include "store/sessions.h"

/* Puts the person into the queue for @requirement's places, as of the day on which they met what stands at
 * the beginning of it (an application that arrived), unless they were in it before. */
void places_ask(const Standing *standing, const Requirement *requirement);
/* Whether the person holds one; TRUE also where there is no limit. */
gboolean places_held(const Standing *standing, const Requirement *requirement);
gboolean places_given_up(const Standing *standing, const Requirement *requirement);

/* Frees the places of those who no longer want or need them, moves up who waits, and tells both who moved up
 * and, once, who waits. *moved: somebody is to be decided again. FALSE and @error: a template is at fault. */
gboolean places_fill(Engine *engine, gboolean *moved, GError **error);

/* How one stands, for people: "place", "waiting list, number 2 of 5 (12 places)", "place given up"; what it
 * is of into *of_what. g_free both. */
char *places_words(Engine *engine, const Booking *booking, char **of_what);
/* The number in the queue, from 1; 0: does not wait. */
guint places_position(Store *store, const Booking *booking);
/* The booking that belongs to @obligation; NULL: it has no places, or nobody asked yet. */
Booking *places_of_obligation(Engine *engine, const Obligation *obligation);
/* Whether the days of what it is of are not over. */
gboolean places_matter(Engine *engine, const Booking *booking);

/* Who holds a place in @session or waits for one, the first first: of Booking. */
GPtrArray *places_queue(Engine *engine, const Session *session);
/* Asks for one in a session, as of now: the row, which waits until places_fill(). */
Booking *places_ask_session(Engine *engine, const Session *session, gint64 person);
/* What they hold of a session, or wait for; NULL: they never asked. */
Booking *places_in_session(Engine *engine, const Session *session, gint64 person);
/* Whether somebody who asks for one in @session now has it at once; TRUE also where there is no limit. */
gboolean places_has_room(Engine *engine, const Session *session);
gboolean places_of_session(const Booking *booking);
/* The session that @booking is of, unless it is cancelled or of another year; NULL: none. */
Session *places_session(Engine *engine, const Booking *booking);
void places_give_up(Engine *engine, const Booking *booking, const char *cause);
