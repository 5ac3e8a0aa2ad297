/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a cell apart for each of the fields that share it. Judges no value. */
#include "pass/intake/shared_cell.h"
#include "base/text.h"
#include <string.h>

/* Where the word "Date" stands with its colon, in any case; NULL: nowhere. */
static const char *
date_word(const char *text)
{
  for (const char *p = text; *p; p++)
    if (!g_ascii_strncasecmp(p, "date:", 5) && (p == text || !g_ascii_isalpha(p[-1])))
      return p;
  return NULL;
}

/* "W5 2AB" at the end: an outward code of two to four signs, and a digit with two letters. */
static const char *
post_code(const char *text)
{
  gsize n = strlen(text);
  const char *end = text + n;
  if (n < 6 || !g_ascii_isalpha(end[-1]) || !g_ascii_isalpha(end[-2]) || !g_ascii_isdigit(end[-3]))
    return NULL;
  const char *p = end - 3;
  if (p > text && p[-1] == ' ')
    p--;
  const char *outward = p;
  while (outward > text && g_ascii_isalnum(outward[-1]))
    outward--;
  gsize signs = (gsize) (p - outward);
  return signs >= 2 && signs <= 4 && g_ascii_isalpha(*outward) ? outward : NULL;
}

/* Where the second of two facts begins, and where the first ends; NULL: there is one alone. */
static const char *
second_fact(const char *text, const char **first_end)
{
  static const char *const stops[] = { "\n", ",", ";", " / ", " - ", " \xe2\x80\x93 ", "(" };
  const char *best = post_code(text), *end = best;
  for (guint i = 0; i < G_N_ELEMENTS(stops) && !best; i++) {
    const char *found = g_strrstr(text, stops[i]);
    if (found && found > text) {
      end = found;
      best = found + strlen(stops[i]);
    }
  }
  *first_end = end;
  return best;
}

/* Without blanks and stops at its ends. */
static char *
trimmed(const char *text, gsize n)
{
  static const char *const stops = " \t\n,;-/()";
  while (n && strchr(stops, *text)) {
    text++;
    n--;
  }
  while (n && strchr(stops, text[n - 1]))
    n--;
  return g_strndup(text, n);
}

char *
shared_cell_part(const FormField *field, const char *text)
{
  const char *date = date_word(text), *end = text + strlen(text);
  if (field->type == FIELD_YES_NO)
    return trimmed(text, (gsize) ((date ? date : end) - text));
  if (field->type == FIELD_DATE) {
    const char *from = date ? date + strlen("date:") : text + strcspn(text, "0123456789");
    return trimmed(from, strlen(from));
  }
  const char *first_end = end;
  const char *second = field->part ? second_fact(text, &first_end) : NULL;
  if (field->part == 2)
    return second ? trimmed(second, strlen(second)) : g_strdup("");
  return trimmed(text, (gsize) (first_end ? first_end - text : end - text));
}

/* The last cell with something in it of the row that begins with the label @key; NULL: no such row. Between
 * label and answer stand remarks, as "Module 1". */
static const char *
row_answer(const ReadingDocument *document, const char *key)
{
  for (guint t = 0; t < document->tables->len; t++) {
    const ReadingTable *table = document->tables->pdata[t];
    for (guint r = 0; r < table->rows->len; r++) {
      char **row = table->rows->pdata[r];
      g_autofree char *first = row[0] ? text_key(row[0]) : NULL;
      if (g_strcmp0(first, key) != 0)
        continue;
      const char *last = "";
      for (guint c = 1; row[c]; c++)
        last = *row[c] ? row[c] : last;
      return last;
    }
  }
  return NULL;
}

const ReadingField *
shared_cell_box(ReadingDocument *document, const FormField *field)
{
  for (guint i = 0; field->also[i]; i++) {
    g_autofree char *key = text_key(field->also[i]);
    const char *text = row_answer(document, key);
    const ReadingField *box = text ? NULL : reading_field(document, key);
    if (!text && !box)
      continue;
    g_autofree char *part = shared_cell_part(field, text ? text : box->value);
    g_clear_pointer(&document->labels, g_hash_table_unref); /* it is made again with this one in it */
    reading_add_field(document, field->label, part, text ? "cell" : box->as, field->id);
    return document->fields->pdata[document->fields->len - 1];
  }
  return NULL;
}
