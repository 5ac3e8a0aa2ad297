/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox as it is filled and emptied: a mail's way from queued to its end. Sends nothing. What was sent
 * to whom is asked in outbox_list.c. */
#include "store/mail.h"
#include <string.h>

static const char *const kind_words[] = { "opening", "chaser", "digest", "answer", "award", "office" };

const char *
mail_kind_word(MailKind kind)
{
  return kind_words[kind];
}

static MailKind
kind_of_word(const char *word)
{
  guint i = 0;
  while (i < MAIL_OFFICE && strcmp(kind_words[i], word) != 0)
    i++;
  return (MailKind) i;
}

void
outbox_mail_free(OutboxMail *mail)
{
  if (!mail)
    return;
  g_free(mail->purpose);
  g_free(mail->template_name);
  g_free(mail->requirement);
  g_free(mail->message_id);
  g_free(mail->subject);
  g_free(mail->sender);
  g_free(mail->state);
  g_free(mail->why);
  g_free(mail->error);
  g_clear_pointer(&mail->bytes, g_bytes_unref);
  g_free(mail);
}

gpointer
mail_read(Statement *s)
{
  OutboxMail *mail = g_new0(OutboxMail, 1);
  mail->id = take_int(s);
  mail->purpose = take_text(s);
  g_autofree char *kind = take_text(s);
  mail->kind = kind_of_word(kind);
  mail->template_name = take_text(s);
  mail->requirement = take_text(s);
  mail->person = take_int(s);
  mail->message = take_int(s);
  mail->message_id = take_text(s);
  mail->subject = take_text(s);
  mail->sender = take_text(s);
  mail->state = take_text(s);
  mail->why = take_text(s);
  mail->created = take_instant(s);
  mail->not_before = take_instant(s);
  mail->next_try = take_instant(s);
  mail->attempts = (int) take_int(s);
  mail->sent = take_instant(s);
  mail->error = take_text(s);
  mail->put_off = take_instant(s);
  return mail;
}

static gpointer
read_whole(Statement *s)
{
  OutboxMail *mail = mail_read(s);
  mail->bytes = take_bytes(s);
  return mail;
}

static void
add_recipients(Store *store, gint64 outbox, const char *const *addresses, gboolean cc)
{
  for (guint i = 0; addresses && addresses[i]; i++) {
    Statement *s =
        statement(store, "INSERT INTO recipient (outbox, address, cc, state) VALUES (?, ?, ?, 'queued')"
                         " ON CONFLICT DO NOTHING");
    bind_int(s, outbox);
    bind_text(s, addresses[i]);
    bind_int(s, cc);
    statement_run(s);
  }
}

static void
seal(Store *store, gint64 outbox, GBytes *bytes)
{
  Statement *s = statement(store, "INSERT INTO sealed (outbox, bytes) VALUES (?, ?)");
  bind_int(s, outbox);
  bind_bytes(s, bytes);
  statement_run(s);
}

static gint64
add_row(Store *store, const OutboxMail *mail, gboolean held)
{
  Statement *s = statement(
      store, "INSERT INTO outbox (purpose, kind, template, requirement, person, message, message_id,"
             " subject, sender, state, why, created, not_before, next_try)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?13)"
             " ON CONFLICT (purpose) DO NOTHING");
  bind_text(s, mail->purpose);
  bind_text(s, mail_kind_word(mail->kind));
  bind_text(s, mail->template_name);
  bind_text(s, mail->requirement);
  bind_id(s, mail->person);
  bind_id(s, mail->message);
  bind_text(s, mail->message_id);
  bind_text(s, mail->subject);
  bind_text(s, mail->sender);
  bind_text(s, held ? "held" : "queued");
  bind_text(s, mail->why);
  bind_instant(s, store_now(store));
  bind_instant(s, mail->not_before);
  return statement_run(s) ? store_last_id(store) : 0;
}

#define TRUSTED_FROM "restored"

int
outbox_distrust(Store *store, Instant since, Instant now)
{
  store_set_int(store, TRUSTED_FROM, now);
  store_set_int(store, "reread", since);
  return statement_run(
      statement(store, "UPDATE outbox SET state = 'held' WHERE state IN ('queued', 'sending', 'unsure')"));
}

gboolean
outbox_is_distrusted(Store *store)
{
  return store_get_int(store, TRUSTED_FROM, 0) != 0;
}

void
outbox_trust(Store *store)
{
  store_set_int(store, TRUSTED_FROM, 0);
}

void
outbox_rereading(Store *store, gboolean rereading)
{
  store_set_int(store, "rereading", rereading);
}

