/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One mail of commands: a line each, each by itself, one answer for all of them. Judges no sender: intake
 * did. */
#include "office/orders.h"
#include "base/fault.h"
#include "base/text.h"
#include "office/acts.h"
#include "office/look.h"
#include "office/plan.h"
#include "office/status.h"
#include "pass/commands/order_line.h"
#include "pass/intake/values.h"
#include "pass/intake/verified.h"
#include "pass/limits.h"
#include "pass/post.h"
#include "pass/tell/explain.h"
#include "pass/tell/lead_cases.h"
#include "store/office_mail.h"
#include <string.h>

#define LINES_MOST 50 /* commands of one mail */
#define DAYS_AHEAD 28

/* One mail being carried out. */
typedef struct {
  Engine *engine;
  const OfficeMail *mail;
  char *address;     /* whom it is from, and who is answered */
  gboolean office;   /* and may order all; else a lead, who may settle what is theirs */
  char *cause;       /* of the journal */
  GPtrArray *orders; /* of Ordered */
} Mail;

/* One command of it. */
typedef struct {
  char *line; /* as it was written */
  Order order;
  GPtrArray *values; /* of char*: LABEL=VALUE, of the lines below it too */
  GPtrArray *ahead;  /* of PlannedMail, made before the transaction; or NULL */
  GPtrArray *lines;  /* of char*: the answer */
  char *problem;     /* why it was not done, or NULL */
} Ordered;

static void
ordered_free(gpointer data)
{
  Ordered *one = data;
  g_free(one->line);
  order_clear(&one->order);
  g_ptr_array_unref(one->values);
  g_clear_pointer(&one->ahead, g_ptr_array_unref);
  g_clear_pointer(&one->lines, g_ptr_array_unref);
  g_free(one->problem);
  g_free(one);
}

static void
mail_clear(Mail *mail)
{
  g_free(mail->address);
  g_free(mail->cause);
  g_ptr_array_unref(mail->orders);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Mail, mail_clear)

/* -- reading ------------------------------------------------------------------------------------------- */

/* "Teaching=3; Training=giving feedback" as two values. */
static void
add_values(GPtrArray *values, const char *text)
{
  g_auto(GStrv) parts = g_strsplit(text, ";", -1);
  for (guint i = 0; parts[i]; i++)
    if (*g_strstrip(parts[i]))
      g_ptr_array_add(values, g_strdup(parts[i]));
}

static Ordered *
add_order(Mail *mail, const char *line, Order *order)
{
  Ordered *one = g_new0(Ordered, 1);
  one->line = text_clean(line, -1, 200, FALSE);
  one->order = *order;
  *order = (Order){ ORDER_NONE, NULL, NULL };
  one->values = g_ptr_array_new_with_free_func(g_free);
  one->lines = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(mail->orders, one);
  if (one->order.kind == ORDER_ACCEPT)
    add_values(one->values, one->order.rest);
  return one;
}

/* Lines above the first command are a greeting. After it, what is no command ends the mail when it says good
 * bye or stands behind an empty line, as signatures do; else it is answered that it was not understood. */
static void
read_orders(Mail *mail)
{
  static const char *const ends[] = { "thanks",  "thank", "many", "kind",  "best", "regards", "cheers",
                                      "warmest", "sent",  "with", "yours", "get",  NULL };
  g_auto(GStrv) lines = g_strsplit(mail->mail->words, "\n", -1);
  Ordered *last = NULL;
  for (guint i = 0; lines[i] && mail->orders->len < LINES_MOST; i++) {
    g_autofree char *key = text_key(lines[i]);
    g_auto(GStrv) words = g_strsplit(key, " ", -1);
    g_auto(Order) order = order_read(lines[i]);
    gboolean value = order.kind == ORDER_VALUE && last && last->order.kind == ORDER_ACCEPT;
    gboolean bye = *key && (g_strv_contains(ends, words[0]) || (i && !*g_strstrip(lines[i - 1])));
    if (value)
      add_values(last->values, order.rest);
    else if (order.kind != ORDER_NONE && order.kind != ORDER_VALUE)
      last = add_order(mail, lines[i], &order);
    else if (last && *key && bye)
      return;
    else if (last && *key)
      add_order(mail, lines[i], &order);
  }
}

