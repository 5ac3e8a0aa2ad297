/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Header fields: what gmime must not see is taken out first; what it gives is cleaned. Decides nothing. */
#include "reader/message/headers.h"
#include "base/text.h"
#include "reader/converters.h"
#include "reader/message/words.h"
#include <string.h>

enum {
  FIELD_LIMIT = 64 << 10,
  BLOCK_LIMIT = 256 << 10,
  FIELDS_LIMIT = 1000,
  NESTING_LIMIT = 200,
  LINE_OF_HEADER = 998, /* RFC 5322 2.1.1 */
  IDS_LIMIT = 100,
  ADDRESSES_LIMIT = 200,
  LOOK_LIMIT = 256 << 10, /* bytes that are looked at to know a mail */
};

static gboolean
names_any(const guint8 *line, gsize n, const char *const *names)
{
  for (; *names; names++) {
    gsize length = strlen(*names);
    if (n > length && line[length] == ':' && !g_ascii_strncasecmp((const char *) line, *names, length))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_address_field(const guint8 *line, gsize n)
{
  static const char *const names[] = {
    "From",      "To",          "Cc",         "Bcc",           "Sender",          "Reply-To", "Resent-To",
    "Resent-Cc", "Resent-From", "Resent-Bcc", "Resent-Sender", "Resent-Reply-To", NULL
  };
  return n && strchr("FfTtCcBbSsRr", line[0]) && names_any(line, n, names);
}

static gboolean
is_subject(const guint8 *line, gsize n)
{
  static const char *const names[] = { "Subject", NULL };
  return names_any(line, n, names);
}

/* The length of the line at @p, its end included. */
static gsize
line_length(const guint8 *p, gsize n)
{
  const guint8 *end = memchr(p, '\n', n);
  return end ? (gsize) (end - p) + 1 : n;
}

/* A parameter that stands on a line of its own, behind a field of its part that is not at its end: what
 * some write who do not know that it must be indented. */
static gboolean
is_lost_parameter(const guint8 *field, gsize length, const guint8 *line, gsize n)
{
  static const char *const names[] = { "boundary=", "charset=", "name=", "filename=", "report-type=" };
  while (length && g_ascii_isspace(field[length - 1]))
    length--;
  if (length < 9 || field[length - 1] != ';' || g_ascii_strncasecmp((const char *) field, "Content-", 8))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (n > strlen(names[i]) && !g_ascii_strncasecmp((const char *) line, names[i], strlen(names[i])))
      return TRUE;
  return FALSE;
}

/* The length of the field at @p with its continuation lines. */
static gsize
field_length(const guint8 *p, gsize n)
{
  gsize length = line_length(p, n);
  while (length < n && (p[length] == ' ' || p[length] == '\t'))
    length += line_length(p + length, n - length);
  return length;
}

static gboolean
is_blank_line(const guint8 *p, gsize n)
{
  return p[0] == '\n' || (n > 1 && p[0] == '\r' && p[1] == '\n');
}

static void
append_field(GByteArray *out, const guint8 *p, gsize length)
{
  guint nesting = 0;
  guint at = out->len;
  for (gsize i = 0; i < length; i++)
    nesting += p[i] == ':' || p[i] == '(';
  g_byte_array_append(out, p, (guint) length);
  if (nesting > NESTING_LIMIT)
    out->data[at] = 'X';
}

/* A field whose words may be encoded, as it must be for gmime to read it whole. */
static void
append_mended(GByteArray *out, const guint8 *p, gsize length)
{
  g_autoptr(GByteArray) mended = g_byte_array_new();
  if (length <= FIELD_LIMIT)
    words_mend(mended, p, length);
  else
    g_byte_array_append(mended, p, (guint) length);
  if (is_address_field(p, length))
    append_field(out, mended->data, mended->len);
  else
    g_byte_array_append(out, mended->data, mended->len);
}

/* Copies the header block at @p; how many bytes of @n it was. */
static gsize
copy_header(GByteArray *out, const guint8 *p, gsize n)
{
  gsize at = 0, kept = 0;
  guint fields = 0;
  while (at < n && !is_blank_line(p + at, n - at)) {
    gsize length = field_length(p + at, n - at);
    if (length <= FIELD_LIMIT && kept + length <= BLOCK_LIMIT && ++fields <= FIELDS_LIMIT) {
      append_mended(out, p + at, length);
      kept += length;
    }
    at += length;
    if (is_lost_parameter(p + at - length, length, p + at, n - at))
      g_byte_array_append(out, (const guint8 *) "\t", 1);
  }
  return at;
}

/* Copies the rest: attached messages have address fields and subjects too. */
static void
copy_body(GByteArray *out, const guint8 *p, gsize n)
{
  gsize from = 0;
  for (gsize at = 0; at < n;) {
    gsize length = line_length(p + at, n - at);
    if (is_address_field(p + at, length) || is_subject(p + at, length)) {
      length = field_length(p + at, n - at);
      g_byte_array_append(out, p + from, (guint) (at - from));
      append_mended(out, p + at, length);
      from = at + length;
    }
    at += length;
    if (is_lost_parameter(p + at - length, length, p + at, n - at)) {
      g_byte_array_append(out, p + from, (guint) (at - from));
      g_byte_array_append(out, (const guint8 *) "\t", 1);
      from = at;
    }
  }
  g_byte_array_append(out, p + from, (guint) (n - from));
}

/* A copy in which LF ends the lines, where most of them end in a bare CR; else NULL. */
static guint8 *
with_line_ends(const guint8 *bytes, gsize n)
{
  gsize bare = 0, feeds = 0;
  for (gsize i = 0; i < n; i++) {
    feeds += bytes[i] == '\n';
    bare += bytes[i] == '\r' && (i + 1 == n || bytes[i + 1] != '\n');
  }
  if (bare <= feeds)
    return NULL;
  guint8 *mended = g_memdup2(bytes, n);
  for (gsize i = 0; i < n; i++)
    if (mended[i] == '\r' && (i + 1 == n || mended[i + 1] != '\n'))
      mended[i] = '\n';
  return mended;
}

/* Behind a byte order mark, blank lines and the line that an mbox puts in front. */
static gsize
header_start(const guint8 *bytes, gsize n)
{
  gsize at = n > 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;
  while (at < n && is_blank_line(bytes + at, n - at))
    at += line_length(bytes + at, n - at);
  if (n - at > 6 && (!memcmp(bytes + at, "From ", 5) || !memcmp(bytes + at, ">From ", 6)))
    at += line_length(bytes + at, n - at);
  return at;
}

GByteArray *
headers_prepare(const guint8 *bytes, gsize n)
{
  GByteArray *out = g_byte_array_sized_new((guint) MIN(n + 1, G_MAXUINT));
  g_autofree guint8 *mended = with_line_ends(bytes, n);
  bytes = mended ? mended : bytes;
  gsize at = header_start(bytes, n);
  at += copy_header(out, bytes + at, n - at);
  copy_body(out, bytes + at, n - at);
  return out;
}

GMimeMessage *
headers_parse(const guint8 *bytes, gsize n)
{
  static const char *fallback[] = { "utf-8", "windows-1252", NULL };
  bytes = n ? bytes : (const guint8 *) "";
  converters_check(bytes, n);
  GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(headers_prepare(bytes, n));
  GMimeParser *parser = g_mime_parser_new_with_stream(stream);
  GMimeParserOptions *options = g_mime_parser_options_new();
  g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), TRUE);
  g_mime_parser_options_set_fallback_charsets(options, fallback);
  GMimeMessage *message = g_mime_parser_construct_message(parser, options);
  g_mime_parser_options_free(options);
  g_object_unref(parser);
  g_object_unref(stream);
  return message;
}

