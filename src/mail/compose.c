/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message out of values, by gmime: multipart/mixed (multipart/alternative (text, HTML, calendar),
 * attachments), where the HTML is a multipart/related (RFC 2387) with the pictures that it shows. Everything
 * that gmime would choose at random is fixed here. Does not send, and parses nothing but our own "Name
 * <address>". */
#include "mail/compose.h"
#include "base/checksum.h"
#include "base/fault.h"
#include "base/text.h"
#include <gmime/gmime.h>
#include <string.h>

#define LONGEST_LINE 998 /* RFC 5322 2.1.1 */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(InternetAddress, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeContentType, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeDataWrapper, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeFormatOptions, g_mime_format_options_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMultipart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeObject, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimePart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)

Attachment *
attachment_new(const char *name, const char *type, GBytes *bytes)
{
  Attachment *attachment = g_new0(Attachment, 1);
  attachment->name = g_strdup(name);
  attachment->type = g_strdup(type);
  attachment->bytes = g_bytes_ref(bytes);
  return attachment;
}

Attachment *
attachment_new_shown(const char *name, const char *type, GBytes *bytes, const char *cid)
{
  Attachment *attachment = attachment_new(name, type, bytes);
  attachment->cid = g_strdup(cid);
  return attachment;
}

void
attachment_free(Attachment *attachment)
{
  if (!attachment)
    return;
  g_free(attachment->name);
  g_free(attachment->type);
  g_free(attachment->cid);
  g_bytes_unref(attachment->bytes);
  g_free(attachment);
}

void
compose_start(void)
{
  g_mime_init();
}

static gboolean
refuse(GError **error, const char *what, const char *value)
{
  g_autofree char *quoted = text_quote(value);
  g_set_error(error, FAULT, FAULT_DATA, "no mail was made: %s \"%s\" cannot stand in a header", what, quoted);
  return FALSE;
}

/* Visible ASCII alone, without what delimits an identifier: so it is written as it stands, on one line. */
static gboolean
is_identifier(const char *text)
{
  for (const char *p = text; *p; p++)
    if (*p <= ' ' || *p > '~' || strchr("<>,;\"", *p))
      return FALSE;
  return *text != '\0';
}

static gboolean
is_field_name(const char *name)
{
  for (const char *p = name; *p; p++)
    if (*p <= ' ' || *p > '~' || *p == ':')
      return FALSE;
  return *name != '\0';
}

static gboolean
has_control(const char *text)
{
  for (const char *p = text; *p; p++)
    if (g_ascii_iscntrl(*p))
      return TRUE;
  return FALSE;
}

static gboolean
add_mailbox(InternetAddressList *list, const char *text, GError **error)
{
  const char *open = strrchr(text, '<');
  g_autofree char *address = open ? g_strdup(open + 1) : g_strdup(text);
  if (open) {
    char *close = strchr(address, '>');
    if (!close || close[1])
      return refuse(error, "the address", text);
    *close = '\0';
  }
  g_autofree char *plain = text_address(address);
  if (!plain || !is_identifier(address))
    return refuse(error, "the address", text);
  g_autofree char *name = open ? text_clean(text, open - text, 0, FALSE) : NULL;
  gsize length = name ? strlen(name) : 0;
  if (length > 1 && name[0] == '"' && name[length - 1] == '"') {
    memmove(name, name + 1, length - 2);
    name[length - 2] = '\0';
  }
  g_autoptr(InternetAddress) mailbox = internet_address_mailbox_new(length ? name : NULL, address);
  internet_address_set_charset(mailbox, "utf-8");
  internet_address_list_add(list, mailbox);
  return TRUE;
}

static gboolean
set_addresses(GMimeMessage *message, const Mail *mail, GError **error)
{
  if (!add_mailbox(g_mime_message_get_from(message), mail->from, error))
    return FALSE;
  if (mail->reply_to && !add_mailbox(g_mime_message_get_reply_to(message), mail->reply_to, error))
    return FALSE;
  for (const char *const *to = mail->to; to && *to; to++)
    if (!add_mailbox(g_mime_message_get_to(message), *to, error))
      return FALSE;
  for (const char *const *cc = mail->cc; cc && *cc; cc++)
    if (!add_mailbox(g_mime_message_get_cc(message), *cc, error))
      return FALSE;
  return TRUE;
}

