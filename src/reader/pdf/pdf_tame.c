/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams that unpack to more than any honest one holds, emptied before anything looks into them: libqpdf and
 * poppler unpack without a bound, and poppler follows every range of a font's table of signs. Pictures are
 * left as they are, for nobody unpacks them here. */
#include "config.h"

#include "reader/pdf/pdf.h"
#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#define OBJECT_LIMIT 200000
#define STREAM_LIMIT (8u << 20)
#define TOTAL_LIMIT (24u << 20)
#define FILE_LIMIT (25u << 20)    /* an attached file, as one attached to a mail */
#define PACKED_LIMIT (512u << 10) /* of what is packed in a way that is not measured here */
#define FILTER_LIMIT 4
#define SIGNS_LIMIT 400000 /* that all ranges of a table may name */
#define ROOM (64u << 10)

/* Unpacks @packed as far as @limit; NULL if it is more. What is broken ends where it breaks. */
static GByteArray *
inflate(const guint8 *packed, gsize n, gsize limit)
{
  g_autoptr(GZlibDecompressor) zlib = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autofree guint8 *room = g_malloc(ROOM);
  g_autoptr(GByteArray) out = g_byte_array_new();
  GConverterResult result = G_CONVERTER_CONVERTED;
  gsize at = 0, read, wrote;
  while (n && result == G_CONVERTER_CONVERTED && out->len <= limit) {
    result = g_converter_convert(G_CONVERTER(zlib), packed + at, n - at, room, ROOM, G_CONVERTER_INPUT_AT_END,
                                 &read, &wrote, NULL);
    if (result == G_CONVERTER_ERROR)
      break;
    g_byte_array_append(out, room, (guint) wrote);
    at += read;
  }
  return out->len <= limit ? g_steal_pointer(&out) : NULL;
}

/* The names of the ways in which a stream is packed, the outermost first. */
static GStrv
filters_of(const Pdf *pdf, qpdf_oh stream)
{
  qpdf_oh filter = pdf_key(pdf, stream, "/Filter");
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  if (qpdf_oh_is_name(pdf->q, filter))
    g_strv_builder_add(names, qpdf_oh_get_name(pdf->q, filter));
  for (guint i = 0; i < MIN(pdf_items(pdf, filter), FILTER_LIMIT + 1); i++) {
    g_autofree char *name = pdf_string(pdf, pdf_item(pdf, filter, i));
    g_autofree char *slashed = g_strconcat("/", name, NULL);
    g_strv_builder_add(names, slashed);
  }
  return g_strv_builder_end(names);
}

/* The bytes of a stream as the file has them. */
static GByteArray *
packed_of(const Pdf *pdf, qpdf_oh stream)
{
  unsigned char *bytes = NULL;
  size_t n = 0;
  QPDF_BOOL filtered;
  GByteArray *packed = g_byte_array_new();
  if (!(qpdf_oh_get_stream_data(pdf->q, stream, qpdf_dl_none, &filtered, &bytes, &n) & QPDF_ERRORS) && bytes)
    g_byte_array_append(packed, bytes, (guint) MIN(n, G_MAXUINT));
  free(bytes);
  return packed;
}

/* The stream unpacked as far as it is measured here; NULL if it is more than @limit. */
static GByteArray *
measure(const Pdf *pdf, qpdf_oh stream, gsize limit)
{
  g_auto(GStrv) filters = filters_of(pdf, stream);
  GByteArray *bytes = packed_of(pdf, stream);
  if (g_strv_length(filters) > FILTER_LIMIT)
    g_clear_pointer(&bytes, g_byte_array_unref);
  for (char **filter = filters; *filter && bytes; filter++) {
    GByteArray *packed = bytes;
    if (strcmp(*filter, "/FlateDecode") && strcmp(*filter, "/Fl")) {
      if (packed->len > PACKED_LIMIT)
        g_clear_pointer(&bytes, g_byte_array_unref);
      return bytes;
    }
    bytes = inflate(packed->data, packed->len, limit);
    g_byte_array_unref(packed);
  }
  if (bytes && bytes->len > limit)
    g_clear_pointer(&bytes, g_byte_array_unref);
  return bytes;
}

/* Whether the ranges of a table of signs (ISO 32000-1 9.10.3) name more of them than there are. */
static gboolean
names_too_many(const GByteArray *bytes)
{
  guint64 signs = 0;
  const char *p = (const char *) bytes->data;
  if (!bytes->len || !memmem(p, bytes->len, "begin", 5) || !memmem(p, bytes->len, "range", 5))
    return FALSE;
  const char *end = p + bytes->len;
  while ((p = memchr(p, '<', (gsize) (end - p))) && signs <= SIGNS_LIMIT) {
    g_autofree char *line = g_strndup(p, (gsize) MIN(end - p, 40));
    char *after = NULL, *second = NULL;
    guint64 from = g_ascii_strtoull(line + 1, &after, 16);
    if (*after == '>' && (second = strchr(after, '<')) && second - after < 4) {
      guint64 to = g_ascii_strtoull(second + 1, NULL, 16);
      signs += to > from && to - from > 256 ? MIN(to - from, 65536) : 0;
    }
    p++;
  }
  return signs > SIGNS_LIMIT;
}

/* What nobody unpacks here. */
static gboolean
is_left_alone(const Pdf *pdf, qpdf_oh stream)
{
  return qpdf_oh_is_name_and_equals(pdf->q, pdf_key(pdf, stream, "/Subtype"), "/Image") ||
         qpdf_oh_is_name_and_equals(pdf->q, pdf_key(pdf, stream, "/Type"), "/XRef") ||
         qpdf_oh_is_name_and_equals(pdf->q, pdf_key(pdf, stream, "/Type"), "/ObjStm") ||
         pdf_has(pdf, stream, "/Length1");
}

static void
empty_stream(const Pdf *pdf, qpdf_oh stream)
{
  qpdf_oh nothing = qpdf_oh_new_null(pdf->q);
  qpdf_oh_replace_stream_data(pdf->q, stream, (const unsigned char *) "", 0, nothing, nothing);
}

gboolean
pdf_tame(const Pdf *pdf)
{
  gint64 size = pdf_integer(pdf, pdf_key(pdf, qpdf_get_trailer(pdf->q), "/Size"), OBJECT_LIMIT / 10);
  gsize left = TOTAL_LIMIT;
  gboolean honest = TRUE;
  for (int id = 1; id < MIN(size, OBJECT_LIMIT); id++) {
    qpdf_oh object = qpdf_get_object_by_id(pdf->q, id, 0);
    if (qpdf_oh_is_stream(pdf->q, object) && !is_left_alone(pdf, object)) {
      gboolean file = qpdf_oh_is_name_and_equals(pdf->q, pdf_key(pdf, object, "/Type"), "/EmbeddedFile");
      g_autoptr(GByteArray) bytes = measure(pdf, object, file ? FILE_LIMIT : MIN(left, STREAM_LIMIT));
      gboolean fine = bytes && (file || !names_too_many(bytes));
      left -= fine && !file ? MIN(left, bytes->len) : 0;
      honest = honest && fine;
      if (!fine)
        empty_stream(pdf, object);
    }
    qpdf_oh_release(pdf->q, object);
  }
  return honest;
}