/* Whether a line of at most @n bytes is "Name: ..." with a name of RFC 5322's printable characters. */
static gboolean
is_field(const guint8 *p, gsize n)
{
  gsize i = 0;
  while (i < n && p[i] > ' ' && p[i] < 0x7f && p[i] != ':')
    i++;
  return i > 0 && i < n && i < 78 && p[i] == ':';
}

/* Asked only when the content leaves it open: one field, which a form may begin with too. */
static gboolean
is_mail_name(const char *name)
{
  static const char *const endings[] = { ".eml", ".mbox", ".msg", ".mht", ".mhtml" };
  g_autofree char *lower = g_ascii_strdown(name, -1);
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(lower, endings[i]))
      return TRUE;
  return FALSE;
}

gboolean
headers_look_like_mail(const guint8 *all, gsize size, const char *name)
{
  static const char *const usual[] = {
    "Received",   "From",         "To",           "Subject",     "Date",   "Cc",
    "Message-ID", "MIME-Version", "Content-Type", "Return-Path", "Sender", "Delivered-To",
    "Reply-To",   "X-Mailer",     "References",   "In-Reply-To", NULL
  };
  gsize n = MIN(size, LOOK_LIMIT);
  g_autofree guint8 *mended = with_line_ends(all, n);
  const guint8 *bytes = mended ? mended : all;
  guint fields = 0, known = 0;
  gsize at = header_start(bytes, n);
  while (at < n && fields < 50 && !is_blank_line(bytes + at, n - at)) {
    gsize length = field_length(bytes + at, n - at);
    if (!is_field(bytes + at, MIN(length, LINE_OF_HEADER)))
      break;
    fields++;
    known += names_any(bytes + at, length, usual);
    at += length;
  }
  if (fields >= 2 && known >= 1 && (known >= 2 || fields >= 4))
    return TRUE;
  return known >= 1 && is_mail_name(name);
}

