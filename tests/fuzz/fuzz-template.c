/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The template engine. The first byte says which kind, and whether it is lax about names that the context
 * lacks. */
#include "fuzz.h"
#include "paper/template.h"

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t n)
{
  static const char context_text[] =
      "{\"name\": \"<b>{{x}}\\n\", \"yes\": true, \"no\": false, \"n\": 3, \"empty\": [],"
      " \"list\": [{\"name\": \"one\"}, {\"name\": \"two\"}], \"a\": {\"b\": {\"c\": \"deep\"}}}";
  if (!n)
    return 0;
  g_autofree char *text = fuzz_text(bytes + 1, n - 1);
  g_autoptr(Template) parsed =
      template_parse("fuzz.mustache", text, (TemplateKind) (bytes[0] % (TEMPLATE_LETTER + 1)), NULL);
  if (!parsed)
    return 0;
  if (bytes[0] & 128)
    template_set_lax(parsed);
  json_t *context = json_loads(context_text, 0, NULL);
  g_free(template_render(parsed, context, NULL));
  json_decref(context);
  return 0;
}
