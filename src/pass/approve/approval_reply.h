/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to our requests for approval. Only who was asked may answer, and only as verified; a word counts
 * for the version that our mail showed. doc/contract.md, "Who sent it". */
#pragma once
#include "pass/intake/inbound.h"

/* Takes the mail when it answers such a request: *taken. FALSE and @error when a template is at fault. */
gboolean approval_reply(Inbound *inbound, gboolean *taken, GError **error);
/* The office takes a mail, a case of which is about @obligation, for a yes. FALSE and @error when there is
 * nothing to approve. */
gboolean approval_accept(Engine *engine, const Obligation *obligation, gint64 message, const char *source,
                         GError **error);
