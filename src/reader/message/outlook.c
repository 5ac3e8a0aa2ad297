/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlook's mails as readings: the properties of each become headers, text and files like those of any other
 * mail. Parses no container itself. */
#include "reader/message/outlook.h"
#include "base/text.h"
#include "reader/document/document.h"
#include "reader/message/conclude.h"
#include "reader/message/headers.h"
#include "reader/message/msg.h"
#include "reader/message/tnef.h"
#include <string.h>

static void take_files(Files *files, Reading *reading, const MapiMessage *mail, const char *container,
                       guint depth);

static char *
clean(const char *text)
{
  return text_clean(text ? text : "", -1, 1024, FALSE);
}

/* The headers as they came over the net, without the line that Exchange puts in front of them. */
static GMimeMessage *
as_it_came(const MapiMessage *mail)
{
  if (!mail->headers)
    return NULL;
  const char *start = mail->headers;
  if (g_str_has_prefix(start, "Microsoft Mail Internet Headers"))
    start += strcspn(start, "\n");
  g_autofree char *whole = g_strconcat(start, "\n\n", NULL);
  return headers_parse((const guint8 *) whole, strlen(whole));
}

/* Headers made of the properties: a mail that was never sent over the net has no others. */
static GMimeMessage *
as_it_says(const MapiMessage *mail)
{
  GMimeMessage *message = g_mime_message_new(FALSE);
  g_autofree char *name = clean(mail->sender_name), *address = clean(mail->sender_address);
  g_autofree char *subject = clean(mail->subject), *id = clean(mail->message_id);
  g_autoptr(GDateTime) sent = mail->sent ? g_date_time_new_from_unix_utc(mail->sent) : NULL;
  if (*name || *address)
    g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, name, address);
  g_mime_message_set_subject(message, subject, "utf-8");
  if (*id && id[strspn(id, "<")]) {
    g_autofree char *bare = g_strndup(id + strspn(id, "<"), strcspn(id + strspn(id, "<"), "> "));
    g_mime_message_set_message_id(message, bare);
  }
  if (sent)
    g_mime_message_set_date(message, sent);
  return message;
}

static Reading *
mail_reading(Files *files, const MapiMessage *mail, guint depth)
{
  Reading *reading = reading_new("message");
  g_autofree char *text = mapi_body(mail);
  GMimeMessage *message = as_it_came(mail);
  if (!message || !g_mime_object_get_header(GMIME_OBJECT(message), "From")) {
    g_clear_object(&message);
    message = as_it_says(mail);
  }
  headers_read(message, reading);
  take_files(files, reading, mail, NULL, depth);
  Report report = { REPORT_NONE, FALSE, g_string_new(NULL) };
  conclude(reading, message, &report, text, depth);
  g_string_free(report.returned, TRUE);
  g_object_unref(message);
  return reading;
}

/* A file of @mail; one out of winmail.dat says so. */
static void
take_file(Files *files, Reading *reading, const MapiFile *file, const char *container, guint depth)
{
  guint first = reading->documents->len;
  gsize n;
  const guint8 *bytes = g_bytes_get_data(file->bytes, &n);
  if (!n || (!files->everything && file->shown && files_is_small_picture(bytes, n)))
    return;
  if (depth >= FORWARDS_LIMIT || !outlook_take(files, reading, file->name, file->bytes, depth + 1))
    files_add(files, reading, file->name, file->bytes);
  for (guint i = first; container && i < reading->documents->len; i++) {
    ReadingDocument *one = reading->documents->pdata[i];
    if (!one->in)
      one->in = g_strdup(container);
  }
}

static void
take_files(Files *files, Reading *reading, const MapiMessage *mail, const char *container, guint depth)
{
  for (guint i = 0; i < mail->files->len; i++) {
    const MapiFile *file = mail->files->pdata[i];
    if (file->message && depth < FORWARDS_LIMIT)
      files_forward(reading, mail_reading(files, file->message, depth + 1), file->name);
    else if (file->message)
      files_refuse(files, reading, file->name, "message");
    else if (file->bytes)
      take_file(files, reading, file, container, depth);
  }
}

static void
take_winmail(Files *files, Reading *reading, const char *name, GBytes *bytes, guint depth)
{
  gsize n;
  gboolean damaged;
  const guint8 *data = g_bytes_get_data(bytes, &n);
  g_autoptr(MapiMessage) mail = tnef_read(data, n, &damaged);
  guint before = reading->documents->len;
  const Reading *forwarded = reading->forwarded;
  take_files(files, reading, mail, *name ? name : "winmail.dat", depth);
  if (!*reading->text) {
    g_free(reading->text);
    reading->text = mapi_body(mail);
  }
  if (damaged)
    files_keep(files, reading, name, "tnef", "damaged", bytes);
  else if (reading->documents->len == before && reading->forwarded == forwarded)
    files_keep(files, reading, name, "tnef", "empty", bytes);
}

gboolean
outlook_take(Files *files, Reading *reading, const char *name, GBytes *bytes, guint depth)
{
  gsize n;
  const guint8 *data = g_bytes_get_data(bytes, &n);
  if (n && !strcmp(document_sniff(data, n, name), "tnef")) {
    take_winmail(files, reading, name, bytes, depth);
    return TRUE;
  }
  g_autoptr(MapiMessage) mail = msg_is(data, n) ? msg_read(data, n) : NULL;
  if (!mail)
    return FALSE;
  if (depth >= FORWARDS_LIMIT)
    files_refuse(files, reading, name, "msg");
  else
    files_forward(reading, mail_reading(files, mail, depth + 1), name);
  return TRUE;
}

Reading *
outlook_mail(Files *files, const guint8 *bytes, gsize n)
{
  g_autoptr(MapiMessage) mail = msg_is(bytes, n) ? msg_read(bytes, n) : NULL;
  return mail ? mail_reading(files, mail, 0) : NULL;
}
