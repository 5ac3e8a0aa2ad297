/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to our requests for approval. Only who was asked may answer, and only as verified; a word counts
 * for the version that our mail showed. doc/contract.md, "Who sent it". */
#pragma once
#include "pass/intake/inbound.h"
#include "store/cases.h"

/* Takes the mail when it answers such a request: *taken. FALSE and @error when a template is at fault. */
gboolean approval_reply(Inbound *inbound, gboolean *taken, GError **error);
/* The office takes the mail of @c, which is about @obligation, for a yes: of the one who was asked, to the
 * version that they were shown. FALSE and @error when there is nothing to approve, or it was changed since.
 */
gboolean approval_accept(Engine *engine, const Obligation *obligation, const Case *c, const char *source,
                         GError **error);
