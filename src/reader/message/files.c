/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents of a message: decoded, hashed, counted, handed to the reader of their format. Unwraps no mail. */
#include "reader/message/files.h"
#include "base/checksum.h"
#include "base/ref.h"
#include "reader/document/document.h"
#include "reader/message/picture.h"
#include <string.h>

enum {
  COUNT_LIMIT = 20,
  SIZE_LIMIT = 25 << 20,
  LOGO_SIZE = 128 << 10, /* what the text shows and is smaller is decoration */
  PHOTO_SIDE = 480,      /* dots: what is larger on both sides is a photo or a scan */
  ICON_SIZE = 24 << 10,  /* what is said to be inline and is smaller is, too */
};

GBytes *
files_decode(GMimePart *part)
{
  GMimeDataWrapper *content = g_mime_part_get_content(part);
  GByteArray *bytes =
      g_byte_array_sized_new(1); /* of nothing, too, the bytes are somewhere: no NULL is handed on */
  GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);
  g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
  if (content)
    g_mime_data_wrapper_write_to_stream(content, stream);
  g_object_unref(stream);
  return g_byte_array_free_to_bytes(bytes);
}

GBytes *
files_decode_object(GMimeObject *object, GMimeContentEncoding encoding)
{
  GByteArray *bytes = g_byte_array_new();
  GMimeStream *memory = g_mime_stream_mem_new_with_byte_array(bytes),
              *stream = g_mime_stream_filter_new(memory);
  GMimeFilter *filter = g_mime_filter_basic_new(encoding, FALSE);
  g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(memory), FALSE);
  g_mime_stream_filter_add(GMIME_STREAM_FILTER(stream), filter);
  g_mime_object_write_to_stream(object, NULL, stream);
  g_mime_stream_flush(stream);
  g_object_unref(filter);
  g_object_unref(stream);
  g_object_unref(memory);
  return g_byte_array_free_to_bytes(bytes);
}

gboolean
files_is_small_picture(const guint8 *bytes, gsize n)
{
  guint width, height;
  if (n >= LOGO_SIZE || strcmp(document_sniff(bytes, n, ""), "image"))
    return FALSE;
  /* phones make their photos small on request, and then say how large they are still */
  return !picture_size(bytes, n, &width, &height) || MIN(width, height) < PHOTO_SIDE;
}

gboolean
files_is_decoration(GMimePart *part, const guint8 *bytes, gsize n, gboolean related)
{
  const char *disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));
  gboolean attached = disposition && !g_ascii_strcasecmp(disposition, "attachment");
  gboolean put_inline = disposition && !g_ascii_strcasecmp(disposition, "inline");
  gboolean shown = g_mime_object_get_content_id(GMIME_OBJECT(part)) || related;
  if (!files_is_small_picture(bytes, n))
    return FALSE;
  return (shown && (related || !attached)) || (put_inline && n < ICON_SIZE);
}

static ReadingDocument *
new_document(const char *name, const char *format)
{
  ReadingDocument *document = reading_document_new(format);
  g_free(document->name);
  document->name = g_strdup(name);
  return document;
}

static void
set_content(ReadingDocument *document, GBytes *bytes)
{
  document->size = g_bytes_get_size(bytes);
  document->content = g_bytes_ref(bytes);
  g_free(document->sha256);
  document->sha256 = checksum_of_bytes(bytes);
}

static void
set_problem(ReadingDocument *document, const char *problem)
{
  g_free(document->problem);
  document->problem = g_strdup(problem);
}

static void
set_format(ReadingDocument *document, const char *format)
{
  g_free(document->format);
  document->format = g_strdup(format);
}

void
files_note(Files *files, Reading *reading, const char *name, const char *format, const char *problem)
{
  if (++files->count > COUNT_LIMIT + 1)
    return;
  ReadingDocument *document = new_document(name, format);
  set_problem(document, problem);
  g_ptr_array_add(reading->documents, document);
}

void
files_refuse(Files *files, Reading *reading, const char *name, const char *format)
{
  if (files->count > COUNT_LIMIT)
    return;
  files->count = COUNT_LIMIT;
  files_note(files, reading, name, format, "too-large");
}

