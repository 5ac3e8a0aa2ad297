/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wanted of somebody, and the lot that is drawn for it. Writes no mail. */
#include "rehearse/rehearse_ways.h"
#include <string.h>

#define RARELY_ASKED 30 /* in a hundred: what is optional is left alone by so many */

/* Of a hundred requests for a document, for a workbook, for word that something is done, for an approval, and
 * of a hundred invitations to dates. */
static const struct {
  const char *id, *words;
  int documents, workbooks, activities, approvals, dates;
} ways[N_WAYS] = {
  [WAY_PROMPT] = { "prompt", "within days, by reply", 52, 76, 70, 66, 0 },
  [WAY_LATE] = { "late", "only after a reminder", 12, 14, 15, 10, 0 },
  [WAY_OTHER_ADDRESS] = { "other-address", "from an address nobody knows", 6, 0, 0, 0, 0 },
  [WAY_FORWARDED] = { "forwarded", "forwarded by the lead of the school", 5, 0, 0, 0, 0 },
  [WAY_BOX_FORGOTTEN] = { "box-forgotten", "with a box left empty", 7, 0, 0, 0, 0 },
  [WAY_WRONG_NAME] = { "wrong-name", "with another person's name in it", 3, 0, 0, 0, 0 },
  [WAY_LOCKED] = { "locked", "locked by a password", 2, 4, 0, 0, 0 },
  [WAY_PHOTOGRAPH] = { "photograph", "as a photograph", 2, 0, 0, 0, 0 },
  [WAY_DONE] = { "done", "first in words: \"done\"", 5, 0, 0, 0, 0 },
  [WAY_ACCEPTS] = { "accepts", "by accepting a date in the calendar", 0, 0, 0, 0, 42 },
  [WAY_ACCEPTS_NEXT] = { "accepts-next", "by accepting another date there", 0, 0, 0, 0, 14 },
  [WAY_ACCEPTS_ELSEWHERE] = { "accepts-elsewhere", "by accepting it at an address nobody knows", 0, 0, 0, 0,
                              5 },
  [WAY_DECLINES] = { "declines", "by declining every date there", 0, 0, 0, 0, 7 },
  [WAY_MAYBE] = { "maybe", "first \"maybe\", then which date", 0, 0, 0, 0, 4 },
  [WAY_WORDS] = { "words", "which date, in words", 0, 0, 0, 0, 14 },
  [WAY_NO] = { "no", "no, to what was to be approved", 0, 0, 0, 6, 0 },
  [WAY_UNSURE] = { "unsure", "first neither yes nor no", 0, 0, 0, 7, 0 },
  [WAY_DEPUTY] = { "deputy", "out-of-office that names a deputy", 0, 0, 0, 4, 0 },
  [WAY_AWAY] = { "away", "out-of-office", 0, 0, 0, 0, 0 },
  [WAY_NEVER] = { "never", "never", 6, 6, 15, 7, 14 },
};

const char *
way_id(Way way)
{
  return ways[way].id;
}

const char *
way_words(Way way)
{
  return ways[way].words;
}

Wants
way_wants(const Scheme *scheme, const Evidence *evidence, const ReadingDocument *document)
{
  const SchemeForm *form = evidence->kind == EVIDENCE_RETURN ? scheme_form(scheme, evidence->ids[0]) : NULL;
  if (document)
    return strcmp(document->format, "xlsx") ? WANTS_DOCUMENT : WANTS_WORKBOOK;
  if (evidence->kind == EVIDENCE_SIGN_OFF)
    return WANTS_APPROVAL;
  if (evidence->kind == EVIDENCE_LOG || evidence->kind == EVIDENCE_HOURS || evidence->kind == EVIDENCE_DONE)
    return WANTS_WORD;
  if (form && form->keep)
    return WANTS_FILE;
  Wants found = WANTS_NOTHING;
  for (guint i = 0; evidence->parts && i < evidence->parts->len && found == WANTS_NOTHING; i++)
    found = way_wants(scheme, evidence->parts->pdata[i], NULL);
  return found;
}

Way
way_draw(GRand *chance, const Requirement *requirement, Wants wanted)
{
  if (requirement->optional && g_rand_int_range(chance, 0, 100) < RARELY_ASKED)
    return WAY_NEVER;
  int drawn = g_rand_int_range(chance, 0, 100);
  for (int way = 0; way < N_WAYS; way++) {
    drawn -= wanted == WANTS_DOCUMENT   ? ways[way].documents
             : wanted == WANTS_WORKBOOK ? ways[way].workbooks
             : wanted == WANTS_APPROVAL ? ways[way].approvals
             : wanted == WANTS_DATE     ? ways[way].dates
                                        : ways[way].activities;
    if (drawn < 0)
      return (Way) way;
  }
  return WAY_NEVER;
}
