/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTML of a mail. */
#include "fuzz.h"
#include "reader/document/html.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  g_autofree char *raw = fuzz_text(bytes, n);
  g_autofree char *html = g_utf8_make_valid(raw, -1);
  g_autofree char *text = html_to_text(html);
  g_assert_true(g_utf8_validate(text, -1, NULL));
  return 0;
}
