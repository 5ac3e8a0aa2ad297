/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to the outbox: what was or will be sent, to whom, how often. Changes nothing. */
#include "store/mail.h"

static GPtrArray *
read_mails(Statement *s)
{
  return statement_all(s, mail_read, (GDestroyNotify) outbox_mail_free);
}

gint64
outbox_of_purpose(Store *store, const char *purpose)
{
  Statement *s = statement(store, "SELECT id FROM outbox WHERE purpose = ?");
  bind_text(s, purpose);
  return statement_int(s, 0);
}

gboolean
outbox_has(Store *store, const char *purpose)
{
  return outbox_of_purpose(store, purpose) != 0;
}

GPtrArray *
outbox_list(Store *store, const char *state)
{
  if (!state)
    return read_mails(statement(store, "SELECT" MAIL_COLUMNS "FROM outbox o ORDER BY o.id"));
  Statement *s = statement(store, "SELECT" MAIL_COLUMNS "FROM outbox o WHERE o.state = ? ORDER BY o.id");
  bind_text(s, state);
  return read_mails(s);
}

/* A mail with the name of its part in place of that of the whole. */
static gpointer
read_part(Statement *s)
{
  OutboxMail *mail = mail_read(s);
  char *part = take_text(s);
  if (part) {
    g_free(mail->template_name);
    mail->template_name = part;
  }
  return mail;
}

GPtrArray *
outbox_of_obligation(Store *store, gint64 obligation)
{
  Statement *s =
      statement(store, "SELECT" MAIL_COLUMNS ", (SELECT template FROM asking a WHERE a.outbox = o.id"
                       " AND a.obligation = c.obligation ORDER BY a.id LIMIT 1)"
                       " FROM covers c JOIN outbox o ON o.id = c.outbox"
                       " WHERE c.obligation = ? ORDER BY o.id");
  bind_int(s, obligation);
  return statement_all(s, read_part, (GDestroyNotify) outbox_mail_free);
}

GPtrArray *
outbox_of_person(Store *store, gint64 person)
{
  Statement *s = statement(store, "SELECT" MAIL_COLUMNS "FROM outbox o WHERE o.person = ? ORDER BY o.id");
  bind_int(s, person);
  return read_mails(s);
}

void
sent_part_free(SentPart *part)
{
  if (!part)
    return;
  g_free(part->template_name);
  g_free(part);
}

static gpointer
read_sent_part(Statement *s)
{
  SentPart *part = g_new0(SentPart, 1);
  part->template_name = take_text(s);
  part->obligation = take_int(s);
  part->reminder = take_int(s) != 0;
  part->sent = take_instant(s);
  return part;
}

GPtrArray *
outbox_asked_of(Store *store, gint64 person, Instant since)
{
  Statement *s = statement(
      store, "SELECT coalesce((SELECT a.template FROM asking a WHERE a.outbox = o.id"
             " AND a.obligation = c.obligation ORDER BY a.id LIMIT 1), o.template),"
             " c.obligation, c.rung IS NOT NULL, o.sent FROM outbox o JOIN covers c ON c.outbox = o.id"
             " WHERE o.person = ? AND o.sent >= ? AND o.kind IN ('opening', 'chaser')"
             " ORDER BY o.sent, o.id, c.obligation");
  bind_int(s, person);
  bind_instant(s, since);
  return statement_all(s, read_sent_part, (GDestroyNotify) sent_part_free);
}

void
recipient_free(Recipient *recipient)
{
  if (!recipient)
    return;
  g_free(recipient->address);
  g_free(recipient->state);
  g_free(recipient->words);
  g_free(recipient);
}

static gpointer
read_recipient(Statement *s)
{
  Recipient *recipient = g_new0(Recipient, 1);
  recipient->address = take_text(s);
  recipient->cc = take_int(s) != 0;
  recipient->state = take_text(s);
  recipient->code = (int) take_int(s);
  recipient->words = take_text(s);
  return recipient;
}

GPtrArray *
outbox_recipients(Store *store, gint64 id)
{
  Statement *s = statement(
      store, "SELECT address, cc, state, code, words FROM recipient WHERE outbox = ? ORDER BY cc, address");
  bind_int(s, id);
  return statement_all(s, read_recipient, (GDestroyNotify) recipient_free);
}

GArray *
outbox_obligations(Store *store, gint64 id)
{
  Statement *s = statement(store, "SELECT obligation FROM covers WHERE outbox = ? ORDER BY obligation");
  bind_int(s, id);
  return statement_ids(s);
}

gint64
outbox_by_message_id(Store *store, const char *message_id)
{
  Statement *s = statement(store, "SELECT id FROM outbox WHERE message_id = ?");
  bind_text(s, message_id);
  return statement_int(s, 0);
}

gint64
outbox_by_sender(Store *store, const char *sender)
{
  Statement *s = statement(store, "SELECT id FROM outbox WHERE sender = ? ORDER BY id DESC LIMIT 1");
  bind_text(s, sender);
  return statement_int(s, 0);
}

gint64
outbox_last_to(Store *store, const char *address, Instant since)
{
  Statement *s =
      statement(store, "SELECT o.id FROM recipient r JOIN outbox o ON o.id = r.outbox"
                       " WHERE r.address = ? AND o.sent >= ? ORDER BY o.sent DESC, o.id DESC LIMIT 1");
  bind_text(s, address);
  bind_instant(s, since);
  return statement_int(s, 0);
}

static gint64
count_to(Store *store, const char *kind, Instant since, const char *address)
{
  Statement *s = statement(store, "SELECT count(*) FROM recipient r JOIN outbox o ON o.id = r.outbox"
                                  " WHERE r.address = ? AND o.created >= ? AND (?3 IS NULL OR o.kind = ?3)");
  bind_text(s, address);
  bind_int(s, since);
  bind_text(s, kind);
  return statement_int(s, 0);
}

/* Mails of @kind created from @since until before @until, but for those that did not go and will not. */
static gint64
count_between(Store *store, const char *kind, Instant since, Instant until)
{
  Statement *s =
      statement(store, "SELECT count(*) FROM outbox WHERE kind = ? AND created >= ? AND created < ?"
                       " AND state NOT IN ('held', 'cancelled')");
  bind_text(s, kind);
  bind_int(s, since);
  bind_int(s, until);
  return statement_int(s, 0);
}

gint64
outbox_count_since(Store *store, int kind, Instant since, const char *address)
{
  if (address)
    return count_to(store, kind < 0 ? NULL : mail_kind_word((MailKind) kind), since, address);
  gint64 count = 0;
  for (int k = MAIL_OPENING; k <= MAIL_OFFICE; k++)
    if (kind < 0 || k == kind)
      count += count_between(store, mail_kind_word((MailKind) k), since, G_MAXINT64);
  return count;
}

gint64
outbox_count_state(Store *store, const char *state)
{
  Statement *s = statement(store, "SELECT count(*) FROM outbox WHERE state = ?");
  bind_text(s, state);
  return statement_int(s, 0);
}

gint64
outbox_busiest(Store *store, MailKind kind, Instant since, Instant until)
{
  gint64 busiest = 0;
  Instant from = since;
  for (Day day = clock_day(store->clock, since); from < until; day++) {
    Instant midnight = clock_instant(store->clock, day + 1, 0);
    gint64 count = count_between(store, mail_kind_word(kind), from, MIN(midnight, until));
    busiest = MAX(busiest, count);
    from = midnight;
  }
  return busiest;
}
