/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mails that wait in the outbox and that time has overtaken: what they ask was answered, or a later reminder
 * asks it. Withdrawing one gives back what it asked and told, so that it can go into another mail. */
#pragma once
#include "store/outbox.h"

/* Those queued or held of which no byte ever left, and that hold something settled or reminded of later; of
 * those queued before @midnight also what another mail of today will say: of OutboxMail, without bytes. */
GPtrArray *outbox_overtaken(Store *store, Instant midnight);
/* Cancels @id, which never left. What it asked, or told as news, waits for its mail again; its purpose is
 * free. */
void outbox_withdraw(Store *store, gint64 id, const char *why);
