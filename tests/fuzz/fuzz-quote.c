/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a mail: its quote, its signature, its forward, its links and refs. The first byte says whether
 * the subject speaks of a forward. */
#include "base/ref.h"
#include "fuzz.h"
#include "reader/message/links.h"
#include "reader/message/quote.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  if (!n)
    return 0;
  g_autofree char *raw = fuzz_text(bytes + 1, n - 1);
  g_autofree char *text = g_utf8_make_valid(raw, -1);
  QuoteParts parts;
  g_strfreev(links_find(text));
  g_strfreev(ref_find(text));
  quote_split(text, bytes[0] & 1, &parts);
  g_assert_true(g_utf8_validate(parts.own, -1, NULL));
  quote_parts_clear(&parts);
  return 0;
}
