/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as people write them into a sentence: "Monday 12th October", "le 12 octobre", "12/10/26", "tomorrow",
 * "the 12th". Of numbers alone the day comes first; what cannot be a day so is none. */
#include "reader/message/awayday.h"
#include <stdlib.h>
#include <string.h>

enum {
  TOKENS_LIMIT = 2000,
  FILLERS_LIMIT = 8, /* words between "back" and its day */
  STALE = 31,        /* days that a day without a year may lie back */
};

/* English, Welsh, French, German, Dutch, Spanish, Italian, Portuguese, Polish, Scandinavian. */
static const char *const MONTHS[] = {
  "january ionawr janvier januar jänner januari enero gennaio janeiro stycznia",
  "february chwefror février fevrier februar februari febrero febbraio fevereiro lutego",
  "march mawrth mars märz maart marzo março marca marts",
  "april ebrill avril abril aprile kwietnia",
  "may mai mei mayo maggio maio maja maj",
  "june mehefin juin juni junio giugno junho czerwca",
  "july gorffennaf juillet juli julio luglio julho lipca",
  "august awst août aout augustus agosto sierpnia augusti",
  "september medi septembre septiembre settembre setembro września",
  "october hydref octobre oktober octubre ottobre outubro października",
  "november tachwedd novembre noviembre novembro listopada",
  "december rhagfyr décembre decembre dezember diciembre dicembre dezembro grudnia desember",
};

static const char *const WEEKDAYS[] = {
  "monday llun lundi montag maandag lunes lunedì lunedi segunda-feira poniedziałek måndag mandag",
  "tuesday tues tue mawrth mardi dienstag dinsdag martes martedì martedi wtorek wtorku tisdag tirsdag",
  "wednesday weds wed mercher mercredi mittwoch woensdag miércoles mercoledì mercoledi środa onsdag",
  "thursday thurs thu iau jeudi donnerstag donderdag jueves giovedì giovedi czwartek czwartku torsdag",
  "friday fri gwener vendredi freitag vrijdag viernes venerdì venerdi piątek fredag",
  "saturday sadwrn samedi samstag sonnabend zaterdag sábado sabato sobota soboty lördag lørdag",
  "sunday sul dimanche sonntag zondag domingo domenica niedziela niedzieli söndag søndag",
};

/* Words and marks that may stand between what is announced and its day. */
static const char *const FILLERS =
    "on the of to in at my be it work desk school office again from is date day week commencing and "
    "including "
    "inclusive next til , - – ( : leave annual holiday holidays vacation term "
    "am an den dem der das zum im büro ab einschließlich le la au du bureau et jusqu inclus el al del de en "
    "oficina "
    "il ufficio sede op en met kantoor het weer ar i yn y o dydd ddydd swyddfa gwaith na w dnia do dia den "
    "på";

/* Whether @list, words between blanks, has @word; with @part a beginning of three letters and more will do.
 */
static gboolean
has_word(const char *list, const char *word, gboolean part)
{
  gsize n = strlen(word);
  for (const char *p = list; *p;) {
    gsize length = strcspn(p, " ");
    if (n && length >= n && !strncmp(p, word, n) && (length == n || (part && n >= 3)))
      return TRUE;
    p += length + strspn(p + length, " ");
  }
  return FALSE;
}

static int
number_of(const char *const *lists, guint n, const char *word, gboolean part)
{
  for (guint i = 0; i < n; i++)
    if (has_word(lists[i], word, part))
      return (int) i + 1;
  return 0;
}

static void
free_token(gpointer data)
{
  Token *token = data;
  g_free(token->text);
  g_free(token);
}

static Token *
add_token(GPtrArray *tokens, TokenKind kind, const char *text, gsize n)
{
  Token *token = g_new0(Token, 1);
  token->kind = kind;
  token->text = g_strndup(text, n);
  g_ptr_array_add(tokens, token);
  return token;
}

/* A number, and what makes it the number of a day: "12th", "1st", "12.", "1er", "1º", "3ydd". */
static const char *
take_number(GPtrArray *tokens, const char *p)
{
  static const char *const endings[] = { "st", "nd", "rd", "th", "er", "ain", "fed", "ydd",
                                         "eg", "af", "il", "e",  "º",  "ª",   "°",   NULL };
  gsize digits = strspn(p, "0123456789");
  Token *token = add_token(tokens, TOKEN_NUMBER, p, digits);
  token->number = digits <= 4 ? atoi(token->text) : 0;
  p += digits;
  for (guint i = 0; endings[i]; i++) {
    gsize n = strlen(endings[i]);
    if (!strncmp(p, endings[i], n) && !g_unichar_isalpha(g_utf8_get_char(p + n))) {
      token->said = TRUE;
      return p + n;
    }
  }
  return p;
}

static gboolean
is_of_word(const char *p)
{
  gunichar c = g_utf8_get_char(p);
  return g_unichar_isalpha(c) || c == '\'' || c == 0x2019 ||
         (c == '-' && g_unichar_isalpha(g_utf8_get_char(p + 1)));
}

