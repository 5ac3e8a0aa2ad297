/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes names out of words. Compares word by word, whatever the case. */
#include "report/nameless.h"
#include "store/people.h"
#include <string.h>

enum { NAME_LEAST = 3, WHOLE_LEAST = 5 }; /* characters: "Li" alone is too often another word */

struct Nameless {
  Store *store;
  GPtrArray *people, *schools; /* of GRegex, of each whole name */
};

/* @name as a pattern of whole words, any blanks between them. NULL: nothing to look for. */
static GRegex *
pattern_of(const char *name)
{
  g_auto(GStrv) words = g_strsplit_set(name, " \t\n", -1);
  g_autoptr(GString) pattern = g_string_new("(?<![\\p{L}\\p{N}])");
  guint n = 0;
  for (guint i = 0; words[i]; i++) {
    g_autofree char *escaped = g_regex_escape_string(words[i], -1);
    if (*words[i])
      g_string_append_printf(pattern, "%s%s", n++ ? "\\s+" : "", escaped);
  }
  g_string_append(pattern, "(?![\\p{L}\\p{N}])");
  return n ? g_regex_new(pattern->str, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL) : NULL;
}

static void
add_pattern(GPtrArray *patterns, const char *name, glong least)
{
  GRegex *pattern = g_utf8_strlen(name, -1) >= least ? pattern_of(name) : NULL;
  if (pattern)
    g_ptr_array_add(patterns, pattern);
}

Nameless *
nameless_new(Store *store)
{
  Nameless *nameless = g_new0(Nameless, 1);
  nameless->store = store;
  nameless->people = g_ptr_array_new_with_free_func((GDestroyNotify) g_regex_unref);
  nameless->schools = g_ptr_array_new_with_free_func((GDestroyNotify) g_regex_unref);
  g_autoptr(GPtrArray) people = people_all(store), schools = schools_all(store);
  for (guint i = 0; i < people->len; i++)
    add_pattern(nameless->people, ((const Person *) people->pdata[i])->name, WHOLE_LEAST);
  for (guint i = 0; i < schools->len; i++)
    add_pattern(nameless->schools, ((const School *) schools->pdata[i])->name, WHOLE_LEAST);
  return nameless;
}

void
nameless_free(Nameless *nameless)
{
  if (!nameless)
    return;
  g_ptr_array_unref(nameless->people);
  g_ptr_array_unref(nameless->schools);
  g_free(nameless);
}

static char *
replace_all(const GPtrArray *patterns, char *words, const char *with)
{
  for (guint i = 0; i < patterns->len; i++) {
    char *less = g_regex_replace_literal(patterns->pdata[i], words, -1, 0, with, 0, NULL);
    if (!less)
      continue;
    g_free(words);
    words = less;
  }
  return words;
}

/* Each name of the one who wrote, and of whom it is about: people sign, and say "Amy" of Amy Brown. */
static char *
replace_own(const Nameless *nameless, char *words, gint64 person)
{
  g_autoptr(Person) row = person ? person_get(nameless->store, person) : NULL;
  g_auto(GStrv) names = row ? g_strsplit_set(row->name, " \t", -1) : NULL;
  g_autoptr(GPtrArray) patterns = g_ptr_array_new_with_free_func((GDestroyNotify) g_regex_unref);
  for (guint i = 0; names && names[i]; i++)
    add_pattern(patterns, names[i], NAME_LEAST);
  return replace_all(patterns, words, "[name]");
}

char *
nameless_words(const Nameless *nameless, const char *words, gint64 person, gint64 about)
{
  g_autoptr(GPtrArray) addresses = g_ptr_array_new_with_free_func((GDestroyNotify) g_regex_unref);
  g_ptr_array_add(addresses, g_regex_new("[^\\s@<>]+@[^\\s@<>]+\\.[^\\s@<>]+", 0, 0, NULL));
  char *less = replace_all(addresses, g_strdup(words), "[address]");
  less = replace_all(nameless->schools, less, "[school]");
  less = replace_all(nameless->people, less, "[name]");
  less = replace_own(nameless, less, person);
  return about == person ? less : replace_own(nameless, less, about);
}
