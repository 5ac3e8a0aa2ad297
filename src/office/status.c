/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts, and warns. Sends nothing. */
#include "office/status.h"
#include "office/subscribers.h"
#include "pass/decide/closing.h"
#include "pass/decide/headway.h"
#include "pass/decide/rules.h"
#include "pass/keeping/retention.h"
#include "pass/pace.h"
#include "pass/people/allocation.h"
#include "pass/people/directory.h"
#include "pass/people/placements.h"
#include "pass/tell/outages.h"
#include "store/awards.h"
#include "store/cases.h"
#include "store/meetings.h"
#include "store/messages.h"
#include "store/obligations.h"
#include "store/outbox.h"
#include "store/removal.h"
#include "store/undelivered.h"

#define LONGEST_REST (26 * 3600) /* seconds between two passes of a timer that goes once a day */
#define LATELY (7 * 86400)       /* seconds */
#define DEAF 900                 /* a daemon fetches at least so often, if not more */

static json_t *
obligations_json(const Engine *engine)
{
  json_t *states = json_object();
  for (State state = STATE_UPCOMING; state <= STATE_WAIVED; state++)
    json_object_set_new(states, state_word(state), json_integer(obligations_count(engine->store, state)));
  return states;
}

static json_t *
outbox_json(const Engine *engine)
{
  static const char *const states[] = { "queued", "held", "sent", "failed", "unsure" };
  json_t *outbox = json_object();
  for (guint i = 0; i < G_N_ELEMENTS(states); i++)
    json_object_set_new(outbox, states[i], json_integer(outbox_count_state(engine->store, states[i])));
  return outbox;
}

static json_t *
messages_json(const Engine *engine)
{
  g_autoptr(GPtrArray) kinds = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(gint64));
  json_t *messages = json_object();
  messages_by_kind(engine->store, kinds, counts);
  for (guint i = 0; i < kinds->len; i++)
    json_object_set_new(messages, kinds->pdata[i], json_integer(g_array_index(counts, gint64, i)));
  return messages;
}

/* People in each scheme by how far they are: listed, under way, complete. C1.33 */
static json_t *
progress_json(Engine *engine)
{
  json_int_t listed = 0, under_way = 0, complete = 0;
  g_autoptr(GPtrArray) people = people_all(engine->store);
  for (guint i = 0; i < people->len; i++) {
    g_autoptr(GPtrArray) all = headways_of_person(engine, ((const Person *) people->pdata[i])->id);
    for (guint j = 0; j < all->len; j++) {
      const Headway *one = all->pdata[j];
      *(one->done == one->of ? &complete : one->done ? &under_way : &listed) += 1;
    }
  }
  return json_pack("{s:I, s:I, s:I}", "listed", listed, "under way", under_way, "complete", complete);
}

/* -- what is wrong ------------------------------------------------------------------------------------- */

