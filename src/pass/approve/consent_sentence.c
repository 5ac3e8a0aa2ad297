/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence is a verdict when every word in it is known to belong to one; it is a remark when nothing in it
 * speaks of approval or doubt; anything else spoils the reply. */
#include "pass/approve/consent_reply.h"

void
reply_say(Reply *reply, guint i, Consent said)
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
      reply_say(reply, i, said);
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
      reply_say(reply, 0, mark->kind == WORD_YES ? CONSENT_YES : CONSENT_NO);
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

void
sentence_take(Reply *reply, const char *sentence)
{
  g_autoptr(GArray) clauses = reply_clauses(reply, sentence);
  const Clause *all = (const Clause *) (gpointer) clauses->data;
  guint plain = 0;
  gboolean verdict = FALSE;
  while (plain < clauses->len && clause_is_plain(&all[plain], &verdict))
    plain++;
  for (guint i = plain; i < clauses->len; i++) {
    gboolean praise = !verdict; /* beside a verdict a remark must be one that takes nothing back */
    if (!clause_is_remark(reply, &all[i], &praise) || !praise)
      reply->spoiled = TRUE;
  }
  if (verdict && !reply->spoiled)
    take_verdict(reply, all, plain);
}
