/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a reply apart into sentences and clauses of known words. A sentence is a verdict when every word in
 * it is known to belong to one; it is a remark when nothing in it speaks of approval or doubt; anything else
 * spoils the reply, and then nothing in it is a yes. */
#include "pass/consent.h"
#include "base/ref.h"
#include "base/text.h"
#include "pass/consent_words.h"
#include <string.h>

enum { TEXT_LIMIT = 4000, REASON_LIMIT = 1000, ITEM_ALL = -1, ITEM_NONE = -2, ITEM_FOREIGN = -3 };

typedef struct {
  ConsentItem *items;
  guint n;
  gboolean spoiled;
} Reply;

/* What one token, or a phrase of several, is. */
typedef struct {
  WordKind kind;
  int item; /* its position, ITEM_ALL, ITEM_NONE, or ITEM_FOREIGN: a ref of something else */
} Mark;

/* A run of words between two stops. */
typedef struct {
  GArray *marks; /* of Mark */
} Clause;

static void
clause_clear(gpointer data)
{
  g_array_unref(((Clause *) data)->marks);
}

/* -- words --------------------------------------------------------------------------------------------- */

/* Whether @word is one of the words of the item's name, and no word of any other use. */
static gboolean
names(const ConsentItem *item, const char *word)
{
  const char *const alone[] = { word, NULL };
  guint used;
  g_autofree char *key = text_name_key(item->name ? item->name : ""), *own = text_name_key(word);
  g_auto(GStrv) words = g_strsplit(key, " ", -1);
  return *own && strlen(own) > 1 && g_strv_contains((const char *const *) words, own) &&
         consent_word(alone, 0, &used) == WORD_OTHER;
}

/* Which item a token means by its number, its ref, or a name that no other item has. */
static int
item_of(const Reply *reply, const char *token)
{
  int found = ITEM_NONE;
  for (guint i = 0; i < reply->n; i++) {
    g_autofree char *number = g_strdup_printf("%u", i + 1), *ref = ref_parse(token);
    if (!strcmp(token, number) || (ref && !g_strcmp0(ref, reply->items[i].ref)))
      return (int) i;
    if (names(&reply->items[i], token))
      found = found == ITEM_NONE ? (int) i : ITEM_FOREIGN;
  }
  g_autofree char *foreign = strchr(token, '-') ? ref_parse(token) : NULL;
  return foreign ? ITEM_FOREIGN : found;
}

static GArray *
marks_of(const Reply *reply, const char *const *tokens)
{
  GArray *marks = g_array_new(FALSE, FALSE, sizeof(Mark));
  for (guint i = 0, used; tokens[i]; i += used) {
    Mark mark = { consent_word(tokens, i, &used), ITEM_NONE };
    if (mark.kind == WORD_OTHER)
      mark.item = item_of(reply, tokens[i]);
    if (mark.kind == WORD_ALL)
      mark.item = ITEM_ALL;
    g_array_append_val(marks, mark);
  }
  return marks;
}

static gboolean
is_word_char(gunichar c)
{
  return g_unichar_isalnum(c) || c == '\'' || c == '-' || g_unichar_ismark(c);
}

/* The words of @text in lower case; a dash by itself is none. g_strfreev. */
static GStrv
tokens_of(const char *text)
{
  g_autoptr(GPtrArray) tokens = g_ptr_array_new();
  g_autofree char *lower = g_utf8_strdown(text, -1);
  for (const char *p = lower; *p;) {
    const char *start = p;
    while (*p && is_word_char(g_utf8_get_char(p)))
      p = g_utf8_next_char(p);
    const char *end = p;
    while (start < end && strchr("-'", *start))
      start++;
    while (end > start && strchr("-'", end[-1]))
      end--;
    if (end > start)
      g_ptr_array_add(tokens, g_strndup(start, (gsize) (end - start)));
    if (*p)
      p = g_utf8_next_char(p);
  }
  g_ptr_array_add(tokens, NULL);
  return (GStrv) g_ptr_array_free(g_steal_pointer(&tokens), FALSE);
}

/* -- clauses and sentences ----------------------------------------------------------------------------- */

/* The byte behind a stop that parts clauses: a comma, a colon, a bracket, a dash between blanks; NULL: none
 * stands at @p. */
