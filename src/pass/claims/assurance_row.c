/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares one row of claims with what is on record. Writes nothing. */
#include "pass/claims/assurance_row.h"
#include "base/text.h"
#include "pass/intake/values.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
  Engine *engine;
  const Recognised *form;
  GHashTable *cells, *seen;
  ClaimRow *row;
} Question;

void
claim_row_free(ClaimRow *row)
{
  if (!row)
    return;
  g_free(row->reference);
  g_free(row->name);
  g_free(row->number);
  g_free(row->school);
  g_free(row->hours);
  g_free(row->reason);
  g_free(row->known_as);
  g_ptr_array_unref(row->notes);
  entitlement_free(row->entitlement);
  g_free(row);
}

static const char *
cell(const Question *question, const char *id)
{
  const char *text = g_hash_table_lookup(question->cells, id);
  return text ? text : "";
}

/* Always FALSE: it is decided. */
static gboolean answer(Question *question, ClaimVerdict verdict, const char *format, ...) G_GNUC_PRINTF(3, 4);

static gboolean
answer(Question *question, ClaimVerdict verdict, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  question->row->verdict = verdict;
  question->row->reason = g_strdup_vprintf(format, args);
  va_end(args);
  return FALSE;
}

static void note(Question *question, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
note(Question *question, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_ptr_array_add(question->row->notes, g_strdup_vprintf(format, args));
  va_end(args);
}

/* The attribute of people whose values a column holds: the number by which everybody knows them. NULL: none.
 */
static const SchemeAttribute *
number_column(const Question *question)
{
  const Scheme *scheme = question->form->scheme;
  for (guint i = 0; i < scheme->attributes->len; i++) {
    const SchemeAttribute *one = scheme->attributes->pdata[i];
    if (!one->of_school && !one->values && form_field(question->form->form, one->id))
      return one;
  }
  return NULL;
}

static void
settle_on(Question *question, const Person *person)
{
  question->row->person = person->id;
  g_free(question->row->known_as);
  question->row->known_as = g_strdup(person->name);
}

/* The number leads. A name that differs is said, for a register may have another than people go by; unless it
 * is somebody else's. */
static gboolean
by_number(Question *question, const Person *person)
{
  settle_on(question, person);
  if (!*question->row->name || text_names_agree(question->row->name, person->name))
    return TRUE;
  g_autoptr(GPtrArray) named = people_by_name(question->engine->store, question->row->name, 0);
  if (named->len)
    return answer(question, CLAIM_UNDECIDED,
                  "the number %s is that of %s on our records, the name that of %s", question->row->number,
                  person->name, ((const Person *) named->pdata[0])->name);
  note(question, "our records call this mentor %s: a register may have another name", person->name);
  return TRUE;
}

/* Of several of that name those of the school that claims. */
static GPtrArray *
named_in_row(const Question *question)
{
  Store *store = question->engine->store;
  g_autoptr(GPtrArray) named = people_by_name(store, question->row->name, 0);
  gint64 school = named->len > 1 ? school_find(store, question->row->school) : 0;
  return school ? people_by_name(store, question->row->name, school) : g_steal_pointer(&named);
}

static gboolean
by_name(Question *question, const SchemeAttribute *number)
{
  const ClaimRow *row = question->row;
  g_autoptr(GPtrArray) named = *row->name ? named_in_row(question) : g_ptr_array_new();
  if (!named->len)
    return answer(question, CLAIM_NO, "not known to us: no mentor with this %sname is on our records",
                  number ? "number or this " : "");
  if (named->len > 1)
    return answer(question, CLAIM_UNDECIDED, "%u people on our records go by this name", named->len);
  const Person *person = named->pdata[0];
  g_auto(GStrv) own =
      number ? attribute_get(question->engine->store, person->id, question->form->scheme->id, number->id)
             : NULL;
  settle_on(question, person);
  if (own && own[0] && *row->number)
    return answer(question, CLAIM_UNDECIDED,
                  "the name is that of %s, whose number on our records is another one", person->name);
  note(question, "found by the name alone%s", *row->number ? ": our records have no number" : "");
  return TRUE;
}

static gboolean
find_person(Question *question)
{
  const SchemeAttribute *number = number_column(question);
  question->row->number = g_strdup(number ? cell(question, number->id) : "");
  if (!number || !*question->row->number)
    return by_name(question, number);
  g_autoptr(GPtrArray) owners = people_by_attribute(question->engine->store, question->form->scheme->id,
                                                    number->id, question->row->number);
  if (owners->len > 1)
    return answer(question, CLAIM_UNDECIDED, "%u people on our records have the number %s", owners->len,
                  question->row->number);
  return owners->len ? by_number(question, owners->pdata[0]) : by_name(question, number);
}

static gboolean
find_year(Question *question)
{
  const char *text = cell(question, "submitted");
  g_autofree char *date = strlen(text) > 10 && text[4] == '-' ? g_strndup(text, 10) : g_strdup(text);
  Day day = *date ? value_day(date) : clock_today(question->engine->clock);
  question->row->year = day == DAY_NONE ? NULL : schemes_year(question->engine->site->schemes, day);
  return question->row->year ||
         answer(question, CLAIM_UNDECIDED, "\"%s\" lies in no academic year of our records", text);
}

/* The award of the claim: that of several which is earned, else the one that is nearest. */
static void
find_entitlement(Question *question)
{
  ClaimRow *row = question->row;
  for (guint i = 0; question->form->form->awards[i]; i++) {
    const SchemeAward *rule = scheme_award(question->form->scheme, question->form->form->awards[i]);
    g_autoptr(Entitlement) one =
        entitlement_new(question->engine, question->form->scheme, rule, row->year, row->person,
                        MIN(row->year->ends, clock_today(question->engine->clock)));
    const Entitlement *best = row->entitlement;
    if (best && (best->award || (!one->award && (!one->asked || one->missing >= best->missing))))
      continue;
    entitlement_free(row->entitlement);
    row->entitlement = g_steal_pointer(&one);
    row->rule = rule;
  }
}

/* A school by a column that is an attribute of schools, else by its name; 0: our records do not have it. */
static gint64
school_claiming(const Question *question)
{
  const Scheme *scheme = question->form->scheme;
  for (guint i = 0; i < scheme->attributes->len; i++) {
    const SchemeAttribute *one = scheme->attributes->pdata[i];
    gint64 found = one->of_school && *cell(question, one->id)
                       ? school_by_attribute(question->engine->store, scheme->id, one->id,
                                             cell(question, one->id), clock_today(question->engine->clock))
                       : 0;
    if (found)
      return found;
  }
  return *question->row->school ? school_find(question->engine->store, question->row->school) : 0;
}

static gboolean
check_school(Question *question)
{
  const Award *award = question->row->entitlement->award;
  if (!award || !award->school || !*question->row->school)
    return TRUE;
  gint64 claiming = school_claiming(question);
  g_autoptr(School) held = school_get(question->engine->store, award->school);
  if (claiming && claiming != award->school)
    return answer(question, CLAIM_NO,
                  "trained as a mentor of %s on our records, not of the school that claims", held->name);
  if (!claiming)
    note(question, "our records have this mentor at %s, and no school called %s", held->name,
         question->row->school);
  return TRUE;
}

/* "12" and "12.0" are whole; "12.5" and "twelve" are not. */
static gboolean
check_hours(Question *question)
{
  ClaimRow *row = question->row;
  if (!row->hours)
    return TRUE;
  char *end;
  double hours = g_ascii_strtod(row->hours, &end);
  if (!*row->hours)
    return answer(question, CLAIM_UNDECIDED, "the list says no hours");
  if (*g_strchug(end) || hours != (int) hours || hours < 1 || hours > 1000)
    return answer(question, CLAIM_NO, "\"%s\" is no whole number of hours from 1", row->hours);
  row->claimed = (int) hours;
  return TRUE;
}

/* What is not met, in the words of the scheme. Part of it is listed, and gives no claim. C2.16 */
static gboolean
check_award(Question *question)
{
  const Entitlement *entitlement = question->row->entitlement;
  g_autofree char *missing = entitlement_missing(entitlement), *hours = entitlement_hours(entitlement);
  if (entitlement->award)
    return TRUE;
  if (!entitlement->asked)
    return answer(question, CLAIM_NO, "took no part as a mentor in %s on our records: %s",
                  question->row->year->id, hours);
  if (!entitlement->missing)
    return answer(question, CLAIM_UNDECIDED, "everything is on record, and \"%s\" is not granted yet",
                  question->row->rule->title);
  return answer(question, CLAIM_NO, "not complete in %s on our records. Not on record: %s. %s",
                question->row->year->id, missing, hours);
}

static gboolean
check_allowance(Question *question)
{
  const ClaimRow *row = question->row;
  const Entitlement *entitlement = row->entitlement;
  if (!entitlement->allowance)
    return answer(question, CLAIM_UNDECIDED, "the scheme says no hours for %s", row->year->id);
  int before = claims_accepted(question->engine->store, question->form->scheme->id, row->rule->id,
                               row->year->id, row->person, row->reference);
  int left = entitlement->allowance - before;
  if (row->claimed <= left)
    return TRUE;
  if (before)
    return answer(question, CLAIM_NO,
                  "claims %d hours: of the %d for %s training in %s, %d were claimed before", row->claimed,
                  entitlement->allowance, entitlement->refresher ? "refresher" : "initial", row->year->id,
                  before);
  return answer(question, CLAIM_NO, "claims %d hours: the most for %s training in %s is %d", row->claimed,
                entitlement->refresher ? "refresher" : "initial", row->year->id, entitlement->allowance);
}

/* The same claim for the same mentor stands once in a list. */
static gboolean
check_once(Question *question)
{
  if (!*question->row->reference)
    return answer(question, CLAIM_UNDECIDED, "it has no reference by which this claim is told from another");
  g_autofree char *key =
      g_strdup_printf("%s\n%" G_GINT64_FORMAT, question->row->reference, question->row->person);
  return g_hash_table_add(question->seen, g_steal_pointer(&key)) ||
         answer(question, CLAIM_UNDECIDED, "this mentor stands twice under the same claim");
}

static void
decide(Question *question)
{
  if (!find_person(question) || !check_once(question) || !find_year(question))
    return;
  find_entitlement(question);
  if (check_hours(question) && check_school(question) && check_award(question) && check_allowance(question))
    question->row->verdict = CLAIM_YES;
}

ClaimRow *
claim_row_new(Engine *engine, const Recognised *form, guint row, GHashTable *cells, GHashTable *seen)
{
  ClaimRow *made = g_new0(ClaimRow, 1);
  Question question = { engine, form, cells, seen, made };
  made->row = row;
  made->notes = g_ptr_array_new_with_free_func(g_free);
  made->reference = g_strdup(cell(&question, "reference"));
  made->name = g_strdup(cell(&question, "name"));
  made->school = g_strdup(cell(&question, "school"));
  made->hours = form_field(form->form, "hours") ? g_strdup(cell(&question, "hours")) : NULL;
  decide(&question);
  return made;
}
