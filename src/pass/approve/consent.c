/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a reply line by line, from the greeting to the closing: what is given back with a reason, a no with a
 * reason, and sentences. Anything that is not plain spoils it, and then nothing in it is a yes. */
#include "pass/approve/consent.h"
#include "base/text.h"
#include "pass/approve/consent_reply.h"
#include <string.h>

enum { TEXT_LIMIT = 4000, REASON_LIMIT = 1000 };

static gboolean
speaks_of_approval(const Reply *reply, const char *line)
{
  g_autoptr(GArray) clauses = reply_clauses(reply, line);
  for (guint i = 0; i < clauses->len; i++) {
    gboolean praise;
    if (!clause_is_remark(reply, &g_array_index(clauses, Clause, i), &praise))
      return TRUE;
  }
  return FALSE;
}

/* How a line begins by which somebody goes on, and how what is printed below mails begins. */
static const char *const begins[] = {
  "ps ",
  "ps:",
  "ps.",
  "p.s",
  "p s ",
  "no ",
  "no,",
  "no.",
  "not ",
  "actually",
  "wait",
  "but ",
  "except",
  "sorry",
  "however",
  "although",
  "on reflection",
  "on second",
  "please hold",
  "please wait",
  "please don't",
  "please do not approve",
  "don't approve",
  "do not approve",
  "cannot approve",
  "can't approve",
  "hold off",
  "hold on",
  "unless",
  "if ",
  "until",
  "once ",
  "only ",
  "apart from",
  "provided",
  "subject to",
};
static const char *const printed[] = { "if you ", "unless otherwise", "unless expressly", "unless stated" };

/* Behind the words that end a letter stands a name, and what a school prints below it. Somebody may go on
 * writing there all the same: "PS not Sam", "Actually no." */
static gboolean
goes_on(const char *line)
{
  g_autofree char *lower = g_utf8_strdown(line, -1);
  for (guint i = 0; i < G_N_ELEMENTS(printed); i++)
    if (g_str_has_prefix(lower, printed[i]))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(begins); i++)
    if (g_str_has_prefix(lower, begins[i]))
      return TRUE;
  return FALSE;
}

/* The lines that say something: without greeting and what stands behind the closing. */
static GPtrArray *
own_lines(Reply *reply, const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  GPtrArray *own = g_ptr_array_new_with_free_func(g_free);
  gboolean closed = FALSE;
  for (char **p = lines; *p; p++) {
    g_autofree char *line = g_strdup(g_strstrip(*p)), *lower = g_utf8_strdown(line, -1);
    if (!*line)
      continue;
    if (closed)
      reply->spoiled = reply->spoiled || goes_on(line);
    else if (own->len && consent_is_closing(lower))
      closed = TRUE;
    else if (own->len || !consent_is_greeting(lower) || speaks_of_approval(reply, line))
      g_ptr_array_add(own, g_steal_pointer(&line));
  }
  return own;
}

/* The end of the sentence that begins at @text: at a stop with a blank behind it, but not behind the number
 * of a list. */
static const char *
sentence_end(const char *text)
{
  gsize number = strspn(text, "0123456789");
  for (const char *p = text; *p; p++)
    if (strchr(".!;", *p) && (!p[1] || p[1] == ' ') && !(number && p == text + number))
      return p;
  return text + strlen(text);
}

static void
take_line(Reply *reply, const char *line)
{
  for (const char *start = line; *start;) {
    const char *end = sentence_end(start);
    g_autofree char *sentence = g_strndup(start, (gsize) (end - start));
    sentence_take(reply, sentence);
    start = end;
    while (*start && strchr(".!; ", *start))
      start++;
  }
}

static gboolean
is_question(const char *line)
{
  for (const char *p = strchr(line, '?'); p; p = strchr(p + 1, '?'))
    if (!p[1] || strchr(" ?!)\"'", p[1]))
      return TRUE;
  return FALSE;
}

static char *
reason_of(const GPtrArray *lines, guint from, const char *first)
{
  g_autoptr(GString) reason = g_string_new(first);
  for (guint i = from; i < lines->len; i++)
    g_string_append_printf(reason, "%s%s", reason->len ? "\n" : "", (const char *) lines->pdata[i]);
  return text_clean(reason->str, -1, REASON_LIMIT, TRUE);
}

/* "Returned: the date of Module 2 is missing", "2 returned - wrong sheet": the item that is given back, and
 * where its reason begins; ITEM_NONE when the line says nothing of the kind. */
