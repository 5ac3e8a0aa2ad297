/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Carries one message through intake. Decides nothing. */
#include "pass/intake/inbound.h"
#include "pass/intake/criteria.h"
#include "pass/posted.h"
#include "store/cases.h"
#include <string.h>

static void
box_change_free(gpointer data)
{
  BoxChange *change = data;
  g_free(change->before);
  g_free(change->after);
  g_free(change->lack);
  g_free(change);
}

static void
outcome_free(gpointer data)
{
  Outcome *outcome = data;
  g_free(outcome->title);
  g_free(outcome->problem);
  g_free(outcome->name);
  g_clear_pointer(&outcome->content, g_bytes_unref);
  g_clear_pointer(&outcome->letter, json_decref);
  g_clear_pointer(&outcome->enclosed, g_ptr_array_unref);
  g_ptr_array_unref(outcome->lines);
  g_ptr_array_unref(outcome->asked);
  g_ptr_array_unref(outcome->changed);
  g_free(outcome);
}

static GPtrArray *
senders_of(Engine *engine, const Message *message, const Reading *reading)
{
  if (message && posted_is(message))
    return posted_sender(engine, message);
  return reading->from.address ? people_by_address(engine->store, reading->from.address)
                               : g_ptr_array_new_with_free_func((GDestroyNotify) person_free);
}

Inbound *
inbound_new(Engine *engine, const Message *message, const Reading *reading)
{
  Inbound *inbound = g_new0(Inbound, 1);
  const ReadingAuthentication *verdict = &reading->authentication;
  inbound->engine = engine;
  inbound->message = message;
  inbound->reading = reading;
  inbound->kind = reading->kind;
  inbound->arrival = message->arrival;
  inbound->senders = senders_of(engine, message, reading);
  inbound->dmarc_failed = engine->site->authserv_id && !g_strcmp0(verdict->by, engine->site->authserv_id) &&
                          !g_strcmp0(verdict->dmarc, "fail");
  inbound->outcomes = g_ptr_array_new_with_free_func(outcome_free);
  return inbound;
}

void
inbound_free(Inbound *inbound)
{
  if (!inbound)
    return;
  g_ptr_array_unref(inbound->senders);
  g_ptr_array_unref(inbound->outcomes);
  g_free(inbound);
}

Outcome *
inbound_outcome(Inbound *inbound, const char *title, OutcomeState state)
{
  Outcome *outcome = g_new0(Outcome, 1);
  outcome->title = g_strdup(title);
  outcome->state = state;
  outcome->lines = g_ptr_array_new_with_free_func(g_free);
  outcome->asked = g_ptr_array_new_with_free_func(box_change_free);
  outcome->changed = g_ptr_array_new_with_free_func(box_change_free);
  g_ptr_array_add(inbound->outcomes, outcome);
  return outcome;
}

static BoxChange *
add_change(GPtrArray *changes, const FormField *field, const char *before, const char *after)
{
  BoxChange *change = g_new0(BoxChange, 1);
  change->field = field;
  change->before = g_strdup(before);
  change->after = g_strdup(after);
  g_ptr_array_add(changes, change);
  return change;
}

void
outcome_ask(Outcome *outcome, const FormField *field, const char *read)
{
  add_change(outcome->asked, field, read, NULL);
}

gboolean
outcome_asks(const Outcome *outcome, const FormField *field)
{
  for (guint i = 0; i < outcome->asked->len; i++)
    if (((BoxChange *) outcome->asked->pdata[i])->field == field)
      return TRUE;
  return FALSE;
}

void
outcome_lacks(Outcome *outcome, const GPtrArray *lacks)
{
  outcome->counts_not = lacks->len > 0;
  for (guint i = 0; i < lacks->len; i++) {
    const Lack *one = lacks->pdata[i];
    if (!outcome_asks(outcome, one->field))
      add_change(outcome->asked, one->field, NULL, NULL)->lack = g_strdup(one->words);
  }
}

