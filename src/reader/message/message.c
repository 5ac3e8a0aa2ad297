/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a message's bytes to a reading: headers, then the tree of parts, each leaf text, document, calendar or
 * report; then the text is taken apart and the kind told. Opens no document itself and decides nothing. */
#include "reader/message/message.h"
#include "base/ref.h"
#include "base/text.h"
#include "reader/converters.h"
#include "reader/document/document.h"
#include "reader/document/html.h"
#include "reader/message/armour.h"
#include "reader/message/bounce.h"
#include "reader/message/conclude.h"
#include "reader/message/encoded.h"
#include "reader/message/files.h"
#include "reader/message/headers.h"
#include "reader/message/invitation.h"
#include "reader/message/links.h"
#include "reader/message/names.h"
#include "reader/message/outlook.h"
#include "reader/message/partkind.h"
#include "reader/message/smime.h"
#include <string.h>

enum {
  LEVELS_LIMIT = 50,
  PARTS_LIMIT = 500,
  TEXT_LIMIT = 256 << 10, /* bytes of a text that are looked at */
};

/* One message on its way; messages in messages share @files. */
typedef struct {
  Reading *reading;
  Files *files;
  guint depth;  /* of messages in messages */
  guint *parts; /* met so far, in all messages */
  Report report;
  char *unsaid;     /* the HTML beside the plain text that was taken, as text */
  GString *pointed; /* what files say that are no more than a link */
} Walk;

static Reading *message_from(GMimeMessage *message, Files *files, guint depth, guint *parts);

void
message_start(void)
{
  static const char sample[] =
      "From: a <a@example.org>\nDate: Tue, 6 Oct 2026 10:00:00 +0100\nSubject: =?utf-8?q?a?=\n"
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n\na\n--b\n"
      "Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename*=utf-8''a\n\n"
      "YQ==\n--b--\n";
  g_mime_init();
  GTimeZone *local = g_time_zone_new_local();
  g_time_zone_unref(local);
  reading_free(message_read((const guint8 *) sample, sizeof sample - 1, READ_MESSAGE, ""));
}

static gboolean
is_blank(const char *text)
{
  return !text[strspn(text, " \t\r\n")];
}

/* Flowed lines put together again (RFC 3676). */
static char *
unflow(const char *text)
{
  GString *out = g_string_sized_new(strlen(text));
  for (const char *p = text; *p;) {
    gsize n = strcspn(p, "\n");
    const char *line = *p == ' ' ? p + 1 : p;
    gsize length = n - (gsize) (line - p);
    length -= length && line[length - 1] == '\r';
    g_string_append_len(out, line, (gssize) length);
    gboolean signature = length == 3 && !memcmp(line, "-- ", 3), flows = length && line[length - 1] == ' ';
    const char *next = p[n] ? p + n + 1 : p + n;
    if (!flows || signature || *line == '>' || *next == '>' || !*next)
      g_string_append_c(out, '\n');
    p = next;
  }
  return g_string_free(out, FALSE);
}

static char *
text_of(Walk *walk, GMimePart *part, gboolean *html)
{
  GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
  g_autoptr(GBytes) all = files_decode(part), bytes = encoded_take(walk->files, walk->reading, all);
  gsize n;
  const char *data = g_bytes_get_data(bytes, &n);
  const char *flowed = g_mime_content_type_get_parameter(type, "format");
  g_autofree char *text = converters_to_utf8(data ? data : "", MIN(n, TEXT_LIMIT),
                                             g_mime_content_type_get_parameter(type, "charset"));
  *html = g_mime_content_type_is_type(type, "text", "html");
  if (strstr(text, "IPM.Schedule.Meeting")) /* Exchange's link to an invitation instead of the invitation */
    files_note(walk->files, walk->reading, "", "ics", "unsupported");
  if (*html)
    return html_to_text(text);
  return flowed && !g_ascii_strcasecmp(flowed, "flowed") ? unflow(text) : g_steal_pointer(&text);
}

/* The header fields of the mail that a report is about. */
static void
take_returned(Walk *walk, const char *headers)
{
  bounce_read_original(walk->reading, headers);
  g_string_append(walk->report.returned, headers);
}