/* In-Reply-To and References: in angle brackets and never encoded, for Outlook drops those that were. */
static gboolean
set_thread(GMimeMessage *message, const Mail *mail, GError **error)
{
  if (!is_identifier(mail->message_id))
    return refuse(error, "the message's identity", mail->message_id);
  g_mime_message_set_message_id(message, mail->message_id);
  if (mail->in_reply_to) {
    if (!is_identifier(mail->in_reply_to))
      return refuse(error, "the identity answered to", mail->in_reply_to);
    g_autofree char *value = g_strdup_printf("<%s>", mail->in_reply_to);
    g_mime_object_set_header(GMIME_OBJECT(message), "In-Reply-To", value, NULL);
  }
  g_autoptr(GString) all = g_string_new(NULL);
  for (const char *const *reference = mail->references; reference && *reference; reference++) {
    if (!is_identifier(*reference))
      return refuse(error, "the reference", *reference);
    g_string_append_printf(all, "%s<%s>", all->len ? " " : "", *reference);
  }
  if (all->len)
    g_mime_object_set_header(GMIME_OBJECT(message), "References", all->str, NULL);
  return TRUE;
}

static gboolean
set_headers(GMimeMessage *message, const Mail *mail, const Clock *clock, GError **error)
{
  g_autofree char *subject = text_clean(mail->subject, -1, 0, FALSE);
  g_mime_message_set_subject(message, subject, "utf-8");
  g_autofree char *when = clock_format(clock, mail->date);
  g_autoptr(GDateTime) date = g_date_time_new_from_iso8601(when, NULL);
  if (!date)
    return refuse(error, "the date", when);
  g_mime_message_set_date(message, date);
  if (!set_thread(message, mail, error))
    return FALSE;
  g_mime_object_set_header(GMIME_OBJECT(message), "Auto-Submitted",
                           mail->replied ? "auto-replied" : "auto-generated", NULL); /* RFC 3834 */
  /* MS-OXCMAIL; not OOF: an out-of-office answer is news. */
  g_mime_object_set_header(GMIME_OBJECT(message), "X-Auto-Response-Suppress", "DR, RN, NRN, AutoReply", NULL);
  for (const char *const *header = mail->headers; header && header[0] && header[1]; header += 2) {
    if (!is_field_name(header[0]))
      return refuse(error, "the header's name", header[0]);
    if (has_control(header[1]))
      return refuse(error, header[0], header[1]);
    g_mime_object_append_header(GMIME_OBJECT(message), header[0], header[1], "utf-8");
  }
  return TRUE;
}

static void
set_content(GMimePart *part, const void *data, gsize size, GMimeContentEncoding encoding)
{
  g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(data, size);
  g_autoptr(GMimeDataWrapper) content =
      g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
  g_mime_part_set_content(part, content);
  g_mime_part_set_content_encoding(part, encoding);
}

static GMimePart *
text_part(const char *subtype, const char *text)
{
  GMimePart *part = g_mime_part_new_with_type("text", subtype);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
  g_autofree char *clean = text_clean(text, -1, 0, TRUE);
  g_autofree char *ended = g_strconcat(clean, "\n", NULL);
  set_content(part, ended, strlen(ended), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return part;
}

/* The last alternative, which programs with a calendar prefer. The METHOD must stand in both places: Outlook
 * shows a file, and others show nothing, where it is missing or differs (RFC 6047 2.4). In base64, for what
 * is between the lines of an iCalendar object is CRLF too. */
static GMimePart *
calendar_part(const Mail *mail, GError **error)
{
  g_autofree char *line = g_strdup_printf("\r\nMETHOD:%s\r\n", mail->method ? mail->method : "");
  if (!strstr(mail->calendar, line)) {
    refuse(error, "the calendar's method", mail->method ? mail->method : "");
    return NULL;
  }
  GMimePart *part = g_mime_part_new_with_type("text", "calendar");
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "method", mail->method);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "component", "VEVENT");
  set_content(part, mail->calendar, strlen(mail->calendar), GMIME_CONTENT_ENCODING_BASE64);
  return part;
}

/* The name stands twice: in the disposition as RFC 2231 has it, and as `name` of the type in RFC 2047 words,
 * which is the form that older Outlooks read. A plain ASCII name is plain in both. */
