/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a return must say before it counts, as tables: criteria, days, their order, pieces of evidence. */
#include "pass/intake/criteria.h"
#include "pass/intake/filing_notes.h"
#include "pass/intake/pieces.h"
#include <string.h>

static void
test_pieces(void)
{
  static const struct {
    const char *name, *text;
    guint pieces;
    gboolean rationale;
  } cases[] = {
    { "nothing", "", 0, FALSE },
    { "a rationale alone", "I mentor two trainees.\nThey tell me so.\nI meet them weekly.", 0, TRUE },
    { "bullets", "Why\n- one\n* two\n\xe2\x80\xa2 three", 3, TRUE },
    { "numbers", "Why\n1. one\n2) two\n(3) three", 3, TRUE },
    { "letters", "Why\na) one\nb) two", 2, TRUE },
    { "a heading", "Rationale: why\nEvidence:\nObservation notes\nPortfolio, page 4\nPlan of May", 3, TRUE },
    { "headings that count", "Rationale: why\nEvidence 1: notes\nEvidence 2: plan\nEvidence 3:", 2, TRUE },
    { "a piece of several lines",
      "Why\nEvidence 1: portfolio\npage 4\nhttps://example.org/a\nEvidence 2: plan", 2, TRUE },
    { "links", "See https://example.org/a and https://example.org/b, www.example.org/c", 3, FALSE },
    { "the same twice", "Why\n- notes\n- Notes.\n- https://example.org/a\nhttps://example.org/A", 2, TRUE },
    { "targets are none", "Why\n- one\nTargets:\n- two\n- three", 1, TRUE },
    { "a conversation", "Why\nConversation with Ms Lee, 3 May 2026", 1, TRUE },
    { "a conversation without its day", "Why\n- Conversation with Ms Lee", 0, TRUE },
    { "a sentence about meetings", "Meetings matter to me", 0, TRUE },
    { "no rationale", "- one\n- two\n- three", 3, FALSE },
    { "an abbreviation is no mark", "e.g. in lessons", 0, TRUE },
    { "a year is no mark", "2025. was a good year", 0, TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    Pieces got = pieces_count(cases[i].text);
    if (got.pieces != cases[i].pieces || got.rationale != cases[i].rationale)
      g_error("%s: got %u and %d, want %u and %d", cases[i].name, got.pieces, got.rationale, cases[i].pieces,
              cases[i].rationale);
  }
}

static void
test_adding(void)
{
  static const struct {
    const char *before, *more, *want;
  } cases[] = {
    { NULL, "notes", "notes" },
    { "Why", "notes", "Why\n- notes" },
    { "Why", "- notes", "Why\n- notes" },
    { "- notes", "Rationale: why", "- notes\nRationale: why" },
    { "Why\nTargets: to listen", "- plan", "Why\n- plan\nTargets: to listen" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *got = pieces_add(cases[i].before, cases[i].more);
    g_assert_cmpstr(got, ==, cases[i].want);
  }
}

/* One record sheet: a cell of two criteria with one day, one criterion without a day, days in their order. */
static SchemeForm
record_sheet(void)
{
  static const char *const both[] = { "backed", "audited", NULL }, *const first[] = { "registered", NULL };
  static FormField fields[] = {
    { .id = (char *) "registered", .label = (char *) "Registered", .type = FIELD_DATE },
    { .id = (char *) "backed", .label = (char *) "Backed", .type = FIELD_YES_NO, .must = (char *) "yes" },
    { .id = (char *) "audited", .label = (char *) "Audited", .type = FIELD_YES_NO, .must = (char *) "yes" },
    { .id = (char *) "day",
      .label = (char *) "Date",
      .type = FIELD_DATE,
      .date_of = (GStrv) both,
      .not_before = (GStrv) first },
    { .id = (char *) "timetable",
      .label = (char *) "Timetable",
      .type = FIELD_YES_NO,
      .must = (char *) "yes" },
    { .id = (char *) "level", .label = (char *) "Level", .type = FIELD_CHOICE, .must = (char *) "gold" },
    { .id = (char *) "st1", .label = (char *) "ST1", .type = FIELD_EVIDENCE, .pieces = 3 },
  };
  SchemeForm form = { .id = (char *) "sheet", .fields = g_ptr_array_new() };
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
    g_ptr_array_add(form.fields, &fields[i]);
  return form;
}

#define WHOLE                                                                                                \
  "registered=2026-09-10", "backed=true", "audited=true", "day=2026-10-01", "timetable=true", "level=gold",  \
      "st1=Why\n- a\n- b\n- c"

static void
test_record_sheet(void)
{
  static const struct {
    const char *name;
    const char *answers[8]; /* "id=value", over those of WHOLE */
    const char *want;       /* ids of what lacks, and a word of why */
  } cases[] = {
    { "whole", { NULL }, "" },
    { "a criterion that is not so", { "backed=false" }, "backed: says “No”; " },
    { "a criterion that is empty", { "timetable=" }, "timetable: is empty; " },
    { "a choice that is not it", { "level=silver" }, "level: says “silver”; " },
    { "one day for two criteria", { "day=" }, "day: on which day was “Backed”; " },
    { "the day of what is not done is not asked for",
      { "backed=false", "audited=", "day=" },
      "backed: says “No”; audited: is empty; " },
    { "before it was registered",
      { "day=2026-09-09" },
      "day: before Thursday 10 September 2026 in “Registered”; " },
    { "on the day itself", { "day=2026-09-10" }, "" },
    { "nothing to compare it with", { "registered=" }, "" },
    { "too few pieces", { "st1=Why\n- a\n- b" }, "st1: we count 2 of 3; " },
    { "no rationale", { "st1=- a\n- b\n- c" }, "st1: rationale is not; " },
    { "no evidence", { "st1=" }, "st1: is empty; " },
  };
  static const char *const whole[] = { WHOLE };
  SchemeForm form = record_sheet();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GHashTable) answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint j = 0; j < G_N_ELEMENTS(whole) + G_N_ELEMENTS(cases[i].answers); j++) {
      const char *one = j < G_N_ELEMENTS(whole) ? whole[j] : cases[i].answers[j - G_N_ELEMENTS(whole)];
      if (!one)
        break;
      const char *sign = strchr(one, '=');
      g_hash_table_insert(answers, g_strndup(one, (gsize) (sign - one)), g_strdup(sign + 1));
    }
    g_autoptr(GPtrArray) lacks = criteria_lacking(&form, answers);
    g_auto(GStrv) wants = g_strsplit(cases[i].want, "; ", -1); /* an empty one behind the last */
    g_test_message("%s", cases[i].name);
    g_assert_cmpuint(lacks->len, ==, MAX(g_strv_length(wants), 1) - 1);
    for (guint j = 0; j < lacks->len; j++) {
      const Lack *lack = lacks->pdata[j];
      g_auto(GStrv) want = g_strsplit(wants[j], ": ", 2);
      g_assert_cmpstr(lack->field->id, ==, want[0]);
      if (!strstr(lack->words, want[1]))
        g_error("%s: \"%s\" does not say \"%s\"", cases[i].name, lack->words, want[1]);
    }
  }
  g_ptr_array_unref(form.fields);
}

static void
test_post_codes(void)
{
  static const struct {
    const char *text;
    gboolean has;
  } cases[] = { { "Elm Grove Academy, W5 2UP", TRUE }, { "b113aa", TRUE },        { "EC1A 1BB London", TRUE },
                { "Elm Grove Academy", FALSE },        { "Room W5 of 2", FALSE }, { "", FALSE } };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpint(has_post_code(cases[i].text), ==, cases[i].has);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pass/criteria/pieces", test_pieces);
  g_test_add_func("/pass/criteria/adding", test_adding);
  g_test_add_func("/pass/criteria/record-sheet", test_record_sheet);
  g_test_add_func("/pass/criteria/post-codes", test_post_codes);
  return g_test_run();
}
