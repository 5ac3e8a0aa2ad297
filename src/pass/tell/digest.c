/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes digests from the news that waits. Does not decide what is news. */
#include "pass/tell/digest.h"
#include "pass/decide/closing.h"
#include "pass/decide/standing.h"
#include "pass/intake/away.h"
#include "pass/intake/since.h"
#include "pass/people/about.h"
#include "pass/people/allocation.h"
#include "pass/people/directory.h"
#include "pass/post.h"
#include "pass/tell/answers.h"
#include "pass/tell/opening.h"
#include "pass/tell/report_mail.h"
#include "store/cases.h"
#include "store/facts.h"
#include "store/outbox.h"
#include <string.h>

char *
digest_purpose(Engine *engine, gint64 person)
{
  g_autofree char *day = day_format(clock_today(engine->clock));
  return g_strdup_printf("digest:%" G_GINT64_FORMAT ":%s", person, day);
}

/* When @person's next digest may go: now or later today if there was none, else on the next working day. */
static Instant
digest_time(Engine *engine, gint64 person)
{
  Instant now = clock_now(engine->clock);
  g_autofree char *purpose = digest_purpose(engine, person);
  if (!outbox_has(engine->store, purpose))
    return engine_sending_time(engine, 0, now);
  return engine_window(engine, work_calendar_add(engine_calendar(engine, 0), clock_today(engine->clock), 1));
}

static char *
day_of(Engine *engine, Instant at)
{
  return day_words(clock_day(engine->clock, at));
}

static const char *
attendance_words(Engine *engine, const Filed *filed, const Obligation *obligation)
{
  const Scheme *scheme = schemes_find(engine->site->schemes, filed->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  const Year *year = schemes_year_id(engine->site->schemes, obligation->year);
  if (!requirement || requirement->opens.kind != OPENS_AFTER || !year)
    return NULL;
  g_autoptr(GPtrArray) came = attendance_of(engine->store, filed->person, scheme->id,
                                            requirement->opens.event, year->starts, year->ends);
  if (!came->len)
    return "not recorded";
  return strcmp(((Attendance *) came->pdata[0])->how, "reviewed") ? "attended" : "materials reviewed instead";
}

/* What one digest says. */
typedef struct {
  json_t *returns, *escalations, *missing;
  GPtrArray *filed; /* of Filed */
  gint64 last;      /* the newest news in it */
} Issue;

static void
add_return(Engine *engine, Issue *all, const News *news)
{
  g_autoptr(Filed) filed = filed_get(engine->store, news->filed);
  if (!filed || !about_may_read(engine, filed, news->person))
    return;
  g_autoptr(Obligation) obligation = obligation_get(engine->store, filed->obligation);
  g_autoptr(Person) person = person_get(engine->store, filed->person);
  g_autoptr(School) school = obligation->school ? school_get(engine->store, obligation->school) : NULL;
  const Scheme *scheme = schemes_find(engine->site->schemes, filed->scheme);
  const SchemeForm *form = scheme ? scheme_form(scheme, filed->form) : NULL;
  g_autofree char *day = day_of(engine, filed->arrival);
  const char *came = attendance_words(engine, filed, obligation);
  const char *at = school ? school->name : "";
  g_autofree char *when = NULL;
  g_autoptr(GPtrArray) lines = since_last(engine, filed, &when);
  if (lines)
    g_ptr_array_add(lines, NULL);
  g_autofree char *since = lines && lines->len > 1 ? g_strjoinv("; ", (GStrv) lines->pdata) : NULL;
  json_array_append_new(all->returns,
                        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s?, s:s?}", "name", person->name, "school", at,
                                  "form", form ? form->title : filed->form, "at", day, "attendance",
                                  came ? came : "", "since_when", when, "since", since));
  if (!g_strcmp0(came, "not recorded"))
    json_array_append_new(all->missing, json_pack("{s:s, s:s}", "name", person->name, "school", at));
  g_ptr_array_add(all->filed, g_steal_pointer(&filed));
}

