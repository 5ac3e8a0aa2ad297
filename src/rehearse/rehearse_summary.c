/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts what stands in the store at the end of a rehearsal. Changes nothing there. */
#include "rehearse/rehearse_summary.h"
#include "base/fault.h"
#include "rehearse/rehearse_site.h"
#include "store/asking.h"
#include "store/awards.h"
#include "store/cases.h"
#include "store/facts.h"
#include "store/messages.h"
#include "store/obligations.h"
#include <string.h>

static void
count_in(json_t *counts, const char *key)
{
  json_object_set_new(counts, key, json_integer(json_integer_value(json_object_get(counts, key)) + 1));
}

/* One more of @what in the month of @at. */
static void
count_month(json_t *months, const Clock *clock, Instant at, const char *what)
{
  g_autofree char *day = day_format(clock_day(clock, at));
  day[strlen("2026-09")] = '\0';
  json_t *month = json_object_get(months, day);
  if (!month) {
    month = json_pack("{s:i, s:i, s:i, s:i}", "sent", 0, "received", 0, "certificates", 0, "cases", 0);
    json_object_set_new(months, day, month);
  }
  count_in(month, what);
}

/* The id alone, where there is one scheme, else "SCHEME/ID". g_free. */
static char *
label(const RehearsalEnd *end, const char *scheme, const char *id)
{
  return end->cast->schemes->len == 1 ? g_strdup(id) : g_strdup_printf("%s/%s", scheme, id);
}

static json_t *
count_mails(const RehearsalEnd *end, json_t *months)
{
  json_t *mails = json_object();
  g_autoptr(GPtrArray) rows = outbox_list(end->engine->store, NULL);
  for (guint i = 0; i < rows->len; i++) {
    const OutboxMail *row = rows->pdata[i];
    if (row->sent == INSTANT_NONE)
      continue;
    g_autofree char *name = askings_names(end->engine->store, row->id, row->template_name);
    count_in(mails, name);
    count_month(months, end->engine->clock, row->sent, "sent");
  }
  return mails;
}

/* What was asked, by its own template, however many of them went in one mail. */
static json_t *
count_asked(const RehearsalEnd *end)
{
  json_t *asked = json_object();
  g_autoptr(GPtrArray) rows = outbox_list(end->engine->store, NULL);
  for (guint i = 0; i < rows->len; i++) {
    const OutboxMail *row = rows->pdata[i];
    g_auto(GStrv) parts = askings_templates(end->engine->store, row->id);
    for (GStrv part = parts; row->sent != INSTANT_NONE && *part; part++)
      count_in(asked, *part);
  }
  return asked;
}

static json_t *
count_awards(const RehearsalEnd *end, json_t *months)
{
  Store *store = end->engine->store;
  json_t *awards = json_object();
  g_autoptr(GPtrArray) people = people_all(store);
  for (guint i = 0; i < people->len; i++) {
    g_autoptr(GPtrArray) held = awards_of(store, ((Person *) people->pdata[i])->id);
    for (guint j = 0; j < held->len; j++) {
      const Award *award = held->pdata[j];
      g_autofree char *key = label(end, award->scheme, award->award);
      count_in(awards, key);
      count_month(months, end->engine->clock, award->issued, "certificates");
    }
  }
  return awards;
}

static json_t *
count_cases(const RehearsalEnd *end, json_t *months)
{
  json_t *kinds = json_object();
  g_autoptr(GPtrArray) cases = cases_list(end->engine->store, FALSE);
  for (guint i = 0; i < cases->len; i++) {
    const Case *one = cases->pdata[i];
    if (!case_is_of_office(one))
      continue;
    count_in(kinds, one->kind);
    count_month(months, end->engine->clock, one->opened, "cases");
  }
  return kinds;
}

/* Messages from which a form was filed: of gint64. */
static GHashTable *
filed_messages(const RehearsalEnd *end)
{
  Store *store = end->engine->store;
  GHashTable *messages = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint s = 0; s < end->cast->schemes->len; s++) {
    const Scheme *scheme = end->cast->schemes->pdata[s];
    for (guint i = 0; i < scheme->forms->len; i++) {
      const SchemeForm *form = scheme->forms->pdata[i];
      g_autoptr(GPtrArray) filed = filed_list(store, scheme->id, form->id, 0, G_MAXINT64);
      for (guint j = 0; j < filed->len; j++) {
        const Filed *one = filed->pdata[j];
        g_hash_table_add(messages, g_memdup2(&one->message, sizeof one->message));
      }
    }
  }
  return messages;
}

