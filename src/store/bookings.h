/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places in a session or a cohort, in the order in which they were asked for. How many there are, and who
 * moves up, is decided elsewhere. C4.2 */
#pragma once
#include "store/store.h"

typedef enum { BOOKING_HELD, BOOKING_WAITING, BOOKING_GIVEN_UP } BookingState;
const char *booking_word(BookingState state);

/* What places are of: an event and its session, a requirement and its cohort. */
typedef struct {
  char *scheme, *event, *group; /* group: a key that begins with "session:" or "cohort:" */
} BookingGroup;
void booking_group_free(BookingGroup *group);

typedef struct {
  gint64 id, person;
  BookingGroup of;
  BookingState state;
  Instant at; /* when it was asked for: the earlier goes first */
} Booking;
void booking_free(Booking *booking);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Booking, booking_free)

/* Puts @person at the end of those who wait; who holds a place or waits stays where they are. FALSE: nothing
 * changed. */
gboolean booking_ask(Store *store, const BookingGroup *of, gint64 person, Instant at);
void booking_set(Store *store, const Booking *booking, BookingState state); /* the person is decided again */
Booking *booking_get(Store *store, const BookingGroup *of, gint64 person);  /* NULL: never asked for */
GPtrArray *bookings_of(Store *store,
                       const BookingGroup *of); /* who holds or waits, the first first: of Booking */
GPtrArray *bookings_of_person(Store *store, gint64 person); /* of Booking, given up ones too */
GPtrArray *bookings_waited_for(Store *store);               /* of BookingGroup: where somebody waits */
