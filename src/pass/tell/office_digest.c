/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the office's digest: what waits for it, what goes out next, what is wrong. */
#include "pass/tell/office_digest.h"
#include "pass/decide/chase.h"
#include "pass/decide/closing.h"
#include "pass/intake/away.h"
#include "pass/people/allocation.h"
#include "pass/people/directory.h"
#include "pass/post.h"
#include "pass/publish/pages_office.h"
#include "pass/tell/digest.h"
#include "pass/tell/opening.h"
#include "pass/tell/report_mail.h"
#include "store/cases.h"
#include "store/outbox.h"
#include <string.h>

#define TOLD_CASE "office_told_case"
#define TOLD_ALLOCATION "office_told_allocation"

static gboolean
has_new_cases(Engine *engine)
{
  return cases_newest(engine->store) > store_get_int(engine->store, TOLD_CASE, 0);
}

/* Whether who is allocated to nobody, or to two, is not what the office was last told. */
static gboolean
is_misallocated(Engine *engine)
{
  g_auto(GStrv) faults = allocation_faults(engine);
  g_autofree char *all = g_strjoinv("; ", faults), *told = store_get(engine->store, TOLD_ALLOCATION);
  return *all && g_strcmp0(told, all);
}

/* Whether the next working day brings more requests than a day's reminders may be. */
static gboolean
opens_much(Engine *engine)
{
  gint64 mails = 0;
  json_t *lines = opening_next(engine), *line;
  size_t i;
  json_array_foreach(lines, i, line) mails +=
      g_ascii_strtoll(json_string_value(json_object_get(line, "count")), NULL, 10);
  json_decref(lines);
  return mails > chase_brake(engine);
}

gboolean
office_digest_waits(Engine *engine)
{
  g_autofree char *purpose = digest_purpose(engine, 0);
  if (outbox_has(engine->store, purpose))
    return FALSE;
  return has_new_cases(engine) || is_misallocated(engine) || opens_much(engine);
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

static json_t *
case_lines(Engine *engine)
{
  json_t *lines = json_array();
  g_autoptr(GPtrArray) cases = cases_list(engine->store, TRUE);
  for (guint i = 0; i < cases->len; i++) {
    const Case *c = cases->pdata[i];
    if (!case_is_of_office(c))
      continue;
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, c->id);
    json_array_append_new(lines, json_pack("{s:s, s:s, s:s}", "id", id, "what", c->question, "who", c->kind));
  }
  return lines;
}

static json_t *
context_of(Engine *engine, GStrv allocation)
{
  json_t *context = context_new(engine, NULL, NULL, 0), *away = away_lines(engine);
  g_autofree char *page = office_page_url(engine);
  context_text(context, "page", page);
  json_object_set_new(context, "cases", case_lines(engine));
  context_number(context, "failed", outbox_count_state(engine->store, "failed"));
  context_number(context, "held", outbox_count_state(engine->store, "held"));
  json_object_set_new(context, "opening", opening_next(engine));
  context_number(context, "away_count", (gint64) json_array_size(away));
  json_object_set_new(context, "away", away);
  json_object_set_new(context, "warnings", warnings_of(engine, allocation));
  return context;
}

static const char *
reason(Engine *engine)
{
  if (has_new_cases(engine))
    return "cases wait for the office";
  return is_misallocated(engine) ? "who is allocated to whom has changed"
                                 : "many requests go out on the next working day";
}

static void
note_told(Engine *engine, GStrv allocation)
{
  g_autofree char *faults = g_strjoinv("; ", allocation);
  store_set_int(engine->store, TOLD_CASE,
                MAX(cases_newest(engine->store), store_get_int(engine->store, TOLD_CASE, 0)));
  store_set(engine->store, TOLD_ALLOCATION, faults);
}

gboolean
office_digest(Engine *engine, GError **error)
{
  g_autofree char *purpose = digest_purpose(engine, 0);
  g_auto(GStrv) allocation = allocation_faults(engine);
  const char *const to[] = { engine->site->office, NULL };
  json_t *context = context_of(engine, allocation);
  g_autoptr(GPtrArray) attachments = report_mail_join(engine, 0, context, error);
  Post mail = { .kind = MAIL_OFFICE,
                .template_name = "office-digest",
                .purpose = purpose,
                .to = to,
                .context = context,
                .attachments = attachments,
                .why = reason(engine),
                .not_before = INSTANT_NONE };
  gint64 id = attachments ? post(engine, &mail, error) : -1;
  json_decref(context);
  if (id > 0)
    note_told(engine, allocation);
  return id >= 0;
}

Instant
office_digest_next(Engine *engine)
{
  g_autofree char *purpose = digest_purpose(engine, 0);
  if (!has_new_cases(engine))
    return INSTANT_NONE;
  if (!outbox_has(engine->store, purpose))
    return engine_sending_time(engine, 0, clock_now(engine->clock));
  return engine_window(engine, work_calendar_add(engine_calendar(engine, 0), clock_today(engine->clock), 1));
}
