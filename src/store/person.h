/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to this room: how a person is selected and read, for the files that find people by something else.
 */
#pragma once
#include "store/people.h"
#include "store/statement.h"

/* The columns of person_read(), of a table person AS p. */
#define PERSON_COLUMNS                                                                                       \
  " p.id, p.name, (SELECT address FROM address WHERE person = p.id"                                          \
  " ORDER BY preferred DESC, bounced IS NOT NULL, address LIMIT 1), p.since "

gpointer person_read(Statement *s);
/* The rows of @s: of Person. */
GPtrArray *people_read(Statement *s);
