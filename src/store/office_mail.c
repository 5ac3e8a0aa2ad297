/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of the office's mails. Does not know what their words mean. */
#include "store/office_mail.h"
#include "store/statement.h"

void
office_mail_free(OfficeMail *mail)
{
  if (!mail)
    return;
  g_free(mail->words);
  g_free(mail->reply);
  g_free(mail);
}

static gpointer
read_mail(Statement *s)
{
  OfficeMail *mail = g_new0(OfficeMail, 1);
  mail->message = take_int(s);
  mail->person = take_int(s);
  mail->about = take_int(s);
  mail->words = take_text(s);
  mail->reply = take_text(s);
  return mail;
}

void
office_mail_add(Store *store, const OfficeMail *mail)
{
  Statement *s = statement(store, "INSERT INTO office_mail (message, person, about, words, reply)"
                                  " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
  bind_int(s, mail->message);
  bind_id(s, mail->person);
  bind_id(s, mail->about);
  bind_text(s, mail->words);
  bind_text(s, mail->reply);
  statement_run(s);
}

GPtrArray *
office_mails_waiting(Store *store)
{
  Statement *s = statement(store, "SELECT message, person, about, words, reply FROM office_mail"
                                  " WHERE done IS NULL ORDER BY message");
  return statement_all(s, read_mail, (GDestroyNotify) office_mail_free);
}

void
office_mail_done(Store *store, gint64 message)
{
  Statement *s = statement(store, "UPDATE office_mail SET words = '', done = ? WHERE message = ?");
  bind_instant(s, store_now(store));
  bind_int(s, message);
  statement_run(s);
}
