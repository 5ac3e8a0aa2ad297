/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds a form's rules against what was answered. Asks nobody and files nothing. doc/schemes.md, "A field".
 */
#include "pass/intake/criteria.h"
#include "pass/intake/pieces.h"
#include "pass/intake/values.h"
#include "store/facts.h"
#include <string.h>

void
lack_free(Lack *lack)
{
  g_free(lack->words);
  g_free(lack);
}

/* What is looked at while one form is judged. */
typedef struct {
  const SchemeForm *form;
  GHashTable *answers;
  GPtrArray *lacks;
} Judging;

static void lack(Judging *judging, const FormField *field, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void
lack(Judging *judging, const FormField *field, const char *format, ...)
{
  Lack *one = g_new0(Lack, 1);
  va_list args;
  va_start(args, format);
  one->field = field;
  one->words = g_strdup_vprintf(format, args);
  va_end(args);
  g_ptr_array_add(judging->lacks, one);
}

static const char *
answer_to(const Judging *judging, const char *id)
{
  const char *value = g_hash_table_lookup(judging->answers, id);
  return value && *value ? value : NULL;
}

/* Whether the box @id is answered, and with no "no". */
static gboolean
is_so(const Judging *judging, const char *id)
{
  const char *value = answer_to(judging, id);
  return value && strcmp(value, "false");
}

static void
judge_must(Judging *judging, const FormField *field)
{
  gboolean yes_no = field->type == FIELD_YES_NO;
  const char *value = answer_to(judging, field->id);
  const char *wanted = !yes_no ? field->must : !strcmp(field->must, "yes") ? "true" : "false";
  if (!g_strcmp0(value, wanted) || (field->unless && is_so(judging, field->unless)))
    return;
  g_autofree char *says = value ? value_words(field, value) : NULL, *want = value_words(field, wanted);
  if (says)
    lack(judging, field, "it says “%s”, and the form counts as soon as it is “%s”", says, want);
  else
    lack(judging, field, "it is empty, and the form counts as soon as it is “%s”", want);
}

/* The day of something that was done; without a box for it no day is asked for. One box may be the day of
 * several things. C3.17 */
static void
judge_date_of(Judging *judging, const FormField *field)
{
  for (guint i = 0; field->date_of[i] && !answer_to(judging, field->id); i++) {
    const FormField *done = form_field(judging->form, field->date_of[i]);
    if (!is_so(judging, done->id))
      continue;
    lack(judging, field, "it is empty: on which day was “%s”", done->label);
    return;
  }
}

static void
judge_order(Judging *judging, const FormField *field)
{
  const char *value = answer_to(judging, field->id);
  Day day = value ? day_parse(value) : DAY_NONE;
  for (guint i = 0; day != DAY_NONE && field->not_before[i]; i++) {
    const FormField *earlier = form_field(judging->form, field->not_before[i]);
    const char *other = answer_to(judging, earlier->id);
    Day before = other ? day_parse(other) : DAY_NONE;
    if (before == DAY_NONE || before <= day)
      continue;
    g_autofree char *is = day_words(day), *was = day_words(before);
    lack(judging, field,
         "it says %s, which is before %s in “%s”, and cannot be: which of the two is another day", is, was,
         earlier->label);
  }
}

static void
judge_pieces(Judging *judging, const FormField *field)
{
  const char *text = answer_to(judging, field->id);
  if (!text) {
    if (!field->required) /* that is asked for already */
      lack(judging, field, "it is empty: it takes a rationale and %d pieces of evidence", field->pieces);
    return;
  }
  Pieces found = pieces_count(text);
  if ((int) found.pieces < field->pieces)
    lack(
        judging, field,
        "we count %u of %d pieces of evidence in it. Each of those that you reply with is added: a link, the "
        "name of a document, or a conversation with whom and on which day",
        found.pieces, field->pieces);
  else if (!found.rationale)
    lack(judging, field,
         "the evidence is there, and the rationale is not. What you reply with is added, such "
         "as “Rationale: why this shows it”");
}

static void
judge(Judging *judging, const FormField *field)
{
  if (field->must)
    judge_must(judging, field);
  if (field->date_of)
    judge_date_of(judging, field);
  if (field->not_before)
    judge_order(judging, field);
  if (field->type == FIELD_EVIDENCE)
    judge_pieces(judging, field);
}

GPtrArray *
criteria_lacking(const SchemeForm *form, GHashTable *answers)
{
  Judging judging = { form, answers, g_ptr_array_new_with_free_func((GDestroyNotify) lack_free) };
  for (guint i = 0; form->records == RECORDS_NONE && i < form->fields->len; i++)
    judge(&judging, form->fields->pdata[i]);
  return judging.lacks;
}

GPtrArray *
criteria_of_filed(Store *store, const SchemeForm *form, gint64 filed)
{
  g_autoptr(GPtrArray) pairs = answers_of(store, filed);
  g_autoptr(GHashTable) answers = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < pairs->len; i++) {
    GStrv pair = pairs->pdata[i];
    g_hash_table_insert(answers, pair[0], pair[1]);
  }
  return criteria_lacking(form, answers);
}

Instant
criteria_since(Store *store, const SchemeForm *form, gint64 filed, Instant arrival)
{
  g_autoptr(GPtrArray) corrections = corrections_of(store, filed);
  Instant since = arrival;
  for (guint i = 0; i < corrections->len; i++) {
    const Correction *one = corrections->pdata[i];
    const FormField *field = form_field(form, one->field);
    if (field && field->must)
      since = MAX(since, one->at);
  }
  return since;
}
