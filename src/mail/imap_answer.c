/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of what is read of an IMAP server. Strict in framing, indifferent to items that were not asked
 * for. Does not know commands. */
#include "mail/imap_answer.h"
#include "base/fault.h"
#include <stdio.h>
#include <string.h>

void
imap_answer_init(ImapAnswer *answer)
{
  answer->text = g_string_new(NULL);
  answer->literals = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
}

void
imap_answer_clear(ImapAnswer *answer)
{
  g_string_free(answer->text, TRUE);
  g_ptr_array_unref(answer->literals);
}

static gboolean
nonsense(const Wire *wire, GError **error, const char *what)
{
  g_set_error(error, FAULT, FAULT_UNREACHABLE, "%s does not keep to IMAP: %s", wire_server(wire), what);
  return FALSE;
}

/* Whether the rest of the line is words for people, in which a brace means nothing: tagged lines, "+", and
 * untagged states. */
static gboolean
is_prose(const char *text)
{
  static const char *const states[] = { "* OK ", "* NO ", "* BAD ", "* BYE ", "* PREAUTH " };
  for (guint i = 0; i < G_N_ELEMENTS(states); i++)
    if (!g_ascii_strncasecmp(text, states[i], strlen(states[i])))
      return TRUE;
  return text[0] != '*';
}

/* The "{n}" that ends @text, or NULL. */
static const char *
announcement(const GString *text)
{
  if (!text->len || text->str[text->len - 1] != '}' || is_prose(text->str))
    return NULL;
  return strrchr(text->str, '{');
}

static gboolean
read_count(const char *at, guint64 *count)
{
  guint digits = 0;
  for (*count = 0, at++; g_ascii_isdigit(*at) && digits < 11; at++, digits++)
    *count = *count * 10 + (guint64) (*at - '0');
  return digits && *at == '}';
}

gboolean
imap_answer_read(ImapAnswer *answer, Wire *wire, guint64 cap, GError **error)
{
  g_string_truncate(answer->text, 0);
  g_ptr_array_set_size(answer->literals, 0);
  for (;;) {
    gsize length;
    const char *line = wire_line(wire, &length, error);
    if (!line)
      return FALSE;
    if (strlen(line) != length)
      return nonsense(wire, error, "a NUL stands outside of a message");
    if (answer->text->len + length > WIRE_LINE_MAX)
      return nonsense(wire, error, "an answer has no end");
    g_string_append_len(answer->text, line, (gssize) length);
    const char *brace = announcement(answer->text);
    if (!brace)
      return TRUE;
    guint64 count;
    if (!read_count(brace, &count) || count > cap)
      return nonsense(wire, error, "a literal's length is not possible");
    guint8 *data = g_malloc(MAX(count, 1));
    if (!wire_literal(wire, data, count, error)) {
      g_free(data);
      return FALSE;
    }
    g_ptr_array_add(answer->literals, g_bytes_new_take(data, count));
    cap -= count;
  }
}

/* A place in an answer's text, and the literal that comes next. */
typedef struct {
  const char *at;
  const GPtrArray *literals;
  guint literal;
} Scan;

static gboolean
skip_literal(Scan *scan, GBytes **bytes)
{
  const char *end = strchr(scan->at, '}');
  if (!end || scan->literal >= scan->literals->len)
    return FALSE;
  scan->at = end + 1;
  *bytes = scan->literals->pdata[scan->literal++];
  return TRUE;
}

/* A quoted string; its contents to @text, which may be NULL. */
static gboolean
skip_quoted(Scan *scan, GString *text)
{
  for (scan->at++; *scan->at && *scan->at != '"'; scan->at++) {
    if (*scan->at == '\\' && scan->at[1])
      scan->at++;
    if (text)
      g_string_append_c(text, *scan->at);
  }
  return *scan->at++ == '"';
}

/* One value of any kind: list, string, literal, number, NIL. */
static gboolean
skip_value(Scan *scan)
{
  guint depth = 0;
  GBytes *ignored;
  do {
    if (*scan->at == '"') {
      if (!skip_quoted(scan, NULL))
        return FALSE;
    } else if (*scan->at == '{') {
      if (!skip_literal(scan, &ignored))
        return FALSE;
    } else if (*scan->at == '(') {
      depth++;
      scan->at++;
    } else if (*scan->at == ')') {
      if (!depth--)
        return FALSE;
      scan->at++;
    } else if (*scan->at == ' ' && depth) {
      scan->at++;
    } else {
      gsize length = strcspn(scan->at, " ()\"{");
      if (!length)
        return FALSE;
      scan->at += length;
    }
  } while (depth);
  return TRUE;
}

