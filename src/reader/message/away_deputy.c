/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who stands in for somebody who is away, as their automatic answer names them: an address or a name behind
 * words that send us there. Whether the roster knows them is asked elsewhere. */
#include "base/text.h"
#include "reader/message/away.h"
#include <string.h>

enum {
  BEHIND = 200, /* bytes behind the words */
  NAME_WORDS = 4,
  TRIES = 20,
  LOOK = 8 << 10, /* bytes of the text */
};

/* Lower case. */
static const char *const WORDS[] = { "please contact",
                                     "contact ",
                                     "get in touch with",
                                     "please email",
                                     "please e-mail",
                                     "email ",
                                     "e-mail ",
                                     "speak to",
                                     "speak with",
                                     "talk to",
                                     "write to",
                                     "refer to",
                                     "directed to",
                                     "direct to",
                                     "queries to",
                                     "enquiries to",
                                     "addressed to",
                                     "forwarded to",
                                     "my deputy is",
                                     "my deputy",
                                     "covering for me",
                                     "my cover is",
                                     "covered by",
                                     "cover is provided by",
                                     "dealt with by",
                                     "standing in for me is",
                                     "wenden sie sich bitte an",
                                     "wenden sie sich an",
                                     "kontaktieren sie",
                                     "meine vertretung ist",
                                     "meine vertretung",
                                     "vertretung ist",
                                     "vertretung:",
                                     "contact:",
                                     "cover:",
                                     "deputy:",
                                     "covering is",
                                     "in my absence is",
                                     "vertritt mich",
                                     "vertreten durch",
                                     "veuillez contacter",
                                     "contacter ",
                                     "adresser à",
                                     "adressez-vous à",
                                     "remplacé par",
                                     "remplacée par",
                                     "cysylltwch â",
                                     "cysylltwch ag",
                                     "cysylltu â",
                                     "contacte con",
                                     "contactar con",
                                     "contacte a",
                                     "contacto con",
                                     "diríjase a",
                                     "dirigirse a",
                                     "contattare ",
                                     "rivolgersi a",
                                     "rivolgetevi a",
                                     "contact opnemen met",
                                     "contact op met",
                                     "wenden tot",
                                     "vervangen door",
                                     "skontaktować się z",
                                     "contactar ",
                                     "kontakta ",
                                     "kontakte ",
                                     NULL };

/* What stands before a name and is none of it. */
static gboolean
is_title(const char *word)
{
  static const char *const words[] = {
    "my",   "our",      "colleague", "colleagues", "deputy",   "the", "either",    "to",        "with", "is",
    "mein", "meine",    "kollegin",  "kollege",    "kollegen", "an",  "frau",      "herrn",     "herr", "mon",
    "ma",   "collègue", "notre",     "mijn",       "collega",  "mi",  "compañera", "compañero", "mio",  "mia",
    "il",   "la",       "le",        "el",         "fy",       "mr",  "mrs",       "ms",        "miss", "dr",
    "mr.",  "mrs.",     "ms.",       "dr.",        "mme",      "m.",  "directly",  NULL
  };
  g_autofree char *lower = g_utf8_strdown(word, -1);
  return g_strv_contains(words, lower);
}

/* An office is nobody's name. */
static gboolean
is_of_room(const char *word)
{
  static const char *const rooms[] = { "School",  "Office",     "Reception", "Team", "College",
                                       "Academy", "University", "Service",   "Desk", "Department",
                                       "Centre",  "Admin",      NULL };
  return g_strv_contains(rooms, word);
}

static gboolean
is_of_name(const char *word)
{
  return g_unichar_isupper(g_utf8_get_char(word)) && !strpbrk(word, "@0123456789");
}

/* The name with which @text begins, after "my colleague" and the like; "" for none. Two words at least,
 * unless an address follows. */
