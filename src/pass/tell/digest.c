/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the digests of leads, from the news that waits and once a week without any. Does not decide what is
 * news. */
#include "pass/tell/digest.h"
#include "pass/decide/standing.h"
#include "pass/intake/since.h"
#include "pass/people/about.h"
#include "pass/post.h"
#include "pass/publish/pages.h"
#include "pass/tell/answers.h"
#include "pass/tell/awaited.h"
#include "pass/tell/office_digest.h"
#include "pass/tell/overview.h"
#include "pass/tell/report_mail.h"
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
  g_autofree char *page = page_url(engine, person->id);
  context_text(context, "page", page);
  return context;
}

/* What stands in every digest: where the reader's people stand, what waits for their word, and the reports
 * that are due. @attachments grows by their files. */
static gboolean
add_standing(Engine *engine, gint64 reader, const char *purpose, json_t *context, GPtrArray *attachments,
             gboolean *something, GError **error)
{
  if (!overview_add(engine, reader, purpose, context, attachments, something, error))
    return FALSE;
  awaited_add(engine, reader, context);
  GPtrArray *reports = report_mail_join(engine, reader, context, error);
  if (reports)
    g_ptr_array_extend_and_steal(attachments, reports);
  return reports != NULL;
}

/* @weekly: nothing is new, and nothing is written to who leads nobody. */
static gint64
write_digest(Engine *engine, gint64 reader, const Issue *all, gboolean weekly, GError **error)
{
  g_autoptr(Person) person = person_get(engine->store, reader);
  g_autoptr(GPtrArray) attachments = answer_workbooks(engine, all, reader, error);
  if (!attachments)
    return -1;
  g_autofree char *purpose = digest_purpose(engine, reader);
  json_t *context = digest_context(engine, all, person);
  json_object_set_new(context, "weekly", json_boolean(weekly));
  gboolean something = FALSE;
  if (!add_standing(engine, reader, purpose, context, attachments, &something, error) ||
      (weekly && !something)) {
    json_decref(context);
    return weekly && !something && !*error ? 0 : -1;
  }
  Post mail = { .kind = MAIL_DIGEST,
                .template_name = "digest",
                .purpose = purpose,
                .requirement = json_array_size(json_object_get(context, "reports")) ? "reports" : NULL,
                .person = reader,
                .context = context,
                .attachments = attachments,
                .why = weekly ? "how things stand, once a week" : "digest of what came and what is overdue",
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

static Issue
issue_new(void)
{
  return (Issue){ json_array(), json_array(), json_array(),
                  g_ptr_array_new_with_free_func((GDestroyNotify) filed_free), 0 };
}

static void
issue_clear(Issue *all)
{
  json_decref(all->returns);
  json_decref(all->escalations);
  json_decref(all->missing);
  g_ptr_array_unref(all->filed);
}

static gboolean
digest_for(Engine *engine, gint64 reader, GError **error)
{
  Issue all = issue_new();
  gather(engine, reader, &all);
  gboolean empty = !json_array_size(all.returns) && !json_array_size(all.escalations);
  gint64 id = empty ? 0 : write_digest(engine, reader, &all, FALSE, error);
  if (id > 0)
    news_told(engine->store, reader, all.last, id);
  else if (id == 0) /* what was overdue has come in */
    news_drop(engine->store, reader, all.last);
  issue_clear(&all);
  return id >= 0;
}

gboolean
digest_weekly(Engine *engine, gint64 reader, GError **error)
{
  Issue all = issue_new();
  gint64 id = write_digest(engine, reader, &all, TRUE, error);
  issue_clear(&all);
  return id >= 0;
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
  gboolean office = office_digest_waits(engine);
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
  Instant next = office_digest_next(engine);
  g_autoptr(GArray) readers = news_readers(engine->store);
  for (guint i = 0; i < readers->len; i++) {
    Instant at = digest_time(engine, g_array_index(readers, gint64, i));
    next = instant_first(next, at);
  }
  return next;
}
