/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An .xlsx in memory, over libxlsxwriter: the file, names of sheets, cells that cannot be refused. The same
 * calls give the same bytes. Knows neither forms nor reports. */
#pragma once
#include "base/day.h"
#include <xlsxwriter.h>

typedef struct Spreadsheet Spreadsheet;

/* FAULT_IO if there is no memory file to write to. */
Spreadsheet *spreadsheet_new(const char *title, GError **error);
void spreadsheet_free(Spreadsheet *spreadsheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Spreadsheet, spreadsheet_free)

lxw_workbook *spreadsheet_book(Spreadsheet *spreadsheet);
/* A sheet named like @name, without what Excel refuses in names, at most 31 characters, made unique. */
lxw_worksheet *spreadsheet_add_sheet(Spreadsheet *spreadsheet, const char *name);
/* Always text, never a formula; cleaned, and cut with a word about it at the 32,767 characters that a cell
 * bears. An empty text is a blank cell with @format. */
void spreadsheet_put(lxw_worksheet *sheet, guint row, guint column, const char *text, lxw_format *format);
void spreadsheet_put_day(lxw_worksheet *sheet, guint row, guint column, Day day, lxw_format *format);
/* @text across the columns 0 to @last_column of @row. */
void spreadsheet_put_across(lxw_worksheet *sheet, guint row, guint last_column, const char *text,
                            lxw_format *format);
/* Footer of the printed page: @left and @right, at most 100 bytes of each, and the page number between them.
 */
void spreadsheet_set_footer(lxw_worksheet *sheet, const char *left, const char *right);
/* The file's bytes; nothing more can be written. FAULT_IO if libxlsxwriter could not write it. */
GBytes *spreadsheet_close(Spreadsheet *spreadsheet, GError **error);
