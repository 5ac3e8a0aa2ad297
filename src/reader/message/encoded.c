/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uuencode line by line. A block that nobody ended is a damaged file; a line that only looks like a beginning
 * stays in the text. */
#include "config.h"

#include "base/text.h"
#include "reader/message/encoded.h"
#include <string.h>

#define BINHEX "(This file must be converted with BinHex"

enum { LINE_MOST = 45, WIDTH_MOST = 80 };

typedef struct {
  const char *p, *end;
} Lines;

/* The next line without its end. */
static gboolean
next_line(Lines *lines, const char **line, gsize *n)
{
  if (lines->p >= lines->end)
    return FALSE;
  const char *feed = memchr(lines->p, '\n', (gsize) (lines->end - lines->p));
  const char *stop = feed ? feed : lines->end;
  *line = lines->p;
  *n = (gsize) (stop - lines->p);
  *n -= *n && (*line)[*n - 1] == '\r';
  lines->p = feed ? feed + 1 : lines->end;
  return TRUE;
}

/* "begin 644 name": the name, or NULL. g_free. */
static char *
begun(const char *line, gsize n)
{
  gsize digits = 0;
  if (n < 11 || memcmp(line, "begin ", 6))
    return NULL;
  while (6 + digits < n && digits < 5 && line[6 + digits] >= '0' && line[6 + digits] <= '7')
    digits++;
  if (digits < 3 || digits > 4 || line[6 + digits] != ' ')
    return NULL;
  return text_clean(line + 7 + digits, (gssize) (n - 7 - digits), 255, FALSE);
}

static guint8
six(const char *line, gsize n, gsize i)
{
  return i < n ? (guint8) (line[i] - ' ') & 63 : 0; /* blanks at the end get lost on the way */
}

/* Appends what a line holds; FALSE when it is no line of uuencode. */
static gboolean
decode(const char *line, gsize n, GByteArray *out)
{
  gsize holds = n ? six(line, n, 0) : 0, written = 0;
  if (!n || n > WIDTH_MOST || line[0] < ' ' || line[0] > '`' || holds > LINE_MOST)
    return FALSE;
  if (n > 1 + (holds + 2) / 3 * 4 + 2) /* some end it with a sign more */
    return FALSE;
  for (gsize i = 1; written < holds; i += 4) {
    guint8 a = six(line, n, i), b = six(line, n, i + 1), c = six(line, n, i + 2), d = six(line, n, i + 3);
    guint8 three[] = { (guint8) (a << 2 | b >> 4), (guint8) (b << 4 | c >> 2), (guint8) (c << 6 | d) };
    gsize some = MIN(3, holds - written);
    g_byte_array_append(out, three, (guint) some);
    written += some;
  }
  return TRUE;
}

static void
say_damaged(Reading *reading, guint first)
{
  for (guint i = first; i < reading->documents->len; i++) {
    ReadingDocument *document = reading->documents->pdata[i];
    if (!document->problem)
      document->problem = g_strdup("damaged");
  }
}

/* The block behind a line that began it; FALSE when it is none. */
static gboolean
take_block(Files *files, Reading *reading, const char *name, Lines *lines)
{
  GByteArray *out = g_byte_array_new();
  Lines ahead = *lines;
  const char *line;
  gsize n;
  guint taken = 0, first = reading->documents->len;
  gboolean ended = FALSE;
  while (!ended && next_line(&ahead, &line, &n)) {
    ended = n == 3 && !memcmp(line, "end", 3);
    if (!ended && n && !decode(line, n, out))
      break;
    *lines = ahead;
    taken++;
  }
  g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(out);
  if (!taken || !g_bytes_get_size(bytes))
    return FALSE;
  files_add(files, reading, name, bytes);
  if (!ended)
    say_damaged(reading, first);
  return TRUE;
}

gboolean
encoded_is_binhex(const guint8 *bytes, gsize n)
{
  return n && memmem(bytes, MIN(n, 4096), BINHEX, strlen(BINHEX)) != NULL;
}

GBytes *
encoded_take(Files *files, Reading *reading, GBytes *text)
{
  gsize n;
  const char *start = g_bytes_get_data(text, &n), *line;
  if (!n ||
      (!memmem(start, n, "begin ", 6) && !memmem(start, n, "=ybegin ", 8) && !memmem(start, n, BINHEX, 20)))
    return g_bytes_ref(text);
  GByteArray *rest = g_byte_array_new();
  Lines lines = { start, start + n };
  for (const char *from = start; next_line(&lines, &line, &n); from = lines.p) {
    Lines before = lines;
    g_autofree char *name = begun(line, n);
    if (name && take_block(files, reading, name, &lines))
      continue;
    lines = before;
    if (n > 8 && !memcmp(line, "=ybegin ", 8))
      files_note(files, reading, "", "yenc", "unsupported");
    else if (n >= strlen(BINHEX) && !memcmp(line, BINHEX, strlen(BINHEX)))
      files_note(files, reading, "", "binhex", "unsupported");
    g_byte_array_append(rest, (const guint8 *) from, (guint) (lines.p - from));
  }
  return g_byte_array_free_to_bytes(rest);
}