/* What became of the mails of each way. */
static json_t *
count_returns(const RehearsalEnd *end, json_t *months)
{
  struct {
    guint mails, filed, cases;
  } tally[N_WAYS] = { 0 };
  g_autoptr(GPtrArray) stored = messages_since(end->engine->store, 0);
  g_autoptr(GHashTable) filed = filed_messages(end), by_id = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < stored->len; i++) {
    const Message *message = stored->pdata[i];
    if (message->message_id)
      g_hash_table_insert(by_id, message->message_id, stored->pdata[i]);
  }
  const GPtrArray *given = answers_given(end->answers);
  for (guint i = 0; i < given->len; i++) {
    const Answer *answer = given->pdata[i];
    const Message *message = g_hash_table_lookup(by_id, answer->message_id);
    tally[answer->way].mails++;
    tally[answer->way].filed += message && g_hash_table_contains(filed, &message->id);
    tally[answer->way].cases += message && !strcmp(message->state, "case");
    count_month(months, end->engine->clock, answer->at, "received");
  }
  json_t *returns = json_array();
  for (guint way = 0; way < N_WAYS; way++)
    json_array_append_new(returns,
                          json_pack("{s:s, s:s, s:i, s:i, s:i, s:i}", "way", way_id((Way) way), "words",
                                    way_words((Way) way), "people", (int) answers_intended(end->answers)[way],
                                    "mails", (int) tally[way].mails, "filed", (int) tally[way].filed, "cases",
                                    (int) tally[way].cases));
  return returns;
}

/* Those who have the role: a set of addresses, borrowed. */
static GHashTable *
holders(const Cast *cast, const SchemeRole *role)
{
  GHashTable *addresses = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < cast->players->len; i++) {
    const Player *one = cast->players->pdata[i];
    if (one->role == role)
      g_hash_table_add(addresses, one->address);
  }
  return addresses;
}

/* The most that came in any week from Monday to Sunday to those of @readers together (@singly: to one of
 * them). */
static guint
busiest(const RehearsalEnd *end, GHashTable *readers, gboolean singly)
{
  guint most = 0;
  g_autoptr(GHashTable) weeks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < end->receipts->len; i++) {
    const Receipt *receipt = &g_array_index(end->receipts, Receipt, i);
    if (!g_hash_table_contains(readers, receipt->reader->address))
      continue;
    Day monday = receipt->day - (day_weekday(receipt->day) - 1);
    char *key = g_strdup_printf("%d %s", monday, singly ? receipt->reader->address : "");
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(weeks, key)) + 1;
    g_hash_table_replace(weeks, key, GUINT_TO_POINTER(n));
    most = MAX(most, n);
  }
  return most;
}

static void
count_weeks_of(const RehearsalEnd *end, const Scheme *scheme, json_t *average, json_t *most)
{
  for (guint i = 0; i < scheme->roles->len; i++) {
    const SchemeRole *role = scheme->roles->pdata[i];
    g_autoptr(GHashTable) readers = holders(end->cast, role);
    guint n = g_hash_table_size(readers);
    if (!n)
      continue;
    g_autofree char *key = label(end, scheme->id, role->id);
    guint hundredths = (busiest(end, readers, FALSE) * 100 + n / 2) / n;
    json_object_set_new(average, key, json_real(hundredths / 100.0));
    json_object_set_new(most, key, json_integer(busiest(end, readers, TRUE)));
  }
}

static void
count_weeks(const RehearsalEnd *end, json_t *summary)
{
  json_t *average = json_object(), *most = json_object();
  for (guint i = 0; i < end->cast->schemes->len; i++)
    count_weeks_of(end, end->cast->schemes->pdata[i], average, most);
  json_object_set_new(summary, "busiest_week", average);
  json_object_set_new(summary, "most_in_a_week", most);
}

