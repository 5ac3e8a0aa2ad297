/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Properties of Outlook's mails as plain values. Knows the few that say who wrote what, with which files; all
 * others are passed over. Parses no container. */
#include "reader/message/mapi.h"
#include "base/text.h"
#include "reader/converters.h"
#include "reader/document/html.h"
#include "reader/document/rtf.h"
#include <string.h>

enum { TEXT_LIMIT = 256 << 10, FILES_LIMIT = 100 };

/* [MS-OXPROPS] 2: PidTag... of the same names. */
enum {
  SUBJECT = 0x0037,
  CLIENT_SUBMIT_TIME = 0x0039,
  SENT_REPRESENTING_ADDRESS = 0x0065,
  TRANSPORT_HEADERS = 0x007d,
  SENDER_NAME = 0x0c1a,
  SENDER_ADDRESS = 0x0c1f,
  DELIVERY_TIME = 0x0e06,
  BODY = 0x1000,
  RTF_COMPRESSED = 0x1009,
  BODY_HTML = 0x1013,
  INTERNET_MESSAGE_ID = 0x1035,
  ATTACH_DATA = 0x3701,
  ATTACH_FILENAME = 0x3704,
  ATTACH_LONG_FILENAME = 0x3707,
  ATTACH_CONTENT_ID = 0x3712,
  INTERNET_CODE_PAGE = 0x3fde,
  MESSAGE_CODE_PAGE = 0x3ffd,
  SENDER_SMTP = 0x5d01,
  SENT_REPRESENTING_SMTP = 0x5d02,
};

MapiMessage *
mapi_message_new(void)
{
  MapiMessage *message = g_new0(MapiMessage, 1);
  message->files = g_ptr_array_new();
  g_strlcpy(message->charset, "windows-1252", sizeof message->charset);
  return message;
}

static void
free_file(MapiFile *file)
{
  g_free(file->name);
  g_clear_pointer(&file->bytes, g_bytes_unref);
  g_clear_pointer(&file->message, mapi_message_free);
  g_free(file);
}

void
mapi_message_free(MapiMessage *message)
{
  for (guint i = 0; i < message->files->len; i++)
    free_file(message->files->pdata[i]);
  g_ptr_array_free(message->files, TRUE);
  g_free(message->headers);
  g_free(message->subject);
  g_free(message->sender_name);
  g_free(message->sender_address);
  g_free(message->message_id);
  g_free(message->text);
  g_free(message->html);
  g_free(message->rtf);
  g_free(message);
}

MapiFile *
mapi_add_file(MapiMessage *message)
{
  if (message->files->len >= FILES_LIMIT)
    return NULL;
  MapiFile *file = g_new0(MapiFile, 1);
  file->name = g_strdup("");
  g_ptr_array_add(message->files, file);
  return file;
}

void
mapi_set_code_page(MapiMessage *message, guint32 page)
{
  static const struct {
    guint32 page;
    const char *charset;
  } named[] = { { 65001, "utf-8" },       { 20127, "us-ascii" },    { 20866, "koi8-r" },
                { 21866, "koi8-u" },      { 28591, "iso-8859-1" },  { 28592, "iso-8859-2" },
                { 28595, "iso-8859-5" },  { 28597, "iso-8859-7" },  { 28599, "iso-8859-9" },
                { 28605, "iso-8859-15" }, { 50220, "iso-2022-jp" }, { 51932, "euc-jp" },
                { 936, "gbk" },           { 950, "big5" },          { 949, "cp949" },
                { 54936, "gb18030" } };
  for (guint i = 0; i < G_N_ELEMENTS(named); i++)
    if (named[i].page == page) {
      g_strlcpy(message->charset, named[i].charset, sizeof message->charset);
      return;
    }
  if (page >= 1250 && page <= 1258)
    g_snprintf(message->charset, sizeof message->charset, "windows-%u", page);
  else if (page == 932 || page == 874)
    g_snprintf(message->charset, sizeof message->charset, "cp%u", page);
}

/* A string as UTF-8, up to its end mark. */
static char *
string_of(const MapiMessage *message, guint type, const guint8 *bytes, gsize n)
{
  n = MIN(n, TEXT_LIMIT);
  char *text = type == MAPI_UNICODE ? converters_to_utf8((const char *) bytes, n & ~(gsize) 1, "UTF-16LE")
                                    : converters_to_utf8((const char *) bytes,
                                                         strnlen((const char *) bytes, n), message->charset);
  return text;
}

