/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decides which reports are due for whom and mails them. What stands in one is the room report's. That a
 * report was told is kept in the transaction of its mail, and the mail's purpose is that of the day's digest:
 * nobody gets both. */
#include "pass/tell/report_mail.h"
#include "mail/compose.h"
#include "pass/post.h"
#include "pass/publish/pages.h"
#include "pass/tell/answers.h"
#include "pass/tell/awaited.h"
#include "pass/tell/digest.h"
#include "pass/tell/overview.h"
#include "report/reports.h"
#include "report/times.h"
#include "store/outbox.h"
#include <string.h>

enum { BRIEF_ROWS = 8, BRIEF_COLUMNS = 4 };

#define LOOKED "reports_looked" /* the day on which it was last asked for whom something is due */

/* A report that is due for somebody. */
typedef struct {
  const Scheme *scheme;
  const SchemeReport *rule;
  ReportTime time;
} DueReport;

static char *
told_key(const DueReport *due, gint64 reader)
{
  return g_strdup_printf("report:%s/%s:%" G_GINT64_FORMAT, due->scheme->id, due->rule->id, reader);
}

/* Of DueReport: every report whose time has come. */
static GArray *
all_due(Engine *engine)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(DueReport));
  const Year *year = engine_year(engine);
  const GPtrArray *schemes = engine->site->schemes->schemes;
  for (guint i = 0; year && i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->reports->len; j++) {
      const SchemeReport *rule = scheme->reports->pdata[j];
      g_autoptr(GArray) times = report_times(engine, year, rule->every);
      const ReportTime *time = report_time_now(times, rule->every, clock_today(engine->clock));
      if (!time)
        continue;
      DueReport due = { scheme, rule, *time };
      g_array_append_val(all, due);
    }
  }
  return all;
}

static gboolean
is_told(Engine *engine, const DueReport *due, gint64 reader)
{
  g_autofree char *key = told_key(due, reader), *told = store_get(engine->store, key);
  g_auto(GStrv) words = g_strsplit(told ? told : "", " ", 2);
  return words[0] && !strcmp(words[0], due->time.period);
}

/* Whether it goes to @reader at all. */
static gboolean
is_for(Engine *engine, const DueReport *due, gint64 reader)
{
  if (!reader)
    return g_strv_contains((const char *const *) due->rule->to, ROLE_OFFICE);
  g_autoptr(GPtrArray) roles = person_roles(engine->store, reader, due->scheme->id);
  Day today = clock_today(engine->clock);
  for (guint i = 0; i < roles->len; i++) {
    const Role *role = roles->pdata[i];
    if (role->since <= today && (role->until == DAY_NONE || role->until >= today) &&
        g_strv_contains((const char *const *) due->rule->to, role->role))
      return TRUE;
  }
  return FALSE;
}

/* Notes the period, and what was said in it, to know it again. FALSE: it is what was said the last time. */
static gboolean
note_told(Engine *engine, const DueReport *due, gint64 reader, const Report *report)
{
  g_autofree char *key = told_key(due, reader), *before = store_get(engine->store, key);
  g_autofree char *said = report_fingerprint(report);
  g_autofree char *now = g_strconcat(due->time.period, " ", said, NULL);
  store_set(engine->store, key, now);
  const char *last = before ? strchr(before, ' ') : NULL;
  return !report->quiet && g_strcmp0(last ? last + 1 : NULL, said) != 0;
}

