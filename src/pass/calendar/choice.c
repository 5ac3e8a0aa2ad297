/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a reply clause by clause. A clause that speaks of a date counts only when every word of it is known
 * to belong to a choice; what speaks of none may say anything, save what casts doubt or asks something. */
#include "pass/calendar/choice.h"
#include "base/text.h"
#include "pass/commands/phrases.h"
#include <string.h>

#define LONGEST 2000 /* bytes of what somebody wrote that are looked at */

/* What one clause says. */
typedef struct {
  guint dates; /* a bit for each that it speaks of */
  gboolean speaks, foreign, unknown, doubt, asks;
  gboolean no, never, none, both, any, yes, praise, joined;
} Clause;

/* The whole of it. */
typedef struct {
  guint wanted, refused;
  gboolean unsure, any, none, yes, asks;
} Said;

typedef enum { KNOWN, NO, NEVER, NONE, BOTH, ANY, YES, PRAISE, JOINS, DOUBT, UNKNOWN } WordKind;

static const struct {
  WordKind kind;
  const char *words; /* with a blank on either side of each */
} VOCABULARY[] = {
  { NO, " not cannot unable wont no nor decline declined skip miss " },
  { NEVER, " clash clashes busy away unavailable impossible teaching " },
  { NONE, " neither none " },
  { BOTH, " both " },
  { ANY, " either any anything whichever all whatever " },
  { YES,
    " yes yep yeah come coming attend attending there accept accepted join joining count confirm confirmed "
    "absolutely sure certainly definitely ok okay fine " },
  { PRAISE, " good great perfect works work suits suit better best ideal happy like love prefer preferred "
            "preference please possible convenient lovely brilliant glad fits " },
  { JOINS, " or and & " },
  { DOUBT,
    " if unless maybe perhaps might possibly probably unsure hopefully provisionally tentatively tentative "
    "depends depending actually wait changed yet until know later hold check checking " },
  { KNOWN,
    " i we it is the on at in to of for me us my you your this that these them they one ones will would "
    "can could should do make be am are was have has had with by as well then now just only also too so "
    "very much really most more quite a an option options date dates choice choices session sessions slot "
    "day days event training number time times diary timetable calendar schedule put down book booked sign "
    "signed up see seeing go going let lets us choose chose pick picked opt opted take select selected plan "
    "planning able free available looks sounds seems think shall may did got here about from afraid sorry "
    "apologies unfortunately sadly hi hello dear reply re replying again morning afternoon evening work "
    "myself thats thing works going instead week mine meeting place another ah oh right end " },
};

static WordKind
kind_of(const char *word)
{
  g_autofree char *key = g_strdup_printf(" %s ", word);
  for (guint i = 0; i < G_N_ELEMENTS(VOCABULARY); i++)
    if (strstr(VOCABULARY[i].words, key))
      return VOCABULARY[i].kind;
  return UNKNOWN;
}

static void
add_word(Clause *clause, const char *word)
{
  switch (kind_of(word)) {
  case KNOWN: break;
  case NO: clause->no = TRUE; break;
  case NEVER: clause->never = TRUE; break;
  case NONE: clause->none = TRUE; break;
  case BOTH: clause->both = TRUE; break;
  case ANY: clause->any = TRUE; break;
  case YES: clause->yes = TRUE; break;
  case PRAISE: clause->praise = TRUE; break;
  case JOINS: clause->joined = TRUE; break;
  case DOUBT: clause->doubt = TRUE; break;
  case UNKNOWN: clause->unknown = TRUE; break;
  }
}

static Clause
read_clause(const Choices *choices, const char *const *words, gboolean asks)
{
  Clause clause = { .asks = asks };
  for (guint at = 0; words[at];) {
    guint which = 0, n = choice_mention(choices, words, at, &which);
    if (!n) {
      add_word(&clause, words[at++]);
      continue;
    }
    clause.speaks = TRUE;
    clause.dates |= which;
    clause.foreign = clause.foreign || !which;
    at += n;
  }
  return clause;
}