static void
add_escalation(Engine *engine, Issue *all, const News *news)
{
  g_autoptr(Obligation) obligation = obligation_get(engine->store, news->obligation);
  if (!obligation || obligation->state == STATE_MET || obligation->state == STATE_WAIVED)
    return; /* it came in the meantime */
  g_autoptr(Person) person = person_get(engine->store, obligation->person);
  g_autoptr(School) school = obligation->school ? school_get(engine->store, obligation->school) : NULL;
  const Scheme *scheme = schemes_find(engine->site->schemes, obligation->scheme);
  const Requirement *requirement = scheme ? scheme_requirement(scheme, obligation->requirement) : NULL;
  Day due = obligation->extended != DAY_NONE ? obligation->extended : obligation->due;
  g_autofree char *day = day_words(due);
  int over =
      work_calendar_between(engine_calendar(engine, obligation->school), due, clock_today(engine->clock));
  json_array_append_new(all->escalations,
                        json_pack("{s:s, s:s, s:s, s:s, s:i, s:s}", "name", person->name, "school",
                                  school ? school->name : "", "requirement",
                                  requirement ? requirement->title : obligation->requirement, "due", day,
                                  "days_over", over, "ref", obligation->ref));
}

/* Every return of the year that this reader was told of, each in its last version. */
static GPtrArray *
returns_of_year(Engine *engine, gint64 reader)
{
  const Year *year = engine_year(engine);
  Instant since = year ? clock_instant(engine->clock, year->starts, 0) : 0;
  g_autoptr(GPtrArray) told = news_since(engine->store, reader, "return", since);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  GPtrArray *filed = g_ptr_array_new_with_free_func((GDestroyNotify) filed_free);
  for (guint i = 0; i < told->len; i++) {
    const News *news = told->pdata[i];
    if (!g_hash_table_add(seen, g_memdup2(&news->obligation, sizeof news->obligation)))
      continue;
    g_autoptr(Filed) latest = filed_latest(engine->store, news->obligation);
    if (latest && about_may_read(engine, latest, reader)) /* they were told, and may hold the role no more */
      g_ptr_array_add(filed, g_steal_pointer(&latest));
  }
  return filed;
}

static GPtrArray *
answer_workbooks(Engine *engine, const Issue *all, gint64 reader, GError **error)
{
  GPtrArray *attachments = g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free);
  if (!all->filed->len)
    return attachments;
  g_autoptr(GPtrArray) filed = returns_of_year(engine, reader);
  g_autoptr(GBytes) book = answers_workbook(engine, filed, error);
  if (!book) {
    g_ptr_array_unref(attachments);
    return NULL;
  }
  g_ptr_array_add(attachments, attachment_new("answers.xlsx", ANSWERS_TYPE, book));
  return attachments;
}

/* A count that a section can stand on: nothing when it is none. */
static void
context_number(json_t *context, const char *name, gint64 n)
{
  json_object_set_new(context, name, n ? json_integer(n) : json_null());
}

static void
context_count(json_t *context, const char *name, const json_t *list)
{
  context_number(context, name, (gint64) json_array_size(list));
}

static json_t *
digest_context(Engine *engine, const Issue *all, const Person *person)
{
  json_t *context = context_new(engine, NULL, person, 0);
  json_object_set(context, "returns", all->returns);
  json_object_set(context, "escalations", all->escalations);
  json_object_set(context, "attendance_missing", all->missing);
  context_count(context, "returns_count", all->returns);
  context_count(context, "escalations_count", all->escalations);
  context_count(context, "attendance_missing_count", all->missing);
  json_object_set_new(context, "workbook", json_boolean(all->filed->len > 0));
  return context;
}