static char *
name_at(const char *text, gboolean addressed)
{
  g_autofree char *start = g_strndup(text, BEHIND);
  g_auto(GStrv) words = g_strsplit_set(start, " \t\r\n", 24);
  GString *name = g_string_new(NULL);
  guint taken = 0;
  for (guint i = 0; words[i] && taken < NAME_WORDS; i++) {
    char *word = words[i];
    gsize n = strcspn(word, ",;:<(");
    gboolean last = word[n] != '\0';
    word[n] = '\0';
    if (!taken && (!*word || is_title(word)) && !last)
      continue;
    gboolean stop = n > 2 && g_str_has_suffix(word, ".");
    if (stop)
      word[n - 1] = '\0';
    if (is_of_room(word))
      taken = 0;
    if (!*word || !is_of_name(word) || is_of_room(word))
      break;
    g_string_append_printf(name, "%s%s", taken++ ? " " : "", word);
    if (last || stop)
      break;
  }
  if (taken < (addressed ? 1 : 2))
    g_string_truncate(name, 0);
  char *clean = text_clean(name->str, -1, 200, FALSE);
  g_string_free(name, TRUE);
  return clean;
}

/* How much of what is behind the words still belongs to them: up to the end of the sentence or an empty line.
 */
static gsize
reach(const char *text)
{
  gsize n = 0;
  for (gsize word = 0; text[n] && n < BEHIND; n++) {
    gboolean blank = !text[n + 1] || g_ascii_isspace(text[n + 1]);
    if (text[n] == '\n' && text[n + 1 + strspn(text + n + 1, " \t\r")] == '\n')
      break;
    if (strchr(".!?", text[n]) && blank && n - word > 3) /* not "Mrs." */
      break;
    if (g_ascii_isspace(text[n]))
      word = n + 1;
  }
  return n;
}

/* The first address in @text that is neither the sender's nor ours. */
static char *
address_in(const Reading *reading, const char *text)
{
  g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n,;:<>()[]|\"'/", -1);
  for (guint i = 0; words[i]; i++) {
    char *word = words[i];
    for (gsize n = strlen(word); n && strchr(".!?*_", word[n - 1]); n--)
      word[n - 1] = '\0';
    g_autofree char *address = strchr(word, '@') ? text_address(word) : NULL;
    if (address && g_strcmp0(address, reading->from.address) &&
        !g_strv_contains((const char *const *) reading->to, address))
      return g_steal_pointer(&address);
  }
  return NULL;
}

/* What is behind the nearest words in @lower, of two at one place the longer; NULL when there are none. */
static const char *
behind_words(const char *lower)
{
  const char *first = NULL, *behind = NULL;
  for (guint i = 0; WORDS[i]; i++) {
    const char *found = strstr(lower, WORDS[i]), *end = found ? found + strlen(WORDS[i]) : NULL;
    if (!found || (first && found > first) || (found == first && end < behind))
      continue;
    first = found;
    behind = end;
  }
  return behind;
}

/* Takes the address, or else the name, that @said begins with. "His email is ...", of somebody who was named
 * before, leaves that name. TRUE when there is an address: nobody surer will come. */
static gboolean
take_deputy(const Reading *reading, const char *said, ReadingAddress *deputy)
{
  g_autofree char *part = g_strndup(said, reach(said));
  g_autofree char *address = address_in(reading, part), *name = name_at(part, address != NULL);
  gboolean of_named = address && !*name && g_str_has_prefix(part, "is ");
  if (!of_named && (address || (*name && !*deputy->name))) {
    g_free(deputy->name);
    deputy->name = g_steal_pointer(&name);
  }
  deputy->address = g_steal_pointer(&address);
  return deputy->address != NULL;
}

void
away_deputy(const Reading *reading, ReadingAddress *deputy)
{
  /* ASCII alone, so that both have the same offsets; the words are lower case where they have accents */
  g_autofree char *start = g_strndup(reading->text, LOOK), *lower = g_ascii_strdown(start, -1);
  const char *at = behind_words(lower);
  for (guint tries = 0; at && tries < TRIES; tries++, at = behind_words(at))
    if (take_deputy(reading, reading->text + (at - lower), deputy))
      return;
}