static int
given_back(const Reply *reply, const char *line, const char **reason)
{
  const char *stop = line;
  while (*stop && !reply_stop(stop, stop > line && stop[-1] == ' '))
    stop = g_utf8_next_char(stop);
  *reason = *stop ? reply_stop(stop, TRUE) : stop;
  g_autofree char *head = g_strndup(line, (gsize) (stop - line));
  g_auto(GStrv) tokens = reply_tokens(head);
  g_autoptr(GArray) marks = reply_marks(reply, (const char *const *) tokens);
  int item = reply->n == 1 ? 0 : ITEM_NONE;
  gboolean back = FALSE;
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = &g_array_index(marks, Mark, i);
    if (mark->kind == WORD_RETURNED)
      back = TRUE;
    else if (mark->item >= 0)
      item = mark->item;
    else if (mark->kind != WORD_FILLER)
      return ITEM_NONE;
  }
  while (**reason == ' ' || **reason == ':' || **reason == '-')
    (*reason)++;
  return back ? item : ITEM_NONE;
}

static void
give_back(Reply *reply, int item, char *reason)
{
  if (reply->items[item].returns && *reason) {
    reply_say(reply, (guint) item, CONSENT_RETURNED);
    g_free(reply->items[item].reason);
    reply->items[item].reason = reason;
  } else {
    reply->spoiled = TRUE; /* it may not be, or nobody would know why */
    g_free(reason);
  }
}

/* A plain "No" in front, with whatever reason behind it, as long as that is no yes and no delay. */
static gboolean
is_no_with_reason(const Reply *reply, const GPtrArray *lines)
{
  static const char *const delays[] = { "yet", "until", "later", "soon", "mistake", "meant", "mean", NULL };
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(all, "%s, ", (const char *) lines->pdata[i]);
  g_strdelimit(all->str, ".!;", ',');
  g_auto(GStrv) tokens = reply_tokens(all->str);
  for (char **p = tokens; *p; p++)
    if (g_strv_contains(delays, *p))
      return FALSE;
  g_autoptr(GArray) clauses = reply_clauses(reply, all->str);
  gboolean no = FALSE;
  for (guint i = 0; i < clauses->len; i++) {
    const Clause *clause = &g_array_index(clauses, Clause, i);
    gboolean verdict = FALSE, plain = clause_is_plain(clause, &verdict);
    for (guint j = 0; j < clause->marks->len; j++)
      if (g_array_index(clause->marks, Mark, j).kind == WORD_YES)
        return FALSE;
    if (!i)
      no = plain && verdict;
  }
  return no;
}

static gboolean
take_whole(Reply *reply, const GPtrArray *lines)
{
  const char *reason;
  if (reply->n != 1 || !lines->len)
    return FALSE;
  if (given_back(reply, lines->pdata[0], &reason) == 0) {
    give_back(reply, 0, reason_of(lines, 1, reason));
    return TRUE;
  }
  if (!is_no_with_reason(reply, lines))
    return FALSE;
  reply_say(reply, 0, CONSENT_NO);
  reply->items[0].reason = reason_of(lines, 0, "");
  return TRUE;
}

static void
take_lines(Reply *reply, const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    const char *reason;
    int item = given_back(reply, lines->pdata[i], &reason);
    if (item >= 0) {
      give_back(reply, item, g_strdup(reason));
      continue;
    }
    reply->spoiled = reply->spoiled || is_question(lines->pdata[i]);
    take_line(reply, lines->pdata[i]);
  }
}

/* Apostrophes as typed on a phone; thumbs down is not to be overlooked. */
static char *
plain_text(const char *text, gboolean *spoiled)
{
  static const char *const against[] = { "\xf0\x9f\x91\x8e", "\xe2\x9d\x8c", "\xf0\x9f\x9a\xab",
                                         "\xe2\x9c\x97" };
  for (guint i = 0; i < G_N_ELEMENTS(against); i++)
    *spoiled = *spoiled || strstr(text, against[i]);
  g_auto(GStrv) parts = g_strsplit(text, "\xe2\x80\x99", -1);
  return g_strjoinv("'", parts);
}

void
consent_read(const char *text, ConsentItem *items, guint n)
{
  Reply reply = { items, n, FALSE };
  for (guint i = 0; i < n; i++)
    items[i].said = CONSENT_UNSAID;
  g_autofree char *plain = plain_text(text ? text : "", &reply.spoiled);
  g_autoptr(GPtrArray) lines = own_lines(&reply, plain);
  if (strlen(plain) > TEXT_LIMIT)
    reply.spoiled = TRUE;
  else if (!take_whole(&reply, lines))
    take_lines(&reply, lines);
  gboolean any = FALSE;
  for (guint i = 0; i < n; i++)
    any = any || items[i].said != CONSENT_UNSAID;
  for (guint i = 0; i < n && (reply.spoiled || !any); i++)
    items[i].said = CONSENT_UNSURE;
}