static gint64
write_digest(Engine *engine, gint64 reader, const Issue *all, GError **error)
{
  g_autoptr(Person) person = person_get(engine->store, reader);
  g_autoptr(GPtrArray) attachments = answer_workbooks(engine, all, reader, error);
  if (!attachments)
    return -1;
  json_t *context = digest_context(engine, all, person);
  GPtrArray *reports = report_mail_join(engine, reader, context, error);
  if (!reports) {
    json_decref(context);
    return -1;
  }
  g_ptr_array_extend_and_steal(attachments, reports);
  g_autofree char *purpose = digest_purpose(engine, reader);
  Post mail = { .kind = MAIL_DIGEST,
                .template_name = "digest",
                .purpose = purpose,
                .requirement = json_array_size(json_object_get(context, "reports")) ? "reports" : NULL,
                .person = reader,
                .context = context,
                .attachments = attachments,
                .why = "digest of what came and what is overdue",
                .not_before = INSTANT_NONE };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  return id;
}

static void
gather(Engine *engine, gint64 reader, Issue *all)
{
  g_autoptr(GPtrArray) waiting = news_waiting(engine->store, reader);
  for (guint i = 0; i < waiting->len; i++) {
    const News *news = waiting->pdata[i];
    all->last = MAX(all->last, news->id);
    if (!strcmp(news->kind, "return"))
      add_return(engine, all, news);
    else if (!strcmp(news->kind, "escalation"))
      add_escalation(engine, all, news);
  }
}

static gboolean
digest_for(Engine *engine, gint64 reader, GError **error)
{
  Issue all = { json_array(), json_array(), json_array(),
                g_ptr_array_new_with_free_func((GDestroyNotify) filed_free), 0 };
  gather(engine, reader, &all);
  gboolean empty = !json_array_size(all.returns) && !json_array_size(all.escalations);
  gint64 id = empty ? 0 : write_digest(engine, reader, &all, error);
  if (id > 0)
    news_told(engine->store, reader, all.last, id);
  else if (id == 0) /* what was overdue has come in */
    news_drop(engine->store, reader, all.last);
  json_decref(all.returns);
  json_decref(all.escalations);
  json_decref(all.missing);
  g_ptr_array_unref(all.filed);
  return id >= 0;
}

/* Whether who is allocated to nobody, or to two, is not what the office was last told. */
static gboolean
is_news(Engine *engine, const char *faults)
{
  g_autofree char *told = store_get(engine->store, "office_told_allocation");
  return *faults && g_strcmp0(told, faults);
}

static json_t *
warnings_of(Engine *engine, GStrv words)
{
  json_t *warnings = json_array();
  g_autofree char *years = closing_warning(engine);
  g_autoptr(GPtrArray) doubts = directory_doubts(engine);
  if (years)
    json_array_append_new(warnings, json_string(years));
  for (guint i = 0; words[i]; i++)
    json_array_append_new(warnings, json_string(words[i]));
  for (guint i = 0; i < doubts->len; i++)
    json_array_append_new(warnings, json_string(doubts->pdata[i]));
  return warnings;
}

/* Who is away, so that nobody rings in vain. */
static json_t *
away_lines(Engine *engine)
{
  json_t *lines = json_array();
  g_autoptr(GPtrArray) all = away_list(engine);
  for (guint i = 0; i < all->len; i++) {
    const Away *away = all->pdata[i];
    g_autoptr(Person) person = person_get(engine->store, away->person);
    g_autofree char *words = away_words(away), *line = g_strdup_printf("%s: %s", person->name, words);
    json_array_append_new(lines, json_string(line));
  }
  return lines;
}

