/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may order, and the first look at what. Carries nothing out: that wants the reader and the store for
 * itself. */
#include "pass/commands/orders.h"
#include "base/text.h"
#include "pass/commands/order_line.h"
#include "pass/intake/verified.h"
#include "pass/limits.h"
#include "pass/post.h"
#include "pass/tell/lead_cases.h"
#include "store/office_mail.h"
#include <string.h>

#define LONGEST 20000 /* bytes that are kept of one mail */

static gboolean
says_to_be_office(const Inbound *inbound)
{
  const char *from = inbound->reading->from.address;
  return (from && !g_ascii_strcasecmp(from, inbound->engine->site->office)) || sender_is_of_office(inbound);
}

/* The words of the mail, else of its subject: some write the command there. */
static const char *
words_of(const Inbound *inbound)
{
  const Reading *reading = inbound->reading;
  g_autofree char *text = text_clean(reading->text, -1, 200, FALSE);
  return *text ? reading->text : reading->subject;
}

/* A greeting may stand before the first command, and nothing else. */
static gboolean
begins_with_order(const char *words)
{
  static const char *const greetings[] = { "hi", "hello", "hey", "dear", "good", "mentord", NULL };
  g_auto(GStrv) lines = g_strsplit(words, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    g_autofree char *key = text_key(lines[i]);
    g_auto(GStrv) split = g_strsplit(key, " ", -1);
    g_auto(Order) order = order_read(lines[i]);
    if (order.kind != ORDER_NONE && order.kind != ORDER_VALUE)
      return TRUE;
    if (*key && (g_strv_length(split) > 4 || !g_strv_contains(greetings, split[0])))
      return FALSE;
  }
  return FALSE;
}

gboolean
orders_in(const Inbound *inbound)
{
  return says_to_be_office(inbound) && begins_with_order(words_of(inbound));
}

/* The case that the subject of the mail that is answered names: "[case 12]". */
static gint64
case_answered(const Inbound *inbound)
{
  const char *at = strstr(inbound->reading->subject, "[case ");
  return at ? g_ascii_strtoll(at + strlen("[case "), NULL, 10) : 0;
}

/* What is forged is told to whom it would have been from, by the address that is known of them. */
static gboolean
refuse(Inbound *inbound, GError **error)
{
  Engine *engine = inbound->engine;
  const char *const to[] = { engine->site->office, NULL };
  inbound_case(inbound, "order", -1, NULL, NULL, NULL,
               "a mail with commands claims to be from %s, and nothing vouches for it: nothing was done",
               inbound->reading->from.address);
  if (!answer_allowed(engine, engine->site->office, ANSWER_TO_NOTHING))
    return TRUE;
  g_autofree char *purpose = g_strdup_printf("order-refused:%" G_GINT64_FORMAT, inbound->message->id);
  g_autofree char *why = inbound_cause(inbound), *verdict = inbound_verdict(inbound);
  g_autofree char *words = text_clean(words_of(inbound), -1, 200, FALSE);
  json_t *context = context_new(engine, NULL, NULL, 0);
  context_text(context, "from", inbound->reading->from.address);
  context_text(context, "what", words);
  context_text(context, "standing", verdict);
  const Post mail = { .kind = MAIL_ANSWER,
                      .template_name = "order-refused",
                      .purpose = purpose,
                      .message = inbound->message->id,
                      .to = to,
                      .context = context,
                      .why = why,
                      .not_before = INSTANT_NONE };
  gint64 id = post(engine, &mail, error);
  json_decref(context);
  return id >= 0;
}

/* Whether it is from a lead and begins with a case that they may settle. */
static gboolean
is_of_lead(const Inbound *inbound)
{
  Engine *engine = inbound->engine;
  const Person *sender = inbound_sender(inbound);
  if (!sender || !verified_person(inbound))
    return FALSE;
  g_auto(GStrv) lines = g_strsplit(words_of(inbound), "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    g_auto(Order) order = order_read(lines[i]);
    gboolean of_case = order.kind == ORDER_ACCEPT || order.kind == ORDER_REJECT || order.kind == ORDER_SHOW;
    if (!of_case || !*order.what)
      continue;
    g_autoptr(Case) c = case_get(engine->store, g_ascii_strtoll(order.what, NULL, 10));
    return c && lead_may_settle(engine, sender->id, c) && begins_with_order(words_of(inbound));
  }
  return FALSE;
}

static void
keep(Inbound *inbound, gint64 person)
{
  g_autofree char *words = text_clean(words_of(inbound), -1, LONGEST, TRUE);
  const OfficeMail mail = { .message = inbound->message->id,
                            .person = person,
                            .about = case_answered(inbound),
                            .words = words,
                            .reply = inbound->reading->message_id };
  office_mail_add(inbound->engine->store, &mail);
}

gboolean
orders_take(Inbound *inbound, gboolean *taken, GError **error)
{
  *taken = orders_in(inbound);
  if (!*taken && (*taken = is_of_lead(inbound))) {
    keep(inbound, inbound_sender(inbound)->id);
    return TRUE;
  }
  if (!*taken)
    return TRUE;
  const Person *sender = inbound_sender(inbound);
  gboolean person = sender_is_of_office(inbound) && verified_person(inbound);
  if (!person && !verified_office(inbound))
    return refuse(inbound, error);
  keep(inbound, person ? sender->id : 0);
  return TRUE;
}
