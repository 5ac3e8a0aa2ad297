/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that is a person in a role. Several may speak of one person, so what they say is held together until
 * all of them are read. */
#pragma once
#include "office/import_table.h"

/* One row that is good. */
typedef struct {
  ImportRow written;
  char *name, *address, *school, *covers;
  Day from;               /* the first day of the role: as the row says, else today */
  char *key;              /* the person, as far as the file says: address and name */
  GPtrArray *schemes;     /* of Scheme: one; for the office, where none is named, every one */
  const SchemeRole *role; /* NULL: the office */
} PersonRow;

/* What all rows say together. */
typedef struct PersonRows PersonRows;

PersonRows *person_rows_new(void);
void person_rows_free(PersonRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PersonRows, person_rows_free)

/* NULL: it was refused; every fault of the row is said, not only the first. */
PersonRow *person_row_read(PersonRows *rows, const ImportRow *row);
void person_row_free(PersonRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PersonRow, person_row_free)

/* What rows say of @attribute of the person of @row, or of their school; borrowed, NULL: nothing. */
GStrv person_rows_values(const PersonRows *rows, const PersonRow *row, const Scheme *scheme,
                         const SchemeAttribute *attribute);