char *
headers_get(GMimeObject *object, const char *name)
{
  const char *value = g_mime_object_get_header(object, name);
  return value ? text_clean(value, -1, 8192, FALSE) : g_strdup("");
}

static char *
rfc3339(GDateTime *date)
{
  return date ? g_date_time_format(date, "%Y-%m-%dT%H:%M:%S%:z") : g_strdup("");
}

char *
headers_date(const char *text)
{
  g_autoptr(GDateTime) date = text ? g_mime_utils_header_decode_date(text) : NULL;
  return rfc3339(date);
}

/* Message ids without their brackets, in order. */
static GStrv
message_ids(const char *value)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (const char *p = value; p && (p = strchr(p, '<')) && ids->len < IDS_LIMIT;) {
    gsize n = strcspn(p + 1, "<>");
    if (n && n < LINE_OF_HEADER && p[n + 1] == '>')
      g_ptr_array_add(ids, text_clean(p + 1, (gssize) n, 0, FALSE));
    p += n + 1;
  }
  g_ptr_array_add(ids, NULL);
  return (GStrv) g_ptr_array_free(g_steal_pointer(&ids), FALSE);
}

static void
add_address(GPtrArray *to, const char *text)
{
  g_autofree char *address = text_address(text);
  if (address && to->len < ADDRESSES_LIMIT &&
      !g_ptr_array_find_with_equal_func(to, address, g_str_equal, NULL))
    g_ptr_array_add(to, g_steal_pointer(&address));
}

static void
add_addresses(GPtrArray *to, InternetAddressList *list, guint depth)
{
  int n = list ? internet_address_list_length(list) : 0;
  for (int i = 0; i < n; i++) {
    InternetAddress *one = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_MAILBOX(one))
      add_address(to, internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)));
    else if (depth < 2)
      add_addresses(to, internet_address_group_get_members(INTERNET_ADDRESS_GROUP(one)), depth + 1);
  }
}

static GStrv
recipients(GMimeMessage *message)
{
  static const char *const traces[] = { "delivered-to", "x-original-to", "envelope-to", "x-envelope-to" };
  g_autoptr(GPtrArray) to = g_ptr_array_new();
  GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
  add_addresses(to, g_mime_message_get_to(message), 0);
  add_addresses(to, g_mime_message_get_cc(message), 0);
  for (int i = 0; i < g_mime_header_list_get_count(headers); i++) {
    GMimeHeader *header = g_mime_header_list_get_header_at(headers, i);
    for (guint t = 0; t < G_N_ELEMENTS(traces); t++)
      if (!g_ascii_strcasecmp(g_mime_header_get_name(header), traces[t]))
        add_address(to, g_mime_header_get_value(header));
  }
  g_ptr_array_add(to, NULL);
  return (GStrv) g_ptr_array_free(g_steal_pointer(&to), FALSE);
}

/* An address as it can be written to, or as it stands where it cannot (root@localhost): it is only shown. */
static char *
author_address(const char *text)
{
  char *address = text_address(text);
  const char *at = text ? strchr(text, '@') : NULL;
  if (address || !at || at == text || !at[1] || strpbrk(text, " \t\r\n<>()[]\\,;:\"") || strlen(text) > 254)
    return address;
  g_autofree char *lower = g_utf8_strdown(text, -1);
  return text_clean(lower, -1, 254, FALSE);
}

/* The one who is named as the author: several From fields or several authors in one are nobody. */
static void
read_from(GMimeMessage *message, ReadingAddress *from)
{
  GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
  guint fields = 0;
  for (int i = 0; i < g_mime_header_list_get_count(headers); i++)
    fields +=
        !g_ascii_strcasecmp(g_mime_header_get_name(g_mime_header_list_get_header_at(headers, i)), "From");
  InternetAddressList *list = g_mime_message_get_from(message);
  if (!list || internet_address_list_length(list) < 1)
    return;
  InternetAddress *one = internet_address_list_get_address(list, 0);
  const char *name = internet_address_get_name(one);
  g_free(from->name);
  from->name = text_clean(name ? name : "", -1, 512, FALSE);
  if (fields == 1 && internet_address_list_length(list) == 1 && INTERNET_ADDRESS_IS_MAILBOX(one))
    from->address = author_address(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)));
}