/* A part of a report, as text. */
static void
take_report_part(Walk *walk, GMimePart *part, void (*take)(Walk *, const char *))
{
  g_autoptr(GBytes) bytes = files_decode(part);
  gsize n;
  const char *data = g_bytes_get_data(bytes, &n);
  g_autofree char *text = g_utf8_make_valid(data ? data : "", (gssize) MIN(n, TEXT_LIMIT));
  take(walk, text);
}

static void
take_status(Walk *walk, const char *body)
{
  if (!walk->report.type)
    walk->report.type = REPORT_DELIVERY;
  bounce_read_status(walk->reading, body);
}

/* A message in the message: the returned original of a report, the forward, or one of several that came as
 * files. */
static void
take_message(Walk *walk, GMimeMessage *message, const char *name)
{
  if (!message)
    return;
  if (walk->report.type) {
    g_autofree char *headers = g_mime_object_get_headers(GMIME_OBJECT(message), NULL);
    g_autofree char *valid = g_utf8_make_valid(headers ? headers : "", -1);
    take_returned(walk, valid);
    return;
  }
  if (walk->depth >= FORWARDS_LIMIT) {
    files_refuse(walk->files, walk->reading, name, "message");
    return;
  }
  files_forward(walk->reading, message_from(message, walk->files, walk->depth + 1, walk->parts), name);
}

/* A file that turns out to be a mail. */
static void
take_mail_file(Walk *walk, GBytes *bytes, const char *name)
{
  gsize n;
  const guint8 *data = g_bytes_get_data(bytes, &n);
  GMimeMessage *message = headers_parse(data, n);
  take_message(walk, message, name);
  g_clear_object(&message);
}

/* A mail as a part. Some encode it, which RFC 2046 5.2.1 forbids: what gmime takes for its text is the mail.
 */
static void
take_message_part(Walk *walk, GMimeMessagePart *part, const char *name)
{
  const char *said = g_mime_object_get_header(GMIME_OBJECT(part), "Content-Transfer-Encoding");
  GMimeContentEncoding encoding =
      said ? g_mime_content_encoding_from_string(said) : GMIME_CONTENT_ENCODING_DEFAULT;
  GMimeMessage *message = g_mime_message_part_get_message(part);
  if (!message ||
      (encoding != GMIME_CONTENT_ENCODING_BASE64 && encoding != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE)) {
    take_message(walk, message, name);
    return;
  }
  g_autoptr(GBytes) bytes = files_decode_object(GMIME_OBJECT(message), encoding);
  take_mail_file(walk, bytes, name);
}

/* A file that is no more than a link to one in a cloud. */
static gboolean
is_pointer(const guint8 *data, gsize n)
{
  static const char mark[] = "[InternetShortcut]";
  if (n < sizeof mark || n > 4096 || g_ascii_strncasecmp((const char *) data, mark, sizeof mark - 1))
    return FALSE;
  g_autofree char *text = g_utf8_make_valid((const char *) data, (gssize) n);
  g_auto(GStrv) found = links_find(text);
  return *found != NULL;
}

static void
take_file(Walk *walk, GMimePart *part, gboolean related)
{
  g_autoptr(GBytes) bytes = files_decode(part);
  g_autofree char *name = names_file(GMIME_OBJECT(part));
  gsize n;
  const guint8 *data = g_bytes_get_data(bytes, &n);
  if (files_is_decoration(part, data, n, related))
    return;
  if (is_pointer(data, n))
    g_string_append_len(walk->pointed, (const char *) data, (gssize) n);
  else if (armour_is_message(data, n))
    files_keep(walk->files, walk->reading, name, "unknown", "encrypted", bytes);
  else if (armour_is_signature(data, n))
    return;
  else if (encoded_is_binhex(data, n))
    files_keep(walk->files, walk->reading, name, "binhex", "unsupported", bytes);
  else if (headers_look_like_mail(data, n, name) && !g_str_has_suffix(name, ".csv"))
    take_mail_file(walk, bytes, name);
  else if (!outlook_take(walk->files, walk->reading, name, bytes, walk->depth))
    files_add(walk->files, walk->reading, name, bytes);
}

static char *part_text(Walk *walk, GMimeObject *object, guint level, gboolean related, gboolean *html);