static const char *
clause_stop(const char *p, gboolean after_blank)
{
  static const char *const dashes[] = { "-", "\xe2\x80\x93", "\xe2\x80\x94", NULL };
  if (strchr(",:()[]", *p))
    return p + 1;
  for (const char *const *dash = dashes; *dash; dash++) {
    gsize n = strlen(*dash);
    if (g_str_has_prefix(p, *dash) && (after_blank || n > 1) && (!p[n] || p[n] == ' ' || n > 1))
      return p + n;
  }
  return NULL;
}

static void
add_clause(const Reply *reply, GArray *clauses, const char *text, gsize n)
{
  g_autofree char *part = g_strndup(text, n);
  g_auto(GStrv) tokens = tokens_of(part);
  if (!tokens[0])
    return;
  Clause clause = { marks_of(reply, (const char *const *) tokens) };
  g_array_append_val(clauses, clause);
}

static GArray *
clauses_of(const Reply *reply, const char *sentence)
{
  GArray *clauses = g_array_new(FALSE, FALSE, sizeof(Clause));
  g_array_set_clear_func(clauses, clause_clear);
  const char *start = sentence;
  for (const char *p = sentence; *p;) {
    const char *next = clause_stop(p, p > sentence && p[-1] == ' ');
    if (next) {
      add_clause(reply, clauses, start, (gsize) (p - start));
      start = next;
    }
    p = next ? next : g_utf8_next_char(p);
  }
  add_clause(reply, clauses, start, strlen(start));
  return clauses;
}

/* Whether every word belongs to a verdict; whether there is one. */
static gboolean
is_plain(const Clause *clause, gboolean *verdict)
{
  for (guint i = 0; i < clause->marks->len; i++) {
    const Mark *mark = &g_array_index(clause->marks, Mark, i);
    gboolean known = mark->kind == WORD_YES || mark->kind == WORD_NO || mark->kind == WORD_ALL ||
                     mark->kind == WORD_FILLER || (mark->kind == WORD_OTHER && mark->item >= 0);
    if (!known)
      return FALSE;
    *verdict = *verdict || mark->kind == WORD_YES || mark->kind == WORD_NO;
  }
  return TRUE;
}

/* Whether nothing in it speaks of approval, of doubt, or of one item among several. */
static gboolean
is_remark(const Reply *reply, const Clause *clause, gboolean *praise)
{
  for (guint i = 0; i < clause->marks->len; i++) {
    const Mark *mark = &g_array_index(clause->marks, Mark, i);
    if (mark->kind == WORD_YES || mark->kind == WORD_NO || mark->kind == WORD_RETURNED ||
        mark->kind == WORD_DOUBT || mark->item == ITEM_FOREIGN || (reply->n > 1 && mark->item != ITEM_NONE))
      return FALSE;
    *praise = *praise || mark->kind == WORD_PRAISE;
  }
  return TRUE;
}

/* -- verdicts ------------------------------------------------------------------------------------------ */

static void
say_one(Reply *reply, guint i, Consent said)
{
  ConsentItem *item = &reply->items[i];
  if (item->said != CONSENT_UNSAID && item->said != said)
    reply->spoiled = TRUE;
  item->said = said;
}

static void
say(Reply *reply, int item, Consent said)
{
  for (guint i = 0; i < reply->n; i++)
    if (item == ITEM_ALL || item == (int) i)
      say_one(reply, i, said);
}

/* What is left of a sentence when its fillers and repetitions are gone: verdicts and items in turn. */
static GArray *
essence(const Clause *clauses, guint n)
{
  GArray *turns = g_array_new(FALSE, FALSE, sizeof(Mark));
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < clauses[i].marks->len; j++) {
      const Mark *mark = &g_array_index(clauses[i].marks, Mark, j);
      const Mark *last = turns->len ? &g_array_index(turns, Mark, turns->len - 1) : NULL;
      if (mark->kind != WORD_FILLER && !(last && last->kind == mark->kind && last->item == mark->item))
        g_array_append_val(turns, *mark);
    }
  return turns;
}

static gboolean
is_verdict(const Mark *mark)
{
  return mark->kind == WORD_YES || mark->kind == WORD_NO;
}

