/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of what people say. Each pattern is of the whole line, so that "I have done it, but..." is
 * nobody's. Acts on nothing. */
#include "pass/commands/phrases.h"
#include "base/text.h"
#include <string.h>

#define LONGEST 300 /* bytes of a line that may be a phrase */

/* Parts of the patterns, which are of lower-case words with one blank between them. */
#define IT "(?:it|this|that|this one|mine|ours|my form|the form|my tracker|the tracker|the forms|everything)"
#define ALL_OF                                                                                               \
  "(?:it|this|that|them|both|all|everything|all of (?:it|them|this)|both of them|my part|"                   \
  "(?:the|my) (?:forms?|trackers?|surveys?|handbook|training|module|evaluation))"
#define MAIL "(?:mails?|e ?mails?|messages?|reminders?|requests?|forms?|chasers?)"
#define WHEN                                                                                                 \
  "(?: (?:already|now|back|in|again|to you|to the office|in full|twice|before|earlier|ages ago|by e ?mail|"  \
  "by post|today|yesterday|this morning|this afternoon|this week|last (?:week|month|term|night)|"            \
  "(?:on |last )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|on the \\d{1,2}(?:st|nd|rd|th)?|"                \
  "(?:a|one|two|three|several|some|a few|\\d) (?:days?|weeks?|months?) ago|i think))*"
#define LONGER "(?: any ?more| any longer| now| this (?:year|term))?"
#define PAST                                                                                                 \
  "(?: (?:(?:in|at|since|last|over|at the end of)(?: last| the)? "                                           \
  "(?:january|february|march|april|may|june|july|"                                                           \
  "august|september|october|november|december|easter|christmas|summer|autumn|spring|year|term|month|week)"   \
  "(?: term| \\d{4})?|in \\d{4}))"
#define SOMEBODY "(?:someone|somebody|somebody|a colleague|another person)"

