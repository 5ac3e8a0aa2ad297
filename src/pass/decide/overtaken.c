/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After days in which no mail got out everybody gets one, the latest. Writes none: what is taken back waits
 * for its mail like anything new. */
#include "pass/decide/overtaken.h"
#include "store/overtaken.h"

gboolean
overtaken_withdraw(Engine *engine, GError **error)
{
  Instant midnight = clock_instant(engine->clock, clock_today(engine->clock), 0);
  g_autoptr(GPtrArray) mails = outbox_overtaken(engine->store, midnight);
  if (!mails->len)
    return store_healthy(engine->store, error);
  store_begin(engine->store);
  for (guint i = 0; i < mails->len; i++) {
    const OutboxMail *mail = mails->pdata[i];
    outbox_withdraw(engine->store, mail->id, "overtaken before it could go");
    journal_add(engine->store, mail->person, 0, "clock", "mail %s withdrawn: overtaken before it could go",
                mail->template_name);
  }
  return store_commit(engine->store, error);
}
