/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the question about the brake. Holds nothing (chase.c does) and lets nothing go (the office does). */
#include "pass/tell/brake.h"
#include "pass/decide/chase.h"
#include "pass/post.h"
#include <string.h>

#define TOLD "brake_told" /* the instant at which the office was asked; 0: nothing was held since */

/* "Mentor tracker overdue (40)": what is held, by its subject's template, in the order of the outbox. */
static json_t *
kinds_of(const GPtrArray *held)
{
  g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) order = g_ptr_array_new(); /* of OutboxMail, borrowed: the first of its kind */
  for (guint i = 0; i < held->len; i++) {
    const OutboxMail *mail = held->pdata[i];
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, mail->template_name));
    if (!n)
      g_ptr_array_add(order, held->pdata[i]);
    g_hash_table_insert(counts, mail->template_name, GUINT_TO_POINTER(n + 1));
  }
  json_t *kinds = json_array();
  for (guint i = 0; i < order->len; i++) {
    const OutboxMail *mail = order->pdata[i];
    g_autofree char *n =
        g_strdup_printf("%u", GPOINTER_TO_UINT(g_hash_table_lookup(counts, mail->template_name)));
    json_array_append_new(kinds, json_pack("{s:s, s:s}", "count", n, "what", mail->subject));
  }
  return kinds;
}

/* Held are reminders, by their number, and what new rules granted, of which another mail told the office. */
static GPtrArray *
held_chasers(Engine *engine)
{
  GPtrArray *held = outbox_list(engine->store, "held");
  for (guint i = held->len; i-- > 0;)
    if (((const OutboxMail *) held->pdata[i])->kind != MAIL_CHASER)
      g_ptr_array_remove_index(held, i);
  return held;
}

static gboolean
ask_office(Engine *engine, const GPtrArray *held, GError **error)
{
  Instant now = clock_now(engine->clock);
  g_autofree char *purpose = g_strdup_printf("brake:%" G_GINT64_FORMAT, now);
  g_autofree char *count = g_strdup_printf("%u", held->len);
  g_autofree char *usual = g_strdup_printf("%" G_GINT64_FORMAT, chase_brake(engine));
  const char *const to[] = { engine->site->office, NULL };
  json_t *context = context_new(engine, NULL, NULL, 0);
  context_text(context, "held_count", count);
  context_text(context, "usual", usual);
  json_object_set_new(context, "held_mails", kinds_of(held));
  const Post mail = { .kind = MAIL_OFFICE,
                      .template_name = "brake",
                      .purpose = purpose,
                      .to = to,
                      .context = context,
                      .why = "more reminders than usual wait for the office",
                      .not_before = INSTANT_NONE };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  store_set_int(engine->store, TOLD, now);
  return id >= 0;
}

gboolean
brake_tell(Engine *engine, GError **error)
{
  g_autoptr(GPtrArray) held = held_chasers(engine);
  gboolean told = store_get_int(engine->store, TOLD, 0) != 0;
  if (told == (held->len > 0))
    return TRUE;
  store_begin(engine->store);
  if (!told && !ask_office(engine, held, error)) {
    store_rollback(engine->store);
    return FALSE;
  }
  if (told)
    store_set_int(engine->store, TOLD, 0);
  return store_commit(engine->store, error);
}
