/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the cells of separated text lie in the bytes of its file, so that somebody who holds them can fill in
 * a cell and leave every other byte as it is. Reads no cell itself. */
#include "reader/document/formats.h"
#include <string.h>

#define MOST_CUTS 100000 /* of a file; a larger one is read all the same, and not to be filled in */

/* The bytes before the text: a byte order mark, or none. */
static gsize
mark_of(const guint8 *bytes, gsize n)
{
  return n >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;
}

/* One byte a character, as in the old code pages: offsets count characters. FALSE: it is not so. */
static gboolean
count_characters(GPtrArray *cuts, const char *text, gsize n)
{
  guint length = (guint) strlen(text);
  if ((gsize) g_utf8_strlen(text, length) != n)
    return FALSE;
  const char *p = text;
  guint characters = 0;
  for (guint r = 0; r < cuts->len; r++) {
    GArray *row = cuts->pdata[r];
    for (guint c = 0; c < row->len; c++) {
      guint *cut = &g_array_index(row, guint, c);
      guint past = *cut > length; /* the one behind the last character */
      const char *to = text + *cut - past;
      for (; p < to; p++)
        characters += (*p & 0xc0) != 0x80;
      *cut = characters + past;
    }
  }
  return TRUE;
}

void
csv_cuts_finish(ReadingTable *table, const char *text, const guint8 *bytes, gsize n)
{
  guint total = 0;
  if (table->cuts->len > table->rows->len) /* empty rows at the end are no rows */
    g_ptr_array_set_size(table->cuts, (gint) table->rows->len);
  for (guint r = 0; r < table->cuts->len; r++)
    total += ((GArray *) table->cuts->pdata[r])->len;
  gsize mark = mark_of(bytes, n), length = strlen(text);
  gboolean same = length == n - mark && !memcmp(text, bytes + mark, length);
  gboolean good = total <= MOST_CUTS && table->cuts->len == table->rows->len &&
                  (same || count_characters(table->cuts, text, n));
  for (guint r = 0; good && same && r < table->cuts->len; r++) {
    GArray *row = table->cuts->pdata[r];
    for (guint c = 0; c < row->len; c++)
      g_array_index(row, guint, c) += (guint) mark;
  }
  if (!good)
    g_clear_pointer(&table->cuts, g_ptr_array_unref);
}