static gboolean
is_single(guint dates)
{
  return dates && !(dates & (dates - 1));
}

/* "Could I do B?" is a choice; any other question is for a human. */
static gboolean
asks_something(const Clause *clause)
{
  return clause->asks && (!is_single(clause->dates) || clause->unknown || clause->doubt || clause->foreign ||
                          clause->no || clause->never || clause->none);
}

/* A clause that names no date. */
static void
weigh_plain(const Clause *clause, Said *said)
{
  gboolean about = clause->any || clause->both || clause->none;
  if (clause->doubt || (about && clause->unknown && (clause->none || clause->both)))
    said->unsure = TRUE;
  else if (clause->unknown)
    return;
  else if (clause->none || clause->no || clause->never)
    *(clause->both && clause->no ? &said->unsure : &said->none) = TRUE; /* "not both" is not "neither" */
  else if (clause->any || clause->both)
    said->any = TRUE;
  else
    said->yes = said->yes || clause->yes;
}

/* A clause that names one date, or several. */
static void
weigh_dates(const Clause *clause, Said *said)
{
  gboolean several = !is_single(clause->dates), no = clause->no || clause->never || clause->none;
  if (clause->unknown || clause->doubt || clause->foreign ||
      (several && (no ? clause->praise && !clause->none : !clause->joined && !clause->any && !clause->both)))
    said->unsure = TRUE;
  else if (no)
    said->refused |= clause->dates;
  else
    said->wanted |= clause->dates;
  said->any = said->any || (several && !no);
}

static void
weigh(const Clause *clause, Said *said)
{
  if (asks_something(clause))
    said->asks = TRUE;
  else if (clause->speaks)
    weigh_dates(clause, said);
  else
    weigh_plain(clause, said);
}

static ChoiceVerdict
conclude(const Choices *choices, const Said *said, guint *date)
{
  guint all = (1u << choices->n) - 1;
  ChoiceVerdict doubt =
      said->asks ? CHOICE_UNSAID : CHOICE_UNSURE; /* a question is better read than asked back */
  if (said->unsure || (said->wanted & said->refused))
    return doubt;
  if (is_single(said->wanted)) {
    while (!(said->wanted >> *date & 1))
      ++*date;
    return CHOICE_DATE;
  }
  if (said->wanted)
    return said->any && said->wanted == all && !said->none ? CHOICE_ANY : doubt;
  if (said->any)
    return said->refused || said->none ? doubt : CHOICE_ANY;
  if (said->refused == all || (said->none && !said->refused))
    return CHOICE_NO_DATE;
  if (said->refused)
    return doubt;
  if (said->yes && !said->asks)
    return choices->n == 1 ? CHOICE_DATE : CHOICE_UNSURE;
  return CHOICE_UNSAID;
}

/* Ways of saying it whose words, one by one, say something else. */
static char *
plainly(const char *text)
{
  static const struct {
    const char *pattern, *instead;
  } ways[] = {
    { "\\b(?:no problems?|no worries|not a problem|no bother)\\b", " ok " },
    { "\\b(?:if (?:that is|it is|i may|at all)?\\s*(?:possible|ok|okay|alright|all right|that is ok|i may)|"
      "if (?:there (?:is|are)|you have|there's)(?: still)?(?: a| any)? (?:places?|space|spaces|room)(?: "
      "left)?)\\b",
      " please " },
    { "\\b(?:do not|would not|really do not) mind(?: which)?(?: one| date)?\\b|\\bno preference\\b|"
      "\\byou (?:can )?(?:choose|decide|pick)\\b|\\bup to you\\b",
      " any " },
    { "\\b(?:instead of|rather than|not on|and not|nor)\\b", ". not " },
    { "\\bnot (?:yet |entirely |quite |really )?(?:sure|certain|definite)\\b", " maybe " },
    { "\\bnot (?:me|mine|for me)\\b", " somebody else's " },
    { "\\bto be honest\\b|\\bi (?:am|do) think\\b|\\bthis time\\b|\\bafter all\\b|\\blooking forward to "
      "(?:it|seeing you)\\b",
      " " },
    { "\\bany ?(?:one|day|date|time)\\b", " any " },
    { "\\bnot (?=(?:option|date|the|a|b|c|d|1|2|3)\\b)", ". not " },
    { "\\b(?:but|although|though|however|whereas|thank you|many thanks|thanks|thank|cheers|so)\\b", ". " },
    { "\\bbecause\\b", ".because " },
    { "\\b(?:as|since) (?=i|we|it|my|the|our|that)", ".because " },
    { "\\band (?=i |we |would|can|will|could|prefer|choose|not)", ". " },
  };
  char *said = g_strdup(text);
  for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
    g_autoptr(GRegex) regex = g_regex_new(ways[i].pattern, 0, 0, NULL);
    char *next = g_regex_replace_literal(regex, said, -1, 0, ways[i].instead, 0, NULL);
    g_free(said);
    said = next;
  }
  return said;
}

