/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a mail is from whom it says, for what may not be done in somebody else's name: approvals and the
 * office's commands. doc/contract.md, "Who sent it". */
#pragma once
#include "pass/intake/inbound.h"

/* The sender is one person of the roster, and either our own mail server vouches for the address, or the mail
 * answers one of ours that went to that person alone: its Message-ID cannot be guessed. Never when the server
 * says that DMARC failed. */
gboolean verified_person(const Inbound *inbound);
/* The same of the partnership's office, which need not be a person. */
gboolean verified_office(const Inbound *inbound);
/* Whether the sender, by the address alone, holds the role of the office today. */
gboolean sender_is_of_office(const Inbound *inbound);
gboolean person_is_of_office(Engine *engine, gint64 person);
