/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes reminders. Does not decide that one is due; sees to it that nobody gets two a day and that a flood
 * is held. */
#include "pass/chase.h"
#include "pass/enclose.h"
#include "pass/escalate.h"
#include "pass/post.h"
#include <string.h>

#define BUSY_DAYS 30
#define USUAL_BRAKE 50

static char *
chase_purpose(Engine *engine, gint64 person)
{
  g_autofree char *day = day_format(clock_today(engine->clock));
  return g_strdup_printf("chase:%" G_GINT64_FORMAT ":%s", person, day);
}

gboolean
chase_allowed(Engine *engine, gint64 person)
{
  g_autofree char *purpose = chase_purpose(engine, person);
  return !outbox_has(engine->store, purpose);
}

/* How many chasers may go in a day: as the site says, else the larger of fifty and twice the busiest of the
 * last thirty. */
static gint64
brake(Engine *engine, Day today)
{
  if (engine->site->brake)
    return engine->site->brake;
  gint64 busiest =
      outbox_busiest(engine->store, MAIL_CHASER, clock_instant(engine->clock, today - BUSY_DAYS, 0),
                     clock_instant(engine->clock, today, 0));
  return MAX(USUAL_BRAKE, 2 * busiest);
}

static gboolean
brake_holds(Engine *engine)
{
  Day today = clock_today(engine->clock);
  gint64 so_far =
      outbox_count_since(engine->store, MAIL_CHASER, clock_instant(engine->clock, today, 0), NULL);
  return so_far >= brake(engine, today);
}

/* Those asks that are mails: what goes into one of them. */
typedef struct {
  GPtrArray *cc;          /* of char* */
  GPtrArray *refs;        /* of char* */
  GPtrArray *attachments; /* of Attachment */
  json_t *asks;
  const Ask *only; /* when there is one */
  guint n;
} Bundle;

static void
bundle_clear(Bundle *bundle)
{
  g_ptr_array_unref(bundle->cc);
  g_ptr_array_unref(bundle->refs);
  g_ptr_array_unref(bundle->attachments);
  json_decref(bundle->asks);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Bundle, bundle_clear)

static json_t *
ask_line(const Standing *standing, const Ask *ask, const Obligation *obligation)
{
  json_t *line = json_object();
  context_obligation(standing->engine, line, standing->scheme, ask->requirement, obligation);
  const char *form = json_string_value(json_object_get(line, "form"));
  const char *due = json_string_value(json_object_get(line, "due"));
  const char *received = json_string_value(json_object_get(line, "received"));
  g_autofree char *text =
      received ? g_strdup_printf("%s was due on %s. What we have received so far: %s.", form, due, received)
               : g_strdup_printf("%s was due on %s, and so far we have not received it.", form, due);
  context_text(line, "title", ask->requirement->title);
  context_text(line, "text", text);
  return line;
}

static gboolean
bundle_add(const Standing *standing, Bundle *bundle, const Ask *ask, const Obligation *obligation,
           GError **error)
{
  Engine *engine = standing->engine;
  engine_addresses(engine, standing->scheme, ask->rung->cc, standing->person, obligation->school, bundle->cc);
  GError *fault = NULL;
  Attachment *document =
      enclose_form(engine, standing->scheme, requirement_form(standing->scheme, ask->requirement),
                   ask->requirement, obligation, &fault);
  if (fault) {
    g_propagate_error(error, fault);
    return FALSE;
  }
  if (document)
    g_ptr_array_add(bundle->attachments, document);
  g_ptr_array_add(bundle->refs, g_strdup(obligation->ref));
  json_array_append_new(bundle->asks, ask_line(standing, ask, obligation));
  bundle->only = bundle->n++ ? NULL : ask;
  return TRUE;
}

static gint64
bundle_post(const Standing *standing, Bundle *bundle, const Obligation *only, GError **error)
{
  Engine *engine = standing->engine;
  g_autoptr(Person) person = person_get(engine->store, standing->person);
  json_t *context = context_new(engine, standing->scheme, person, only->school);
  if (bundle->only)
    context_obligation(engine, context, standing->scheme, bundle->only->requirement, only);
  json_object_set(context, "asks", bundle->asks);
  g_ptr_array_add(bundle->cc, NULL);
  g_ptr_array_add(bundle->refs, NULL);
  g_autofree char *purpose = chase_purpose(engine, standing->person);
  g_autofree char *label =
      bundle->only ? g_strdup_printf("%s/%s", standing->scheme->id, bundle->only->requirement->id) : NULL;
  g_autofree char *refs = g_strjoinv(" ", (char **) bundle->refs->pdata);
  g_autofree char *why =
      bundle->only ? g_strdup_printf("rung %d of %s, %s", bundle->only->rung->working_days, label, refs)
                   : g_strdup_printf("reminders of %s", refs);
  Post mail = { .kind = MAIL_CHASER,
                .template_name = bundle->only ? bundle->only->rung->mail : "asks",
                .purpose = purpose,
                .requirement = label,
                .person = standing->person,
                .cc = (const char *const *) bundle->cc->pdata,
                .refs = (const char *const *) bundle->refs->pdata,
                .context = context,
                .attachments = bundle->attachments->len ? bundle->attachments : NULL,
                .why = why,
                .not_before = INSTANT_NONE,
                .held = brake_holds(engine) };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  return id;
}

static void
mark_climbed(const Standing *standing, const GArray *asks, gint64 outbox)
{
  Store *store = standing->engine->store;
  for (guint i = 0; i < asks->len; i++) {
    const Ask *ask = &g_array_index(asks, Ask, i);
    if (ask->rung->to)
      continue;
    rung_climb(store, ask->obligation, ask->rung->working_days, outbox ? "mail" : "no address to write to");
    if (outbox)
      outbox_cover(store, outbox, ask->obligation, ask->rung->working_days);
    journal_add(store, standing->person, ask->obligation, "clock", "rung %d: %s", ask->rung->working_days,
                ask->rung->mail);
  }
}

gboolean
chase(const Standing *standing, const GArray *asks, GError **error)
{
  g_auto(Bundle) bundle = { g_ptr_array_new_with_free_func(g_free),
                            g_ptr_array_new_with_free_func(g_free),
                            g_ptr_array_new_with_free_func((GDestroyNotify) attachment_free),
                            json_array(),
                            NULL,
                            0 };
  g_autoptr(Obligation) first = NULL;
  for (guint i = 0; i < asks->len; i++) {
    const Ask *ask = &g_array_index(asks, Ask, i);
    g_autoptr(Obligation) obligation = obligation_get(standing->engine->store, ask->obligation);
    gboolean good = ask->rung->to ? escalate(standing, ask, obligation, error)
                                  : bundle_add(standing, &bundle, ask, obligation, error);
    if (!good)
      return FALSE;
    if (!ask->rung->to && !first)
      first = g_steal_pointer(&obligation);
  }
  if (!bundle.n)
    return TRUE;
  gint64 id = bundle_post(standing, &bundle, first, error);
  if (id < 0)
    return FALSE;
  mark_climbed(standing, asks, id);
  return TRUE;
}