static void
keep(char **slot, const MapiMessage *message, guint type, const guint8 *bytes, gsize n)
{
  if (!*slot && (type == MAPI_UNICODE || type == MAPI_STRING8))
    *slot = string_of(message, type, bytes, n);
}

/* Seconds of Unix time from tenths of microseconds since 1601. */
static gint64
seconds_of(const guint8 *bytes)
{
  guint64 ticks = 0;
  for (guint i = 8; i--;)
    ticks = ticks << 8 | bytes[i];
  gint64 seconds = (gint64) (ticks / 10000000) - G_GINT64_CONSTANT(11644473600);
  return seconds > 0 && seconds < G_GINT64_CONSTANT(253402300800) ? seconds : 0;
}

/* Exchange's own addresses ("/O=...") are none; those of the net stand in other properties then. */
static void
take_address(MapiMessage *message, guint type, const guint8 *bytes, gsize n)
{
  if (type != MAPI_UNICODE && type != MAPI_STRING8)
    return;
  g_autofree char *text = string_of(message, type, bytes, n);
  if (strchr(text, '@') && !message->sender_address)
    message->sender_address = g_steal_pointer(&text);
}

static void
take_rtf(MapiMessage *message, const guint8 *bytes, gsize n)
{
  gsize length;
  g_autofree char *rtf = message->rtf ? NULL : rtf_decompress(bytes, n, &length);
  if (rtf)
    message->rtf = rtf_to_text(rtf, length);
}

static void
take_html(MapiMessage *message, guint type, const guint8 *bytes, gsize n)
{
  g_autofree char *html =
      message->html ? NULL : string_of(message, type == MAPI_BINARY ? MAPI_STRING8 : type, bytes, n);
  if (html)
    message->html = html_to_text(html);
}

static guint32
long_of(const guint8 *bytes)
{
  return (guint32) bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 | (guint32) bytes[3] << 24;
}

void
mapi_message_take(MapiMessage *message, guint id, guint type, const guint8 *bytes, gsize n)
{
  switch (id) {
  case SUBJECT: keep(&message->subject, message, type, bytes, n); break;
  case TRANSPORT_HEADERS: keep(&message->headers, message, type, bytes, n); break;
  case SENDER_NAME: keep(&message->sender_name, message, type, bytes, n); break;
  case INTERNET_MESSAGE_ID: keep(&message->message_id, message, type, bytes, n); break;
  case BODY: keep(&message->text, message, type, bytes, n); break;
  case SENDER_ADDRESS:
  case SENDER_SMTP:
  case SENT_REPRESENTING_ADDRESS:
  case SENT_REPRESENTING_SMTP: take_address(message, type, bytes, n); break;
  case CLIENT_SUBMIT_TIME:
  case DELIVERY_TIME:
    if (type == MAPI_TIME && n >= 8 && !message->sent)
      message->sent = seconds_of(bytes);
    break;
  case RTF_COMPRESSED:
    if (type == MAPI_BINARY)
      take_rtf(message, bytes, n);
    break;
  case BODY_HTML: take_html(message, type, bytes, n); break;
  case INTERNET_CODE_PAGE:
  case MESSAGE_CODE_PAGE:
    if (type == MAPI_LONG && n >= 4)
      mapi_set_code_page(message, long_of(bytes));
    break;
  default: break;
  }
}

void
mapi_file_take(MapiMessage *message, MapiFile *file, guint id, guint type, const guint8 *bytes, gsize n)
{
  gboolean string = type == MAPI_UNICODE || type == MAPI_STRING8;
  if (string && (id == ATTACH_LONG_FILENAME || (id == ATTACH_FILENAME && !*file->name))) {
    g_autofree char *name = string_of(message, type, bytes, n);
    g_free(file->name);
    file->name = text_clean(name, -1, 255, FALSE);
  } else if (string && id == ATTACH_CONTENT_ID) {
    file->shown = n > 2;
  } else if (id == ATTACH_DATA && type == MAPI_BINARY && !file->bytes) {
    file->bytes = g_bytes_new(bytes, n);
  }
}

static gboolean
is_said(const char *text)
{
  return text && text[strspn(text, " \t\r\n")];
}

char *
mapi_body(const MapiMessage *message)
{
  return g_strdup(is_said(message->text)   ? message->text
                  : is_said(message->html) ? message->html
                  : message->rtf           ? message->rtf
                                           : "");
}