/* The office hears once a working day of what waits for it, if anything is new since it was last told. */
static gboolean
office_digest(Engine *engine, GError **error)
{
  gint64 told = store_get_int(engine->store, "office_told_case", 0);
  g_autoptr(GPtrArray) cases = cases_list(engine->store, TRUE);
  gint64 last = told;
  json_t *lines = json_array();
  for (guint i = 0; i < cases->len; i++) {
    const Case *c = cases->pdata[i];
    if (!case_is_of_office(c))
      continue;
    last = MAX(last, c->id);
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, c->id);
    json_array_append_new(lines, json_pack("{s:s, s:s, s:s}", "id", id, "what", c->question, "who", c->kind));
  }
  g_autofree char *purpose = digest_purpose(engine, 0);
  gint64 id = 0;
  g_auto(GStrv) allocation = allocation_faults(engine);
  g_autofree char *faults = g_strjoinv("; ", allocation);
  if ((last > told || is_news(engine, faults)) && !outbox_has(engine->store, purpose)) {
    const char *const to[] = { engine->site->office, NULL };
    json_t *context = context_new(engine, NULL, NULL, 0);
    json_object_set(context, "cases", lines);
    context_number(context, "failed", outbox_count_state(engine->store, "failed"));
    context_number(context, "held", outbox_count_state(engine->store, "held"));
    json_object_set_new(context, "opening", opening_next(engine));
    json_t *away = away_lines(engine);
    context_count(context, "away_count", away);
    json_object_set_new(context, "away", away);
    json_object_set_new(context, "warnings", warnings_of(engine, allocation));
    g_autoptr(GPtrArray) attachments = report_mail_join(engine, 0, context, error);
    Post mail = { .kind = MAIL_OFFICE,
                  .template_name = "office-digest",
                  .purpose = purpose,
                  .to = to,
                  .context = context,
                  .attachments = attachments,
                  .why = last > told ? "cases wait for the office" : "who is allocated to whom has changed",
                  .not_before = INSTANT_NONE };
    id = attachments ? post(engine, &mail, error) : -1;
    json_decref(context);
    if (id > 0) {
      store_set_int(engine->store, "office_told_case", last);
      store_set(engine->store, "office_told_allocation", faults);
    }
  }
  json_decref(lines);
  return id >= 0;
}

static gboolean
misallocated(Engine *engine)
{
  g_auto(GStrv) faults = allocation_faults(engine);
  g_autofree char *all = g_strjoinv("; ", faults);
  return is_news(engine, all);
}

/* One reader's (0: the office's) by itself: a template that is at fault for one is none for the others. */
static void
write_one(Engine *engine, gint64 reader, GError **first)
{
  GError *fault = NULL;
  store_savepoint(engine->store);
  gboolean good = reader ? digest_for(engine, reader, &fault) : office_digest(engine, &fault);
  store_savepoint_end(engine->store, good);
  if (*first)
    g_clear_error(&fault);
  if (fault)
    *first = fault;
}

gboolean
digest(Engine *engine, GError **error)
{
  Instant now = clock_now(engine->clock);
  g_autoptr(GArray) readers = news_readers(engine->store);
  if (engine_sending_time(engine, 0, now) > now)
    return TRUE;
  gboolean office = cases_newest(engine->store) > store_get_int(engine->store, "office_told_case", 0) ||
                    misallocated(engine);
  if (!readers->len && !office)
    return TRUE;
  GError *first = NULL;
  store_begin(engine->store);
  if (office)
    write_one(engine, 0, &first);
  for (guint i = 0; i < readers->len; i++) {
    gint64 reader = g_array_index(readers, gint64, i);
    if (digest_time(engine, reader) <= now)
      write_one(engine, reader, &first);
  }
  gboolean good = store_commit(engine->store, first ? NULL : error);
  if (first)
    g_propagate_error(error, first);
  return good && !first;
}

Instant
digest_next(Engine *engine)
{
  Instant next = INSTANT_NONE;
  g_autoptr(GArray) readers = news_readers(engine->store);
  for (guint i = 0; i < readers->len; i++) {
    Instant at = digest_time(engine, g_array_index(readers, gint64, i));
    next = instant_first(next, at);
  }
  if (cases_newest(engine->store) > store_get_int(engine->store, "office_told_case", 0)) {
    Instant at = digest_time(engine, 0);
    next = instant_first(next, at);
  }
  return next;
}