/* What an opaque signature wraps is read as if it stood there. */
static char *
signed_text(Walk *walk, GMimePart *part, guint level, gboolean *html)
{
  gsize n;
  const char *problem;
  g_autoptr(GBytes) bytes = files_decode(part);
  const guint8 *data = g_bytes_get_data(bytes, &n);
  g_autoptr(GBytes) inner = smime_content(data, n, &problem);
  if (!inner) {
    g_autofree char *name = names_file(GMIME_OBJECT(part));
    files_keep(walk->files, walk->reading, name, "unknown", problem, bytes);
    return g_strdup("");
  }
  data = g_bytes_get_data(inner, &n);
  GMimeMessage *message = headers_parse(data, n);
  char *text =
      message ? part_text(walk, g_mime_message_get_mime_part(message), level + 1, FALSE, html) : g_strdup("");
  g_clear_object(&message);
  return text;
}

/* A body; armour in it is a document that nobody here can read. */
static char *
body_text(Walk *walk, GMimePart *part, gboolean *html)
{
  char *text = text_of(walk, part, html);
  if (armour_strip(text))
    files_note(walk->files, walk->reading, "", "unknown", "encrypted");
  return text;
}

static void
take_calendar(Walk *walk, GMimePart *part)
{
  g_autoptr(GBytes) bytes = files_decode(part);
  const char *disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));
  g_autofree char *name = names_file(GMIME_OBJECT(part));
  if (!invitation_read(walk->reading, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes)))
    files_keep(walk->files, walk->reading, name, "ics", "damaged", bytes);
  else if (disposition && !g_ascii_strcasecmp(disposition, "attachment"))
    take_file(walk, part, FALSE);
}

static void
take_absent(Walk *walk, GMimePart *part, GMimeContentType *type)
{
  const char *url = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "url");
  g_autofree char *name = names_file(GMIME_OBJECT(part));
  g_string_append_printf(walk->pointed, "\n%s\n", url ? url : "");
  g_autofree char *kind = g_ascii_strdown(g_mime_content_type_get_media_subtype(type), -1);
  files_note(walk->files, walk->reading, name, kind, "unsupported");
}

static char *
leaf(Walk *walk, GMimePart *part, guint level, gboolean related, gboolean *html)
{
  GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
  switch (part_kind(part)) {
  case PART_BODY: return body_text(walk, part, html);
  case PART_WRAPPED: return signed_text(walk, part, level, html);
  case PART_SIGNATURE: break;
  case PART_STATUS: take_report_part(walk, part, take_status); break;
  case PART_HEADERS: take_report_part(walk, part, take_returned); break;
  case PART_RECEIPT: walk->report.type = REPORT_DISPOSITION; break;
  case PART_REPORT: walk->report.type = REPORT_OTHER; break;
  case PART_CALENDAR: take_calendar(walk, part); break;
  case PART_ABSENT: take_absent(walk, part, type); break;
  case PART_FILE: take_file(walk, part, related); break;
  }
  return g_strdup("");
}

/* "Your program cannot show this mail": no more than a reason to look at the HTML. */
static gboolean
is_stub(const char *text)
{
  g_autofree char *lower = g_ascii_strdown(text, 400);
  gboolean speaks = g_str_has_prefix(lower, "your ") || g_str_has_prefix(lower, "this ") ||
                    g_str_has_prefix(lower, "to view") || g_str_has_prefix(lower, "please use");
  return is_blank(text) || (speaks && strlen(text) < 200 && strstr(lower, "html"));
}

/* The same said several ways: plain text is the sender's own, HTML comes next. All are walked, for files hide
 * in them. */
static char *
alternative_text(Walk *walk, GMimeMultipart *multipart, guint level, gboolean related, gboolean *html)
{
  char *best = g_strdup("");
  int n = g_mime_multipart_get_count(multipart);
  for (int i = 0; i < n; i++) {
    gboolean is_html = FALSE;
    GMimeObject *one = g_mime_multipart_get_part(multipart, i);
    char *text =
        n > 1 && part_is_needless(one) ? g_strdup("") : part_text(walk, one, level + 1, related, &is_html);
    if (!is_blank(text) && (is_stub(best) || (*html && !is_html && !is_stub(text)))) {
      char *worse = best;
      best = text;
      text = worse;
      *html = is_html;
    }
    if (is_blank(text)) {
      g_free(text);
    } else {
      g_free(walk->unsaid);
      walk->unsaid = text;
    }
  }
  return best;
}

/* The boundary that a text shows: a line of two dashes and more, and a part's header behind it. NULL for
 * none. */
