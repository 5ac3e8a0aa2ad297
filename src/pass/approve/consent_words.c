/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of words. A phrase is looked for before the words that it is made of, the longer before the shorter.
 */
#include "pass/approve/consent_words.h"
#include <string.h>

#define MOST_WORDS 6

static const struct {
  const char *words;
  WordKind kind;
} PHRASES[] = {
  { "am very happy to approve", WORD_YES },
  { "am happy to approve", WORD_YES },
  { "am pleased to approve", WORD_YES },
  { "am delighted to approve", WORD_YES },
  { "am happy to confirm", WORD_YES },
  { "you have my approval", WORD_YES },
  { "this has my approval", WORD_YES },
  { "is approved", WORD_YES },
  { "are approved", WORD_YES },
  { "happy to approve", WORD_YES },
  { "pleased to approve", WORD_YES },
  { "delighted to approve", WORD_YES },
  { "happy to confirm", WORD_YES },
  { "happy to support", WORD_YES },
  { "checked and confirmed", WORD_YES },
  { "checked and approved", WORD_YES },
  { "sign this off", WORD_YES },
  { "sign it off", WORD_YES },
  { "approval given", WORD_YES },
  { "approval granted", WORD_YES },
  { "signed off", WORD_YES },
  { "sign off", WORD_YES },
  { "yes please", WORD_YES },
  { "approve", WORD_YES },
  { "approved", WORD_YES },
  { "agree", WORD_YES },
  { "agreed", WORD_YES },
  { "confirm", WORD_YES },
  { "confirmed", WORD_YES },
  { "support", WORD_YES },
  { "supported", WORD_YES },
  { "yes", WORD_YES },
  { "yep", WORD_YES },
  { "yeah", WORD_YES },
  { "am not able to approve", WORD_NO },
  { "am unable to approve", WORD_NO },
  { "unable to approve", WORD_NO },
  { "do not approve", WORD_NO },
  { "don't approve", WORD_NO },
  { "do not agree", WORD_NO },
  { "don't agree", WORD_NO },
  { "can not approve", WORD_NO },
  { "cannot approve", WORD_NO },
  { "can't approve", WORD_NO },
  { "not approved", WORD_NO },
  { "not approving", WORD_NO },
  { "not agreed", WORD_NO },
  { "approval refused", WORD_NO },
  { "refuse", WORD_NO },
  { "refused", WORD_NO },
  { "reject", WORD_NO },
  { "rejected", WORD_NO },
  { "decline", WORD_NO },
  { "declined", WORD_NO },
  { "no", WORD_NO },
  { "nope", WORD_NO },
  { "given back", WORD_RETURNED },
  { "give back", WORD_RETURNED },
  { "sent back", WORD_RETURNED },
  { "send back", WORD_RETURNED },
  { "returned", WORD_RETURNED },
  { "return", WORD_RETURNED },
  { "all of them", WORD_ALL },
  { "all of these", WORD_ALL },
  { "both of them", WORD_ALL },
  { "all", WORD_ALL },
  { "both", WORD_ALL },
  { "everything", WORD_ALL },
  { "thank you very much", WORD_FILLER },
  { "many thanks", WORD_FILLER },
  { "thank you", WORD_FILLER },
  { "with pleasure", WORD_FILLER },
  { "of course", WORD_FILLER },
};

static const char *const FILLERS[] = {
  "i",           "we",        "to",     "this",  "these",  "it",      "for",           "and",
  "the",         "sheet",     "record", "level", "entry",  "my",      "approval",      "application",
  "certificate", "award",     "form",   "fully", "gladly", "very",    "certification", "definitely",
  "absolutely",  "certainly", "thanks", "hi",    "hello",  "mastery", "item",          "items",
  "number",      "numbers",   NULL
};

static const char *const PRAISE[] = { "well",          "great",           "excellent",  "brilliant",
                                      "lovely",        "fantastic",       "wonderful",  "deserved",
                                      "delighted",     "pleased",         "super",      "superb",
                                      "outstandingly", "congratulations", "impressive", "impressed",
                                      "thanks",        "credit",          "asset",      "worked",
                                      "strong",        "pleasure",        "thoroughly", NULL };

