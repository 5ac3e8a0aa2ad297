/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes through a list of claims row by row and writes the letter that brings it back. Decides no row itself.
 */
#include "pass/claims/assurance.h"
#include "mail/compose.h"
#include "paper/report.h"
#include "pass/claims/assurance_file.h"
#include "pass/post.h"
#include "pass/tell/answers.h"
#include <string.h>

static const char *const verdict_words[] = {
  [CLAIM_NO] = "no", [CLAIM_UNDECIDED] = "left open", [CLAIM_YES] = "yes"
};

static void
keep(Inbound *inbound, const Recognised *form, const ClaimRow *row)
{
  if (!row->person || !row->year || !row->rule || row->verdict == CLAIM_UNDECIDED)
    return;
  const ClaimAnswer answer = { .scheme = form->scheme->id,
                               .award = row->rule->id,
                               .year = row->year->id,
                               .reference = row->reference,
                               .reason = row->reason ? row->reason : "",
                               .person = row->person,
                               .message = inbound->message->id,
                               .hours = row->claimed,
                               .accepted = row->verdict == CLAIM_YES };
  claim_answered(inbound->engine->store, &answer);
  g_autofree char *cause = inbound_cause(inbound);
  journal_add(inbound->engine->store, row->person, 0, cause, "claim %s of %d hours in %s: %s%s%s",
              row->reference, row->claimed, row->year->id, verdict_words[row->verdict],
              row->reason ? ", " : "", row->reason ? row->reason : "");
}

/* Each row is kept before the next is decided: what is claimed twice in a list is over the allowance. */
static GPtrArray *
decide_rows(Inbound *inbound, const Recognised *form, const ClaimList *list)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify) claim_row_free);
  for (guint r = list->header + 1; r < list->table->rows->len; r++) {
    g_autoptr(GHashTable) cells = claim_list_cells(list, r);
    if (!cells)
      continue;
    ClaimRow *row = claim_row_new(inbound->engine, form, r, cells, seen);
    keep(inbound, form, row);
    g_ptr_array_add(rows, row);
  }
  return rows;
}

static gint
differences_first(gconstpointer a, gconstpointer b)
{
  const ClaimRow *first = *(ClaimRow *const *) a, *second = *(ClaimRow *const *) b;
  return first->verdict != second->verdict ? (int) first->verdict - (int) second->verdict
                                           : (first->row > second->row) - (first->row < second->row);
}

static char *
notes_of(const ClaimRow *row)
{
  g_ptr_array_add(row->notes, NULL);
  char *notes = g_strjoinv("; ", (char **) row->notes->pdata);
  g_ptr_array_remove_index(row->notes, row->notes->len - 1);
  return notes;
}

static void
add_answer(ReportTable *table, const ClaimRow *row)
{
  const Entitlement *entitlement = row->entitlement;
  g_autofree char *number = g_strdup_printf("%u", row->row + 1), *notes = notes_of(row);
  g_autofree char *hours = entitlement ? entitlement_hours(entitlement) : g_strdup("");
  g_autofree char *allowance = entitlement && entitlement->allowance
                                   ? g_strdup_printf("%d (%s)", entitlement->allowance,
                                                     entitlement->refresher ? "refresher" : "initial")
                                   : g_strdup("");
  const char *const cells[] = { number,
                                row->reference,
                                row->number,
                                row->name,
                                row->known_as ? row->known_as : "",
                                row->school,
                                row->hours ? row->hours : "",
                                verdict_words[row->verdict],
                                row->reason ? row->reason : "",
                                hours,
                                allowance,
                                entitlement && entitlement->award ? entitlement->award->code : "",
                                notes,
                                NULL };
  report_add_row(table, cells);
}

static void
add_evidence(ReportTable *table, const ClaimRow *row)
{
  for (guint i = 0; row->entitlement && i < row->entitlement->parts->len; i++) {
    const EntitlementPart *part = row->entitlement->parts->pdata[i];
    const char *const cells[] = { row->reference,           row->known_as, part->title,
                                  part->met ? "yes" : "no", part->words,   NULL };
    report_add_row(table, cells);
  }
}

static void
add_hours(ReportTable *table, const ClaimRow *row)
{
  for (guint i = 0; row->entitlement && i < row->entitlement->ledger->lines->len; i++) {
    const LedgerLine *line = row->entitlement->ledger->lines->pdata[i];
    g_autofree char *day = day_format(line->day);
    g_autofree char *hours = line->hours < 0 ? g_strdup("not stated") : g_strdup_printf("%g", line->hours);
    const char *const cells[] = { row->reference, row->known_as, day,
                                  line->title,    hours,         line->counts ? "yes" : "no",
                                  line->how,      line->source,  NULL };
    report_add_row(table, cells);
  }
}

