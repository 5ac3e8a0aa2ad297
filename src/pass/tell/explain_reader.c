/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why somebody had a mail, told to them: what it was written for, who else had it, and the rule of each thing
 * that it spoke of. Of what is another's they are told no more than the mail itself said. Pain 32, D2. */
#include "pass/tell/explain.h"

static char *
recipients_of(Engine *engine, const OutboxMail *mail, gboolean cc)
{
  g_autoptr(GPtrArray) recipients = outbox_recipients(engine->store, mail->id);
  GString *list = g_string_new(NULL);
  for (guint i = 0; i < recipients->len; i++) {
    const Recipient *one = recipients->pdata[i];
    if (one->cc == cc)
      g_string_append_printf(list, "%s%s", list->len ? ", " : "", one->address);
  }
  return g_string_free(list, FALSE);
}

gboolean
explain_was_sent_to(Engine *engine, const OutboxMail *mail, const Person *person)
{
  g_autoptr(GPtrArray) recipients = outbox_recipients(engine->store, mail->id);
  g_autoptr(GPtrArray) addresses = person_addresses(engine->store, person->id);
  for (guint i = 0; i < recipients->len; i++)
    if (g_ptr_array_find_with_equal_func(addresses, ((const Recipient *) recipients->pdata[i])->address,
                                         g_str_equal, NULL))
      return TRUE;
  return FALSE;
}

GPtrArray *
explain_mail_to(Engine *engine, const OutboxMail *mail, const Person *person)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *day = day_words(clock_day(engine->clock, mail->created));
  g_autofree char *time = clock_format_minute(engine->clock, mail->created);
  g_autofree char *to = recipients_of(engine, mail, FALSE), *cc = recipients_of(engine, mail, TRUE);
  g_ptr_array_add(lines,
                  g_strdup_printf("The mail \"%s\" was written on %s at %s", mail->subject, day, time));
  g_ptr_array_add(lines, g_strdup_printf("It went to %s%s%s", to, *cc ? ", with a copy to " : "", cc));
  g_ptr_array_add(lines, g_strdup_printf("Because of: %s", mail->why));
  g_autoptr(GArray) covered = outbox_obligations(engine->store, mail->id);
  for (guint i = 0; i < covered->len; i++) {
    g_autoptr(Obligation) one = obligation_get(engine->store, g_array_index(covered, gint64, i));
    g_autoptr(GPtrArray) more =
        explain_obligation(engine, one, one->person == person->id ? EXPLAIN_PERSON : EXPLAIN_SHORT);
    g_ptr_array_extend_and_steal(lines, g_steal_pointer(&more));
  }
  return lines;
}