/* "30 October" is the next such day. DAY_NONE: @text is none, or has a year of its own. */
static Day
day_without_year(Day today, const char *text)
{
  int year, month, dom;
  day_to_ymd(today, &year, &month, &dom);
  g_autofree char *now = g_strdup_printf("%s %d", text, year),
                  *later = g_strdup_printf("%s %d", text, year + 1);
  Day day = strpbrk(text, "0123456789") ? value_day(now) : DAY_NONE;
  return day != DAY_NONE && day < today ? value_day(later) : day;
}

/* The date that @text begins with, of four words at most; *rest: what stands behind it. */
static Day
leading_day(const Engine *engine, const char *text, const char **rest)
{
  Day found = DAY_NONE;
  *rest = text;
  for (const char *p = text; *p && *rest == text;) {
    p += strcspn(p, " \t");
    g_autofree char *head = g_strndup(text, (gsize) (p - text));
    Day day = value_day(head);
    p += strspn(p, " \t");
    if (day == DAY_NONE && (found = day_without_year(clock_today(engine->clock), head)) != DAY_NONE)
      day = g_ascii_isdigit(*p) ? DAY_NONE : found; /* its year may follow */
    if (day != DAY_NONE) {
      found = day;
      *rest = p;
    }
  }
  return *rest == text ? DAY_NONE : found;
}

/* -- doing --------------------------------------------------------------------------------------------- */

static void
take_lines(Ordered *one, GPtrArray *lines /* taken over */, const char *otherwise)
{
  g_ptr_array_extend_and_steal(one->lines, lines);
  if (!one->lines->len)
    g_ptr_array_add(one->lines, g_strdup(otherwise));
}

static gint64
case_of(const Mail *mail, const Ordered *one)
{
  return *one->order.what ? g_ascii_strtoll(one->order.what, NULL, 10) : mail->mail->about;
}

static gboolean
review(Mail *mail, Ordered *one, const char *what, GError **error)
{
  gint64 id = case_of(mail, one);
  if (!id)
    return fault_data(error, "say which case, as in \"review 12 %s\"", what);
  g_autoptr(Case) c = act_case(mail->engine, id, error);
  g_ptr_array_add(one->values, NULL);
  gboolean good = c && act_review(mail->engine, c, what, one->order.rest, (char *const *) one->values->pdata,
                                  mail->cause, one->lines, error);
  g_ptr_array_set_size(one->values, (int) one->values->len - 1);
  return good;
}

static gboolean
show_case(Mail *mail, Ordered *one, GError **error)
{
  g_autoptr(Case) c = case_get(mail->engine->store, case_of(mail, one));
  if (!c)
    return fault_data(error, "there is no case %s", one->order.what);
  take_lines(one, explain_case(mail->engine, c), "");
  return TRUE;
}

static gboolean
extend(Mail *mail, Ordered *one, GError **error)
{
  const char *reason;
  Day day = leading_day(mail->engine, one->order.rest, &reason);
  if (day == DAY_NONE)
    return fault_data(error, "\"%s\" begins with no date: write it as 20 October 2026", one->order.rest);
  reason += strspn(reason, " ,.:;-");
  g_autofree char *cause = g_strdup_printf("%s%s%s", mail->cause, *reason ? ": " : "", reason);
  return act_extend(mail->engine, one->order.what, day, cause, one->lines, error);
}

static gboolean
waive(Mail *mail, Ordered *one, GError **error)
{
  if (!*one->order.rest)
    return fault_data(error, "say why, as in \"waive %s on long-term sick leave\"", one->order.what);
  g_autofree char *cause = g_strdup_printf("%s: %s", mail->cause, one->order.rest);
  return act_waive(mail->engine, one->order.what, cause, one->lines, error);
}

static gboolean
why(Mail *mail, Ordered *one, GError **error)
{
  GPtrArray *lines = look_why(mail->engine, one->order.what);
  if (!lines)
    return fault_data(error, "%s is no ref, mail or case of ours", one->order.what);
  take_lines(one, lines, "");
  return TRUE;
}

static gboolean
settle_mails(Mail *mail, Ordered *one, GError **error)
{
  gboolean release = one->order.kind == ORDER_RELEASE;
  gint64 id = g_ascii_strtoll(one->order.what, NULL, 10);
  guint n;
  if (!(release ? act_release : act_cancel)(mail->engine, id, mail->cause, &n, error))
    return FALSE;
  g_ptr_array_add(one->lines, g_strdup_printf("%u %s", n, release ? "released" : "cancelled"));
  return TRUE;
}