/* What stands behind each answer, for who has to vouch for it. */
static GBytes *
evidence_book(const Inbound *inbound, const Recognised *form, const GPtrArray *rows, GError **error)
{
  static const char *const answers[] = {
    "Row",           "Claim",  "Number", "Name in the list", "Name on our records", "School",
    "Hours claimed", "Answer", "Reason", "Hours on record",  "Most hours",          "Award",
    "To be known",   NULL
  };
  static const char *const evidence[] = {
    "Claim", "Mentor", "What the scheme asks", "On record", "How", NULL
  };
  static const char *const hours[] = { "Claim", "Mentor",      "Date", "What", "Hours", "Counts as training",
                                       "How",   "Who says so", NULL };
  g_autoptr(Report) report = report_new("evidence", form->form->title, inbound->engine->site->partnership);
  ReportTable *tables[] = { report_add_table(report, "Answers", answers),
                            report_add_table(report, "Evidence", evidence),
                            report_add_table(report, "Hours", hours) };
  for (guint i = 0; i < rows->len; i++) {
    add_answer(tables[0], rows->pdata[i]);
    add_evidence(tables[1], rows->pdata[i]);
    add_hours(tables[2], rows->pdata[i]);
  }
  return report_write(report, REPORT_XLSX, error);
}

static json_t *
row_json(const ClaimRow *row)
{
  json_t *line = json_object();
  g_autofree char *number = g_strdup_printf("%u", row->row + 1), *notes = notes_of(row);
  context_text(line, "row", number);
  context_text(line, "claim", row->reference);
  context_text(line, "name", *row->name ? row->name : row->number);
  context_text(line, "school", row->school);
  context_text(line, "hours", row->hours);
  context_text(line, "answer", verdict_words[row->verdict]);
  context_text(line, "reason", row->reason);
  context_text(line, "notes", notes);
  return line;
}

/* What the letter says: the rows that are no plain yes, and how many there are of each. */
static json_t *
letter_context(const Inbound *inbound, const Recognised *form, const GPtrArray *rows)
{
  json_t *context = context_new(inbound->engine, form->scheme, inbound_sender(inbound), 0);
  json_t *lists[] = {
    [CLAIM_NO] = json_array(), [CLAIM_UNDECIDED] = json_array(), [CLAIM_YES] = json_array()
  };
  json_t *noted = json_array();
  for (guint i = 0; i < rows->len; i++) {
    const ClaimRow *row = rows->pdata[i];
    json_array_append_new(lists[row->verdict], row_json(row));
    if (row->verdict == CLAIM_YES && row->notes->len)
      json_array_append_new(noted, row_json(row));
  }
  static const char *const names[] = {
    [CLAIM_NO] = "refused", [CLAIM_UNDECIDED] = "open", [CLAIM_YES] = "accepted"
  };
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
    g_autofree char *count = g_strdup_printf("%s_count", names[i]);
    json_object_set_new(context, count, json_integer((json_int_t) json_array_size(lists[i])));
    json_object_set_new(context, names[i], lists[i]);
  }
  json_object_set_new(context, "noted", noted);
  json_object_set_new(context, "rows_count", json_integer(rows->len));
  context_text(context, "form", form->form->title);
  return context;
}

static void
lay_out(Inbound *inbound, Outcome *outcome, const Recognised *form, const ClaimList *list, GPtrArray *rows)
{
  gboolean anew = FALSE;
  g_autoptr(GError) fault = NULL;
  g_autoptr(GBytes) filled = claim_list_fill(list, rows, &anew);
  g_ptr_array_sort(rows, differences_first);
  g_autoptr(GBytes) book = evidence_book(inbound, form, rows, &fault);
  const char *name = *list->document->name ? list->document->name : "claims.csv";
  g_autofree char *csv = g_str_has_suffix(name, ".csv") ? g_strdup(name) : g_strconcat(name, ".csv", NULL);
  outcome->letter = letter_context(inbound, form, rows);
  outcome->letter_template = "assurance";
  json_object_set_new(outcome->letter, "anew", json_boolean(anew));
  context_text(outcome->letter, "file", csv);
  outcome->enclosed = g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free);
  g_ptr_array_add(outcome->enclosed, attachment_new(csv, "text/csv", filled));
  if (book)
    g_ptr_array_add(outcome->enclosed, attachment_new("evidence.xlsx", ANSWERS_TYPE, book));
  else
    g_warning("%s: the evidence could not be laid out: %s", csv, fault->message);
}

void
assurance_take(Inbound *inbound, Outcome *outcome, const ReadingDocument *document, const Recognised *form)
{
  ClaimList list;
  gboolean found = claim_list_find(&list, form->form, document);
  g_autoptr(GPtrArray) rows = found ? decide_rows(inbound, form, &list)
                                    : g_ptr_array_new_with_free_func((GDestroyNotify) claim_row_free);
  if (rows->len)
    lay_out(inbound, outcome, form, &list, rows);
  else
    outcome->state = OUTCOME_EMPTY;
  claim_list_clear(&list);
  g_autofree char *cause = inbound_cause(inbound);
  journal_add(inbound->engine->store, 0, 0, cause, "%s: %u claims answered", form->form->title, rows->len);
}
