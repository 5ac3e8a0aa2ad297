/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of certificates as text. Does not know which were issued. */
#include "base/award_code.h"
#include "base/checksum.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

#define VERSION_DIGITS 3

char *
award_code(const char *text)
{
  g_autoptr(GString) out = g_string_new(NULL);
  guint n = 0;
  const char *p = text;
  for (; *p && n < AWARD_CODE_SYMBOLS; p++) {
    char c = g_ascii_toupper(*p);
    if (!g_ascii_isalnum(c))
      continue;
    if (n && n % 4 == 0)
      g_string_append_c(out, '-');
    g_string_append_c(out, c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
    n++;
  }
  while (*p && !g_ascii_isalnum(*p))
    p++;
  gsize digits = strspn(p, "0123456789");
  const char *rest = p + digits; /* whoever copies it takes a blank or a full stop with it */
  while (*rest && !g_ascii_isalnum(*rest))
    rest++;
  if (n < AWARD_CODE_SYMBOLS || *rest || digits > VERSION_DIGITS)
    return NULL;
  if (digits)
    g_string_append_printf(out, "-%.*s", (int) digits, p);
  return g_strdup(out->str);
}

int
award_version(const char *code)
{
  return code[AWARD_NUMBER] ? atoi(code + AWARD_NUMBER + 1) : 1;
}

char *
award_code_hash(const char *code)
{
  return checksum_of_text(code);
}

char *
award_code_name(const char *code, const char *name)
{
  g_autofree char *words = text_name_key(name);
  return g_compute_hmac_for_string(G_CHECKSUM_SHA256, (const guint8 *) code, strlen(code), words, -1);
}