/* The group, if there is one, is the rest. */
static const struct {
  Phrase phrase;
  const char *pattern;
} GRAMMAR[] = {
  { PHRASE_WHY, "why(?: me| now| not| is that| is this| this| again)?" },
  { PHRASE_WHY,
    "why (?:did|do|have|am|was|are|would|should) (?:i|we|you)\\b(?: (?!but|because|when i|if)[a-z0-9 ]+)?" },
  { PHRASE_WHY,
    "(?:what|who) is (?:this|it)(?: (?:about|for|from|all about|" MAIL "|" MAIL " (?:about|for)))?" },
  { PHRASE_WHY, "who (?:is asking|are you|sent (?:me )?this|wants (?:this|to know|it)|asked for "
                "(?:this|it))(?: for (?:this|it|me))?" },
  { PHRASE_WHY, "(?:by )?when (?:is|was) (?:" IT "|the deadline)(?: due)?(?: (?:in|by|back))?" },
  { PHRASE_WHY, "(?:by )?when (?:do|does) (?:you|" IT ") (?:need|want|have to be|need to be)(?: " IT
                ")?(?: (?:in|by|back|done))*" },
  { PHRASE_WHY, "what is (?:the|my) (?:deadline|due date)|what are you asking(?: me)?(?: for)?" },
  { PHRASE_WHY, "what do (?:you need|i (?:have|need) to do|i (?:still )?owe(?: you)?|you want)(?: from "
                "me)?(?: for this)?" },
  { PHRASE_WHY, "is this (?:spam|genuine|real|legitimate|a scam|phishing)|explain(?: this| please)?" },

  { PHRASE_HOURS_DONE, "(?:log |add |record )?hours? (\\d{1,3}(?:[.,]\\d{1,2})?(?: hours?| hrs?)?[ ,]+.+)" },
  { PHRASE_HOURS,
    "(?:my |the )?hours(?: so far| to date| please)?|how many hours (?:do|have|did) i\\b[a-z ]*" },
  { PHRASE_HOURS, "(?:what are|show(?: me)?|list|send(?: me)?|(?:can|could|may) i (?:have|see|get)|how are) "
                  "(?:all )?my hours(?: so far| to date)?" },
  { PHRASE_HOURS,
    "(?:what|which) training (?:have|did) i (?:done|do|completed?)(?: so far| this year)?|my training(?: "
    "record| hours)?|what (?:is|do you have) (?:on record for me|recorded for me|on my record)" },

  { PHRASE_CERTIFICATES, "(?:my |all my |the )?certificates?(?: again)?" },
  { PHRASE_CERTIFICATES, "(?:re ?)?send(?: me| out)?(?: a copy of| copies of)? (?:all |all of |both )?(?:my "
                         "|the )?certificates?(?: again| to me)*" },
  { PHRASE_CERTIFICATES, "(?:(?:can|could|may) i (?:have|get|see)|i (?:would|should) like|i need|i "
                         "want|(?:can|could) you (?:re ?)?send(?: me)?)(?: a| another| a new)?(?: copy of| "
                         "copies of)? ?(?:all )?(?:my |the )?certificates?(?: again)?" },
  { PHRASE_CERTIFICATES, "where (?:is|are) my certificates?|i (?:have )?(?:lost|mislaid|deleted) my "
                         "certificates?|i cannot find my certificates?" },
  { PHRASE_CERTIFICATES,
    "i (?:have not|did not|never) (?:received?|had|got|get|been sent) (?:my|a|the) certificates?(?: yet)?" },

  { PHRASE_CALENDAR, "(?:a )?new (?:private )?calendar(?: link| feed| address| subscription)?" },
  { PHRASE_CALENDAR,
    "(?:(?:can|could|may) i (?:have|get)|send(?: me)?|i (?:need|want|would like)|(?:can|could) you send(?: "
    "me)?) a(?:nother)? ?(?:new )?(?:private )?calendar (?:link|feed|address)" },
  { PHRASE_CALENDAR, "(?:renew|replace|change|reset) my (?:private )?calendar(?: link| feed| address)?" },

  { PHRASE_TRANSCRIPT,
    "(?:(?:send(?: me)?|(?:can|could|may) i (?:have|get|see)|i (?:need|want|would like)|(?:can|could) you "
    "send(?: me)?) )?(?:a copy of )?(?:my|a|the) transcript(?: again)?|transcript" },

  { PHRASE_NOT_ME, "(?:this|it|that)? ?(?:is |was )?not (?:me|mine)(?: sorry)?" LONGER },
  { PHRASE_NOT_ME, "(?:sorry )?not me (?:(?:ask|try|contact|it is|please ask|that is|you want|you need) "
                   ")(?:for )?(.+)" },
  { PHRASE_NOT_ME, "(?:this|it|that) (?:(?:mail|e ?mail|message|form|one) )?(?:is|was) not (?:for|meant "
                   "for|intended for|addressed to|to do with) me" LONGER },
  { PHRASE_NOT_ME, "(?:this|it|that) (?:is|was) not my "
                   "(?:form|job|role|responsibility|mentee|trainee|student|school|tracker)" LONGER },
  { PHRASE_NOT_ME, "(?:sorry )?(?:you have )?(?:got )?(?:the )?wrong (?:person|address|mentor|e ?mail)(?: "
                   "sorry)?|not for me" LONGER },
  { PHRASE_NOT_ME,
    "(?:this|it) (?:is|was|should (?:be|go|have gone)|must be|needs to go) (?:meant )?(?:for|to) " SOMEBODY
    " else" },
  { PHRASE_NOT_ME, "i am not (?:a|the|your) mentor(?: here| any ?more| any longer| this year| this term)?|i "
                   "am no longer (?:a|the) mentor(?: this year)?" },
  { PHRASE_NOT_ME,
    "i (?:do not|no longer) mentor(?: anyone| anybody| a trainee| trainees| students)?" LONGER },
  { PHRASE_NOT_ME,
    "i (?:do not|no longer) have (?:a|any) (?:trainees?|mentees?|students?)(?: to mentor)?" LONGER },
  { PHRASE_NOT_ME, "i have never been a mentor|i have nothing to do with (?:this|it)" },

  { PHRASE_LEFT, "i (?:have )?(?:now )?left(?: (?:the|this|that) "
                 "(?:school|college|academy|trust|partnership|post|job|role)| teaching)?" PAST "?" },
  { PHRASE_LEFT, "i (?:no longer|do not) (?:work|teach)(?: (?:here|there|in (?:the|this|that) school|at "
                 "(?:the|this|that) (?:school|college|academy)))?" LONGER },
  { PHRASE_LEFT, "i (?:have )?(?:retired|changed schools?|moved (?:to another|schools?|to a different) "
                 "?(?:school)?)" PAST "?" },
  { PHRASE_LEFT, "i am no longer at (?:the|this|that) (?:school|college|academy)" },

  { PHRASE_DONE, "(?:all |already |now |both |it is |that is |this is |they are (?:all |both "
                 ")?)?(?:done|completed|finished|complete)(?: it| that| them| now| already| today| "
                 "yesterday| and dusted)*" },
  { PHRASE_DONE, "(?:i |we )?(?:have )?(?:now |already |just )?(?:done|completed|finished|filled in|filled "
                 "out|read|watched) " ALL_OF WHEN },
  { PHRASE_DONE, "(?:i |we )?did " ALL_OF WHEN "|(?:i have )?read|job done" },
  { PHRASE_DONE, "(?:" IT "|they|all) (?:is|are|has been|have been|have all been|has already been) (?:now "
                 "|already |all )?(?:done|completed|finished|filled in)" WHEN },

  { PHRASE_SENT, "(?:already |just )?(?:sent|returned|submitted|e ?mailed|posted)(?: " IT ")?" WHEN },
  { PHRASE_SENT, "(?:i|we) (?:have )?(?:definitely |already |just |now )?(?:sent|returned|submitted|e "
                 "?mailed|posted|handed in|replied with|attached) (?:you )?(?:" IT "|them)" WHEN },
  { PHRASE_SENT, "(?:i|we) (?:have )?(?:already |just )?(?:sent|replied|responded|answered)(?: to "
                 "(?:this|it|you|that))?" WHEN },
  { PHRASE_SENT, "(?:" IT "|they) (?:was|were|has been|have been|has already been|is|are) (?:already "
                 "|definitely )?(?:sent|returned|submitted|e ?mailed|posted|handed in)" WHEN },
  { PHRASE_SENT, "you (?:should )?(?:already |must )?have (?:already )?(?:" IT
                 "|had it|received it|got it)(?: from me)?" WHEN },

  { PHRASE_STOP, "(?:please )?stop(?: (?:it|this|now))?|unsubscribe(?: me)?|opt (?:me )?out" },
  { PHRASE_STOP, "(?:please )?stop (?:(?:e "
                 "?mailing|mailing|messaging|chasing|contacting|bothering|pestering|reminding|writing to) "
                 "(?:me|us)|(?:sending|these|the|all)(?: me| us)?(?: these| this| any| the)?(?: more)? ?" MAIL
                 "(?: to me)?)(?: please| now)*" },
  { PHRASE_STOP, "(?:please )?(?:remove|delete) me(?: from (?:this|the|your|all)(?: mailing| e ?mail)? "
                 "?lists?)?|(?:please )?take me off(?: (?:this|the|your)(?: mailing| e ?mail)? lists?)?" },
  { PHRASE_STOP,
    "(?:please )?(?:no more|do not send me any more|do not send (?:me )?(?:any )?(?:more )?)(?: of these)? "
    "?" MAIL "(?: please)?|(?:please )?do not (?:e ?mail|contact|write to|chase) me(?: again| any ?more)?" },

  { PHRASE_HELP, "help(?: me)?|commands|what can i (?:ask|say|write|reply)(?: you)?(?: here)?|how does this "
                 "work|what can you do" },
};