/* Hands on what the format's reader found inside, as far as the budget goes; TRUE when there was anything. */
static gboolean
add_members(Files *files, Reading *reading, const char *container, GPtrArray *members)
{
  for (guint i = 0; i < members->len; i++) {
    ReadingDocument *member = members->pdata[i];
    if (++files->count > COUNT_LIMIT + 1) {
      reading_document_free(member);
      continue;
    }
    if (files->count == COUNT_LIMIT + 1)
      set_problem(member, "too-large");
    if (!member->in)
      member->in = g_strdup(container);
    g_ptr_array_add(reading->documents, member);
  }
  return members->len > 0;
}

void
files_keep(Files *files, Reading *reading, const char *name, const char *format, const char *problem,
           GBytes *bytes)
{
  if (++files->count > COUNT_LIMIT + 1)
    return;
  ReadingDocument *document = new_document(name, format);
  set_content(document, bytes);
  set_problem(document, problem);
  g_ptr_array_add(reading->documents, document);
}

void
files_add(Files *files, Reading *reading, const char *name, GBytes *bytes)
{
  gsize n;
  const guint8 *data = g_bytes_get_data(bytes, &n);
  if (++files->count > COUNT_LIMIT + 1)
    return;
  ReadingDocument *document = new_document(name, "unknown");
  g_autoptr(GPtrArray) members = g_ptr_array_new();
  gboolean unfolded = FALSE;
  set_content(document, bytes);
  if (!n) {
    set_problem(document, "empty");
  } else if (n > SIZE_LIMIT || files->count > COUNT_LIMIT) {
    set_format(document, document_sniff(data, n, name));
    set_problem(document, "too-large");
  } else {
    document_read(document, members);
    unfolded = add_members(files, reading, name, members) && !document->problem;
  }
  /* a container stands in the list only when something in it could not be read */
  if (unfolded)
    reading_document_free(document);
  else
    g_ptr_array_add(reading->documents, document);
}

/* Moves the documents of @inner, and of what it forwards, to @reading, as out of @container. */
static void
adopt(Reading *reading, Reading *inner, const char *container)
{
  for (; inner; inner = inner->forwarded)
    while (inner->documents->len) {
      ReadingDocument *document = g_ptr_array_steal_index(inner->documents, 0);
      if (!document->in)
        document->in = g_strdup(container);
      g_ptr_array_add(reading->documents, document);
    }
}

static gboolean
has_documents(const Reading *reading)
{
  for (; reading; reading = reading->forwarded)
    if (reading->documents->len)
      return TRUE;
  return FALSE;
}

void
files_forward(Reading *reading, Reading *inner, const char *name)
{
  if (!reading->forwarded) {
    reading->forwarded = inner;
    return;
  }
  const char *title = *name ? name : inner->subject;
  if (!has_documents(inner) && *inner->text) {
    ReadingDocument *said = new_document(title, "message");
    g_free(said->text);
    said->text = g_strdup(inner->text);
    g_ptr_array_add(reading->documents, said);
  }
  adopt(reading, inner, title);
  reading_free(inner);
}

static void
append(GString *all, const char *text)
{
  g_string_append(all, text);
  g_string_append_c(all, '\n');
}

GStrv
files_refs(const ReadingDocument *document)
{
  g_autoptr(GString) all = g_string_new(NULL);
  const char *property = g_hash_table_lookup(document->properties, "mentord-ref");
  append(all, property ? property : "");
  append(all, document->text);
  for (guint i = 0; i < document->fields->len; i++)
    append(all, ((const ReadingField *) document->fields->pdata[i])->value);
  for (guint t = 0; t < document->tables->len; t++) {
    const GPtrArray *rows = ((const ReadingTable *) document->tables->pdata[t])->rows;
    for (guint r = 0; r < rows->len; r++)
      for (char **cell = rows->pdata[r]; *cell; cell++)
        if (strlen(*cell) >= REF_LENGTH && strchr(*cell, '-'))
          append(all, *cell);
  }
  return ref_find(all->str);
}