/* The words alone; a point or stroke stays within a number. */
static GStrv
words_of(const char *clause)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new();
  g_autoptr(GRegex) regex =
      g_regex_new("\\d+(?:[/.:-]\\d+)*(?:am|pm|st|nd|rd|th)?\\b|[\\p{L}\\p{M}]+|&", 0, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL;
  for (g_regex_match(regex, clause, 0, &found); g_match_info_matches(found); g_match_info_next(found, NULL)) {
    g_autofree char *word = g_match_info_fetch(found, 0);
    g_strv_builder_add(words, word);
  }
  return g_strv_builder_end(words);
}

/* The words end a letter: what stands below is a name, a post, a device. */
static gboolean
is_farewell(const char *line)
{
  static const char pattern[] =
      "^\\W*(?:(?:many |with )?thanks?(?: you| again| so much| very much)?|cheers|ta|"
      "(?:with )?(?:kind|best|warm|warmest|kindest)?\\s*(?:regards|wishes)|best|yours(?: \\w+)?|"
      "sent from .*|get outlook .*)\\W*$";
  return g_regex_match_simple(pattern, line, 0, 0);
}

static gboolean
is_greeting(const char *line)
{
  return g_regex_match_simple(
      "^\\W*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\\b(?:\\W+\\w+){0,3}\\W*$", line, 0, 0);
}

/* Between the salutation and the farewell, in lower case. g_free. */
static char *
body_of(const char *text)
{
  g_autofree char *start = text_clean(text, -1, LONGEST, TRUE), *full = phrase_in_full(start);
  g_auto(GStrv) lines = g_strsplit(full, "\n", -1);
  GString *body = g_string_new(NULL);
  for (guint i = 0; lines[i]; i++) {
    if (body->len && is_farewell(lines[i]))
      break;
    if (!is_greeting(lines[i]))
      g_string_append_printf(body, "%s\n", lines[i]);
  }
  return g_string_free(body, FALSE);
}

ChoiceVerdict
choice_read(const Choices *choices, const char *text, guint *date, gboolean *asks)
{
  Said said = { 0 };
  g_autofree char *body = body_of(text), *plain = plainly(body);
  g_autoptr(GRegex) regex =
      g_regex_new("(?:[^.,;!?\\n()\\x{2013}\\x{2014}]|(?<=\\d)[.](?=\\d)|(?<=\\d),(?=\\d))+[?]?", 0, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL;
  *date = 0;
  for (g_regex_match(regex, plain, 0, &found); g_match_info_matches(found); g_match_info_next(found, NULL)) {
    g_autofree char *part = g_match_info_fetch(found, 0);
    g_auto(GStrv) words = words_of(part);
    if (!words[0] || !strcmp(words[0], "because"))
      continue;
    Clause clause = read_clause(choices, (const char *const *) words, g_str_has_suffix(part, "?"));
    weigh(&clause, &said);
  }
  *asks = said.asks;
  return conclude(choices, &said, date);
}
