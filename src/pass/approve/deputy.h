/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who stands in for an approver that is away, when their out-of-office says so. Never a person that the
 * roster does not know, and never the one whose work it is. */
#pragma once
#include "pass/intake/inbound.h"
#include "store/obligations.h"

/* Looks for a deputy in an automatic answer of somebody whose yes is awaited. One who holds the same role is
 * asked, when the mail is verified; of one of the same school the office is asked first. */
void deputy_take(Inbound *inbound);
/* The office agrees to the deputy of the case @detail (JSON), who is asked with the next mails. FALSE and
 * @error when there is nobody to ask any more. */
gboolean deputy_accept(Engine *engine, const Obligation *obligation, const char *detail, GError **error);
/* Whether @person, who was asked as a deputy, may still answer as one: they hold a role of @scheme today. */
gboolean deputy_stands(Engine *engine, const Scheme *scheme, gint64 person);
