/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small words for libqpdf's objects. Decides nothing. */
#include "reader/pdf/pdf.h"
#include <stdlib.h>
#include <string.h>

/* Strings may carry a language between escape marks (ISO 32000-1 14.9.2.2), and lines that end in CR. */
static char *
plain(const char *text)
{
  GString *out = g_string_new(NULL);
  gboolean escaped = FALSE;
  for (const char *p = text; *p; p++) {
    if (*p == '\033')
      escaped = !escaped;
    else if (*p == '\r')
      g_string_append(out, p[1] == '\n' ? "" : "\n");
    else if (!escaped && ((guchar) *p >= ' ' || *p == '\n' || *p == '\t'))
      g_string_append_c(out, *p);
  }
  char *valid = g_utf8_make_valid(out->str, (gssize) out->len);
  g_string_free(out, TRUE);
  return valid;
}

char *
pdf_string(const Pdf *pdf, qpdf_oh object)
{
  if (qpdf_oh_is_string(pdf->q, object))
    return plain(qpdf_oh_get_utf8_value(pdf->q, object));
  if (qpdf_oh_is_name(pdf->q, object))
    return g_utf8_make_valid(qpdf_oh_get_name(pdf->q, object) + 1, -1);
  return g_strdup("");
}

qpdf_oh
pdf_key(const Pdf *pdf, qpdf_oh object, const char *key)
{
  if (qpdf_oh_is_stream(pdf->q, object))
    object = qpdf_oh_get_dict(pdf->q, object);
  if (!qpdf_oh_is_dictionary(pdf->q, object))
    return qpdf_oh_new_null(pdf->q);
  return qpdf_oh_get_key(pdf->q, object, key);
}

gboolean
pdf_has(const Pdf *pdf, qpdf_oh object, const char *key)
{
  return !qpdf_oh_is_null(pdf->q, pdf_key(pdf, object, key));
}

char *
pdf_key_string(const Pdf *pdf, qpdf_oh dictionary, const char *key)
{
  return pdf_string(pdf, pdf_key(pdf, dictionary, key));
}

gint64
pdf_integer(const Pdf *pdf, qpdf_oh object, gint64 otherwise)
{
  return qpdf_oh_is_integer(pdf->q, object) ? qpdf_oh_get_int_value(pdf->q, object) : otherwise;
}

guint
pdf_items(const Pdf *pdf, qpdf_oh array)
{
  return qpdf_oh_is_array(pdf->q, array) ? (guint) qpdf_oh_get_array_n_items(pdf->q, array) : 0;
}

qpdf_oh
pdf_item(const Pdf *pdf, qpdf_oh array, guint i)
{
  return qpdf_oh_get_array_item(pdf->q, array, (int) i);
}

gboolean
pdf_numbers(const Pdf *pdf, qpdf_oh array, double *numbers, guint n)
{
  if (pdf_items(pdf, array) < n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!qpdf_oh_get_value_as_number(pdf->q, pdf_item(pdf, array, i), &numbers[i]))
      return FALSE;
  return TRUE;
}

char *
pdf_stream(const Pdf *pdf, qpdf_oh stream, gsize limit, gsize *n)
{
  unsigned char *bytes = NULL;
  QPDF_BOOL unpacked = QPDF_FALSE;
  char *copy = NULL;
  *n = 0;
  if (!qpdf_oh_is_stream(pdf->q, stream))
    return NULL;
  if (!(qpdf_oh_get_stream_data(pdf->q, stream, qpdf_dl_all, &unpacked, &bytes, n) & QPDF_ERRORS) && bytes &&
      *n <= limit) {
    copy = g_malloc(*n + 1);
    memcpy(copy, bytes, *n);
    copy[*n] = 0;
  }
  free(bytes);
  return copy;
}
