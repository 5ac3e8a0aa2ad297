/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libxlsxwriter writes to a path alone (1.1.4): here the path is that of a memory file. Reads no workbook:
 * that is the reader's. */
#include "config.h" /* memfd_create is behind _GNU_SOURCE */

#include "base/fault.h"
#include "base/text.h"
#include "paper/spreadsheet.h"
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

/* 1 January 1980: with the time of writing, equal workbooks would differ. */
enum { FIXED_TIME = 315532800 };
/* Limits of Excel: characters of a sheet's name, of a cell. */
enum { NAME_CHARACTERS = 31, CELL_CHARACTERS = 32767 };
enum { FOOTER_BYTES = 100 };

struct Spreadsheet {
  int fd;
  lxw_workbook *book; /* NULL once closed */
};

static void
set_io_fault(GError **error, const char *words)
{
  g_set_error(error, FAULT, FAULT_IO, "A workbook could not be written: %s.", words);
}

Spreadsheet *
spreadsheet_new(const char *title, GError **error)
{
  int fd = memfd_create("workbook", MFD_CLOEXEC);
  if (fd < 0) {
    set_io_fault(error, g_strerror(errno));
    return NULL;
  }
  Spreadsheet *spreadsheet = g_new0(Spreadsheet, 1);
  spreadsheet->fd = fd;
  g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);
  spreadsheet->book = workbook_new(path);
  g_autofree char *clean = text_clean(title ? title : "", -1, 250, FALSE);
  lxw_doc_properties properties = { .title = clean, .created = FIXED_TIME };
  workbook_set_properties(spreadsheet->book, &properties);
  return spreadsheet;
}

void
spreadsheet_free(Spreadsheet *spreadsheet)
{
  if (!spreadsheet)
    return;
  if (spreadsheet->book)
    lxw_workbook_free(spreadsheet->book);
  close(spreadsheet->fd);
  g_free(spreadsheet);
}

lxw_workbook *
spreadsheet_book(Spreadsheet *spreadsheet)
{
  return spreadsheet->book;
}

/* @name less the characters []:*?/\ and quotes at its ends, at most @limit characters. */
static char *
allowed_name(const char *name, glong limit)
{
  g_autofree char *clean = text_clean(name ? name : "", -1, 0, FALSE);
  g_strdelimit(clean, "[]:*?/\\'", ' ');
  g_autofree char *tidy = text_clean(clean, -1, 0, FALSE);
  g_autofree char *cut = g_utf8_substring(tidy, 0, MIN(limit, g_utf8_strlen(tidy, -1)));
  g_strstrip(cut);
  return g_strdup(*cut ? cut : "Sheet");
}

lxw_worksheet *
spreadsheet_add_sheet(Spreadsheet *spreadsheet, const char *name)
{
  g_autofree char *unique = allowed_name(name, NAME_CHARACTERS);
  for (guint n = 2; workbook_validate_sheet_name(spreadsheet->book, unique); n++) {
    g_autofree char *stem = allowed_name(name, NAME_CHARACTERS - 6);
    g_free(unique);
    unique = g_strdup_printf("%s (%u)", stem, n);
  }
  return workbook_add_worksheet(spreadsheet->book, unique);
}

void
spreadsheet_put(lxw_worksheet *sheet, guint row, guint column, const char *text, lxw_format *format)
{
  static const char cut_words[] = " [cut: too long for a cell]";
  g_autofree char *clean = text_clean(text ? text : "", -1, 0, TRUE);
  if (g_utf8_strlen(clean, -1) > CELL_CHARACTERS) {
    g_autofree char *whole = g_steal_pointer(&clean);
    g_autofree char *start = g_utf8_substring(whole, 0, CELL_CHARACTERS - (glong) sizeof cut_words);
    clean = g_strconcat(start, cut_words, NULL);
  }
  if (*clean)
    worksheet_write_string(sheet, row, (lxw_col_t) column, clean, format);
  else
    worksheet_write_blank(sheet, row, (lxw_col_t) column, format);
}

void
spreadsheet_put_day(lxw_worksheet *sheet, guint row, guint column, Day day, lxw_format *format)
{
  lxw_datetime date = { 0 };
  day_to_ymd(day, &date.year, &date.month, &date.day);
  worksheet_write_datetime(sheet, row, (lxw_col_t) column, &date, format);
}

void
spreadsheet_put_across(lxw_worksheet *sheet, guint row, guint last_column, const char *text,
                       lxw_format *format)
{
  if (last_column)
    worksheet_merge_range(sheet, row, 0, row, (lxw_col_t) last_column, "", format);
  spreadsheet_put(sheet, row, 0, text, format);
}

/* & begins a code in a footer. */
static char *
footer_words(const char *text)
{
  g_autofree char *clean = text_clean(text ? text : "", -1, FOOTER_BYTES, FALSE);
  g_auto(GStrv) pieces = g_strsplit(clean, "&", -1);
  return g_strjoinv("&&", pieces);
}

void
spreadsheet_set_footer(lxw_worksheet *sheet, const char *left, const char *right)
{
  g_autofree char *a = footer_words(left), *b = footer_words(right);
  g_autofree char *footer = g_strdup_printf("&L&9%s&C&9Page &P of &N&R&9%s", a, b);
  worksheet_set_footer(sheet, footer);
}

GBytes *
spreadsheet_close(Spreadsheet *spreadsheet, GError **error)
{
  lxw_error failed = workbook_close(g_steal_pointer(&spreadsheet->book));
  if (failed) {
    set_io_fault(error, lxw_strerror(failed));
    return NULL;
  }
  g_autoptr(GMappedFile) file = g_mapped_file_new_from_fd(spreadsheet->fd, FALSE, error);
  if (!file) {
    g_prefix_error(error, "A workbook could not be read back: ");
    return NULL;
  }
  return g_bytes_new(g_mapped_file_get_contents(file), g_mapped_file_get_length(file));
}
