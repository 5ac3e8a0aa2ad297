/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes sentences apart into clauses of known words. Draws no conclusion from them. */
#include "base/ref.h"
#include "base/text.h"
#include "pass/approve/consent_reply.h"
#include <string.h>

static void
clause_clear(gpointer data)
{
  g_array_unref(((Clause *) data)->marks);
}

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

GArray *
reply_marks(const Reply *reply, const char *const *tokens)
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

GStrv
reply_tokens(const char *text)
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

const char *
reply_stop(const char *p, gboolean after_blank)
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
  g_auto(GStrv) tokens = reply_tokens(part);
  if (!tokens[0])
    return;
  Clause clause = { reply_marks(reply, (const char *const *) tokens) };
  g_array_append_val(clauses, clause);
}

GArray *
reply_clauses(const Reply *reply, const char *sentence)
{
  GArray *clauses = g_array_new(FALSE, FALSE, sizeof(Clause));
  g_array_set_clear_func(clauses, clause_clear);
  const char *start = sentence;
  for (const char *p = sentence; *p;) {
    const char *next = reply_stop(p, p > sentence && p[-1] == ' ');
    if (next) {
      add_clause(reply, clauses, start, (gsize) (p - start));
      start = next;
    }
    p = next ? next : g_utf8_next_char(p);
  }
  add_clause(reply, clauses, start, strlen(start));
  return clauses;
}

gboolean
clause_is_plain(const Clause *clause, gboolean *verdict)
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

gboolean
clause_is_remark(const Reply *reply, const Clause *clause, gboolean *praise)
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