static const char *
take_word(GPtrArray *tokens, const char *p)
{
  const char *end = p;
  while (*end && is_of_word(end))
    end = g_utf8_next_char(end);
  add_token(tokens, TOKEN_WORD, p, (gsize) (end - p));
  return end;
}

GPtrArray *
away_tokens(const char *text)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func(free_token);
  g_autofree char *lower = g_utf8_strdown(text, -1);
  for (const char *p = lower; *p && tokens->len < TOKENS_LIMIT;) {
    const char *next = g_utf8_next_char(p);
    gboolean blank = !*next || g_ascii_isspace(*next);
    if (g_ascii_isdigit(*p))
      p = take_number(tokens, p);
    else if (g_unichar_isalpha(g_utf8_get_char(p)))
      p = take_word(tokens, p);
    else if ((*p == '\n' && next[strspn(next, " \t\r")] == '\n') || (strchr(".!?;", *p) && blank)) {
      add_token(tokens, TOKEN_END, p, 1);
      p = next;
    } else {
      if (!g_ascii_isspace(*p))
        add_token(tokens, TOKEN_MARK, p, (gsize) (next - p));
      p = next;
    }
  }
  return tokens;
}

static const Token *
token_at(const GPtrArray *tokens, guint at)
{
  return at < tokens->len ? tokens->pdata[at] : NULL;
}

static gboolean
is_mark(const Token *token, const char *marks)
{
  return token && token->kind == TOKEN_MARK && !token->text[1] && strchr(marks, *token->text);
}

static int
month_at(const GPtrArray *tokens, guint at)
{
  const Token *token = token_at(tokens, at);
  return token && token->kind == TOKEN_WORD ? number_of(MONTHS, G_N_ELEMENTS(MONTHS), token->text, TRUE) : 0;
}

/* A year, behind a comma or "of" or not: 0 if none stands there. */
static int
year_at(const GPtrArray *tokens, guint *at)
{
  const Token *token = token_at(tokens, *at);
  guint next = *at + (is_mark(token, ",") ||
                      (token && token->kind == TOKEN_WORD && has_word("de del", token->text, FALSE)));
  token = token_at(tokens, next);
  if (!token || token->kind != TOKEN_NUMBER || token->number < 2000 || token->number > 2199)
    return 0;
  *at = next + 1;
  return token->number;
}

/* The day of a year that is not said: the next, unless it has only just been. */
static Day
with_year(int dom, int month, int year, Day sent)
{
  int this_year, m, d;
  if (year)
    return day_from_ymd(year < 100 ? 2000 + year : year, month, dom);
  if (sent == DAY_NONE)
    return DAY_NONE;
  day_to_ymd(sent, &this_year, &m, &d);
  Day day = day_from_ymd(this_year, month, dom);
  return day != DAY_NONE && day < sent - STALE ? day_from_ymd(this_year + 1, month, dom) : day;
}

/* "12/10/2026", "12.10.", "2026-10-12": numbers and what separates them. */
static Day
numeric_day(const GPtrArray *tokens, guint *at, Day sent)
{
  const Token *a = token_at(tokens, *at), *s = token_at(tokens, *at + 1), *b = token_at(tokens, *at + 2);
  if (!is_mark(s, "/.-") || !b || b->kind != TOKEN_NUMBER)
    return DAY_NONE;
  const Token *t = token_at(tokens, *at + 3), *c = token_at(tokens, *at + 4);
  gboolean third = is_mark(t, s->text) && c && c->kind == TOKEN_NUMBER;
  if (third) {
    *at += 5;
    return a->number > 31 ? day_from_ymd(a->number, b->number, c->number)
                          : with_year(a->number, b->number, c->number, sent);
  }
  if (*s->text == '-') /* "3-14 November" */
    return DAY_NONE;
  *at += 3;
  return with_year(a->number, b->number, 0, sent);
}

/* "October 12th, 2026", "12 October 2026", "12. Okt.", "12 de octubre de 2026", or numbers. */
static Day
written_day(const GPtrArray *tokens, guint *at, Day sent)
{
  const Token *first = token_at(tokens, *at), *second = token_at(tokens, *at + 1);
  int month = month_at(tokens, *at);
  if (month && second && second->kind == TOKEN_NUMBER && second->number < 32) {
    *at += 2;
    return with_year(second->number, month, year_at(tokens, at), sent);
  }
  if (!first || first->kind != TOKEN_NUMBER)
    return DAY_NONE;
  guint next = *at + 1;
  while (token_at(tokens, next) && has_word(". of de o", token_at(tokens, next)->text, FALSE))
    next++;
  month = first->number < 32 ? month_at(tokens, next) : 0;
  if (!month)
    return numeric_day(tokens, at, sent);
  *at = next + 1;
  return with_year(first->number, month, year_at(tokens, at), sent);
}

Day
away_full_day(const GPtrArray *tokens, guint *at, Day sent)
{
  guint behind = *at;
  Day day = written_day(tokens, &behind, sent);
  if (day != DAY_NONE)
    *at = behind;
  return day;
}

