/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deliver: the outbox goes out, by windows, as fast as the site allows. The taking of a request by the server
 * is day 0 of its clock. */
#pragma once
#include "pass/engine.h"

typedef struct Delivery Delivery;

/* @submission is borrowed. */
Delivery *delivery_new(Engine *engine, Submission *submission);
void delivery_free(Delivery *delivery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Delivery, delivery_free)

/* Sends what is due now: what mentord begins in the sending window, reminders if engine->may_chase; *sent:
 * how many mails were tried. *more when some is left for the rate's sake. FAULT_UNREACHABLE or FAULT_LOGIN
 * when the server cannot be used: the mails stay queued. */
gboolean deliver(Delivery *delivery, guint *sent, gboolean *more, GError **error);
/* Milliseconds until the rate allows the next mail; 0: now. */
gint64 delivery_wait(const Delivery *delivery);

/* The same a batch at a time, of answers alone, for those who have something else to do while it is under
 * way. In an open transaction: records what came back for the last batch, waiting for the rest of it, and
 * marks the next one as "sending". How many mails it has; 0 also when the server could not be used, which
 * deliver() says. */
guint delivery_claim_answers(Delivery *delivery);
/* Once that is committed: the batch goes out. */
void delivery_start(Delivery *delivery);
/* Goes on with it without waiting. */
void delivery_work(Delivery *delivery);