void
headers_read(GMimeMessage *message, Reading *reading)
{
  GMimeObject *object = GMIME_OBJECT(message);
  const char *id = g_mime_message_get_message_id(message);
  const char *received = g_mime_object_get_header(object, "Received");
  const char *semicolon = received ? strrchr(received, ';') : NULL;
  read_from(message, &reading->from);
  g_free(reading->subject);
  reading->subject = headers_get(object, "Subject");
  g_free(reading->date);
  reading->date = rfc3339(g_mime_message_get_date(message));
  g_free(reading->message_id);
  reading->message_id = text_clean(id ? id : "", -1, LINE_OF_HEADER, FALSE);
  g_strfreev(reading->in_reply_to);
  reading->in_reply_to = message_ids(g_mime_object_get_header(object, "In-Reply-To"));
  g_strfreev(reading->references);
  reading->references = message_ids(g_mime_object_get_header(object, "References"));
  g_strfreev(reading->to);
  reading->to = recipients(message);
  g_free(reading->received);
  reading->received = headers_date(semicolon ? semicolon + 1 : NULL);
  headers_authentication(g_mime_object_get_header(object, "Authentication-Results"), reading->from.address,
                         &reading->authentication);
}

/* @value without comments (which nest) and without the quotes of quoted strings. */
static char *
without_comments(const char *value)
{
  GString *out = g_string_new(NULL);
  guint depth = 0;
  gboolean quoted = FALSE;
  for (const char *p = value; *p; p++) {
    if (*p == '\\' && p[1] && (quoted || depth)) {
      p++;
      if (!depth)
        g_string_append_c(out, *p);
    } else if (*p == '"' && !depth) {
      quoted = !quoted;
    } else if (*p == '(' && !quoted) {
      depth++;
    } else if (*p == ')' && depth) {
      depth--;
    } else if (!depth) {
      g_string_append_c(out, quoted && *p == ';' ? ',' : *p);
    }
  }
  return g_string_free(out, FALSE);
}

/* The value of "@key=value" among the words of @statement; "" if there is none. g_free. */
static char *
property(const char *statement, const char *key)
{
  g_auto(GStrv) words = g_strsplit_set(statement, " \t\r\n", -1);
  gsize n = strlen(key);
  for (guint i = 0; words[i]; i++)
    if (!g_ascii_strncasecmp(words[i], key, n) && words[i][n] == '=')
      return g_ascii_strdown(words[i] + n + 1, -1);
  return g_strdup("");
}

/* "pass" gives way to anything, anything to "fail". */
static void
keep_worst(char **slot, const char *result)
{
  if (!*slot || !strcmp(*slot, "pass") || !strcmp(result, "fail")) {
    g_free(*slot);
    *slot = text_clean(result, -1, 32, FALSE);
  }
}

static void
read_statement(const char *statement, const char *domain, ReadingAuthentication *authentication)
{
  g_autofree char *spf = property(statement, "spf"), *dkim = property(statement, "dkim");
  g_autofree char *dmarc = property(statement, "dmarc"), *whose = property(statement, "header.from");
  if (*spf)
    keep_worst(&authentication->spf, spf);
  if (*dkim)
    keep_worst(&authentication->dkim, dkim);
  if (*dmarc)
    keep_worst(&authentication->dmarc,
               !strcmp(dmarc, "pass") && *whose && g_ascii_strcasecmp(whose, domain) ? "mismatch" : dmarc);
}

void
headers_authentication(const char *value, const char *from, ReadingAuthentication *authentication)
{
  if (!value)
    return;
  const char *at = from ? strchr(from, '@') : NULL;
  g_autofree char *bare = without_comments(value);
  g_auto(GStrv) statements = g_strsplit(bare, ";", 100);
  guint i = 0;
  /* Exchange Online leaves the name of the server out: the first statement is then a result already */
  if (statements[0] && !strchr(statements[0], '=')) {
    g_auto(GStrv) words = g_strsplit_set(g_strstrip(statements[0]), " \t\r\n", 2);
    authentication->by = text_clean(words[0] ? words[0] : "", -1, 256, FALSE);
    i = 1;
  } else {
    authentication->by = g_strdup("");
  }
  for (; statements[0] && statements[i]; i++)
    read_statement(statements[i], at ? at + 1 : "", authentication);
}

void
headers_mailbox(const char *text, ReadingAddress *address)
{
  g_auto(GStrv) words = g_strsplit_set(text, " \t<>[]()\"'*;,", -1);
  g_autoptr(GString) name = g_string_new(NULL);
  for (guint i = 0; words[i]; i++) {
    const char *word = g_str_has_prefix(words[i], "mailto:") ? words[i] + 7 : words[i];
    g_autofree char *found = strchr(word, '@') ? text_address(word) : NULL;
    if (found && !address->address)
      address->address = g_steal_pointer(&found);
    else if (*word && !strchr(word, '@'))
      g_string_append_printf(name, "%s%s", name->len ? " " : "", word);
  }
  g_free(address->name);
  address->name = text_clean(name->str, -1, 512, FALSE);
}