char *
phrase_in_full(const char *line)
{
  static const struct {
    const char *from, *to;
  } parts[] = {
    { "\xe2\x80\x99", "'" },     { "i've", "i have" },        { "i'm", "i am" },
    { "isn't", "is not" },       { "it's", "it is" },         { "that's", "that is" },
    { "what's", "what is" },     { "who's", "who is" },       { "when's", "when is" },
    { "where's", "where is" },   { "don't", "do not" },       { "didn't", "did not" },
    { "haven't", "have not" },   { "can't", "cannot" },       { "wasn't", "was not" },
    { "aren't", "are not" },     { "you've", "you have" },    { "we've", "we have" },
    { "can not", "cannot" },     { "i'd", "i would" },        { "they're", "they are" },
    { "i'll", "i will" },        { "we'll", "we will" },      { "won't", "will not" },
    { "doesn't", "does not" },   { "couldn't", "could not" }, { "there's", "there is" },
    { "wouldn't", "would not" },
  };
  GString *text = g_string_new(NULL);
  g_autofree char *lower = g_utf8_strdown(line, -1);
  g_string_assign(text, lower);
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
    g_string_replace(text, parts[i].from, parts[i].to, 0);
  return g_string_free(text, FALSE);
}

/* The words alone; commas and points stay within numbers, for what "hours 3.5" says. */
static char *
normal(const char *line)
{
  g_autofree char *full = phrase_in_full(line);
  g_autofree char *clean = text_clean(full, -1, LONGEST, FALSE);
  GString *text = g_string_new(NULL);
  for (const char *p = clean; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean number = (*p == '.' || *p == ',' || *p == '/' || *p == '-' || *p == '@') && p > clean &&
                      g_ascii_isalnum(p[-1]) && g_ascii_isalnum(p[1]);
    if (g_unichar_isalnum(c) || g_unichar_ismark(c) || number || c == '@')
      g_string_append_unichar(text, c);
    else if (text->len && text->str[text->len - 1] != ' ' && c != '\'')
      g_string_append_c(text, ' ');
  }
  return g_strchomp(g_string_free(text, FALSE));
}

