/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to this room: how a person is selected and read, for the files that find people by something else.
 */
#pragma once
#include "store/people.h"
#include "store/statement.h"

/* The columns of person_read(), of a table person AS p. */
#define PERSON_COLUMNS                                                                                       \
  " p.id, p.name, (SELECT address FROM address WHERE person = p.id"                                          \
  " ORDER BY preferred DESC, bounced IS NOT NULL, address LIMIT 1), p.since, p.erased IS NOT NULL "

/* A person (an SQL term for the id) to whom mail can go: with an address, and not with one that does not take
 * it. */
#define CAN_BE_WRITTEN_TO(person_)                                                                           \
  " (EXISTS (SELECT 1 FROM address w WHERE w.person = " person_ ")"                                          \
  " AND NOT EXISTS (SELECT 1 FROM address w WHERE w.person = " person_                                       \
  " AND w.preferred AND w.bounced IS NOT NULL)) "

gpointer person_read(Statement *s);
/* The rows of @s: of Person. */
GPtrArray *people_read(Statement *s);
