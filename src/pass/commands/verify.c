/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what is asked about a certificate, and looks it up. Sends nothing: words.c. */
#include "pass/commands/verify.h"
#include "base/text.h"
#include "store/people.h"
#include "store/registers.h"
#include "store/superseded.h"
#include <string.h>

void
verify_asked_clear(VerifyAsked *asked)
{
  g_clear_pointer(&asked->code, g_free);
  g_clear_pointer(&asked->name, g_free);
}

gboolean
verify_parse(const char *line, VerifyAsked *asked)
{
  /* sixteen symbols in groups, as printed, or whatever has a digit in it: a mistyped code deserves an answer
   */
  static const char pattern[] =
      "^\\W*(?:(?:re|fwd?|aw|wg):\\s*)*(?:please\\s+)?verify[:\\s]+(?:certificate\\s+)?"
      "([0-9a-z]{4}(?:[-\\s]?[0-9a-z]{4}){3}(?:-[0-9]{1,3})?(?![0-9a-z])|[^\\s,;:]*[0-9][^\\s,;:]*)"
      "[\\s,;:.]*(?:(?:for|of|in the name of|name:?)\\s+)?(.*)$";
  g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL;
  if (!g_regex_match(regex, line, 0, &found))
    return FALSE;
  g_autofree char *name = g_match_info_fetch(found, 2);
  asked->code = g_match_info_fetch(found, 1);
  asked->name = *g_strstrip(name) ? g_steal_pointer(&name) : NULL;
  return TRUE;
}

/* Certificates of other providers, of which their registers tell. */
static gboolean
answer_from_registers(Engine *engine, const char *code, json_t *answer, char **name)
{
  g_autoptr(GPtrArray) rows = register_find(engine->store, code);
  for (guint i = 0; i < rows->len; i++) {
    const Registered *row = rows->pdata[i];
    if (strcmp(row->code, code))
      continue;
    g_autofree char *day = day_words(row->issued);
    json_object_set_new(answer, "valid",
                        json_pack("{s:s, s:s, s:s, s:s}", "title", row->title, "words", row->words, "date",
                                  day, "issuer", row->provider));
    *name = g_strdup(row->name);
    return TRUE;
  }
  return FALSE;
}

static void
answer_award(Engine *engine, const Award *award, json_t *answer)
{
  g_autofree char *day = day_words(clock_day(engine->clock, award->issued));
  json_object_set_new(answer, "valid",
                      json_pack("{s:s, s:s, s:s, s:s}", "title", award->title, "words", award->words, "date",
                                day, "issuer", engine->site->partnership));
}

static gboolean
is_withdrawn(Engine *engine, const Award *award)
{
  g_autoptr(Person) holder = person_get(engine->store, award->person);
  return holder && holder->erased;
}

json_t *
verify_answer(Engine *engine, const VerifyAsked *asked)
{
  g_autofree char *code = award_code(asked->code), *printed = NULL;
  g_autoptr(Award) award = code ? award_by_code(engine->store, code) : NULL;
  g_autoptr(Superseded) old = code && !award ? superseded_by_code(engine->store, code) : NULL;
  json_t *answer = json_pack("{s:s, s:n, s:n, s:b, s:b, s:b, s:b, s:s}", "code", code ? code : asked->code,
                             "valid", "superseded", "withdrawn", FALSE, "unknown", FALSE, "matches", FALSE,
                             "differs", FALSE, "named", asked->name ? asked->name : "");
  if (award && is_withdrawn(engine, award)) {
    json_object_set_new(answer, "withdrawn", json_true());
  } else if (award) {
    answer_award(engine, award, answer);
    printed = g_strdup(award->name);
  } else if (old) {
    g_autofree char *day = day_words(clock_day(engine->clock, old->at));
    json_object_set_new(answer, "superseded", json_pack("{s:s}", "date", day));
    printed = g_strdup(old->name);
  } else if (!code || !answer_from_registers(engine, code, answer, &printed))
    json_object_set_new(answer, "unknown", json_true());
  if (printed && asked->name) {
    g_autofree char *one = text_name_key(printed), *other = text_name_key(asked->name);
    json_object_set_new(answer, strcmp(one, other) ? "differs" : "matches", json_true());
  }
  return answer;
}
