/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mails about awards whose holder is no person. Grants nothing. */
#include "pass/decide/held.h"
#include "mail/compose.h"
#include "pass/decide/entitlement.h"
#include "pass/post.h"
#include <string.h>

/* Awards of one rule for one school, of which one mail tells. */
typedef struct {
  const Scheme *scheme;
  const SchemeAward *rule;
  gint64 school;
  gboolean held;           /* earned before the rules changed: the office lets them go */
  const GPtrArray *awards; /* of Award: all that wait */
  guint from, to;          /* which of them */
} Batch;

/* @reader NULL: the office, which need not be a person. */
static char *
purpose_of(Engine *engine, const Batch *batch, const Person *reader)
{
  gint64 id = reader ? reader->id : 0;
  g_autofree char *day = day_format(clock_today(engine->clock));
  return g_strdup_printf("held:%s/%s:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%s", batch->scheme->id,
                         batch->rule->id, batch->school, id, day);
}

static json_t *
parts_json(const Entitlement *entitlement)
{
  json_t *parts = json_array();
  for (guint i = 0; i < entitlement->parts->len; i++) {
    const EntitlementPart *part = entitlement->parts->pdata[i];
    json_array_append_new(parts, json_pack("{s:s, s:s}", "title", part->title, "words", part->words));
  }
  return parts;
}

static json_t *
award_json(Engine *engine, const Batch *batch, const Award *award)
{
  const Year *year = schemes_year_id(engine->site->schemes, award->year);
  Day day = clock_day(engine->clock, award->issued);
  g_autoptr(Entitlement) entitlement =
      year ? entitlement_new(engine, batch->scheme, batch->rule, year, award->person, day) : NULL;
  json_t *line = json_object();
  g_autofree char *allowed =
      !entitlement || !entitlement->allowance
          ? NULL
          : g_strdup_printf("%d hours%s", entitlement->allowance,
                            entitlement->refresher ? ", as a refresher: earned in an earlier year too" : "");
  g_autofree char *hours = entitlement ? entitlement_hours(entitlement) : NULL, *issued = day_words(day);
  context_text(line, "name", award->name);
  context_text(line, "title", award->title);
  context_text(line, "words", award->words);
  context_text(line, "code", award->code);
  context_text(line, "year", award->year);
  context_text(line, "date", issued);
  context_text(line, "allowed", allowed);
  context_text(line, "hours", hours);
  json_object_set_new(line, "evidence", entitlement ? parts_json(entitlement) : json_array());
  return line;
}

static gboolean
tell_one(Engine *engine, const Batch *batch, const Person *reader, GError **error)
{
  json_t *context = context_new(engine, batch->scheme, reader, batch->school), *awards = json_array();
  g_autoptr(GPtrArray) papers = g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free);
  for (guint i = batch->from; i < batch->to; i++) {
    const Award *award = batch->awards->pdata[i];
    g_autoptr(GBytes) pdf = award_pdf(engine->store, award->id);
    g_autofree char *name = g_strdup_printf("%s - %s.pdf", award->name, award->code);
    json_array_append_new(awards, award_json(engine, batch, award));
    if (pdf && g_bytes_get_size(pdf))
      g_ptr_array_add(papers, attachment_new(name, "application/pdf", pdf));
  }
  json_object_set_new(context, "awards", awards);
  json_object_set_new(context, "several", json_boolean(batch->to - batch->from > 1));
  context_text(context, "title", batch->rule->title);
  g_autofree char *purpose = purpose_of(engine, batch, reader);
  const char *const office[] = { engine->site->office, NULL };
  g_autofree char *why =
      g_strdup_printf("%u award%s %s/%s", batch->to - batch->from, batch->to - batch->from == 1 ? "" : "s",
                      batch->scheme->id, batch->rule->id);
  Post mail = { .kind = MAIL_AWARD,
                .template_name = batch->rule->mail,
                .purpose = purpose,
                .person = reader ? reader->id : 0,
                .to = reader ? NULL : office,
                .context = context,
                .attachments = papers,
                .why = why,
                .not_before = INSTANT_NONE,
                .held = batch->held };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  return id >= 0;
}

