/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "=?charset?B?...?=" found and undone by bytes; what only looks like one stays as it is. */
#include "reader/message/words.h"
#include "reader/converters.h"
#include <string.h>

enum { CHARSET_LIMIT = 40, WORD_LIMIT = 2000 }; /* RFC 2047 says 75, and few keep to it */

typedef struct {
  const char *charset;
  gsize charset_n;
  char kind; /* 'b' or 'q' */
  const char *text;
  gsize text_n;
  const char *end; /* behind it */
} Word;

/* The encoded word at @p. A language behind the charset (RFC 2231 5) is passed over. */
static gboolean
word_at(const char *p, const char *end, Word *word)
{
  if (end - p < 8 || p[0] != '=' || p[1] != '?')
    return FALSE;
  const char *mark = memchr(p + 2, '?', (gsize) (end - p - 2));
  if (!mark || mark == p + 2 || mark - p > CHARSET_LIMIT || end - mark < 5 || mark[2] != '?')
    return FALSE;
  word->charset = p + 2;
  word->charset_n = strcspn(p + 2, "?*");
  word->kind = g_ascii_tolower(mark[1]);
  word->text = mark + 3;
  end = MIN(end, word->text + WORD_LIMIT);
  for (const char *q = word->text; q + 1 < end; q++)
    if (q[0] == '?' && q[1] == '=') {
      word->text_n = (gsize) (q - word->text);
      word->end = q + 2;
      return word->kind == 'b' || word->kind == 'q';
    }
  return FALSE;
}

static void
append_q(GByteArray *out, const Word *word)
{
  for (gsize i = 0; i < word->text_n; i++) {
    guint8 byte = word->text[i] == '_' ? ' ' : (guint8) word->text[i];
    if (byte == '=' && i + 2 < word->text_n) {
      int high = g_ascii_xdigit_value(word->text[i + 1]), low = g_ascii_xdigit_value(word->text[i + 2]);
      if (high >= 0 && low >= 0) {
        byte = (guint8) (high << 4 | low);
        i += 2;
      }
    }
    g_byte_array_append(out, &byte, 1);
  }
}

static void
append_word(GByteArray *out, const Word *word)
{
  if (word->kind == 'q') {
    append_q(out, word);
    return;
  }
  gint state = 0;
  guint save = 0;
  g_autofree guchar *bytes = g_malloc(word->text_n / 4 * 3 + 4);
  gsize n = g_base64_decode_step(word->text, word->text_n, bytes, &state, &save);
  g_byte_array_append(out, bytes, (guint) n);
}

/* The bytes of the word and its neighbours of the same character set; *count how many there were. */
static GByteArray *
run_of(const Word *first, const char *end, const char **behind, guint *count)
{
  GByteArray *bytes = g_byte_array_new();
  Word word = *first;
  *count = 0;
  for (gboolean more = TRUE; more; ++*count) {
    append_word(bytes, &word);
    *behind = word.end;
    const char *p = word.end;
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'))
      p++;
    more = word_at(p, end, &word) && word.charset_n == first->charset_n &&
           !g_ascii_strncasecmp(word.charset, first->charset, first->charset_n);
  }
  return bytes;
}

void
words_mend(GByteArray *out, const guint8 *field, gsize n)
{
  const char *p = (const char *) field, *end = p + n, *from = p;
  Word word;
  for (; (p = memchr(p, '=', (gsize) (end - p))); p++) {
    const char *behind;
    guint count;
    if (!word_at(p, end, &word))
      continue;
    g_autoptr(GByteArray) bytes = run_of(&word, end, &behind, &count);
    if (count > 1 && bytes->len < WORD_LIMIT) {
      g_autofree char *encoded = g_base64_encode(bytes->data, bytes->len);
      g_autofree char *one = g_strdup_printf("=?%.*s?B?%s?=", (int) word.charset_n, word.charset, encoded);
      g_byte_array_append(out, (const guint8 *) from, (guint) (p - from));
      g_byte_array_append(out, (const guint8 *) one, (guint) strlen(one));
      from = behind;
    }
    p = behind - 1;
  }
  g_byte_array_append(out, (const guint8 *) from, (guint) (end - from));
}

static void
append_converted(GString *out, const char *bytes, gsize n, const char *charset)
{
  g_autofree char *text = converters_to_utf8(bytes, n, charset);
  g_string_append(out, text);
}

char *
words_decode(const char *text, gsize n)
{
  GString *out = g_string_new(NULL);
  const char *p = text, *end = text + n, *from = text;
  for (; p < end && (p = memchr(p, '=', (gsize) (end - p))); p++) {
    Word word;
    const char *behind;
    guint count;
    if (!word_at(p, end, &word))
      continue;
    g_autoptr(GByteArray) bytes = run_of(&word, end, &behind, &count);
    g_autofree char *charset = g_strndup(word.charset, word.charset_n);
    append_converted(out, from, (gsize) (p - from), NULL);
    append_converted(out, (const char *) bytes->data, bytes->len, charset);
    from = behind;
    p = behind - 1;
  }
  append_converted(out, from, (gsize) (end - from), NULL);
  return g_string_free(out, FALSE);
}
