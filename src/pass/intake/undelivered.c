/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighs what came back. A report is believed at once when it knows what only the recipient's server can
 * know: our envelope sender or our Message-ID; or when their server said it to us. Any other may be forged:
 * it is believed when it comes again on another day. Writes no mail itself. */
#include "pass/intake/undelivered.h"
#include "pass/intake/refusal.h"
#include "pass/tell/address_wanted.h"
#include "pass/tell/alarm.h"
#include "store/cases.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define SOFT_DAYS 3 /* so many different days of not being reached are worth a word to the office */

static gboolean
is_sure(const Undelivered *one)
{
  static const char *const sure[] = { "envelope", "message-id", "server", NULL };
  return g_strv_contains(sure, one->found);
}

/* On how many local days a failure that means @refusal was reported of @address, about mails of ours. */
static guint
days_of(Engine *engine, const char *address, Refusal refusal)
{
  g_autoptr(GPtrArray) all = undelivered_of_address(engine->store, address);
  Day last = DAY_NONE;
  guint days = 0;
  for (guint i = 0; i < all->len; i++) {
    const Undelivered *one = all->pdata[i];
    Day day = clock_day(engine->clock, one->at);
    if (one->kind != UNDELIVERED_FAILED || !one->outbox || day == last ||
        refusal_of(one->status, 0, one->words) != refusal)
      continue;
    last = day;
    days++;
  }
  return days;
}

gint64
undelivered_case(Engine *engine, gint64 message, const Person *person, const char *kind, const char *address,
                 const char *question)
{
  g_autoptr(Case) known = case_about(engine->store, kind, person ? person->id : 0, "address", address);
  if (known && known->settled == INSTANT_NONE)
    return 0;
  g_autoptr(GPtrArray) owners = people_by_address(engine->store, address);
  json_t *detail = json_pack("{s:I, s:s}", "person",
                             (json_int_t) (person && owners->len == 1 ? person->id : 0), "address", address);
  char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
  Case c = { .message = message,
             .document = -1,
             .kind = (char *) kind,
             .person = person ? person->id : 0,
             .question = (char *) question,
             .detail = text };
  gint64 id = case_open(engine->store, &c);
  free(text);
  json_decref(detail);
  return id;
}

/* The address of @one is no address: nothing more goes there until a human gives another. */
static gboolean
take_dead(Engine *engine, const Undelivered *one, const Person *person, const char *cause)
{
  g_autofree char *question =
      g_strdup_printf("mail to %s, %s, came back (%s%s%s): what is the right address?", person->name,
                      one->address, one->status, *one->status ? " " : "", one->words);
  gint64 id = undelivered_case(engine, one->message, person, "address", one->address, question);
  gboolean sure = is_sure(one) || days_of(engine, one->address, REFUSAL_ADDRESS) > 1;
  if (!sure || address_has_bounced(engine->store, one->address))
    return id != 0;
  address_bounced(engine->store, one->address, one->at);
  journal_add(engine->store, person->id, 0, cause, "nothing more is sent to %s: it takes no mail",
              one->address);
  g_autoptr(Case) open = case_about(engine->store, "address", person->id, "address", one->address);
  if (one->person && open)
    address_wanted_ask(engine, person, one->address, open->id);
  if (open)
    alarm_dead_address(engine, person, one->address, open->id);
  return id != 0;
}

/* It exists: the office hears of it, and the next mail goes there all the same. */
static gboolean
take_refused(Engine *engine, const Undelivered *one, const Person *person, Refusal refusal)
{
  g_autofree char *question = g_strdup_printf(
      "mail to %s does not arrive: %s %s (%s%s%s). The next mail is tried all the same", person->name,
      one->address, refusal_word(refusal), one->status, *one->status ? " " : "", one->words);
  return undelivered_case(engine, one->message, person, "undelivered", one->address, question) != 0;
}

static gboolean
take_failed(Engine *engine, const Undelivered *one, int code, const GPtrArray *people, const char *cause)
{
  const Person *person = people->pdata[0];
  Refusal refusal = refusal_of(one->status, code, one->words);
  if (!one->outbox)
    return FALSE; /* about no mail of ours: anybody can write that */
  if (refusal == REFUSAL_ADDRESS)
    return take_dead(engine, one, person, cause);
  gboolean told = refusal != REFUSAL_SOFT || !strcmp(one->found, "server") ||
                  days_of(engine, one->address, REFUSAL_SOFT) >= SOFT_DAYS;
  return told && take_refused(engine, one, person, refusal);
}

static gboolean
is_office(const Engine *engine, const char *address)
{
  const char *office = engine->site->office;
  return office && !g_ascii_strcasecmp(address, office);
}

gboolean
undelivered_take(Engine *engine, const Undelivered *said, int code, const char *cause)
{
  g_autoptr(GPtrArray) people = people_by_address(engine->store, said->address);
  gint64 first = people->len ? ((Person *) people->pdata[0])->id : 0;
  Undelivered one = *said;
  one.person = people->len == 1 ? first : 0;
  if (!undelivered_add(engine->store, &one))
    return FALSE;
  journal_add(engine->store, first, 0, cause, "mail to %s: %s %s", one.address, undelivered_word(one.kind),
              one.status);
  if (one.kind != UNDELIVERED_FAILED)
    return FALSE;
  if (is_office(engine, one.address)) {
    if (one.outbox)
      alarm_dead_office(engine, one.words);
    return FALSE;
  }
  return people->len && take_failed(engine, &one, code, people, cause);
}

static gboolean
has_failed(Engine *engine, const char *address)
{
  g_autoptr(GPtrArray) said = undelivered_of_address(engine->store, address);
  for (guint i = 0; i < said->len; i++)
    if (((const Undelivered *) said->pdata[i])->kind == UNDELIVERED_FAILED)
      return TRUE;
  return address_has_bounced(engine->store, address);
}

void
undelivered_lives(Engine *engine, const Person *owner, const char *address, const char *cause)
{
  if (!address || !has_failed(engine, address))
    return;
  address_bounced(engine->store, address, INSTANT_NONE);
  undelivered_over(engine->store, address, UNDELIVERED_FAILED);
  dirty_add(engine->store, owner->id);
  journal_add(engine->store, owner->id, 0, cause, "%s is in use: mail goes there again", address);
  g_autoptr(Case) open = case_about(engine->store, "address", owner->id, "address", address);
  if (open)
    case_settle(engine->store, open->id, "they wrote from it");
}
