/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's commands by mail, and those of leads about cases that are theirs: taken only from a verified sender, kept with the message, and carried out
 * when the mailbox is drained (office/orders.c). Pain 26. */
#pragma once
#include "pass/intake/inbound.h"

/* Whether the mail is one of commands: taken, or refused and the office told. @error when a template is at
 * fault. */
gboolean orders_take(Inbound *inbound, gboolean *taken, GError **error);
/* Whether it holds commands of the office and is, or says to be, from there. */
gboolean orders_in(const Inbound *inbound);
