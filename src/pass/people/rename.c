/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From "my name is wrong" to the corrected certificate. The paper itself is drawn with the next pass:
 * grant.c. */
#include "pass/people/rename.h"
#include "base/text.h"
#include "store/superseded.h"
#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = 6, NAME_BYTES = 200 }; /* of a name; "My name is Amy and I wrote last week" is a letter */

/* What follows on words that announce a name; NULL: they do not stand there. g_free. */
static char *
announced(const char *line)
{
  static const char pattern[] =
      "^\\W*(?:(?:hi|hello|dear)\\b[^,]*,\\s*)?"
      "(?:my name (?:is|was) (?:wrong|not right|incorrect|mis-?spel(?:t|led))[\\W]+(?:it(?:['’]?s| is)|it "
      "should be|should be|i am|i['’]m)"
      "|my name (?:should be|is spel(?:t|led)|is actually|is now|is)"
      "|(?:please )?change my name to)\\s+(.+)$";
  g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL;
  return g_regex_match(regex, line, 0, &found) ? g_match_info_fetch(found, 1) : NULL;
}

/* A name has few words, of letters. */
static gboolean
is_name(const char *text)
{
  guint words = 1;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    words += c == ' ';
    if (!g_unichar_isalpha(c) && !g_unichar_ismark(c) && !strchr(" -.'", (int) MIN(c, 127)) && c != 0x2019)
      return FALSE;
  }
  return *text && words <= WORDS_MOST;
}

/* @known with @word in the place of the word that it corrects. */
static char *
with_word(const char *known, const char *word)
{
  g_auto(GStrv) words = g_strsplit(known, " ", -1);
  g_autofree char *key = text_name_key(word);
  guint at = 0;
  for (guint i = 0; words[i]; i++) {
    g_autofree char *other = text_name_key(words[i]);
    if (!strcmp(other, key))
      at = i;
  }
  if (!words[0] || !words[1])
    return g_strdup(word);
  g_free(words[at]);
  words[at] = g_strdup(word);
  return g_strjoinv(" ", words);
}

char *
name_said(const char *line, const char *known)
{
  g_autofree char *rest = announced(line);
  g_autofree char *name = rest ? text_clean(rest, -1, NAME_BYTES, FALSE) : NULL;
  gsize n = name ? strlen(name) : 0;
  while (n && strchr(".!", name[n - 1]))
    name[--n] = '\0';
  if (!name || !is_name(name))
    return NULL;
  return strchr(name, ' ') ? g_steal_pointer(&name) : with_word(known, name);
}

gboolean
name_ask(Inbound *inbound, const Person *person, const char *name, const char *form)
{
  g_autofree char *clean = text_clean(name, -1, NAME_BYTES, FALSE);
  if (!strcmp(person->name, clean))
    return FALSE;
  json_t *detail =
      json_pack("{s:I, s:s, s:s}", "person", (json_int_t) person->id, "name", clean, "before", person->name);
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  inbound_case(inbound, "name", -1, NULL, form, text, "%s is to be called \"%s\": is it the same person?",
               person->name, clean);
  free(text);
  json_decref(detail);
  return TRUE;
}

gboolean
name_reissue(Engine *engine, const Award *award, const char *why, const char *cause)
{
  g_autoptr(Person) person = person_get(engine->store, award->person);
  if (!award_reissue(engine->store, award, person->name, why))
    return FALSE;
  g_autoptr(Award) now = award_get(engine->store, award->id);
  journal_add(engine->store, award->person, award->obligation, cause, "certificate %s replaced by %s: %s",
              award->code, now->code, why);
  return TRUE;
}

void
name_change(Engine *engine, gint64 person, const char *name, const char *cause)
{
  Store *store = engine->store;
  g_autoptr(Person) before = person_get(store, person);
  if (!strcmp(before->name, name))
    return;
  person_rename(store, person, name);
  dirty_add(store, person);
  journal_add(store, person, 0, cause, "called %s from now on", name);
  g_autoptr(GPtrArray) awards = awards_of(store, person);
  for (guint i = 0; i < awards->len; i++) {
    const Award *award = awards->pdata[i];
    if (!strcmp(award->name, before->name))
      name_reissue(engine, award, "your name has been corrected", cause);
  }
}
