/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters of RFC 2231 and what is written instead of them: pieces out of order or missing, encoded words
 * in quotes, bare blanks, bare 8-bit bytes, percent signs without a charset. */
#include "reader/message/names.h"
#include "base/text.h"
#include "reader/converters.h"
#include "reader/message/words.h"
#include <string.h>

enum { PIECES_LIMIT = 100, NAME_LIMIT = 255 };

typedef struct {
  char *pieces[PIECES_LIMIT]; /* name*0, name*1* ...; as written */
  gboolean escaped[PIECES_LIMIT];
  char *whole; /* name= */
  char *star;  /* name*= */
} Parameter;

static void
clear(Parameter *parameter)
{
  for (guint i = 0; i < PIECES_LIMIT; i++)
    g_free(parameter->pieces[i]);
  g_free(parameter->whole);
  g_free(parameter->star);
}

/* The value at @p: in quotes, or up to the next semicolon; *end behind it. A backslash escapes a quote and
 * itself alone: programs of Windows write paths. */
static char *
value_at(const char *p, const char **end)
{
  GString *value = g_string_new(NULL);
  p += strspn(p, " \t\r\n");
  if (*p == '"') {
    for (p++; *p && *p != '"'; p++) {
      if (*p == '\\' && (p[1] == '"' || p[1] == '\\'))
        p++;
      if (*p != '\r' && *p != '\n')
        g_string_append_c(value, *p);
    }
    p += strcspn(p, ";");
  } else {
    gsize n = strcspn(p, ";");
    g_string_append_len(value, p, (gssize) n);
    p += n;
    g_strchomp(value->str);
  }
  *end = p;
  return g_string_free(value, FALSE);
}

static void
keep(char **slot, char *value)
{
  if (*slot)
    g_free(value);
  else
    *slot = value;
}

/* What stands behind the name of the parameter says which piece it is: "", "*", "*3", "*3*". */
static void
take(Parameter *parameter, const char *suffix, gsize n, char *value)
{
  guint64 number = 0;
  gsize digits = 0;
  if (n > 1)
    while (1 + digits < n && digits < 3 && g_ascii_isdigit(suffix[1 + digits]))
      number = 10 * number + (guint64) (suffix[1 + digits++] - '0');
  if (!n)
    keep(&parameter->whole, value);
  else if (n == 1)
    keep(&parameter->star, value);
  else if (digits && number < PIECES_LIMIT && !parameter->pieces[number]) {
    parameter->escaped[number] = suffix[n - 1] == '*';
    parameter->pieces[number] = value;
  } else
    g_free(value);
}

/* All that the field says of the parameter @name. */
static void
collect(const char *field, const char *name, Parameter *parameter)
{
  gsize length = strlen(name);
  const char *p = field + strcspn(field, ";");
  while (*p == ';') {
    p += 1 + strspn(p + 1, " \t\r\n");
    gsize key = strcspn(p, "=; \t\r\n"), blanks = strspn(p + key, " \t\r\n");
    if (p[key + blanks] != '=') {
      p += strcspn(p, ";");
      continue;
    }
    const char *start = p;
    char *value = value_at(p + key + blanks + 1, &p);
    if (key >= length && !g_ascii_strncasecmp(start, name, length) && (key == length || start[length] == '*'))
      take(parameter, start + length, key - length, value);
    else
      g_free(value);
  }
}

/* Percent signs undone; NULs are dropped. */
static void
unescape(GString *out, const char *text)
{
  for (const char *p = text; *p; p++) {
    int high = *p == '%' ? g_ascii_xdigit_value(p[1]) : -1, low = high >= 0 ? g_ascii_xdigit_value(p[2]) : -1;
    char byte = low >= 0 ? (char) (high << 4 | low) : *p;
    p += low >= 0 ? 2 : 0;
    if (byte)
      g_string_append_c(out, byte);
  }
}

/* Cuts "charset'language'" off the front of @value, and gives the charset; NULL if it has none. */
static char *
cut_charset(char **value)
{
  char *first = strchr(*value, '\''), *second = first ? strchr(first + 1, '\'') : NULL;
  if (!second || strcspn(*value, " %") < (gsize) (first - *value))
    return NULL;
  char *charset = first > *value ? g_strndup(*value, (gsize) (first - *value)) : NULL;
  *value = second + 1;
  return charset;
}

/* The pieces put together, those that are there. */
static char *
from_pieces(const Parameter *parameter)
{
  GString *bytes = g_string_new(NULL);
  g_autofree char *charset = NULL;
  gboolean first = TRUE;
  for (guint i = 0; i < PIECES_LIMIT; i++) {
    char *piece = parameter->pieces[i];
    if (!piece)
      continue;
    if (parameter->escaped[i] && first)
      charset = cut_charset(&piece);
    if (parameter->escaped[i])
      unescape(bytes, piece);
    else
      g_string_append(bytes, piece);
    first = FALSE;
  }
  char *name =
      charset ? converters_to_utf8(bytes->str, bytes->len, charset) : words_decode(bytes->str, bytes->len);
  g_string_free(bytes, TRUE);
  return name;
}

static char *
from_star(const Parameter *parameter)
{
  char *value = parameter->star;
  g_autofree char *charset = cut_charset(&value);
  GString *bytes = g_string_new(NULL);
  unescape(bytes, value);
  char *name = strstr(bytes->str, "=?") ? words_decode(bytes->str, bytes->len)
                                        : converters_to_utf8(bytes->str, bytes->len, charset);
  g_string_free(bytes, TRUE);
  return name;
}

/* A plain value; web programs write percent signs into it without saying so. */
static char *
from_whole(const Parameter *parameter)
{
  const char *value = parameter->whole;
  if (strstr(value, "%20") || strstr(value, "%C3%") || strstr(value, "%E2%")) {
    GString *bytes = g_string_new(NULL);
    unescape(bytes, value);
    if (g_utf8_validate(bytes->str, -1, NULL))
      return g_string_free(bytes, FALSE);
    g_string_free(bytes, TRUE);
  }
  return words_decode(value, strlen(value));
}

static char *
from_field(GMimeObject *part, const char *field, const char *name)
{
  GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(part), field);
  const char *raw = header ? g_mime_header_get_raw_value(header) : NULL;
  Parameter parameter = { 0 };
  if (raw)
    collect(raw, name, &parameter);
  g_autofree char *pieces = from_pieces(&parameter);
  g_autofree char *said = parameter.star    ? from_star(&parameter)
                          : *pieces         ? g_steal_pointer(&pieces)
                          : parameter.whole ? from_whole(&parameter)
                                            : g_strdup("");
  clear(&parameter);
  char *back = strrchr(said, '\\'), *slash = strrchr(said, '/');
  const char *base = MAX(back, slash) ? MAX(back, slash) + 1 : said;
  return text_clean(*base ? base : said, -1, NAME_LIMIT, FALSE);
}

char *
names_file(GMimeObject *part)
{
  g_autofree char *name = from_field(part, "Content-Disposition", "filename");
  return *name ? g_steal_pointer(&name) : from_field(part, "Content-Type", "name");
}