/* Whether it may have gone out before, after the backup and before the store was put back from it. */
static gboolean
may_have_gone(Store *store, const OutboxMail *mail)
{
  Instant from = store_get_int(store, TRUSTED_FROM, 0);
  if (!from || mail->kind == MAIL_OFFICE)
    return FALSE;
  Statement *s = statement(store, "SELECT arrival FROM message WHERE id = ?");
  bind_int(s, mail->message);
  return !mail->message || store_get_int(store, "rereading", 0) || statement_int(s, 0) < from;
}

gint64
outbox_add(Store *store, const OutboxMail *mail, const char *const *to, const char *const *cc, gboolean held)
{
  gint64 id = add_row(store, mail, held || may_have_gone(store, mail));
  if (!id)
    return 0;
  seal(store, id, mail->bytes);
  add_recipients(store, id, to, FALSE);
  add_recipients(store, id, cc, TRUE);
  return id;
}

void
outbox_cover(Store *store, gint64 outbox, gint64 obligation, int rung)
{
  Statement *s = statement(store, "INSERT INTO covers (outbox, obligation, rung) VALUES (?, ?, nullif(?, ?))"
                                  " ON CONFLICT DO NOTHING");
  bind_int(s, outbox);
  bind_int(s, obligation);
  bind_int(s, rung);
  bind_int(s, G_MAXINT);
  statement_run(s);
  s = statement(store, "UPDATE outbox SET urgency = min(urgency,"
                       " ifnull((SELECT due FROM obligation WHERE id = ?), urgency)) WHERE id = ?");
  bind_int(s, obligation);
  bind_int(s, outbox);
  statement_run(s);
}

void
outbox_takes_over(Store *store, gint64 outbox, gint64 earlier, gboolean unread)
{
  Statement *s = statement(store, "INSERT INTO covers (outbox, obligation, rung)"
                                  " SELECT ?, obligation, rung FROM covers WHERE outbox = ?"
                                  " ON CONFLICT DO NOTHING");
  bind_int(s, outbox);
  bind_int(s, earlier);
  statement_run(s);
  s = statement(store, "UPDATE asking SET outbox = ? WHERE outbox = ? AND ?");
  bind_int(s, outbox);
  bind_int(s, earlier);
  bind_int(s, unread);
  statement_run(s);
}

OutboxMail *
outbox_get(Store *store, gint64 id)
{
  Statement *s = statement(store, "SELECT" MAIL_COLUMNS
                                  ", bytes FROM outbox o LEFT JOIN sealed ON outbox = o.id WHERE o.id = ?");
  bind_int(s, id);
  return statement_one(s, read_whole);
}

/* Adds to @mails those that answer somebody, or those that do not. The index is named because SQLite, which
 * does not know how few are due, would rather sort all that wait. */
static void
add_due(Store *store, gboolean answers, Instant now, OutboxReach reach, guint limit, GPtrArray *mails)
{
  Statement *s =
      statement(store, "SELECT id FROM outbox INDEXED BY outbox_due"
                       " WHERE state IN ('queued', 'sending', 'unsure') AND (kind IN ('answer', 'award')) = ?"
                       " AND not_before <= ? AND next_try <= ?2 AND (kind <> 'chaser' OR ?)"
                       " AND (kind NOT IN ('opening', 'digest') OR ?) ORDER BY not_before, urgency, id"
                       " LIMIT ?");
  bind_int(s, answers);
  bind_instant(s, now);
  bind_int(s, reach >= DUE_CHASERS);
  bind_int(s, reach >= DUE_ASKS);
  bind_int(s, limit);
  g_autoptr(GArray) ids = statement_ids(s);
  for (guint i = 0; i < ids->len; i++) {
    OutboxMail *mail = outbox_get(store, g_array_index(ids, gint64, i));
    if (mail)
      g_ptr_array_add(mails, mail);
  }
}

GPtrArray *
outbox_due(Store *store, Instant now, OutboxReach reach, guint limit)
{
  GPtrArray *mails = g_ptr_array_new_with_free_func((GDestroyNotify) outbox_mail_free);
  add_due(store, TRUE, now, reach, limit, mails);
  if (mails->len < limit && reach != DUE_ANSWERS)
    add_due(store, FALSE, now, reach, limit - mails->len, mails);
  return mails;
}

Instant
outbox_next(Store *store)
{
  return statement_int(
      statement(
          store,
          "SELECT next_try FROM outbox INDEXED BY outbox_next WHERE state IN ('queued', 'sending', 'unsure')"
          " ORDER BY next_try LIMIT 1"),
      INSTANT_NONE);
}

