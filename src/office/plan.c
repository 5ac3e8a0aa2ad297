/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks ahead by living through it. Decides nothing itself: the same pass runs on the copy as would run on
 * the store. */
#include "office/plan.h"
#include "pass/pass.h"
#include "store/asking.h"
#include "store/obligations.h"
#include "store/outbox.h"
#include <string.h>

void
planned_mail_free(PlannedMail *mail)
{
  g_strfreev(mail->to);
  g_strfreev(mail->cc);
  g_free(mail->template_name);
  g_free(mail->requirement);
  g_free(mail->refs);
  g_free(mail->why);
  g_free(mail);
}

/* What a plan owns. */
typedef struct {
  Clock *clock;
  Store *store;
  Site site; /* the site without what a pass writes outside of the store */
  Engine *engine;
  Ends ends;
  Instant from; /* now */
} Ahead;

static void
ahead_clear(Ahead *ahead)
{
  ends_close(&ahead->ends);
  engine_free(ahead->engine);
  store_close(ahead->store);
  clock_free(ahead->clock);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ahead, ahead_clear)

static gboolean
ahead_open(Ahead *ahead, Engine *engine, GError **error)
{
  ahead->from = clock_now(engine->clock);
  ahead->site = *engine->site;
  ahead->site.publish_directory = NULL;
  ahead->clock = clock_new(clock_timezone(engine->clock), error);
  if (!ahead->clock)
    return FALSE;
  clock_set(ahead->clock, ahead->from);
  ahead->store = store_copy(engine->store, ahead->clock, error);
  ahead->engine = ahead->store ? engine_new(&ahead->site, ahead->clock, ahead->store, NULL, error) : NULL;
  if (!ahead->engine)
    return FALSE;
  ends_open_nowhere(&ahead->ends, ahead->engine);
  return TRUE;
}

/* One pass at each instant at which anything falls due. */
static gboolean
live_through(Ahead *ahead, Day until, GError **error)
{
  Instant end = clock_instant(ahead->clock, until + 1, 0);
  for (;;) {
    PassResult result;
    if (!pass(ahead->engine, &ahead->ends, &result, error))
      return FALSE;
    Instant next = pass_next(ahead->engine);
    if (next == INSTANT_NONE || next >= end)
      return TRUE;
    clock_set(ahead->clock, next);
  }
}

static GStrv
addresses_of(const GPtrArray *recipients, gboolean cc)
{
  g_autoptr(GStrvBuilder) addresses = g_strv_builder_new();
  for (guint i = 0; i < recipients->len; i++) {
    const Recipient *one = recipients->pdata[i];
    if (one->cc == cc)
      g_strv_builder_add(addresses, one->address);
  }
  return g_strv_builder_end(addresses);
}

static void
add_once(GPtrArray *words, const char *word)
{
  if (!g_ptr_array_find_with_equal_func(words, word, g_str_equal, NULL))
    g_ptr_array_add(words, g_strdup(word));
}

/* A mail that names no requirement of its own is about those that it covers. */
static void
name_obligations(Store *store, const OutboxMail *row, PlannedMail *mail)
{
  g_autoptr(GPtrArray) refs = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) requirements = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) covered = outbox_obligations(store, row->id);
  for (guint i = 0; i < covered->len; i++) {
    g_autoptr(Obligation) one = obligation_get(store, g_array_index(covered, gint64, i));
    add_once(refs, one->ref);
    add_once(requirements, one->requirement);
  }
  g_ptr_array_add(refs, NULL);
  g_ptr_array_add(requirements, NULL);
  const char *slash = row->requirement ? strchr(row->requirement, '/') : NULL;
  mail->refs = g_strjoinv(" ", (char **) refs->pdata);
  mail->requirement = slash ? g_strdup(slash + 1) : g_strjoinv(" ", (char **) requirements->pdata);
}

static PlannedMail *
planned(Store *store, const OutboxMail *row)
{
  PlannedMail *mail = g_new0(PlannedMail, 1);
  g_autoptr(GPtrArray) recipients = outbox_recipients(store, row->id);
  mail->at = row->not_before;
  mail->to = addresses_of(recipients, FALSE);
  mail->cc = addresses_of(recipients, TRUE);
  mail->template_name = askings_names(store, row->id, row->template_name);
  mail->why =
      strcmp(row->state, "held") ? g_strdup(row->why) : g_strconcat(row->why, "; held by the brake", NULL);
  name_obligations(store, row, mail);
  return mail;
}

static int
by_time(gconstpointer a, gconstpointer b)
{
  Instant x = (*(PlannedMail *const *) a)->at, y = (*(PlannedMail *const *) b)->at;
  return (x > y) - (x < y);
}

/* What the store had not sent when the plan began. */
static GPtrArray *
mails_of(const Ahead *ahead, Store *before)
{
  GPtrArray *mails = g_ptr_array_new_with_free_func((GDestroyNotify) planned_mail_free);
  g_autoptr(GPtrArray) rows = outbox_list(ahead->store, NULL);
  for (guint i = 0; i < rows->len; i++) {
    const OutboxMail *row = rows->pdata[i];
    g_autoptr(OutboxMail) was = outbox_get(before, row->id);
    if ((!was || strcmp(was->state, row->state) || !strcmp(row->state, "held")) &&
        strcmp(row->state, "cancelled"))
      g_ptr_array_add(mails, planned(ahead->store, row));
  }
  g_ptr_array_sort(mails, by_time);
  return mails;
}

GPtrArray *
plan(Engine *engine, Day until, GError **error)
{
  g_auto(Ahead) ahead = { 0 };
  if (!ahead_open(&ahead, engine, error) || !live_through(&ahead, until, error))
    return NULL;
  return mails_of(&ahead, engine->store);
}
