/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes addresses, and sends again what did not arrive: the same mail under a Message-ID of its own, for
 * its words were right when it was written and its documents are still those that were asked for. */
#include "pass/people/readdress.h"
#include "base/checksum.h"
#include "base/fault.h"
#include "base/text.h"
#include "mail/compose.h"
#include "pass/envelope.h"
#include "store/approvals.h"
#include "store/cases.h"
#include "store/obligations.h"
#include "store/outbox.h"
#include "store/undelivered.h"
#include <string.h>

gboolean
readdress(Engine *engine, gint64 person, const char *text, const char *cause, GError **error)
{
  g_autofree char *address = text ? text_address(text) : NULL;
  if (!address)
    return fault_data(error, "\"%s\" is no address", text ? text : "");
  g_autoptr(GPtrArray) owners = people_by_address(engine->store, address);
  for (guint i = 0; i < owners->len; i++)
    if (((Person *) owners->pdata[i])->id != person)
      return fault_data(error, "%s is the address of %s", address, ((Person *) owners->pdata[i])->name);
  address_add(engine->store, person, address, TRUE);
  address_bounced(engine->store, address, INSTANT_NONE);
  dirty_add(engine->store, person);
  journal_add(engine->store, person, 0, cause, "address changed to %s", address);
  return TRUE;
}

static gboolean
still_waits(Engine *engine, gint64 id)
{
  g_autoptr(Obligation) one = obligation_get(engine->store, id);
  return one && (one->state == STATE_OPEN || one->state == STATE_OVERDUE);
}

/* Whether @mail is the latest of @missed (of OutboxMail, oldest first) that speaks of one of its matters, and
 * the matter waits still; what speaks of none is compared by its template. */
static gboolean
is_wanted(Engine *engine, const GPtrArray *missed, guint i)
{
  const OutboxMail *mail = missed->pdata[i];
  g_autoptr(GArray) own = outbox_obligations(engine->store, mail->id);
  if (mail->kind == MAIL_AWARD)
    return TRUE;
  if (mail->kind == MAIL_ANSWER)
    return FALSE;
  g_autoptr(GHashTable) later = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint j = i + 1; j < missed->len; j++) {
    const OutboxMail *other = missed->pdata[j];
    g_autoptr(GArray) covered = outbox_obligations(engine->store, other->id);
    for (guint k = 0; k < covered->len; k++)
      g_hash_table_add(later, g_memdup2(&g_array_index(covered, gint64, k), sizeof(gint64)));
    if (!own->len && !strcmp(other->template_name, mail->template_name))
      return FALSE;
  }
  for (guint k = 0; k < own->len; k++)
    if (!g_hash_table_contains(later, &g_array_index(own, gint64, k)) &&
        still_waits(engine, g_array_index(own, gint64, k)))
      return TRUE;
  return !own->len;
}

/* The numbered questions of an approval are those of the new mail too. */
static void
ask_approvals(Engine *engine, gint64 outbox, gint64 earlier)
{
  g_autoptr(GPtrArray) signings = signings_in_mail(engine->store, earlier);
  for (guint i = 0; i < signings->len; i++) {
    Signing again = *(const Signing *) signings->pdata[i];
    again.outbox = outbox;
    signing_add(engine->store, &again);
  }
}

/* The bytes of @mail for @to, and the rest as it was. */
static gint64
send_again(Engine *engine, const OutboxMail *mail, const Person *person, const char *why)
{
  g_autofree char *purpose = g_strdup_printf("again:%" G_GINT64_FORMAT ":%s", mail->id, person->address);
  g_autofree char *salt = store_get(engine->store, "salt");
  g_autofree char *seed = g_strconcat(salt ? salt : "", purpose, NULL), *sum = checksum_of_text(seed);
  g_autofree char *id = g_strdup_printf("%.32s@%s", sum, engine->site->domain);
  g_autofree char *sender = envelope_sender(engine, purpose);
  Instant now = clock_now(engine->clock);
  gint64 school = engine_school(engine, NULL, person->id, NULL);
  Instant at = mail->kind == MAIL_AWARD ? now : engine_sending_time(engine, school, now);
  g_autoptr(GBytes) bytes = compose_again(mail->bytes, person->address, id, at, engine->clock);
  OutboxMail again = *mail;
  again.purpose = purpose;
  again.message_id = id;
  again.sender = sender;
  again.why = (char *) why;
  again.not_before = at;
  again.bytes = bytes;
  const char *const to[] = { person->address, NULL };
  return outbox_add(engine->store, &again, to, NULL, FALSE);
}

/* What @person missed, oldest first and each once: of OutboxMail with bytes. */
static GPtrArray *
missed_by(Engine *engine, gint64 person)
{
  g_autoptr(GPtrArray) rows = undelivered_of_person(engine->store, person);
  GPtrArray *missed = g_ptr_array_new_with_free_func((GDestroyNotify) outbox_mail_free);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < rows->len; i++) {
    Undelivered *row = rows->pdata[i];
    if (row->kind != UNDELIVERED_FAILED || !row->outbox || !g_hash_table_add(seen, &row->outbox))
      continue;
    OutboxMail *mail = outbox_get(engine->store, row->outbox);
    if (mail && mail->bytes && mail->person == person)
      g_ptr_array_add(missed, mail);
    else
      outbox_mail_free(mail);
  }
  return missed;
}

static void
settle_old(Engine *engine, const Person *person)
{
  static const char *const kinds[] = { "address", "undelivered" };
  g_autoptr(GPtrArray) rows = undelivered_of_person(engine->store, person->id);
  for (guint i = 0; i < rows->len; i++) {
    const Undelivered *row = rows->pdata[i];
    if (!g_strcmp0(row->address, person->address))
      continue;
    undelivered_over(engine->store, row->address, UNDELIVERED_FAILED);
    for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
      g_autoptr(Case) open = case_about(engine->store, kinds[k], person->id, "address", row->address);
      g_autofree char *outcome = g_strdup_printf("the address is %s", person->address);
      if (open)
        case_settle(engine->store, open->id, outcome);
    }
  }
}

static void
catch_up(Engine *engine, gint64 id)
{
  g_autoptr(Person) person = person_get(engine->store, id);
  g_autoptr(GPtrArray) missed = missed_by(engine, id);
  for (guint i = 0; i < missed->len; i++) {
    const OutboxMail *mail = missed->pdata[i];
    if (!is_wanted(engine, missed, i))
      continue;
    g_autofree char *why =
        g_strdup_printf("mail %" G_GINT64_FORMAT " came back: it goes again to the new address", mail->id);
    gint64 again = send_again(engine, mail, person, why);
    if (!again)
      continue;
    outbox_takes_over(engine->store, again, mail->id, !strcmp(mail->state, "failed"));
    ask_approvals(engine, again, mail->id);
    journal_add(engine->store, id, 0, why, "mail %s queued", mail->template_name);
  }
  settle_old(engine, person);
  dirty_add(engine->store, id);
}

gboolean
readdress_watch(Engine *engine, GError **error)
{
  g_autoptr(GArray) people = undelivered_moved(engine->store);
  if (!people->len)
    return TRUE;
  store_begin(engine->store);
  for (guint i = 0; i < people->len; i++)
    catch_up(engine, g_array_index(people, gint64, i));
  return store_commit(engine->store, error);
}