/* What people put around it, once the words are alone. */
#define BEFORE                                                                                               \
  "^(?:(?:please|kindly|sorry|hi|hello|hey|ok|okay|yes|er|um|all|apologies|thanks|thank you|good morning|"   \
  "good afternoon) )*?(?:(?:can|could|would|will) you (?:please |kindly )?)?(?:please )?"
#define AFTER                                                                                                \
  "(?: (?:please|thanks|thank you|thankyou|many thanks|thanks very much|thanks a lot|cheers|sorry|ta|kind "  \
  "regards|regards|best wishes|x))*$"

static gboolean
matches(const char *words, const char *pattern, char **rest)
{
  g_autofree char *whole = g_strconcat(BEFORE "(?:", pattern, ")" AFTER, NULL);
  g_autoptr(GRegex) regex = g_regex_new(whole, 0, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL;
  if (!g_regex_match(regex, words, 0, &found))
    return FALSE;
  char *group = g_match_info_fetch(found, 1);
  *rest = group ? group : g_strdup("");
  return TRUE;
}

/* "Ask Priya Nair", "please contact priya@example.org instead": somebody is named, in capitals or by
 * address. */
static char *
referred(const char *line)
{
  static const char pattern[] =
      "^\\W*(?:(?i:please|sorry|hi|hello|i think|maybe|you should)[,]? )*"
      "(?i:ask|contact|try|send (?:it|this) (?:on )?to|forward (?:it|this) to|"
      "(?:this|it) (?:is|should be|should go|must be|needs to go|is now) (?:for|to))"
      " (\\p{Lu}[\\p{L}'\xe2\x80\x99-]+(?: \\p{Lu}[\\p{L}'\xe2\x80\x99-]+){1,3}|[^\\s@]+@[^\\s@]+?)"
      "(?i: instead| please| about this| about it| now)*[\\s.!,]*(?i:thanks|thank you|please)?[\\s.!]*$";
  g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL;
  return g_regex_match(regex, line, 0, &found) ? g_match_info_fetch(found, 1) : NULL;
}

Phrase
phrase_read(const char *line, char **rest)
{
  g_autofree char *words = normal(line);
  *rest = referred(line);
  if (*rest)
    return PHRASE_NOT_ME;
  for (guint i = 0; *words && i < G_N_ELEMENTS(GRAMMAR); i++)
    if (matches(words, GRAMMAR[i].pattern, rest))
      return GRAMMAR[i].phrase;
  *rest = g_strdup("");
  return PHRASE_NONE;
}