/* "1 yes, 2 and 3 no", or "yes to 1, no to 2 and 3": the one order or the other, and nothing left over. */
static void
take_pairs(Reply *reply, const GArray *turns)
{
  gboolean verdict_first = is_verdict(&g_array_index(turns, Mark, 0));
  if (is_verdict(&g_array_index(turns, Mark, turns->len - 1)) == verdict_first) {
    reply->spoiled = TRUE;
    return;
  }
  for (guint i = 0; i < turns->len;) {
    guint end = i + 1;
    while (end < turns->len && !(is_verdict(&g_array_index(turns, Mark, end - 1)) != verdict_first &&
                                 is_verdict(&g_array_index(turns, Mark, end)) == verdict_first))
      end++;
    guint verdicts = 0;
    Consent said = CONSENT_UNSURE;
    for (guint j = i; j < end; j++) {
      const Mark *mark = &g_array_index(turns, Mark, j);
      verdicts += is_verdict(mark);
      if (is_verdict(mark))
        said = mark->kind == WORD_YES ? CONSENT_YES : CONSENT_NO;
    }
    for (guint j = i; j < end; j++)
      if (!is_verdict(&g_array_index(turns, Mark, j)))
        say(reply, g_array_index(turns, Mark, j).item, said);
    reply->spoiled = reply->spoiled || verdicts != 1;
    i = end;
  }
}

/* With one item, its number and name may stand anywhere; two verdicts that differ are none. */
static void
take_single(Reply *reply, const GArray *turns)
{
  for (guint i = 0; i < turns->len; i++) {
    const Mark *mark = &g_array_index(turns, Mark, i);
    if (is_verdict(mark))
      say_one(reply, 0, mark->kind == WORD_YES ? CONSENT_YES : CONSENT_NO);
  }
}

static void
take_verdict(Reply *reply, const Clause *clauses, guint n)
{
  g_autoptr(GArray) turns = essence(clauses, n);
  if (reply->n == 1)
    take_single(reply, turns);
  else
    take_pairs(reply, turns);
}

static void
take_sentence(Reply *reply, const char *sentence)
{
  g_autoptr(GArray) clauses = clauses_of(reply, sentence);
  const Clause *all = (const Clause *) (gpointer) clauses->data;
  guint plain = 0;
  gboolean verdict = FALSE;
  while (plain < clauses->len && is_plain(&all[plain], &verdict))
    plain++;
  for (guint i = plain; i < clauses->len; i++) {
    gboolean praise = !verdict; /* beside a verdict a remark must be one that takes nothing back */
    if (!is_remark(reply, &all[i], &praise) || !praise)
      reply->spoiled = TRUE;
  }
  if (verdict && !reply->spoiled)
    take_verdict(reply, all, plain);
}

/* -- the letter ---------------------------------------------------------------------------------------- */

static gboolean
speaks_of_approval(const Reply *reply, const char *line)
{
  g_autoptr(GArray) clauses = clauses_of(reply, line);
  for (guint i = 0; i < clauses->len; i++) {
    gboolean praise;
    if (!is_remark(reply, &g_array_index(clauses, Clause, i), &praise))
      return TRUE;
  }
  return FALSE;
}

/* Behind the words that end a letter stands a name, and what a school prints below it. Somebody may go on
 * writing there all the same: "PS not Sam", "Actually no." */
static gboolean
goes_on(const char *line)
{
  static const char *const begins[] = { "ps ",  "ps:",    "ps.",   "p.s",      "no ",
                                        "no,",  "no.",    "not ",  "actually", "wait",
                                        "but ", "except", "sorry", "however",  "although" };
  g_autofree char *lower = g_utf8_strdown(line, -1);
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
    take_sentence(reply, sentence);
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
  while (*stop && !clause_stop(stop, stop > line && stop[-1] == ' '))
    stop = g_utf8_next_char(stop);
  *reason = *stop ? clause_stop(stop, TRUE) : stop;
  g_autofree char *head = g_strndup(line, (gsize) (stop - line));
  g_auto(GStrv) tokens = tokens_of(head);
  g_autoptr(GArray) marks = marks_of(reply, (const char *const *) tokens);
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
    say_one(reply, (guint) item, CONSENT_RETURNED);
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
  g_auto(GStrv) tokens = tokens_of(all->str);
  for (char **p = tokens; *p; p++)
    if (g_strv_contains(delays, *p))
      return FALSE;
  g_autoptr(GArray) clauses = clauses_of(reply, all->str);
  gboolean no = FALSE;
  for (guint i = 0; i < clauses->len; i++) {
    const Clause *clause = &g_array_index(clauses, Clause, i);
    gboolean verdict = FALSE, plain = is_plain(clause, &verdict);
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
  say_one(reply, 0, CONSENT_NO);
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
