/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares what somebody should have in their calendar with what they have, and keeps the difference for the
 * mails; then has them written. Words no mail. */
#include "pass/calendar/invitations.h"
#include "base/ref.h"
#include "pass/calendar/invitation_mail.h"
#include "pass/calendar/wishes.h"
#include <string.h>

#define UID_SYMBOLS 26 /* 130 bits */
/* So many mails are written in one transaction. */
#define BATCH 100

static void
wish_free(gpointer data)
{
  Wish *wish = data;
  session_free(wish->session);
  g_free(wish->why);
  g_free(wish);
}

/* The same for the same date, so that a store that was put back from a backup invites to the same entry; and
 * nobody can guess it, for the store's secret is in it. g_free. */
static char *
uid_of(Engine *engine, gint64 person, const Session *session)
{
  g_autofree char *salt = store_get(engine->store, "salt");
  g_autofree char *seed = g_strdup_printf("%s\ninvitation\n%" G_GINT64_FORMAT "\n%s\n%s", salt ? salt : "",
                                          person, session->year, session->key);
  g_autofree char *symbols = symbols_derive(seed, UID_SYMBOLS);
  return g_strdup_printf("%s@%s", symbols, engine->site->domain);
}

/* The next one among the dates of its obligation; "" beyond Z. */
static void
letter_of(Store *store, const Wish *wish, char letter[2])
{
  g_autoptr(GPtrArray) others =
      wish->obligation ? invitations_of_obligation(store, wish->obligation) : g_ptr_array_new();
  letter[0] = others->len < 26 ? (char) ('A' + others->len) : '\0';
  letter[1] = '\0';
}

static void
want(const Standing *standing, const Invitation *row, const Session *session, InvitationState state,
     const char *why, gint64 cause)
{
  const char *reason = why ? why : "";
  gboolean changed = invitation_want(standing->engine->store, row, state, reason, cause);
  if (!changed || (row->sequence < 0 && state == INVITATION_WITHDRAWN)) /* they never heard of it */
    return;
  g_autofree char *day = day_words(clock_day(standing->engine->clock, session->start));
  journal_add(standing->engine->store, standing->person, row->obligation, cause ? "their answer" : "rules",
              "calendar: %s, %s, %s%s%s", session->title, day, invitation_word(state), *reason ? ": " : "",
              reason);
}

static void
fulfil(const Wishes *wishes, const Wish *wish)
{
  const Standing *standing = wishes->standing;
  Store *store = standing->engine->store;
  const Invitation *row = wishes_row(wishes, wish->session->id);
  g_autoptr(Invitation) made = NULL;
  if (!row && wish->want == INVITATION_WITHDRAWN)
    return;
  if (!row) {
    char letter[2];
    g_autofree char *uid = uid_of(standing->engine, standing->person, wish->session);
    letter_of(store, wish, letter);
    invitation_add(store, standing->person, wish->session->id, wish->obligation, uid, letter);
    row = made = invitation_by_uid(store, uid);
  }
  if (!row)
    return; /* the store failed: the commit will say so */
  want(standing, row, wish->session, wish->want, wish->why, wish->cause);
  if (wish->outchosen != INSTANT_NONE)
    invitation_outchosen(store, row, wish->outchosen);
}

/* Why an entry is taken back of which nothing is wanted any more. */
static const char *
reason(const Wishes *wishes, const Invitation *row, const Session *session)
{
  if (session->cancelled)
    return "it is cancelled";
  for (guint i = 0; i < wishes->standing->obligations->len; i++) {
    const Obligation *one = wishes->standing->obligations->pdata[i];
    if (one->id != row->obligation)
      continue;
    if (one->state == STATE_MET)
      return "we have all that we need from you for it";
    if (one->state == STATE_WAIVED)
      return "you need not come to it";
    if (one->state == STATE_ENDED)
      return "it is no longer asked of you";
  }
  return "this date is not one of yours any more";
}

static gboolean
is_wished(const Wishes *wishes, const Invitation *row)
{
  for (guint i = 0; i < wishes->wishes->len; i++)
    if (((const Wish *) wishes->wishes->pdata[i])->session->id == row->session)
      return wishes_row(wishes, row->session) == row;
  return FALSE;
}