static char *
shown_boundary(const char *text)
{
  for (const char *line = text; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
    gsize n = strcspn(line, "\r\n");
    const char *next = line + n + strspn(line + n, "\r\n");
    if (n > 2 && n < 75 && line[0] == '-' && line[1] == '-' && !g_ascii_strncasecmp(next, "Content-", 8) &&
        !memchr(line, '"', n))
      return g_strndup(line + 2, n - 2);
  }
  return NULL;
}

/* All that a multipart without parts says: its boundary was lost, or stands nowhere. */
static char *
boundless_text(Walk *walk, GMimeMultipart *multipart, guint level, gboolean *html)
{
  const char *prologue = g_mime_multipart_get_prologue(multipart);
  gsize n = prologue ? strlen(prologue) : 0;
  g_autofree char *boundary = prologue ? shown_boundary(prologue) : NULL;
  if (!boundary)
    return converters_to_utf8(prologue ? prologue : "", n, NULL);
  g_autofree char *mended =
      g_strdup_printf("Content-Type: multipart/mixed; boundary=\"%s\"\n\n%s", boundary, prologue);
  GMimeMessage *message = headers_parse((const guint8 *) mended, strlen(mended));
  char *text =
      message ? part_text(walk, g_mime_message_get_mime_part(message), level + 1, FALSE, html) : g_strdup("");
  g_clear_object(&message);
  return text;
}

/* The last part is what nobody here can read (RFC 1847 2.2). */
static void
take_encrypted(Walk *walk, GMimeMultipart *multipart)
{
  int n = g_mime_multipart_get_count(multipart);
  GMimeObject *last = n ? g_mime_multipart_get_part(multipart, n - 1) : NULL;
  if (!last || !GMIME_IS_PART(last)) {
    files_note(walk->files, walk->reading, "", "unknown", "encrypted");
    return;
  }
  g_autofree char *name = names_file(last);
  g_autoptr(GBytes) bytes = files_decode(GMIME_PART(last));
  files_keep(walk->files, walk->reading, name, "unknown", "encrypted", bytes);
}

/* What a multipart/report says that it is; of most that do not say it, the parts will. */
static ReportType
report_type(const char *said)
{
  if (!said || !g_ascii_strcasecmp(said, "delivery-status"))
    return REPORT_DELIVERY;
  return g_ascii_strcasecmp(said, "disposition-notification") ? REPORT_OTHER : REPORT_DISPOSITION;
}

static char *
multipart_text(Walk *walk, GMimeMultipart *multipart, guint level, gboolean related, gboolean *html)
{
  GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(multipart));
  if (g_mime_content_type_is_type(type, "multipart", "alternative"))
    return alternative_text(walk, multipart, level, related, html);
  if (g_mime_content_type_is_type(type, "multipart", "encrypted")) {
    take_encrypted(walk, multipart);
    return g_strdup("");
  }
  if (level == 0 && g_mime_content_type_is_type(type, "multipart", "report")) {
    walk->report.whole = TRUE;
    walk->report.type = report_type(g_mime_content_type_get_parameter(type, "report-type"));
  }
  gboolean apple = g_mime_content_type_is_type(type, "multipart", "appledouble");
  gboolean inner_related = related || g_mime_content_type_is_type(type, "multipart", "related");
  if (!g_mime_multipart_get_count(multipart))
    return boundless_text(walk, multipart, level, html);
  GString *all = g_string_new(NULL);
  for (int i = 0; i < g_mime_multipart_get_count(multipart); i++) {
    gboolean is_html = FALSE;
    GMimeObject *one = g_mime_multipart_get_part(multipart, i);
    if (apple && !i && g_mime_multipart_get_count(multipart) > 1)
      continue; /* what the Finder knows of the file (RFC 1740 3) */
    g_autofree char *text = part_text(walk, one, level + 1, inner_related, &is_html);
    if (!is_blank(text))
      g_string_append_printf(all, "%s%s", all->len ? "\n" : "", text);
    *html = *html || is_html;
  }
  return g_string_free(all, FALSE);
}