/* Those that end in * stand for every word that begins so. */
static const char *const DOUBTS[] = {
  /* taken back, or not said */
  "not", "never", "none", "nothing", "nobody", "cannot", "can't", "won't", "don't", "didn't", "doesn't",
  "isn't", "aren't", "wasn't", "hasn't", "haven't", "wouldn't", "couldn't", "shouldn't", "dont", "cant",
  "wont", "neither", "nor", "unable", "disagree*", "disapprov*", "unapprov*", "withdraw*", "retract*",
  "cancel*", "ignore", "disregard*", "mistake*", "mistook", "error*", "oops", "sorry", "actually", "apolog*",
  "sadly", "unfortunately", "regret*", "afraid", "oppos*", "object*", "veto",
  /* a condition */
  "if", "unless", "until", "till", "once", "when", "whether", "provid*", "subject", "condition*", "depend*",
  "assum*", "long", "pend*", "provis*", "principle", "except*", "apart", "other", "others", "besides", "bar",
  "barring", "excluding", "without", "minus", "only", "but", "however", "although", "though", "yet", "still",
  "instead", "rather", "otherwise", "despite", "whereas", "caveat*", "proviso*", "reserv*",
  /* a delay, or a promise */
  "will", "i'll", "we'll", "he'll", "she'll", "shall", "would", "could", "should", "might", "may", "can",
  "must", "later", "tomorrow", "soon", "next", "week*", "month*", "monday", "tuesday", "wednesday",
  "thursday", "friday", "wait*", "await*", "hold*", "postpone*", "defer*", "delay*", "after", "before",
  "first", "going", "intend*", "plan*", "hope*", "aim*", "follow*", "back", "away", "leave", "busy", "time",
  "moment",
  /* not sure */
  "maybe", "perhaps", "possibly", "probably", "presumably", "think", "guess", "suppose*", "believe", "seem*",
  "unsure", "sure", "unclear", "doubt*", "wonder*", "question*", "query", "queries", "ask*", "who", "what",
  "why", "how", "which", "where", "confus*", "understand*", "know", "say", "says", "said", "tell", "told",
  "explain*", "discuss*", "speak*", "spoke", "talk*", "call*", "ring", "phone*", "meet", "meeting*",
  "clarif*", "consider*", "tempted", "inclined", "concern*", "worr*", "issue*", "problem*", "trouble*",
  "hesita*",
  /* part of it */
  "partly", "part", "partial*", "some", "most", "half", "almost", "nearly", "mostly", "just", "rest",
  "remaining",
  /* something lacks */
  "miss*", "incomplet*", "unfinish*", "wrong*", "incorrect*", "inaccura*", "blank", "empty", "unsigned",
  "outstanding", "lack*", "need*", "requir*", "amend*", "correct*", "chang*", "fix*", "updat*", "revis*",
  "redo*", "resubmit*", "resend*", "again", "replace*", "remov*", "delet*", "add", "fail*", "short", "due",
  "overdue", "late",
  /* it was received, which is no yes */
  "receiv*", "arriv*", "got", "noted", "acknowledg*", "reminder*", "forward*", "pass*", "attach*", "enclos*",
  "open*", "link*", "check", "checking", "look*", "review*", "behalf", "colleague*", "someone", "somebody",
  "else", "anyone", "please", "ps", "p.s", "stop", "undo", NULL
};

static const char *const CLOSINGS[] = { "thanks",
                                        "thank you",
                                        "many thanks",
                                        "with thanks",
                                        "thanks again",
                                        "thanks so much",
                                        "thank you very much",
                                        "regards",
                                        "kind regards",
                                        "best regards",
                                        "warm regards",
                                        "kindest regards",
                                        "best",
                                        "best wishes",
                                        "all the best",
                                        "cheers",
                                        "yours",
                                        "yours sincerely",
                                        "yours faithfully",
                                        "yours truly",
                                        "sincerely",
                                        "kr",
                                        "bw",
                                        "ta",
                                        "diolch",
                                        "diolch yn fawr",
                                        "cofion",
                                        "cofion gorau",
                                        "cofion cynnes",
                                        "cofion caredig",
                                        "yn gywir",
                                        "cofion / regards",
                                        "diolch / thanks",
                                        "regards / cofion",
                                        "thanks / diolch",
                                        NULL };

static const char *const GREETINGS[] = { "hi",     "hello",    "hiya",      "dear", "hey",
                                         "good",   "morning",  "afternoon", "bore", "annwyl",
                                         "shwmae", "prynhawn", "all",       NULL };

static gboolean
in_list(const char *const *list, const char *word)
{
  for (; *list; list++) {
    gsize n = strlen(*list);
    if (n && (*list)[n - 1] == '*' ? !strncmp(*list, word, n - 1) : !strcmp(*list, word))
      return TRUE;
  }
  return FALSE;
}

/* How many of the tokens from @at on make @phrase; 0: they do not. */
static guint
phrase_length(const char *const *tokens, guint at, const char *phrase)
{
  g_auto(GStrv) words = g_strsplit(phrase, " ", MOST_WORDS);
  guint n = 0;
  for (; words[n]; n++)
    if (!tokens[at + n] || strcmp(tokens[at + n], words[n]) != 0)
      return 0;
  return n;
}

WordKind
consent_word(const char *const *tokens, guint at, guint *used)
{
  *used = 1;
  for (guint i = 0; i < G_N_ELEMENTS(PHRASES); i++) {
    guint n = phrase_length(tokens, at, PHRASES[i].words);
    if (n) {
      *used = n;
      return PHRASES[i].kind;
    }
  }
  if (in_list(PRAISE, tokens[at])) /* "wonderful" is no wondering */
    return WORD_PRAISE;
  if (in_list(DOUBTS, tokens[at]))
    return WORD_DOUBT;
  return in_list(FILLERS, tokens[at]) ? WORD_FILLER : WORD_OTHER;
}

gboolean
consent_is_closing(const char *line)
{
  g_autofree char *bare = g_strdup(line);
  for (gsize n = strlen(bare); n && strchr(" ,.!-*_\t", bare[n - 1]); n--)
    bare[n - 1] = '\0';
  return in_list(CLOSINGS, bare);
}

gboolean
consent_is_greeting(const char *line)
{
  g_auto(GStrv) words = g_strsplit_set(line, " ,.!\t", 8);
  guint said = 0;
  for (guint i = 0; words[i]; i++)
    said += *words[i] != '\0';
  return said <= 4 && words[0] && strcmp(words[0], "all") != 0 && in_list(GREETINGS, words[0]);
}