void
outbox_defer(Store *store, gint64 id, Instant at)
{
  Statement *s = statement(store, "UPDATE outbox SET next_try = ? WHERE id = ?");
  bind_instant(s, at);
  bind_int(s, id);
  statement_run(s);
}

void
outbox_sending(Store *store, const GPtrArray *mails)
{
  for (guint i = 0; i < mails->len; i++) {
    const OutboxMail *mail = mails->pdata[i];
    Statement *s = statement(store, "UPDATE outbox SET state = 'sending' WHERE id = ?");
    bind_int(s, mail->id);
    statement_run(s);
  }
}

void
outbox_recipient_done(Store *store, gint64 id, const char *address, const char *state, int code,
                      const char *words)
{
  Statement *s = statement(
      store, "UPDATE recipient SET state = ?, code = ?, words = ? WHERE outbox = ? AND address = ?");
  bind_text(s, state);
  bind_id(s, code);
  bind_text(s, words);
  bind_int(s, id);
  bind_text(s, address);
  statement_run(s);
}

/* How a mail's recipients stand. */
typedef struct {
  gint64 queued, unsure, sent, to_sent;
  char *error; /* what was said by those who did not take it; NULL: nothing */
} Tally;

static Tally
tally(Store *store, gint64 id)
{
  Tally t = { 0 };
  Statement *s = statement(store, "SELECT sum(state = 'queued'), sum(state = 'unsure'), sum(state = 'sent'),"
                                  " sum(state = 'sent' AND NOT cc),"
                                  " group_concat(CASE WHEN state <> 'sent' THEN address || ': ' ||"
                                  "  ifnull(code || ' ', '') || ifnull(words, state) END, '; ')"
                                  " FROM recipient WHERE outbox = ?");
  bind_int(s, id);
  if (statement_row(s)) {
    t.queued = take_int(s);
    t.unsure = take_int(s);
    t.sent = take_int(s);
    t.to_sent = take_int(s);
    t.error = take_text(s);
    statement_end(s);
  }
  return t;
}

gboolean
outbox_settle(Store *store, gint64 id, Instant at, Instant retry_at)
{
  Tally t = tally(store, id);
  g_autofree char *error = t.error;
  gboolean again = t.queued || t.unsure, tried = again && retry_at != INSTANT_NONE;
  /* A copy alone is no request: while somebody in To may still get it, it is not sent. */
  gboolean sent = t.to_sent || (t.sent && !again);
  const char *state = t.queued ? "queued" : t.unsure ? "unsure" : t.sent ? "sent" : "failed";
  Statement *s = statement(store, "UPDATE outbox SET state = ?, error = ?, attempts = attempts + ?,"
                                  " next_try = CASE WHEN ?3 THEN ? ELSE next_try END WHERE id = ?");
  bind_text(s, state);
  bind_text(s, error);
  bind_int(s, tried);
  bind_int(s, tried ? retry_at : 0);
  bind_int(s, id);
  statement_run(s);
  if (!sent)
    return FALSE;
  s = statement(store, "UPDATE outbox SET sent = ? WHERE id = ? AND sent IS NULL");
  bind_instant(s, at);
  bind_int(s, id);
  return statement_run(s) > 0;
}

void
outbox_postpone(Store *store, gint64 id)
{
  Statement *s = statement(store, "UPDATE outbox SET state = 'queued' WHERE id = ? AND state = 'sending'");
  bind_int(s, id);
  statement_run(s);
}

void
outbox_put_off(Store *store, gint64 id, Instant at)
{
  Statement *s = statement(store, "UPDATE outbox SET put_off = ifnull(put_off, ?) WHERE id = ?");
  bind_instant(s, at);
  bind_int(s, id);
  statement_run(s);
}

void
outbox_try_anew(Store *store, Instant since)
{
  Statement *s = statement(store, "UPDATE outbox SET next_try = not_before, attempts = 0, put_off = NULL"
                                  " WHERE state = 'queued' AND put_off >= ?");
  bind_instant(s, since);
  statement_run(s);
}

void
outbox_release(Store *store, gint64 id, Instant at)
{
  Statement *s = statement(store, "UPDATE outbox SET state = 'queued', not_before = max(not_before, ?),"
                                  " next_try = max(next_try, ?1) WHERE id = ? AND state = 'held'");
  bind_instant(s, at);
  bind_int(s, id);
  statement_run(s);
}

void
outbox_cancel(Store *store, gint64 id, const char *why)
{
  Statement *s = statement(store, "UPDATE outbox SET state = 'cancelled', error = ?"
                                  " WHERE id = ? AND state IN ('queued', 'held', 'unsure')");
  bind_text(s, why);
  bind_int(s, id);
  statement_run(s);
}
