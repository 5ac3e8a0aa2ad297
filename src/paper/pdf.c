/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finishes a PDF of our own making with qpdf. Never reads one from outside. */
#include "paper/pdf.h"
#include "base/fault.h"
#include <qpdf/qpdf-c.h>

#define STRUCTURE_DEPTH 8

/* The first figure below @element of the structure tree gets its words. */
static gboolean
describe_figure(qpdf_data pdf, qpdf_oh element, const char *alternative, guint depth)
{
  if (depth > STRUCTURE_DEPTH)
    return FALSE;
  if (qpdf_oh_is_array(pdf, element)) {
    for (int i = 0; i < qpdf_oh_get_array_n_items(pdf, element); i++)
      if (describe_figure(pdf, qpdf_oh_get_array_item(pdf, element, i), alternative, depth + 1))
        return TRUE;
    return FALSE;
  }
  if (!qpdf_oh_is_dictionary(pdf, element))
    return FALSE;
  qpdf_oh kind = qpdf_oh_get_key(pdf, element, "/S");
  if (qpdf_oh_is_name(pdf, kind) && g_str_equal(qpdf_oh_get_name(pdf, kind), "/Figure")) {
    qpdf_oh_replace_key(pdf, element, "/Alt", qpdf_oh_new_unicode_string(pdf, alternative));
    return TRUE;
  }
  return describe_figure(pdf, qpdf_oh_get_key(pdf, element, "/K"), alternative, depth + 1);
}

static gboolean
rewrite(qpdf_data pdf, const guint8 *bytes, gsize length, const char *language, const char *alternative)
{
  qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
  if (qpdf_read_memory(pdf, "certificate", (const char *) bytes, length, NULL) & QPDF_ERRORS)
    return FALSE;
  qpdf_oh root = qpdf_get_root(pdf), preferences = qpdf_oh_new_dictionary(pdf);
  qpdf_oh_replace_key(pdf, root, "/Lang", qpdf_oh_new_unicode_string(pdf, language));
  qpdf_oh_replace_key(pdf, preferences, "/DisplayDocTitle", qpdf_oh_new_bool(pdf, QPDF_TRUE));
  qpdf_oh_replace_key(pdf, root, "/ViewerPreferences", preferences);
  describe_figure(pdf, qpdf_oh_get_key(pdf, root, "/StructTreeRoot"), alternative, 0);
  if (qpdf_init_write_memory(pdf) & QPDF_ERRORS)
    return FALSE;
  qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
  qpdf_set_object_stream_mode(pdf, qpdf_o_generate);
  return !(qpdf_write(pdf) & QPDF_ERRORS);
}

GBytes *
pdf_finish(const guint8 *bytes, gsize length, const char *language, const char *alternative, GError **error)
{
  qpdf_data pdf = qpdf_init();
  GBytes *finished = NULL;
  if (rewrite(pdf, bytes, length, language, alternative))
    finished = g_bytes_new(qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf));
  else
    g_set_error(error, FAULT, FAULT_SOFTWARE, "the PDF could not be finished: %s",
                qpdf_has_error(pdf) ? qpdf_get_error_full_text(pdf, qpdf_get_error(pdf))
                                    : "for no reason given");
  qpdf_cleanup(&pdf);
  return finished;
}