static gboolean
set_name(GMimeObject *part, const Attachment *attachment, GError **error)
{
  g_autofree char *name = text_clean(attachment->name, -1, 200, FALSE);
  if (!*name || strpbrk(name, "/\\"))
    return refuse(error, "the file's name", attachment->name);
  g_mime_object_set_disposition(part,
                                attachment->cid ? GMIME_DISPOSITION_INLINE : GMIME_DISPOSITION_ATTACHMENT);
  GMimeParamList *parameters =
      g_mime_content_disposition_get_parameters(g_mime_object_get_content_disposition(part));
  g_mime_param_list_set_parameter(parameters, "filename", name);
  GMimeParam *parameter = g_mime_param_list_get_parameter(parameters, "filename");
  g_mime_param_set_charset(parameter, "utf-8");
  g_mime_param_set_encoding_method(parameter, GMIME_PARAM_ENCODING_METHOD_RFC2231);
  parameters = g_mime_content_type_get_parameters(g_mime_object_get_content_type(part));
  g_mime_param_list_set_parameter(parameters, "name", name);
  parameter = g_mime_param_list_get_parameter(parameters, "name");
  g_mime_param_set_charset(parameter, "utf-8");
  g_mime_param_set_encoding_method(parameter, GMIME_PARAM_ENCODING_METHOD_RFC2047);
  return TRUE;
}

static GMimePart *
attachment_part(const Attachment *attachment, GError **error)
{
  if (has_control(attachment->type)) {
    refuse(error, "the file's type", attachment->type);
    return NULL;
  }
  g_autoptr(GMimePart) part = g_mime_part_new();
  g_autoptr(GMimeContentType) type = g_mime_content_type_parse(NULL, attachment->type);
  g_mime_object_set_content_type(GMIME_OBJECT(part), type);
  if (attachment->cid && !is_identifier(attachment->cid)) {
    refuse(error, "the picture's identity", attachment->cid);
    return NULL;
  }
  if (!set_name(GMIME_OBJECT(part), attachment, error))
    return NULL;
  if (attachment->cid)
    g_mime_object_set_content_id(GMIME_OBJECT(part), attachment->cid);
  gsize size;
  const char *data = g_bytes_get_data(attachment->bytes, &size);
  set_content(part, data, size, GMIME_CONTENT_ENCODING_BASE64);
  return g_steal_pointer(&part);
}

/* A boundary that is the same for the same message. It holds "=_", which neither quoted-printable nor base64
 * can. */
static GMimeMultipart *
multipart_new(const char *subtype, const Mail *mail)
{
  GMimeMultipart *multipart = g_mime_multipart_new_with_subtype(subtype);
  g_autofree char *sum = checksum_of_text(mail->message_id);
  g_autofree char *boundary = g_strdup_printf("=_%c%.24s", *subtype, sum);
  g_mime_multipart_set_boundary(multipart, boundary);
  return multipart;
}

static gboolean
add_attachment(GMimeMultipart *mixed, const Attachment *attachment, GError **error)
{
  g_autoptr(GMimePart) part = attachment_part(attachment, error);
  if (part)
    g_mime_multipart_add(mixed, GMIME_OBJECT(part));
  return part != NULL;
}

/* The same calendar as a file: for programs that know no invitations, and their readers' own hands. */
static gboolean
add_calendar_file(GMimeMultipart *mixed, const Mail *mail, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new(mail->calendar, strlen(mail->calendar));
  const Attachment file = { .name = (char *) "invite.ics",
                            .type = (char *) "application/ics",
                            .bytes = bytes };
  return add_attachment(mixed, &file, error);
}

/* Of the attachments those that are shown, or those that are not, each as a part of @multipart. *@n: how
 * many.
 */
static gboolean
add_attachments(GMimeMultipart *multipart, const Mail *mail, gboolean shown, guint *n, GError **error)
{
  *n = 0;
  for (guint i = 0; mail->attachments && i < mail->attachments->len; i++) {
    const Attachment *one = mail->attachments->pdata[i];
    if ((one->cid != NULL) != shown)
      continue;
    if (!add_attachment(multipart, one, error))
      return FALSE;
    (*n)++;
  }
  return TRUE;
}

/* The HTML, and what it shows behind it. */
static GMimeObject *
html_object(const Mail *mail, GError **error)
{
  guint pictures;
  g_autoptr(GMimePart) html = text_part("html", mail->html);
  g_autoptr(GMimeMultipart) related = multipart_new("related", mail);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(related), "type", "text/html");
  g_mime_multipart_add(related, GMIME_OBJECT(html));
  if (!add_attachments(related, mail, TRUE, &pictures, error))
    return NULL;
  return pictures ? GMIME_OBJECT(g_steal_pointer(&related)) : GMIME_OBJECT(g_steal_pointer(&html));
}