/* What @object says as text; its files, events and reports go to the reading. */
static char *
part_text(Walk *walk, GMimeObject *object, guint level, gboolean related, gboolean *html)
{
  if (!object)
    return g_strdup("");
  if (level > LEVELS_LIMIT || ++*walk->parts > PARTS_LIMIT) {
    files_refuse(walk->files, walk->reading, "", "unknown");
    return g_strdup("");
  }
  if (GMIME_IS_MULTIPART(object))
    return multipart_text(walk, GMIME_MULTIPART(object), level, related, html);
  if (GMIME_IS_MESSAGE_PART(object)) {
    g_autofree char *name = names_file(object);
    take_message_part(walk, GMIME_MESSAGE_PART(object), name);
    return g_strdup("");
  }
  return GMIME_IS_PART(object) ? leaf(walk, GMIME_PART(object), level, related, html) : g_strdup("");
}

/* The subject from within a signature, where one without meaning stands outside (RFC 9788). */
static void
take_protected_subject(Reading *reading, GMimeObject *object)
{
  static const char *const stand_ins[] = { "", "...", "[...]", "Encrypted Message", NULL };
  if (object && GMIME_IS_MULTIPART_SIGNED(object) && g_mime_multipart_get_count(GMIME_MULTIPART(object)))
    object = g_mime_multipart_get_part(GMIME_MULTIPART(object), 0);
  if (!object || !g_strv_contains(stand_ins, reading->subject) ||
      (!g_mime_object_get_content_type_parameter(object, "protected-headers") &&
       !g_mime_object_get_content_type_parameter(object, "hp")))
    return;
  g_free(reading->subject);
  reading->subject = headers_get(object, "Subject");
}

static Reading *
message_from(GMimeMessage *message, Files *files, guint depth, guint *parts)
{
  Reading *reading = reading_new("message");
  Walk walk = {
    .reading = reading, .files = files, .depth = depth, .parts = parts, .pointed = g_string_new(NULL)
  };
  walk.report.returned = g_string_new(NULL);
  gboolean html = FALSE;
  headers_read(message, reading);
  take_protected_subject(reading, g_mime_message_get_mime_part(message));
  const char *ours = g_mime_object_get_header(GMIME_OBJECT(message), "X-Mentord-Ref");
  if (ours && depth) { /* a mail of ours, forwarded or returned */
    g_strfreev(reading->refs);
    reading->refs = ref_find(ours);
  }
  g_autofree char *text = part_text(&walk, g_mime_message_get_mime_part(message), 0, FALSE, &html);
  /* what winmail.dat says counts where the mail says nothing itself */
  g_autofree char *wrapped = is_blank(text) ? g_strdup(reading->text) : NULL;
  conclude(reading, message, &walk.report, wrapped ? wrapped : text, depth);
  g_string_append_printf(walk.pointed, "\n%s", walk.unsaid ? walk.unsaid : "");
  conclude_links(reading, walk.pointed->str);
  g_string_free(walk.pointed, TRUE);
  g_string_free(walk.report.returned, TRUE);
  g_free(walk.unsaid);
  return reading;
}

static Reading *
file_read(const guint8 *bytes, gsize n, const char *name)
{
  Reading *reading = reading_new("document");
  g_autoptr(GBytes) content = g_bytes_new(bytes, n);
  g_autofree char *clean = text_clean(name, -1, 255, FALSE);
  Files files = { .everything = TRUE };
  if (!outlook_take(&files, reading, clean, content, 0))
    files_add(&files, reading, clean, content);
  const ReadingDocument *only = reading->documents->len == 1 ? reading->documents->pdata[0] : NULL;
  if (only && !strcmp(only->format, "ics"))
    invitation_read(reading, (const char *) bytes, n);
  conclude_refs(reading, "");
  return reading;
}

Reading *
message_read(const guint8 *bytes, gsize n, ReadAs as, const char *name)
{
  guint parts = 0;
  Files files = { 0 };
  Reading *saved = as == READ_FILE ? outlook_mail(&files, bytes, n) : NULL;
  if (saved)
    return saved;
  /* a page that Word saved with its pictures has the headers of a mail that nobody sent */
  if (as == READ_FILE &&
      (!headers_look_like_mail(bytes, n, name) || !strcmp(document_sniff(bytes, n, name), "mhtml")))
    return file_read(bytes, n, name);
  GMimeMessage *message = headers_parse(bytes, n);
  Reading *reading = message ? message_from(message, &files, 0, &parts) : reading_new("message");
  g_clear_object(&message);
  return reading;
}
