/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a posted body apart. Knows no form: whether a column or a field is one is seen where its labels are.
 */
#include "reader/message/posted.h"
#include "base/checksum.h"
#include "base/text.h"
#include <string.h>

#define LARGEST (64 << 10) /* bytes of a body; the web process takes no more */
#define MOST_PAIRS 4000
#define MOST_ROWS 1000
#define MOST_COLUMNS 40
#define LONGEST_NAME 48
#define LONGEST_VALUE 4000 /* bytes */

typedef struct {
  ReadingDocument *document;
  GHashTable *seen;   /* names of fields */
  GPtrArray *columns; /* of char*: ids, in the order in which they came */
  GHashTable *rows;   /* of GHashTable, id to value, by the number of the row */
  guint pairs;
} Posted;

static gboolean
is_id(const char *text)
{
  gsize n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-");
  return n && !text[n] && n <= LONGEST_NAME && g_ascii_isalpha(*text);
}

/* What is no escape stands for itself, and what is no UTF-8 is shown as such: nothing of an answer is lost.
 * g_free. */
static char *
decode(const char *text, gsize n, gsize limit)
{
  g_autoptr(GString) out = g_string_sized_new(n);
  for (gsize i = 0; i < n; i++) {
    gboolean escape = text[i] == '%' && i + 2 < n && g_ascii_isxdigit(text[i + 1]);
    if (escape && g_ascii_isxdigit(text[i + 2])) {
      g_string_append_c(out,
                        (char) (g_ascii_xdigit_value(text[i + 1]) * 16 + g_ascii_xdigit_value(text[i + 2])));
      i += 2;
    } else {
      g_string_append_c(out, text[i] == '+' ? ' ' : text[i]);
    }
  }
  return text_clean(out->str, (gssize) out->len, limit, TRUE);
}

char *
posted_text(const guint8 *bytes, gsize n)
{
  return decode((const char *) bytes, n, 0);
}

/* The row's number of "7" or "7.name", and what follows the dot (else NULL); 0: it is no name of a cell. */
static guint
row_of(const char *name, const char **column)
{
  gsize n = strspn(name, "0123456789");
  guint64 row = 0;
  g_autofree char *digits = g_strndup(name, n);
  *column = name[n] == '.' ? name + n + 1 : NULL;
  if (!n || n > 4 || (name[n] && name[n] != '.') ||
      !g_ascii_string_to_unsigned(digits, 10, 1, MOST_ROWS, &row, NULL))
    return 0;
  return (guint) row;
}

static void
add_cell(Posted *posted, guint number, const char *column, const char *value)
{
  if (!is_id(column))
    return;
  if (!g_ptr_array_find_with_equal_func(posted->columns, column, g_str_equal, NULL)) {
    if (posted->columns->len >= MOST_COLUMNS)
      return;
    g_ptr_array_add(posted->columns, g_strdup(column));
  }
  GHashTable *row = g_hash_table_lookup(posted->rows, GUINT_TO_POINTER(number));
  if (!row) {
    row = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_hash_table_insert(posted->rows, GUINT_TO_POINTER(number), row);
  }
  if (!g_hash_table_contains(row, column))
    g_hash_table_insert(row, g_strdup(column), g_strdup(value));
}

/* "attended=2026-10-06": the answer names the column into which it goes. */
static void
add_choice(Posted *posted, guint number, const char *answer)
{
  const char *is = strchr(answer, '=');
  g_autofree char *column = is ? g_strndup(answer, (gsize) (is - answer)) : NULL;
  if (column)
    add_cell(posted, number, column, is + 1);
}

static void
add_pair(Posted *posted, const char *pair, gsize n)
{
  const char *is = memchr(pair, '=', n), *column;
  gsize name_length = is ? (gsize) (is - pair) : n;
  g_autofree char *name = decode(pair, name_length, LONGEST_VALUE);
  g_autofree char *value = is ? decode(is + 1, n - name_length - 1, LONGEST_VALUE) : g_strdup("");
  guint row = row_of(name, &column);
  if (row && column)
    add_cell(posted, row, column, value);
  else if (row)
    add_choice(posted, row, value);
  else if (is_id(name) && g_hash_table_add(posted->seen, g_strdup(name)))
    reading_add_field(posted->document, name, value, "form-field", name);
}

