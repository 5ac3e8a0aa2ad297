/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes down numbers. Counts nothing that no table counts. */
#include "config.h"

#include "base/fault.h"
#include "pass/publish/metrics.h"
#include "pass/tell/outages.h"
#include "store/awards.h"
#include "store/cases.h"
#include "store/messages.h"
#include "store/obligations.h"
#include "store/outages.h"
#include "store/outbox.h"

#define FILE_NAME ".metrics"

static void
describe(GString *text, const char *name, const char *type, const char *help)
{
  g_string_append_printf(text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
add(GString *text, const char *name, const char *label, const char *value, gint64 number)
{
  if (label) {
    g_autofree char *quoted = g_strescape(value, NULL); /* of a label: \, " and newline, as C has them */
    g_string_append_printf(text, "%s{%s=\"%s\"} %" G_GINT64_FORMAT "\n", name, label, quoted, number);
  } else {
    g_string_append_printf(text, "%s %" G_GINT64_FORMAT "\n", name, number);
  }
}

static void
add_one(GString *text, const char *name, const char *type, const char *help, gint64 number)
{
  describe(text, name, type, help);
  add(text, name, NULL, NULL, number);
}

static void
add_messages(GString *text, Store *store)
{
  g_autoptr(GPtrArray) kinds = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(gint64));
  messages_by_kind(store, kinds, counts);
  describe(text, "mentord_messages_total", "counter", "Messages that came, by what they are.");
  for (guint i = 0; i < kinds->len; i++)
    add(text, "mentord_messages_total", "kind", kinds->pdata[i], g_array_index(counts, gint64, i));
}

static void
add_states(GString *text, Store *store)
{
  static const char *const states[] = { "queued", "held", "sent", "failed", "unsure" };
  describe(text, "mentord_mails", "gauge", "Mails that were or will be sent, by their state.");
  for (guint i = 0; i < G_N_ELEMENTS(states); i++)
    add(text, "mentord_mails", "state", states[i], outbox_count_state(store, states[i]));
  describe(text, "mentord_obligations", "gauge", "What is asked of people, by its state.");
  for (State state = STATE_UPCOMING; state <= STATE_WAIVED; state++)
    add(text, "mentord_obligations", "state", state_word(state), obligations_count(store, state));
}

static void
add_outages(GString *text, Store *store)
{
  static const char *const whats[] = { OUTAGE_MAILBOX,  OUTAGE_SUBMISSION, OUTAGE_DISK, OUTAGE_STORE,
                                       OUTAGE_TEMPLATE, OUTAGE_PUBLISH,    OUTAGE_WORK, OUTAGE_CLOCK };
  g_autoptr(GPtrArray) now = outages_now(store);
  describe(text, "mentord_outage", "gauge", "1 while this stands still.");
  for (guint i = 0; i < G_N_ELEMENTS(whats); i++) {
    gboolean lasts = FALSE;
    for (guint j = 0; j < now->len; j++)
      lasts = lasts || g_str_equal(((const Outage *) now->pdata[j])->what, whats[i]);
    add(text, "mentord_outage", "what", whats[i], lasts);
  }
  add_one(text, "mentord_outages_total", "counter", "Outages there were, those that last among them.",
          outages_count(store));
}

char *
metrics_text(Engine *engine)
{
  Store *store = engine->store;
  GString *text = g_string_new(NULL);
  describe(text, "mentord_info", "gauge", "The version that runs.");
  add(text, "mentord_info", "version", PACKAGE_VERSION, 1);
  add_one(text, "mentord_last_pass_timestamp_seconds", "gauge", "When the last pass ended.",
          store_get_int(store, "last_pass", 0));
  add_one(text, "mentord_last_fetch_timestamp_seconds", "gauge", "When the mailbox was last read to its end.",
          store_get_int(store, "last_drained", 0));
  add_one(text, "mentord_poll_interval_seconds", "gauge", "How often the mailbox is looked at, at least.",
          engine->site->poll);
  add_one(text, "mentord_people", "gauge", "People on the roster.", people_count(store));
  add_one(text, "mentord_schools", "gauge", "Schools on the roster.", schools_count(store));
  add_one(text, "mentord_cases_open", "gauge", "Cases that wait for the office.", cases_count(store));
  add_one(text, "mentord_awards_total", "counter", "Awards that were issued.", awards_count(store));
  add_messages(text, store);
  add_states(text, store);
  add_outages(text, store);
  return g_string_free(text, FALSE);
}

gboolean
metrics_write(Engine *engine, GError **error)
{
  const Site *site = engine->site;
  if (!site->listen || !site->publish_directory)
    return TRUE;
  g_autofree char *text = metrics_text(engine);
  g_autofree char *path = g_build_filename(site->publish_directory, FILE_NAME, NULL);
  g_autoptr(GError) fault = NULL;
  if (g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &fault))
    return TRUE;
  g_set_error(error, FAULT, FAULT_IO, "%s", fault->message);
  return FALSE;
}
