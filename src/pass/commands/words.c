/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reply says in words: the table of commands. A command is the first line of the mail, a greeting
 * aside, and nothing more; values are lines "Label: value": corrections.c. Unsure means a human reads it. */
#include "base/text.h"
#include "pass/commands/answer.h"
#include "pass/commands/commands.h"
#include "pass/commands/phrases.h"
#include "pass/limits.h"
#include <string.h>

/* A greeting has so many words at most. */
#define GREETING 4

/* Words in front count before those that they begin with; a star stands for whatever follows. */
static const struct {
  const char *words;
  Command command;
} commands[] = {
  { "why", asked_why },
  { "hours", asked_hours },
  { "my hours", asked_hours },
  { "send my hours", asked_hours },
  { "send me my hours", asked_hours },
  { "certificates", asked_certificates },
  { "certificate", asked_certificates },
  { "my certificates", asked_certificates },
  { "send my certificates", asked_certificates },
  { "send me my certificates", asked_certificates },
  { "new calendar link", asked_calendar_link },
  { "transcript", asked_transcript },
  { "my transcript", asked_transcript },
  { "send my transcript", asked_transcript },
  { "send me my transcript", asked_transcript },
  { "not me", asked_not_me },
  { "done", asked_done },
  { "read", asked_done },
  { "sent", asked_sent },
  { "yes", asked_yes },
  { "no", asked_no },
  { "withdraw consent", asked_withdraw },
  { "withdraw my consent", asked_withdraw },
  { "i withdraw consent", asked_withdraw },
  { "i withdraw my consent", asked_withdraw },
  { "not coming", asked_give_up },
  { "i am not coming", asked_give_up },
  { "i cannot come", asked_give_up },
  { "give up my place", asked_give_up },
  { "i give up my place", asked_give_up },
  { "coming", asked_come },
  { "i will come", asked_come },
  { "coming on *", asked_come },
  { "i will come on *", asked_come },
  { "send me all my *", asked_my_forms },
  { "send me my *", asked_my_forms },
  { "send all my *", asked_my_forms },
  { "send my *", asked_my_forms },
  { "my *", asked_my_forms },
  { "send me *", asked_send },
  { "send *", asked_send },
};

static gboolean
says_one_of(const char *word, const char *const *words)
{
  g_autofree char *key = text_key(word);
  return g_strv_contains(words, key);
}

/* "Please send me my hours, thanks!" is "send me my hours,". */
static char *
without_manners(const char *line)
{
  static const char *const before[] = { "please", "kindly", "could", "can", "would", "you", NULL };
  static const char *const after[] = { "please", "thanks", "thank", "you", "many", NULL };
  g_auto(GStrv) words = g_strsplit_set(line, " \t", -1);
  guint from = 0, to = g_strv_length(words);
  while (from + 1 < to && (!*words[from] || says_one_of(words[from], before)))
    from++;
  while (to > from + 1 && (!*words[to - 1] || says_one_of(words[to - 1], after)))
    g_clear_pointer(&words[--to], g_free);
  return g_strjoinv(" ", words + from);
}

static gboolean
is_greeting(const char *line)
{
  static const char *const greetings[] = { "hi", "hello", "hey", "dear", "good", NULL };
  g_auto(GStrv) words = g_strsplit_set(line, " \t", -1);
  return words[0] && g_strv_length(words) <= GREETING && says_one_of(words[0], greetings);
}

/* The first line of what was written that is no greeting; "" when there is none, or when it begins with a
 * number: "4: yes" answers a box and no question of ours. *more (or NULL): whether something stands below it
 * that is more than a farewell. */
static char *
first_said(const char *text, gboolean *more)
{
  static const char *const ends[] = { "thanks", "thank", "many",  "kind", "best", "regards", "cheers",
                                      "sent",   "with",  "yours", "get",  "warm", "warmest", NULL };
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autofree char *said = NULL;
  gboolean ended = FALSE, any = FALSE;
  for (guint i = 0; lines[i]; i++) {
    g_autofree char *line = text_clean(lines[i], -1, 400, FALSE), *key = text_key(line);
    g_auto(GStrv) words = g_strsplit(key, " ", -1);
    if (!*key || (!said && is_greeting(line)))
      continue;
    ended = ended || (said && (g_strv_contains(ends, words[0]) || g_strv_length(words) <= 2));
    any = any || (said && !ended);
    if (!said)
      said = g_strdup(line);
  }
  if (more)
    *more = any;
  return said && !g_ascii_isdigit(*said) ? g_steal_pointer(&said) : g_strdup("");
}

static char *
first_line(const char *text)
{
  g_autofree char *said = first_said(text, NULL);
  return without_manners(said);
}

