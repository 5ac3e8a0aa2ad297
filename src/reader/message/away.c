/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an automatic answer says of the days of an absence. Looks for the words that announce a day, and reads
 * the day behind them; every token is looked at a bounded number of times. Decides nothing. */
#include "reader/message/away.h"
#include "reader/message/awayday.h"
#include <string.h>

enum {
  LOOK_BACK = 10,     /* tokens of a sentence before "until" */
  STATED_LIMIT = 800, /* days: what lies further off is some other date */
};

static gboolean
is_one_of(const Token *token, const char *const *words)
{
  return token->kind == TOKEN_WORD && g_strv_contains(words, token->text);
}

static gboolean
is_until(const Token *token)
{
  static const char *const words[] = { "until",    "till",     "til",     "through", "bis",
                                       "jusqu'au", "jusqu’au", "jusqu'à", "jusqu",   "hasta",
                                       "fino",     "sino",     "tot",     "t/m",     "tan",
                                       "hyd",      "até",      "frem",    "inntil",  NULL };
  return is_one_of(token, words);
}

static gboolean
is_back(const Token *token)
{
  static const char *const words[] = {
    "back",    "return",    "returning", "returns",   "resume",     "resuming", "zurück",  "zurueck",
    "wieder",  "rückkehr",  "retour",    "reviens",   "reviendrai", "vuelta",   "regreso", "regresaré",
    "volveré", "vuelvo",    "rientro",   "rientrerò", "ritorno",    "torno",    "tornerò", "terug",
    "weer",    "nôl",       "ôl",        "dychwelyd", "dychwelaf",  "regresso", "volta",   "tilbake",
    "tilbage", "tillbaka",  "wracam",    "powrót",    "wrócę",      "reopens",  "reopen",  "re-opens",
    "re-open", "reopening", NULL
  };
  return is_one_of(token, words);
}

static gboolean
is_not(const Token *token)
{
  static const char *const words[] = { "not",   "won't", "won’t", "isn't", "cannot", "can't",
                                       "nicht", "pas",   "no",    "non",   "niet",   "ddim",
                                       "nie",   "nao",   "não",   "inte",  "ikke",   NULL };
  return is_one_of(token, words);
}

/* Whether the sentence says before token @at that somebody is not back, not at work, not to be had. */
static gboolean
not_back_before(const GPtrArray *tokens, guint at)
{
  static const char *const there[] = { "available", "in",        "at",         "working",
                                       "work",      "verfügbar", "disponible", NULL };
  gboolean denied = FALSE, present = FALSE;
  for (guint i = at; i > 0 && at - i < LOOK_BACK; i--) {
    const Token *token = tokens->pdata[i - 1];
    if (token->kind == TOKEN_END)
      break;
    denied = denied || is_not(token);
    present = present || is_back(token) || is_one_of(token, there);
  }
  return denied && present;
}

typedef struct {
  Day until, back;
  Day only; /* an absence of one day, where nothing else is said */
} Days;

static void
take(Day *which, Day day, Day sent)
{
  gboolean far = sent != DAY_NONE && (day < sent - STATED_LIMIT || day > sent + STATED_LIMIT);
  if (*which == DAY_NONE && day != DAY_NONE && !far)
    *which = day;
}

/* "3 to 14 November", "du 3 au 14", "3/11/2026 - 14/11/2026": the later of two days beside each other. */
static Day
range_at(const GPtrArray *tokens, guint at, Day sent)
{
  static const char *const words[] = { "to", "and", "bis", "au",  "al", "tot", "i",       "a",     "tan",
                                       "do", "e",   "y",   "und", "et", "en",  "through", "until", NULL };
  static const char *const more[] = {
    "zum", "en", "met", "including", "and", "el", "il", "le", "dydd", NULL
  };
  const Token *token = tokens->pdata[at], *before = at ? tokens->pdata[at - 1] : NULL;
  gboolean dash = token->kind == TOKEN_MARK && (!strcmp(token->text, "-") || !strcmp(token->text, "–"));
  if (!before || (!dash && !is_one_of(token, words)))
    return DAY_NONE;
  if (before->kind == TOKEN_END && at > 1) /* "vom 3. bis 14. November" */
    before = tokens->pdata[at - 2];
  guint first = at - 1;
  gboolean month = before->kind == TOKEN_WORD &&
                   away_full_day(tokens, &(guint){ first ? first - 1 : 0 }, sent) != DAY_NONE;
  if (before->kind != TOKEN_NUMBER && !month)
    return DAY_NONE;
  guint next = at + 1;
  for (guint skipped = 0; skipped < 4 && next < tokens->len && is_one_of(tokens->pdata[next], more);
       skipped++)
    next++;
  Day day = away_full_day(tokens, &next, sent);
  if (day != DAY_NONE || dash)
    return day;
  next++; /* the day of the week */
  return next < tokens->len ? away_full_day(tokens, &next, sent) : DAY_NONE;
}