/* The first rows and columns of the first table that has any. */
static void
add_brief(json_t *entry, const Report *report)
{
  const ReportTable *table = NULL;
  for (guint t = 0; t < report->tables->len && !table; t++)
    if (((const ReportTable *) report->tables->pdata[t])->rows->len)
      table = report->tables->pdata[t];
  json_t *rows = json_array();
  for (guint r = 0; table && r < MIN(table->rows->len, BRIEF_ROWS); r++)
    json_array_append_new(rows, json_object());
  for (guint c = 0; c < BRIEF_COLUMNS; c++) {
    g_autofree char *name = g_strdup_printf("c%u", c + 1);
    gboolean there = table && c < table->columns->len;
    json_object_set_new(entry, name, json_string(there ? table->columns->pdata[c] : ""));
    for (guint r = 0; r < json_array_size(rows); r++) {
      const char *cell = there ? ((GStrv) table->rows->pdata[r])[c] : "";
      json_object_set_new(json_array_get(rows, r), name, json_string(cell));
    }
  }
  gint64 more = table && table->rows->len > BRIEF_ROWS ? (gint64) table->rows->len - BRIEF_ROWS : 0;
  json_object_set_new(entry, "more", more ? json_integer(more) : json_null());
  json_object_set_new(entry, "table", json_string(table ? table->title : ""));
  json_object_set_new(entry, "rows", rows);
}

static json_t *
entry_of(const Report *report, const char *file)
{
  json_t *lines = json_array();
  for (guint i = 0; i < report->lines->len; i++)
    json_array_append_new(lines, json_string(report->lines->pdata[i]));
  json_t *entry = json_pack("{s:s, s:s, s:s, s:o}", "title", report->title, "subtitle", report->subtitle,
                            "file", file, "lines", lines);
  add_brief(entry, report);
  return entry;
}

static gboolean
add_report(Engine *engine, const DueReport *due, gint64 reader, json_t *entries, GPtrArray *attachments,
           GError **error)
{
  const Year *year = engine_year(engine);
  g_autoptr(Report) report = reports_draw_for(engine, due->scheme, year, due->rule, reader, 0);
  if (!note_told(engine, due, reader, report))
    return TRUE;
  g_autoptr(GBytes) book = report_write(report, REPORT_XLSX, error);
  if (!book)
    return FALSE;
  g_autofree char *file = g_strdup_printf("%s-%s.xlsx", due->scheme->id, due->rule->id);
  json_array_append_new(entries, entry_of(report, file));
  g_ptr_array_add(attachments, attachment_new(file, ANSWERS_TYPE, book));
  return TRUE;
}

static gboolean
gather(Engine *engine, const GArray *due, gint64 reader, json_t *entries, GPtrArray *attachments,
       GError **error)
{
  for (guint i = 0; i < due->len; i++) {
    const DueReport *one = &g_array_index(due, DueReport, i);
    if (is_for(engine, one, reader) && !is_told(engine, one, reader) &&
        !add_report(engine, one, reader, entries, attachments, error))
      return FALSE;
  }
  return TRUE;
}

/* Of all of them, for the subject. */
static void
add_titles(json_t *context, const json_t *entries)
{
  g_autoptr(GString) titles = g_string_new(NULL);
  size_t i;
  json_t *entry;
  json_array_foreach(entries, i, entry) g_string_append_printf(
      titles, "%s%s", i ? "; " : "", json_string_value(json_object_get(entry, "title")));
  context_text(context, "titles", titles->str);
}

GPtrArray *
report_mail_join(Engine *engine, gint64 reader, json_t *context, GError **error)
{
  g_autoptr(GArray) due = all_due(engine);
  g_autoptr(GPtrArray) attachments = g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free);
  json_t *entries = json_array();
  gboolean good = gather(engine, due, reader, entries, attachments, error);
  json_object_set_new(context, "reports", entries);
  add_titles(context, entries);
  return good ? g_steal_pointer(&attachments) : NULL;
}

