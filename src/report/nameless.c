/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes names out of words. Compares word by word, whatever the case and the apostrophe, with or without an
 * 's. */
#include "report/nameless.h"
#include "store/people.h"
#include <string.h>

enum { OWN_LEAST = 3, WORDS_MOST = 12 }; /* characters: "Li" alone is too often another word */

struct Nameless {
  Store *store;
  GHashTable *names; /* the words of whole names, joined by blanks -> what stands for them */
  guint longest;     /* words of the longest */
  GRegex *address;
};

/* One word of a text: where it stands, and as it is compared. */
typedef struct {
  gsize start, end; /* bytes */
  char *key;
} Word;

static void
word_clear(gpointer data)
{
  g_free(((Word *) data)->key);
}

static gboolean
is_apostrophe(gunichar c)
{
  return c == '\'' || c == 0x2019;
}

static char *
key_of(const char *start, gsize length)
{
  g_autofree char *word = g_strndup(start, length), *folded = g_utf8_casefold(word, -1);
  g_autofree char *plain = g_utf8_normalize(folded, -1, G_NORMALIZE_ALL_COMPOSE);
  g_auto(GStrv) parts = g_strsplit(plain, "\342\200\231", -1);
  char *key = g_strjoinv("'", parts);
  if (g_str_has_suffix(key, "'s"))
    key[strlen(key) - 2] = '\0';
  return key;
}

/* Of Word. A hyphen or an apostrophe within a word belongs to it. */
static GArray *
words_of(const char *text)
{
  GArray *words = g_array_new(FALSE, FALSE, sizeof(Word));
  g_array_set_clear_func(words, word_clear);
  const char *start = NULL, *end = NULL;
  for (const char *p = text;; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean letter = g_unichar_isalnum(c) || g_unichar_ismark(c);
    if (letter) {
      start = start ? start : p;
      end = g_utf8_next_char(p);
    } else if (start && !(c && p == end && (is_apostrophe(c) || c == '-'))) {
      Word word = { (gsize) (start - text), (gsize) (end - text), key_of(start, (gsize) (end - start)) };
      g_array_append_val(words, word);
      start = NULL;
    }
    if (!c)
      return words;
  }
}

/* The keys of @n words from @first on, joined. */
static char *
phrase(const GArray *words, guint first, guint n)
{
  g_autoptr(GString) joined = g_string_new(NULL);
  for (guint i = first; i < first + n; i++)
    g_string_append_printf(joined, "%s%s", i > first ? " " : "", g_array_index(words, Word, i).key);
  return g_strdup(joined->str);
}

/* A name of one word alone is taken out only of the words of whoever bears it. */
static void
add_name(Nameless *nameless, const char *name, const char *stands)
{
  g_autoptr(GArray) words = words_of(name);
  if (words->len < 2 || words->len > WORDS_MOST)
    return;
  nameless->longest = MAX(nameless->longest, words->len);
  g_hash_table_insert(nameless->names, phrase(words, 0, words->len), (gpointer) stands);
}

Nameless *
nameless_new(Store *store)
{
  Nameless *nameless = g_new0(Nameless, 1);
  nameless->store = store;
  nameless->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  nameless->address = g_regex_new("[^\\s@<>]+@[^\\s@<>]+\\.[^\\s@<>.,;]+", 0, 0, NULL);
  g_autoptr(GPtrArray) people = people_all(store), schools = schools_all(store);
  for (guint i = 0; i < people->len; i++)
    add_name(nameless, ((const Person *) people->pdata[i])->name, "[name]");
  for (guint i = 0; i < schools->len; i++)
    add_name(nameless, ((const School *) schools->pdata[i])->name, "[school]");
  return nameless;
}

void
nameless_free(Nameless *nameless)
{
  if (!nameless)
    return;
  g_hash_table_unref(nameless->names);
  g_regex_unref(nameless->address);
  g_free(nameless);
}

/* Each name of the one who wrote, and of whom it is about: people sign, and say "Amy" of Amy Brown. */
static void
add_own(const Nameless *nameless, gint64 person, GHashTable *own)
{
  g_autoptr(Person) row = person ? person_get(nameless->store, person) : NULL;
  g_autoptr(GArray) words = row ? words_of(row->name) : NULL;
  for (guint i = 0; words && i < words->len; i++) {
    const char *key = g_array_index(words, Word, i).key;
    if (g_utf8_strlen(key, -1) >= OWN_LEAST)
      g_hash_table_add(own, g_strdup(key));
  }
}

/* What stands for the longest name that begins at the word @first, and how many words it has; NULL: none
 * does. */
static const char *
name_at(const Nameless *nameless, const GArray *words, guint first, GHashTable *own, guint *n)
{
  for (*n = MIN(nameless->longest, words->len - first); *n > 1; (*n)--) {
    g_autofree char *key = phrase(words, first, *n);
    const char *stands = g_hash_table_lookup(nameless->names, key);
    if (stands)
      return stands;
  }
  *n = 1;
  return g_hash_table_contains(own, g_array_index(words, Word, first).key) ? "[name]" : NULL;
}

char *
nameless_words(const Nameless *nameless, const char *words, gint64 person, gint64 about)
{
  g_autofree char *text = g_regex_replace_literal(nameless->address, words, -1, 0, "[address]", 0, NULL);
  g_autoptr(GHashTable) own = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GArray) all = words_of(text);
  g_autoptr(GString) less = g_string_new(NULL);
  gsize done = 0;
  add_own(nameless, person, own);
  add_own(nameless, about, own);
  for (guint i = 0, n = 1; i < all->len; i += n) {
    const char *stands = name_at(nameless, all, i, own, &n);
    if (!stands)
      continue;
    g_string_append_len(less, text + done, (gssize) (g_array_index(all, Word, i).start - done));
    g_string_append(less, stands);
    done = g_array_index(all, Word, i + n - 1).end;
  }
  g_string_append(less, text + done);
  return g_strdup(less->str);
}