/* "the 12th": the next one. */
static Day
day_of_month(int dom, Day sent)
{
  int year, month, d;
  if (sent == DAY_NONE)
    return DAY_NONE;
  day_to_ymd(sent, &year, &month, &d);
  for (guint i = 0; i < 3; i++, month++) {
    Day day = day_from_ymd(month > 12 ? year + 1 : year, month > 12 ? month - 12 : month, dom);
    if (day != DAY_NONE && day >= sent)
      return day;
  }
  return DAY_NONE;
}

int
away_weekday(const GPtrArray *tokens, guint at)
{
  static const char *const shortened[] = { "mon", "sat", "sun" }; /* words of their own, before no number */
  static const int days[] = { 1, 6, 7 };
  const Token *token = token_at(tokens, at), *next = token_at(tokens, at + 1);
  if (!token || token->kind != TOKEN_WORD)
    return 0;
  for (guint i = 0; next && next->kind == TOKEN_NUMBER && i < G_N_ELEMENTS(shortened); i++)
    if (!strcmp(token->text, shortened[i]))
      return days[i];
  return number_of(WEEKDAYS, G_N_ELEMENTS(WEEKDAYS), token->text, FALSE);
}

/* The next one; never the day itself. */
static Day
next_weekday(int weekday, Day sent)
{
  return sent + 1 + (weekday - day_weekday(sent + 1) + 7) % 7;
}

/* "end of October", "end of the week". */
static Day
end_of(const GPtrArray *tokens, guint *at, Day sent)
{
  int year, month, dom, this_month;
  guint next = *at + 1;
  while (token_at(tokens, next) && has_word("of the this", token_at(tokens, next)->text, FALSE))
    next++;
  const Token *token = token_at(tokens, next);
  if (!token)
    return DAY_NONE;
  day_to_ymd(sent, &year, &this_month, &dom);
  month = !strcmp(token->text, "month") ? this_month : month_at(tokens, next);
  *at = next + 1;
  if (!strcmp(token->text, "week"))
    return sent - day_weekday(sent) + 5; /* Friday */
  if (!month)
    return DAY_NONE;
  Day first = with_year(1, month, year_at(tokens, at), DAY_NONE);
  if (first == DAY_NONE)
    first = day_from_ymd(month < this_month ? year + 1 : year, month, 1);
  day_to_ymd(first, &year, &month, &dom);
  return day_from_ymd(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1;
}

/* Reckoned from the day of writing. */
static Day
relative_day(const GPtrArray *tokens, guint *at, Day sent)
{
  const Token *token = token_at(tokens, *at);
  guint behind = *at;
  if (sent == DAY_NONE || token->kind != TOKEN_WORD)
    return DAY_NONE;
  if (has_word("tomorrow morgen demain yfory mañana domani amanhã jutro imorgon imorgen", token->text,
               FALSE)) {
    ++*at;
    return sent + 1;
  }
  Day day = strcmp(token->text, "end") ? DAY_NONE : end_of(tokens, &behind, sent);
  if (day != DAY_NONE)
    *at = behind;
  return day;
}

/* "9am", "8.30", "9:00 Uhr": how many tokens of a time stand there; 0 for none. */
static guint
time_at(const GPtrArray *tokens, guint at)
{
  static const char *const words = "am pm a.m p.m uhr uur h noon";
  guint next = at + 1;
  const Token *token = token_at(tokens, next), *second = token_at(tokens, at + 2);
  gboolean minutes = is_mark(token, ":.") && second && second->kind == TOKEN_NUMBER && second->number < 60;
  gboolean sure = minutes && *token->text == ':';
  if (minutes)
    token = token_at(tokens, next += 2);
  if (token && token->kind == TOKEN_WORD && has_word(words, token->text, FALSE))
    return next + 1 - at;
  return sure || (minutes && second->number > 12) ? next - at : 0;
}

Day
away_day(const GPtrArray *tokens, guint *at, Day sent)
{
  int weekday = 0;
  for (guint passed = 0; *at < tokens->len && passed <= FILLERS_LIMIT; passed++) {
    const Token *token = tokens->pdata[*at];
    guint time = token->kind == TOKEN_NUMBER ? time_at(tokens, *at) : 0;
    if (time) {
      *at += time;
      continue;
    }
    Day day = away_full_day(tokens, at, sent);
    if (day == DAY_NONE)
      day = relative_day(tokens, at, sent);
    if (day == DAY_NONE && token->kind == TOKEN_NUMBER && (token->said || weekday))
      day = day_of_month(token->number, sent);
    if (day != DAY_NONE)
      return day;
    int one = away_weekday(tokens, *at);
    if (!one && !has_word(FILLERS, token->text, FALSE))
      break;
    weekday = one ? one : weekday;
    ++*at;
  }
  return weekday && sent != DAY_NONE ? next_weekday(weekday, sent) : DAY_NONE;
}