static gboolean
person(Mail *mail, Ordered *one, GError **error)
{
  g_autofree char *address = text_address(one->order.what);
  g_autoptr(GPtrArray) people = people_by_address(mail->engine->store, address ? address : "");
  if (!people->len)
    return fault_data(error, "nobody on the roster has the address %s", one->order.what);
  for (guint i = 0; i < people->len; i++)
    take_lines(one, look_person(mail->engine, people->pdata[i]), "");
  return TRUE;
}

static void
status(Mail *mail, Ordered *one)
{
  json_t *now = status_json(mail->engine);
  take_lines(one, status_lines(now), "");
  json_decref(now);
}

static Day
plan_until(const Mail *mail, const Ordered *one)
{
  const char *rest;
  Day day = leading_day(mail->engine, one->order.rest, &rest);
  return day == DAY_NONE ? clock_today(mail->engine->clock) + DAYS_AHEAD : day;
}

static gboolean
carry_out(Mail *mail, Ordered *one, GError **error)
{
  switch (one->order.kind) {
  case ORDER_STATUS: status(mail, one); return TRUE;
  case ORDER_PLAN:
    take_lines(one, look_plan(mail->engine, one->ahead, plan_until(mail, one)), "");
    return TRUE;
  case ORDER_REVIEW: take_lines(one, look_cases(mail->engine), "Nothing waits for a decision."); return TRUE;
  case ORDER_SHOW: return show_case(mail, one, error);
  case ORDER_ACCEPT: return review(mail, one, "accept", error);
  case ORDER_REJECT: return review(mail, one, "reject", error);
  case ORDER_ASSIGN: return review(mail, one, "assign", error);
  case ORDER_EXTEND: return extend(mail, one, error);
  case ORDER_WAIVE: return waive(mail, one, error);
  case ORDER_WHY: return why(mail, one, error);
  case ORDER_OUTBOX: take_lines(one, look_outbox(mail->engine), "Nothing waits."); return TRUE;
  case ORDER_RELEASE:
  case ORDER_CANCEL: return settle_mails(mail, one, error);
  case ORDER_PERSON: return person(mail, one, error);
  case ORDER_NONE:
  case ORDER_VALUE: break;
  }
  return fault_data(error, "this was not understood");
}

/* The sender was verified when it came in; what a lead may order is asked for each line. */
static gboolean
may_order(const Mail *mail, const Ordered *one, GError **error)
{
  gboolean of_case =
      one->order.kind == ORDER_ACCEPT || one->order.kind == ORDER_REJECT || one->order.kind == ORDER_SHOW;
  g_autoptr(Case) c = of_case ? case_get(mail->engine->store, case_of(mail, one)) : NULL;
  if (mail->office || (c && lead_may_settle(mail->engine, mail->mail->person, c)))
    return TRUE;
  return fault_data(error, of_case && c && c->settled != INSTANT_NONE ? "it is settled already"
                                                                      : "this is for the office to say");
}

/* What cannot be done undoes itself alone and is said. FALSE when it is no mistake of the office's. */
static gboolean
do_one(Mail *mail, Ordered *one, GError **error)
{
  GError *fault = NULL;
  store_savepoint(mail->engine->store);
  gboolean good = may_order(mail, one, &fault) && carry_out(mail, one, &fault);
  store_savepoint_end(mail->engine->store, good);
  if (good)
    return TRUE;
  if (!g_error_matches(fault, FAULT, FAULT_DATA)) {
    g_propagate_error(error, fault);
    return FALSE;
  }
  one->problem = g_strdup(fault->message);
  g_ptr_array_set_size(one->lines, 0);
  g_error_free(fault);
  return TRUE;
}

/* -- answering ----------------------------------------------------------------------------------------- */

static json_t *
list_of(const GPtrArray *lines)
{
  json_t *list = json_array();
  for (guint i = 0; i < lines->len; i++) {
    g_autofree char *line = g_strstrip(g_strdup(lines->pdata[i]));
    if (*line)
      json_array_append_new(list, json_string(line));
  }
  return list;
}