static void
take_back(const Wishes *wishes, const Invitation *row)
{
  const Standing *standing = wishes->standing;
  if (is_wished(wishes, row) || row->want == INVITATION_WITHDRAWN)
    return;
  g_autoptr(Session) session = session_get(standing->engine->store, row->session);
  if (session->start <= clock_now(standing->engine->clock))
    return;
  gboolean twice = wishes_row(wishes, row->session) != row;
  want(standing, row, session, INVITATION_WITHDRAWN,
       twice ? "it stood in your calendar twice" : reason(wishes, row, session), 0);
}

/* Those of the person's invitations that are of this scheme and year. */
static GPtrArray *
rows_of(const Standing *standing)
{
  GPtrArray *rows = invitations_of_person(standing->engine->store, standing->person);
  for (guint i = rows->len; i-- > 0;) {
    g_autoptr(Session) session =
        session_get(standing->engine->store, ((const Invitation *) rows->pdata[i])->session);
    if (!session || strcmp(session->scheme, standing->scheme->id) ||
        strcmp(session->year, standing->year->id))
      g_ptr_array_remove_index(rows, i);
  }
  return rows;
}

void
invitations_settle(const Standing *standing)
{
  g_autoptr(GPtrArray) rows = rows_of(standing);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(wish_free);
  Wishes wishes = { standing, rows, all };
  for (guint i = 0; i < standing->obligations->len; i++) {
    const Obligation *one = standing->obligations->pdata[i];
    const Requirement *requirement = scheme_requirement(standing->scheme, one->requirement);
    if (requirement)
      wishes_of_obligation(&wishes, requirement, one);
  }
  wishes_of_places(&wishes);
  for (guint i = 0; i < all->len; i++)
    fulfil(&wishes, all->pdata[i]);
  for (guint i = 0; i < rows->len; i++)
    take_back(&wishes, rows->pdata[i]);
}

static const Invitation *
row_of(const Standing *standing, const Session *session)
{
  for (guint i = 0; i < standing->invitations->len; i++) {
    const Invitation *one = standing->invitations->pdata[i];
    if (one->session == session->id)
      return one;
  }
  return NULL;
}

Instant
invitations_accepted_end(const Standing *standing, const GPtrArray *sessions)
{
  Instant end = INSTANT_NONE, said = INSTANT_NONE;
  for (guint i = 0; i < sessions->len; i++) {
    const Session *session = sessions->pdata[i];
    const Invitation *row = row_of(standing, session);
    if (!row || row->answer != INVITATION_ACCEPTED || row->stamp < said)
      continue;
    said = row->stamp;
    end = session->start + (Instant) session->minutes * 60;
  }
  return end;
}

gboolean
invitations_declined_all(const Standing *standing, const GPtrArray *sessions)
{
  for (guint i = 0; i < sessions->len; i++) {
    const Invitation *row = row_of(standing, sessions->pdata[i]);
    if (!row || row->answer != INVITATION_DECLINED)
      return FALSE;
  }
  return sessions->len > 0;
}

gboolean
invitations_declined(Store *store, gint64 obligation)
{
  g_autoptr(GPtrArray) rows = invitations_of_obligation(store, obligation);
  for (guint i = 0; i < rows->len; i++)
    if (((const Invitation *) rows->pdata[i])->answer != INVITATION_DECLINED)
      return FALSE;
  return rows->len > 0;
}

/* One mail; a template that is at fault stops none of the others. */
static gboolean
write_one(Engine *engine, const Invitation *row, GError **error)
{
  store_savepoint(engine->store);
  g_autoptr(EntryChange) change = entry_change_new(engine, row);
  gboolean good = !change || invitation_mail(engine, change, error);
  store_savepoint_end(engine->store, good);
  return good;
}

gboolean
invitations_write(Engine *engine, GError **error)
{
  g_autoptr(GPtrArray) pending = invitations_pending(engine->store, clock_now(engine->clock));
  GError *first = NULL;
  for (guint from = 0; from < pending->len; from += BATCH) {
    store_begin(engine->store);
    for (guint i = from; i < MIN(from + BATCH, pending->len); i++)
      write_one(engine, pending->pdata[i], first ? NULL : &first);
    if (!store_commit(engine->store, error)) {
      g_clear_error(&first);
      return FALSE;
    }
  }
  if (first)
    g_propagate_error(error, first);
  return first == NULL;
}

/* What waits for its window does so until then; what waits for anything else, until the next pass. */
Instant
invitations_next(Engine *engine)
{
  Instant now = clock_now(engine->clock);
  g_autoptr(GPtrArray) pending = invitations_pending(engine->store, now);
  return pending->len ? engine_sending_time(engine, 0, now) : INSTANT_NONE;
}
