/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to the question for somebody's right address. doc/contract.md, "What comes back". */
#pragma once
#include "pass/intake/inbound.h"

/* Takes the one address in a reply to that question: from who was asked, still answers for the person and is
 * verified, it is the address from now on, and they are told so; else the office has it before it.
 * *understood: it was such a reply, with one address. FALSE and @error when a template is at fault. */
gboolean address_reply(Inbound *inbound, gboolean *understood, GError **error);