/* The case that the answer shows, and nothing else: a reply with "accept" then means it. */
static gint64
case_shown(const Mail *mail)
{
  const Ordered *only = mail->orders->len == 1 ? mail->orders->pdata[0] : NULL;
  return only && only->order.kind == ORDER_SHOW && !only->problem ? case_of(mail, only) : 0;
}

static gboolean
answer(Mail *mail, GError **error)
{
  Engine *engine = mail->engine;
  if (!answer_allowed(engine, mail->address, ANSWER_TO_SOMETHING))
    return TRUE;
  const char *const to[] = { mail->address, NULL };
  g_autofree char *purpose = g_strdup_printf("office-reply:%" G_GINT64_FORMAT, mail->mail->message);
  g_autofree char *shown = g_strdup_printf("%" G_GINT64_FORMAT, case_shown(mail));
  json_t *context = context_new(engine, NULL, NULL, 0), *list = json_array();
  for (guint i = 0; i < mail->orders->len; i++) {
    const Ordered *one = mail->orders->pdata[i];
    json_array_append_new(list, json_pack("{s:s, s:s, s:o}", "line", one->line, "problem",
                                          one->problem ? one->problem : "", "lines", list_of(one->lines)));
  }
  json_object_set_new(context, "orders", list);
  context_text(context, "shown", strcmp(shown, "0") ? shown : "");
  json_object_set_new(context, "of_office", json_boolean(mail->office));
  const Post letter = { .kind = MAIL_ANSWER,
                        .template_name = "office-reply",
                        .purpose = purpose,
                        .person = mail->mail->person,
                        .message = mail->mail->message,
                        .to = to,
                        .context = context,
                        .why = mail->cause,
                        .not_before = INSTANT_NONE,
                        .in_reply_to = *mail->mail->reply ? mail->mail->reply : NULL };
  gint64 id = post(engine, &letter, error);
  json_decref(context);
  return id >= 0;
}

/* A plan is lived through on a copy of the store, which none can be made of in a transaction. */
static gboolean
look_ahead(Mail *mail, GError **error)
{
  for (guint i = 0; i < mail->orders->len; i++) {
    Ordered *one = mail->orders->pdata[i];
    if (one->order.kind == ORDER_PLAN && !(one->ahead = plan(mail->engine, plan_until(mail, one), error)))
      return FALSE;
  }
  return TRUE;
}

/* Whose mail it was: whoever has left the roster since is not answered, and nothing is done. */
static char *
address_of(Engine *engine, const OfficeMail *mail)
{
  g_autoptr(Person) person = mail->person ? person_get(engine->store, mail->person) : NULL;
  return g_strdup(person ? person->address : mail->person ? NULL : engine->site->office);
}

static gboolean
carry_out_mail(Mail *mail, GError **error)
{
  Store *store = mail->engine->store;
  read_orders(mail);
  if (!look_ahead(mail, error))
    return FALSE;
  gboolean good = TRUE;
  store_begin(store);
  for (guint i = 0; good && mail->address && i < mail->orders->len; i++)
    good = do_one(mail, mail->orders->pdata[i], error);
  good = good && (!mail->address || answer(mail, error));
  office_mail_done(store, mail->mail->message);
  g_info("event=ordered message=%" G_GINT64_FORMAT " orders=%u", mail->mail->message, mail->orders->len);
  if (good)
    return store_commit(store, error);
  store_rollback(store);
  return FALSE;
}

gboolean
orders_carry_out(Engine *engine, GError **error)
{
  g_autoptr(GPtrArray) waiting = office_mails_waiting(engine->store);
  for (guint i = 0; i < waiting->len; i++) {
    const OfficeMail *one = waiting->pdata[i];
    g_auto(Mail) mail = { engine, one,  address_of(engine, one),
                          FALSE,  NULL, g_ptr_array_new_with_free_func(ordered_free) };
    mail.office = !one->person || person_is_of_office(engine, one->person);
    mail.cause =
        g_strdup_printf("%s: by mail from %s, message %" G_GINT64_FORMAT, mail.office ? "office" : "lead",
                        mail.address ? mail.address : "nobody", one->message);
    if (!carry_out_mail(&mail, error))
      return FALSE;
  }
  return store_healthy(engine->store, error);
}
