/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to this room: how an award is selected and read. */
#pragma once
#include "store/awards.h"
#include "store/statement.h"

#define AWARD_SELECT                                                                                         \
  "SELECT id, person, obligation, scheme, award, instance, year, name, title, words, detail, certificate,"   \
  " code, credits, issued, school, holder FROM award "

/* The rows of @s: of Award. */
GPtrArray *awards_read(Statement *s);
