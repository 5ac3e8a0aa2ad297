/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks through all of a message, unlike the reading, which leaves out what is quoted or hidden. Judges
 * nothing: what it cannot open holds nothing. */
#include "reader/message/search.h"
#include "reader/document/document.h"
#include "reader/document/package.h"
#include "reader/message/headers.h"
#include "reader/message/message.h"
#include "reader/message/posted.h"
#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>

#define DEEPEST 6 /* messages and packages in one another */

static gboolean search_object(const GRegex *regex, GMimeObject *object, guint depth);

/* Words that programs cut into runs are whole again without the marks between them. */
static char *
without_marks(const char *text)
{
  g_autoptr(GString) out = g_string_sized_new(strlen(text));
  gboolean inside = FALSE;
  for (const char *p = text; *p; p++) {
    inside = inside || *p == '<';
    if (!inside)
      g_string_append_c(out, *p);
    inside = inside && *p != '>';
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static gboolean
search_text(const GRegex *regex, const char *text)
{
  if (g_regex_match(regex, text, 0, NULL))
    return TRUE;
  g_autofree char *plain = strchr(text, '<') ? without_marks(text) : NULL;
  return plain && g_regex_match(regex, plain, 0, NULL);
}

static gboolean search_bytes(const GRegex *regex, const guint8 *bytes, gsize n, guint depth);

static gboolean
search_package(const GRegex *regex, const guint8 *bytes, gsize n, guint depth)
{
  const char *problem = NULL;
  g_autoptr(Package) package = package_open(bytes, n, &problem);
  for (guint i = 0; package && i < package_size(package); i++) {
    gsize size = 0;
    const char *name = package_name(package, i);
    g_autofree char *member = package_read(package, name, &size, &problem);
    if (search_text(regex, name) || (member && search_bytes(regex, (const guint8 *) member, size, depth + 1)))
      return TRUE;
  }
  return FALSE;
}

/* What the reader itself makes of a file: a page of a PDF, an old Word document, a saved mail. */
static gboolean
search_reading(const GRegex *regex, const guint8 *bytes, gsize n)
{
  g_autoptr(Reading) reading = message_read(bytes, n, READ_FILE, "");
  json_t *json = reading ? reading_to_json(reading) : NULL;
  char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
  gboolean found = text && g_regex_match(regex, text, 0, NULL);
  free(text);
  json_decref(json);
  return found;
}

static gboolean
search_bytes(const GRegex *regex, const guint8 *bytes, gsize n, guint depth)
{
  if (!n || depth > DEEPEST)
    return FALSE;
  g_autofree char *text = document_decode(bytes, n);
  if (text && search_text(regex, text))
    return TRUE;
  if (package_starts(bytes, n))
    return search_package(regex, bytes, n, depth);
  return !depth && search_reading(regex, bytes, n);
}

static gboolean
search_headers(const GRegex *regex, GMimeObject *object)
{
  g_autofree char *raw = g_mime_object_get_headers(object, NULL);
  g_autofree char *decoded = raw ? g_mime_utils_header_decode_text(NULL, raw) : NULL;
  g_autofree char *clean = raw ? g_utf8_make_valid(raw, -1) : NULL;
  return (clean && g_regex_match(regex, clean, 0, NULL)) ||
         (decoded && g_regex_match(regex, decoded, 0, NULL));
}

static gboolean
search_part(const GRegex *regex, GMimePart *part)
{
  GMimeDataWrapper *content = g_mime_part_get_content(part);
  if (!content)
    return FALSE;
  GMimeStream *stream = g_mime_stream_mem_new();
  g_mime_data_wrapper_write_to_stream(content, stream);
  const GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
  gboolean found = search_bytes(regex, bytes->data, bytes->len, 0);
  g_object_unref(stream);
  return found;
}

static gboolean
search_object(const GRegex *regex, GMimeObject *object, guint depth)
{
  if (!object || depth > DEEPEST * 4)
    return FALSE;
  if (search_headers(regex, object))
    return TRUE;
  if (GMIME_IS_MESSAGE_PART(object))
    return search_object(regex, GMIME_OBJECT(g_mime_message_part_get_message(GMIME_MESSAGE_PART(object))),
                         depth + 1);
  if (GMIME_IS_MESSAGE(object))
    return search_object(regex, g_mime_message_get_mime_part(GMIME_MESSAGE(object)), depth + 1);
  if (GMIME_IS_PART(object))
    return search_part(regex, GMIME_PART(object));
  GMimeMultipart *multipart = GMIME_IS_MULTIPART(object) ? GMIME_MULTIPART(object) : NULL;
  for (int i = 0; multipart && i < g_mime_multipart_get_count(multipart); i++)
    if (search_object(regex, g_mime_multipart_get_part(multipart, i), depth + 1))
      return TRUE;
  return FALSE;
}

/* What a browser posted has its blanks and accents in escapes. */
static gboolean
search_posted(const GRegex *regex, const guint8 *bytes, gsize n)
{
  if (n > POSTED_LIMIT)
    return FALSE;
  g_autofree char *text = posted_text(bytes, n);
  return search_text(regex, text);
}

Reading *
message_search(const guint8 *bytes, gsize n)
{
  Reading *reading = reading_new("document");
  const guint8 *end = memchr(bytes, '\0', n);
  g_autoptr(GRegex) regex = end ? g_regex_new((const char *) bytes, G_REGEX_CASELESS, 0, NULL) : NULL;
  if (!regex)
    return reading;
  gsize left = n - (gsize) (end + 1 - bytes);
  GMimeMessage *message = headers_parse(end + 1, left);
  gboolean found = search_bytes(regex, end + 1, left, 1) || search_posted(regex, end + 1, left) ||
                   (message && search_object(regex, GMIME_OBJECT(message), 0));
  g_clear_object(&message);
  g_free(reading->text);
  reading->text = g_strdup(found ? "found" : "");
  return reading;
}