/* How many obligations of each requirement ended in each state. */
static json_t *
count_states(const RehearsalEnd *end)
{
  json_t *all = json_object();
  for (guint s = 0; s < end->cast->schemes->len; s++) {
    const Scheme *scheme = end->cast->schemes->pdata[s];
    for (guint i = 0; i < scheme->requirements->len; i++) {
      const Requirement *requirement = scheme->requirements->pdata[i];
      g_autoptr(GPtrArray) list =
          obligations_list(end->engine->store, scheme->id, requirement->id, end->year->id, 0, -1);
      g_autofree char *key = label(end, scheme->id, requirement->id);
      json_t *states = json_object();
      for (guint j = 0; j < list->len; j++)
        count_in(states, state_word(((Obligation *) list->pdata[j])->state));
      json_object_set_new(all, key, states);
    }
  }
  return all;
}

/* The scheme's id, or all of them between blanks. */
static json_t *
scheme_ids(const RehearsalEnd *end)
{
  g_autoptr(GString) ids = g_string_new(NULL);
  for (guint i = 0; i < end->cast->schemes->len; i++)
    g_string_append_printf(ids, "%s%s", i ? " " : "", ((Scheme *) end->cast->schemes->pdata[i])->id);
  return json_string(ids->str);
}

static json_t *
count_outbox(const RehearsalEnd *end)
{
  static const char *const states[] = { "queued", "held", "sent", "failed", "unsure" };
  json_t *outbox = json_object();
  for (guint i = 0; i < G_N_ELEMENTS(states); i++)
    json_object_set_new(outbox, states[i], json_integer(outbox_count_state(end->engine->store, states[i])));
  return outbox;
}

json_t *
rehearse_summary(const RehearsalEnd *end, GError **error)
{
  Store *store = end->engine->store;
  json_t *months = json_object();
  json_t *summary =
      json_pack("{s:o, s:s, s:i, s:i, s:i}", "scheme", scheme_ids(end), "year", end->year->id, "people",
                (int) cast_people(end->cast), "seed", (int) end->order->seed, "passes", (int) end->passes);
  g_autoptr(GPtrArray) stuck = messages_unread(store, G_MAXINT);
  json_object_set_new(summary, "mails", count_mails(end, months));
  json_object_set_new(summary, "awards", count_awards(end, months));
  json_object_set_new(summary, "asked", count_asked(end));
  json_object_set_new(summary, "states", count_states(end));
  json_object_set_new(summary, "returns", count_returns(end, months));
  json_object_set_new(summary, "cases", count_cases(end, months));
  json_object_set_new(summary, "outbox", count_outbox(end));
  json_object_set_new(summary, "stuck", json_integer(stuck->len));
  json_object_set_new(summary, "months", months);
  count_weeks(end, summary);
  if (store_healthy(store, error))
    return summary;
  json_decref(summary);
  return NULL;
}

static gboolean
write_certificate(const RehearsalEnd *end, const Award *award, GError **error)
{
  g_autoptr(GBytes) pdf = award_pdf(end->engine->store, award->id);
  if (!pdf || !g_bytes_get_size(pdf))
    return TRUE;
  g_autofree char *name = g_strdup_printf("%s - %s - %s.pdf", award->name, award->words, award->code);
  g_strdelimit(name, "/\\:", '-');
  g_autofree char *path = g_build_filename(end->order->directory, "certificates", name, NULL);
  g_autoptr(GError) fault = NULL;
  if (g_file_set_contents(path, g_bytes_get_data(pdf, NULL), (gssize) g_bytes_get_size(pdf), &fault))
    return TRUE;
  g_set_error(error, FAULT, FAULT_IO, "%s", fault->message);
  return FALSE;
}

gboolean
rehearse_certificates(const RehearsalEnd *end, GError **error)
{
  g_autoptr(GPtrArray) people = people_all(end->engine->store);
  for (guint i = 0; i < people->len; i++) {
    g_autoptr(GPtrArray) held = awards_of(end->engine->store, ((Person *) people->pdata[i])->id);
    for (guint j = 0; j < held->len; j++)
      if (!write_certificate(end, held->pdata[j], error))
        return FALSE;
  }
  return store_healthy(end->engine->store, error);
}
