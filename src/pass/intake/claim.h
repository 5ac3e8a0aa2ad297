/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an address that wrote for somebody may go on writing for them. Only they say so, from the address
 * that the roster has, or the office. doc/contract.md, "Who sent it". */
#pragma once
#include "pass/intake/inbound.h"
#include "store/cases.h"

/* The address that wrote, when something was filed for @person from it, nobody has it and @person was never
 * asked about it: the case is open from then on, and the receipt asks. NULL: there is nothing to ask.
 * Borrowed. */
const char *claim_open(Inbound *inbound, const Person *person);
/* The open question that a "yes" or "no" of the sender answers: that of the mail it replies to, else, when
 * the mail server vouches for the sender, the only one. NULL: none, or it proves nothing. */
Case *claim_asked(const Inbound *inbound);
/* The address of @c is learned, or is not, because of @cause; the case is settled. FAULT_DATA when somebody
 * else has it.
 */
gboolean claim_settle(Engine *engine, const Case *c, gboolean yes, const char *cause, GError **error);
/* The address that @c asks about. g_free. */
char *claim_address(const Case *c);