static gboolean
read_number(Scan *scan, guint64 most, guint64 *number)
{
  gsize digits = strspn(scan->at, "0123456789");
  if (!digits || digits > 18)
    return FALSE;
  *number = g_ascii_strtoull(scan->at, NULL, 10);
  scan->at += digits;
  return *number <= most;
}

/* " 6-Oct-2026 10:00:00 +0100" (RFC 3501 9, date-time); INSTANT_NONE when it is none. */
static Instant
parse_date(const char *text)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  int dom, year, hour, minute, second, zone, month = 0;
  char name[4], sign;
  if (sscanf(text, "%2d-%3[A-Za-z]-%4d %2d:%2d:%2d %c%4d", &dom, name, &year, &hour, &minute, &second, &sign,
             &zone) != 8)
    return INSTANT_NONE;
  while (month < 12 && g_ascii_strcasecmp(months[month], name))
    month++;
  Day day = month < 12 ? day_from_ymd(year, month + 1, dom) : DAY_NONE;
  if (day == DAY_NONE || hour > 23 || minute > 59 || second > 60 || zone < 0)
    return INSTANT_NONE;
  int offset = (zone / 100 * 60 + zone % 100) * (sign == '-' ? -60 : 60);
  return (Instant) day * 86400 + hour * 3600 + minute * 60 + second - offset;
}

static gboolean
read_date(Scan *scan, Instant *arrival)
{
  if (*scan->at != '"')
    return skip_value(scan);
  g_autoptr(GString) text = g_string_new(NULL);
  gboolean whole = skip_quoted(scan, text);
  *arrival = parse_date(text->str);
  return whole;
}

static gboolean
read_body(Scan *scan, ImapFetch *fetch)
{
  if (fetch->has_body)
    return FALSE;
  fetch->has_body = TRUE;
  if (*scan->at == '{') {
    GBytes *bytes;
    if (!skip_literal(scan, &bytes))
      return FALSE;
    fetch->body = g_bytes_ref(bytes);
    return TRUE;
  }
  if (*scan->at == '"') {
    GString *text = g_string_new(NULL);
    gboolean whole = skip_quoted(scan, text);
    fetch->body = g_string_free_to_bytes(text);
    return whole;
  }
  return skip_value(scan);
}

/* The value of the item that is named by the @length bytes at @name. */
static gboolean
read_item(Scan *scan, const char *name, gsize length, ImapFetch *fetch)
{
  guint64 number;
  if (length == 3 && !g_ascii_strncasecmp(name, "UID", length)) {
    if (!read_number(scan, G_MAXUINT32, &number))
      return FALSE;
    fetch->uid = (guint32) number;
    return number != 0;
  }
  if (length == 11 && !g_ascii_strncasecmp(name, "RFC822.SIZE", length)) {
    if (!read_number(scan, G_MAXINT64, &number))
      return FALSE;
    fetch->size = (gint64) number;
    return TRUE;
  }
  if (length == 12 && !g_ascii_strncasecmp(name, "INTERNALDATE", length))
    return read_date(scan, &fetch->arrival);
  if (length == 6 && !g_ascii_strncasecmp(name, "BODY[]", length))
    return read_body(scan, fetch);
  return skip_value(scan);
}

void
imap_fetch_clear(ImapFetch *fetch)
{
  g_clear_pointer(&fetch->body, g_bytes_unref);
}

gboolean
imap_fetch_parse(ImapFetch *fetch, const ImapAnswer *answer, const char *at)
{
  *fetch = (ImapFetch){ .size = -1, .arrival = INSTANT_NONE };
  Scan scan = { .at = at, .literals = answer->literals };
  if (*scan.at++ != '(')
    return FALSE;
  while (*scan.at && *scan.at != ')') {
    const char *name = scan.at;
    gsize length = strcspn(name, " [()\"{");
    if (name[length] == '[') { /* BODY[HEADER.FIELDS (X)]<0> */
      const char *close = strchr(name + length, ']');
      if (!close)
        return FALSE;
      length = (gsize) (close + 1 - name) + strcspn(close + 1, " ()\"{");
    }
    scan.at = name + length;
    if (!length || *scan.at++ != ' ' || !read_item(&scan, name, length, fetch))
      return FALSE;
    scan.at += strspn(scan.at, " ");
  }
  return !strcmp(scan.at, ")") && scan.literal == scan.literals->len;
}