/* Whoever stands in the role, of Person, or NULL for the office; nobody: it waits until somebody does. */
static GPtrArray *
readers_of(Engine *engine, const Batch *batch)
{
  if (!strcmp(batch->rule->to, ROLE_OFFICE)) {
    GPtrArray *office = g_ptr_array_new();
    g_ptr_array_add(office, NULL);
    return office;
  }
  return engine_holders(engine, batch->scheme, batch->rule->to, 0, batch->school);
}

static gboolean
was_told_today(Engine *engine, const Batch *batch, const GPtrArray *readers)
{
  for (guint i = 0; i < readers->len; i++) {
    g_autofree char *purpose = purpose_of(engine, batch, readers->pdata[i]);
    if (outbox_has(engine->store, purpose))
      return TRUE;
  }
  return FALSE;
}

/* When the batch may go: in the window, on the next working day when its readers had one today; INSTANT_NONE:
 * nobody is there to tell, or there is nothing to say. */
static Instant
batch_time(Engine *engine, const Batch *batch)
{
  g_autoptr(GPtrArray) readers = batch->rule && batch->rule->mail ? readers_of(engine, batch) : NULL;
  if (!readers || !readers->len)
    return INSTANT_NONE;
  if (!was_told_today(engine, batch, readers))
    return engine_sending_time(engine, batch->school, clock_now(engine->clock));
  const WorkCalendar *calendar = engine_calendar(engine, batch->school);
  return engine_window(engine, work_calendar_add(calendar, clock_today(engine->clock), 1));
}

static gboolean
tell_batch(Engine *engine, const Batch *batch, GError **error)
{
  g_autoptr(GPtrArray) readers = readers_of(engine, batch);
  for (guint i = 0; i < readers->len; i++)
    if (!tell_one(engine, batch, readers->pdata[i], error))
      return FALSE;
  for (guint i = batch->from; i < batch->to; i++)
    award_told(engine->store, ((const Award *) batch->awards->pdata[i])->id);
  return TRUE;
}

/* The batch that begins at @from. */
static Batch
batch_at(Engine *engine, const GPtrArray *awards, guint from)
{
  const Award *first = awards->pdata[from];
  Batch batch = { .scheme = schemes_find(engine->site->schemes, first->scheme),
                  .school = first->school,
                  .held = award_is_held(engine->store, first->id),
                  .awards = awards,
                  .from = from,
                  .to = from };
  batch.rule = batch.scheme ? scheme_award(batch.scheme, first->award) : NULL;
  while (batch.to < awards->len) {
    const Award *one = awards->pdata[batch.to];
    if (strcmp(one->scheme, first->scheme) || strcmp(one->award, first->award) ||
        one->school != first->school || award_is_held(engine->store, one->id) != batch.held)
      break;
    batch.to++;
  }
  return batch;
}

gboolean
held_tell(Engine *engine, GError **error)
{
  g_autoptr(GPtrArray) awards = awards_untold(engine->store);
  Instant now = clock_now(engine->clock);
  if (!awards->len)
    return TRUE;
  store_begin(engine->store);
  for (guint i = 0; i < awards->len;) {
    Batch batch = batch_at(engine, awards, i);
    Instant at = batch_time(engine, &batch);
    if (at != INSTANT_NONE && at <= now && !tell_batch(engine, &batch, error)) {
      store_rollback(engine->store);
      return FALSE;
    }
    i = batch.to;
  }
  return store_commit(engine->store, error);
}

Instant
held_next(Engine *engine)
{
  g_autoptr(GPtrArray) awards = awards_untold(engine->store);
  Instant next = INSTANT_NONE;
  for (guint i = 0; i < awards->len;) {
    Batch batch = batch_at(engine, awards, i);
    Instant at = batch_time(engine, &batch);
    next = instant_first(next, at);
    i = batch.to;
  }
  return next;
}