static int
by_number(gconstpointer a, gconstpointer b)
{
  guint first = GPOINTER_TO_UINT(a), second = GPOINTER_TO_UINT(b);
  return (first > second) - (first < second);
}

static void
add_table(const Posted *posted)
{
  if (!posted->columns->len)
    return;
  guint n = posted->columns->len;
  ReadingTable *table = reading_add_table(posted->document, "", FALSE);
  GStrv header = g_new0(char *, n + 1);
  for (guint c = 0; c < n; c++)
    header[c] = g_strdup(posted->columns->pdata[c]);
  g_ptr_array_add(table->rows, header);
  g_autoptr(GList) numbers = g_list_sort(g_hash_table_get_keys(posted->rows), by_number);
  for (const GList *one = numbers; one; one = one->next) {
    GHashTable *cells = g_hash_table_lookup(posted->rows, one->data);
    GStrv row = g_new0(char *, n + 1);
    for (guint c = 0; c < n; c++) {
      const char *value = g_hash_table_lookup(cells, header[c]);
      row[c] = g_strdup(value ? value : "");
    }
    g_ptr_array_add(table->rows, row);
  }
}

/* FALSE when there are more pairs than a form of ours has. */
static gboolean
add_pairs(Posted *posted, const char *body, gsize n)
{
  for (const char *end = body + n; body < end;) {
    const char *and = memchr(body, '&', (gsize) (end - body));
    gsize length = (gsize) ((and? and : end) - body);
    if (length && ++posted->pairs > MOST_PAIRS)
      return FALSE;
    if (length)
      add_pair(posted, body, length);
    body += length + 1;
  }
  return TRUE;
}

static void
read_body(ReadingDocument *document, const char *body, gsize n)
{
  Posted posted = { document, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                    g_ptr_array_new_with_free_func(g_free),
                    g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref), 0 };
  if (n > LARGEST || !add_pairs(&posted, body, n)) {
    g_ptr_array_set_size(document->fields, 0);
    reading_problem(document, "too-large");
  } else {
    add_table(&posted);
    reading_problem(document, document->fields->len || document->tables->len ? NULL : "empty");
  }
  g_hash_table_unref(posted.seen);
  g_ptr_array_unref(posted.columns);
  g_hash_table_unref(posted.rows);
}

/* -- What the engine says of it -- */

static void
take_line(Reading *reading, ReadingDocument *document, const char *line)
{
  const char *colon = strstr(line, ": ");
  if (!colon)
    return;
  if (g_str_has_prefix(line, "From: ")) {
    g_free(reading->from.address);
    reading->from.address = g_ascii_strdown(colon + 2, -1);
  } else if (g_str_has_prefix(line, "Subject: ")) {
    g_free(reading->subject);
    reading->subject = g_strdup(colon + 2);
  } else if (g_str_has_prefix(line, "Ref: ")) {
    const char *refs[] = { colon + 2, NULL };
    g_strfreev(reading->refs);
    reading->refs = g_strdupv((GStrv) refs);
    g_hash_table_replace(document->properties, g_strdup("mentord-ref"), g_strdup(colon + 2));
  } else if (g_str_has_prefix(line, "Form: ")) {
    g_hash_table_replace(document->properties, g_strdup("mentord-form"), g_strdup(colon + 2));
  }
}

static void
take_lines(Reading *reading, ReadingDocument *document, const char *head, gsize n)
{
  g_autofree char *text = g_utf8_make_valid(head, (gssize) n);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    g_autofree char *line = text_clean(lines[i], -1, 1000, FALSE);
    take_line(reading, document, line);
  }
}

Reading *
posted_read(const guint8 *bytes, gsize n)
{
  const char *start = n ? (const char *) bytes : "", *gap = g_strstr_len(start, (gssize) n, "\n\n");
  gsize head = gap ? (gsize) (gap - start) : n, body = gap ? head + 2 : n;
  Reading *reading = reading_new("return");
  ReadingDocument *document = reading_document_new("form");
  document->size = n - body;
  g_free(document->sha256);
  document->sha256 = checksum(start + body, n - body);
  g_ptr_array_add(reading->documents, document);
  take_lines(reading, document, start, head);
  read_body(document, start + body, n - body);
  return reading;
}
