/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import: people, sessions, attendance, activities and placements from a table (CSV, XLSX, ODS) or a calendar
 * file. What a file holds is told by its columns. A row that is at fault is refused by itself; nobody whom a
 * file does not name is touched. doc/contract.md. */
#pragma once
#include "pass/engine.h"

typedef struct {
  guint row;    /* as a spreadsheet counts: the header is usually row 1; of a calendar file the event */
  char *column; /* as the file writes it; "" for the row as a whole */
  char *words;  /* what is wrong with it, and what was meant */
} ImportFault;

typedef struct {
  char *cause; /* "import FILE", for the journal */
  guint added, changed, unchanged;
  GPtrArray *lines;   /* of char*: "+ joins", "~ changes", "! notes" */
  GPtrArray *refused; /* of ImportFault, by row */
} Import;
void import_free(Import *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Import, import_free)

/* Reads @bytes in the reader and takes them into the store, inside the caller's transaction: a dry run is one
 * that is rolled back. NULL and FAULT_DATA when the file as a whole is of no use. @name: of the file. */
Import *import_take(Engine *engine, const char *name, GBytes *bytes, GError **error);