void
outcome_change(Outcome *outcome, const FormField *field, const char *before, const char *after)
{
  add_change(outcome->changed, field, before, after);
}

const Person *
inbound_sender(const Inbound *inbound)
{
  return inbound->senders->len == 1 ? inbound->senders->pdata[0] : NULL;
}

char *
inbound_cause(const Inbound *inbound)
{
  if (inbound->office)
    return g_strdup_printf("office: %s", inbound->office);
  g_autofree char *day = day_format(clock_day(inbound->engine->clock, inbound->arrival));
  return g_strdup_printf("message %" G_GINT64_FORMAT " from %s, %s", inbound->message->id,
                         inbound->reading->from.address ? inbound->reading->from.address : "nobody", day);
}

/* What the partnership's own mail server says; NULL: nothing, or it was another server that said it. */
static const char *
dmarc_of(const Inbound *inbound)
{
  const ReadingAuthentication *said = &inbound->reading->authentication;
  const char *trusted = inbound->engine->site->authserv_id;
  return trusted && !g_strcmp0(said->by, trusted) ? said->dmarc : NULL;
}

/* A page of ours is opened by a secret that one person has. */
static gboolean
is_posted(const Inbound *inbound)
{
  return inbound->message && posted_is(inbound->message);
}

gboolean
inbound_vouched(const Inbound *inbound)
{
  return is_posted(inbound) || !g_strcmp0(dmarc_of(inbound), "pass");
}

gboolean
inbound_verified(const Inbound *inbound)
{
  return inbound->senders->len == 1 && inbound_vouched(inbound);
}

char *
inbound_verdict(const Inbound *inbound)
{
  if (is_posted(inbound))
    return g_strdup("sent from the person's own page");
  const char *dmarc = dmarc_of(inbound);
  g_autofree char *whose =
      inbound->senders->len > 1
          ? g_strdup_printf("from an address that %u people on the roster share", inbound->senders->len)
          : g_strdup(inbound->senders->len ? "from an address on the roster"
                                           : "from an address that nobody on the roster has");
  return g_strdup_printf("%s; the mail server %s", whose,
                         !dmarc                   ? "says nothing about it"
                         : !strcmp(dmarc, "pass") ? "vouches for it"
                         : !strcmp(dmarc, "fail") ? "says that it is not from whom it claims"
                                                  : "cannot vouch for it");
}

gint64
inbound_case_open(Inbound *inbound, const Case *about)
{
  Case c = *about;
  c.message = inbound->message->id;
  gint64 id = case_open(inbound->engine->store, &c);
  inbound->became_case = TRUE;
  g_info("event=case case=%" G_GINT64_FORMAT " kind=%s message=%" G_GINT64_FORMAT, id, c.kind, c.message);
  g_autofree char *cause = inbound_cause(inbound);
  journal_add(inbound->engine->store, c.person, c.obligation, cause, "case: %s", c.question);
  return id;
}

gint64
inbound_case(Inbound *inbound, const char *kind, int document, const Obligation *guess, const char *form,
             const char *detail, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *question = g_strdup_vprintf(format, args);
  va_end(args);
  const Person *sender = inbound_sender(inbound);
  Case c = { .document = document,
             .kind = (char *) kind,
             .obligation = guess ? guess->id : 0,
             .person = guess    ? guess->person
                       : sender ? sender->id
                                : 0,
             .form = (char *) form,
             .question = question,
             .detail = (char *) (detail ? detail : "{}") };
  gint64 id = inbound_case_open(inbound, &c);
  if (!guess)
    return id;
  /* something came: the clock of this obligation stops at its arrival, and nobody is chased for it */
  g_autoptr(Obligation) obligation = obligation_get(inbound->engine->store, guess->id);
  if (obligation->answered == INSTANT_NONE) {
    obligation->answered = inbound->arrival;
    obligation_save(inbound->engine->store, obligation);
  }
  dirty_add(inbound->engine->store, obligation->person);
  return id;
}
