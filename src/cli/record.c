/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record: facts by hand, each with its reason. What follows from them is decided at once; mails go with the
 * next pass. */
#include "office/record.h"
#include "base/fault.h"
#include "cli/cli.h"
#include "office/acts.h"
#include "pass/approve/approvals.h"
#include "pass/approve/work.h"
#include "pass/decide/actions.h"
#include "pass/decide/dates.h"
#include "pass/decide/decide.h"
#include "pass/decide/places.h"
#include "pass/decide/settle.h"
#include "pass/intake/values.h"
#include "pass/people/rename.h"
#include "pass/people/schools.h"
#include "store/facts.h"
#include <stdio.h>
#include <string.h>

typedef struct {
  Cli *cli;
  const char *reason;
  char *cause;      /* "office: reason" */
  GPtrArray *lines; /* of char*: what was done, in words */
} Record;

/* One of the things that can be recorded, inside a transaction that the caller commits. argv[0] is its own
 * name. */
typedef gboolean (*RecordFunction)(Record *record, int argc, char **argv, GError **error);

static void say(Record *record, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
say(Record *record, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_ptr_array_add(record->lines, g_strdup_vprintf(format, args));
  va_end(args);
}

static Obligation *
find_obligation(const Record *record, const char *ref, const Requirement **requirement, GError **error)
{
  return act_obligation(record->cli->engine, ref, requirement, error);
}

/* "core", or "scheme/core" where several schemes have one. */
static gboolean
means(const char *text, const Scheme *scheme, const char *id)
{
  g_autofree char *full = g_strdup_printf("%s/%s", scheme->id, id);
  return !strcmp(text, id) || !strcmp(text, full);
}

static gboolean
only_one(guint found, const char *what, const char *text, GError **error)
{
  if (found == 1)
    return TRUE;
  if (found)
    g_set_error(error, FAULT, FAULT_USAGE, "several schemes have the %s \"%s\": write SCHEME/%s", what, text,
                text);
  else
    g_set_error(error, FAULT, FAULT_DATA, "no scheme has the %s \"%s\"", what, text);
  return FALSE;
}

static gboolean
take_attendance(Record *record, char **argv, gboolean instead, GError **error)
{
  Cli *cli = record->cli;
  g_autoptr(Person) person = cli_person(cli, argv[1], error);
  const Scheme *scheme = NULL;
  const SchemeEvent *event = NULL;
  guint found = 0;
  Day day;
  for (guint i = 0; i < cli->site->schemes->schemes->len; i++) {
    const Scheme *one = cli->site->schemes->schemes->pdata[i];
    for (guint j = 0; j < one->events->len; j++)
      if (means(argv[2], one, ((const SchemeEvent *) one->events->pdata[j])->id)) {
        scheme = one;
        event = one->events->pdata[j];
        found++;
      }
  }
  if (!person || !only_one(found, "event", argv[2], error) || !cli_day(argv[3], &day, error))
    return FALSE;
  dates_sync(cli->engine);
  gboolean known_date;
  g_autofree char *term = dates_term(cli->engine, scheme, event, day, &known_date);
  gboolean added =
      attendance_add(cli->store, person->id, scheme->id, event->id, term, day, instead, 0, record->cause);
  const char *how = instead ? "reviewed the materials of" : "attended";
  say(record, "%s %s %s on %s%s", person->name, how, event->title, argv[3], added ? "" : ": known already");
  if (!instead && !known_date)
    say(record, "%s has no session on that day: is the date right?", event->title);
  if (added)
    journal_add(cli->store, person->id, 0, record->cause, "%s %s on %s", how, event->title, argv[3]);
  return TRUE;
}

static gboolean
attended(Record *record, int argc G_GNUC_UNUSED, char **argv, GError **error)
{
  return take_attendance(record, argv, FALSE, error);
}

static gboolean
reviewed(Record *record, int argc G_GNUC_UNUSED, char **argv, GError **error)
{
  return take_attendance(record, argv, TRUE, error);
}

static gboolean
read_hours(const char *text, double *hours, GError **error)
{
  char *end;
  *hours = g_ascii_strtod(text, &end);
  if (end != text && !*end && *hours >= 0 && *hours <= 10000)
    return TRUE;
  g_set_error(error, FAULT, FAULT_USAGE, "\"%s\" is no number of hours: write it as 1.5", text);
  return FALSE;
}

static gboolean
activity(Record *record, int argc, char **argv, GError **error)
{
  Cli *cli = record->cli;
  g_autoptr(Person) person = cli_person(cli, argv[1], error);
  const Scheme *scheme = NULL;
  const SchemeActivity *kind = NULL;
  guint found = 0;
  double hours = -1;
  Day day;
  for (guint i = 0; i < cli->site->schemes->schemes->len; i++) {
    const Scheme *one = cli->site->schemes->schemes->pdata[i];
    for (guint j = 0; j < one->activities->len; j++)
      if (means(argv[2], one, ((const SchemeActivity *) one->activities->pdata[j])->id)) {
        scheme = one;
        kind = one->activities->pdata[j];
        found++;
      }
  }
  if (!person || !only_one(found, "activity", argv[2], error) || !cli_day(argv[3], &day, error) ||
      (argc > 4 && !read_hours(argv[4], &hours, error)))
    return FALSE;
  gboolean added = activity_add(cli->store, person->id, scheme->id, kind->id, day, hours, 0, record->cause);
  say(record, "%s: %s on %s%s", person->name, kind->title, argv[3], added ? "" : ": known already");
  if (added)
    journal_add(cli->store, person->id, 0, record->cause, "%s on %s", kind->title, argv[3]);
  return TRUE;
}

static gboolean
returned(Record *record, int argc G_GNUC_UNUSED, char **argv, GError **error)
{
  const Requirement *requirement;
  g_autoptr(Obligation) obligation = find_obligation(record, argv[1], &requirement, error);
  if (!obligation)
    return FALSE;
  g_autofree char *name = g_path_get_basename(argv[2]);
  g_autoptr(GBytes) bytes = cli_file(argv[2], error);
  if (!bytes ||
      !record_return(record->cli->engine, obligation, name, bytes, record->reason, record->lines, error))
    return FALSE;
  say(record, "%s: %s returned", obligation->ref, requirement->title);
  return TRUE;
}

static gboolean
approval(Record *record, int argc G_GNUC_UNUSED, char **argv, GError **error)
{
  const Requirement *requirement;
  g_autoptr(Obligation) obligation = find_obligation(record, argv[1], &requirement, error);
  gboolean yes = !strcmp(argv[2], "yes");
  if (!obligation)
    return FALSE;
  if (!yes && strcmp(argv[2], "no")) {
    g_set_error(error, FAULT, FAULT_USAGE, "record approval %s %s: say yes or no", argv[1], argv[2]);
    return FALSE;
  }
  const Scheme *scheme = schemes_find(record->cli->site->schemes, obligation->scheme);
  if (requirement->evidence->kind == EVIDENCE_DONE) {
    actions_say(record->cli->engine, scheme, obligation, record->reason, yes, 0, record->cause);
    say(record, "%s: %s %s", obligation->ref, requirement->title, yes ? "done" : "not done");
    return TRUE;
  }
  if (!approvals_sign_off(requirement->evidence)) {
    g_set_error(error, FAULT, FAULT_DATA, "%s (%s) is nothing that is signed off, or said to be done",
                obligation->ref, requirement->title);
    return FALSE;
  }
  Approval said = { .obligation = obligation->id,
                    .approved = yes,
                    .source = record->cause,
                    .seen = work_version_for(record->cli->engine, scheme, requirement, obligation) };
  approval_add(record->cli->store, &said);
  journal_add(record->cli->store, obligation->person, obligation->id, record->cause, "%s",
              yes ? "approved" : "not approved");
  say(record, "%s: %s %s", obligation->ref, requirement->title, yes ? "approved" : "not approved");
  return TRUE;
}

static gboolean
waiver(Record *record, int argc G_GNUC_UNUSED, char **argv, GError **error)
{
  return act_waive(record->cli->engine, argv[1], record->cause, record->lines, error);
}

/* Of a cohort: "no" gives the place up for them, "yes" puts who gave it up at the end of the queue. */
static gboolean
place(Record *record, int argc G_GNUC_UNUSED, char **argv, GError **error)
{
  const Requirement *requirement;
  Cli *cli = record->cli;
  g_autoptr(Obligation) obligation = find_obligation(record, argv[1], &requirement, error);
  g_autoptr(Booking) booking = obligation ? places_of_obligation(cli->engine, obligation) : NULL;
  gboolean yes = !strcmp(argv[2], "yes");
  if (!obligation)
    return FALSE;
  if (!yes && strcmp(argv[2], "no")) {
    g_set_error(error, FAULT, FAULT_USAGE, "record place %s %s: say yes or no", argv[1], argv[2]);
    return FALSE;
  }
  if (!booking) {
    g_set_error(error, FAULT, FAULT_DATA, "%s (%s) has no places, or nobody asked for one", obligation->ref,
                requirement->title);
    return FALSE;
  }
  if (yes && booking_ask(cli->store, &booking->of, booking->person, clock_now(cli->clock)))
    dirty_add(cli->store, booking->person);
  else if (!yes && booking->state != BOOKING_GIVEN_UP)
    places_give_up(cli->engine, booking, record->cause);
  say(record, "%s: %s %s", obligation->ref, requirement->title,
      yes ? "a place is asked for" : "the place is given up");
  return TRUE;
}

static gboolean
extension(Record *record, int argc G_GNUC_UNUSED, char **argv, GError **error)
{
  Day day;
  return cli_day(argv[2], &day, error) &&
         act_extend(record->cli->engine, argv[1], day, record->cause, record->lines, error);
}

/* Of schools alone: what is known of people comes by import. */
static gboolean
attribute(Record *record, int argc G_GNUC_UNUSED, char **argv, GError **error)
{
  Cli *cli = record->cli;
  gint64 school = school_find(cli->store, argv[1]);
  const Scheme *scheme = NULL;
  const SchemeAttribute *kind = NULL;
  guint found = 0;
  for (guint i = 0; i < cli->site->schemes->schemes->len; i++) {
    const Scheme *one = cli->site->schemes->schemes->pdata[i];
    for (guint j = 0; j < one->attributes->len; j++) {
      const SchemeAttribute *its = one->attributes->pdata[j];
      if (!its->of_school || !means(argv[2], one, its->id))
        continue;
      scheme = one;
      kind = its;
      found++;
    }
  }
  if (!school) {
    g_set_error(error, FAULT, FAULT_DATA, "no school is called \"%s\"", argv[1]);
    return FALSE;
  }
  if (!only_one(found, "attribute of schools", argv[2], error))
    return FALSE;
  g_autofree char *bad = NULL;
  g_auto(GStrv) values = values_of_attribute(kind, argv[3], &bad);
  if (!values || !values[0]) {
    g_autofree char *known = kind->values ? g_strjoinv(", ", kind->values) : g_strdup("some text");
    g_set_error(error, FAULT, FAULT_DATA, "%s cannot be \"%s\": it is one of %s", kind->id, argv[3], known);
    return FALSE;
  }
  Day today = clock_today(cli->clock);
  g_autofree char *day = day_format(today);
  gboolean news = school_decide(cli->engine, scheme, kind, school, values[0], today, 0, record->cause);
  say(record, "%s: %s is %s from %s%s", argv[1], kind->id, values[0], day, news ? "" : ": known already");
  return TRUE;
}

static gboolean
reissued(Record *record, int argc G_GNUC_UNUSED, char **argv, GError **error)
{
  Cli *cli = record->cli;
  g_autoptr(Award) award = award_by_code(cli->store, argv[1]);
  if (!award) {
    g_set_error(error, FAULT, FAULT_DATA, "%s is no certificate that holds: verify %s says what became of it",
                argv[1], argv[1]);
    return FALSE;
  }
  if (!name_reissue(cli->engine, award, record->reason, record->cause)) {
    g_set_error(error, FAULT, FAULT_DATA, "%s is an award without a certificate", argv[1]);
    return FALSE;
  }
  g_autoptr(Award) now = award_get(cli->store, award->id);
  say(record, "%s takes the place of %s; it goes to %s with the next pass", now->code, award->code,
      now->name);
  return TRUE;
}

static const struct {
  const char *what, *usage;
  int least, most;
  RecordFunction function;
} KINDS[] = {
  { "attendance", "PERSON EVENT DATE [--reviewed]", 3, 3, attended },
  { "activity", "PERSON ACTIVITY DATE [HOURS]", 3, 4, activity },
  { "return", "REF FILE", 2, 2, returned },
  { "approval", "REF yes|no", 2, 2, approval },
  { "waiver", "REF", 1, 1, waiver },
  { "place", "REF yes|no", 2, 2, place },
  { "extension", "REF DATE", 2, 2, extension },
  { "attribute", "SCHOOL NAME VALUE", 3, 3, attribute },
  { "reissue", "CODE", 1, 1, reissued },
};

static gboolean
run(Record *record, gboolean instead, GError **error)
{
  Cli *cli = record->cli;
  int n = cli->argc - 2;
  for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++) {
    if (n < 0 || strcmp(cli->argv[1], KINDS[i].what))
      continue;
    if (n < KINDS[i].least || n > KINDS[i].most || !record->reason || !*record->reason) {
      g_set_error(error, FAULT, FAULT_USAGE, "usage: record %s %s --reason TEXT", KINDS[i].what,
                  KINDS[i].usage);
      return FALSE;
    }
    RecordFunction function = instead && KINDS[i].function == attended ? reviewed : KINDS[i].function;
    store_begin(cli->store);
    if (function(record, cli->argc - 1, cli->argv + 1, error))
      return store_commit(cli->store, error);
    store_rollback(cli->store);
    return FALSE;
  }
  g_set_error(
      error, FAULT, FAULT_USAGE,
      "record %s: say attendance, activity, return, approval, waiver, place, extension, attribute or reissue",
      n < 0 ? "what?" : cli->argv[1]);
  return FALSE;
}

static void
print(const Record *record)
{
  json_t *lines = json_array();
  for (guint i = 0; i < record->lines->len; i++) {
    if (!record->cli->json)
      puts(record->lines->pdata[i]);
    json_array_append_new(lines, json_string(record->lines->pdata[i]));
  }
  json_t *whole = json_pack("{s:s, s:s, s:o}", "recorded", record->cli->argv[1], "reason", record->reason,
                            "lines", lines);
  if (record->cli->json)
    cli_print_json(whole);
  else
    json_decref(whole);
}

gboolean
command_record(Cli *cli, GError **error)
{
  g_autofree char *reason = NULL;
  gboolean instead = FALSE;
  GOptionEntry entries[] = { { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, "why, for the journal", NULL },
                             { "reviewed", 0, 0, G_OPTION_ARG_NONE, &instead, "materials reviewed instead",
                               NULL },
                             G_OPTION_ENTRY_NULL };
  if (!cli_options(cli, entries, error))
    return FALSE;
  g_autofree char *cause = g_strdup_printf("office: %s", reason ? reason : "");
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  Record record = { cli, reason, cause, lines };
  if (!run(&record, instead, error))
    return FALSE;
  print(&record);
  return decide_changed(cli->engine, error);
}