static GMimeMultipart *
build_words(const Mail *mail, GError **error)
{
  g_autoptr(GMimeMultipart) words = multipart_new("alternative", mail);
  g_autoptr(GMimePart) text = text_part("plain", mail->text);
  g_autoptr(GMimeObject) html = html_object(mail, error);
  if (!html)
    return NULL;
  g_mime_multipart_add(words, GMIME_OBJECT(text));
  g_mime_multipart_add(words, html);
  if (!mail->calendar)
    return g_steal_pointer(&words);
  g_autoptr(GMimePart) calendar = calendar_part(mail, error);
  if (!calendar)
    return NULL;
  g_mime_multipart_add(words, GMIME_OBJECT(calendar));
  return g_steal_pointer(&words);
}

static GMimeObject *
build_content(const Mail *mail, GError **error)
{
  g_autoptr(GMimeMultipart) words = build_words(mail, error);
  if (!words)
    return NULL;
  guint files;
  g_autoptr(GMimeMultipart) mixed = multipart_new("mixed", mail);
  g_mime_multipart_add(mixed, GMIME_OBJECT(words));
  if (mail->calendar && !add_calendar_file(mixed, mail, error))
    return NULL;
  if (!add_attachments(mixed, mail, FALSE, &files, error))
    return NULL;
  return files || mail->calendar ? GMIME_OBJECT(g_steal_pointer(&mixed))
                                 : GMIME_OBJECT(g_steal_pointer(&words));
}

static gboolean
lines_are_short(GBytes *bytes, GError **error)
{
  gsize size;
  const char *at = g_bytes_get_data(bytes, &size);
  for (const char *end = at + size, *next; at < end; at = next + 1) {
    next = memchr(at, '\n', (gsize) (end - at));
    if (!next)
      break;
    if (next - at > LONGEST_LINE + 1) {
      g_autofree char *start = g_strndup(at, 40);
      return refuse(error, "the long line", start);
    }
  }
  return TRUE;
}

GBytes *
compose(const Mail *mail, const Clock *clock, GError **error)
{
  g_autoptr(GMimeMessage) message = g_mime_message_new(FALSE);
  if (!set_addresses(message, mail, error) || !set_headers(message, mail, clock, error))
    return NULL;
  g_autoptr(GMimeObject) content = build_content(mail, error);
  if (!content)
    return NULL;
  g_mime_message_set_mime_part(message, content);
  g_autoptr(GMimeFormatOptions) options = g_mime_format_options_new();
  g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
  GByteArray *buffer = g_byte_array_sized_new(64 << 10);
  g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_byte_array(buffer);
  g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
  g_mime_object_write_to_stream(GMIME_OBJECT(message), options, stream);
  g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(buffer);
  return lines_are_short(bytes, error) ? g_steal_pointer(&bytes) : NULL;
}

/* Where the field after the one at @at begins: behind its continuation lines. */
static const char *
next_field(const char *at, const char *end)
{
  do {
    const char *next = memchr(at, '\n', (gsize) (end - at));
    at = next ? next + 1 : end;
  } while (at < end && (*at == ' ' || *at == '\t'));
  return at;
}

static gboolean
is_field(const char *at, gsize size, const char *name)
{
  gsize n = strlen(name);
  return size > n && !g_ascii_strncasecmp(at, name, n) && at[n] == ':';
}

GBytes *
compose_again(GBytes *bytes, const char *to, const char *message_id, Instant at, const Clock *clock)
{
  gsize size;
  const char *field = g_bytes_get_data(bytes, &size), *end = field + size;
  g_autofree char *when = clock_format(clock, at);
  g_autoptr(GDateTime) date = g_date_time_new_from_iso8601(when, NULL);
  g_autofree char *day = g_mime_utils_header_format_date(date);
  GString *out = g_string_sized_new(size + 256);
  for (const char *next; field < end && *field != '\r'; field = next) {
    next = next_field(field, end);
    gsize length = (gsize) (next - field);
    if (is_field(field, length, "To"))
      g_string_append_printf(out, "To: %s\r\n", to);
    else if (is_field(field, length, "Message-Id"))
      g_string_append_printf(out, "Message-Id: <%s>\r\n", message_id);
    else if (is_field(field, length, "Date"))
      g_string_append_printf(out, "Date: %s\r\n", day);
    else if (!is_field(field, length, "Cc"))
      g_string_append_len(out, field, (gssize) length);
  }
  g_string_append_len(out, field, end - field);
  return g_string_free_to_bytes(out);
}