/* "ab dem 12. Oktober wieder", "vanaf 12 oktober weer", "from 12 October again". */
static Day
again_from(const GPtrArray *tokens, guint at, Day sent)
{
  static const char *const from[] = { "ab", "vanaf", "from", "partir", NULL };
  static const char *const again[] = { "again",   "wieder", "weer",  "nouveau",
                                       "onwards", "zurück", "terug", NULL };
  if (!is_one_of(tokens->pdata[at], from))
    return DAY_NONE;
  guint next = at + 1;
  Day day = away_day(tokens, &next, sent);
  for (guint i = next; day != DAY_NONE && i < tokens->len && i < next + 5; i++)
    if (is_one_of(tokens->pdata[i], again))
      return day;
  return DAY_NONE;
}

/* "out of the office today", "away on Friday 9 October". */
static Day
only_day(const GPtrArray *tokens, guint at, Day sent)
{
  static const char *const away[] = { "out", "away", "leave", "absent", "unavailable", "off", NULL };
  const Token *token = tokens->pdata[at];
  guint next = at + 1;
  if (token->kind != TOKEN_WORD || (strcmp(token->text, "on") && strcmp(token->text, "today")))
    return DAY_NONE;
  next += away_weekday(tokens, next) != 0;
  Day day = strcmp(token->text, "on") ? sent : away_full_day(tokens, &next, sent);
  for (guint i = at; i > 0 && at - i < LOOK_BACK; i--) {
    if (((const Token *) tokens->pdata[i - 1])->kind == TOKEN_END)
      break;
    if (is_one_of(tokens->pdata[i - 1], away))
      return day;
  }
  return DAY_NONE;
}

/* "available again from Monday", unless it is "not available". */
static gboolean
is_available_from(const GPtrArray *tokens, guint at)
{
  static const char *const next[] = { "again", "from", "on", NULL };
  const Token *token = tokens->pdata[at];
  if (strcmp(token->text, "available") || at + 1 >= tokens->len || !is_one_of(tokens->pdata[at + 1], next))
    return FALSE;
  for (guint i = at; i > 0 && at - i < 4; i--)
    if (is_not(tokens->pdata[i - 1]))
      return FALSE;
  return TRUE;
}

static void
look_at(const GPtrArray *tokens, guint at, Day sent, Days *days)
{
  const Token *token = tokens->pdata[at];
  guint next = at + 1;
  take(&days->until, range_at(tokens, at, sent), sent);
  take(&days->back, again_from(tokens, at, sent), sent);
  take(&days->only, only_day(tokens, at, sent), sent);
  if (is_until(token) && at && away_weekday(tokens, at - 1))
    take(&days->until, away_full_day(tokens, &next, sent), sent); /* "I work Monday until Wednesday" */
  else if (is_until(token))
    take(not_back_before(tokens, at) ? &days->back : &days->until, away_day(tokens, &next, sent), sent);
  else if (is_back(token) || is_available_from(tokens, at))
    take(&days->back, away_day(tokens, &next, sent), sent);
}

/* The day on which the sender's clock showed that it was written, else the one on which it arrived. */
static Day
sent_on(const Reading *reading)
{
  g_autofree char *day = g_strndup(*reading->date ? reading->date : reading->received, 10);
  return day_parse(day);
}

ReadingAway *
away_read(const Reading *reading)
{
  ReadingAway *away = reading_away_new();
  Days days = { DAY_NONE, DAY_NONE, DAY_NONE };
  Day sent = sent_on(reading);
  /* most subjects repeat ours; Notes says it there */
  gboolean own = strstr(reading->subject, "(returning") || strstr(reading->subject, "is out of the office");
  g_autofree char *all = g_strconcat(reading->text, "\n\n", own ? reading->subject : "", NULL);
  g_autoptr(GPtrArray) tokens = away_tokens(all);
  for (guint i = 0; i < tokens->len; i++)
    look_at(tokens, i, sent, &days);
  if (days.until == DAY_NONE && days.back == DAY_NONE)
    days.until = days.only;
  if (days.until != DAY_NONE)
    away->until = day_format(days.until);
  if (days.back != DAY_NONE)
    away->back = day_format(days.back);
  away_deputy(reading, &away->deputy);
  return away;
}
