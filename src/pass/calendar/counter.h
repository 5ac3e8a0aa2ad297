/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A proposal of another time, declined: who made it is told, and so is their calendar, which shows the
 * proposal until then (RFC 5546 3.2.8). */
#pragma once
#include "pass/intake/inbound.h"
#include "store/invitations.h"
#include "store/sessions.h"

/* Once for the case @id. FALSE and @error: a template is at fault. */
gboolean counter_decline(Inbound *inbound, gint64 id, const Invitation *invitation, const Session *session,
                         GError **error);