/* What follows the words of @pattern, which ends in a star, in @line; NULL: it does not begin with them. */
static char *
rest_of(const char *line, const char *pattern)
{
  g_autofree char *wanted = g_strndup(pattern, strlen(pattern) - strlen(" *"));
  for (const char *p = strchr(line, ' '); p; p = strchr(p + 1, ' ')) {
    g_autofree char *begins = g_strndup(line, (gsize) (p - line)), *key = text_key(begins);
    if (!strcmp(key, wanted))
      return g_strdup(p + 1);
  }
  return NULL;
}

static Command
command_of(const char *line, char **rest)
{
  g_autofree char *key = text_key(line);
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
    gboolean open = g_str_has_suffix(commands[i].words, "*");
    *rest = open ? rest_of(line, commands[i].words) : NULL;
    if (*rest || (!open && !strcmp(key, commands[i].words)))
      return commands[i].command;
  }
  return NULL;
}

static gboolean
by_table(Asked *asked, GError **error)
{
  g_autofree char *rest = NULL;
  Command command = command_of(asked->rest, &rest);
  Asked whole = { asked->inbound, rest ? rest : "", command != NULL };
  gboolean good = !command || command(&whole, error);
  asked->understood = whole.understood;
  return good;
}

/* In their own words. What only asks us for something must be the whole mail: else somebody reads the rest;
 * what a human settles is read by one in any event. */
static const struct {
  Phrase phrase;
  Command command;
  gboolean is_request, alone;
} PHRASES[] = {
  { PHRASE_WHY, asked_why, TRUE, TRUE },
  { PHRASE_HOURS, asked_hours, TRUE, TRUE },
  { PHRASE_HOURS_DONE, asked_hours_done, TRUE, TRUE },
  { PHRASE_CERTIFICATES, asked_certificates, TRUE, TRUE },
  { PHRASE_CALENDAR, asked_calendar_link, TRUE, TRUE },
  { PHRASE_TRANSCRIPT, asked_transcript, TRUE, TRUE },
  { PHRASE_HELP, asked_help, TRUE, TRUE },
  { PHRASE_DONE, asked_done, FALSE, TRUE },
  { PHRASE_NOT_ME, asked_not_me, FALSE, FALSE },
  { PHRASE_LEFT, asked_left, FALSE, FALSE },
  { PHRASE_SENT, asked_sent, FALSE, FALSE },
  { PHRASE_STOP, asked_stop, FALSE, FALSE },
};

/* The row of PHRASES that the mail says; -1: none. *rest: g_free. */
static int
phrase_of(const Inbound *inbound, char **rest)
{
  gboolean more;
  g_autofree char *line = first_said(inbound->reading->text, &more);
  Phrase phrase = phrase_read(line, rest);
  for (guint i = 0; i < G_N_ELEMENTS(PHRASES); i++)
    if (PHRASES[i].phrase == phrase && !(PHRASES[i].alone && more))
      return (int) i;
  return -1;
}

static gboolean
by_phrase(Asked *asked, GError **error)
{
  g_autofree char *rest = NULL;
  int row = phrase_of(asked->inbound, &rest);
  Asked whole = { asked->inbound, rest, row >= 0 };
  gboolean good = row < 0 || PHRASES[row].command(&whole, error);
  asked->understood = whole.understood;
  return good;
}

/* What the line asks for or tells, if anything: the schemes' own words come before the table's. */
static gboolean
obey(Inbound *inbound, const char *line, gboolean *understood, GError **error)
{
  static const Command ways[] = { asked_said,   asked_date,   by_table,         by_phrase,     asked_reviewed,
                                  asked_roster, asked_verify, asked_other_name, asked_progress };
  for (guint i = 0; i < G_N_ELEMENTS(ways) && !*understood; i++) {
    Asked asked = { inbound, line, TRUE };
    if (!ways[i](&asked, error))
      return FALSE;
    *understood = asked.understood;
  }
  return TRUE;
}

gboolean
answer_is_request(const Inbound *inbound)
{
  g_autofree char *line = first_line(inbound->reading->text), *rest = NULL, *said = NULL;
  Command command = command_of(line, &rest);
  int row = phrase_of(inbound, &said);
  if (!command && row >= 0)
    return PHRASES[row].is_request;
  return command && command != asked_yes && command != asked_no && command != asked_done &&
         command != asked_sent && command != asked_not_me;
}

gboolean
answer_words(Inbound *inbound, gboolean *understood, GError **error)
{
  *understood = FALSE;
  if (!inbound_sender(inbound) || inbound->dmarc_failed)
    return TRUE;
  g_autofree char *line = first_line(inbound->reading->text);
  if (!obey(inbound, line, understood, error))
    return FALSE;
  *understood = *understood || answer_values(inbound);
  return TRUE;
}

gboolean
answer_help(Inbound *inbound, GError **error)
{
  const Person *sender = inbound_sender(inbound);
  if (!sender || !sender->address || !answer_allowed(inbound->engine, sender->address, ANSWER_TO_NOTHING))
    return TRUE;
  return asked_reply(inbound, "help", asked_context(inbound, NULL), NULL, NULL, error);
}