/* One mail with all that is due for @reader and says something. */
static gboolean
mail_to(Engine *engine, gint64 reader, GError **error)
{
  g_autoptr(Person) person = reader ? person_get(engine->store, reader) : NULL;
  g_autofree char *purpose = digest_purpose(engine, reader);
  if (outbox_has(engine->store, purpose) || (reader && (!person || !person->address)))
    return TRUE; /* their digest went today: tomorrow */
  json_t *context = context_new(engine, NULL, person, 0);
  g_autofree char *page = page_url(engine, reader);
  context_text(context, "page", page);
  awaited_add(engine, reader, context);
  g_autoptr(GPtrArray) attachments = report_mail_join(engine, reader, context, error);
  gboolean due = attachments && attachments->len, something;
  if (due && !overview_add(engine, reader, purpose, context, attachments, &something, error))
    g_clear_pointer(&attachments, g_ptr_array_unref);
  const char *const to[] = { engine->site->office, NULL };
  Post mail = { .kind = reader ? MAIL_DIGEST : MAIL_OFFICE,
                .template_name = "reports",
                .purpose = purpose,
                .person = reader,
                .to = reader ? NULL : to,
                .context = context,
                .attachments = attachments,
                .why = "a report is due",
                .not_before = INSTANT_NONE };
  gboolean good = attachments && (!due || post(engine, &mail, error) >= 0);
  json_decref(context);
  return good;
}

static void
add_readers(Engine *engine, const DueReport *due, GArray *readers)
{
  for (guint i = 0; due->rule->to[i]; i++) {
    g_autoptr(GPtrArray) holders = role_holders(engine->store, due->scheme->id, due->rule->to[i], 0, NULL,
                                                NULL, clock_today(engine->clock));
    for (guint j = 0; j < holders->len; j++)
      g_array_append_val(readers, ((const Person *) holders->pdata[j])->id);
    gint64 office = 0;
    if (!strcmp(due->rule->to[i], ROLE_OFFICE))
      g_array_append_val(readers, office);
  }
}

/* A mail each; whom it was written to already is seen by its purpose. */
static gboolean
mail_all(Engine *engine, GError **error)
{
  g_autoptr(GArray) due = all_due(engine), readers = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < due->len; i++)
    add_readers(engine, &g_array_index(due, DueReport, i), readers);
  for (guint i = 0; i < readers->len; i++)
    if (!mail_to(engine, g_array_index(readers, gint64, i), error))
      return FALSE;
  return TRUE;
}

/* Whether anything became due since it was last asked for whom. */
static gboolean
is_pending(Engine *engine)
{
  g_autoptr(GArray) due = all_due(engine);
  gint64 looked = store_get_int(engine->store, LOOKED, 0);
  for (guint i = 0; i < due->len; i++)
    if (g_array_index(due, DueReport, i).time.day > looked)
      return TRUE;
  return FALSE;
}

gboolean
report_mail(Engine *engine, GError **error)
{
  Instant now = clock_now(engine->clock);
  Day today = clock_today(engine->clock);
  if (engine_sending_time(engine, 0, now) > now || !is_pending(engine))
    return TRUE;
  store_begin(engine->store);
  if (!mail_all(engine, error)) {
    store_rollback(engine->store);
    return FALSE;
  }
  store_set_int(engine->store, LOOKED, today);
  return store_commit(engine->store, error);
}

Instant
report_mail_next(Engine *engine)
{
  const Year *year = engine_year(engine);
  const GPtrArray *schemes = engine->site->schemes->schemes;
  Day today = clock_today(engine->clock), next = DAY_NONE;
  if (is_pending(engine))
    return engine_sending_time(engine, 0, clock_now(engine->clock));
  for (guint i = 0; year && i < schemes->len; i++) {
    const Scheme *scheme = schemes->pdata[i];
    for (guint j = 0; j < scheme->reports->len; j++) {
      g_autoptr(GArray) times =
          report_times(engine, year, ((const SchemeReport *) scheme->reports->pdata[j])->every);
      const ReportTime *time = report_time_next(times, today);
      if (time && (next == DAY_NONE || time->day < next))
        next = time->day;
    }
  }
  return next == DAY_NONE ? INSTANT_NONE : engine_window(engine, next);
}
