/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people write into boxes, as days and names: in the engine, on strings that the reader has handed over.
 */
#include "base/text.h"
#include "fuzz.h"
#include "pass/intake/values.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  char *of[] = { "Primary", "Secondary", "3", NULL };
  if (!n)
    return 0;
  g_autofree char *raw = fuzz_text(bytes + 1, n - 1);
  g_autofree char *text = g_utf8_make_valid(raw, -1);
  FormField field = { .type = (FieldType) (bytes[0] % (FIELD_PERSON + 1)), .of = of, .scale = 4 };
  g_autofree char *value = NULL;
  value_read(&field, text, &value);
  g_free(text_key(text));
  g_free(text_name_key(text));
  text_names_agree(text, "Sam Poole");
  g_free(text_clean(text, -1, 64, bytes[0] & 128));
  return 0;
}
