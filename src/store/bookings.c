/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of places. Knows no limit and moves nobody up. */
#include "store/bookings.h"
#include "store/people.h"
#include "store/statement.h"
#include <string.h>

static const char *const words[] = {
  [BOOKING_HELD] = "held", [BOOKING_WAITING] = "waiting", [BOOKING_GIVEN_UP] = "given up"
};

const char *
booking_word(BookingState state)
{
  return words[state];
}

static void
group_clear(BookingGroup *group)
{
  g_free(group->scheme);
  g_free(group->event);
  g_free(group->group);
}

void
booking_group_free(BookingGroup *group)
{
  group_clear(group);
  g_free(group);
}

void
booking_free(Booking *booking)
{
  if (!booking)
    return;
  group_clear(&booking->of);
  g_free(booking);
}

gboolean
booking_ask(Store *store, const BookingGroup *of, gint64 person, Instant at)
{
  Statement *s = statement(
      store,
      "INSERT INTO booking (scheme, event, group_key, person, state, at) VALUES (?, ?, ?, ?, 'waiting', ?)"
      " ON CONFLICT DO UPDATE SET state = 'waiting', at = excluded.at WHERE state = 'given up'");
  bind_text(s, of->scheme);
  bind_text(s, of->event);
  bind_text(s, of->group);
  bind_int(s, person);
  bind_instant(s, at);
  return statement_run(s) > 0;
}

void
booking_set(Store *store, const Booking *booking, BookingState state)
{
  Statement *s = statement(store, "UPDATE booking SET state = ? WHERE id = ?");
  bind_text(s, words[state]);
  bind_int(s, booking->id);
  statement_run(s);
  dirty_add(store, booking->person);
}

static BookingState
take_state(Statement *s)
{
  g_autofree char *word = take_text(s);
  for (guint i = 0; word && i < G_N_ELEMENTS(words); i++)
    if (!strcmp(word, words[i]))
      return (BookingState) i;
  return BOOKING_GIVEN_UP;
}

#define BOOKING "SELECT id, person, scheme, event, group_key, state, at FROM booking "

static gpointer
read_booking(Statement *s)
{
  Booking *booking = g_new0(Booking, 1);
  booking->id = take_int(s);
  booking->person = take_int(s);
  booking->of.scheme = take_text(s);
  booking->of.event = take_text(s);
  booking->of.group = take_text(s);
  booking->state = take_state(s);
  booking->at = take_instant(s);
  return booking;
}

static void
bind_group(Statement *s, const BookingGroup *of)
{
  bind_text(s, of->scheme);
  bind_text(s, of->event);
  bind_text(s, of->group);
}

Booking *
booking_get(Store *store, const BookingGroup *of, gint64 person)
{
  Statement *s = statement(store, BOOKING "WHERE scheme = ? AND event = ? AND group_key = ? AND person = ?");
  bind_group(s, of);
  bind_int(s, person);
  return statement_one(s, read_booking);
}

GPtrArray *
bookings_of(Store *store, const BookingGroup *of)
{
  Statement *s = statement(store, BOOKING "WHERE scheme = ? AND event = ? AND group_key = ?"
                                          " AND state <> 'given up' ORDER BY at, id");
  bind_group(s, of);
  return statement_all(s, read_booking, (GDestroyNotify) booking_free);
}

GPtrArray *
bookings_of_person(Store *store, gint64 person)
{
  Statement *s = statement(store, BOOKING "WHERE person = ? ORDER BY at, id");
  bind_int(s, person);
  return statement_all(s, read_booking, (GDestroyNotify) booking_free);
}

static gpointer
read_group(Statement *s)
{
  BookingGroup *group = g_new0(BookingGroup, 1);
  group->scheme = take_text(s);
  group->event = take_text(s);
  group->group = take_text(s);
  return group;
}

GPtrArray *
bookings_waited_for(Store *store)
{
  Statement *s = statement(store, "SELECT DISTINCT scheme, event, group_key FROM booking"
                                  " WHERE state = 'waiting' ORDER BY scheme, event, group_key");
  return statement_all(s, read_group, (GDestroyNotify) booking_group_free);
}