static void warn(json_t *warnings, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
warn(json_t *warnings, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *words = g_strdup_vprintf(format, args);
  va_end(args);
  json_array_append_new(warnings, json_string(words));
}

static void
warn_all(json_t *warnings, const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    warn(warnings, "%s", (const char *) lines->pdata[i]);
}

static void
warn_each(json_t *warnings, char *const *lines)
{
  for (guint i = 0; lines[i]; i++)
    if (*lines[i])
      warn(warnings, "%s", lines[i]);
}

static char *
moment(const Engine *engine, Instant at)
{
  g_autofree char *day = day_words(clock_day(engine->clock, at));
  g_autofree char *time = clock_format_minute(engine->clock, at);
  return g_strdup_printf("%s at %s", day, time);
}

/* They were read all the same, but what the server learns from where they lie is wrong. */
static void
warn_of_junk(Engine *engine, json_t *warnings)
{
  gint64 n = messages_in_junk(engine->store);
  if (n)
    warn(warnings,
         "%" G_GINT64_FORMAT
         " message%s from people on the roster lay in the junk folder, and %s read there: the "
         "mail server should be told that their mail is none",
         n, n == 1 ? "" : "s", n == 1 ? "was" : "were");
}

static void
warn_of_first_start(Engine *engine, json_t *warnings)
{
  gint64 waits = store_get_int(engine->store, "mailbox_waits", 0);
  if (waits)
    warn(warnings,
         "%" G_GINT64_FORMAT
         " messages lay in the mailbox before the first start, and nothing is read: say in "
         "%s from which day on they count (mailbox.since)",
         waits, engine->site->file);
}

/* A daemon that ended without a word, and passes that no longer come. A clock that is set says nothing about
 * them. */
static void
warn_of_passes(Engine *engine, json_t *warnings)
{
  Store *store = engine->store;
  Instant now = clock_now(engine->clock), last = store_get_int(store, "last_pass", INSTANT_NONE);
  Instant drained = store_get_int(store, "last_drained", INSTANT_NONE);
  gboolean runs = store_is_claimed(store), should = store_get_int(store, "daemon", 0) != 0;
  if (clock_is_set(engine->clock))
    return;
  g_autofree char *when = last == INSTANT_NONE ? NULL : moment(engine, last);
  if (should && !runs)
    warn(warnings,
         "mentord does not run: it ended by itself after its pass of %s. Start it again; its log says why",
         when ? when : "its start");
  else if (last == INSTANT_NONE)
    warn(warnings, "no pass has run yet: start mentord run, or mentord once under a timer");
  else if (!runs && now - last > LONGEST_REST)
    warn(warnings, "the last pass was on %s and no mentord runs: start mentord run, or look at its timer",
         when);
  if (runs && drained != INSTANT_NONE && now - drained > MAX(3 * (gint64) engine->site->poll, DEAF)) {
    g_autofree char *since = moment(engine, drained);
    warn(warnings, "nothing has been fetched since %s: its log says why", since);
  }
}

/* Why it waits, the outage says. */
static void
warn_of_pause(Engine *engine, json_t *warnings)
{
  Instant pause = pace_pause(engine->store);
  if (pause <= clock_now(engine->clock))
    return;
  g_autofree char *until = clock_format_minute(engine->clock, pause);
  warn(warnings,
       "the mail server took nothing of ours, and is not asked again before %s: mentord outbox release "
       "ends the wait",
       until);
}

static void
warn_of_mails(Engine *engine, json_t *warnings, const char *state, const char *words)
{
  g_autoptr(GPtrArray) mails = outbox_list(engine->store, state);
  Instant oldest = INSTANT_NONE;
  for (guint i = 0; i < mails->len; i++)
    oldest = instant_first(oldest, ((const OutboxMail *) mails->pdata[i])->created);
  g_autofree char *since = mails->len ? moment(engine, oldest) : NULL;
  if (mails->len)
    warn(warnings, "%u %s %s, the oldest since %s: mentord outbox lists them", mails->len,
         mails->len == 1 ? "mail" : "mails", words, since);
}

/* Mail to the office itself comes back. */
static void
warn_of_office(Engine *engine, json_t *warnings)
{
  g_autoptr(GPtrArray) all = undelivered_of_address(engine->store, engine->site->office);
  const Undelivered *last = all->len ? all->pdata[all->len - 1] : NULL;
  if (last && last->kind == UNDELIVERED_FAILED && last->at >= clock_now(engine->clock) - LATELY)
    warn(warnings, "mail to the office, %s, comes back: %s", engine->site->office, last->words);
}

/* Reports that something came back which we never sent. */
static void
warn_of_unknown(Engine *engine, json_t *warnings)
{
  gint64 n = undelivered_unknown(engine->store, clock_now(engine->clock) - LATELY);
  if (n)
    warn(warnings,
         "%" G_GINT64_FORMAT
         " report%s of the last week say that something came back, and speak of no mail of "
         "ours: somebody may be writing in our name",
         n, n == 1 ? "" : "s");
}

static void
warn_of_keeping(Engine *engine, json_t *warnings)
{
  gint64 removals = removals_count(engine->store);
  g_autoptr(GPtrArray) coming = retention_words(engine);
  warn_all(warnings, coming);
  if (outbox_is_distrusted(engine->store))
    warn(warnings, "the database was put back from a backup: mails are held until mentord outbox release");
  if (removals)
    warn(warnings, "mails to be deleted in the mailbox, which the next passes do: %" G_GINT64_FORMAT,
         removals);
}

static json_t *
warnings_json(Engine *engine)
{
  json_t *warnings = json_array();
  g_autoptr(GPtrArray) outages = outages_words(engine), doubts = directory_doubts(engine);
  g_autoptr(GPtrArray) stale = subscribers_warnings(engine);
  g_autofree char *refused = rules_refusal(engine->store), *years = closing_warning(engine);
  g_auto(GStrv) faults = allocation_faults(engine), unknown = placements_unknown(engine->store);
  warn_of_passes(engine, warnings);
  warn_of_first_start(engine, warnings);
  warn_of_junk(engine, warnings);
  warn_all(warnings, outages);
  warn_of_pause(engine, warnings);
  if (refused)
    warn(warnings, "%s", refused);
  if (years)
    warn(warnings, "%s", years);
  warn_all(warnings, doubts);
  warn_of_office(engine, warnings);
  warn_of_unknown(engine, warnings);
  warn_of_mails(engine, warnings, "held", "held by the brake, which the office releases");
  warn_of_mails(engine, warnings, "failed", "not delivered");
  warn_of_keeping(engine, warnings);
  if (bank_holidays_known_until(engine->holidays, engine->site->region) - clock_today(engine->clock) < 90)
    warn(warnings, "the bank holidays on file end soon: later ones are computed and provisional");
  warn_each(warnings, faults);
  warn_each(warnings, unknown);
  warn_all(warnings, stale);
  return warnings;
}

GPtrArray *
status_warnings(Engine *engine)
{
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
  json_t *warnings = warnings_json(engine), *one;
  size_t i;
  json_array_foreach(warnings, i, one) g_ptr_array_add(words, g_strdup(json_string_value(one)));
  json_decref(warnings);
  return words;
}

json_t *
status_json(Engine *engine)
{
  Store *store = engine->store;
  Instant last = store_get_int(store, "last_pass", INSTANT_NONE);
  g_autofree char *pass = last == INSTANT_NONE ? NULL : clock_format(engine->clock, last);
  return json_pack("{s:I, s:I, s:o, s:o, s:o, s:o, s:I, s:I, s:o, s:o, s:I, s:s?, s:o}", "people",
                   (json_int_t) people_count(store), "schools", (json_int_t) schools_count(store),
                   "obligations", obligations_json(engine), "progress", progress_json(engine), "outbox",
                   outbox_json(engine), "messages", messages_json(engine), "cases",
                   (json_int_t) cases_count(store), "awards", (json_int_t) awards_count(store), "calendars",
                   subscribers_json(engine), "feeds", subscribers_public(engine), "leads_meetings",
                   (json_int_t) lead_meetings_count(store), "last_pass", pass, "warnings",
                   warnings_json(engine));
}

static void
append_value(GString *line, const json_t *value)
{
  if (json_is_integer(value))
    g_string_append_printf(line, " %" JSON_INTEGER_FORMAT, json_integer_value(value));
  else if (json_is_string(value) || json_is_null(value))
    g_string_append_printf(line, " %s", json_is_string(value) ? json_string_value(value) : "never");
}

static char *
line_of(const char *name, json_t *value)
{
  GString *line = g_string_new(name);
  const char *key;
  json_t *inner;
  g_string_append_c(line, ':');
  json_object_foreach(value, key, inner)
  {
    g_string_append_printf(line, " %s", key);
    append_value(line, inner);
  }
  append_value(line, value);
  return g_string_free(line, FALSE);
}

GPtrArray *
status_lines(const json_t *status)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  const char *name;
  json_t *value, *one;
  size_t i;
  json_object_foreach((json_t *) status, name, value)
  {
    g_ptr_array_add(lines, line_of(name, value));
    json_array_foreach(value, i, one) g_ptr_array_add(lines, g_strdup_printf("  %s", json_string_value(one)));
  }
  return lines;
}
