/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refs and tokens: drawn, checked, found in text. Does not know what they name. */
#include "base/ref.h"
#include <string.h>
#include <sys/random.h>

#define TOKEN_LENGTH 26

static const char SYMBOLS[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static int
symbol_value(char c)
{
  c = g_ascii_toupper(c);
  if (c == 'O')
    c = '0';
  if (c == 'I' || c == 'L')
    c = '1';
  const char *p = c ? strchr(SYMBOLS, c) : NULL;
  return p ? (int) (p - SYMBOLS) : -1;
}

/* Five is invertible modulo 32, so one wrong symbol never passes; of two neighbours exchanged seven in eight
 * are found. */
static int
check_value(const int *values)
{
  int sum = 7;
  for (int i = 0; i < 9; i++)
    sum = (sum * 5 + values[i]) & 31;
  return sum;
}

static void
random_symbols(char *out, gsize n)
{
  guint8 bytes[64];
  g_assert(n <= sizeof bytes);
  if (getrandom(bytes, n, 0) != (gssize) n)
    g_error("the system gives no random numbers");
  for (gsize i = 0; i < n; i++)
    out[i] = SYMBOLS[bytes[i] & 31];
  out[n] = '\0';
}

char *
symbols_derive(const char *seed, gsize n)
{
  guint8 bytes[32];
  gsize length = sizeof bytes;
  g_assert(n <= length);
  GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(sum, (const guchar *) seed, -1);
  g_checksum_get_digest(sum, bytes, &length);
  g_checksum_free(sum);
  char *out = g_malloc(n + 1);
  for (gsize i = 0; i < n; i++)
    out[i] = SYMBOLS[bytes[i] & 31];
  out[n] = '\0';
  return out;
}

static char *
ref_of(const char *s)
{
  int values[9];
  for (int i = 0; i < 9; i++)
    values[i] = symbol_value(s[i]);
  return g_strdup_printf("%.5s-%.4s%c", s, s + 5, SYMBOLS[check_value(values)]);
}

char *
ref_new(void)
{
  char s[10];
  random_symbols(s, 9);
  return ref_of(s);
}

char *
ref_derive(const char *seed)
{
  g_autofree char *s = symbols_derive(seed, 9);
  return ref_of(s);
}

/* Reads a ref at the start of @text: its canonical form into @out[12], and how many bytes it took; 0 if there
 * is none. */
static gsize
read_ref(const char *text, char *out)
{
  int values[10];
  const char *p = text;
  for (int i = 0; i < 10; i++) {
    if (i == 5) {
      if (*p == '-')
        p++;
      else if (g_str_has_prefix(p, "\xe2\x80\x90") || g_str_has_prefix(p, "\xe2\x80\x91") ||
               g_str_has_prefix(p, "\xe2\x80\x93")) /* the dashes that word processors put */
        p += 3;
    }
    values[i] = symbol_value(*p);
    if (values[i] < 0)
      return 0;
    p++;
  }
  if (check_value(values) != values[9])
    return 0;
  for (int i = 0, j = 0; i < 10; i++) {
    if (i == 5)
      out[j++] = '-';
    out[j++] = SYMBOLS[values[i]];
  }
  out[REF_LENGTH] = '\0';
  return (gsize) (p - text);
}

char *
ref_parse(const char *text)
{
  char out[REF_LENGTH + 1];
  if (!text)
    return NULL;
  g_autofree char *bare = g_strstrip(g_strdup(text));
  gsize n = read_ref(bare, out);
  return n && n == strlen(bare) ? g_strdup(out) : NULL;
}

GStrv
ref_find(const char *text)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
  char out[REF_LENGTH + 1];
  for (const char *p = text; *p;) {
    gboolean starts = p == text || !g_ascii_isalnum(p[-1]);
    gsize n = starts ? read_ref(p, out) : 0;
    /* in running text the dash is asked for: ten letters in a row are more often a word than a ref */
    if (n > 10 && !g_ascii_isalnum(p[n])) {
      if (!g_ptr_array_find_with_equal_func(found, out, g_str_equal, NULL))
        g_ptr_array_add(found, g_strdup(out));
      p += n;
    } else {
      p++;
    }
  }
  g_ptr_array_add(found, NULL);
  return (GStrv) g_ptr_array_free(g_steal_pointer(&found), FALSE);
}

gboolean
token_is(const char *text)
{
  return strlen(text) == TOKEN_LENGTH && strspn(text, SYMBOLS) == TOKEN_LENGTH;
}

char *
token_new(void)
{
  char s[TOKEN_LENGTH + 1];
  random_symbols(s, TOKEN_LENGTH);
  return g_strdup(s);
}
